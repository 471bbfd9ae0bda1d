"""Notices as rows: those that hold or will hold, and the latest that are over."""

from datetime import datetime

from sqlalchemy import or_, select

from oss_desk.domain.notices import Notice, NoticeEnd
from oss_desk.storage import rows
from oss_desk.storage.database import Work
from oss_desk.storage.tables.notices import NOTICE, NOTICE_END


def standing(work: Work, now: datetime) -> tuple[Notice, ...]:
    """Every notice that is not over at that moment, those still to begin included, the first to begin at the head."""
    ended = select(NOTICE_END.c.notice_id).where(NOTICE_END.c.notice_id == NOTICE.c.id).exists()
    statement = select(NOTICE).where(or_(NOTICE.c.until_at.is_(None), NOTICE.c.until_at > now), ~ended)
    found = work.connection.execute(statement.order_by(NOTICE.c.from_at, NOTICE.c.id))
    return tuple(rows.made(Notice, row) for row in found)


def over(work: Work, now: datetime, limit: int = 50) -> tuple[tuple[Notice, NoticeEnd | None], ...]:
    """The notices that are over, the latest written first, each with its early end where it had one."""
    ended = select(NOTICE_END.c.notice_id).where(NOTICE_END.c.notice_id == NOTICE.c.id).exists()
    statement = select(NOTICE).where(or_(NOTICE.c.until_at <= now, ended)).order_by(NOTICE.c.id.desc()).limit(limit)
    found = tuple(rows.made(Notice, row) for row in work.connection.execute(statement))
    ends = {end.notice_id: end for end in rows.every(work, NoticeEnd, notice_id=tuple(one.id for one in found))}
    return tuple((notice, ends.get(notice.id)) for notice in found)
