"""The pages of chasing: the board, one thing that is owed, the ladder."""

from typing import Any

import pytest
from tests.chase.records import everything, ledger
from tests.runs.pages import Pages, words_of
from tests.runs.scene import PESSEL, Scene, wib

from himpun.chase import services
from himpun.chase.models import Contact, LadderVersion

BOARD = f"/penagihan/{PESSEL}/"


@pytest.fixture
def asked(owing: Scene, monkeypatch: pytest.MonkeyPatch) -> Pages:
    monkeypatch.setattr("django.utils.timezone.now", lambda: owing.now)
    return Pages(owing)


def case(scene: Scene, unit: str = "angkutan", more: str = "") -> str:
    return f"{BOARD}{scene.run_id}/{scene.visit('8', unit).number}/{more}"


def key(scene: Scene, unit: str = "angkutan") -> str:
    return f"{scene.run_id}-{scene.visit('8', unit).number}"


def test_the_board_says_who_owes_since_when_and_what_is_next(asked: Pages, owing: Scene) -> None:
    owing.now = wib(2026, 9, 18, 8)
    services.remind_owing(agency=owing.agency, now=owing.now)
    read = asked.text(owing.person("kasubag"), BOARD)
    for words in (
        "Bidang Angkutan", "Triwulan III", "3 hari kerja lagi", "23 September 2026, 16.00 WIB",
        "17 Sep 09.00", "Pengingat 3 hari sebelum batas", "Pengingat 2 hari sebelum batas",
        "21 Sep 07.30", "Semua (6)", "Ditunggu (6)", "Ingatkan yang dipilih",
    ):  # fmt: skip
        assert words in read


def test_it_narrows_by_state_period_sop_and_unit(asked: Pages, owing: Scene) -> None:
    who = owing.person("kasubag")
    assert "Bidang Prasarana" not in asked.text(who, f"{BOARD}?unit=angkutan").split("Tampilkan")[1]
    assert "Tidak ada yang cocok" in asked.text(who, f"{BOARD}?keadaan=late")
    assert "Tidak ada yang cocok" in asked.text(who, f"{BOARD}?periode=2026-TW1")
    owing.now = wib(2026, 9, 25, 9)
    assert "lewat 2 hari kerja" in asked.text(who, f"{BOARD}?keadaan=late&sop={owing.sop.id}")


def test_it_is_a_workbook_too(asked: Pages, owing: Scene) -> None:
    sheet = asked.sheet(owing.person("kasubag"), f"{BOARD}?bentuk=xlsx&unit=angkutan")
    assert [cell.value for cell in sheet[2]][:4] == [
        "Bidang Angkutan", "Pengumpulan Data Kinerja", "Triwulan III 2026", "8",
    ]  # fmt: skip
    assert sheet.max_row == 2


def test_nobody_owes_says_so(asked: Pages, owing: Scene) -> None:
    admin = owing.outsider()
    read = asked.text(admin, f"/penagihan/{owing.other.code}/")
    assert "Tidak ada yang ditagih" in read


def test_several_are_reminded_with_one_button_each_with_its_own_result(
    asked: Pages, owing: Scene
) -> None:
    kasubag = owing.person("kasubag")
    owing.now = wib(2026, 9, 18, 9)
    services.remind_now(
        run_id=owing.run_id, visit=owing.visit("8", "prasarana").number, by=kasubag, now=owing.now
    )
    answer = asked.post(
        kasubag, f"{BOARD}ingatkan/", pilih=[key(owing), key(owing, "prasarana"), "9-9"]
    )
    read = words_of(answer)
    assert "Diingatkan: Kasi Angkutan" in read
    assert asked.post(kasubag, f"{BOARD}ingatkan/").status_code == 400
    assert "sudah diingatkan hari ini oleh" in read
    assert "Tidak ditunggu lagi di sini" in read
    assert [row.unit for row in ledger(owing)] == ["prasarana", "angkutan"]
    assert "Belum ada yang dipilih" in words_of(asked.post(kasubag, f"{BOARD}ingatkan/"))


def test_the_page_of_one_shows_ladder_ledger_and_the_words_to_send(
    asked: Pages, owing: Scene
) -> None:
    owing.now = wib(2026, 9, 22, 8)
    services.remind_owing(agency=owing.agency, now=owing.now)
    read = asked.text(owing.person("kasubag"), case(owing))
    for words in (
        "1 hari kerja sebelum batas waktu", "Dilewati: pengingat yang lebih baru", "Kepada Kasi",
        "menunggu ringkasan surel", "Dibuat oleh langkah SOP", "Isi pesan",
        "Mohon bantuan agar segera diserahkan",
    ):  # fmt: skip
        assert words in read
    assert "Isi pesan" not in asked.text(owing.person("kasi-angkutan"), case(owing))


