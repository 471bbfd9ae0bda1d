"""What an official writes down of a citizen or an organisation, and the checked columns of the record it becomes."""

import re
from dataclasses import dataclass
from datetime import date

from oss_desk.domain.messages import refuse
from oss_desk.operations import given
from oss_desk.operations.people.needs import NeedGiven

DocumentGiven = tuple[str, str, str, date | None]
"""An identity document as typed: evidence type, number, country, valid until."""

SHORT = 100
NAME = 300
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class _PersonGiven:
    """What both kinds have. Only the name is compulsory, as on the document and in any script."""

    name: str
    other_names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    email: str = ""
    address_lines: tuple[str, ...] = ()
    language: str | None = None
    note: str = ""


@dataclass(frozen=True)
class CitizenGiven(_PersonGiven):
    """A citizen as an official writes her down; without `needs` a correction leaves those that are on record."""

    given_name: str = ""
    family_name: str = ""
    born: str | None = None
    resident: bool | None = None
    documents: tuple[DocumentGiven, ...] = ()
    needs: tuple[NeedGiven, ...] | None = None


@dataclass(frozen=True)
class OrganisationGiven(_PersonGiven):
    """An organisation as an official writes it down."""

    registration_number: str = ""


def citizen_columns(citizen: CitizenGiven, today: date) -> dict[str, object]:
    """The checked values of a citizen's row; refused where one cannot be."""
    return {
        **_common(citizen),
        "given_name": given.line(citizen.given_name, most=NAME),
        "family_name": given.line(citizen.family_name, most=NAME),
        "born": given.birth(citizen.born, today),
        "resident": citizen.resident,
    }


def organisation_columns(organisation: OrganisationGiven) -> dict[str, object]:
    """The checked values of an organisation's row; refused where one cannot be."""
    number = given.line(organisation.registration_number, most=SHORT)
    return {**_common(organisation), "registration_number": number}


def _common(person: _PersonGiven) -> dict[str, object]:
    return {
        "name": given.needed(person.name, "name-needed", most=NAME),
        "other_names": given.lines(person.other_names, most=NAME),
        "phones": given.lines(person.phones, most=SHORT),
        "email": given.line(person.email),
        "address_lines": given.lines(person.address_lines),
        "language": _language(person.language),
        "note": given.paragraph(person.note),
    }


def _language(language: str | None) -> str | None:
    if not (language or "").strip():
        return None
    code = given.line(language or "", most=35)
    if not _LANGUAGE.fullmatch(code):
        raise refuse("language-unreadable", given=code)
    return code
