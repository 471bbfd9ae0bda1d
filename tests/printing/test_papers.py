"""The content of papers: kept exactly, refused when damaged, found again by its code."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_desk.domain.codes import SIGNS, ScannedCode, write_code
from oss_desk.domain.papers import PAPERS, code_of, copy_of, from_json, kind_of, parse_code, to_json
from tests.printing.examples import EXAMPLES, RECEIPT
from tests.printing.strategies import records

KEYS = "1234567890QWERTYUIOPASDFGHJKLZXCVBNM"
LAYOUTS = {
    "german": "1234567890QWERTZUIOPASDFGHJKLYXCVBNM",
    "french": "&é\"'(-è_çàAZERTYUIOPQSDFGHJKLWXCVBN?",
    "russian": "1234567890ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ",
    "ukrainian": "1234567890ЙЦУКЕНГШЩЗФІВАПРОЛДЯЧСМИТЬ",
}
NUMBERS = st.from_regex(r"[A-Z0-9]{1,4}-[0-9]{6}(-[0-9A-Z])?", fullmatch=True)


@pytest.mark.parametrize("kind", PAPERS)
@given(st.data())
def test_a_paper_comes_back_from_its_json_as_it_was(kind: str, data: st.DataObject) -> None:
    paper = data.draw(records(PAPERS[kind]))
    assert from_json(kind, to_json(paper)) == paper


@pytest.mark.parametrize("kind", PAPERS)
def test_json_of_a_paper_is_canonical_and_holds_no_fractions(kind: str) -> None:
    text = to_json(EXAMPLES[kind])
    read = json.loads(text, parse_float=lambda number: pytest.fail(f"{number} is a fraction"))
    assert json.dumps(read, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text
    assert kind_of(EXAMPLES[kind]) == kind


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("bill", to_json(RECEIPT)),
        ("refusal", to_json(RECEIPT)),
        ("receipt", "{"),
        ("receipt", "{}"),
        ("receipt", to_json(RECEIPT).replace('"total":2450', '"total":"2450"')),
        ("receipt", to_json(RECEIPT).replace('"total":2450', '"total":24.5')),
        ("receipt", to_json(RECEIPT).replace('"total":2450', '"total":2450,"extra":1')),
        ("receipt", to_json(RECEIPT).replace("2026-09-15T", "2026-19-15T")),
    ],
)
def test_content_of_another_shape_is_refused(kind: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(kind, text)


def test_a_copy_differs_from_the_original_in_nothing_but_its_mark() -> None:
    copy = copy_of(RECEIPT, 2)
    assert copy.head.copy == 2
    assert copy_of(copy, 0) == RECEIPT


@given(st.lists(NUMBERS, max_size=9), st.integers(-(10**12), 10**12), st.sampled_from(["K7QF2M9X", "A1", ""]))
def test_a_scanned_code_says_what_was_written(numbers: list[str], minor: int, office: str) -> None:
    moment = datetime(2026, 9, 15, 12, 21, tzinfo=UTC)
    code = write_code("R", office, numbers, minor, moment)
    assert set(code) <= set(SIGNS)
    assert parse_code(f" {code}\n") == ScannedCode("R", office, tuple(numbers), minor, moment)
    assert parse_code(code.lower()) == parse_code(code)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_scan_survives_another_keyboard_layout(layout: str) -> None:
    code = code_of(RECEIPT)
    typed = code.translate(dict(zip(map(ord, KEYS), LAYOUTS[layout], strict=True)))
    assert parse_code(typed) == parse_code(code)
    assert parse_code(typed.lower()) == parse_code(code)


@given(st.integers(4, 50), st.sampled_from(SIGNS))
def test_a_code_misread_in_one_sign_is_no_code(place: int, sign: str) -> None:
    code = code_of(RECEIPT)
    misread = code[:place] + sign + code[place + 1 :]
    assert (parse_code(misread) is None) == (misread != code)


@given(st.text(max_size=40))
def test_what_is_no_code_is_not_taken_for_one(text: str) -> None:
    assert parse_code(text) is None


def test_papers_that_name_a_number_carry_it_in_their_code() -> None:
    assert parse_code(code_of(RECEIPT)) == ScannedCode(
        "R", "K7QF2M9X", ("A-004418",), 2450, datetime(2026, 9, 15, 12, 21, tzinfo=UTC)
    )
    for kind in ("acknowledgement", "handover", "refusal"):
        code = parse_code(code_of(EXAMPLES[kind]))
        assert code is not None
        assert "A26-001873-K" in code.numbers
    assert code_of(EXAMPLES["application"]) == code_of(EXAMPLES["missing"]) == ""
