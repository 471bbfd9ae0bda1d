"""What has no room yields in a fixed order and is never squeezed; widgets speak the language of the window."""

from dataclasses import fields, replace
from gettext import NullTranslations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from oss_desk.language import Language
from oss_desk.ui.own_words import words_of
from oss_desk.ui.page import Page
from oss_desk.ui.theme import apply, dress, font, is_tall, line_height, px, theme
from oss_desk.ui.widgets.bar import SummaryBar
from oss_desk.ui.widgets.button import Button, Option
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.focus_ring import FocusRing
from oss_desk.ui.widgets.head import Facts, Head
from oss_desk.ui.widgets.help_panel import HelpPanel, HelpWords
from oss_desk.ui.widgets.next_action import NextAction
from oss_desk.ui.widgets.panel import Panel, ScrollBody
from oss_desk.ui.widgets.rail import Rail, RailEntry
from oss_desk.ui.widgets.search import SearchBox
from oss_desk.ui.widgets.segments import Segments
from oss_desk.ui.widgets.slip import Slip
from oss_desk.ui.widgets.words import Words, speak

LONG, SHORT = "Name, ID, phone, case, receipt or scan", "Name, number or scan"
MARKS = [(word.lower(), word, "ready") for word in ("Original", "Certified", "Copy", "Scan", "Missing")]
FACTS = Facts(
    office="Riverside One-Stop Shop", desk="Desk A", official="Adaeze Lund", state_title="All saved", sample="Sample"
)


class Shouting(NullTranslations):
    """A language that says everything in capitals."""

    def gettext(self, message: str) -> str:
        """The same, louder."""
        return message.upper()


def test_no_widget_speaks_english_by_itself(english: Language) -> None:
    loud = replace(english, code="xx", words=Shouting())
    said = words_of(loud)
    assert [one.name for one in fields(Words) if getattr(said, one.name) == one.default] == []


def test_a_date_field_and_a_stop_say_what_the_window_says(qtbot: QtBot) -> None:
    speak(Words(day_month_year="jour mois année", stop="Arrêter", yes="Oui", no="Non"))
    date, act, choice = Field("Né le", "date"), NextAction("Payer"), Field("Ici", "yes-no")
    for widget in (date, act, choice):
        qtbot.addWidget(widget)
    speak(Words())
    typed_in = date.input()
    assert typed_in is not None
    assert typed_in.placeholderText() == "jour mois année"
    assert act.stop_button.text() == "Arrêter"
    assert [one.accessibleName() for one in choice.findChildren(QAbstractButton)] == ["Oui", "Non"]


def test_another_theme_keeps_the_text_size(qtbot: QtBot, qapp: QApplication) -> None:
    apply(qapp, "light", 1.5, tall=True)
    dress(qapp, "dark")
    assert px(100) == 150
    assert line_height("body") == 33
    apply(qapp, "light")


@pytest.mark.parametrize(("language", "tall"), [("ar", True), ("fa_IR", True), ("ur-PK", True), ("en", False)])
def test_arabic_script_is_a_pixel_larger(qtbot: QtBot, qapp: QApplication, language: str, tall: bool) -> None:
    apply(qapp, "light", tall=is_tall(language))
    assert font("body").pointSizeF() == pytest.approx(11.25 if tall else 10.5)
    assert line_height("body") == (22 if tall else 20)
    apply(qapp, "light")


@pytest.mark.parametrize(("width", "shown"), [(400, LONG), (260, SHORT)])
def test_the_search_box_says_less_where_it_is_narrow(qtbot: QtBot, width: int, shown: str) -> None:
    box = SearchBox(LONG, "Search", SHORT)
    qtbot.addWidget(box)
    box.resize(width, 44)
    box.show()
    assert box.edit.placeholderText() == shown


@pytest.mark.parametrize(("width", "room"), [(1154, "wide"), (930, "medium"), (770, "narrow")])
def test_nothing_of_the_head_lies_on_the_search_box_and_the_sample_is_named(
    qtbot: QtBot, width: int, room: str
) -> None:
    head = Head(SearchBox(LONG, "Search", SHORT), {"light": "", "dark": "", "contrast": "", "sign_out": ""})
    qtbot.addWidget(head)
    head.set_facts(replace(FACTS, role="Cashier, Clerk", shift="Shift open", shift_text="since 08:23"))
    head.set_room(room)
    head.resize(width, 64)
    head.show()
    qtbot.waitExposed(head)
    end = head.search.geometry().right()
    others = [part for part in (head.sample, head.office, head.official, head.shift, head.state) if part.isVisible()]
    assert min(part.x() for part in others) > end
    assert any("Sample" in label.text() for label in head.findChildren(QLabel) if label.isVisible())


