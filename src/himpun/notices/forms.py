"""What is filled in on the pages of notices and mails."""

from typing import Any

from django import forms

from himpun.notices.rules.kinds import KINDS, WAY_WORDS


class PlainForm(forms.Form):
    """A form whose labels stand above their fields, and whose complaints name the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages["required"] = f"{field.label or name} harus diisi."
            field.error_messages["invalid_choice"] = "Pilihan itu tidak ada dalam daftar."


class SureForm(PlainForm):
    """Nothing to fill in."""


class AsideForm(PlainForm):
    """Why a mail is not to be sent."""

    reason = forms.CharField(
        label="Alasan", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Misalnya: naskah sudah diserahkan langsung.",
    )  # fmt: skip


class WaysForm(PlainForm):
    """One way for each kind of notice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in KINDS.values():
            field = forms.ChoiceField(
                label=kind.word, choices=[(way, WAY_WORDS[way]) for way in kind.ways],
                help_text=f"{kind.about[:1].upper()}{kind.about[1:]}.",
            )  # fmt: skip
            field.error_messages["required"] = f"{kind.word} harus dipilih."
            field.error_messages["invalid_choice"] = "Pilihan itu tidak ada dalam daftar."
            self.fields[kind.key] = field
