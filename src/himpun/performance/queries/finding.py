"""What the archive's search finds of performance data: indicators, and the words that were written
beside values."""

from collections.abc import Iterable, Iterator

from himpun.archive.rules.searching import Entry
from himpun.archive.rules.security import LIMITED
from himpun.kernel.worktime import parse_period
from himpun.performance.models import IndicatorVersion, Value
from himpun.performance.queries.forms import unit_code_of, unit_name_of

WORDS = ("no_value", "obstacles", "solutions", "follow_up", "follow_up_by", "note")
"""The fields of a value that hold people's own words."""
BATCH = 500


def search_entries() -> Iterator[Entry]:
    """Everything that can be found of performance data, to make the search anew."""
    latest = IndicatorVersion.objects.order_by("indicator", "no")
    rows = latest.select_related("indicator__agency", "indicator__objective", "indicator__unit")
    # The newest version of an indicator comes last, and the last entry of a thing counts.
    yield from map(entry_of_indicator, rows.iterator(chunk_size=BATCH))
    values = Value.objects.filter(revision__gt=0).select_related("form__unit", "form__agency")
    for value in values.select_related("version", "indicator").order_by("pk").iterator(BATCH):
        if words_beside(value):
            yield entry_of_value(value)


def entry_of_indicator(version: IndicatorVersion) -> Entry:
    """An indicator by its definition; whoever sees the agency finds it."""
    indicator = version.indicator
    said = (
        indicator.code, version.definition, version.formula_text, version.source,
        version.evidence, indicator.objective.name, indicator.unit.name if indicator.unit else "",
        *(str(item["label"]) for item in version.items),
    )  # fmt: skip
    return Entry(
        agency=indicator.agency_id, kind="indikator", ref=f"indicator/{indicator.pk}",
        page="performance:indicator_card", args=(indicator.agency.code, indicator.code),
        subject=version.name, text=_joined(said),
    )  # fmt: skip


def entries_of_values(keys: Iterable[int]) -> list[Entry]:
    """Some values by the words that stand beside them now (one query)."""
    rows = Value.objects.filter(pk__in=list(keys)).select_related(
        "form__unit", "form__agency", "version", "indicator"
    )
    return [entry_of_value(row) for row in rows]


def entry_of_value(value: Value) -> Entry:
    """A value by the words beside it; they are working drafts, so only the agency's people and its
    auditors find them."""
    form = value.form
    period = parse_period(form.period).label
    return Entry(
        agency=form.agency_id, kind="isian", ref=f"value/{value.pk}", page="performance:indicator",
        args=(form.run_id, unit_code_of(form), value.indicator_id),
        subject=f"{value.version.name}, {unit_name_of(form)}, {period}",
        text=words_beside(value), security=LIMITED, year=form.year,
    )  # fmt: skip


def words_beside(value: Value) -> str:
    """What people wrote beside a value."""
    return _joined(getattr(value, name) for name in WORDS)


def _joined(texts: Iterable[str]) -> str:
    return ". ".join(text.strip() for text in texts if text.strip())
