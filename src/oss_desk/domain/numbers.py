"""Numbers that citizens see: a desk's receipts and cases, in digits and capitals that survive any keyboard layout."""

import re

ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Digits and capitals without I and O, which are read as 1 and 0."""

_CASE = re.compile(r"^([A-Z0-9]{1,4})(\d\d)(?:-(\d{6,})-|(\d{6}))([0-9A-Z])$")
_RECEIPT = re.compile(r"^([A-Z0-9]{1,4})-(\d{6,})$")


def receipt_number(desk_code: str, seq: int) -> str:
    """`A-000123`: the desk's series, never reset, no gap for ever."""
    return f"{desk_code}-{seq:06d}"


def case_number(desk_code: str, year: int, seq: int) -> str:
    """`A26-000123-K`: desk, year, running number and a check character against one wrong or two swapped characters."""
    body = f"{desk_code}{year % 100:02d}{seq:06d}"
    return f"{desk_code}{year % 100:02d}-{seq:06d}-{check_character(body)}"


def check_character(body: str) -> str:
    """A weighted sum modulo the prime 31: finds each wrong digit and each two neighbours that changed places."""
    weight = sum((position + 2) * ALPHABET.index(char) for position, char in enumerate(reversed(body)))
    return ALPHABET[weight % 31]


def read_case_number(typed: str) -> str | None:
    """The case number somebody typed or scanned, in its printed form; None when it is none or a character is wrong."""
    match = _CASE.match(typed.strip().upper().replace(" ", "").replace("O", "0").replace("I", "1"))
    if match is None:
        return None
    desk, year, check = match[1], match[2], match[5]
    seq = match[3] or match[4]
    return f"{desk}{year}-{seq}-{check}" if check_character(f"{desk}{year}{seq}") == check else None


def read_receipt_number(typed: str) -> str | None:
    """The receipt number somebody typed or scanned, in its printed form, or None."""
    match = _RECEIPT.match(typed.strip().upper().replace(" ", ""))
    return f"{match[1]}-{match[2]}" if match else None
