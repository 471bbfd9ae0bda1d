"""History held against its chains: a whole office holds, and whatever is done to it past the program is found."""

from oss_desk.operations.history import verifying
from oss_desk.operations.program import Look
from tests.operations.conftest import Shop


def test_an_office_at_work_holds(shop: Shop) -> None:
    program = shop.at("ada")
    shop.citizen()
    with program.database.reading() as work:
        report = verifying.verify(Look(program, work, program.clock()))
    assert report.whole
    assert report.links > 0
    assert verifying.lately(program, 1) is None
    assert verifying.of_day(program, 1) is None
