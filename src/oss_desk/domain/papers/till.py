"""The papers of the till: X and Z reports, deposits, handovers, closes of a month, as labelled figures to be signed."""

from dataclasses import dataclass

from oss_desk.domain.messages import Message
from oss_desk.domain.papers.parts import Head


@dataclass(frozen=True)
class TillRow:
    """One figure: what it is, a text, how many of it, and what it comes to in minor units; `strong` stands out."""

    label: Message
    text: str = ""
    count: int | None = None
    amount: int | None = None
    strong: bool = False


@dataclass(frozen=True)
class TillGroup:
    """Figures under one heading."""

    title: Message
    rows: tuple[TillRow, ...]


@dataclass(frozen=True)
class TillPaper:
    """A paper of the till; `digest` is what the next one of its kind names, `signs` are those who sign it."""

    head: Head
    currency: str
    exponent: int
    title: Message
    number: str
    groups: tuple[TillGroup, ...]
    digest: str = ""
    signs: tuple[str, ...] = ()
