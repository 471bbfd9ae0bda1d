"""The reconciliation of a month or a year as a paper, put together from what its Zs and receipts come to."""

from collections.abc import Iterator
from dataclasses import replace

from oss_desk.domain.messages import Message
from oss_desk.domain.papers import TillGroup, TillPaper, TillRow, plain
from oss_desk.domain.text import in_language
from oss_desk.operations.papers import paper_parts
from oss_desk.operations.program import Look
from oss_desk.operations.sheets.periods import Assessed, Reconciled

MONTH = len("2026-09")


def reconciled_paper(look: Look, chosen: str, found: Reconciled, gaps: tuple[str, ...]) -> TillPaper:
    """Zs against receipts, cash against bank and tills, every slip and difference, what was assessed, what is missing.

    A month has its days, a year does not.
    """
    head = paper_parts.head(look, paper_parts.office_language(look))
    groups = (
        _taken(found),
        TillGroup(Message("till-by-means"), tuple(TillRow(plain(title), amount=sum) for title, sum in found.means)),
        _cash(found),
        _slips(found),
        _differing(found),
        TillGroup(Message("till-assessed-by-service"), tuple(_by_service(look, found))),
        TillGroup(Message("till-assessed-by-day"), tuple(_by_day(found)) if len(chosen) == MONTH else ()),
        TillGroup(Message("till-pads"), _missing(gaps)),
    )
    title = Message("till-reconciliation", {"period": chosen})
    money = (look.office.currency, look.office.currency_exponent)
    return TillPaper(replace(head, copy=0), *money, title, "", groups, "", (look.official.name,))


def _taken(found: Reconciled) -> TillGroup:
    """What the Zs say and what their receipts come to, one under the other."""
    off = found.taken - found.given_back - found.received + found.returned
    agrees = TillRow(Message("till-zs-agree")) if found.receipts_agree else _off("till-zs-differ", off)
    waiting = (TillRow(Message("till-not-closed"), "", found.waiting, found.not_closed),) if found.waiting else ()
    rounding = (TillRow(Message("till-rounding"), amount=found.rounding),) if found.rounding else ()
    return TillGroup(
        Message("till-taken"),
        (
            TillRow(Message("till-zs-taken"), "", found.zs, found.taken, strong=True),
            TillRow(Message("till-receipts-taken"), "", found.receipts, found.received),
            TillRow(Message("till-zs-back"), amount=found.given_back),
            TillRow(Message("till-receipts-back"), "", found.corrections, found.returned),
            *rounding,
            agrees,
            *waiting,
        ),
    )


def _cash(found: Reconciled) -> TillGroup:
    """Where the cash is that the Zs tell of."""
    off = found.cash + found.differences - found.deposits - found.kept_in_tills - found.uncounted
    uncounted = (TillRow(Message("till-uncounted"), amount=found.uncounted),) if found.uncounted else ()
    return TillGroup(
        Message("till-cash"),
        (
            TillRow(Message("till-cash-of-zs"), amount=found.cash),
            TillRow(Message("till-differences"), amount=found.differences),
            TillRow(Message("till-deposits"), "", len(found.slips), found.deposits, strong=True),
            TillRow(Message("till-kept"), amount=found.kept_in_tills),
            *uncounted,
            TillRow(Message("till-cash-agrees")) if found.cash_agrees else _off("till-cash-differs", off),
        ),
    )


def _off(code: str, amount: int) -> TillRow:
    return TillRow(Message(code), amount=amount, strong=True)


def _slips(found: Reconciled) -> TillGroup:
    listed = (
        TillRow(plain(f"{one.day.isoformat()}  {_z(one.desk, one.z)}"), one.slip, amount=one.amount)
        for one in found.slips
    )
    return TillGroup(Message("till-slips"), tuple(listed))


def _differing(found: Reconciled) -> TillGroup:
    listed = (TillRow(plain(_z(one.desk, one.z)), one.official, amount=one.difference) for one in found.differing)
    return TillGroup(Message("till-every-difference"), tuple(listed))


def _z(desk: str, number: int) -> str:
    return f"{desk}-Z{number:06d}"


def _by_service(look: Look, found: Reconciled) -> Iterator[TillRow]:
    language = paper_parts.office_language(look)
    for one in found.by_service:
        yield TillRow(plain(in_language(one.title, language)), amount=one.assessed, strong=True)
        yield from _came(one)


def _by_day(found: Reconciled) -> Iterator[TillRow]:
    for one in found.by_day:
        yield TillRow(plain(one.day.isoformat()), amount=one.assessed, strong=True)
        yield from _came(one)


def _came(one: Assessed) -> Iterator[TillRow]:
    """What came of what was assessed, where anything did."""
    came = (
        ("till-collected", one.collected),
        ("till-refunded", one.given_back),
        ("till-waivers", one.waived),
        ("till-open", one.open),
    )
    yield from (TillRow(Message(code), amount=amount) for code, amount in came if amount)


def _missing(gaps: tuple[str, ...]) -> tuple[TillRow, ...]:
    if not gaps:
        return (TillRow(Message("till-no-gaps")),)
    return (TillRow(Message("till-gaps"), ", ".join(gaps), len(gaps), strong=True),)
