"""The one search box: what was found in groups, and from a thing found to the page that shows it."""

from collections.abc import Iterable, Mapping
from typing import Any

from oss_desk.language import Language
from oss_desk.operations import search as operation
from oss_desk.operations.program import Program
from oss_desk.operations.sheets import Hit
from oss_desk.ui.widgets import search as box

PAGES: Mapping[str, str] = {
    "citizen": "counter",
    "organisation": "counter",
    "case": "cases",
    "receipt": "cases",
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


def find(program: Program, language: Language, text: str) -> tuple[box.Group, ...]:
    """What the office knows under these words, kind by kind in the order in which the surest stands first."""
    return groups(language, operation.search(program, text=text))


def groups(language: Language, hits: Iterable[Hit]) -> tuple[box.Group, ...]:
    """Hits under the names of their kinds."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.kind, []).append(hit)
    words = kind_words(language)
    return tuple(box.Group(words[kind], tuple(_shown(hit) for hit in listed)) for kind, listed in found.items())


def _shown(hit: Hit) -> box.Hit:
    end = hit.code if hit.kind in ("case", "receipt") else ""
    return box.Hit(hit, hit.title, hit.detail, end, ICONS[hit.kind])


def place(value: object) -> tuple[str, Mapping[str, Any]]:
    """The page that shows a thing found, and what it is told: kind, id and code."""
    if not isinstance(value, Hit):
        raise TypeError(f"{value!r} was never found")
    return PAGES[value.kind], {"kind": value.kind, "id": value.id, "code": value.code}


def kind_words(language: Language) -> Mapping[str, str]:
    """The names of the kinds of things that can be found."""
    say = language.text
    return {
        "citizen": say("Citizens"),
        "organisation": say("Organisations"),
        "case": say("Cases"),
        "receipt": say("Receipts"),
        "service": say("Services"),
    }
