"""Finds services by everyday words: one ranking for the Catalogue, the Counter's finder and the search on F2."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log2

from oss_desk.operations.catalogue.plain import grade, latin, misspelt, plain_words, stem
from oss_desk.operations.sheets import CatalogueSheet, ServiceCard

TITLE, KEYWORD, OUTPUT, EVENT, PAPER, AUTHORITY, SUMMARY = 10, 9, 6, 5, 2, 2, 3
"""How much a word counts by where it was found."""
WHOLE, PHRASE = 60, 20
"""What is added for just a title or keyword, or words that stand so in one."""
SAME_MEANING, NO_WORD_OF_IT = 15, 85
"""What a synonym counts in percent: beside services that the word itself finds, and where it finds none."""
ALONE = 0.7
"""What a word counts at least that stands among others."""
LEAST_SHARE = 20
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
    def words(self) -> Mapping[str, float]:
        """Every word of it, in its own letters and in Latin ones; the fewer stand beside it, the more it says."""
        found: dict[str, float] = {}
        for phrase in self.phrases:
            telling = [word for word in phrase if word not in FILLERS] or phrase
            for word in phrase:
                for spelt in {word, latin(word)} - {""}:
                    found[spelt] = max(found.get(spelt, 0.0), ALONE + (1 - ALONE) / len(telling))
        return found


_Spot = tuple[int, int, float]
"""A word in the catalogue: the number of its service, the place there, and how much it counts."""


@dataclass(frozen=True)
class _Entry:
    card: ServiceCard
    places: tuple[_Place, ...]


class Finder:
    """A catalogue made ready to be asked again and again."""

    def __init__(self, sheet: CatalogueSheet) -> None:
        self._sheet = sheet
        events = {event.code: (event.title, event.short) for event in sheet.life_events}
        self._entries = tuple(_Entry(card, _places(card, events)) for card in sheet.services)
        self._synonyms: dict[str, set[str]] = {}
        for group in sheet.synonyms:
            for word in group:
                self._synonyms.setdefault(stem(word), set()).update(group)
        self._spots: dict[str, list[_Spot]] = {}
        self._forms: dict[str, list[str]] = {}
        for number, entry in enumerate(self._entries):
            for place, part in enumerate(entry.places):
                for word, share in part.words.items():
                    self._spots.setdefault(word, []).append((number, place, part.weight * share))
        for word in self._spots:
            self._forms.setdefault(stem(word), []).append(word)

    def find(self, text: str, life_event: str | None = None) -> tuple[ServiceCard, ...]:
        """The services that fit, the obvious one first; without words all of them, in the order of the catalogue."""
        typed = plain_words(text)
        inside = [
            number
            for number, entry in enumerate(self._entries)
            if life_event is None or life_event in entry.card.life_events
        ]
        if not typed:
            return tuple(self._entries[number].card for number in inside)
        wanted = [word for word in typed if word not in FILLERS] or list(typed)
        known = [fit for word in dict.fromkeys(wanted) if (fit := self._fits(word))]
        plain = {number: score for number in inside if (score := _score(number, known))}
        least = max(plain.values(), default=0.0) * LEAST_SHARE / 100
        kept = [number for number, score in plain.items() if score >= least]
        more = {number: _together(self._entries[number], typed, wanted) for number in kept}
        ranked = sorted(kept, key=lambda number: (-plain[number] - more[number], number))
        return tuple(self._entries[number].card for number in ranked)

    def _fits(self, word: str) -> Mapping[int, float]:
        """By number of a service how well this word fits it: rarer words say more; spelling mistakes come last."""
        found = self._weighed((own, grade(word, own)) for own in self._spots)
        share = SAME_MEANING if found else NO_WORD_OF_IT
        alike = (own for one in self._synonyms.get(stem(word), ()) for own in self._forms.get(stem(one), ()))
        for number, fit in self._weighed((own, share) for own in alike).items():
            found[number] = max(found.get(number, 0.0), fit)
        found = found or self._weighed((own, misspelt(word, own)) for own in self._spots)
        rare = 1 + log2(max(len(self._entries), 1) / max(len(found), 1)) / 2
        return {number: fit * rare for number, fit in found.items()}

    def _weighed(self, fits: Iterable[tuple[str, int]]) -> dict[int, float]:
        """By number of a service its best place for words that fit so well; each further place adds a little."""
        best: dict[int, dict[int, float]] = {}
        for word, percent in fits:
            for number, place, weight in self._spots[word] if percent else ():
                places = best.setdefault(number, {})
                places[place] = max(places.get(place, 0.0), percent * weight / 100)
        return {number: max(places.values()) * 0.9 + sum(places.values()) / 10 for number, places in best.items()}


def _score(place: int, known: list[Mapping[int, float]]) -> float:
    """The words found, less where some are missing."""
    found = [fit[place] for fit in known if place in fit]
    return sum(found) * (len(found) / len(known)) ** 2 if found else 0.0


def _together(entry: _Entry, typed: Sequence[str], wanted: Sequence[str]) -> float:
    """More for a title or keyword that is just this, that holds it as it was typed, or that is a part of it."""
    every, telling, best = tuple(map(stem, typed)), tuple(map(stem, wanted)), 0.0
    for place in entry.places:
        for phrase in place.phrases if place.weight >= KEYWORD else ():
            whole = tuple(map(stem, phrase))
            own = tuple(stem(word) for word in phrase if word not in FILLERS) or whole
            found = WHOLE if telling == own else PHRASE if _holds(own, telling) else 0
            found += PHRASE if _holds(every, whole) else 0
            best = max(best, found * place.weight / TITLE)
    return best


def _holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether several words stand in others just so."""
    return len(part) > 1 and any(words[start : start + len(part)] == part for start in range(len(words)))


def _places(card: ServiceCard, events: Mapping[str, Iterable[Mapping[str, str]]]) -> tuple[_Place, ...]:
    keywords = (part for words in card.keywords.values() for part in words.split(","))
    titles = (words for code in card.life_events for texts in events.get(code, ()) for words in texts.values())
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
