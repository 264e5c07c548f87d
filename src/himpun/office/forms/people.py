"""People, holders, stand-ins, roles, days off."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from himpun.office.forms.fields import DayField, OfficeForm, offer, row_field
from himpun.office.queries import Person
from himpun.office.rules import ADMINISTRATOR, CAPACITIES, OPERATOR, READER, ROLE_WORDS

CAPACITY_WORDS = {
    "definitif": "definitif",
    "Plt.": "Plt. (pelaksana tugas, jabatan kosong)",
    "Plh.": "Plh. (pelaksana harian, pemegang berhalangan sementara)",
    "Pj.": "Pj. (penjabat)",
}


class PersonForm(OfficeForm):
    """Somebody's name and where to reach them."""

    name = forms.CharField(label="Nama", max_length=200)
    email = forms.EmailField(label="Surel", required=False)
    phone = forms.CharField(label="Nomor telepon", required=False, max_length=30)


class ContactForm(OfficeForm):
    """Where to reach oneself."""

    email = forms.EmailField(label="Surel", required=False)
    phone = forms.CharField(label="Nomor telepon", required=False, max_length=30)


class NewPersonForm(PersonForm):
    """A person with an account."""

    username = forms.CharField(
        label="Nama pengguna",
        max_length=80,
        help_text="Huruf kecil, angka, titik. Misalnya: dishub.kabid.angkutan.",
    )
    password = forms.CharField(
        label="Kata sandi awal",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Paling sedikit 10 karakter. Diganti oleh yang bersangkutan setelah masuk.",
    )


class PasswordForm(OfficeForm):
    """A new first password."""

    password = forms.CharField(
        label="Kata sandi baru",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Paling sedikit 10 karakter. Sampaikan langsung kepada yang bersangkutan.",
    )


GRANTED = (OPERATOR, ADMINISTRATOR, READER)


class HolderForm(OfficeForm):
    """A new holder."""

    person = row_field("Pemegang")
    capacity = forms.ChoiceField(
        label="Kedudukan", choices=[(word, CAPACITY_WORDS[word]) for word in CAPACITIES]
    )
    from_on = DayField(label="Sejak")
    until_on = DayField(label="Sampai", required=False, help_text="Kosong: belum ditentukan.")
    basis = forms.CharField(
        label="Dasar", max_length=300, help_text="Nomor dan tanggal SK atau surat perintah."
    )
    end_previous = forms.BooleanField(
        label="Mengakhiri pemegang yang sekarang sehari sebelumnya", required=False
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people)


class EndForm(OfficeForm):
    """The last day of a row."""

    until_on = DayField(
        label="Hari terakhir",
        help_text="Bila catatan ini keliru sejak awal, isi tanggal sebelum hari pertamanya: "
        "catatan dibatalkan dan tetap tersimpan.",
    )


class StandInForm(OfficeForm):
    """Who acts for a holder who is away."""

    holding = forms.ChoiceField(label="Untuk jabatan")
    person = row_field("Pengganti")
    from_on = DayField(label="Sejak")
    until_on = DayField(label="Sampai")
    reason = forms.CharField(
        label="Alasan", max_length=300, help_text="Misalnya: cuti tahunan, dinas luar."
    )

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Person],
        holdings: Iterable[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people)
        field = self.fields["holding"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(number), title) for number, title in holdings]


class RoleForm(OfficeForm):
    """A role besides one's posts."""

    person = row_field("Orang")
    kind = forms.ChoiceField(
        label="Peran",
        choices=[(kind, ROLE_WORDS[kind]) for kind in GRANTED],
    )
    from_on = DayField(label="Sejak")
    until_on = DayField(label="Sampai", required=False)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people)


class HolidayForm(OfficeForm):
    """A day off."""

    on = DayField(label="Tanggal")
    name = forms.CharField(label="Nama hari libur", max_length=200)
    decree = forms.CharField(
        label="Dasar hukum", max_length=500, help_text="Nomor SKB, keputusan, atau edaran."
    )


class NationalHolidayForm(HolidayForm):
    """A day off everywhere."""

    kind = forms.ChoiceField(
        label="Jenis", choices=[("nasional", "libur nasional"), ("cuti bersama", "cuti bersama")]
    )


class CorrectHolidayForm(HolidayForm):
    """A day off, corrected."""

    withdrawn = forms.BooleanField(label="Dicabut: hari itu menjadi hari kerja", required=False)


class RamadanForm(OfficeForm):
    """Ramadan, as the sidang isbat has set it."""

    first_on = DayField(label="Hari pertama")
    last_on = DayField(label="Hari terakhir")
