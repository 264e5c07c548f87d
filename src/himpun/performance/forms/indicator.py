"""An indicator: where it stands, how it is defined, and figures to try the definition with."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet

from himpun.kernel.worktime import Period
from himpun.office.queries import Post, Unit
from himpun.performance.forms.fields import DayField, FigureField, LinesField, PlainForm, words
from himpun.performance.queries import Objective
from himpun.performance.rules import (
    FORMULAS,
    PERIOD_MODES,
    POLARITIES,
    SCALES,
    VALUE_KINDS,
    Grade,
    Measure,
    Scale,
    show_number,
)
from himpun.performance.rules.catalogue import CODE, INDICATOR_KINDS, NAME
from himpun.performance.rules.definition import ROMAN, Definition, why_not_definition
from himpun.performance.rules.lines import read_grades, read_items, show_grades, show_items

NO_SCALE, KEPT_SCALE = "", "tetap"
GROUPS = (
    ("Apa yang diukur", ("name", "definition", "formula_text", "unit_of_measure", "quarters")),
    (
        "Cara mengukur",
        (
            "value_kind", "places", "period_mode", "formula", "tolerance", "cap", "uncapped",
            "scale",
            "floor_at_zero", "minimum", "maximum", "ordinal",
        ),
    ),
    ("Dihitung dari data mentah", ("items", "expression")),
    ("Sumber dan bukti", ("source", "in_charge", "evidence", "evidence_must")),
)  # fmt: skip
QUARTERS = [(str(place), f"Triwulan {roman}") for place, roman in enumerate(ROMAN, start=1)]


def formula_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The formulas by polarity, each with its words."""
    groups = [
        (said, [(f.key, f"{f.name}: {f.words}") for f in FORMULAS.values() if f.polarity == key])
        for key, said in POLARITIES.items()
    ]
    texts = [(f.key, f.name) for f in FORMULAS.values() if f.polarity is None]
    return [(said.capitalize(), rows) for said, rows in groups] + [("Teks", texts)]


