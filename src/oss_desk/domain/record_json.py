"""Frozen records as canonical JSON and back: how the content of papers is kept."""

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from oss_desk.domain.messages import Message


def write_record(record: Any) -> str:
    """Sorted keys, no spaces, every field, whole numbers and strings only; moments in UTC with six decimals and Z."""
    return json.dumps(_plain(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_record(kind: type, text: str) -> Any:
    """The record of that type, as written; fields with a default may be absent; ValueError for anything else."""
    return _record(kind, json.loads(text))


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case tuple() | list():
            return [_plain(item) for item in value]
        case Mapping():
            return {key: _plain(item) for key, item in value.items()}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


@cache
def _kinds(record: type) -> dict[str, Any]:
    return typing.get_type_hints(record)


def _record(kind: Any, data: Any) -> Any:
    kinds = _kinds(kind)
    if not isinstance(data, dict) or not data.keys() <= kinds.keys():
        raise ValueError(f"not a {kind.__name__}: {data!r}"[:200])
    try:
        return kind(**{name: _read(kinds[name], value) for name, value in data.items()})
    except TypeError as error:
        raise ValueError(f"not a {kind.__name__}: {error}") from error


def _read(kind: Any, value: Any) -> Any:
    """The value as its field declares it; ValueError where it is something else."""
    if isinstance(kind, types.UnionType):
        return None if value is None else _read(typing.get_args(kind)[0], value)
    if kind is Message:
        return _message(value)
    if typing.get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise ValueError(f"not a list: {value!r}"[:200])
        return tuple(_read(typing.get_args(kind)[0], item) for item in value)
    return _record(kind, value) if is_dataclass(kind) else _scalar(kind, value)


def _scalar(kind: Any, value: Any) -> Any:
    if kind in (date, datetime) and isinstance(value, str):
        return kind.fromisoformat(value)
    if type(value) is not kind:
        raise ValueError(f"not {kind.__name__}: {value!r}"[:200])
    return value


def _message(value: Any) -> Message:
    if not isinstance(value, dict) or value.keys() != {"code", "values"} or not isinstance(value["values"], dict):
        raise ValueError(f"not a message: {value!r}"[:200])
    values = {name: tuple(item) if isinstance(item, list) else item for name, item in value["values"].items()}
    return Message(value["code"], values)
