"""The till as pages show it: whether money can be taken now, and what stands in the way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

TillState = Literal["open", "none", "left", "counted", "by-itself"]


@dataclass(frozen=True)
class TillNow:
    """Whether a shift of whoever is at the desk is open, so that money may be taken.

    "left": the open one is `official`'s of before, opened at `since`, and is counted and closed first; "counted": hers
    is counted already; "by-itself": where no cash is taken it opens with the first payment.
    """

    state: TillState
    official: str = ""
    since: datetime | None = None
