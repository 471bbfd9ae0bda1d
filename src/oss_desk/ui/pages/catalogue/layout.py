"""Where the steps of a service stand: a lane for each pair of hands, time to the end side; knows no Qt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from oss_desk.workflows.definition import Service, Step

EdgeKind = Literal["forward", "citizen", "refusal", "back"]
LANES = ("counter", "back-office", "authority", "citizen")
REFUSALS = frozenset({"refused", "not-admitted"})


@dataclass(frozen=True)
class Node:
    """One step in its place: `lane` counts from the top, `column` from the start side."""

    step: Step
    lane: int
    column: int


@dataclass(frozen=True)
class Edge:
    """One way from step to step; several actions that lead the same way are one edge."""

    start: str
    end: str
    kind: EdgeKind


@dataclass(frozen=True)
class Layout:
    """The whole graph; `lanes` are the hands from top to bottom, authorities by their id."""

    lanes: tuple[str, ...]
    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]
    columns: int


def lay_out(service: Service) -> Layout:
    """Place every step: along the main way from column to column, side ways where they leave it."""
    edges = tuple(dict.fromkeys(_edges(service)))
    lanes = _lanes(service)
    places: dict[str, Node] = {}
    for step_id in _order(service, edges):
        step = service.step(step_id)
        lane = lanes.index(lane_of(step))
        places[step_id] = Node(step, lane, _column(step, lane, edges, places))
    columns = max(node.column for node in places.values()) + 1
    return Layout(lanes, places, edges, columns)


def lane_of(step: Step) -> str:
    """The lane a step stands in; what ends against the citizen stands with her, as does what is handed over."""
    if step.kind in REFUSALS or step.kind in ("handed-over", "sent"):
        return "citizen"
    if step.kind == "done":
        return "counter"
    return "counter" if step.kind == "ready-to-collect" else step.hands


def _lanes(service: Service) -> tuple[str, ...]:
    used = list(dict.fromkeys(lane_of(step) for step in service.steps))
    return tuple(sorted(used, key=lambda lane: LANES.index(lane.split(":")[0])))


def _edges(service: Service) -> Iterable[Edge]:
    for step in service.steps:
        for target in _targets(service, step):
            kind: EdgeKind = "forward"
            if service.step(target).kind in REFUSALS:
                kind = "refusal"
            elif service.step(target).at == "citizen":
                kind = "citizen"
            yield Edge(step.id, target, kind)
        if any(action.to == "back" for action in step.actions):
            yield from (Edge(step.id, source, "back") for source in _sources(service, step))
    yield from _collected(service)


def _targets(service: Service, step: Step) -> tuple[str, ...]:
    named = [action.to for action in step.actions if action.to != "back"]
    return tuple(dict.fromkeys((*named, *([step.to] if step.to else []))))


def _sources(service: Service, step: Step) -> tuple[str, ...]:
    return tuple(other.id for other in service.steps if any(action.to == step.id for action in other.actions))


def _collected(service: Service) -> Iterable[Edge]:
    """The handover leads to its step without an action of its own."""
    ready = [step.id for step in service.steps if step.kind == "ready-to-collect"]
    given = [step.id for step in service.steps if step.kind == "handed-over"]
    yield from (Edge(start, end, "forward") for start in ready for end in given)


def _order(service: Service, edges: tuple[Edge, ...]) -> tuple[str, ...]:
    """The steps so that each comes after one that leads to it; those nobody leads to stand at the end."""
    seen, waiting = list[str](), [service.first_step.id]
    while waiting:
        step = waiting.pop(0)
        if step in seen:
            continue
        seen.append(step)
        ahead = [edge.end for edge in edges if edge.start == step and edge.kind != "back"]
        waiting.extend(sorted(ahead, key=lambda end: _lateness(service, edges, step, end)))
    return (*seen, *(step.id for step in service.steps if step.id not in seen))


def _lateness(service: Service, edges: tuple[Edge, ...], start: str, end: str) -> int:
    """The way forward first, then the way to the citizen, endings against her last."""
    kind = next(edge.kind for edge in edges if (edge.start, edge.end) == (start, end))
    return ("forward", "citizen", "refusal", "back").index(kind)


def _column(step: Step, lane: int, edges: tuple[Edge, ...], places: Mapping[str, Node]) -> int:
    """Behind what leads to it; what the citizen does stands beside its step, as time stands still then."""
    before = [edge for edge in edges if edge.end == step.id and edge.start in places and edge.kind != "back"]
    if not before:
        return _free(lane, 0, places)
    if all(edge.kind == "citizen" for edge in before):
        return _free(lane, min(places[edge.start].column for edge in before), places)
    return _free(lane, max(places[edge.start].column for edge in before) + 1, places)


def _free(lane: int, column: int, places: Mapping[str, Node]) -> int:
    taken = {(node.lane, node.column) for node in places.values()}
    while (lane, column) in taken:
        column += 1
    return column
