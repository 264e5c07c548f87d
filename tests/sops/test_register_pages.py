"""The register's pages: who sees which SOP, and what stands there."""

import json
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from tests.house.source import ROOT
from tests.office.scene import ASKED, NOW, Scene, role
from tests.sops.documents import sop_with
from tests.sops.tables import ALL

from himpun.kernel.definition import Sop
from himpun.kernel.parse import parse, parse_text
from himpun.office.queries import Person
from himpun.office.services import seed_holidays
from himpun.sops import views
from himpun.sops.access import ACCESS
from himpun.sops.models import SopVersion
from himpun.sops.queries import page_of
from himpun.sops.services import publish_sop, withdraw_sop
from himpun.sops.urls import app_name, urlpatterns

PESISIR = ALL["pesisir-selatan-dishub"]
HERE = ("dishub", "dishub")
HOLIDAYS = ROOT / "src" / "himpun" / "office" / "seed" / "holidays-id.toml"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Puts the pages' clock on a day, at ten in the morning WIB."""

    def put(on: date) -> None:
        moment = datetime(on.year, on.month, on.day, 3, tzinfo=UTC)
        monkeypatch.setattr(views, "timezone", SimpleNamespace(now=lambda: moment))

    return put


@pytest.fixture
def published(scene: Scene) -> SopVersion:
    return publish(scene, sop_with())


def publish(scene: Scene, sop: Sop) -> SopVersion:
    return publish_sop(agency=scene.agency, sop=sop, by=scene.admin, now=NOW)


def of(person: Person, client: Client) -> Client:
    client.force_login(person.user)
    return client


def found_in(answer: Any, path: str) -> list[Any]:
    """The elements of a page at an XPath."""
    assert answer.status_code == 200
    page: Any = html.fromstring(answer.content.decode())
    return list(page.xpath(path))


def words_of(element: Any) -> str:
    text = " ".join(" ".join(element.itertext()).split())
    return text.replace(" .", ".").replace(" ,", ",")


def text_of(answer: Any) -> str:
    return words_of(found_in(answer, "//main")[0])


def pages() -> list[str]:
    return [
        reverse("sops:sop", args=HERE),
        reverse("sops:version", args=[*HERE, 1]),
        *(reverse("sops:download", args=[*HERE, 1, kind]) for kind in ("bpmn", "json", "toml")),
    ]


def test_every_address_stands_in_the_table_of_access() -> None:
    assert {f"{app_name}:{pattern.name}" for pattern in urlpatterns} == set(ACCESS)


def test_the_register_tells_number_day_version_and_counts(
    scene: Scene, published: SopVersion, client: Client
) -> None:
    answer = of(scene.kabid, client).get("/sop/")
    rows = found_in(answer, "//tbody/tr")
    cells = [words_of(cell) for cell in rows[0]]
    assert len(rows) == 1
    assert cells[:7] == [
        "Pengumpulan Data Kinerja", "01/SOP/2023", "29 Desember 2023", "1", "4", "2", "1",
    ]  # fmt: skip


def test_a_newer_version_takes_the_place_in_the_register(
    scene: Scene, published: SopVersion, client: Client
) -> None:
    publish(scene, sop_with(version=2, name="Pengumpulan Data Kinerja Baru"))
    said = text_of(of(scene.kabid, client).get("/sop/"))
    assert said.count("Pengumpulan Data Kinerja") == 1
    assert "Pengumpulan Data Kinerja Baru" in said


def test_an_agency_without_an_sop_is_told_so(scene: Scene, client: Client) -> None:
    assert "Belum ada SOP yang diterbitkan" in text_of(of(scene.kabid, client).get("/sop/"))


def test_the_page_shows_the_paper_with_questions_gaps_and_findings(
    scene: Scene, published: SopVersion, client: Client
) -> None:
    said = text_of(of(scene.kabid, client).get(reverse("sops:sop", args=HERE)))
    for step in sop_with().steps:
        assert step.activity in said
    assert "Nomor 01/SOP/2023 · versi 1, terbit 2 Maret 2026" in said
    assert "Peraturan Menteri PAN dan RB Nomor 35 Tahun 2012" in said
    assert "Identitas SOP Apakah nomornya 10/SOP/2023?" in said
    assert said.count("Apakah Kasubag memaraf surat?") == 2  # at its row, and in the list
    assert "Tidak ada dalam SOP ini" in said
    assert "Tidak ada langkah pengarsipan." in said
    assert "Langkah 1 Kelengkapan belum diisi." in said


@pytest.mark.parametrize("sop_id", ALL)
def test_each_of_the_five_is_drawn_with_all_its_words(
    scene: Scene, client: Client, sop_id: str
) -> None:
    sop = ALL[sop_id]
    publish(scene, sop)
    answer = of(scene.kabid, client).get(reverse("sops:sop", args=["dishub", sop_id]))
    said = text_of(answer)
    words = [step.activity for step in sop.steps] + [*sop.gaps, *sop.identity.legal_basis]
    words += [question for step in sop.steps for question in step.reading.questions]
    words += list(sop.identity.reading.questions)
    assert [word for word in words if " ".join(word.split()) not in said] == []
    drawn = found_in(answer, "//td[@class='pf']/span[@role='img']")
    labels = [symbol.get("aria-label").partition(",")[0] for symbol in drawn]
    assert {f"Langkah {step.key}" for step in sop.steps} <= set(labels)


