"""The flow drawn cell by cell: for the five papers, and for any other that could be written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernel.strategies import sops
from tests.sops.samples import sop, step
from tests.sops.scenes import PAPERS, paper

from himpun.kernel.definition import Performer, Sop
from himpun.sops.rules.arrows import Arrow, shortened
from himpun.sops.rules.drawing import (
    SIZES,
    Layout,
    draw,
    plan,
)
from himpun.sops.rules.labels import WIDTH
from himpun.sops.rules.paper import Spot, ways
from himpun.sops.rules.tracks import CELL, centre

HEIGHT = 68
"""Of the smallest cell, in px; its width is WIDTH."""
PEOPLE = {"kepala": "Kepala Dinas", "sekretaris": "Sekretaris", "staf": "Staf"}


MOST_ROWS = 8
"""A paper that is longer takes longer to draw and shows nothing else."""


def papers() -> st.SearchStrategy[Sop]:
    """The five, and any other of usual length."""
    others = sops().filter(lambda other: len(other.steps) <= MOST_ROWS)
    return st.one_of(others, st.sampled_from(PAPERS).map(paper))


# What holds for every drawing ---------------------------------------------------------------------


def pieces_of(layout: Layout, arrow: int) -> list[tuple[int, int, int, int]]:
    """What the cells hold of an arrow, back in the coordinates of the whole paper."""
    return [
        (
            spot.column * CELL + x1,
            spot.row * CELL + y1,
            spot.column * CELL + x2,
            spot.row * CELL + y2,
        )
        for spot, parts in layout.parts.items()
        for i, (x1, y1, x2, y2) in parts
        if i == arrow
    ]


@given(papers())
def test_every_arrow_runs_from_its_symbol_to_its_target_without_a_gap(any_sop: Sop) -> None:
    layout = plan(any_sop)
    for i, route in enumerate(layout.routes):
        left = pieces_of(layout, i)
        at = centre(route.arrow.source)
        while left:
            onward = [piece for piece in left if piece[:2] == at]
            assert onward, f"{route.arrow} is cut at {at}"
            left.remove(onward[0])
            at = onward[0][2:]
        x, y = centre(route.arrow.target)
        assert at[1] == y
        assert abs(at[0] - x) <= 18, "beside the middle, but still at the symbol"


@given(papers())
def test_every_part_of_an_arrow_is_drawn_in_its_cell(any_sop: Sop) -> None:
    layout = plan(any_sop)
    drawing = draw(any_sop, None, layout)
    for spot, parts in layout.parts.items():
        cell = drawing.rows[spot.row].cells[spot.column]
        drawn = {
            (s.back, tuple(sorted([(s.x1, s.y1), (s.x2, s.y2)])))
            for s in (*cell.strokes, *cell.over)
        }
        for i, (x1, y1, x2, y2) in parts:
            back = layout.routes[i].arrow.kind == "back"
            assert (back, tuple(sorted([(x1, y1), (x2, y2)]))) in drawn


@given(papers())
def test_no_line_runs_through_the_symbol_of_another(any_sop: Sop) -> None:
    layout = plan(any_sop)
    for spot, placed in layout.paper.symbols.items():
        wide, high = SIZES[placed.shape]
        for i, (x1, y1, x2, y2) in layout.parts.get(spot, ()):
            arrow = layout.routes[i].arrow
            if spot in {arrow.source, arrow.target}:
                continue
            left, right = sorted((x1 * WIDTH / CELL, x2 * WIDTH / CELL))
            top, bottom = sorted((y1 * HEIGHT / CELL, y2 * HEIGHT / CELL))
            apart_x = right < (WIDTH - wide) / 2 or left > (WIDTH + wide) / 2
            apart_y = bottom < (HEIGHT - high) / 2 or top > (HEIGHT + high) / 2
            assert apart_x or apart_y, f"{arrow} runs through {spot}"


@given(papers())
def test_an_arrow_leaves_its_own_symbol_once_and_does_not_come_back(any_sop: Sop) -> None:
    for route in plan(any_sop).routes:
        x, y = centre(route.arrow.source)
        for piece in route.pieces[1:-1]:
            inside = abs(piece.across - (y if piece.level else x)) < 20
            low, high = piece.span
            middle = x if piece.level else y
            assert not (inside and low < middle < high)


@given(papers())
def test_every_label_has_at_most_eight_letters_and_stays_in_its_cell(any_sop: Sop) -> None:
    layout = plan(any_sop)
    for spot, labels in layout.labels.items():
        assert spot.column < len(layout.paper.columns)
        for label in labels:
            left, right = label.extent
            assert len(label.text) <= 8
            assert left >= 0
            assert right <= WIDTH
            assert 8 <= label.y * HEIGHT / CELL + label.dy <= HEIGHT


@given(papers())
def test_every_decision_names_its_ways_beside_the_arrows(any_sop: Sop) -> None:
    layout = plan(any_sop)
    wanted = {
        (route.arrow.source, route.arrow.label) for route in layout.routes if route.arrow.label
    }
    written = [label.text for labels in layout.labels.values() for label in labels]
    assert sorted(written) == sorted(text for _, text in wanted)
    for step_ in any_sop.steps:
        if len(step_.exits) > 1:
            row = layout.paper.row_of[step_.key]
            names = {text for source, text in wanted if source.row == row}
            drawn = {
                shortened(exit_.name) for exit_ in step_.exits if _is_drawn(layout, row, exit_.name)
            }
            assert drawn <= names


def _is_drawn(layout: Layout, row: int, name: str) -> bool:
    return any(r.arrow.source.row == row and r.arrow.exit == name for r in layout.routes)


@given(papers())
def test_the_flow_begins_and_ends_in_a_capsule(any_sop: Sop) -> None:
    drawing = draw(any_sop)
    for row in (drawing.rows[0], drawing.rows[-1]):
        shapes = [cell.symbol.shape for cell in row.cells if cell.symbol]
        assert "capsule" in shapes
    for row in drawing.rows[1:-1]:
        assert all(cell.symbol is None or cell.symbol.shape != "capsule" for cell in row.cells)


@given(papers())
def test_every_way_of_the_definition_has_its_arrow(any_sop: Sop) -> None:
    layout = plan(any_sop)
    passing = {step_.key for step_ in any_sop.steps if step_.passed_by}
    drawn = {(r.arrow.step, r.arrow.exit, r.arrow.target.row) for r in layout.routes}
    for key, exit_, target in ways(any_sop):
        row = layout.paper.row_of[target] if target else layout.paper.end_row
        if row is not None and not passing & {key, target}:
            assert (key, exit_, row) in drawn


@given(papers())
def test_an_arrow_has_a_head_at_its_target_and_a_joining_line_has_none(any_sop: Sop) -> None:
    layout = plan(any_sop)
    drawing = draw(any_sop, None, layout)
    for row_at, row in enumerate(drawing.rows):
        for column, cell in enumerate(row.cells):
            arriving = [
                r.arrow
                for r in layout.routes
                if r.arrow.target == Spot(row_at, column) and r.arrow.kind != "link"
            ]
            assert bool(cell.heads) == bool(arriving)
            assert len(cell.heads) <= len(arriving)


@given(papers())
def test_the_same_definition_is_drawn_the_same_twice(any_sop: Sop) -> None:
    assert plan(any_sop) == plan(any_sop)


# What the rules of the look ask -------------------------------------------------------------------


def arrow_between(layout: Layout, source: str, target: str, kind: str = "forward") -> list[Arrow]:
    rows = layout.paper.row_of
    return [
        r.arrow
        for r in layout.routes
        if (r.arrow.source.row, r.arrow.target.row, r.arrow.kind)
        == (rows[source], rows[target], kind)
    ]


def corners(layout: Layout, arrow: Arrow) -> list[tuple[int, int]]:
    """Where a line begins, turns and ends."""
    pieces = next(r.pieces for r in layout.routes if r.arrow == arrow)
    return [pieces[0].ends[0], *(piece.ends[1] for piece in pieces)]


def only(arrows: list[Arrow]) -> Arrow:
    (arrow,) = arrows
    return arrow


def test_a_forward_arrow_leaves_sideways_and_enters_from_above() -> None:
    layout = plan(sop(PEOPLE, [step("1", "kepala"), step("2", "staf")]))
    assert corners(layout, only(arrow_between(layout, "1", "2"))) == [
        (50, 50),
        (250, 50),
        (250, 150),
    ]


def test_the_same_performer_s_next_row_is_straight_below() -> None:
    layout = plan(sop(PEOPLE, [step("1", "kepala"), step("2", "kepala")]))
    assert corners(layout, only(arrow_between(layout, "1", "2"))) == [(50, 50), (50, 150)]


def test_a_back_arrow_goes_up_the_column_of_its_target_and_enters_from_below() -> None:
    layout = plan(paper("balangan-dpuprperkim"))
    back = only(arrow_between(layout, "2", "1", "back"))
    assert corners(layout, back) == [(150, 150), (50, 150), (50, 50)]
    label = layout.labels[Spot(1, 0)][0]
    assert (label.text, label.dy < 0, label.back) == ("tidak", True, True)


def test_an_arrow_takes_the_edge_of_the_column_where_a_symbol_stands_in_the_way() -> None:
    layout = plan(
        sop(
            PEOPLE,
            [
                step("1", "kepala"),
                step("2", "sekretaris", exits={"ya": "4", "tidak": "3"}),
                step("3", "sekretaris"),
                step("4", "sekretaris"),
            ],
        )
    )
    past = corners(layout, only(arrow_between(layout, "2", "4")))
    assert {x % CELL for x, _ in past[1:-2]} <= {8, 92}
    assert past[-1][1] - past[-2][1] > 0, "it still enters from above"


def test_two_performers_of_a_row_meet_below_it_and_go_on_together() -> None:
    layout = plan(paper("sumbar-bmcktr"))
    first, second = (corners(layout, arrow) for arrow in arrow_between(layout, "6", "7"))
    row = layout.paper.row_of["6"]
    assert first[1][1] == second[1][1] == row * CELL + 86
    assert first[2:] == second[2:]


def test_a_joint_row_is_joined_by_a_line_and_its_decision_leaves_from_who_decides() -> None:
    layout = plan(paper("sumbar-bmcktr"))
    row = layout.paper.row_of["9"]
    links = [r.arrow for r in layout.routes if r.arrow.kind == "link" and r.arrow.source.row == row]
    assert [(a.source.column, a.target.column) for a in links] == [(0, 1), (1, 2), (2, 3)]
    assert layout.paper.symbols[Spot(row, 0)].shape == "diamond"
    assert layout.paper.symbols[Spot(row, 1)].shape == "box"
    assert only(arrow_between(layout, "9", "10")).source == Spot(row, 0)
    assert {arrow.target for arrow in arrow_between(layout, "9", "6", "back")} == {
        layout.paper.spot("6", "sekretaris"),
        layout.paper.spot("6", "bidang"),
    }


def test_who_only_receives_is_reached_by_an_arrow_inside_the_row() -> None:
    layout = plan(paper("balangan-dpuprperkim"))
    received = only([r.arrow for r in layout.routes if r.arrow.kind == "receives"])
    assert (received.source, received.target) == (Spot(5, 0), Spot(5, 4))
    cell = draw(paper("balangan-dpuprperkim")).rows[5].cells[4]
    assert [head.side for head in cell.heads] == ["left"]
    assert cell.symbol is not None
    assert cell.symbol.role == "receives"


def test_who_gives_data_is_joined_by_a_line_without_a_head() -> None:
    drawing = draw(paper("pangkalpinang-dpupr"))
    cell = drawing.rows[2].cells[3]
    assert cell.symbol is not None
    assert (cell.symbol.role, cell.heads) == ("gives", ())
    assert cell.strokes


def test_a_kind_of_unit_that_passes_a_row_has_its_arrow_past_it() -> None:
    layout = plan(paper("pesisir-selatan-dishub"))
    secretariat = layout.paper.columns.index("sekretariat")
    assert only(arrow_between(layout, "6", "8")).target.column == secretariat
    assert only(arrow_between(layout, "8", "10")).source.column == secretariat


def test_a_limit_draws_a_diamond_with_a_way_back_to_the_unit() -> None:
    layout = plan(paper("pesisir-selatan-dishub"))
    kasubag = layout.paper.spot("10", "kasubag")
    assert layout.paper.symbols[kasubag].shape == "diamond"
    assert only(arrow_between(layout, "10", "9", "back")).label == "belum"
    assert only(arrow_between(layout, "10", "11")).label == "ya"


def test_a_line_that_crosses_another_shows_the_paper_round_the_crossing() -> None:
    drawing = draw(paper("pesisir-selatan-dishub"))
    crossed = [cell for row in drawing.rows for cell in row.cells if cell.halos]
    assert crossed
    assert all(cell.over for cell in crossed)


def test_the_terminator_of_a_paper_is_a_row_of_its_own() -> None:
    layout = plan(paper("balangan-dpuprperkim"))
    assert [row.kind for row in layout.paper.rows][-2:] == ["step", "end"]
    assert layout.paper.symbols[layout.paper.spot("7", "staf")].shape == "box"


def test_a_decision_at_either_end_gets_a_capsule_before_and_after_it() -> None:
    decision = step("1", "kepala", exits={"ya": None, "tidak": "1"})
    layout = plan(sop(PEOPLE, [decision]))
    assert [row.kind for row in layout.paper.rows] == ["start", "step", "end"]
    assert sorted(r.arrow.kind for r in layout.routes) == ["back", "forward", "forward"]


def test_several_receivers_are_each_reached_without_passing_another() -> None:
    people = {key: Performer(key, key.title()) for key in ("a", "b", "c", "d")}
    row = step("2", "b", involved={"a": "receives", "c": "receives", "d": "receives"})
    layout = plan(sop(people, [step("1", "b"), row, step("3", "b")]))
    reached = {r.arrow.target.column for r in layout.routes if r.arrow.kind == "receives"}
    assert reached == {0, 2, 3}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("ya", "ya"),
        ("setuju", "setuju"),
        ("tidak disetujui", "tidak"),
        ("dikembalikan", "dikemba…"),
    ],
)
def test_a_long_exit_is_shortened_to_what_a_cell_holds(name: str, written: str) -> None:
    assert shortened(name) == written
