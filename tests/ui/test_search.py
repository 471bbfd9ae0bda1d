"""What the one search box shows and does: dates in the window's words, Enter that waits for the answer."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from oss_desk.language import Language
from oss_desk.operations.sheets import Hit
from oss_desk.ui.search import hit_words
from oss_desk.ui.widgets import SearchBox
from oss_desk.ui.widgets.search import Group
from oss_desk.ui.widgets.search import Hit as Found


def test_a_citizen_found_has_her_day_of_birth_as_the_language_writes_it(english: Language) -> None:
    hit = Hit("citizen", 1, "", "Tamar Kvelidze", "•••• 7082", "1989-03-03")
    assert hit_words(english, hit) == f"{english.partial_date('1989-03-03')} · •••• 7082"
    assert "1989-03-03" not in hit_words(english, hit)
    assert hit_words(english, Hit("case", 1, "A26", "Copy", "Tamar")) == "Tamar"


TAMAR, COPY = (
    Group("Citizens", (Found(7, "Tamar Kvelidze"), Found(8, "Tamar Lomidze"))),
    Group("Cases", (Found(9, "A"),)),
)


@pytest.fixture
def box(qtbot: QtBot) -> Iterator[SearchBox]:
    window = QWidget()
    row = QVBoxLayout(window)
    search = SearchBox("Name, number or scan")
    row.addWidget(search)
    row.addStretch(1)
    window.resize(900, 600)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    search.edit.setFocus()
    yield search
    window.close()


def test_enter_right_after_a_scan_waits_for_the_answer_and_opens_the_first_hit(qtbot: QtBot, box: SearchBox) -> None:
    asked, chosen = list[str](), list[object]()
    box.entered.connect(asked.append)
    box.chosen.connect(chosen.append)
    qtbot.keyClicks(box.edit, "A26-000016-S")
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    assert (asked, chosen) == (["A26-000016-S"], [])
    box.show_results((TAMAR,), "Nothing", "A26-0000")
    assert chosen == []
    box.show_results((COPY,), "Nothing", "A26-000016-S")
    assert (chosen, box.text(), box.results().isVisible()) == ([9], "", False)


def test_enter_never_takes_a_hit_of_an_older_text(qtbot: QtBot, box: SearchBox) -> None:
    chosen = list[object]()
    box.chosen.connect(chosen.append)
    qtbot.keyClicks(box.edit, "tam")
    box.show_results((TAMAR,), "Nothing", "tam")
    qtbot.keyClicks(box.edit, "ar l")
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    assert chosen == []
    box.show_results((Group("Citizens", TAMAR.hits[1:]),), "Nothing", "tamar l")
    assert chosen == [8]


def test_what_is_typed_after_enter_lets_it_wait_no_more(qtbot: QtBot, box: SearchBox) -> None:
    chosen = list[object]()
    box.chosen.connect(chosen.append)
    qtbot.keyClicks(box.edit, "tam")
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(box.edit, "a")
    box.show_results((TAMAR,), "Nothing", "tama")
    assert chosen == []
    assert box.results().isVisible()


def test_after_nothing_was_found_the_next_hits_have_their_room(box: SearchBox) -> None:
    box.set_text("tamar")
    box.show_results((TAMAR, COPY))
    before = box.results().height()
    box.show_results((), "Nothing found. Try fewer letters, or another number.")
    strip = box.results().height()
    box.set_text("tama")
    box.show_results((TAMAR, COPY))
    assert box.results().height() == before
    assert before > strip >= 40
