"""Notices: written and ended by a supervisor, shown where they touch something, and gone by themselves."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from oss_desk.domain import papers
from oss_desk.domain.history import Event
from oss_desk.domain.messages import Refused
from oss_desk.domain.notices import Notice
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.office import notices
from oss_desk.operations.papers import intake_prints
from oss_desk.operations.papers.papers import papers_of_visit
from oss_desk.operations.sheets import NoticeCard
from oss_desk.operations.visits import visits
from oss_desk.storage import rows
from tests.operations.conftest import COPY, RESIDENCE, TUESDAY, Shop

LINE_DOWN = {"en": "The registry's line is down."}


def write(shop: Shop, **values: Any) -> Notice:
    written: Notice = shop.do(notices.write_notice, by="sue", **{"scope": "office", "text": LINE_DOWN} | values)
    return written


def now_shown(shop: Shop) -> list[str]:
    """What the finder says of all services now."""
    cards = catalogue.catalogue(shop.at("ada")).notices
    return [card.notice.text["en"] for card in cards if card.holds_at(shop.clock.now)]


def test_a_notice_holds_from_now_until_it_is_ended(shop: Shop) -> None:
    written = write(shop)
    assert now_shown(shop) == ["The registry's line is down."]
    shop.clock.forward(days=30)
    assert now_shown(shop) == ["The registry's line is down."]
    shop.do(notices.end_notice, by="sam", notice_id=written.id)
    assert now_shown(shop) == []
    (over,) = notices.notices_over(shop.at("sue"))
    assert (over.notice.id, over.ended_at) == (written.id, shop.clock.now)


def test_until_thursday_ends_with_the_last_moment_of_thursday_in_the_office(shop: Shop) -> None:
    written = write(shop, ends=date(2026, 9, 17))
    zone = ZoneInfo("Europe/Paris")
    shop.clock.now = datetime(2026, 9, 17, 23, 59, 59, tzinfo=zone)
    assert now_shown(shop) == ["The registry's line is down."]
    shop.clock.now = datetime(2026, 9, 18, 0, 0, tzinfo=zone)
    assert now_shown(shop) == []
    assert written.days
    assert [card.ended_at for card in notices.notices_over(shop.at("sue"))] == [None]


def test_a_notice_may_begin_later_and_end_at_a_moment(shop: Shop) -> None:
    noon = TUESDAY + timedelta(hours=4)
    write(shop, begins=date(2026, 9, 16), ends=datetime(2026, 9, 16, 12, 0, tzinfo=ZoneInfo("Europe/Paris")))
    assert [card.notice.days for card in notices.notices(shop.at("ada"))] == [False]
    assert now_shown(shop) == []
    shop.clock.now = noon + timedelta(hours=14)
    assert now_shown(shop) == ["The registry's line is down."]
    shop.clock.forward(hours=12)
    assert now_shown(shop) == []


def about(shop: Shop, service: str) -> list[str]:
    """Of which notices the finder's card of a service tells."""
    cards = {card.service: card for card in catalogue.catalogue(shop.at("ada")).services}
    return [one.notice.text["en"] for one in cards[service].notices]


def test_a_notice_on_a_service_stands_beside_that_service_only(shop: Shop) -> None:
    copy, residence = shop.service(COPY), shop.service(RESIDENCE)
    write(shop, scope="service", code=copy.service)
    assert about(shop, copy.service) == ["The registry's line is down."]
    assert about(shop, residence.service) == []
    sheet = catalogue.service(shop.at("aude"), service_version_id=copy.id)
    assert [one.about["en"] for one in sheet.card.notices] == [sheet.service.title["en"]]


def test_a_notice_on_an_authority_stands_beside_all_its_services(shop: Shop) -> None:
    copy, residence = shop.service(COPY), shop.service(RESIDENCE)
    authority = catalogue.service(shop.at("ada"), service_version_id=copy.id).service.authority
    write(shop, scope="authority", code=authority)
    same = catalogue.service(shop.at("ada"), service_version_id=residence.id).service.authority == authority
    assert about(shop, copy.service) == ["The registry's line is down."]
    assert about(shop, residence.service) == (["The registry's line is down."] if same else [])


def test_the_basket_and_the_printed_slip_tell_what_touches_their_services(shop: Shop) -> None:
    version = shop.service(COPY)
    visit = shop.visit(shop.citizen())
    shop.line(visit, version)
    write(shop, scope="service", code=version.service, ends=date(2026, 9, 17))
    write(shop, text={"en": "The lift does not work."}, begins=date(2026, 10, 1))
    (line,) = visits.visit(shop.at("ada"), visit_id=visit.id).lines
    assert [one.notice.text for one in line.notices] == [LINE_DOWN]
    shop.do(intake_prints.print_missing, visit_id=visit.id)
    (job,) = papers_of_visit(shop.at("ada"), visit_id=visit.id)
    slip = papers.from_json(job.kind, job.content)
    assert isinstance(slip, papers.MissingSlip)
    assert slip.notices == (papers.Notice("The registry's line is down.", date(2026, 9, 17)),)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"text": {"en": " "}}, "notice-empty"),
        ({"text": {"tlh": "nuqneH"}}, "notice-language-strange"),
        ({"text": {"en": "long " * 100}}, "typed-too-long"),
        ({"ends": date(2026, 9, 14)}, "notice-ends-before"),
        ({"begins": date(2026, 9, 20), "ends": date(2026, 9, 19)}, "notice-ends-before"),
        ({"scope": "service", "code": "no-such"}, "notice-about-unknown"),
        ({"scope": "authority", "code": None}, "notice-about-unknown"),
        ({"scope": "office", "code": "registry"}, "notice-about-unknown"),
    ],
)
def test_a_notice_that_says_nothing_or_about_nothing_is_refused(shop: Shop, values: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        write(shop, **values)
    assert notices.notices(shop.at("ada")) == ()


def test_what_is_over_is_not_ended_again(shop: Shop) -> None:
    ended, ran_out = write(shop), write(shop, ends=date(2026, 9, 15))
    shop.do(notices.end_notice, by="sue", notice_id=ended.id)
    shop.clock.forward(days=2)
    for notice in (ended, ran_out):
        with pytest.raises(Refused, match="notice-over"):
            shop.do(notices.end_notice, by="sue", notice_id=notice.id)


def test_a_clerk_writes_no_notice(shop: Shop) -> None:
    with pytest.raises(Refused, match="not-allowed"):
        shop.do(notices.write_notice, by="ben", scope="office", text=LINE_DOWN)


def test_a_notice_sent_twice_is_written_once(shop: Shop) -> None:
    command = str(uuid4())
    values: dict[str, Any] = {"scope": "office", "text": LINE_DOWN, "ends": date(2026, 9, 17)}
    first = notices.write_notice(shop.at("sue"), command, **values)
    again = notices.write_notice(shop.at("sue"), command, **values)
    assert (first.result, again.changes) == (again.result, ())
    with shop.database.reading() as work:
        assert len(rows.every(work, Notice)) == 1
        assert [event.kind for event in rows.every(work, Event, subject_kind="notice")] == ["notice-written"]


def test_a_card_knows_when_it_holds(shop: Shop) -> None:
    write(shop, ends=date(2026, 9, 15))
    (card,) = notices.notices(shop.at("ada"))
    assert isinstance(card, NoticeCard)
    assert card.holds_at(shop.clock.now)
    assert not card.holds_at(shop.clock.now - timedelta(seconds=1))
    assert not card.holds_at(shop.clock.now + timedelta(days=1))
