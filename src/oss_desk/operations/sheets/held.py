"""An original that the office keeps: whose, where it lies, for which cases, and whether it is to be given back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from oss_desk.domain.people import Person
from oss_desk.domain.text import Texts
from oss_desk.operations.sheets.cards import CaseCard


@dataclass(frozen=True)
class HeldPaper:
    """A paper in the office's hands. `give_back` when nothing that counts it runs any more.

    `version` is that of its place, 0 while nobody said where it lies; `number` only by its end.
    """

    evidence_id: int
    type: str
    title: Texts
    number: str
    owner: Person | None
    owner_name: str
    since: datetime
    by: str
    place: str
    version: int
    cases: tuple[CaseCard, ...]
    give_back: bool


@dataclass(frozen=True)
class HeldSheet:
    """The papers that the office holds, and the places that are in use, the latest first."""

    papers: tuple[HeldPaper, ...]
    places: tuple[str, ...]


@dataclass(frozen=True)
class ReturnedPaper:
    """A paper that was given back: to whom, how and when."""

    title: Texts
    number: str
    owner_name: str
    to_name: str
    how: Literal["handover", "by-hand", "sent"]
    at: datetime
    by: str
