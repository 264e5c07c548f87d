"""A reserved number was written on its paper."""

import pytest
from tests.letters.desks import Desk

from himpun.letters.models import Number
from himpun.letters.services.numbers import (
    cancel_number,
    reserve_number,
    take_number,
    use_reserved_number,
)
from himpun.office.rules import Refused


@pytest.fixture
def reserved(desk: Desk) -> Number:
    return reserve_number(
        agency=desk.agency, kind="keputusan", subject="SK Tim SAKIP", by=desk.keeper, now=desk.now
    )


def test_it_belongs_to_a_paper_outside_or_to_one_of_here(desk: Desk, reserved: Number) -> None:
    used = use_reserved_number(number=reserved, by=desk.colleague, now=desk.now)
    assert (used.state, used.paper) == ("given", None)
    other = reserve_number(
        agency=desk.agency, kind="keputusan", subject="SK lain", by=desk.keeper, now=desk.now
    )
    paper = desk.paper("keputusan")
    use_reserved_number(number=other, paper=paper, by=desk.keeper, now=desk.now)
    assert paper.numbers.get().text == other.text
    assert [told["paper"] for told in desk.told("NumberUsed")] == [None, paper.pk]


def test_it_refuses_a_number_that_is_not_reserved(desk: Desk, reserved: Number) -> None:
    cancel_number(number=reserved, reason="Tidak jadi", by=desk.keeper, now=desk.now)
    with pytest.raises(Refused, match="tidak sedang dipesan"):
        use_reserved_number(number=reserved, by=desk.keeper, now=desk.now)


@pytest.mark.parametrize("who", ["holder", "outsider"])
def test_it_refuses_who_does_not_keep_the_registers(desk: Desk, reserved: Number, who: str) -> None:
    with pytest.raises(Refused, match="diurus oleh"):
        use_reserved_number(number=reserved, by=getattr(desk, who), now=desk.now)


def test_it_refuses_a_paper_that_it_is_not_for(desk: Desk, reserved: Number) -> None:
    foreign = desk.paper("keputusan", agency=desk.scene.other)
    numbered = desk.paper("keputusan")
    take_number(paper=numbered, by=desk.keeper, now=desk.now)
    own = reserve_number(
        agency=desk.agency, kind="keputusan", subject="SK", paper=desk.paper("keputusan"),
        by=desk.keeper, now=desk.now,
    )  # fmt: skip
    for number, paper, why in (
        (reserved, foreign, "instansi lain"),
        (reserved, desk.paper("undangan"), "register lain"),
        (reserved, numbered, "sudah bernomor"),
        (own, desk.paper("keputusan"), "untuk naskah lain"),
    ):
        with pytest.raises(Refused, match=why):
            use_reserved_number(number=number, paper=paper, by=desk.keeper, now=desk.now)
