"""Who a later row of the SOP will reach: what a letter that is made now must already know."""

from __future__ import annotations

from himpun.kernel.decide.commands import goes_back
from himpun.kernel.definition import StepNode
from himpun.kernel.duty import Duty
from himpun.office import queries as office
from himpun.runs.queries.step_page import StepPage
from himpun.runs.queries.step_people import duties_as, offices, receivers_of
from himpun.runs.queries.way import duties_behind


def recipients_at(page: StepPage, key: str) -> tuple[str, ...]:
    """The offices to which a row of the run's SOP will hand what it distributes, as that row's own
    page will name them (two queries)."""
    sop, unit = page.sop, page.visit.unit
    node = next(
        name
        for name, place in sop.places.items()
        if isinstance(place.node, StepNode) and place.node.step == key and not place.node.giving
    )
    at = sop.places[node].node
    assert isinstance(at, StepNode)
    onward = [name for name in at.exits if not goes_back(sop, node, name)]
    behind = duties_behind(sop, node, (onward or list(at.exits))[0], page.units, unit)
    receivers = receivers_of(sop, sop.by_key[key], page.units, unit, behind)
    return _named(page, receivers)


def holders_at(page: StepPage, key: str) -> tuple[str, ...]:
    """The offices that do a row of the run's SOP, in the page's unit (two queries)."""
    duties = duties_as(page.sop, page.units, page.sop.by_key[key].performers, page.visit.unit)
    return _named(page, duties)


def _named(page: StepPage, duties: tuple[Duty, ...]) -> tuple[str, ...]:
    agency = page.run.agency
    holders = office.holders_by_performer(agency, page.sop.id, office.day_at(agency, page.now))
    return offices(page.sop, holders, page.units, duties)
