"""A clock that ran ahead or jumps: the office goes on in somebody's name, and order never hangs on the hour (R45)."""

import pytest

from oss_desk.domain.history import Event
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Office
from oss_desk.operations.office import clocks, office
from oss_desk.storage import rows
from tests.operations.conftest import Shop
from tests.operations.test_verifying import checked


def refused(shop: Shop, login: str) -> str:
    """With which code a sign-in is refused."""
    with pytest.raises(Refused) as no:
        office.sign_in(shop.program(), login=login)
    return no.value.message.code


def put_right(shop: Shop) -> tuple[Event, ...]:
    """The events of clocks that were put right."""
    with shop.database.reading() as work:
        return rows.every(work, Event, kind=clocks.PUT_RIGHT)


def test_a_clock_that_once_ran_ahead_is_answered_for_by_a_supervisor_and_the_desk_goes_on(shop: Shop) -> None:
    shop.clock.forward(days=365)
    shop.visit()
    shop.clock.forward(days=-365)
    assert [refused(shop, "ada"), refused(shop, "ada")] == ["clock-set-back", "clock-set-back"]
    assert (refused(shop, "sue"), put_right(shop)) == ("clock-behind", ())
    supervisor = office.sign_in(shop.program(), login="sue")
    (event,) = put_right(shop)
    assert (event.official_id, event.at) == (supervisor.signed_in and supervisor.signed_in.official.id, shop.clock())
    office.sign_out(supervisor)
    office.sign_in(shop.program(), login="ada")
    assert checked(shop).whole


def test_a_clock_that_jumps_more_than_a_month_ahead_is_asked_about_before_anything_is_kept(shop: Shop) -> None:
    shop.opens_shifts = False
    ada = shop.at("ada")
    with shop.database.writing() as work:
        rows.change(work, rows.get(work, Office, 1), sample=False)
        work.commit()
    shop.clock.forward(days=31)
    clocks.ask(ada)
    shop.clock.forward(days=334)
    with pytest.raises(Refused) as no:
        clocks.ask(ada)
    assert (no.value.message.code, put_right(shop)) == ("clock-far-ahead", ())
    clocks.ask(ada)
    assert len(put_right(shop)) == 1
    clocks.ask(ada)
