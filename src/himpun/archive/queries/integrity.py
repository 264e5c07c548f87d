"""Whether the stored files are whole: the last round, and what is damaged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from himpun.archive.models import Record, StoreCheck, StoreDamage, StoredFile
from himpun.archive.models.records import DESTROYED
from himpun.archive.queries.files import path_of
from himpun.archive.queries.uses import uses_of
from himpun.archive.rules import Damage, Use


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged file, since when that is known, and what needs it."""

    damage: Damage
    found_at: datetime
    uses: Sequence[Use]


@dataclass(frozen=True, slots=True)
class StoreState:
    """How the store stands: the round under way, the last finished one, what is damaged."""

    running: StoreCheck | None
    last: StoreCheck | None
    files: int
    damaged: Sequence[Damaged]


def store_state(agencies: Sequence[int] | None = None) -> StoreState:
    """How the store stands. Of damaged files those that some agencies need, by their numbers; None:
    all, also those that nothing needs (four queries, and one for each app that keeps files)."""
    checks = StoreCheck.objects.order_by("-pk")
    return StoreState(
        checks.filter(running=True).first(),
        checks.exclude(ended_at=None).first(),
        StoredFile.objects.count(),
        [one for one in damaged_files() if _concerns(one, agencies)],
    )


def damaged_files() -> list[Damaged]:
    """Every file that was found damaged and is not whole again, the newest finding first."""
    rows = list(StoreDamage.objects.filter(healed_at=None).select_related("file"))
    uses = uses_of([row.file_id for row in rows])
    return [
        Damaged(
            Damage(row.file.sha256, missing=row.missing), row.found_at,
            [use for use in uses if use.file == row.file_id],
        )
        for row in rows
    ]  # fmt: skip


def _concerns(one: Damaged, agencies: Sequence[int] | None) -> bool:
    if agencies is None:
        return True
    return any(use.agency in agencies for use in one.uses)


def left_over() -> list[str]:
    """Hashes of destroyed contents that still lie on the disk though nothing names them: a power
    cut came between."""
    rows = Record.objects.filter(state=DESTROYED).exclude(sha256="")
    named = StoredFile.objects.values("sha256")
    found = rows.exclude(sha256__in=named).order_by().values_list("sha256", flat=True).distinct()
    return [sha256 for sha256 in found if path_of(sha256).exists()]
