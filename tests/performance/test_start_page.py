"""The page at which performance data begin."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from tests.office.scene import NOW, Scene, build
from tests.remembered import remembered

from himpun.office.models import Person
from himpun.performance.models import Indicator, Objective


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return remembered("office", build)


def page(who: Person, address: str = "/kinerja/") -> str:
    client = Client()
    client.force_login(who.user)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_lists_the_agencies_that_one_sees_with_their_indicators(office: Scene) -> None:
    goal = Objective.objects.create(agency=office.agency, code="s1", name="Jalan", kind="sasaran")
    for code in ("i1", "i2"):
        Indicator.objects.create(agency=office.agency, objective=goal, code=code, kind="iku")
    text = page(office.kasubag)
    assert "Dinas Perhubungan" in text
    assert '<td class="num">2</td>' in text
    assert "Dinas PUPR" not in text


def test_those_of_another_agency_see_only_their_own(office: Scene) -> None:
    text = page(office.outsider)
    assert "Dinas PUPR" in text
    assert "Kabupaten Contoh" not in text


def test_who_sees_no_agency_is_told_why(office: Scene) -> None:
    stranger = Person.objects.create(
        user=User.objects.create(username="tanpa-instansi"), name="Tanpa Instansi"
    )
    assert "Belum ada instansi yang dapat Anda lihat" in page(stranger)


@pytest.mark.parametrize("address", ["/kinerja/", "/kinerja/wilayah/2026/3/"])
def test_the_system_s_administrator_is_told_why_there_is_nothing_and_where_to_go(
    office: Scene, address: str
) -> None:
    text = page(office.system, address)
    assert "Administrator sistem tidak membaca data kinerja" in text
    assert 'href="/instansi/"' in text
