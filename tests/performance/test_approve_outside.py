"""Data are approved whose SOP ended before they came in, and their recap is frozen."""

import pytest
from tests.performance.balangan import NEIGHBOUR, OWN, Balangan

from himpun.office.rules import Refused
from himpun.performance.models import Approval, Recap
from himpun.performance.services.outside import (
    approve_outside,
    return_outside,
    verify_outside,
)


def checked(balangan: Balangan) -> None:
    balangan.hand_in(OWN, NEIGHBOUR)
    verify_outside(
        run_id=balangan.run_id, units=[OWN, NEIGHBOUR], by=balangan.checker, now=balangan.now
    )


def approve(balangan: Balangan) -> int:
    return approve_outside(run_id=balangan.run_id, by=balangan.head, now=balangan.now)


def test_whoever_signs_in_the_sop_approves_all_and_the_recap_is_frozen(balangan: Balangan) -> None:
    checked(balangan)
    assert approve(balangan) == 4
    assert Approval.objects.filter(level="approved", dropped_at=None).count() == 4
    recap = Recap.objects.get()
    assert (recap.no, recap.node, recap.by) == (1, "luar-sop", balangan.head)
    assert recap.capacity == "Kepala Dinas, di luar SOP"
    # Once more: nothing is new, and the recap stays as it is frozen.
    assert approve(balangan) == 0
    assert Recap.objects.count() == 1


def test_it_refuses_what_nobody_checked(balangan: Balangan) -> None:
    balangan.hand_in(OWN, NEIGHBOUR)
    with pytest.raises(Refused, match="belum diperiksa siapa pun"):
        approve(balangan)
    assert not Recap.objects.exists()


def test_it_refuses_while_a_form_is_still_owed(balangan: Balangan) -> None:
    checked(balangan)
    return_outside(
        run_id=balangan.run_id, values=[balangan.values()[0].pk], reason="Tanpa bukti.",
        by=balangan.checker, now=balangan.now,
    )  # fmt: skip
    with pytest.raises(Refused, match="Bidang Bina Marga belum dinyatakan lengkap"):
        approve(balangan)


def test_it_refuses_whoever_does_not_sign_in_the_sop(balangan: Balangan) -> None:
    checked(balangan)
    for who in (balangan.checker, balangan.filler(), balangan.outsider()):
        with pytest.raises(Refused):
            approve_outside(run_id=balangan.run_id, by=who, now=balangan.now)
    assert not Recap.objects.exists()
