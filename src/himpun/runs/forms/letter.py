"""The letter from outside with which a run begins."""

from __future__ import annotations

from typing import Any

from django import forms

from himpun.runs.rules.letter import MOST, OutsideLetter

NAMES = ("number", "dated_on", "sender", "subject", "received_on")


class DayField(forms.DateField):
    """A day, picked from the browser's calendar."""

    def __init__(self, label: str) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(label=label, widget=widget, required=False)
        self.error_messages["invalid"] = "Tanggal itu tidak ada dalam kalender."


class LetterForm(forms.Form):
    """All of a letter, or nothing of it."""

    prefix = "surat"
    number = forms.CharField(label="Nomor surat", max_length=MOST, required=False)
    dated_on = DayField("Tanggal surat")
    sender = forms.CharField(label="Pengirim", max_length=MOST, required=False)
    subject = forms.CharField(label="Hal", max_length=MOST, required=False)
    received_on = DayField("Diterima tanggal")
    scan = forms.FileField(label="Pindaian surat", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    @property
    def empty(self) -> bool:
        """Whether nothing of a letter was filled in."""
        said = [str(self.data.get(self.add_prefix(name), "")).strip() for name in NAMES]
        return not any(said) and self.add_prefix("scan") not in self.files

    def clean(self) -> dict[str, Any]:
        """Wants the rest of what was begun."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.empty:
            return said
        for name in NAMES:
            if not said.get(name) and name not in self.errors:
                self.add_error(name, f"{self.fields[name].label} harus diisi.")
        return said

    @property
    def letter(self) -> OutsideLetter | None:
        """The letter; None where there is none. Only of a form that is valid."""
        if self.empty:
            return None
        return OutsideLetter(**{name: self.cleaned_data[name] for name in NAMES})
