"""Everything about one case, and what the official at the desk may do with it now."""

from collections.abc import Iterator

from oss_desk.domain.cases import Case, Opinion
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.messages import Message, Refused
from oss_desk.domain.money import Money, total
from oss_desk.domain.people import Person
from oss_desk.domain.text import Texts
from oss_desk.operations import rights
from oss_desk.operations.cases import answer_texts, cards, case_drafts, case_papers, issued, running, timeline
from oss_desk.operations.cases.endings import refusal_from
from oss_desk.operations.cases.running import Running
from oss_desk.operations.catalogue import definitions
from oss_desk.operations.history.history import history_lines
from oss_desk.operations.money import demands, owed
from oss_desk.operations.papers import held
from oss_desk.operations.people import people
from oss_desk.operations.program import Look, looking
from oss_desk.operations.sheets import ActionLine, CaseSheet, FieldLine, OpinionLine, PersonSheet
from oss_desk.storage import corrections as correction_rows
from oss_desk.storage import history, rows
from oss_desk.storage import till as till_rows
from oss_desk.workflows import engine
from oss_desk.workflows.conditions import Sight
from oss_desk.workflows.definition import Action
from oss_desk.workflows.fees import fees_waiting
from oss_desk.workflows.rules import fields_asked, missing_answers

GIVEN_WITH_THE_ACTION = frozenset(
    {"answers-missing", "fee-needs-answer", "fee-not-assessed", "needs-note", "needs-checklist", "needs-four-eyes"}
)
"""What an action still needs that the official hands in with it: no reason against pressing it."""


@looking("read")
def case(look: Look, *, case_id: int) -> CaseSheet:
    """A case as a whole: where it is, why and until when, what it owes, what it made, and its history."""
    found = rows.get(look.work, Case, case_id)
    at = running.load(look, found)
    language = look.language
    outputs = issued.with_blanks(look, at, issued.output_lines(look, at))
    told = history.events_of(look.work, "case", found.id)
    return CaseSheet(
        case=found,
        card=cards.card(look, found),
        service=at.service,
        service_version=rows.get(look.work, ServiceVersion, found.service_version_id).number,
        applicant=people.person_sheet(look, cards.applicant_key(found), "case", found.id),
        representative=_representative(look, found),
        answers=answer_texts.answers_given(look, at.service, at.answers, language),
        step_title=at.step.title or cards.NO_TEXT,
        instructions=(at.step.instructions or cards.NO_TEXT) if at.state.open else cards.NO_TEXT,
        checklist=tuple((check.id, check.label) for check in at.step.checklist) if at.state.open else (),
        fields=_fields(at),
        papers=case_papers.paper_lines(look, at),
        held=held.held_for(look, found.id),
        opinions=_opinions(look, at),
        outputs=outputs,
        outputs_to_issue=sum(output.issued is None for output in outputs) if at.state.open else 0,
        assessed_fees=_assessed_fees(at),
        steps=timeline.step_lines(look, at),
        clock=timeline.day_cells(look, at),
        moved=timeline.moved_messages(look, at),
        due_at=at.state.due_at,
        step_due_at=at.state.step_due_at,
        demands=owed.to_pay(look, (found,)),
        paid=_paid(look, found),
        too_much=total(
            (Money(minor, look.office.money) for minor in demands.too_much_at(look, found.id).values()),
            look.office.money,
        ),
        receipts=_receipts(look, found),
        actions=tuple(_actions(look, at)),
        may=may(look, at),
        history=history_lines(look, told),
        drafts=case_drafts.of_case(look, found),
        officials_met=timeline.officials_met(look, at, told[0][0].official_id if told else None),
    )


def _representative(look: Look, case: Case) -> PersonSheet | None:
    if case.representative_id is None:
        return None
    return people.person_sheet(look, Person("citizen", case.representative_id), "case", case.id)


def _fields(at: Running) -> tuple[FieldLine, ...]:
    """The fields of the present step."""
    if not at.state.open:
        return ()
    gaps = missing_answers(at.service, at.answers, at.facts, at.step.id)
    lines = []
    for field in fields_asked(at.service, at.answers, at.facts, at.step.id):
        own = [gap.message for gap in gaps if gap.field == field.id and gap.row is None]
        open_now = any(message.code == "answer-missing" for message in own)
        columns = {column.id for column in field.fields}
        inside = tuple(gap for gap in gaps if gap.field in columns and gap.row is not None)
        problem = own[0] if own and not open_now else None
        lines.append(FieldLine(field, at.answers.get(field.id), problem, None, open_now, inside))
    return tuple(lines)


def _opinions(look: Look, at: Running) -> tuple[OpinionLine, ...]:
    asked = rows.every(look.work, Opinion, case_id=at.case.id)
    titles = {
        (step.id, part.authority): part.title or cards.NO_TEXT for step in at.service.steps for part in step.opinions
    }
    return tuple(
        OpinionLine(
            id=opinion.id,
            version=opinion.version,
            authority=definitions.authority_title(look, opinion.authority),
            title=titles.get((opinion.step, opinion.authority), cards.NO_TEXT),
            asked_at=opinion.asked_at,
            due_at=opinion.due_at,
            answer=opinion.answer,
        )
        for opinion in asked
    )


