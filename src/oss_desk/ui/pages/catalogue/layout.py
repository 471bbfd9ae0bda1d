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
    order, round_again = _order(service, edges)
    onward = tuple(edge for edge in edges if edge.kind != "back" and edge not in round_again)
    for step_id in order:
        step = service.step(step_id)
        lane = lanes.index(lane_of(step))
        places[step_id] = Node(step, lane, _column(step, lane, onward, places))
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


def _order(service: Service, edges: tuple[Edge, ...]) -> tuple[tuple[str, ...], frozenset[Edge]]:
    """The steps so that each comes after all that lead to it, and the edges that lead round again and do not count.

    Steps that nothing leads to stand at the end.
    """
    done: list[str] = []
    under_way: list[str] = []
    round_again: set[Edge] = set()

    def visit(step: str) -> None:
        under_way.append(step)
        ahead = [edge for edge in edges if edge.start == step and edge.kind != "back"]
        for edge in sorted(ahead, key=lambda one: _RANK.index(one.kind), reverse=True):
            if edge.end in under_way:
                round_again.add(edge)
            elif edge.end not in done:
                visit(edge.end)
        under_way.pop()
        done.append(step)

    for step in (service.first_step, *service.steps):
        if step.id not in done:
            visit(step.id)
    lost = [step.id for step in reversed(service.steps) if step.id in done[done.index(service.first_step.id) + 1 :]]
    return tuple(reversed([one for one in done if one not in lost])) + tuple(reversed(lost)), frozenset(round_again)


_RANK = ("forward", "citizen", "refusal", "back")
"""The way forward is followed first, then the way to the citizen, endings against her last."""


def _column(step: Step, lane: int, edges: tuple[Edge, ...], places: Mapping[str, Node]) -> int:
    """Behind what leads to it; what the citizen does stands beside its step, as time stands still then."""
    before = [edge for edge in edges if edge.end == step.id and edge.start in places]
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
