"""Plays the days of the sample office: turns at the desks, side by side, under one clock that only goes forward."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from oss_desk.domain.calendar import WorkingCalendar
from oss_desk.domain.messages import Refused
from oss_desk.domain.visits import Visit
from oss_desk.operations.office.calendar import working_calendar
from oss_desk.operations.office.office import sign_in, sign_out
from oss_desk.operations.papers import papers
from oss_desk.operations.program import Look, Program
from oss_desk.operations.sample.invented_people import People
from oss_desk.operations.sample.tills import cash_up, open_till
from oss_desk.operations.sample.walking import new_id
from oss_desk.operations.visits import visits
from oss_desk.storage import rows

Window = tuple[datetime, datetime]


class Moment:
    """A clock that stands still until it is moved, and only forward."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def __call__(self) -> datetime:
        """The moment it shows."""
        return self._moment

    def move(self, to: datetime) -> None:
        """Show a later moment."""
        self._moment = max(self._moment, to)


@dataclass(frozen=True)
class Stage:
    """Somebody at a desk of the sample office, the people who may come, and the cases somebody is busy with today."""

    program: Program
    people: People
    busy: set[int]
    refused: list[Refused]


Doing = Callable[[Stage], Iterator[float]]
"""Something done at a desk. It gives how far into its time, 0 to 1, it goes on, and goes on at that moment."""


@dataclass(frozen=True)
class Turn:
    """Some hours of one official at one desk on one day, and what is done in them, evenly spread."""

    hours: tuple[float, float]  # of the time the office is open that day, 0 to 1
    login: str
    desk: str
    doings: tuple[Doing, ...]


def play(
    program: Program, moment: Moment, people: People, turns: Iterable[Turn], window: Window, at_work: str = ""
) -> list[Refused]:
    """Play the turns of one day side by side; whatever is done is done in the order of time, at every desk.

    Whoever has her last turn of the day counts her till and closes her shift; only `at_work` is still there. Gives what
    the office refused: none, as long as the services can be walked as `workflows.walk` proposes.
    """
    stage = Stage(program, people, set(), [])
    waiting: list[tuple[datetime, int, Iterator[datetime]]] = []
    listed = tuple(turns)
    last = {turn.login: turn for turn in sorted(listed, key=lambda turn: turn.hours) if turn.login != at_work}
    for number, turn in enumerate(listed):
        played = _turn(stage, turn, window, goes_home=last.get(turn.login) is turn)
        waiting.append((next(played), number, played))
    heapq.heapify(waiting)
    while waiting:
        at, number, played = heapq.heappop(waiting)
        moment.move(at)
        following = next(played, None)
        if following is not None:
            heapq.heappush(waiting, (following, number, played))
    return stage.refused


def open_days(calendar: WorkingCalendar, until: datetime, count: int) -> tuple[date, ...]:
    """The last open days, the newest one at least half an hour old, oldest first."""
    found: list[date] = []
    day = calendar.local_date(until)
    while len(found) < count:
        openings = calendar.openings(day)
        if openings and openings[0][0] + timedelta(minutes=30) <= until:
            found.append(day)
        day -= timedelta(days=1)
    return tuple(reversed(found))


def opening(calendar: WorkingCalendar, day: date, until: datetime) -> Window:
    """From when to when the office is open that day; nothing happens after `until`."""
    openings = calendar.openings(day)
    return openings[0][0], min(openings[-1][1], until)


def calendar_of(program: Program) -> WorkingCalendar:
    """When the sample office is open."""
    with program.database.reading() as work:
        return working_calendar(Look(program, work, program.clock()))


def _turn(stage: Stage, turn: Turn, window: Window, *, goes_home: bool) -> Iterator[datetime]:
    """The moments at which something is done in a turn; it is done when the next one is asked for."""
    start, end = (window[0] + (window[1] - window[0]) * part for part in turn.hours)
    each = (end - start) / (len(turn.doings) + 1)
    yield start
    with _at_desk(stage.program, turn) as signed_in:
        here = replace(stage, program=signed_in)
        open_till(signed_in)
        for number, doing in enumerate(turn.doings, start=1):
            yield start + each * number
            for part in _tried(here, doing):
                yield start + each * (number + part)
        if goes_home:
            cash_up(signed_in)
        _printed(signed_in)


def _tried(stage: Stage, doing: Doing) -> Iterator[float]:
    """What the office refuses is noted, and whoever came for it goes home."""
    try:
        yield from doing(stage)
    except Refused as refused:
        stage.refused.append(refused)
        _send_home(stage.program)


def _send_home(program: Program) -> None:
    with program.database.reading() as work:
        opened = rows.find(work, Visit, desk_id=_desk(program), state="open")
    if opened is not None:
        visits.close_visit(program, new_id(), visit_id=opened.id, version=opened.version, outcome="left")


def _desk(program: Program) -> int:
    return program.signed_in.desk.id if program.signed_in is not None else 0


@contextmanager
def _at_desk(program: Program, turn: Turn) -> Iterator[Program]:
    signed_in = sign_in(replace(program, desk_code=turn.desk), login=turn.login)
    try:
        yield signed_in
    finally:
        sign_out(signed_in)


def _printed(program: Program) -> None:
    """Every paper of these hours came out of the printer."""
    for job in papers.waiting(program):
        papers.mark_job(program, new_id(), job_id=job.id, version=job.version, state="printed")
