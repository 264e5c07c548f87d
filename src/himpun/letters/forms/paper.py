"""A paper as people change it, and give it up."""

from typing import Any

from django import forms

from himpun.letters.forms.fields import LinesField, PlainForm
from himpun.letters.queries.edited import Edited, edited_of
from himpun.letters.queries.papers import PaperVersion
from himpun.letters.rules.kinds import SECURITIES, URGENCIES
from himpun.letters.services.cancelling import LONGEST_REASON
from himpun.letters.services.editing import LONGEST_NOTE, LONGEST_SUBJECT

LONGEST_TEXT = 400_000


class EditForm(PlainForm):
    """The text and what stands around it; ``seen`` is the version that was changed."""

    subject = forms.CharField(label="Hal", max_length=LONGEST_SUBJECT)
    urgency = forms.ChoiceField(label="Sifat", choices=[(u, u) for u in URGENCIES])
    security = forms.ChoiceField(label="Tingkat keamanan", choices=[(s, s) for s in SECURITIES])
    recipients = LinesField(
        label="Kepada", required=False, help_text="Satu baris satu penerima.", rows=4
    )
    text = forms.CharField(
        label="Isi naskah", required=False, max_length=LONGEST_TEXT, strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true", "class": "paper-text"}),
    )  # fmt: skip
    copies = LinesField(label="Tembusan", required=False, rows=3)
    note = forms.CharField(
        label="Apa yang diubah", required=False, max_length=LONGEST_NOTE,
        help_text="Tercatat pada riwayat versi.",
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def edited(self) -> Edited:
        """What is wanted."""
        said = self.cleaned_data
        return Edited(
            text=said["text"], subject=said["subject"], urgency=said["urgency"],
            security=said["security"], recipients=tuple(said["recipients"]),
            copies=tuple(said["copies"]),
        )  # fmt: skip


def first_edit(version: PaperVersion) -> dict[str, Any]:
    """A version as the form begins with it."""
    now = edited_of(version)
    return {
        "subject": now.subject, "urgency": now.urgency, "security": now.security,
        "recipients": list(now.recipients), "text": now.text, "copies": list(now.copies),
        "seen": version.no,
    }  # fmt: skip


class CancelPaperForm(PlainForm):
    """Why a paper is given up."""

    reason = forms.CharField(
        label="Alasan", max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReturnForm(PlainForm):
    """Why a paper is sent back."""

    reason = forms.CharField(
        label="Alasan", max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )


class MarkForm(PlainForm):
    """Who marks proves once more who they are. ``unfilled``: who signs a paper with dots for what
    was not known says that they know it; ``security_key``: who has one may leave the rest empty."""

    read = forms.BooleanField(label="Saya sudah membaca naskahnya")
    unfilled = forms.BooleanField(
        label="Saya tahu naskah ini belum lengkap, dan tetap menandatanganinya"
    )
    proof = forms.CharField(
        label="Kata sandi, atau kode dari aplikasi autentikator", required=False, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), max_length=200,
    )  # fmt: skip

    def __init__(self, *args: Any, unfilled: bool, security_key: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proof"].required = not security_key
        if not unfilled:
            del self.fields["unfilled"]


class RemoteMarkForm(MarkForm):
    """What the service outside asks of a signer; passed on and never kept."""

    nik = forms.CharField(label="NIK", max_length=16, widget=forms.TextInput(
        attrs={"inputmode": "numeric", "autocomplete": "off"}
    ))  # fmt: skip
    passphrase = forms.CharField(
        label="Passphrase BSrE", strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class ScanForm(PlainForm):
    """What came back from the scanner."""

    scan = forms.FileField(
        label="Hasil pindai atau foto",
        help_text="PDF, PNG, atau JPEG. Kode QR di kaki setiap halaman harus terbaca.",
    )


class WordForm(PlainForm):
    """An edited Word file; ``seen`` is the version that was taken down."""

    file = forms.FileField(
        label="Berkas Word (.docx)",
        help_text="Isi dan lampirannya dibaca kembali; kop, nomor, penerima, dan tanda tangan "
        "tetap menurut naskah di sini.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
