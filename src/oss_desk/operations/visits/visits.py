"""Visits: opened, given a visitor, put on hold, resumed, closed; one visit as a whole, and today at this desk."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from oss_desk.domain.cases import Case, Handover
from oss_desk.domain.messages import refuse
from oss_desk.domain.money import total
from oss_desk.domain.people import Citizen, Person
from oss_desk.domain.visits import Channel, Outcome, Period, Visit
from oss_desk.operations import given
from oss_desk.operations.cases.cards import cards
from oss_desk.operations.money import starts
from oss_desk.operations.money.owed import started_lines, to_pay
from oss_desk.operations.office.calendar import local_date, working_calendar
from oss_desk.operations.office.notices import standing
from oss_desk.operations.people.people import person_sheet
from oss_desk.operations.program import Act, Look, command, looking, reading
from oss_desk.operations.sheets import LineSheet, PersonSheet, TodaySheet, VisitCard, VisitSheet
from oss_desk.operations.visits import basket, drafts, from_afar, intake, stays
from oss_desk.operations.visits.lines import line_sheets
from oss_desk.operations.visits.merged import merged_papers
from oss_desk.operations.visits.visit_cards import visit_cards
from oss_desk.storage import cases as case_rows
from oss_desk.storage import jobs, rows
from oss_desk.storage import till as till_rows
from oss_desk.storage import visits as visit_rows


@reading("serve")
def today(look: Look) -> TodaySheet:
    """Today at this desk; no amount of money is among it, or a later count would not be blind."""
    day = local_date(look)
    start = datetime.combine(day, time(), ZoneInfo(look.office.zone)).astimezone(UTC)
    counted = visit_rows.today(look.work, look.desk.id, start)
    openings = working_calendar(look).openings(day)
    visits = visit_rows.opened_since(look.work, look.desk.id, start)
    open_visit = visit_rows.open_visit_of(look.work, look.desk.id)
    return TodaySheet(
        day=day,
        opens_at=openings[0][0] if openings else None,
        closes_at=openings[-1][1] if openings else None,
        now=look.now,
        served=counted.served,
        enquiries=counted.enquiries,
        cases_started=counted.cases,
        handed_over=counted.handovers,
        average_visit_minutes=_average_minutes(look, visits),
        visits_by_hour=_by_hour(look, visits),
        visits=visit_cards(look, visits[::-1]),
        open_visit=visit_cards(look, (open_visit,))[0] if open_visit else None,
        parked=_longest_parked_first(visit_cards(look, visit_rows.parked(look.work))),
        ready=cards(look, case_rows.worklist(look.work, ready=True)),
        unprinted=jobs.waiting(look.work, look.desk.id),
        notices=standing(look),
    )


def _longest_parked_first(cards: tuple[VisitCard, ...]) -> tuple[VisitCard, ...]:
    """By when each was put on hold, and not by when it was opened: who is parked again goes behind who waits."""
    return tuple(sorted(cards, key=lambda card: (card.since, card.id)))


def _average_minutes(look: Look, visits: tuple[Visit, ...]) -> int | None:
    """How long a closed visit of today was being served, on average; time on hold does not count."""
    closed = tuple(visit.id for visit in visits if visit.state == "closed")
    if not closed:
        return None
    spent = timedelta()
    for period in rows.every(look.work, Period, visit_id=closed, kind="served"):
        spent += (period.to_at or look.now) - period.from_at
    return round(spent / len(closed) / timedelta(minutes=1))


def _by_hour(look: Look, visits: tuple[Visit, ...]) -> tuple[tuple[int, int], ...]:
    zone = ZoneInfo(look.office.zone)
    return tuple(sorted(Counter(visit.opened_at.astimezone(zone).hour for visit in visits).items()))


@looking("serve")
def visit(look: Look, *, visit_id: int) -> VisitSheet:
    """Everything about one visit: who, what, which papers, what it costs, what came of it so far."""
    found = rows.get(look.work, Visit, visit_id)
    lines = intake.assess_visit(look, found)
    sheets = line_sheets(look, lines)
    papers = from_afar.without_showing(found, merged_papers(look, found.id, lines))
    possible = tuple(sheet for sheet in sheets if sheet.state != "not-eligible")
    money = look.office.money
    return VisitSheet(
        visit=found,
        periods=rows.every(look.work, Period, order_by=("from_at", "id"), visit_id=found.id),
        visitor=_visitor(look, found),
        lines=sheets,
        papers=papers,
        drafts=drafts.drafts_of(look, found.id),
        started=started_lines(look, found),
        to_pay_cases=to_pay(look, cases_to_pay(look, found)),
        to_pay_now=total((line.to_pay_now for line in possible), money),
        to_pay_later=total((line.to_pay_later for line in possible), money),
        comes_back_on=_comes_back_on(look, possible),
        papers_settled=sum(paper.settled for paper in papers),
        signed=from_afar.signed(look, found),
        unsigned=from_afar.is_unsigned(look, found, lines),
    )


def _visitor(look: Look, visit: Visit) -> PersonSheet | None:
    if visit.visitor_id is None:
        return None
    return person_sheet(look, Person("citizen", visit.visitor_id), "visit", visit.id)


def _comes_back_on(look: Look, lines: tuple[LineSheet, ...]) -> date | None:
    """The day on which everything is ready that is not done while the citizen waits."""
    days = [line.due_at for line in lines if line.comes_back and line.due_at is not None]
    return max(days).astimezone(ZoneInfo(look.office.zone)).date() if days else None


def cases_to_pay(look: Look, visit: Visit) -> tuple[Case, ...]:
    """The visitor's open cases and those of this visit."""
    found = {case.id: case for case in rows.every(look.work, Case, visit_id=visit.id)}
    if visit.visitor_id is not None:
        own = rows.every(look.work, Case, applicant_citizen_id=visit.visitor_id, open=True)
        represented = rows.every(look.work, Case, representative_id=visit.visitor_id, open=True)
        found |= {case.id: case for case in (*own, *represented)}
    return tuple(found[number] for number in sorted(found))