def test_a_contact_is_noted_from_the_board(asked: Pages, owing: Scene) -> None:
    kasubag, there = owing.person("kasubag"), case(owing, more="catat/")
    assert "Kepala Bidang Angkutan" in asked.get(kasubag, there).content.decode()
    said = {"way": "telepon", "whom": "Kepala Bidang", "said": "Besok", "at": "2026-09-17T08:50"}
    assert asked.post(kasubag, there, **{**said, "at": "kemarin"}).status_code == 400
    late = asked.post(kasubag, there, **{**said, "at": "2026-09-17T10:00"})
    assert late.status_code == 409
    assert "sesudah sekarang" in words_of(late)
    assert asked.post(kasubag, there, **said).status_code == 302
    assert Contact.objects.get().at == wib(2026, 9, 17, 8, 50)
    by_hand = {**said, "at": "17-09-2026 08.40"}
    assert asked.post(kasubag, there, **by_hand).status_code == 302
    assert "Telepon dengan Kepala Bidang" in asked.text(kasubag, BOARD)


def typed(**changes: Any) -> dict[str, Any]:
    one = {
        "key": "sebelum-1", "title": "Besok", "kind": "reminder", "amount": "1", "unit": "hari",
        "side": "sebelum", "anchor": "due", "to": ["holder"], "cc": [], "text": "Data {unit}",
    }  # fmt: skip
    fields = {f"anak-0-{name}": value for name, value in {**one, **changes}.items()}
    counts = {"anak-TOTAL_FORMS": "1", "anak-INITIAL_FORMS": "1"}
    return {**fields, **counts, "most": "5", "seen": "0"}


def test_the_ladder_is_set_on_its_page(asked: Pages, owing: Scene) -> None:
    kasubag, there = owing.person("kasubag"), f"{BOARD}tangga/{owing.sop.id}/ubah/"
    assert asked.get(kasubag, there).status_code == 200
    unread = asked.post(kasubag, there, **typed(amount="x"))
    assert unread.status_code == 400
    assert "Periksa anak tangga 1" in words_of(unread)
    nobody = asked.post(kasubag, there, **typed(to=[], text=""))
    assert nobody.status_code == 400
    assert "Kepada: Pilih paling sedikit satu penerima" in words_of(nobody)
    assert "Isi pesan harus diisi" in words_of(nobody)
    wrong = asked.post(kasubag, there, **typed(text="{nama}"))
    assert wrong.status_code == 409
    assert "{nama} tidak dikenal" in words_of(wrong)
    assert asked.post(kasubag, there, **typed()).status_code == 302
    body = LadderVersion.objects.get().body
    assert body is not None
    assert body["rungs"][0]["amount"] == -1
    read = asked.text(owing.person("kasi-angkutan"), f"{BOARD}tangga/{owing.sop.id}/")
    assert "Tangga instansi, versi 1" in read
    assert "1 hari kerja sebelum batas waktu" in read
    assert "Tangga instansi" in asked.text(kasubag, f"{BOARD}tangga/")
    back = f"{BOARD}tangga/{owing.sop.id}/bawaan/"
    assert asked.post(kasubag, back).status_code == 302
    assert asked.post(kasubag, back).status_code == 409


def test_others_of_the_agency_look_and_change_nothing(asked: Pages, owing: Scene) -> None:
    kasi, before = owing.person("kasi-angkutan"), everything(owing)
    read = asked.text(kasi, BOARD)
    assert "Bidang Angkutan" in read
    assert "Ingatkan" not in read
    assert asked.post(kasi, f"{BOARD}ingatkan/", pilih=key(owing)).status_code == 403
    assert asked.get(kasi, case(owing, more="catat/")).status_code == 403
    assert asked.get(kasi, f"{BOARD}tangga/{owing.sop.id}/ubah/").status_code == 403
    assert everything(owing) == before


def test_who_does_not_see_the_agency_finds_nothing(asked: Pages, owing: Scene) -> None:
    admin = owing.outsider()
    for address in (BOARD, case(owing), f"{BOARD}tangga/", f"{BOARD}?bentuk=xlsx"):
        assert asked.get(admin, address).status_code == 404
    elsewhere = case(owing).replace(PESSEL, owing.other.code)
    assert asked.get(admin, elsewhere).status_code == 404


@pytest.mark.look
def test_the_board_costs_the_same_however_much_is_owed(asked: Pages, owing: Scene) -> None:
    who = owing.person("admin")
    many = asked.queries(who, BOARD)
    for unit in owing.units()[2:]:
        owing.complete("8", unit)
        if owing.visits("9", unit):
            owing.complete("9", unit)
    assert asked.queries(who, BOARD) == many
    assert many <= 45
