"""The line of a case: which steps lie ahead on the shortest way to a good ending, and the same as stations on paper."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from oss_desk.domain.cases import Case
from oss_desk.domain.messages import Message
from oss_desk.domain.office import Desk
from oss_desk.domain.papers import WHO_PAYS, Station, plain
from oss_desk.domain.text import Texts, in_language
from oss_desk.operations.cases import running
from oss_desk.operations.cases.running import Running
from oss_desk.operations.catalogue import definitions
from oss_desk.operations.program import Look
from oss_desk.storage import rows
from oss_desk.workflows.conditions import holds
from oss_desk.workflows.definition import GOOD_ENDINGS, Action, Service, Step

KINDS: Mapping[str, str] = {
    "to-pay": "station-to-pay",
    "ready-to-collect": "station-ready",
    "handed-over": "station-collected",
    "sent": "station-sent",
    "done": "station-done",
}
Possible = Callable[[Action], bool]
HANDS: Mapping[str, str] = {"counter": "who-counter", "back-office": "who-office", "citizen": "who-citizen"}


def ahead(at: Running) -> tuple[Step, ...]:
    """The steps after the present one on the shortest way to a good ending, without ways that the answers close."""
    if not at.state.open:
        return ()

    def possible(action: Action) -> bool:
        return holds(action.when, at.answers, at.facts, at.service)

    return _way(at, possible) or _way(at, lambda _: True)


def _way(at: Running, possible: Possible) -> tuple[Step, ...]:
    """Breadth first; of ways of the same length the one that the definition names first."""
    service = at.service
    ways: list[tuple[str, ...]] = [(at.state.step,)]
    seen = {at.state.step}
    for way in ways:
        step = service.step(way[-1])
        if step.kind in GOOD_ENDINGS:
            return tuple(service.step(name) for name in way[1:])
        back = at.state.came_from[-1:] if len(way) == 1 else ()
        for following in _following(service, step, back, possible):
            if following not in seen:
                seen.add(following)
                ways.append((*way, following))
    return ()


def _following(service: Service, step: Step, back: tuple[str, ...], possible: Possible) -> Iterator[str]:
    """Where a case may go from a step; back only from the present one, whose way here is known."""
    if step.kind == "ready-to-collect":
        yield from (other.id for other in service.steps if other.kind == "handed-over")
    if step.to is not None:
        yield step.to
    for action in step.actions:
        if possible(action):
            yield from back if action.to == "back" else (action.to,)


def title_of(step: Step) -> Texts:
    """The title of a step; its id in words where the definition gives none."""
    return step.title or definitions.in_words(step.id)


def next_steps(look: Look, cases: Sequence[Case], language: str) -> tuple[Station, ...]:
    """What comes next, for a receipt: the whole line of one case, or the end of each of several."""
    loaded = [running.load(look, case) for case in cases]
    if len(loaded) == 1:
        return stations(look, loaded[0], language, paid=True)
    return tuple(_summary(look, at, language) for at in loaded)


def stations(look: Look, at: Running, language: str, *, paid: bool = False) -> tuple[Station, ...]:
    """The line of a case as papers draw it: applied, where it is now, what lies ahead and until when."""
    desk = rows.get(look.work, Desk, at.case.desk_id)
    begun = Message("station-paid" if paid else "station-applied")
    first = Station(begun, "done", _at_desk(desk), "on", at.case.started_at)
    following = ahead(at)
    due_at = _due_step(following)
    now = _station(look, at, at.step, "done" if at.step.ends else "now", language)
    rest = (_station(look, at, step, "ahead", language, due=step.id == due_at) for step in following)
    return (first, now, *rest)


def _at_desk(desk: Desk) -> Message:
    """The desk by its name; one that was never named bears only its code."""
    return Message("who-desk-code" if desk.name == desk.code else "who-desk", {"desk": desk.name})


def _due_step(following: tuple[Step, ...]) -> str | None:
    """Where the promised day belongs: to the moment when it is ready, else to the end."""
    ready = next((step.id for step in following if step.kind == "ready-to-collect"), None)
    return ready or (following[-1].id if following else None)


def _station(look: Look, at: Running, step: Step, state: str, language: str, *, due: bool = False) -> Station:
    moment = at.state.due_at if due else None
    when = _before(step) if moment else ""
    return Station(_title(step, language), state, who(look, step, language), when, moment)


def _before(step: Step) -> str:
    """The promised day is the first on which to collect, and the last of everything else."""
    return "from" if step.kind == "ready-to-collect" else "until"


def _title(step: Step, language: str) -> Message:
    if step.title is None and step.kind in KINDS:
        return Message(KINDS[step.kind])
    if step.title is None and step.hands == "citizen":
        return Message("station-with-citizen")
    return plain(in_language(title_of(step), language))


def who(look: Look, step: Step, language: str) -> Message | None:
    """Who holds the case at that step; nobody does at an ending."""
    if step.ends:
        return None
    if step.authority is not None:
        return Message(
            "who-authority", {"authority": in_language(definitions.authority_title(look, step.authority), language)}
        )
    if step.kind == "ready-to-collect":
        return Message("who-counter")
    if step.kind == "to-pay":
        return Message(WHO_PAYS)
    return Message(HANDS.get(step.hands, "who-counter"))


def _summary(look: Look, at: Running, language: str) -> Station:
    title = plain(in_language(at.service.title, language))
    due, collected = at.state.due_at, any(step.kind == "ready-to-collect" for step in (at.step, *ahead(at)))
    when = "" if due is None else "from" if collected else "until"
    return Station(title, "now" if at.state.open else "done", who(look, at.step, language), when, due)
