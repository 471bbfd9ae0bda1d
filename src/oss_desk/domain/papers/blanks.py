"""The papers of numbered blanks: what came in, was handed on or destroyed, to be signed by two; the stock of a desk."""

from dataclasses import dataclass

from oss_desk.domain.messages import Message
from oss_desk.domain.papers.parts import Head


@dataclass(frozen=True)
class BlankFact:
    """Something about all the sheets: who sent them, on which slip, from where to where."""

    label: Message
    text: str


@dataclass(frozen=True)
class BlankRow:
    """Sheets of one kind that follow each other, or one sheet; `last` is empty for one."""

    kind: str
    first: str
    last: str = ""
    sheets: int = 1
    detail: Message | None = None


@dataclass(frozen=True)
class BlankGroup:
    """Sheets under one heading; `none` is said where there is none."""

    title: Message
    rows: tuple[BlankRow, ...] = ()
    none: Message | None = None


@dataclass(frozen=True)
class BlanksPaper:
    """A list of numbered blanks, and who signs it."""

    head: Head
    title: Message
    groups: tuple[BlankGroup, ...]
    facts: tuple[BlankFact, ...] = ()
    signs: tuple[str, ...] = ()
