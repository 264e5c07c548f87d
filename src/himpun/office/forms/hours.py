"""Office hours."""

from collections.abc import Iterator
from typing import Any

from django import forms

from himpun.kernel.worktime import OfficeHours
from himpun.office.forms.fields import DayField, OfficeForm
from himpun.office.rules import Refused
from himpun.office.rules.hours import (
    EXAMPLE,
    WEEKDAYS,
    read_spans,
    spans_text,
    why_not_week,
)

Weeks = tuple[OfficeHours, OfficeHours]
WEEK, RAMADAN = "biasa", "ramadan"


class SpansField(forms.CharField):
    """The working hours of a day, breaks left out; empty on a day off."""

    def to_python(self, value: Any) -> Any:
        """Text as spans of the kernel's kind."""
        try:
            return read_spans(super().to_python(value) or "")
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None

    def validate(self, value: Any) -> None:
        """A day off is as good an answer as hours."""


class HoursForm(OfficeForm):
    """A week of hours, and a week in Ramadan; or the standard ones again.

    ``standard_words`` is the label of that choice, ``weeks`` what the fields begin with.
    """

    from_on = DayField(label="Sejak")
    basis = forms.CharField(
        label="Dasar", max_length=300, help_text="Nomor keputusan atau edaran tentang jam kerja."
    )
    standard = forms.BooleanField(required=False)

    def __init__(self, *args: Any, standard_words: str, weeks: Weeks, **kwargs: Any) -> None:
        for name, hours in zip((WEEK, RAMADAN), weeks, strict=True):
            kwargs["initial"] |= {
                f"{name}_{day}": spans_text(spans) for day, spans in enumerate(hours.spans)
            }
        super().__init__(*args, **kwargs)
        self.fields["standard"].label = standard_words
        for name, words in ((WEEK, "{}"), (RAMADAN, "{} pada bulan Ramadan")):
            for day, weekday in enumerate(WEEKDAYS):
                field = SpansField(label=words.format(weekday), required=False, max_length=100)
                field.widget.attrs["placeholder"] = "libur"
                self.fields[f"{name}_{day}"] = field

    @property
    def example(self) -> str:
        """How hours are written."""
        return EXAMPLE

    @property
    def days(self) -> Iterator[tuple[str, Any, Any]]:
        """Each weekday with its two fields."""
        for day, weekday in enumerate(WEEKDAYS):
            yield weekday, self[f"{WEEK}_{day}"], self[f"{RAMADAN}_{day}"]

    def clean(self) -> dict[str, Any]:
        """Adds ``weeks``: (ordinary, Ramadan), or None for the standard ones."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        said["weeks"] = None if said.get("standard") else self._weeks(said)
        return said

    def _weeks(self, said: dict[str, Any]) -> Weeks | None:
        if any(f"{name}_{day}" not in said for name in (WEEK, RAMADAN) for day in range(7)):
            return None
        ordinary, ramadan = (
            OfficeHours(tuple(said[f"{name}_{day}"] for day in range(7)))
            for name in (WEEK, RAMADAN)
        )
        if why := why_not_week(ordinary) or why_not_week(ramadan):
            self.add_error(None, why)
        return ordinary, ramadan
