"""A number is set aside for a paper that is signed by hand."""

import pytest
from tests.letters.desks import Desk

from himpun.letters.models import Number
from himpun.letters.services.numbers import reserve_number, take_number
from himpun.office.models import Person
from himpun.office.rules import Refused


def reserve(desk: Desk, by: Person, kind: str = "surat-tugas", subject: str = "SK tim") -> Number:
    return reserve_number(agency=desk.agency, kind=kind, subject=subject, by=by, now=desk.now)


def test_it_takes_the_next_number_without_a_paper(desk: Desk) -> None:
    number = reserve(desk, desk.keeper)
    assert (number.text, number.state, number.paper) == (
        "000.8.6.3/001/ST/DISHUB/2026", "reserved", None,
    )  # fmt: skip
    assert reserve(desk, desk.colleague).no == 2
    assert desk.told("NumberReserved")[1]["subject"] == "SK tim"


@pytest.mark.parametrize("who", ["holder", "outsider"])
def test_it_refuses_who_does_not_keep_the_registers(desk: Desk, who: str) -> None:
    with pytest.raises(Refused, match="diurus oleh administrator, operator"):
        reserve(desk, getattr(desk, who))
    assert not Number.objects.exists()


def test_it_refuses_a_number_for_nothing(desk: Desk) -> None:
    with pytest.raises(Refused, match="untuk naskah apa"):
        reserve(desk, desk.keeper, subject="  ")
    with pytest.raises(Refused, match="tidak diberi nomor"):
        reserve(desk, desk.keeper, kind="notula")


def test_it_refuses_a_paper_that_has_one(desk: Desk) -> None:
    paper = desk.paper()
    take_number(paper=paper, by=desk.keeper, now=desk.now)
    with pytest.raises(Refused, match="sudah bernomor"):
        reserve_number(
            agency=desk.agency, kind=paper.kind, subject="x", paper=paper, by=desk.keeper,
            now=desk.now,
        )  # fmt: skip
