"""Data are checked that come in after their SOP has ended."""

import pytest
from tests.performance.balangan import NEIGHBOUR, OWN, Balangan
from tests.performance.scene import Scene

from himpun.office.models import JournalRow
from himpun.office.rules import Refused
from himpun.performance.models import Approval, Value
from himpun.performance.services.outside import verify_outside


def test_whoever_reviews_in_the_sop_checks_the_forms_that_came_in(balangan: Balangan) -> None:
    balangan.hand_in(OWN)
    count = verify_outside(
        run_id=balangan.run_id, units=[OWN], by=balangan.checker, now=balangan.now
    )
    assert count == 2
    word = Approval.objects.filter(value=balangan.values()[0]).get()
    assert (word.level, word.node) == ("verified", "luar-sop.verified")
    assert word.capacity == "Kasubag Perencanaan dan Pelaporan, di luar SOP"
    assert not Approval.objects.filter(value__form=balangan.form(NEIGHBOUR)).exists()
    assert JournalRow.objects.filter(action="ValuesVouched").count() == 1
    # Asked again, nothing is new to it.
    again = verify_outside(
        run_id=balangan.run_id, units=[OWN], by=balangan.checker, now=balangan.now
    )
    assert again == 0


@pytest.mark.parametrize(
    ("units", "said"), [((), "Pilih unit"), (("sawah",), "tidak mempunyai formulir"),
                        ((OWN, NEIGHBOUR), "Bidang Sumber Daya Air belum dinyatakan lengkap")],
)  # fmt: skip
def test_it_refuses_units_whose_data_nobody_can_have_checked(
    balangan: Balangan, units: tuple[str, ...], said: str
) -> None:
    balangan.hand_in(OWN)
    with pytest.raises(Refused, match=said):
        verify_outside(run_id=balangan.run_id, units=units, by=balangan.checker, now=balangan.now)
    assert not Approval.objects.exists()


def test_it_refuses_whoever_does_not_review_in_the_sop(balangan: Balangan) -> None:
    balangan.hand_in(OWN)
    for who in (balangan.filler(), balangan.head, balangan.outsider()):
        with pytest.raises(Refused):
            verify_outside(run_id=balangan.run_id, units=[OWN], by=who, now=balangan.now)
    assert not Approval.objects.exists()


def test_it_refuses_the_checker_s_own_values_that_nobody_else_has_seen(balangan: Balangan) -> None:
    balangan.hand_in(OWN)
    Value.objects.filter(form=balangan.form()).update(changed_by=balangan.checker)
    with pytest.raises(Refused, match="Anda ubah sendiri"):
        verify_outside(run_id=balangan.run_id, units=[OWN], by=balangan.checker, now=balangan.now)


def test_it_refuses_an_sop_that_has_steps_for_it(scene: Scene) -> None:
    with pytest.raises(Refused, match="langkah-langkahnya sendiri"):
        verify_outside(run_id=scene.run_id, units=["lalu-lintas"], by=scene.kasubag, now=scene.now)
