"""The page Today: what is left in groups by keys alone, papers held and given back, notices, and the list on paper."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from oss_desk.domain.cases import Evidence, PaperPlace, PaperReturn
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.notices import Notice, NoticeEnd
from oss_desk.domain.papers import DayListPaper
from oss_desk.operations.office import notices
from oss_desk.operations.papers import held, papers
from oss_desk.operations.sample.walking import new_id
from oss_desk.operations.sheets import NoticeCard
from oss_desk.storage import rows
from oss_desk.ui.pages.cases.page import CasesPage
from oss_desk.ui.pages.day.left import Left
from oss_desk.ui.pages.day.page import DayPage
from oss_desk.ui.pages.day.to_do import ToDo
from oss_desk.ui.pages.day.told import _read_hour
from tests.ui.desk import Desk, has_button, nameless


def opened(desk: Desk, login: str = "adaeze", which: str = "left", width: int = 1280) -> DayPage:
    """The page with a view that has read what it shows."""
    desk.sign_in(login, "A" if login == "adaeze" else "C")
    page = desk.show(DayPage, width=width, which=which)
    desk.until(lambda: page.left is not None and page._sheet is not None)
    return page


def left(page: DayPage) -> ToDo:
    """The view of what is left."""
    assert page.left is not None
    return page.left


def kinds(page: DayPage) -> list[str]:
    """What the rows stand for, from the first to the last."""
    return [row.value.kind for row in left(page).groups.rows() if isinstance(row.value, Left)]


def keep_an_original(desk: Desk) -> int:
    """A paper of the sample that the office keeps; its id."""
    assert desk.program is not None
    sheet = held.held_papers(desk.program)
    assert sheet.papers
    return sheet.papers[0].evidence_id


def test_everything_that_is_left_stands_in_its_group(desk: Desk) -> None:
    page = opened(desk)
    found = kinds(page)
    assert {"visit", "pay"} <= set(found)
    assert found == sorted(found, key=["visit", "paper", "due", "pay", "back", "notice"].index)
    desk.until(lambda: has_button(page, "Print the list"))


def test_arrows_go_from_group_to_group_and_enter_leads_to_the_place(desk: Desk) -> None:
    page = opened(desk)
    gone: list[tuple[str, object]] = []
    page.goto.connect(lambda where, what: gone.append((where, what)))
    listed = left(page).groups.rows()
    listed[0].setFocus()
    for row in listed[1:]:
        QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Down)
        assert row.hasFocus()
        assert row.is_chosen()
    at = next(number for number, kind in enumerate(kinds(page)) if kind == "pay")
    while not listed[at].hasFocus():
        QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Up)
    QTest.keyClick(listed[at], Qt.Key.Key_Return)
    assert gone[-1][0] == "cases"
    assert page.next.state == "ready"


def test_a_parked_visit_is_resumed_at_the_counter(desk: Desk) -> None:
    page = opened(desk)
    gone: list[tuple[str, object]] = []
    page.goto.connect(lambda where, what: gone.append((where, what)))
    row = next(row for row in left(page).groups.rows() if isinstance(row.value, Left) and row.value.kind == "visit")
    left(page).groups.walked.emit(row.value)
    assert isinstance(row.value, Left)
    page.key_go_on()
    assert gone == [("counter", {"resume": row.value.id})]


def test_a_paper_that_was_not_printed_is_said_to_have_come_out(desk: Desk) -> None:
    program = desk.sign_in("adaeze")
    with program.database.reading() as work:
        printed = rows.every(work, PrintJob, kind="acknowledgement")[0]
    papers.copy_paper(program, new_id(), job_id=printed.id)
    page = desk.show(DayPage)
    desk.until(lambda: page.left is not None and "paper" in kinds(page))
    row = next(row for row in left(page).groups.rows() if isinstance(row.value, Left) and row.value.kind == "paper")
    left(page).groups.walked.emit(row.value)
    waiting = desk.count(PrintJob, state="waiting")
    desk.until(lambda: has_button(page, "It came out"))
    desk.press(page, "It came out")
    desk.until(lambda: desk.count(PrintJob, state="waiting") == waiting - 1)
    desk.until(lambda: row.value not in [one.value for one in left(page).groups.rows()])


def test_the_list_is_shown_as_a_paper(desk: Desk) -> None:
    page = opened(desk)
    shown: list[object] = []
    page.prints.shown.connect(shown.append)
    assert page.key_f8()
    (paper,) = shown
    assert isinstance(paper, DayListPaper)
    assert len(paper.groups[0].rows) == kinds(page).count("visit")
    assert page.prints.drawn(paper, "a4").startswith(b"%PDF")


def test_a_place_is_kept_and_a_paper_given_back_once(desk: Desk) -> None:
    page = opened(desk, which="held")
    view = page.held
    assert view is not None
    desk.until(lambda: bool(view.rows.rows()))
    paper = view.paper()
    assert paper is not None
    view.place.set_text("Cupboard 7")
    view.place.entered.emit()
    desk.until(lambda: desk.count(PaperPlace, place="Cupboard 7") == 1)
    printed = desk.count(PrintJob, kind="handover")
    desk.until(lambda: view.place.text() == "Cupboard 7" and page.next.state == "ready")
    assert page.key_f9()
    page.key_f9()
    desk.until(lambda: desk.count(PaperReturn, evidence_id=paper.evidence_id) == 1)
    assert desk.count(PrintJob, kind="handover") == printed + 1
    desk.until(lambda: paper.evidence_id not in [row.value for row in view.rows.rows()])


def test_nobody_named_gives_nothing_back(desk: Desk) -> None:
    page = opened(desk, which="held")
    view = page.held
    assert view is not None
    desk.until(lambda: bool(view.rows.rows()))
    view.to_name.set_text("")
    view.show_next()
    assert page.next.state == "not-yet"
    assert "Who takes it" in page.next.accessibleDescription()


def test_papers_held_are_searched_by_what_is_typed(desk: Desk) -> None:
    page = opened(desk, which="held")
    view = page.held
    assert view is not None
    desk.until(lambda: bool(view.rows.rows()))
    view.search.set_text("nobody has this name")
    view.search.changed.emit("")
    desk.until(lambda: not view.rows.rows())
    assert desk.count(Evidence, mark="original-kept") > 0


def test_a_paper_to_give_back_opens_from_another_page(desk: Desk) -> None:
    desk.sign_in("adaeze")
    number = keep_an_original(desk)
    page = desk.show(DayPage, paper=number, back="counter")
    desk.until(lambda: page.held is not None and page.held.paper() is not None)
    assert page.held is not None
    found = page.held.paper()
    assert found is not None
    assert found.evidence_id == number
    gone: list[str] = []
    page.goto.connect(lambda where, _: gone.append(where))
    assert page.key_back()
    assert gone == ["counter"]


def test_a_supervisor_writes_a_notice_and_ends_it(desk: Desk) -> None:
    page = opened(desk, "samira", "notices")
    view, before = page.told, desk.count(Notice)
    assert view is not None
    assert page.next.state == "not-yet"
    view._texts["en"].set_text("No passports until Thursday")
    view._texts["en"].changed.emit("")
    view._times["until"].set_text("2026-09-17")
    view.show_next()
    assert page.key_f9()
    desk.until(lambda: desk.count(Notice) == before + 1)
    assert desk.program is not None
    (card,) = [one for one in notices.notices(desk.program) if one.notice.text["en"].startswith("No passports")]
    assert (card.notice.days, card.notice.scope) == (True, "office")
    desk.until(lambda: card.notice.id in [row.value for row in view.rows.rows()] and page.next.state == "not-yet")
    view.rows.chosen.emit(card.notice.id)
    assert page.key_f9()
    desk.until(lambda: desk.count(NoticeEnd, notice_id=card.notice.id) == 1)
    desk.until(lambda: card.notice.id not in [row.value for row in view.rows.rows()])


def test_a_wrong_day_is_told_and_nothing_is_written(desk: Desk) -> None:
    page = opened(desk, "samira", "notices")
    view, before = page.told, desk.count(Notice)
    assert view is not None
    view._texts["en"].set_text("The line is down")
    view._times["until-time"].set_text("noon")
    view.show_next()
    page.key_f9()
    assert not view._times["until-time"].validate()
    assert desk.count(Notice) == before


def test_a_clerk_reads_notices_and_writes_none(desk: Desk) -> None:
    page = opened(desk, "adaeze", "notices")
    assert page.told is not None
    assert page.next.state == "not-yet"
    assert "supervisor" in page.next.accessibleDescription()


def test_escape_leads_a_clerk_from_a_notice_that_holds_back_to_what_is_left(desk: Desk) -> None:
    desk.sign_in("samira", "C")
    assert desk.program is not None
    notices.write_notice(desk.program, new_id(), scope="office", text={"en": "Wet floor"})
    desk.leave()
    page = opened(desk, "adaeze", "notices")
    desk.until(lambda: page.told is not None and page.told.card() is not None)
    assert page.key_back()
    assert page.which == "left"


def test_whoever_types_lets_go_of_the_notice_that_was_chosen(desk: Desk) -> None:
    desk.sign_in("samira", "C")
    assert desk.program is not None
    written = notices.write_notice(desk.program, new_id(), scope="office", text={"en": "Wet floor"}).result
    page = desk.show(DayPage, which="notices")
    desk.until(lambda: page.told is not None and bool(page.told.rows.rows()))
    view = page.told
    assert view is not None
    view.rows.chosen.emit(written.id)
    assert isinstance(view.card(), NoticeCard)
    view._texts["en"].set_text("Another")
    view._texts["en"].changed.emit("")
    assert view.card() is None


def test_every_view_says_what_its_controls_are_in_every_room(desk: Desk) -> None:
    for width in (1280, 1000, 800):
        page = opened(desk, "samira", width=width)
        for key in "123":
            assert page.key_character(key)
            assert nameless(page) == []
        page.close()
        desk.leave()
        desk.program = desk.tasks = None
    desk.sign_in("adaeze")


def test_hours_are_read_as_they_are_typed() -> None:
    read = {text: _read_hour(text) for text in ("14:30", "14.30", "1430", "9", "9h15", "24:00", "noon", "")}
    told = {text: found.isoformat("minutes") for text, found in read.items() if found is not None}
    assert told == {"14:30": "14:30", "14.30": "14:30", "1430": "14:30", "9": "09:00", "9h15": "09:15"}


def test_a_case_lists_the_papers_held_for_it_and_keeps_where_they_lie(desk: Desk) -> None:
    program = desk.sign_in("adaeze")
    paper = next(one for one in held.held_papers(program).papers if one.cases)
    page = desk.show(CasesPage, case_id=paper.cases[0].id)
    desk.until(lambda: page.one is not None and bool(page.one.held.box.fields))
    assert page.one is not None
    field = page.one.held.box.fields[paper.evidence_id]
    assert paper.place == field.text()
    field.set_text("Cabinet 7")
    field.entered.emit()
    desk.until(lambda: desk.count(PaperPlace, place="Cabinet 7") == 1)
