"""A template as a form: its fields, fixed texts and their order."""

from collections.abc import Mapping
from typing import Any

from django import forms

from himpun.letters.forms.fields import LinesField, PlainForm
from himpun.letters.rules.template_text import (
    head_text,
    read_head,
    read_signatures,
    signatures_text,
)

LONGEST = 40_000


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "paper-text"})


class TemplateForm(PlainForm):
    """Names in braces are filled in from the running SOP."""

    title = forms.CharField(label="Judul", required=False, max_length=1000, widget=_area(2))
    number = forms.CharField(
        label="Nomor di bawah judul", required=False, max_length=500,
        help_text="Kosong bila nomor ditulis sebagai baris kepala naskah.",
    )  # fmt: skip
    subject = forms.CharField(label="Hal", max_length=500)
    opening = forms.CharField(label="Pembuka keputusan", required=False, max_length=500)
    date = forms.CharField(label="Tempat dan tanggal", required=False, max_length=500)
    head = forms.CharField(
        label="Kepala naskah", required=False, max_length=LONGEST, widget=_area(5),
        help_text="Satu baris satu isian, misalnya Sifat: {sifat}. Urutannya urutan cetak.",
    )  # fmt: skip
    recipients = LinesField(label="Penerima", required=False, rows=2)
    recipients_at = forms.CharField(label="Alamat penerima", required=False, max_length=500)
    body = forms.CharField(
        label="Isi", required=False, strip=False, max_length=LONGEST, widget=_area(20)
    )
    signatures = forms.CharField(
        label="Tanda tangan", required=False, max_length=LONGEST, widget=_area(6),
        help_text="Baris di atas ruang tanda tangan, ---, lalu baris di bawahnya. Tanda tangan "
        "berikutnya sesudah ===.",
    )  # fmt: skip
    copies = LinesField(label="Tembusan", required=False, rows=2)
    landscape = forms.BooleanField(label="Kertas mendatar", required=False)

    def wanted(self) -> dict[str, Any]:
        """The template as it is kept."""
        said = self.cleaned_data
        plain = ("title", "number", "subject", "opening", "date", "recipients_at", "landscape")
        return {
            **{name: said[name] for name in plain},
            "title": said["title"].replace("\r\n", "\n"),
            "body": said["body"].replace("\r\n", "\n"),
            "head": read_head(said["head"]),
            "recipients": said["recipients"],
            "copies": said["copies"],
            "signatures": read_signatures(said["signatures"]),
        }


def first_template(body: Mapping[str, Any]) -> dict[str, Any]:
    """A template as a form begins with it."""
    return {
        **body,
        "head": head_text(body.get("head", ())),
        "recipients": list(body.get("recipients", ())),
        "copies": list(body.get("copies", ())),
        "signatures": signatures_text(body.get("signatures", ())),
    }
