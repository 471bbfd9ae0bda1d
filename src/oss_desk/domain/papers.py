"""The content of each paper the office prints: frozen records, built by operations, kept as canonical JSON.

A paper is drawn from its record alone, today or in ten years: texts of definitions are already chosen in the paper's
language, sentences of the program stand as messages, amounts as minor units, moments in UTC beside their zone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from oss_desk.domain.codes import ScannedCode, parse_code, write_code
from oss_desk.domain.messages import Message
from oss_desk.domain.record_json import read_record, write_record

__all__ = [
    "LAYOUT",
    "PAPERS",
    "AcknowledgedCase",
    "AcknowledgementPaper",
    "Answer",
    "Appeal",
    "ApplicationPaper",
    "AppliedService",
    "AskedPaper",
    "ComeBack",
    "DayListPaper",
    "FeeText",
    "HandedOver",
    "HandoverPaper",
    "Head",
    "Job",
    "ListGroup",
    "ListRow",
    "Means",
    "MissingPaper",
    "MissingSlip",
    "Notice",
    "OpenDay",
    "PaidService",
    "Paper",
    "PaperSeen",
    "Person",
    "Price",
    "ReceiptPaper",
    "RefusalPaper",
    "ScannedCode",
    "ServiceSheetPaper",
    "Station",
    "StillToBring",
    "Term",
    "WantedPaper",
    "code_of",
    "copy_of",
    "from_json",
    "kind_of",
    "parse_code",
    "plain",
    "to_json",
]

LAYOUT = 2  # stored with each print job; a changed drawing of the same record gets the next number
"""1: one language. 2: the office's first language beside the citizen's, in the fields called `also`."""


def plain(text: str) -> Message:
    """A text of a definition or of a person, standing where a message is wanted."""
    return Message("text", {"text": text})


@dataclass(frozen=True)
class OpenDay:
    """One stretch of opening on one weekday (Monday 0), in minutes after midnight."""

    weekday: int
    start: int
    end: int


@dataclass(frozen=True)
class Head:
    """What every paper says about where, when and by whom it was made."""

    office_id: str  # the office's random id, digits and capitals
    office: str
    address: tuple[str, ...]
    opening: tuple[OpenDay, ...]
    complaint: tuple[str, ...]  # whom to tell: name, address, phone
    desk: str  # code
    desk_name: str
    official: str
    moment: datetime
    zone: str  # IANA name
    language: str  # of the paper
    office_language: str
    sample: bool = False
    copy: int = 0  # 0 is the original


@dataclass(frozen=True)
class Person:
    """A citizen or organisation as papers name them."""

    name: str  # reading form
    own_script: str = ""  # as on the document, where it differs
    born: str = ""  # ISO, to the day, the month or the year
    document: str = ""  # "ID card, number ends 4417"


@dataclass(frozen=True)
class FeeText:
    """One fee, reduction or surcharge with its worked steps and its law."""

    title: str
    amount: int
    steps: tuple[Message, ...] = ()
    law: str = ""
    also: str = ""  # the same in the office's first language, where the paper is in another


@dataclass(frozen=True)
class PaperSeen:
    """One paper handed in or shown: mark is a mark of the document list, such as original-seen."""

    title: str
    mark: str
    number_ending: str = ""
    issued: str = ""  # ISO date
    since: str = ""  # ISO date from which it is on file
    reason: str = ""  # why it was not accepted, or a remark
    services: tuple[int, ...] = ()  # which of the services on this paper count it, from 1
    also: str = ""  # the same in the office's first language, where the paper is in another


@dataclass(frozen=True)
class StillToBring:
    """A paper that may follow, with those that are needed together with it."""

    title: str
    until: date | None = None
    services: tuple[int, ...] = ()
    also: str = ""  # the same in the office's first language, where the paper is in another
    together: tuple[str, ...] = ()


@dataclass(frozen=True)
class Station:
    """One stop of the line: state is done, now or ahead; `when` is on, until or from, before the moment."""

    title: Message
    state: str
    who: Message | None = None
    when: str = ""
    moment: datetime | None = None


WHO_PAYS = "who-pays"
"""The code of who has it at a stop where money is asked for."""


def pays_again(stations: Sequence[Station]) -> bool:
    """Whether money is asked for at a later stop: then nobody is told that nothing else is owed."""
    return any(stop.state == "ahead" and stop.who is not None and stop.who.code == WHO_PAYS for stop in stations)


@dataclass(frozen=True)
class Appeal:
    """To whom a refused person may turn, until when, by which law."""

    to: str
    until: date | None = None
    address: tuple[str, ...] = ()
    law: str = ""


@dataclass(frozen=True)
class Answer:
    """A question and its answer; kind is text, code, number, money, date or yes-no, values unformatted (ISO, minor)."""

    label: str
    values: tuple[str, ...]
    kind: str = "text"
    unit: str = ""
    group: str = ""  # the row of a table of fields it belongs to: "Owners of the house 1"
    also: str = ""  # the question in the office's first language, where the paper is in another
    values_also: tuple[str, ...] = ()  # the answer in it, where it is one of the definition's own words
    group_also: str = ""


@dataclass(frozen=True)
class AppliedService:
    """One service on an application: what was answered and what it will cost at the start."""

    title: str
    authority: str
    answers: tuple[Answer, ...] = ()
    fees: tuple[FeeText, ...] = ()
    declaration: str = ""
    outputs: tuple[str, ...] = ()
    also: str = ""  # the same in the office's first language, where the paper is in another


@dataclass(frozen=True)
class ApplicationPaper:
    """What the citizen checks and signs before paying."""

    head: Head
    currency: str
    exponent: int
    applicant: Person
    services: tuple[AppliedService, ...]
    representative: Person | None = None
    papers: tuple[PaperSeen, ...] = ()
    to_bring: tuple[StillToBring, ...] = ()


@dataclass(frozen=True)
class PaidService:
    """One service on a receipt, its case and its fee lines."""

    title: str
    case: str
    fees: tuple[FeeText, ...]
    also: str = ""  # the same in the office's first language, where the paper is in another


@dataclass(frozen=True)
class Means:
    """One part of a payment: kind is cash, card, transfer or elsewhere; the title, if any, is the office's word."""

    kind: str
    amount: int
    title: str = ""
    reference: str = ""
    also: str = ""  # the same in the office's first language, where the paper is in another


