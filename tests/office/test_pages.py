"""The office's structure on its pages: units, posts, holders, stand-ins."""

from datetime import date

import pytest
from tests.office.pages import as_, at, send
from tests.office.scene import SOP, TODAY, Scene

from himpun.office.models import (
    Agency,
    Holding,
    StandIn,
    Unit,
)
from himpun.office.queries import agencies_seen_by, holders_of

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_a_unit_is_added_with_a_code_made_of_its_name(scene: Scene) -> None:
    send(
        scene.admin,
        at("unit_add", "dishub"),
        name="Bidang Sungai & Danau",
        kind="bidang",
        parent=scene.root.pk,
        code="",
    )
    unit = Unit.objects.get(code="bidang-sungai-danau")
    assert (unit.agency, unit.parent, unit.position) == (scene.agency, scene.root, 5)


def test_a_wrong_form_keeps_what_was_written_and_says_what_is_missing(scene: Scene) -> None:
    page = send(scene.admin, at("unit_add", "dishub"), 400, name="Bidang Laut", kind="")
    assert "Jenis unit harus diisi." in page
    assert 'value="Bidang Laut"' in page


def test_a_refusal_keeps_what_was_written_and_says_why(scene: Scene) -> None:
    page = send(
        scene.admin, at("unit_add", "dishub"), 409, name="Bidang Laut", kind="x", code="jalan"
    )
    assert "Kode unit “jalan” sudah dipakai." in page
    assert 'value="Bidang Laut"' in page


def test_a_parent_of_another_agency_is_not_in_the_list(scene: Scene) -> None:
    foreign = Unit.objects.create(agency=scene.other, code="x", name="X", kind="dinas")
    page = send(scene.admin, at("unit_add", "dishub"), 400, name="A", kind="b", parent=foreign.pk)
    assert "Pilihan itu tidak ada dalam daftar." in page


def test_units_and_posts_are_renamed_and_moved(scene: Scene) -> None:
    send(scene.admin, at("unit", "dishub", "jalan"), name="Bidang Jalan Raya", kind="bidang")
    send(scene.admin, at("unit_move", "dishub", "jalan"), parent=scene.secretariat.pk)
    send(scene.admin, at("post_change", "dishub", "kabid"), title="Kabid Jalan Raya")
    scene.roads.refresh_from_db()
    assert (scene.roads.name, scene.roads.parent) == ("Bidang Jalan Raya", scene.secretariat)
    send(scene.admin, at("unit_move", "dishub", "sekretariat"), 409, parent=scene.roads.pk)
    assert "Kabid Jalan Raya" in as_(scene.kabid).get(at("agency", "dishub")).content.decode()
    send(
        scene.admin,
        at("agency_change", "dishub"),
        name="Dinas Perhubungan",
        region="Kabupaten Lain",
        six_day="on",
    )
    assert Agency.objects.get(code="dishub").six_day


def test_a_new_holder_takes_the_post_over(scene: Scene) -> None:
    send(scene.admin, at("post_add", "dishub"), title="Kabid Sungai", unit=scene.rivers.pk)
    address = at("appoint", "dishub", "kasubag")
    said = {"person": scene.staff.pk, "capacity": "definitif", "basis": "SK 9/2026"}
    page = send(scene.admin, address, 409, from_on="2026-03-02", **said)
    assert "masih dijabat definitif oleh Kasubag Perencanaan" in page
    assert "SK 9/2026" in page
    send(scene.admin, address, from_on="2026-03-02", end_previous="on", **said)
    shown = as_(scene.admin).get(at("post", "dishub", "kasubag")).content.decode()
    assert "Staf Perencanaan" in shown
    assert "1 Mar 2026" in shown
    newest = Holding.objects.filter(post=scene.kasubag_post).order_by("-pk")[0]
    send(scene.admin, at("holding_end", "dishub", newest.pk), until_on="2026-03-01")
    assert holders_of(scene.agency, SOP, "kasubag", "", TODAY) == []


def test_a_day_that_does_not_exist_is_refused_in_words(scene: Scene) -> None:
    page = send(
        scene.admin,
        at("holding_end", "dishub", scene.kasubag_holding.pk),
        400,
        until_on="2026-02-31",
    )
    assert "Tanggal itu tidak ada dalam kalender." in page


def test_a_holder_names_a_stand_in_and_calls_it_off(scene: Scene) -> None:
    said = {
        "holding": scene.kasubag_holding.pk,
        "person": scene.staff.pk,
        "from_on": "2026-03-02",
        "until_on": "2026-03-06",
        "reason": "Cuti tahunan",
    }
    send(scene.kasubag, at("me_stand_in"), **said)
    page = as_(scene.kasubag).get(at("me")).content.decode()
    assert "Pengganti saya" in page
    assert "pengganti Kasubag Perencanaan" in as_(scene.staff).get(at("me")).content.decode()
    row = StandIn.objects.get()
    assert as_(scene.staff).get(at("me_stand_in_end", row.pk)).status_code == 404
    send(scene.kasubag, at("me_stand_in_end", row.pk), until_on="2026-03-01")
    assert not agencies_seen_by(scene.staff, TODAY)


def test_nobody_names_a_stand_in_for_a_post_that_is_not_theirs(scene: Scene) -> None:
    assert as_(scene.staff).get(at("me_stand_in")).status_code == 404
    said = {
        "person": scene.staff.pk,
        "from_on": "2026-03-02",
        "until_on": "2026-03-06",
    }
    send(
        scene.kabid,
        at("me_stand_in"),
        400,
        holding=scene.kasubag_holding.pk,
        reason="x",
        **said,
    )
    assert not StandIn.objects.exists()


def test_an_administrator_names_a_stand_in_for_somebody_who_fell_ill(scene: Scene) -> None:
    address = at("stand_in", "dishub", scene.kasubag_holding.pk)
    said = {
        "holding": scene.kasubag_holding.pk,
        "person": scene.staff.pk,
        "reason": "Sakit",
    }
    send(scene.admin, address, 400, from_on="2026-03-02", **said)
    send(scene.admin, address, from_on="2026-03-02", until_on="2026-03-06", **said)
    send(scene.admin, address, 409, from_on="2026-03-03", until_on="2026-03-06", **said)
    row = StandIn.objects.get()
    send(scene.admin, at("stand_in_end", "dishub", row.pk), until_on="2026-03-03")
    row.refresh_from_db()
    assert row.until_on == date(2026, 3, 3)
