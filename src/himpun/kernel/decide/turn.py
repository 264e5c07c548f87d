"""One command's turn: the events so far and the run they lead to, and how a token moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from himpun.kernel import messages as m
from himpun.kernel.apply import apply
from himpun.kernel.definition import Body, Each, Par, Place, Sop, StepNode
from himpun.kernel.duty import takes_part
from himpun.kernel.owing import owes_at
from himpun.kernel.run import ROOT, Block, Due, Run, Scope, Visit
from himpun.kernel.times import Times

Path = tuple[tuple[str, int], ...]
"""Blocks still to go down, outermost first, each with its branch."""


@dataclass(frozen=True, slots=True)
class Coming:
    """How a step is being reached: forward, or ``back`` for a ``reason``; ``units`` are the chosen
    units of a fan-out that is entered again (none: all); ``base`` the moment from which a row's
    standard time counts where the row began before this node."""

    back: bool = False
    reason: str = ""
    units: tuple[str, ...] = ()
    base: datetime | None = None


FORWARD_COMING = Coming()


class Turn:
    """Collects the events of one command. Nothing outside sees them unless all could be decided."""

    def __init__(self, sop: Sop, run: Run, now: datetime, times: Times) -> None:
        self.sop = sop
        self.run = run
        self.now = now
        self.times = times
        self.events: list[m.Event] = []

    def emit(self, event: m.Event) -> None:
        """Note what happens and let it count for what follows."""
        self.run = apply(event, self.run, at=self.now)
        self.events.append(event)

    def follow(self, scope: Scope, target: str | None, coming: Coming = FORWARD_COMING) -> None:
        """Move the token of a scope to a node of its body, or out at its end."""
        if target is None:
            self.close(scope)
        else:
            self.enter(scope, target, coming)

    def enter(self, scope: Scope, target: str, coming: Coming = FORWARD_COMING) -> None:
        """Open a node of the scope's own body."""
        node = self.sop.places[target].node
        if isinstance(node, Each):
            self._open_each(scope, node, node.body.entry, (), coming)
        elif isinstance(node, Par):
            entries: list[tuple[int, str, Path]] = [
                (i, body.entry, ()) for i, body in enumerate(node.bodies)
            ]
            self._open_par(scope, node, entries, coming)
        else:
            self._open_step(scope, node, coming)

    def _open_step(self, scope: Scope, node: StepNode, coming: Coming) -> None:
        number, unit = self.run.last_id + 1, scope.unit
        round_ = self.run.rounds.get((node.id, unit), 0) + 1
        step = self.sop.by_key[node.step]
        if unit and self.run.kind_of(unit) in step.passed_by:
            held = self._held_before(scope, node.id)
            if coming.back and held != node.id:
                self.enter(scope, held, coming)
                return
            self.emit(m.StepPassed(number, scope.id, node.id, unit, round_))
            self.follow(scope, next(iter(node.exits.values())), coming)
            return
        due = self.due_of(node.id, coming.base or self.now, unit)
        self.emit(
            m.StepOpened(number, scope.id, node.id, unit, round_, due, coming.back, coming.reason)
        )
        self._drop_side_branches_at(scope, node)

    def due_of(self, node: str, opened_at: datetime, unit: str, own: datetime | None = None) -> Due:
        """When a visit at ``node`` opened at that moment should be done: by the SOP's times, or by
        the extension of its unit, or by its ``own``, where that is later."""
        due = self.times.due(self.sop.step_at(node), opened_at, unit)
        known = self.run.units.get(unit)
        of_unit = known.extended_to if known and owes_at(self.sop, node) else None
        until = max((at for at in (own, of_unit) if at is not None), default=None)
        if until is None or (due.due_at is not None and due.due_at >= until):
            return due
        return self.times.extended(due, opened_at, until, unit)

    def _drop_side_branches_at(self, scope: Scope, node: StepNode) -> None:
        """Data that have come in make the letter about their absence needless."""
        if scope.late_step == node.step:
            for side in list(self.run.sides(scope.id)):
                self.cancel_scope(side, "data sudah masuk")

    def _open_each(
        self, scope: Scope, node: Each, entry: str, inner: Path,
        coming: Coming,
    ) -> None:  # fmt: skip
        units = self._units_of(node, coming.units)
        block = self.run.last_id + 1
        self.emit(m.BlockOpened(block, scope.id, node.id, len(units)))
        for unit in units:
            self.open_unit(block, node, unit, entry=entry, inner=inner, coming=coming)
        if not units:
            self.close_block(self.run.blocks[block])

    def open_unit(
        self,
        block: int,
        node: Each,
        unit: str,
        *,
        entry: str,
        inner: Path = (),
        coming: Coming = FORWARD_COMING,
        joined: bool = False,
    ) -> None:
        """Open the scope of one unit in a fan-out, at ``entry``."""
        number = self.run.last_id + 1
        late_step, limit_at = self._limit_of(node.body, unit)
        self.emit(
            m.ScopeOpened(
                number, block, unit, 0, limit_at=limit_at, late_step=late_step, joined=joined
            )
        )
        self._enter_within(self.run.scopes[number], entry, inner, coming)

    def _open_par(
        self, scope: Scope, node: Par,
        entries: list[tuple[int, str, Path]], coming: Coming,
    ) -> None:  # fmt: skip
        block = self.run.last_id + 1
        self.emit(m.BlockOpened(block, scope.id, node.id, len(entries)))
        for branch, entry, inner in entries:
            number = self.run.last_id + 1
            self.emit(m.ScopeOpened(number, block, scope.unit, branch))
            self._enter_within(self.run.scopes[number], entry, inner, coming)

    def _enter_within(self, scope: Scope, entry: str, inner: Path, coming: Coming) -> None:
        """Enter a node of this scope's body, or go down the remaining blocks of ``inner`` to it."""
        if not inner:
            self.enter(scope, entry, coming)
            return
        (block, branch), rest = inner[0], inner[1:]
        node = self.sop.places[block].node
        if isinstance(node, Each):
            self._open_each(scope, node, entry, rest, coming)
        elif isinstance(node, Par):
            self._open_par(scope, node, [(branch, entry, rest)], coming)

    def _units_of(self, node: Each, chosen: tuple[str, ...]) -> list[str]:
        steps = step_nodes(node.body)
        return [
            unit.id
            for unit in self.run.units.values()
            if not unit.excused
            and (not chosen or unit.id in chosen)
            and takes_part(self.sop, steps, unit.kind)
        ]

    def _limit_of(self, body: Body, unit: str) -> tuple[str, datetime | None]:
        for node in body.nodes:
            late = self.sop.by_key[node.step].late if isinstance(node, StepNode) else None
            if late and isinstance(node, StepNode):
                return node.step, self.later_limit(self.times.limit(late, unit), unit)
        return "", None

    def later_limit(self, limit: datetime | None, unit: str) -> datetime | None:
        """An extension of the unit holds for its limit as well."""
        given = self.run.units[unit].extended_to if unit in self.run.units else None
        return max(limit, given) if limit and given else limit

    def close(self, scope: Scope) -> None:
        """The token of a scope has come through its body."""
        if scope.side_of is not None:
            self._close_side(scope)
            return
        for side in list(self.run.sides(scope.id)):
            self.cancel_scope(side, "data sudah diterima")
        self.emit(m.ScopeClosed(scope.id))
        if scope.id == ROOT:
            self.emit(m.RunFinished())
        elif scope.block is not None and self.run.blocks[scope.block].left == 0:
            self.close_block(self.run.blocks[scope.block])

    def close_block(self, block: Block) -> None:
        """All scopes of a block are through; its own scope goes on."""
        self.emit(m.BlockClosed(block.id))
        node = self.sop.places[block.node].node
        assert isinstance(node, Each | Par)
        base = block.opened_at if self._is_giving(node) else None
        self.follow(self.run.scopes[block.scope], node.next, Coming(base=base))

    def _is_giving(self, node: Each | Par) -> bool:
        return isinstance(node, Each) and any(
            isinstance(inner, StepNode) and inner.giving for inner in node.body.nodes
        )

    def _close_side(self, side: Scope) -> None:
        """The letter has gone out: the unit now owes at the step that the definition names."""
        self.emit(m.ScopeClosed(side.id, counted=False))
        owner = self.run.scopes[side.side_of or ROOT]
        late = self.sop.by_key[side.late_step].late
        visit = self.run.open_visit_in(owner.id)
        if late is None or visit is None:
            return
        order = self.sop.places[visit.node].body.order
        if order[visit.node] < order[late.back_to]:
            reason = "Diminta langsung dengan surat peringatan"
            self.emit(m.StepCancelled(visit.id, reason))
            target = self._held_before(owner, late.back_to)
            self.enter(owner, target, Coming(back=True, reason=reason))

    def _held_before(self, owner: Scope, target: str) -> str:
        """The node itself, or the last one before it that a unit of this kind does not pass."""
        nodes = self.sop.places[target].body.nodes
        kind = self.run.kind_of(owner.unit)
        upto = nodes[: self.sop.places[target].body.order[target] + 1]
        held = [
            node.id
            for node in upto
            if isinstance(node, StepNode) and kind not in self.sop.by_key[node.step].passed_by
        ]
        return held[-1] if held else target

    def cancel_scope(self, scope: Scope, why: str) -> None:
        """Close a scope with all that is open in it, without its block counting it."""
        for side in list(self.run.sides(scope.id)):
            self.cancel_scope(side, why)
        block = self.run.open_block_in(scope.id)
        if block is not None:
            self.cancel_block(block, why)
        visit = self.run.open_visit_in(scope.id)
        if visit is not None:
            self.emit(m.StepCancelled(visit.id, why))
        self.emit(m.ScopeClosed(scope.id, cancelled=True, counted=False))

    def cancel_block(self, block: Block, why: str) -> None:
        """Close a block with its open subtree."""
        for child in list(self.run.children(block.id)):
            self.cancel_scope(child, why)
        self.emit(m.BlockClosed(block.id, cancelled=True))

    def jump(self, visit: Visit, target: str, coming: Coming) -> None:
        """Move the token from an ended visit to any node: within its body, out of a block (whose
        open subtree is cancelled), or into a fan-out (fresh, for the chosen units)."""
        here, there = self.sop.places[visit.node], self.sop.places[target]
        shared = _shared(here, there)
        chain = self._chain(self.run.scopes[visit.scope], len(here.path))
        scope = chain[shared]
        if shared < len(here.path):
            block = self.run.open_block_in(scope.id)
            if block is not None:
                self.cancel_block(block, "dikembalikan ke langkah sebelumnya")
        self._enter_within(scope, target, there.path[shared:], coming)

    def _chain(self, scope: Scope, depth: int) -> list[Scope]:
        """The scopes from the outermost body down to this one; ``depth`` blocks lie between."""
        chain = [scope]
        for _ in range(depth):
            block = self.run.blocks[chain[0].block or 0]
            chain.insert(0, self.run.scopes[block.scope])
        return chain


def step_nodes(body: Body) -> tuple[str, ...]:
    """The step nodes of a body and of the blocks within it."""
    found: list[str] = []
    for node in body.nodes:
        if isinstance(node, StepNode):
            found.append(node.id)
        elif isinstance(node, Each):
            found.extend(step_nodes(node.body))
        else:
            for inner in node.bodies:
                found.extend(step_nodes(inner))
    return tuple(found)


def _shared(here: Place, there: Place) -> int:
    """How many blocks, from the root, two places stand in together."""
    count = 0
    for one, other in zip(here.path, there.path, strict=False):
        if one != other:
            break
        count += 1
    return count
