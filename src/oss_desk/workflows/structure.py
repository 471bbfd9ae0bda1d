"""From plain values to a frozen model: pydantic's complaints become mistakes with place, line and nearest word."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from oss_desk.domain.messages import Message
from oss_desk.workflows.mistakes import DefinitionErrors, Place, Problem, unknown
from oss_desk.workflows.terms import shown, truth_code
from oss_desk.workflows.yaml_text import Source, Unreadable, read_yaml

ModelT = TypeVar("ModelT", bound=BaseModel)

MOST_ERRORS = 500  # of one file; nobody mends more at once
_CODES = {
    "tuple_type": "no-list",
    "list_type": "no-list",
    "model_type": "no-part",
    "model_attributes_type": "no-part",
    "dict_type": "no-part",
    "mapping_type": "no-part",
    "int_type": "no-whole",
}
_LIMITS = {
    "too_short": ("too-few", "least", "min_length"),
    "too_long": ("too-many", "most", "max_length"),
    "greater_than_equal": ("too-small", "least", "ge"),
    "less_than_equal": ("too-large", "most", "le"),
}


def read_source(text: str, name: str) -> Source:
    """The plain values of a file whose top is keys and values; DefinitionErrors when it cannot be read at all."""
    try:
        source = read_yaml(text)
    except Unreadable as unreadable:
        raise DefinitionErrors(name, (Problem("", unreadable.line, unreadable.message),)) from unreadable
    if not isinstance(source.value, dict):
        raise DefinitionErrors(name, (Problem("", 1, Message("no-mapping")),))
    return source


def structured(
    model: type[ModelT], source: Source, place: Place = (), context: Mapping[str, Any] | None = None
) -> ModelT | None:
    """The model of the value at that place; None when it has mistakes, which are then in `source.mistakes`."""
    value: Any = source.value
    for step in place:
        value = value[step]
    if context is None:
        context = {"language": value.get("language", "en")} if isinstance(value, dict) else {}
    try:
        return model.model_validate(value, context=dict(context))
    except ValidationError as invalid:
        for error in _told(invalid.errors(include_url=False)[:MOST_ERRORS]):
            at = tuple(step for step in error["loc"] if step != "[key]")
            source.mistakes.add((*place, *at), _message(model, error, at))
        return None


def _told(errors: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Without the lists that are too short only because an entry of theirs is wrong."""
    around = {error["loc"][:length] for error in errors for length in range(len(error["loc"]))}
    return (error for error in errors if error["type"] != "too_short" or error["loc"] not in around)


def _message(model: type[BaseModel], error: ErrorDetails, place: Place) -> Message:
    kind, context = error["type"], error.get("ctx", {})
    if "code" in context:
        return _own_message(context)
    if kind == "missing":
        return Message("missing-key", {"key": str(place[-1])})
    if kind == "extra_forbidden":
        return unknown("key", str(place[-1]), keys_at(model, place[:-1]))
    if kind == "literal_error":
        return unknown("value", shown(error["input"]), re.findall(r"'([^']+)'", context["expected"]))
    if kind in _LIMITS:
        code, name, key = _LIMITS[kind]
        return Message(code, {name: context[key]})
    return Message(_wrong_type(kind, error["input"], place), {"value": shown(error["input"])})


def _wrong_type(kind: str, value: object, place: Place) -> str:
    """The mistake of a value of another type than the format has there."""
    if kind == "bool_type":
        return truth_code(value)
    if kind in ("tuple_type", "list_type") and place[-2:-1] == ("any_of",):
        return "no-alternative"
    return _CODES.get(kind, "wrong-value")


def _own_message(context: Mapping[str, Any]) -> Message:
    values = {name: value for name, value in context.items() if name != "code"}
    if context["code"] == "no-currency":
        return _no_currency(values["word"], values["known"].split())
    return Message(context["code"], values)


def _no_currency(word: str, known: list[str]) -> Message:
    """The nearest of the same country, which the first two letters name: any other would be a chance hit."""
    near = [code for code in known if code[:2] == word[:2].upper()]
    return unknown("currency", word, near)


def keys_at(model: type[BaseModel], place: Place) -> tuple[str, ...]:
    """The keys that the format knows at that place, as written in a file."""
    current: type[BaseModel] | None = model
    for step in place:
        if current is None:
            return ()
        for name, key in current.model_fields.items():
            if step in (name, key.alias):
                current = _model_in(key.annotation)
                break
    return tuple(key.alias or name for name, key in current.model_fields.items()) if current else ()


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model somewhere inside an annotation such as `tuple[Step, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def check_ids(source: Source, place: Place) -> None:
    """A mistake for each entry of the list at that place whose id was used before."""
    value: Any = source.value
    for step in place:
        value = value.get(step) if isinstance(value, dict) else None
    seen: dict[str, int | None] = {}
    for number, entry in enumerate(value if isinstance(value, list) else ()):
        word = entry.get("id") if isinstance(entry, dict) else None
        at = (*place, number, "id")
        if isinstance(word, str) and word in seen:
            source.mistakes.say(at, "same-id", word=word, line=seen[word] or 0)
        elif isinstance(word, str):
            seen[word] = source.mistakes.line(at)
