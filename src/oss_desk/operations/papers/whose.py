"""Whose record a paper shows, and for what: who opens or prints one looks at that record (R50)."""

from collections.abc import Iterable, Iterator

from oss_desk.domain.access import Looked
from oss_desk.domain.cases import Case
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.till import Demand, PaymentDemand
from oss_desk.domain.visits import Visit
from oss_desk.operations.cases.cards import applicant_key
from oss_desk.operations.program import Look
from oss_desk.storage import rows
from oss_desk.storage import visits as visit_rows


def look_into(look: Look, job: PrintJob) -> None:
    """Keep as looks what this paper shows of people; a list of the office or a report of the till shows nobody."""
    look_at(look, _looked(look, job))


def look_at(look: Look, people: Iterable[Looked]) -> None:
    """Keep each of these looks."""
    for looked in people:
        look.into(looked)


def of_payment(look: Look, payment_id: int) -> Iterator[Looked]:
    """The people for whose cases this payment was."""
    paid = tuple(one.demand_id for one in rows.every(look.work, PaymentDemand, payment_id=payment_id))
    asked = rows.every(look.work, Demand, id=paid) if paid else ()
    cases = tuple({demand.case_id for demand in asked})
    return _of_cases(look, rows.every(look.work, Case, id=cases) if cases else ())


def _looked(look: Look, job: PrintJob) -> Iterator[Looked]:
    match job.subject_kind:
        case "case":
            yield from _of_cases(look, (rows.get(look.work, Case, job.subject_id),))
        case "payment":
            yield from of_payment(look, job.subject_id)
        case "visit":
            yield from _of_visit(look, rows.get(look.work, Visit, job.subject_id))
        case "citizen":
            yield Looked("citizen", job.subject_id, "search", reason="person-asks")


def _of_visit(look: Look, visit: Visit) -> Iterator[Looked]:
    if visit.visitor_id is not None:
        yield Looked("citizen", visit.visitor_id, "visit", visit.id)
    else:
        yield from _of_cases(look, rows.every(look.work, Case, visit_id=visit.id))


def _of_cases(look: Look, cases: Iterable[Case]) -> Iterator[Looked]:
    """For the visit that is open here where the case was begun in it, else for the case itself."""
    here = visit_rows.open_visit_of(look.work, look.desk.id)
    for case in cases:
        who = applicant_key(case)
        served = here is not None and here.id == case.visit_id and here.official_id == look.official.id
        yield Looked(who.kind, who.id, "visit" if served else "case", case.visit_id if served else case.id)
