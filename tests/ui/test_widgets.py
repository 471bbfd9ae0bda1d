"""The parts of the window: what they tell, what they guard against, their keys, and that nothing is cut."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from oss_desk.ui.page import Column
from oss_desk.ui.theme import THEMES, apply
from oss_desk.ui.widgets import (
    Amount,
    Branch,
    Button,
    Card,
    CheckBox,
    Chip,
    ChoiceRow,
    Choices,
    Day,
    DayStrip,
    Empty,
    FeeLine,
    Field,
    FocusRing,
    Group,
    HandSign,
    Held,
    Hit,
    IconButton,
    Label,
    Line,
    ListRow,
    ListView,
    Message,
    NextAction,
    Number,
    Option,
    Pairs,
    Panel,
    Progress,
    SearchBox,
    SecondPerson,
    Segments,
    ServiceNumber,
    Slip,
    Stepper,
    Ticket,
    Tile,
    Timeline,
    UndoBar,
    stations,
)
from oss_desk.ui.widgets.typed_date import read_date, show_date

LONG = "A certified copy of an entry in the birth register, for use abroad, with an apostille"


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[QWidget]:
    """A window to put parts on, with a focus ring."""
    window = QWidget()
    window.setLayout(QVBoxLayout())
    window.resize(420, 600)
    FocusRing(window)
    qtbot.addWidget(window)
    yield window
    window.close()


def put(qtbot: QtBot, desk: QWidget, *parts: QWidget) -> None:
    layout = desk.layout()
    assert layout is not None
    for part in parts:
        layout.addWidget(part)
    with qtbot.waitActive(desk):
        desk.show()


def ring(desk: QWidget) -> FocusRing:
    found = desk.findChild(FocusRing)
    assert found is not None
    return found


def line_edit(field: Field) -> QLineEdit:
    """Where one line is typed."""
    found = field.input()
    assert isinstance(found, QLineEdit)
    return found


def test_a_next_action_is_triggered_once_however_often_it_is_pressed(qtbot: QtBot, desk: QWidget) -> None:
    action, heard = NextAction("Take € 24.50", key_hint="F9"), list[int]()
    put(qtbot, desk, action)
    action.triggered.connect(lambda: heard.append(1))
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    action.trigger()
    assert heard == [1]
    action.set_ready()
    action.trigger()
    assert heard == [1, 1]


def test_a_next_action_that_cannot_be_pressed_says_what_is_missing_and_does_nothing(
    qtbot: QtBot, desk: QWidget
) -> None:
    action = NextAction()
    put(qtbot, desk, action)
    action.set_not_yet("Compare", "0.05 coins are not counted yet", "F9")
    with qtbot.assertNotEmitted(action.triggered):
        qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    assert action.accessibleDescription() == "0.05 coins are not counted yet"


def test_a_stop_appears_only_when_work_takes_a_second_and_can_be_stopped(qtbot: QtBot, desk: QWidget) -> None:
    action = NextAction("Make the report")
    put(qtbot, desk, action)
    action.set_working("Working", can_stop=True)
    assert not action.stop_button.isVisible()
    qtbot.waitUntil(action.stop_button.isVisible, timeout=3000)
    with qtbot.waitSignal(action.stopped):
        qtbot.mouseClick(action.stop_button, Qt.MouseButton.LeftButton)
    action.set_ready("Make the report")
    assert not action.stop_button.isVisible()


def test_work_that_cannot_be_stopped_shows_no_stop_and_takes_no_press(qtbot: QtBot, desk: QWidget) -> None:
    action = NextAction("Take money")
    put(qtbot, desk, action)
    action.set_working("Booking")
    with qtbot.assertNotEmitted(action.triggered):
        qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    assert action.state == "working"


def test_an_error_comes_on_leaving_and_goes_as_soon_as_it_is_right(qtbot: QtBot, desk: QWidget) -> None:
    field = Field("ID number", check=lambda text: None if len(text) == 9 else "One digit short.")
    put(qtbot, desk, field, Field("Other"))
    field.focus()
    qtbot.keyClicks(field.input(), "12345678")
    assert field.error() is None
    qtbot.keyClick(field.input(), Qt.Key.Key_Tab)
    assert field.error() == "One digit short."
    assert line_edit(field).accessibleDescription() == "One digit short."
    qtbot.keyClicks(field.input(), "9")
    assert field.error() is None


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", "RV 20 TK"),
        ("password", " two spaces "),
        ("multi-line", "one\ntwo"),
        ("number", "12"),
        ("money", "24.50"),
        ("date", "1989-03-03"),
        ("date", "1989-03"),
        ("date", "1989"),
        ("choice", "b"),
        ("choices", "a,b"),
        ("yes-no", "no"),
        ("masked", "RV 4417 082"),
    ],
)
def test_each_kind_of_field_gives_back_what_was_put_in(qtbot: QtBot, desk: QWidget, kind: str, value: str) -> None:
    choices = (("yes", "Yes"), ("no", "No")) if kind == "yes-no" else (("a", "First"), ("b", "Second"))
    field = Field("Question", kind, choices=choices if kind in ("choice", "choices", "yes-no") else ())
    put(qtbot, desk, field)
    assert field.text() == ""
    with qtbot.assertNotEmitted(field.changed):
        field.set_text(value)
    assert field.text() == value
    field.set_locked("taken from the register")
    assert field.text() == value


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("3 3 1989", "1989-03-03"),
        ("03.03.1989", "1989-03-03"),
        ("03031989", "1989-03-03"),
        ("1989-03-03", "1989-03-03"),
        ("3/1989", "1989-03"),
        ("1989", "1989"),
        ("", ""),
        ("31 2 1989", None),
        ("yesterday", None),
        ("3 3 89", None),
        ("1 2 3 1989", None),
    ],
)
def test_dates_are_read_as_people_type_them(typed: str, iso: str | None) -> None:
    assert read_date(typed) == iso
    assert iso is None or read_date(show_date(iso)) == iso


def test_a_date_is_tidied_when_the_field_is_left(qtbot: QtBot, desk: QWidget) -> None:
    field = Field("Date of birth", "date")
    put(qtbot, desk, field, Field("Other"))
    field.focus()
    qtbot.keyClicks(field.input(), "3 3 1989")
    assert field.text() == "1989-03-03"
    qtbot.keyClick(field.input(), Qt.Key.Key_Tab)
    assert line_edit(field).text() == "03 / 03 / 1989"


def test_the_eye_shows_a_password_and_hides_it_again(qtbot: QtBot, desk: QWidget) -> None:
    field = Field("Password", "password")
    put(qtbot, desk, field)
    field.set_text("secret")
    eye = field.findChild(IconButton)
    assert eye is not None
    assert line_edit(field).displayText() != "secret"
    qtbot.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert line_edit(field).displayText() == "secret"
    qtbot.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert line_edit(field).displayText() != "secret"


def test_segments_exclude_each_other_and_answer_number_keys(qtbot: QtBot, desk: QWidget) -> None:
    marks = Segments([("original", "Original"), ("copy", "Copy"), ("missing", "Missing", "stop")], number_keys=True)
    put(qtbot, desk, marks)
    assert marks.value() is None
    with qtbot.waitSignal(marks.changed) as heard:
        assert marks.choose(2)
    assert heard.args == ["copy"]
    with qtbot.waitSignal(marks.changed):
        QTest.keyClick(marks.focusWidget() or marks, Qt.Key.Key_3)
    assert marks.value() == "missing"
    assert not marks.choose(4)
    marks.set_value(None)
    assert marks.value() is None


def test_a_stepper_stays_within_its_bounds(qtbot: QtBot, desk: QWidget) -> None:
    copies, heard = Stepper(2, 1, 3, name="Copies"), list[int]()
    put(qtbot, desk, copies)
    copies.changed.connect(heard.append)
    copies.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_9):
        qtbot.keyClick(copies, key)
    assert heard == [3, 2, 3]
    assert copies.accessibleName() == "Copies: 3"


def test_rows_are_walked_with_arrows_and_chosen_with_enter_or_anywhere_on_the_row(qtbot: QtBot, desk: QWidget) -> None:
    rows, heard = ListView("Worklist"), list[object]()
    rows.set_rows([ListRow("First", value=1), ListRow("Second", "with a reason", value=2), ListRow("Third", value=3)])
    put(qtbot, desk, rows)
    rows.chosen.connect(heard.append)
    rows.focus_first()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert heard == [2]
    assert rows.value() == 2
    third = rows.rows()[2]
    qtbot.mouseClick(third.title, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    qtbot.mouseClick(third, Qt.MouseButton.LeftButton, pos=QPoint(third.width() - 3, 3))
    assert heard[-1] == 3
    rows.set_rows([ListRow("Third, again", value=3), ListRow("Fourth", value=4)])
    assert rows.value() == 3


def test_a_list_is_one_tab_stop(qtbot: QtBot, desk: QWidget) -> None:
    rows, after = ListView("Worklist"), Button("After")
    rows.set_rows([ListRow(str(number), value=number) for number in range(4)])
    put(qtbot, desk, rows, after)
    rows.focus_first()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


def test_choosing_an_alternative_opens_its_papers_and_closes_the_others(qtbot: QtBot, desk: QWidget) -> None:
    card = Branch("ID card", settled=True)
    rows = [ChoiceRow("Passport", checked=True), ChoiceRow("ID card and proof of address", papers=[card])]
    choices = Choices(rows, "Who you are")
    put(qtbot, desk, choices)
    assert not card.isVisible()
    with qtbot.waitSignal(choices.changed) as heard:
        qtbot.mouseClick(rows[1].radio, Qt.MouseButton.LeftButton)
    assert heard.args == [1]
    assert choices.value() == 1
    assert card.isVisible()


def test_the_search_box_asks_after_a_pause_and_gives_the_chosen_hit(qtbot: QtBot, desk: QWidget) -> None:
    search = SearchBox("Name, ID, phone")
    put(qtbot, desk, search)
    search.setFocus()
    with qtbot.waitSignal(search.asked) as asked:
        qtbot.keyClicks(search.edit, "tam")
    assert asked.args == ["tam"]
    search.show_results([Group("Citizens", (Hit(1, "Tamar"), Hit(2, "Tamara"))), Group("Cases", (Hit(3, "A26-1-K"),))])
    assert search.results().isVisible()
    qtbot.keyClick(search.edit, Qt.Key.Key_Down)
    qtbot.keyClick(search.edit, Qt.Key.Key_Down)
    with qtbot.waitSignal(search.chosen) as chosen:
        qtbot.keyClick(search.edit, Qt.Key.Key_Return)
    assert chosen.args == [3]
    assert not search.results().isVisible()


def test_a_scan_that_ends_with_enter_is_handed_on_at_once(qtbot: QtBot, desk: QWidget) -> None:
    search = SearchBox("Name, ID, phone")
    put(qtbot, desk, search)
    search.setFocus()
    with qtbot.waitSignal(search.entered) as entered:
        qtbot.keyClicks(search.edit, "A26-000123-K")
        qtbot.keyClick(search.edit, Qt.Key.Key_Return)
    assert entered.args == ["A26-000123-K"]


def test_the_ring_follows_the_focus_and_is_cut_where_a_paper_scrolls(qtbot: QtBot, desk: QWidget) -> None:
    first, column = Button("First"), Column()
    far = [Button(f"Button {number}") for number in range(40)]
    for button in far:
        column.add(button)
    put(qtbot, desk, first, column)
    first.setFocus()
    assert ring(desk).target() is first
    assert ring(desk).geometry().contains(first.geometry())
    far[0].setFocus()
    assert ring(desk).isVisible()
    column.verticalScrollBar().setValue(column.verticalScrollBar().maximum())
    assert not ring(desk).isVisible()


def test_the_ring_goes_round_the_whole_field_and_rows_draw_their_own(qtbot: QtBot, desk: QWidget) -> None:
    field, rows = Field("Name"), ListView("Rows")
    rows.set_rows([ListRow("First", value=1)])
    put(qtbot, desk, field, rows)
    field.focus()
    assert ring(desk).target() is field.editor
    rows.focus_first()
    assert ring(desk).target() is None


def test_the_line_says_its_stations_and_keeps_the_words_of_now_where_there_is_no_room(
    qtbot: QtBot, desk: QWidget
) -> None:
    line = Line(stations(["Citizen", "Services", "Documents"], 1), "Visit")
    put(qtbot, desk, line)
    assert line.accessibleName() == "Visit Citizen (done), Services (now), Documents (ahead)"
    line.setFixedWidth(150)
    assert line.shown_words() == [False, True, False]


def test_what_people_type_is_never_read_as_markup(qtbot: QtBot, desk: QWidget) -> None:
    typed = "<b>Tamar</b> & <script>"
    label, chip, button, tick = Label(typed), Chip(typed), Button(typed), CheckBox(typed)
    put(qtbot, desk, label, chip, button, tick)
    assert label.textFormat() == chip.textFormat() == Qt.TextFormat.PlainText
    assert button.accessibleName() == tick.accessibleName() == typed
    assert label.sizeHint().width() > Label("Tamar & ").sizeHint().width() * 2


def test_a_label_that_is_cut_tells_all_of_it_in_its_tool_tip(qtbot: QtBot, desk: QWidget) -> None:
    label = Label(LONG)
    put(qtbot, desk, label)
    label.setFixedWidth(100)
    assert label.toolTip() == LONG
    label.setFixedWidth(2000)
    assert label.toolTip() == ""


@pytest.mark.parametrize("width", [180, 260, 420])
def test_wrapped_words_get_all_the_height_they_need(qtbot: QtBot, desk: QWidget, width: int) -> None:
    parts = [
        Label(LONG, wrap=True),
        Message(LONG, LONG, "stop", "Again"),
        Card(LONG, LONG),
        Empty(LONG, LONG),
        FeeLine(LONG, "10.00", law=LONG),
        Pairs([("Ready", LONG)]),
        Branch(LONG),
    ]
    field = Field(LONG, hint=LONG)
    field.set_error(LONG)
    column = Column(*parts, field)
    column.add_stretch()
    desk.setFixedWidth(width + 60)
    put(qtbot, desk, column)
    labels = [label for label in column.findChildren(Label) if label.hasHeightForWidth() and label.isVisible()]
    assert len(labels) >= 10
    qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) for label in labels))
    assert column.content.width() <= column.viewport().width()


def test_amounts_and_numbers_are_never_cut(qtbot: QtBot, desk: QWidget) -> None:
    for part in (Amount("€ 1,024.50"), Number("A26-000123-K"), Ticket("A 047"), ServiceNumber(12)):
        assert part.minimumSizeHint().width() == part.sizeHint().width() > 0


def everything() -> Panel:
    """One paper with one of each part that can be pressed or typed in."""
    panel = Panel("Everything", "in one paper", IconButton("printer", "Print"))
    rows = ListView("Rows")
    rows.set_rows([ListRow("Row", "second", "10.00", value=1)])
    for part in (
        Button("Ordinary", "plus", "F3"),
        Button("Answer", key_hint="Y", kind="answer"),
        Button("Quiet", kind="quiet"),
        Button("Danger", kind="danger"),
        Option("Cash", "cash", "1"),
        Tile("Baby", "baby"),
        CheckBox("Passport", True),
        Segments([("a", "One"), ("b", "Two", "stop")], "b", name="Marks", number_keys=True),
        Stepper(2, name="Copies"),
        Choices([ChoiceRow("Passport", "ended"), ChoiceRow("ID card", papers=[Branch("Card")], checked=True)], "Who"),
        Field("Text"),
        Field("Password", "password"),
        Field("Lines", "multi-line"),
        Field("Date", "date"),
        Field("Choice", "choice", choices=[("a", "A")]),
        Field("Answer", "yes-no"),
        rows,
        Message("Title", "Text", "wait", "Compare"),
        UndoBar("Marked missing."),
        Progress("Backup"),
        NextAction("Continue", key_hint="Ctrl ↵"),
        SearchBox("Search"),
        HandSign("citizen", "The citizen"),
        Line(stations(["One", "Two", "Three"], 1)),
        Timeline([Held("counter", "Received", "Lund", "20 min", "today"), Held("citizen", "Paper", state="ahead")]),
        DayStrip([Day("1", "received"), Day("2", "stopped", caption="stopped"), Day("3", "used", today=True)], "Clock"),
    ):
        panel.add(part)
    return panel


def walk(node: QAccessibleInterface) -> Iterator[tuple[str, str, bool]]:
    yield node.role().name, node.text(QAccessible.Text.Name), bool(node.state().focusable)
    for number in range(min(node.childCount(), 200)):
        child = node.child(number)
        if child is not None and child.isValid():
            yield from walk(child)


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, desk: QWidget) -> None:
    put(qtbot, desk, everything())
    found = list(walk(QAccessible.queryAccessibleInterface(desk)))
    nameless = [role for role, name, focusable in found if focusable and not name and role not in ("Client", "Window")]
    assert nameless == []
    assert sum(focusable for _, _, focusable in found) > 25


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_everything_paints_in_every_theme_and_direction(
    qtbot: QtBot, qapp: QApplication, desk: QWidget, tmp_path: Path, name: str, direction: Qt.LayoutDirection
) -> None:
    qapp.setLayoutDirection(direction)
    slip = Slip("This visit", "as the receipt will say it")
    slip.add(FeeLine("Copy", "10.00", "2 × 5.00", "Fees Decree § 3"))
    slip.add_tear()
    slip.set_total("To pay", "€ 10.00", "later 26.50")
    put(qtbot, desk, everything(), slip)
    seen = list[bytes]()
    for theme_name in (name, "light" if name != "light" else "dark", name):
        apply(qapp, theme_name)
        picture = desk.grab()
        assert picture.save(str(tmp_path / f"{theme_name}.png"))
        seen.append((tmp_path / f"{theme_name}.png").read_bytes())
    assert seen[0] == seen[2] != seen[1]


def test_everything_that_can_be_pressed_is_at_least_36_high(qtbot: QtBot, desk: QWidget) -> None:
    panel = everything()
    column = Column(panel)
    put(qtbot, desk, column)
    pressed: list[QWidget] = [
        *panel.findChildren(Button),
        *panel.findChildren(IconButton),
        *panel.findChildren(NextAction),
    ]
    pressed += [*panel.findChildren(Option), *panel.findChildren(CheckBox), *panel.findChildren(ListRow)]
    assert len(pressed) > 10
    assert min(widget.height() for widget in pressed if widget.isVisible()) >= 36


def test_a_second_person_is_asked_for_name_and_password_once(qtbot: QtBot) -> None:
    words = {"name": "Name", "password": "Password", "confirm": "Confirm", "cancel": "Cancel"}
    asked, heard = (
        SecondPerson("A second person confirms", "The refusal of A26-000123-K", words),
        list[tuple[str, str]](),
    )
    qtbot.addWidget(asked)
    asked.confirmed.connect(lambda name, password: heard.append((name, password)))
    asked.show()
    qtbot.mouseClick(asked.confirm, Qt.MouseButton.LeftButton)
    assert heard == []
    asked.name.set_text("elubai")
    asked.password.set_text("secret")
    qtbot.mouseClick(asked.confirm, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(asked.confirm, Qt.MouseButton.LeftButton)
    assert heard == [("elubai", "secret")]
    asked.set_error("That password does not fit.")
    assert asked.password.text() == ""
    assert asked.confirm.isEnabled()


def test_tab_comes_to_the_chosen_segment_only(qtbot: QtBot) -> None:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    before, row, after = QLineEdit(), Segments([("yes", "Yes"), ("no", "No")], "no"), QLineEdit()
    for part in (before, row, after):
        layout.addWidget(part)
    qtbot.addWidget(holder)
    with qtbot.waitActive(holder):
        holder.show()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert holder.focusWidget() is row.button("no")
    qtbot.keyClick(holder.focusWidget(), Qt.Key.Key_Space)
    assert row.value() == "no"
    qtbot.keyClick(holder.focusWidget(), Qt.Key.Key_Left)
    assert row.value() == "yes"
    qtbot.keyClick(holder.focusWidget(), Qt.Key.Key_Tab)
    assert holder.focusWidget() is after
