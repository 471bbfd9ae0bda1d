"""Running matters: cases, what was answered and seen for them, their clock, and what was made and handed over."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

Mark = Literal["original-seen", "original-kept", "certified-copy", "copy", "scan", "on-file"]
MARKS: tuple[Mark, ...] = get_args(Mark)
EndingKind = Literal["handed-over", "sent", "done", "refused", "not-admitted", "withdrawn", "lapsed", "opened-in-error"]
ENDING_KINDS: tuple[EndingKind, ...] = get_args(EndingKind)
SuspensionCause = Literal["step", "official", "paper"]
SUSPENSION_CAUSES: tuple[SuspensionCause, ...] = get_args(SuspensionCause)
OutputState = Literal["handed-over", "sent", "spoilt", "withdrawn"]
OUTPUT_STATES: tuple[OutputState, ...] = get_args(OutputState)
ReturnWay = Literal["handover", "by-hand", "sent"]
RETURN_WAYS: tuple[ReturnWay, ...] = get_args(ReturnWay)
OpinionAnswer = Literal["positive", "negative", "none"]
OPINION_ANSWERS: tuple[OpinionAnswer, ...] = get_args(OpinionAnswer)


@dataclass(frozen=True)
class Case:
    """One matter on one service version.

    `state` is the engine's CaseState as JSON; the columns beside it are for worklists.
    `facts` and `language` are frozen at the start. `hands` is counter, back-office, authority:ID, citizen or ended.
    `role` is whose the step is; `ending` is set when the case is closed.
    """

    id: int
    version: int
    number: str
    desk_id: int
    visit_id: int
    service_version_id: int
    applicant_citizen_id: int | None
    applicant_organisation_id: int | None
    representative_id: int | None
    quantity: int
    facts: str
    language: str
    state: str
    step: str
    step_kind: str
    hands: str
    role: str | None
    open: bool
    ending: EndingKind | None
    due_at: datetime | None
    suspended: bool
    started_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True)
class CaseAnswers:
    """Answers given at intake or in a step; a correction is a further row, the newest of a field counts."""

    id: int
    case_id: int
    step: str | None
    answers: str
    given_at: datetime
    given_by_id: int


@dataclass(frozen=True)
class CaseMove:
    """One way from step to step, with its action; the note stands in the text of its event."""

    id: int
    case_id: int
    seq: int
    action: str
    from_step: str
    to_step: str
    checklist: tuple[str, ...]
    at: datetime
    official_id: int
    second_official_id: int | None
    event_id: int


@dataclass(frozen=True)
class Suspension:
    """A stretch in which the clock stood still, and why; the running one has no end."""

    id: int
    case_id: int
    cause: SuspensionCause
    from_at: datetime
    to_at: datetime | None
    event_id: int


@dataclass(frozen=True)
class Extension:
    """A due date moved with a reason, once by a supervisor or by the change of opening hours."""

    id: int
    case_id: int
    old_due_at: datetime
    new_due_at: datetime
    at: datetime
    official_id: int
    event_id: int


@dataclass(frozen=True)
class Opinion:
    """What another authority is asked in a step, and its answer."""

    id: int
    version: int
    case_id: int
    step: str
    authority: str
    asked_at: datetime
    due_at: datetime | None
    answer: OpinionAnswer | None
    answered_at: datetime | None
    answered_by_id: int | None


@dataclass(frozen=True)
class Evidence:
    """One paper presented, whose it is, and how it was accepted, or not accepted and why. Never a case's own."""

    id: int
    version: int
    type: str
    citizen_id: int | None
    organisation_id: int | None
    mark: Mark
    accepted: bool
    reason: str
    reference: str
    number: str
    issued_on: date | None
    valid_until: date | None
    visit_id: int | None
    seen_at: datetime
    seen_by_id: int


@dataclass(frozen=True)
class EvidenceUse:
    """The counting of one paper for a requirement of a basket line, later of its case. `row` is that of `for_each`."""

    id: int
    evidence_id: int
    request_id: int | None
    case_id: int | None
    requirement: str
    row: int | None
    mark: Mark
    consent: bool


@dataclass(frozen=True)
class PaperPlace:
    """Where an original lies that the office keeps: a drawer, a shelf. Written over when it is laid elsewhere."""

    evidence_id: int
    version: int
    place: str
    at: datetime
    official_id: int


@dataclass(frozen=True)
class PaperReturn:
    """An original given back: with a handover, by hand, or sent; to whom. Until then the office holds it."""

    id: int
    evidence_id: int
    how: ReturnWay
    to_id: int | None
    to_name: str
    handover_id: int | None
    at: datetime
    official_id: int


@dataclass(frozen=True)
class IssuedOutput:
    """The thing made for a case: which output, its number or the serial of its blank, and how long it is valid."""

    id: int
    case_id: int
    output: str
    position: int
    number: str
    valid_from: date
    valid_until: date | None
    issued_at: datetime
    issued_by_id: int


@dataclass(frozen=True)
class IssuedOutputState:
    """What became of an output afterwards."""

    id: int
    issued_output_id: int
    kind: OutputState
    handover_id: int | None
    at: datetime
    official_id: int


@dataclass(frozen=True)
class Handover:
    """Outputs given to a collector, by which check of identity.

    A supervisor may override the check; the reason is the text of the event.
    """

    id: int
    case_id: int
    collector_id: int | None
    collector_name: str
    relation: Literal["applicant", "representative", "other"]
    document_type: str
    document_number: str
    overridden_by_id: int | None
    at: datetime
    official_id: int
    event_id: int
