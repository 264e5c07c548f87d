"""What an agency's things had come to at a moment, without looking at any of them."""

from __future__ import annotations

from collections.abc import Callable

from himpun.office.models import Agency, CalendarStamp, JournalHead


def marks_of_all() -> Callable[[int], str]:
    """Key of an agency → a text that differs once anything of the agency has changed, for every
    change writes its journal in the same transaction, or any calendar, or its zone or week (three
    queries)."""
    stamp = CalendarStamp.objects.order_by("pk").values_list("stamp", flat=True).first() or ""
    ends = dict(JournalHead.objects.order_by().values_list("agency", "seq"))
    weeks = Agency.objects.order_by().values_list("pk", "zone", "six_day")
    kept = {pk: f"{ends.get(pk, 0)}/{zone}/{six_day}/{stamp}" for pk, zone, six_day in weeks}
    return lambda key: kept.get(key, "")
