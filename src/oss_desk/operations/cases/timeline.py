"""The line of a case for the window: what was, is and will be in whose hands, and the days of its clock."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal

from oss_desk.domain.calendar import Duration
from oss_desk.domain.cases import CaseMove, Extension, Suspension
from oss_desk.domain.history import Event, EventText
from oss_desk.domain.messages import Message
from oss_desk.domain.office import Official
from oss_desk.domain.text import Texts
from oss_desk.operations.cases import cards
from oss_desk.operations.cases.moved_due import MOVED
from oss_desk.operations.cases.running import Running
from oss_desk.operations.program import Look
from oss_desk.operations.sheets import DayCell, StepLine
from oss_desk.operations.visits import line
from oss_desk.storage import rows
from oss_desk.workflows.definition import Step

State = Literal["done", "now", "ahead"]
LONGEST = timedelta(days=400)
"""The strip of days goes no further than this beyond the day of start."""


def moves_of(look: Look, at: Running) -> tuple[CaseMove, ...]:
    """The way of the case so far."""
    return rows.every(look.work, CaseMove, order_by=("seq",), case_id=at.case.id)


def step_lines(look: Look, at: Running) -> tuple[StepLine, ...]:
    """Done, now and ahead; ahead is the shortest way to a good ending."""
    moves = moves_of(look, at)
    begun = (at.case.started_at, *(move.at for move in moves))
    done = tuple(_done(look, at, move, since) for move, since in zip(moves, begun, strict=False))
    now = (_now(look, at, begun[-1]),) if at.state.open else _ended(look, at, moves)
    ahead = (_line(look, at, step, "ahead", None, None) for step in line.ahead(at))
    return (*done, *now, *ahead)


def _done(look: Look, at: Running, move: CaseMove, since: datetime) -> StepLine:
    step = at.service.step(move.from_step)
    action = next((part.label for part in step.actions if part.id == move.action), {})
    official = rows.get(look.work, Official, move.official_id).name
    note = rows.find(look.work, EventText, event_id=move.event_id, kind="note")
    return _line(look, at, step, "done", since, move.at, official, action, note.text if note is not None else "")


def _now(look: Look, at: Running, since: datetime) -> StepLine:
    now, within = _line(look, at, at.step, "now", since, None), at.step.within
    if within is None:
        return now
    used, late = _used(at, within, look.now)
    return replace(now, used=used, late=late)


def _ended(look: Look, at: Running, moves: Sequence[CaseMove]) -> tuple[StepLine, ...]:
    """The ending that a definition draws, as a step that is done; the others are told by the state of the case."""
    if not at.step.ends or not moves:
        return ()
    last = moves[-1]
    official = rows.get(look.work, Official, last.official_id).name
    return (_line(look, at, at.step, "done", last.at, last.at, official),)


def _line(
    look: Look,
    at: Running,
    step: Step,
    state: State,
    since: datetime | None,
    until: datetime | None,
    official: str = "",
    action: Texts = cards.NO_TEXT,
    note: str = "",
) -> StepLine:
    hands = "ended" if step.ends else step.hands
    return StepLine(
        step=step.id,
        title=step.title or cards.NO_TEXT,
        kind=step.kind,
        hands=hands,
        hands_title=cards.hands_title(look, hands),
        state=state,
        official=official,
        action=action,
        note=note,
        from_at=since,
        to_at=until,
        within=step.within,
    )


def _used(at: Running, within: Duration, now: datetime) -> tuple[Duration | None, Duration | None]:
    """How much of the term of the present step is used, and by how much it is exceeded; a stopped clock stands."""
    due, until = at.state.step_due_at, at.state.suspended_since or now
    if due is None:
        return None, None
    late = _late(at, due, until) if due < until else None
    left = _measured(at, within, until, due)
    if within == Duration(days=within.days):
        return Duration(days=max(within.days - left.days, 0)), late
    if _by_days(within):
        return _measured(at, within, at.state.step_since, until), late
    return Duration(minutes=max(within.minutes - left.minutes, 0)), late


def _late(at: Running, due: datetime, until: datetime) -> Duration:
    """In open days; in opening minutes on the due day itself."""
    days = _working_days(at, due, until)
    return Duration(days=days) if days else Duration(minutes=at.calendar.minutes_between(due, until))


def _measured(at: Running, within: Duration, start: datetime, end: datetime) -> Duration:
    """From one moment to another, in open days or opening minutes as the term has them."""
    if _by_days(within):
        return Duration(days=_working_days(at, start, end))
    return Duration(minutes=at.calendar.minutes_between(start, end))


def _by_days(within: Duration) -> bool:
    return bool(within.years or within.months or within.days)


def officials_met(look: Look, at: Running, starter_id: int | None) -> int:
    """How many officials the citizen met: at the start and at every step of the counter."""
    hands = {step.id: step.hands for step in at.service.steps}
    counter = {move.official_id for move in moves_of(look, at) if hands.get(move.from_step) != "back-office"}
    return len(counter | ({starter_id} if starter_id is not None else set()))


def day_cells(look: Look, at: Running) -> tuple[DayCell, ...]:
    """One cell a day, from the day of start to the due day, or to today where that is later."""
    first = at.calendar.local_date(at.case.started_at)
    last = at.calendar.local_date(at.state.finished_at or look.now)
    if at.state.due_at is not None:
        last = max(last, at.calendar.local_date(at.state.due_at))
    stops = rows.every(look.work, Suspension, case_id=at.case.id)
    days = range((min(last, first + LONGEST) - first).days + 1)
    return tuple(
        DayCell(day, tuple(_states(look, at, day, stops))) for day in (first + timedelta(days=n) for n in days)
    )


def _states(look: Look, at: Running, day: date, stops: Sequence[Suspension]) -> Iterator[str]:
    calendar, state = at.calendar, at.state
    today = calendar.local_date(look.now)
    until = calendar.local_date(state.finished_at) if state.finished_at is not None else today
    due = calendar.local_date(state.due_at) if state.due_at is not None else None
    if day == calendar.local_date(at.case.started_at):
        yield "received"
    if not calendar.is_open_day(day):
        yield "closed"
    elif day > until:
        yield "ahead"
    elif _stopped(look, at, day, stops):
        yield "stopped"
    else:
        yield "used"
    if day == today:
        yield "today"
    if due is not None and due < day <= until:
        yield "late"
    if day == due:
        yield "due"


def _stopped(look: Look, at: Running, day: date, stops: Sequence[Suspension]) -> bool:
    """Whether the clock stood still for most of the opening time of that day."""
    calendar = at.calendar
    still = whole = 0
    for start, end in calendar.openings(day):
        end = min(end, max(start, look.now))
        whole += calendar.minutes_between(start, end)
        for stop in stops:
            still += calendar.minutes_between(max(start, stop.from_at), min(end, stop.to_at or look.now))
    return still * 2 > whole


def moved_messages(look: Look, at: Running) -> tuple[Message, ...]:
    """Why the due date moved, in the order it did: each stop of the clock that took a day or more, each extension."""
    if at.state.due_at is None:
        return ()
    stops = rows.every(look.work, Suspension, order_by=("from_at", "id"), case_id=at.case.id)
    told = [(stop.from_at, _stop(look, at, stop)) for stop in stops]
    for extension in rows.every(look.work, Extension, case_id=at.case.id):
        told.append((extension.at, _extended(look, at, extension)))
    return tuple(message for _, message in sorted(told, key=lambda item: item[0]) if message is not None)


def _extended(look: Look, at: Running, extension: Extension) -> Message:
    days = (at.calendar.local_date(extension.new_due_at) - at.calendar.local_date(extension.old_due_at)).days
    if rows.get(look.work, Event, extension.event_id).kind != MOVED:
        return Message("moved-extended", {"days": days})
    return Message("moved-hours", {"days": days}) if days else Message("moved-hour")


def _stop(look: Look, at: Running, stop: Suspension) -> Message | None:
    until = stop.to_at or look.now
    minutes = at.calendar.minutes_between(stop.from_at, until)
    kind = _waited_for(at, stop)
    if stop.to_at is None:
        return Message(f"stopped-{kind}")
    days = _working_days(at, stop.from_at, until)
    if not minutes:
        return None
    return Message(f"moved-{kind}", {"days": days}) if days else Message(f"moved-{kind}-minutes", {"minutes": minutes})


def _working_days(at: Running, since: datetime, until: datetime) -> int:
    """Open days that begin after the first and not after the last moment."""
    first, last = at.calendar.local_date(since), at.calendar.local_date(until)
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(at.calendar.is_open_day(day) for day in days)


def _waited_for(at: Running, stop: Suspension) -> str:
    return {"step": "citizen", "paper": "paper", "official": "official"}[stop.cause]
