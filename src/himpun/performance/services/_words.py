"""Dropping people's words for values: what all that change a value share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from himpun.notices.services import tell
from himpun.office import queries as office
from himpun.performance.models import Approval
from himpun.performance.queries.forms import unit_name_of

if TYPE_CHECKING:
    from himpun.office.queries import Person

LONGEST_WHY = 300


def drop_words(
    *, values: Sequence[int], why: str, by: Person | None, now: datetime, level: str = ""
) -> int:
    """Drop the words in force for some values (of one level only, if named), in the caller's
    transaction; how many there were. Their people are told, except whoever does it."""
    words = Approval.objects.filter(value__in=values, dropped_at=None)
    if level:
        words = words.filter(level=level)
    keys = list(words.values_list("pk", flat=True))
    if not keys:
        return 0
    tell_changed([(key, why) for key in keys], by=by, now=now)
    own = words.filter(by=by).update(dropped_at=now, dropped_why=why[:LONGEST_WHY], told=True)
    return own + words.update(dropped_at=now, dropped_why=why[:LONGEST_WHY], told=False)


def tell_changed(dropped: Iterable[tuple[int, str]], *, by: Person | None, now: datetime) -> None:
    """Tells whoever vouched for values that their word has fallen, once a day for each form, except
    whoever made it fall. ``dropped``: key of each word and why (one query, and three for each)."""
    why = dict(dropped)
    rows = Approval.objects.filter(pk__in=why).exclude(by=by).order_by("pk")
    told: set[tuple[int, int]] = set()
    for word in rows.select_related("by", "value__form__agency", "value__form__unit"):
        form = word.value.form
        if (word.by_id, form.pk) in told:
            continue
        told.add((word.by_id, form.pk))
        on = office.day_at(form.agency, now)
        tell(
            agency=form.agency, people=[word.by], kind="changed",
            subject=f"Nilai {unit_name_of(form)} berubah sesudah Anda periksa", text=why[word.pk],
            link=reverse("performance:drops"), about=f"form/{form.pk}",
            key=f"words/{form.pk}/{on.isoformat()}", by=by, now=now,
        )  # fmt: skip
