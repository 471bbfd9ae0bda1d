"""The invented people of the sample office, as their files say: those of the first day, and the whole neighbourhood."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from oss_desk.domain.people import Citizen, Organisation, age
from oss_desk.operations.people import people
from oss_desk.operations.people.needs import NeedGiven
from oss_desk.operations.people.person_given import CitizenGiven, OrganisationGiven
from oss_desk.operations.program import Program
from oss_desk.operations.sample.walking import new_id

GROWN_UP = 18


@dataclass(frozen=True)
class People:
    """The invented people, in the order of their files; households and representatives by their places in it."""

    citizens: tuple[Citizen, ...]
    organisations: tuple[Organisation, ...]
    households: tuple[tuple[int, ...], ...] = ()
    represented_by: Mapping[int, int] | None = None

    def children_of(self, place: int, day: date) -> tuple[int, ...]:
        """The places of the children of this citizen's household."""
        house = next((house for house in self.households if place in house), ())
        return tuple(other for other in house if other != place and not self.is_grown_up(other, day))

    def is_grown_up(self, place: int, day: date) -> bool:
        """Whether this citizen is of age; somebody whose birth is not known is."""
        years = age(self.citizens[place].born, day)
        return years is None or years >= GROWN_UP


def add_people(program: Program, *, whole: bool) -> People:
    """Take in the people of the first day and, for the `whole` neighbourhood, all the others."""
    first = _read(program, "people.json")
    others = _read(program, "neighbours.json") if whole else {"households": [], "organisations": []}
    houses = [[_citizen(member, house) for member in house["members"]] for house in others["households"]]
    bodies = [_organisation(one) for one in others["organisations"]]
    told = [_with_needs(_listed(one)) for one in first["citizens"]] + [member for house in houses for member in house]
    citizens = tuple(people.add_citizen(program, new_id(), citizen=CitizenGiven(**one)).result for one in told)
    organisations = tuple(
        people.add_organisation(program, new_id(), organisation=OrganisationGiven(**one)).result
        for one in (*map(_listed, first["organisations"]), *bodies)
    )
    places = {citizen.name: place for place, citizen in enumerate(citizens)}
    acting = {
        len(first["organisations"]) + number: places[one["represented_by"]]
        for number, one in enumerate(others["organisations"])
    }
    return People(citizens, organisations, tuple(_places(houses, len(first["citizens"]))), acting)


def _read(program: Program, name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((program.resources / "sample" / name).read_text("utf-8"))
    return read


def _places(houses: list[list[dict[str, Any]]], first: int) -> Iterator[tuple[int, ...]]:
    for house in houses:
        yield tuple(range(first, first + len(house)))
        first += len(house)


def _citizen(member: Mapping[str, Any], house: Mapping[str, Any]) -> dict[str, Any]:
    documents = (("national-id-card", member["id"], "RV", None),) if member["id"] else ()
    names = {key: member[key] for key in ("name", "given_name", "family_name", "born", "email", "language")}
    return {
        **names,
        "other_names": tuple(member["other_names"]),
        "phones": tuple(filter(None, [member["phone"]])),
        "address_lines": tuple(house["address"]),
        "resident": True,
        "documents": documents,
    }


def _organisation(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{key: one[key] for key in ("name", "registration_number", "language")},
        "other_names": tuple(one["other_names"]),
        "phones": (one["phone"],),
        "address_lines": tuple(one["address"]),
    }


def _listed(one: Mapping[str, Any]) -> dict[str, Any]:
    """Values as operations take them: lists, and lists within them, as tuples."""
    return {key: _tuple(value) for key, value in one.items()}


def _with_needs(values: dict[str, Any]) -> dict[str, Any]:
    """The needs of a citizen as the operation takes them: of each its kind and its words."""
    return {**values, "needs": tuple(NeedGiven(*need) for need in values.get("needs", ()))}


def _tuple(value: Any) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, list) else value
