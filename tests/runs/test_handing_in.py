"""Where a unit still owes: the chase and the extension must mean the same places."""

from pathlib import Path

import pytest

from himpun.kernel.definition import Sop
from himpun.kernel.owing import owes_at
from himpun.kernel.parse import parse_text
from himpun.runs.rules.handing_in import gives_by_unit, owing_nodes

SOPS = [
    parse_text(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parents[2] / "sops").glob("*/sop.toml"))
]
BY_UNIT = [sop for sop in SOPS if gives_by_unit(sop)]


@pytest.mark.parametrize("sop", BY_UNIT, ids=lambda sop: sop.id)
def test_a_unit_that_is_chased_is_one_that_can_be_given_more_time(sop: Sop) -> None:
    assert owing_nodes(sop) == {node for node in sop.places if owes_at(sop, node)}


def test_units_owe_in_those_sops_in_which_data_come_back_from_units() -> None:
    assert len(BY_UNIT) >= 3
