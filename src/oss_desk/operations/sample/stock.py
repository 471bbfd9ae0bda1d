"""The numbered blanks of the sample office: what each desk was given at its beginning, and one spoilt sheet."""

from collections.abc import Collection

from oss_desk.domain.office import Desk
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.office.registers import office_registers
from oss_desk.operations.papers import blanks, papers
from oss_desk.operations.papers.blank_sheet import blanks_here
from oss_desk.operations.program import Look, Program
from oss_desk.operations.sample.walking import new_id
from oss_desk.storage import rows

SHEETS, EACH = 500, 50_000
"""How many sheets come in at a time, and how far the serials of one desk lie from those of the next."""
SUPPLIER = "State printing works"
PLACE = "Safe, shelf B"
TORN = "Torn in the printer."


def deliver(program: Program, witness: str, sheets: int = SHEETS, wanted: Collection[str] = (), after: int = 0) -> None:
    """Sheets of every kind, or of those `wanted`, for every desk, received by who is signed in with a `witness`.

    `after` is how many sheets each desk was given before.
    """
    with program.database.reading() as work:
        kinds = tuple(office_registers(Look(program, work, program.clock())).blank_kinds)
        desks = rows.every(work, Desk, order_by=("code",), closed_at=None)
    for series, kind in enumerate(kind for kind in kinds if not wanted or kind in wanted):
        prefix = "".join(word[0] for word in kind.split("-")).upper()
        for place, desk in enumerate(desks):
            first = EACH * place + after + 1
            blanks.receive_blanks(
                program,
                new_id(),
                kind=kind,
                first=f"{prefix} {first:06d}",
                last=f"{prefix} {first + sheets - 1:06d}",
                supplier=SUPPLIER,
                slip=f"SP {1040 + series}",
                desk_id=desk.id,
                second=Second(witness),
            )
    _slips_printed(program)


def spoil_one(program: Program) -> None:
    """The next sheet of the first stack of this desk is torn, and kept."""
    stack = next(iter(blanks_here(program).stacks), None)
    if stack is not None and stack.next_serial:
        lot, serial = stack.lot_id, stack.next_serial
        blanks.spoil_blank(program, new_id(), lot_id=lot, serial=serial, reason=TORN, place=PLACE)


def _slips_printed(program: Program) -> None:
    for job in papers.waiting(program):
        papers.mark_job(program, new_id(), job_id=job.id, version=job.version, state="printed")
