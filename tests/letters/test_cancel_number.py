"""A number that is not needed stays in the register, cancelled with a reason."""

import pytest
from tests.letters.desks import Desk

from himpun.letters.models import Number
from himpun.letters.services.numbers import cancel_number, reserve_number, take_number
from himpun.office.rules import Refused


def test_it_stays_and_is_never_given_again(desk: Desk) -> None:
    number = reserve_number(
        agency=desk.agency, kind="undangan", subject="Rapat", by=desk.keeper, now=desk.now
    )
    cancel_number(number=number, reason=" Rapat batal ", by=desk.colleague, now=desk.now)
    kept = Number.objects.get()
    assert (kept.state, kept.reason) == ("cancelled", "Rapat batal")
    assert kept.cancelled_by_text == desk.colleague.name
    assert take_number(paper=desk.paper(), by=desk.keeper, now=desk.now).no == 2
    assert desk.gaps() == []
    assert desk.told("NumberCancelled")[0]["reason"] == "Rapat batal"


def test_it_refuses_the_number_of_a_paper_in_force(desk: Desk) -> None:
    paper = desk.paper()
    number = take_number(paper=paper, by=desk.keeper, now=desk.now)
    with pytest.raises(Refused, match="Batalkan naskahnya lebih dahulu"):
        cancel_number(number=number, reason="Salah", by=desk.keeper, now=desk.now)
    paper.state = "cancelled"
    paper.save()
    cancel_number(number=number, reason="Salah", by=desk.keeper, now=desk.now)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        cancel_number(number=number, reason="Salah", by=desk.keeper, now=desk.now)


def test_it_refuses_who_does_not_keep_the_registers_and_a_missing_reason(desk: Desk) -> None:
    number = reserve_number(
        agency=desk.agency, kind="undangan", subject="Rapat", by=desk.keeper, now=desk.now
    )
    for who in (desk.holder, desk.outsider):
        with pytest.raises(Refused, match="diurus oleh"):
            cancel_number(number=number, reason="Batal", by=who, now=desk.now)
    with pytest.raises(Refused, match="Alasan pembatalan nomor harus diisi"):
        cancel_number(number=number, reason=" ", by=desk.keeper, now=desk.now)
    with pytest.raises(Refused, match="paling panjang"):
        cancel_number(number=number, reason="x" * 301, by=desk.keeper, now=desk.now)
    assert Number.objects.get().state == "reserved"
