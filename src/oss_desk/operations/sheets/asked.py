"""What a service asks for and costs: documents, fields, fees, exemptions, as visit, case and catalogue show them."""

from collections.abc import Mapping
from dataclasses import dataclass

from oss_desk.domain.cases import Evidence, Mark
from oss_desk.domain.messages import Message
from oss_desk.domain.money import Money
from oss_desk.domain.people import Person
from oss_desk.domain.text import Texts
from oss_desk.workflows.definition import Field
from oss_desk.workflows.rules import Missing

JsonValue = object
"""A value of a form: text, whole number, yes-no, list or mapping, as in `workflows.rules.Answers`."""


@dataclass(frozen=True)
class PaperType:
    """One kind of paper in an alternative, and what was presented for it. `on_file` may be reused with her yes."""

    type: str
    title: Texts
    where_to_get: Texts
    numbered: bool
    dated: bool
    seen: Evidence | None
    seen_mark: Mark | None
    not_accepted: Evidence | None
    on_file: Evidence | None


@dataclass(frozen=True)
class PaperLine:
    """One requirement of the merged list; `requests` are the basket lines it counts for, `owner` whose paper it is."""

    key: str
    title: Texts
    requests: tuple[int, ...]
    positions: tuple[int, ...]
    owner: Person | None
    owner_name: str
    row: int | None
    alternatives: tuple[tuple[PaperType, ...], ...]
    accept: tuple[Mark, ...]
    count: int
    required: bool
    may_follow: bool
    settled: bool
    legal_basis: str
    reusable: bool


@dataclass(frozen=True)
class FieldLine:
    """One field that is asked, its answer (None when there is none yet) and what is wrong with it."""

    field: Field
    answer: JsonValue
    problem: Message | None
    known: JsonValue
    missing: bool = False
    """Nothing is answered yet, and the case cannot start so; `problem` is about answers only."""
    problems: tuple[Missing, ...] = ()
    """In a table: what is missing or wrong in its rows, by column and row."""


@dataclass(frozen=True)
class FeeStepLine:
    """A worked step of an amount: `kind` and values, told in words by the window ("3 x 5.00")."""

    kind: str
    values: Mapping[str, str | int]


@dataclass(frozen=True)
class FeeLineSheet:
    """One amount with its title, law and worked steps; a reduction is below zero. `point` is when it is due."""

    fee: str
    exemption: str | None
    title: Texts
    law: str
    amount: Money
    steps: tuple[FeeStepLine, ...]
    elsewhere: bool
    point: str


@dataclass(frozen=True)
class ExemptionLine:
    """An exemption that may be asked for, with the paper that proves it and whether it is granted now."""

    id: str
    title: Texts
    law: str
    evidence: str | None
    granted: bool
