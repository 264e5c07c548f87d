"""The kernel against another engine: SpiffWorkflow runs the exported BPMN under one schedule.

After every completion both must be waiting for the same steps of the same units. ORACLE_DEFINITIONS
sets how many random definitions are compared.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cached_property
from random import Random
from typing import Any

import pytest
from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState
from tests.kernel.definitions import SOPS, read_sop
from tests.kernel.strategies import random_sop, random_units
from tests.kernel.walk import Walk

from himpun.kernel.bpmn import UNITS, element_id, exit_variable, to_bpmn, unit_variable
from himpun.kernel.definition import Each, Sop
from himpun.kernel.run import Unit

QUICK = os.environ.get("HYPOTHESIS_PROFILE") == "few"
DEFINITIONS = int(os.environ.get("ORACLE_DEFINITIONS", "20" if QUICK else "300"))
PORTIONS = 10
STEPS = 40

Ready = Counter[tuple[str, str]]


class Peer:
    """A run of the exported SOP in the other engine."""

    def __init__(self, sop: Sop, units: tuple[Unit, ...]) -> None:
        self.sop = sop
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.fromstring(to_bpmn(sop, "execution").encode()))
        spec = parser.get_spec("process")
        self.engine = BpmnWorkflow(spec, parser.get_subprocess_specs("process"))
        first = self.engine.get_next_task(state=TaskState.READY)
        first.data[UNITS] = [{"id": unit.id, "kind": unit.kind} for unit in units]
        self.engine.do_engine_steps()

    @cached_property
    def nodes(self) -> dict[str, str]:
        return {element_id(node): node for node in self.sop.places}

    def around(self, node: str) -> list[str]:
        """The fan-outs that hold a node, the nearest last."""
        blocks = (name for name, _ in self.sop.places[node].path)
        return [name for name in blocks if isinstance(self.sop.places[name].node, Each)]

    def waiting(self) -> dict[tuple[str, str], Any]:
        """The ready tasks by node and unit; never two of one unit at one node."""
        found: dict[tuple[str, str], Any] = {}
        for task in self.engine.get_tasks(state=TaskState.READY):
            if task.task_spec.manual:
                node = self.nodes[task.task_spec.name]
                fan_outs = self.around(node)
                unit = task.data[unit_variable(fan_outs[-1])]["id"] if fan_outs else ""
                assert (node, unit) not in found
                found[node, unit] = task
        return found

    def complete(self, node: str, unit: str, exit_: str) -> None:
        task = self.waiting()[node, unit]
        task.data[exit_variable(node)] = exit_
        # The engine leaves the item of a finished fan-out behind and refuses to find it again.
        for place in self.sop.places.values():
            if place.node.id not in self.around(node):
                task.data.pop(unit_variable(place.node.id), None)
        task.run()
        self.engine.do_engine_steps()


def ready(walk: Walk) -> Ready:
    return Counter((visit.node, visit.unit) for visit in walk.run.open_visits())


def compare(sop: Sop, units: tuple[Unit, ...], random: Random, steps: int) -> int:
    """Both engines under one random schedule, then by the first exits to the end; how many
    completions were compared."""
    walk, peer = Walk(sop, random), Peer(sop, units)
    walk.start(units)
    compared = 0
    while walk.run.state == "running":
        assert ready(walk) == Counter(peer.waiting().keys())
        visit = random.choice(walk.open_visits())
        exits = walk.exits_of(visit)
        exit_ = random.choice(exits) if compared < steps else exits[0]
        while walk.run.visits[visit.id].state == "open":
            # Where all must act, the kernel sees each part and the other engine one task.
            walk.complete(walk.run.visits[visit.id], exit_)
        peer.complete(visit.node, visit.unit, exit_)
        compared += 1
    assert not peer.waiting()
    assert peer.engine.completed
    return compared


@pytest.mark.parametrize("portion", range(PORTIONS))
def test_both_engines_wait_for_the_same_steps_of_random_definitions(portion: int) -> None:
    compared = 0
    for seed in range(portion, DEFINITIONS, PORTIONS):
        random = Random(seed)
        compared += compare(random_sop(random), random_units(random), random, STEPS)
    assert compared >= DEFINITIONS // PORTIONS


@pytest.mark.parametrize("name", SOPS)
@pytest.mark.parametrize("seed", range(4))
def test_both_engines_wait_for_the_same_steps_of_each_sop(name: str, seed: int) -> None:
    random = Random(seed)
    units = random_units(random, fewest=2)
    assert compare(read_sop(name), units, random, STEPS) > 4
