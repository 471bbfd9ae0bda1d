"""Conditions, answers and papers: what is asked for, what counts, what is missing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Refused
from oss_desk.workflows.conditions import Answers
from oss_desk.workflows.definition import Condition, Field, Service
from oss_desk.workflows.rules import (
    PaperSeen,
    check_answer,
    fields_asked,
    holds,
    ineligible,
    missing_answers,
    outputs_due,
    papers_asked,
    papers_missing,
    parse_answer,
)
from tests.workflows.definitions import TODAY, answers_for, facts, services
from tests.workflows.small import SMALL, small

FACTS = Facts(TODAY, age=40, resident=None)
PLAIN = small()


def met(test: dict[str, Any], known: Facts = FACTS, **answers: Any) -> bool:
    """Whether a condition over the small service's fields holds."""
    return holds(Condition.model_validate(test), answers, known, PLAIN)


@pytest.mark.parametrize(
    ("test", "answers", "expected"),
    [
        ({"field": "kind", "is": "a"}, {"kind": "a"}, True),
        ({"field": "kind", "is": "a"}, {"kind": "b"}, False),
        ({"field": "kind", "is_not": "a"}, {"kind": "b"}, True),
        ({"field": "kind", "is_not": "a"}, {}, False),
        ({"not": {"field": "kind", "is": "a"}}, {}, True),
        ({"field": "kind", "in": ["a", "b"]}, {"kind": "b"}, True),
        ({"field": "kind", "answered": True}, {"kind": "b"}, True),
        ({"field": "kind", "answered": False}, {}, True),
        ({"field": "kind", "answered": False}, {"kind": ""}, True),
        ({"field": "number", "over": 3}, {"number": 3}, False),
        ({"field": "number", "over": 3}, {"number": 4}, True),
        ({"field": "number", "under": 3}, {"number": 2}, True),
        ({"field": "number", "between": [3, 5]}, {"number": 3}, True),
        ({"field": "number", "between": [3, 5]}, {"number": 5}, True),
        ({"field": "number", "between": [3, 5]}, {"number": 6}, False),
        ({"field": "number", "is": 0}, {"number": 0}, True),
        ({"field": "number", "answered": True}, {"number": 0}, True),
        ({"field": "number", "over": 3}, {"number": "half typed"}, False),
        ({"field": "size", "over": "0.5"}, {"size": "0.51"}, True),
        ({"field": "worth", "over": 10}, {"worth": 1001}, True),
        ({"field": "worth", "over": "10.00"}, {"worth": 1000}, False),
        ({"field": "yes", "is": False}, {"yes": False}, True),
        ({"field": "yes", "is": False}, {}, False),
        ({"field": "many", "is": "x"}, {"many": ["x", "y"]}, True),
        ({"field": "many", "is_not": "x"}, {"many": ["y"]}, True),
        ({"field": "many", "in": ["x"]}, {"many": ["y"]}, False),
        ({"field": "many", "answered": True}, {"many": []}, False),
        ({"field": "word", "is": "17"}, {"word": " 17 "}, True),
        ({"field": "day", "under": "today"}, {"day": "2026-03-01"}, True),
        ({"field": "day", "is": "today-P1Y"}, {"day": "2025-03-02"}, True),
        ({"field": "day", "over": "2026-03-02"}, {"day": "2026-03-02"}, False),
        ({"days_since": "day", "over": 30}, {"day": "2026-01-30"}, True),
        ({"days_since": "day", "over": 30}, {"day": "2026-01-31"}, False),
        ({"years_since": "day", "over": 100}, {"day": "1926-03-02"}, False),
        ({"years_since": "day", "over": 100}, {"day": "1926-03-01"}, True),
        ({"years_since": "day", "under": 18}, {"day": "2008-03-03"}, True),
        ({"years_since": "day", "under": 18}, {"day": "2008-03-02"}, False),
        ({"years_since": "day", "is": 17}, {"day": "2008-03-03"}, True),
        ({"field": "people", "over": 1}, {"people": [{}, {}]}, True),
        ({"fact": "age", "between": [40, 40]}, {}, True),
        ({"fact": "applicant_kind", "is": "citizen"}, {}, True),
        ({"fact": "resident", "is": False}, {}, False),
        ({"fact": "resident", "answered": False}, {}, True),
        ({"fact": "represented", "is": False}, {}, True),
        ({"fact": "today", "over": "2026-03-01"}, {}, True),
        ({"all": [{"field": "yes", "is": True}, {"field": "kind", "is": "a"}]}, {"yes": True, "kind": "a"}, True),
        ({"all": [{"field": "yes", "is": True}, {"field": "kind", "is": "a"}]}, {"yes": True}, False),
        ({"any": [{"field": "yes", "is": True}, {"field": "kind", "is": "a"}]}, {"kind": "a"}, True),
    ],
)
def test_a_test_is_met_only_by_an_answer(test: dict[str, Any], answers: dict[str, Any], expected: bool) -> None:
    assert met(test, **answers) is expected


