"""The frozen model of a service: what can happen, never what happened; every attribute is named as in the YAML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, StrictBool, StrictInt, ValidationInfo, WithJsonSchema
from pydantic import Field as Key

from oss_desk.domain.money import Currency
from oss_desk.workflows.currencies import CURRENCIES
from oss_desk.workflows.terms import (
    Amount,
    Count,
    Default,
    Id,
    Language,
    Number,
    Percent,
    Term,
    Text,
    Texts,
    Unit,
    Value,
    language_of,
    mistake,
)

FieldType = Literal[
    "text",
    "long-text",
    "integer",
    "decimal",
    "money",
    "date",
    "yes-no",
    "choice",
    "choices",
    "phone",
    "email",
    "address",
    "citizen",
    "number",
    "rows",
]
Mark = Literal["original-seen", "original-kept", "certified-copy", "copy", "scan", "on-file"]
Need = Literal["note", "checklist", "evidence", "opinions", "four-eyes"]
StepKind = Literal["work", "to-pay", "ready-to-collect", "handed-over", "sent", "done", "refused", "not-admitted"]
FactName = Literal["age", "applicant_kind", "represented", "resident", "first_time", "today"]

ENDINGS: frozenset[str] = frozenset({"handed-over", "sent", "done", "refused", "not-admitted"})
GOOD_ENDINGS: frozenset[str] = frozenset({"handed-over", "sent", "done"})
ANY_MARK: tuple[Mark, ...] = ("original-seen", "original-kept", "certified-copy", "copy", "scan")


class Part(BaseModel):
    """What all parts share: frozen, and a word that the format does not know is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


PartT = TypeVar("PartT", bound=Part)


def _found(parts: tuple[PartT, ...], wanted: str) -> PartT:
    for part in parts:
        if getattr(part, "id", None) == wanted:
            return part
    raise KeyError(wanted)


class Condition(Part):
    """A test of one subject with one operator, or `all`, `any`, `not` of others; held by `rules.holds`."""

    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    not_: Condition | None = Key(None, alias="not")
    field: Id | None = None
    fact: FactName | None = None
    days_since: Id | None = None
    years_since: Id | None = None
    is_: Value | None = Key(None, alias="is")
    is_not: Value | None = None
    in_: tuple[Value, ...] | None = Key(None, alias="in")
    over: Value | None = None
    under: Value | None = None
    between: Annotated[tuple[Value, ...], Key(min_length=2, max_length=2)] | None = None
    answered: StrictBool | None = None

    SUBJECTS: ClassVar = ("field", "fact", "days_since", "years_since")
    OPERATORS: ClassVar = ("is", "is_not", "in", "over", "under", "between", "answered")
    COMBINERS: ClassVar = ("all", "any", "not")

    @property
    def tests(self) -> tuple[Condition, ...]:
        """All single tests inside, in order."""
        inner = (*self.all, *self.any, *((self.not_,) if self.not_ else ()))
        return tuple(test for part in inner for test in part.tests) if inner else (self,)

    @property
    def subject(self) -> str | None:
        """The id of the field that this test is about, whichever way it measures it."""
        return self.field or self.days_since or self.years_since

    @property
    def fields(self) -> frozenset[str]:
        """The ids of all fields that this condition asks about."""
        return frozenset(test.subject for test in self.tests if test.subject)


class LegalResource(Part):
    """A law, and where in it."""

    title: Texts
    section: Text | None = None


class Option(Part):
    """One of the answers of a choice; also one row of a checklist."""

    id: Id
    label: Texts


class Field(Part):
    """One question of the form, at intake or at a step."""

    id: Id
    type: FieldType
    label: Texts
    hint: Texts | None = None
    required: StrictBool = False
    when: Condition | None = None
    step: Id | None = None
    options: tuple[Option, ...] = ()
    min: Value | None = None
    max: Value | None = None
    default: Default | None = None
    mask: Text | None = None
    unit: Unit | None = None
    fields: tuple[Field, ...] = ()

    @property
    def units(self) -> Mapping[str, str]:
        """The unit by language; a plain one stands for every language."""
        return {"": self.unit} if isinstance(self.unit, str) else self.unit or {}

    def field(self, wanted: str) -> Field:
        """The column of that id; KeyError when there is none."""
        return _found(self.fields, wanted)


