"""The check code of a receipt: the paper in a hand is held against the records (R16)."""

import re

import pytest
from sqlalchemy import text

from oss_desk.domain import papers
from oss_desk.domain.till import Receipt
from oss_desk.operations.history import check_code
from oss_desk.storage import rows
from tests.operations.casework import copy_case
from tests.operations.conftest import COPY, Shop
from tests.operations.test_bent_history import unguarded
from tests.storage.older import engine


@pytest.fixture
def codes(shop: Shop) -> dict[str, str]:
    """Two receipts of one desk: what stands on the papers, by number."""
    version = shop.service(COPY)
    for _ in range(2):
        copy_case(shop, version)
        shop.clock.forward(minutes=10)
    with shop.database.reading() as work:
        receipts = rows.every(work, Receipt)
    return {one.number: printed(one) for one in receipts}


def printed(receipt: Receipt) -> str:
    """The code that stands on the paper."""
    paper = papers.from_json("receipt", receipt.content)
    assert isinstance(paper, papers.ReceiptPaper)
    return paper.check


def said(shop: Shop, number: str, code: str) -> str:
    return check_code.check_paper(shop.at("aude"), number=number, code=code).code


def test_a_receipt_bears_a_code_that_the_records_confirm(shop: Shop, codes: dict[str, str]) -> None:
    assert len(set(codes.values())) == 2
    for number, code in codes.items():
        assert re.fullmatch("[0-9A-HJ-NP-Z]{5}-[0-9A-HJ-NP-Z]{5}", code)
        assert said(shop, number, code) == said(shop, number.lower(), code.lower().replace("-", " ")) == "paper-matches"


def test_a_paper_of_another_receipt_or_of_none_is_told(shop: Shop, codes: dict[str, str]) -> None:
    assert said(shop, "A-000001", codes["A-000002"]) == "paper-differs"
    assert said(shop, "A-000009", codes["A-000002"]) == "paper-unknown"


@pytest.mark.parametrize(
    "bent",
    [
        "UPDATE receipt SET number = 'A-000008' WHERE number = 'A-000002'",
        "UPDATE payment SET amount = 1 WHERE id = 2",
        "UPDATE receipt SET issued_at = (SELECT issued_at FROM receipt WHERE number = 'A-000001')",
        "UPDATE desk SET code = 'Z' WHERE code = 'A'",
        "UPDATE office SET public_id = '0123456789AB'",
        "UPDATE link SET previous = hash",
    ],
)
def test_what_was_bent_in_the_records_no_longer_fits_the_paper(
    shop: Shop, shop_url: str, codes: dict[str, str], bent: str
) -> None:
    with engine(shop_url).connect() as connection:
        unguarded(connection)
        connection.execute(text(bent))
        connection.commit()
    assert said(shop, "A-000002", codes["A-000002"]) in {"paper-differs", "paper-unknown"}