class DefinitionForm(PlainForm):
    """The definition; a formula chooses its polarity. ``try_*`` are figures to try it with."""

    name = words("Nama indikator", NAME)
    definition = words("Definisi operasional", 5_000)
    formula_text = words("Cara menghitung, dengan kata-kata", 5_000)
    unit_of_measure = forms.CharField(
        label="Satuan", max_length=60, help_text="Misalnya: %, km, dokumen, hari kerja."
    )
    value_kind = forms.ChoiceField(
        label="Jenis nilai", choices=[(key, said.capitalize()) for key, said in VALUE_KINDS.items()]
    )
    places = forms.IntegerField(
        label="Angka desimal yang ditampilkan", min_value=0, max_value=6, initial=2
    )
    period_mode = forms.ChoiceField(
        label="Cara menghitung antartriwulan",
        choices=[(key, said.capitalize()) for key, said in PERIOD_MODES.items()],
    )
    formula = forms.ChoiceField(label="Rumus capaian", choices=formula_choices)
    tolerance = FigureField(
        label="Toleransi", required=False, help_text="Hanya untuk yang dijaga tetap."
    )
    cap = FigureField(
        label="Batas capaian (%)",
        required=False,
        help_text="Misalnya 120. Kosong: mengikuti pengaturan instansi.",
    )
    uncapped = forms.BooleanField(
        label="Tanpa batas capaian",
        required=False,
        help_text="Batas instansi pun tidak berlaku bagi indikator ini.",
    )
    floor_at_zero = forms.BooleanField(label="Capaian negatif dijadikan 0", required=False)
    scale = forms.ChoiceField(label="Skala penilaian", required=False)
    minimum = FigureField(label="Nilai terendah yang mungkin", required=False)
    maximum = FigureField(label="Nilai tertinggi yang mungkin", required=False)
    ordinal = LinesField(
        read=read_grades,
        label="Daftar predikat",
        help_text="Satu baris satu predikat, yang terbaik lebih dahulu: kode; nilai; nama. "
        "Misalnya: WTP; 4; Wajar Tanpa Pengecualian.",
    )
    quarters = forms.MultipleChoiceField(
        label="Diisi pada", choices=QUARTERS, widget=forms.CheckboxSelectMultiple
    )
    items = LinesField(
        read=read_items,
        label="Data mentah yang dikumpulkan",
        help_text="Satu baris satu butir: kode; nama; satuan. "
        "Misalnya: mantap; Panjang jalan mantap; km. Kosong: realisasi diisi langsung.",
    )
    expression = forms.CharField(
        label="Rumus hitung dari data mentah",
        max_length=500,
        required=False,
        help_text="Memakai kode di atas, misalnya: mantap ÷ seluruh × 100.",
    )
    source = forms.CharField(label="Sumber data", max_length=NAME)
    evidence = forms.CharField(label="Bukti dukung", max_length=NAME, required=False)
    evidence_must = forms.BooleanField(label="Bukti dukung wajib dilampirkan", required=False)
    in_charge: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label="Penanggung jawab", queryset=None, required=False, empty_label="(belum ditentukan)"
    )
    from_period = forms.ChoiceField(label="Berlaku sejak")

    def __init__(
        self, *args: Any, posts: QuerySet[Post], periods: Sequence[Period], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "from_period", [(period.code, period.label) for period in periods])
        field = self.fields["in_charge"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = posts
        self.kept: Definition | None = self.initial.get("kept")
        kept = self.kept.measure.scale if self.kept else None
        own = [(KEPT_SCALE, kept.name)] if kept and SCALES.get(kept.key) != kept else []
        presets = [(scale.key, scale.name) for scale in SCALES.values()]
        _choose(self, "scale", [(NO_SCALE, "Mengikuti pengaturan instansi"), *own, *presets])

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as the page shows them, by what they are about."""
        named = {name for _, names in GROUPS for name in names}
        first = [field for field in self if field.name not in named]
        rest = [(title, [self[n] for n in names if n in self.fields]) for title, names in GROUPS]
        return [("Tempat dan masa berlaku", first), *rest]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors:
            for sentence in why_not_definition(self.said()):
                self.add_error(None, sentence)
        return said

    def said(self) -> Definition:
        """The definition as typed, contradictions and all; KeyError where a field is wrong."""
        given = self.cleaned_data
        return Definition(
            name=given["name"],
            measure=self._measure(given),
            definition=given["definition"],
            formula_text=given["formula_text"],
            quarters="".join(sorted(given["quarters"])),
            items=given["items"],
            expression=given["expression"],
            source=given["source"],
            evidence=given["evidence"],
            evidence_must=given["evidence_must"],
        )

    def _measure(self, given: Mapping[str, Any]) -> Measure:
        formula = FORMULAS[given["formula"]]
        return Measure(
            value_kind=given["value_kind"],
            unit_of_measure=given["unit_of_measure"],
            places=given["places"],
            polarity=formula.polarity or "up",
            period_mode=given["period_mode"],
            formula=formula.key,
            tolerance=given["tolerance"],
            floor_at_zero=given["floor_at_zero"],
            cap=given["cap"],
            uncapped=given["uncapped"],
            scale=self._scale(given),
            ordinal=self._grades(given),
            minimum=given["minimum"],
            maximum=given["maximum"],
            percent_places=self.kept.measure.percent_places if self.kept else 2,
        )

    def _scale(self, given: Mapping[str, Any]) -> Scale | None:
        if given["value_kind"] == "text":
            return None
        if given["scale"] == KEPT_SCALE and self.kept:
            return self.kept.measure.scale
        return SCALES.get(given["scale"])

    def _grades(self, given: Mapping[str, Any]) -> tuple[Grade, ...]:
        grades: tuple[Grade, ...] = given["ordinal"]
        return grades


def first_words(said: Definition) -> dict[str, Any]:
    """A definition as a form begins with it."""
    measure = said.measure
    scale = measure.scale
    known = scale is not None and SCALES.get(scale.key) == scale
    return {
        "kept": said, "name": said.name, "definition": said.definition,
        "formula_text": said.formula_text, "unit_of_measure": measure.unit_of_measure,
        "value_kind": measure.value_kind, "places": measure.places,
        "period_mode": measure.period_mode, "formula": measure.formula,
        "tolerance": _figure(measure.tolerance), "cap": _figure(measure.cap),
        "uncapped": measure.uncapped,
        "floor_at_zero": measure.floor_at_zero,
        "scale": scale.key if scale and known else KEPT_SCALE if scale else NO_SCALE,
        "minimum": _figure(measure.minimum), "maximum": _figure(measure.maximum),
        "ordinal": show_grades(measure.ordinal), "quarters": list(said.quarters),
        "items": show_items(said.items), "expression": said.expression, "source": said.source,
        "evidence": said.evidence, "evidence_must": said.evidence_must,
    }  # fmt: skip


def _figure(number: Any) -> str:
    return "" if number is None else show_number(number)


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class PlaceForm(PlainForm):
    """Where an indicator stands."""

    objective = forms.ChoiceField(label="Sasaran atau program")
    unit: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label="Unit", queryset=None, required=False, empty_label="(instansi secara keseluruhan)"
    )
    position = forms.IntegerField(
        label="Urutan di dalam sasaran atau program", min_value=0, max_value=9_999, required=False
    )

    def __init__(
        self,
        *args: Any,
        objectives: Sequence[tuple[int, Objective]],
        units: QuerySet[Unit],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_objectives(self, "objective", objectives)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units


class NewIndicatorForm(PlaceForm, DefinitionForm):
    """A new indicator: its place, its code, its definition."""

    code = forms.CharField(
        label="Kode", max_length=CODE, help_text="Tidak berubah lagi. Misalnya: IKU-1."
    )
    kind = forms.ChoiceField(label="Jenis indikator", choices=list(INDICATOR_KINDS.items()))
    field_order = ("code", "kind", "objective", "unit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["position"]


class RevisionForm(DefinitionForm):
    """A new version of a definition, with the reason."""

    reason = words("Alasan perubahan", NAME)
    field_order = ("from_period", "reason")


class TrialForm(DefinitionForm):
    """What of a definition decides an achievement; its other words may still be missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "definition", "formula_text", "unit_of_measure", "source"):
            self.fields[name].required = False
        del self.fields["from_period"]

    def said(self) -> Definition:
        """The definition, with a dash for what is missing and does not matter here."""
        said = super().said()
        unit = said.measure.unit_of_measure or "–"
        return replace(
            said, name=said.name or "–", evidence_must=False,
            measure=replace(said.measure, unit_of_measure=unit),
        )  # fmt: skip


def offer_objectives(
    form: forms.Form, name: str, objectives: Sequence[tuple[int, Objective]], empty: str = ""
) -> None:
    """Gives a choice its objectives, as a tree; ``empty`` words make none possible."""
    rows = [(row.code, f"{'– ' * depth}{row.code} {row.name}") for depth, row in objectives]
    _choose(form, name, [("", empty), *rows] if empty else rows)


class ClosingForm(PlainForm):
    """The last day; empty takes a closing back."""

    until_on = DayField(
        label="Hari terakhir",
        required=False,
        help_text="Kosongkan bila tidak jadi ditutup. Yang sudah dikumpulkan tetap tersimpan.",
    )


class MediumForm(PlainForm):
    """The medium-term target of each of some years."""

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for year in years:
            self.fields[f"y{year}"] = forms.CharField(
                label=f"Target {year}", max_length=60, required=False
            )

    def targets(self) -> dict[int, str]:
        """Year → target as typed."""
        return {int(name[1:]): text for name, text in self.cleaned_data.items()}
