"""Invented values: what a sensible citizen might answer, and the values at which the conditions of a service turn."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from oss_desk.domain.calendar import Duration
from oss_desk.domain.facts import Facts
from oss_desk.workflows.answers import check_answer
from oss_desk.workflows.conditions import JsonValue, default_answer
from oss_desk.workflows.definition import Condition, Field, Service
from oss_desk.workflows.terms import Scalar, resolve_day, tidy

_TEXTS = {
    "text": ("Northfield",),
    "long-text": ("As agreed at the counter.",),
    "phone": ("+44 20 7946 0018",),
    "email": ("maria.keller@example.org",),
    "address": ("12 River Street",),
    "citizen": ("Maria Keller",),
}
_NAMED = {
    "mother": "Ines Brandt",
    "father": "Paul Keller",
    "trade": "River Kitchen",
    "name": "Maria Keller",
    "order": "CO 2041/7",
    "street": "River Street",
}
"""Texts by a word of the field's id, so that whoever sees a sample is not told that a mother is called Northfield."""
_AGE, _SINCE_BIRTHDAY = 35, timedelta(days=117)
MOST_FACTS = 64  # sets of facts that are tried


def values(field: Field, service: Service, facts: Facts, tests: Iterable[Condition] = ()) -> list[JsonValue]:
    """Answers in order that a field takes, the likeliest first; None last where it may be left out."""
    found: list[JsonValue] = []
    first = () if field.default is None else (default_answer(field, service, facts.today),)
    for value in (*first, *_raw(field, service, facts, tuple(tests))):
        if value not in found and check_answer(field, value, facts, service.money) is None:
            found.append(value)
    return found if field.required else [*found, None]


def _raw(field: Field, service: Service, facts: Facts, tests: tuple[Condition, ...]) -> Iterator[JsonValue]:
    kind = field.type
    if kind in ("choice", "choices"):
        yield from _options(field)
    elif kind == "yes-no":
        yield from (False, True)
    elif kind in ("integer", "decimal", "money"):
        yield from (_number(kind, number, service) for number in _numbers(field, service, tests))
    elif kind == "date":
        yield from (day.isoformat() for day in _days(field, service, facts, tests))
    elif kind == "rows":
        yield from _rows(field, service, facts, tests)
    elif kind == "number":
        yield _masked(field.mask or "9")
    else:
        yield from _compared(tests)
        yield from (_fitted(text, field) for text in (*_named(field), *_TEXTS[kind]))


def _named(field: Field) -> Iterator[str]:
    """The text that a word of the field's id calls for."""
    words = field.id.replace("_", "-").split("-")
    if field.type == "text":
        yield from (text for word, text in _NAMED.items() if word in words)


def _options(field: Field) -> Iterator[JsonValue]:
    ids: list[JsonValue] = [option.id for option in field.options]
    if field.type == "choice":
        yield from ids
        return
    yield from ([name] for name in ids)
    yield from (ids[:count] for count in range(2, len(ids) + 1))
    yield list[JsonValue]()


def _number(kind: str, number: Decimal, service: Service) -> JsonValue:
    if kind == "money":
        return int(number.scaleb(service.money.exponent).to_integral_value())
    return int(number) if kind == "integer" else tidy(number)


def _numbers(field: Field, service: Service, tests: tuple[Condition, ...]) -> Iterator[Decimal]:
    """Bounds of the field, of conditions and of bands, and their neighbours."""
    step = service.money.unit if field.type == "money" else Decimal(1)
    least = Decimal(str(field.min)) if field.min is not None else None
    usual = Decimal(100) if field.type == "money" else Decimal(2)
    yield from (number for number in (usual, least) if number is not None)
    bounds = [*_bounds(tests), *_band_limits(field.id, service)]
    bounds += [Decimal(str(bound)) for bound in (field.max,) if bound is not None]
    for bound in bounds:
        yield from (bound, bound + step, bound - step)
    yield from (Decimal(1), Decimal(0))


def _bounds(tests: Iterable[Condition]) -> Iterator[Decimal]:
    for value in _compared(tests):
        try:
            yield Decimal(str(value))
        except InvalidOperation:
            continue


def _compared(tests: Iterable[Condition]) -> Iterator[Scalar]:
    for test in tests:
        single = (test.is_, test.over, test.under, test.is_not)
        yield from (value for value in single if value is not None)
        yield from (*(test.in_ or ()), *(test.between or ()))


def _band_limits(field_id: str, service: Service) -> Iterator[Decimal]:
    for fee in service.fees:
        by = fee.bands.by if fee.bands else None
        if fee.bands and by and field_id in (by.field, by.days_since, by.years_since):
            yield from (Decimal(band.up_to) for band in fee.bands.rows if band.up_to is not None)


