"""A clerk's hands for the sample office and the tests: fills a visit and works a case as `workflows.walk` proposes."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal
from uuid import uuid4

from oss_desk.domain.cases import Case, Handover, Mark
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import refuse
from oss_desk.domain.people import Citizen
from oss_desk.domain.visits import ServiceRequest, Visit
from oss_desk.operations.cases import cases, handover, steps
from oss_desk.operations.cases.running import load
from oss_desk.operations.catalogue.definitions import definition_in
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.office.calendar import local_date
from oss_desk.operations.office.registers import office_registers
from oss_desk.operations.program import Look, Program, reading
from oss_desk.operations.sheets import (
    CaseSheet,
    Collector,
    FeeLineSheet,
    OutputLine,
    PaperLine,
    PartGiven,
    Payer,
    PaymentGiven,
    VisitSheet,
)
from oss_desk.operations.visits import evidence, visits
from oss_desk.operations.visits.drafts import keep_draft
from oss_desk.operations.visits.intake import assess, line_part, requests_of
from oss_desk.operations.visits.start import start_cases
from oss_desk.storage import catalogue, rows
from oss_desk.workflows.rules import JsonValue
from oss_desk.workflows.walk import Walk, WalkStep, walk


@reading("serve")
def proposal(look: Look, *, request_id: int) -> Walk:
    """The shortest way to a good ending for a basket line and whom it is for; with problems, what it cannot invent."""
    line = assess(look, rows.get(look.work, ServiceRequest, request_id))
    return walk(line.service, office_registers(look), line.facts.today, line.facts)


@reading("read")
def service_proposal(look: Look, *, service_version_id: int, facts: Facts | None = None) -> Walk:
    """The same before anybody has asked for a service: for these facts, else for whoever may most likely ask for it."""
    service = definition_in(rows.get(look.work, ServiceVersion, service_version_id))
    return walk(service, office_registers(look), local_date(look), facts)


@reading("read")
def case_proposal(look: Look, *, case_id: int) -> Walk:
    """The same for a case, from what it was frozen with."""
    at = load(look, rows.get(look.work, Case, case_id))
    return walk(at.service, office_registers(look), at.facts.today, at.facts)


@reading("read")
def case_now(look: Look, *, case_id: int) -> Case:
    """A case as it stands, without all that a page shows of it."""
    return rows.get(look.work, Case, case_id)


@reading("serve")
def visit_now(look: Look, *, visit_id: int) -> Visit:
    """A visit as it stands, without all that a page shows of it."""
    return rows.get(look.work, Visit, visit_id)


@reading("serve")
def visit_in_short(look: Look, *, visit_id: int) -> tuple[Citizen | None, tuple[ServiceRequest, ...]]:
    """Who came, and the lines of the basket."""
    visitor = rows.get(look.work, Visit, visit_id).visitor_id
    return rows.get(look.work, Citizen, visitor) if visitor is not None else None, requests_of(look, visit_id)


@reading("serve")
def offered(look: Look, *, service: str) -> int:
    """The id of the version in force of a service that is offered."""
    version = catalogue.version_in_force(look.work, service, look.now)
    if version is None:
        raise refuse("not-found", kind="service_version")
    return version.id


DAY = len("1989-03-03")


def new_id() -> str:
    """The id of a command, as a window makes one when a form opens."""
    return str(uuid4())


def fill(program: Program, visit_id: int) -> VisitSheet:
    """Answer every field and show every paper that the visit's lines call for."""
    visitor, lines = visit_in_short(program, visit_id=visit_id)
    for line in lines:
        way = proposal(program, request_id=line.id)
        answers = {**way.answers, **_her_own(visitor, line, way)}
        amounts: dict[str, JsonValue] = {"assessed": dict(way.assessed), "assessed_note": way.note}
        content: dict[str, JsonValue] = {"answers": answers, "exemptions": [], **amounts}
        keep_draft(program, visit_id=visit_id, part=line_part(line.id), content=content)
    for paper in visits.visit(program, visit_id=visit_id).papers:
        if paper.required and not paper.settled:
            show(program, visit_id, paper, program.clock().date())
    return visits.visit(program, visit_id=visit_id)


def _her_own(citizen: Citizen | None, line: ServiceRequest, way: Walk) -> Mapping[str, JsonValue]:
    """For “the person named”, the entry in the register is that of whom the line is for, as her record says."""
    if (
        citizen is None
        or line.applicant_citizen_id != citizen.id
        or len(citizen.born or "") != DAY
        or "self" not in way.answers.values()
    ):
        return {}
    own = {"registered_name": citizen.name, "birth_date": citizen.born}
    return {name: value for name, value in own.items() if name in way.answers}


