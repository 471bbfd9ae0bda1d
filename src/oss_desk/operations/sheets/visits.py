"""A visit with its basket, and today at the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Message
from oss_desk.domain.money import Money
from oss_desk.domain.people import Person
from oss_desk.domain.text import Texts
from oss_desk.domain.visits import Period, ServiceRequest, SignedApplication, Visit
from oss_desk.operations.sheets.asked import ExemptionLine, FeeLineSheet, FieldLine, JsonValue, PaperLine
from oss_desk.operations.sheets.cards import CaseCard, VisitCard
from oss_desk.operations.sheets.money import ToPay, WaiverWanted
from oss_desk.operations.sheets.notices import NoticeCard
from oss_desk.operations.sheets.people import PersonSheet
from oss_desk.workflows.definition import Service


@dataclass(frozen=True)
class LineSheet:
    """A basket line as it stands: `state` is "ready", "details", "papers" or "not-eligible".

    `due_at` is when it would be ready if it were started now; `while_you_wait` when it is done at the counter.
    """

    request: ServiceRequest
    position: int
    service: Service
    title: Texts
    applicant: Person | None
    applicant_name: str
    representative_name: str
    authority: Texts
    outputs: tuple[Texts, ...]
    fields: tuple[FieldLine, ...]
    ineligible: tuple[tuple[Texts, str], ...]
    papers_missing: int
    fields_missing: int
    fees_now: tuple[FeeLineSheet, ...]
    fees_later: tuple[FeeLineSheet, ...]
    exemptions: tuple[ExemptionLine, ...]
    to_pay_now: Money
    to_pay_later: Money
    due_at: datetime | None
    while_you_wait: bool
    comes_back: bool
    state: Literal["ready", "details", "papers", "not-eligible"]
    moved_from_version: int | None
    representative: Person | None = None
    hindrances: tuple[Message, ...] = ()
    """Everything that keeps a case from being started of this line, as sentences of `workflows.messages`."""
    assessed: tuple[tuple[str, Texts, Money | None], ...] = ()
    """Fees due at the start whose amount the official types, kept in the line's draft under "assessed"."""
    assessed_note: str = ""
    """Why they are what they are, kept there under "assessed_note"; without it the line does not start."""
    quantity_least: int = 1
    quantity_most: int | None = 1
    """What the quantity may be; None is no limit, and 1 to 1 means that the service has no quantity."""
    notices: tuple[NoticeCard, ...] = ()
    """What touches this service; a page shows the ones that hold by its own clock."""
    wanted: tuple[WaiverWanted, ...] = ()
    """What of `fees_now` is waived when it starts; it stands there as lines below zero."""


@dataclass(frozen=True)
class StartedLine:
    """A case that this visit made, with the receipt it was paid on."""

    case: CaseCard
    receipt: str | None
    amount: Money


@dataclass(frozen=True)
class VisitSheet:
    """Everything the Counter shows of one visit. `drafts` maps part to (JSON object, command id)."""

    visit: Visit
    periods: tuple[Period, ...]
    visitor: PersonSheet | None
    lines: tuple[LineSheet, ...]
    papers: tuple[PaperLine, ...]
    drafts: Mapping[str, tuple[Mapping[str, JsonValue], str | None]]
    started: tuple[StartedLine, ...]
    to_pay_cases: tuple[ToPay, ...]
    to_pay_now: Money
    to_pay_later: Money
    comes_back_on: date | None
    papers_settled: int
    signed: SignedApplication | None = None
    unsigned: bool = False
    """By phone or post: something of the basket is to be signed, and the signed application is not here."""


@dataclass(frozen=True)
class TodaySheet:
    """Today at this desk. No cash amount is among it, or a later count would not be blind."""

    day: date
    opens_at: datetime | None
    closes_at: datetime | None
    now: datetime
    served: int
    enquiries: int
    cases_started: int
    handed_over: int
    average_visit_minutes: int | None
    visits_by_hour: tuple[tuple[int, int], ...]
    visits: tuple[VisitCard, ...]
    """Every visit that was opened here today, the newest first."""
    open_visit: VisitCard | None
    parked: tuple[VisitCard, ...]
    ready: tuple[CaseCard, ...]
    unprinted: tuple[PrintJob, ...]
    notices: tuple[NoticeCard, ...] = ()
    """Those that are not over; a page shows the ones that hold by its own clock."""
