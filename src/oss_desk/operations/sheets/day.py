"""What is left to do before the office closes, in groups."""

from dataclasses import dataclass
from datetime import date, datetime

from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.papers import Head
from oss_desk.operations.sheets.cards import CaseCard, VisitCard
from oss_desk.operations.sheets.held import HeldPaper
from oss_desk.operations.sheets.money import ToPay
from oss_desk.operations.sheets.notices import NoticeCard


@dataclass(frozen=True)
class DaySheet:
    """Today's end: `next_day` is the next open day, up to whose close `due` and `notices` look."""

    day: date
    next_day: date | None
    now: datetime
    closes_at: datetime | None
    visits: tuple[VisitCard, ...]
    """Open here and parked anywhere, the one that waits longest first."""
    unprinted: tuple[PrintJob, ...]
    to_pay: tuple[ToPay, ...]
    due: tuple[CaseCard, ...]
    """Late, due today or on the next open day, with the office's own part not yet done."""
    give_back: tuple[HeldPaper, ...]
    notices: tuple[NoticeCard, ...]
    """Those that end by the close of the next open day."""

    head: Head
    """What the day's list says on paper of office, desk and official."""

    @property
    def is_clear(self) -> bool:
        """Whether nothing is left."""
        return not (self.visits or self.unprinted or self.to_pay or self.due or self.give_back or self.notices)
