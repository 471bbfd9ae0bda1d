"""What the page of history shows: events, how the chains stand, and what a check found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from oss_desk.domain.chain import Break
from oss_desk.domain.messages import Message
from oss_desk.operations.sheets.asked import JsonValue


@dataclass(frozen=True)
class EventLine:
    """One event of the office; `id` is where the next page begins, `seq` its number at its desk.

    `told` is its sentence, `about` what it is about, `second` who agreed to it besides.
    """

    id: int
    kind: str
    at: datetime
    official: str
    role: str
    desk: str
    seq: int
    told: Message
    about: Message
    second: str
    payload: Mapping[str, JsonValue]
    texts: Mapping[str, str]


@dataclass(frozen=True)
class EventsSheet:
    """A page of events, the newest first, with what they can be narrowed by."""

    events: tuple[EventLine, ...]
    more: bool
    desks: tuple[str, ...]
    kinds: tuple[str, ...]
    officials: Mapping[int, str]


@dataclass(frozen=True)
class ChainLine:
    """How one chain stands: whose it is ("" for the office), its epoch, entries, and the beginning of its digest."""

    desk: str
    epoch: int
    entries: int
    head: str
    opened_at: datetime
    before: str
    reason: str
    newest: bool


@dataclass(frozen=True)
class HistorySheet:
    """How the history stands: its chains, and what is on record of it."""

    chains: tuple[ChainLine, ...]
    broken: bool
    since: datetime | None


@dataclass(frozen=True)
class HistoryReport:
    """What a whole check found: how much it held against the chains, and every place that does not fit, in order.

    `known` are places that an epoch opened after them names; they no longer count as broken.
    """

    at: datetime
    links: int
    rows: int
    breaks: tuple[Break, ...]
    known: tuple[Break, ...]
    said: tuple[Message, ...]
    chains: tuple[ChainLine, ...]

    @property
    def whole(self) -> bool:
        """Whether everything is as it was written."""
        return not self.breaks
