"""Forms about destroying records."""

from himpun.archive.forms.fields import ArchiveForm, day, text


class ProposeForm(ArchiveForm):
    """Why records are to be destroyed; which, stands in the list."""

    reason = text("Alasan", 300)
    appraisal = text(
        "Hasil penilaian kembali", 300, must=False,
        help_text="Wajib bila ada arsip yang bernasib akhir dinilai kembali.",
    )  # fmt: skip


class DecideForm(ArchiveForm):
    """What is decided; a rejection wants a reason."""

    reason = text("Catatan atau alasan penolakan", 300, must=False)


class CancelForm(ArchiveForm):
    """Why a proposal is given up."""

    reason = text("Alasan pembatalan", 300)


class DeedForm(ArchiveForm):
    """The berita acara by which the records are destroyed."""

    deed = text("Nomor berita acara", 300)
    deed_on = day("Tanggal berita acara")
    way = text("Cara pemusnahan", 300, help_text="Misalnya dicacah; isi elektronik dihapus.")
    witnesses = text("Saksi", 300, help_text="Jabatan para saksi.")
