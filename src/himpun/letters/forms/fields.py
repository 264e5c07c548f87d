"""The form that all others are made from, and a field of lines."""

from typing import Any

from django import forms


class PlainForm(forms.Form):
    """A form whose labels stand above their fields, and whose complaints name the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages["required"] = _needed(field, field.label or name)
            field.error_messages["invalid_choice"] = "Pilihan itu tidak ada dalam daftar."


def _needed(field: forms.Field, label: object) -> str:
    if isinstance(field, forms.BooleanField):
        return "Belum dicentang."
    return "Pilih berkasnya." if isinstance(field, forms.FileField) else f"{label} harus diisi."


class LinesField(forms.CharField):
    """One text a line; empty lines are left out."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> Any:
        """The lines, without what stands around them."""
        text = super().to_python(value) or ""
        return [line.strip() for line in str(text).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """Lines as they are typed."""
        return "\n".join(value) if isinstance(value, list) else value
