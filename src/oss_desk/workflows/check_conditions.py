"""Checks of conditions: one subject, one operator, of one type with the field, and only fields asked before."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from oss_desk.workflows.definition import Condition, FactName
from oss_desk.workflows.known import Known, KnownField, Order
from oss_desk.workflows.mistakes import unknown
from oss_desk.workflows.nodes import Node
from oss_desk.workflows.terms import is_day, shown, to_number, truth_code

_EQUAL = ("is", "is_not", "in")
_ORDERED = ("over", "under", "between")
_NUMBERS = ("integer", "decimal", "money", "rows")
_FACT_TYPES = {"age": "integer", "applicant_kind": "choice", "today": "date"}
_KINDS_OF_APPLICANT = frozenset({"citizen", "organisation"})


@dataclass(frozen=True)
class Scope:
    """Which fields a condition may ask about: those before `before`, and the columns of `table`."""

    before: Order | None = None
    table: str | None = None


def check_condition(node: Node, known: Known, scope: Scope = Scope()) -> None:
    """All mistakes of one condition and those inside it."""
    if not isinstance(node.value, dict):
        return
    combiners = [key for key in Condition.COMBINERS if node.has(key)]
    if combiners:
        if len(node.keys) > 1:
            node.say("condition-mixed")
        for inner in _inner(node):
            check_condition(inner, known, scope)
    else:
        _check_test(node, known, scope)


def _inner(node: Node) -> Iterator[Node]:
    for key in ("all", "any"):
        if isinstance(node.get(key).value, list) and not node.get(key).value:
            node.get(key).say("condition-empty")
        yield from node.get(key).items()
    if node.has("not"):
        yield node.get("not")


def _check_test(node: Node, known: Known, scope: Scope) -> None:
    subjects = [key for key in Condition.SUBJECTS if node.has(key)]
    operators = [key for key in Condition.OPERATORS if node.has(key)]
    if not node.keys:
        node.say("condition-empty")
        return
    subject = _subject(node.get(subjects[0]), known, scope) if len(subjects) == 1 else None
    strange = [key for key in node.keys if key not in subjects + operators]
    if len(subjects) != 1 and not (strange and not subjects):
        node.say("condition-subject")
    elif len(operators) != 1 and not (strange and not operators):
        node.say("condition-operator")
    elif subject and operators:
        _check_operator(node.get(operators[0]), operators[0], subject, node.get(subjects[0]).word or "")


def _subject(node: Node, known: Known, scope: Scope) -> tuple[str, frozenset[str]] | None:
    """The type of what is compared, and the options where it is a choice; None after a mistake."""
    kind = node.place[-1]
    if kind == "fact":
        word = node.expect("value", frozenset(get_args(FactName)))
        return (_FACT_TYPES.get(word, "yes-no"), _KINDS_OF_APPLICANT) if word else None
    found = seen_field(node, known, scope)
    if found is None or kind == "field":
        return (found.type, found.options) if found else None
    if found.type and found.type != "date":
        node.mistakes.add(node.place, unknown("date-field", node.word or "", known.of_type("date", table=scope.table)))
        return None
    return "integer", frozenset()


def seen_field(node: Node, known: Known, scope: Scope) -> KnownField | None:
    """The field that is named here, if it exists and may be asked about; else a mistake."""
    word = node.expect("field", frozenset(known.fields))
    found = known.fields.get(word or "")
    if found is None:
        return None
    if scope.before is not None and found.order >= scope.before:
        node.say("condition-later", word=word or "")
    elif found.table is not None and found.table != scope.table:
        node.say("condition-column", word=word or "", table=found.table)
    else:
        return found
    return None


def _operators_for(kind: str) -> tuple[str, ...]:
    if kind in _NUMBERS or kind == "date":
        return (*_EQUAL, *_ORDERED, "answered")
    return ("is", "is_not", "answered") if kind == "yes-no" else (*_EQUAL, "answered")


def _check_operator(node: Node, operator: str, subject: tuple[str, frozenset[str]], name: str) -> None:
    kind, options = subject
    if not kind or not node.there:
        return
    if operator not in _operators_for(kind):
        node.say("condition-operator-type", operator=operator, subject=name, type=kind)
        return
    if operator == "answered":
        return
    values = list(node.items()) if isinstance(node.value, list) else [node]
    if not values:
        node.say("condition-in-empty")
    for value in values:
        check_value(value, kind, options)
    if operator == "between" and len(values) == 2 and _backwards(values, kind):
        node.say("condition-between")


def _backwards(values: list[Node], kind: str) -> bool:
    first, last = (str(value.value) for value in values)
    if kind == "date":
        return first > last and not (first.startswith("today") or last.startswith("today"))
    return is_number(first) and is_number(last) and Decimal(first) > Decimal(last)


def is_number(value: object) -> bool:
    """Whether this is written as numbers are."""
    try:
        to_number(value)
    except ValueError:
        return False
    return True


def check_value(node: Node, kind: str, options: frozenset[str]) -> None:
    """A mistake when the value written here can never be one of a field of that type."""
    value = node.value
    if value is None or isinstance(value, dict | list):
        return
    if kind in ("choice", "choices"):
        _check_option(node, options)
    elif kind == "yes-no":
        _expect(node, isinstance(value, bool), truth_code(value))
    elif kind == "date":
        _expect(node, isinstance(value, str) and is_day(value), "no-day")
    elif kind in ("integer", "rows"):
        _expect(node, is_number(value) and "." not in str(value), "no-whole")
    elif kind in _NUMBERS:
        _expect(node, is_number(value), "no-number")
    else:
        _expect(node, not isinstance(value, bool), "no-text")


def _check_option(node: Node, options: frozenset[str]) -> None:
    if node.word is None:
        node.say("no-text", value=shown(node.value))
    else:
        node.expect("option", options)


def _expect(node: Node, right: bool, code: str) -> None:
    if not right:
        node.say(code, value=shown(node.value))
