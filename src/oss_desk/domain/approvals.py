"""A second person's word: what was asked for, what she answered, and the one command that used it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Approval:
    """What an official asks a second person to approve: one operation with exactly these values.

    `needs` is the right that the second person holds, `shown` canonical JSON of the ids, codes, numbers and amounts
    that she is shown, `digest` the SHA-256 of the operation and of that. Names and typed text that she is shown besides
    are texts of the event that asked, which can be erased. `barred` are the ids of officials who may not answer besides
    the asker, such as whoever took the money.
    """

    id: int
    operation: str
    needs: str
    digest: str
    shown: str
    barred: tuple[str, ...]
    asked_by_id: int
    asked_at: datetime
    desk_id: int


@dataclass(frozen=True)
class ApprovalAnswer:
    """A second person's yes or no to what she was shown; given once. `desk_id` is where she gave it."""

    approval_id: int
    yes: bool
    reason: str
    by_id: int
    at: datetime
    desk_id: int


@dataclass(frozen=True)
class ApprovalUse:
    """The one command that an approval was used for."""

    approval_id: int
    command_id: str
    at: datetime
