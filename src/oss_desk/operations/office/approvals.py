"""A second person's word, the one way it is given: at the desk with her password, or asked for and answered elsewhere.

A command that needs four eyes calls `approver` with what the second person is to see. She approves one operation with
exactly these values; what is approved is kept with who asked, who answered and which command used it (R7, R68).
"""

import json
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime, time
from typing import Any, cast
from uuid import uuid4
from zoneinfo import ZoneInfo

from oss_desk.domain.approvals import Approval, ApprovalAnswer, ApprovalUse
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Desk, Official, SignedIn
from oss_desk.operations import given, rights
from oss_desk.operations.clashes import HerWord
from oss_desk.operations.office import factors, passwords, server_logins
from oss_desk.operations.office.calendar import day_of, local_date
from oss_desk.operations.office.questions import ASKS, Question, Second, Shown, Wanted, told
from oss_desk.operations.program import OPERATIONS, Act, Done, Look, Program, command, digest_of, reading
from oss_desk.operations.sheets import ApprovalCard
from oss_desk.storage import approvals as approval_rows
from oss_desk.storage import rows
from oss_desk.storage.database import Database

__all__ = [
    "ASKS",
    "Question",
    "Second",
    "Shown",
    "answer_approval",
    "approvals_asked",
    "approvals_waiting",
    "approver",
    "ask_approval",
    "ask_elsewhere",
    "question_of",
]

NOBODY: frozenset[int] = frozenset()
NO_TEXTS: Mapping[str, str] = {}


def approver(
    act: Act,
    second: Second | None,
    *,
    right: rights.Right,
    operation: str,
    shown: Shown,
    texts: Mapping[str, str] = NO_TEXTS,
    not_also: frozenset[int] = NOBODY,
) -> Official:
    """Who approved this command with these values: not the asker nor one of `not_also`, active, holding the right.

    `shown` holds ids, codes, numbers and amounts; names and what was typed are `texts`, which can be erased one day.
    Refused when nobody is named ("second-needed"), when she may not, when she approved something else or said no, and
    when her word was used before or is of another day. Her word is used up by this command.
    """
    question = Question.of(operation, right, shown, texts, not_also)
    if second is None or not second.named:
        raise refuse("second-needed", roles=tuple(sorted(rights.RIGHTS[right])))
    if second.asks:
        raise Wanted(question)
    if second.approval_id is None:
        approval, official = _at_the_desk(act, second, question)
    else:
        approval, official = _answered(act, second.approval_id, question)
    approval_rows.use(act.work, approval, command_id=act.command_id, at=act.now)
    return official


def _at_the_desk(act: Act, second: Second, question: Question) -> tuple[Approval, Official]:
    """Asked and answered in the transaction of the command, by her password."""
    if second.login.strip().lower() == act.official.login:
        raise refuse("second-is-first")
    if act.granted:
        return _answered(act, act.granted[0], question)
    if act.work.own_logins:
        opened = server_logins.opened(act, second.login, second.password)
        raise HerWord(lambda: _by_her_own_login(act, opened, second, question))
    official = factors.proven(act, second.login, second.password, second.one_time)
    _ask_may(act, official, question.needs, act.official.id, question.barred)
    approval = _kept(act, question, act.official.id)
    act.event("approval-asked", ("approval", approval.id), {"operation": approval.operation}, dict(question.texts))
    values: dict[str, Any] = {"by_id": official.id, "at": act.now, "desk_id": act.desk.id}
    approval_rows.answer(act.work, approval, yes=True, reason="", **values)
    return approval, official


def _by_her_own_login(act: Act, opened: Database, second: Second, question: Question) -> int:
    """Her word, stored by her own login of the database, which takes it from nobody else.

    It stays when the command breaks off; nobody else can use it, and nobody for anything else.
    """
    with closing(opened), opened.writing() as work:
        here = replace(act.program, database=opened)
        look = Look(here, work, act.now, guesses=act.guesses)
        official = factors.proven(look, second.login, second.password, second.one_time)
        _ask_may(look, official, question.needs, act.official.id, question.barred)
        hers = Act(replace(here, signed_in=SignedIn(official, act.desk, frozenset())), work, act.now, str(uuid4()))
        approval = _kept(hers, question, act.official.id)
        values: dict[str, Any] = {"by_id": official.id, "at": act.now, "desk_id": act.desk.id}
        answer = approval_rows.answer(work, approval, yes=True, reason="", **values)
        payload = {"operation": approval.operation, "yes": True}
        hers.event("approval-answered", ("approval", approval.id), payload, dict(question.texts))
        hers.remember("answer_approval", digest_of("answer_approval", (), {}), answer)
        work.commit()
    return approval.id


def _answered(act: Act, approval_id: int, question: Question) -> tuple[Approval, Official]:
    """Answered at another desk; asked again now whether it is this command's, and whether she still may."""
    approval = rows.find(act.work, Approval, id=approval_id)
    if approval is None or approval.asked_by_id != act.official.id or not _is_of(act, approval, question):
        raise refuse("approval-differs")
    if rows.find(act.work, ApprovalUse, approval_id=approval.id) is not None:
        raise refuse("approval-used")
    if not _of_today(act, approval):
        raise refuse("approval-over")
    answer = rows.find(act.work, ApprovalAnswer, approval_id=approval.id)
    if answer is None:
        raise refuse("approval-open")
    official = rows.get(act.work, Official, answer.by_id)
    if not answer.yes:
        raise refuse("approval-denied", name=official.name, reason=answer.reason)
    _ask_may(act, official, question.needs, act.official.id, question.barred)
    return approval, official


