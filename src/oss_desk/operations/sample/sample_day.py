"""The life of the sample office: who came when for what, played through the operations under a moved clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from oss_desk.domain.calendar import WorkingCalendar
from oss_desk.domain.people import Citizen, Organisation, Person
from oss_desk.domain.visits import Visit
from oss_desk.operations.cases.cases import case, worklist
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.office.calendar import working_calendar
from oss_desk.operations.office.office import sign_in, sign_out
from oss_desk.operations.papers import papers
from oss_desk.operations.program import Look, Program
from oss_desk.operations.sample import walking
from oss_desk.operations.sample.walking import new_id
from oss_desk.operations.sheets import Payer
from oss_desk.operations.visits import basket, visits

DAYS = 7
"""Open days of life before and with the last one."""


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
class People:
    """The invented people, in the order of their file."""

    citizens: tuple[Citizen, ...]
    organisations: tuple[Organisation, ...]


@dataclass(frozen=True)
class Story:
    """One visit: whose (by number), for which services, for which organisation, paid how, and how it ended."""

    visitor: int
    services: tuple[str, ...]
    organisation: int | None = None
    copies: int = 1
    means: str = "cash"
    parked: str = ""


@dataclass(frozen=True)
class Chapter:
    """Some hours of one official at one desk, so many open days before the last; `work` is for back offices."""

    days_back: int
    hours: tuple[float, float]  # of the time the office is open that day, 0 to 1
    login: str
    desk: str
    stories: tuple[Story, ...] = ()
    work: int = 0  # cases of her worklist taken one step further
    collect: int = 0  # outputs handed over


BIRTH, HOME, PARKING, STALL, CARD = (
    "birth-certificate-copy",
    "proof-of-residence",
    "resident-parking-permit",
    "food-stall-permit",
    "disability-parking-card",
)

CHAPTERS = (
    Chapter(6, (0.1, 0.6), "adaeze", "A", (Story(1, (STALL,), organisation=0), Story(18, (CARD,)))),
    Chapter(5, (0.1, 0.5), "mikael", "B", (Story(2, (PARKING,), means="card"), Story(23, (CARD,)))),
    Chapter(4, (0.2, 0.6), "ilias", "C", work=2),
    Chapter(3, (0.1, 0.6), "adaeze", "A", (Story(6, (BIRTH,), copies=3), Story(7, (PARKING, HOME)))),
    Chapter(2, (0.2, 0.7), "ruta", "C", work=2),
    Chapter(1, (0.1, 0.7), "mikael", "B", (Story(9, (BIRTH, PARKING), copies=2), Story(16, (STALL,), organisation=1))),
    Chapter(1, (0.72, 0.8), "ilias", "C", work=2),
    Chapter(
        0,
        (0.05, 0.4),
        "adaeze",
        "A",
        (
            Story(0, (HOME, BIRTH), copies=2),
            Story(14, (HOME,), means="card"),
            Story(10, (BIRTH,), copies=1),
            Story(20, (PARKING,)),
            Story(25, ()),
            Story(8, (BIRTH, PARKING), means="card"),
        ),
    ),
    Chapter(0, (0.05, 0.4), "mikael", "B", (Story(12, (HOME,)), Story(26, (CARD,)), Story(28, (BIRTH,), copies=4))),
    Chapter(0, (0.42, 0.6), "ruta", "C", work=4),
    Chapter(0, (0.62, 0.75), "ilias", "C", work=3),
    Chapter(
        0,
        (0.78, 0.98),
        "adaeze",
        "A",
        (Story(21, (HOME,)), Story(4, (BIRTH,), parked="fetching a photo")),
        collect=1,
    ),
)


def morning_before(now: datetime, zone: str) -> datetime:
    """Early in the morning, some weeks before: when the office was set up."""
    local = now.astimezone(ZoneInfo(zone)) - timedelta(days=21)
    return local.replace(hour=6, minute=0, second=0, microsecond=0).astimezone(now.tzinfo)


def live(program: Program, moment: Moment, people: People, until: datetime) -> None:
    """Play every chapter; nothing happens after `until`, so that the real clock goes on from there."""
    calendar = _calendar(program)
    days = _open_days(calendar, until)
    for chapter in CHAPTERS:
        _play(program, moment, people, chapter, _window(calendar, days[-1 - chapter.days_back], until))


def _calendar(program: Program) -> WorkingCalendar:
    with program.database.reading() as work:
        return working_calendar(Look(program, work, program.clock()))


def _open_days(calendar: WorkingCalendar, until: datetime) -> tuple[date, ...]:
    """The last open days, the newest one at least half an hour old, oldest first."""
    found: list[date] = []
    day = calendar.local_date(until)
    while len(found) < DAYS:
        openings = calendar.openings(day)
        if openings and openings[0][0] + timedelta(minutes=30) <= until:
            found.append(day)
        day -= timedelta(days=1)
    return tuple(reversed(found))


def _window(calendar: WorkingCalendar, day: date, until: datetime) -> tuple[datetime, datetime]:
    openings = calendar.openings(day)
    return openings[0][0], min(openings[-1][1], until)


def _play(
    program: Program, moment: Moment, people: People, chapter: Chapter, window: tuple[datetime, datetime]
) -> None:
    start, end = (window[0] + (window[1] - window[0]) * part for part in chapter.hours)
    doings = len(chapter.stories) + chapter.work + chapter.collect
    pace = _Pace(moment, start, (end - start) / (doings + 1))
    with _at_desk(program, pace, chapter) as signed_in:
        for story in chapter.stories:
            _visit(signed_in, pace, people, story)
        for card in worklist(signed_in, which="mine")[: chapter.work]:
            pace.next()
            _step(signed_in, card.id)
        for card in worklist(signed_in, which="ready")[: chapter.collect]:
            pace.next()
            walking.collect(signed_in, card.id)
        _printed(signed_in)


def _printed(program: Program) -> None:
    """Every paper of these hours came out of the printer."""
    for job in papers.waiting(program):
        papers.mark_job(program, new_id(), job_id=job.id, version=job.version, state="printed")


def _step(program: Program, case_id: int) -> None:
    """One step further."""
    sheet = case(program, case_id=case_id)
    way = walking.case_proposal(program, case_id=case_id)
    move = next((step for step in way.steps if step.step == sheet.case.step), None)
    if move is None or move.kind != "act":
        return
    walking.step_on(program, sheet, move)


class _Pace:
    """Spreads the doings of a chapter over its hours: `next` for each doing, `on` within one."""

    def __init__(self, moment: Moment, start: datetime, each: timedelta) -> None:
        self._moment, self._next, self._each = moment, start, each

    def next(self) -> None:
        """The time of the next doing."""
        self._moment.move(self._next)
        self._next += self._each

    def on(self, part: float) -> None:
        """So far into the doing, 0 to 1."""
        self._moment.move(self._next - self._each + self._each * part)


@contextmanager
def _at_desk(program: Program, pace: _Pace, chapter: Chapter) -> Iterator[Program]:
    pace.next()
    signed_in = sign_in(replace(program, desk_code=chapter.desk), login=chapter.login)
    try:
        yield signed_in
    finally:
        sign_out(signed_in)


def _visit(program: Program, pace: _Pace, people: People, story: Story) -> None:
    pace.next()
    visitor = people.citizens[story.visitor]
    visit = visits.open_visit(program, new_id(), visitor_id=visitor.id).result
    for service in story.services:
        _ask_for(program, visit, service, people, story)
    pace.on(0.5)
    sheet = walking.fill(program, visit.id)
    if story.parked:
        version = sheet.visit.version
        visits.hold_visit(program, new_id(), visit_id=visit.id, version=version, reason=story.parked)
        return
    if sheet.lines:
        pace.on(0.6)
        started = walking.start_and_pay(program, sheet, Payer("citizen", visitor.id, visitor.name), story.means)
        for line, made in zip((line for line in sheet.lines if line.state == "ready"), started, strict=True):
            if line.while_you_wait:
                _at_once(program, made.id)
            elif made.hands == "counter":
                _step(program, made.id)
    pace.on(0.8)
    version = visits.visit(program, visit_id=visit.id).visit.version
    visits.close_visit(program, new_id(), visit_id=visit.id, version=version)


def _at_once(program: Program, case_id: int) -> None:
    """Everything of a service that is done while the citizen waits."""
    for _ in walking.case_proposal(program, case_id=case_id).steps[:-1]:
        _step(program, case_id)
    walking.collect(program, case_id)


def _ask_for(program: Program, visit: Visit, service: str, people: People, story: Story) -> None:
    cards = catalogue.catalogue(program).services
    version = next(card.id for card in cards if card.service == service)
    request = basket.add_service(program, new_id(), visit_id=visit.id, service_version_id=version).result
    if story.organisation is not None:
        body = Person("organisation", people.organisations[story.organisation].id)
        basket.set_applicant(program, new_id(), request_id=request.id, version=request.version, applicant=body)
    elif story.copies > 1 and service == BIRTH:
        copies = story.copies
        basket.set_quantity(program, new_id(), request_id=request.id, version=request.version, quantity=copies)
