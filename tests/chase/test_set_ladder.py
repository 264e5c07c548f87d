"""An agency sets its own ladder; every version is kept."""

from dataclasses import replace

import pytest
from tests.chase.records import journal, keys
from tests.runs.scene import Scene, wib

from himpun.chase import services
from himpun.chase.models import LadderVersion
from himpun.chase.queries.ladders import ladder_for
from himpun.chase.rules.ladder import Ladder
from himpun.chase.rules.shipped import shipped_ladder
from himpun.office.queries import Person
from himpun.office.rules import Refused

SHIPPED = shipped_ladder(by_sop=True)
SHORT = Ladder((replace(SHIPPED.rungs[2], amount=-1, key="besok"), SHIPPED.rungs[-2]), 3)


def set_(scene: Scene, ladder: Ladder | None, by: Person, seen: int = 0) -> LadderVersion:
    return services.set_ladder(
        agency=scene.agency, sop=scene.sop, ladder=ladder, seen=seen, by=by, now=scene.now
    )


@pytest.mark.parametrize("code", ["kasubag", "admin"])
def test_the_new_ladder_holds_from_now_on(owing: Scene, code: str) -> None:
    row = set_(owing, SHORT, owing.person(code))
    assert row.version == 1
    assert ladder_for(owing.agency, owing.sop).ladder == SHORT
    for day in (18, 21, 22, 23):
        services.remind_owing(agency=owing.agency, now=wib(2026, 9, day, 8))
    assert keys(owing, "angkutan") == ["besok"]
    assert len(journal(owing, "LadderSet")) == 1


def test_the_shipped_ladder_comes_back_as_a_version_of_its_own(owing: Scene) -> None:
    kasubag = owing.person("kasubag")
    set_(owing, SHORT, kasubag)
    set_(owing, None, kasubag, seen=1)
    in_force = ladder_for(owing.agency, owing.sop)
    assert (in_force.ladder, in_force.version, in_force.own) == (SHIPPED, 2, False)
    assert LadderVersion.objects.count() == 2
    with pytest.raises(Refused, match="Tangga bawaan sedang berlaku"):
        set_(owing, None, kasubag, seen=2)


def test_the_second_of_two_who_changed_it_at_once_is_refused(owing: Scene) -> None:
    set_(owing, SHORT, owing.person("kasubag"))
    with pytest.raises(Refused, match="versi 1"):
        set_(owing, SHIPPED, owing.person("admin"))


def test_a_wrong_ladder_is_refused_with_its_place(owing: Scene) -> None:
    wrong = Ladder((replace(SHIPPED.rungs[0], text="Halo {nama}"),), 3)
    with pytest.raises(Refused, match=r"Anak tangga 1: nama \{nama\} tidak dikenal"):
        set_(owing, wrong, owing.person("kasubag"))
    assert not LadderVersion.objects.exists()


def test_others_are_refused(owing: Scene) -> None:
    for person in (owing.person("kasi-angkutan"), owing.outsider(), owing.reader()):
        with pytest.raises(Refused):
            set_(owing, SHORT, person)
    assert not LadderVersion.objects.exists()