def _days(field: Field, service: Service, facts: Facts, tests: tuple[Condition, ...]) -> Iterator[date]:
    today, day = facts.today, timedelta(days=1)
    ends = [resolve_day(str(end), today) for end in (field.min, field.max) if end is not None]
    if field.max is not None:
        yield Duration(years=_AGE).before(today) - _SINCE_BIRTHDAY
    yield today + 30 * day
    yield from _turning_days(service, today, tests, field.id)
    for end in (*ends, today):
        yield from (end, end + day, end - day)


def _turning_days(service: Service, today: date, tests: tuple[Condition, ...], field_id: str) -> Iterator[date]:
    """The days on which a condition or a band turns, with their neighbours."""
    found: list[date] = []
    for test in tests:
        if test.days_since or test.years_since:
            found += [_back(today, number, bool(test.years_since)) for number in _bounds((test,))]
        else:
            found += [resolve_day(str(value), today) for value in _compared((test,))]
    for fee in service.fees:
        by = fee.bands.by if fee.bands else None
        if fee.bands and by and field_id in (by.days_since, by.years_since):
            found += [_back(today, number, bool(by.years_since)) for number in _band_limits(field_id, service)]
    for day in found:
        yield from (day, day - timedelta(days=1), day + timedelta(days=1))


def _back(today: date, number: Decimal, years: bool) -> date:
    """The day so many days or years ago; one that lies outside the calendar is today."""
    try:
        count = int(number)
        return Duration(years=count).before(today) if years else today - timedelta(days=count)
    except (OverflowError, ValueError):
        return today


def _rows(field: Field, service: Service, facts: Facts, tests: tuple[Condition, ...]) -> Iterator[JsonValue]:
    """Tables of likely rows, of every size at which something turns."""
    row = {column.id: _first(column, service, facts) for column in field.fields}
    least = int(str(field.min)) if field.min is not None else 0
    counts = [max(1, least), *(int(bound) + more for bound in _bounds(tests) for more in (0, 1))]
    yield from ([dict(row) for _ in range(count)] for count in counts if 0 <= count <= 50)
    for column in field.fields:
        inner = _tests_on(service, column.id)
        yield from ([{**row, column.id: value}] for value in values(column, service, facts, inner))


def _first(column: Field, service: Service, facts: Facts) -> JsonValue:
    return next(iter(values(column, service, facts)), None)


def _masked(mask: str) -> str:
    """A number by its mask: letters and digits in order."""
    letters, digits = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 3), iter("1234567890" * 7)
    return "".join(next(letters) if sign == "A" else next(digits) if sign == "9" else sign for sign in mask)


def _fitted(text: str, field: Field) -> str:
    """The text within the length that the field takes."""
    least = int(str(field.min)) if field.min is not None else 0
    most = int(str(field.max)) if field.max is not None else len(text) + least
    return (text + "." * max(0, least - len(text)))[: max(most, 0)]


def all_tests(service: Service) -> Iterator[Condition]:
    """Every single test of a service."""
    conditions: list[Condition | None] = [rule.must for rule in service.eligibility]
    for parts in (service.fields, service.evidence, service.fees, service.exemptions, service.outputs):
        conditions += [part.when for part in parts]
    conditions += [column.when for field in service.fields for column in field.fields]
    conditions += [action.when for step in service.steps for action in step.actions]
    for condition in conditions:
        yield from condition.tests if condition else ()


def _tests_on(service: Service, field_id: str) -> list[Condition]:
    return [test for test in all_tests(service) if test.subject == field_id]


def likely_facts(today: date) -> Facts:
    """An adult resident who comes for herself, for the first time."""
    return Facts(today, age=_AGE, resident=True)


def facts_to_try(start: Facts, tests: Iterable[Condition]) -> list[Facts]:
    """The likely facts, then those at which the tests turn, the nearest to likely first."""
    found = [start]
    for test in tests:
        if test.fact and len(found) < MOST_FACTS:
            found += [other for facts in found for other in _turned(facts, test)]
    return list(dict.fromkeys(found))[:MOST_FACTS]


def _turned(facts: Facts, test: Condition) -> list[Facts]:
    if test.fact == "age":
        ages = [age for bound in _bounds((test,)) for age in (int(bound), int(bound) + 1, int(bound) - 1) if age >= 0]
        return [replace(facts, age=age) for age in ages]
    if test.fact == "applicant_kind":
        return [replace(facts, applicant_kind="organisation"), replace(facts, applicant_kind="citizen")]
    if test.fact == "represented":
        return [replace(facts, represented=True), replace(facts, represented=False)]
    if test.fact == "resident":
        return [replace(facts, resident=False), replace(facts, resident=None)]
    return [replace(facts, first_time=False)] if test.fact == "first_time" else []
