"""What is done with numbered blanks: received, moved to another desk, used, spoilt, destroyed.

Whatever changes where sheets are holds the office's row, so that two desks never decide about one sheet at once.
"""

from oss_desk.domain import blanks
from oss_desk.domain.blanks import (
    MOST_SHEETS,
    BlankDestroyed,
    BlankLot,
    BlankMove,
    BlankSpoilt,
    BlankUse,
)
from oss_desk.domain.cases import IssuedOutput
from oss_desk.domain.history import Event, SubjectKind
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Desk, Office, Official
from oss_desk.domain.text import in_language
from oss_desk.operations import given
from oss_desk.operations.office.approvals import Second, approver
from oss_desk.operations.office.registers import office_registers
from oss_desk.operations.papers import blank_papers, paper_parts
from oss_desk.operations.papers.blank_stock import ask_here, find_sheet, offers, state_of, stock, title_of
from oss_desk.operations.program import Act, command
from oss_desk.storage import blanks as blank_rows
from oss_desk.storage import rows

SERIAL = 40
ON_THE_BOOKS: SubjectKind = "blank-lot"
"""What a page is told has changed."""


@command("keep-blanks")
def receive_blanks(
    act: Act, *, kind: str, first: str, last: str, supplier: str, slip: str, desk_id: int, second: Second | None = None
) -> BlankLot:
    """Take sheets into the stock of a desk: the serials of the first and the last one, who sent them, on which slip.

    A second person counts along. Refused when a sheet of them came in before. Both sign the slip that is printed.
    """
    prefix, low, width = _read(first)
    high = _last(prefix, low, last)
    sent, on = given.needed(supplier, "blank-supplier-needed"), given.needed(slip, "blank-slip-needed")
    desk = _open_desk(act, desk_id)
    if kind not in office_registers(act).blank_kinds:
        raise refuse("blank-kind-unknown", kind=given.line(kind))
    shown = {"kind": kind, "first": first, "last": last, "desk": desk.code}
    texts = {"blank": _named(act, kind), "slip": on}
    witness = approver(act, second, right="vouch", operation="receive_blanks", shown=shown, texts=texts)
    rows.lock(act.work, Office, 1)
    _ask_new(act, kind, prefix, low, high)
    payload = {"blank": kind, "first": low, "last": high, "sheets": high - low + 1, "second": witness.id}
    event = act.event("blanks-received", ("desk", desk.id), payload, {"supplier": sent, "slip": on, "prefix": prefix})
    series = {"kind": kind, "prefix": prefix, "first": low, "last": high, "width": width}
    delivery = {"supplier": sent, "slip": on, "desk_id": desk.id}
    lot = rows.add(act.work, BlankLot, **series, **delivery, **_signed(act, event, witness))
    act.changed(ON_THE_BOOKS, lot.id)
    blank_papers.received(act, lot, witness)
    return lot


def _named(act: Act, kind: str) -> str:
    """What a second person is told it is about, in the office's own language."""
    return in_language(title_of(act, kind), paper_parts.office_language(act))


def _read(serial: str) -> tuple[str, int, int]:
    read = blanks.parsed(given.needed(serial, "blank-serial-needed", most=SERIAL))
    if read is None:
        raise refuse("blank-serial-unreadable", serial=given.line(serial, most=SERIAL))
    return read


def _last(prefix: str, first: int, serial: str) -> int:
    """The number of the last sheet; its serial may be written without what stands before the number."""
    own, last, _ = _read(serial)
    if own and blanks.squeezed(own) != blanks.squeezed(prefix):
        raise refuse("blank-lot-of-two", first=prefix, last=own)
    if last < first:
        raise refuse("blank-lot-backwards")
    if last - first + 1 > MOST_SHEETS:
        raise refuse("blank-lot-too-large", most=MOST_SHEETS)
    return last


def _ask_new(act: Act, kind: str, prefix: str, first: int, last: int) -> None:
    known = blanks.overlapping(blank_rows.lots(act.work, kind), prefix, first, last)
    if known is not None:
        raise refuse("blank-lot-known", first=known.serial(known.first), last=known.serial(known.last), slip=known.slip)


def _open_desk(act: Act, desk_id: int) -> Desk:
    desk = rows.get(act.work, Desk, desk_id)
    if desk.closed_at is not None:
        raise refuse("desk-closed", desk=desk.code)
    return desk


def _signed(act: Act, event: Event, witness: Official) -> dict[str, object]:
    """When, by whom, before whom, and the event that tells it."""
    own = {"at": act.now, "official_id": act.official.id, "event_id": event.id}
    return own | {"second_official_id": witness.id}


@command("keep-blanks")
def move_blanks(
    act: Act, *, lot_id: int, first: str, last: str, to_desk_id: int, second: Second | None = None
) -> BlankMove:
    """Hand sheets of this desk to another one; who takes them there signs too.

    All of them must be in stock here: what is used or spoilt stays in the books of the desk where it happened.
    """
    (lot, low), (found, high) = find_sheet_of(act, lot_id, first), find_sheet_of(act, lot_id, last)
    desk = _open_desk(act, to_desk_id)
    if desk.id == act.desk.id:
        raise refuse("blank-move-nowhere", desk=desk.code)
    serials = {"first": lot.serial(low), "last": found.serial(high)}
    shown, texts = (
        {"kind": lot.kind, **serials, "from": act.desk.code, "to": desk.code},
        {"blank": _named(act, lot.kind)},
    )
    witness = approver(act, second, right="vouch", operation="move_blanks", shown=shown, texts=texts)
    rows.lock(act.work, Office, 1)
    if not blanks.has(stock(act, act.desk.id, lot.kind).free, lot.id, low, high):
        raise refuse("blank-not-all-here", **serials, desk=act.desk.code)
    payload = {"blank": lot.kind, "lot": lot.id, "first": low, "last": high, "to": desk.id, "second": witness.id}
    event = act.event("blanks-moved", ("desk", act.desk.id), payload)
    moved = rows.add(
        act.work,
        BlankMove,
        lot_id=lot.id,
        first=low,
        last=high,
        from_desk_id=act.desk.id,
        to_desk_id=desk.id,
        **_signed(act, event, witness),
    )
    act.changed(ON_THE_BOOKS, lot.id)
    act.changed("desk", desk.id)
    blank_papers.moved(act, lot, moved, desk, witness)
    return moved


