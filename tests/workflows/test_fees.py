"""Fees: each base, each step of the computation, and reductions that never add up."""

from dataclasses import replace
from typing import Any

import pytest

from oss_desk.domain.facts import Facts
from oss_desk.workflows.definition import Service
from oss_desk.workflows.fees import (
    FeeLine,
    check_assessed,
    exemptions_possible,
    fee_lines,
    fees_waiting,
    fields_needed,
)
from oss_desk.workflows.messages import TEXTS
from tests.workflows.definitions import TODAY
from tests.workflows.small import fee, only_mistake, small

FACTS = Facts(TODAY, age=40)


def line(service: Service, answers: dict[str, Any] | None = None, **more: Any) -> FeeLine:
    """The one line of a service with one fee."""
    (found,) = fee_lines(service, answers or {}, FACTS, "start", **more)
    return found


def steps(found: FeeLine) -> list[tuple[str, ...]]:
    """The steps of a line in short."""
    return [(step.kind, *step.values.values()) for step in found.steps]


def test_an_amount_for_each_copy_keeps_its_steps() -> None:
    found = line(fee(amount="5.00", per="number"), {"number": 3})
    assert found.amount.minor == 1500
    assert steps(found) == [("amount", "5.00"), ("times", "3", "5.00", "15.00")]
    assert found.legal_basis is not None
    assert (found.legal_basis.id, found.legal_basis.section) == ("law", "1")


@pytest.mark.parametrize(("copies", "minor", "free"), [(2, 0, "2"), (3, 0, "3"), (4, 500, "3"), (10, 3500, "3")])
def test_of_a_number_only_what_is_beyond_is_paid_for(copies: int, minor: int, free: str) -> None:
    found = line(fee(amount="5.00", per="number", beyond=3), {"number": copies})
    assert found.amount.minor == minor
    assert steps(found)[1] == ("beyond", str(copies), free)
    assert steps(found)[2:] == ([("times", str(copies - 3), "5.00", str(found.amount.amount))] if minor else [])


def test_what_is_beyond_needs_a_number_to_be_counted() -> None:
    alone = [{"id": "fee", "title": "Fee", "legal_basis": "law", "amount": "5.00", "beyond": 3}]
    told = "fees[0].beyond: there is no per beside it; name the field whose number is counted"
    assert only_mistake(fees=alone) == told


@pytest.mark.parametrize(("days", "minor"), [(-5, 100), (0, 100), (30, 100), (31, 1000), (365, 1000), (366, 2500)])
def test_a_band_holds_up_to_and_with_its_limit(days: int, minor: int) -> None:
    rows = [{"up_to": 30, "amount": "1"}, {"up_to": 365, "amount": "10.00"}, {"amount": "25.00"}]
    day = TODAY.fromordinal(TODAY.toordinal() - days).isoformat()
    assert line(fee(bands={"by": {"days_since": "day"}, "rows": rows}), {"day": day}).amount.minor == minor


def test_a_begun_year_falls_into_the_next_band() -> None:
    service = fee(bands={"by": {"years_since": "day"}, "rows": [{"up_to": 5, "amount": "1.00"}, {"amount": "9.00"}]})
    assert line(service, {"day": "2021-03-02"}).amount.minor == 100
    assert line(service, {"day": "2021-03-01"}).amount.minor == 900


def test_a_table_takes_the_row_of_the_option() -> None:
    service = fee(table={"by": "kind", "rows": {"a": "180.00", "b": "30.00"}}, per="size")
    found = line(service, {"kind": "a", "size": "1.5"})
    assert found.amount.minor == 27000
    assert steps(found) == [("table", "a", "180.00"), ("times", "1.5", "180.00", "270.00")]


def test_percent_of_money_is_kept_within_bounds_and_then_rounded_half_up() -> None:
    service = fee(percent="1.5", of="worth", min="20.00", max="2000.00", round_to="0.05")
    assert line(service, {"worth": 10_000}).amount.minor == 2000
    assert line(service, {"worth": 999_999_99}).amount.minor == 200_000
    found = line(service, {"worth": 1_001_50})  # 15.0225 is below the minimum
    assert steps(found) == [("percent", "1.5", "1001.50", "15.0225"), ("min", "20.00")]
    assert line(service, {"worth": 1_668_33}).amount.minor == 2500  # 25.02495
    assert line(service, {"worth": 1_668_34}).amount.minor == 2505  # 25.0251, the half of a step is at 25.025


def test_halves_of_the_minor_unit_go_up() -> None:
    assert line(fee(percent="50", of="worth"), {"worth": 1}).amount.minor == 1
    assert line(fee(percent="49", of="worth"), {"worth": 1}).amount.minor == 0


def test_percent_of_earlier_fees_adds_their_finished_lines() -> None:
    law = {"title": "Fee", "legal_basis": "law"}
    fees = [
        {"id": "one", "amount": "10.01", **law},
        {"id": "two", "amount": "20.00", "when": {"field": "yes", "is": True}, **law},
        {"id": "sum", "percent": "5", "of_fees": ["one", "two"], **law},
    ]
    service = small(fees=fees)
    assert [found.amount.minor for found in fee_lines(service, {"yes": True}, FACTS, "start")] == [1001, 2000, 150]
    assert [found.amount.minor for found in fee_lines(service, {}, FACTS, "start")] == [1001, 50]


