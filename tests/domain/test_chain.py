"""The canonical form and the hashes of history: one form for each value, another hash for any other value."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_desk.domain import chain
from oss_desk.domain.chain import Chain, canonical, genesis, link_hash, plain, plain_row, row_digest, text_digest
from oss_desk.domain.history import SubjectKind

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
scalars = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"]))
names = st.text(st.characters(max_codepoint=126, min_codepoint=97), min_size=1, max_size=6)
values: Any = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(names, inner), max_leaves=8)


@given(values)
def test_the_canonical_form_says_the_value_and_has_no_other_writing(value: Any) -> None:
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written


@pytest.mark.parametrize("value", [1.5, b"x", {"ä": 1}, [0.0], {"a": {1: 2}}, NOON])
def test_what_has_no_one_form_is_refused(value: Any) -> None:
    with pytest.raises((TypeError, AttributeError)):
        canonical(value)


def test_keys_are_sorted_and_signs_escaped_as_the_standard_says() -> None:
    assert canonical({"b": '€\n\x1f"\\', "a": [True, None, -1]}) == '{"a":[true,null,-1],"b":"€\\n\\u001f\\"\\\\"}'


def test_values_are_written_as_a_strict_file_holds_them() -> None:
    east = timezone(timedelta(hours=4))
    moment = datetime(2026, 3, 2, 16, 0, 0, 5, tzinfo=east)
    assert plain(moment) == "2026-03-02T12:00:00.000005Z"
    assert (plain(True), plain(date(2026, 3, 2)), plain(("a", "ä"))) == (1, "2026-03-02", '["a","ä"]')
    assert plain({"ka": "ა", "en": "a"}) == '{"en":"a","ka":"ა"}'
    with pytest.raises(TypeError):
        plain(1.5)


def test_a_column_that_is_added_later_changes_no_digest_of_what_was_there() -> None:
    before = plain_row(("id", "amount"), (1, 500), {})
    after = plain_row(("id", "amount", "rounding", "note"), (1, 500, 0, None), {"rounding": 0})
    changed = plain_row(("id", "amount", "rounding"), (1, 500, 5), {"rounding": 0})
    assert row_digest("s", "payment", before) == row_digest("s", "payment", after)
    assert row_digest("s", "payment", before) != row_digest("s", "payment", changed)


@given(st.sampled_from(["previous", "seq", "event", "salt", "rows", "texts", "form"]))
def test_a_link_covers_each_of_its_parts(part: str) -> None:
    said: dict[str, Any] = {"previous": "0", "seq": 1, "event": {"id": 1}, "salt": "s", "rows": "[]", "texts": "[]"}
    other = {"seq": 2, "event": {"id": 2}, "form": 2}.get(part, "x")
    assert link_hash(**said) != link_hash(**{**said, part: other})


def test_no_digest_stands_for_another_purpose() -> None:
    assert text_digest("s", "a") != row_digest("s", "a", {})
    assert len(text_digest(chain.new_salt(), "a")) == 64
    assert text_digest(chain.new_salt(), "a") != text_digest(chain.new_salt(), "a")


@pytest.mark.parametrize(
    "other",
    [
        ("OTHER", "A", 1, "", "first"),
        ("ID", "B", 1, "", "first"),
        ("ID", "A", 2, "", "first"),
        ("ID", "A", 1, "9", "first"),
    ],
)
def test_the_first_link_of_a_chain_says_whose_it_is(other: tuple[str, str, int, str, str]) -> None:
    office, desk, epoch, before, reason = other
    assert genesis("ID", "A", Chain(7, 1, 1, NOON, "", "first")) != genesis(
        office, desk, Chain(7, 1, epoch, NOON, before, reason)
    )


def test_every_subject_has_its_chain_and_sign_ins_are_the_desks() -> None:
    assert {chain.place_of("any", kind) for kind in get_args(SubjectKind)} == {"office", "desk"}
    assert chain.place_of("roles-changed", "official") == "office"
    assert chain.place_of("signed-in", "official") == "desk"
    assert chain.place_of("payment-taken", "payment") == "desk"
    assert chain.place_of("z-closed", "cash-session") == "office"
