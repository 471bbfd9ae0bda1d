"""What a page shows, as frozen records: every reading operation gives one of these, the window draws them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from oss_desk.domain.cases import Case, Evidence, IssuedOutput, Mark
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Message
from oss_desk.domain.money import Money
from oss_desk.domain.office import Desk, Office
from oss_desk.domain.papers import ReceiptPaper
from oss_desk.domain.people import ApplicantKind, Citizen, IdentityDocument, Organisation, Person
from oss_desk.domain.text import Texts
from oss_desk.domain.till import Payment, PaymentPart, Receipt
from oss_desk.domain.visits import Period, ServiceRequest, Visit
from oss_desk.workflows.definition import Field, Service
from oss_desk.workflows.rules import Missing

JsonValue = object
"""A value of a form: text, whole number, yes-no, list or mapping, as in `workflows.rules.Answers`."""


# -- office and sign-in ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OfficialCard:
    """A person who may sign in here; in a sample office `needs_password` is False and one click enters."""

    id: int
    login: str
    name: str
    roles: tuple[str, ...]
    needs_password: bool


@dataclass(frozen=True)
class SignInSheet:
    """What is shown before anybody has signed in: no citizen's name is among it."""

    office: Office
    desks: tuple[Desk, ...]
    desk: Desk | None
    officials: tuple[OfficialCard, ...]


@dataclass(frozen=True)
class HeadSheet:
    """What stands at the head of the window, and the numbers of the rail's badges.

    `shift_since` is of today and of this official, else None: a shift that somebody left open is not hers.
    """

    office: Office
    desk: Desk
    official: str
    roles: frozenset[str]
    shift_since: datetime | None
    cases_to_work: int
    ready_to_collect: int
    unprinted: int


# -- one search box -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hit:
    """One thing found; `kind` says which page opens. `title` and `detail` are plain text as stored."""

    kind: Literal["citizen", "organisation", "case", "receipt", "service"]
    id: int
    code: str
    title: str
    detail: str


# -- people ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CaseCard:
    """A case in a list: whose, what, where it is, until when."""

    id: int
    number: str
    service: str
    title: Texts
    applicant: str
    step: str
    step_title: Texts
    step_kind: str
    hands: str
    hands_title: Texts
    role: str | None
    open: bool
    ending: str | None
    due_at: datetime | None
    overdue: bool
    suspended: bool
    started_at: datetime
    since: datetime


@dataclass(frozen=True)
class PersonSheet:
    """A citizen or organisation as a whole: documents, papers on file, cases, the ones to collect first."""

    person: Person
    citizen: Citizen | None
    organisation: Organisation | None
    name: str
    age: int | None
    documents: tuple[IdentityDocument, ...]
    on_file: tuple[Evidence, ...]
    ready: tuple[CaseCard, ...]
    with_citizen: tuple[CaseCard, ...]
    cases: tuple[CaseCard, ...]
    titles: Mapping[str, Texts] = field(default_factory=dict)
    """The register's words for the evidence types of `documents` and `on_file`."""


# -- a visit --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PaperType:
    """One kind of paper in an alternative, and what was presented for it. `on_file` may be reused with her yes."""

    type: str
    title: Texts
    where_to_get: Texts
    numbered: bool
    dated: bool
    seen: Evidence | None
    seen_mark: Mark | None
    not_accepted: Evidence | None
    on_file: Evidence | None


@dataclass(frozen=True)
class PaperLine:
    """One requirement of the merged list; `requests` are the basket lines it counts for, `owner` whose paper it is."""

    key: str
    title: Texts
    requests: tuple[int, ...]
    positions: tuple[int, ...]
    owner: Person | None
    owner_name: str
    row: int | None
    alternatives: tuple[tuple[PaperType, ...], ...]
    accept: tuple[Mark, ...]
    count: int
    required: bool
    may_follow: bool
    settled: bool
    legal_basis: str
    reusable: bool


@dataclass(frozen=True)
class FieldLine:
    """One field that is asked, its answer (None when there is none yet) and what is wrong with it."""

    field: Field
    answer: JsonValue
    problem: Message | None
    known: JsonValue
    missing: bool = False
    """Nothing is answered yet, and the case cannot start so; `problem` is about answers only."""
    problems: tuple[Missing, ...] = ()
    """In a table: what is missing or wrong in its rows, by column and row."""


@dataclass(frozen=True)
class FeeStepLine:
    """A worked step of an amount: `kind` and values, told in words by the window ("3 x 5.00")."""

    kind: str
    values: Mapping[str, str | int]


@dataclass(frozen=True)
class FeeLineSheet:
    """One amount with its title, law and worked steps; a reduction is below zero. `point` is when it is due."""

    fee: str
    exemption: str | None
    title: Texts
    law: str
    amount: Money
    steps: tuple[FeeStepLine, ...]
    elsewhere: bool
    point: str


@dataclass(frozen=True)
class ExemptionLine:
    """An exemption that may be asked for, with the paper that proves it and whether it is granted now."""

    id: str
    title: Texts
    law: str
    evidence: str | None
    granted: bool


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
    quantity_least: int = 1
    quantity_most: int | None = 1
    """What the quantity may be; None is no limit, and 1 to 1 means that the service has no quantity."""


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
    to_pay_cases: tuple["ToPay", ...]
    to_pay_now: Money
    to_pay_later: Money
    comes_back_on: date | None
    papers_settled: int


@dataclass(frozen=True)
class ToPay:
    """An unpaid demand of a running case."""

    demand_id: int
    case: CaseCard
    point: str
    amount: Money
    lines: tuple[FeeLineSheet, ...]


