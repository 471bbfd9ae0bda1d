"""Ways through the steps of a service, conditions left aside: what can be reached, what can end, how long it takes."""

from collections import deque
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice

from oss_desk.domain.calendar import Count, Duration
from oss_desk.workflows.definition import Service, Step

MINUTES_OF_A_WORKING_DAY = 8 * 60
MOST_WAYS = 20_000  # of a definition so tangled, the ways looked at are enough to warn
State = tuple[str, tuple[str, ...]]  # the step, and the steps to go back to


def forward(service: Service, step: Step) -> tuple[str, ...]:
    """The steps that follow a step, without going back."""
    after = [action.to for action in step.actions if action.to != "back"]
    if step.to:
        after.append(step.to)
    if step.kind == "ready-to-collect":
        after += [other.id for other in service.steps if other.kind == "handed-over"]
    return tuple(dict.fromkeys(after))


def _graph(service: Service) -> Mapping[str, tuple[str, ...]]:
    return {step.id: forward(service, step) for step in service.steps}


def reachable(service: Service) -> frozenset[str]:
    """The ids of all steps that a case can come to."""
    return _closure(_graph(service), service.first_step.id)


def _closure(graph: Mapping[str, tuple[str, ...]], start: str) -> frozenset[str]:
    found = {start}
    waiting = deque([start])
    while waiting:
        for after in graph[waiting.popleft()]:
            if after not in found:
                found.add(after)
                waiting.append(after)
    return frozenset(found)


def ending_reachable(service: Service) -> frozenset[str]:
    """The ids of all steps from which an ending can be reached, however the case came there.

    `back` counts only where every step that leads here can end: a case goes back to the one it came from.
    """
    graph = _graph(service)
    ends = {step.id for step in service.steps if step.ends}
    before = {name: _came_from(service, graph, name) for name in graph}
    backs = {step.id for step in service.steps if any(action.to == "back" for action in step.actions)}
    growing = True
    while growing:
        more = {name for name, after in graph.items() if name not in ends and ends.intersection(after)}
        more |= {name for name in backs - ends if before[name] and ends.issuperset(before[name])}
        growing = bool(more)
        ends |= more
    return frozenset(ends)


def _came_from(service: Service, graph: Mapping[str, tuple[str, ...]], name: str) -> frozenset[str]:
    """Where `back` may lead from a step: to the steps before it; past a to-pay step, to those before that one.

    Nothing goes back to a to-pay step (see the engine); where a case starts at one, it stands for itself.
    """
    found: set[str] = set()
    waiting, seen = [name], {name}
    while waiting:
        step = waiting.pop()
        for other in (other for other, after in graph.items() if step in after and other not in seen):
            if service.step(other).kind == "to-pay" and other != service.first_step.id:
                seen.add(other)
                waiting.append(other)
            else:
                found.add(other)
    return frozenset(found)


def working_days(term: Duration, count: Count) -> Decimal:
    """A term in working days: five for each calendar week, eight hours for each day."""
    days = Decimal(term.years * 365 + term.months * 30)
    own = Decimal(term.days)
    share = Decimal(5) / Decimal(7)
    if count == "calendar":
        return (days + own) * share + Decimal(term.minutes) / (24 * 60) * share
    return days * share + own + Decimal(term.minutes) / MINUTES_OF_A_WORKING_DAY


def longest_days(service: Service, since: str | None) -> Decimal:
    """The working days that the steps may take along the longest way without repeating one, from the start or a step.

    Steps at the citizen's and to-pay steps stop the clock and take none; a step takes its own term or that of its
    slowest opinion.
    """
    own = {step.id: _days(step) for step in service.steps}
    graph = _graph(service)
    ways = _ways(graph, since or service.first_step.id)
    lengths = (sum((own[name] for name in way), Decimal(0)) for way in islice(ways, MOST_WAYS))
    return max(lengths, default=Decimal(0))


def _days(step: Step) -> Decimal:
    if step.kind != "work" or step.at == "citizen":
        return Decimal(0)
    terms = [term for term in (step.within, *(opinion.within for opinion in step.opinions)) if term]
    return max((working_days(term, "working") for term in terms), default=Decimal(0))


def _ways(graph: Mapping[str, tuple[str, ...]], start: str) -> Iterator[tuple[str, ...]]:
    """All ways without a repeated step that cannot be made longer, deepest first."""
    waiting: list[tuple[str, ...]] = [(start,)]
    while waiting:
        way = waiting.pop()
        after = [name for name in graph[way[-1]] if name not in way]
        waiting.extend((*way, name) for name in after)
        if not after:
            yield way
