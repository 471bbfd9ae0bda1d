"""The window made anew in the middle of a work: another language, larger letters; nothing typed is lost."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from oss_desk.ui.pages.cases.page import CasesPage
from oss_desk.ui.pages.collect.giving import Giving
from oss_desk.ui.pages.collect.page import CollectPage
from oss_desk.ui.pages.counter.answer_field import AnswerField
from oss_desk.ui.widgets.rows import ListRow
from tests.journeys.conftest import OpenWindow
from tests.journeys.hands import Hands
from tests.journeys.office import CLERK

Change = Callable[[Hands], None]


def in_arabic(hands: Hands) -> None:
    hands.shell.appearance.language("ar")


def in_larger_letters(hands: Hands) -> None:
    hands.shell.appearance.text_size(150)


changes = pytest.mark.parametrize("change", [in_arabic, in_larger_letters])


def rebuild(qtbot: QtBot, hands: Hands, change: Change) -> None:
    """Change it, and wait until the visit, if one was open, is drawn again."""
    with qtbot.waitSignal(hands.shell.rebuilt):
        change(hands)
    hands.until(lambda: not hands.shell.tasks.pending())


def focus_lies_in(hands: Hands, part: QWidget) -> bool:
    """Whether the cursor is there."""
    focused = QApplication.focusWidget()
    return focused is not None and (focused is part or part.isAncestorOf(focused))


@pytest.fixture
def served(sqlite_office: str, open_window: OpenWindow) -> Hands:
    """A citizen has stepped up."""
    hands = open_window(sqlite_office)
    hands.sign_in(CLERK)
    hands.serve()
    return hands


def back(hands: Hands, station: str) -> None:
    """The visit is there again, at this station."""
    hands.until(lambda: hands.counter.view is not None and hands.view.sheet is not None)
    hands.until(lambda: hands.view.station == station)


@changes
def test_words_of_a_search_and_a_new_record_half_written_are_there_again(
    qtbot: QtBot, served: Hands, change: Change
) -> None:
    served.type("Nino Beri")
    rebuild(qtbot, served, change)
    back(served, "citizen")
    assert served.view.citizen.typed() == {"words": "Nino Beri"}
    assert focus_lies_in(served, served.view.citizen)
    served.view.citizen.write("Nino Beri")
    served.type("dze")
    rebuild(qtbot, served, change)
    back(served, "citizen")
    form = served.view.citizen.form()
    assert form is not None
    assert form.name() == "Nino Beridze"
    assert focus_lies_in(served, form)


@changes
def test_a_number_half_typed_of_a_document_is_there_again(qtbot: QtBot, served: Hands, change: Change) -> None:
    served.find("tamar")
    served.add("birth certificate")
    served.go_on("documents")
    served.key("1")
    served.until(lambda: _noting(served))
    served.type("77")
    kept = served.view.documents.said()
    assert kept.noting
    rebuild(qtbot, served, change)
    back(served, "documents")
    assert served.view.documents.said() == kept
    served.until(lambda: _noting(served))
    assert focus_lies_in(served, served.view.documents)


def _noting(hands: Hands) -> bool:
    row = hands.view.documents.asking()
    return row is not None and row.question is not None and row.question.is_noting()


@changes
def test_a_wrong_date_among_the_details_is_there_again_and_still_wrong(
    qtbot: QtBot, served: Hands, change: Change
) -> None:
    served.find("tamar")
    served.add("birth certificate")
    served.go_on("documents")
    served.mark_all()
    served.go_on("details")
    served.answer(registered_name="Tamar Kvelidze", birth_date="31/02/1989")
    served.until(lambda: not served.shell.tasks.pending())
    rebuild(qtbot, served, change)
    back(served, "details")
    answers = {
        name: question.editor.text()
        for (_, name), question in served.view.details.questions().items()
        if isinstance(question, AnswerField)
    }
    assert answers["registered_name"] == "Tamar Kvelidze"
    assert "31" in answers["birth_date"]
    assert "1989" in answers["birth_date"]
    assert focus_lies_in(served, served.view.details)


@changes
def test_two_parts_of_a_payment_are_there_again(
    qtbot: QtBot, sqlite_prepared: str, open_window: OpenWindow, change: Change
) -> None:
    hands = open_window(sqlite_prepared)
    hands.sign_in(CLERK)
    hands.until(lambda: hands.counter.view is not None and hands.view.sheet is not None)
    hands.view.go("pay")
    hands.type("2")
    hands.click("Pay part of it another way")
    before = hands.view.payment.given()
    assert len(before.parts) == 2
    rebuild(qtbot, hands, change)
    back(hands, "pay")
    assert hands.view.payment.given() == before
    assert focus_lies_in(hands, hands.view.payment)


@changes
def test_a_note_half_written_at_a_case_is_there_again(
    qtbot: QtBot, sqlite_sample: str, open_window: OpenWindow, change: Change
) -> None:
    hands = open_window(sqlite_sample)
    hands.shell.sign_in.chosen.emit("adaeze", "")
    hands.until(lambda: hands.shell.page() is not None)
    hands.shell.show_page("cases", which="all")
    hands.until(lambda: bool(_listed(hands)))
    hands.shell.show_page("cases", case_id=_listed(hands)[0].value)
    hands.until(lambda: _one_case(hands))
    assert _cases(hands).key_character("n")
    hands.type("She calls ag")
    rebuild(qtbot, hands, change)
    hands.until(lambda: _one_case(hands) and _note(hands) == "She calls ag")
    assert focus_lies_in(hands, _cases(hands))
    hands.type("ain")
    assert _note(hands) == "She calls again"


def _cases(hands: Hands) -> CasesPage:
    page = hands.shell.page()
    assert isinstance(page, CasesPage)
    return page


def _listed(hands: Hands) -> Sequence[ListRow]:
    lists = _cases(hands).lists
    return lists.list.rows.rows() if lists is not None else ()


def _one_case(hands: Hands) -> bool:
    page = _cases(hands)
    return page.one is not None and page.one.sheet is not None


def _note(hands: Hands) -> str:
    one = _cases(hands).one
    return one.form.note.text() if one is not None and one.form is not None else ""


@changes
def test_a_handover_half_checked_is_there_again(
    qtbot: QtBot, sqlite_sample: str, open_window: OpenWindow, change: Change
) -> None:
    hands = open_window(sqlite_sample)
    hands.shell.sign_in.chosen.emit("adaeze", "")
    hands.until(lambda: hands.shell.page() is not None)
    hands.shell.show_page("collect")
    hands.until(lambda: _giving(hands) is not None and bool(_ready(hands)))
    giving = _giving(hands)
    assert giving is not None
    hands.shell.show_page("collect", case_id=_ready(hands)[0].value)
    hands.until(lambda: giving.sheet is not None)
    hands.click("Somebody else")
    giving.check.name.focus()
    line = giving.check.name.input()
    assert line is not None
    QTest.keyClicks(line, "Maria Nei")
    rebuild(qtbot, hands, change)
    hands.until(lambda: _giving(hands) not in (None, giving) and bool(_ready(hands)))
    again = _giving(hands)
    assert again is not None
    hands.until(lambda: again.sheet is not None)
    assert (again.check.kind, again.check.name.text()) == ("other", "Maria Nei")
    assert focus_lies_in(hands, _collect(hands))


def _collect(hands: Hands) -> CollectPage:
    page = hands.shell.page()
    assert isinstance(page, CollectPage)
    return page


def _giving(hands: Hands) -> Giving | None:
    return _collect(hands).giving


def _ready(hands: Hands) -> Sequence[ListRow]:
    giving = _giving(hands)
    return giving.list.rows.rows() if giving is not None else ()
