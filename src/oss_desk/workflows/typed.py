"""What was typed into a field, made into the value that is kept, or refused with the sentence for the field."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from oss_desk.domain.messages import Refused, refuse
from oss_desk.domain.money import Currency, Money
from oss_desk.workflows.answers import check_mask
from oss_desk.workflows.conditions import JsonValue
from oss_desk.workflows.definition import Field
from oss_desk.workflows.terms import tidy

_WHOLE = re.compile(r"[+-]?\d{1,15}")
_SPACES = "\u00a0\u202f "
_MARKS = re.compile("[.,\u066b]")
_GROUPED = re.compile(r"\d{0,15}|\d{1,3}(?P<mark>[.,'\u066c\u2019\u00a0\u202f ])(\d{2,3}(?P=mark)){0,4}\d{3}")
"""Digits alone, or in groups parted by one and the same mark, of which the last has three."""


def parse_answer(field: Field, typed: str, currency: Currency) -> JsonValue:
    """What was typed as the value that is kept; None for nothing typed; Refused with the sentence for the field.

    Bounds are not looked at: they belong to `check_answer`, which knows the day. A comma is taken as the point.
    """
    text = unicodedata.normalize("NFC", typed).strip()
    if not text:
        return None
    parsers: Mapping[str, Callable[[str], JsonValue]] = {
        "integer": _parse_integer,
        "decimal": _parse_decimal,
        "yes-no": _parse_truth,
    }
    if field.type in parsers:
        return parsers[field.type](text)
    if field.type == "money":
        return _parse_money(text, currency)
    if field.type == "choices":
        return [part.strip() for part in text.split(",") if part.strip()]
    if field.type == "date":
        return _parse_date(text)
    return fill_mask(field.mask, text) if field.type == "number" and field.mask else text


def _ascii_digits(text: str) -> str:
    """Digits of any script as 0 to 9, and the spaces between thousands left out."""
    digits = (str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
    return "".join(letter for letter in digits if letter not in _SPACES)


def _parse_integer(text: str) -> int:
    digits = _ascii_digits(text)
    if not _WHOLE.fullmatch(digits):
        raise refuse("answer-no-whole")
    return int(digits)


def _parse_number(text: str) -> Decimal | None:
    digits = _ascii_digits(text).replace("٫", ".")
    if "." not in digits and digits.count(",") == 1:
        digits = digits.replace(",", ".")
    found = re.fullmatch(r"[+-]?(\d{1,15}(\.\d{0,6})?|\.\d{1,6})", digits)
    return Decimal(digits) if found else None


def _parse_decimal(text: str) -> str:
    number = _parse_number(text)
    if number is None:
        raise refuse("answer-no-number")
    return tidy(number)


def read_amount(text: str, currency: Currency) -> Money | None:
    """The amount somebody typed, with point or comma and in any digits; None for anything that is none.

    This is the one rule for money typed anywhere. Nothing is guessed: one point or comma alone is the decimal mark and
    is followed by no more digits than the currency has, so that 5.005 is no amount of euros. Marks part thousands only
    where they can mean nothing else: two of them, another mark behind them, or a currency without a smaller unit.
    """
    plain = "".join(str(unicodedata.decimal(letter, letter)) for letter in text.strip())
    marks = [found.group() for found in _MARKS.finditer(plain)]
    behind = _MARKS.split(plain)[-1]
    if not marks or (len(set(marks)) == 1 and (len(marks) > 1 or not currency.exponent)):
        whole, part = plain, ""
    else:
        whole, part = plain[: len(plain) - len(behind) - 1], behind
    digits = "".join(letter for letter in whole if letter.isdecimal())
    if not _GROUPED.fullmatch(whole) or not (digits + part).isdecimal() or len(part) > currency.exponent:
        return None
    return Money(int((digits or "0") + part.ljust(currency.exponent, "0")), currency)


def _parse_money(text: str, currency: Currency) -> int:
    plain = text.removeprefix(currency.code).removesuffix(currency.code).strip()
    amount = read_amount(plain.removeprefix("-"), currency)
    if amount is None:
        raise refuse("answer-no-amount", digits=currency.exponent)
    return -amount.minor if plain.startswith("-") else amount.minor


def _parse_date(text: str) -> str:
    """ISO 8601, or day, month and year in this order."""
    digits = _ascii_digits(text)
    iso = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", digits)
    usual = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", digits)
    parts = iso.groups() if iso else usual.groups()[::-1] if usual else ("0", "0", "0")
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2])).isoformat()
    except ValueError as impossible:
        raise refuse("answer-no-day") from impossible


def _parse_truth(text: str) -> bool:
    words = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if text.lower() not in words:
        raise refuse("answer-no-truth")
    return words[text.lower()]


def fill_mask(mask: str, text: str) -> str:
    """What was typed, in capitals, with the signs of the mask put in where they were left out."""
    letters = [letter for letter in text.upper() if not letter.isspace()]
    filled: list[str] = []
    for sign in mask:
        if not letters:
            break
        if sign in "A9" or letters[0] == sign.upper():
            filled.append(sign if sign not in "A9" else letters[0])
            letters.pop(0)
        else:
            filled.append(sign)
    result = "".join(filled) + "".join(letters)
    wrong = check_mask(mask, result)
    if wrong:
        raise Refused(wrong)
    return result