class EvidenceRequirement(Part):
    """What must be proven, by which papers: AND inside a list, OR between the lists of `any_of`."""

    id: Id
    title: Texts
    any_of: Annotated[tuple[Annotated[tuple[Id, ...], Key(min_length=1)], ...], Key(min_length=1)]
    accept: Annotated[tuple[Mark, ...], Key(min_length=1)] = ANY_MARK
    not_older_than: Term | None = None
    count: Annotated[StrictInt, Key(ge=1, le=100)] = 1
    for_each: Id | None = None
    by: Literal["citizen", "office"] = "citizen"
    step: Id | None = None
    may_follow: Term | None = None
    required: StrictBool = True
    reuse: StrictBool = False
    when: Condition | None = None
    legal_basis: Id | None = None


class NumberSubject(Part):
    """The number by which a band is chosen: a field's, or days or years since a date."""

    field: Id | None = None
    days_since: Id | None = None
    years_since: Id | None = None


class Band(Part):
    """An amount up to and with a number; the last band has no `up_to`."""

    amount: Amount
    up_to: Number | None = None


class Bands(Part):
    """An amount by the size of a number."""

    by: NumberSubject
    rows: Annotated[tuple[Band, ...], Key(min_length=1)]


class Table(Part):
    """An amount by the option chosen."""

    by: Id
    rows: Annotated[Mapping[Id, Amount], Key(min_length=1)]


class FeeRule(Part):
    """How one line of what is owed is computed; exactly one base."""

    id: Id
    title: Texts
    amount: Amount | None = None
    bands: Bands | None = None
    table: Table | None = None
    percent: Percent | None = None
    of: Id | None = None
    of_fees: tuple[Id, ...] = ()
    assessed: StrictBool = False
    per: Id | None = None
    beyond: Annotated[StrictInt, Key(ge=1, le=1_000_000)] | None = None
    for_each: Id | None = None
    min: Amount | None = None
    max: Amount | None = None
    round_to: Amount | None = None
    when: Condition | None = None
    due: Id | None = None
    paid_at: Literal["office", "elsewhere"] = "office"
    legal_basis: Id | None = None

    BASES: ClassVar = ("amount", "bands", "table", "percent", "assessed")


class Exemption(Part):
    """A reduction by rule: of the named fees, or of all when none is named; `evidence` is the paper that proves it."""

    id: Id
    title: Texts
    percent: Percent | None = None
    amount: Amount | None = None
    fees: tuple[Id, ...] = ()
    evidence: Id | None = None
    when: Condition | None = None
    legal_basis: Id | None = None


class Opinion(Part):
    """What another body must say before an action that needs opinions."""

    authority: Id
    title: Texts | None = None
    within: Term | None = None


class Lapse(Part):
    """After which term of waiting an official may close the case."""

    after: Term
    count: Count = "calendar"


class Action(Part):
    """What takes a case from its step to another."""

    id: Id
    label: Texts
    to: Id
    role: Id | None = None
    when: Condition | None = None
    needs: tuple[Need, ...] = ()
    legal_basis: Id | None = None


