"""Trying a definition out with example figures, before it is kept."""

from dataclasses import dataclass, field

from himpun.office.queries import Agency
from himpun.performance.queries.catalogue import settings_of, settled
from himpun.performance.rules import (
    Achievement,
    Exact,
    Measure,
    NotANumber,
    achievement,
    read_number,
    read_target,
    read_value,
    show_number,
)
from himpun.performance.rules.definition import Definition, why_not_definition
from himpun.performance.rules.expressions import Computed, compute, parse_expression


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it: an achievement, or why there is none. ``computed`` is how the raw data gave
    the realisation."""

    refused: tuple[str, ...] = ()
    result: Achievement | None = None
    computed: str = ""
    measure: Measure = field(default_factory=Measure)

    @property
    def percent(self) -> str:
        """The achievement as it would be printed."""
        if self.result is None or self.result.percent is None:
            return ""
        return f"{show_number(self.result.percent, self.measure.percent_places)} %"


def trial_of(said: Definition, agency: Agency, target: str, real: str, items: str) -> Trial:
    """The achievement by a definition for figures as typed; ``items`` are "kunci = angka; …" (one
    query). What cannot be read or contradicts itself is told, never raised."""
    if why := why_not_definition(said):
        return Trial(refused=why)
    measure = settled(said.measure, settings_of(agency))
    try:
        aim = read_target(measure, target)
        value, worked = _realised(said, measure, real, items)
    except NotANumber as error:
        return Trial(refused=(str(error),))
    return Trial(result=achievement(measure, aim, value), computed=worked, measure=measure)


def _realised(said: Definition, measure: Measure, real: str, items: str) -> tuple[Exact, str]:
    if not said.items:
        return read_value(measure, real), ""
    found: Computed = compute(parse_expression(said.expression), _item_figures(items))
    return found.value, found.worked or found.reason or ""


def _item_figures(text: str) -> dict[str, Exact]:
    figures: dict[str, Exact] = {}
    for part in filter(str.strip, text.replace("\n", ";").split(";")):
        key, sign, number = part.partition("=")
        if not sign:
            raise NotANumber(f"Tulis “{part.strip()[:40]}” seperti: mantap = 820.")
        figures[key.strip()] = read_number(number)
    return figures
