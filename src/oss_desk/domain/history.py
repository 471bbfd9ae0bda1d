"""What happened: events by desk without gaps, their erasable texts, and the commands that made them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

SubjectKind = Literal[
    "office",
    "official",
    "desk",
    "service-version",
    "citizen",
    "organisation",
    "visit",
    "draft",
    "evidence",
    "case",
    "cash-session",
    "approval",
    "payment",
    "print-job",
    "blank-lot",
    "notice",
]
SUBJECT_KINDS: tuple[SubjectKind, ...] = get_args(SubjectKind)
"""What an event is about and what a change is told of. A draft changes without an event."""


@dataclass(frozen=True)
class Event:
    """One thing that happened; the payload is canonical JSON of ids, codes, numbers and amounts only."""

    id: int
    desk_id: int
    seq: int
    kind: str
    at: datetime
    official_id: int | None
    role: str | None
    command_id: str
    subject_kind: SubjectKind
    subject_id: int
    payload: str


@dataclass(frozen=True)
class EventText:
    """A name, a typed text or a reason of an event; the only part of history that may one day be erased.

    Its digest stays: the chain was made over that, so that it holds when text and salt are gone.
    """

    id: int
    event_id: int
    kind: str
    text: str
    salt: str
    digest: str


@dataclass(frozen=True)
class Command:
    """One request to change something, by the id its client made; `made` is JSON of the ids of what it made."""

    id: str
    operation: str
    digest: str
    made: str
    desk_id: int
    official_id: int | None
    at: datetime


@dataclass(frozen=True)
class Changed:
    """What an operation changed: what it is and its id."""

    kind: SubjectKind
    id: int
