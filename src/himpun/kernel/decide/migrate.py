"""Moving a running run to a newer version of its SOP."""

from __future__ import annotations

from himpun.kernel import messages as m
from himpun.kernel.decide.turn import Coming, Turn
from himpun.kernel.definition import StepNode
from himpun.kernel.messages import Rejected
from himpun.kernel.run import Visit


def migrate(turn: Turn, command: m.Migrate) -> None:
    """Every open visit and block must have its place in the new version, inside the same blocks.
    What stays keeps its row with a new due time; what moves is cancelled and opened anew."""
    if not command.by.steward:
        raise Rejected(
            "Hanya pengelola SOP, operator, atau administrator instansi yang dapat melakukan ini."
        )
    if turn.run.state != "running":
        raise Rejected("SOP ini tidak sedang berjalan.")
    if turn.sop.version <= turn.run.version or turn.sop.id != turn.run.sop:
        raise Rejected("Versi tujuan harus lebih baru daripada versi yang sedang dipakai.")
    blocks = {b.id: command.mapping.get(b.node, b.node) for b in turn.run.blocks.values() if b.live}
    visits = {v.id: command.mapping.get(v.node, v.node) for v in turn.run.open_visits()}
    problems = [p for v in turn.run.open_visits() if (p := _why_not(turn, v, visits[v.id], blocks))]
    if problems:
        raise Rejected("Pemindahan ditolak. " + " ".join(problems))
    moving = [v for v in turn.run.open_visits() if visits[v.id] != v.node]
    staying = [v for v in turn.run.open_visits() if visits[v.id] == v.node]
    dues = {v.id: turn.due_of(v.node, v.opened_at, v.unit, v.extended_to) for v in staying}
    turn.emit(m.RunMigrated(turn.sop.version, blocks, dues))
    for visit in moving:
        turn.emit(m.StepCancelled(visit.id, "dipindahkan ke versi SOP yang baru"))
        turn.enter(turn.run.scopes[visit.scope], visits[visit.id], Coming())


def _why_not(turn: Turn, visit: Visit, node: str, blocks: dict[int, str]) -> str | None:
    """Why an open visit cannot stand at ``node`` of the new version; None if it can."""
    place = turn.sop.places.get(node)
    if place is None or not isinstance(place.node, StepNode):
        return f"Langkah {visit.node} yang sedang terbuka tidak mempunyai tempat di versi baru."
    path: list[tuple[str, int]] = []
    scope = turn.run.scopes[visit.scope]
    side = scope.side_of is not None
    while not side and scope.block is not None:
        block = turn.run.blocks[scope.block]
        path.insert(0, (blocks[block.id], scope.branch))
        scope = turn.run.scopes[block.scope]
    if tuple(path) != place.path or side != (place.side_of is not None):
        return (
            f"Langkah {visit.node} tidak dapat dipindahkan ke {node}: letaknya dalam alur berbeda."
        )
    return None
