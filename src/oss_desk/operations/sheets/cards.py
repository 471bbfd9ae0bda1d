"""A case and a visit as they stand in lists."""

from dataclasses import dataclass
from datetime import datetime

from oss_desk.domain.text import Texts


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
    while_you_wait: bool = False
    """Whether all of its work is done at the counter while the citizen is there."""
    step_late: bool = False
    """Past the term of its step, the clock running: late for whoever holds it, if not yet for the citizen."""


@dataclass(frozen=True)
class VisitCard:
    """A visit in a list: parked, or of today; `since` is when its present state began."""

    id: int
    visitor: str
    state: str
    outcome: str | None
    hold_reason: str
    opened_at: datetime
    since: datetime
    services: tuple[Texts, ...]
    official: str
    desk: str
    channel: str = "counter"
