"""What several papers say alike: head, people, fees, papers seen, stops of the line, the way to appeal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from oss_desk.domain.messages import Message


def plain(text: str) -> Message:
    """A text of a definition or of a person, standing where a message is wanted."""
    return Message("text", {"text": text})


@dataclass(frozen=True)
class OpenDay:
    """One stretch of opening on one weekday (Monday 0), in minutes after midnight."""

    weekday: int
    start: int
    end: int


@dataclass(frozen=True)
class Head:
    """What every paper says about where, when and by whom it was made."""

    office_id: str  # the office's random id, digits and capitals
    office: str
    address: tuple[str, ...]
    opening: tuple[OpenDay, ...]
    complaint: tuple[str, ...]  # whom to tell: name, address, phone
    desk: str  # code
    desk_name: str
    official: str
    moment: datetime
    zone: str  # IANA name
    language: str  # of the paper
    office_language: str
    sample: bool = False
    copy: int = 0  # 0 is the original
    maybe_before: bool = False  # sent to a printer before, and nobody knows whether it came out
    mark: str = ""  # "cancelled" of a receipt that another one cancelled, "void" of that other one


@dataclass(frozen=True)
class Person:
    """A citizen or organisation as papers name them."""

    name: str  # reading form
    own_script: str = ""  # as on the document, where it differs
    born: str = ""  # ISO, to the day, the month or the year
    document: str = ""  # "ID card, number ends 4417"


@dataclass(frozen=True)
class FeeText:
    """One fee, reduction or surcharge with its worked steps and its law."""

    title: str
    amount: int
    steps: tuple[Message, ...] = ()
    law: str = ""
    also: str = ""  # the same in the office's first language, where the paper is in another


@dataclass(frozen=True)
class PaperSeen:
    """One paper handed in or shown: mark is a mark of the document list, such as original-seen."""

    title: str
    mark: str
    number_ending: str = ""
    issued: str = ""  # ISO date
    since: str = ""  # ISO date from which it is on file
    reason: str = ""  # why it was not accepted, or a remark
    services: tuple[int, ...] = ()  # which of the services on this paper count it, from 1
    also: str = ""  # the same in the office's first language, where the paper is in another


@dataclass(frozen=True)
class StillToBring:
    """A paper that may follow, with those that are needed together with it."""

    title: str
    until: date | None = None
    services: tuple[int, ...] = ()
    also: str = ""  # the same in the office's first language, where the paper is in another
    together: tuple[str, ...] = ()


@dataclass(frozen=True)
class Station:
    """One stop of the line: state is done, now or ahead; `when` is on, until or from, before the moment."""

    title: Message
    state: str
    who: Message | None = None
    when: str = ""
    moment: datetime | None = None


WHO_PAYS = "who-pays"
"""The code of who has it at a stop where money is asked for."""


def pays_again(stations: Sequence[Station]) -> bool:
    """Whether money is asked for at a later stop: then nobody is told that nothing else is owed."""
    return any(stop.state == "ahead" and stop.who is not None and stop.who.code == WHO_PAYS for stop in stations)


@dataclass(frozen=True)
class Appeal:
    """To whom a refused person may turn, until when, by which law."""

    to: str
    until: date | None = None
    address: tuple[str, ...] = ()
    law: str = ""


@dataclass(frozen=True)
class WantedPaper:
    """A paper that is asked for and where to get it."""

    title: str
    where: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()  # marks
    also: str = ""  # the same in the office's first language, where the paper is in another


@dataclass(frozen=True)
class Notice:
    """Something that holds for a time: a line that is down, no passports until Thursday."""

    text: str
    until: date | None = None
