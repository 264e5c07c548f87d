"""Forms about records."""

from __future__ import annotations

from typing import Any

from django import forms

from himpun.archive.forms.fields import ArchiveForm, choice, day, text
from himpun.archive.queries.folders import open_folders
from himpun.archive.queries.schedule import CodeView
from himpun.archive.rules import ENDINGS
from himpun.archive.rules.records import COPIES, MEDIA, SIGNATURES
from himpun.archive.rules.security import CLASSES, Reach
from himpun.office.queries import Agency

NEW = "baru"


class FileRecordForm(ArchiveForm):
    """A record that a person files by hand."""

    file = forms.FileField(
        label="Berkas", required=False,
        help_text="Boleh tidak ada bila arsipnya hanya di atas kertas. Yang diterima: "
        + ", ".join(ENDINGS) + ".",
    )  # fmt: skip
    subject = text("Uraian", 300)
    number = text("Nomor naskah", 300, must=False)
    dated_on = day("Tanggal arsip")
    code = forms.ChoiceField(label="Kode klasifikasi")
    security = choice("Klasifikasi keamanan", {k: c.title for k, c in CLASSES.items()})
    folder = forms.ChoiceField(label="Berkas (folder)", help_text="Tempat arsip ini dihimpun.")
    folder_title = text(
        "Judul berkas baru", 300, must=False, help_text="Diisi bila berkasnya baru."
    )
    creator = text("Pencipta (jabatan)", 300)
    creator_unit = text("Unit pencipta", 300, must=False)
    recipients = forms.CharField(
        label="Penerima", required=False, max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text="Satu penerima satu baris.",
    )  # fmt: skip
    medium = choice("Media", MEDIA)
    copy = choice("Tingkat perkembangan", COPIES)
    amount = text("Jumlah", 60)
    signature = choice("Jenis tanda tangan", SIGNATURES)
    finished_year = forms.IntegerField(
        label="Tahun urusannya selesai", required=False, min_value=1945, max_value=2100,
        help_text="Retensi dihitung sejak akhir tahun ini; bila kosong, tahun tanggal arsip.",
    )  # fmt: skip
    shelf = text("Rak", 60, must=False)
    box = text("Boks", 60, must=False)
    binder = text("Folder", 60, must=False)
    note = text("Keterangan", 300, must=False)

    def __init__(
        self, *args: Any, agency: Agency, reach: Reach, codes: dict[str, CodeView], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choices("code", [(code, f"{code} {view.title}") for code, view in codes.items()])
        folders = [(str(no), f"{no} {title}"[:100]) for no, title in open_folders(agency, reach)]
        self._choices("folder", [(NEW, "Berkas baru"), *folders])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """A new folder has a title."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("folder") == NEW and not said.get("folder_title"):
            self.add_error("folder_title", "Judul berkas baru harus diisi.")
        return said


class PlaceForm(ArchiveForm):
    """Where the paper lies."""

    shelf = text("Rak", 60, must=False)
    box = text("Boks", 60, must=False)
    binder = text("Folder", 60, must=False)


class SrikandiForm(ArchiveForm):
    """The number that SRIKANDI gave."""

    number = text(
        "Nomor SRIKANDI",
        100,
        must=False,
        help_text="Yang diberikan SRIKANDI sesudah diunggah.",
    )


class HoldForm(ArchiveForm):
    """Why a record is held."""

    reason = text("Alasan penahanan", 300, help_text="Misalnya perkara atau pemeriksaan.")
    basis = text("Dasar penahanan", 300, must=False, help_text="Nomor surat atau perkara.")


class LiftForm(ArchiveForm):
    """Why a hold ends."""

    reason = text("Alasan pencabutan", 300)
