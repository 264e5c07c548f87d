"""Who sees which of the office's pages; to others they do not exist."""

import pytest
from django.test import Client
from tests.office.pages import as_
from tests.office.scene import Scene, role

from himpun.office.access import ACCESS
from himpun.office.models import (
    JournalRow,
)
from himpun.office.urls import urlpatterns

pytestmark = pytest.mark.usefixtures("frozen_clock")


HERE = {"administrator", "member"}


POSTED = {"person_account", "role_revoke"}


def test_every_address_stands_in_the_table_of_access() -> None:
    names = {f"office:{part.name}" for part in urlpatterns}
    assert names == set(ACCESS)


def test_every_page_shows_itself_to_whom_it_is_for(scene: Scene, addresses: dict[str, str]) -> None:
    people = {"administrator": scene.colleague, "system": scene.system}
    for name, address in addresses.items():
        if name in POSTED:
            continue
        who = people.get(ACCESS[f"office:{name}"], scene.kasubag)
        page = as_(who).get(address, follow=True)
        assert page.status_code == 200, (name, who)
        assert page.content.count(b"<h1>") == 1, name


def test_a_page_of_another_agency_does_not_exist(scene: Scene, addresses: dict[str, str]) -> None:
    client = as_(scene.outsider)
    for name, address in addresses.items():
        if ACCESS[f"office:{name}"] in HERE:
            got = client.post(address) if name in POSTED else client.get(address)
            assert got.status_code == 404, name
            assert client.post(address, {}).status_code == 404, name


def test_rows_of_another_agency_do_not_exist_under_one_s_own_address(
    scene: Scene, addresses: dict[str, str]
) -> None:
    client = as_(scene.outsider)
    numbered = [
        name
        for name in addresses
        if ACCESS[f"office:{name}"] == "administrator"
        and addresses[name].count("/") > 4
        and name not in {"holiday_add", "hours_change"}
    ]
    assert len(numbered) >= 12
    for name in numbered:
        address = addresses[name].replace("/kantor/dishub/", "/kantor/dpupr/")
        got = client.post(address) if name in POSTED else client.get(address)
        assert got.status_code == 404, name


def test_a_member_reads_the_office_and_changes_nothing(
    scene: Scene, addresses: dict[str, str]
) -> None:
    client = as_(scene.kasubag)
    before = JournalRow.objects.count()
    for name, address in addresses.items():
        rule = ACCESS[f"office:{name}"]
        if rule == "member":
            assert client.get(address).status_code == 200, name
        if rule in {"administrator", "system"}:
            assert client.post(address, {}).status_code in {403, 404}, name
    assert JournalRow.objects.count() == before
    shown = client.get(addresses["agency"]).content.decode()
    assert "Kepala Bidang Jalan" in shown
    assert "Unit baru" not in shown


def test_nobody_sees_anything_signed_out(scene: Scene, addresses: dict[str, str]) -> None:
    for name, address in addresses.items():
        assert Client().get(address).status_code == 302, name


def test_the_first_page_is_one_s_own_agency(scene: Scene) -> None:
    assert as_(scene.kasubag).get("/kantor/").headers["Location"] == "/kantor/dishub/"
    assert as_(scene.staff).get("/kantor/").headers["Location"] == "/saya/"
    assert as_(scene.system).get("/kantor/").headers["Location"] == "/instansi/"
    role(scene.staff, "reader", None)
    shown = as_(scene.staff).get("/kantor/").content.decode()
    assert "Dinas Perhubungan" in shown
    assert "Dinas PUPR" in shown
