"""Agencies, units, posts, teams, performers."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from himpun.office.forms.fields import (
    DayField,
    OfficeForm,
    WithCode,
    code_field,
    offer,
    row_field,
)
from himpun.office.queries import Person, Post, Unit

ZONES = [("WIB", "WIB"), ("WITA", "WITA"), ("WIT", "WIT")]
SIX_DAY = "Enam hari kerja seminggu (Senin sampai Sabtu)"


class AgencyForm(OfficeForm):
    """Another name or working week."""

    name = forms.CharField(label="Nama instansi", max_length=200)
    region = forms.CharField(
        label="Nama daerah", max_length=200, help_text="Misalnya: Kabupaten Pesisir Selatan."
    )
    six_day = forms.BooleanField(label=SIX_DAY, required=False)


class NewAgencyForm(WithCode):
    """A new agency with its first administrator."""

    name = forms.CharField(label="Nama instansi", max_length=200)
    region = forms.CharField(label="Nama daerah", max_length=200)
    code = code_field()
    zone = forms.ChoiceField(label="Zona waktu", choices=ZONES)
    six_day = forms.BooleanField(label=SIX_DAY, required=False)
    admin_name = forms.CharField(label="Nama administrator pertama", max_length=200)
    admin_username = forms.CharField(label="Nama pengguna administrator", max_length=80)
    admin_password = forms.CharField(
        label="Kata sandi awal",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Diganti sendiri oleh administrator setelah masuk.",
    )


class UnitForm(OfficeForm):
    """Another name or kind."""

    name = forms.CharField(label="Nama unit", max_length=200)
    kind = forms.CharField(
        label="Jenis unit",
        max_length=40,
        help_text="Kata yang dipakai SOP untuk memilih unit, misalnya: bidang, sekretariat, uptd.",
    )


class NewUnitForm(WithCode):
    """A new unit."""

    name = forms.CharField(label="Nama unit", max_length=200)
    kind = forms.CharField(
        label="Jenis unit",
        max_length=40,
        help_text="Kata yang dipakai SOP untuk memilih unit, misalnya: bidang, sekretariat, uptd.",
    )
    parent = row_field("Di bawah", empty="(paling atas)")
    code = code_field()

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "parent", units)


class MoveUnitForm(OfficeForm):
    """Under another unit."""

    parent = row_field("Di bawah", empty="(paling atas)")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "parent", units)


class NewPostForm(WithCode):
    """A new post."""

    name_field = "title"
    title = forms.CharField(label="Nama jabatan", max_length=200)
    unit = row_field("Unit")
    code = code_field()

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", units)


class PostForm(OfficeForm):
    """Another title."""

    title = forms.CharField(
        label="Nama jabatan",
        max_length=200,
        help_text="Catatan dan naskah yang sudah ada tetap memakai nama lama.",
    )


class ClosingForm(OfficeForm):
    """The last day of a unit, post or team; may be left empty for one that closes, to keep it."""

    until_on = DayField(label="Hari terakhir")

    def __init__(self, *args: Any, closes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["until_on"]
        field.required = not closes
        field.help_text = (
            "Kosongkan bila tidak jadi ditutup."
            if closes
            else "Sesudah hari itu tidak dapat dipilih lagi; catatannya tetap tersimpan."
        )


class NewTeamForm(WithCode):
    """A new team."""

    name = forms.CharField(label="Nama tim", max_length=200)
    code = code_field()


class MemberForm(OfficeForm):
    """Somebody joins a team."""

    person = row_field("Anggota")
    from_on = DayField(label="Sejak")
    until_on = DayField(label="Sampai", required=False)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people)


class PerformerForm(OfficeForm):
    """A post or a team becomes a performer."""

    unit = row_field("Untuk unit")
    who = forms.ChoiceField(label="Dikerjakan oleh")
    from_on = DayField(label="Sejak")
    replace = forms.BooleanField(
        label="Menggantikan yang sekarang",
        required=False,
        help_text="Tidak dicentang: berlaku berdampingan, siapa pun boleh mengerjakan.",
    )
    steward = forms.BooleanField(
        label="Pengelola: boleh mengatur dan membatalkan SOP yang berjalan", required=False
    )

    def __init__(
        self,
        *args: Any,
        units: QuerySet[Unit] | None,
        posts: QuerySet[Post],
        teams: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if units is None:
            del self.fields["unit"]
        else:
            offer(self, "unit", units)
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [
            ("", "Pilih jabatan atau tim"),
            ("Jabatan", [(f"post:{p.code}", f"{p.title} ({p.unit.name})") for p in posts]),
            ("Tim", [(f"team:{code}", name) for code, name in teams]),
        ]
