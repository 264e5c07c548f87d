"""What a run adds to the drawing: which arrows were travelled, how each symbol stands."""

import pytest
from tests.sops.scenes import PAPERS, paper

from himpun.sops.rules.drawing import CellState, Drawing, State, draw, plan

NAMES = pytest.mark.parametrize("name", PAPERS)


def went(drawing: Drawing, key: str, exit_: str = "lanjut") -> set[bool]:
    return {
        travelled
        for route, travelled in zip(drawing.routes, drawing.went, strict=True)
        if (route.arrow.step, route.arrow.exit) == (key, exit_)
    }


def test_a_finished_row_has_been_left_by_its_only_exit() -> None:
    drawing = draw(paper("balangan-dpuprperkim"), {"1": CellState("done")})
    assert went(drawing, "1") == {True}
    assert went(drawing, "2", "ya") == {False}


def test_a_decision_has_been_left_only_by_the_exit_that_was_taken() -> None:
    states = {"1": CellState("done"), "2": CellState("now", taken=frozenset({"tidak"}))}
    drawing = draw(paper("balangan-dpuprperkim"), states)
    assert went(drawing, "2", "tidak") == {True}
    assert went(drawing, "2", "ya") == {False}


def test_a_performer_may_stand_otherwise_than_the_row() -> None:
    states = {"8": CellState("late", {"sekretariat": "done"})}
    cells = draw(paper("pesisir-selatan-dishub"), states).rows[7].cells
    found = [cell.symbol.state for cell in cells if cell.symbol]
    assert found == ["late", "done"]


def test_the_paper_without_a_run_is_all_in_ink() -> None:
    drawing = draw(paper("balangan-dpuprperkim"))
    assert all(drawing.went)
    states: set[State] = {c.symbol.state for row in drawing.rows for c in row.cells if c.symbol}
    assert states == {"none"}


def test_the_end_is_reached_when_the_last_row_is_finished() -> None:
    sop_ = paper("balangan-dpuprperkim")
    end = draw(sop_, {"7": CellState("done")}).rows[-1].cells[0].symbol
    not_yet = draw(sop_, {"6": CellState("done")}).rows[-1].cells[0].symbol
    assert end is not None
    assert not_yet is not None
    assert (end.state, not_yet.state) == ("done", "idle")


@NAMES
def test_a_kept_layout_draws_what_a_fresh_one_draws(name: str) -> None:
    states = {"1": CellState("done"), "2": CellState("risk")}
    assert draw(paper(name), states, plan(paper(name))) == draw(paper(name), states)
