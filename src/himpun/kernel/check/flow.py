"""Can every run of the SOP come to its end, through every row of it?"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from himpun.kernel.check.problem import Problem, at, error
from himpun.kernel.definition import FORWARD, Body, Each, Node, Par, Sop, StepNode

Passage = tuple[str, str | None]


@dataclass(frozen=True)
class Graph:
    """One body as passages: node id → (name of the exit, next id or None for the end).

    An exit that leaves the body is an error of its own; here it counts as an end, so that one
    mistake is not told twice.
    """

    entry: str
    passages: Mapping[str, tuple[Passage, ...]]
    labels: Mapping[str, str]

    def ways_from(self, start: str) -> dict[str, tuple[str, ...]]:
        """Node id → the shortest way to it from ``start``, as labelled passages."""
        ways: dict[str, tuple[str, ...]] = {start: ()}
        waiting = deque([start])
        while waiting:
            at_ = waiting.popleft()
            for name, to in self.passages[at_]:
                if to is not None and to not in ways:
                    ways[to] = (*ways[at_], self.passage(at_, name))
                    waiting.append(to)
        return ways

    def passage(self, node: str, exit_name: str) -> str:
        """A node as a passage of a way: "langkah 2 (tidak)"."""
        named = "" if exit_name == FORWARD else f" ({exit_name})"
        return f"{self.labels[node]}{named}"

    def can_end(self) -> frozenset[str]:
        """Nodes from which the end of the body can be reached."""
        ending: set[str] = set()
        growing = True
        while growing:
            more = {
                node
                for node, ways in self.passages.items()
                if node not in ending and any(to is None or to in ending for _, to in ways)
            }
            ending |= more
            growing = bool(more)
        return frozenset(ending)


def graph_of(body: Body) -> Graph:
    """The passages of one body, without those inside its blocks."""

    def inside(to: str | None) -> str | None:
        return to if to in body.order else None

    passages = {
        node.id: tuple((name, inside(to)) for name, to in _exits(node).items())
        for node in body.nodes
    }
    return Graph(body.entry, passages, {node.id: _label(node) for node in body.nodes})


def flow_problems(sop: Sop) -> Iterator[Problem]:
    """Exits that leave their body, nodes that cannot be reached, ways that never end."""
    yield from _body_problems(sop, sop.body)
    for side in sop.sides.values():
        yield from _body_problems(sop, side)
    yield from _entries_inside_blocks(sop)
    yield from _split_groups(sop)


def _body_problems(sop: Sop, body: Body) -> Iterator[Problem]:
    yield from _leaving_exits(sop, body)
    graph = graph_of(body)
    yield from _unreachable(sop, body, graph)
    yield from _endless(body, graph)
    for node in body.nodes:
        for inner in _bodies(node):
            yield from _body_problems(sop, inner)


def _leaving_exits(sop: Sop, body: Body) -> Iterator[Problem]:
    for node in body.nodes:
        for name, to in _exits(node).items():
            if to is None or to in body.order:
                continue
            step = sop.by_key[_first_row(node)]
            sentence = (
                f"Jalan “{name}” menuju langkah {to} keluar dari bagian paralel yang belum selesai."
                " Arahkan ke langkah di bagian yang sama, atau ke “selesai”."
            )
            yield error(at(step, f"exits.{name}"), sentence, (f"langkah {step.key} ({name})",))


def _unreachable(sop: Sop, body: Body, graph: Graph) -> Iterator[Problem]:
    reached = graph.ways_from(graph.entry)
    before: Node | None = None
    for node in body.nodes:
        if node.id not in reached and before is not None and before.id in reached:
            step = sop.by_key[_first_row(node)]
            way = (*reached[before.id], *_choices(graph, before))
            sentence = f"{graph.labels[node.id].capitalize()} tidak pernah dicapai."
            yield error(f"step no {step.key}", sentence, way)
        before = node if node.id in reached else before


def _choices(graph: Graph, node: Node) -> Iterator[str]:
    for name, to in graph.passages[node.id]:
        goal = graph.labels[to] if to else "selesai"
        yield f"{graph.passage(node.id, name)} → {goal}"


def _endless(body: Body, graph: Graph) -> Iterator[Problem]:
    reached, ending = graph.ways_from(graph.entry), graph.can_end()
    trapped = [n for n in body.nodes if n.id in reached and n.id not in ending]
    if not trapped:
        return
    first = min(trapped, key=lambda node: len(reached[node.id]))
    loop = _round_trip(graph, first.id)
    names = dict.fromkeys(passage.partition(" (")[0] for passage in loop)
    sentence = f"Perputaran tanpa jalan keluar: {', '.join(names)}."
    yield error(f"step no {_first_row(first)}", sentence, (*reached[first.id], *loop))


def _round_trip(graph: Graph, start: str) -> tuple[str, ...]:
    """From a node that cannot end: on by the first exits until a node comes twice."""
    way: list[str] = []
    seen: set[str] = set()
    node = start
    while node not in seen:
        seen.add(node)
        name, to = graph.passages[node][0]
        way.append(graph.passage(node, name))
        assert to is not None  # a node that ends here would not be trapped
        node = to
    return (*way, graph.labels[node])


def _entries_inside_blocks(sop: Sop) -> Iterator[Problem]:
    """An exit may enter a block only at its beginning: the flow would begin there anyway."""
    for step in sop.steps:
        for exit_ in step.exits:
            block = _entered_block(sop, step.key, exit_.to) if exit_.to else None
            if block is not None and exit_.to != (first := _first_row(block)):
                sentence = (
                    f"Jalan “{exit_.name}” masuk ke tengah bagian paralel. "
                    f"Arahkan ke langkah pertamanya, langkah {first}."
                )
                way = (f"langkah {step.key} ({exit_.name})", f"langkah {exit_.to}")
                yield error(at(step, f"exits.{exit_.name}"), sentence, way)


def _entered_block(sop: Sop, source: str, target: str) -> Node | None:
    """The outermost block around the target row that does not hold the source row as well."""
    here, there = sop.places[source].path, sop.places[target].path
    common = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False))
    )
    return sop.places[there[common][0]].node if common < len(there) else None


def _split_groups(sop: Sop) -> Iterator[Problem]:
    """Rows of one parallel group, and of one branch of it, must stand together."""
    seen: dict[str, str] = {}
    last = ("", "")
    for step in sop.steps:
        group, _, branch = (step.branch or "").partition("/")
        here = (group, f"{group}/{branch}" if group else "")
        for name, previous in zip(here, last, strict=True):
            if name and name != previous and name in seen:
                sentence = (
                    f"“{name}” sudah ditutup sesudah langkah {seen[name]}, lalu dibuka lagi. "
                    "Langkah-langkahnya harus berurutan."
                )
                yield error(at(step, "branch"), sentence, (f"langkah {seen[name]}",))
        seen |= {name: step.key for name in here if name}
        last = here
    for node in sop.body.nodes:
        if isinstance(node, Par) and len(node.bodies) == 1:
            sentence = "Kelompok paralel harus mempunyai sedikitnya dua cabang."
            yield error(f"step no {_first_row(node)} · branch", sentence)


def _exits(node: Node) -> Mapping[str, str | None]:
    return node.exits if isinstance(node, StepNode) else {FORWARD: node.next}


def _bodies(node: Node) -> tuple[Body, ...]:
    if isinstance(node, Each):
        return (node.body,)
    return node.bodies if isinstance(node, Par) else ()


def _first_row(node: Node) -> str:
    """The key of the first row that a node stands for."""
    while not isinstance(node, StepNode):
        node = _bodies(node)[0].nodes[0]
    return node.step


def _last_row(node: Node) -> str:
    while not isinstance(node, StepNode):
        node = _bodies(node)[-1].nodes[-1]
    return node.step


def _label(node: Node) -> str:
    if isinstance(node, StepNode):
        return f"pemberian data langkah {node.step}" if node.giving else f"langkah {node.step}"
    first, last = _first_row(node), _last_row(node)
    return f"langkah {first}" if first == last else f"langkah {first}–{last}"
