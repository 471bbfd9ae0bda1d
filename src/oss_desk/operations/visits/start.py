"""Cases are made here and nowhere else: chosen lines of a basket, one payment, one acknowledgement, one transaction."""

from collections.abc import Sequence

from oss_desk.domain import numbers
from oss_desk.domain.cases import Case, CaseAnswers
from oss_desk.domain.messages import Message, Refused, refuse
from oss_desk.domain.money import Money
from oss_desk.domain.visits import ServiceRequest, Visit
from oss_desk.operations import given, rights
from oss_desk.operations.cases import case_move, running
from oss_desk.operations.cases.running import Running
from oss_desk.operations.money import demands, payments, waived_at_start
from oss_desk.operations.money.taken import Paid
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.office.calendar import local_date, working_calendar
from oss_desk.operations.papers import paper_parts
from oss_desk.operations.papers.acknowledgements import Begun, print_acknowledgement
from oss_desk.operations.papers.intake_prints import applicant_of, print_application, print_missing
from oss_desk.operations.program import Act, canonical, command
from oss_desk.operations.sheets import PaymentGiven
from oss_desk.operations.visits import drafts, from_afar, intake, stays, to_waive
from oss_desk.operations.visits.intake import Assessed
from oss_desk.storage import cases as case_rows
from oss_desk.storage import office, rows
from oss_desk.workflows import engine
from oss_desk.workflows.case_state import CaseState

__all__ = ["print_application", "print_missing", "start_cases"]


@command("serve")
def start_cases(
    act: Act,
    *,
    visit_id: int,
    request_ids: tuple[int, ...],
    payment: PaymentGiven | None,
    second: Second | None = None,
) -> tuple[Case, ...]:
    """Make a case of each of these lines; take what they owe at the start in one payment; print its receipt and the
    acknowledgement.

    Everything or nothing: when one line is not eligible or complete, the sum is another than was shown or the money
    does not add up, no case is made and nothing is booked. Lines that are not chosen stay in the basket. A line whose
    version is no longer in force is started on the one that is, and its event says so. What was decided to be waived
    of a line is waived of what its case owes; above the office's limit a second person approves all of it together.
    """
    visit = stays.locked_here(act, visit_id)
    lines = tuple(intake.assess(act, request) for request in _chosen(act, visit, request_ids))
    _check(act, visit, lines, payment)
    begun = [_begin(act, visit, line) for line in lines]
    waived_at_start.waive(act, visit, begun, second)
    owing = payments.owed(act, [one.demand for one in begun if one.demand is not None and one.owed])
    paid = payments.take(act, owing, payment, visit.id) if owing and payment is not None else None
    begun = [_after_payment(act, one, paid) for one in begun]
    if paid is not None:
        payments.receipt(act, paid)
        drafts.drop(act, visit, "pay")
    print_acknowledgement(act, visit, begun, paid)
    act.changed("visit", visit.id)
    return tuple(one.at.case for one in begun)


def _chosen(act: Act, visit: Visit, request_ids: Sequence[int]) -> tuple[ServiceRequest, ...]:
    """The lines, locked, in the order of the basket; refused when one is started, removed or of another visit."""
    if not request_ids:
        raise refuse("nothing-chosen")
    requests = rows.lock(act.work, ServiceRequest, *sorted(set(request_ids)))
    for request in requests:
        if request.case_id is not None:
            raise refuse("started-already", number=rows.get(act.work, Case, request.case_id).number)
        if request.visit_id != visit.id or request.state != "basket":
            raise refuse("request-not-open")
    return tuple(sorted(requests, key=lambda request: (request.position, request.id)))


