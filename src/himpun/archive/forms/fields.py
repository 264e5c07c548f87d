"""The form that the archive's are made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


class ArchiveForm(forms.Form):
    """A form whose complaints name the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages["required"] = f"{field.label or name} harus diisi."
            field.error_messages["invalid_choice"] = "Pilihan itu tidak ada dalam daftar."


def text(label: str, most: int, *, must: bool = True, help_text: str = "") -> forms.CharField:
    """A line of text of at most so many letters."""
    field = forms.CharField(label=label, max_length=most, required=must, help_text=help_text)
    field.error_messages["max_length"] = f"{label} paling panjang {most} huruf."
    return field


def day(label: str, *, must: bool = True, help_text: str = "") -> forms.DateField:
    """A day, picked from the browser's calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    field = forms.DateField(label=label, widget=widget, required=must, help_text=help_text)
    field.error_messages["invalid"] = "Tanggal itu tidak ada dalam kalender."
    return field


def choice(
    label: str, known: Mapping[str, str], *, must: bool = True, help_text: str = ""
) -> forms.ChoiceField:
    """One of some known keys."""
    choices = [*([] if must else [("", "–")]), *known.items()]
    return forms.ChoiceField(label=label, choices=choices, required=must, help_text=help_text)
