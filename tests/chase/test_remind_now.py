"""A reminder by hand, beside the ladder."""

import pytest
from tests.chase.records import everything, journal, keys, ledger, notices
from tests.runs.scene import Scene, wib

from himpun.chase import services
from himpun.chase.models import Rung
from himpun.chase.queries.still import why_not_wanted
from himpun.office.queries import Person
from himpun.office.rules import Refused


def remind(scene: Scene, by: Person, unit: str = "angkutan") -> Rung:
    visit = scene.visit("8", unit)
    return services.remind_now(
        run_id=scene.run_id, visit=visit.number, by=by, now=scene.now
    )  # fmt: skip


@pytest.mark.parametrize("code", ["kasubag", "operator", "admin"])
def test_whoever_takes_care_of_the_sop_reminds_at_any_hour(owing: Scene, code: str) -> None:
    owing.now = wib(2026, 9, 18, 20)
    row = remind(owing, owing.person(code))
    (told,) = notices(owing, "kasi-angkutan")
    assert told.by_text == row.by_text == owing.person(code).name
    assert told.text == row.text
    assert [one.person for one in row.told.all()] == [owing.person("kasi-angkutan")]
    assert len(journal(owing, "OwingRemindedByHand")) == 1
    assert why_not_wanted(told.still_of, owing.now) == ""
    owing.complete("8", "angkutan")
    assert "sudah diserahkan" in why_not_wanted(told.still_of, owing.now)


def test_a_second_time_on_one_day_is_refused_and_tomorrow_it_is_not(owing: Scene) -> None:
    remind(owing, owing.person("kasubag"))
    before = everything(owing)
    with pytest.raises(Refused, match="sudah diingatkan hari ini oleh"):
        remind(owing, owing.person("operator"))
    assert everything(owing) == before
    owing.now = wib(2026, 9, 18, 9)
    remind(owing, owing.person("kasubag"))
    assert len(ledger(owing, "angkutan")) == 2


def test_the_ladder_goes_on_beside_it_and_counts_it_not(owing: Scene) -> None:
    remind(owing, owing.person("kasubag"))
    owing.now = wib(2026, 9, 18, 8)
    services.remind_owing(agency=owing.agency, now=owing.now)
    assert keys(owing, "angkutan") == ["langsung-2026-09-17", "sebelum-3"]


@pytest.mark.parametrize("code", ["kasi-angkutan", "sekretaris"])
def test_others_of_the_agency_are_refused(owing: Scene, code: str) -> None:
    before = everything(owing)
    with pytest.raises(Refused, match="administrator, operator, atau pengelola"):
        remind(owing, owing.person(code))
    assert everything(owing) == before


def test_people_of_another_agency_are_refused(owing: Scene) -> None:
    with pytest.raises(Refused):
        remind(owing, owing.outsider())
    assert ledger(owing) == []


def test_what_was_handed_in_is_not_reminded(owing: Scene) -> None:
    visit = owing.visit("8", "angkutan").number
    owing.complete("8", "angkutan")
    with pytest.raises(Refused, match="tidak ditunggu lagi"):
        services.remind_now(
            run_id=owing.run_id, visit=visit, by=owing.person("kasubag"), now=owing.now
        )
