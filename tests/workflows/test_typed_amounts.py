"""Amounts of money as people type them, in any country: read in one way only, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_desk.domain.money import Currency, Money
from oss_desk.workflows.typed import read_amount

EURO, YEN, DINAR = Currency("EUR"), Currency("JPY", 0), Currency("TND", 3)


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("30", EURO, 3000),
        ("30.5", EURO, 3050),
        ("30,50", EURO, 3050),
        ("5.", EURO, 500),
        (".50", EURO, 50),
        ("1,024.50", EURO, 102450),
        ("1.024,50", EURO, 102450),
        ("1.024.000", EURO, 102400000),
        ("12,34,567.80", EURO, 123456780),
        ("1 024", EURO, 102400),
        ("1'024.50", EURO, 102450),
        ("1\u202f024,50", EURO, 102450),
        ("٣٠", EURO, 3000),
        ("١٬٠٢٤٫٥٠", EURO, 102450),
        ("1,024", DINAR, 1024),
        ("1.000,024", DINAR, 1000024),
        ("2450", YEN, 2450),
        ("2,450", YEN, 2450),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, currency: Currency, minor: int) -> None:
    assert read_amount(typed, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("typed", "currency"),
    [
        *(
            (typed, EURO)
            for typed in ("5.005", "1,024", "1.000", "0.005", "1.0000", "1.5,00", "1,024.505", "5,005.0.0")
        ),
        *((typed, EURO) for typed in ("", ".", "abc", "-5", "1e3", "10 euro", "10 5", "1 0245", "5,,00", "9" * 20)),
        ("1.0245", DINAR),
        ("24.5", YEN),
        ("5.50", YEN),
    ],
)
def test_what_may_be_read_in_two_ways_or_in_none_is_not_guessed(typed: str, currency: Currency) -> None:
    assert read_amount(typed, currency) is None


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([EURO, YEN, DINAR]))
def test_an_amount_written_out_is_read_back(minor: int, currency: Currency) -> None:
    amount = Money(minor, currency)
    assert read_amount(str(amount.amount), currency) == amount
    assert read_amount(f"{amount.amount:,}", currency) == amount
