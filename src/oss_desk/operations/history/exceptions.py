"""The exceptions report: what may show misuse, by official and period, and a random sample of cases (R58)."""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from oss_desk.domain.cases import Case, CaseMove
from oss_desk.domain.history import Event
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Desk, Official
from oss_desk.domain.people import Citizen
from oss_desk.domain.till import CashSession, Payment, Receipt, TillCount, ZReport
from oss_desk.domain.visits import ServiceRequest, Visit
from oss_desk.operations import beside
from oss_desk.operations.beside import Noted, Where
from oss_desk.operations.catalogue.definitions import definition
from oss_desk.operations.history.answered import answered, overruled
from oss_desk.operations.history.fee_exceptions import KINDS as FEES
from oss_desk.operations.history.fee_exceptions import fee_exceptions
from oss_desk.operations.papers import paper_parts
from oss_desk.operations.program import Look, reading
from oss_desk.operations.sheets.exceptions import ExceptionKind, ExceptionLine, ExceptionsSheet, OfficialCount
from oss_desk.storage import events, rows

SOON, LATE = timedelta(minutes=10), timedelta(hours=2)
"""A void within ten minutes may be money taken after the citizen had left; one after two hours is no slip of a key."""
JUMPED_LEAST = 3
"""How many cases that had waited longer, and were not due later, make one that is taken before them worth a look."""
SAMPLE = 10
LONGEST = timedelta(days=366)
SHORTEST_NAME = 3
PLAIN: dict[str, ExceptionKind] = {
    "receipt-voided": "void",
    "money-refunded": "refund",
    "fee-waived": "waiver",
    "receipt-copied": "copy",
    "paper-copied": "copy",
    "possible-copy": "copy",
    "case-extended": "override",
    "opened-in-error": "override",
    "command-refused": "refused",
    "payment-abandoned": "abandoned",
    "clock-put-right": "clock",
    "waiver-limit-set": "rules",
    "till-rules-changed": "rules",
    "password-given": "password",
}
"""Events that are exceptions as such."""
OTHERS = ("handed-over", "record-opened", "sign-in-failed", "shift-closed", "till-counted", "case-moved")


@reading("read-history")
def exceptions(look: Look, *, since: date, until: date) -> ExceptionsSheet:
    """What happened from the first to the last day that is worth a look; refused for more than a year.

    The sample is drawn by the days asked for, so that whoever asks again is given the same cases.
    """
    if until < since or until - since > LONGEST:
        raise refuse("period-unreadable")
    report = _Report(look, _starts(look, since), _starts(look, until + timedelta(days=1)))
    lines = report.answered()
    money = look.office.money
    return ExceptionsSheet(
        since=since,
        until=until,
        officials=_counted(lines),
        lines=lines,
        sample=_sample(look, report.since, report.until, f"{look.office.public_id} {since} {until}"),
        currency=money.code,
        exponent=money.exponent,
        head=paper_parts.head(look, look.language),
    )


@reading("read-history")
def exceptions_printed(look: Look, *, since: date, until: date) -> None:
    """Keep that the report of these days is made into a paper: reports on officials are looked at, too (R50)."""
    where = Where(look.program.database, look.now, look.desk.code, look.signed_in)
    beside.note(where, [Noted("exceptions-printed", ("office", 1), {"since": since, "until": until})])


def _starts(look: Look, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(look.office.zone))


def _counted(lines: tuple[ExceptionLine, ...]) -> tuple[OfficialCount, ...]:
    """Whoever has the most comes first."""
    found: dict[tuple[int | None, str], Counter[ExceptionKind]] = defaultdict(Counter)
    for line in lines:
        found[line.official_id, line.official][line.kind] += 1
    ordered = sorted(found.items(), key=lambda one: (-one[1].total(), one[0][1]))
    return tuple(OfficialCount(official_id, name, dict(counts)) for (official_id, name), counts in ordered)


def _sample(look: Look, since: datetime, until: datetime, seed: str) -> tuple[str, ...]:
    """Cases that were worked on in the period, drawn by the seed alone."""
    moved = {event.subject_id for event in events.of_kinds(look.work, ("case-moved", "handed-over"), since, until)}
    drawn = sorted(random.Random(seed).sample(sorted(moved), min(SAMPLE, len(moved))))  # a sample, not a secret
    return tuple(case.number for case in rows.every(look.work, Case, order_by=("number",), id=tuple(drawn)))


@dataclass(frozen=True)
class _Stay:
    """A case at one step, from when to when; `until` is None while it is there."""

    case_id: int
    step: tuple[int, str]
    since: datetime
    until: datetime | None
    official_id: int | None


