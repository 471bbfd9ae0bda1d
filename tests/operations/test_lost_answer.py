"""The answer to a commit that is lost on its way: the desk is told that it does not know, and asks by the same id."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from oss_desk.domain.messages import Refused
from oss_desk.domain.till import Payment, Receipt
from oss_desk.operations.cases import cases
from oss_desk.storage import rows
from oss_desk.storage.database import open_database
from tests.operations.casework import cash, copy_line
from tests.operations.conftest import COPY, Shop
from tests.operations.lost_answers import Line, line_to


@pytest.fixture
def line(shop_url: str) -> Iterator[Line]:
    """The line between the desk and its server."""
    host = make_url(shop_url).query["host"]
    assert isinstance(host, str)
    with tempfile.TemporaryDirectory(prefix="ln-", dir="/tmp") as folder, line_to(Path(host), Path(folder)) as line:
        yield line


@pytest.mark.parametrize("dialect", ["postgresql"])
def test_money_whose_booking_nobody_answered_is_there_once_and_the_same_id_gives_its_case(
    shop: Shop, line: Line, shop_url: str
) -> None:
    visit = shop.visit(shop.citizen())
    request = copy_line(shop, visit, shop.service(COPY))
    command, values = str(uuid4()), dict[str, Any](visit_id=visit.id, request_ids=(request.id,), payment=cash(500))
    through = open_database(make_url(shop_url).update_query_dict({"host": str(line.folder)}).render_as_string(False))
    desk = Shop(through, shop.clock)
    program = desk.at("ada")
    line.loses.set()
    with pytest.raises(Refused) as refused:
        cases.start_cases(program, command, **values)
    assert refused.value.messages[0].code == "outcome-unknown"
    assert line.lost == 1
    made = cases.start_cases(program, command, **values)
    assert made.changes == ()
    with through.reading() as work:
        assert len(rows.every(work, Payment)) == len(rows.every(work, Receipt)) == len(made.result) == 1
    through.close()
