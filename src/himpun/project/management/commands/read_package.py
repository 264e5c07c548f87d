"""`himpun read-package`: a sealed package comes into this installation's archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from himpun.archive.services import bring_package
from himpun.office.queries import agency_by_code
from himpun.office.rules import Refused

CANNOT = 2


class Command(BaseCommand):
    help = (
        "Take a sealed package of an earlier version or another installation into the archive, "
        "to be found and read there. A package that is not whole, or of a newer format, is refused."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="the package, a ZIP file")
        parser.add_argument(
            "--agency", metavar="CODE", help="the agency that keeps it; default: its own"
        )

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ARG002
        path, code = options["file"], options["agency"]
        agency = agency_by_code(code) if code else None
        if code and agency is None:
            raise CommandError(f"--agency {code}: no such agency.", returncode=CANNOT)
        try:
            package = bring_package(path=path, by=None, now=timezone.now(), agency=agency)
        except OSError as raised:
            told = f"Berkas {path} tidak dapat dibaca ({raised.strerror})."
            raise CommandError(told, returncode=CANNOT) from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        assert package.file is not None
        self.stdout.write(f"{package.title}: {package.files} berkas")
        self.stdout.write(f"SHA-256 {package.file.sha256}")
        self.stdout.write(f"Tersimpan dalam arsip {package.agency.name}.")