class _Report:
    """One reading of a period; names are looked up once."""

    def __init__(self, look: Look, since: datetime, until: datetime) -> None:
        self._look, self.since, self.until = look, since, until
        self._names = {one.id: one.name for one in rows.every(look.work, Official)}
        self._desks = {desk.id: desk.code for desk in rows.every(look.work, Desk)}

    def answered(self) -> tuple[ExceptionLine, ...]:
        """Everything worth a look as it happened, with who agreed and why."""
        found = sorted(self.lines(), key=lambda line: (line.at, line.event_id or 0))
        return answered(self._look, found, self._names)

    def lines(self) -> Iterator[ExceptionLine]:
        """Everything worth a look, in no order."""
        happened = events.of_kinds(self._look.work, (*PLAIN, *OTHERS, *FEES), self.since, self.until)
        for event in happened:
            payload: dict[str, Any] = json.loads(event.payload)
            if event.kind in PLAIN:
                yield from self._plain(event, payload)
            elif overruled(event, payload):
                yield self._line("override", event, about=self._case(event.subject_id))
            elif event.kind == "sign-in-failed":
                yield self._line("sign-in-failed", event, whose=payload.get("official"))
            elif event.kind in ("shift-closed", "till-counted"):
                yield from self._shift(event, payload)
            for fee in fee_exceptions(self._look, event):
                yield self._line(fee.kind, event, fee.about, fee.amount)
        yield from self._look_ups([event for event in happened if event.kind == "record-opened"])
        yield from self._jumps()

    def _line(
        self,
        kind: ExceptionKind,
        event: Event,
        about: str = "",
        amount: int | None = None,
        count: int | None = None,
        whose: int | None = None,
    ) -> ExceptionLine:
        official = whose if whose is not None else event.official_id
        name, desk = self._names.get(official or 0, ""), self._desks.get(event.desk_id, "")
        return ExceptionLine(kind, event.at, official, name, desk, about, amount, count, event.id)

    def _plain(self, event: Event, payload: dict[str, Any]) -> Iterator[ExceptionLine]:
        kind, amount = PLAIN[event.kind], payload.get("amount")
        if kind in ("void", "refund") and event.subject_kind != "payment":
            return  # told once more on each case it is about
        amount = payload.get("to") if event.kind == "waiver-limit-set" else amount
        whole = abs(amount) if isinstance(amount, int) else None
        about = self._about(event, payload)
        yield self._line(kind, event, about, whole)
        if kind == "void" and event.subject_kind == "payment":
            taken = rows.find(self._look.work, Payment, id=event.subject_id)
            passed = event.at - taken.at if taken is not None else None
            if passed is not None and not SOON < passed < LATE:
                minutes = passed // timedelta(minutes=1)
                yield self._line("quick-void" if passed <= SOON else "late-void", event, about, whole, minutes)

    def _about(self, event: Event, payload: dict[str, Any]) -> str:
        if event.kind == "command-refused":
            return str(payload.get("operation", ""))
        if PLAIN[event.kind] == "rules":
            return event.kind
        if event.subject_kind == "official":
            return self._names.get(event.subject_id, "")
        if event.subject_kind == "payment":
            receipt = rows.find(self._look.work, Receipt, payment_id=event.subject_id)
            return receipt.number if receipt is not None else ""
        return self._case(event.subject_id) if event.subject_kind == "case" else str(payload.get("receipt", ""))

    def _case(self, case_id: int) -> str:
        found = rows.find(self._look.work, Case, id=case_id)
        return found.number if found is not None else ""

    def _shift(self, event: Event, payload: dict[str, Any]) -> Iterator[ExceptionLine]:
        session = rows.find(self._look.work, CashSession, id=event.subject_id)
        if session is None:
            return
        about = f"{self._desks.get(session.desk_id, '')} {session.number}"
        if event.kind == "till-counted":
            yield from self._counted(event, payload, session, about)
            return
        if session.ended == "uncounted":
            yield self._line("uncounted", event, about, whose=session.official_id)
        difference = self._difference(session)
        if difference:
            line = self._line("difference", event, about, difference, whose=session.official_id)
            yield replace(line, other=self._other(session))

    def _counted(
        self, event: Event, payload: dict[str, Any], session: CashSession, about: str
    ) -> Iterator[ExceptionLine]:
        """A till that was counted once more, with both figures, and one that was not counted by its own official."""
        amount = payload.get("amount")
        if payload.get("again"):
            yield replace(self._line("recount", event, about, amount), first=payload.get("first"))
        if payload.get("count") == "closing" and event.official_id != session.official_id:
            line = self._line("other-count", event, about, amount)
            yield replace(line, other=self._names.get(session.official_id, ""))

    def _other(self, session: CashSession) -> str:
        """Who counted a shift, where it was not the official whose shift it is."""
        last = rows.every(self._look.work, TillCount, order_by=("position",), cash_session_id=session.id)[-1:]
        others = (one.official_id for one in last if one.official_id != session.official_id)
        return self._names.get(next(others, 0), "")

    def _difference(self, session: CashSession) -> int:
        """By how much the count of a shift was off, as its Z says; below zero something is missing."""
        made = rows.find(self._look.work, ZReport, cash_session_id=session.id)
        return (json.loads(made.content)["difference"] or 0) if made is not None else 0

    def _look_ups(self, opened: list[Event]) -> Iterator[ExceptionLine]:
        """Records opened from a search, in a visit that led to nothing, or of somebody of the official's own name."""
        for event in opened:
            payload = json.loads(event.payload)
            if payload["purpose"] == "search" or (payload["purpose"] == "visit" and self._led_nowhere(payload)):
                yield self._line("look-up", event, f"{event.subject_kind} {event.subject_id}")
            if event.subject_kind == "citizen" and self._share_a_name(event):
                yield self._line("own-name", event, f"{event.subject_kind} {event.subject_id}")

    def _led_nowhere(self, payload: dict[str, Any]) -> bool:
        visit = rows.find(self._look.work, Visit, id=payload.get("visit", 0))
        if visit is None or visit.state != "closed":
            return False
        started = rows.every(self._look.work, Case, visit_id=visit.id)
        asked = rows.every(self._look.work, ServiceRequest, visit_id=visit.id)
        return not started and not asked and visit.outcome not in ("served", "carried-over")

    def _share_a_name(self, event: Event) -> bool:
        citizen = rows.find(self._look.work, Citizen, id=event.subject_id)
        own = self._names.get(event.official_id or 0, "").casefold().split()[-1:]
        if citizen is None or not own or len(own[0]) < SHORTEST_NAME:
            return False
        names = " ".join((citizen.name, citizen.family_name, *citizen.other_names)).casefold().split()
        return own[0] in names

    def _jumps(self) -> Iterator[ExceptionLine]:
        """Cases taken on while others at the same step had come earlier and were not due later."""
        stays = self._stays()
        due = {case.id: case.due_at for case in rows.every(self._look.work, Case)}
        by_step: dict[tuple[int, str], list[_Stay]] = defaultdict(list)
        for stay in stays:
            by_step[stay.step].append(stay)
        for stay in stays:
            left, own = stay.until, due.get(stay.case_id)
            if left is None or own is None or stay.official_id is None or not self.since <= left < self.until:
                continue
            if not self._is_work(stay.step):
                continue
            passed = sum(_waits_before(other, stay, left, due.get(other.case_id), own) for other in by_step[stay.step])
            if passed >= JUMPED_LEAST:
                name = self._names.get(stay.official_id, "")
                about = self._case(stay.case_id)
                yield ExceptionLine("queue-jump", left, stay.official_id, name, "", about, None, passed)

    def _is_work(self, step: tuple[int, str]) -> bool:
        """Whether the order at this step is an official's; who collects first, or brings a paper, is the citizens'."""
        found = next((one for one in definition(self._look, step[0]).steps if one.id == step[1]), None)
        return found is not None and found.kind == "work"

    def _stays(self) -> list[_Stay]:
        """Where every case was and is, of those that were open in the period."""
        stays: list[_Stay] = []
        cases = {case.id: case for case in rows.every(self._look.work, Case)}
        arrived = {case.id: case.started_at for case in cases.values()}
        for move in rows.every(self._look.work, CaseMove, order_by=("case_id", "seq")):
            case = cases[move.case_id]
            step = (case.service_version_id, move.from_step)
            stays.append(_Stay(case.id, step, arrived[case.id], move.at, move.official_id))
            arrived[case.id] = move.at
        for case in cases.values():
            if case.open:
                stays.append(_Stay(case.id, (case.service_version_id, case.step), arrived[case.id], None, None))
        return stays


def _waits_before(other: _Stay, stay: _Stay, left: datetime, other_due: datetime | None, own_due: datetime) -> bool:
    """Whether the other came to this step earlier, was not due later, and still waited when this one was taken on."""
    still_there = other.until is None or other.until > left
    earlier = other.since < stay.since and other_due is not None and other_due <= own_due
    return other.case_id != stay.case_id and still_there and earlier
