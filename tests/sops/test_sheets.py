"""On how many sheets a running SOP is printed."""

import pytest
from tests.sops.scenes import PAPERS, paper

from himpun.sops.rules.rows import table_of


def test_every_sop_of_the_five_prints_on_one_sheet_of_a3() -> None:
    for code in PAPERS:
        table = table_of(paper(code), few_sheets=True, live_head="Jalannya", paper="a3")
        assert (table.sheets, table.small) == (1, False), code


def test_a_long_sop_prints_small_on_as_few_sheets_of_a4_as_it_needs() -> None:
    table = table_of(paper("pesisir-selatan-dishub"), few_sheets=True, live_head="Jalannya")
    assert (table.sheets, table.small) == (2, True)


@pytest.mark.parametrize("paper_size", ["a4", "f4"])
def test_an_identity_block_on_a_page_of_its_own_is_a_sheet_more(paper_size: str) -> None:
    table = table_of(paper("pesisir-selatan-dishub"), paper=paper_size)  # type: ignore[arg-type]
    breaks = sum(row.links is not None for row in table.rows)
    assert table.sheets == 1 + breaks + table.identity_alone
