"""What registers begin with, and whether a register has a gap."""

import pytest

from himpun.letters.rules.kinds import KINDS, REGISTERS
from himpun.letters.rules.numbering import why_not_pattern
from himpun.letters.rules.registers import gaps_in, usual_pattern, why_not_group


def test_every_register_begins_with_a_sound_pattern_of_its_own() -> None:
    patterns = [usual_pattern(group) for group in REGISTERS]
    assert [why_not_pattern(pattern) for pattern in patterns] == [None] * len(REGISTERS)
    assert len(set(patterns)) == len(patterns)


def test_every_kind_with_a_number_has_a_register() -> None:
    groups = {kind.register for kind in KINDS.values() if kind.registered}
    assert [why_not_group(group) for group in groups] == [None] * len(groups)


def test_a_register_that_nobody_keeps_is_not_known() -> None:
    assert "tidak dikenal" in str(why_not_group("surat-masuk"))


def test_a_register_without_gaps_has_nothing_to_say() -> None:
    assert gaps_in(58, 60, [60, 58, 59]) == []
    assert gaps_in(1, 0, []) == []


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ([1, 2, 6], "Nomor 3–5 tidak ada."),
        ([1, 3, 4, 6], "Nomor 2, 5 tidak ada."),
        ([1, 2, 3, 4, 5, 6, 9], "Nomor 9 di luar urutan register."),
        ([1, 2, 3, 3, 4, 5, 6], "Nomor 3 tercatat lebih dari sekali."),
    ],
)
def test_whatever_is_wrong_is_named(numbers: list[int], sentence: str) -> None:
    assert [gap.sentence for gap in gaps_in(1, 6, numbers)] == [sentence]
