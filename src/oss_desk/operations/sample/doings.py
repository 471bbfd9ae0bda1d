"""What is done at the desks of the sample office: visits of every kind, steps of cases, outputs given and taken."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from oss_desk.domain.people import Person
from oss_desk.domain.visits import Visit
from oss_desk.operations.cases import case_clock, endings
from oss_desk.operations.cases.cases import case, worklist
from oss_desk.operations.money import till
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.program import Program
from oss_desk.operations.sample import walking
from oss_desk.operations.sample.playing import Doing, Stage
from oss_desk.operations.sample.walking import new_id
from oss_desk.operations.sheets import CaseCard, CaseSheet, Payer, VisitSheet
from oss_desk.operations.visits import basket, visits

Way = Literal["step", "leave", "refuse", "send-back"]
Choice = Callable[[CaseCard], Way]
CONFIRMS = Second("samira")
"""The supervisor who confirms what needs a second person."""


@dataclass(frozen=True)
class Story:
    """One visit: whose (by place), for which services, for which child or organisation, paid how, and how it ended."""

    visitor: int
    services: tuple[str, ...]
    organisation: int | None = None
    child: int | None = None
    copies: int = 1
    copied: str = "birth-certificate-copy"
    means: str = "cash"
    parked: str = ""
    forgot: bool = False
    """The papers were left at home: what may not follow cannot be started today."""


def visit(story: Story) -> Doing:
    """Somebody comes, asks, shows her papers, pays, and takes with her what is done at once."""

    def doing(stage: Stage) -> Iterator[float]:
        program, visitor = stage.program, stage.people.citizens[story.visitor]
        opened = visits.open_visit(program, new_id(), visitor_id=visitor.id).result
        for service in story.services:
            _ask_for(stage, opened, service, story)
        yield 0.3
        sheet = visits.visit(program, visit_id=opened.id) if story.forgot else walking.fill(program, opened.id)
        if story.parked:
            _park(program, sheet.visit, story.parked)
            return
        yield from _finish(program, sheet, story.means)

    return doing


def go_on() -> Doing:
    """The visit that was parked first goes on, at whichever desk is free."""

    def doing(stage: Stage) -> Iterator[float]:
        parked = visits.today(stage.program).parked
        if not parked:
            return
        before = walking.visit_now(stage.program, visit_id=parked[0].id)
        visits.resume_visit(stage.program, new_id(), visit_id=before.id, version=before.version)
        yield 0.3
        yield from _finish(stage.program, walking.fill(stage.program, before.id), "cash")

    return doing


def work(most: int, choose: Choice = lambda card: "step") -> Doing:
    """Cases of her worklist taken one step further, what is due first at the head; some are decided otherwise."""

    def doing(stage: Stage) -> Iterator[float]:
        ways = [(card, choose(card)) for card in worklist(stage.program, which="mine")]
        chosen = [(card, way) for card, way in ways if way != "leave" and card.id not in stage.busy][:most]
        stage.busy.update(card.id for card, _ in chosen)
        for number, (card, way) in enumerate(chosen):
            yield number / (len(chosen) + 1)
            _work(stage.program, card.id, way)

    return doing


def collect(place: int = 0) -> Doing:
    """Somebody comes for what has lain ready; `place` in the list, so that not everybody is prompt."""

    def doing(stage: Stage) -> Iterator[float]:
        sheet = _pick(stage, worklist(stage.program, which="ready")[place:])
        if sheet is not None:
            yield from _for_a_case(stage.program, sheet, lambda: walking.collect(stage.program, sheet.case.id))

    return doing


def pay(means: str = "cash") -> Doing:
    """Somebody comes to pay what a case waits for."""

    def doing(stage: Stage) -> Iterator[float]:
        sheet = _pick(stage, (card for card in worklist(stage.program, which="all") if card.step_kind == "to-pay"))
        if sheet is not None:
            yield from _for_a_case(stage.program, sheet, lambda: _pay(stage.program, sheet, means))

    return doing


def bring() -> Doing:
    """Somebody brings what a case was sent back for, and its clock runs again."""

    def doing(stage: Stage) -> Iterator[float]:
        waiting = (card for card in worklist(stage.program, which="all") if card.suspended or _with_citizen(card))
        sheet = _pick(stage, waiting)
        if sheet is not None:
            yield from _for_a_case(stage.program, sheet, lambda: _brought(stage.program, sheet))

    return doing


def withdraw(reason: str) -> Doing:
    """Somebody who no longer wants it says so."""

    def doing(stage: Stage) -> Iterator[float]:
        cards = worklist(stage.program, which="all")[::-1]
        sheet = _pick(stage, (card for card in cards if card.hands.startswith("back-office")))
        if sheet is not None:
            yield from _for_a_case(stage.program, sheet, lambda: _withdraw(stage.program, sheet, reason))

    return doing


def _pick(stage: Stage, cards: Iterable[CaseCard]) -> CaseSheet | None:
    """The first of these cases that nobody is busy with today."""
    card = next((card for card in cards if card.id not in stage.busy), None)
    if card is None:
        return None
    stage.busy.add(card.id)
    return case(stage.program, case_id=card.id)


def _withdraw(program: Program, sheet: CaseSheet, reason: str) -> None:
    version = walking.case_now(program, case_id=sheet.case.id).version
    endings.withdraw(program, new_id(), case_id=sheet.case.id, version=version, reason=reason)


def _with_citizen(card: CaseCard) -> bool:
    return card.hands == "citizen" and card.step_kind == "work"


def _park(program: Program, parked: Visit, reason: str) -> None:
    visits.hold_visit(program, new_id(), visit_id=parked.id, version=parked.version, reason=reason)


def _finish(program: Program, sheet: VisitSheet, means: str) -> Iterator[float]:
    """Start and pay what is ready, do at once what is done at once, close the visit."""
    if any(line.state == "ready" for line in sheet.lines) and sheet.visitor is not None:
        yield 0.5
        payer = Payer("citizen", sheet.visitor.person.id, sheet.visitor.name)
        started = walking.start_and_pay(program, sheet, payer, means)
        ready = (line for line in sheet.lines if line.state == "ready")
        for line, made in zip(ready, started, strict=True):
            if line.while_you_wait:
                _at_once(program, made.id)
            elif made.hands == "counter":
                _step(program, made.id)
    yield 0.8
    _close(program, sheet.visit.id)


def _close(program: Program, visit_id: int) -> None:
    version = walking.visit_now(program, visit_id=visit_id).version
    visits.close_visit(program, new_id(), visit_id=visit_id, version=version)


def _for_a_case(program: Program, sheet: CaseSheet, deed: Callable[[], object]) -> Iterator[float]:
    """A visit of whoever stands for a case, in which one thing is done."""
    who = (sheet.representative or sheet.applicant).person
    visitor = who.id if who.kind == "citizen" else None
    opened = visits.open_visit(program, new_id(), visitor_id=visitor).result
    yield 0.3
    deed()
    yield 0.5
    _close(program, opened.id)


def _pay(program: Program, sheet: CaseSheet, means: str) -> None:
    who = sheet.representative or sheet.applicant
    payer = Payer(who.person.kind, who.person.id, who.name)
    elsewhere = walking.paid_elsewhere(fee for owed in sheet.demands for fee in owed.lines)
    payment = walking.paid(sum(owed.amount.minor for owed in sheet.demands), payer, means, elsewhere)
    if payment is not None:
        till.pay(program, new_id(), demand_ids=tuple(owed.demand_id for owed in sheet.demands), payment=payment)


def _brought(program: Program, sheet: CaseSheet) -> None:
    if "resume" in sheet.may:
        version = sheet.case.version
        case_clock.resume(program, new_id(), case_id=sheet.case.id, version=version)
    else:
        _step(program, sheet.case.id)


def _work(program: Program, case_id: int, way: Way) -> None:
    sheet = case(program, case_id=case_id)
    version = sheet.case.version
    if way == "refuse" and any(
        action.to_kind == "refused" and _holds(program, action.role) for action in sheet.actions
    ):
        reason = "What was shown does not prove what the law asks for."
        endings.refuse_case(program, new_id(), case_id=case_id, version=version, reason=reason, second=CONFIRMS)
    elif way == "send-back" and "send-back" in sheet.may:
        reason = "The copy cannot be read. A new one is needed."
        case_clock.send_back(program, new_id(), case_id=case_id, version=version, reason=reason)
    else:
        _take_on(program, sheet)


def _step(program: Program, case_id: int) -> None:
    _take_on(program, case(program, case_id=case_id))


def _take_on(program: Program, sheet: CaseSheet) -> None:
    """One step further, as the shortest way to a good ending proposes."""
    if not _holds(program, sheet.case.role):
        return
    way = walking.case_proposal(program, case_id=sheet.case.id)
    move = next((step for step in way.steps if step.step == sheet.case.step), None)
    if move is not None and move.kind == "act":
        walking.step_on(program, sheet, move, CONFIRMS)


def _holds(program: Program, role: str | None) -> bool:
    return program.signed_in is not None and role in program.signed_in.roles


def _at_once(program: Program, case_id: int) -> None:
    """Everything of a service that is done while the citizen waits."""
    for _ in walking.case_proposal(program, case_id=case_id).steps[:-1]:
        _step(program, case_id)
    if walking.case_now(program, case_id=case_id).step_kind == "ready-to-collect":
        walking.collect(program, case_id)


def _ask_for(stage: Stage, opened: Visit, service: str, story: Story) -> None:
    program, people = stage.program, stage.people
    version = walking.offered(program, service=service)
    request = basket.add_service(program, new_id(), visit_id=opened.id, service_version_id=version).result
    values = {"request_id": request.id, "version": request.version}
    if story.organisation is not None:
        body = Person("organisation", people.organisations[story.organisation].id)
        basket.set_applicant(program, new_id(), **values, applicant=body)
    elif story.child is not None:
        child = Person("citizen", people.citizens[story.child].id)
        basket.set_applicant(program, new_id(), **values, applicant=child)
    elif story.copies > 1 and service == story.copied:
        basket.set_quantity(program, new_id(), **values, quantity=story.copies)
