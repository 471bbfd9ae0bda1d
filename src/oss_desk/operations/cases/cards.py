"""A case as it stands in a list: whose, what, in whose hands, until when."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from oss_desk.domain.cases import Case, CaseMove
from oss_desk.domain.people import Citizen, Organisation, Person
from oss_desk.domain.text import Texts
from oss_desk.operations.catalogue.definitions import service_of
from oss_desk.operations.office.registers import office_registers
from oss_desk.operations.program import Look
from oss_desk.operations.sheets import CaseCard
from oss_desk.storage import rows
from oss_desk.workflows.definition import Service

NO_TEXT: Texts = {}


def card(look: Look, case: Case) -> CaseCard:
    """The card of one case."""
    return cards(look, (case,))[0]


def cards(look: Look, cases: Iterable[Case]) -> tuple[CaseCard, ...]:
    """Cards in the order of the cases; names and moves are read together for all of them."""
    listed = tuple(cases)
    names = names_of(look, map(applicant_key, listed))
    since_when = _since(look, listed)
    return tuple(_card(look, case, names[applicant_key(case)], since_when[case.id]) for case in listed)


def _card(look: Look, case: Case, applicant: str, since: datetime) -> CaseCard:
    service = service_of(look, case)
    return CaseCard(
        id=case.id,
        number=case.number,
        service=service.id,
        title=service.title,
        applicant=applicant,
        step=case.step,
        step_title=step_title(service, case.step),
        step_kind=case.step_kind,
        hands=case.hands,
        hands_title=hands_title(look, case.hands),
        role=case.role,
        open=case.open,
        ending=case.ending,
        due_at=case.due_at,
        overdue=is_overdue(case, look.now),
        suspended=case.suspended,
        started_at=case.started_at,
        since=since,
        while_you_wait=service.while_you_wait,
        step_late=is_step_late(case, look.now),
    )


def is_late(case: Case, now: datetime) -> bool:
    """Whether the office is late with the case or with its step."""
    return is_overdue(case, now) or is_step_late(case, now)


def is_step_late(case: Case, now: datetime) -> bool:
    """Whether the term of the step is over, with the clock running and the office at work."""
    if not case.open or case.suspended or case.step_kind == "ready-to-collect":
        return False
    due_at = json.loads(case.state).get("step_due_at")
    return due_at is not None and datetime.fromisoformat(due_at) < now


def is_overdue(case: Case, now: datetime) -> bool:
    """Whether the office is late: past the due moment with the clock running, and its own part not yet done."""
    waits = case.suspended or case.step_kind == "ready-to-collect"
    return case.open and not waits and case.due_at is not None and case.due_at < now


def names_of(look: Look, people: Iterable[Person]) -> Mapping[Person, str]:
    """The names of these people, each read once."""
    wanted = frozenset(people)
    found: dict[Person, str] = {}
    if citizens := tuple(sorted(person.id for person in wanted if person.kind == "citizen")):
        found |= {Person("citizen", known.id): known.name for known in rows.every(look.work, Citizen, id=citizens)}
    if bodies := tuple(sorted(person.id for person in wanted if person.kind == "organisation")):
        every = rows.every(look.work, Organisation, id=bodies)
        found |= {Person("organisation", known.id): known.name for known in every}
    return found


def _since(look: Look, cases: tuple[Case, ...]) -> dict[int, datetime]:
    since_when = {case.id: case.started_at for case in cases}
    if cases:
        for move in rows.every(look.work, CaseMove, order_by=("case_id", "seq"), case_id=tuple(since_when)):
            since_when[move.case_id] = move.at
    return since_when


def applicant_of(look: Look, case: Case) -> Citizen | Organisation:
    """Whom the case is for."""
    if case.applicant_citizen_id is not None:
        return rows.get(look.work, Citizen, case.applicant_citizen_id)
    assert case.applicant_organisation_id is not None
    return rows.get(look.work, Organisation, case.applicant_organisation_id)


def applicant_key(case: Case) -> Person:
    """Which citizen or organisation the case is for."""
    if case.applicant_citizen_id is not None:
        return Person("citizen", case.applicant_citizen_id)
    assert case.applicant_organisation_id is not None
    return Person("organisation", case.applicant_organisation_id)


def step_title(service: Service, step: str) -> Texts:
    """The title of a step; empty for the steps that have none and for the endings that no definition draws."""
    found = next((item for item in service.steps if item.id == step), None)
    return (found.title if found is not None else None) or NO_TEXT


def hands_title(look: Look, hands: str) -> Texts:
    """The name of the authority that holds the case; the other hands are named by the window."""
    authority = office_registers(look).authorities.get(hands.removeprefix("authority:"))
    return authority.title if authority is not None and hands.startswith("authority:") else NO_TEXT


def since(look: Look, case: Case) -> datetime:
    """Since when the case stands where it is."""
    return _since(look, (case,))[case.id]
