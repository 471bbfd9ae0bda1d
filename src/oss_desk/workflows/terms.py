"""The smallest parts of a definition: ids, texts, amounts, terms and days, each with its own mistake."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, NoReturn

from pydantic import BeforeValidator, PlainSerializer, PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from oss_desk.domain.calendar import Duration

Scalar = str | int | bool

LONGEST_TEXT = 4000  # characters of one text, a page of print
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)
_DAY = re.compile(r"today(?:([+-])(P[0-9A-Z]+))?", re.ASCII)


def mistake(code: str, **values: str | int) -> PydanticCustomError:
    """A mistake with a code of `messages.TEXTS`, as pydantic carries it to the reader."""
    return PydanticCustomError(code, "{code}", {"code": code, **values})


def _wrong(code: str, value: object) -> NoReturn:
    raise mistake(code, value=shown(value))


def shown(value: object) -> str:
    """A wrong value as it is quoted in a mistake: short, and true and false as the file writes them."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def truth_code(value: object) -> str:
    """Which mistake it is not to write true or false here: most often they stand in quotes."""
    return "truth-in-quotes" if value in ("true", "false") else "no-truth"


def _plain(value: object, code: str = "no-text") -> str:
    """The text as Unicode's NFC; a whole number stands for its digits."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        _wrong(code, value)
    return unicodedata.normalize("NFC", value)


def to_text(value: object) -> str:
    """One text: not empty, not endless, without control characters."""
    text = _plain(value)
    if not text.strip():
        raise mistake("empty-value")
    if len(text) > LONGEST_TEXT:
        raise mistake("text-too-long", most=LONGEST_TEXT)
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in text):
        raise mistake("control-character")
    return text


def to_id(value: object) -> str:
    """A name the program knows a part by: letters, digits, - and _."""
    text = _plain(value, "no-id")
    if not _ID.fullmatch(text):
        _wrong("no-id", text)
    return text


def to_language(value: object) -> str:
    """A language as on the web: en, fr, zh-Hant."""
    text = _plain(value, "no-language")
    if not is_language(text):
        _wrong("no-language", text)
    return text


def is_language(text: str) -> bool:
    """Whether this can be the short name of a language."""
    return bool(_LANGUAGE.fullmatch(text))


def to_texts(value: object, info: ValidationInfo) -> object:
    """A text in languages; a plain one is in the language of the service."""
    if isinstance(value, Mapping):
        if not value:
            raise mistake("empty-value")
        return value
    return {language_of(info): value}


def to_unit(value: object) -> str | dict[str, str]:
    """A unit that holds in every language, such as m2, or one for each language; kept as it was written."""
    if not isinstance(value, Mapping):
        return to_text(value)
    if not value:
        raise mistake("empty-value")
    return {to_language(language): to_text(text) for language, text in value.items()}


def language_of(info: ValidationInfo) -> str:
    """The language of plain texts, which the reader hands to every part."""
    context = info.context if isinstance(info.context, Mapping) else {}
    return str(context.get("language", "en"))


def to_number(value: object) -> str:
    """A number in decimal digits as text, without needless zeros; the point is a point in every language."""
    text = _plain(value, "no-number")
    if not _DECIMAL.fullmatch(text):
        _wrong("no-number", text)
    return tidy(Decimal(text))


def tidy(number: Decimal) -> str:
    """The shortest decimal text of a number: 1.50 is 1.5, 100 stays 100."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def to_amount(value: object, info: ValidationInfo) -> str:
    """An amount in major units, written with all the digits of the currency."""
    text = _plain(value, "no-amount")
    if not _DECIMAL.fullmatch(text) or text.startswith("-"):
        _wrong("no-amount", text)
    exponent = info.context.get("exponent") if isinstance(info.context, Mapping) else None
    if exponent is None:
        return text
    amount = Decimal(text)
    if amount != round(amount, exponent):
        raise mistake("amount-too-fine", value=text, digits=exponent)
    return format(amount, f".{exponent}f")


def to_percent(value: object) -> str:
    """A share in percent, from 0 to 1000, as decimal text."""
    text = _plain(value, "no-percent")
    if not _DECIMAL.fullmatch(text):
        _wrong("no-percent", text)
    text = to_number(text)
    if not 0 <= Decimal(text) <= 1000:
        _wrong("no-percent", text)
    return text


def to_duration(value: object) -> Duration:
    """A term in ISO 8601."""
    if isinstance(value, Duration):
        return value
    text = _plain(value, "no-duration")
    try:
        return Duration.parse(text)
    except ValueError:
        _wrong("no-duration", text)


def to_scalar(value: object) -> Scalar:
    """What a test compares with, or a bound: a text, a whole number, true or false."""
    if isinstance(value, bool | int):
        return value
    return to_text(value)


def to_default(value: object) -> Scalar | tuple[Scalar, ...]:
    """What a field is filled with at first; a list for several choices."""
    return tuple(to_scalar(part) for part in value) if isinstance(value, list | tuple) else to_scalar(value)


def is_day(text: str) -> bool:
    """Whether this is `today`, `today+P14D`, `today-P1Y` or an ISO date."""
    try:
        resolve_day(text, date(2000, 1, 1))
    except ValueError:
        return False
    return True


def resolve_day(text: str, today: date) -> date:
    """The day that a date of a definition means today; ValueError when it is none."""
    found = _DAY.fullmatch(text)
    if not found:
        return date.fromisoformat(text) if len(text) == 10 else _no_day(text)
    sign, term = found.groups()
    if not sign:
        return today
    duration = Duration.parse(term)
    return duration.after(today) if sign == "+" else duration.before(today)


def _no_day(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a day")


def _schema(kind: str, **more: object) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, **more})


Id = Annotated[str, BeforeValidator(to_id), _schema("string", pattern="^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
Text = Annotated[str, BeforeValidator(to_text), _schema("string", minLength=1, maxLength=LONGEST_TEXT)]
Language = Annotated[str, BeforeValidator(to_language), _schema("string", pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Texts = Annotated[
    Mapping[Language, Text],
    BeforeValidator(to_texts),
    WithJsonSchema(
        {
            "description": "A text in the service's language, or one text for each language.",
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1},
            ],
        }
    ),
]
Unit = Annotated[
    str | Mapping[str, str],
    PlainValidator(to_unit),
    WithJsonSchema(
        {
            "description": "A unit that holds in every language, or one for each language.",
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1},
            ],
        }
    ),
]
Amount = Annotated[str, BeforeValidator(to_amount), _schema("string", pattern=r"^\d+(\.\d+)?$")]
Percent = Annotated[str, BeforeValidator(to_percent), _schema("string", pattern=r"^\d+(\.\d+)?$")]
Number = Annotated[str, BeforeValidator(to_number), WithJsonSchema({"type": ["string", "integer"]})]
Term = Annotated[
    Duration,
    BeforeValidator(to_duration),
    PlainSerializer(str),
    _schema("string", pattern="^P", examples=["P2D", "PT30M"]),
]
Value = Annotated[Scalar, BeforeValidator(to_scalar), WithJsonSchema({"type": ["string", "integer", "boolean"]})]
Default = Annotated[
    Scalar | tuple[Scalar, ...],
    BeforeValidator(to_default),
    WithJsonSchema({"type": ["string", "integer", "boolean", "array"]}),
]
Count = Literal["working", "calendar"]
