"""Money: whole minor units of one currency, rounded half up, and no float."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_desk.domain.money import Currency, Money, total

EUR, JPY, TND = Currency("EUR"), Currency("JPY", 0), Currency("TND", 3)
amounts = st.integers(-(10**12), 10**12)


def test_an_amount_is_read_to_the_minor_unit_of_its_currency() -> None:
    assert EUR.money("24.50") == Money(2450, EUR)
    assert JPY.money("24") == Money(24, JPY)
    assert TND.money("0.125") == Money(125, TND)


@pytest.mark.parametrize("text", ["0.005", "NaN", "Infinity"])
def test_less_than_a_minor_unit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="whole number of minor units"):
        EUR.money(text)


def test_halves_are_rounded_up_to_the_step() -> None:
    assert EUR.rounded(Decimal("1.005")) == Money(101, EUR)
    assert EUR.rounded(Decimal("1.02"), Decimal("0.05")) == Money(100, EUR)
    assert EUR.rounded(Decimal("1.025"), Decimal("0.05")) == Money(105, EUR)


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(TypeError, match="cannot be added"):
        Money(1, EUR) + Money(1, JPY)


@given(st.lists(amounts))
def test_a_total_is_the_sum_of_minor_units(minors: list[int]) -> None:
    assert total((Money(minor, EUR) for minor in minors), EUR).minor == sum(minors)


@given(amounts, st.sampled_from([EUR, JPY, TND]))
def test_an_amount_written_reads_back_to_itself(minor: int, currency: Currency) -> None:
    assert currency.money(Money(minor, currency).amount) == Money(minor, currency)


@given(amounts, amounts)
def test_what_is_taken_away_can_be_added_again(one: int, other: int) -> None:
    first, second = Money(one, EUR), Money(other, EUR)
    assert first - second + second == first
    assert first + -first == Money(0, EUR)
    assert not first - first
