"""Who comes for what: an invented visitor for each visit, and for whom each service is asked for; knows no window."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import cycle

from oss_desk.domain.calendar import Duration
from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Message
from oss_desk.domain.people import ApplicantKind
from oss_desk.operations.people.people import find_people
from oss_desk.operations.program import Program
from oss_desk.operations.sample import walking
from oss_desk.operations.sheets import ServiceCard

GIVEN = ("Helena", "Tobias", "Nadia", "Samuel", "Ines", "Pavel")
FAMILY = ("Marquand", "Lindgren", "Okoye", "Carvalho", "Horák", "Brennan", "Sallis")
PLACES = ("Northfield", "Harbour", "Lakeside", "Millbrook", "Easton")
TRADES = ("Bakery", "Works", "Garden Company", "Catering")
IDENTITY = "national-id-card"
MOST_NAMES = 20
"""How many names are looked up before one is taken a second time."""
SINCE_BIRTHDAY = timedelta(days=40)


@dataclass(frozen=True)
class Invented:
    """A person or business that is typed into the form; `born` is ISO text, `number` that of the identity card."""

    kind: ApplicantKind
    name: str
    given: str = ""
    family: str = ""
    born: str = ""
    resident: bool | None = None
    number: str = ""


@dataclass(frozen=True)
class Wish:
    """One service of a visit; `applicant` is for whom, when it is not for the visitor."""

    card: ServiceCard
    applicant: Invented | None = None


@dataclass
class Call:
    """One visit: who comes, what is known of the visitor, and everything that is asked for."""

    visitor: Invented
    facts: Facts
    wishes: list[Wish] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """The visits of a tour; `impossible` are services for which nobody could be invented, with the reasons."""

    calls: tuple[Call, ...]
    impossible: tuple[tuple[ServiceCard, tuple[Message, ...]], ...]


def make_plan(program: Program, cards: Sequence[ServiceCard]) -> Plan:
    """As few visits as will do: a service joins a visit whose visitor may ask for it, alone or for somebody else."""
    calls: list[Call] = []
    impossible: list[tuple[ServiceCard, tuple[Message, ...]]] = []
    people = _People(program)
    for card in cards:
        way = walking.service_proposal(program, service_version_id=card.id)
        if way.problems:
            impossible.append((card, way.problems))
        else:
            _join(program, calls, people, card, way.facts)
    return Plan(tuple(calls), tuple(impossible))


def _join(program: Program, calls: list[Call], people: "_People", card: ServiceCard, wanted: Facts) -> None:
    for call in calls:
        if _possible(program, card, call.facts):
            call.wishes.append(Wish(card))
            return
    another = _as_another(program, card, wanted)
    if another is None:
        call = _call(calls, people, wanted)
        call.wishes.append(Wish(card))
        return
    call = calls[0] if calls else _call(calls, people, replace(wanted, age=35, resident=True, represented=False))
    call.wishes.append(Wish(card, people.next(another)))


def _call(calls: list[Call], people: "_People", facts: Facts) -> Call:
    visitor = replace(facts, applicant_kind="citizen", represented=False)
    calls.append(Call(people.next(visitor), visitor))
    return calls[-1]


def _as_another(program: Program, card: ServiceCard, wanted: Facts) -> Facts | None:
    """The facts of somebody else for whom the visitor may ask for it; None when nobody may ask for another.

    A service that anybody may ask for alone is asked for alone, by a visitor of its own.
    """
    if wanted.applicant_kind == "citizen" and not wanted.represented:
        return None
    another = replace(wanted, represented=True)
    return another if _possible(program, card, another) else None


def _possible(program: Program, card: ServiceCard, facts: Facts) -> bool:
    return not walking.service_proposal(program, service_version_id=card.id, facts=facts).problems


class _People:
    """Invents one after the other, none twice."""

    def __init__(self, program: Program) -> None:
        self._program, self._made = program, 0
        turns = range(len(GIVEN) * len(FAMILY))
        self._citizens = cycle((GIVEN[turn % len(GIVEN)], FAMILY[turn % len(FAMILY)]) for turn in turns)
        turns = range(len(PLACES) * len(TRADES))
        self._businesses = cycle((PLACES[turn % len(PLACES)], TRADES[turn % len(TRADES)]) for turn in turns)

    def next(self, facts: Facts) -> Invented:
        """Somebody of whom these facts are true."""
        self._made += 1
        if facts.applicant_kind == "organisation":
            name = " ".join(self._unknown(self._businesses))
            return Invented("organisation", name, number=f"B {417000 + self._made}")
        given, family = self._unknown(self._citizens)
        born = _born(facts.today, facts.age)
        number = f"44170{80 + self._made}"
        return Invented("citizen", f"{given} {family}", given, family, born, facts.resident, number)

    def _unknown(self, names: Iterator[tuple[str, str]]) -> tuple[str, str]:
        """The next name that nobody on record has; when very many are taken, one of them again."""
        name = next(names)
        for _ in range(MOST_NAMES):
            if not find_people(self._program, text=" ".join(name)):
                break
            name = next(names)
        return name


def _born(today: date, age: int | None) -> str:
    """A day on which somebody was born who is of this age today."""
    if age is None:
        return ""
    born = Duration(years=age).before(today) - (SINCE_BIRTHDAY if age else timedelta())
    return born.isoformat()
