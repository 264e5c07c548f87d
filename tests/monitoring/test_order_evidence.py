"""Evidence is asked for with one click, by whoever may, once at a time."""

import pytest
from tests.monitoring.pages import Pages
from tests.runs.scene import Scene

from himpun.monitoring.models import EvidencePack
from himpun.monitoring.services import order_evidence
from himpun.office.models import JournalRow, Person
from himpun.office.rules import Refused

PAGE = "/papan/bukti-lke/pesisir-selatan-dishub/"


def order(scene: Scene, by: Person, year: int = 2026) -> EvidencePack:
    return order_evidence(agency=scene.agency, year=year, by=by, now=scene.now)


def test_one_click_orders_it(running: Scene, pages: Pages) -> None:
    answer = pages.post(running.person("kasubag"), PAGE, tahun="2026")
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?tahun=2026")
    assert "Menunggu giliran" in pages.text(running.person("kasubag"), PAGE)
    assert EvidencePack.objects.get().state == "ordered"
    assert JournalRow.objects.filter(action="EvidenceOrdered", agency=running.agency).exists()


def test_who_reads_for_the_inspectorate_and_who_heads_may_too(running: Scene) -> None:
    order(running, running.reader())
    EvidencePack.objects.all().delete()
    order(running, running.person("kadis"))


def test_who_holds_a_step_may_not_and_another_agency_finds_nothing(
    running: Scene, pages: Pages
) -> None:
    holder = running.person("kabid-angkutan")
    assert pages.get(holder, PAGE).status_code == 403
    assert pages.post(holder, PAGE, tahun="2026").status_code == 403
    assert pages.get(running.outsider(), PAGE).status_code == 404
    for who in (holder, running.outsider()):
        with pytest.raises(Refused, match="inspektorat"):
            order(running, who)
    assert not EvidencePack.objects.exists()


def test_it_is_gathered_once_at_a_time(running: Scene, pages: Pages) -> None:
    order(running, running.person("operator"))
    with pytest.raises(Refused, match="sedang dikumpulkan"):
        order(running, running.person("kasubag"))
    answer = pages.post(running.person("kasubag"), PAGE, tahun="2026")
    assert answer.status_code == 409
    assert EvidencePack.objects.count() == 1


@pytest.mark.parametrize(
    ("year", "status", "sentence"),
    [
        ("1999", 409, "Tidak ada data untuk tahun 1999"),
        ("", 400, "Tahun tidak dapat dibaca"),
        ("abcd", 400, "Tahun tidak dapat dibaca"),
        ("٢٠٢٦", 400, "Tahun tidak dapat dibaca"),
    ],
)
def test_it_refuses_a_year_without_data(
    running: Scene, pages: Pages, year: str, status: int, sentence: str
) -> None:
    answer = pages.post(running.person("operator"), PAGE, tahun=year)
    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert not EvidencePack.objects.exists()
