"""Values as canonical JSON, for payloads and digests: the same value is the same text for ever."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime

SECRETS = frozenset({"password", "new_password", "one_time"})
"""Names of arguments and of fields of records that enter neither a digest nor anything else that is stored."""


def canonical(value: object) -> str:
    """Canonical JSON: keys sorted, no spaces, no floats, no passwords, dates and moments as ISO text.

    Halves of letters, which a keyboard can send and no database takes, are left out.
    """
    text = json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode(errors="ignore").decode()


def digest_of(operation: str, args: tuple[object, ...], values: Mapping[str, object]) -> str:
    """By what a command is recognised when it comes again: SHA-256 of its name and values, passwords left out."""
    shown = {name: value for name, value in values.items() if name not in SECRETS}
    return hashlib.sha256(canonical([operation, list(args), shown]).encode()).hexdigest()


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value) if part.name not in SECRETS}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Iterable):
        items = [_plain(item) for item in value]
        return sorted(items, key=str) if isinstance(value, set | frozenset) else items
    raise TypeError(f"{type(value).__name__} has no canonical form")
