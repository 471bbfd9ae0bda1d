"""An office on PostgreSQL where each person signs in with a login of the database of her own."""

from collections.abc import Iterator

import pytest

from oss_desk import paths
from oss_desk.domain.history import Event
from oss_desk.domain.office import Official
from oss_desk.operations.office import office
from oss_desk.operations.program import Program
from oss_desk.operations.sample import walking
from oss_desk.operations.sheets import Payer
from oss_desk.storage import rows
from oss_desk.storage.doors import door_of
from tests.operations.conftest import PEOPLE, Clock, Shop, build
from tests.operations.test_whole_way import worked
from tests.own_logins import OwnOffice

SECRETS = {login: f"{login} has a secret" for login in PEOPLE}


class OwnShop(Shop):
    """A shop whose people come through the door, each by her own login."""

    def enter(self, login: str, desk: str) -> Program:
        """Somebody signs in with her password, where whoever sat there leaves first."""
        for who, at in tuple(self.signed_in):
            if at == desk:
                office.sign_out(self.signed_in.pop((who, at)))
        return office.sign_in(self.program(desk), login=login, password=SECRETS[login])


@pytest.fixture
def own_url(own_office: OwnOffice) -> str:
    """The address by which the server's administrator reaches a shop with own logins."""
    return own_office("shop", build, SECRETS)


@pytest.fixture
def shop(own_url: str, clock: Clock) -> Iterator[Shop]:
    """A shop at work."""
    door = door_of(own_url)
    assert door is not None
    opened = OwnShop(door, clock)
    yield opened
    for program in opened.signed_in.values():
        program.database.close()


def test_a_case_goes_its_whole_way_with_everybody_signed_in_as_herself(shop: Shop) -> None:
    service = shop.service((paths.resources() / "services" / "passport.yaml").read_text("utf-8"))
    visit = shop.visit(shop.citizen(born="1980-05-05", resident=True))
    request = shop.line(visit, service)
    filling = walking.fill(shop.at("ada"), visit.id)
    way = walking.proposal(shop.at("ada"), request_id=request.id)
    (case,) = walking.start_and_pay(shop.at("ada"), filling, Payer(None, None, "Tamar Kvelidze"))
    for step in way.steps:
        if step.kind == "act":
            worked(shop, case, step)
        else:
            walking.collect(shop.at("ada"), case.id)
    with shop.at("aude").database.reading() as work:
        events = rows.every(work, Event)
        people = {official.id: official.login for official in rows.every(work, Official)}
    assert {people[event.official_id] for event in events if event.official_id} >= {"ada", "rita", "sue"}
