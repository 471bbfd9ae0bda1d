"""What pages are given of numbered blanks: what may be taken next, each stack of a desk, what is spoilt."""

from dataclasses import dataclass
from datetime import datetime

from oss_desk.domain.text import Texts


@dataclass(frozen=True)
class BlankOffer:
    """The blanks an output of a case is made on at this desk: the serial to take next, and how many are left."""

    kind: str
    title: Texts
    next_serial: str
    left: int


@dataclass(frozen=True)
class StackLine:
    """The sheets of one lot that lie at a desk: which comes next, the stretches in stock, and what is missing."""

    lot_id: int
    kind: str
    title: Texts
    next_serial: str
    left: int
    stretches: tuple[tuple[str, str], ...]
    gaps: tuple[str, ...]
    counted_at: datetime | None
    difference: int | None


@dataclass(frozen=True)
class SpoiltLine:
    """A spoilt sheet of a desk: why, where it is kept, on which case it was used before, if on one."""

    spoilt_id: int
    kind: str
    title: Texts
    serial: str
    reason: str
    place: str
    case: str
    official: str
    at: datetime


@dataclass(frozen=True)
class BlankLine:
    """One kind at a desk over a time, as a close says it: opening + received + moved in - moved out - used - spoilt
    is what should be there; `counted` and `difference` are None when nobody counted; gaps are missing serials."""

    kind: str
    title: Texts
    opening: int
    received: int
    moved_in: int
    moved_out: int
    used: int
    spoilt: int
    expected: int
    counted: int | None
    difference: int | None
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class BlanksSheet:
    """All the blanks of a desk, the kinds the office knows, the desks blanks can go to, and what may be done here."""

    desk: str
    stacks: tuple[StackLine, ...]
    lines: tuple[BlankLine, ...]
    spoilt: tuple[SpoiltLine, ...]
    kinds: tuple[tuple[str, Texts], ...]
    desks: tuple[tuple[int, str], ...]
    may: frozenset[str]
    """Of: keep (receive, move, destroy), handle (spoil, count)."""
