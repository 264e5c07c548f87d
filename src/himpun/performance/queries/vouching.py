"""How the values of a run stand: who wrote them, who vouched for them, what was sent back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from himpun.office.queries.prepared import Prepared
from himpun.performance.models import Approval, Form, Value
from himpun.performance.rules.flow import VERIFIED
from himpun.performance.rules.vouching import Vouched
from himpun.runs.queries import open_part_of


@dataclass(frozen=True, slots=True)
class Handed:
    """A value that is handed on, with the step nodes at which somebody's word for it stands."""

    vouched: Vouched
    form: int
    revision: int
    nodes: frozenset[str]


def has_forms(run_id: int) -> bool:
    """Whether a run collects data by forms (one query; each finished step asks it)."""
    return bool(_ONE_FORM.rows(run=run_id))


def _one_form(run: int) -> QuerySet[Form, tuple[int, ...]]:
    return Form.objects.filter(run=run).order_by().values_list("pk")[:1]


_ONE_FORM = Prepared(_one_form, run=int)


def forms_of(run_id: int, units: Iterable[str] = ()) -> QuerySet[Form]:
    """The forms of a run; only those of some units ("" the agency's own), if any are named."""
    found = Form.objects.filter(run=run_id).select_related("unit", "agency")
    wanted = {*units}
    if not wanted:
        return found
    of_units = found.filter(unit__code__in=wanted)
    return of_units | found.filter(unit=None) if "" in wanted else of_units


def handed_on(forms: Iterable[Form]) -> list[Handed]:
    """Every value of some forms with something in it, in the order of the forms and indicators (two
    queries)."""
    values = list(
        Value.objects.filter(form__in=list(forms), asked=True, revision__gt=0)
        .order_by("form", "indicator__position", "indicator__code")
        .values_list("pk", "form", "indicator__code", "changed_by", "revision", "returned")
    )
    words = words_for(pk for pk, *_ in values)
    return [
        Handed(
            Vouched(
                pk, code, author,
                frozenset(word.by_id for word in words[pk] if word.level == VERIFIED),
                bool(returned),
            ),
            form, revision, frozenset(word.node for word in words[pk]),
        )
        for pk, form, code, author, revision, returned in values
    ]  # fmt: skip


def words_for(values: Iterable[int]) -> defaultdict[int, list[Approval]]:
    """The words in force for some values, by value (one query)."""
    found: defaultdict[int, list[Approval]] = defaultdict(list)
    rows = Approval.objects.filter(value__in=list(values), dropped_at=None).order_by("pk")
    for row in rows:
        found[row.value_id].append(row)
    return found


def units_owning(values: Iterable[int]) -> set[int | None]:
    """The units (None: the agency) whose forms hold some values (one query, or none)."""
    wanted = list(values)
    if not wanted:
        return set()
    return set(Value.objects.filter(pk__in=wanted).values_list("form__unit", flat=True))


def unfinished(forms: Sequence[Form]) -> list[Form]:
    """Forms of a run that are still owed (two queries, or none); a unit that was excused owes
    none."""
    found = [form for form in forms if form.complete_at is None]
    if not found:
        return []
    _, marking = open_part_of(found[0].run)
    excused = {unit.id for unit in marking.units.values() if unit.excused}
    return [form for form in found if form.unit is None or form.unit.code not in excused]