@dataclass(frozen=True)
class ReceiptPaper:
    """Proof of one payment."""

    head: Head
    currency: str
    exponent: int
    number: str
    payer: Person
    services: tuple[PaidService, ...]
    total: int
    means: tuple[Means, ...]
    given: int | None = None  # cash handed over, where any was
    change: int | None = None
    next_steps: tuple[Station, ...] = ()
    later: bool = False  # something is still asked for after this, as far as it is known


@dataclass(frozen=True)
class AcknowledgedCase:
    """One case on an acknowledgement: what will come, from whom, when, along which line."""

    title: str
    number: str
    authority: str
    outputs: tuple[str, ...]
    due: datetime | None = None
    done: bool = False  # everything was given at once
    fees: tuple[FeeText, ...] = ()  # of a demand of zero, which has no receipt
    stations: tuple[Station, ...] = ()
    later: tuple[FeeText, ...] = ()  # what is asked for after today, as far as it is known
    later_open: tuple[str, ...] = ()  # the same, where only the official who looks at it can find the amount
    also: str = ""  # the same in the office's first language, where the paper is in another


@dataclass(frozen=True)
class ComeBack:
    """The day to come back and what to bring."""

    day: date
    bring: tuple[str, ...] = ()


@dataclass(frozen=True)
class AcknowledgementPaper:
    """What was handed in, who has it, and when to come back."""

    head: Head
    currency: str
    exponent: int
    applicant: Person
    cases: tuple[AcknowledgedCase, ...]
    representative: Person | None = None
    papers: tuple[PaperSeen, ...] = ()
    to_bring: tuple[StillToBring, ...] = ()
    come_back: ComeBack | None = None
    receipt: str = ""  # its number, where something was paid
    paid: int = 0


@dataclass(frozen=True)
class HandedOver:
    """One output that changed hands."""

    service: str
    case: str
    output: str
    number: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    also: str = ""  # the output in the office's first language, where the paper is in another
    service_also: str = ""


@dataclass(frozen=True)
class HandoverPaper:
    """What was handed over, to whom, and how the collector was known; role is applicant, representative or other."""

    head: Head
    currency: str
    exponent: int
    applicant: Person
    collector: Person
    role: str
    items: tuple[HandedOver, ...]
    override: str = ""  # why it was handed over without, where a supervisor said so
    returned: tuple[PaperSeen, ...] = ()
    paid: int = 0  # what fell due at the handover
    receipt: str = ""  # the number of its receipt
    allowed_by: str = ""  # the supervisor who allowed it


@dataclass(frozen=True)
class RefusalPaper:
    """A case that ended without what was asked for: outcome is refused or not-admitted, then with the reason, the law
    and the appeal; or withdrawn or lapsed. `returned` are the originals that the office still has to give back."""

    head: Head
    applicant: Person
    case: str
    service: str
    authority: str
    outcome: str
    reasons: tuple[Message, ...]
    laws: tuple[str, ...] = ()
    appeal: Appeal | None = None
    decided_by: str = ""
    returned: tuple[PaperSeen, ...] = ()
    service_also: str = ""  # the service in the office's first language, where the paper is in another


@dataclass(frozen=True)
class WantedPaper:
    """A paper that is asked for and where to get it."""

    title: str
    where: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()  # marks
    also: str = ""  # the same in the office's first language, where the paper is in another


@dataclass(frozen=True)
class MissingPaper:
    """One thing still to be proven: any one of the lists, each list whole."""

    title: str
    any_of: tuple[tuple[WantedPaper, ...], ...]
    services: tuple[int, ...] = ()
    also: str = ""  # the same in the office's first language, where the paper is in another