def _hiding() -> Service:
    label = {"label": "L"}
    fields = [
        *SMALL["fields"],
        {"id": "inner", "type": "integer", "when": {"field": "yes", "is": True}, "required": True, **label},
        {"id": "last", "type": "text", "when": {"field": "inner", "is_not": 5}, **label},
    ]
    return small(fields=fields)


def test_an_answer_of_a_hidden_field_is_no_answer() -> None:
    service = _hiding()
    hidden = {"yes": False, "inner": 3}
    assert not holds(Condition.model_validate({"field": "inner", "is": 3}), hidden, FACTS, service)
    assert [field.id for field in fields_asked(service, hidden, FACTS)][-1] == "people"
    assert [field.id for field in fields_asked(service, {"yes": True, "inner": 3}, FACTS)][-2:] == ["inner", "last"]


def test_a_chain_of_conditions_is_worked_out_once_for_each_field() -> None:
    fields: list[dict[str, Any]] = [{"id": "f0", "type": "integer", "label": "L", "default": 1}]
    for number in range(1, 60):
        test = {"field": f"f{number - 1}", "is": 1}
        fields.append(
            {"id": f"f{number}", "type": "integer", "label": "L", "default": 1, "when": {"all": [test, test, test]}}
        )
    assert len(fields_asked(small(fields=fields), {}, FACTS)) == 60


def test_missing_and_wrong_answers_are_named_with_their_row() -> None:
    service = _hiding()
    answers: Answers = {"yes": True, "number": "x", "people": [{"name": "Ann"}, {"name": 0, "child": "no"}]}
    found = [(gap.field, gap.row, gap.message.code) for gap in missing_answers(service, answers, FACTS)]
    assert found == [
        ("number", None, "answer-no-whole"),
        ("name", 1, "answer-no-citizen"),
        ("child", 1, "answer-no-truth"),
        ("inner", None, "answer-missing"),
    ]


def test_a_default_is_an_answer_until_it_is_taken_away() -> None:
    field = {"id": "n", "type": "integer", "label": "N", "default": 3, "required": True}
    service = small(fields=[field])
    assert missing_answers(service, {}, FACTS) == ()
    assert [gap.message.code for gap in missing_answers(service, {"n": None}, FACTS)] == ["answer-missing"]


