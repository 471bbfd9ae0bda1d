"""The sections Exceptions and Who looked of the page History: one click away, nothing of a record without a reason."""

import json

import pytest

from oss_desk.domain.history import Event
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.papers import DayListPaper
from oss_desk.domain.people import Citizen
from oss_desk.operations.people import people
from oss_desk.storage import rows
from oss_desk.ui.pages.history.looks import Looks
from oss_desk.ui.pages.history.misuse import Misuse
from oss_desk.ui.pages.history.page import HistoryPage
from oss_desk.ui.widgets.button import Button
from tests.ui.desk import Desk


@pytest.fixture
def nosy(desk: Desk) -> Citizen:
    """A clerk opened the record of somebody who was not there."""
    program = desk.sign_in("adaeze")
    with program.database.reading() as work:
        citizen = rows.every(work, Citizen)[0]
    people.person(program, kind="citizen", id=citizen.id, reason="other", words="I know her")
    desk.leave()
    desk.tasks = None
    return citizen


@pytest.fixture
def history(desk: Desk, nosy: Citizen) -> HistoryPage:
    """The page as a supervisor sees it."""
    desk.sign_in("rustem", "C")
    page = desk.show(HistoryPage)
    desk.until(lambda: bool(page.which))
    return page


def test_the_look_up_of_a_clerk_is_one_click_away_and_prints(desk: Desk, history: HistoryPage) -> None:
    history._choose("misuse")
    section = history.sections["misuse"]
    assert isinstance(section, Misuse)
    desk.until(lambda: section.sheet is not None)
    assert section.sheet is not None
    assert "Adaeze Lund" in [line.official for line in section.sheet.lines if line.kind == "look-up"]
    section.groups.chosen.emit(section.groups.rows()[0].value)
    assert section.groups.rows()[0].is_chosen()
    assert history.key_back()
    shown: list[object] = []
    history.goto.connect(lambda _, arguments: shown.append(arguments["paper"]))
    desk.until(lambda: history.next.state == "ready")
    history.next.trigger()
    desk.until(lambda: bool(shown))
    assert isinstance(shown[0], DayListPaper)
    assert desk.count(Event, kind="exceptions-printed") == 1


def test_a_record_opens_with_a_reason_and_shows_who_looked_and_prints(
    desk: Desk, history: HistoryPage, nosy: Citizen
) -> None:
    history._choose("looks")
    section = history.sections["looks"]
    assert isinstance(section, Looks)
    (hit, *_) = people.find_people(history.context.program, text=nosy.name)
    section._open(hit)
    desk.until(lambda: bool(section.reason.error()))
    assert section.person is None
    section.reason.set_text("complaint")
    section._open(hit)
    desk.until(lambda: len(section.lines) >= 2)
    assert {line.official for line in section.lines} >= {"Adaeze Lund"}
    desk.until(lambda: history.next.state == "ready")
    history.next.trigger()
    desk.until(lambda: desk.count(PrintJob, kind="looks") == 1)
    assert desk.count(Event, kind="looks-printed") == 1
    button = history.findChild(Button, "with-names")
    assert button is not None
    button.click()
    desk.until(lambda: desk.count(PrintJob, kind="looks") == 2)
    with history.context.program.database.reading() as work:
        event = rows.every(work, Event, kind="looks-printed")[-1]
    assert json.loads(event.payload)["names"] is True
