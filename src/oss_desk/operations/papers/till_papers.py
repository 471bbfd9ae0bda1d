"""The papers of the till, put together from frozen figures: X, Z, deposits, movements, handovers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from oss_desk.domain.figures import BlankFigures, CountedBy, Moved, Share, ShiftFigures, Tally
from oss_desk.domain.messages import Message
from oss_desk.domain.papers import Head, TillGroup, TillPaper, TillRow, plain
from oss_desk.domain.record_json import read_record
from oss_desk.domain.till import CashMovement, PeriodClose, ZReport
from oss_desk.operations.papers import paper_parts
from oss_desk.operations.program import Look

MOVED = {"in": "till-in", "out": "till-out", "deposit": "till-deposit", "drawer": "till-drawer"}
ENDED = {
    "counted": "till-ended-counted",
    "uncounted": "till-ended-uncounted",
    "handover": "till-ended-handover",
    "cashless": "till-ended-cashless",
}


def figures_of(made: ZReport) -> ShiftFigures:
    """The frozen figures of a Z."""
    found: ShiftFigures = read_record(ShiftFigures, made.content)
    return found


def z_paper(look: Look, made: ZReport, copy: int = 0) -> TillPaper:
    """A Z as it is printed, with the digest of its figures and room to sign."""
    found = figures_of(made)
    head = _head(look, copy)
    groups = (*_groups(look, found), _chained(found))
    signs = tuple(dict.fromkeys(name for name in (found.official, found.closed_by) if name))
    title = Message("till-z", {"number": str(found.number)})
    number = f"{found.desk}-Z{found.number:06d}"
    return TillPaper(head, found.currency, found.exponent, title, number, groups, made.digest, signs)


def x_paper(look: Look, found: ShiftFigures, *, blind: bool) -> TillPaper:
    """An X as it is printed; `blind` leaves out every sum that would tell the cash before it is counted (R18)."""
    groups = _blind(look, found) if blind else _groups(look, found)
    return TillPaper(_head(look), found.currency, found.exponent, Message("till-x"), "", groups)


def movement_paper(look: Look, moved: CashMovement, shift: int) -> TillPaper:
    """The slip of cash put in, taken out or brought to the bank, to be signed."""
    office = look.office
    rows_ = (
        TillRow(Message("till-shift"), str(shift)),
        TillRow(Message("till-amount"), amount=moved.amount, strong=True),
        *((TillRow(Message("till-slip"), moved.slip),) if moved.slip else ()),
        *((TillRow(Message("till-reason"), moved.reason),) if moved.reason else ()),
    )
    title = Message(MOVED[moved.kind])
    groups = (TillGroup(title, rows_),)
    signs = (look.official.name,)
    return TillPaper(_head(look), office.currency, office.currency_exponent, title, "", groups, "", signs)


def handover_paper(look: Look, made: ZReport, to: str, shift: int) -> TillPaper:
    """The till given by one official to the next, with what was counted, signed by both."""
    found = figures_of(made)
    rows_ = (
        TillRow(Message("till-given-by"), found.official),
        TillRow(Message("till-given-to"), to),
        TillRow(Message("till-counted"), amount=found.counted, strong=True),
        TillRow(Message("till-difference"), amount=found.difference),
        TillRow(Message("till-closed-by-z"), f"{found.desk}-Z{found.number:06d}"),
        TillRow(Message("till-next-shift"), str(shift)),
    )
    title = Message("till-handover")
    groups = (TillGroup(title, rows_),)
    signs = (found.official, to)
    return TillPaper(_head(look), found.currency, found.exponent, title, "", groups, "", signs)


def period_paper(look: Look, made: PeriodClose, sums: Mapping[str, Any]) -> TillPaper:
    """A month or year as it was closed: the sum of its Zs, each by its digest."""
    office = look.office
    named = (
        ("till-payments", "taken"),
        ("till-rounding", "rounding"),
        ("till-refunded", "given_back"),
        ("till-waivers", "waived"),
        ("till-deposit", "deposits"),
        ("till-difference", "difference"),
    )
    taken = tuple(TillRow(Message(code), amount=sums.get(name, 0)) for code, name in named)
    groups = (
        TillGroup(Message("till-taken"), taken),
        TillGroup(Message("till-by-means"), tuple(_named(one, sums["means"][one]) for one in sorted(sums["means"]))),
        TillGroup(
            Message("till-by-service"), tuple(_named(one, sums["services"][one]) for one in sorted(sums["services"]))
        ),
        TillGroup(
            Message("till-zs"),
            tuple(TillRow(plain(f"{one['desk']}-Z{one['z']:06d}"), one["digest"]) for one in sums["zs"]),
        ),
    )
    title = Message("till-period", {"period": made.period})
    signs = (look.official.name,)
    money = (office.currency, office.currency_exponent)
    return TillPaper(_head(look), *money, title, made.period, groups, made.digest, signs)


def _named(title: str, amount: int) -> TillRow:
    return TillRow(plain(title), amount=amount)


def _head(look: Look, copy: int = 0) -> Head:
    return replace(paper_parts.head(look, paper_parts.office_language(look)), copy=copy)


def _groups(look: Look, found: ShiftFigures) -> tuple[TillGroup, ...]:
    return (
        _shift(look, found),
        _taken(found),
        TillGroup(Message("till-by-means"), _shares(found.means, found.means_back)),
        TillGroup(Message("till-by-service"), _shares(found.services, found.services_back)),
        _corrected(found),
        _cash(look, found),
        *(_blank(line) for line in found.blanks if _stirred(line)),
        TillGroup(Message("till-blanks-resting"), tuple(_resting(line) for line in found.blanks if not _stirred(line))),
        _perpetual(found),
    )


def _stirred(line: BlankFigures) -> bool:
    """Whether anything came or went of a kind of blank, was counted or is missing: then it has its own group."""
    went = (line.received, line.moved_in, line.moved_out, line.used, line.spoilt, len(line.gaps))
    return any(went) or line.counted is not None


def _resting(line: BlankFigures) -> TillRow:
    return TillRow(plain(line.title), count=line.expected)


def _blank(line: BlankFigures) -> TillGroup:
    """A kind of numbered blank: what came and went where something did, what should be there, the gaps by number."""
    went = (
        ("till-blanks-opening", line.opening),
        ("till-blanks-received", line.received),
        ("till-blanks-moved-in", line.moved_in),
        ("till-blanks-moved-out", line.moved_out),
        ("till-blanks-used", line.used),
        ("till-blanks-spoilt", line.spoilt),
    )
    moved = (TillRow(Message(code), count=count) for code, count in went if count)
    counted = (
        (TillRow(Message("till-blanks-not-counted")),)
        if line.counted is None
        else (
            TillRow(Message("till-blanks-counted"), count=line.counted),
            *(
                (TillRow(Message("till-blanks-difference"), f"{line.difference:+d}", strong=True),)
                if line.difference
                else ()
            ),
        )
    )
    gaps = (
        (TillRow(Message("till-blanks-gaps"), ", ".join(line.gaps), len(line.gaps), strong=True),) if line.gaps else ()
    )
    expected = TillRow(Message("till-blanks-expected"), count=line.expected, strong=True)
    title = Message("till-blanks", {"blank": line.title})
    return TillGroup(title, (*moved, expected, *counted, *gaps))


def _blind(look: Look, found: ShiftFigures) -> tuple[TillGroup, ...]:
    """How many of what, and the sums of what is no cash."""
    means = tuple(
        _share(one) if one.kind != "cash" else TillRow(plain(one.title), count=one.count) for one in found.means
    )
    taken = (TillRow(Message("till-payments"), count=found.payments.count), *_receipts(found))
    return (
        _shift(look, found),
        TillGroup(Message("till-taken"), taken),
        TillGroup(Message("till-by-means"), means),
        _corrected(found),
        TillGroup(Message("till-cash"), (TillRow(Message("till-after-count")),)),
    )


def _shift(look: Look, found: ShiftFigures) -> TillGroup:
    closed = [TillRow(Message("till-closed"), _moment(look, found))] if found.closed_at is not None else []
    how = [TillRow(Message(ENDED[found.how]))] if found.how else []
    return TillGroup(
        Message("till-the-shift", {"number": str(found.shift)}),
        (
            TillRow(Message("till-cashier"), found.official),
            TillRow(Message("till-opened"), _local(look, found.opened_at)),
            *closed,
            *((TillRow(Message("till-closed-by"), found.closed_by),) if found.closed_by else ()),
            *how,
        ),
    )


def _moment(look: Look, found: ShiftFigures) -> str:
    return _local(look, found.closed_at) if found.closed_at is not None else ""


def _local(look: Look, moment: datetime) -> str:
    """The office's wall clock with its distance from UTC, which tells apart the hour that is there twice."""
    local = moment.astimezone(ZoneInfo(look.office.zone))
    return f"{local:%Y-%m-%d %H:%M} {local.isoformat()[-6:]}"


