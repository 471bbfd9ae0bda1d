"""Who comes for what: an invented visitor for each visit, and for whom each service is asked for; knows no window."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import cycle

from oss_desk.domain.calendar import Duration
from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Message
from oss_desk.domain.people import ApplicantKind
from oss_desk.operations.program import Program
from oss_desk.operations.sample import walking
from oss_desk.operations.sheets import ServiceCard

CITIZENS = (
    ("Helena", "Marquand"),
    ("Tobias", "Lindgren"),
    ("Nadia", "Petrova"),
    ("Samuel", "Okoye"),
    ("Ines", "Carvalho"),
    ("Pavel", "Horák"),
)
BUSINESSES = ("Northfield Bakery", "Harbour Works", "Lakeside Garden Company")
IDENTITY = "national-id-card"
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
    people = _People()
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

    def __init__(self) -> None:
        self._names, self._businesses, self._made = cycle(CITIZENS), cycle(BUSINESSES), 0

    def next(self, facts: Facts) -> Invented:
        """Somebody of whom these facts are true."""
        self._made += 1
        if facts.applicant_kind == "organisation":
            return Invented("organisation", next(self._businesses), number=f"B {417000 + self._made}")
        given, family = next(self._names)
        born = _born(facts.today, facts.age)
        number = f"44170{80 + self._made}"
        return Invented("citizen", f"{given} {family}", given, family, born, facts.resident, number)


def _born(today: date, age: int | None) -> str:
    """A day on which somebody was born who is of this age today."""
    if age is None:
        return ""
    born = Duration(years=age).before(today) - (SINCE_BIRTHDAY if age else timedelta())
    return born.isoformat()
