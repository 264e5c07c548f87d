"""A paper is cancelled, and its number with it."""

import pytest
from tests.letters.desks import Desk

from himpun.letters.models import Number
from himpun.letters.services.numbers import cancel_number_of, reserve_number, take_number
from himpun.office.rules import Refused


def test_the_paper_may_then_have_another(desk: Desk) -> None:
    paper = desk.paper(way="wet")
    reserve_number(
        agency=desk.agency, kind=paper.kind, subject=paper.subject, paper=paper, by=desk.holder,
        now=desk.now,
    )  # fmt: skip
    cancelled = cancel_number_of(paper=paper, reason="Salah cetak", by=desk.holder, now=desk.now)
    assert cancelled is not None
    assert (cancelled.state, cancelled.paper) == ("cancelled", paper)
    assert take_number(paper=paper, by=desk.holder, now=desk.now).no == 2
    assert desk.gaps() == []


def test_a_paper_without_a_number_has_nothing_to_cancel(desk: Desk) -> None:
    paper = desk.paper()
    assert cancel_number_of(paper=paper, reason="Batal", by=desk.holder, now=desk.now) is None


def test_it_refuses_a_missing_reason(desk: Desk) -> None:
    paper = desk.paper()
    take_number(paper=paper, by=desk.keeper, now=desk.now)
    with pytest.raises(Refused, match="harus diisi"):
        cancel_number_of(paper=paper, reason="", by=desk.keeper, now=desk.now)
    assert Number.objects.get().state == "given"
