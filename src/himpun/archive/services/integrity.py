"""Reading the stored files again, a part at a time, so that the office never notices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from himpun.archive.models import StoreCheck, StoreDamage, StoredFile
from himpun.archive.queries.files import damage_of
from himpun.archive.queries.integrity import left_over
from himpun.archive.rules import Damage
from himpun.archive.services.files import forget_content

EVERY = timedelta(hours=24)
"""From the begin of one round to that of the next."""
PART_BYTES = 32 * 1024 * 1024
PART_FILES = 200


def begin_store_check(*, now: datetime) -> StoreCheck | None:
    """Begins a round over all files that are stored now; the one under way where there is one. None
    where another begins one at the same moment. What a power cut left of destroyed contents goes
    first."""
    running = StoreCheck.objects.filter(running=True).first()
    if running is not None:
        return running
    for sha256 in left_over():
        forget_content(sha256=sha256)
    upto = StoredFile.objects.aggregate(last=Max("pk"))["last"] or 0
    try:
        with transaction.atomic():
            return StoreCheck.objects.create(running=True, begun_at=now, upto=upto)
    except IntegrityError:
        return None


def check_store_part(*, now: datetime) -> StoreCheck | None:
    """Reads the next part of the stored files again, of 32 MB or 200 files (one file at least), and
    notes what is damaged, and what is whole again. A round begins 24 hours after the one before.

    None where nothing is due. Killed at any place, the round goes on from its last part; two
    workers at once read the same part, and one of them counts it.
    """
    check = StoreCheck.objects.filter(running=True).first()
    if check is None:
        last = StoreCheck.objects.order_by("-pk").first()
        if last is not None and now < last.begun_at + EVERY:
            return None
        check = begin_store_check(now=now)
        if check is None:
            return None
    part = _part(check)
    found = {row.pk: damage_of(row.sha256, row.size) for row in part}
    return _noted(check, part, found, now)


def _part(check: StoreCheck) -> list[StoredFile]:
    rows = StoredFile.objects.filter(pk__gt=check.position, pk__lte=check.upto).order_by("pk")
    part: list[StoredFile] = []
    size = 0
    for row in rows[:PART_FILES]:
        if part and size + row.size > PART_BYTES:
            break
        part.append(row)
        size += row.size
    return part


@transaction.atomic
def _noted(
    check: StoreCheck, part: Sequence[StoredFile], found: dict[int, Damage | None], now: datetime
) -> StoreCheck:
    """Counts a part, unless another worker has; an empty part ends the round."""
    rows = StoreCheck.objects.filter(pk=check.pk, position=check.position, running=True)
    if not part:
        rows.update(running=None, ended_at=now)
    else:
        # A file that was destroyed while it was read is no damage.
        there = set(StoredFile.objects.filter(pk__in=found).values_list("pk", flat=True))
        bad = {key: one for key, one in found.items() if one and key in there}
        counted = rows.update(
            position=part[-1].pk, files=F("files") + len(part), damaged=F("damaged") + len(bad),
            size=F("size") + sum(row.size for row in part),
        )  # fmt: skip
        if counted:
            _note(bad, [key for key in there if key not in bad], now)
    check.refresh_from_db()
    return check


def _note(bad: dict[int, Damage], whole: Sequence[int], now: datetime) -> None:
    known = StoreDamage.objects.filter(healed_at=None)
    known.filter(file__in=whole).update(healed_at=now)
    told = set(known.filter(file__in=bad).values_list("file", flat=True))
    StoreDamage.objects.bulk_create(
        StoreDamage(file_id=key, missing=one.missing, found_at=now)
        for key, one in bad.items()
        if key not in told
    )
