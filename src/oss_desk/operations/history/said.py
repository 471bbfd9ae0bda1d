"""A place where history does not fit as a message: whose history, which entry, when, and what was done to it."""

from collections.abc import Callable
from datetime import UTC, tzinfo
from typing import TypeVar
from zoneinfo import ZoneInfo

from oss_desk.domain.chain import Break
from oss_desk.domain.messages import Message, Value
from oss_desk.domain.office import Desk, Official
from oss_desk.domain.till import Receipt
from oss_desk.operations.program import Look
from oss_desk.storage import rows

T = TypeVar("T")
SERIES = frozenset({"z_report", "cash_session", "paper_receipt", "case"})
"""Numbers of a desk besides those of events and receipts."""
OFFICIALS = {"official_role": "roles-changed", "official": "official-changed"}
UNFIT = {"cash_session": "shift-unfit", "z_report": "close-unfit"}
OF_PAYMENT = frozenset({"payment", "payment_part", "payment_demand"})


def message_of(look: Look, found: Break) -> Message:
    """The sentence of a place that does not fit, with its values as the office says them."""
    at = found.at.astimezone(_zone(look)).strftime("%Y-%m-%d %H:%M") if found.at else "?"
    key = _readable(lambda: _key(look, found), found.key)
    values: dict[str, Value] = {"number": found.number, "key": key, "at": at, "table": found.of}
    return Message(f"history-{_code(found)}", {**values, "chain": chain_name(look, found.chain)})


def _readable(read: Callable[[], T], otherwise: T) -> T:
    """What is read, unless a row was bent so that nobody can read it: a place is told all the same."""
    try:
        return read()
    except (ValueError, KeyError, TypeError):
        return otherwise


def _zone(look: Look) -> tzinfo:
    utc: tzinfo = UTC
    return _readable(lambda: ZoneInfo(look.office.zone), utc)


def chain_name(look: Look, code: str) -> str:
    """What people call a chain: the office by its name, a desk by its code and name."""
    if not code:
        return _readable(lambda: look.office.name, "?")
    desk = _readable(lambda: rows.find(look.work, Desk, code=code), None)
    return code if desk is None or desk.name == code else f"{code} ({desk.name})"


def _code(found: Break) -> str:
    if found.of in ("head", "chain"):
        return f"{found.of}-{found.harm}"
    if found.harm == "unfit":
        return UNFIT.get(found.of, "sum-unfit")
    if found.of in ("event", "receipt") and not found.number:
        return f"{found.of}-{'gap' if found.harm == 'removed' else found.harm}"
    if found.of in OFFICIALS and found.harm == "changed" and not found.number:
        return OFFICIALS[found.of]
    if found.of in SERIES and found.chain and not found.number:
        return f"series-{found.harm}"
    if found.of == "link":
        return "event-changed" if found.harm == "changed" else f"link-{found.harm}"
    if found.harm == "inserted" and found.number:
        return "row-twice"
    return f"{_group(found.of)}-{found.harm}"


def _group(table: str) -> str:
    if table in OF_PAYMENT:
        return "payment"
    return table if table in ("event", "receipt") else "row"


def _key(look: Look, found: Break) -> str:
    """What people know it by: a receipt by its number, a payment by that of its receipt, an official by her name."""
    if found.of in OFFICIALS and found.key.isdigit():
        official = rows.find(look.work, Official, id=int(found.key))
        return official.name if official is not None else found.key
    if found.of == "payment" and found.key.isdigit():
        receipt = rows.find(look.work, Receipt, payment_id=int(found.key))
        return f"{found.key} ({receipt.number})" if receipt is not None else found.key
    if found.of != "receipt" or not found.key.isdigit() or (not found.number and found.harm != "inserted"):
        return found.key
    receipt = rows.find(look.work, Receipt, id=int(found.key))
    return receipt.number if receipt is not None else found.key