def _check(act: Act, visit: Visit, lines: Sequence[Assessed], payment: PaymentGiven | None) -> None:
    hindrances = [message for line in lines for message in _hindrances(line, len(lines) > 1)]
    hindrances += from_afar.hindrances(act, visit, lines)
    if hindrances:
        raise Refused(*hindrances)
    owed = sum(line.to_pay().minor for line in lines)
    currency = act.office.money
    if payment is not None and payment.expected != owed:
        raise payments.owed_changed(payment.expected, owed, currency)
    if owed:
        rights.ask(act.roles, "take-money")
    if any(line.waivers for line in lines):
        rights.ask(act.roles, "correct")
    if owed and payment is None:
        amount = Money(owed, currency).amount
        raise refuse("payment-missing", owed=f"{amount:f}", currency=currency.code)


def _hindrances(line: Assessed, named: bool) -> tuple[Message, ...]:
    """Everything that keeps a line from starting, led by the service where there are several lines."""
    if not line.hindrances or not named:
        return line.hindrances
    title = line.service.title.get(line.service.language) or line.service.id
    return (Message("line-not-ready", {"service": title}), *line.hindrances)


def _begin(act: Act, visit: Visit, line: Assessed) -> Begun:
    note = given.paragraph(line.assessed_note) if line.assessed else ""
    more = (working_calendar(act), line.papers_seen, line.assessed, note)
    state = engine.start(line.service, line.answers, line.facts, act.now, *more)
    case = _case(act, visit, line, state)
    answers = canonical(line.answers)
    rows.add(
        act.work,
        CaseAnswers,
        case_id=case.id,
        step=None,
        answers=answers,
        given_at=act.now,
        given_by_id=act.official.id,
    )
    _tie(act, visit, line, case)
    event = act.event("case-started", ("case", case.id), _started(visit, line, case), {"note": note} if note else {})
    at = running.load(act, case)
    case_move.begin_clock(act, at, event)
    fees = line.fees()
    demand = demands.kept(act, case.id, line.service, "start", fees) if fees else None
    return Begun(line, at, demand)


def _case(act: Act, visit: Visit, line: Assessed, state: CaseState) -> Case:
    request = line.request
    seq = office.next_number(act.work, act.desk.id, "case")
    return rows.add(
        act.work,
        Case,
        number=numbers.case_number(act.desk.code, local_date(act).year, seq),
        desk_id=act.desk.id,
        visit_id=visit.id,
        service_version_id=line.version.id,
        applicant_citizen_id=request.applicant_citizen_id,
        applicant_organisation_id=request.applicant_organisation_id,
        representative_id=request.representative_id,
        quantity=request.quantity,
        facts=running.facts_text(line.facts, line.exemptions_granted),
        language=paper_parts.language_for(act, applicant_of(act, line)),
        **running.columns(line.service, state),
        started_at=act.now,
        closed_at=None,
    )


def _tie(act: Act, visit: Visit, line: Assessed, case: Case) -> None:
    """The line and its papers belong to the case from now on; its draft is said."""
    for use, _ in case_rows.uses_of(act.work, request_ids=(line.request.id,)):
        rows.change(act.work, use, case_id=case.id)
    values = {"state": "started", "case_id": case.id, "service_version_id": line.version.id}
    rows.change(act.work, line.request, **values, quantity=line.request.quantity)
    for part in (intake.line_part(line.request.id), to_waive.part_of(line.request.id)):
        drafts.drop(act, visit, part)


def _started(visit: Visit, line: Assessed, case: Case) -> dict[str, object]:
    started: dict[str, object] = {
        "number": case.number,
        "service": line.service.id,
        "version": line.version.number,
        "digest": line.version.digest,
        "visit": visit.id,
        "request": line.request.id,
    }
    return started if line.moved_from is None else {**started, "moved_from": line.moved_from}


def _after_payment(act: Act, one: Begun, paid: Paid | None) -> Begun:
    """What follows from standing at the first step, once the money of the start is booked."""
    at: Running = one.at
    if paid is not None and one.demand is not None and one.owed:
        case_move.say_paid(act, at.case, (one.demand,), paid.number)
    return Begun(one.line, case_move.entered(act, at), one.demand)
