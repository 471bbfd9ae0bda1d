"""What the page History calls chains, and how it writes out what an event says."""

import json
from collections.abc import Callable

from oss_desk.domain.messages import Message, Value
from oss_desk.domain.money import Money
from oss_desk.language import CLOSE, LEFT_TO_RIGHT
from oss_desk.operations.sheets.history import ChainLine, EventLine
from oss_desk.ui.messages import ALL_TEXTS, mark_words, sentence
from oss_desk.ui.pages.cases.words import ending_words, role_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.history.reasons import reason_words
from oss_desk.ui.pages.paper.words import kind_words as paper_words

MOST = 400
"""How much of one value is shown; lists of places can be long."""


def chain_words(here: Here, line: ChainLine) -> str:
    """Whose chain it is."""
    return here.language.text("Desk {desk}", desk=line.desk) if line.desk else here.language.text("The whole office")


def kind_words(here: Here, kind: str) -> str:
    """What an event of this kind is called."""
    return sentence(here.language, Message(f"event-{kind}"))


def told_words(here: Here, told: Message) -> str:
    """The sentence of an event, its amounts, days and codes as the window says them."""
    values = {name: _said(here, name, value) for name, value in told.values.items()}
    return sentence(here.language, Message(told.code, values))


def about_words(here: Here, line: EventLine) -> str:
    """What the event is about."""
    return sentence(here.language, line.about)


def deed_words(here: Here, operation: str) -> str:
    """What an official set out to do, by the name of the operation."""
    code = f"deed-{operation.replace('_', '-')}"
    return sentence(here.language, Message(code if code in ALL_TEXTS else "deed-something-else"))


def who_words(here: Here, line: EventLine) -> str:
    """Who did it and where; nobody before a sign-in."""
    say = here.language.text
    who = line.official or say("nobody signed in")
    return say("{who} at desk {desk}", who=who, desk=line.desk)


def typed(here: Here, line: EventLine) -> list[tuple[str, str]]:
    """What was typed for the event, each with its name; digests are not for reading."""
    say = here.language.text
    names = {
        "reason": say("Reason"),
        "note": say("Note"),
        "words": say("In words"),
        "query": say("Searched for"),
        "name": say("Name"),
        "name-before": say("Name before"),
        "ground": say("Legal ground"),
        "place": say("Place"),
        "supplier": say("From"),
        "slip": say("Slip"),
        "to": say("To"),
        "title": say("Name"),
    }
    shown = ((kind, text) for kind, text in line.texts.items() if text and not kind.endswith("digest"))
    return [(names.get(kind, say("Text")), text[:MOST]) for kind, text in shown]


def stored(line: EventLine) -> str:
    """The event as the records hold it, for whoever compares it with an archive."""
    written = json.dumps(line.payload, ensure_ascii=False, sort_keys=True)
    return LEFT_TO_RIGHT + f"{line.kind} {written}"[:MOST] + CLOSE


def _said(here: Here, name: str, value: Value) -> Value:
    words: dict[str, Callable[[str], str]] = {
        "paper": lambda code: paper_words(here.language, code),
        "mark": lambda code: mark_words(here.language, code),
        "ending": lambda code: ending_words(here, code),
        "deed": lambda code: deed_words(here, code),
        "why": lambda code: dict(reason_words(here.language)).get(code.removeprefix("looked-"), code),
        "day": here.language.partial_date,
        "since": here.language.partial_date,
        "until": here.language.partial_date,
        "period": here.language.partial_date,
    }
    if name == "amount" and isinstance(value, int):
        return here.money(Money(value, here.office.money))
    if name == "roles" and isinstance(value, tuple):
        return tuple(role_words(here, role) for role in value)
    return words[name](value) if name in words and isinstance(value, str) else value
