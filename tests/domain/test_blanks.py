"""Where each numbered blank is: serials read and written, stretches split and joined, one state for each sheet."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_desk.domain import blanks
from oss_desk.domain.blanks import BlankLot, BlankMove, Run

NOON = datetime(2026, 9, 15, 12, tzinfo=UTC)
DESKS = (1, 2, 3)


def lot(number: int = 1, first: int = 1, last: int = 20, prefix: str = "CC ", width: int = 6) -> BlankLot:
    return BlankLot(number, "certificate", prefix, first, last, width, "Printer", "S 1", 1, NOON, 1, 2, 1)


def move(of: int, first: int, last: int, start: int, to: int) -> BlankMove:
    return BlankMove(1, of, first, last, start, to, NOON, 1, 2, 1)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("CC 004501", ("CC ", 4501, 6)),
        ("  CC   004501 ", ("CC ", 4501, 6)),
        ("2026-17", ("2026-", 17, 2)),
        ("4501", ("", 4501, 4)),
        ("CC ٠٠٤٥", ("CC ", 45, 4)),
        ("CC", None),
        ("", None),
        ("12 A", None),
        ("A" * 13 + "1", None),
        ("1" * 13, None),
    ],
)
def test_a_serial_is_what_stands_before_its_number_and_the_number(typed: str, read: object) -> None:
    assert blanks.parsed(typed) == read


@given(st.integers(0, 999_999), st.sampled_from(["CC ", "", "2026-", "ش "]))
def test_a_serial_that_is_written_is_read_again(number: int, prefix: str) -> None:
    of = lot(first=0, last=999_999, prefix=prefix)
    assert blanks.sheet_of((of,), of.serial(number)) == (of, number)
    assert blanks.sheet_of((of,), of.serial(number).lower().replace(" ", "")) == (of, number)


def test_a_serial_of_no_lot_is_not_found() -> None:
    assert blanks.sheet_of((lot(),), "CC 000021") is None
    assert blanks.sheet_of((lot(),), "CX 000020") is None
    assert blanks.sheet_of((lot(),), "CC 20") is None


def test_lots_that_share_a_sheet_are_seen_whatever_their_spaces() -> None:
    assert blanks.overlapping((lot(),), "cc", 20, 30) == lot()
    assert blanks.overlapping((lot(),), "CC", 21, 30) is None
    assert blanks.overlapping((lot(),), "CD", 1, 30) is None


steps = st.lists(
    st.tuples(st.integers(1, 20), st.integers(1, 20), st.sampled_from(DESKS), st.sampled_from(DESKS)), max_size=8
)
numbers = st.frozensets(st.integers(1, 20))


def moves_of(drawn: Sequence[tuple[int, int, int, int]]) -> list[BlankMove]:
    return [move(1, min(a, b), max(a, b), start, to) for a, b, start, to in drawn if start != to]


@given(steps, numbers, numbers)
def test_every_sheet_is_at_one_desk_and_either_taken_or_in_stock(
    drawn: list[tuple[int, int, int, int]], used: frozenset[int], spoilt: frozenset[int]
) -> None:
    """Sheet by sheet, as somebody would find out who follows each move with one sheet in hand."""
    whole, moves, taken = lot(), moves_of(drawn), {1: used | spoilt}
    place = dict.fromkeys(range(1, 21), 1)
    for one in moves:
        place |= {n: one.to_desk_id for n in range(one.first, one.last + 1) if place[n] == one.from_desk_id}
    seen: list[int] = []
    for desk in DESKS:
        held = blanks.held_at((whole,), moves, desk)
        free = blanks.in_stock(held, taken)
        assert [n for run in held for n in range(run.first, run.last + 1)] == [n for n in place if place[n] == desk]
        own = [n for run in free for n in range(run.first, run.last + 1)]
        assert own == [n for n in place if place[n] == desk and n not in taken[1]]
        assert all(blanks.has(free, 1, n) for n in own)
        assert blanks.number_of(free) == len(own)
        seen += own
    assert sorted([*seen, *taken[1]]) == list(range(1, 21))


@given(numbers, st.integers(1, 20))
def test_gaps_are_the_sheets_before_the_one_on_top_that_nobody_took(used: frozenset[int], top: int) -> None:
    free = blanks.in_stock((Run(lot(), 1, 20),), {1: used})
    assert blanks.before(free, 1, top) == tuple(n for n in range(1, top) if n not in used)
    assert blanks.before(free, 1, None) == tuple(n for n in range(1, 21) if n not in used)
    assert blanks.before(free, 2, top) == ()
