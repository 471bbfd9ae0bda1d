"""One citizen's stay at a desk: the visit, its periods, its basket and the drafts kept with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

VisitState = Literal["open", "held", "closed"]
VISIT_STATES: tuple[VisitState, ...] = get_args(VisitState)
Outcome = Literal["served", "enquiry", "left", "carried-over"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
Channel = Literal["counter", "phone", "post"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
SignedHow = Literal["post", "brought"]
SIGNED_HOW: tuple[SignedHow, ...] = get_args(SignedHow)
PeriodKind = Literal["waiting", "served", "on-hold"]
PERIOD_KINDS: tuple[PeriodKind, ...] = get_args(PeriodKind)
RequestState = Literal["basket", "started", "removed"]
REQUEST_STATES: tuple[RequestState, ...] = get_args(RequestState)


@dataclass(frozen=True)
class Visit:
    """One stay of one visitor (at first perhaps unknown) at one desk with one official at a time."""

    id: int
    version: int
    desk_id: int
    official_id: int
    visitor_id: int | None
    channel: Channel
    state: VisitState
    outcome: Outcome | None
    hold_reason: str
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True)
class Period:
    """A timed stretch of a visit; the running one has no end."""

    id: int
    visit_id: int
    kind: PeriodKind
    desk_id: int
    official_id: int
    from_at: datetime
    to_at: datetime | None


@dataclass(frozen=True)
class ServiceRequest:
    """A basket line: one service for one applicant, at most one case. It names the version in force when added."""

    id: int
    version: int
    visit_id: int
    position: int
    service_version_id: int
    applicant_citizen_id: int | None
    applicant_organisation_id: int | None
    representative_id: int | None
    quantity: int
    state: RequestState
    case_id: int | None


@dataclass(frozen=True)
class SignedApplication:
    """The signed application of a visit by phone or post, and how it came; nobody signs on the phone."""

    visit_id: int
    how: SignedHow
    at: datetime
    official_id: int


@dataclass(frozen=True)
class Draft:
    """What was typed and is not yet said: one part of an open visit ("person", "line:7", "pay").

    `content` is a JSON object as text; the id of the command that will carry it stands in `command_id`.
    """

    visit_id: int
    part: str
    content: str
    command_id: str | None
    kept_at: datetime