@dataclass(frozen=True)
class MissingSlip:
    """The answer to "can I do this today": what is missing, where to get it, what it costs, when we are open."""

    head: Head
    currency: str
    exponent: int
    services: tuple[str, ...]
    missing: tuple[MissingPaper, ...] = ()
    reasons: tuple[Message, ...] = ()  # why she may not ask for it at all
    fees: tuple[FeeText, ...] = ()
    total: int = 0
    visitor: Person | None = None
    services_also: tuple[str, ...] = ()  # the services in the office's first language, where the paper is in another
    notices: tuple["Notice", ...] = ()  # what holds now and touches one of them


@dataclass(frozen=True)
class Term:
    """How long something takes at most: an ISO 8601 duration, counted working or calendar; empty is while you wait."""

    duration: str = ""
    count: str = "working"
    when: str = ""  # for whom or for what it holds, where not for all


@dataclass(frozen=True)
class AskedPaper:
    """One thing to be proven for a service: any one of the lists, each list whole; `when` says for whom."""

    title: str
    any_of: tuple[tuple[WantedPaper, ...], ...]
    when: str = ""
    law: str = ""
    count: int = 1
    may_follow: bool = False
    also: str = ""


@dataclass(frozen=True)
class Price:
    """One fee of a service: an amount in minor units, or the words that say how it is found, or both."""

    title: str
    amount: int | None = None
    terms: tuple[Message, ...] = ()  # "per copy", "1.5 % of the declared value"
    law: str = ""
    when: str = ""
    also: str = ""


@dataclass(frozen=True)
class Notice:
    """Something that holds for a time: a line that is down, no passports until Thursday."""

    text: str
    until: date | None = None


@dataclass(frozen=True)
class ServiceSheetPaper:
    """What a citizen wants to know of a service before she comes; not kept, made from the version in force."""

    head: Head
    currency: str
    exponent: int
    title: str
    authority: str  # who decides
    summary: str = ""
    outputs: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    conditions: tuple[str, ...] = ()  # who may ask for it
    papers: tuple[AskedPaper, ...] = ()
    prices: tuple[Price, ...] = ()  # none: free of charge
    reductions: tuple[Price, ...] = ()
    where: tuple[str, ...] = ()  # where it is asked for, if not at this office
    laws: tuple[str, ...] = ()
    appeal: Appeal | None = None
    notices: tuple[Notice, ...] = ()
    in_force: date | None = None  # since when this version holds
    also: str = ""


@dataclass(frozen=True)
class ListRow:
    """One row of a list: a number to know it by, what it is, a word about it, and what stands at its end."""

    number: str
    title: str
    detail: Message | None = None
    at_end: Message | None = None
    amount: int | None = None  # instead of a word at the end


@dataclass(frozen=True)
class ListGroup:
    """Rows under one heading; `none` is said where there is no row."""

    title: Message
    rows: tuple[ListRow, ...] = ()
    none: Message | None = None


@dataclass(frozen=True)
class DayListPaper:
    """A list in groups, for the office itself: what is open at the end of a day."""

    head: Head
    currency: str
    exponent: int
    title: Message
    groups: tuple[ListGroup, ...]
    note: Message | None = None


Job = ApplicationPaper | ReceiptPaper | AcknowledgementPaper | HandoverPaper | RefusalPaper | MissingSlip
"""Papers that are kept with what caused them."""
Paper = Job | ServiceSheetPaper | DayListPaper
PAPERS: Mapping[str, type[Paper]] = {
    "application": ApplicationPaper,
    "receipt": ReceiptPaper,
    "acknowledgement": AcknowledgementPaper,
    "handover": HandoverPaper,
    "refusal": RefusalPaper,
    "missing": MissingSlip,
    "service-sheet": ServiceSheetPaper,
    "day-list": DayListPaper,
}
P = TypeVar("P", bound=Paper)


def kind_of(paper: Paper) -> str:
    """The word for this kind of paper, under which its print job is stored."""
    return next(kind for kind, made in PAPERS.items() if made is type(paper))


def copy_of(paper: P, number: int) -> P:
    """The same paper, to be printed as COPY `number`."""
    return replace(paper, head=replace(paper.head, copy=number))


def code_of(paper: Paper) -> str:
    """The text of the paper's QR code; empty for papers that name no receipt and no case."""
    head = paper.head
    match paper:
        case ReceiptPaper():
            return write_code("R", head.office_id, [paper.number], paper.total, head.moment)
        case AcknowledgementPaper():
            return write_code("A", head.office_id, [case.number for case in paper.cases][:9], paper.paid, head.moment)
        case HandoverPaper():
            cases = dict.fromkeys(item.case for item in paper.items)
            return write_code("H", head.office_id, list(cases)[:9], 0, head.moment) if cases else ""
        case RefusalPaper():
            return write_code("N", head.office_id, [paper.case], 0, head.moment)
    return ""


def to_json(paper: Paper) -> str:
    """Canonical JSON: sorted keys, no spaces, whole numbers and strings only."""
    return write_record(paper)


def from_json(kind: str, text: str) -> Paper:
    """The record that `to_json` wrote, exactly; ValueError for an unknown kind or another shape."""
    if kind not in PAPERS:
        raise ValueError(f"there is no paper of kind {kind}")
    paper: Paper = read_record(PAPERS[kind], text)
    return paper
