"""The codes on papers: what a scanner reads from a receipt or a slip, and how it is read back on any keyboard layout.

A code holds digits and capitals only, each part led by its length in two digits, and ends with a check character
(ISO/IEC 7064, MOD 37,36). A scanner types as on an American keyboard; on a desk with another layout other characters
arrive, and the check character tells which layout it was.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

PREFIX = "OSS1"
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOMENT = "%Y%m%d%H%M"
MINUS = "M"
_KEYS = "1234567890QWERTYUIOPASDFGHJKLZXCVBNM"
_LAYOUTS = (
    _KEYS,
    "1234567890QWERTZUIOPASDFGHJKLYXCVBNM",  # German
    "&é\"'(-è_çàAZERTYUIOPQSDFGHJKLWXCVBN?",  # French, where digits need shift
    "1234567890ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ",  # Russian
    "1234567890ЙЦУКЕНГШЩЗФІВАПРОЛДЯЧСМИТЬ",  # Ukrainian
)


@dataclass(frozen=True)
class ScannedCode:
    """What the code of a paper says: of which kind (R receipt, A acknowledgement, ...), whose, numbers, sum."""

    kind: str
    office: str
    numbers: tuple[str, ...]
    minor: int
    moment: datetime  # UTC, to the minute


KINDS = "RAHNV"
"""Receipt, acknowledgement, handover note, refusal or another notice, void or refund."""
STARTS = tuple(PREFIX + kind for kind in KINDS)


def write_code(kind: str, office: str, numbers: Sequence[str], minor: int, moment: datetime) -> str:
    """The text of the QR code; signs that no code may hold are left out of office and numbers."""
    amount = MINUS * (minor < 0) + str(abs(minor))
    numbered = "".join(_number(number) for number in numbers)
    body = kind + _part(_clean(office)) + _part(moment.astimezone(UTC).strftime(MOMENT)) + _part(amount) + numbered
    return PREFIX + body + check_character(PREFIX + body)


def parse_code(text: str) -> ScannedCode | None:
    """What a scan says, whatever the keyboard layout; None when it is no code of ours or was not read whole."""
    for signs in _readings(text.strip()):
        if signs.startswith(STARTS) and set(signs) <= set(SIGNS) and check_character(signs[:-1]) == signs[-1]:
            return _parsed(signs[len(PREFIX) : -1])
    return None


def check_character(signs: str) -> str:
    """The character that makes `signs` valid: ISO/IEC 7064, hybrid system MOD 37,36."""
    rest = 36
    for sign in signs:
        rest = (rest + SIGNS.index(sign)) % 36 or 36
        rest = rest * 2 % 37
    return SIGNS[(37 - rest) % 36]


def _readings(text: str) -> Iterator[str]:
    for layout in _LAYOUTS:
        keys = dict(zip(layout, _KEYS, strict=True))
        read = [keys.get(sign) or keys.get(sign.upper(), "") for sign in text]
        if all(read):  # a sign that no key of this layout makes: the code was not typed on it
            yield "".join(read)


def _clean(text: str) -> str:
    return "".join(sign for sign in text.upper() if sign in SIGNS)


def _part(text: str) -> str:
    return f"{len(text[:99]):02}{text[:99]}"


def _number(number: str) -> str:
    parts = [_clean(part) for part in number.split("-")][:9]
    return str(len(parts)) + "".join(map(_part, parts))


def _parsed(body: str) -> ScannedCode | None:
    try:
        office, rest = _split(body[1:])
        moment, rest = _split(rest)
        amount, rest = _split(rest)
        numbers = []
        while rest:
            number, rest = _split_number(rest)
            numbers.append(number)
        when = datetime.strptime(moment, MOMENT).replace(tzinfo=UTC)
        return ScannedCode(body[0], office, tuple(numbers), int(re.sub(f"^{MINUS}", "-", amount)), when)
    except (ValueError, IndexError):
        return None


def _split(text: str) -> tuple[str, str]:
    end = 2 + int(text[:2])
    if end > len(text):
        raise ValueError("cut short")
    return text[2:end], text[end:]


def _split_number(text: str) -> tuple[str, str]:
    parts, rest = [], text[1:]
    for _ in range(int(text[0])):
        part, rest = _split(rest)
        parts.append(part)
    return "-".join(parts), rest
