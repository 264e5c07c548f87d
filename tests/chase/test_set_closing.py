"""An agency says whether the forms of an SOP close."""

from pathlib import Path

import pytest
from tests.runs.scene import Scene, build

from himpun.chase.queries.closing import closing_days, closing_days_of
from himpun.chase.services import set_closing
from himpun.office.models import JournalRow, Person
from himpun.office.rules import Refused


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    return build(tmp_path)


def close(scene: Scene, days: int | None, by: Person | None = None, sop: str = "") -> None:
    set_closing(
        agency=scene.agency, sop_key=sop or scene.sop.id, working_days=days,
        by=by or scene.person("kasubag"), now=scene.now,
    )  # fmt: skip


def test_no_form_closes_unless_an_agency_says_so(scene: Scene) -> None:
    assert closing_days(scene.agency, scene.sop.id) is None
    assert closing_days_of(scene.agency) == {}


@pytest.mark.parametrize("code", ["kasubag", "operator", "admin"])
def test_who_takes_care_of_the_agency_says_it_and_takes_it_back(scene: Scene, code: str) -> None:
    close(scene, 3, scene.person(code))
    assert closing_days_of(scene.agency) == {scene.sop.id: 3}
    close(scene, None, scene.person(code))
    assert closing_days_of(scene.agency) == {}
    rows = JournalRow.objects.filter(action="ClosingSet").order_by("seq")
    assert [row.body for row in rows] == [
        {"before": None, "after": 3}, {"before": 3, "after": None},
    ]  # fmt: skip


def test_the_same_again_is_no_news(scene: Scene) -> None:
    close(scene, 3)
    close(scene, 3)
    assert JournalRow.objects.filter(action="ClosingSet").count() == 1


def test_it_refuses_others_strange_sops_and_days(scene: Scene) -> None:
    for person in (scene.person("kasi-angkutan"), scene.outsider(), scene.reader()):
        with pytest.raises(Refused, match="ditetapkan oleh"):
            close(scene, 3, person)
    with pytest.raises(Refused, match="tidak mempunyai SOP"):
        close(scene, 3, sop="balangan-dpuprperkim")
    for days in (0, 61):
        with pytest.raises(Refused, match="1 sampai 60"):
            close(scene, days)
    assert not JournalRow.objects.filter(action="ClosingSet").exists()
