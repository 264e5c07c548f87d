"""From the flow of an SOP to the elements of BPMN 2.0, before they are placed and written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from himpun.kernel.definition import Body, Each, Par, Sop, Step, StepNode
from himpun.kernel.duty import performers_at

Profile = Literal["exchange", "execution"]
Tag = Literal[
    "startEvent", "endEvent", "userTask", "exclusiveGateway", "parallelGateway", "subProcess",
    "boundaryEvent",
]  # fmt: skip

PROCESS = "process"
UNITS = "units"


@dataclass(frozen=True, slots=True)
class Element:
    """A flow node. ``performers`` act; the first gives the lane. ``each``: in a fan-out, which all
    units go through at the same time, the variable of the unit. ``attached_to``: the sub-process
    on whose border the timer ``limit`` sits. ``terminates``: an end that waits for nobody."""

    id: str
    tag: Tag
    name: str = ""
    performers: tuple[str, ...] = ()
    inner: Frame | None = None
    each: str = ""
    attached_to: str = ""
    limit: str = ""
    note: str = ""
    terminates: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow; ``condition`` is empty where there is nothing to decide."""

    source: str
    target: str
    name: str = ""
    condition: str = ""


@dataclass(slots=True)
class Frame:
    """The content of the process or of a sub-process. ``rows`` say how it is drawn: from top to
    bottom rows, in them from left to right columns, in them from top to bottom elements."""

    elements: dict[str, Element] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    rows: list[list[list[str]]] = field(default_factory=lambda: [[]])

    def add(self, *column: Element, row: int = 0) -> None:
        """One more column at the right end of a row."""
        self.elements |= {element.id: element for element in column}
        self.rows[row].append([element.id for element in column])

    def everything(self) -> Iterator[Element]:
        """All elements, those of a sub-process after it."""
        for element in self.elements.values():
            yield element
            if element.inner:
                yield from element.inner.everything()

    def lane(self) -> tuple[str, ...]:
        """The performers of the first task, in whose lane a sub-process is drawn."""
        return next((e.performers for e in self.everything() if e.performers), ())


def element_id(node: str) -> str:
    """The XML id of a node: another one for each node, and an NCName ("10.1" becomes "n_10.1")."""
    return "n_" + "".join(
        c if c.isascii() and (c.isalnum() or c == ".") else f"_{ord(c):x}_" for c in node
    )


def exit_variable(node: str) -> str:
    """The variable that holds the name of the exit taken at a step ("10.1": "exit_n_10_1")."""
    return f"exit_{_identifier(node)}"


def limit_variable(node: str) -> str:
    """The variable that holds the moment after which a unit is late at a step."""
    return f"limit_{_identifier(node)}"


def unit_variable(node: str) -> str:
    """The variable that holds the unit inside a fan-out. Some engines take an item's id for the
    variable, and an id stands once in a document; so each fan-out has its own."""
    return f"unit_{_identifier(node)}"


def _identifier(node: str) -> str:
    return element_id(node).replace(".", "_")


def build_graph(sop: Sop, profile: Profile) -> Frame:
    """The whole process of an SOP."""
    return _Builder(sop, profile).body(sop.body, PROCESS)


