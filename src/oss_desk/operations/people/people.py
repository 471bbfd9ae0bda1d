"""The people the office serves: found, added, corrected, and shown as a whole."""

from collections.abc import Mapping
from dataclasses import replace

from oss_desk.domain.access import SEARCH_REASONS, Looked, Purpose, SearchReason
from oss_desk.domain.cases import Case, Evidence
from oss_desk.domain.messages import refuse
from oss_desk.domain.numbers import ending
from oss_desk.domain.people import ApplicantKind, Citizen, IdentityDocument, Organisation, Person, age
from oss_desk.operations import given
from oss_desk.operations.cases import cards
from oss_desk.operations.catalogue import definitions
from oss_desk.operations.office import registers
from oss_desk.operations.office.calendar import local_date
from oss_desk.operations.papers import held
from oss_desk.operations.people.needs import keep_needs, needs_of
from oss_desk.operations.people.person_given import (
    NAME,
    SHORT,
    CitizenGiven,
    DocumentGiven,
    OrganisationGiven,
    citizen_columns,
    organisation_columns,
)
from oss_desk.operations.program import Act, Look, command, looking, reading
from oss_desk.operations.sheets import CaseCard, Hit, PersonSheet
from oss_desk.storage import cases as case_rows
from oss_desk.storage import people as people_rows
from oss_desk.storage import rows
from oss_desk.storage import visits as visit_rows

LONGEST_SAID = 500
"""How much of a reason and of a query is kept."""


@looking("read")
def person(
    look: Look,
    *,
    kind: ApplicantKind,
    id: int,
    reason: SearchReason | None = None,
    words: str = "",
    query: str = "",
) -> PersonSheet:
    """A citizen or organisation as a whole; what is ready to collect stands apart, since it comes first.

    During a visit that is open here it is for that visit; otherwise the record was searched for, and is opened only
    with a reason ("purpose-needed"), which is kept with the words typed for it and the query that found it.
    """
    visit = visit_rows.open_visit_of(look.work, look.desk.id)
    if reason is None and visit is not None and visit.official_id == look.official.id:
        return person_sheet(look, Person(kind, id), "visit", visit.id)
    if reason not in SEARCH_REASONS or (reason == "other" and not words.strip()):
        raise refuse("purpose-needed")
    look.into(Looked(kind, id, "search", reason=reason), _said(words, query))
    return _person_sheet(look, Person(kind, id))


@looking("serve")
def show_numbers(look: Look, *, kind: ApplicantKind, id: int) -> None:
    """Keep that the numbers of a record, which are masked, were asked for in full while she is served here (R79).

    Refused where nobody is served: then a record is opened with a reason.
    """
    visit = visit_rows.open_visit_of(look.work, look.desk.id)
    if visit is None or visit.official_id != look.official.id:
        raise refuse("purpose-needed")
    look.into(Looked(kind, id, "numbers", visit.id))


def _said(words: str, query: str) -> dict[str, str]:
    said = {"words": given.line(words, most=LONGEST_SAID), "query": given.line(query, most=LONGEST_SAID)}
    return {kind: text for kind, text in said.items() if text}


def person_sheet(look: Look, who: Person, purpose: Purpose, about: int) -> PersonSheet:
    """The sheet of a person, for the visit or the case of this id, which is kept as the reason why it was opened."""
    look.into(Looked(who.kind, who.id, purpose, about))
    return _person_sheet(look, who)


