"""Sealing a closed run: asked for by a person, done by the background worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from himpun.archive.models import Package
from himpun.archive.models.packages import FAILED, MAKING, ORDERED, SEALED
from himpun.archive.queries.package.check import check_package
from himpun.archive.queries.package.packages import (
    WAITS,
    packages_of_run,
    path_of_package,
    why_not_order,
)
from himpun.archive.rules.package.closed import ClosedRun
from himpun.archive.services._sealing import make, recorded
from himpun.archive.services.files import _draft
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.office.services.journal import write

Clock = Callable[[], datetime]
OPEN = "Hanya SOP yang sudah selesai atau dibatalkan yang dapat disegel."
NOT_SEALED = "Paket ini belum disegel."
NO_REASON = "SOP berjalan ini sudah disegel. Paket berikutnya memerlukan alasan."
MOST_REASON = 2_000
PATIENCE = timedelta(minutes=15)
"""After so long without a word, a worker is taken for dead."""
BROKEN = "Paket yang baru dibuat tidak lolos pemeriksaan: {first}"


class Interrupted(Exception):
    """The worker was asked to stop; what it was at is left for the next one."""


@transaction.atomic
def order_package(
    *,
    agency: office.Agency,
    run: ClosedRun,
    by: office.Person,
    capacity: str,
    now: datetime,
    reason: str = "",
) -> Package:
    """Asks the worker for the package of a closed run.

    Whether the person may is for the caller to know. Refuses a run that is still open or is being
    sealed; one that was sealed before, unless the journal has said more about it since and a
    ``reason`` is given.
    """
    if run.state not in ("finished", "cancelled"):
        raise Refused(OPEN)
    key, reason = str(run.id), reason.strip()[:MOST_REASON]
    known = packages_of_run(agency, run.id)
    if why := why_not_order(agency, run.id, known):
        raise Refused(why)
    earlier = next((package for package in known if package.state == SEALED), None)
    if earlier is not None and not reason:
        raise Refused(NO_REASON)
    try:
        with transaction.atomic():
            package = Package.objects.create(
                agency=agency, run=key, sop=run.sop, title=run.title, period=run.period,
                no=earlier.no + 1 if earlier else 1, earlier=earlier, reason=reason,
                about={"run": run.words()}, ordered_at=now, ordered_by=by, ordered_as=capacity,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(WAITS) from None
    write(
        agency=agency, by=by, now=now, action="PackageOrdered", subject=f"package/{package.pk}",
        body={"run": run.id, "no": package.no, "reason": reason}, capacity=capacity, post_title="",
    )  # fmt: skip
    return package


def seal_next_package(*, clock: Clock, stopped: Callable[[], bool] = lambda: False) -> bool:
    """Makes the package that was ordered first, proves it and records it; False where none waits.

    A package that cannot be made (a lost file) is marked with the sentence why. One whose worker
    died is taken up again after ``PATIENCE``. Raises Interrupted when it was ``stopped``.
    """
    package = _claimed(clock())
    if package is None:
        return False

    def tell(words: str) -> None:
        if stopped():
            raise Interrupted
        Package.objects.filter(pk=package.pk, state=MAKING).update(
            progress=words, claimed_at=clock()
        )

    try:
        _seal(package, clock, tell)
    except Refused as why:
        _fail(package, str(why))
    except Interrupted:
        Package.objects.filter(pk=package.pk, state=MAKING).update(state=ORDERED, claimed_at=None)
        raise
    return True


def _claimed(now: datetime) -> Package | None:
    """The next package, now this worker's: only one of two has changed the row."""
    waits = Q(state=ORDERED) | Q(state=MAKING, claimed_at__lt=now - PATIENCE)
    for package in Package.objects.filter(waits).order_by("ordered_at", "pk")[:20]:
        mine = Package.objects.filter(waits, pk=package.pk).update(
            state=MAKING, claimed_at=now, progress="Dimulai"
        )
        if mine:
            return Package.objects.select_related("agency", "ordered_by", "earlier__file").get(
                pk=package.pk
            )
    return None


def _seal(package: Package, clock: Clock, tell: Callable[[str], None]) -> None:
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with _draft(folder) as (draft, path):
        make(package, draft, clock(), tell)
        tell("Memeriksa paket")
        checked = check_package(path)
        if checked.findings:
            raise Refused(BROKEN.format(first=checked.findings[0].sentence))
        recorded(package, checked, draft=draft, path=path, now=clock())


def _fail(package: Package, why: str) -> None:
    Package.objects.filter(pk=package.pk, state=MAKING).update(
        state=FAILED, failure=why, progress="", claimed_at=None
    )


@transaction.atomic
def ask_check(*, package: Package, by: office.Person, now: datetime) -> None:
    """Asks the worker to prove a sealed package once more. Refuses one that is not sealed."""
    asked = Package.objects.filter(pk=package.pk, state=SEALED, check_asked_at=None)
    if asked.update(check_asked_at=now):
        write(
            agency=package.agency, by=by, now=now, action="PackageCheckAsked",
            subject=f"package/{package.pk}", body={"no": package.no},
        )  # fmt: skip
    elif package.state != SEALED:
        raise Refused(NOT_SEALED)


def check_next_package(*, clock: Clock) -> bool:
    """Proves the package that somebody waits for longest; False where nobody waits."""
    rows = Package.objects.filter(state=SEALED, check_asked_at__isnull=False)
    package = rows.select_related("file", "agency").order_by("check_asked_at", "pk").first()
    if package is None:
        return False
    found = _proved(package)
    with transaction.atomic():
        now = clock()
        rows.filter(pk=package.pk).update(check_asked_at=None, checked_at=now, findings=found)
        if found:
            write(
                agency=package.agency, by=None, now=now, action="PackageFoundDamaged",
                subject=f"package/{package.pk}", body={"no": package.no, "findings": len(found)},
            )  # fmt: skip
    return True


MOST_KEPT = 100


def _proved(package: Package) -> Sequence[Sequence[str]]:
    assert package.file is not None
    try:
        checked = check_package(path_of_package(package))
    except FileNotFoundError:
        return [["paket", "Berkas paket ini tidak ada di penyimpanan."]]
    except Refused as why:
        return [["paket", str(why)]]
    return [[each.place[:200], each.sentence[:500]] for each in checked.findings[:MOST_KEPT]]