def _is_of(look: Look, approval: Approval, question: Question) -> bool:
    """Whether this is what was asked, to the letter of every text."""
    return approval.digest == question.digest and approval_rows.texts_of(look.work, approval.id) == dict(question.texts)


def _ask_may(look: Look, official: Official, right: rights.Right, asker_id: int, barred: tuple[int, ...]) -> None:
    if official.id == asker_id:
        raise refuse("second-is-first")
    if official.id in barred:
        raise refuse("second-took-part", name=official.name)
    if not official.active or not rights.may(passwords.roles_held(look, official.id), right):
        raise refuse("second-may-not", name=official.name, roles=tuple(sorted(rights.RIGHTS[right])))


def _kept(act: Act, question: Question, asked_by_id: int) -> Approval:
    return rows.add(
        act.work,
        Approval,
        operation=question.operation,
        needs=question.needs,
        digest=question.digest,
        shown=question.shown,
        barred=tuple(str(one) for one in question.barred),
        asked_by_id=asked_by_id,
        asked_at=act.now,
        desk_id=act.desk.id,
    )


def question_of(program: Program, verb: Callable[..., Any], values: Mapping[str, Any]) -> Question | None:
    """What a second person would approve of this command; None when it needs none.

    The command is tried in a transaction that is never committed, with `ASKS` in the place of the second person, so
    that nobody but the operation itself says what is shown. Refused as the command would be.
    """
    operation = OPERATIONS[verb.__name__]
    if program.signed_in is None:
        raise refuse("nobody-signed-in")
    rights.ask(program.signed_in.roles, operation.right)
    tried: Callable[..., Any] = cast(Any, operation.run).__wrapped__
    with program.database.writing() as work:
        act = Act(program, work, program.clock(), "tried")
        act.goes_on()
        try:
            tried(act, **values)
        except Wanted as wanted:
            return wanted.question
    return None


def ask_elsewhere(
    program: Program, command_id: str, /, *, verb: Callable[..., Any], values: Mapping[str, Any]
) -> Done[Approval]:
    """Ask for a second person's word at another desk, for this command with these values (`ASKS` among them)."""
    question = question_of(program, verb, values)
    if question is None:
        raise refuse("approval-not-needed")
    return ask_approval(program, command_id, question=question)


@command("ask")
def ask_approval(act: Act, *, question: Question) -> Approval:
    """Keep a question for a second person, who finds it at her desk; it is over with the office's day."""
    approval = _kept(act, question, act.official.id)
    act.event("approval-asked", ("approval", approval.id), {"operation": approval.operation}, dict(question.texts))
    return approval


@command("ask")
def answer_approval(act: Act, *, approval_id: int, yes: bool, reason: str = "") -> ApprovalAnswer:
    """Say yes or no to what another desk asked; a no has its reason. Only who may approve that may answer."""
    approval = rows.get(act.work, Approval, approval_id)
    barred = tuple(int(one) for one in approval.barred)
    _ask_may(act, act.official, cast(rights.Right, approval.needs), approval.asked_by_id, barred)
    if rows.find(act.work, ApprovalAnswer, approval_id=approval.id) is not None:
        raise refuse("approval-answered")
    if not _of_today(act, approval):
        raise refuse("approval-over")
    why = given.paragraph(reason) if yes else given.reason(reason)
    values: dict[str, Any] = {"by_id": act.official.id, "at": act.now, "desk_id": act.desk.id}
    answer = approval_rows.answer(act.work, approval, yes=yes, reason=why, **values)
    payload = {"operation": approval.operation, "yes": yes}
    act.event("approval-answered", ("approval", approval.id), payload, {"reason": why} if why else {})
    return answer


@reading("anyone")
def approvals_waiting(look: Look) -> tuple[ApprovalCard, ...]:
    """What waits for the word of whoever is at this desk, the oldest first."""
    return waiting(look)


def waiting(look: Look) -> tuple[ApprovalCard, ...]:
    """The questions of today that the official at the desk may answer and nobody has."""
    return tuple(_card(look, one) for one in approval_rows.unanswered(look.work, _since(look)) if _may(look, one))


@reading("anyone")
def approvals_asked(look: Look) -> tuple[ApprovalCard, ...]:
    """What the official at the desk asked for today and has not used, with the answers, the oldest first."""
    return tuple(_card(look, one) for one in approval_rows.unused(look.work, look.official.id, _since(look)))


def _may(look: Look, approval: Approval) -> bool:
    own = str(look.official.id)
    allowed = rights.may(look.roles, cast(rights.Right, approval.needs))
    return allowed and own not in approval.barred and look.official.id != approval.asked_by_id


def _card(look: Look, approval: Approval) -> ApprovalCard:
    answer = rows.find(look.work, ApprovalAnswer, approval_id=approval.id)
    shown = {**json.loads(approval.shown), **approval_rows.texts_of(look.work, approval.id)}
    return ApprovalCard(
        id=approval.id,
        operation=approval.operation,
        about=told(approval.operation, shown),
        shown=shown,
        asked_by=rows.get(look.work, Official, approval.asked_by_id).name,
        asked_at=approval.asked_at,
        desk=rows.get(look.work, Desk, approval.desk_id).code,
        yes=answer.yes if answer is not None else None,
        answered_by=rows.get(look.work, Official, answer.by_id).name if answer is not None else "",
        reason=answer.reason if answer is not None else "",
    )


def _since(look: Look) -> datetime:
    """When the office's day began."""
    return datetime.combine(local_date(look), time(), ZoneInfo(look.office.zone))


def _of_today(look: Look, approval: Approval) -> bool:
    return day_of(look, approval.asked_at) == local_date(look)
