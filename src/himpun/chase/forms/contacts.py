"""A note of a talk, call or message."""

from __future__ import annotations

from typing import Any

from django import forms

from himpun.chase.rules.contacts import LONGEST_SAID, LONGEST_WHOM, WAY_WORDS


class ContactForm(forms.Form):
    """When, how, with whom, what was said. The moment is as of the agency's clock."""

    at = forms.DateTimeField(
        label="Waktu",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        # The browser's own field sends the first two; typed by hand it comes as offices write it.
        input_formats=[
            "%Y-%m-%dT%H:%M",
            "%Y-%m-%dT%H:%M:%S",
            "%d-%m-%Y %H.%M",
            "%d-%m-%Y %H:%M",
            "%d/%m/%Y %H.%M",
            "%d/%m/%Y %H:%M",
        ],
        error_messages={
            "required": "Waktu harus diisi.",
            "invalid": "Tulis tanggal dan jamnya, misalnya 24-09-2026 10.30.",
        },
    )
    way = forms.ChoiceField(
        label="Cara menghubungi", choices=list(WAY_WORDS.items()),
        error_messages={"required": "Pilih cara menghubungi.",
                        "invalid_choice": "Pilihan itu tidak ada dalam daftar."},
    )  # fmt: skip
    whom = forms.CharField(
        label="Siapa yang dihubungi", max_length=LONGEST_WHOM,
        error_messages={"required": "Siapa yang dihubungi harus diisi."},
    )  # fmt: skip
    said = forms.CharField(
        label="Apa yang dibicarakan", max_length=LONGEST_SAID,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Apa yang dibicarakan harus diisi."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