def _assessed_fees(at: Running) -> tuple[tuple[str, Texts, Money | None], ...]:
    """The fees whose amount the official of this step has to type, with the most each may be."""
    if not at.state.open:
        return ()
    following = [at.service.step(action.to) for action in at.step.actions if action.to != "back"]
    points = {step.id for step in following if step.kind == "to-pay"}
    points |= {"handover"} if any(step.kind == "ready-to-collect" for step in following) else set()
    waiting = {
        wait.fee
        for point in points
        for wait in fees_waiting(at.service, at.answers, at.facts, point)
        if wait.field is None
    }
    money = at.service.money
    return tuple(
        (fee.id, fee.title, money.money(fee.max) if fee.max is not None else None)
        for fee in at.service.fees
        if fee.assessed and (fee.id in waiting or at.service.due_of(fee) in points)
    )


def _paid(look: Look, case: Case) -> Money:
    paid = tuple(demand for demand, _, payment in till_rows.demands_of(look.work, (case.id,)) if payment is not None)
    return Money(sum(correction_rows.kept_of(look.work, paid).values()), look.office.money)


def _receipts(look: Look, case: Case) -> tuple[str, ...]:
    payments = till_rows.payments_of_cases(look.work, (case.id,))
    receipts = (till_rows.receipt_of(look.work, payment.id) for payment in payments)
    return tuple(dict.fromkeys(receipt.number for receipt in receipts if receipt is not None))


def _actions(look: Look, at: Running) -> Iterator[ActionLine]:
    """The actions of the step that its conditions leave open, each with what speaks against it now."""
    if not at.state.open:
        return
    for action in at.step.actions:
        reasons = why_not(look, at, action)
        hidden = any(reason.code == "action-not-now" for reason in reasons) and not _asked_here(at, action)
        if hidden or any(reason.code == "nowhere-back" for reason in reasons):
            continue
        to = at.state.came_from[-1] if action.to == "back" else action.to
        yield ActionLine(
            id=action.id,
            label=action.label,
            to=to,
            to_kind=at.service.step(to).kind,
            role=engine.needed_role(at.service, at.step.id, action.id),
            needs=_needs(at, action),
            allowed=not reasons,
            why_not=reasons,
        )


def _needs(at: Running, action: Action) -> tuple[str, ...]:
    """What is handed in with an action; a note, too, where this step has an amount to assess and the action goes on."""
    back = action.to == "back"
    against = back or at.service.step(action.to).kind in ("refused", "not-admitted")
    goes_on = not against and at.service.step(action.to).at != "citizen"
    note = ("note",) if goes_on and "note" not in action.needs and _assessed_fees(at) else ()
    return (*action.needs, *note)


def _asked_here(at: Running, action: Action) -> bool:
    """Whether the answers of this very step decide about the action: then it is shown while they are given."""
    asked = {field.id for field in at.service.fields if field.step == at.step.id}
    return action.when is not None and bool(action.when.fields & asked)


def _undecided(at: Running, action: Action) -> bool:
    """Whether an answer that is not given yet decides about the action."""
    return action.when is not None and Sight(at.service, at.answers, at.facts).is_open(action.when)


def why_not(look: Look, at: Running, action: Action) -> tuple[Message, ...]:
    """What speaks against an action now, besides what the official would hand in with it."""
    asked = rows.every(look.work, Opinion, case_id=at.case.id, step=at.step.id)
    answered = frozenset(opinion.authority for opinion in asked if opinion.answer is not None)
    try:
        engine.act(
            at.service,
            at.state,
            action.id,
            given=engine.Given(opinions=answered, issued=issued.numbered(look, at)),
            answers=at.answers,
            facts=at.facts,
            papers=at.papers,
            roles=look.roles,
            at=look.now,
            calendar=at.calendar,
        )
    except Refused as refused:
        if refused.message.code == "action-not-now" and _undecided(at, action):
            return _role_missing(look, at, action)
        return tuple(part for part in refused.messages if part.code not in GIVEN_WITH_THE_ACTION)
    return ()


def _role_missing(look: Look, at: Running, action: Action) -> tuple[Message, ...]:
    """What is known against an action while its condition is still open."""
    needed = engine.needed_role(at.service, at.step.id, action.id)
    label = action.label.get(at.service.language) or action.id
    return () if needed in look.roles else (Message("action-needs-role", {"action": label, "role": needed}),)


def may(look: Look, at: Running) -> frozenset[str]:
    """What else this official may do with the case now."""
    return frozenset(_may(look, at))


def _may(look: Look, at: Running) -> Iterator[str]:
    holds = {right: rights.may(look.roles, right) for right in rights.RIGHTS}
    if holds["note"]:
        yield "note"
    if not at.state.open:
        return
    stopped = at.state.suspended_since is not None
    if holds["note"]:
        yield from ("resume",) if at.state.held == "official" else () if stopped else ("suspend", "send-back")
        yield from ("refuse",) if refusal_from(at) is not None else ()
        yield from ("lapse",) if _lapses(look, at) else ()
    if holds["serve"]:
        yield "withdraw"
        yield from ("hand-over",) if at.step.kind == "ready-to-collect" else ()
    if holds["overrule"]:
        yield "opened-in-error"
        yield from ("extend",) if _extends(at) else ()
    if holds["take-money"] and till_rows.unpaid(look.work, at.case.id):
        yield "pay"
    if holds["work-steps"]:
        yield "mark-paper"
        yield from ("issue",) if issued.makers(at) & look.roles else ()


def _lapses(look: Look, at: Running) -> bool:
    from_day = engine.lapses_at(at.service, at.state, at.calendar)
    return from_day is not None and look.now >= from_day


def _extends(at: Running) -> bool:
    time = at.service.processing_time
    return time is not None and time.extension is not None and not at.state.extended and at.state.due_at is not None