@dataclass(frozen=True)
class VisitCard:
    """A visit in a list: parked, or of today."""

    id: int
    visitor: str
    state: str
    outcome: str | None
    hold_reason: str
    since: datetime
    services: tuple[Texts, ...]
    official: str
    desk: str


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
    open_visit: VisitCard | None
    parked: tuple[VisitCard, ...]
    ready: tuple[CaseCard, ...]
    unprinted: tuple[PrintJob, ...]


# -- a case ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StepLine:
    """A place on the case's timeline: done, now or ahead; who had it and how long."""

    step: str
    title: Texts
    kind: str
    hands: str
    hands_title: Texts
    state: Literal["done", "now", "ahead"]
    official: str
    action: Texts
    note: str
    from_at: datetime | None
    to_at: datetime | None
    within_minutes: int | None


@dataclass(frozen=True)
class DayCell:
    """One day of the clock: received, used, stopped, closed, today, ahead, late or due."""

    day: date
    states: tuple[str, ...]


@dataclass(frozen=True)
class ActionLine:
    """An action of the step: whether the official may press it now, else why not; what it needs."""

    id: str
    label: Texts
    to: str
    to_kind: str
    role: str
    needs: tuple[str, ...]
    allowed: bool
    why_not: tuple[Message, ...]


@dataclass(frozen=True)
class HistoryLine:
    """One event of a case in the order it happened; the words are the window's, by kind and payload."""

    kind: str
    at: datetime
    official: str
    desk: str
    payload: Mapping[str, JsonValue]
    texts: Mapping[str, str]


@dataclass(frozen=True)
class OpinionLine:
    """What another authority was asked in this step, and what it answered."""

    id: int
    version: int
    authority: Texts
    title: Texts
    asked_at: datetime
    due_at: datetime | None
    answer: str | None


@dataclass(frozen=True)
class OutputLine:
    """An output the service names, and what was issued of it."""

    output: str
    title: Texts
    position: int
    issued: IssuedOutput | None
    state: str | None


@dataclass(frozen=True)
class CaseSheet:
    """Everything about one case, and what the official at the desk may do with it now."""

    case: Case
    card: CaseCard
    service: Service
    service_version: int
    applicant: PersonSheet
    representative: PersonSheet | None
    answers: tuple[tuple[Texts, str], ...]
    step_title: Texts
    instructions: Texts
    checklist: tuple[tuple[str, Texts], ...]
    fields: tuple[FieldLine, ...]
    papers: tuple[PaperLine, ...]
    opinions: tuple[OpinionLine, ...]
    outputs: tuple[OutputLine, ...]
    outputs_to_issue: int
    assessed_fees: tuple[tuple[str, Texts, Money | None], ...]
    steps: tuple[StepLine, ...]
    clock: tuple[DayCell, ...]
    moved: tuple[Message, ...]
    due_at: datetime | None
    step_due_at: datetime | None
    demands: tuple[ToPay, ...]
    paid: Money
    receipts: tuple[str, ...]
    actions: tuple[ActionLine, ...]
    may: frozenset[str]
    """Of: note, suspend, resume, extend, withdraw, lapse, opened-in-error, hand-over, issue, pay, mark-paper."""
    history: tuple[HistoryLine, ...]
    officials_met: int


# -- the catalogue --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ServiceCard:
    """A service in force, as the finder lists it."""

    id: int
    service: str
    title: Texts
    summary: Texts
    authority: Texts
    keywords: Texts
    life_events: tuple[str, ...]
    while_you_wait: bool
    processing_time: str
    cost: Money | None


@dataclass(frozen=True)
class LifeEventCard:
    """A life event with the services in force that belong to it."""

    code: str
    title: Texts
    icon: str
    services: tuple[int, ...]


@dataclass(frozen=True)
class CatalogueSheet:
    """All services in force today and the life events that call for them."""

    services: tuple[ServiceCard, ...]
    life_events: tuple[LifeEventCard, ...]


@dataclass(frozen=True)
class ServiceSheet:
    """One service: what it needs, costs and takes; `titles` gives the register's words for every id it names."""

    card: ServiceCard
    version: int
    in_force_since: datetime | None
    service: Service
    titles: Mapping[str, Texts]
    papers: tuple[PaperLine, ...]
    officials: int
    returns: int


# -- paying ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartGiven:
    """One part of a payment as the official says it; `given` in minor units, for cash what was put on the counter."""

    means: str
    amount: int
    given: int
    reference: str = ""


@dataclass(frozen=True)
class Payer:
    """Who pays: a citizen or organisation on record, or just a name. `kind` is None for a mere name."""

    kind: ApplicantKind | None
    id: int | None
    name: str


@dataclass(frozen=True)
class PaymentGiven:
    """The payment of a command: payer and parts; the amounts must add up to exactly what is owed."""

    payer: Payer
    parts: tuple[PartGiven, ...]
    expected: int
    """What the window showed as owed, in minor units; refused when it is something else by now."""


@dataclass(frozen=True)
class ReceiptSheet:
    """A receipt found again: its payment, its cases, its frozen content, and how often it was copied."""

    receipt: Receipt
    payment: Payment
    parts: tuple[PaymentPart, ...]
    cases: tuple[CaseCard, ...]
    amount: Money
    paper: ReceiptPaper
    copies: int


# -- handing over ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Collector:
    """Who takes the output: the applicant, the representative named in the case, or somebody else by name."""

    kind: Literal["applicant", "representative", "other"]
    citizen_id: int | None
    name: str = ""
