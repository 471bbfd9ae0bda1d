"""The page History: everybody's acts for those who may read them, and a check with its result in words."""

from contextlib import closing

from sqlalchemy import text

from oss_desk.ui.pages.history.checking import Checking
from oss_desk.ui.pages.history.happened import Happened
from oss_desk.ui.pages.history.page import HistoryPage
from oss_desk.ui.widgets.rows import ListRow
from tests.storage.older import engine
from tests.ui.desk import Desk, nameless


def opened(desk: Desk, login: str = "rustem", which: str = "events", width: int = 1280) -> HistoryPage:
    """The page with a section that has read what it shows."""
    desk.sign_in(login, "B")
    page = desk.show(HistoryPage, width=width, which=which)
    desk.until(lambda: page.which != "" and getattr(page.sections[page.which], "sheet", None) is not None)
    return page


def happened(page: HistoryPage) -> Happened:
    section = page.sections["events"]
    assert isinstance(section, Happened)
    return section


def checking(page: HistoryPage) -> Checking:
    section = page.sections["check"]
    assert isinstance(section, Checking)
    return section


def test_a_supervisor_sees_her_own_sign_in_first_and_older_pages_behind_it(desk: Desk) -> None:
    page = opened(desk)
    events = happened(page)
    assert events.sheet is not None
    assert events.sheet.events[0].official == events.sheet.events[1].official or events.sheet.events[0].desk == "B"
    first = events.sheet.events[0].id
    page.next.trigger()
    desk.until(lambda: events.sheet is not None and events.sheet.events[0].id < first)
    assert page.key_back()
    desk.until(lambda: events.sheet is not None and events.sheet.events[0].id >= first)
    assert nameless(page) == []


def test_events_are_narrowed_by_kind(desk: Desk) -> None:
    page = opened(desk)
    events = happened(page)
    events.fields["kind"].set_text("payment-taken")
    events.fields["kind"].changed.emit("payment-taken")
    desk.until(lambda: events.sheet is not None and {one.kind for one in events.sheet.events} == {"payment-taken"})
    told = [row.title.text() for row in events.view.findChildren(ListRow)]
    assert told
    assert all(one.startswith("€") and "taken, receipt " in one for one in told)


def test_a_long_list_of_events_scrolls_and_no_row_is_squeezed(desk: Desk) -> None:
    events = happened(opened(desk))
    rows = events.view.findChildren(ListRow)
    assert len(rows) > 50
    desk.until(lambda: min(row.height() for row in rows) >= 40)


def test_a_check_says_that_all_is_as_it_was_written(desk: Desk) -> None:
    page = opened(desk, which="check")
    page.next.trigger()
    desk.until(lambda: checking(page).report is not None)
    report = checking(page).report
    assert report is not None
    assert report.whole
    assert not checking(page)._again.isVisible()
    assert nameless(page) == []


def test_a_check_names_what_was_changed_and_a_new_epoch_can_be_begun(desk: Desk) -> None:
    page = opened(desk, which="check")
    with closing(engine(desk.url).connect()) as connection:
        connection.execute(text("DROP TRIGGER guard_payment_update"))
        connection.execute(text("UPDATE payment SET amount = amount + 100 WHERE id = 1"))
        connection.commit()
    page.next.trigger()
    desk.until(lambda: checking(page).report is not None)
    report = checking(page).report
    assert report is not None
    assert report.said[0].code == "history-payment-changed"
    desk.until(lambda: checking(page)._again.isVisible())
