"""Where a printed table breaks, and what stands at both ends of a break."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.kernel.strategies import sops
from tests.sops.samples import sop, step
from tests.sops.scenes import PAPERS, begun, on_paper, paper

from himpun.kernel.definition import Sop
from himpun.sops.rules.drawing import CellState, draw
from himpun.sops.rules.pages import page_breaks
from himpun.sops.rules.routes import Route
from himpun.sops.rules.sheets import PENTAGON, heights_of, lines_in, room_on_page
from himpun.sops.rules.tracks import CELL

PEOPLE = {"kepala": "Kepala Dinas", "sekretaris": "Sekretaris", "staf": "Staf"}


def test_a_table_that_fits_on_one_page_is_not_broken() -> None:
    assert page_breaks(draw(paper("balangan-dpuprperkim")), 8) == ()


def test_it_breaks_where_the_fewest_arrows_cross() -> None:
    drawing = draw(paper("pesisir-selatan-dishub"))
    crossings = {after: crossing_at(drawing.routes, after) for after in range(13)}
    (only,) = page_breaks(drawing, 10)
    allowed = range(3, 10)  # ten rows at most on each of the two pages
    assert crossings[only.after] == min(crossings[after] for after in allowed) == 1


def crossing_at(routes: tuple[Route, ...], after: int) -> int:
    """Counted anew from the lines: different places at which the lower rule of a row is crossed."""
    y = (after + 1) * CELL
    return len(
        {
            piece.across
            for route in routes
            for piece in route.pieces
            if not piece.level and piece.span[0] < y < piece.span[1]
        }
    )


def test_two_arrows_over_one_break_have_two_letters_and_their_own_columns() -> None:
    drawing = draw(paper("pesisir-selatan-dishub"), {"6": CellState("done")})
    breaks = page_breaks(drawing, 20, heights=[20 if row == 6 else 1 for row in range(14)])
    links = {page.after: page.links for page in breaks}
    assert [(link.letter, link.column) for link in links[5]] == [("A", 4), ("B", 6)]
    assert [link.went for link in links[5]] == [True, True]
    assert [link.letter for link in links[6]] == ["C", "D"]


def test_an_arrow_that_runs_upward_over_a_break_says_so() -> None:
    rows = [
        step("1", "kepala"),
        step("2", "staf", exits={"ya": "3", "tidak": "1"}),
        step("3", "staf"),
    ]
    (first, *_) = page_breaks(draw(sop(PEOPLE, rows)), 1)
    assert [(link.column, link.back) for link in first.links] == [(0, True), (2, False)]


def test_the_first_page_holds_less_beside_the_identity_block() -> None:
    drawing = draw(paper("balangan-dpuprperkim"))
    (only,) = page_breaks(drawing, 7, on_first=3)
    assert only.after <= 2


def test_a_row_that_is_too_high_has_a_page_to_itself() -> None:
    drawing = draw(paper("pangkalpinang-dpupr"))
    breaks = page_breaks(drawing, 10, heights=[1, 1, 40, 1, 1, 1, 1])
    assert [page.after for page in breaks] == [1, 2]


@given(sops(), st.integers(1, 6))
def test_no_page_holds_more_rows_than_it_can(any_sop: Sop, room: int) -> None:
    drawing = draw(any_sop)
    ends = [-1, *(page.after for page in page_breaks(drawing, room)), len(drawing.rows) - 1]
    sizes = [b - a for a, b in pairwise(ends)]
    assert all(1 <= size <= room for size in sizes)
    assert len(sizes) == -(-len(drawing.rows) // room), "and there are no more pages than needed"


def test_the_printed_table_fits_its_pages_with_the_pentagons() -> None:
    for name in PAPERS:
        for table in (on_paper(name), begun(name, 3), begun(name, 3, paper_size="f4")):
            heights, room = heights_of(table), room_on_page(table)
            ends = [-1, *(i for i, row in enumerate(table.rows) if row.links), len(heights) - 1]
            for a, b in pairwise(ends):
                links = PENTAGON * ((a >= 0) + (b < len(heights) - 1))
                assert sum(heights[a + 1 : b + 1]) + links <= room


def test_a_table_that_fits_a_page_without_the_identity_block_is_left_whole() -> None:
    table = on_paper("pematangsiantar-dpmptsp")
    assert table.identity_alone
    assert not any(row.links for row in table.rows)


def test_the_wider_sheet_needs_no_more_height() -> None:
    for name in PAPERS:
        assert sum(heights_of(begun(name, 3, paper_size="f4"))) <= sum(heights_of(begun(name, 3)))


def test_lines_are_counted_with_words_kept_whole() -> None:
    assert lines_in("satu dua tiga", 7 + 9 * 5, 5) == 2
    assert lines_in("", 100, 5) == 1
    assert lines_in("x" * 25, 7 + 10 * 5, 5) == 3