def _field(**parts: Any) -> Field:
    return small(fields=[{"id": "f", "label": "F", **parts}]).fields[0]


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ({"type": "integer"}, " 1 200 ", 1200),
        ({"type": "integer"}, "٣", 3),
        ({"type": "decimal"}, "12,50", "12.5"),
        ({"type": "decimal"}, "-0.0", "0"),
        ({"type": "money"}, "1 234.5", 123_450),
        ({"type": "money"}, "EUR 10", 1000),
        ({"type": "money"}, "0,05", 5),
        ({"type": "date"}, "2026-03-31", "2026-03-31"),
        ({"type": "date"}, "31.3.2026", "2026-03-31"),
        ({"type": "yes-no"}, "No", False),
        ({"type": "choices", "options": [{"id": "a", "label": "A"}]}, "a, b", ["a", "b"]),
        ({"type": "number", "mask": "AA-999"}, "ab 123", "AB-123"),
        ({"type": "number", "mask": "A 999"}, "a999", "A 999"),
        ({"type": "text"}, "  Cafe\u0301 ", "Café"),
        ({"type": "text"}, "   ", None),
    ],
)
def test_what_is_typed_becomes_the_value_that_is_kept(field: dict[str, Any], typed: str, value: Any) -> None:
    assert parse_answer(_field(**field), typed, PLAIN.money) == value


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ({"type": "integer"}, "1.5", "answer-no-whole"),
        ({"type": "decimal"}, "1,2,3", "answer-no-number"),
        ({"type": "money"}, "0.005", "answer-no-amount"),
        ({"type": "money"}, "1.024", "answer-no-amount"),
        ({"type": "money"}, "ten", "answer-no-amount"),
        ({"type": "date"}, "2026-02-30", "answer-no-day"),
        ({"type": "date"}, "tomorrow", "answer-no-day"),
        ({"type": "yes-no"}, "perhaps", "answer-no-truth"),
        ({"type": "number", "mask": "99"}, "1", "answer-mask-one-short"),
        ({"type": "number", "mask": "99"}, "123", "answer-mask-long"),
        ({"type": "number", "mask": "A9"}, "12", "answer-mask"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(field: dict[str, Any], typed: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_answer(_field(**field), typed, PLAIN.money)
    assert caught.value.message.code == code


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ({"type": "integer", "min": 1}, 0, "answer-too-small"),
        ({"type": "integer", "max": 1}, 2, "answer-too-large"),
        ({"type": "integer"}, True, "answer-no-whole"),
        ({"type": "decimal", "max": "1.5"}, "1.51", "answer-too-large"),
        ({"type": "decimal"}, "NaN", "answer-no-number"),
        ({"type": "decimal"}, 1, "answer-no-number"),
        ({"type": "money", "min": "5.00"}, 499, "answer-too-small"),
        ({"type": "money"}, -1, "answer-too-small"),
        ({"type": "date", "max": "today"}, "2026-03-03", "answer-too-late"),
        ({"type": "date", "min": "today+P1D"}, "2026-03-02", "answer-too-early"),
        ({"type": "date"}, "20260302", "answer-no-day"),
        ({"type": "choice", "options": [{"id": "a", "label": "A"}]}, "b", "answer-no-option"),
        ({"type": "choices", "options": [{"id": "a", "label": "A"}]}, ["a", "a"], "answer-no-options"),
        ({"type": "choices", "min": 1, "options": [{"id": "a", "label": "A"}]}, [], "answer-too-few"),
        ({"type": "email"}, "name@", "answer-no-email"),
        ({"type": "phone"}, "12", "answer-no-phone"),
        ({"type": "text", "max": 3}, "long", "answer-too-long"),
        ({"type": "text"}, "a\x00b", "answer-hidden-signs"),
        ({"type": "citizen"}, 0, "answer-no-citizen"),
        ({"type": "number", "mask": "99"}, "1x", "answer-mask"),
    ],
)
def test_a_wrong_value_has_its_sentence(field: dict[str, Any], value: Any, code: str) -> None:
    message = check_answer(_field(**field), value, FACTS, PLAIN.money)
    assert message is not None
    assert message.code == code


@given(services(), st.data(), facts)
def test_no_answers_break_the_rules(service: Service, data: st.DataObject, known: Facts) -> None:
    answers = data.draw(answers_for(service))
    asked = {field.id for field in fields_asked(service, answers, known)}
    assert {gap.field for gap in missing_answers(service, answers, known)} <= asked | {"column"}
    for gap in papers_missing(service, answers, known, ()):
        assert gap.asked.required
        assert set(gap.types) <= {kind for papers in gap.asked.alternatives for kind in papers}


