"""The end of the day: everything that somebody should look at before the office closes."""

from datetime import date, datetime, timedelta

from oss_desk.domain.calendar import WorkingCalendar
from oss_desk.operations.cases.cards import cards
from oss_desk.operations.money.owed import to_pay
from oss_desk.operations.office.calendar import local_date, working_calendar
from oss_desk.operations.office.notices import last_day, standing
from oss_desk.operations.papers import paper_parts
from oss_desk.operations.papers.held import to_give_back
from oss_desk.operations.program import Look, reading
from oss_desk.operations.sheets import DaySheet, NoticeCard, VisitCard
from oss_desk.operations.visits.visit_cards import visit_cards
from oss_desk.storage import cases as case_rows
from oss_desk.storage import jobs
from oss_desk.storage import till as till_rows
from oss_desk.storage import visits as visit_rows

MOST = 200
A_MONTH = 31
"""How far ahead the next open day is looked for."""


@reading("read")
def day(look: Look) -> DaySheet:
    """What is left at this desk and in this office; no amount of money taken is among it."""
    today, calendar = local_date(look), working_calendar(look)
    openings, tomorrow = calendar.openings(today), next_open_day(calendar, today)
    until = calendar.openings(tomorrow)[-1][1] if tomorrow is not None else look.now
    return DaySheet(
        day=today,
        next_day=tomorrow,
        now=look.now,
        closes_at=openings[-1][1] if openings else None,
        visits=_visits(look),
        unprinted=jobs.waiting(look.work, look.desk.id),
        to_pay=to_pay(look, till_rows.cases_owing(look.work, MOST)),
        due=cards(look, case_rows.worklist(look.work, overdue_at=_after(until), ready=False, limit=MOST)),
        give_back=to_give_back(look),
        notices=tuple(card for card in standing(look) if _ends_by(look, card, tomorrow or today)),
        head=paper_parts.head(look, look.language),
    )


@reading("read")
def left_over(look: Look) -> int:
    """How many things are left at this desk and in this office, for the badge on the rail."""
    today, calendar = local_date(look), working_calendar(look)
    tomorrow = next_open_day(calendar, today)
    until = calendar.openings(tomorrow)[-1][1] if tomorrow is not None else look.now
    due = case_rows.worklist(look.work, overdue_at=_after(until), ready=False, limit=MOST)
    ending = [card for card in standing(look) if _ends_by(look, card, tomorrow or today)]
    owing, back = till_rows.cases_owing(look.work, MOST), to_give_back(look)
    lists = (_visits(look), jobs.waiting(look.work, look.desk.id), owing, due, back, ending)
    return sum(len(one) for one in lists)


def next_open_day(calendar: WorkingCalendar, today: date) -> date | None:
    """The first day after today on which the office is open; None where none is near."""
    days = (today + timedelta(days=number) for number in range(1, A_MONTH + 1))
    return next((day for day in days if calendar.openings(day)), None)


def _after(moment: datetime) -> datetime:
    """Just after that moment, since a case is due at the very moment the office closes."""
    return moment + timedelta(seconds=1)


def _ends_by(look: Look, card: NoticeCard, day: date) -> bool:
    """Whether a notice holds for the last time on that day or before."""
    last = last_day(look, card.notice)
    return last is not None and last <= day


def _visits(look: Look) -> tuple[VisitCard, ...]:
    here = visit_rows.open_visit_of(look.work, look.desk.id)
    found = (*((here,) if here is not None else ()), *visit_rows.parked(look.work))
    return tuple(sorted(visit_cards(look, found), key=lambda card: (card.since, card.id)))
