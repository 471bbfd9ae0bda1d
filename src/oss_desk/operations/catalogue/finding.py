"""Finds services by everyday words: one ranking for the Catalogue, the Counter's finder and the search on F2."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from math import log2

from oss_desk.operations.catalogue.plain import grade, latin, misspelt, plain_words, stem
from oss_desk.operations.sheets import CatalogueSheet, ServiceCard

TITLE, KEYWORD, OUTPUT, EVENT, PAPER, AUTHORITY, SUMMARY = 10, 9, 6, 5, 2, 2, 3
"""How much a word counts by where it was found."""
WHOLE, PHRASE = 60, 20
"""What is added for just a title or keyword, or words that stand so in one."""
SAME_MEANING, NO_WORD_OF_IT = 20, 85
"""What a synonym counts in percent: beside services that the word itself finds, and where it finds none."""
LEAST_SHARE = 25
"""Whatever scores less than this share of the best, in percent, is left out."""
FILLERS = frozenset(
    plain_words(
        # English
        "a an the of for to in on at my me i we he she his her our your you it is are was be am and or with from by as "
        "want wants need needs would like please get getting have has had do does how where what can could new "
        "this that there here about some any one somebody someone "
        # French
        "le la les un une des du de d l et ou je j tu il elle nous vous mon ma mes son sa ses notre votre pour par "
        "avec sans dans sur au aux en est suis veux voudrais besoin faire avoir comment ce cet cette qui que "
        # Arabic
        "في من الى على عن مع هذا هذه انا اريد نريد اود احتاج هل كيف لي لنا او ثم ما "
    )
)
"""Words that say nothing about a service. Where nothing else is typed they count like any other."""


@dataclass(frozen=True)
class _Place:
    """One place of a service: its weight, its words, and its phrases as they stand."""

    weight: int
    phrases: tuple[tuple[str, ...], ...]

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of it, in its own letters and in Latin ones."""
        own = {word for phrase in self.phrases for word in phrase}
        return frozenset(own | {latin(word) for word in own} - {""})


@dataclass(frozen=True)
class _Entry:
    card: ServiceCard
    places: tuple[_Place, ...]


class Finder:
    """A catalogue made ready to be asked again and again."""

    def __init__(self, sheet: CatalogueSheet) -> None:
        self._sheet = sheet
        events = {event.code: event.title for event in sheet.life_events}
        self._entries = tuple(_Entry(card, _places(card, events)) for card in sheet.services)
        self._synonyms: dict[str, set[str]] = {}
        for group in sheet.synonyms:
            for word in group:
                self._synonyms.setdefault(stem(word), set()).update(group)

    def find(self, text: str, life_event: str | None = None) -> tuple[ServiceCard, ...]:
        """The services that fit, the obvious one first; without words all of them, in the order of the catalogue."""
        inside = [entry for entry in self._entries if life_event is None or life_event in entry.card.life_events]
        typed = plain_words(text)
        if not typed:
            return tuple(entry.card for entry in inside)
        wanted = [word for word in typed if word not in FILLERS] or list(typed)
        fits = [self._fits(word, inside) for word in dict.fromkeys(wanted)]
        known = [fit for fit in fits if fit]
        plain = {place: _score(place, known) for place in range(len(inside))}
        least = max(plain.values(), default=0.0) * LEAST_SHARE / 100
        kept = [place for place, score in plain.items() if score and score >= least]
        ranked = sorted(kept, key=lambda place: (-plain[place] - _together(inside[place], tuple(wanted)), place))
        return tuple(inside[place].card for place in ranked)

    def _fits(self, word: str, entries: list[_Entry]) -> Mapping[int, float]:
        """By the place of an entry how well this word fits it: rarer words say more; spelling mistakes come last."""
        found = {number: _weighed(entry, partial(grade, word)) for number, entry in enumerate(entries)}
        share = SAME_MEANING if any(found.values()) else NO_WORD_OF_IT
        for one in self._synonyms.get(stem(word), set()) - {word}:
            for number, entry in enumerate(entries):
                found[number] = max(found[number], _weighed(entry, partial(_same, one)) * share / 100)
        if not any(found.values()):
            found = {number: _weighed(entry, partial(misspelt, word)) for number, entry in enumerate(entries)}
        fitting = {number: fit for number, fit in found.items() if fit}
        rare = 1 + log2(max(len(entries), 1) / max(len(fitting), 1)) / 2
        return {number: fit * rare for number, fit in fitting.items()}


def _same(one: str, other: str) -> int:
    """Of a synonym only the word itself counts, in any of its forms."""
    fit = grade(one, other)
    return fit if fit >= 95 else 0


def _weighed(entry: _Entry, fit: Callable[[str], int]) -> float:
    """The best of all places; each further place that fits adds a little."""
    found = sorted((place.weight * max(map(fit, place.words), default=0) / 100 for place in entry.places), reverse=True)
    return found[0] + sum(found[1:]) / 10 if found else 0.0


def _score(place: int, known: list[Mapping[int, float]]) -> float:
    """The words found, less where some are missing."""
    found = [fit[place] for fit in known if place in fit]
    return sum(found) * (len(found) / len(known)) ** 2 if found else 0.0


def _together(entry: _Entry, wanted: tuple[str, ...]) -> float:
    """More for a title or keyword that is just this, or holds it as it was typed."""
    typed, best = tuple(map(stem, wanted)), 0.0
    for place in entry.places:
        if place.weight < KEYWORD:
            continue
        for phrase in place.phrases:
            stems = tuple(stem(word) for word in phrase if word not in FILLERS) or tuple(map(stem, phrase))
            best = max(best, _phrase(typed, stems) * place.weight / TITLE)
    return best


def _phrase(typed: tuple[str, ...], stems: tuple[str, ...]) -> float:
    if typed == stems:
        return WHOLE
    if len(typed) < 2:
        return 0.0
    runs = (stems[start : start + len(typed)] for start in range(len(stems) - len(typed) + 1))
    return PHRASE if typed in runs else 0.0


def _places(card: ServiceCard, events: Mapping[str, Mapping[str, str]]) -> tuple[_Place, ...]:
    keywords = (part for words in card.keywords.values() for part in words.split(","))
    titles = (title for code in card.life_events for title in events.get(code, {}).values())
    return (
        _place(TITLE, (*card.title.values(), card.service)),
        _place(KEYWORD, keywords),
        _place(OUTPUT, (text for texts in card.outputs for text in texts.values())),
        _place(EVENT, titles),
        _place(SUMMARY, card.summary.values()),
        _place(AUTHORITY, card.authority.values()),
    )


def _place(weight: int, texts: Iterable[str]) -> _Place:
    return _Place(weight, tuple(words for text in texts if (words := plain_words(text))))
