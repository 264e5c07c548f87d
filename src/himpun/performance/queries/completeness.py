"""What is still owed: of one form before it is declared complete, and of all forms of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef

from himpun.performance.models import Evidence, Form, Query, Value
from himpun.performance.queries.forms import unit_code_of, unit_name_of
from himpun.performance.queries.rows import broken_in
from himpun.performance.queries.sheet import settings_of
from himpun.performance.rules.completing import wants

USUAL = "every"
NAMED = 8
"""Codes that a sentence names; the others are counted."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that an agency wants before a form is complete; ``values`` are those it is about,
    none for a rule across values."""

    sentence: str
    values: tuple[int, ...] = ()


def lacks_of(form: Form) -> list[Lack]:
    """What a form lacks by its agency's own policy (five queries at most; see rules.completing)."""
    own = settings_of(form.agency_id)
    policy = own.completing if own else USUAL
    lacks = []
    if wants(policy, "valid"):
        lacks += _broken(form, warnings=wants(policy, "notes"))
    if wants(policy, "every"):
        lacks += _owed(list(_asked(form)), policy)
    return lacks


def _owed(rows: Sequence[Value], policy: str) -> list[Lack]:
    lacks = _named("belum berisi nilai atau alasan", [row for row in rows if not _answered(row)])
    lacks += _named("dikembalikan dan belum diperbaiki", [row for row in rows if row.returned])
    if wants(policy, "evidence"):
        unproved = [row for row in rows if _wants_proof(row)]
        lacks += _named("belum disertai bukti dukung yang diwajibkan", unproved)
    if wants(policy, "notes"):
        unexplained = [row for row in rows if row.warnings and not row.note]
        lacks += _named("berisi peringatan yang belum dijelaskan", unexplained)
    return lacks


def why_not_complete(form: Form) -> str | None:
    """Why a form cannot be declared complete, in a sentence that names what it lacks."""
    lacks = lacks_of(form)
    if not lacks:
        return None
    return "Formulir ini belum lengkap. " + " ".join(lack.sentence for lack in lacks)


def _broken(form: Form, *, warnings: bool) -> list[Lack]:
    return [
        Lack(finding.sentence)
        for finding in broken_in(form)
        if finding.severity == "invalid" or warnings
    ]


def _asked(form: Form) -> Iterable[Value]:
    proofs = Evidence.objects.filter(value=OuterRef("pk"), proves="value", withdrawn_at=None)
    rows = Value.objects.filter(form=form, asked=True).annotate(proved=Exists(proofs))
    return rows.select_related("indicator", "version").order_by(
        "indicator__position", "indicator__code"
    )


def _answered(row: Value) -> bool:
    return bool(row.realisation or row.no_value)


def _wants_proof(row: Value) -> bool:
    """A reason for no value needs no proof."""
    proved: bool = row.proved  # type: ignore[attr-defined]
    return row.version.evidence_must and bool(row.realisation) and not proved


def _named(what: str, rows: Iterable[Value]) -> list[Lack]:
    found = list(rows)
    if not found:
        return []
    codes = [row.indicator.code for row in found]
    named = ", ".join(codes[:NAMED])
    more = f", dan {len(codes) - NAMED} lainnya" if len(codes) > NAMED else ""
    sentence = f"{len(codes)} indikator {what}: {named}{more}."
    return [Lack(sentence, tuple(row.pk for row in found))]


# ---- all forms of a run


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form in the list of its run. ``percent`` is whole and rounded down, so that 100 means all;
    ``word`` and ``state`` ("done", "late", "back", "now", "idle") say how it stands."""

    form: Form
    unit: str
    code: str
    asked: int
    answered: int
    unexplained: int
    returned: int
    questions: int
    state: str
    word: str

    @property
    def percent(self) -> int:
        """How much of what is asked is answered."""
        return 100 * self.answered // self.asked if self.asked else 100


@dataclass(frozen=True, slots=True)
class Course:
    """All forms of a run. ``complete`` of them are; ``timely`` were, for the first time, before
    their step was due."""

    lines: tuple[FormLine, ...]

    @property
    def complete(self) -> int:
        """Forms that are declared complete."""
        return sum(1 for line in self.lines if line.form.complete_at)

    @property
    def timely(self) -> int:
        """Forms that were complete in time."""
        return sum(1 for line in self.lines if line.form.first_complete_at and not line.form.late)

    @property
    def asked(self) -> int:
        """Values that are asked."""
        return sum(line.asked for line in self.lines)

    @property
    def answered(self) -> int:
        """Values with a figure or a reason."""
        return sum(line.answered for line in self.lines)

    @property
    def percent(self) -> int:
        """How much of all that is asked is answered; whole, rounded down."""
        return 100 * self.answered // self.asked if self.asked else 100


def course_of(run_id: int, now: datetime) -> Course:
    """The forms of a run with what is owed in each (three queries)."""
    forms = list(Form.objects.filter(run=run_id).select_related("unit", "agency", "complete_by"))
    return Course(lines_of(forms, now))


def lines_of(forms: Sequence[Form], now: datetime) -> tuple[FormLine, ...]:
    """Some forms with what is owed in each (two queries)."""
    counts = _counts(forms)
    questions = _questions(forms)
    return tuple(_line(form, counts[form.pk], questions.get(form.pk, 0), now) for form in forms)


def _counts(forms: Sequence[Form]) -> defaultdict[int, list[int]]:
    """Form → asked, answered, unexplained, returned."""
    found: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    rows = Value.objects.filter(form__in=forms, asked=True)
    columns = ("form", "realisation", "no_value", "warnings", "note", "returned")
    for form, figure, reason, warned, note, returned in rows.values_list(*columns):
        at = found[form]
        at[0] += 1
        at[1] += bool(figure or reason)
        at[2] += bool(warned) and not note
        at[3] += bool(returned)
    return found


def _questions(forms: Sequence[Form]) -> dict[int, int]:
    rows = Query.objects.filter(value__form__in=forms).exclude(state="closed").order_by()
    return dict(rows.values_list("value__form").annotate(Count("pk")))


def _line(form: Form, counts: list[int], questions: int, now: datetime) -> FormLine:
    asked, answered, unexplained, returned = counts
    state, word = _standing(form, answered, returned, now)
    return FormLine(
        form, unit_name_of(form), unit_code_of(form), asked, answered, unexplained, returned,
        questions, state, word,
    )  # fmt: skip


def _standing(form: Form, answered: int, returned: int, now: datetime) -> tuple[str, str]:
    if form.complete_at:
        return ("late", "Lengkap, terlambat") if form.late else ("done", "Lengkap")
    if form.closes_at is not None and now >= form.closes_at:
        return "late", "Ditutup, belum lengkap"
    if returned:
        return "back", "Dikembalikan"
    return ("now", "Sedang diisi") if answered else ("idle", "Belum diisi")
