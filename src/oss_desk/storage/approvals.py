"""Approvals as rows: asked, answered once, used once; the answer is one insert that another connection may make."""

from datetime import datetime

from sqlalchemy import select

from oss_desk.domain.approvals import Approval, ApprovalAnswer, ApprovalUse
from oss_desk.domain.history import Event, EventText
from oss_desk.storage import rows
from oss_desk.storage.database import Work
from oss_desk.storage.tables.approvals import APPROVAL, APPROVAL_ANSWER, APPROVAL_USE


def answer(
    work: Work, approval: Approval, *, yes: bool, reason: str, by_id: int, at: datetime, desk_id: int
) -> ApprovalAnswer:
    """Keep a second person's answer; a second answer to the same is refused by the key of its table."""
    return rows.add(
        work, ApprovalAnswer, approval_id=approval.id, yes=yes, reason=reason, by_id=by_id, at=at, desk_id=desk_id
    )


def use(work: Work, approval: Approval, *, command_id: str, at: datetime) -> ApprovalUse:
    """Say that this command used the approval; a second use is refused by the key of its table."""
    return rows.add(work, ApprovalUse, approval_id=approval.id, command_id=command_id, at=at)


def unanswered(work: Work, since: datetime) -> tuple[Approval, ...]:
    """What was asked for since then and nobody has answered, the oldest first."""
    answered = select(APPROVAL_ANSWER.c.approval_id).where(APPROVAL_ANSWER.c.approval_id == APPROVAL.c.id).exists()
    statement = select(APPROVAL).where(APPROVAL.c.asked_at >= since, ~answered).order_by(APPROVAL.c.id)
    return tuple(rows.made(Approval, row) for row in work.connection.execute(statement))


def unused(work: Work, asked_by_id: int, since: datetime) -> tuple[Approval, ...]:
    """What this official asked for since then and has not used, the oldest first."""
    used = select(APPROVAL_USE.c.approval_id).where(APPROVAL_USE.c.approval_id == APPROVAL.c.id).exists()
    own = (APPROVAL.c.asked_by_id == asked_by_id) & (APPROVAL.c.asked_at >= since)
    statement = select(APPROVAL).where(own, ~used).order_by(APPROVAL.c.id)
    return tuple(rows.made(Approval, row) for row in work.connection.execute(statement))


def texts_of(work: Work, approval_id: int) -> dict[str, str]:
    """The names and typed texts that the second person is shown: those of the first event about the question."""
    first = rows.every(work, Event, subject_kind="approval", subject_id=approval_id)[:1]
    return {one.kind: one.text for one in rows.every(work, EventText, event_id=tuple(event.id for event in first))}