def find_sheet_of(act: Act, lot_id: int, typed: str) -> tuple[BlankLot, int]:
    """The sheet of a lot with this serial; the number alone is enough."""
    lot = rows.get(act.work, BlankLot, lot_id)
    prefix, number, _ = _read(typed)
    own = not prefix or blanks.squeezed(prefix) == blanks.squeezed(lot.prefix)
    if not own or not lot.first <= number <= lot.last:
        raise refuse("blank-unknown", serial=given.line(typed, most=SERIAL))
    return lot, number


def ask_usable(act: Act, kind: str, typed: str, reason: str) -> tuple[BlankLot, int]:
    """The sheet that an output is about to be made on; refused when it is not in stock here, or another than the
    next one without a reason. The office's row must be held."""
    following = offers(act, kind, 1)
    serial = given.line(typed, most=SERIAL) or "".join(following)
    if not following and not serial:
        raise refuse("blank-none-here", desk=act.desk.code)
    lot, number = find_sheet(act, kind, serial)
    ask_here(act, lot, number)
    if following and lot.serial(number) != following[0]:
        given.reason(reason, "blank-other-needs-reason")
    return lot, number


def use(act: Act, lot: BlankLot, number: int, made: IssuedOutput, event: Event) -> BlankUse:
    """Write down that an output was made on a sheet."""
    used = rows.add(
        act.work,
        BlankUse,
        lot_id=lot.id,
        number=number,
        kind=lot.kind,
        serial=lot.serial(number),
        issued_output_id=made.id,
        desk_id=act.desk.id,
        at=act.now,
        official_id=act.official.id,
        event_id=event.id,
    )
    act.changed(ON_THE_BOOKS, lot.id)
    return used


@command("handle-blanks")
def spoil_blank(act: Act, *, lot_id: int, serial: str, reason: str, place: str) -> BlankSpoilt:
    """Write down that a sheet of this desk can no longer be used, why, and where it is kept to be shown."""
    lot, number = find_sheet_of(act, lot_id, serial)
    why, where = given.reason(reason), given.needed(place, "blank-place-needed")
    rows.lock(act.work, Office, 1)
    ask_here(act, lot, number)
    payload = {"blank": lot.kind, "lot": lot.id, "number": number}
    event = act.event("blank-spoilt", ("desk", act.desk.id), payload, {"reason": why, "place": where})
    return _spoilt(act, lot, number, where, event)


def spoil_used(act: Act, made: IssuedOutput, place: str, event: Event) -> BlankSpoilt | None:
    """The same for the sheet that a spoilt output was made on; None when it was made on none."""
    used = rows.find(act.work, BlankUse, issued_output_id=made.id)
    if used is None:
        return None
    lot = rows.get(act.work, BlankLot, used.lot_id)
    return _spoilt(act, lot, used.number, given.needed(place, "blank-place-needed"), event)


def _spoilt(act: Act, lot: BlankLot, number: int, place: str, event: Event) -> BlankSpoilt:
    spoilt = rows.add(
        act.work,
        BlankSpoilt,
        lot_id=lot.id,
        number=number,
        place=place,
        desk_id=act.desk.id,
        at=act.now,
        official_id=act.official.id,
        event_id=event.id,
    )
    act.changed(ON_THE_BOOKS, lot.id)
    return spoilt


@command("keep-blanks")
def destroy_blanks(
    act: Act, *, spoilt_ids: tuple[int, ...], second: Second | None = None
) -> tuple[BlankDestroyed, ...]:
    """Write down that spoilt sheets were destroyed before a second person; both sign the list that is printed."""
    if not spoilt_ids:
        raise refuse("nothing-chosen-to-destroy")
    sheets = tuple(rows.get(act.work, BlankSpoilt, one) for one in sorted(set(spoilt_ids)))
    lots = {sheet.lot_id: rows.get(act.work, BlankLot, sheet.lot_id) for sheet in sheets}
    serials = tuple(lots[sheet.lot_id].serial(sheet.number) for sheet in sheets)
    shown: dict[str, str | int] = {"sheets": len(sheets), "serials": " ".join(serials)}
    witness = approver(act, second, right="vouch", operation="destroy_blanks", shown=shown)
    rows.lock(act.work, Office, 1)
    for sheet, serial in zip(sheets, serials, strict=True):
        if state_of(act, lots[sheet.lot_id], sheet.number) == "destroyed":
            raise refuse("blank-destroyed", serial=serial)
    payload = {"sheets": [{"lot": one.lot_id, "number": one.number} for one in sheets], "second": witness.id}
    event = act.event("blanks-destroyed", ("desk", act.desk.id), payload)
    gone = tuple(
        rows.add(act.work, BlankDestroyed, blank_spoilt_id=sheet.id, **_signed(act, event, witness)) for sheet in sheets
    )
    for lot in lots:
        act.changed(ON_THE_BOOKS, lot)
    kinds = (lots[sheet.lot_id].kind for sheet in sheets)
    blank_papers.destroyed(act, tuple(zip(serials, kinds, strict=True)), sheets[0].lot_id, witness)
    return gone
