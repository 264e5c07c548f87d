"""The pages on which data are checked whose SOP ends before they come back."""

from typing import Any

import pytest
from tests.performance.balangan import NEIGHBOUR, OWN, Balangan
from tests.performance.scene import Scene
from tests.runs.pages import Pages

from himpun.office.models import Person
from himpun.performance.models import Approval, Recap


@pytest.fixture
def outside(balangan: Balangan, monkeypatch: pytest.MonkeyPatch) -> Pages:
    monkeypatch.setattr("django.utils.timezone.now", lambda: balangan.now)
    balangan.hand_in(OWN, NEIGHBOUR)
    return Pages(balangan)


def address(scene: Any) -> str:
    return f"/kinerja/jalan/{scene.run_id}/luar-sop/"


def send(pages: Pages, who: Person, status: int = 302, **fields: Any) -> str:
    answer: Any = pages.client(who).post(address(pages.scene), fields)
    assert answer.status_code == status
    return str(answer.content.decode())


def seen(pages: Pages, who: Person, at: str) -> str:
    answer: Any = pages.client(who).get(at)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_data_are_checked_sent_back_and_approved_where_the_sop_has_no_step_for_it(
    outside: Pages, balangan: Balangan
) -> None:
    send(outside, balangan.checker, aksi="periksa", unit=[OWN, NEIGHBOUR])
    value = balangan.values()[0]
    send(outside, balangan.checker, aksi="kembalikan", nilai=[value.pk], alasan="Tanpa bukti.")
    page = seen(outside, balangan.checker, address(balangan))
    assert "1 nilai dikembalikan" in page
    balangan.hand_in(OWN)
    send(outside, balangan.checker, aksi="periksa", unit=[OWN])
    send(outside, balangan.head, aksi="sahkan")
    assert Approval.objects.filter(level="approved", dropped_at=None).count() == 4
    assert Recap.objects.count() == 1
    assert "2 disahkan" in seen(outside, balangan.checker, f"/jalan/{balangan.run_id}/")


def test_the_gap_stands_on_the_run_s_page_with_the_way_on(
    outside: Pages, balangan: Balangan
) -> None:
    page = seen(outside, balangan.filler(), f"/jalan/{balangan.run_id}/")
    assert "SOP ini berakhir sebelum data kembali." in page
    assert "2 dari 2 formulir lengkap, 0 diperiksa, 0 disahkan." in page
    assert address(balangan) in page
    assert address(balangan) in seen(
        outside, balangan.filler(), f"/kinerja/jalan/{balangan.run_id}/"
    )


def test_what_is_not_possible_is_said_and_nothing_is_recorded(
    outside: Pages, balangan: Balangan
) -> None:
    assert "Pilih unit" in send(outside, balangan.checker, 409, aksi="periksa")
    assert "Muat ulang" in send(outside, balangan.checker, 409, aksi="kembalikan", nilai=["x"])
    assert "Pilih periksa" in send(outside, balangan.checker, 409, aksi="apa saja")
    assert "diperiksa oleh Kasubag" in send(outside, balangan.filler(), 403, aksi="periksa")
    assert outside.client(balangan.outsider()).get(address(balangan)).status_code == 404
    assert not Approval.objects.exists()


def test_an_sop_with_steps_of_its_own_says_where_its_data_are_checked(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
    pages = Pages(scene)
    assert "langkah-langkahnya sendiri" in seen(pages, scene.kasubag, address(scene))
    assert "langkah-langkahnya sendiri" in send(pages, scene.kasubag, 403, aksi="sahkan")
    run = seen(pages, scene.kasubag, f"/jalan/{scene.run_id}/")
    assert "berakhir sebelum data kembali" not in run
