"""Where each person has a login of the database of her own, the window serves her as anywhere else."""

from oss_desk.ui.pages.counter.page import CounterPage
from tests.journeys.machine import Machine
from tests.operations.conftest import PEOPLE, build
from tests.own_logins import OwnOffice

SECRETS = {login: f"{login} has a secret" for login in PEOPLE}


def test_the_counter_and_every_other_page_stand_for_a_login_of_ones_own(
    own_office: OwnOffice, machine: Machine
) -> None:
    hands = machine.start(own_office("shop", build, SECRETS))
    shell = hands.shell
    shell.sign_in.chosen.emit("ada", SECRETS["ada"])
    hands.until(lambda: isinstance(shell.page(), CounterPage) and hands.counter.idle is not None)
    hands.until(lambda: shell.tasks.pending() == 0)
    hands.serve()
    for button in shell.rail.buttons():
        shell.show_page(button.entry.id)
        hands.until(lambda: shell.tasks.pending() == 0)
        assert not shell.message.isVisible(), button.entry.id
