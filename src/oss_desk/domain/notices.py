"""Notices of the office: what a citizen should know before she waits for a service that cannot be had just now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from oss_desk.domain.text import Texts

NoticeScope = Literal["office", "service", "authority"]
NOTICE_SCOPES: tuple[NoticeScope, ...] = get_args(NoticeScope)


@dataclass(frozen=True)
class Notice:
    """One notice: "the registry's line is down", on everything, on a service or on all services of an authority.

    `code` is the id of the service or authority, None for everything. `until_at` is the first moment at which it no
    longer holds, None where nobody knows; `days` says that both were given as days of the office, not as moments.
    """

    id: int
    scope: NoticeScope
    code: str | None
    text: Texts
    from_at: datetime
    until_at: datetime | None
    days: bool
    written_at: datetime
    written_by_id: int


@dataclass(frozen=True)
class NoticeEnd:
    """A notice ended before its time, by whom."""

    notice_id: int
    at: datetime
    official_id: int


def touches(notice: Notice, service: str, authority: str) -> bool:
    """Whether the notice is about this service: about it alone, about its authority, or about everything."""
    return notice.scope == "office" or notice.code == (service if notice.scope == "service" else authority)
