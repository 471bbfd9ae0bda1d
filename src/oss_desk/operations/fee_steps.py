"""The worked steps of a fee line: kept as JSON with the demand, told in words by window and paper."""

import json
from collections.abc import Iterable

from oss_desk.domain.messages import Message


def stored(steps: Iterable[Message]) -> str:
    """The steps as canonical JSON."""
    listed = [[step.code, dict(step.values)] for step in steps]
    return json.dumps(listed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def messages_of(text: str) -> tuple[Message, ...]:
    """The stored steps as messages; the words are those of `workflows.messages`."""
    return tuple(Message(code, {name: _value(value) for name, value in values.items()}) for code, values in json.loads(text))


def _value(value: object) -> str | int | bool | tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return value if isinstance(value, str | int | bool) else str(value)
