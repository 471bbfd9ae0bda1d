"""The basket of a visit: its lines, whom each is for, how many, and the drafts of what was typed."""

from dataclasses import replace
from typing import get_args

from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.messages import refuse
from oss_desk.domain.people import ApplicantKind, Citizen, Organisation, Person
from oss_desk.domain.visits import ServiceRequest, Visit
from oss_desk.operations.catalogue.definitions import definition, definition_in
from oss_desk.operations.office.registers import office_registers
from oss_desk.operations.program import Act, command
from oss_desk.operations.visits import drafts, intake, stays
from oss_desk.operations.visits.drafts import drop_draft, keep_draft
from oss_desk.operations.visits.evidence import (
    count_everywhere,
    forget_uses,
    mark_paper,
    refuse_paper,
    unmark_paper,
    use_again,
    uses_of,
)
from oss_desk.storage import catalogue as catalogue_rows
from oss_desk.storage import rows
from oss_desk.workflows.definition import Service

__all__ = [
    "add_life_event",
    "add_service",
    "drop_draft",
    "keep_draft",
    "mark_paper",
    "put_back_service",
    "refuse_paper",
    "remove_service",
    "set_applicant",
    "set_quantity",
    "unmark_paper",
]

MOST = 9
"""Lines of a basket: as many cases as the code of one acknowledgement holds."""


@command("serve")
def add_service(act: Act, *, visit_id: int, service_version_id: int) -> ServiceRequest:
    """A line for the visitor, on the version of the service that is in force now."""
    visit = stays.locked_here(act, visit_id)
    asked = rows.get(act.work, ServiceVersion, service_version_id)
    version = catalogue_rows.version_in_force(act.work, asked.service, act.now)
    if version is None:
        raise refuse("service-not-in-force")
    request = _add(act, visit, version)
    count_everywhere(act, visit)
    return request


@command("serve")
def add_life_event(act: Act, *, visit_id: int, code: str) -> tuple[ServiceRequest, ...]:
    """A line for each service in force that belongs to a life event and is not in the basket yet."""
    visit = stays.locked_here(act, visit_id)
    if code not in office_registers(act).life_events:
        raise refuse("life-event-unknown", code=code)
    here = {definition(act, request.service_version_id).id for request in intake.requests_of(act, visit.id)}
    offered = catalogue_rows.in_force(act.work, act.now)
    called_for = [version for version in offered if code in definition_in(version).life_events]
    if not called_for:
        raise refuse("life-event-empty")
    added = tuple(_add(act, visit, version) for version in called_for if version.service not in here)
    count_everywhere(act, visit)
    return added


@command("serve")
def remove_service(act: Act, *, request_id: int, version: int) -> ServiceRequest:
    """Take a line out of the basket, with its draft; papers that no other line counts are forgotten.

    Until the visit is closed `put_back_service` brings it back as it was.
    """
    visit, request = _line(act, request_id, version)
    removed = rows.change(act.work, request, state="removed")
    drafts.lay_aside(act, visit, request.id, uses_of(act, removed))
    forget_uses(act, removed)
    act.event("service-removed", ("visit", visit.id), {"request": removed.id})
    return removed


@command("serve")
def put_back_service(act: Act, *, request_id: int, version: int) -> ServiceRequest:
    """A line that was taken out, back in its place: for whom it was, with its answers and the papers it counted."""
    visit = stays.locked_here(act, rows.get(act.work, ServiceRequest, request_id).visit_id)
    removed = replace(rows.get(act.work, ServiceRequest, request_id), version=version)
    if removed.state != "removed":
        raise refuse("request-not-open")
    if len(intake.requests_of(act, visit.id)) >= MOST:
        raise refuse("basket-full", most=MOST)
    request = rows.change(act.work, removed, state="basket")
    use_again(act, request, drafts.take_up(act, visit, request.id))
    count_everywhere(act, visit)
    act.event("service-put-back", ("visit", visit.id), {"request": request.id})
    return request


@command("serve")
def set_quantity(act: Act, *, request_id: int, version: int, quantity: int) -> ServiceRequest:
    """How many are asked for: the answer to the field that the service names as its quantity."""
    visit, request = _line(act, request_id, version)
    service = definition(act, request.service_version_id)
    least, most = quantity_bounds(service)
    if service.quantity is None and quantity != 1:
        raise refuse("quantity-fixed")
    if quantity < least or (most is not None and quantity > most):
        raise refuse("quantity-outside", least=least, most=most or "")
    changed = rows.change(act.work, request, quantity=quantity)
    drafts.answer_again(act, visit, request.id, service.quantity, quantity)
    act.event("quantity-set", ("visit", visit.id), {"request": request.id, "quantity": quantity})
    return changed


