"""The pages of papers: list, one paper, its text."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.letters.run_papers import ORDER, drafted, paper_of, with_papers
from tests.runs.pages import Pages, words_of
from tests.runs.scene import PESSEL, Scene

from himpun.letters.models import Paper

LIST = f"/naskah/{PESSEL}/"


@pytest.fixture
def order(db: None, tmp_path: Path) -> Scene:
    scene = with_papers(tmp_path)
    drafted(scene, "1", "lembar-disposisi", content=ORDER)
    return scene


@pytest.fixture
def asked(order: Scene, monkeypatch: pytest.MonkeyPatch) -> Pages:
    monkeypatch.setattr("django.utils.timezone.now", lambda: order.now)
    return Pages(order)


def address(scene: Scene, more: str = "") -> str:
    return f"{LIST}{paper_of(scene, 'lembar-disposisi').pk}/{more}"


def typed(scene: Scene, **changes: Any) -> dict[str, Any]:
    usual = {
        "subject": "Perintah menyiapkan surat", "urgency": "Segera", "security": "Biasa",
        "recipients": "Kasubag", "text": "# Perintah\n\nSiapkan surat.", "copies": "",
        "note": "Diringkas", "seen": "1", "aksi": "simpan",
    }  # fmt: skip
    return {**usual, **changes}


def test_the_list_names_it_and_narrows_by_kind_state_and_word(asked: Pages, order: Scene) -> None:
    who = order.person("kasi-keselamatan")
    assert "Lembar disposisi" in asked.text(who, LIST)
    assert "Konsep" in asked.text(who, f"{LIST}?jenis=lembar-disposisi&keadaan=draft")
    assert "Tidak ada naskah" in asked.text(who, f"{LIST}?keadaan=signed")
    assert "Tidak ada naskah yang cocok" in asked.text(who, f"{LIST}?cari=tidak-ada")


def test_the_list_is_a_workbook_too(asked: Pages, order: Scene) -> None:
    sheet = asked.sheet(order.person("kasubag"), f"{LIST}?bentuk=xlsx")
    assert [cell.value for cell in sheet[2]][:1] == ["Lembar disposisi"]


def test_the_page_shows_its_sheets_and_who_is_to_sign(asked: Pages, order: Scene) -> None:
    who = order.person("sekretaris")
    read = asked.text(who, address(order))
    assert "Menunggu tanda tangan" in read
    assert "Buka langkahnya" in read
    picture = asked.get(who, address(order, "v1/1.png"))
    assert picture.content.startswith(b"\x89PNG")
    assert asked.get(who, address(order, "v1/99.png")).status_code == 404
    assert asked.get(who, address(order, "v1.pdf")).content.startswith(b"%PDF")


def test_a_colleague_reads_it_and_may_not_change_it(asked: Pages, order: Scene) -> None:
    who = order.person("kasubag")
    assert "tidak di meja Anda" in asked.text(who, address(order))
    assert asked.get(who, address(order, "ubah/")).status_code == 403


def test_people_of_another_agency_find_nothing(asked: Pages, order: Scene) -> None:
    for more in ("", "ubah/", "v1.pdf", "v1/1.png", "batal/"):
        assert asked.get(order.outsider(), address(order, more)).status_code == 404


def test_a_secret_paper_is_seen_by_its_own_people(asked: Pages, order: Scene) -> None:
    Paper.objects.update(security="Rahasia")
    assert asked.get(order.person("kasi-keselamatan"), address(order)).status_code == 404
    assert "Tidak ada naskah" in asked.text(order.person("kasi-keselamatan"), LIST)
    assert asked.get(order.person("sekretaris"), address(order)).status_code == 200
    assert asked.get(order.person("operator"), address(order)).status_code == 200


def test_what_was_typed_is_looked_at_before_it_is_saved(asked: Pages, order: Scene) -> None:
    client = asked.client(order.person("sekretaris"))
    shown = client.post(address(order, "ubah/"), typed(order, aksi="pratinjau"))
    found = re.search(r'src="([^"]+/pratinjau/[^"]+)"', shown.content.decode())
    assert found
    assert client.get(found[1]).content.startswith(b"\x89PNG")
    assert paper_of(order, "lembar-disposisi").versions.count() == 1
    saved = client.post(address(order, "ubah/"), typed(order))
    assert (saved.status_code, saved["Location"]) == (302, address(order))
    changes = words_of(client.get(address(order, "beda/1-2/")))  # type: ignore[arg-type]
    assert "Ditambahkan Siapkan surat." in changes


def test_a_text_that_cannot_be_read_is_said_with_its_line(asked: Pages, order: Scene) -> None:
    answer = asked.post(
        order.person("sekretaris"), address(order, "ubah/"), **typed(order, text="| a | b |\n| 1 |")
    )
    assert answer.status_code == 409
    assert "baris 2" in words_of(answer).lower()


def test_a_stale_page_is_told_who_was_first(asked: Pages, order: Scene) -> None:
    who = order.person("sekretaris")
    assert asked.post(who, address(order, "ubah/"), **typed(order)).status_code == 302
    answer = asked.post(who, address(order, "ubah/"), **typed(order, text="Lain"))
    assert answer.status_code == 409
    assert "sudah membuat versi 2" in words_of(answer)


def test_it_is_given_up_with_a_reason(asked: Pages, order: Scene) -> None:
    who = order.person("sekretaris")
    assert asked.post(who, address(order, "batal/")).status_code == 400
    pk = paper_of(order, "lembar-disposisi").pk
    answer = asked.post(who, f"{LIST}{pk}/batal/", reason="Salah periode")
    assert answer.status_code == 302
    assert "Salah periode" in asked.text(who, f"{LIST}{pk}/")


def test_a_picture_does_not_write_back_the_session_that_it_read(asked: Pages, order: Scene) -> None:
    client = asked.client(order.person("sekretaris"))
    address_ = address(order, "v1/1.png")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address_).status_code == 200
    writes = [q["sql"] for q in queries.captured_queries if q["sql"].startswith("UPDATE")]
    assert not [sql for sql in writes if "django_session" in sql]
    assert client.get(address(order)).status_code == 200  # still signed in
