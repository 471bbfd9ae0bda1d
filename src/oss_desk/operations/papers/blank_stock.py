"""Where each numbered blank is: what lies at a desk, what is taken next, what became of a sheet, what a close says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from oss_desk.domain import blanks
from oss_desk.domain.blanks import (
    BlankCount,
    BlankDestroyed,
    BlankLot,
    BlankMove,
    BlankSpoilt,
    BlankUse,
    Run,
    SheetState,
    Taken,
)
from oss_desk.domain.cases import Case, IssuedOutput
from oss_desk.domain.messages import Refused, refuse
from oss_desk.domain.office import Desk
from oss_desk.domain.text import Texts
from oss_desk.operations.office.registers import office_registers
from oss_desk.operations.program import Look, reading
from oss_desk.operations.sheets.blanks import BlankLine, BlankOffer
from oss_desk.storage import blanks as blank_rows
from oss_desk.storage import rows


@dataclass(frozen=True)
class Stock:
    """The sheets of a desk: all that came to stay there, those neither used nor spoilt, and those known to be missing.

    Lots that are used up are left out where only what is left was asked for.
    """

    lots: tuple[BlankLot, ...]
    moves: tuple[BlankMove, ...]
    free: tuple[Run, ...]
    missing: Taken
    counts: tuple[BlankCount, ...]

    @property
    def offered(self) -> tuple[Run, ...]:
        """What is taken next: the sheets in stock that are not known to be missing, the first lot first."""
        return blanks.without(self.free, self.missing)


def stock(look: Look, desk_id: int, kind: str | None = None, *, left_only: bool = True) -> Stock:
    """The blanks of a desk, of one kind or of all."""
    every, gone = blank_rows.lots_at(look.work, desk_id, kind), blank_rows.used_up(look.work)
    lots = tuple(lot for lot in every if lot.id not in gone) if left_only else every
    moves = blank_rows.moves(look.work, lots)
    held = tuple(run for run in blanks.held_at(lots, moves, desk_id) if run.lot.id not in gone)
    free = blank_rows.free(look.work, held)
    left = {run.lot.id for run in free}
    blank_rows.remember_used_up(look.work, (run.lot for run in held if run.is_whole and run.lot.id not in left))
    known = {lot.id for lot in lots}
    counts = tuple(count for count in blank_rows.last_counts(look.work, desk_id) if count.lot_id in known)
    return Stock(lots, moves, free, _missing(free, counts), counts)


def _missing(free: Iterable[Run], counts: Iterable[BlankCount]) -> Taken:
    """The sheets that the last count of each stack did not find and that nobody has written down since."""
    listed = {count.lot_id: frozenset(count.gaps) for count in counts if count.gaps}
    found: dict[int, frozenset[int]] = {}
    for run in free:
        gaps = listed.get(run.lot.id)
        if gaps:
            own = (number for number in range(run.first, run.last + 1) if run.lot.serial(number) in gaps)
            found[run.lot.id] = found.get(run.lot.id, frozenset()) | frozenset(own)
    return found


def title_of(look: Look, kind: str) -> Texts:
    """What the register calls a kind of blank."""
    entry = office_registers(look).blank_kinds.get(kind)
    return entry.title if entry is not None else {"en": kind}


def offers(look: Look, kind: str, most: int) -> tuple[str, ...]:
    """The serials to take next at this desk, in order, at most so many."""
    found: list[str] = []
    for run in stock(look, look.desk.id, kind).offered:
        numbers = range(run.first, min(run.last, run.first + most - len(found) - 1) + 1)
        found += [run.lot.serial(number) for number in numbers]
        if len(found) >= most:
            break
    return tuple(found)


def offer(look: Look, kind: str, place: int = 0) -> BlankOffer:
    """What a field for the serial of such a blank says: the one to take, the next but `place` of this desk."""
    offered = stock(look, look.desk.id, kind).offered
    left, serial = blanks.number_of(offered), ""
    for run in offered:
        if place < run.count:
            serial = run.lot.serial(run.first + place)
            break
        place -= run.count
    return BlankOffer(kind, title_of(look, kind), serial, left)


def find_sheet(look: Look, kind: str, typed: str) -> tuple[BlankLot, int]:
    """The sheet with this serial; refused where no lot of the kind has it."""
    found = blanks.sheet_of(blank_rows.lots(look.work, kind), typed)
    if found is None:
        raise refuse("blank-unknown", serial=typed)
    return found


def state_of(look: Look, lot: BlankLot, number: int) -> SheetState:
    """What became of a sheet; it is in exactly one state."""
    spoilt = rows.find(look.work, BlankSpoilt, lot_id=lot.id, number=number)
    if spoilt is not None:
        gone = rows.find(look.work, BlankDestroyed, blank_spoilt_id=spoilt.id)
        return "spoilt" if gone is None else "destroyed"
    used = rows.find(look.work, BlankUse, lot_id=lot.id, number=number)
    return "in-stock" if used is None else "used"


def case_of(look: Look, use: BlankUse) -> Case:
    """The case that a sheet was used for."""
    return rows.get(look.work, Case, rows.get(look.work, IssuedOutput, use.issued_output_id).case_id)


def desk_of(look: Look, lot: BlankLot, number: int) -> Desk:
    """The desk at which a sheet lies, or was used."""
    place = lot.desk_id
    for move in blank_rows.moves(look.work, (lot,)):
        if move.first <= number <= move.last and move.from_desk_id == place:
            place = move.to_desk_id
    return rows.get(look.work, Desk, place)


def ask_here(look: Look, lot: BlankLot, number: int) -> None:
    """Refuse a sheet that is not in stock at this desk, saying what became of it or where it lies."""
    serial, state = lot.serial(number), state_of(look, lot, number)
    if state == "used":
        use = rows.find(look.work, BlankUse, lot_id=lot.id, number=number)
        raise refuse("blank-used", serial=serial, case=case_of(look, use).number if use is not None else "")
    if state != "in-stock":
        raise refuse("blank-spoilt", serial=serial)
    desk = desk_of(look, lot, number)
    if desk.id != look.desk.id:
        raise _elsewhere(serial, desk)


def _elsewhere(serial: str, desk: Desk) -> Refused:
    return refuse("blank-elsewhere", serial=serial, desk=desk.code)


@reading("read")
def blanks_of_desk(look: Look, *, desk_id: int, since: datetime | None = None) -> tuple[BlankLine, ...]:
    """Every kind of blank of a desk since a moment, as a close says it."""
    return desk_lines(look, desk_id, since)


def desk_lines(look: Look, desk_id: int, since: datetime | None = None) -> tuple[BlankLine, ...]:
    """The same inside another operation; kinds in the order of the register."""
    known = stock(look, desk_id, left_only=False)
    order = {kind: place for place, kind in enumerate(office_registers(look).blank_kinds)}
    kinds = sorted(dict.fromkeys(lot.kind for lot in known.lots), key=lambda kind: (order.get(kind, len(order)), kind))
    since_then = _Since(look, desk_id, since)
    return tuple(_line(look, known, since_then, kind) for kind in kinds)


class _Since:
    """What happened to the blanks of a desk after a moment, by lot."""

    def __init__(self, look: Look, desk_id: int, since: datetime | None) -> None:
        self.desk_id, self.since = desk_id, since
        self.uses = blank_rows.uses_since(look.work, desk_id, since)
        self.spoilt = self._of(rows.every(look.work, BlankSpoilt, desk_id=desk_id))
        before = {use.id for use in self.uses}
        found = (rows.find(look.work, BlankUse, lot_id=one.lot_id, number=one.number) for one in self.spoilt)
        self._used_before = {(use.lot_id, use.number) for use in found if use is not None and use.id not in before}

    def _of(self, found: tuple[blanks.RowT, ...]) -> tuple[blanks.RowT, ...]:
        return tuple(row for row in found if self.since is None or row.at > self.since)

    def received(self, lots: Iterable[BlankLot]) -> int:
        """How many sheets came in here."""
        return sum(lot.last - lot.first + 1 for lot in self._of(tuple(lots)) if lot.desk_id == self.desk_id)

    def moved(self, moves: Iterable[BlankMove], lots: frozenset[int]) -> tuple[int, int]:
        """How many sheets came from and went to other desks."""
        own = [move for move in self._of(tuple(moves)) if move.lot_id in lots]
        came = sum(move.last - move.first + 1 for move in own if move.to_desk_id == self.desk_id)
        return came, sum(move.last - move.first + 1 for move in own if move.from_desk_id == self.desk_id)

    def taken(self, lots: frozenset[int]) -> tuple[int, int]:
        """How many sheets were used, and how many spoilt; one that was used and spoilt later is spoilt."""
        spoilt = {(one.lot_id, one.number) for one in self.spoilt if one.lot_id in lots} - self._used_before
        used = {(one.lot_id, one.number) for one in self.uses if one.lot_id in lots}
        gone = {(one.lot_id, one.number) for one in self.spoilt}
        return len(used - gone), len(spoilt)


def _line(look: Look, known: Stock, since: _Since, kind: str) -> BlankLine:
    lots = tuple(lot for lot in known.lots if lot.kind == kind)
    ids = frozenset(lot.id for lot in lots)
    free = tuple(run for run in known.free if run.lot.id in ids)
    expected, received = blanks.number_of(free), since.received(lots)
    (moved_in, moved_out), (used, spoilt) = since.moved(known.moves, ids), since.taken(ids)
    counts = [one for one in known.counts if one.lot_id in ids and (since.since is None or one.at > since.since)]
    return BlankLine(
        kind=kind,
        title=title_of(look, kind),
        opening=expected - received - moved_in + moved_out + used + spoilt,
        received=received,
        moved_in=moved_in,
        moved_out=moved_out,
        used=used,
        spoilt=spoilt,
        expected=expected,
        counted=sum(one.counted for one in counts) if counts else None,
        difference=sum(one.counted - one.expected for one in counts) if counts else None,
        gaps=gaps_of(free, known.missing),
    )


def gaps_of(free: Iterable[Run], missing: Mapping[int, frozenset[int]]) -> tuple[str, ...]:
    """The serials of the missing sheets among these runs, in order."""
    lots = {run.lot.id: run.lot for run in free}
    return tuple(lots[lot].serial(number) for lot in lots for number in sorted(missing.get(lot, frozenset())))
