"""Moving an indicator."""

import pytest
from tests.performance.keepers import Keepers

from himpun.office.rules import Refused
from himpun.performance.queries.catalogue import indicators_by_unit
from himpun.performance.services import add_objective, move_indicator


def test_it_belongs_to_another_unit_and_objective_from_then_on(keepers: Keepers) -> None:
    office = keepers.office
    move_indicator(
        indicator=keepers.roads, objective=keepers.programme, unit=office.rivers, position=3,
        **keepers.as_(office.kasubag),
    )  # fmt: skip
    found = indicators_by_unit(office.agency, 2026, 1)[office.rivers.code]
    assert [row.indicator.code for row in found] == ["IKU-1"]
    assert keepers.last().body["after"] == {"objective": "P1", "unit": "sungai", "position": 3}


def test_it_refuses_an_objective_of_another_agency(keepers: Keepers) -> None:
    other = add_objective(
        agency=keepers.office.other, code="S1", name="Lain", kind="sasaran", **keepers.as_(None)
    )
    with pytest.raises(Refused, match="instansi yang sama"):
        move_indicator(
            indicator=keepers.roads, objective=other, unit=None, position=1, **keepers.as_(None)
        )


def test_it_refuses_those_who_keep_nothing_here(keepers: Keepers) -> None:
    for who in (keepers.office.kabid, keepers.office.outsider):
        with pytest.raises(Refused, match="pengelola"):
            move_indicator(
                indicator=keepers.roads, objective=keepers.programme, unit=None, position=1,
                **keepers.as_(who),
            )  # fmt: skip
