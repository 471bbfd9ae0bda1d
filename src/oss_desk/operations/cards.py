"""A case as it stands in a list: whose, what, in whose hands, until when."""

from datetime import datetime

from oss_desk.domain.cases import Case, CaseMove
from oss_desk.domain.people import Citizen, Organisation, Person
from oss_desk.domain.text import Texts
from oss_desk.operations.definitions import service_of
from oss_desk.operations.program import Look
from oss_desk.operations.registers import office_registers
from oss_desk.operations.sheets import CaseCard
from oss_desk.storage import rows
from oss_desk.workflows.definition import Service

NO_TEXT: Texts = {}


def card(look: Look, case: Case) -> CaseCard:
    """The card of one case."""
    service = service_of(look, case)
    return CaseCard(
        id=case.id,
        number=case.number,
        service=service.id,
        title=service.title,
        applicant=applicant_of(look, case).name,
        step=case.step,
        step_title=step_title(service, case.step),
        step_kind=case.step_kind,
        hands=case.hands,
        hands_title=hands_title(look, case.hands),
        role=case.role,
        open=case.open,
        ending=case.ending,
        due_at=case.due_at,
        overdue=case.open and not case.suspended and case.due_at is not None and case.due_at < look.now,
        suspended=case.suspended,
        started_at=case.started_at,
        since=since(look, case),
    )


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
    moves = rows.every(look.work, CaseMove, order_by=("seq",), case_id=case.id)
    return moves[-1].at if moves else case.started_at
