"""The form that hands a definition in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

MOST_BYTES = 500_000
"""Far more than the longest definition has."""


class DefinitionForm(forms.Form):
    """A definition: a file of one's own, or one that comes with the program (its id)."""

    file = forms.FileField(
        label="Berkas sop.toml", required=False, help_text="Ditulis dari naskah SOP instansi Anda."
    )
    shipped = forms.ChoiceField(
        label="Atau SOP yang ikut dengan Himpun", required=False,
        help_text="Untuk instansi yang menjalankan SOP itu seperti tertulis.",
    )  # fmt: skip

    def __init__(self, *args: Any, shipped: Iterable[str], **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        choice = self.fields["shipped"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", "–"), *((name, name) for name in shipped)]
        choice.error_messages["invalid_choice"] = "SOP itu tidak ada dalam daftar."

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not self.errors and bool(said.get("file")) == bool(said.get("shipped")):
            self.add_error(None, "Pilih satu: berkas, atau SOP yang ikut dengan Himpun.")
        return said


class WithdrawForm(forms.Form):
    """Nothing to fill in: to send it is to say yes."""
