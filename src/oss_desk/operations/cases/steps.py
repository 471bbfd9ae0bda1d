"""Working a step: its action, its answers, the papers and opinions that came, and notes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from oss_desk.domain.cases import Case, CaseAnswers, Evidence, Mark, Opinion, OpinionAnswer
from oss_desk.domain.messages import Message, Refused, refuse
from oss_desk.domain.office import Official
from oss_desk.domain.text import in_language
from oss_desk.operations import given
from oss_desk.operations.cases import case_move, case_papers, issued, running
from oss_desk.operations.cases.case_move import Move
from oss_desk.operations.cases.running import Running, ask_role
from oss_desk.operations.locked import locked
from oss_desk.operations.office.approvals import Second, approver
from oss_desk.operations.program import Act, canonical, command, digest_of
from oss_desk.storage import rows
from oss_desk.workflows import engine
from oss_desk.workflows.definition import Action
from oss_desk.workflows.rules import JsonValue, check_answer

NO_ANSWERS: Mapping[str, JsonValue] = {}
NO_AMOUNTS: Mapping[str, int] = {}


@command("work-steps")
def act(
    act: Act,
    *,
    case_id: int,
    version: int,
    action: str,
    note: str = "",
    checklist: tuple[str, ...] = (),
    answers: Mapping[str, JsonValue] = NO_ANSWERS,
    assessed: Mapping[str, int] = NO_AMOUNTS,
    second: Second | None = None,
) -> Case:
    """Take a case to its next step by an action that the definition names, with everything it needs.

    `answers` are those of the step's own fields, `assessed` amounts in minor units of fees that are asked for at the
    point the case comes to. Refused with all reasons at once; then nothing is stored.
    """
    at = running.load(act, locked(act, Case, case_id, version))
    if answers:
        at = answered(act, at, answers)
    return go(act, at, action, note=note, checklist=checklist, assessed=assessed, second=second).case


def go(
    act: Act,
    at: Running,
    action: str,
    *,
    note: str = "",
    checklist: tuple[str, ...] = (),
    assessed: Mapping[str, int] = NO_AMOUNTS,
    second: Second | None = None,
) -> Running:
    """The case after the action and everything that follows from it."""
    reason = given.paragraph(note)
    chosen = next((part for part in at.step.actions if part.id == action), None)
    other = _second(act, at, chosen, second, (reason, checklist, assessed))
    state = engine.act(
        at.service,
        at.state,
        action,
        given=engine.Given(
            note=reason,
            checklist=frozenset(checklist),
            second_official=other.id if other is not None else None,
            opinions=opinions_given(act, at),
            assessed=dict(assessed),
            issued=issued.numbered(act, at),
        ),
        answers=at.answers,
        facts=at.facts,
        papers=at.papers,
        roles=act.roles,
        at=act.now,
        calendar=at.calendar,
    )
    second_id = other.id if other is not None else None
    law = chosen.legal_basis if chosen is not None else None
    ticked = tuple(check.id for check in at.step.checklist if check.id in checklist)
    return case_move.moved(act, at, state, Move(action, reason, ticked, second_id, dict(assessed), law))


def _second(
    act: Act,
    at: Running,
    action: Action | None,
    second: Second | None,
    given_with: tuple[str, tuple[str, ...], Mapping[str, int]],
) -> Official | None:
    """Who approved exactly this action with what is given to it; None when it asks for nobody, or nobody is named."""
    if action is None or "four-eyes" not in action.needs or second is None or not second.named:
        return None
    note, checklist, assessed = given_with
    values = digest_of("act", (), {"answers": at.answers, "checklist": checklist, "assessed": assessed})
    shown: dict[str, str | int] = {"case": at.case.number, "version": at.case.version, "action": action.id}
    shown |= {"case_id": at.case.id, "values": values}
    texts = {"label": in_language(action.label, act.office.languages[0]), "note": note}
    return approver(act, second, right="overrule", operation="act", shown=shown, texts=texts)


def opinions_given(act: Act, at: Running) -> frozenset[str]:
    """The bodies that have answered what this step asks of them."""
    asked = rows.every(act.work, Opinion, case_id=at.case.id, step=at.step.id)
    return frozenset(opinion.authority for opinion in asked if opinion.answer is not None)


@command("work-steps")
def give_answers(act: Act, *, case_id: int, version: int, answers: Mapping[str, JsonValue]) -> Case:
    """Keep answers to the fields of the step; a correction is a further row, the newest of a field counts."""
    at = running.load(act, locked(act, Case, case_id, version))
    ask_open(at)
    ask_role(act, at)
    return rows.change(act.work, answered(act, at, answers).case)


def answered(act: Act, at: Running, answers: Mapping[str, JsonValue]) -> Running:
    """The case with these answers of its step kept; refused when one is unknown here or not right."""
    ask_open(at)
    fields = {field.id: field for field in at.service.fields if field.step == at.step.id}
    problems: list[Message] = []
    for name, value in answers.items():
        if name not in fields:
            raise refuse("answer-unknown", field=name)
        if value is not None and check_answer(fields[name], value, at.facts, at.service.money) is not None:
            label = fields[name].label
            problems.append(Message("answer-wrong", {"field": label.get(at.service.language) or name}))
    if problems:
        raise Refused(*problems)
    rows.add(
        act.work,
        CaseAnswers,
        case_id=at.case.id,
        step=at.step.id,
        answers=canonical(answers),
        given_at=act.now,
        given_by_id=act.official.id,
    )
    act.event("answers-given", ("case", at.case.id), {"step": at.step.id, "fields": sorted(answers)})
    return replace(at, answers={**at.answers, **answers})


@command("work-steps")
def record_paper(
    act: Act,
    *,
    case_id: int,
    version: int,
    key: str,
    type: str,
    mark: Mark,
    number: str = "",
    issued_on: date | None = None,
    valid_until: date | None = None,
    reference: str = "",
    reuse_evidence_id: int | None = None,
    consent: bool = False,
) -> Evidence:
    """A paper that came for a running case: one that was to follow, or one that the step itself asks for.

    `key` is that of the case's list of documents. The clock runs again once nothing is missing that stopped it.
    """
    at = running.load(act, locked(act, Case, case_id, version))
    ask_open(at)
    paper = case_papers.PaperGiven(type, mark, number, issued_on, valid_until, reference, reuse_evidence_id, consent)
    seen = case_papers.counted(act, at, key, paper)
    payload = {"evidence": seen.id, "key": key, "type": type, "mark": mark, "on_file": reuse_evidence_id}
    event = act.event("paper-recorded", ("case", case_id), payload)
    case_move.after_paper(act, at, event)
    return seen


@command("work-steps")
def refuse_case_paper(act: Act, *, case_id: int, version: int, key: str, type: str, reason: str) -> Evidence:
    """A paper that came for a running case and is not accepted, and why; it stays missing."""
    at = running.load(act, locked(act, Case, case_id, version))
    ask_open(at)
    why = given.reason(reason, most=1000)
    paper = case_papers.not_accepted(act, at, key, type, why)
    payload = {"evidence": paper.id, "key": key, "type": type}
    act.event(case_papers.REFUSED, ("case", case_id), payload, {"reason": why})
    return paper


@command("work-steps")
def record_opinion(act: Act, *, opinion_id: int, version: int, answer: OpinionAnswer, note: str = "") -> Opinion:
    """What another body answered: positive, negative, or that none came; kept with who recorded it."""
    case_id = rows.get(act.work, Opinion, opinion_id).case_id
    (case,) = rows.lock(act.work, Case, case_id)
    opinion = locked(act, Opinion, opinion_id, version)
    at = running.load(act, case)
    ask_open(at)
    ask_role(act, at)
    kept = rows.change(act.work, opinion, answer=answer, answered_at=act.now, answered_by_id=act.official.id)
    text = given.paragraph(note)
    payload = {"authority": opinion.authority, "answer": answer, "step": opinion.step}
    act.event("opinion-recorded", ("case", case_id), payload, {"note": text} if text else {})
    return kept


@command("note")
def add_note(act: Act, *, case_id: int, text: str) -> None:
    """A remark for whoever works the case next; open or closed, it changes nothing else."""
    rows.get(act.work, Case, case_id)
    act.event("note-added", ("case", case_id), {}, {"note": given.reason(text, "note-needed")})


def ask_open(at: Running) -> None:
    """Refuse to work a case that is closed."""
    if not at.state.open:
        raise refuse("case-closed")
