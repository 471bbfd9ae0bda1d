"""Nothing in the window is said by colour alone: every state has its word, and where it warns its sign."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from oss_desk.ui.shell import Shell
from oss_desk.ui.theme import theme
from oss_desk.ui.widgets.choice import Branch
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.line import Line
from oss_desk.ui.widgets.marks import Chip, HandSign, Sign
from oss_desk.ui.widgets.messages import Message
from oss_desk.ui.widgets.rows import ListRow
from oss_desk.ui.widgets.timeline import DayStrip, Timeline
from tests.journeys.conftest import OpenWindow
from tests.journeys.hands import Hands
from tests.journeys.office import CLERK

THEMES = pytest.mark.parametrize("name", ["light", "contrast"])
STATES = (Chip, Branch, ListRow, Line, Timeline, DayStrip, Message)
WARNS = ("stop", "wait")


def shown(shell: Shell, *kinds: type[QWidget]) -> Iterator[QWidget]:
    """Everything of these kinds that is to be seen."""
    return (one for one in shell.findChildren(QWidget) if isinstance(one, kinds) and one.isVisible())


def spoken(part: QWidget) -> str:
    """What a screen reader says of it."""
    node = QAccessible.queryAccessibleInterface(part)
    return node.text(QAccessible.Text.Name).strip() if node is not None else ""


def wordless(shell: Shell) -> list[str]:
    """States without a word, warnings without a sign or a word beside their colour, wrong fields without a sentence."""
    silent = [type(one).__name__ for one in shown(shell, *STATES) if not spoken(one)]
    silent += [
        f"sign beside no word in {_where(one)}"
        for one in shown(shell, Sign, HandSign)
        if not (spoken(one) or _words_beside(one))
    ]
    fields = [one for one in shown(shell, Field) if isinstance(one, Field) and one.error()]
    return silent + [f"field {one.label.text()}" for one in fields if not _tells_why(one)]


def _beside_hands(chip: Chip) -> bool:
    around = chip.parentWidget()
    return around is not None and bool(around.findChildren(HandSign))


def _where(part: QWidget) -> str:
    parent = part.parentWidget()
    return type(parent).__name__ if parent is not None else ""


def _words_beside(sign: QWidget) -> bool:
    """Whether some word stands with it: in its own row, or in whatever that row belongs to."""
    around = sign.parentWidget()
    for _ in range(3):
        if around is None:
            return False
        if spoken(around) or any(one.text().strip() for one in around.findChildren(QLabel) if one is not sign):
            return True
        around = around.parentWidget()
    return False


def _tells_why(field: Field) -> bool:
    """A sign, the sentence in sight, and the sentence said where the cursor is."""
    signs = [one for one in field.findChildren(Sign) if one.isVisible()]
    said = [one.text() for one in field.findChildren(QLabel) if one.isVisible()]
    told = [one.accessibleDescription() for one in field.findChildren(QWidget)]
    return bool(signs) and field.error() in said and field.error() in told


def warnings(shell: Shell) -> set[str]:
    """The words of the chips that warn; each bears a sign too, or stands beside the sign of whose hands it is in."""
    chips = [one for one in shown(shell, Chip) if isinstance(one, Chip) and one.tone() in WARNS]
    assert [one.text() for one in chips if not one.has_sign() and not _beside_hands(one)] == []
    return {one.text() for one in chips}


@THEMES
def test_a_visit_says_everything_in_words(qtbot: QtBot, sqlite_office: str, open_window: OpenWindow, name: str) -> None:
    hands = open_window(sqlite_office)
    hands.shell.appearance.theme(name)
    assert theme().name == name
    hands.sign_in(CLERK)
    assert wordless(hands.shell) == []
    hands.serve()
    hands.find("tamar")
    hands.add("birth certificate")
    hands.add("residence")
    assert wordless(hands.shell) == []
    hands.go_on("documents")
    hands.key("4")
    hands.until(lambda: any("issing" in words for words in warnings(hands.shell)))
    assert wordless(hands.shell) == []
    hands.mark_all()
    hands.go_on("details")
    hands.answer(birth_date="31/02/1989")
    hands.press("Ctrl+Return")
    hands.until(lambda: any(isinstance(one, Field) and one.error() for one in shown(hands.shell, Field)))
    assert wordless(hands.shell) == []
    hands.until(lambda: any(True for _ in shown(hands.shell, Line)))
    line = next(shown(hands.shell, Line))
    assert all(title in spoken(line) for title in ("Citizen", "Details", "Receipt"))
    assert len(set(_states(spoken(line)))) == len(("done", "now", "ahead"))
    hands.shell.appearance.theme("light")


def _states(said: str) -> list[str]:
    """The words by which the line tells its stations apart."""
    return [word for word in ("done", "now", "ahead") if word in said.casefold()]


@THEMES
def test_a_case_says_everything_in_words(open_window: OpenWindow, sqlite_sample: str, name: str) -> None:
    hands = open_window(sqlite_sample)
    hands.shell.appearance.theme(name)
    hands.shell.sign_in.chosen.emit("adaeze", "")
    hands.until(lambda: hands.shell.page() is not None)
    for page in ("cases", "collect", "day"):
        hands.shell.show_page(page)
        hands.until(lambda: not hands.shell.tasks.pending())
        assert wordless(hands.shell) == [], page
    hands.shell.show_page("cases", which="all")
    hands.until(lambda: not hands.shell.tasks.pending() and any(True for _ in _cases(hands)))
    for number in [row.value for row in _cases(hands)][:6]:
        hands.shell.show_page("cases", case_id=number)
        hands.until(lambda: not hands.shell.tasks.pending())
        warnings(hands.shell)
        assert wordless(hands.shell) == []
    assert any(True for _ in shown(hands.shell, Timeline))
    hands.shell.appearance.theme("light")


def _cases(hands: Hands) -> Iterator[ListRow]:
    """The cases of the list."""
    page = hands.shell.page()
    rows = page.findChildren(ListRow) if page is not None else []
    return (row for row in rows if row.isVisible() and isinstance(row.value, int))
