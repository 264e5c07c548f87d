"""What a catalogue's workbook was shown to change is done: all of it, or nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.performance.catalogues import compared
from tests.performance.keepers import NOW, Keepers, build
from tests.performance.test_compare_catalogue import NEW

from himpun.office.models import JournalRow, Person
from himpun.office.rules import Refused
from himpun.performance.models import Budget, Indicator, IndicatorVersion, Objective, Target
from himpun.performance.services.catalogue_sheet import OFFER_LASTS, apply_catalogue


@pytest.fixture
def keepers(db: None) -> Keepers:
    return build()


def apply(
    keepers: Keepers, offer: str, by: Person | None = None, later: timedelta = timedelta(0)
) -> int:  # fmt: skip
    return apply_catalogue(
        agency=keepers.office.agency, offer=offer, by=by or keepers.office.kasubag, now=NOW + later
    )


def test_everything_comes_in_one_go(keepers: Keepers) -> None:
    draft = keepers.draft()
    found = compared(
        keepers,
        {
            ("Sasaran", "P2"): {"name": "=Program", "objective_kind": "Program", "parent": "S1"},
            ("Indikator", "P2-1"): {**NEW, "objective": "P2"},
            ("Indikator", "IKU-1"): {
                "places": "3", "from_period": "2026-TW3", "reason": "Perubahan Renstra",
            },
            ("Indikator", "P1-1"): {"until_on": "31/12/2026"},
            ("Target", "P2-1"): {"q1": "20,5", "year": "20"},
            ("Anggaran", "P1"): {"amount": "1.500.000.000"},
        },
    )  # fmt: skip
    assert apply(keepers, found.offer) == len(found.lines)
    made = Indicator.objects.get(code="P2-1")
    assert made.objective.name == "=Program"
    assert Target.objects.get(agreement=draft, indicator=made).q1 == "20.5"
    assert Budget.objects.get(agreement=draft).amount == 1_500_000_000
    assert Indicator.objects.get(code="P1-1").until_on == date(2026, 12, 31)
    version = keepers.version
    assert (version.no, version.from_period, version.measure["places"]) == (2, "2026-TW3", 3)
    assert compared(keepers, {}).lines == ()


def test_a_new_objective_that_closes_at_once_does(keepers: Keepers) -> None:
    found = compared(
        keepers,
        {("Sasaran", "P2"): {"name": "P", "objective_kind": "Program", "until_on": "31/12/2026"}},
    )
    apply(keepers, found.offer)
    assert Objective.objects.get(code="P2").until_on == date(2026, 12, 31)


def test_what_has_changed_since_the_comparison_stops_all_of_it(keepers: Keepers) -> None:
    found = compared(
        keepers, {("Sasaran", "S1"): {"name": "Satu"}, ("Sasaran", "P1"): {"name": "Dua"}}
    )
    Objective.objects.filter(code="S1").update(name="Tiga")
    journal = JournalRow.objects.count()
    with pytest.raises(Refused, match="telah berubah"):
        apply(keepers, found.offer)
    assert Objective.objects.get(code="P1").name == "Program Jalan"
    assert JournalRow.objects.count() == journal


def test_only_whom_it_was_shown_may_have_it_done(keepers: Keepers) -> None:
    found = compared(keepers, {("Sasaran", "S1"): {"name": "Satu"}})
    for other in (keepers.office.admin, keepers.office.kabid, keepers.office.outsider):
        with pytest.raises(Refused, match="sekali lagi"):
            apply(keepers, found.offer, other)
    with pytest.raises(Refused, match="terlalu lama"):
        apply(keepers, found.offer, later=OFFER_LASTS + timedelta(minutes=1))
    for forged in ("", found.offer[:-1], "a:b"):
        with pytest.raises(Refused, match="sekali lagi"):
            apply(keepers, forged)
    mine = compared(keepers, {("Sasaran", "S1"): {"name": "Satu"}}, keepers.office.admin)
    assert apply(keepers, mine.offer, keepers.office.admin) == 1
    assert IndicatorVersion.objects.count() == 2
