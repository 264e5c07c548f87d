"""Making a package of a run's records, and recording it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction

from himpun.archive.models import Package, PackedFile, StoredFile
from himpun.archive.models.packages import MAKING, SEALED
from himpun.archive.queries import path_of
from himpun.archive.queries.package.check import Checked
from himpun.archive.queries.package.packages import packages_to_index
from himpun.archive.queries.package.parts import JournalPart, parts_of, subjects_of
from himpun.archive.rules.package import bag
from himpun.archive.rules.package.index import size_words
from himpun.archive.rules.package.proof import moment_text
from himpun.archive.services._package_writer import PackageWriter
from himpun.archive.services.files import _put
from himpun.archive.services.searching import index_text
from himpun.office.rules import Refused
from himpun.office.services.journal import write

ZIP = "application/zip"
TRIES = 3
RESTLESS = (
    "Catatan tentang SOP berjalan ini terus bertambah selama disegel. Segel lagi setelah semua "
    "perubahan selesai."
)
GONE = "Pembuatan paket ini sudah diambil alih."
TELL_EVERY = 25
"""Files after which the page is told how far it is."""
Tell = Callable[[str], None]


def make(package: Package, draft: BinaryIO, now: datetime, tell: Tell) -> None:
    """Writes the package into ``draft``.

    Reading takes its time, and nothing is locked meanwhile: where the journal shows that something
    about the run was written in between, all of it is read again, ``TRIES`` times at most.
    """
    run_id = int(package.run)
    for _ in range(TRIES):
        draft.seek(0)
        draft.truncate()
        journal = JournalPart(package.agency, subjects_of(run_id))
        writer = PackageWriter(draft, base_of(package))
        for item in parts_of(run_id):
            writer.add(item)
            if len(writer.written) % TELL_EVERY == 0:
                tell(f"{len(writer.written)} berkas, {size_words(writer.size)}")
        writer.add(journal.item())
        writer.finish(_about(package, journal, now))
        if not journal.moved_on():
            return
    raise Refused(RESTLESS)


def base_of(package: Package) -> str:
    """The package's folder: paket-pesisir-selatan-dishub-2026-tw3-12-1."""
    words = ("paket", package.agency.code[:50], package.period, package.run, str(package.no))
    return bag.path_part("-".join(words), bag.LONGEST_BASE)


def _about(package: Package, journal: JournalPart, now: datetime) -> dict[str, Any]:
    agency, earlier, by = package.agency, package.earlier, package.ordered_by
    assert by is not None
    return {
        "format": bag.FORMAT,
        "product": f"himpun {version('himpun')}",
        "base": base_of(package),
        "title": package.title,
        "agency": {
            "code": agency.code, "name": agency.name, "region": agency.region, "zone": agency.zone,
        },
        "run": package.about["run"],
        "sealed": {
            "at": moment_text(now), "by": by.name, "capacity": package.ordered_as,
        },
        "no": package.no,
        "earlier": {"no": earlier.no, "sha256": earlier.file.sha256}
        if earlier and earlier.file
        else None,
        "reason": package.reason,
        "journal": journal.words(),
        "witnessed": list(bag.WITNESSED),
    }  # fmt: skip


@transaction.atomic
def recorded(
    package: Package, checked: Checked, *, draft: BinaryIO, path: Path, now: datetime
) -> None:  # fmt: skip
    """Keeps a proved package for ever, with its list of files and its row in the journal."""
    about, files = checked.about, checked.files
    file = kept(draft, path, now)
    row = write(
        agency=package.agency, by=package.ordered_by, now=now, action="PackageSealed",
        subject=f"package/{package.pk}", capacity=package.ordered_as, post_title="",
        body={
            "run": int(package.run), "no": package.no, "sha256": file.sha256, "size": file.size,
            "files": len(files), "format": bag.FORMAT,
            "earlier": about["earlier"]["sha256"] if about["earlier"] else "",
        },
    )  # fmt: skip
    mine = Package.objects.filter(pk=package.pk, state=MAKING).update(
        state=SEALED, about=dict(about), file=file, format=bag.FORMAT, files=len(files),
        sealed_at=now, checked_at=now, journal_seq=row.seq, progress="", claimed_at=None,
        findings=[],
    )  # fmt: skip
    if not mine:
        raise Refused(GONE)
    keep_list(package, files)
    index_text(entries=packages_to_index(package.pk))


def keep_list(package: Package, files: Sequence[bag.Written]) -> None:
    """What is in a package, so that pages can name it and hand it out without opening the ZIP."""
    PackedFile.objects.bulk_create(
        (
            PackedFile(
                package=package, position=no, path=file.path, kind=file.kind, title=file.title,
                media_type=file.media_type, size=file.size, sha256=file.sha256,
                offset=file.offset,
            )
            for no, file in enumerate(files, start=1)
        ),
        batch_size=500,
    )  # fmt: skip


def kept(draft: BinaryIO, path: Path, now: datetime) -> StoredFile:
    """A draft that now has its place in the store, for ever."""
    draft.flush()
    os.fsync(draft.fileno())
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    size = path.stat().st_size
    _put(path, path_of(sha256), sha256)
    known = {"size": size, "media_type": ZIP, "stored_at": now}
    stored = StoredFile.objects.get_or_create(sha256=sha256, defaults=known)[0]
    # As in store_file: somebody may have destroyed the same content in between.
    if not path_of(sha256).exists():
        _put(path, path_of(sha256), sha256)
    return stored
