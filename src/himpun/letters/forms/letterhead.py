"""Kop, paper and fixed words of an agency."""

from typing import Any

from django import forms

from himpun.letters.forms.fields import LinesField, PlainForm
from himpun.letters.queries.keeping import Letterhead
from himpun.letters.rules.kinds import PAPERS, WAYS
from himpun.letters.rules.letterhead import (
    LONGEST_CITY,
    LONGEST_CONTACT,
    LONGEST_TONE,
    TONES,
    tone_of,
)


class LetterheadForm(PlainForm):
    """What stands on every paper of the agency."""

    lines = LinesField(
        label="Baris kop",
        help_text="Satu baris satu baris kop, dari atas: pemerintah daerah, lalu nama dinas.",
    )  # fmt: skip
    contact = forms.CharField(
        label="Alamat dan kontak", max_length=LONGEST_CONTACT, required=False,
        help_text="Baris kecil di bawah kop: jalan, kota, telepon, surel.",
    )  # fmt: skip
    logo = forms.FileField(
        label="Logo", required=False, help_text="Gambar PNG atau JPEG. Kosong: logo yang ada tetap."
    )
    without_logo = forms.BooleanField(label="Tanpa logo", required=False)
    paper = forms.ChoiceField(label="Ukuran kertas", choices=[(p, p) for p in PAPERS])
    city = forms.CharField(
        label="Kota", max_length=LONGEST_CITY, help_text="Ditulis di depan tanggal naskah."
    )
    way = forms.ChoiceField(label="Cara menandatangani", choices=list(WAYS.items()))
    classification = forms.CharField(
        label="Kode klasifikasi arsip", max_length=40, required=False,
        help_text="Dipakai bila naskahnya tidak menyebut kode lain, misalnya 000.8.6.3.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for tone in TONES:
            self.fields[f"tone_{tone.key}"] = forms.CharField(
                label=tone.label, max_length=LONGEST_TONE, required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    def tone(self) -> dict[str, str]:
        """The agency's own words where they differ from the usual ones."""
        said = {tone.key: self.cleaned_data[f"tone_{tone.key}"] for tone in TONES}
        return {tone.key: said[tone.key] for tone in TONES if said[tone.key] != tone.usual}


def first_letterhead(row: Letterhead | None, agency_name: str, region: str) -> dict[str, Any]:
    """A letterhead as a form begins with it; an agency without one begins with its own names."""
    tones = {f"tone_{key}": text for key, text in tone_of(row.tone if row else {}).items()}
    if row is None:
        return {
            "lines": [f"PEMERINTAH {region.upper()}", agency_name.upper()],
            "paper": "F4", "classification": "000.8.6.3", **tones,
        }  # fmt: skip
    return {
        "lines": row.lines, "contact": row.contact, "paper": row.paper, "city": row.city,
        "way": row.way, "classification": row.classification, **tones,
    }  # fmt: skip
