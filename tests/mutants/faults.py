"""Faults to seed in the kernel, one at a time: the tests must notice each of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """What would be wrong, and the edit that makes it so; ``sound`` stands once in the file."""

    name: str
    file: str
    sound: str
    faulty: str


COMMANDS, TURN = "decide/commands.py", "decide/turn.py"
MIGRATE, NEEDS = "decide/migrate.py", "decide/needs.py"
APPLY, DUTY = "apply.py", "duty.py"

FAULTS = (
    Fault(
        "join counter off by one", TURN,
        "m.BlockOpened(block, scope.id, node.id, len(units))",
        "m.BlockOpened(block, scope.id, node.id, max(len(units) - 1, 0))",
    ),
    Fault(
        "join goes on when one unit is left", TURN,
        "self.run.blocks[scope.block].left == 0",
        "self.run.blocks[scope.block].left <= 1",
    ),
    Fault(
        "parallel branches counted wrongly", TURN,
        "m.BlockOpened(block, scope.id, node.id, len(entries))",
        "m.BlockOpened(block, scope.id, node.id, 1)",
    ),
    Fault(
        "a block without units stays open", TURN,
        "        if not units:\n            self.close_block(self.run.blocks[block])\n",
        "",
    ),
    Fault(
        "a round is not counted", TURN,
        "self.run.rounds.get((node.id, unit), 0) + 1",
        "max(self.run.rounds.get((node.id, unit), 0), 1)",
    ),
    Fault(
        "a return opens all units", TURN,
        "(not chosen or unit.id in chosen)",
        "True",
    ),
    Fault("an excused unit takes part", TURN, "if not unit.excused\n", "if True\n"),
    Fault(
        "an excused unit is still counted", COMMANDS,
        "turn.emit(m.ScopeClosed(scope.id, cancelled=True))",
        "turn.emit(m.ScopeClosed(scope.id, cancelled=True, counted=False))",
    ),
    Fault(
        "excusing the last unit leaves the block", COMMANDS,
        "    if waiting.left == 0:\n        turn.close_block(waiting)\n",
        "",
    ),
    Fault(
        "an added unit is not counted", APPLY,
        "if event.joined and event.block is not None:",
        "if False:",
    ),
    Fault(
        "a side branch is counted in the join", COMMANDS,
        "m.ScopeOpened(side, None, scope.unit",
        "m.ScopeOpened(side, scope.block, scope.unit",
    ),
    Fault(
        "data that came in leave the letter open", TURN,
        'self.cancel_scope(side, "data sudah masuk")',
        "pass",
    ),
    Fault(
        "a unit that is through leaves its letter open", TURN,
        'self.cancel_scope(side, "data sudah diterima")',
        "pass",
    ),
    Fault(
        "the letter changes nothing for the unit", TURN,
        "if order[visit.node] < order[late.back_to]:",
        "if False:",
    ),
    Fault("a late unit is told twice", COMMANDS, " and not scope.limit_told:", ":"),
    Fault("an overdue step is told twice", COMMANDS, " and not visit.overdue_told", ""),
    Fault(
        "a suspended run accepts a completion", COMMANDS,
        '    if run.state == "suspended":\n'
        '        raise Rejected("SOP ini sedang dihentikan sementara.")\n'
        '    if run.state != "running":',
        '    if run.state not in ("running", "suspended"):',
    ),
    Fault(
        "due times stand still at the resumption", APPLY,
        'state="running", suspended_at=None, visits=visits',
        'state="running", suspended_at=None',
    ),
    Fault(
        "a reason is not wanted", COMMANDS,
        "    if not reason.strip():",
        "    if reason is None:",
    ),
    Fault(
        "an ended step can be completed again", COMMANDS,
        '    if visit.state != "open":',
        '    if visit.state == "cancelled":',
    ),
    Fault(
        "the assignee is ignored", DUTY,
        "if capacity is not None and visit.assignee in (None, actor.person):",
        "if capacity is not None:",
    ),
    Fault(
        "anybody may act", DUTY,
        "    if actor.operator and duties:",
        "    if duties:",
    ),
    Fault(
        "one of several parts is enough", COMMANDS,
        "return bool(duties_of(turn.sop, turn.run, done))",
        "return False",
    ),
    Fault(
        "the first exit is always taken", COMMANDS,
        "target = node.exits[command.exit]",
        "target = next(iter(node.exits.values()))",
    ),
    Fault(
        "a passed step is not followed", TURN,
        "            self.follow(scope, next(iter(node.exits.values())), coming)\n"
        "            return\n",
        "            return\n",
    ),
    Fault(
        "going back stops nowhere in a unit that passes the step", TURN,
        "if coming.back and held != node.id:",
        "if False:",
    ),
    Fault(
        "a return out of a block leaves it open", TURN,
        'self.cancel_block(block, "dikembalikan ke langkah sebelumnya")',
        "pass",
    ),
    Fault(
        "cancelling a scope leaves its step open", TURN,
        "            self.emit(m.StepCancelled(visit.id, why))\n",
        "            pass\n",
    ),
    Fault(
        "a cancelled run is not closed", COMMANDS,
        "    turn.cancel_scope(turn.run.scopes[ROOT], command.reason)\n",
        "",
    ),
    Fault(
        "the run's end is not told", TURN,
        "            self.emit(m.RunFinished())\n",
        "            pass\n",
    ),
    Fault(
        "a refused command is half applied", APPLY,
        "    return {**mapping, key: value}",
        "    mapping[key] = value  # type: ignore[index]\n    return mapping",
    ),
    Fault(
        "events are not numbered", APPLY,
        "last_event=run.last_event + 1",
        "last_event=run.last_event + bool(run.last_event % 7 or not run.last_event)",
    ),
    Fault(
        "excusing a unit strikes out what it has done", APPLY,
        "    return replace(run, units=_put(run.units, event.unit, excused))",
        "    own = [v for v in run.visits.values() if v.unit == event.unit and v.state == 'done']\n"
        "    struck = {v.id: replace(v, state='cancelled') for v in own}\n"
        "    units = _put(run.units, event.unit, excused)\n"
        "    return replace(run, units=units, visits={**run.visits, **struck})",
    ),
    Fault(
        "the giving of data costs no time", TURN,
        "base = block.opened_at if self._is_giving(node) else None",
        "base = None",
    ),
    Fault(
        "a step thinks that the way to the root is always enough", NEEDS,
        "return Need.UNITS if _may_open_block(sop, node, command.exit) else Need.PATH",
        "return Need.PATH",
    ),
    Fault(
        "a run moves to an older version", MIGRATE,
        "turn.sop.version <= turn.run.version or",
        "",
    ),
)  # fmt: skip
