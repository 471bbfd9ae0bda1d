"""One case: its line, its clock, what may be done with it, and who takes what it made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from oss_desk.domain.calendar import Duration
from oss_desk.domain.cases import Case, IssuedOutput
from oss_desk.domain.messages import Message
from oss_desk.domain.money import Money
from oss_desk.domain.papers import Answer
from oss_desk.domain.text import Texts
from oss_desk.operations.sheets.asked import FieldLine, JsonValue, PaperLine
from oss_desk.operations.sheets.blanks import BlankOffer
from oss_desk.operations.sheets.cards import CaseCard
from oss_desk.operations.sheets.held import HeldPaper
from oss_desk.operations.sheets.money import ToPay
from oss_desk.operations.sheets.people import PersonSheet
from oss_desk.workflows.definition import Service


@dataclass(frozen=True)
class StepLine:
    """A place on the case's timeline: done, now or ahead; who had it and how long.

    `within` is the definition's own term. Of the step that is now `used` says how much of it is over, in open days, or
    in opening minutes where the term has no days; `late` by how many open days it was exceeded, on the due day minutes.
    """

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
    within: Duration | None
    used: Duration | None = None
    late: Duration | None = None


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
    blank: BlankOffer | None = None
    """The numbered blank it is to be made on at this desk; None for what is made on none, or is made already."""


@dataclass(frozen=True)
class CaseSheet:
    """Everything about one case, and what the official at the desk may do with it now."""

    case: Case
    card: CaseCard
    service: Service
    service_version: int
    applicant: PersonSheet
    representative: PersonSheet | None
    answers: tuple[Answer, ...]
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
    too_much: Money
    """How much less is owed now than was demanded at the points the case came to again; nobody gave it back yet."""
    receipts: tuple[str, ...]
    actions: tuple[ActionLine, ...]
    may: frozenset[str]
    """Of: note, suspend, resume, extend, withdraw, lapse, opened-in-error, hand-over, issue, pay, mark-paper."""
    history: tuple[HistoryLine, ...]
    officials_met: int
    drafts: Mapping[str, Mapping[str, JsonValue]] = field(default_factory=dict)
    """What the official at the desk has typed at the case and not said yet: "work" and "collect"."""
    held: tuple[HeldPaper, ...] = ()
    """The originals counted for it that the office keeps."""


@dataclass(frozen=True)
class Collector:
    """Who takes the output: the applicant, the representative named in the case, or somebody else by name."""

    kind: Literal["applicant", "representative", "other"]
    citizen_id: int | None
    name: str = ""
