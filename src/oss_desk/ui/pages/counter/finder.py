"""Finds services by everyday words: titles, keywords, summaries and life events in any language they are written in."""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from oss_desk.domain.text import Texts
from oss_desk.operations.sheets import CatalogueSheet, ServiceCard

TITLE, KEYWORD, OTHER = 4, 3, 1
"""How much a word counts by where it was found."""


@lru_cache(maxsize=4096)
def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text without accents and capitals."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(" " if not (char.isalnum() or unicodedata.combining(char)) else char for char in decomposed)
    return tuple("".join(char for char in word if not unicodedata.combining(char)) for word in kept.split())


def find_services(catalogue: CatalogueSheet, text: str, life_event: str | None = None) -> tuple[ServiceCard, ...]:
    """The services that fit, best first; without words all of them, in the order of the catalogue."""
    wanted = plain_words(text)
    events = {event.code: event.title for event in catalogue.life_events}
    inside = [card for card in catalogue.services if life_event is None or life_event in card.life_events]
    if not wanted:
        return tuple(inside)
    scored = [(_score(card, wanted, events), place, card) for place, card in enumerate(inside)]
    return tuple(card for score, _, card in sorted(scored, key=lambda item: (-item[0], item[1])) if score > 0)


def _score(card: ServiceCard, wanted: tuple[str, ...], events: Mapping[str, Texts]) -> int:
    places = (
        (TITLE, _all_words(card.title.values())),
        (KEYWORD, _all_words(_keywords(card.keywords))),
        (OTHER, _all_words(card.summary.values())),
        (OTHER, _all_words(text for code in card.life_events for text in events.get(code, {}).values())),
    )
    return sum(max((weight for weight, words in places if _begins(word, words)), default=0) for word in wanted)


def _keywords(keywords: Mapping[str, object]) -> Iterable[str]:
    for words in keywords.values():
        if isinstance(words, str):
            yield words
        elif isinstance(words, list | tuple):
            yield from (str(word) for word in words)


def _all_words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in plain_words(text))


def _begins(word: str, words: frozenset[str]) -> bool:
    """A word fits when another begins with it, or it with another of at least four letters ("births", "birth")."""
    return any(other.startswith(word) or (len(other) > 3 and word.startswith(other)) for other in words)
