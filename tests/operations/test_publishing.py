"""A version ends from a day, or is taken back; what would change is told before anything is published."""

from datetime import timedelta
from typing import Any

import pytest

from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.history import Event
from oss_desk.domain.messages import Refused
from oss_desk.operations.catalogue import catalogue
from oss_desk.storage import rows
from tests.operations.casework import copy_case
from tests.operations.conftest import COPY, Shop


def offered(shop: Shop) -> list[int]:
    """The numbers of the versions in force."""
    cards = catalogue.catalogue(shop.at("ada")).services
    with shop.database.reading() as work:
        return [rows.get(work, ServiceVersion, card.id).number for card in cards]


def states(shop: Shop) -> list[tuple[int, str]]:
    """Every version with where it stands, the newest first."""
    cards = catalogue.service_versions(shop.at("ada"), service="birth-certificate-copy")
    return [(card.number, card.state) for card in cards]


def refusal(shop: Shop, verb: Any, **values: Any) -> Refused:
    """The refusal of a supervisor's command."""
    with pytest.raises(Refused) as refused:
        shop.do(verb, by="sue", **values)
    return refused.value


def test_a_version_ends_from_a_day_and_no_older_one_returns(shop: Shop) -> None:
    shop.service(COPY)
    second = shop.service(COPY.replace("P2D", "P3D"))
    shop.clock.forward(hours=1)
    shop.do(catalogue.end_service, by="sue", service_version_id=second.id, from_at=shop.clock.now + timedelta(days=3))
    before = offered(shop), states(shop)
    shop.clock.forward(days=4)
    assert before == ([2], [(2, "in-force"), (1, "replaced")])
    assert (offered(shop), states(shop)) == ([], [(2, "ended"), (1, "replaced")])


def test_a_version_taken_back_leaves_the_one_before_in_force(shop: Shop) -> None:
    shop.service(COPY)
    second = shop.service(COPY.replace("P2D", "P3D"))
    shop.do(catalogue.withdraw_service, by="sue", service_version_id=second.id)
    assert (offered(shop), states(shop)) == ([1], [(2, "withdrawn"), (1, "in-force")])


def test_a_version_that_is_still_to_come_can_be_taken_back(shop: Shop) -> None:
    shop.service(COPY)
    later = shop.do(catalogue.import_service, by="sue", text=COPY.replace("P2D", "P3D"), name="copy.yaml")
    from_at = shop.clock.now + timedelta(days=1)
    shop.do(catalogue.publish, by="sue", service_version_id=later.id, from_at=from_at)
    planned = states(shop)
    shop.do(catalogue.withdraw_service, by="sue", service_version_id=later.id)
    shop.clock.forward(days=2)
    assert planned == [(2, "planned"), (1, "in-force")]
    assert offered(shop) == [1]


def test_running_cases_stay_on_a_version_that_has_ended(shop: Shop) -> None:
    version = shop.service(COPY)
    case = copy_case(shop, version)
    shop.do(catalogue.end_service, by="sue", service_version_id=version.id, from_at=shop.clock.now)
    assert offered(shop) == []
    assert case.service_version_id == version.id


def test_what_is_not_published_can_neither_end_nor_be_taken_back(shop: Shop) -> None:
    draft = shop.do(catalogue.import_service, by="sue", text=COPY, name="copy.yaml")
    ended = refusal(shop, catalogue.end_service, service_version_id=draft.id, from_at=shop.clock.now)
    withdrawn = refusal(shop, catalogue.withdraw_service, service_version_id=draft.id)
    assert (ended.message.code, withdrawn.message.code) == ("version-not-published", "version-not-published")


def test_a_version_does_not_end_in_the_past_nor_twice(shop: Shop) -> None:
    version = shop.service(COPY)
    past = shop.clock.now - timedelta(days=1)
    soon = shop.clock.now + timedelta(days=1)
    assert refusal(shop, catalogue.end_service, service_version_id=version.id, from_at=past).message.code == (
        "ended-before"
    )
    shop.do(catalogue.end_service, by="sue", service_version_id=version.id, from_at=soon)
    again = refusal(shop, catalogue.end_service, service_version_id=version.id, from_at=soon + timedelta(days=1))
    assert again.message.code == "version-ended"


def test_ending_and_taking_back_are_in_the_history(shop: Shop) -> None:
    version = shop.service(COPY)
    shop.do(catalogue.end_service, by="sue", service_version_id=version.id, from_at=shop.clock.now + timedelta(days=1))
    shop.do(catalogue.withdraw_service, by="sue", service_version_id=version.id)
    with shop.database.reading() as work:
        kinds = [event.kind for event in rows.every(work, Event, order_by=("id",))]
    assert kinds[-2:] == ["service-ended", "service-withdrawn"]


def test_before_it_is_published_it_is_told_what_changes(shop: Shop) -> None:
    new = catalogue.check_service(shop.at("sue"), text=COPY, name="copy.yaml")
    shop.service(COPY)
    same = catalogue.check_service(shop.at("sue"), text=COPY, name="copy.yaml")
    other = catalogue.check_service(shop.at("sue"), text=COPY.replace('"5.00"', '"6.00"'), name="copy.yaml")
    assert (new.before, new.differences) == (None, ())
    assert (same.before, same.differences) == (1, ())
    assert other.before == 1
    assert ["5.00" in one.text and "6.00" in one.text for one in other.differences] == [True]
