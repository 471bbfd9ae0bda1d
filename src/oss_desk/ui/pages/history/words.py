"""What the page History calls chains, and how it writes out what an event says."""

from collections.abc import Mapping

from oss_desk.operations.sheets.asked import JsonValue
from oss_desk.operations.sheets.history import ChainLine, EventLine
from oss_desk.ui.pages.counter.here import Here

MOST = 400
"""How much of one value is shown; lists of places can be long."""


def chain_words(here: Here, line: ChainLine) -> str:
    """Whose chain it is."""
    return here.language.text("Desk {desk}", desk=line.desk) if line.desk else here.language.text("The whole office")


def kind_words(kind: str) -> str:
    """The code of an event, as it stands in the records, without its hyphens."""
    return kind.replace("-", " ")


def who_words(here: Here, line: EventLine) -> str:
    """Who did it and where; nobody before a sign-in."""
    say = here.language.text
    who = line.official or say("nobody signed in")
    return say("{who} at desk {desk}", who=who, desk=line.desk)


def told(values: Mapping[str, JsonValue]) -> list[tuple[str, str]]:
    """Names and values, one line each."""
    return [(name.replace("_", " "), _written(value)) for name, value in values.items() if value not in (None, "")]


def _written(value: JsonValue) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_written(one) for one in value)[:MOST]
    if isinstance(value, Mapping):
        return "; ".join(f"{name} {_written(one)}" for name, one in value.items())[:MOST]
    return str(value)[:MOST]
