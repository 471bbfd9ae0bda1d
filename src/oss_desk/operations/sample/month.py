"""The month of the sample office before its first day: who comes for what is drawn by lot, the same way every time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Literal

from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.program import Program
from oss_desk.operations.sample import doings, first_day, walking
from oss_desk.operations.sample.doings import Story, Way
from oss_desk.operations.sample.invented_people import People
from oss_desk.operations.sample.playing import Doing, Turn
from oss_desk.operations.sheets import CaseCard

DAYS = 22
"""Open days, the first one that is written by hand included: a month."""
SEED = 2604
Asker = Literal["citizen", "child", "organisation"]
USUAL = 4
"""How often as much the services that a town asks for every day come as the others."""
EVERYDAY = frozenset({first_day.BIRTH, first_day.HOME, first_day.PARKING})
PARKED = ("fetching a photo", "gone to the bank", "calling her employer", "looking for the old passport")
WITHDRAWN = ("Moving away.", "Bought elsewhere.", "")


@dataclass(frozen=True)
class Wanted:
    """A service that can be asked for, by whom, and whether more than one of it may be."""

    service: str
    asker: Asker
    counted: bool


def wanted(program: Program) -> tuple[Wanted, ...]:
    """Every service of the catalogue for which answers and papers can be invented."""
    found = []
    for card in catalogue.catalogue(program).services:
        way = walking.service_proposal(program, service_version_id=card.id)
        service = catalogue.service(program, service_version_id=card.id).service
        age = way.facts.age
        young = way.facts.represented or (age is not None and age < 18)
        asker: Asker = "child" if young else "citizen"
        asker = "organisation" if way.facts.applicant_kind == "organisation" else asker
        if not way.problems:
            found.append(Wanted(card.service, asker, service.quantity is not None))
    return tuple(found)


class Lots:
    """Draws the days of a month; the same services and people give the same days."""

    def __init__(self, services: Sequence[Wanted], people: People, today: date) -> None:
        self._random, self._services, self._people = Random(SEED), services, people
        self._weights = [USUAL if one.service in EVERYDAY else 1 for one in services]
        grown = [place for place in range(len(people.citizens)) if people.is_grown_up(place, today)]
        self._random.shuffle(grown)
        self._visitors = grown
        self._children = {place: people.children_of(place, today) for place in grown}
        self._next = 0

    def day(self, days_back: int) -> tuple[Turn, ...]:
        """The turns of the day so many open days before the last; who is written down by hand for it comes first."""
        written = {turn.desk: turn.doings for turn in first_day.turns_of(days_back)}
        clerks = ("adaeze", "mikael") if days_back % 3 else ("mikael", "adaeze")
        turns = [
            turn for at, login in zip("AB", clerks, strict=True) for turn in self._clerk(login, at, written.get(at, ()))
        ]
        office = (("ruta", (0.1, 0.4)), ("ilias", (0.45, 0.7)), ("rustem", (0.75, 0.9)))
        return (*turns, *(Turn(hours, login, "C", (doings.work(6, choose),)) for login, hours in office))

    def _clerk(self, login: str, desk: str, written: tuple[Doing, ...]) -> Iterator[Turn]:
        morning, afternoon = self._random.randint(2, 3), self._random.randint(1, 2)
        yield Turn((0.02, 0.45), login, desk, (*written, *self._visits(morning), doings.work(3, choose)))
        others = self._others()
        yield Turn((0.55, 0.97), login, desk, (*self._visits(afternoon), *others))

    def _visits(self, count: int) -> Iterator[Doing]:
        for _ in range(count):
            story = self._story()
            yield doings.visit(story)
            if story.parked:
                yield doings.go_on()

    def _others(self) -> Iterator[Doing]:
        """Those who come for a case that runs already."""
        yield doings.collect()
        yield from (doings.collect(1),) if self._random.random() < 0.3 else ()
        yield from (doings.pay(self._random.choice(("cash", "card"))),) if self._random.random() < 0.5 else ()
        yield from (doings.bring(),) if self._random.random() < 0.3 else ()
        yield from (doings.withdraw(self._random.choice(WITHDRAWN)),) if self._random.random() < 0.08 else ()

    def _story(self) -> Story:
        draw = self._random.random()
        means = "cash" if self._random.random() < 0.6 else "card"
        parked = self._random.choice(PARKED) if self._random.random() < 0.06 else ""
        if draw < 0.1:
            return Story(self._visitor(), ())
        first = self._random.choices(self._services, self._weights)[0]
        story = self._asked_by(first, Story(0, (first.service,), means=means, parked=parked, forgot=draw < 0.16))
        if first.asker == "citizen" and self._random.random() < 0.25:
            more = self._random.choices(self._services, self._weights)[0]
            if more.asker == "citizen" and more.service != first.service:
                return replace(story, services=(*story.services, more.service))
        return story

    def _asked_by(self, asked: Wanted, story: Story) -> Story:
        if asked.asker == "organisation":
            acting: Mapping[int, int] = self._people.represented_by or {}
            body = self._random.choice(sorted(acting))
            return replace(story, visitor=acting[body], organisation=body)
        if asked.asker == "child":
            parent = self._visitor(of_children=True)
            return replace(story, visitor=parent, child=self._random.choice(self._children[parent]))
        copies = self._random.choice((1, 1, 2, 3)) if asked.counted else 1
        return replace(story, visitor=self._visitor(), copies=copies, copied=asked.service)

    def _visitor(self, *, of_children: bool = False) -> int:
        """The next one, so that everybody comes before somebody comes again."""
        while True:
            place = self._visitors[self._next % len(self._visitors)]
            self._next += 1
            if not of_children or self._children[place]:
                return place


def choose(card: CaseCard) -> Way:
    """What the back office does with a case: most go on, some are left too long, refused or sent back."""
    number = sum(map(ord, card.number)) + card.id
    if card.suspended or number % 7 == 4:
        return "leave"
    if number % 17 == 5:
        return "refuse"
    return "send-back" if number % 11 == 3 else "step"
