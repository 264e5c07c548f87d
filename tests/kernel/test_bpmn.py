"""An SOP as BPMN 2.0: valid, complete and drawn."""

from pathlib import Path

import pytest
import SpiffWorkflow.bpmn.parser
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.kernel.strategies import sop_of, sops

from himpun.kernel.bpmn import element_id, exit_variable, to_bpmn
from himpun.kernel.build import build_body
from himpun.kernel.definition import Each, Exit, Late, Par, Sop, Step, StepNode
from himpun.kernel.worktime import Window, parse_duration

SPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
}
# The standard's own schema files, as they come with the engine that the kernel is compared with.
SCHEMA = Path(SpiffWorkflow.bpmn.parser.__file__).parent / "schema" / "BPMN20.xsd"


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMA))


def read(sop: Sop) -> etree._Element:
    return etree.fromstring(to_bpmn(sop).encode())


def found(root: etree._Element, path: str) -> list[etree._Element]:
    answer = root.xpath(path, namespaces=SPACES)
    assert isinstance(answer, list)
    return [item for item in answer if isinstance(item, etree._Element)]


@given(sops())
def test_every_definition_gives_a_document_that_keeps_the_schema(
    schema: etree.XMLSchema, sop: Sop
) -> None:
    schema.assertValid(read(sop))


def values(root: etree._Element, path: str) -> list[str]:
    answer = root.xpath(path, namespaces=SPACES)
    assert isinstance(answer, list)
    return [str(item) for item in answer]


@given(sops())
def test_every_reference_leads_to_an_element_of_the_document(sop: Sop) -> None:
    root = read(sop)
    known = values(root, "//@id")
    assert len(known) == len(set(known))
    attributes = ("sourceRef", "targetRef", "attachedToRef", "processRef", "bpmnElement")
    elements = ("flowNodeRef", "incoming", "outgoing", "resourceRef", "loopDataInputRef")
    for path in (*(f"//@{name}" for name in attributes), *(f"//bpmn:{e}/text()" for e in elements)):
        assert set(values(root, path)) <= set(known), path


@given(sops())
def test_every_step_is_a_task_and_every_block_a_sub_process(sop: Sop) -> None:
    root = read(sop)
    for node in (place.node for place in sop.places.values()):
        tag = "userTask" if isinstance(node, StepNode) else "subProcess"
        assert len(found(root, f"//bpmn:{tag}[@id='{element_id(node.id)}']")) == 1
    tasks = [p for p in sop.places.values() if isinstance(p.node, StepNode)]
    fan_outs = [p for p in sop.places.values() if isinstance(p.node, Each)]
    branches = [b for p in sop.places.values() if isinstance(p.node, Par) for b in p.node.bodies]
    assert len(found(root, "//bpmn:userTask")) == len(tasks)
    assert len(found(root, "//bpmn:multiInstanceLoopCharacteristics")) == len(fan_outs)
    assert len(found(root, "//bpmn:subProcess[@name='Bersamaan']/bpmn:subProcess")) == len(branches)


@given(sops())
def test_every_element_is_drawn_inside_what_holds_it(sop: Sop) -> None:
    root = read(sop)
    boxes = {
        shape.get("bpmnElement"): [
            float(bounds.get(side, "nan")) for side in ("x", "y", "width", "height")
        ]
        for shape in found(root, "//bpmndi:BPMNShape")
        for bounds in shape.iterfind("dc:Bounds", SPACES)
    }
    for element in found(root, "//bpmn:process//*[@id and not(self::bpmn:sequenceFlow)]"):
        holder = element.getparent()
        if element.get("id") not in boxes or holder is None or holder.get("id") not in boxes:
            continue
        x, y, w, h = boxes[element.get("id")]
        left, top, width, height = boxes[holder.get("id")]
        assert left <= x <= x + w <= left + width
        assert top <= y <= y + h <= top + height
    drawn = {*values(root, "//bpmndi:BPMNEdge/@bpmnElement"), *map(str, boxes)}
    nodes = ("userTask", "subProcess", "startEvent", "endEvent", "lane", "sequenceFlow")
    for tag in (*nodes, "exclusiveGateway", "parallelGateway", "boundaryEvent", "participant"):
        assert set(values(root, f"//bpmn:{tag}/@id")) <= drawn


