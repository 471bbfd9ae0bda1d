"""The blanks of the desk as its page shows them: stacks, sums, gaps, and the spoilt sheets that are kept."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from oss_desk.domain import blanks
from oss_desk.domain.blanks import BlankLot, BlankSpoilt, BlankUse
from oss_desk.domain.history import EventText
from oss_desk.domain.office import Desk, Official
from oss_desk.operations import rights
from oss_desk.operations.office.calendar import local_date
from oss_desk.operations.office.registers import office_registers
from oss_desk.operations.papers.blank_stock import Stock, case_of, desk_lines, gaps_of, stock, title_of
from oss_desk.operations.program import Look, reading
from oss_desk.operations.sheets.blanks import BlanksSheet, SpoiltLine, StackLine
from oss_desk.storage import blanks as blank_rows
from oss_desk.storage import rows


@reading("read")
def blanks_here(look: Look) -> BlanksSheet:
    """Every blank of this desk."""
    known = stock(look, look.desk.id)
    desks = rows.every(look.work, Desk, order_by=("code",), closed_at=None)
    rights_here: tuple[tuple[str, rights.Right], ...] = (("keep", "keep-blanks"), ("handle", "handle-blanks"))
    return BlanksSheet(
        desk=look.desk.code,
        stacks=tuple(_stack(look, known, lot) for lot in known.lots if _of(known, lot)),
        lines=desk_lines(look, look.desk.id, _morning(look)),
        spoilt=tuple(_spoilt(look, sheet) for sheet in blank_rows.spoilt_at(look.work, look.desk.id)),
        kinds=tuple((kind, entry.title) for kind, entry in office_registers(look).blank_kinds.items()),
        desks=tuple((desk.id, f"{desk.code} · {desk.name}") for desk in desks),
        may=frozenset(name for name, right in rights_here if rights.may(look.roles, right)),
    )


def _morning(look: Look) -> datetime:
    """When the day on the office's wall began."""
    return datetime.combine(local_date(look), time.min, ZoneInfo(look.office.zone))


def _of(known: Stock, lot: BlankLot) -> tuple[blanks.Run, ...]:
    return tuple(run for run in known.free if run.lot.id == lot.id)


def _stack(look: Look, known: Stock, lot: BlankLot) -> StackLine:
    free = _of(known, lot)
    offered = blanks.without(free, known.missing)
    count = next((one for one in known.counts if one.lot_id == lot.id), None)
    return StackLine(
        lot_id=lot.id,
        kind=lot.kind,
        title=title_of(look, lot.kind),
        next_serial=offered[0].serials[0] if offered else "",
        left=blanks.number_of(offered),
        stretches=tuple(run.serials for run in offered),
        gaps=gaps_of(free, known.missing),
        counted_at=count.at if count is not None else None,
        difference=count.counted - count.expected if count is not None else None,
    )


def _spoilt(look: Look, sheet: BlankSpoilt) -> SpoiltLine:
    lot = rows.get(look.work, BlankLot, sheet.lot_id)
    used = rows.find(look.work, BlankUse, lot_id=sheet.lot_id, number=sheet.number)
    reason = rows.find(look.work, EventText, event_id=sheet.event_id, kind="reason")
    return SpoiltLine(
        spoilt_id=sheet.id,
        kind=lot.kind,
        title=title_of(look, lot.kind),
        serial=lot.serial(sheet.number),
        reason=reason.text if reason is not None else "",
        place=sheet.place,
        case=case_of(look, used).number if used is not None else "",
        official=rows.get(look.work, Official, sheet.official_id).name,
        at=sheet.at,
    )
