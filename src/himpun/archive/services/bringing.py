"""Reading a package back in, that another installation or an earlier version has sealed."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from himpun.archive.models import Package, StoredFile
from himpun.archive.models.packages import BROUGHT, SEALED
from himpun.archive.queries.package.check import Checked, check_package
from himpun.archive.queries.package.packages import packages_to_index
from himpun.archive.services._sealing import keep_list, kept
from himpun.archive.services.files import _draft
from himpun.archive.services.searching import index_text
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.office.services.journal import write

DAMAGED = "Paket ini tidak utuh, jadi tidak dimuat. {place}: {sentence}"
NO_AGENCY = (
    "Paket ini dari instansi “{code}” ({name}), yang tidak ada di sini. Tambahkan instansi itu "
    "lebih dahulu, atau sebutkan instansi yang memeliharanya sekarang."
)


def bring_package(
    *, path: Path, by: office.Person | None, now: datetime, agency: office.Agency | None = None
) -> Package:
    """Takes a package into the archive as it is, to be found and read, never changed.

    ``agency``: who keeps it; None: the agency of its own code. A package that is here already is
    answered as it stands. Refuses (Refused) one that is not whole, one of a newer format, and one
    whose agency is not here. Raises FileNotFoundError where there is no such file.
    """
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    # What is proved is the copy, so that nobody changes it in between.
    with path.open("rb") as given, _draft(folder) as (draft, copy):
        shutil.copyfileobj(given, draft)
        draft.flush()
        checked = check_package(copy)
        if checked.findings:
            first = checked.findings[0]
            raise Refused(DAMAGED.format(place=first.place, sentence=first.sentence))
        keeper = agency or _agency_of(checked)
        with transaction.atomic():
            return _recorded(checked, keeper, kept(draft, copy, now), by=by, now=now)


def _agency_of(checked: Checked) -> office.Agency:
    said = checked.about["agency"]
    found = office.agency_by_code(said["code"])
    if found is None:
        raise Refused(NO_AGENCY.format(code=said["code"], name=said["name"]))
    return found


def _recorded(
    checked: Checked,
    keeper: office.Agency,
    file: StoredFile,
    *,
    by: office.Person | None,
    now: datetime,
) -> Package:
    known = Package.objects.filter(agency=keeper, file=file, state=SEALED).first()
    if known is not None:
        return known
    about = checked.about
    run = about["run"]
    package = Package.objects.create(
        agency=keeper, origin=BROUGHT, run=str(run["id"]), sop=run["sop"],
        title=about["title"][:400], period=run["period"], no=about["no"], reason=about["reason"],
        state=SEALED, about=dict(about), ordered_at=now, ordered_by=by, file=file, sealed_at=now,
        format=about["format"], files=len(checked.files), checked_at=now,
    )  # fmt: skip
    keep_list(package, checked.files)
    index_text(entries=packages_to_index(package.pk))
    row = write(
        agency=keeper, by=by, now=now, action="PackageBrought", subject=f"package/{package.pk}",
        body={
            "from": about["agency"]["code"], "run": str(run["id"]), "no": about["no"],
            "sha256": file.sha256, "size": file.size, "format": about["format"],
        },
    )  # fmt: skip
    Package.objects.filter(pk=package.pk).update(journal_seq=row.seq)
    package.journal_seq = row.seq
    return package
