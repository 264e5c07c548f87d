"""Drafting a year's agreement, and its revisions."""

import pytest
from tests.performance.keepers import Keepers

from himpun.office.rules import Refused
from himpun.performance.models import Agreement
from himpun.performance.queries.agreement import targets_of
from himpun.performance.services import set_budgets


def test_the_first_is_empty_and_holds_from_the_first_quarter(keepers: Keepers) -> None:
    made = keepers.draft(from_quarter=3)
    assert (made.no, made.from_quarter, made.state) == (0, 1, "draft")
    assert str(made) == "PK 2026"
    assert targets_of(made) == {}
    assert keepers.last().subject == f"agreement/{made.pk}"


def test_a_revision_begins_as_a_copy_of_the_one_in_force(keepers: Keepers) -> None:
    first = keepers.draft()
    keepers.fill(first)
    set_budgets(
        agreement=first, budgets={keepers.programme.pk: 5_000},
        **keepers.as_(keepers.office.kasubag),
    )  # fmt: skip
    keepers.approve(first)
    made = keepers.draft(from_quarter=3, reason="Refocusing anggaran")
    assert (made.no, made.from_quarter) == (1, 3)
    assert targets_of(made)[keepers.tested.pk].year == "1200"
    assert made.budgets.get().amount == 5_000


def test_it_refuses_a_second_draft_and_a_revision_without_reason(keepers: Keepers) -> None:
    made = keepers.draft()
    with pytest.raises(Refused, match="sudah mempunyai konsep"):
        keepers.draft()
    keepers.fill(made)
    keepers.approve(made)
    with pytest.raises(Refused, match="Alasan perubahan harus diisi"):
        keepers.draft(from_quarter=2)
    with pytest.raises(Refused, match="I sampai IV"):
        keepers.draft(from_quarter=5, reason="X")


def test_it_refuses_a_revision_that_reaches_before_the_last_one(keepers: Keepers) -> None:
    keepers.in_force()
    second = keepers.draft(from_quarter=3, reason="Pertama")
    keepers.approve(second)
    with pytest.raises(Refused, match="tidak dapat berlaku lebih awal"):
        keepers.draft(from_quarter=2, reason="Kedua")


def test_a_colleague_may_and_others_may_not(keepers: Keepers) -> None:
    for who in (keepers.office.kabid, keepers.head, keepers.office.outsider):
        with pytest.raises(Refused, match="pengelola"):
            keepers.draft(by=who)
    keepers.draft(by=keepers.office.admin)
    assert Agreement.objects.count() == 1
