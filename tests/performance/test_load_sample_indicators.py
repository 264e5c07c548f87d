"""The sample agencies' indicators and agreements."""

from datetime import date

import pytest
from pytest_django import Settings
from tests.remembered import remembered
from tests.runs.scene import PESSEL, PREFIXES, wib

from himpun.office.models import Agency, JournalRow
from himpun.office.rules import Refused
from himpun.office.services import load_sample
from himpun.performance.models import Agreement, Indicator
from himpun.performance.queries.agreement import agreement_for, targets_of
from himpun.performance.queries.catalogue import definition_of, indicators_by_unit
from himpun.performance.queries.pledge import doubts_in
from himpun.performance.services import load_sample_indicators

NOW = wib(2026, 11, 20)


OFFICES = "offices without indicators"


def offices() -> dict[str, Agency]:
    return {agency.code: agency for agency in load_sample(now=NOW)}


@pytest.fixture
def agencies(db: None, settings: Settings) -> dict[str, Agency]:
    settings.HIMPUN_SAMPLE = True
    return remembered(OFFICES, offices)


@pytest.fixture(params=PREFIXES)
def loaded(request: pytest.FixtureRequest, db: None, settings: Settings) -> Agency:
    """Each agency with its indicators."""
    settings.HIMPUN_SAMPLE = True

    def load() -> Agency:
        agency = remembered(OFFICES, offices)[request.param]
        made = load_sample_indicators(agency=agency, year=2026, now=NOW)
        assert made
        assert all(indicator.sample for indicator in made)
        return agency

    return remembered(("indicators of", request.param), load)


def test_every_unit_of_the_sop_has_indicators_of_every_make(loaded: Agency) -> None:
    by_unit = indicators_by_unit(loaded, 2026, 4)
    assert "" not in by_unit
    assert all(len(versions) >= 5 for versions in by_unit.values())
    said = [definition_of(version) for versions in by_unit.values() for version in versions]
    kinds = {one.measure.value_kind for one in said}
    assert kinds == {"number", "text", "ordinal"}
    assert {one.measure.period_mode for one in said} == {"sum", "last", "cumulative", "average"}
    assert {one.measure.polarity for one in said} >= {"up", "down"}
    assert any(one.items for one in said)
    assert any(one.quarters == "4" for one in said)
    assert all(one.definition and one.formula_text and one.source for one in said)


def test_both_years_have_an_agreement_without_contradiction(loaded: Agency) -> None:
    for year in (2025, 2026):
        agreement = agreement_for(loaded, year, 1)
        assert agreement is not None
        assert agreement.sample
        assert agreement.signed_on == date(year, 1, 20)
        assert doubts_in(agreement) == []
        assert agreement.budgets.count() >= 5


def test_a_revision_is_there_once_it_was_signed(agencies: dict[str, Agency]) -> None:
    pessel = agencies[PESSEL]
    load_sample_indicators(agency=pessel, year=2026, now=NOW)
    signs = Indicator.objects.get(code="PRA-2")
    years = []
    for quarter in (3, 4):
        agreement = agreement_for(pessel, 2026, quarter)
        years.append(targets_of(agreement)[signs.pk].year)
    assert years == ["240", "270"]


def test_a_revision_to_come_is_left_out(agencies: dict[str, Agency]) -> None:
    load_sample_indicators(agency=agencies[PESSEL], year=2026, now=wib(2026, 3, 2))
    assert sorted(Agreement.objects.values_list("year", "no")) == [(2025, 0), (2025, 1), (2026, 0)]


def test_what_is_there_is_kept_and_an_agency_without_file_gets_none(
    agencies: dict[str, Agency],
) -> None:
    pessel = agencies[PESSEL]
    load_sample_indicators(agency=pessel, year=2026, now=NOW)
    rows = JournalRow.objects.count()
    assert load_sample_indicators(agency=pessel, year=2026, now=NOW) == []
    other = Agency.objects.create(code="lain", name="Lain", region="Kota Lain", zone="WIB")
    assert load_sample_indicators(agency=other, year=2026, now=NOW) == []
    assert JournalRow.objects.count() == rows


def test_it_refuses_outside_sample_mode(agencies: dict[str, Agency], settings: Settings) -> None:
    settings.HIMPUN_SAMPLE = False
    with pytest.raises(Refused, match="mode contoh"):
        load_sample_indicators(agency=agencies[PESSEL], year=2026, now=NOW)
    assert not Indicator.objects.exists()
