"""Folding names and numbers into keys: what must be the same and what must stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_desk.storage import names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Darina", "Daryna"),
        ("Yosef", "Iosef"),
        ("Philip", "Filip"),
        ("Chkheidze", "ჩხეიძე"),
        ("Zhvania", "ჟვანია"),
        ("Djamal", "Jamal"),
        ("Tsereteli", "Tzereteli"),
        ("Mohammed", "Mohamed"),
        ("Novak", "Nowak"),
        ("Mariya", "Marija"),
        ("Cecilia", "Sesilia"),
        ("Kennedy", "Kenedi"),
    ],
)
def test_variants_of_a_name_share_a_spelling(one: str, other: str) -> None:
    (first,), (second,) = names.words_of(one), names.words_of(other)
    assert names.spellings(first) & names.spellings(second)


@pytest.mark.parametrize(("one", "other"), [("Nino", "Nona"), ("Kato", "Gato"), ("Tamar", "Tomar"), ("Ana", "Ani")])
def test_other_names_do_not_share_a_spelling(one: str, other: str) -> None:
    (first,), (second,) = names.words_of(one), names.words_of(other)
    assert not names.spellings(first) & names.spellings(second)


@pytest.mark.parametrize(
    ("one", "other"), [("محمد", "Muhammad"), ("أحمد", "Ahmed"), ("يوسف", "Yusuf"), ("سارة", "Sara"), ("חיים", "Hyym")]
)
def test_scripts_without_vowels_share_the_sound(one: str, other: str) -> None:
    (first,), (second,) = names.words_of(one), names.words_of(other)
    assert names.sounds(first) & names.sounds(second)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("1989", "1989"),
        ("1989-03", "198903"),
        ("1989-03-03", "19890303"),
        ("3.3.1989", "19890303"),
        ("03/12/1989", "19891203"),
        ("12/1989", "198912"),
        ("١٩٨٩", "1989"),
        ("89", None),
        ("tamar", None),
        ("", None),
    ],
)
def test_dates_are_read_as_they_are_typed(typed: str, key: str | None) -> None:
    assert names.birth_key(typed) == key


def test_a_phone_is_known_by_each_of_its_endings() -> None:
    assert list(names.phone_keys("+995 599 12-34")) == [
        "9955991234",
        "955991234",
        "55991234",
        "5991234",
        "991234",
        "91234",
    ]
    assert list(names.phone_keys("112")) == ["112"]
    assert list(names.phone_keys("none")) == []


@given(st.text(max_size=60))
def test_whatever_is_typed_folds_into_small_letters_and_digits(typed: str) -> None:
    for word in names.words_of(typed):
        for key in {word, *names.spellings(word), *names.sounds(word)}:
            assert key.isascii()
            assert key.isalnum()
            assert key == key.lower()
    assert names.number_key(typed).isascii()
