"""How the window looks and speaks on this machine: theme, text size and language, changed while it is open."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from oss_desk.language import Language, languages_of, load_language, own_name
from oss_desk.settings import TEXT_SIZES
from oss_desk.ui import theme

USUAL_PT = {"darwin": 13.0, "win32": 9.0}
USUAL_PT_ELSEWHERE = 11.0
"""The font size that each system has before anybody asked for larger letters."""
STEP = 0.05


@dataclass(frozen=True)
class Looks:
    """What a person chose: a theme or `system`, the text size in percent of the system's, the window's language."""

    theme: str = "system"
    text_size: int = 100
    language: str = "en"


def _kept_nowhere(**_: object) -> None:
    """Nobody wants to keep it."""


class Appearance(QObject):
    """The looks that are on. `dressed` comes after a new theme, `asked_anew` when the window has to be built again.

    `keep` is handed each change by name (theme, text_size, language). `translations` is the folder of catalogues.
    """

    dressed = Signal()
    asked_anew = Signal()

    def __init__(
        self,
        translations: Path,
        looks: Looks | None = None,
        keep: Callable[..., None] = _kept_nowhere,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._translations, self._keep = translations, keep
        self.looks = looks or Looks()
        self.speech: Language = load_language(self.looks.language, translations)
        self._scale = system_scale()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.styleHints().colorSchemeChanged.connect(self.system_changed)

    def languages(self) -> tuple[tuple[str, str], ...]:
        """Every language the window can speak, as its code and its own name, English first."""
        return tuple((code, own_name(code)) for code in languages_of(self._translations))

    def theme(self, name: str) -> None:
        """Put on this theme at once: light, dark, contrast, or system."""
        self.looks = replace(self.looks, theme=name)
        self._keep(theme=name)
        self.dress()

    def text_size(self, percent: int) -> None:
        """Let the letters be so large at once, in percent of the system's size."""
        if percent not in TEXT_SIZES:
            raise ValueError(f"{percent} is not from {TEXT_SIZES[0]} to {TEXT_SIZES[-1]} percent")
        self.looks = replace(self.looks, text_size=percent)
        self._keep(text_size=percent)
        self.asked_anew.emit()

    def language(self, code: str) -> None:
        """Speak this language at once, in its direction."""
        self.looks = replace(self.looks, language=code)
        self._keep(language=code)
        self.speech = load_language(code, self._translations)
        self.asked_anew.emit()

    def dress(self) -> None:
        """Put the looks on the application: colours, letters, direction."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._scale = system_scale()
            dress(app, self.looks, self.speech)
            self.dressed.emit()

    def system_changed(self) -> None:
        """The system has other colours or letters now: follow it where it is followed."""
        if system_scale() != self._scale:
            self.asked_anew.emit()
        elif self.looks.theme == "system":
            self.dress()


def dress(app: QApplication, looks: Looks, speech: Language) -> None:
    """Put these looks on the application."""
    scale = looks.text_size / 100 * system_scale()
    theme.apply(app, theme_of(looks.theme, app), scale, tall=theme.is_tall(speech.code))
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if speech.rtl else Qt.LayoutDirection.LeftToRight)


def theme_of(name: str, app: QApplication) -> str:
    """The theme to show; `system` follows what the system says: high contrast before dark before light."""
    if name != "system":
        return name
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def system_scale() -> float:
    """How much larger than usual the system wants its letters, in steps of 5 %; never smaller."""
    asked = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    usual = USUAL_PT.get(sys.platform, USUAL_PT_ELSEWHERE)
    return max(1.0, round(asked / usual / STEP) * STEP)
