"""Evidence for the LKE: asked for by a person with one click, gathered by the worker."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from himpun.archive.services import store_made
from himpun.monitoring.models import EvidencePack
from himpun.monitoring.models.evidence import FAILED, MAKING, ORDERED, READY
from himpun.monitoring.queries.evidence import Gathered, why_not_gather, years_of
from himpun.monitoring.rules.evidence import Claim, Proof
from himpun.monitoring.services._evidence_zip import write_pack
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.office.services.journal import write

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person

ZIP = "application/zip"
PATIENCE = timedelta(minutes=15)
"""After so long without a word, a worker is taken for dead."""
WAITS = "Bukti untuk tahun {year} sedang dikumpulkan."
NO_YEAR = "Tidak ada data untuk tahun {year}."


class Interrupted(Exception):
    """The worker was asked to stop; what it was at is left for the next one."""


@transaction.atomic
def order_evidence(*, agency: Agency, year: int, by: Person, now: datetime) -> EvidencePack:
    """Ask the worker for the evidence of a year.

    Refuses (Refused) whoever may not, a year without data, and one that is being gathered.
    """
    on = office.day_at(agency, now)
    if why := why_not_gather(by, agency, on):
        raise Refused(why)
    if year not in years_of(agency, on):
        raise Refused(NO_YEAR.format(year=year))
    try:
        with transaction.atomic():
            pack = EvidencePack.objects.create(
                agency=agency, year=year, ordered_at=now, ordered_by=by, ordered_text=by.name
            )
    except IntegrityError:
        raise Refused(WAITS.format(year=year)) from None
    write(
        agency=agency, by=by, now=now, action="EvidenceOrdered", subject=f"evidence/{pack.pk}",
        body={"year": year},
    )  # fmt: skip
    return pack


def make_next_evidence(
    *, clock: Callable[[], datetime], stopped: Callable[[], bool] = lambda: False
) -> bool:
    """Gather what was ordered first; False where nothing waits.

    What cannot be gathered is marked with the sentence why. A pack whose worker died is taken up
    again after ``PATIENCE``. Raises Interrupted when it was ``stopped``.
    """
    pack = _claimed(clock())
    if pack is None:
        return False

    def tell(words: str) -> None:
        if stopped():
            raise Interrupted
        _mine(pack).update(progress=words, claimed_at=clock())

    try:
        _make(pack, clock(), tell)
    except Refused as why:
        _mine(pack).update(state=FAILED, failure=str(why), progress="", claimed_at=None)
    except Interrupted:
        _mine(pack).update(state=ORDERED, claimed_at=None)
        raise
    return True


def _mine(pack: EvidencePack) -> QuerySet[EvidencePack]:
    """The row, while it is this worker's."""
    return EvidencePack.objects.filter(pk=pack.pk, state=MAKING)


def _claimed(now: datetime) -> EvidencePack | None:
    """The next one, now this worker's: only one of two has changed the row."""
    waits = Q(state=ORDERED) | Q(state=MAKING, claimed_at__lt=now - PATIENCE)
    for pack in EvidencePack.objects.filter(waits).order_by("ordered_at", "pk")[:20]:
        if EvidencePack.objects.filter(waits, pk=pack.pk).update(
            state=MAKING, claimed_at=now, progress="Dimulai"
        ):
            return EvidencePack.objects.select_related("agency", "ordered_by").get(pk=pack.pk)
    return None


def _make(pack: EvidencePack, now: datetime, tell: Callable[[str], None]) -> None:
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as draft:
        claims, proofs = write_pack(Gathered(pack.agency, pack.year, now), draft, tell)
        draft.seek(0)
        _record(pack, draft, claims, proofs, now)


@transaction.atomic
def _record(
    pack: EvidencePack, draft: IO[bytes], claims: list[Claim], proofs: list[Proof], now: datetime
) -> None:
    file = store_made(content=draft, media_type=ZIP, now=now)
    changed = _mine(pack).update(
        state=READY, file=file, files=len(proofs), claims=[asdict(one) for one in claims],
        made_at=now, progress="", claimed_at=None,
    )  # fmt: skip
    if changed:
        write(
            agency=pack.agency, by=pack.ordered_by, now=now, action="EvidenceGathered",
            subject=f"evidence/{pack.pk}",
            body={
                "year": pack.year, "sha256": file.sha256, "size": file.size, "files": len(proofs),
                "gaps": sum(len(one.gaps) for one in claims),
            },
        )  # fmt: skip