def test_five_marks_stand_in_two_rows_where_one_has_no_room(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    row = Segments(MARKS, number_keys=True)
    QVBoxLayout(holder).addWidget(row)
    holder.resize(600, 200)
    holder.show()
    qtbot.waitExposed(holder)
    assert len({row.button(mark).y() for mark, *_ in MARKS}) == 1
    holder.resize(330, 200)
    qtbot.waitUntil(lambda: len({row.button(mark).y() for mark, *_ in MARKS}) == 2)
    assert all(row.button(mark).width() >= row.button(mark).sizeHint().width() for mark, *_ in MARKS)
    assert row.height() >= 2 * px(36)


def test_an_option_takes_a_second_line_before_it_is_cut(qtbot: QtBot) -> None:
    option = Option("Living with an illness or disability", "wheelchair")
    qtbot.addWidget(option)
    assert option.heightForWidth(320) == px(44)
    assert option.heightForWidth(180) > px(44)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_focused_button_is_pressed_by_enter_as_by_space(qtbot: QtBot, key: Qt.Key) -> None:
    button, pressed = Button("Go"), []
    qtbot.addWidget(button)
    button.clicked.connect(lambda: pressed.append(1))
    qtbot.keyClick(button, key)
    assert pressed == [1]


def test_enter_with_ctrl_is_left_to_the_window(qtbot: QtBot) -> None:
    button, pressed = Button("Go"), []
    qtbot.addWidget(button)
    button.clicked.connect(lambda: pressed.append(1))
    qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == []


def test_the_list_of_keys_gives_the_focus_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    button = QPushButton("Here", window)
    keys = HelpPanel(HelpWords("Keys", "Close", "Find", "Nothing"), window)
    with qtbot.waitActive(window):
        window.show()
    button.setFocus()
    keys.show_keys((("Everywhere", (("F1", "This list"),)),))
    assert keys.search.edit.hasFocus()
    keys.hide()
    assert button.hasFocus()


def test_a_part_that_is_brought_is_seen_when_the_content_has_grown(qtbot: QtBot) -> None:
    area = ScrollBody()
    qtbot.addWidget(area)
    area.resize(200, 200)
    rows = QVBoxLayout(area.content)
    labels = [QLabel(str(number)) for number in range(40)]
    for label in labels:
        label.setFixedHeight(30)
        rows.addWidget(label)
    area.show()
    area.bring(labels[30])
    qtbot.waitUntil(lambda: not labels[30].visibleRegion().isEmpty())


def test_in_a_low_window_the_papers_scroll_and_total_and_next_action_share_a_row(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    slip = Slip("This visit")
    slip.set_total("To pay today", "€ 10.00")
    papers = [Panel(f"Paper {number}") for number in range(3)]
    for paper in papers:
        paper.add(Button("Press"))
    page.set_columns(*papers, folds_first=False)
    page.set_slip(slip)
    page.set_room("narrow")
    page.resize(700, 300)
    page.show()
    qtbot.waitExposed(page)
    assert page.is_low()
    assert abs(slip.geometry().center().y() - page.next.geometry().center().y()) <= 1
    assert all(paper.height() >= paper.minimumSizeHint().height() for paper in papers)
    page.resize(700, 900)
    qtbot.waitUntil(lambda: page.next.y() > slip.y())


def test_what_takes_the_focus_is_scrolled_into_sight_and_has_its_ring(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 240)
    area, ring = ScrollBody(window), FocusRing(window)
    area.setGeometry(20, 20, 260, 160)
    rows = QVBoxLayout(area.content)
    buttons = [Button(str(number)) for number in range(12)]
    for button in buttons:
        rows.addWidget(button)
    with qtbot.waitActive(window):
        window.show()
    buttons[9].setFocus()
    qtbot.waitUntil(lambda: not buttons[9].visibleRegion().isEmpty() and ring.isVisible())
    area.verticalScrollBar().setValue(0)
    assert not ring.isVisible()


def test_in_a_low_window_with_large_letters_the_rail_fits_and_no_count_covers_its_sign(
    qtbot: QtBot, qapp: QApplication
) -> None:
    apply(qapp, "light", 2.0)
    rail = Rail("Pages", "Help")
    qtbot.addWidget(rail)
    rail.set_entries([RailEntry(str(number), f"Page {number}", "paper") for number in range(8)])
    rail.set_narrow(True)
    rail.set_low(True)
    rail.resize(rail.width(), 700)
    rail.show()
    qtbot.waitExposed(rail)
    assert rail.minimumSizeHint().height() <= 700
    for button in rail.buttons():
        button.set_count(999)
        sign = QRect(0, 0, px(24), px(24))
        sign.moveCenter(button.rect().center())
        assert not button.badge().intersects(sign)
        assert button.height() >= 36
    apply(qapp, "light")


def test_in_a_low_window_with_large_letters_the_folded_column_is_one_line(qtbot: QtBot, qapp: QApplication) -> None:
    apply(qapp, "light", 2.0)
    bar = SummaryBar("Tamar Kvelidze, 1 service")
    qtbot.addWidget(bar)
    bar.set_low(True)
    assert line_height("body") <= bar.sizeHint().height() < px(theme().height["row"])
    apply(qapp, "light")
