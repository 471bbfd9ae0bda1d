"""What a citizen is given when she asks who looked at her record, and what became of her cases."""

from dataclasses import dataclass
from datetime import datetime

from oss_desk.domain.messages import Message
from oss_desk.domain.papers.parts import Head, Person


@dataclass(frozen=True)
class LookRow:
    """Once that her record was opened: when, where, in which role and why; by whom only where that was decided."""

    at: datetime
    role: str
    desk: str
    why: Message
    official: str = ""


@dataclass(frozen=True)
class CaseStep:
    """One thing that happened to a case, in the words of its service."""

    at: datetime
    text: Message


@dataclass(frozen=True)
class CaseHistory:
    """A case of hers from its start on."""

    number: str
    title: str
    steps: tuple[CaseStep, ...]


@dataclass(frozen=True)
class LooksPaper:
    """Who looked at a record, and the history of the cases it belongs to."""

    head: Head
    person: Person
    looks: tuple[LookRow, ...]
    cases: tuple[CaseHistory, ...] = ()
