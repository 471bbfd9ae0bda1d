"""The stacks of numbered blanks at a desk, counted: what lies on top, how many there are, which sheets are missing."""

from dataclasses import dataclass

from oss_desk.domain import blanks
from oss_desk.domain.blanks import BlankCount, BlankLot
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Office
from oss_desk.operations.papers.blank_stock import Stock, ask_here, stock
from oss_desk.operations.papers.blanks import ON_THE_BOOKS, find_sheet_of
from oss_desk.operations.program import Act, command
from oss_desk.storage import rows


@dataclass(frozen=True)
class StackGiven:
    """A stack as it was counted: the serial that lies on top, empty when none is left, and how many sheets."""

    lot_id: int
    next_serial: str
    counted: int


@command("handle-blanks")
def count_blanks(act: Act, *, stacks: tuple[StackGiven, ...]) -> tuple[BlankCount, ...]:
    """Count the stacks of this desk: what lies on top of each and how many sheets there are.

    Sheets before the top one that are neither used nor spoilt are gaps, listed by their serials. A difference is
    written down as it is and keeps nobody from anything.
    """
    if not stacks:
        raise refuse("nothing-counted")
    rows.lock(act.work, Office, 1)
    known = stock(act, act.desk.id)
    return tuple(_counted(act, known, one) for one in stacks)


def _counted(act: Act, known: Stock, stack: StackGiven) -> BlankCount:
    lot = next((lot for lot in known.lots if lot.id == stack.lot_id), None)
    own = tuple(run for run in known.free if lot is not None and run.lot.id == lot.id)
    if lot is None or stack.counted < 0:
        raise refuse("blank-stack-unknown")
    top = _top(act, lot, stack, own)
    gaps = tuple(lot.serial(number) for number in blanks.before(own, lot.id, top))
    expected = blanks.number_of(own)
    payload = {"blank": lot.kind, "lot": lot.id, "next": top, "counted": stack.counted, "expected": expected}
    event = act.event("blanks-counted", ("desk", act.desk.id), {**payload, "gaps": list(gaps)})
    counted = rows.add(
        act.work,
        BlankCount,
        desk_id=act.desk.id,
        lot_id=lot.id,
        next_serial="" if top is None else lot.serial(top),
        counted=stack.counted,
        expected=expected,
        gaps=gaps,
        at=act.now,
        official_id=act.official.id,
        event_id=event.id,
    )
    act.changed(ON_THE_BOOKS, lot.id)
    return counted


def _top(act: Act, lot: BlankLot, stack: StackGiven, own: tuple[blanks.Run, ...]) -> int | None:
    """The number of the sheet on top, None when none is left; refused when it cannot lie here."""
    if not stack.next_serial.strip():
        if stack.counted:
            raise refuse("blank-top-needed", sheets=stack.counted)
        return None
    _, number = find_sheet_of(act, lot.id, stack.next_serial)
    if not blanks.has(own, lot.id, number):
        ask_here(act, lot, number)
    return number
