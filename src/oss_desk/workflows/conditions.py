"""Whether a condition holds: over the answers, as far as they are asked, and the facts. No answer, no "yes"."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from oss_desk.domain.facts import Facts
from oss_desk.workflows.definition import Condition, Field, Service
from oss_desk.workflows.terms import Scalar, resolve_day

JsonValue = str | int | bool | None | Sequence["JsonValue"] | Mapping[str, "JsonValue"]
Answers = Mapping[str, JsonValue]
Comparable = Decimal | date | str | bool | tuple[str, ...]

NO_ROW: Answers = {}


def holds(condition: Condition | None, answers: Answers, facts: Facts, service: Service, row: Answers = NO_ROW) -> bool:
    """Whether the condition is met; none at all is always met. `row` is the row of a table that it is asked for."""
    return Sight(service, answers, facts, row).holds(condition)


class Sight:
    """One look at the answers: which are asked for, and what they are worth. Each field is worked out once."""

    def __init__(self, service: Service, answers: Answers, facts: Facts, row: Answers = NO_ROW) -> None:
        self.service = service
        self.facts = facts
        self._answers: Answers = {**answers, **row}
        self._fields = {field.id: field for field in _all_fields(service)}
        self._asked: dict[str, bool] = {}

    def holds(self, condition: Condition | None) -> bool:
        """Whether the condition is met; none at all always is."""
        if condition is None:
            return True
        if condition.all:
            return all(self.holds(inner) for inner in condition.all)
        if condition.any:
            return any(self.holds(inner) for inner in condition.any)
        if condition.not_ is not None:
            return not self.holds(condition.not_)
        return self._test(condition)

    def is_asked(self, field: Field) -> bool:
        """Whether the field is called for: its own condition holds. It depends on fields before it only."""
        if field.id not in self._asked:
            self._asked[field.id] = False
            self._asked[field.id] = self.holds(field.when)
        return self._asked[field.id]

    def answer(self, field_id: str) -> JsonValue:
        """The answer as it is stored, or the default; None when there is none, or it is not asked for."""
        field = self._fields[field_id]
        if not self.is_asked(field):
            return None
        return with_default(field, self._answers, self.service, self.facts.answer_day)

    def is_open(self, condition: Condition | None) -> bool:
        """Whether an answer that is asked for but not given yet may still change the outcome."""
        fields = condition.fields if condition else frozenset()
        return any(self.is_asked(self._fields[name]) and unanswered(self.answer(name)) for name in fields)

    def number(self, field_id: str) -> Decimal | None:
        """The answer as a number (money in major units, a table's count of rows); None when there is none."""
        value = self._value(field_id)
        return value if isinstance(value, Decimal) else None

    def elapsed(self, field_id: str, unit: str) -> Decimal | None:
        """Whole days, or years, since a date; a begun year counts a half: 100 years and a day are over 100."""
        since = self._value(field_id)
        if not isinstance(since, date):
            return None
        return Decimal((self.facts.today - since).days) if unit == "days" else _years(since, self.facts.today)

    def _value(self, field_id: str) -> Comparable | None:
        answer = self.answer(field_id)
        return None if unanswered(answer) else worth(self._fields[field_id], answer, self.service)

    def _test(self, test: Condition) -> bool:
        value = self._subject(test)
        if test.answered is not None:
            return (value is not None) == test.answered
        if value is None:
            return False
        if test.years_since and isinstance(value, Decimal) and _is_discrete(test):
            value = Decimal(int(value // 1))
        return self._compare(test, value)

    def _subject(self, test: Condition) -> Comparable | None:
        if test.fact:
            fact: int | str | bool | date | None = getattr(self.facts, test.fact)
            return Decimal(fact) if isinstance(fact, int) and not isinstance(fact, bool) else fact
        if test.days_since:
            return self.elapsed(test.days_since, "days")
        if test.years_since:
            return self.elapsed(test.years_since, "years")
        return self._value(test.field or "")

    def _compare(self, test: Condition, value: Comparable) -> bool:
        if test.is_ is not None:
            return self._equal(value, test.is_)
        if test.is_not is not None:
            return not self._equal(value, test.is_not)
        if test.in_ is not None:
            return any(self._equal(value, other) for other in test.in_)
        return self._in_order(test, value)

    def _in_order(self, test: Condition, value: Comparable) -> bool:
        if test.over is not None:
            return self._order(value, test.over) > 0
        if test.under is not None:
            return self._order(value, test.under) < 0
        first, last = test.between or (0, 0)
        return self._order(value, first) >= 0 >= self._order(value, last)

    def _equal(self, value: Comparable, other: Scalar) -> bool:
        if isinstance(value, tuple):
            return str(other) in value
        if isinstance(value, str):
            return value.strip() == str(other).strip()
        return value is other if isinstance(value, bool) else self._order(value, other) == 0

    def _order(self, value: Comparable, other: Scalar) -> int:
        """Below, at or above: -1, 0, 1."""
        if isinstance(value, date):
            day = resolve_day(str(other), self.facts.today)
            return (value > day) - (value < day)
        if isinstance(value, Decimal):
            number = Decimal(str(other))
            return (value > number) - (value < number)
        raise TypeError(f"{value!r} has no order")


def _is_discrete(test: Condition) -> bool:
    return test.is_ is not None or test.is_not is not None or test.in_ is not None


def _all_fields(service: Service) -> tuple[Field, ...]:
    return (*service.fields, *(column for field in service.fields for column in field.fields))


def unanswered(answer: JsonValue) -> bool:
    """Whether this is no answer: nothing, an empty text, an empty list. Zero and "no" are answers."""
    return answer is None or (not isinstance(answer, bool | int) and len(answer) == 0)


def with_default(field: Field, answers: Answers, service: Service, today: date) -> JsonValue:
    """The answer, or what the field is filled with at first; the quantity is 1 when nothing says otherwise."""
    if field.id in answers:
        return answers[field.id]
    if field.default is None:
        return 1 if field.id == service.quantity else None
    return default_answer(field, service, today)


def default_answer(field: Field, service: Service, today: date) -> JsonValue:
    """The default in the form in which answers are kept: an amount in minor units, `today+P14D` as the day it is."""
    default = field.default
    if field.type == "date":
        return resolve_day(str(default), today).isoformat()
    if field.type == "money" and default is not None:
        return int(Decimal(str(default)).scaleb(service.money.exponent))
    if field.type == "integer":
        return int(str(default))
    if isinstance(default, tuple):
        return [str(part) for part in default]
    return default if isinstance(default, bool) else str(default)


def worth(field: Field, answer: JsonValue, service: Service) -> Comparable | None:
    """An answer as what it means; None when it is not one of that type (half typed, or of an older form)."""
    try:
        return _worth(field.type, answer, service)
    except (ValueError, InvalidOperation):
        return None


def _worth(kind: str, answer: JsonValue, service: Service) -> Comparable | None:
    if kind == "yes-no":
        return answer if isinstance(answer, bool) else None
    if kind == "rows":
        return Decimal(len(answer)) if isinstance(answer, Sequence) and not isinstance(answer, str) else None
    if kind == "choices":
        return tuple(str(part) for part in answer) if isinstance(answer, list | tuple) else None
    if kind == "money":
        return Decimal(_whole(answer)).scaleb(-service.money.exponent)
    if kind == "integer":
        return Decimal(_whole(answer))
    if kind == "decimal":
        number = Decimal(str(answer))
        return number if number.is_finite() else None
    return date.fromisoformat(str(answer)) if kind == "date" else str(answer)


def _whole(answer: JsonValue) -> int:
    if isinstance(answer, bool) or not isinstance(answer, int):
        raise ValueError("not a whole number")
    return answer


def _years(since: date, today: date) -> Decimal:
    whole = today.year - since.year - ((today.month, today.day) < (since.month, since.day))
    begun = (today.month, today.day) != (since.month, since.day)
    return Decimal(whole) + (Decimal("0.5") if begun else Decimal(0))


def rows_of(answers: Answers, table: str) -> tuple[Answers, ...]:
    """The rows of a table as far as they are filled."""
    rows = answers.get(table)
    if not isinstance(rows, list | tuple):
        return ()
    return tuple(row for row in rows if isinstance(row, Mapping))
