"""An agency's own classification codes."""

from typing import Any

import pytest
from tests.archive.scene import AKIP, LATER, Scene

from himpun.archive.queries.schedule import codes_of, open_codes
from himpun.archive.rules.classification import SHIPPED, in_order
from himpun.archive.services import set_classification
from himpun.office.rules import Refused


def test_the_shipped_codes_are_there_for_every_agency_in_order(scene: Scene) -> None:
    assert [view.code for view in codes_of(scene.agency)] == sorted(SHIPPED, key=in_order)
    assert in_order("000.8.10") > in_order("000.8.9")


def test_a_code_of_its_own_is_the_agency_s_only(scene: Scene) -> None:
    set_classification(
        agency=scene.agency, code="551.2", title="Angkutan", security="terbatas", by=scene.admin,
        now=LATER,
    )  # fmt: skip
    assert open_codes(scene.agency)["551.2"].own
    assert "551.2" not in open_codes(scene.office.other)
    assert scene.file("Izin trayek", code="551.2").security == "terbatas"
    assert scene.last().action == "RecordFiled"


def test_a_shipped_code_may_be_renamed_and_closed(scene: Scene) -> None:
    said: dict[str, Any] = {"agency": scene.agency, "code": AKIP, "by": scene.colleague}
    set_classification(**said, title="SAKIP", now=LATER)
    assert open_codes(scene.agency)[AKIP].title == "SAKIP"
    set_classification(**said, title="SAKIP", closed=True, now=LATER)
    assert scene.last().body["before"]["closed"] is False
    with pytest.raises(Refused, match="tidak ada dalam daftar"):
        scene.file()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"code": "abc"}, "bukan kode klasifikasi"),
        ({"code": "000..8"}, "bukan kode klasifikasi"),
        ({"code": "0" * 50}, "bukan kode klasifikasi"),
        ({"title": ""}, "Uraian harus diisi"),
        ({"security": "gawat"}, "tidak dikenal"),
    ],
)
def test_it_refuses_what_is_no_code(scene: Scene, wrong: dict[str, str], why: str) -> None:
    said: dict[str, Any] = {"code": "551", "title": "Perhubungan", **wrong}
    with pytest.raises(Refused, match=why):
        set_classification(agency=scene.agency, **said, by=scene.admin, now=LATER)


def test_it_refuses_what_is_already_so_and_strangers(scene: Scene) -> None:
    said: dict[str, Any] = {"agency": scene.agency, "code": "551", "title": "Perhubungan"}
    with pytest.raises(Refused, match="dikelola oleh"):
        set_classification(**said, by=scene.outsider, now=LATER)
    set_classification(**said, by=scene.admin, now=LATER)
    with pytest.raises(Refused, match="sudah begitu"):
        set_classification(**said, by=scene.admin, now=LATER)
