"""What a second person is asked: one operation with exactly these values, those that are personal apart."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from oss_desk.domain.messages import Message
from oss_desk.operations import rights
from oss_desk.operations.program import canonical
from oss_desk.operations.sheets import ApprovalCard

Shown = Mapping[str, str | int]
"""What the second person sees, by name: ids, codes, numbers and amounts, which history keeps for ever."""


@dataclass(frozen=True)
class Second:
    """A second person's word: at this desk by login and password, or the approval she answered at another desk.

    With `asks` nobody has agreed yet: the command is tried only to learn what a second person is to approve. The
    password is never stored nor part of a digest.
    """

    login: str = ""
    password: str = field(default="", repr=False)
    one_time: str = field(default="", repr=False)
    approval_id: int | None = None
    asks: bool = False

    @property
    def named(self) -> bool:
        """Whether anybody is named at all."""
        return bool(self.login.strip()) or self.approval_id is not None or self.asks


ASKS = Second(asks=True)
"""Stands in the place of the second person in the values that `ask_elsewhere` tries."""


@dataclass(frozen=True)
class Question:
    """What a second person is to approve; `barred` are officials who may not, besides the one who asks.

    `texts` are names and what was typed, by name: she sees them with the rest, and history keeps them where they can
    be erased.
    """

    operation: str
    needs: rights.Right
    shown: str
    texts: tuple[tuple[str, str], ...]
    barred: tuple[int, ...]

    @classmethod
    def of(
        cls, operation: str, needs: rights.Right, shown: Shown, texts: Mapping[str, str], barred: frozenset[int]
    ) -> "Question":
        """The question in its one form."""
        return cls(operation, needs, canonical(shown), tuple(sorted(texts.items())), tuple(sorted(barred)))

    @property
    def digest(self) -> str:
        """By what an answer is known as one to this, with its texts: SHA-256 of the operation and what is shown."""
        return hashlib.sha256(canonical([self.operation, self.shown]).encode()).hexdigest()

    @property
    def values(self) -> Shown:
        """Everything that she is shown, by name."""
        return {**json.loads(self.shown), **dict(self.texts)}

    @property
    def about(self) -> Message:
        """What is approved, in words."""
        return told(self.operation, self.values)

    def is_of(self, card: ApprovalCard) -> bool:
        """Whether this is what was asked there, to the letter of every text."""
        return (card.operation, card.shown) == (self.operation, self.values)


class Wanted(Exception):
    """A command that was only tried has come to where it needs a second person."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.operation)
        self.question = question


def told(operation: str, shown: Shown) -> Message:
    """What is approved, in words: a sentence of its own for every operation that needs four eyes."""
    return Message(f"approve-{operation.replace('_', '-')}", shown)