@command("serve")
def open_visit(act: Act, *, channel: Channel = "counter", visitor_id: int | None = None) -> Visit:
    """A visit at this desk, with a visitor who may be unknown at first; one visit at a time is open at a desk."""
    if visit_rows.open_visit_of(act.work, act.desk.id) is not None:
        raise refuse("visit-open-here")
    visitor = rows.get(act.work, Citizen, visitor_id) if visitor_id is not None else None
    opened = rows.add(
        act.work,
        Visit,
        desk_id=act.desk.id,
        official_id=act.official.id,
        visitor_id=visitor.id if visitor else None,
        channel=channel,
        state="open",
        outcome=None,
        hold_reason="",
        opened_at=act.now,
        closed_at=None,
    )
    stays.begin(act, opened, "served")
    act.event("visit-opened", ("visit", opened.id), {"channel": channel, "visitor": opened.visitor_id})
    return opened


@command("serve")
def set_visitor(act: Act, *, visit_id: int, version: int, citizen_id: int) -> Visit:
    """Who the visitor is; lines of nobody, and of whoever was taken for the visitor before, are hers."""
    before = stays.locked_here(act, visit_id)
    visitor = rows.get(act.work, Citizen, citizen_id)
    changed = rows.change(act.work, replace(before, version=version), visitor_id=visitor.id)
    basket.visitor_changed(act, changed, before.visitor_id, visitor.id)
    act.event("visitor-set", ("visit", changed.id), {"visitor": visitor.id, "before": before.visitor_id})
    return changed


@command("serve")
def hold_visit(act: Act, *, visit_id: int, version: int, reason: str = "") -> Visit:
    """Put the visit on hold; everything typed stays, and anybody may resume it at any desk."""
    before = stays.locked_here(act, visit_id)
    return stays.hold(act, replace(before, version=version), given.paragraph(reason, most=1000))


@command("serve")
def resume_visit(act: Act, *, visit_id: int, version: int) -> Visit:
    """Go on with a visit on hold, at this desk with this official."""
    rows.lock(act.work, Visit, visit_id)
    before = rows.get(act.work, Visit, visit_id)
    if before.state != "held":
        raise refuse("visit-closed" if before.state == "closed" else "visit-not-on-hold")
    if visit_rows.open_visit_of(act.work, act.desk.id) is not None:
        raise refuse("visit-open-here")
    values = {"state": "open", "desk_id": act.desk.id, "official_id": act.official.id, "hold_reason": ""}
    resumed = rows.change(act.work, replace(before, version=version), **values)
    stays.begin(act, resumed, "served")
    payload = {"desk": act.desk.id, "from_desk": before.desk_id, "from_official": before.official_id}
    act.event("visit-resumed", ("visit", resumed.id), payload)
    return resumed


@command("serve")
def close_visit(act: Act, *, visit_id: int, version: int, outcome: Outcome | None = None) -> Visit:
    """End the visit, open or on hold. Drafts are forgotten; lines not started stay with it as what was asked for.

    Without an outcome it is "served" when a case was started, money taken or something handed over in it, else
    "enquiry".
    """
    rows.lock(act.work, Visit, visit_id)
    before = rows.get(act.work, Visit, visit_id)
    if before.state == "closed":
        raise refuse("visit-closed")
    if before.state == "open":
        stays.here(act, visit_id)
    values = {"state": "closed", "outcome": outcome or _outcome(act, before), "closed_at": act.now, "hold_reason": ""}
    if before.state == "open":
        starts.abandon(act, starts.CLOSED)
    closed = rows.change(act.work, replace(before, version=version), **values)
    stays.end(act, closed)
    drafts.drop_all(act, closed)
    act.event("visit-closed", ("visit", closed.id), {"outcome": closed.outcome})
    return closed


def _outcome(act: Act, visit: Visit) -> Outcome:
    taken = till_rows.payments_of_visit(act.work, visit.id)
    started = rows.every(act.work, Case, visit_id=visit.id)
    collected = visit.visitor_id is not None and any(
        handover.at >= visit.opened_at for handover in rows.every(act.work, Handover, collector_id=visit.visitor_id)
    )
    return "served" if taken or started or collected else "enquiry"