def _receipts(found: ShiftFigures) -> tuple[TillRow, ...]:
    if not found.first_receipt:
        return (TillRow(Message("till-no-receipt")),)
    return (
        TillRow(Message("till-first-receipt"), found.first_receipt),
        TillRow(Message("till-last-receipt"), found.last_receipt),
    )


def _taken(found: ShiftFigures) -> TillGroup:
    by_hand = found.paper_receipts
    rounding = (TillRow(Message("till-rounding"), amount=found.rounding),) if found.rounding else ()
    written = (
        (TillRow(Message("till-paper-receipts"), ", ".join(found.paper_numbers), by_hand.count, by_hand.amount),)
        if by_hand.count
        else ()
    )
    payments = TillRow(Message("till-payments"), "", found.payments.count, found.payments.amount, strong=True)
    return TillGroup(Message("till-taken"), (payments, *_receipts(found), *rounding, *written))


def _share(one: Share) -> TillRow:
    return TillRow(plain(one.title), "", one.count, one.amount)


def _shares(taken: tuple[Share, ...], back: tuple[Share, ...]) -> tuple[TillRow, ...]:
    """What was taken, and below it what was paid back, each by its name."""
    returned = (TillRow(Message("till-paid-back", {"what": one.title}), "", one.count, -one.amount) for one in back)
    return (*(_share(one) for one in taken), *returned)


