"""The pages of an agency's registers."""

import pytest
from tests.letters.desks import Desk
from tests.runs.pages import Pages, column, words_of

from himpun.letters.models import Number, Register
from himpun.letters.services.numbers import cancel_number, reserve_number, take_number

HOME = "/naskah/pesisir-selatan-dishub/nomor/"


@pytest.fixture
def pages(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Pages:
    """The pages by the desk's clock."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: desk.now)
    return Pages(desk.scene)


def reserve(desk: Desk) -> Number:
    return reserve_number(
        agency=desk.agency, kind="undangan", subject="Rapat", by=desk.keeper, now=desk.now
    )


@pytest.fixture
def numbered(desk: Desk) -> Desk:
    """Two letters, one of them secret, a decree, a number reserved and one cancelled."""
    take_number(paper=desk.paper(subject="Permintaan data TW III"), by=desk.keeper, now=desk.now)
    take_number(
        paper=desk.paper(subject="Hasil audit", security="Rahasia"), by=desk.keeper, now=desk.now
    )
    take_number(paper=desk.paper("keputusan"), by=desk.keeper, now=desk.now)
    reserve(desk)
    number = reserve(desk)
    cancel_number(number=number, reason="Rapat batal", by=desk.keeper, now=desk.now)
    return desk


def test_whoever_sees_the_agency_reads_its_registers(numbered: Desk, pages: Pages) -> None:
    said = pages.text(numbered.holder, HOME)
    assert "000.8.6.3/001/DISHUB/IX/2026" in said
    assert "Utuh, 1 sampai 4" in said
    assert "semua urutan utuh" in said
    assert "000.8.6.3/005/DISHUB/IX/2026" in said, "the next one"
    assert "Batal: Rapat batal" in said
    assert "Pesan nomor" not in said


def test_a_secret_paper_is_named_by_its_number_only(numbered: Desk, pages: Pages) -> None:
    said = pages.text(numbered.keeper, HOME)
    assert "(rahasia)" in said
    assert "Hasil audit" not in said
    sheet = pages.sheet(numbered.keeper, f"{HOME}?bentuk=xlsx")
    assert "Hasil audit" not in column(sheet, "Hal")


def test_a_gap_is_shown_where_somebody_took_a_row_away(numbered: Desk, pages: Pages) -> None:
    Number.objects.filter(register__group="surat-keluar", no=2).delete()
    said = pages.text(numbered.holder, HOME)
    assert "Nomor 2 tidak ada." in said
    assert "semua urutan utuh" not in said


def test_the_workbook_says_the_same_with_its_proof(numbered: Desk, pages: Pages) -> None:
    sheet = pages.sheet(numbered.holder, f"{HOME}?register=surat-keluar&bentuk=xlsx")
    assert column(sheet, "Nomor urut") == [1, 2, 3, 4]
    assert column(sheet, "Keadaan") == ["Terpakai", "Terpakai", "Dipesan", "Batal"]
    proof = pages.sheet(numbered.holder, f"{HOME}?bentuk=xlsx", "Register")
    assert column(proof, "Pemeriksaan urutan")[0] == (
        "Utuh: nomor 1 sampai 4, masing-masing sekali."
    )


def test_a_year_without_numbers_says_so(desk: Desk, pages: Pages) -> None:
    assert "Belum ada nomor" in pages.text(desk.holder, f"{HOME}?tahun=1999&register=apa")


def test_a_keeper_sets_the_pattern_and_where_it_begins(desk: Desk, pages: Pages) -> None:
    address = f"{HOME}2026/surat-keluar/atur/"
    answer = pages.post(desk.keeper, address, pattern="{nomor}/{tahun}", first="58")
    assert answer.status_code == 302
    assert take_number(paper=desk.paper(), by=desk.keeper, now=desk.now).text == "58/2026"
    wrong = pages.post(desk.colleague, address, pattern="{tahun}", first="58")
    assert wrong.status_code == 409
    assert "harus memuat {nomor}" in words_of(wrong)
    assert Register.objects.get().pattern == "{nomor}/{tahun}"


def test_a_keeper_sets_short_names_and_codes(desk: Desk, pages: Pages) -> None:
    fields = {"short_name": "Dishub", "unit-sekretariat": "Set", "jenis-undangan": "000.1.5"}
    assert pages.post(desk.keeper, f"{HOME}singkatan/", **fields).status_code == 302
    number = take_number(paper=desk.paper("undangan"), by=desk.keeper, now=desk.now)
    assert number.text == "000.1.5/001/Dishub/IX/2026"


def test_a_keeper_reserves_uses_and_cancels(desk: Desk, pages: Pages) -> None:
    fields = {"kind": "keputusan", "unit": "", "subject": "SK Tim SAKIP"}
    assert pages.post(desk.keeper, f"{HOME}pesan/", **fields).status_code == 302
    number = Number.objects.get()
    assert "Terpakai : 000.8.6.3/001/DISHUB/2026" in pages.text(desk.keeper, HOME)
    assert pages.post(desk.colleague, f"{HOME}{number.pk}/pakai/").status_code == 302
    again = pages.post(desk.colleague, f"{HOME}{number.pk}/pakai/")
    assert (again.status_code, "tidak sedang dipesan" in words_of(again)) == (409, True)
    cancelled = pages.post(desk.keeper, f"{HOME}{number.pk}/batal/", reason="Salah tulis")
    assert cancelled.status_code == 302
    assert Number.objects.get().state == "cancelled"


@pytest.mark.parametrize("place", ["pesan/", "singkatan/", "2026/surat-keluar/atur/"])
def test_others_of_the_agency_may_not_and_those_of_another_find_nothing(
    desk: Desk, pages: Pages, place: str
) -> None:
    assert pages.get(desk.keeper, HOME + place).status_code == 200
    assert pages.get(desk.holder, HOME + place).status_code == 403
    assert pages.get(desk.outsider, HOME + place).status_code == 404


@pytest.mark.parametrize("place", ["2024/surat-keluar/atur/", "2026/apa/atur/", "999999/batal/"])
def test_what_is_not_there_is_not_found(desk: Desk, pages: Pages, place: str) -> None:
    assert pages.get(desk.keeper, HOME + place).status_code == 404
