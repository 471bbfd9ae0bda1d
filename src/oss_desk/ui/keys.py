"""The keys that mean the same on every page: one table of key, page method and meaning."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from oss_desk.language import Language


@dataclass(frozen=True)
class Key:
    """One key: how Qt writes it, how it is shown, the method of the page that answers it ("" when the window does)."""

    sequence: str
    shown: str
    method: str


KEYS = (
    Key("F1", "F1", ""),
    Key("F2", "F2", ""),
    Key("F3", "F3", "key_f3"),
    Key("F4", "F4", "key_f4"),
    Key("F5", "F5", "key_f5"),
    Key("F6", "F6", "key_f6"),
    Key("F7", "F7", "key_f7"),
    Key("F8", "F8", "key_f8"),
    Key("F9", "F9", "key_f9"),
    Key("F10", "F10", "key_f10"),
    Key("Ctrl+Return", "Ctrl ↵", "key_go_on"),
    Key("Ctrl+Enter", "", "key_go_on"),
    Key("Esc", "Esc", "key_back"),
    Key("Ctrl+Z", "Ctrl Z", "key_undo"),
    Key("Ctrl+L", "Ctrl L", ""),
)


def meanings(language: Language) -> tuple[tuple[str, str], ...]:
    """The keys of the whole window and what they do, for F1."""
    say = language.text
    words = {
        "F1": say("This list"),
        "F2": say("Search, or scan"),
        "F3": say("Add a service, or serve at once"),
        "F6": say("Park the visit"),
        "F7": say("Hand over"),
        "F8": say("Print what is missing"),
        "F9": say("The action with legal effect: money, decision, closing"),
        "Ctrl+Return": say("Go on"),
        "Esc": say("Back"),
        "Ctrl+Z": say("Undo"),
        "Ctrl+L": say("Lock this desk, or change the official"),
    }
    return tuple((key.shown, words[key.sequence]) for key in KEYS if key.sequence in words)


def is_plain_character(event: QKeyEvent, focused: QWidget | None) -> bool:
    """A letter or digit alone, while nothing is being typed."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    typing = isinstance(focused, QLineEdit | QPlainTextEdit)
    return bool(event.text()) and event.text().isalnum() and not held.value and not typing
