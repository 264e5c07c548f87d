"""The way of the data, read from the five SOPs as they are shipped."""

import pytest
from tests.runs.scene import read_sop

from himpun.performance.rules.flow import (
    DataFlow,
    approvers,
    checkers,
    collects_at,
    data_flow,
    fillers,
)

FLOWS = {
    "pesisir-selatan-dishub": DataFlow(("8",), "", ("9", "10", "11"), "12"),
    "sumbar-bmcktr": DataFlow(("6",), "", ("7", "8"), "9"),
    "pematangsiantar-dpmptsp": DataFlow(("4",), "", ("5", "6"), "7"),
    "pangkalpinang-dpupr": DataFlow(("3",), "", ("4", "5"), "6"),
    "balangan-dpuprperkim": DataFlow((), "6", (), ""),
}


@pytest.mark.parametrize("sop_id", FLOWS)
def test_each_sop_has_its_way_of_the_data(sop_id: str) -> None:
    assert data_flow(read_sop(sop_id)) == FLOWS[sop_id]


@pytest.mark.parametrize("sop_id", FLOWS)
def test_every_row_speaks_of_the_data_at_its_level(sop_id: str) -> None:
    flow = FLOWS[sop_id]
    levels = {step.key: flow.level_at(step.key) for step in read_sop(sop_id).steps}
    assert [key for key, level in levels.items() if level == "verified"] == [*flow.verifies]
    assert [key for key, level in levels.items() if level == "approved"] == [
        key for key in [flow.approves] if key
    ]


def test_who_gives_data_to_a_row_collects_as_its_holder_does() -> None:
    sop = read_sop("pangkalpinang-dpupr")
    assert sorted(node for node in sop.places if collects_at(sop, node)) == ["3", "3.beri"]


def test_only_the_last_check_before_the_approval_is_the_last() -> None:
    flow = FLOWS["pesisir-selatan-dishub"]
    assert [key for key in ("9", "10", "11", "12") if flow.is_last_check(key)] == ["11"]
    assert not FLOWS["balangan-dpuprperkim"].is_last_check("6")


@pytest.mark.parametrize(
    ("sop_id", "fills", "checks", "approves"),
    [
        ("pesisir-selatan-dishub", ("kasi",), ("kabid", "kasubag"), ("sekretaris",)),
        ("sumbar-bmcktr", ("bidang",), ("tim-sakip", "sekretaris"), ("kepala-dinas",)),
        ("pematangsiantar-dpmptsp", ("pemegang-data",), ("tim-sakip", "sekretaris"),
         ("kepala-dinas",)),
        ("pangkalpinang-dpupr", ("kasubbag", "sub-koordinator"), ("kasubbag", "sekretaris"),
         ("kepala-dinas",)),
        ("balangan-dpuprperkim", ("subbag-jf",), ("kasubag",), ("kepala-dinas",)),
    ],
)  # fmt: skip
def test_each_sop_says_who_fills_checks_and_approves(
    sop_id: str, fills: tuple[str, ...], checks: tuple[str, ...], approves: tuple[str, ...]
) -> None:
    sop = read_sop(sop_id)
    assert (fillers(sop, "bidang"), checkers(sop), approvers(sop)) == (fills, checks, approves)
