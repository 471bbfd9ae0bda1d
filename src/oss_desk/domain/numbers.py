"""Numbers that citizens see: a desk's receipts and cases, in digits and capitals that survive any keyboard layout."""

import re
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Digits and capitals without I and O, which are read as 1 and 0."""
DOTS = "•••• "

_CASE = re.compile(r"^([A-Z0-9]{1,4})(\d\d)(?:-(\d{6,})-|(\d{6}))([0-9A-Z])$")
_RECEIPT = re.compile(r"^([A-Z0-9]{1,4})-(\d{6,})$")
_RECEIPT_PLAIN = re.compile(r"^([A-Z0-9]{1,4}?)(\d{6})$")
_PART = re.compile(r"^(?:([A-Z0-9]{1,4})-)?(\d{1,6})(?:-([0-9A-Z])?)?$")
_PLAIN_PART = re.compile(r"^(?=.*\d)[0-9A-Z]{4,}$")


def receipt_number(desk_code: str, seq: int) -> str:
    """`A-000123`: the desk's series, never reset, no gap for ever."""
    return f"{desk_code}-{seq:06d}"


def case_number(desk_code: str, year: int, seq: int) -> str:
    """`A26-000123-K`: desk, year, running number and a check character against one wrong or two swapped characters."""
    body = f"{desk_code}{year % 100:02d}{seq:06d}"
    return f"{desk_code}{year % 100:02d}-{seq:06d}-{check_character(body)}"


def ending(number: str, shown: int) -> str:
    """The end of a number behind four dots, as it stands on a screen while citizens look on."""
    return f"{DOTS}{number[-shown:]}" if len(number) > shown else number


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
    """The receipt number somebody typed or scanned, in its printed form and with or without its hyphen, or None."""
    plain = typed.strip().upper().replace(" ", "")
    match = _RECEIPT.match(plain) or _RECEIPT_PLAIN.match(plain)
    return f"{match[1]}-{match[2]}" if match and match[1] else None


@dataclass(frozen=True)
class Part:
    """A part of a number of a case or receipt: as a pattern of SQL over the printed form, and without hyphens."""

    pattern: str
    plain: str


def read_part(typed: str) -> Part | None:
    """What somebody typed as a part of a number: its beginning ("A26-0000"), desk or year with the running number
    ("A26-16", "A-10"), the running number with its check character ("16-S"), or letters and digits in a row
    ("000016", "00016S"). None when it can be none."""
    text = typed.strip().upper().replace(" ", "")
    plain = text.replace("-", "")
    match = _PART.match(text)
    if match is not None and (match[1] or match[3]):
        return Part(f"{match[1] or '%'}-{int(match[2]):06d}{'-' + match[3] if match[3] else '%'}", _no_less(plain))
    return Part(_no_less(plain), plain) if _PLAIN_PART.match(plain) else None


def _no_less(plain: str) -> str:
    """Too few letters and digits are looked for as a whole number, which none is."""
    return plain if len(plain) >= 4 else f"{plain}."