def one_of_each() -> Sop:
    """A check with two exits, two rows a unit of which the second may be late, a parallel group."""
    side = Step("4.1", "Menyiapkan surat peringatan", ("staf",), ("prepare",))
    late = Late(Window("triwulan", 1, 1, following=True), "surat-peringatan", "3", (side,))
    passed = ("sekretariat",)
    steps = [
        Step(
            "1", "Membuat format", ("staf",), ("prepare",),
            requires=("Disposisi",), time=parse_duration("2 jam"), output=("Format",),
        ),
        Step(
            "2", "Mengoreksi", ("sekretaris",), ("review",),
            exits=(Exit("ya", "3"), Exit("tidak", "1")),
        ),
        Step("3", "Memeriksa", ("kabid",), ("review",), per_unit=True, passed_by=passed),
        Step("4", "Menghimpun", ("staf",), ("gather",), per_unit=True, late=late),
        Step("5", "Merekap", ("staf",), ("recap",), branch="p/1"),
        Step("6", "Melaporkan", ("kepala",), ("report",), branch="p/2"),
    ]  # fmt: skip
    return sop_of(steps, build_body(steps))


def flows(root: etree._Element, source: str) -> dict[str, tuple[str, str]]:
    """Name → (target, condition) of the flows out of an element."""
    return {
        flow.get("name", ""): (
            flow.get("targetRef", ""),
            flow.findtext("bpmn:conditionExpression", "", SPACES),
        )
        for flow in found(root, f"//bpmn:sequenceFlow[@sourceRef='{source}']")
    }


def test_a_decision_is_a_gateway_on_the_exit_that_was_taken() -> None:
    root = read(one_of_each())
    assert flows(root, "n_2") == {"": ("n_2_exit", "")}
    assert flows(root, "n_2_exit") == {
        "ya": (element_id("unit:3"), "exit_n_2 == 'ya'"),
        "tidak": ("n_1", "exit_n_2 == 'tidak'"),
    }


def test_a_kind_of_unit_without_a_performer_goes_round_the_task() -> None:
    root = read(one_of_each())
    assert flows(root, "n_3_who") == {
        "ada": ("n_3", "unit_n_unit_3a_3[\"kind\"] in ['bidang']"),
        "dilewati": ("n_4", "not (unit_n_unit_3a_3[\"kind\"] in ['bidang'])"),
    }


def test_a_late_branch_begins_at_a_timer_that_interrupts_nothing() -> None:
    root = read(one_of_each())
    (timer,) = found(root, "//bpmn:boundaryEvent")
    assert timer.get("cancelActivity") == "false"
    assert timer.get("attachedToRef") == f"{element_id('unit:3')}_work"
    assert timer.findtext(".//bpmn:timeDate", "", SPACES) == "limit_n_4"
    assert flows(root, timer.get("id", "")) == {"": ("n_4.1", "")}
    assert found(root, f"//bpmn:subProcess[@id='{element_id('unit:3')}_work']//*[@id='n_4']")


def test_a_unit_that_is_through_waits_for_no_late_branch() -> None:
    through = f"{element_id('unit:3')}_through"
    assert found(read(one_of_each()), f"//*[@id='{through}']/bpmn:terminateEventDefinition")


def test_an_engine_gets_the_flow_without_late_branches() -> None:
    root = etree.fromstring(to_bpmn(one_of_each(), "execution").encode())
    assert not found(root, "//bpmn:boundaryEvent")
    assert not found(root, "//*[@id='n_4.1']")
    assert len(found(root, "//bpmn:userTask")) == 6


def test_lanes_stand_in_the_order_of_the_paper_and_hold_every_element_once() -> None:
    root = read(one_of_each())
    assert values(root, "//bpmn:lane/@name") == ["Sekretaris", "Staf Perencanaan", "Kepala Bidang"]
    held = values(root, "//bpmn:flowNodeRef/text()")
    flow_nodes = "bpmn:process/*[not(self::bpmn:sequenceFlow or self::bpmn:laneSet)]"
    own = values(root, f"//{flow_nodes}[not(self::bpmn:dataObject)]/@id")
    assert sorted(held) == sorted(own)


def test_a_task_says_who_performs_it_and_what_the_row_says_beside_it() -> None:
    root = read(one_of_each())
    (task,) = found(root, "//bpmn:userTask[@id='n_1']")
    resource = task.findtext("bpmn:potentialOwner/bpmn:resourceRef", "", SPACES)
    assert values(root, f"//bpmn:resource[@id='{resource}']/@name") == ["Staf Perencanaan"]
    assert task.get("name") == "1. Membuat format"
    documentation = task.findtext("bpmn:documentation", "", SPACES)
    assert documentation.splitlines() == [
        "Kelengkapan: Disposisi",
        "Waktu: 2 jam",
        "Output: Format",
    ]


@given(st.text(max_size=6), st.text(max_size=6))
def test_two_nodes_never_share_an_id_or_a_variable(one: str, other: str) -> None:
    assert (element_id(one) == element_id(other)) is (one == other)
    assert (exit_variable(one) == exit_variable(other)) is (one == other)
    assert exit_variable(one).isidentifier()