def show(program: Program, visit_id: int, paper: PaperLine, today: date) -> None:
    """Put the first alternative of a requirement on the counter."""
    for kind in paper.alternatives[0]:
        evidence.mark_paper(
            program,
            new_id(),
            visit_id=visit_id,
            key=paper.key,
            type=kind.type,
            mark=best_mark(paper),
            number="4417 082" if kind.numbered else "",
            issued_on=today - timedelta(days=20) if kind.dated else None,
        )


def best_mark(paper: PaperLine) -> Mark:
    """The way of accepting that needs nothing else from the citizen."""
    return next((mark for mark in paper.accept if mark != "on-file"), "original-seen")


def start_and_pay(program: Program, sheet: VisitSheet, payer: Payer, means: str = "cash") -> tuple[Case, ...]:
    """Start every line that is ready and take what is owed in one payment, in cash with a round note."""
    ready = tuple(line for line in sheet.lines if line.state == "ready")
    fees = [fee for line in ready for fee in line.fees_now]
    payment = paid(sum(line.to_pay_now.minor for line in ready), payer, means, paid_elsewhere(fees))
    chosen = tuple(line.request.id for line in ready)
    return start_cases(program, new_id(), visit_id=sheet.visit.id, request_ids=chosen, payment=payment).result


def paid_elsewhere(fees: Iterable[FeeLineSheet]) -> int:
    """How much of these fees is never taken at a desk, in minor units."""
    return sum(fee.amount.minor for fee in fees if fee.elsewhere)


def paid(owed: int, payer: Payer, means: str = "cash", elsewhere: int = 0) -> PaymentGiven | None:
    """One payment of that many minor units; cash is given in whole fives of the major unit."""
    if not owed:
        return None
    here = owed - elsewhere
    given = -(-here // 500) * 500 if means == "cash" else here
    reference = "" if means == "cash" else "TERMINAL 0417"
    parts = (PartGiven(means, here, given, reference), PartGiven("elsewhere", elsewhere, elsewhere, "BANK 20417"))
    return PaymentGiven(payer, tuple(part for part in parts if part.amount), owed)


def step_on(program: Program, sheet: CaseSheet, way: WalkStep, second: Second | None = None) -> Case:
    """Do what the walk says at this step: papers, opinions and answers first, then its action, `second` confirming."""
    case = sheet.case
    for paper in sheet.papers:
        if paper.required and not paper.settled:
            _record(program, case, paper)
    if way.given.issued:
        issue_all(program, case.id)
    for opinion in sheet.opinions:
        if opinion.answer is None:
            steps.record_opinion(program, new_id(), opinion_id=opinion.id, version=1, answer="positive")
    four_eyes = any(action.id == way.action and "four-eyes" in action.needs for action in sheet.actions)
    done = steps.act(
        program,
        new_id(),
        case_id=case.id,
        version=case_now(program, case_id=case.id).version,
        action=way.action or "",
        note=way.given.note,
        checklist=tuple(sorted(way.given.checklist)),
        answers=dict(way.answers),
        assessed=dict(way.given.assessed),
        second=second if four_eyes else None,
    )
    return done.result


def _record(program: Program, case: Case, paper: PaperLine) -> None:
    for kind in paper.alternatives[0]:
        steps.record_paper(
            program,
            new_id(),
            case_id=case.id,
            version=case_now(program, case_id=case.id).version,
            key=paper.key,
            type=kind.type,
            mark=best_mark(paper),
            number="0417" if kind.numbered else "",
            issued_on=program.clock().date() if kind.dated else None,
        )


def issue_all(program: Program, case_id: int) -> None:
    """Give every output of a case a number of its own, or make it on the next blank."""
    for line in cases.case(program, case_id=case_id).outputs:
        if line.issued is None:
            case = case_now(program, case_id=case_id)
            handover.issue_output(
                program,
                new_id(),
                case_id=case_id,
                version=case.version,
                output=line.output,
                position=line.position,
                number=number_for(line, case),
            )


def number_for(line: OutputLine, case: Case) -> str:
    """The serial of the blank to take next, or where it is made on none one of the office's own."""
    own = f"{line.output[:2].upper()} {case.number}/{line.position}"
    return own if line.blank is None else line.blank.next_serial


def collect(program: Program, case_id: int) -> Handover:
    """Hand over to the applicant, or to who acts for it, who shows an identity card."""
    sheet = cases.case(program, case_id=case_id)
    who = sheet.representative or sheet.applicant
    kind: Literal["applicant", "representative"] = "representative" if sheet.representative else "applicant"
    return handover.hand_over(
        program,
        new_id(),
        case_id=case_id,
        version=sheet.case.version,
        collector=Collector(kind, who.person.id, who.name),
        document_type="national-id-card",
        document_number="4417 082",
    ).result
