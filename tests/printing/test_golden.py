"""Receipts word by word, in each language and on each size: what a citizen and an auditor need stands there (R8, R15).

What changes here is read and then kept by `python -m tests.printing.golden`.
"""

import pytest

from tests.printing.golden import LANGUAGES, PAPERS, SIZES, WHOLE, file_of, read


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAPERS)
def test_a_receipt_says_word_by_word_what_was_agreed(name: str, language: str, size: str) -> None:
    assert read(PAPERS[name], language, size) == file_of(name, language, size).read_text("utf-8")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_receipt_holds_everything_that_proves_a_payment(language: str, size: str) -> None:
    """R15: office, desk, number, date, time and zone, payer, service, fees with law, means, amount, change, cashier."""
    told = read(WHOLE, language, size)
    head = WHOLE.head
    wanted = [head.office, head.desk_name, head.official, WHOLE.number, "UTC+2", "2026", WHOLE.payer.name, WHOLE.check]
    wanted += [text for one in WHOLE.services for text in (one.title, one.case)]
    wanted += [text for one in WHOLE.services for fee in one.fees for text in (fee.title, fee.law)]
    assert [text for text in wanted if text not in told] == []
    amounts = ("24.03", "24.00", "0.03", "30.00", "6.00", "0.47")
    assert [one for one in amounts if one not in told.replace(",", ".")] == []


def test_the_words_of_a_receipt_are_compared_with_what_is_kept() -> None:
    assert read(WHOLE, "en", "a4") != file_of("receipt", "fr", "a4").read_text("utf-8")