class Step(Part):
    """A state of the case. Without `kind` it is work and has actions."""

    id: Id
    title: Texts | None = None
    kind: StepKind = "work"
    at: Text | None = None
    role: Id | None = None
    within: Term | None = None
    instructions: Texts | None = None
    checklist: tuple[Option, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    actions: tuple[Action, ...] = ()
    to: Id | None = None
    lapses: Lapse | None = None
    legal_basis: Id | None = None

    def action(self, wanted: str) -> Action:
        """The action of that id; KeyError when there is none."""
        return _found(self.actions, wanted)

    @property
    def ends(self) -> bool:
        """Whether the case is closed here."""
        return self.kind in ENDINGS

    @property
    def hands(self) -> str:
        """Who holds the case here: `counter`, `back-office`, `authority:ID` or `citizen`."""
        if self.kind == "work":
            return self.at or "counter"
        return "citizen" if self.kind in ("to-pay", "ready-to-collect") else "counter"

    @property
    def authority(self) -> str | None:
        """The id of the other body that holds the case here, if one does."""
        return self.at.removeprefix("authority:") if self.at and self.at.startswith("authority:") else None


class TimeCase(Part):
    """A processing time, and when it is the one."""

    time: Term
    when: Condition | None = None


class ProcessingTime(Part):
    """How long the office takes at most: `time`, or the first of `cases` that holds."""

    time: Term | None = None
    cases: tuple[TimeCase, ...] = ()
    count: Count = "working"
    since: Id = "start"
    extension: Term | None = None


class Appeal(Part):
    """To whom the citizen may turn after a refusal, and until when."""

    to: Texts
    within: Term
    count: Count = "calendar"
    legal_basis: Id | None = None


class Eligibility(Part):
    """Who may ask at all; when `must` does not hold, the title and the law are printed as the reason."""

    id: Id
    title: Texts
    must: Condition
    legal_basis: Id | None = None


class Output(Part):
    """What the citizen gets; made on a numbered `blank` of the register its number is the blank's serial."""

    id: Id
    title: Texts
    valid_for: Term | None = None
    blank: Id | None = None
    by: tuple[Literal["collect", "post"], ...] = ("collect",)
    when: Condition | None = None


def _to_processing_time(value: object) -> object:
    return {"time": value} if isinstance(value, str) else value


def _to_keywords(value: object, info: ValidationInfo) -> object:
    return {language_of(info): value} if isinstance(value, list) else value


def _to_currency(value: object) -> object:
    if not isinstance(value, str) or value not in CURRENCIES:
        raise mistake("no-currency", word=str(value), known=" ".join(CURRENCIES))
    return value


class Service(Part):
    """One version of one public service, whole."""

    format: Literal[1]
    id: Id
    language: Language
    currency: Annotated[str, BeforeValidator(_to_currency), WithJsonSchema({"enum": sorted(CURRENCIES)})]
    title: Texts
    summary: Texts | None = None
    declaration: Texts | None = None
    authority: Id
    life_events: tuple[Id, ...] = ()
    keywords: Annotated[Mapping[Language, tuple[Text, ...]], BeforeValidator(_to_keywords)] = Key(default_factory=dict)
    quantity: Id | None = None
    legal_basis: Mapping[Id, LegalResource] = Key(default_factory=dict)
    processing_time: Annotated[ProcessingTime, BeforeValidator(_to_processing_time)] | None = None
    appeal: Appeal | None = None
    eligibility: tuple[Eligibility, ...] = ()
    outputs: tuple[Output, ...] = ()
    fields: tuple[Field, ...] = ()
    evidence: tuple[EvidenceRequirement, ...] = ()
    fees: tuple[FeeRule, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    fees_due: Id = "start"
    steps: Annotated[tuple[Step, ...], Key(min_length=1)]

    def step(self, wanted: str) -> Step:
        """The step of that id; KeyError when there is none."""
        return _found(self.steps, wanted)

    def field(self, wanted: str) -> Field:
        """The field of that id, a column of a table too; KeyError when there is none."""
        return _found((*self.fields, *(column for field in self.fields for column in field.fields)), wanted)

    def requirement(self, wanted: str) -> EvidenceRequirement:
        """What must be proven under that id; KeyError when there is none."""
        return _found(self.evidence, wanted)

    def fee(self, wanted: str) -> FeeRule:
        """The fee of that id; KeyError when there is none."""
        return _found(self.fees, wanted)

    def exemption(self, wanted: str) -> Exemption:
        """The exemption of that id; KeyError when there is none."""
        return _found(self.exemptions, wanted)

    def output(self, wanted: str) -> Output:
        """The output of that id; KeyError when there is none."""
        return _found(self.outputs, wanted)

    @property
    def first_step(self) -> Step:
        """Where a case starts."""
        return self.steps[0]

    @property
    def money(self) -> Currency:
        """The currency with its digits, for computing."""
        return CURRENCIES[self.currency]

    @property
    def while_you_wait(self) -> bool:
        """Whether all the office's own work is done at the counter: the citizen need not come back for it."""
        work = [step for step in self.steps if step.kind == "work"]
        return all(step.at in ("counter", "citizen") for step in work)

    def due_of(self, fee: FeeRule) -> str:
        """At which point a fee falls due: `start`, `handover` or a to-pay step."""
        return fee.due or self.fees_due
