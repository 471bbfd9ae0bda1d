"""The six stations of a visit and what each needs before the visit goes on; the order of the Counter, without Qt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from oss_desk.domain.money import Money, total
from oss_desk.domain.visits import Period
from oss_desk.operations.sheets import LineSheet, StartedLine, VisitSheet
from oss_desk.ui.pages.counter.questions import Asked, is_missing

Station = Literal["citizen", "services", "documents", "details", "pay", "receipt"]
STATIONS: tuple[Station, ...] = get_args(Station)
State = Literal["done", "now", "ahead"]


@dataclass(frozen=True)
class Basket:
    """The lines of a visit, parted by whether they can start now."""

    ready: tuple[LineSheet, ...]
    waiting: tuple[LineSheet, ...]

    @property
    def request_ids(self) -> tuple[int, ...]:
        """Which lines `start_cases` is asked for."""
        return tuple(line.request.id for line in self.ready)


def basket(sheet: VisitSheet) -> Basket:
    """Which lines can start now and which stay."""
    ready = tuple(line for line in sheet.lines if line.state == "ready")
    return Basket(ready, tuple(line for line in sheet.lines if line.state != "ready"))


def owed(sheet: VisitSheet) -> Money:
    """What is to be paid for the lines that can start now."""
    amount = Money(0, sheet.to_pay_now.currency)
    for line in basket(sheet).ready:
        amount += line.to_pay_now
    return amount


def minutes_served(periods: Iterable[Period], now: datetime) -> int:
    """Whole minutes at a desk; while a visit was parked nobody stood there."""
    served = [period for period in periods if period.kind == "served"]
    spent = sum(((period.to_at or now) - period.from_at for period in served), timedelta())
    return max(int(spent.total_seconds() // 60), 0)


def waits(sheet: VisitSheet, asked: Asked, line: LineSheet, paying: bool = False) -> bool:
    """Whether a line cannot go on today: it is not possible, or the citizen does not have a paper with her.

    Where one comes to `paying` next and can, whatever is not ready waits: the sum is the one that will be taken.
    """
    if paying and basket(sheet).ready:
        return line.state != "ready"
    return line.state == "not-eligible" or said_missing(sheet, asked, line) > 0


def is_paying(station: Station) -> bool:
    """Whether what is typed here is what is paid next, or was."""
    return STATIONS.index(station) >= STATIONS.index("details")


def said_missing(sheet: VisitSheet, asked: Asked, line: LineSheet) -> int:
    """How many papers that this line cannot do without the citizen was asked for and does not have with her."""
    own = [paper for paper in sheet.papers if line.request.id in paper.requests and paper.required]
    return sum(is_missing(paper, asked) for paper in own if not paper.may_follow)


def expected(sheet: VisitSheet, asked: Asked, paying: bool = False) -> tuple[Money, Money]:
    """What is paid today if everything asked for is here, and what later."""
    today = later = Money(0, sheet.to_pay_now.currency)
    for line in sheet.lines:
        if line.state == "not-eligible":
            continue
        later += line.to_pay_later
        if waits(sheet, asked, line, paying):
            later += line.to_pay_now
        else:
            today += line.to_pay_now
    if paying and not basket(sheet).ready and not today:
        today = total((due.amount for due in sheet.to_pay_cases), today.currency)
    return today, later


def comes_back(sheet: VisitSheet, asked: Asked, paying: bool = False) -> datetime | None:
    """When everything is ready that the citizen has to come back for, of what goes on today and what was started."""
    lines = [line for line in sheet.lines if line.comes_back and not waits(sheet, asked, line, paying)]
    moments = [line.due_at for line in lines] + [made.case.due_at for made in sheet.started if made.case.open]
    return max((moment for moment in moments if moment is not None), default=None)


def done(sheet: VisitSheet, station: Station) -> bool:
    """Whether nothing is left to do at that station."""
    lines = bool(sheet.lines)
    answers: dict[Station, bool] = {
        "citizen": sheet.visitor is not None,
        "services": lines or bool(sheet.started),
        "documents": bool(sheet.started) if not lines else not any(line.papers_missing for line in sheet.lines),
        "details": bool(sheet.started) if not lines else not any(line.fields_missing for line in sheet.lines),
        "pay": bool(sheet.started) and not basket(sheet).ready,
        "receipt": False,
    }
    return answers[station]


def first_open(sheet: VisitSheet) -> Station:
    """Where a visit is taken up again: the first station with something left to do."""
    if sheet.started and not sheet.lines:
        return "receipt"
    if sheet.visitor is None and not sheet.lines:
        return "citizen"
    if sheet.drafts.get("pay", ({}, None))[0] and (basket(sheet).ready or sheet.to_pay_cases):
        return "pay"
    return next((station for station in STATIONS[1:] if not done(sheet, station)), "receipt")


def states(sheet: VisitSheet, now: Station) -> tuple[tuple[Station, State], ...]:
    """Each station and how it is drawn on the line."""
    return tuple(
        (station, "now" if station == now else "done" if done(sheet, station) else "ahead") for station in STATIONS
    )


def after(station: Station) -> Station:
    """The station that follows; the last follows itself."""
    return STATIONS[min(STATIONS.index(station) + 1, len(STATIONS) - 1)]


def asks(sheet: VisitSheet) -> bool:
    """Whether any service asks for a detail, a reduction or an amount; the quantity is asked in the basket."""
    return any(
        line.exemptions or line.assessed or any(one.field.id != line.service.quantity for one in line.fields)
        for line in sheet.lines
    )


def at_once(sheet: VisitSheet) -> StartedLine | None:
    """A case that was started here and is done while the citizen waits, with work still to do at this counter."""
    return next((made for made in sheet.started if _is_now(made)), None)


def _is_now(made: StartedLine) -> bool:
    case = made.case
    return case.open and case.while_you_wait and case.hands == "counter" and case.step_kind == "work"


def to_show(sheet: VisitSheet, asked: Asked) -> frozenset[str]:
    """The papers that cannot be done without and of which nothing was said yet, by their keys."""
    return frozenset(
        paper.key
        for paper in sheet.papers
        if paper.required and not paper.settled and not paper.may_follow and not is_missing(paper, asked)
    )


def to_mend(sheet: VisitSheet) -> int:
    """How many answers are there and not right, those in tables among them."""
    inside = (gap for line in sheet.lines for one in line.fields for gap in one.problems)
    wrong = sum(one.problem is not None for line in sheet.lines for one in line.fields)
    return wrong + sum(gap.message.code != "answer-missing" for gap in inside)


def missing(sheet: VisitSheet) -> tuple[int, int, int]:
    """How many papers and details are missing and how many lines the citizen may not ask for, over the whole basket."""
    return (
        sum(not paper.settled and paper.required and not paper.may_follow for paper in sheet.papers),
        sum(line.fields_missing for line in sheet.lines),
        sum(line.state == "not-eligible" for line in sheet.lines),
    )