def test_windows_that_hold_too_few_days_are_told_before_the_quarter(
    scene: Scene, client: Client, at: Callable[[date], None]
) -> None:
    seed_holidays(document=tomllib.loads(HOLIDAYS.read_text(encoding="utf-8")), **ASKED)
    publish(scene, PESISIR)
    at(date(2026, 1, 5))
    said = text_of(of(scene.kabid, client).get(reverse("sops:sop", args=["dishub", PESISIR.id])))
    assert "Langkah 8, 9, dan 10 meminta 8 hari kerja, sedangkan dari akhir minggu ketiga" in said
    assert said.index("Triwulan I 2026") < said.index("Triwulan II 2026")


def test_a_year_without_a_table_of_holidays_is_told(
    scene: Scene, client: Client, at: Callable[[date], None]
) -> None:
    publish(scene, PESISIR)
    at(date(2026, 1, 5))
    said = text_of(of(scene.kabid, client).get(reverse("sops:sop", args=["dishub", PESISIR.id])))
    assert "Daftar hari libur tahun 2026 belum diisi" in said


def test_an_older_version_and_a_withdrawn_one_say_so(
    scene: Scene, published: SopVersion, client: Client
) -> None:
    second = publish(scene, sop_with(version=2))
    of(scene.kabid, client)
    old = reverse("sops:version", args=[*HERE, 1])
    assert "Ini bukan versi yang berlaku. Yang berlaku: versi 2." in text_of(client.get(old))
    withdraw_sop(version=second, by=scene.admin, now=NOW)
    withdrawn = text_of(client.get(reverse("sops:version", args=[*HERE, 2])))
    assert "Versi ini sudah dicabut." in withdrawn
    assert "versi 1, terbit" in text_of(client.get(reverse("sops:sop", args=HERE)))


def test_downloads_read_back_as_the_sop(
    scene: Scene, published: SopVersion, client: Client
) -> None:
    of(scene.kabid, client)
    got = {
        kind: client.get(reverse("sops:download", args=[*HERE, 1, kind]))
        for kind in ("bpmn", "json", "toml")
    }
    assert parse(json.loads(got["json"].content)) == sop_with()
    assert parse_text(got["toml"].content.decode()) == sop_with()
    assert ElementTree.fromstring(got["bpmn"].content).tag.endswith("definitions")
    assert got["bpmn"]["Content-Disposition"] == 'attachment; filename="dishub-v1.bpmn"'


def test_a_colleague_and_a_reader_see_it_too(
    scene: Scene, published: SopVersion, client: Client
) -> None:
    role(scene.staff, "reader", scene.agency)
    for person in (scene.kasubag, scene.staff, scene.admin):
        of(person, client)
        assert [client.get(page).status_code for page in pages()] == [200] * 5


def test_a_person_of_another_agency_finds_no_such_place(
    scene: Scene, published: SopVersion, client: Client
) -> None:
    of(scene.outsider, client)
    assert [client.get(page).status_code for page in pages()] == [404] * 5
    assert "Pengumpulan Data Kinerja" not in text_of(client.get("/sop/"))


def test_who_is_not_signed_in_is_sent_to_the_door(
    scene: Scene, published: SopVersion, client: Client
) -> None:
    for page in ["/sop/", *pages()]:
        answer = client.get(page)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    "path",
    [
        "/sop/dishub/lain/",
        "/sop/dishub/dishub/versi/9/",
        "/sop/dishub/dishub/versi/1/unduh/exe/",
        "/sop/dishub/dishub/versi/9/unduh/json/",
        "/sop/entah/dishub/",
    ],
)
def test_what_is_not_there_is_not_found(
    scene: Scene, published: SopVersion, client: Client, path: str
) -> None:
    assert of(scene.kabid, client).get(path).status_code == 404


def test_nothing_here_takes_a_post(scene: Scene, published: SopVersion, client: Client) -> None:
    of(scene.admin, client)
    assert [client.post(page).status_code for page in pages()] == [405] * 5


def test_the_number_of_queries_stays_with_the_number_of_sops(
    scene: Scene, published: SopVersion, client: Client
) -> None:
    of(scene.kabid, client)
    pages = ["/sop/", reverse("sops:sop", args=HERE)]
    few = [queries_of(client, page) for page in pages]
    for sop in ALL.values():
        publish(scene, sop)
    assert [queries_of(client, page) for page in pages] == few


def queries_of(client: Client, page: str) -> int:
    """How many queries a page takes whose definitions were read before."""
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def test_a_page_that_was_read_costs_one_query_and_one_more_for_windows(
    scene: Scene, published: SopVersion
) -> None:
    seed_holidays(document=tomllib.loads(HOLIDAYS.read_text(encoding="utf-8")), **ASKED)
    for version, most in ((published, 1), (publish(scene, PESISIR), 2)):
        page_of(version, scene.agency, NOW)
        with CaptureQueriesContext(connection) as asked:
            page_of(version, scene.agency, NOW)
        assert len(asked) == most
