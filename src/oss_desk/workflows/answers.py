"""Answers: which fields are called for, what was typed made into a value, and what is still missing or wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Message
from oss_desk.domain.money import Currency
from oss_desk.domain.typed_text import is_piled_up, is_seen, without_hidden
from oss_desk.workflows.conditions import Answers, JsonValue, Sight, rows_of, unanswered
from oss_desk.workflows.definition import Field, Service
from oss_desk.workflows.terms import resolve_day

MOST_TEXT = {"text": 200, "long-text": 4000, "address": 500, "email": 254, "phone": 40, "number": 64, "citizen": 200}
MOST_ROWS = 500
_WHOLE = re.compile(r"[+-]?\d{1,15}")
_PHONE = re.compile(r"\+?[\d ()/.-]{3,}")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+")
_SPACES = "\u00a0\u202f "


@dataclass(frozen=True)
class Missing:
    """An answer that is not there or not right: the field, the row of its table (0 is the first), and the sentence."""

    field: str
    row: int | None
    message: Message


def fields_asked(service: Service, answers: Answers, facts: Facts, step: str | None = None) -> tuple[Field, ...]:
    """The fields called for at intake (None) or at a step, in the order of the definition."""
    sight = Sight(service, answers, facts)
    return tuple(field for field in service.fields if field.step == step and sight.is_asked(field))


def columns_asked(service: Service, field: Field, answers: Answers, facts: Facts, row: Answers) -> tuple[Field, ...]:
    """The columns called for in one row of a table."""
    sight = Sight(service, answers, facts, row)
    return tuple(column for column in field.fields if sight.is_asked(column))


def missing_answers(
    service: Service, answers: Answers, facts: Facts, step: str | None = None, needed: frozenset[str] = frozenset()
) -> tuple[Missing, ...]:
    """What keeps the form of intake (None) or of a step from being complete; `needed` are fields required besides."""
    sight = Sight(service, answers, facts)
    found: list[Missing] = []
    for field in fields_asked(service, answers, facts, step):
        found.extend(_lacks(field, sight.answer(field.id), sight, None, needed))
        if field.type == "rows":
            found.extend(_lacks_in_rows(field, answers, sight, needed))
    return tuple(found)


def _lacks(
    field: Field, answer: JsonValue, sight: Sight, row: int | None, needed: frozenset[str]
) -> tuple[Missing, ...]:
    if not unanswered(answer):
        message = check_answer(field, answer, sight.facts, sight.service.money)
    elif field.required or field.id in needed or (field.type == "rows" and _least_rows(field) > 0):
        message = Message("answer-missing")
    else:
        message = None
    return (Missing(field.id, row, message),) if message else ()


def _least_rows(field: Field) -> int:
    return int(str(field.min)) if field.min is not None else 0


def _lacks_in_rows(field: Field, answers: Answers, sight: Sight, needed: frozenset[str]) -> list[Missing]:
    found: list[Missing] = []
    for number, row in enumerate(rows_of(answers, field.id)):
        inner = Sight(sight.service, answers, sight.facts, {**_blank(field), **row})
        for column in field.fields:
            if inner.is_asked(column):
                found.extend(_lacks(column, inner.answer(column.id), inner, number, needed))
    return found


def _blank(field: Field) -> Answers:
    """A row without any of its answers that have no default, so that nothing outside the table shows through."""
    return {column.id: None for column in field.fields if column.default is None}


def check_answer(field: Field, value: JsonValue, facts: Facts, currency: Currency) -> Message | None:
    """What is wrong with an answer as it is kept; None when it is in order. Columns are checked one by one."""
    if field.type in MOST_TEXT:
        return _check_text(field, value)
    checks = {
        "integer": _check_integer,
        "decimal": _check_decimal,
        "money": _check_money,
        "date": _check_date,
        "yes-no": _check_truth,
        "choice": _check_choice,
        "choices": _check_choices,
        "rows": _check_rows,
    }
    return checks[field.type](field, value, facts, currency)


def _check_text(field: Field, value: JsonValue) -> Message | None:
    if field.type == "citizen" and isinstance(value, int) and not isinstance(value, bool):
        return None if value > 0 else Message("answer-no-citizen")
    if not isinstance(value, str) or not is_seen(value):
        return Message("answer-no-citizen" if field.type == "citizen" else "answer-no-text")
    most = (
        int(str(field.max)) if field.max is not None and field.type in ("text", "long-text") else MOST_TEXT[field.type]
    )
    if len(value) > most:
        return Message("answer-too-long", {"most": most, "count": len(value)})
    if field.type in ("text", "long-text") and field.min is not None and len(value) < int(str(field.min)):
        return Message("answer-too-few", {"least": int(str(field.min)), "count": len(value)})
    if without_hidden(value) != value:
        return Message("answer-hidden-signs")
    if is_piled_up(value):
        return Message("answer-piled-up")
    return _check_form(field, value)


def _check_form(field: Field, value: str) -> Message | None:
    if field.type == "phone":
        digits = sum(letter.isdecimal() for letter in value)
        return None if _PHONE.fullmatch(value) and digits >= 3 else Message("answer-no-phone")
    if field.type == "email":
        return None if _EMAIL.fullmatch(value) else Message("answer-no-email")
    return check_mask(field.mask, value) if field.type == "number" and field.mask else None


def check_mask(mask: str, value: str) -> Message | None:
    """Whether a number is written by its mask: A a letter, 9 a digit, every other sign itself."""
    if len(value) < len(mask):
        missing = len(mask) - len(value)
        code = "answer-mask-one-short" if missing == 1 else "answer-mask-short"
        return Message(code, {"missing": missing, "mask": mask})
    if len(value) > len(mask):
        return Message("answer-mask-long", {"more": len(value) - len(mask), "mask": mask})
    fits = all(_fits(sign, letter) for sign, letter in zip(mask, value, strict=True))
    return None if fits else Message("answer-mask", {"mask": mask})


def _fits(sign: str, letter: str) -> bool:
    if sign == "A":
        return letter.isalpha()
    return letter in "0123456789" if sign == "9" else letter == sign


def _check_integer(field: Field, value: JsonValue, _facts: Facts, _currency: Currency) -> Message | None:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 10**15:
        return Message("answer-no-whole")
    return _bounds(field, Decimal(value))


def _check_decimal(field: Field, value: JsonValue, _facts: Facts, _currency: Currency) -> Message | None:
    try:
        number = Decimal(value) if isinstance(value, str) and len(value) <= 30 else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= 10**15:
        return Message("answer-no-number")
    return _bounds(field, number)


def _check_money(field: Field, value: JsonValue, _facts: Facts, currency: Currency) -> Message | None:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 10**15:
        return Message("answer-no-amount", {"digits": currency.exponent})
    if value < 0 and field.min is None:
        return Message("answer-too-small", {"least": 0})
    return _bounds(field, Decimal(value).scaleb(-currency.exponent))


def _bounds(field: Field, number: Decimal) -> Message | None:
    if field.min is not None and number < Decimal(str(field.min)):
        return Message("answer-too-small", {"least": str(field.min)})
    if field.max is not None and number > Decimal(str(field.max)):
        return Message("answer-too-large", {"most": str(field.max)})
    return None


def _check_date(field: Field, value: JsonValue, facts: Facts, _currency: Currency) -> Message | None:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        day = None
    if day is None:
        return Message("answer-no-day")
    least = resolve_day(str(field.min), facts.answer_day) if field.min is not None else None
    most = resolve_day(str(field.max), facts.answer_day) if field.max is not None else None
    if least and day < least:
        return Message("answer-too-early", {"least": least.isoformat()})
    return Message("answer-too-late", {"most": most.isoformat()}) if most and day > most else None


def _check_truth(_field: Field, value: JsonValue, _facts: Facts, _currency: Currency) -> Message | None:
    return None if isinstance(value, bool) else Message("answer-no-truth")


def _check_choice(field: Field, value: JsonValue, _facts: Facts, _currency: Currency) -> Message | None:
    return None if value in {option.id for option in field.options} else Message("answer-no-option")


def _check_choices(field: Field, value: JsonValue, _facts: Facts, _currency: Currency) -> Message | None:
    options = {option.id for option in field.options}
    if not isinstance(value, list | tuple) or not all(isinstance(part, str) and part in options for part in value):
        return Message("answer-no-options")
    return _check_count(field, len(value)) if len(set(value)) == len(value) else Message("answer-no-options")


def _check_rows(field: Field, value: JsonValue, _facts: Facts, _currency: Currency) -> Message | None:
    if not isinstance(value, list | tuple) or not all(isinstance(row, Mapping) for row in value):
        return Message("answer-no-rows")
    if len(value) > MOST_ROWS:
        return Message("answer-too-many", {"most": MOST_ROWS, "count": len(value)})
    return _check_count(field, len(value))


def _check_count(field: Field, count: int) -> Message | None:
    if field.min is not None and count < int(str(field.min)):
        return Message("answer-too-few", {"least": int(str(field.min)), "count": count})
    if field.max is not None and count > int(str(field.max)):
        return Message("answer-too-many", {"most": int(str(field.max)), "count": count})
    return None
