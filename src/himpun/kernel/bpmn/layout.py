"""Where the elements of a BPMN diagram stand: lanes one below the other, the flow to the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from himpun.kernel.bpmn.graph import Element, Flow, Frame

SIZES = {
    "startEvent": (36, 36),
    "endEvent": (36, 36),
    "boundaryEvent": (36, 36),
    "exclusiveGateway": (50, 50),
    "parallelGateway": (50, 50),
    "userTask": (160, 80),
}
GAP = 50
PAD = 40
INDENT = 230
"""How far a late branch begins behind the row above, so that its timer stands before it."""
HEAD = 30
"""Width of the title strip of the pool and of each lane."""

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """Left, top, width and height in pixels."""

    x: int
    y: int
    w: int
    h: int

    @property
    def middle(self) -> Point:
        """The point in the middle."""
        return self.x + self.w // 2, self.y + self.h // 2


@dataclass(slots=True)
class Drawing:
    """Every element's box by its id, every flow's way by its place in its frame's list."""

    pool: Box
    lanes: Mapping[str, Box]
    boxes: dict[str, Box] = field(default_factory=dict)
    ways: list[tuple[Flow, Sequence[Point]]] = field(default_factory=list)


def lay_out(graph: Frame, lanes: Sequence[str]) -> Drawing:
    """Place the whole process; ``lanes`` are performers from top to bottom, at least one."""
    columns = graph.rows[0]
    of = lanes_of(graph, lanes)
    tallest = dict.fromkeys(lanes, SIZES["userTask"][1])
    for element in graph.elements.values():
        tallest[of[element.id]] = max(tallest[of[element.id]], size_of(element)[1])
    width = HEAD + PAD + sum(size_of(graph.elements[c[0]])[0] + GAP for c in columns)
    boxes: dict[str, Box] = {}
    top = 0
    for lane in lanes:
        boxes[lane] = Box(HEAD, top, width, tallest[lane] + 2 * PAD)
        top += boxes[lane].h
    drawing = Drawing(Box(0, 0, HEAD + width, top), boxes)
    x = 2 * HEAD + PAD
    for (name,) in columns:
        element, strip = graph.elements[name], boxes[of[name]]
        w, h = size_of(element)
        _place(element, Box(x, strip.y + (strip.h - h) // 2, w, h), drawing)
        x += w + GAP
    _draw_flows(graph, drawing)
    return drawing


def lanes_of(graph: Frame, lanes: Sequence[str]) -> Mapping[str, str]:
    """The lane of each element of the process; what nobody performs stands beside its neighbour."""
    found: dict[str, str] = {}
    names = [name for (name,) in graph.rows[0]]
    lane = next(
        (graph.elements[n].performers[0] for n in names if graph.elements[n].performers), ""
    )
    for name in names:
        performers = graph.elements[name].performers
        lane = performers[0] if performers else lane or lanes[0]
        found[name] = lane
    return found


def size_of(element: Element) -> tuple[int, int]:
    """Width and height."""
    if element.inner is None:
        return SIZES[element.tag]
    sizes = [_row_size(element.inner, row) for row in element.inner.rows]
    width = max(w + i * INDENT for i, (w, _) in enumerate(sizes)) + 2 * PAD
    return width, sum(h + PAD for _, h in sizes) + PAD


def _row_size(frame: Frame, row: list[list[str]]) -> tuple[int, int]:
    columns = [[size_of(frame.elements[name]) for name in column] for column in row]
    width = sum(max(w for w, _ in column) + GAP for column in columns) - GAP
    return width, max(sum(h + PAD for _, h in column) - PAD for column in columns)


def _place(element: Element, box: Box, drawing: Drawing) -> None:
    drawing.boxes[element.id] = box
    if element.inner is None:
        return
    top = box.y + PAD
    for i, row in enumerate(element.inner.rows):
        height = _row_size(element.inner, row)[1]
        left = box.x + PAD + i * INDENT
        _place_row(element.inner, row, Box(left, top, box.w, height), drawing)
        top += height + PAD
    timers = [e for e in element.inner.elements.values() if e.attached_to]
    for i, timer in enumerate(timers):
        on, (w, h) = drawing.boxes[timer.attached_to], size_of(timer)
        drawing.boxes[timer.id] = Box(on.x + PAD + i * INDENT, on.y + on.h - h // 2, w, h)
    _draw_flows(element.inner, drawing)


def _place_row(frame: Frame, row: list[list[str]], area: Box, drawing: Drawing) -> None:
    x = area.x
    for column in row:
        sizes = [size_of(frame.elements[name]) for name in column]
        widest = max(w for w, _ in sizes)
        y = area.y + (area.h - sum(h + PAD for _, h in sizes) + PAD) // 2
        for name, (w, h) in zip(column, sizes, strict=True):
            _place(frame.elements[name], Box(x, y, w, h), drawing)
            y += h + PAD
        x += widest + GAP


def _draw_flows(frame: Frame, drawing: Drawing) -> None:
    order = {name: i for row in frame.rows for i, column in enumerate(row) for name in column}
    for flow in frame.flows:
        source, target = drawing.boxes[flow.source], drawing.boxes[flow.target]
        if frame.elements[flow.source].attached_to:
            drawing.ways.append((flow, _way_down(source, target)))
        elif order[flow.target] - order[flow.source] == 1:
            drawing.ways.append((flow, _way_on(source, target)))
        else:
            ends = sorted((order[flow.source], order[flow.target]))
            row = next(row for row in frame.rows if any(flow.source in c for c in row))
            between = [drawing.boxes[name] for c in row[ends[0] : ends[1] + 1] for name in c]
            drawing.ways.append((flow, _way_round(source, target, between)))


def _way_down(source: Box, target: Box) -> Sequence[Point]:
    (sx, _), (_, ty) = source.middle, target.middle
    return [(sx, source.y + source.h), (sx, ty), (target.x, ty)]


def _way_on(source: Box, target: Box) -> Sequence[Point]:
    (_, sy), (_, ty) = source.middle, target.middle
    bend = target.x - GAP // 2
    between = [] if sy == ty else [(bend, sy), (bend, ty)]
    return [(source.x + source.w, sy), *between, (target.x, ty)]


def _way_round(source: Box, target: Box, between: Sequence[Box]) -> Sequence[Point]:
    """Back above everything between, onward below it."""
    (sx, _), (tx, _) = source.middle, target.middle
    if target.x <= source.x:
        y = min(box.y for box in between) - PAD // 2
        return [(sx, source.y), (sx, y), (tx, y), (tx, target.y)]
    y = max(box.y + box.h for box in between) + PAD // 2
    return [(sx, source.y + source.h), (sx, y), (tx, y), (tx, target.y + target.h)]
