"""The form that all others are made from, and fields for figures, lines and days."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms

from himpun.performance.rules.lines import NotALine
from himpun.performance.rules.numbers import Absent, NotANumber, read_number


class PlainForm(forms.Form):
    """A form whose labels stand above their fields, and whose complaints name the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages["required"] = f"{field.label or name} harus diisi."
            field.error_messages["invalid_choice"] = "Pilihan itu tidak ada dalam daftar."


class DayField(forms.DateField):
    """A day, picked from the browser's calendar."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, **kwargs)
        self.error_messages["invalid"] = "Tanggal itu tidak ada dalam kalender."


class FigureField(forms.CharField):
    """An exact number as it is typed here: 1.234,5. None where nothing was typed."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(widget=widget, max_length=60, **kwargs)

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        try:
            number = read_number(text)
        except NotANumber as error:
            raise forms.ValidationError(str(error)) from error
        return number if isinstance(number, Decimal) else self._absent(number)

    def _absent(self, number: Absent) -> None:
        if number is not Absent.EMPTY:
            raise forms.ValidationError("Tulis angkanya, atau kosongkan.")


class LinesField(forms.CharField):
    """A small table typed as lines, read by a rule."""

    def __init__(self, *, read: Callable[[str], Any], **kwargs: Any) -> None:
        self.read = read
        super().__init__(
            widget=forms.Textarea(attrs={"rows": 4}), max_length=5_000, required=False, **kwargs
        )

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        try:
            return self.read(text)
        except NotALine as error:
            raise forms.ValidationError(str(error)) from error


def words(label: str, most: int, **kwargs: Any) -> forms.CharField:
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=most, widget=widget, **kwargs)
