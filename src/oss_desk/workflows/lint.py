"""The linter: what is well formed and would still go wrong for a citizen or an official."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from oss_desk.domain.calendar import Duration
from oss_desk.domain.messages import Message, Value
from oss_desk.workflows.contradictions import contradictions
from oss_desk.workflows.definition import Condition, Exemption, FeeRule, Output, Service, Step
from oss_desk.workflows.mistakes import place_text
from oss_desk.workflows.paths import ending_reachable, longest_days, reachable, working_days
from oss_desk.workflows.registers import Registers
from oss_desk.workflows.translations import missing, texts

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """One thing found: the rule's name, how bad it is, the place as the reader writes it, and the sentence."""

    rule: str
    severity: Severity
    place: str
    message: Message


def lint(
    service: Service,
    registers: Registers,
    roles_held: frozenset[str] | None = None,
    languages: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """Everything found, errors first; without `roles_held` (by somebody in the office) that rule is left out.

    `languages` are those of the office: every text should be there in each of them, and in the service's own it must.
    A service with errors should not be published; with warnings it may be.
    """
    found = [finding for rule in RULES for finding in rule(service)]
    found += _roles_nobody_holds(service, roles_held) if roles_held is not None else ()
    found += _translations(service, registers, languages)
    return tuple(sorted(found, key=lambda finding: finding.severity))


def _error(rule: str, place: tuple[str | int, ...], **values: Value) -> Finding:
    return Finding(rule, "error", place_text(place), Message(rule, values))


def _warning(rule: str, place: tuple[str | int, ...], **values: Value) -> Finding:
    return Finding(rule, "warning", place_text(place), Message(rule, values))


def _unreachable(service: Service) -> Iterator[Finding]:
    reached = reachable(service)
    for number, step in enumerate(service.steps):
        if step.id not in reached:
            yield _error("step-unreachable", ("steps", number))


def _endless(service: Service) -> Iterator[Finding]:
    ending = ending_reachable(service)
    for number, step in enumerate(service.steps):
        if step.id in reachable(service) and step.id not in ending:
            yield _error("step-cannot-end", ("steps", number))


def _back_from_start(service: Service) -> Iterator[Finding]:
    entered = {target for step in service.steps for target in _targets(step)}
    first = service.first_step
    if first.id not in entered and any(action.to == "back" for action in first.actions):
        yield _error("step-back-from-start", ("steps", 0))


def _targets(step: Step) -> tuple[str, ...]:
    return (*(action.to for action in step.actions if action.to != "back"), *((step.to,) if step.to else ()))


def _roles_nobody_holds(service: Service, held: frozenset[str]) -> Iterator[Finding]:
    for number, step in enumerate(service.steps):
        if step.role and step.role not in held:
            yield _warning("role-nobody-holds", ("steps", number, "role"), role=step.role)
        for index, action in enumerate(step.actions):
            if action.role and action.role not in held:
                yield _warning("role-nobody-holds", ("steps", number, "actions", index, "role"), role=action.role)


def _fees(service: Service) -> Iterator[Finding]:
    for number, fee in enumerate(service.fees):
        if fee.legal_basis is None:
            yield _error("fee-without-law", ("fees", number))
        yield from _of_later(service, fee, number)
        yield from _bands(fee, number)
        yield from _table(service, fee, number)


def _of_later(service: Service, fee: FeeRule, number: int) -> Iterator[Finding]:
    """A percentage of a fee that falls due only afterwards, and may not be known yet."""
    order = {"start": 0, "handover": 2}
    for index, name in enumerate(fee.of_fees):
        if order.get(service.due_of(service.fee(name)), 1) > order.get(service.due_of(fee), 1):
            yield _error("fee-of-later-fee", ("fees", number, "of_fees", index), fee=name)


def _bands(fee: FeeRule, number: int) -> Iterator[Finding]:
    rows = fee.bands.rows if fee.bands else ()
    highest: Decimal | None = None
    open_before = False
    for index, row in enumerate(rows):
        limit = Decimal(row.up_to) if row.up_to is not None else None
        if open_before or (limit is not None and highest is not None and limit <= highest):
            yield _error("bands-overlap", ("fees", number, "bands", "rows", index))
        open_before = open_before or limit is None
        highest = limit if limit is not None else highest
    if rows and not open_before:
        yield _error("bands-open", ("fees", number, "bands", "rows", len(rows) - 1))


def _table(service: Service, fee: FeeRule, number: int) -> Iterator[Finding]:
    if fee.table is None or (fee.when and fee.table.by in fee.when.fields):
        return
    options = {option.id for option in service.field(fee.table.by).options}
    left_out = sorted(options - set(fee.table.rows))
    if left_out:
        yield _error("table-open", ("fees", number, "table", "rows"), options=", ".join(left_out))


def _paper_twice(service: Service) -> Iterator[Finding]:
    for number, part in enumerate(service.evidence):
        for earlier in service.evidence[:number]:
            shared = {frozenset(papers) for papers in part.any_of} & {frozenset(papers) for papers in earlier.any_of}
            same_table = part.for_each == earlier.for_each
            if shared and same_table and not _exclude_each_other(service, part.when, earlier.when):
                yield _warning("paper-twice", ("evidence", number, "any_of"), other=earlier.id)


def _exclude_each_other(service: Service, one: Condition | None, other: Condition | None) -> bool:
    return bool(one and other and contradictions(service, Condition.model_validate({"all": [one, other]})))


def _conditions(service: Service) -> Iterator[tuple[tuple[str | int, ...], Condition, str | None]]:
    """Every condition with its place and the step at which it decides (None: at intake or in no one step)."""
    for number, rule in enumerate(service.eligibility):
        yield ("eligibility", number, "must"), rule.must, None
    for number, field in enumerate(service.fields):
        if field.when:
            yield ("fields", number, "when"), field.when, field.step or ""
        for column, inner in enumerate(field.fields):
            if inner.when:
                yield ("fields", number, "fields", column, "when"), inner.when, field.step or ""
    for number, part in enumerate(service.evidence):
        if part.when:
            yield ("evidence", number, "when"), part.when, part.step or ""
    yield from _more_conditions(service)


def _more_conditions(service: Service) -> Iterator[tuple[tuple[str | int, ...], Condition, str | None]]:
    parts: dict[str, tuple[FeeRule | Exemption | Output, ...]] = {
        "fees": service.fees,
        "exemptions": service.exemptions,
        "outputs": service.outputs,
    }
    for name, own in parts.items():
        for number, part in enumerate(own):
            if part.when:
                yield (name, number, "when"), part.when, ""
    for number, step in enumerate(service.steps):
        for index, action in enumerate(step.actions):
            if action.when:
                yield ("steps", number, "actions", index, "when"), action.when, ""
    for number, case in enumerate(service.processing_time.cases if service.processing_time else ()):
        if case.when:
            yield ("processing_time", "cases", number, "when"), case.when, ""


def _contradictory(service: Service) -> Iterator[Finding]:
    for place, condition, _ in _conditions(service):
        for subject in contradictions(service, condition):
            yield _error("condition-contradiction", place, subject=subject)


def _asked_too_late(service: Service) -> Iterator[Finding]:
    """A rule of eligibility, or a question or paper of the intake, that depends on an answer of a later step."""
    at_intake = [
        *((place, condition) for place, condition, step in _conditions(service) if step is None),
        *((("fields", n, "when"), f.when) for n, f in enumerate(service.fields) if f.when and not f.step),
        *((("fees", n), f.when) for n, f in enumerate(service.fees) if f.when and service.due_of(f) == "start"),
    ]
    for place, condition in at_intake:
        for name in sorted(condition.fields):
            if _step_of_field(service, name):
                yield _warning("asked-too-late", place, field=name)


def _step_of_field(service: Service, name: str) -> str | None:
    return next((field.step for field in service.fields if field.id == name), None)


def _own_language(service: Service) -> Iterator[Finding]:
    for place, found in texts(service):
        if service.language not in found:
            yield _error("own-language-missing", place, language=service.language)


def _translations(service: Service, registers: Registers, languages: Iterable[str]) -> Iterator[Finding]:
    """What the office's languages lack; texts that are not in the service's own language are errors already."""
    for lack in missing(service, registers, languages):
        if lack.entry is not None:
            yield _warning("entry-translation-missing", lack.place, entry=lack.entry, language=lack.language)
        elif lack.language != service.language and lack.count > 1:
            yield _warning("language-missing", lack.place, language=lack.language, count=lack.count)
        elif lack.language != service.language:
            yield _warning("translation-missing", lack.place, language=lack.language)


def _time(service: Service) -> Iterator[Finding]:
    time = service.processing_time
    if time is None:
        if not service.while_you_wait:
            yield _warning("no-processing-time", ("steps",))
        return
    terms = [time.time] if time.time else [case.time for case in time.cases]
    needed = longest_days(service, None if time.since == "start" else time.since)
    promised = min(working_days(term, time.count) for term in terms)
    if needed > promised:
        values = {"steps": _number(needed), "promised": _number(promised)}
        yield _warning("time-too-short", ("processing_time",), **values)


def _number(days: Decimal) -> str:
    return format(days.quantize(Decimal("0.1")).normalize(), "f")


def _months(service: Service) -> Iterator[Finding]:
    time = service.processing_time
    terms: list[tuple[tuple[str | int, ...], Duration | None]] = []
    if time and time.count == "working":
        terms = [(("processing_time", "time"), time.time)]
        terms += [(("processing_time", "cases", number), case.time) for number, case in enumerate(time.cases)]
    terms += [(("steps", number, "within"), step.within) for number, step in enumerate(service.steps)]
    for place, term in terms:
        if term and (term.years or term.months):
            yield _warning("months-in-working-time", place)


def _appeal(service: Service) -> Iterator[Finding]:
    for number, step in enumerate(service.steps):
        if step.kind in ("refused", "not-admitted") and service.appeal is None:
            yield _error("ending-needs-appeal", ("steps", number))


def _outputs(service: Service) -> Iterator[Finding]:
    gives = any(step.kind in ("handed-over", "sent") for step in service.steps)
    if service.outputs and not gives:
        yield _warning("output-unmade", ("outputs",))
    if gives and not service.outputs:
        yield _warning("nothing-handed-over", ("outputs",))


RULES: tuple[Callable[[Service], Iterable[Finding]], ...] = (
    _unreachable,
    _endless,
    _back_from_start,
    _fees,
    _paper_twice,
    _contradictory,
    _asked_too_late,
    _own_language,
    _time,
    _months,
    _appeal,
    _outputs,
)