def test_a_fee_for_each_row_counts_the_rows_it_applies_to() -> None:
    people = [{"name": "Ann"}, {"name": "Bo", "child": True}, {"name": "Cy"}]
    found = line(fee(amount="4.00", for_each="people"), {"people": people})
    assert steps(found) == [("amount", "4.00"), ("rows", "3", "4.00", "12.00")]
    adults = fee(amount="4.00", for_each="people", when={"not": {"field": "child", "is": True}})
    assert line(adults, {"people": people}).amount.minor == 800
    assert fee_lines(adults, {"people": []}, FACTS, "start") == ()


def test_an_assessed_fee_waits_for_the_official_and_keeps_its_bounds() -> None:
    service = fee(assessed=True, min="1.00", max="500.00")
    (waiting,) = fees_waiting(service, {}, FACTS, "start")
    assert (waiting.field, waiting.message.code) == (None, "fee-not-assessed")
    assert line(service, assessed={"fee": 12_345}).amount.minor == 12_345
    too_high, too_low = check_assessed(service, "fee", 50_001), check_assessed(service, "fee", 99)
    assert too_high is not None
    assert too_low is not None
    assert (too_high.code, too_low.code) == ("assessed-too-high", "assessed-too-low")
    assert check_assessed(service, "fee", 50_000) is None


def test_a_fee_without_its_answer_waits_and_asks_for_the_field() -> None:
    service = fee(amount="5.00", per="number")
    assert fee_lines(service, {}, FACTS, "start") == ()
    (waiting,) = fees_waiting(service, {}, FACTS, "start")
    assert (waiting.field, waiting.message.values["field"]) == ("number", "Number")
    assert fields_needed(service, {}, FACTS) == {"number"}


def test_the_quantity_of_the_line_stands_for_its_field_and_is_one_at_first() -> None:
    service = small(
        quantity="number", fees=[{"id": "fee", "title": "Fee", "amount": "5.00", "per": "number", "legal_basis": "law"}]
    )
    assert line(service).amount.minor == 500
    assert line(service, {"number": 2}, quantity=4).amount.minor == 2000


def test_a_fee_is_never_below_zero() -> None:
    assert line(fee(amount="5.00", per="number"), {"number": -3}).amount.minor == 0


def test_only_fees_due_at_that_point_are_told() -> None:
    steps = [
        {"id": "look", "at": "counter", "actions": [{"id": "go", "label": "Go", "to": "pay"}]},
        {"id": "pay", "kind": "to-pay", "to": "end"},
        {"id": "end", "kind": "done"},
    ]
    own = {"title": "Fee", "legal_basis": "law", "amount": "1.00"}
    service = small(steps=steps, fees_due="pay", fees=[{"id": "a", **own}, {"id": "b", "due": "start", **own}])
    assert [found.fee for found in fee_lines(service, {}, FACTS, "pay")] == ["a"]
    assert [found.fee for found in fee_lines(service, {}, FACTS, "start")] == ["b"]


def _exempt(*exemptions: dict[str, Any]) -> Service:
    fees = [{"id": "fee", "title": "Fee", "amount": "10.05", "legal_basis": "law", "paid_at": "elsewhere"}]
    return small(fees=fees, exemptions=[{"title": "Relief", "legal_basis": "law", **part} for part in exemptions])


def test_the_largest_exemption_is_taken_as_a_line_of_its_own() -> None:
    service = _exempt({"id": "half", "percent": "50"}, {"id": "three", "amount": "3.00"})
    whole, relief = fee_lines(service, {}, FACTS, "start")
    assert (whole.amount.minor, relief.amount.minor) == (1005, -503)
    assert (relief.exemption, steps(relief)) == ("half", [("share", "50", "10.05")])
    assert relief.elsewhere


def test_an_exemption_with_evidence_counts_once_it_was_seen() -> None:
    service = _exempt({"id": "aid", "amount": "99.00", "evidence": "deed", "when": {"fact": "age", "over": 39}})
    assert len(fee_lines(service, {}, FACTS, "start")) == 1
    _, relief = fee_lines(service, {}, FACTS, "start", frozenset({"aid"}))
    assert relief.amount.minor == -1005
    assert [part.id for part in exemptions_possible(service, {}, FACTS)] == ["aid"]
    young = replace(FACTS, age=39)
    assert len(fee_lines(service, {}, young, "start", frozenset({"aid"}))) == 1


def test_an_exemption_of_other_fees_changes_nothing() -> None:
    law = {"title": "Fee", "legal_basis": "law", "amount": "1.00"}
    relief = {"id": "relief", "title": "R", "percent": "100", "fees": ["b"]}
    service = small(fees=[{"id": "a", **law}, {"id": "b", **law}], exemptions=[relief])
    assert [(found.fee, found.amount.minor) for found in fee_lines(service, {}, FACTS, "start")] == [
        ("a", 100),
        ("b", 100),
        ("b", -100),
    ]


def test_every_kind_of_step_has_its_words() -> None:
    of_lines = (
        "band",
        "band-last",
        "table",
        "percent",
        "assessed",
        "beyond",
        "times",
        "rows",
        "sum",
        "min",
        "max",
        "round",
    )
    kinds = (*of_lines, "share", "part")
    assert {f"fee-step-{kind}" for kind in kinds} <= set(TEXTS)
