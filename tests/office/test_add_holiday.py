"""A day off."""

from datetime import date
from typing import Any

import pytest
from tests.office.scene import NOW, Scene

from himpun.office.models import Holiday, HolidayYear
from himpun.office.queries import calendar_of
from himpun.office.rules import Refused
from himpun.office.services import add_holiday

FOUNDING = date(2026, 4, 15)


def add(scene: Scene, **words: Any) -> Holiday:
    said: dict[str, Any] = {
        "agency": scene.agency,
        "on": FOUNDING,
        "name": "Hari Jadi Kabupaten",
        "kind": "lokal",
        "decree": "Keputusan Bupati 5/2026",
        "by": scene.admin,
    }
    return add_holiday(**{**said, **words}, now=NOW)


@pytest.fixture(autouse=True)
def _year(db: None) -> None:
    HolidayYear.objects.create(year=2026, decree="SKB")


def test_a_local_day_off_is_the_agency_s_own(scene: Scene) -> None:
    assert calendar_of(scene.agency).is_working_day(FOUNDING)
    add(scene, by=scene.colleague)
    assert not calendar_of(scene.agency).is_working_day(FOUNDING)
    assert calendar_of(scene.other).is_working_day(FOUNDING)


def test_a_national_day_off_is_everybody_s(scene: Scene) -> None:
    add(scene, agency=None, kind="nasional", by=scene.system)
    for agency in (scene.agency, scene.other):
        assert not calendar_of(agency).is_working_day(FOUNDING)


def test_where_both_say_so_the_national_row_stands(scene: Scene) -> None:
    add(scene)
    add(scene, agency=None, kind="nasional", name="Hari Pemilihan", by=scene.system)
    assert calendar_of(scene.agency).holidays[FOUNDING].name == "Hari Pemilihan"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"kind": "nasional"}, "hanya menambah libur lokal"),
        ({"kind": "pesta"}, "hanya menambah libur lokal"),
        ({"name": ""}, "harus diisi"),
        ({"decree": " "}, "harus diisi"),
    ],
)
def test_it_refuses_what_does_not_fit(scene: Scene, words: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        add(scene, **words)


def test_it_refuses_a_day_twice_and_outsiders(scene: Scene) -> None:
    add(scene)
    with pytest.raises(Refused, match="15 April 2026 sudah tercatat"):
        add(scene)
    with pytest.raises(Refused, match="Hanya administrator"):
        add(scene, on=date(2026, 4, 16), by=scene.outsider)
    with pytest.raises(Refused, match="administrator sistem"):
        add(scene, agency=None, kind="nasional", by=scene.admin)
