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
    width = max(w for w, _ in sizes) + 2 * PAD
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
    for row in element.inner.rows:
        height = _row_size(element.inner, row)[1]
        _place_row(element.inner, row, Box(box.x + PAD, top, box.w, height), drawing)
        top += height + PAD
    for inner in element.inner.elements.values():
        if inner.attached_to:
            on, (w, h) = drawing.boxes[inner.attached_to], size_of(inner)
            drawing.boxes[inner.id] = Box(on.x + PAD, on.y + on.h - h // 2, w, h)
    _draw_flows(element.inner, drawing)


def _place_row(frame: Frame, row: list[list[str]], area: Box, drawing: Drawing) -> None:
    x = area.x
    for column in row:
        sizes = [size_of(frame.elements[name]) for name in column]
        widest = max(w for w, _ in sizes)
        y = area.y + (area.h - sum(h + PAD for _, h in sizes) + PAD) // 2
        for name, (w, h) in zip(column, sizes, strict=True):
            _place(frame.elements[name], Box(x + (widest - w) // 2, y, w, h), drawing)
            y += h + PAD
        x += widest + GAP


def _draw_flows(frame: Frame, drawing: Drawing) -> None:
    order = {name: i for row in frame.rows for i, column in enumerate(row) for name in column}
    for flow in frame.flows:
        source, target = drawing.boxes[flow.source], drawing.boxes[flow.target]
        near = order.get(flow.target, 0) - order.get(flow.source, -1) == 1
        drawing.ways.append((flow, _way(source, target, near=near)))


def _way(source: Box, target: Box, *, near: bool) -> Sequence[Point]:
    """Straight to the next column; otherwise round the elements between, back above, on below."""
    (sx, sy), (tx, ty) = source.middle, target.middle
    if near and target.x > source.x + source.w:
        middle = target.x - GAP // 2
        bend = [] if sy == ty else [(middle, sy), (middle, ty)]
        return [(source.x + source.w, sy), *bend, (target.x, ty)]
    if target.x <= source.x:
        y = min(source.y, target.y) - PAD // 2
        return [(sx, source.y), (sx, y), (tx, y), (tx, target.y)]
    y = max(source.y + source.h, target.y + target.h) + PAD // 2
    return [(sx, source.y + source.h), (sx, y), (tx, y), (tx, target.y + target.h)]
