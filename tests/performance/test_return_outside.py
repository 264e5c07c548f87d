"""Values go back to whoever filled them in, though their SOP has ended."""

import pytest
from tests.performance.balangan import NEIGHBOUR, OWN, Balangan

from himpun.office.models import Person
from himpun.office.rules import Refused
from himpun.performance.models import Approval
from himpun.performance.services.outside import (
    approve_outside,
    return_outside,
    verify_outside,
)


def send_back(
    balangan: Balangan, by: Person, *, reason: str = "Tanpa bukti.", some: bool = True
) -> None:
    values = [balangan.values()[0].pk] if some else []
    return_outside(run_id=balangan.run_id, values=values, reason=reason, by=by, now=balangan.now)


def test_the_form_is_open_again_and_the_reason_stands_beside_the_value(balangan: Balangan) -> None:
    balangan.hand_in(OWN, NEIGHBOUR)
    verify_outside(run_id=balangan.run_id, units=[OWN], by=balangan.checker, now=balangan.now)
    send_back(balangan, balangan.head)
    first, second = balangan.values()
    assert (first.returned, second.returned) == ("Tanpa bukti.", "")
    assert balangan.form().complete_at is None
    assert balangan.form(NEIGHBOUR).complete_at is not None
    words = dict(Approval.objects.values_list("value", "dropped_why"))
    assert words == {first.pk: "Dikembalikan: Tanpa bukti.", second.pk: ""}
    assert not Approval.objects.get(value=first).told


def test_it_refuses_what_is_approved(balangan: Balangan) -> None:
    balangan.hand_in(OWN, NEIGHBOUR)
    verify_outside(
        run_id=balangan.run_id, units=[OWN, NEIGHBOUR], by=balangan.checker, now=balangan.now
    )
    approve_outside(run_id=balangan.run_id, by=balangan.head, now=balangan.now)
    with pytest.raises(Refused, match="permintaan koreksi"):
        send_back(balangan, balangan.checker)
    assert balangan.form().complete_at is not None


def test_it_refuses_without_a_reason_without_a_value_and_others(balangan: Balangan) -> None:
    balangan.hand_in(OWN)
    with pytest.raises(Refused, match="alasan"):
        send_back(balangan, balangan.checker, reason=" ")
    with pytest.raises(Refused, match="Pilih nilai"):
        send_back(balangan, balangan.checker, some=False)
    for who in (balangan.filler(), balangan.outsider()):
        with pytest.raises(Refused):
            send_back(balangan, who)
    assert balangan.values()[0].returned == ""