@command("serve")
def set_applicant(
    act: Act, *, request_id: int, version: int, applicant: Person, representative_id: int | None = None
) -> ServiceRequest:
    """Whom a line is for, and who acts on behalf: by default the visitor, when the line is for somebody else."""
    visit, request = _line(act, request_id, version)
    rows.get(act.work, Citizen if applicant.kind == "citizen" else Organisation, applicant.id)
    representative = _representative(act, visit, applicant, representative_id)
    changed = rows.change(act.work, request, **applicant_columns(applicant), representative_id=representative)
    count_everywhere(act, visit)
    payload = {"request": request.id, "kind": applicant.kind, "id": applicant.id, "representative": representative}
    act.event("applicant-set", ("visit", visit.id), payload)
    return changed


def applicant_columns(applicant: Person | None) -> dict[str, int | None]:
    """The two columns that name an applicant."""
    columns: dict[ApplicantKind, str] = {"citizen": "applicant_citizen_id", "organisation": "applicant_organisation_id"}
    return {
        columns[kind]: applicant.id if applicant and applicant.kind == kind else None
        for kind in get_args(ApplicantKind)
    }


def visitor_changed(act: Act, visit: Visit, before: int | None, visitor: int) -> None:
    """Lines of nobody, and lines of whoever was taken for the visitor, are the visitor's."""
    for request in intake.requests_of(act, visit.id):
        values: dict[str, int | None] = {}
        if request.applicant_organisation_id is None and request.applicant_citizen_id in (None, before):
            values |= applicant_columns(Person("citizen", visitor))
        if request.representative_id is not None and request.representative_id == before:
            values["representative_id"] = visitor
        if request.applicant_citizen_id == visitor or values.get("applicant_citizen_id") == visitor:
            values["representative_id"] = None
        if any(getattr(request, name) != value for name, value in values.items()):
            rows.change(act.work, request, **values)
    count_everywhere(act, visit)


def quantity_bounds(service: Service) -> tuple[int, int | None]:
    """The least and the most that the quantity field takes; 1 and 1 for a service that has none."""
    if service.quantity is None:
        return 1, 1
    field = service.field(service.quantity)
    return max(1, int(str(field.min or 1))), int(str(field.max)) if field.max is not None else None


def _add(act: Act, visit: Visit, version: ServiceVersion) -> ServiceRequest:
    lines = rows.every(act.work, ServiceRequest, visit_id=visit.id)
    if sum(line.state == "basket" for line in lines) >= MOST:
        raise refuse("basket-full", most=MOST)
    service = definition_in(version)
    request = rows.add(
        act.work,
        ServiceRequest,
        visit_id=visit.id,
        position=max((line.position for line in lines), default=0) + 1,
        service_version_id=version.id,
        **applicant_columns(Person("citizen", visit.visitor_id) if visit.visitor_id is not None else None),
        representative_id=None,
        quantity=_first_quantity(service),
        state="basket",
        case_id=None,
    )
    payload = {"request": request.id, "service": version.service, "version": version.number}
    act.event("service-added", ("visit", visit.id), payload)
    return request


def _first_quantity(service: Service) -> int:
    default = service.field(service.quantity).default if service.quantity else None
    return max(quantity_bounds(service)[0], int(str(default))) if default is not None else quantity_bounds(service)[0]


def _line(act: Act, request_id: int, version: int) -> tuple[Visit, ServiceRequest]:
    """The line with the version that the caller saw, and its visit, both locked."""
    visit_id = rows.get(act.work, ServiceRequest, request_id).visit_id
    visit = stays.locked_here(act, visit_id)
    request = replace(rows.get(act.work, ServiceRequest, request_id), version=version)
    if request.state != "basket":
        raise refuse("request-not-open")
    return visit, request


def _representative(act: Act, visit: Visit, applicant: Person, representative_id: int | None) -> int | None:
    """Who acts on behalf: nobody for a citizen who is there herself."""
    if applicant.kind == "citizen" and representative_id == applicant.id:
        raise refuse("representative-is-applicant")
    if representative_id is not None:
        return rows.get(act.work, Citizen, representative_id).id
    if applicant == Person("citizen", visit.visitor_id or 0):
        return None
    if applicant.kind == "organisation" and visit.visitor_id is None:
        raise refuse("organisation-needs-representative")
    return visit.visitor_id
