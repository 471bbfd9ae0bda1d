"""A notice of the office, as the finder, the Counter and Today show it."""

from dataclasses import dataclass
from datetime import datetime

from oss_desk.domain.notices import Notice
from oss_desk.domain.text import Texts


@dataclass(frozen=True)
class NoticeCard:
    """A notice; `about` names the service or authority and is empty for everything.

    `ended_at` is set where it was ended before its time. A page shows it only while `holds_at` its own clock.
    """

    notice: Notice
    about: Texts
    written_by: str
    ended_at: datetime | None = None

    def holds_at(self, now: datetime) -> bool:
        """Whether it is to be shown at that moment."""
        until = self.notice.until_at
        return self.ended_at is None and self.notice.from_at <= now and (until is None or now < until)
