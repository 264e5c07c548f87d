"""The list of kinds knows every paper that a shipped SOP names."""

from tests.house.source import ROOT

from himpun.kernel.definition import WORKS
from himpun.kernel.parse import parse_text
from himpun.letters.rules.kinds import KINDS, REGISTERS, kind_named


def named_by_the_sops() -> set[str]:
    found = set()
    for path in (ROOT / "sops").glob("*/sop.toml"):
        sop = parse_text(path.read_text(encoding="utf-8"))
        found |= {paper for step in sop.by_key.values() for paper in step.papers}
    return found


def test_every_paper_that_a_shipped_sop_names_has_a_kind() -> None:
    named = named_by_the_sops()
    assert len(named) == 21
    assert not named - KINDS.keys()


def test_a_kind_is_made_by_works_of_the_kernel_s_list() -> None:
    assert not {work for kind in KINDS.values() for work in kind.made_by} - set(WORKS)


def test_a_kind_with_a_number_counts_in_a_register_that_there_is() -> None:
    assert {kind.register for kind in KINDS.values() if kind.registered} == set(REGISTERS)


def test_a_paper_that_the_list_does_not_know_has_no_kind() -> None:
    assert kind_named("surat-cinta") is None
