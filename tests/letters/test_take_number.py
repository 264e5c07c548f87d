"""A paper gets its number when it is signed, the next of its register."""

import pytest
from django.db import transaction
from tests.letters.desks import Desk
from tests.runs.scene import wib

from himpun.letters.models import Letterhead, Number
from himpun.letters.services.numbers import reserve_number, take_number
from himpun.letters.services.registers import set_number_codes, set_register
from himpun.office.queries import verify_journal
from himpun.office.rules import Refused


def test_it_gives_the_next_number_of_the_register_of_the_kind(desk: Desk) -> None:
    first = take_number(paper=desk.paper(), by=desk.keeper, now=desk.now)
    invited = take_number(paper=desk.paper("undangan"), by=desk.keeper, now=desk.now)
    decree = take_number(paper=desk.paper("keputusan"), by=desk.keeper, now=desk.now)
    assert (first.text, invited.text) == (
        "000.8.6.3/001/DISHUB/IX/2026", "000.8.6.3/002/DISHUB/IX/2026",
    )  # fmt: skip
    assert decree.text == "000.8.6.3/001/DISHUB/2026"
    assert desk.told("NumberGiven")[0]["number"] == first.text
    assert not list(verify_journal(desk.agency))


def test_the_code_is_the_paper_s_own_or_the_kind_s_or_the_letterhead_s(desk: Desk) -> None:
    Letterhead.objects.create(
        agency=desk.agency, lines=["DISHUB"], city="Painan", classification="065",
        changed_at=desk.now,
    )  # fmt: skip
    set_number_codes(
        agency=desk.agency, short_name="Dishub", unit_names={"sekretariat": "Set"},
        kind_codes={"undangan": "000.1.5"}, by=desk.keeper, now=desk.now,
    )  # fmt: skip
    papers = [
        desk.paper(classification="000.7.5"), desk.paper("undangan"), desk.paper(),
        desk.paper("nota-dinas", unit="sekretariat"), desk.paper("nota-dinas", unit="angkutan"),
        desk.paper("nota-dinas"),
    ]  # fmt: skip
    texts = [take_number(paper=paper, by=desk.keeper, now=desk.now).text for paper in papers]
    assert texts == [
        "000.7.5/001/Dishub/IX/2026", "000.1.5/002/Dishub/IX/2026", "065/003/Dishub/IX/2026",
        "065/001/Set/2026", "065/002/ANGKUTAN/2026", "065/003/Dishub/2026",
    ]  # fmt: skip


def test_a_new_year_begins_anew_with_the_pattern_of_the_last(desk: Desk) -> None:
    set_register(
        agency=desk.agency, group="surat-keluar", year=2026, pattern="{kode}/{nomor}/DH/{tahun}",
        first=58, by=desk.keeper, now=desk.now,
    )  # fmt: skip
    old = take_number(paper=desk.paper(), by=desk.keeper, now=desk.now)
    # 23.59 in Painan is the old year still, however late it is in London
    eve = take_number(paper=desk.paper(), by=desk.keeper, now=wib(2026, 12, 31, 23, 59))
    new = take_number(paper=desk.paper(), by=desk.keeper, now=wib(2027, 1, 1, 0, 1))
    assert [number.text.split("/", 1)[1] for number in (old, eve, new)] == [
        "58/DH/2026", "59/DH/2026", "1/DH/2027",
    ]  # fmt: skip


def test_a_number_that_was_reserved_for_the_paper_is_the_one_that_it_gets(desk: Desk) -> None:
    paper = desk.paper(way="wet")
    reserved = reserve_number(
        agency=desk.agency, kind=paper.kind, subject=paper.subject, paper=paper, by=desk.holder,
        now=desk.now,
    )  # fmt: skip
    take_number(paper=desk.paper(), by=desk.keeper, now=desk.now)
    assert take_number(paper=paper, by=desk.holder, now=desk.now).pk == reserved.pk
    assert Number.objects.get(pk=reserved.pk).state == "given"
    assert desk.gaps() == []


def test_it_refuses_a_second_number(desk: Desk) -> None:
    paper = desk.paper()
    text = take_number(paper=paper, by=desk.keeper, now=desk.now).text
    with pytest.raises(Refused, match=f"sudah bernomor {text}"):
        take_number(paper=paper, by=desk.keeper, now=desk.now)


@pytest.mark.parametrize("kind", ["daftar-hadir", "lembar-disposisi", "surat-cinta"])
def test_it_refuses_a_kind_that_has_no_number(desk: Desk, kind: str) -> None:
    with pytest.raises(Refused, match="tidak diberi nomor"):
        take_number(paper=desk.paper(kind), by=desk.keeper, now=desk.now)


def test_it_refuses_what_the_pattern_cannot_hold_and_leaves_no_gap(desk: Desk) -> None:
    with pytest.raises(Refused, match="Perbaiki singkatan dan kodenya"):
        take_number(paper=desk.paper(classification="000/8"), by=desk.keeper, now=desk.now)
    take_number(paper=desk.paper(), by=desk.keeper, now=desk.now)
    assert desk.gaps() == []


def test_a_signature_that_is_undone_leaves_no_gap(desk: Desk) -> None:
    take_number(paper=desk.paper(), by=desk.keeper, now=desk.now)
    refused = desk.paper()
    with transaction.atomic():
        take_number(paper=refused, by=desk.keeper, now=desk.now)
        transaction.set_rollback(True)
    again = take_number(paper=desk.paper(), by=desk.keeper, now=desk.now)
    assert again.no == 2
    assert desk.gaps() == []
    assert not Number.objects.filter(paper=refused).exists()
