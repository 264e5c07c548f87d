"""How an agency's numbers are written, and with which one a register begins."""

from typing import Any

import pytest
from tests.letters.desks import Desk

from himpun.letters.models import Register
from himpun.letters.services.numbers import take_number
from himpun.letters.services.registers import set_register
from himpun.office.rules import Refused

PATTERN = "{kode}/{nomor:4}-DH/{tahun}"


def settle(desk: Desk, **more: Any) -> Register:
    said = {
        "agency": desk.agency, "group": "surat-keluar", "year": 2026, "pattern": PATTERN,
        "first": 1, "by": desk.keeper, "now": desk.now,
    }  # fmt: skip
    return set_register(**{**said, **more})


def test_numbers_are_written_so_from_then_on(desk: Desk) -> None:
    settle(desk, first=58)
    take_number(paper=desk.paper(), by=desk.keeper, now=desk.now)
    settle(desk, pattern="{nomor}/{kode}/{tahun}", first=58, by=desk.colleague)
    take_number(paper=desk.paper(), by=desk.keeper, now=desk.now)
    assert desk.texts() == ["000.8.6.3/0058-DH/2026", "59/000.8.6.3/2026"]
    assert desk.gaps() == []
    assert desk.told("RegisterSet")[1]["before"] == {"pattern": PATTERN, "first": 58}


def test_next_year_can_be_prepared(desk: Desk) -> None:
    settle(desk, year=2027, pattern="{nomor}/{tahun}")
    take_number(paper=desk.paper(), by=desk.keeper, now=desk.now)
    assert desk.texts() == ["000.8.6.3/001/DISHUB/IX/2026"]
    assert Register.objects.get(year=2027).pattern == "{nomor}/{tahun}"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"pattern": "{kode}/{tahun}"}, "harus memuat {nomor}"),
        ({"group": "surat-masuk"}, "tidak dikenal"),
        ({"year": 2025}, "hanya register 2026 dan 2027"),
        ({"first": 0}, "antara 1 dan"),
        ({"first": 1_000_000}, "antara 1 dan"),
    ],
)
def test_it_refuses_what_cannot_be(desk: Desk, more: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        settle(desk, **more)
    assert not Register.objects.exists()


def test_it_refuses_another_beginning_once_a_number_was_given(desk: Desk) -> None:
    take_number(paper=desk.paper(), by=desk.keeper, now=desk.now)
    with pytest.raises(Refused, match="Nomor 1 sampai 1 sudah diberikan"):
        settle(desk, first=10)


def test_it_refuses_a_pattern_that_would_write_a_number_again(desk: Desk) -> None:
    """ "1{nomor}" writes as the second number what "{nomor}" wrote as the twelfth."""
    settle(desk, pattern="{nomor}/{tahun}", first=12)
    take_number(paper=desk.paper(), by=desk.keeper, now=desk.now)
    settle(desk, pattern="1{nomor}/{tahun}", first=12)
    settle(desk, group="nota-dinas", pattern="2{nomor}/{tahun}", first=1)
    take_number(paper=desk.paper("nota-dinas"), by=desk.keeper, now=desk.now)
    with pytest.raises(Refused, match="kelak menulis 21/2026 sekali lagi"):
        settle(desk, group="nota-dinas", pattern="{nomor}/{tahun}", first=1)


@pytest.mark.parametrize("who", ["holder", "outsider"])
def test_it_refuses_who_does_not_keep_the_registers(desk: Desk, who: str) -> None:
    with pytest.raises(Refused, match="diurus oleh"):
        settle(desk, by=getattr(desk, who))