def _person_sheet(look: Look, who: Person) -> PersonSheet:
    found = citizen_or_organisation(look, who)
    citizen = found if isinstance(found, Citizen) else None
    organisation = found if isinstance(found, Organisation) else None
    documents = documents_of(look, who)
    on_file = accepted_evidence(look, who)
    cases = _cards_of(look, who)
    open_cases = [card for card in cases if card.open]
    types = {document.type for document in documents} | {evidence.type for evidence in on_file}
    return PersonSheet(
        person=who,
        citizen=citizen,
        organisation=organisation,
        name=found.name,
        age=age(citizen.born, local_date(look)) if citizen else None,
        documents=documents,
        on_file=on_file,
        ready=tuple(card for card in open_cases if card.step_kind == "ready-to-collect"),
        with_citizen=tuple(
            card for card in open_cases if card.hands == "citizen" and card.step_kind != "ready-to-collect"
        ),
        cases=cases,
        titles={type: definitions.paper_title(look, type) for type in sorted(types)},
        needs=needs_of(look, who.id) if citizen else (),
        held=held.held_of(look, who),
    )


def citizen_or_organisation(look: Look, who: Person) -> Citizen | Organisation:
    """The record of that person; refused when there is none."""
    if who.kind == "citizen":
        return rows.get(look.work, Citizen, who.id)
    return rows.get(look.work, Organisation, who.id)


def documents_of(look: Look, who: Person) -> tuple[IdentityDocument, ...]:
    """The identity documents on record, the newest first; organisations have none."""
    found = rows.every(look.work, IdentityDocument, citizen_id=who.id) if who.kind == "citizen" else ()
    return tuple(reversed(found))


def accepted_evidence(look: Look, who: Person) -> tuple[Evidence, ...]:
    """The papers of that person once seen and accepted here, the newest first."""
    return tuple(paper for paper in case_rows.evidence_of_person(look.work, who) if paper.accepted)


def _cards_of(look: Look, who: Person) -> tuple[CaseCard, ...]:
    if who.kind == "citizen":
        own = rows.every(look.work, Case, applicant_citizen_id=who.id)
        cases = (*own, *rows.every(look.work, Case, representative_id=who.id))
    else:
        cases = rows.every(look.work, Case, applicant_organisation_id=who.id)
    distinct = {case.id: case for case in cases}.values()
    return cards.cards(look, sorted(distinct, key=lambda case: (case.open, case.started_at), reverse=True))


@reading("read")
def find_people(look: Look, *, text: str) -> tuple[Hit, ...]:
    """Citizens and organisations by name in any script, number, phone or year of birth, the best first."""
    return people_hits(look, text)


def people_hits(look: Look, text: str, limit: int = 20) -> tuple[Hit, ...]:
    """The hits of a search among people."""
    return tuple(hit(look, who) for who, _ in people_rows.search(look.work, text, limit))


@reading("serve")
def alike(look: Look, *, name: str, other_names: tuple[str, ...] = (), born: str | None = None) -> tuple[Hit, ...]:
    """People on record who may be the one being added, shown before a second record is made."""
    names = given.lines((name, *other_names), most=NAME)
    return tuple(hit(look, who) for who in people_rows.alike(look.work, names, born)) if names else ()


def hit(look: Look, who: Person) -> Hit:
    """One person in a list: the name, and what tells two of the same name apart; numbers only by their ends."""
    found = citizen_or_organisation(look, who)
    numbers = tuple(ending(document.number, 4) for document in documents_of(look, who)[:2])
    phones = tuple(ending(phone, 2) for phone in found.phones[:1])
    if isinstance(found, Citizen):
        details = (*numbers, *found.other_names[:1], *found.address_lines[:1], *phones)
    else:
        details = (found.registration_number, *found.other_names[:1], *found.address_lines[:1])
    born = found.born if isinstance(found, Citizen) and found.born else ""
    return Hit(who.kind, who.id, "", found.name, " · ".join(detail for detail in details if detail), born)


@command("serve")
def add_citizen(act: Act, *, citizen: CitizenGiven) -> Citizen:
    """A new person; only the name is compulsory."""
    columns = citizen_columns(citizen, local_date(act))
    made = rows.add(act.work, Citizen, **columns, created_at=act.now)
    for document in citizen.documents:
        _add_document(act, made.id, document)
    _keep_citizen_keys(act, made)
    act.event("citizen-added", ("citizen", made.id), {"documents": len(citizen.documents)}, {"name": made.name})
    keep_needs(act, made.id, citizen.needs or ())
    return made


