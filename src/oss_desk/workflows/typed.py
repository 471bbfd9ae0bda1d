"""What was typed into a field, made into the value that is kept, or refused with the sentence for the field."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from oss_desk.domain.messages import Refused, refuse
from oss_desk.domain.money import Currency
from oss_desk.workflows.answers import check_mask
from oss_desk.workflows.conditions import JsonValue
from oss_desk.workflows.definition import Field
from oss_desk.workflows.terms import tidy

_WHOLE = re.compile(r"[+-]?\d{1,15}")
_SPACES = "\u00a0\u202f "


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


def _parse_money(text: str, currency: Currency) -> int:
    number = _parse_number(text.removeprefix(currency.code).removesuffix(currency.code))
    try:
        return currency.money(number if number is not None else Decimal("NaN")).minor
    except ValueError as inexact:
        raise refuse("answer-no-amount", digits=currency.exponent) from inexact


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
