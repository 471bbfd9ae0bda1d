"""People as rows: the keys by which they are found, the search over them, and possible duplicates."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, func, insert, or_, select, union_all

from oss_desk.domain.people import ApplicantKind, Citizen, Person
from oss_desk.storage import names as folding
from oss_desk.storage import rows
from oss_desk.storage.database import Work
from oss_desk.storage.tables.people import SEARCH_KEY

KEY = SEARCH_KEY.c.key
LONGEST_KEY = 320
MOST_WORDS = 8
LAST = "~"
"""Sorts after every letter and digit a key can hold."""
Rule = tuple[ColumnElement[bool], int]
"""When a key fits a word that was typed, and how well."""


def set_names(
    work: Work,
    kind: ApplicantKind,
    person_id: int,
    names: Iterable[str],
    *,
    numbers: Iterable[str] = (),
    phones: Iterable[str] = (),
    email: str = "",
    born: str | None = None,
) -> None:
    """Keep the keys by which a person is found; call it with all of them whenever one has changed."""
    work.connection.execute(delete(SEARCH_KEY).where(SEARCH_KEY.c.kind == kind, SEARCH_KEY.c.person_id == person_id))
    keys = {*_name_keys(names), *_other_keys(numbers, phones, email, born)}
    found = [
        {"kind": kind, "person_id": person_id, "source": source, "key": key[:LONGEST_KEY]}
        for source, key in sorted(keys)
        if key
    ]
    if found:
        work.connection.execute(insert(SEARCH_KEY), found)


def _name_keys(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for word in {word for name in names for word in folding.words_of(name)}:
        yield "name", word
        yield from (("spelling", spelling) for spelling in folding.spellings(word))
        yield from (("sound", sound) for sound in folding.sounds(word))


def _other_keys(
    numbers: Iterable[str], phones: Iterable[str], email: str, born: str | None
) -> Iterator[tuple[str, str]]:
    yield from (("number", folding.number_key(number)) for number in numbers)
    yield from (("phone", key) for phone in phones for key in folding.phone_keys(phone))
    yield "mail", folding.latin(email).strip()
    yield "born", folding.birth_key(born or "") or ""


def search(work: Work, text: str, limit: int = 20) -> tuple[tuple[Person, int], ...]:
    """People who fit every word typed, the best first, each with how well it fits (higher is better).

    A word is the beginning of a name in any script or spelling, of a number of a document or register or of an
    e-mail address, part of a phone number, or a date or year of birth.
    """
    chunks = text.split()[:MOST_WORDS]
    best: dict[Person, int] = {}
    for typed in _readings(chunks):
        for person, score in _search(work, typed, limit):
            best[person] = max(score, best.get(person, 0))
    return tuple(sorted(best.items(), key=lambda hit: (-hit[1], hit[0].kind, hit[0].id))[:limit])


def _readings(chunks: list[str]) -> Iterator[list[list[Rule]]]:
    """What was typed word by word, and as one number written in groups."""
    yield [rules for chunk in chunks for rules in _word_rules(chunk)]
    whole = "".join(chunks)
    if len(chunks) > 1 and re.search(r"\d{2}", whole):
        yield [_number_rules(whole)]


def _word_rules(chunk: str) -> list[list[Rule]]:
    if "@" in chunk:
        return [[(_begins("mail", folding.latin(chunk)), 6)]]
    if re.search(r"\d", folding.latin(chunk)):
        return [_number_rules(chunk)]
    return [_name_rules(word) for word in folding.words_of(chunk)]


def _name_rules(word: str) -> list[Rule]:
    rules: list[Rule] = [(_is("name", [word]), 8), (_begins("name", word), 6)]
    spellings = sorted(spelling for spelling in folding.spellings(word) if len(spelling) > 1)
    rules.append((_is("spelling", spellings), 5))
    if len(word) > 2:
        rules.extend((_begins("spelling", spelling), 3) for spelling in spellings)
    sounds = sorted(folding.heard(word))
    return [*rules, (_is("sound", sounds), 2)] if sounds else rules


def _number_rules(chunk: str) -> list[Rule]:
    number, rules = folding.number_key(chunk), list[Rule]()
    digits = re.sub(r"\D", "", number).lstrip("0")
    if number:
        rules += [(_is("number", [number]), 8), (_begins("number", number), 6), (_begins("name", number), 4)]
    if len(digits) > 3:
        rules.append((_begins("phone", digits), 5))
    born = folding.birth_key(chunk)
    if born is not None:
        rules += [(_begins("born", born), 4), (_is("born", [born[:4], born[:6]]), 3)]
    return rules


def _is(source: str, keys: Sequence[str]) -> ColumnElement[bool]:
    return and_(SEARCH_KEY.c.source == source, KEY.in_([key[:LONGEST_KEY] for key in keys]))


def _begins(source: str, start: str) -> ColumnElement[bool]:
    return and_(SEARCH_KEY.c.source == source, start[:LONGEST_KEY] <= KEY, start[:LONGEST_KEY] + LAST > KEY)


def _search(work: Work, typed: list[list[Rule]], limit: int) -> list[tuple[Person, int]]:
    """People whom every word fits."""
    wanted = [rules for rules in typed if rules]
    return _fitting(work, wanted, len(wanted), limit)


def _fitting(work: Work, typed: list[list[Rule]], least: int, limit: int) -> list[tuple[Person, int]]:
    """People whom at least so many of the words fit, the best first."""
    if not typed:
        return []
    fits = union_all(*(_fit(rules) for rules in typed)).subquery()
    score = func.sum(fits.c.score)
    statement = (
        select(fits.c.kind, fits.c.person_id, score)
        .group_by(fits.c.kind, fits.c.person_id)
        .having(func.count() >= least)
        .order_by(score.desc(), fits.c.kind, fits.c.person_id)
        .limit(limit)
    )
    return [(Person(kind, person_id), int(points)) for kind, person_id, points in work.connection.execute(statement)]


def _fit(rules: list[Rule]) -> Select[Any]:
    """Each person whom one word fits, with the best of the ways in which it does."""
    score = func.max(case(*rules, else_=0)).label("score")
    return (
        select(SEARCH_KEY.c.kind, SEARCH_KEY.c.person_id, score)
        .where(or_(*(fits for fits, _ in rules)))
        .group_by(SEARCH_KEY.c.kind, SEARCH_KEY.c.person_id)
    )


def alike(
    work: Work, names: Iterable[str], born: str | None, *, kind: ApplicantKind = "citizen", limit: int = 20
) -> tuple[Person, ...]:
    """People on record who may be the same: two words of one of the names (or its only one) sound alike.

    A citizen whose date of birth is known and another one is not among them; dates known less exactly agree
    when one begins with the other.
    """
    best: dict[int, int] = {}
    for name in names:
        words = folding.words_of(name)[:MOST_WORDS]
        typed = [
            [(and_(SEARCH_KEY.c.kind == kind, fits), score) for fits, score in _alike_rules(word)] for word in words
        ]
        for person, score in _fitting(work, typed, min(2, len(words)), limit * 5):
            best[person.id] = max(score, best.get(person.id, 0))
    ids = sorted(best, key=lambda person: (-best[person], person))
    others = _born_otherwise(work, ids, born) if kind == "citizen" and born else frozenset()
    return tuple(Person(kind, person) for person in ids if person not in others)[:limit]


def _alike_rules(word: str) -> list[Rule]:
    sounds = [sound for sound in sorted(folding.heard(word)) if len(sound) > folding.SHORTEST_SOUND]
    rules = [(_is("name", [word]), 4), (_is("spelling", sorted(folding.spellings(word))), 3)]
    return [*rules, (_is("sound", sounds), 1)] if sounds else rules


def _born_otherwise(work: Work, ids: Iterable[int], born: str) -> frozenset[int]:
    citizens = rows.every(work, Citizen, id=tuple(ids))
    return frozenset(
        citizen.id
        for citizen in citizens
        if citizen.born and not (citizen.born.startswith(born) or born.startswith(citizen.born))
    )
