"""The XML of a BPMN 2.0 document: what happens, and where it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# Only ever written here, never read: nobody's XML is parsed.
from xml.etree import ElementTree as ET  # nosec B405

from himpun.kernel.bpmn.graph import (
    PROCESS,
    UNITS,
    Element,
    Flow,
    Frame,
    Profile,
    build_graph,
    element_id,
)
from himpun.kernel.bpmn.layout import Box, Drawing, lanes_of, lay_out
from himpun.kernel.definition import Sop

_SPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
for _prefix, _space in _SPACES.items():
    ET.register_namespace(_prefix, _space)
_TARGET = "urn:himpun:sop"
_EXPRESSIONS = "https://www.python.org/"
_POOL = "pool"


def to_bpmn(sop: Sop, profile: Profile = "exchange") -> str:
    """BPMN 2.0 with its diagram; conditions are on ``exit_<task>`` and ``unit_<fan-out>["kind"]``.

    The profile "execution" leaves out the late branches: an engine's sub-process would wait for
    them, and a unit of ours hands in without.
    """
    graph = build_graph(sop, profile)
    lanes = _lanes(sop, graph)
    root = _xml(
        "definitions", id="definitions", name=sop.name, targetNamespace=_TARGET, exporter="Himpun",
        expressionLanguage=_EXPRESSIONS,
    )  # fmt: skip
    for name in _performers(graph):
        _sub(root, "resource", id=f"resource_{element_id(name)}", name=sop.performers[name].title)
    pool = _sub(root, "collaboration", id="collaboration")
    _sub(pool, "participant", id=_POOL, name=sop.agency or sop.name, processRef=PROCESS)
    process = _sub(root, "process", id=PROCESS, name=sop.name, isExecutable="true")
    _write_lanes(process, sop, graph, lanes)
    if any(element.each for element in graph.everything()):
        _sub(process, "dataObject", id=UNITS, name="Unit kerja", isCollection="true")
    _write_frame(process, graph)
    _write_diagram(root, graph, lay_out(graph, lanes), lanes)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _performers(graph: Frame) -> Sequence[str]:
    return list(dict.fromkeys(p for element in graph.everything() for p in element.performers))


def _lanes(sop: Sop, graph: Frame) -> Sequence[str]:
    """Performers with something in their lane, in the order of the paper's columns."""
    used = {e.performers[0] for e in graph.elements.values() if e.performers}
    return [name for name in sop.performers if name in used]


def _write_lanes(process: ET.Element, sop: Sop, graph: Frame, lanes: Sequence[str]) -> None:
    of = lanes_of(graph, lanes)
    lane_set = _sub(process, "laneSet", id="lanes")
    for name in lanes:
        title = sop.performers[name].title
        lane = _sub(lane_set, "lane", id=_lane_id(name), name=title)
        for element in graph.elements:
            if of[element] == name:
                _sub(lane, "flowNodeRef").text = element


def _lane_id(performer: str) -> str:
    return f"lane_{element_id(performer)}"


def _write_frame(parent: ET.Element, frame: Frame) -> None:
    for element in frame.elements.values():
        _write_element(parent, element, frame.flows)
    for flow in frame.flows:
        attributes = {"id": _flow_id(flow), "sourceRef": flow.source, "targetRef": flow.target}
        written = _sub(parent, "sequenceFlow", **attributes, **_named(flow.name))
        if flow.condition:
            _expression(written, "conditionExpression", flow.condition)


def _write_element(parent: ET.Element, element: Element, flows: Sequence[Flow]) -> None:
    written = _sub(parent, element.tag, id=element.id, **_named(element.name))
    # The schema wants its parts in this order.
    if element.note:
        _sub(written, "documentation").text = element.note
    for flow in (flow for flow in flows if flow.target == element.id):
        _sub(written, "incoming").text = _flow_id(flow)
    for flow in (flow for flow in flows if flow.source == element.id):
        _sub(written, "outgoing").text = _flow_id(flow)
    for performer in element.performers if element.tag == "userTask" else ():
        owner = _sub(written, "potentialOwner")
        _sub(owner, "resourceRef").text = f"resource_{element_id(performer)}"
    if element.attached_to:
        _write_timer(written, element)
    if element.terminates:
        _sub(written, "terminateEventDefinition")
    if element.inner:
        _write_inner(written, element, element.inner)


def _write_timer(written: ET.Element, element: Element) -> None:
    written.set("attachedToRef", element.attached_to)
    written.set("cancelActivity", "false")
    _expression(_sub(written, "timerEventDefinition"), "timeDate", element.limit)


def _write_inner(written: ET.Element, element: Element, inner: Frame) -> None:
    if element.each:
        loop = _sub(written, "multiInstanceLoopCharacteristics", isSequential="false")
        _sub(loop, "loopDataInputRef").text = UNITS
        _sub(loop, "inputDataItem", id=element.each, name=element.each)
    _write_frame(written, inner)


def _write_diagram(root: ET.Element, graph: Frame, drawing: Drawing, lanes: Sequence[str]) -> None:
    diagram = _sub(root, "bpmndi:BPMNDiagram", id="diagram")
    plane = _sub(diagram, "bpmndi:BPMNPlane", id="plane", bpmnElement="collaboration")
    _shape(plane, _POOL, drawing.pool, isHorizontal="true")
    for name in lanes:
        _shape(plane, _lane_id(name), drawing.lanes[name], isHorizontal="true")
    for element in graph.everything():
        marks: Mapping[str, str] = {}
        if element.inner:
            marks = {"isExpanded": "true"}
        elif element.tag == "exclusiveGateway":
            marks = {"isMarkerVisible": "true"}
        _shape(plane, element.id, drawing.boxes[element.id], **marks)
    for flow, way in drawing.ways:
        name = _flow_id(flow)
        edge = _sub(plane, "bpmndi:BPMNEdge", id=f"edge_{name}", bpmnElement=name)
        for x, y in way:
            _sub(edge, "di:waypoint", x=str(x), y=str(y))


def _shape(plane: ET.Element, name: str, box: Box, **marks: str) -> None:
    shape = _sub(plane, "bpmndi:BPMNShape", id=f"shape_{name}", bpmnElement=name, **marks)
    _sub(shape, "dc:Bounds", x=str(box.x), y=str(box.y), width=str(box.w), height=str(box.h))


def _flow_id(flow: Flow) -> str:
    exit_ = f".{element_id(flow.name)}" if flow.name else ""
    return f"{flow.source}.to.{flow.target}{exit_}"


def _named(name: str) -> Mapping[str, str]:
    return {"name": name} if name else {}


def _expression(parent: ET.Element, tag: str, text: str) -> None:
    written = _sub(parent, tag)
    written.set(f"{{{_SPACES['xsi']}}}type", "bpmn:tFormalExpression")
    written.text = text


def _xml(tag: str, **attributes: str) -> ET.Element:
    return ET.Element(_qualified(tag), attributes)


def _sub(parent: ET.Element, tag: str, /, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, _qualified(tag), attributes)


def _qualified(tag: str) -> str:
    prefix, _, name = tag.rpartition(":")
    return f"{{{_SPACES[prefix or 'bpmn']}}}{name}"