class _Builder:
    def __init__(self, sop: Sop, profile: Profile) -> None:
        self.sop = sop
        self.profile = profile
        named = {kind for step in sop.by_key.values() for kind in (*step.by_unit, *step.passed_by)}
        named |= {kind for performer in sop.performers.values() for kind in performer.unit_kinds}
        self.kinds = sorted(named)

    def body(self, body: Body, name: str) -> Frame:
        frame = Frame()
        start, end = Element(f"{name}_start", "startEvent"), Element(f"{name}_end", "endEvent")
        entries: dict[str | None, str] = {None: end.id}
        entries |= {node.id: self._entry(node) for node in body.nodes}
        frame.add(start)
        for node in body.nodes:
            if isinstance(node, StepNode):
                self._add_step(frame, body, node, entries)
            else:
                frame.add(self._block(node))
                frame.flows.append(Flow(element_id(node.id), entries[node.next]))
        frame.add(end)
        frame.flows.insert(0, Flow(start.id, entries[body.entry]))
        return frame

    def _entry(self, node: StepNode | Each | Par) -> str:
        passing = isinstance(node, StepNode) and self._acts(node)
        return element_id(node.id) + ("_who" if passing else "")

    def _add_step(
        self, frame: Frame, body: Body, node: StepNode, entries: dict[str | None, str]
    ) -> None:
        task, acts = self._task(node), self._acts(node)
        onward = entries[next(iter(node.exits.values()))]
        if acts:
            who = Element(f"{task.id}_who", "exclusiveGateway", "Ada pelaksana?", task.performers)
            frame.add(who)
            frame.flows += [
                Flow(who.id, task.id, "ada", acts),
                Flow(who.id, onward, "dilewati", f"not ({acts})"),
            ]
        frame.add(task)
        if len(node.exits) == 1:
            frame.flows.append(Flow(task.id, onward))
            return
        gate = Element(f"{task.id}_exit", "exclusiveGateway", "", task.performers)
        frame.add(gate)
        frame.flows.append(Flow(task.id, gate.id))
        for name, to in node.exits.items():
            condition = f"{exit_variable(node.id)} == {name!r}"
            for target, also in self._landings(body, node, to, entries):
                both = f"{condition} and {also}" if also else condition
                frame.flows.append(Flow(gate.id, target, name, both))

    def _landings(
        self, body: Body, node: StepNode, to: str | None, entries: dict[str | None, str]
    ) -> Iterator[tuple[str, str]]:
        """Where an exit leads, each with its further condition. Going back to a step that some
        kinds of unit pass, these go back to the last step before it that they do not pass."""
        passed: list[str] = []
        if to is not None and body.order[to] <= body.order[node.id]:
            for before in reversed(body.nodes[: body.order[to] + 1]):
                acts = self._acts(before) if isinstance(before, StepNode) else ""
                if before.id == to and not acts:
                    break
                if not isinstance(before, StepNode):
                    continue
                yield element_id(before.id), " and ".join([*passed, acts] if acts else passed)
                if not acts:
                    return
                passed.append(f"not ({acts})")
        yield entries[to], " and ".join(passed)

    def _task(self, node: StepNode) -> Element:
        step = self.sop.by_key[node.step]
        name = f"{step.key}. {step.activity}" + (" (penyampaian data)" if node.giving else "")
        performers = step.givers if node.giving else step.performers
        return Element(element_id(node.id), "userTask", name, performers, note=_note(step))

    def _acts(self, node: StepNode) -> str:
        """The condition under which a unit has somebody for the step; "" if every unit has."""
        path = [self.sop.places[block].node for block, _ in self.sop.places[node.id].path]
        around = next((block.id for block in reversed(path) if isinstance(block, Each)), None)
        if around is None:
            return ""
        kind_of = f'{unit_variable(around)}["kind"]'
        step, unnamed = self.sop.step_at(node.id), ""
        passing = [
            kind
            for kind in (*self.kinds, unnamed)
            if kind in step.passed_by or not performers_at(self.sop, node.id, kind)
        ]
        if unnamed in passing:
            acting = [kind for kind in self.kinds if kind not in passing]
            return f"{kind_of} in {acting!r}"
        return f"{kind_of} not in {passing!r}" if passing else ""

    def _block(self, node: Each | Par) -> Element:
        name = element_id(node.id)
        if isinstance(node, Par):
            inner = self._par(node, name)
            return Element(name, "subProcess", "Bersamaan", inner.lane(), inner)
        inner, item = self._late(self.body(node.body, name), node, name), unit_variable(node.id)
        return Element(name, "subProcess", "Setiap unit kerja", inner.lane(), inner, each=item)

    def _par(self, node: Par, name: str) -> Frame:
        frame = Frame()
        start, end = Element(f"{name}_start", "startEvent"), Element(f"{name}_end", "endEvent")
        fork = Element(f"{name}_fork", "parallelGateway")
        join = Element(f"{name}_join", "parallelGateway")
        branches = [self._branch(body, f"{name}_{i}") for i, body in enumerate(node.bodies, 1)]
        for column in ([start], [fork], branches, [join], [end]):
            frame.add(*column)
        frame.flows = [Flow(start.id, fork.id), Flow(join.id, end.id)]
        for branch in branches:
            frame.flows += [Flow(fork.id, branch.id), Flow(branch.id, join.id)]
        return frame

    def _branch(self, body: Body, name: str) -> Element:
        # A sub-process of its own: its loops and its several ends stay clear of the join.
        inner = self.body(body, name)
        return Element(name, "subProcess", "", inner.lane(), inner)

    def _late(self, work: Frame, node: Each, name: str) -> Frame:
        """The unit's own work, framed with a timer whose branch goes on beside it until the unit
        is through."""
        late = [key for key in self._steps_in(node.body) if key in self.sop.sides]
        if not late or self.profile == "execution":
            return work
        frame = Frame(rows=[[] for _ in range(1 + len(late))])
        start, end = (
            Element(f"{name}_begin", "startEvent"),
            Element(f"{name}_through", "endEvent", terminates=True),
        )
        inner = Element(f"{name}_work", "subProcess", "Bagian unit kerja", work.lane(), work)
        frame.add(start)
        frame.add(inner)
        frame.add(end)
        frame.flows = [Flow(start.id, inner.id), Flow(inner.id, end.id)]
        for row, key in enumerate(late, 1):
            self._add_side(frame, row, key, inner.id)
        return frame

    def _add_side(self, frame: Frame, row: int, key: str, attached_to: str) -> None:
        step, own = self.sop.by_key[key], element_id(key)
        assert step.late is not None
        timer = Element(
            f"{own}_late", "boundaryEvent", step.late.until.label,
            attached_to=attached_to, limit=limit_variable(key),
        )  # fmt: skip
        side = self.body(self.sop.sides[key], f"{own}_side")
        side_start = f"{own}_side_start"
        first = next(flow.target for flow in side.flows if flow.source == side_start)
        frame.elements[timer.id] = timer
        frame.flows.append(Flow(timer.id, first))
        frame.flows += [flow for flow in side.flows if flow.source != side_start]
        for element in side.elements.values():
            if element.id != side_start:
                frame.add(element, row=row)

    def _steps_in(self, body: Body) -> Iterator[str]:
        for node in body.nodes:
            if isinstance(node, StepNode):
                yield node.step
            elif isinstance(node, Each):
                yield from self._steps_in(node.body)
            else:
                for inner in node.bodies:
                    yield from self._steps_in(inner)


def _note(step: Step) -> str:
    """What the row of the paper says beside the activity."""
    lines = {
        "Kelengkapan": ", ".join(step.requires),
        "Waktu": step.time.raw if step.time else "",
        "Output": ", ".join(step.output),
        "Keterangan": step.note or step.window_text,
    }
    return "\n".join(f"{title}: {text}" for title, text in lines.items() if text)
