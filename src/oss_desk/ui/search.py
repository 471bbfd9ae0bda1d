"""From something found to the page that shows it: the one search box of the head leads through here."""

from dataclasses import dataclass

from oss_desk.language import Language
from oss_desk.operations.sheets import Hit


@dataclass(frozen=True)
class Place:
    """A page by its name and what it is to show there."""

    page: str
    kind: str
    id: int


PAGES = {
    "citizen": "counter",
    "organisation": "counter",
    "case": "cases",
    "receipt": "cases",
    "service": "catalogue",
}
"""Which page opens for which kind of thing found."""

ICONS = {
    "citizen": "person",
    "organisation": "organisation",
    "case": "cases",
    "receipt": "till",
    "service": "catalogue",
}
"""The sign before each thing found."""


def place(hit: Hit) -> Place:
    """The page that opens for this; KeyError for a kind that no page shows."""
    return Place(PAGES[hit.kind], hit.kind, hit.id)


def kind_word(language: Language, kind: str) -> str:
    """What kind of thing it is, in a word."""
    words = {
        "citizen": language.text("Citizen"),
        "organisation": language.text("Organisation"),
        "case": language.text("Case"),
        "receipt": language.text("Receipt"),
        "service": language.text("Service"),
    }
    return words[kind]
