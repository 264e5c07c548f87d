"""The form that all others are made from."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from himpun.office.rules import code_from


class OfficeForm(forms.Form):
    """A form whose labels stand above their fields, and whose complaints name the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages.setdefault("required", "")
            field.error_messages["required"] = f"{field.label or name} harus diisi."


class DayField(forms.DateField):
    """A day, picked from the browser's calendar."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, **kwargs)
        self.error_messages["invalid"] = "Tanggal itu tidak ada dalam kalender."


class WithCode(OfficeForm):
    """A form with a name and a code; a code left empty is made of the name."""

    name_field = "name"

    def clean_code(self) -> str:
        given: str = self.cleaned_data["code"]
        return given or code_from(self.data.get(self.add_prefix(self.name_field), ""))


def row_field(label: str, *, empty: str | None = None) -> "forms.ModelChoiceField[Any]":
    """A choice among rows that the form is given later (`offer`); optional with ``empty``."""
    words = f"Pilih {label[:1].lower()}{label[1:]}" if empty is None else empty
    return forms.ModelChoiceField(
        label=label, queryset=None, required=empty is None, empty_label=words
    )


def offer(form: forms.Form, name: str, rows: "QuerySet[Any]") -> None:
    """Gives a choice its rows."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
    field.error_messages["invalid_choice"] = "Pilihan itu tidak ada dalam daftar."


def code_field() -> forms.CharField:
    return forms.CharField(
        label="Kode",
        required=False,
        max_length=60,
        help_text="Huruf kecil, angka, dan tanda hubung. Boleh dikosongkan: dibuat dari namanya. "
        "Kode tidak berubah lagi.",
    )
