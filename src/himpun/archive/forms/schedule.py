"""Forms about codes and the schedule."""

from django import forms

from himpun.archive.forms.fields import ArchiveForm, choice, text
from himpun.archive.rules.classification import LONGEST, LONGEST_TITLE
from himpun.archive.rules.security import CLASSES


class ScheduleForm(ArchiveForm):
    """A schedule in a file."""

    basis = text("Dasar jadwal", 300, help_text="Peraturan yang menetapkannya, dengan nomornya.")
    file = forms.FileField(
        label="Berkas jadwal", help_text="Tabel .xlsx atau .csv, paling besar 8 MB."
    )


class CodeForm(ArchiveForm):
    """A code of an agency's own."""

    code = text("Kode klasifikasi", LONGEST, help_text="Seperti 000.8.6.3.")
    title = text("Uraian", LONGEST_TITLE)
    security = choice(
        "Klasifikasi keamanan bawaan", {k: c.title for k, c in CLASSES.items()}, must=False,
        help_text="Yang dipakai bila arsip tidak menyebutkannya.",
    )  # fmt: skip
    closed = forms.BooleanField(label="Tidak dipakai lagi untuk arsip baru", required=False)
