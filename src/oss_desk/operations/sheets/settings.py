"""What the page Settings shows of the office and its desks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from oss_desk.domain.office import ClosingDay, Desk, MeansOfPayment, Office, Role
from oss_desk.domain.text import Texts

RegisterKind = Literal["authority", "evidence-type", "life-event", "blank-kind"]


@dataclass(frozen=True)
class OfficialLine:
    """Somebody who works here, or did: the roles given to her, whether she has a password, where she sits now, and
    whether a phone of hers is set up."""

    id: int
    version: int
    login: str
    name: str
    roles: tuple[str, ...]
    active: bool
    has_password: bool
    desk: str
    has_phone: bool = False


@dataclass(frozen=True)
class RegisterLine:
    """One entry of a register that definitions name."""

    kind: RegisterKind
    code: str
    title: Texts


@dataclass(frozen=True)
class SettingsSheet:
    """The office as its administrator keeps it. `hours` in minutes after midnight for each weekday (0 is Monday).

    `resting` are the desks where nobody can sign in for a while.
    `holidays` are those of this year and the next, named in the language that was asked for where that is known.
    """

    office: Office
    desks: tuple[Desk, ...]
    hours: Mapping[int, tuple[tuple[int, int], ...]]
    closing_days: tuple[ClosingDay, ...]
    holidays: tuple[tuple[date, str], ...]
    means: tuple[MeansOfPayment, ...]
    roles: tuple[Role, ...]
    officials: tuple[OfficialLine, ...]
    registers: tuple[RegisterLine, ...]
    countries: Mapping[str, tuple[str, ...]]
    own_id: int
    own_desk: str
    may_administer: bool
    may_overrule: bool = False
    resting: frozenset[int] = frozenset()
