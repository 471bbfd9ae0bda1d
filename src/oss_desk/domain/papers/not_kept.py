"""The papers that are made anew whenever they are asked for: the sheet of a service, the list of a day."""

from dataclasses import dataclass
from datetime import date

from oss_desk.domain.messages import Message
from oss_desk.domain.papers.parts import (
    Appeal,
    Head,
    Notice,
    WantedPaper,
)


@dataclass(frozen=True)
class Term:
    """How long something takes at most: an ISO 8601 duration, counted working or calendar; empty is while you wait."""

    duration: str = ""
    count: str = "working"
    when: str = ""  # for whom or for what it holds, where not for all


@dataclass(frozen=True)
class AskedPaper:
    """One thing to be proven for a service: any one of the lists, each list whole; `when` says for whom."""

    title: str
    any_of: tuple[tuple[WantedPaper, ...], ...]
    when: str = ""
    law: str = ""
    count: int = 1
    may_follow: bool = False
    also: str = ""


@dataclass(frozen=True)
class Price:
    """One fee of a service: an amount in minor units, or the words that say how it is found, or both."""

    title: str
    amount: int | None = None
    terms: tuple[Message, ...] = ()  # "per copy", "1.5 % of the declared value"
    law: str = ""
    when: str = ""
    also: str = ""


@dataclass(frozen=True)
class ServiceSheetPaper:
    """What a citizen wants to know of a service before she comes; not kept, made from the version in force."""

    head: Head
    currency: str
    exponent: int
    title: str
    authority: str  # who decides
    summary: str = ""
    outputs: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    conditions: tuple[str, ...] = ()  # who may ask for it
    papers: tuple[AskedPaper, ...] = ()
    prices: tuple[Price, ...] = ()  # none: free of charge
    reductions: tuple[Price, ...] = ()
    where: tuple[str, ...] = ()  # where it is asked for, if not at this office
    laws: tuple[str, ...] = ()
    appeal: Appeal | None = None
    notices: tuple[Notice, ...] = ()
    in_force: date | None = None  # since when this version holds
    also: str = ""


@dataclass(frozen=True)
class ListRow:
    """One row of a list: a number to know it by, what it is, a word about it, and what stands at its end."""

    number: str
    title: str
    detail: Message | None = None
    at_end: Message | None = None
    amount: int | None = None  # instead of a word at the end


@dataclass(frozen=True)
class ListGroup:
    """Rows under one heading; `none` is said where there is no row."""

    title: Message
    rows: tuple[ListRow, ...] = ()
    none: Message | None = None


@dataclass(frozen=True)
class DayListPaper:
    """A list in groups, for the office itself: what is open at the end of a day."""

    head: Head
    currency: str
    exponent: int
    title: Message
    groups: tuple[ListGroup, ...]
    note: Message | None = None
