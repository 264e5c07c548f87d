"""An agency's own ways, and a rule across values."""

from typing import Any

from django import forms

from himpun.chase.rules.closing import MOST_DAYS as MOST_CLOSING_DAYS
from himpun.performance.forms.fields import DayField, FigureField, LinesField, PlainForm
from himpun.performance.queries import PerformanceSettings
from himpun.performance.rules import SCALES, Scale, exact_number, show_number, why_not_scale
from himpun.performance.rules.across import COMPARISONS, SEVERITIES
from himpun.performance.rules.catalogue import MOST_DAYS, NAME
from himpun.performance.rules.completing import COMPLETING
from himpun.performance.rules.lines import read_levels, show_levels
from himpun.performance.rules.scales import scale_from_json

NONE, OWN = "", "sendiri"
OWN_KEY = "instansi"


class SettingsForm(PlainForm):
    """Scale, cap, policy and closing day."""

    preset = forms.ChoiceField(
        label="Skala penilaian",
        required=False,
        choices=[
            (NONE, "Belum ada"),
            *((scale.key, scale.name) for scale in SCALES.values()),
            (OWN, "Skala sendiri"),
        ],
        help_text="Berlaku bagi indikator yang mengikuti pengaturan instansi.",
    )
    levels = LinesField(
        read=read_levels,
        label="Skala sendiri",
        help_text="Satu baris satu tingkat: sebutan; batas bawah; baik, cukup, atau kurang. "
        "Misalnya: Tinggi; &gt; 75; baik. Tanda ≥ berarti batasnya termasuk. Tingkat terendah "
        "tanpa batas: Rendah; ; kurang.",
    )
    cap = FigureField(
        label="Batas capaian (%)", required=False, help_text="Misalnya 120. Kosong: tanpa batas."
    )
    completing = forms.ChoiceField(
        label="Formulir dapat dinyatakan lengkap bila", choices=list(COMPLETING.items())
    )
    closes_after_days = forms.IntegerField(
        label="Formulir ditutup sekian hari sesudah periode berakhir",
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
        help_text="Kosong: tidak ditutup dengan sendirinya; tenggat SOP tetap berlaku.",
    )

    def scale(self) -> Scale | None:
        """The scale as chosen or typed, holes and all."""
        preset = self.cleaned_data["preset"]
        if preset == OWN:
            return Scale(OWN_KEY, "Skala instansi", self.cleaned_data["levels"])
        return SCALES.get(preset)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("preset") == OWN and "levels" in said:
            for sentence in why_not_scale(Scale(OWN_KEY, "", said["levels"])):
                self.add_error("levels", sentence)
        return said


class ClosingForm(PlainForm):
    """How long after their due time the forms of an SOP close."""

    working_days = forms.IntegerField(
        label="Hari kerja sesudah tenggat",
        min_value=1,
        max_value=MOST_CLOSING_DAYS,
        required=False,
        help_text="Kosong: tidak ditutup; isian yang terlambat diterima dan ditandai.",
    )


def first_settings(own: PerformanceSettings) -> dict[str, Any]:
    """An agency's ways as a form begins with them."""
    scale = scale_from_json(own.scale) if own.scale else None
    known = scale is not None and SCALES.get(scale.key) == scale
    return {
        "preset": NONE if scale is None else scale.key if known else OWN,
        "levels": show_levels(scale.levels) if scale and not known else "",
        "cap": show_number(exact_number(own.cap)) if own.cap else "",
        "completing": own.completing,
        "closes_after_days": own.closes_after_days,
    }


class CrossRuleForm(PlainForm):
    """What must hold between values."""

    left = forms.CharField(label="Sisi kiri", max_length=500)
    comparison = forms.ChoiceField(
        label="Harus", choices=[(sign, f"{sign} ({said})") for sign, said in COMPARISONS.items()]
    )
    right = forms.CharField(label="Sisi kanan", max_length=500)
    severity = forms.ChoiceField(
        label="Bila tidak terpenuhi", choices=[(key, said) for key, said in SEVERITIES.items()]
    )
    sentence = forms.CharField(
        label="Kalimat yang dibaca pengisi",
        max_length=NAME,
        help_text="Misalnya: Jumlah izin tepat waktu tidak boleh melebihi jumlah izin terbit.",
    )


class EndForm(PlainForm):
    """A last day."""

    until_on = DayField(label="Hari terakhir")
