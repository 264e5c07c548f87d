"""A recipient for the list, a receipt, a file to be checked, and what only asks to be sure."""

from collections.abc import Iterable
from typing import Any

from django import forms

from himpun.letters.forms.fields import PlainForm
from himpun.letters.rules.sending import APP, EMAIL, HAND, WAY_WORDS
from himpun.office.queries import Person, Post, Unit

NAME, NOTE = 300, 2_000
WAY_CHOICES = [
    (APP, "Dalam Himpun: unit, jabatan, atau orang di instansi ini"),
    (EMAIL, "Surel dengan tautan khusus"),
    ("link", "Tautan untuk dikirim lewat pesan singkat"),
    (HAND, "Diserahkan langsung di atas kertas"),
]
assert {way for way, _ in WAY_CHOICES} == WAY_WORDS.keys()


class RecipientForm(PlainForm):
    """Somebody inside, chosen from the office, or somebody outside by name."""

    way = forms.ChoiceField(label="Cara pengiriman", choices=WAY_CHOICES)
    target = forms.ChoiceField(
        label="Penerima dalam instansi", required=False, help_text="Hanya untuk cara dalam Himpun."
    )
    name = forms.CharField(
        label="Nama penerima di luar", max_length=NAME, required=False,
        help_text="Seperti pada naskah, misalnya Camat Bayang.",
    )  # fmt: skip
    email = forms.CharField(
        label="Alamat surel", max_length=254, required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )  # fmt: skip
    copy = forms.BooleanField(label="Tembusan", required=False)

    def __init__(
        self, units: Iterable[Unit], posts: Iterable[Post], people: Iterable[Person], *args: Any
    ) -> None:
        super().__init__(*args)
        self._targets: dict[str, tuple[str, Any]] = {}
        groups = (("Unit", "unit", units), ("Jabatan", "post", posts), ("Orang", "person", people))
        choices: list[Any] = [("", "Pilih")]
        for title, kind, rows in groups:
            keyed = [(f"{kind}-{row.pk}", row) for row in rows]
            self._targets |= {key: (kind, row) for key, row in keyed}
            choices.append((title, [(key, str(row)) for key, row in keyed]))
        self.fields["target"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """What the service asks: way, target or name and address, and whether a copy."""
        said = self.cleaned_data
        found = {"way": said["way"], "copy": said["copy"]}
        if said["way"] == APP:
            if said["target"]:
                kind, row = self._targets[said["target"]]
                found[kind] = row
            return found
        return {**found, "name": said["name"], "email": said["email"]}


class ReceiptForm(PlainForm):
    """Who received a paper, as what."""

    receiver = forms.CharField(label="Nama penerima", max_length=NAME)
    title = forms.CharField(label="Jabatan atau instansi", max_length=NAME, required=False)
    note = forms.CharField(
        label="Catatan", max_length=NOTE, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class OwnReceiptForm(PlainForm):
    """A receipt by who is signed in: only a note is asked."""

    note = forms.CharField(
        label="Catatan", max_length=NOTE, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class SureForm(PlainForm):
    """Nothing to fill in."""


class CheckForm(PlainForm):
    """A PDF whose authenticity is asked."""

    file = forms.FileField(
        label="Berkas PDF",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text="Berkas hanya dibaca untuk diperiksa, tidak disimpan.",
    )