def test_a_rule_of_eligibility_waits_while_its_answer_is_open() -> None:
    rule = {"id": "who", "title": "Only A", "must": {"field": "kind", "is": "a"}, "legal_basis": "law"}
    service = small(eligibility=[rule])
    (open_yet,) = ineligible(service, {}, FACTS)
    (no,) = ineligible(service, {"kind": "b"}, FACTS)
    assert (open_yet.waiting, no.waiting, no.legal_basis) == (True, False, "law")
    assert ineligible(service, {"kind": "a"}, FACTS) == ()


def test_outputs_follow_their_condition() -> None:
    outputs = [{"id": "card", "title": "Card"}, {"id": "badge", "title": "Badge", "when": {"field": "yes", "is": True}}]
    service = small(outputs=outputs)
    assert outputs_due(service, {}, FACTS) == ("card",)
    assert outputs_due(service, {"yes": True}, FACTS) == ("card", "badge")


def _proof(**parts: Any) -> Service:
    return small(evidence=[{"id": "proof", "title": "Proof", "any_of": [["passport"], ["id-card", "deed"]], **parts}])


def missing(service: Service, *papers: PaperSeen, **answers: Any) -> list[tuple[int | None, tuple[str, ...]]]:
    """What is missing, in short."""
    return [(gap.asked.row, gap.types) for gap in papers_missing(service, answers, FACTS, papers)]


def test_the_nearest_alternative_says_what_is_missing() -> None:
    service = _proof()
    assert missing(service) == [(None, ("passport",))]
    assert missing(service, PaperSeen("proof", "id-card")) == [(None, ("passport",))]
    three = _proof(any_of=[["passport", "photo"], ["id-card", "deed"]])
    assert missing(three, PaperSeen("proof", "deed")) == [(None, ("id-card",))]
    assert missing(service, PaperSeen("proof", "id-card"), PaperSeen("proof", "deed")) == []


@pytest.mark.parametrize(
    ("rule", "paper", "counts"),
    [
        ({}, {"mark": "scan"}, True),
        ({"accept": ["original-seen"]}, {"mark": "scan"}, False),
        ({}, {"mark": "on-file"}, False),
        ({"reuse": True}, {"mark": "on-file"}, True),
        ({}, {"accepted": False}, False),
        ({}, {"valid_until": date(2026, 3, 1)}, False),
        ({}, {"valid_until": TODAY}, True),
        ({"not_older_than": "P6M"}, {"issued_on": date(2025, 9, 2)}, True),
        ({"not_older_than": "P6M"}, {"issued_on": date(2025, 9, 1)}, False),
        ({"not_older_than": "P6M"}, {}, True),
        ({"count": 2}, {}, False),
        ({"count": 2}, {"count": 2}, True),
        ({}, {"requirement": "other"}, False),
        ({}, {"row": 0}, False),
    ],
)
def test_a_paper_counts_only_as_the_requirement_says(rule: dict[str, Any], paper: dict[str, Any], counts: bool) -> None:
    seen = replace(PaperSeen("proof", "passport"), **paper)
    assert (missing(_proof(**rule), seen) == []) is counts


def test_a_paper_for_each_row_is_asked_for_the_rows_it_concerns() -> None:
    service = _proof(for_each="people", when={"field": "child", "is": False})
    people = [{"name": "Ann", "child": False}, {"name": "Bo", "child": True}, {"name": "Cy", "child": False}]
    assert [row for row, _ in missing(service, PaperSeen("proof", "passport", 2), people=people)] == [0]


def test_papers_are_asked_at_their_step_and_the_office_makes_its_own_at_the_first() -> None:
    service = _proof(step="look")
    assert papers_asked(service, {}, FACTS) == ()
    assert [asked.requirement.id for asked in papers_asked(service, {}, FACTS, "look")] == ["proof"]
    assert papers_asked(_proof(by="office"), {}, FACTS) == ()
    assert len(papers_asked(_proof(by="office"), {}, FACTS, "look")) == 1


def test_a_paper_that_may_be_left_out_is_asked_for_and_never_missing() -> None:
    service = _proof(required=False)
    assert [asked.required for asked in papers_asked(service, {}, FACTS)] == [False]
    assert missing(service) == []
