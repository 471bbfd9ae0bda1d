"""Conditions that contradict themselves: tests on one subject that no single answer can meet together."""

from collections import defaultdict
from datetime import date
from decimal import Decimal, InvalidOperation

from oss_desk.workflows.definition import Condition, Service
from oss_desk.workflows.terms import Scalar, resolve_day

_ANY_DAY = date(2000, 1, 1)  # relative days are compared as of one day; ISO dates are not compared with them
Subject = tuple[str, str]
Order = Decimal | date


def contradictions(service: Service, condition: Condition) -> tuple[str, ...]:
    """The subjects about which the condition cannot be met, whatever is answered; empty for a sound one.

    Inside `any` one sound branch is enough. Only tests that must all be met are held against each other; `not` is
    left alone.
    """
    must, found = _must(service, condition)
    by_subject: dict[Subject, list[Condition]] = defaultdict(list)
    for test in must:
        by_subject[_subject(test)].append(test)
    found.extend(subject for (kind, subject), tests in by_subject.items() if _contradict(service, kind, subject, tests))
    return tuple(dict.fromkeys(found))


def _must(service: Service, condition: Condition) -> tuple[list[Condition], list[str]]:
    """The tests that must all be met, and the subjects of branches that never are."""
    if condition.all:
        parts = [_must(service, inner) for inner in condition.all]
        return [test for tests, _ in parts for test in tests], [name for _, names in parts for name in names]
    if condition.any:
        branches = [contradictions(service, inner) for inner in condition.any]
        return [], [name for names in branches for name in names] if all(branches) else []
    return ([] if condition.not_ else [condition]), []


def _subject(test: Condition) -> Subject:
    for kind in Condition.SUBJECTS:
        name = getattr(test, kind)
        if name:
            return kind, str(name)
    return "", ""


def _contradict(service: Service, kind: str, subject: str, tests: list[Condition]) -> bool:
    if any(test.answered is False for test in tests):
        return len(tests) > 1 and any(test.answered is not False for test in tests)
    many = kind == "field" and service.field(subject).type == "choices"
    if many:
        return False
    allowed = _allowed(service, kind, subject, tests)
    refused = {str(test.is_not).lower() for test in tests if test.is_not is not None}
    if allowed is not None:
        return not any(str(value).lower() not in refused and _within(value, tests) for value in allowed)
    return _no_room(tests)


def _allowed(service: Service, kind: str, subject: str, tests: list[Condition]) -> list[Scalar] | None:
    """The values that all `is` and `in` leave, or all options of a choice; None when anything goes."""
    lists = [[test.is_] if test.is_ is not None else list(test.in_ or ()) for test in tests if _names_values(test)]
    if kind == "field" and service.field(subject).type == "choice":
        lists.append([option.id for option in service.field(subject).options])
    if kind == "field" and service.field(subject).type == "yes-no":
        lists.append([True, False])
    if not lists:
        return None
    texts = [{str(value).lower() for value in values} for values in lists]
    return [value for value in lists[0] if all(str(value).lower() in values for values in texts)]


def _names_values(test: Condition) -> bool:
    return test.is_ is not None or test.in_ is not None


def _within(value: Scalar, tests: list[Condition]) -> bool:
    """Whether a single value meets all bounds; one that cannot be compared is taken to."""
    number = _order(value)
    return number is None or all(_meets(number, test) for test in tests)


def _meets(number: Order, test: Condition) -> bool:
    for bound, sound in ((test.over, 1), (test.under, -1)):
        other = _order(bound)
        if bound is not None and type(other) is type(number) and other is not None and _sign(number, other) != sound:
            return False
    ends = [_order(end) for end in test.between or ()]
    if (
        len(ends) == 2
        and all(type(end) is type(number) for end in ends)
        and ends[0] is not None
        and ends[1] is not None
    ):
        return _sign(number, ends[0]) >= 0 >= _sign(number, ends[1])
    return True


def _sign(one: Order, other: Order) -> int:
    if isinstance(one, date) and isinstance(other, date):
        return (one > other) - (one < other)
    first, second = Decimal(str(one)), Decimal(str(other))
    return (first > second) - (first < second)


def _no_room(tests: list[Condition]) -> bool:
    """Whether the highest lower bound lies above the lowest upper bound."""
    lows = [(bound, False) for test in tests if (bound := _order(test.over)) is not None]
    highs = [(bound, False) for test in tests if (bound := _order(test.under)) is not None]
    for test in tests:
        ends = [_order(end) for end in test.between or ()]
        lows += [(end, True) for end in ends[:1] if end is not None]
        highs += [(end, True) for end in ends[1:] if end is not None]
    return any(
        _sign(low, high) > 0 or (_sign(low, high) == 0 and not (low_in and high_in))
        for low, low_in in lows
        for high, high_in in highs
        if type(low) is type(high)
    )


def _order(value: Scalar | None) -> Order | None:
    """The value as a number or a day; None for text, and for days that depend on today."""
    if value is None or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        pass
    try:
        return None if str(value).startswith("today") else resolve_day(str(value), _ANY_DAY)
    except ValueError:
        return None
