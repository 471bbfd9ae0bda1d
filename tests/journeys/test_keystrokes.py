"""The usual visits come out right by exactly these keys, and by no more: steering keys cost a clerk the day."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from benchmarks.keystrokes import NOON, VISITS, Keyboard, at_counter, go
from oss_desk import bootstrap
from oss_desk.domain.cases import Case
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.people import Citizen
from oss_desk.domain.till import Payment, PaymentPart
from oss_desk.domain.visits import Visit
from oss_desk.settings import Settings
from oss_desk.storage import rows
from oss_desk.storage.database import open_database
from oss_desk.ui.pages.collect.page import CollectPage
from oss_desk.ui.pages.counter.page import CounterPage
from tests.samples import NOON as SAMPLE_NOON

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
MOST = {"copy": 13, "handover": 4, "new": 26, "address": 22, "enquiry": 13, "to-pay": 6}
"""How many keys may steer."""


class Office:
    """A sample office at noon, and what is stored in it before and after a visit."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._before = {kind: {row.id for row in self.every(kind)} for kind in (Case, Citizen, Payment, Visit)}

    def every(self, kind: type[Any]) -> tuple[Any, ...]:
        """All rows of a kind."""
        database = open_database(self.url, read_only=True)
        with database.reading() as work:
            found: tuple[Any, ...] = rows.every(work, kind)
        database.close()
        return found

    def services(self) -> set[str]:
        """Of which services the visit started cases."""
        versions = {version.id: version.service for version in self.every(ServiceVersion)}
        return {versions[case.service_version_id] for case in self.made(Case)}

    def made(self, kind: type[Any]) -> list[Any]:
        """The rows that the visit made."""
        return [row for row in self.every(kind) if row.id not in self._before[kind]]


Play = Callable[[str], Office]


@pytest.fixture
def play(settings: Settings, sqlite_sample: str, qapp: QApplication) -> Play:
    """Plays one of the visits with the keyboard alone; afterwards the Counter is free again."""
    assert NOON == SAMPLE_NOON

    def one(name: str) -> Office:
        office = Office(sqlite_sample)
        build = partial(bootstrap.open_sample, settings, database=sqlite_sample, clock=lambda: NOON)
        with at_counter(settings, build) as keyboard:
            go(keyboard, VISITS[name])
            assert_free(keyboard)
        return office

    return one


def assert_free(keyboard: Keyboard) -> None:
    """Nobody is being served any more."""
    page = keyboard.shell.page()
    assert isinstance(page, CounterPage | CollectPage)
    if isinstance(page, CounterPage):
        assert page.view is None
        assert page.next.hasFocus()


def test_no_visit_takes_more_keys_than_it_needs() -> None:
    assert {name: visit.steering for name, visit in VISITS.items()} == MOST


def test_a_known_citizen_pays_a_copy_in_exact_cash(play: Play) -> None:
    office = play("copy")
    (payment,), (visit,) = office.made(Payment), office.made(Visit)
    assert office.services() == {"birth-certificate-copy"}
    assert (payment.amount, visit.outcome) == (500, "served")


def test_what_is_ready_is_handed_over_by_the_digit_of_the_document(play: Play) -> None:
    office = play("handover")
    (case,) = (case for case in office.every(Case) if case.number.startswith("A26-000007"))
    assert (case.open, case.ending) == (False, "handed-over")


def test_a_new_citizen_pays_two_services_by_card(play: Play) -> None:
    office = play("new")
    (citizen,), (payment,) = office.made(Citizen), office.made(Payment)
    assert citizen.name == "Zoe Quill"
    assert office.services() == {"birth-certificate-copy", "proof-of-residence"}
    (part,) = (part for part in office.every(PaymentPart) if part.payment_id == payment.id)
    assert (part.means, part.reference) == ("card", "4417")


def test_an_address_is_changed_while_the_citizen_waits(play: Play) -> None:
    office = play("address")
    (case,), (visit,) = office.made(Case), office.made(Visit)
    assert office.services() == {"address-change"}
    assert (case.open, case.ending, visit.outcome) == (False, "done", "served")


def test_a_question_is_answered_with_a_slip_and_no_case(play: Play, settings: Settings) -> None:
    office = play("enquiry")
    (visit,) = office.made(Visit)
    assert (visit.outcome, office.made(Case)) == ("enquiry", [])
    assert len(list(settings.papers.glob("*.pdf"))) == 1


def test_a_case_that_waits_for_money_is_paid(play: Play) -> None:
    office = play("to-pay")
    (payment,), (visit,) = office.made(Payment), office.made(Visit)
    assert (payment.amount, visit.outcome) == (7200, "served")
