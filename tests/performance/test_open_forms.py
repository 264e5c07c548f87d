"""Opening the forms of a run."""

from datetime import date

import pytest
from tests.performance.scene import EACH, OWN, PERIOD, UNITS, Scene, add_indicator

from himpun.office.models import JournalRow, Unit
from himpun.office.rules import Refused
from himpun.performance.models import (
    Agreement,
    Form,
    Indicator,
    IndicatorVersion,
    Objective,
    PerformanceSettings,
    Value,
)
from himpun.performance.services.collecting import open_forms


@pytest.fixture
def closed(scene: Scene) -> Scene:
    """The scene before its forms were opened."""
    Value.objects.filter(form__run=scene.run_id).delete()
    Form.objects.filter(run=scene.run_id).delete()
    return scene


def opened(scene: Scene) -> list[Form]:
    return open_forms(run_id=scene.run_id, by=scene.kasubag, now=scene.now)


def test_each_unit_with_indicators_gets_a_form_with_its_values_untouched(closed: Scene) -> None:
    forms = opened(closed)
    assert {form.unit.code for form in forms if form.unit} == set(UNITS)
    form = closed.form()
    assert (form.period, form.year, form.quarter) == (PERIOD, 2026, 3)
    assert (form.agreement, form.opened_at, form.closes_at) == (closed.agreement, closed.now, None)
    values = closed.values()
    assert len(values) == EACH
    assert {value.revision for value in values} == {0}
    # The opinion is asked once a year.
    assert [value.indicator.code for value in values if not value.asked] == ["LL07"]


def test_the_agency_gets_a_form_of_its_own_if_it_has_indicators_of_its_own(closed: Scene) -> None:
    aim = Objective.objects.get(agency=closed.agency, code="S1")
    add_indicator(closed.agency, None, aim, "DINAS01", now=closed.now)
    forms = opened(closed)
    (own,) = [form for form in forms if form.unit is None]
    assert [value.indicator.code for value in Value.objects.filter(form=own)] == ["DINAS01"]


def test_a_value_has_the_definition_in_force_for_its_period(closed: Scene) -> None:
    indicator = Indicator.objects.get(code="LL01")
    first = indicator.versions.get()
    for no, period in ((2, "2026-TW2"), (3, "2026-TW4")):
        IndicatorVersion.objects.create(
            indicator=indicator, no=no, from_period=period, name=f"Versi {no}",
            measure=first.measure, made_at=closed.now,
        )  # fmt: skip
    opened(closed)
    assert closed.value(1).version.name == "Versi 2"


def test_an_indicator_that_ended_before_is_not_asked(closed: Scene) -> None:
    Indicator.objects.filter(code="LL01").update(until_on=date(2026, 6, 30))
    opened(closed)
    assert "LL01" not in [value.indicator.code for value in closed.values()]


def test_a_form_stays_on_the_newest_agreement_that_holds_from_its_quarter(closed: Scene) -> None:
    made = {"agency": closed.agency, "year": 2026, "state": "approved", "made_at": closed.now}
    revised = Agreement.objects.create(no=1, from_quarter=3, **made)
    Agreement.objects.create(no=2, from_quarter=4, **made)
    opened(closed)
    assert closed.form().agreement == revised


def test_a_form_closes_at_the_end_of_the_agencys_days_after_the_period(closed: Scene) -> None:
    PerformanceSettings.objects.create(agency=closed.agency, closes_after_days=10)
    opened(closed)
    closes = closed.form().closes_at
    assert closes
    # The tenth of October is the last day.
    assert closes.isoformat() == "2026-10-10T17:00:00+00:00"


def test_asked_again_it_adds_what_is_missing_and_nothing_else(closed: Scene) -> None:
    first = opened(closed)
    Value.objects.filter(pk=closed.value(1).pk).update(realisation="70", revision=1)
    rows = JournalRow.objects.count()
    assert {form.pk for form in opened(closed)} == {form.pk for form in first}
    assert (JournalRow.objects.count(), closed.value(1).realisation) == (rows, "70")
    unit = Unit.objects.get(agency=closed.agency, code=OWN)
    aim = Objective.objects.get(agency=closed.agency, code="S1")
    add_indicator(closed.agency, unit, aim, "LL26", now=closed.now)
    opened(closed)
    assert closed.form().values.count() == EACH + 1


def test_the_journal_names_the_forms(closed: Scene) -> None:
    forms = opened(closed)
    row = JournalRow.objects.latest("pk")
    assert (row.action, row.subject) == ("FormsOpened", f"run/{closed.run_id}")
    assert sorted(row.body["forms"]) == sorted(form.pk for form in forms)


def test_it_refuses_a_run_that_is_not_there(closed: Scene) -> None:
    with pytest.raises(Refused, match="tidak ada"):
        open_forms(run_id=0, by=None, now=closed.now)
