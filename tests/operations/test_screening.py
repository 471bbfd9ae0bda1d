"""Can I do this today: questions one by one, a verdict, a slip, and nothing stored for anybody."""

from typing import Any

import pytest

from oss_desk import paths
from oss_desk.domain.history import Command, Event
from oss_desk.domain.jobs import PrintJob
from oss_desk.operations.catalogue.screening import can_do_today, slip_of_check
from oss_desk.operations.catalogue.service_sheet import service_sheet
from oss_desk.operations.papers.papers import drawn
from oss_desk.operations.sheets import CheckSheet
from oss_desk.storage import rows
from oss_desk.workflows.reader import read_service
from oss_desk.workflows.registers import read_registers
from tests.operations.conftest import COPY, Shop

SERVICES = paths.resources() / "services"
NAMES = sorted(path.stem for path in SERVICES.glob("*.yaml"))
SELF: dict[str, Any] = {"relation": "self", "birth_date": "1989-03-03"}


def asked(shop: Shop, version_id: int, facts: dict[str, Any] | None = None, **answers: Any) -> CheckSheet:
    """The check with these answers and nothing in hand."""
    return can_do_today(shop.at("ada"), service_version_id=version_id, answers=answers, facts=facts or {})


def with_papers(shop: Shop, version_id: int, *papers: str, **answers: Any) -> CheckSheet:
    """The check with papers in hand."""
    return can_do_today(
        shop.at("ada"), service_version_id=version_id, answers=answers, facts={}, with_her=tuple(papers)
    )


def sample(shop: Shop, name: str) -> int:
    """A service of the sample office, in force."""
    return shop.service((SERVICES / f"{name}.yaml").read_text("utf-8")).id


def test_what_decides_is_asked_and_nothing_else(shop: Shop) -> None:
    sheet = asked(shop, shop.service(COPY).id)
    assert sheet.verdict == "asks"
    assert set(sheet.open) <= {field.id for field in sheet.questions}
    assert "court_order" not in [field.id for field in sheet.questions]


def test_papers_that_are_missing_are_told(shop: Shop) -> None:
    sheet = asked(shop, shop.service(COPY).id, **SELF)
    assert (sheet.verdict, sheet.open) == ("missing", ())
    assert [line.settled for line in sheet.papers] == [False]
    assert sheet.total.minor == 500


def test_with_the_papers_it_can_be_done_today(shop: Shop) -> None:
    sheet = with_papers(shop, shop.service(COPY).id, "passport", "proof-of-address", "national-id-card", **SELF)
    assert sheet.verdict == "yes"
    assert sheet.due_at is not None


def test_who_may_not_ask_is_told_why_and_by_which_law(shop: Shop) -> None:
    sheet = asked(shop, shop.service(COPY).id, relation="other", birth_date="1989-03-03")
    assert sheet.verdict == "no"
    assert [law for _, law in sheet.reasons] == ["Civil Registration Act §\xa014(2)"]


def test_an_answer_changes_what_is_needed(shop: Shop) -> None:
    version = shop.service(COPY).id
    plain = asked(shop, version, **SELF)
    acting = asked(shop, version, relation="representative", birth_date="1989-03-03")
    assert len(acting.papers) == len(plain.papers) + 1


def test_the_slip_says_what_is_missing_in_the_language_that_was_chosen(shop: Shop) -> None:
    version = sample(shop, "birth-certificate-copy")
    slips = [
        slip_of_check(shop.at("ada"), service_version_id=version, answers=SELF, facts={}, language=language)
        for language in ("en", "fr", "ar")
    ]
    assert len({slip.services for slip in slips}) == 3
    assert all(slip.missing and slip.visitor is None and slip.fees for slip in slips)
    assert [slip.head.language for slip in slips] == ["en", "fr", "ar"]


def test_nothing_is_stored_whatever_is_asked_and_printed(shop: Shop) -> None:
    version = shop.service(COPY).id

    def counted() -> list[int]:
        with shop.database.reading() as work:
            return [len(rows.every(work, record)) for record in (Event, Command, PrintJob)]

    shop.at("ada")
    before = counted()
    asked(shop, version, **SELF)
    slip_of_check(shop.at("ada"), service_version_id=version, answers=SELF, facts={}, language="en")
    service_sheet(shop.at("ada"), service_version_id=version, language="en")
    assert counted() == before


@pytest.mark.parametrize("name", NAMES)
def test_every_service_of_the_sample_can_be_checked_and_printed(shop: Shop, name: str) -> None:
    version = sample(shop, name)
    first = asked(shop, version)
    assert first.verdict in ("asks", "missing", "yes")
    for language in ("en", "fr", "ar"):
        sheet = service_sheet(shop.at("ada"), service_version_id=version, language=language)
        slip = slip_of_check(shop.at("ada"), service_version_id=version, answers={}, facts={}, language=language)
        assert (sheet.head.language, slip.head.language) == (language, language)
    assert drawn(paths.resources(), sheet)[:4] == b"%PDF"
    assert drawn(paths.resources(), slip)[:4] == b"%PDF"


def test_the_sheet_lists_what_the_citizen_brings_and_not_what_the_office_gets(shop: Shop) -> None:
    sheet = service_sheet(shop.at("ada"), service_version_id=sample(shop, "food-stall-permit"), language="en")
    read = read_service(
        (SERVICES / "food-stall-permit.yaml").read_text("utf-8"), "x", read_registers(SERVICES.parent / "registers")
    )
    office = [rule.title["en"] for rule in read.evidence if rule.by == "office"]
    assert office
    assert not set(office) & {paper.title for paper in sheet.papers}
