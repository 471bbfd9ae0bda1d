"""Definitions as text: canonical JSON whose SHA-256 names the version, and YAML in block style and fixed order."""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

_PLAIN_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)
_MEANS_MORE = frozenset({"on", "off", "yes", "no", "true", "false", "null", "y", "n"})
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def plain(model: BaseModel) -> dict[str, Any]:
    """The content of a model in JSON's types, keys as in the file, defaults left out."""
    return model.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def canonical_json(model: BaseModel) -> str:
    """The one JSON text of a definition: keys sorted, no spaces, defaults left out."""
    return json.dumps(plain(model), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(canonical: str) -> str:
    """SHA-256 of canonical JSON, 64 hexadecimal digits: the name of a version."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def write_yaml(model: BaseModel) -> str:
    """The definition as YAML that reads back to the same digest; comments of an earlier file are not in it."""
    return yaml_of(plain(model))


def yaml_of(content: dict[str, Any]) -> str:
    """Plain values as YAML in block style, every text in quotes."""
    return "".join(f"{line}\n" for line in _mapping(content))


def _mapping(content: dict[str, Any]) -> Iterator[str]:
    for key, value in content.items():
        yield from _under(f"{_key(key)}:", value, "  ")


def _under(head: str, value: Any, indent: str) -> Iterator[str]:
    if not isinstance(value, dict | list) or not value:
        yield f"{head} {_scalar(value)}"
        return
    yield head
    lines = _mapping(value) if isinstance(value, dict) else _sequence(value)
    yield from (indent + line for line in lines)


def _sequence(content: list[Any]) -> Iterator[str]:
    for value in content:
        if not isinstance(value, dict | list) or not value:
            yield f"- {_scalar(value)}"
            continue
        lines = _mapping(value) if isinstance(value, dict) else _sequence(value)
        yield f"- {next(lines)}"
        yield from (f"  {line}" for line in lines)


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) and key.lower() not in _MEANS_MORE else _quoted(key)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return _quoted(value)
    return "[]" if value == [] else "{}" if value == {} else json.dumps(value)


def _quoted(text: str) -> str:
    """A double-quoted text; what a text file does not show is written as an escape."""
    return '"' + "".join(_ESCAPES.get(letter) or _letter(letter) for letter in text) + '"'


def _letter(letter: str) -> str:
    code = ord(letter)
    if letter.isprintable() or letter in "\u200c\u200d\u200e\u200f":
        return letter
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
