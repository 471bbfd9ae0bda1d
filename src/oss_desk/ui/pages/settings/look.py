"""How the window looks and speaks on this machine; every choice is on at once, kept, and can be undone."""

from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtWidgets import QApplication

from oss_desk.settings import THEMES
from oss_desk.ui.appearance import Appearance
from oss_desk.ui.pages.settings.section import Room, Section
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.messages import UndoBar
from oss_desk.ui.widgets.panel import Panel

SIZES = (100, 125, 150, 175, 200)


@dataclass(frozen=True)
class Undo:
    """The choice before the last one."""

    what: str
    value: str


class LookSection(Section):
    """Theme, text size and language of the window."""

    office: ClassVar[bool] = False

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        say = self.language.text
        panel = Panel(say("Look and language"), say("For everybody who works at this machine"), ruled=True)
        self._undo: Undo | None = None
        self.bar = UndoBar()
        self.bar.undone.connect(self.undo)
        self.bar.hide()
        self.theme = Field(say("Colours"), "yes-no", choices=self._themes(), hint=self._theme_hint())
        self.letters = Field(say("Text size"), "yes-no", choices=self._sizes())
        self.speech = Field(say("Language of the window"), "choice", choices=self._languages())
        for what, field in (("theme", self.theme), ("text_size", self.letters), ("language", self.speech)):
            field.changed.connect(lambda value, what=what: self._choose(what, value))
        panel.body.setSpacing(16)
        for part in (self.theme, self.letters, self.speech):
            panel.add(part)
        words = say("Papers are in the citizen’s language, whatever the window speaks.")
        panel.add(Label(words, ink="ink3", wrap=True))
        self.put_up(self.bar, panel)
        self._show()

    def rest(self) -> tuple[str, str]:
        """A choice is on as soon as it is made."""
        say = self.language.text
        return say("Kept at once"), say("Each choice is on at once and kept; Ctrl Z takes the last one back.")

    def start(self) -> None:
        """The cursor goes to the colours."""
        chosen = self.theme.choice_button(self.theme.text())
        if chosen is not None:
            chosen.setFocus()

    def undo(self) -> bool:
        """Back to the choice before the last one."""
        if self._undo is None:
            return False
        before, self._undo = self._undo, None
        self.bar.hide()
        self._apply(before.what, before.value)
        return True

    def typed(self) -> dict[str, Any]:
        """The choice before, which can still be taken back once the window is made anew."""
        return {"undo": (self._undo.what, self._undo.value)} if self._undo is not None else {}

    def retype(self, typed: Any) -> None:
        """Offer it again."""
        if "undo" in typed:
            self._offer(Undo(*typed["undo"]))

    def _choose(self, what: str, value: str) -> None:
        before = self._now()[what]
        if value and value != before:
            self._offer(Undo(what, before))
            self._apply(what, value)

    def _offer(self, undo: Undo) -> None:
        say = self.language.text
        self._undo = undo
        words = {
            "theme": say("The colours are changed."),
            "text_size": say("The text size is changed."),
            "language": say("The language is changed."),
        }
        self.bar.set_text(words[undo.what])
        self.bar.show()

    def _apply(self, what: str, value: str) -> None:
        looks = self.room.context.appearance
        if looks is None:
            return
        if what == "theme":
            looks.theme(value)
        elif what == "text_size":
            looks.text_size(int(value))
        else:
            looks.language(value)
        self._show()

    def _show(self) -> None:
        now = self._now()
        self.theme.set_text(now["theme"])
        self.letters.set_text(now["text_size"])
        self.speech.set_text(now["language"])

    def _now(self) -> dict[str, str]:
        looks = self.room.context.appearance
        if looks is None:
            return {"theme": "", "text_size": "", "language": self.language.code}
        on = looks.looks
        return {"theme": on.theme, "text_size": str(on.text_size), "language": on.language}

    def _themes(self) -> list[tuple[str, str]]:
        say = self.language.text
        words = {
            "system": say("As the system"),
            "light": say("Light"),
            "dark": say("Dark"),
            "contrast": say("High contrast"),
        }
        return [(name, words[name]) for name in THEMES]

    def _theme_hint(self) -> str:
        app = QApplication.instance()
        say = self.language.text
        if isinstance(app, QApplication) and app.styleHints().colorScheme().name == "Dark":
            return say("The system asks for dark colours now.")
        return say("The system asks for light colours now.")

    def _sizes(self) -> list[tuple[str, str]]:
        now = int(self._now()["text_size"] or 100)
        return [(str(size), f"{size} %") for size in sorted({*SIZES, now})]

    def _languages(self) -> list[tuple[str, str]]:
        looks: Appearance | None = self.room.context.appearance
        return list(looks.languages()) if looks is not None else [(self.language.code, self.language.code)]
