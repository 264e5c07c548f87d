"""`himpun verify-package`: whether a sealed package is whole."""

import hashlib
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from himpun.archive.queries.package.check import Checked, check_package
from himpun.archive.queries.package.container import Container
from himpun.archive.queries.package.packages import sealed_as
from himpun.letters.queries.package_signatures import Signatures, signatures_of
from himpun.office.rules import Refused

BROKEN = 1
CANNOT = 2


class Command(BaseCommand):
    help = (
        "Prove that a sealed package is whole, and name what is not: any changed byte, missing, "
        "added or moved file or row. Exits with 1 where anything is broken, with 2 where the file "
        "cannot be read or is of a newer format."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="the package, a ZIP file")
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ARG002
        path: Path = options["file"]
        try:
            checked, sha256 = check_package(path), _hash_of(path)
        except OSError as raised:
            told = f"Berkas {path} tidak dapat dibaca ({raised.strerror})."
            raise CommandError(told, returncode=CANNOT) from None
        except Refused as refused:
            raise CommandError(str(refused), returncode=CANNOT) from None
        # In a package that is not whole no paper is looked at: what it says of them cannot be held.
        signatures = signatures_of(Container(path)) if checked.whole else None
        checked.findings += signatures.findings if signatures else []
        known = _known(sha256)
        if options["json"]:
            findings = [{"place": f.place, "sentence": f.sentence} for f in checked.findings]
            found = {
                "sha256": sha256, "known": known, "findings": findings,
                "signed_papers": signatures.papers if signatures else None,
            }  # fmt: skip
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            self._tell(checked, signatures, sha256, known)
        if checked.findings:
            raise SystemExit(BROKEN)

    def _tell(
        self, checked: Checked, signatures: Signatures | None, sha256: str, known: str
    ) -> None:  # fmt: skip
        if checked.about:
            self.stdout.write(checked.about["title"])
        for finding in checked.findings:
            self.stdout.write(f"{finding.place}: {finding.sentence}")
        if signatures and signatures.papers and not signatures.findings:
            whose = "dikenal" if signatures.known else "TIDAK dikenal; bandingkan sidiknya"
            self.stdout.write(
                f"{signatures.papers} naskah berparaf atau bertanda tangan elektronik: semuanya "
                f"sah. Otoritas sertifikatnya {whose} di instalasi ini."
            )
        self.stdout.write(f"SHA-256 {sha256}")
        self.stdout.write(known or "Hash ini tidak tercatat di instalasi ini.")
        count = len(checked.findings)
        self.stdout.write(f"{count} temuan: paket ini TIDAK utuh." if count else "Paket ini utuh.")


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _known(sha256: str) -> str:
    """What this installation's own journal says of that hash; "" for nothing."""
    try:
        package = sealed_as(sha256)
    except DatabaseError:
        return ""
    if package is None:
        return ""
    return (
        f"Hash ini tercatat dalam jurnal {package.agency.name}, catatan nomor "
        f"{package.journal_seq}."
    )
