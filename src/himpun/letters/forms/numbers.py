"""How numbers are written, a number set aside, a number cancelled."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from himpun.letters.forms.fields import PlainForm
from himpun.letters.queries.registers import NumberSettings, RegisterView
from himpun.letters.rules.kinds import KINDS
from himpun.letters.rules.numbering import LONGEST_CODE, LONGEST_PATTERN, MOST, SLOT_WORDS
from himpun.letters.rules.registers import REASON
from himpun.office.queries import Unit

NUMBERED = [(kind.key, kind.title) for kind in KINDS.values() if kind.registered]
_UNIT, _KIND = "unit-", "jenis-"


class RegisterForm(PlainForm):
    """The pattern of a register and its first number."""

    pattern = forms.CharField(
        label="Pola nomor",
        max_length=LONGEST_PATTERN,
        strip=False,
        help_text="Bagian dalam kurung kurawal diisi sendiri: "
        + "; ".join(f"{{{name}}} {said}" for name, said in SLOT_WORDS.items())
        + ".",
    )
    first = forms.IntegerField(
        label="Nomor awal",
        min_value=1,
        max_value=MOST,
        help_text="Lebih dari 1 bila tahun ini dimulai di buku agenda. Tidak dapat diubah lagi "
        "sesudah nomor pertama diberikan.",
    )


def first_register(view: RegisterView) -> dict[str, Any]:
    """A register as its form begins with it."""
    return {"pattern": view.pattern, "first": view.first}


class CodesForm(PlainForm):
    """The short names of the agency and its units, and the codes of kinds; one field each."""

    short_name = forms.CharField(label="Singkatan instansi", max_length=LONGEST_CODE)

    def __init__(self, units: Iterable[Unit], own: NumberSettings, *args: Any) -> None:
        initial = {"short_name": own.short_name}
        self.units = [(unit.code, unit.name) for unit in units]
        initial |= {f"{_UNIT}{code}": own.unit_names.get(code, "") for code, _ in self.units}
        initial |= {f"{_KIND}{kind}": own.kind_codes.get(kind, "") for kind, _ in NUMBERED}
        super().__init__(*args, initial=initial)
        for code, name in self.units:
            self.fields[f"{_UNIT}{code}"] = _short(f"Singkatan {name}", code.upper())
        for kind, title in NUMBERED:
            self.fields[f"{_KIND}{kind}"] = _short(f"Kode klasifikasi {title.lower()}", "")

    def unit_names(self) -> Mapping[str, str]:
        """{unit code: short name}, "" where the usual one is kept."""
        return {code: self.cleaned_data[f"{_UNIT}{code}"] for code, _ in self.units}

    def kind_codes(self) -> Mapping[str, str]:
        """{kind: classification code}, "" where the letterhead's is kept."""
        return {kind: self.cleaned_data[f"{_KIND}{kind}"] for kind, _ in NUMBERED}


def _short(label: str, usual: str) -> forms.CharField:
    help_text = f"Kosong: {usual}." if usual else ""
    return forms.CharField(
        label=label, max_length=LONGEST_CODE, required=False, help_text=help_text
    )


class ReserveForm(PlainForm):
    """For what a number is set aside."""

    kind = forms.ChoiceField(label="Jenis naskah", choices=NUMBERED)
    unit = forms.ChoiceField(label="Unit penerbit", required=False)
    subject = forms.CharField(
        label="Untuk naskah apa", max_length=REASON, help_text="Hal naskah di atas kertas itu."
    )

    def __init__(self, units: Iterable[Unit], *args: Any) -> None:
        super().__init__(*args)
        choices = [("", "Instansi"), *((unit.code, unit.name) for unit in units)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]


class CancelForm(PlainForm):
    """Why a number is not needed."""

    reason = forms.CharField(
        label="Alasan pembatalan",
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nomor tetap tercatat sebagai batal dan tidak diberikan lagi.",
    )


class UsedForm(PlainForm):
    """Nothing to fill in: a reserved number was written on its paper."""
