"""The last day of a unit."""

from datetime import timedelta
from typing import Any

import pytest
from tests.office.pages import as_, at, send
from tests.office.scene import ASKED, NOW, SOP, TODAY, Scene, unit

from himpun.office.models import Assignment, Holding, Unit
from himpun.office.queries import units_for_run, units_of
from himpun.office.rules import Refused
from himpun.office.services import (
    add_post,
    add_unit,
    assign_performer,
    close_post,
    close_unit,
    end_assignment,
    end_holding,
    move_unit,
)

YESTERDAY = TODAY - timedelta(1)
TOMORROW = TODAY + timedelta(1)


@pytest.mark.parametrize("who", ["admin", "colleague"])
def test_it_is_there_to_its_last_day_and_not_after(scene: Scene, who: str) -> None:
    close_unit(unit=scene.rivers, until_on=TODAY, by=getattr(scene, who), now=NOW)
    assert scene.rivers in units_of(scene.agency, TODAY)
    assert scene.rivers not in units_of(scene.agency, TOMORROW)
    after = units_for_run(scene.agency, ("bidang",), sop_id=SOP, on=TOMORROW)
    assert [found.id for found in after] == ["jalan"]
    assert scene.last().action == "UnitClosed"
    assert scene.last().body == {"code": "sungai", "before": None, "after": "2026-03-02"}


def test_it_names_what_still_hangs_on_the_unit_until_nothing_does(scene: Scene) -> None:
    def close(row: Unit, reason: str) -> None:
        with pytest.raises(Refused, match=reason):
            close_unit(unit=row, until_on=YESTERDAY, by=scene.admin, now=NOW)

    close(scene.root, "Dinas masih membawahi Sekretariat")
    close(scene.roads, "masih mempunyai jabatan Kepala Bidang Jalan")
    holding = Holding.objects.get(post=scene.kabid_post)
    end_holding(holding=holding, until_on=YESTERDAY, **ASKED)
    assignment = Assignment.objects.get(unit=scene.roads)
    minutes = assign_performer(
        agency=scene.agency, sop_id=SOP, performer="notulis", unit=scene.roads,
        post=scene.kasubag_post, from_on=TODAY, **ASKED,
    )  # fmt: skip
    end_assignment(assignment=assignment, until_on=YESTERDAY, **ASKED)
    close_post(post=scene.kabid_post, until_on=YESTERDAY, **ASKED)
    close(scene.roads, "Bidang Jalan masih ditetapkan untuk “notulis”")
    end_assignment(assignment=minutes, until_on=YESTERDAY, **ASKED)
    close_unit(unit=scene.roads, until_on=YESTERDAY, by=scene.admin, now=NOW)
    assert scene.roads not in units_of(scene.agency, TODAY)


def test_nothing_new_hangs_on_a_unit_that_closes(scene: Scene) -> None:
    close_unit(unit=scene.rivers, until_on=TOMORROW, **ASKED)
    here: dict[str, Any] = {"by": scene.admin, "now": NOW}
    word = "Bidang Sungai hanya ada sampai 3 Maret 2026"
    with pytest.raises(Refused, match=word):
        add_post(unit=scene.rivers, code="x", title="X", **here)
    with pytest.raises(Refused, match=word):
        add_unit(agency=scene.agency, code="x", name="X", kind="seksi", parent=scene.rivers, **here)
    with pytest.raises(Refused, match=word):
        move_unit(unit=scene.secretariat, parent=scene.rivers, **here)
    with pytest.raises(Refused, match=word):
        assign_performer(
            agency=scene.agency, sop_id=SOP, performer="x", unit=scene.rivers,
            post=scene.kabid_post, from_on=TODAY, **here,
        )  # fmt: skip


def test_a_closing_is_called_off_but_no_unit_outlasts_the_one_above(scene: Scene) -> None:
    section = unit(scene.rivers, 1, "seksi", "Seksi Danau", "seksi")
    close_unit(unit=section, until_on=TODAY, **ASKED)
    close_unit(unit=scene.rivers, until_on=TODAY, **ASKED)
    for until_on in (TOMORROW, None):
        with pytest.raises(Refused, match="Bidang Sungai hanya ada sampai 2 Maret 2026"):
            close_unit(unit=section, until_on=until_on, by=scene.admin, now=NOW)
    close_unit(unit=scene.rivers, until_on=None, by=scene.admin, now=NOW)
    assert scene.last().action == "UnitReopened"
    assert scene.last().body["before"] == "2026-03-02"
    close_unit(unit=section, until_on=None, by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="harus diisi"):
        close_unit(unit=section, until_on=None, by=scene.admin, now=NOW)


def test_it_refuses_outsiders_and_whoever_does_not_administer(scene: Scene) -> None:
    for who in (scene.outsider, scene.kasubag):
        with pytest.raises(Refused, match="Hanya administrator"):
            close_unit(unit=scene.rivers, until_on=TODAY, by=who, now=NOW)
    scene.rivers.refresh_from_db()
    assert scene.rivers.until_on is None


@pytest.mark.usefixtures("frozen_clock")
def test_the_page_closes_and_calls_off(scene: Scene) -> None:
    address = at("unit_close", "dishub", "sungai")
    assert address in as_(scene.admin).get(at("unit", "dishub", "sungai")).content.decode()
    send(scene.admin, address, 400, until_on="")
    send(scene.admin, address, until_on="2026-03-01")
    page = as_(scene.admin).get(at("agency", "dishub")).content.decode()
    assert page.count("Bidang Sungai") == 1
    assert "1 Maret 2026" in page
    assert "Bidang Sungai" not in as_(scene.kasubag).get(at("agency", "dishub")).content.decode()
    send(scene.admin, address, until_on="")
    scene.rivers.refresh_from_db()
    assert scene.rivers.until_on is None
    refused = send(scene.admin, at("unit_close", "dishub", "jalan"), 409, until_on="2026-03-01")
    assert "masih mempunyai jabatan Kepala Bidang Jalan" in refused
