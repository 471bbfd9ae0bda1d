"""Numbered blanks: lots received, moved, used, spoilt, destroyed and counted, and the rules of where each sheet is.

A sheet is a lot and a number. Nothing is ever taken off the books: a sheet that is not there stays a gap until it is
found, used or written down as spoilt.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeVar

Taken = Mapping[int, frozenset[int]]
"""The numbers of each lot, by its id, that are used or spoilt."""
SheetState = Literal["in-stock", "used", "spoilt", "destroyed"]
MOST_SHEETS = 10_000
"""Of one lot; more come in several."""
LONGEST_PREFIX, MOST_DIGITS = 12, 12
_SERIAL = re.compile(r"(.*?)(\d+)", re.DOTALL)


@dataclass(frozen=True)
class BlankLot:
    """Sheets of one kind that came in together: `prefix` and a number of `width` digits, from first to last.

    `supplier` is who sent them, `slip` the reference on the delivery slip; somebody else counted along.
    """

    id: int
    kind: str
    prefix: str
    first: int
    last: int
    width: int
    supplier: str
    slip: str
    desk_id: int
    at: datetime
    official_id: int
    second_official_id: int
    event_id: int

    def serial(self, number: int) -> str:
        """What is printed on the sheet of that number."""
        return f"{self.prefix}{number:0{self.width}}"


@dataclass(frozen=True)
class BlankMove:
    """Sheets of a lot handed from one desk to another; both sign."""

    id: int
    lot_id: int
    first: int
    last: int
    from_desk_id: int
    to_desk_id: int
    at: datetime
    official_id: int
    second_official_id: int
    event_id: int


@dataclass(frozen=True)
class BlankUse:
    """The sheet an output was made on; a serial of a kind is used once in the office."""

    id: int
    lot_id: int
    number: int
    kind: str
    serial: str
    issued_output_id: int
    desk_id: int
    at: datetime
    official_id: int
    event_id: int


@dataclass(frozen=True)
class BlankSpoilt:
    """A sheet that can no longer be used, before or after an output was made on it, and where it is kept."""

    id: int
    lot_id: int
    number: int
    place: str
    desk_id: int
    at: datetime
    official_id: int
    event_id: int


@dataclass(frozen=True)
class BlankDestroyed:
    """A spoilt sheet that a supervisor destroyed before a second person."""

    id: int
    blank_spoilt_id: int
    at: datetime
    official_id: int
    second_official_id: int
    event_id: int


@dataclass(frozen=True)
class BlankCount:
    """A stack counted at a desk: the serial that lies on top (empty: none), how many, how many the book says.

    `gaps` are the serials before the top one that are neither used nor spoilt nor there.
    """

    id: int
    desk_id: int
    lot_id: int
    next_serial: str
    counted: int
    expected: int
    gaps: tuple[str, ...]
    at: datetime
    official_id: int
    event_id: int


RowT = TypeVar("RowT", BlankLot, BlankMove, BlankUse, BlankSpoilt)
"""What happened to sheets at a moment."""


@dataclass(frozen=True)
class Run:
    """Sheets of one lot that follow each other."""

    lot: BlankLot
    first: int
    last: int

    @property
    def count(self) -> int:
        """How many sheets."""
        return self.last - self.first + 1

    @property
    def is_whole(self) -> bool:
        """Whether these are all sheets of the lot."""
        return (self.first, self.last) == (self.lot.first, self.lot.last)

    @property
    def serials(self) -> tuple[str, str]:
        """The first and the last one."""
        return self.lot.serial(self.first), self.lot.serial(self.last)


def squeezed(text: str) -> str:
    """A serial or its prefix as it is compared: without spaces, in capitals, with plain digits."""
    plain = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)
    return "".join(unicodedata.normalize("NFKC", plain).split()).upper()


def parsed(text: str) -> tuple[str, int, int] | None:
    """Prefix, number and number of digits of a serial; None where it does not end in digits, or is too long."""
    found = _SERIAL.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    prefix, digits = found[1], "".join(str(unicodedata.digit(sign)) for sign in found[2])
    if len(prefix) > LONGEST_PREFIX or len(digits) > MOST_DIGITS:
        return None
    return prefix, int(digits), len(digits)


def sheet_of(lots: Iterable[BlankLot], text: str) -> tuple[BlankLot, int] | None:
    """The sheet whose serial was typed or scanned, spaces and capitals aside; None when no lot has it."""
    read = parsed(text)
    if read is None:
        return None
    prefix, number, _ = read
    known = squeezed(prefix)
    for lot in lots:
        own = squeezed(lot.prefix) == known and squeezed(lot.serial(number)) == squeezed(text)
        if own and lot.first <= number <= lot.last:
            return lot, number
    return None


def overlapping(lots: Iterable[BlankLot], prefix: str, first: int, last: int) -> BlankLot | None:
    """A lot that has some of these sheets already."""
    own = squeezed(prefix)
    same = (lot for lot in lots if squeezed(lot.prefix) == own)
    return next((lot for lot in same if lot.first <= last and first <= lot.last), None)


def held_at(lots: Sequence[BlankLot], moves: Iterable[BlankMove], desk_id: int) -> tuple[Run, ...]:
    """The sheets of these lots that lie, or were used, at a desk: where each came in, and where it was moved since."""
    pieces: dict[int, list[tuple[int, int, int]]] = {lot.id: [(lot.first, lot.last, lot.desk_id)] for lot in lots}
    for move in moves:
        if move.lot_id in pieces:
            pieces[move.lot_id] = [part for piece in pieces[move.lot_id] for part in _split(piece, move)]
    return tuple(
        run
        for lot in lots
        for run in _joined(lot, sorted((low, high) for low, high, desk in pieces[lot.id] if desk == desk_id))
    )


def _split(piece: tuple[int, int, int], move: BlankMove) -> Iterable[tuple[int, int, int]]:
    first, last, desk = piece
    low, high = max(first, move.first), min(last, move.last)
    if low > high or desk != move.from_desk_id:
        yield piece
        return
    if first < low:
        yield first, low - 1, desk
    yield low, high, move.to_desk_id
    if high < last:
        yield high + 1, last, desk


def _joined(lot: BlankLot, parts: Iterable[tuple[int, int]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for low, high in parts:
        if runs and runs[-1].last + 1 == low:
            runs[-1] = Run(lot, runs[-1].first, high)
        else:
            runs.append(Run(lot, low, high))
    return tuple(runs)


def in_stock(runs: Iterable[Run], taken: Taken) -> tuple[Run, ...]:
    """The sheets of these runs that are neither used nor spoilt."""
    return tuple(part for run in runs for part in _free(run, taken.get(run.lot.id, frozenset())))


def _free(run: Run, taken: frozenset[int]) -> Iterable[Run]:
    first = run.first
    for number in sorted(number for number in taken if run.first <= number <= run.last):
        if first < number:
            yield Run(run.lot, first, number - 1)
        first = number + 1
    if first <= run.last:
        yield Run(run.lot, first, run.last)


def number_of(runs: Iterable[Run]) -> int:
    """How many sheets."""
    return sum(run.count for run in runs)


def has(runs: Iterable[Run], lot_id: int, first: int, last: int | None = None) -> bool:
    """Whether all these sheets are among the runs."""
    end = first if last is None else last
    return any(run.lot.id == lot_id and run.first <= first and end <= run.last for run in runs)


def before(runs: Iterable[Run], lot_id: int, number: int | None) -> tuple[int, ...]:
    """The sheets of a lot that lie before that number among the runs; all of them when none lies on top."""
    own = (run for run in runs if run.lot.id == lot_id)
    return tuple(sheet for run in own for sheet in range(run.first, run.last + 1) if number is None or sheet < number)


def without(runs: Iterable[Run], gaps: Taken) -> tuple[Run, ...]:
    """The runs without sheets known to be missing: what is offered next."""
    return in_stock(runs, gaps)
