"""What an official may be told: a code with values, and the refusal that carries it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | bool | tuple[str, ...]


@dataclass(frozen=True)
class Message:
    """A sentence by its code; the words stand in one table per package and are translated only where they are shown."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)


class Refused(Exception):
    """Something an official may be told: it did not happen, nothing was lost, and what to do about it."""

    def __init__(self, message: Message, *others: Message) -> None:
        super().__init__(message.code, dict(message.values))
        self.message = message
        self.messages = (message, *others)


def refuse(code: str, /, **values: Value) -> Refused:
    """The refusal with this code: `raise refuse("visit-closed", number=3)`."""
    return Refused(Message(code, values))