@command("serve")
def correct_citizen(act: Act, *, citizen_id: int, version: int, citizen: CitizenGiven) -> Citizen:
    """The person's values as they are now; documents that are not on record yet are added, none is taken away."""
    before = replace(rows.get(act.work, Citizen, citizen_id), version=version)
    columns = citizen_columns(citizen, local_date(act))
    corrected = rows.change(act.work, before, **columns)
    known = {(document.type, document.number) for document in documents_of(act, Person("citizen", citizen_id))}
    added = [
        _add_document(act, citizen_id, document)
        for document in citizen.documents
        if (document[0], given.line(document[1])) not in known
    ]
    _keep_citizen_keys(act, corrected)
    changed = {"changed": _changed(before, columns)}
    act.event("citizen-corrected", ("citizen", citizen_id), changed, _was(before, corrected))
    for document in added:
        act.event("document-added", ("citizen", citizen_id), {"type": document.type}, {"number": document.number})
    if citizen.needs is not None:
        keep_needs(act, citizen_id, citizen.needs)
    return corrected


@command("serve")
def add_organisation(act: Act, *, organisation: OrganisationGiven) -> Organisation:
    """A new organisation; only the name is compulsory."""
    made = rows.add(act.work, Organisation, **organisation_columns(organisation), created_at=act.now)
    _keep_organisation_keys(act, made)
    act.event("organisation-added", ("organisation", made.id), {}, {"name": made.name})
    return made


@command("serve")
def correct_organisation(
    act: Act, *, organisation_id: int, version: int, organisation: OrganisationGiven
) -> Organisation:
    """The organisation's values as they are now."""
    before = replace(rows.get(act.work, Organisation, organisation_id), version=version)
    columns = organisation_columns(organisation)
    corrected = rows.change(act.work, before, **columns)
    _keep_organisation_keys(act, corrected)
    changed = {"changed": _changed(before, columns)}
    act.event("organisation-corrected", ("organisation", organisation_id), changed, _was(before, corrected))
    return corrected


def _changed(before: Citizen | Organisation, columns: Mapping[str, object]) -> list[str]:
    return sorted(field for field, value in columns.items() if getattr(before, field) != value)


def _add_document(act: Act, citizen_id: int, document: DocumentGiven) -> IdentityDocument:
    type, number, country, valid_until = document
    if type not in {entry.id for entry in registers.office_registers(act).identity_types}:
        raise refuse("document-type-unknown", type=given.line(type))
    return rows.add(
        act.work,
        IdentityDocument,
        citizen_id=citizen_id,
        type=type,
        number=given.needed(number, "document-number-needed", most=SHORT),
        country=given.line(country, most=10),
        valid_until=valid_until,
        created_at=act.now,
    )


def _keep_citizen_keys(act: Act, citizen: Citizen) -> None:
    names = (citizen.name, f"{citizen.given_name} {citizen.family_name}".strip(), *citizen.other_names)
    people_rows.set_names(
        act.work,
        "citizen",
        citizen.id,
        tuple(name for name in names if name),
        numbers=tuple(document.number for document in documents_of(act, Person("citizen", citizen.id))),
        phones=citizen.phones,
        email=citizen.email,
        born=citizen.born,
    )


def _keep_organisation_keys(act: Act, organisation: Organisation) -> None:
    numbers = (organisation.registration_number,) if organisation.registration_number else ()
    people_rows.set_names(
        act.work,
        "organisation",
        organisation.id,
        (organisation.name, *organisation.other_names),
        numbers=numbers,
        phones=organisation.phones,
        email=organisation.email,
    )


def _was(before: Citizen | Organisation, after: Citizen | Organisation) -> dict[str, str]:
    return {"name-before": before.name, "name": after.name} if before.name != after.name else {}
