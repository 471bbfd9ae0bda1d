"""From a thing found in the one search box to the page that shows it, and what each kind of thing is called."""

from collections.abc import Mapping
from typing import Any

from oss_desk.language import Language
from oss_desk.operations.sheets import Hit

PAGES: Mapping[str, str] = {
    "citizen": "counter",
    "organisation": "counter",
    "case": "cases",
    "receipt": "receipt",
    "service": "catalogue",
}
"""Which page opens for which kind of thing found."""
ICONS: Mapping[str, str] = {
    "citizen": "person",
    "organisation": "organisation",
    "case": "cases",
    "receipt": "till",
    "service": "catalogue",
}
"""The sign before each thing found."""


def place(value: object) -> tuple[str, Mapping[str, Any]]:
    """The page that shows a thing found, and what it is told: kind, id and code; a case that waits to be handed over by
    whoever looks for it is shown where that is done."""
    if not isinstance(value, Hit):
        raise TypeError(f"{value!r} was never found")
    if value.ready:
        return "collect", {"case_id": value.id}
    return PAGES[value.kind], {"kind": value.kind, "id": value.id, "code": value.code}


def hit_words(language: Language, hit: Hit) -> str:
    """The second line of a thing found: for a citizen the day of birth as the language writes it, then the rest."""
    born = language.partial_date(hit.born) if hit.born else ""
    return " · ".join(part for part in (born, hit.detail) if part)


def kind_word(language: Language, kind: str) -> str:
    """The name of a kind of things that can be found."""
    say = language.text
    words = {
        "citizen": say("Citizens"),
        "organisation": say("Organisations"),
        "case": say("Cases"),
        "receipt": say("Receipts"),
        "service": say("Services"),
    }
    return words[kind]