def _tallied(code: str, tally: Tally, numbers: tuple[str, ...] = ()) -> TillRow:
    return TillRow(Message(code), ", ".join(numbers), tally.count, tally.amount)


def _corrected(found: ShiftFigures) -> TillGroup:
    many = found.possible_copies
    again = (TillRow(Message("till-possible-copies"), count=many),) if many else ()
    return TillGroup(
        Message("till-corrections"),
        (
            _tallied("till-voids", found.voids, found.void_numbers),
            _tallied("till-refunds", found.refunds, found.refund_numbers),
            _tallied("till-waivers", found.waivers),
            TillRow(Message("till-copies"), count=found.copies),
            *again,
            TillRow(Message("till-abandoned"), count=found.abandoned),
            TillRow(Message("till-drawer-openings"), count=found.drawer_openings),
        ),
    )


def _cash(look: Look, found: ShiftFigures) -> TillGroup:
    first = [] if found.expected is None else [one.amount - found.expected for one in found.counts[:1]]
    told = (
        TillRow(Message("till-expected"), amount=found.expected),
        *(_count(look, one) for one in found.counts),
        *(TillRow(Message("till-first-difference"), amount=one) for one in first if len(found.counts) > 1),
        TillRow(Message("till-difference"), amount=found.difference, strong=True),
    )
    return TillGroup(
        Message("till-cash"),
        (
            TillRow(Message("till-float"), amount=found.opening),
            TillRow(Message("till-cash-taken"), amount=found.cash_taken),
            *((TillRow(Message("till-cash-back"), amount=-found.cash_back),) if found.cash_back else ()),
            *(_moved(one) for one in found.movements),
            *(told if found.counts else (TillRow(Message("till-not-counted")),)),
        ),
    )


def _count(look: Look, one: CountedBy) -> TillRow:
    return TillRow(Message("till-counted-by", {"official": one.official}), _local(look, one.at), amount=one.amount)


def _moved(one: Moved) -> TillRow:
    sign = 1 if one.kind == "in" else -1
    about = " · ".join(text for text in (one.slip, one.reason, one.official) if text)
    return TillRow(Message(MOVED[one.kind]), about, amount=sign * one.amount if one.kind != "drawer" else None)


def _perpetual(found: ShiftFigures) -> TillGroup:
    return TillGroup(
        Message("till-perpetual"),
        (
            TillRow(Message("till-gross"), amount=found.gross),
            TillRow(Message("till-refunded"), amount=found.refunded),
            TillRow(Message("till-net"), amount=found.net, strong=True),
        ),
    )


def _chained(found: ShiftFigures) -> TillGroup:
    return TillGroup(
        Message("till-chained"),
        (
            TillRow(Message("till-previous"), found.previous or "–"),
            *((TillRow(Message("till-head"), found.head),) if found.head else ()),
            TillRow(Message("till-events"), f"{found.first_event}–{found.last_event}"),
            TillRow(Message("till-version"), found.version),
        ),
    )
