"""The tills of the sample office: opened with a float in the morning, counted and closed when the cashier goes home."""

from oss_desk.operations.money import cashing_up, expected, shifts
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.program import Look, Program
from oss_desk.operations.sample.walking import new_id

FLOAT = 100
"""What lies in each till in the morning, in whole units of the currency."""
WRONG_CHANGE = 9
"""Every so many shifts somebody gave a coin too much."""


def open_till(program: Program) -> None:
    """A shift for whoever is at the desk, unless it goes on, takes no cash, or is nobody's business."""
    if program.signed_in is None or "cashier" not in program.signed_in.roles:
        return
    with program.database.reading() as work:
        look = Look(program, work, program.clock())
        unit = 10**look.office.currency_exponent
        if shifts.is_cashless(look) or shifts.open_at(look, look.desk.id) is not None:
            return
    cashing_up.open_shift(program, new_id(), float_counted=Counted(FLOAT * unit))


def cash_up(program: Program) -> None:
    """The till counted and the shift closed; now and then half a unit is missing."""
    with program.database.reading() as work:
        look = Look(program, work, program.clock())
        session = shifts.running(look)
        if session is None or session.cashless:
            return
        short = 10**look.office.currency_exponent // 2 if session.number % WRONG_CHANGE == 4 else 0
        cash = max(expected.cash_of(look, session) - short, 0)
        over = cash - FLOAT * 10**look.office.currency_exponent
    if over > 0:
        cashing_up.move_cash(program, new_id(), kind="deposit", amount=over, slip=f"BANK {session.number:05d}")
    cashing_up.count_till(program, new_id(), counted=Counted(cash - max(over, 0)))
    cashing_up.close_shift(program, new_id())
