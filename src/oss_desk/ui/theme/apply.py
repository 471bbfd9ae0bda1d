"""Puts a theme on the application and answers the questions widgets ask of it while they paint."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from oss_desk.ui.theme.places import fonts_folder
from oss_desk.ui.theme.sheet import style_sheet
from oss_desk.ui.theme.tokens import Theme, load_theme

SMALLEST_SCALE, LARGEST_SCALE = 1.0, 2.0
TABULAR = QFont.Tag.fromString("tnum")
TALL_PT, TALL_LINE = 0.75, 2
PX_OF_PT, TALL_ROOM = 96 / 72, 1.4
"""How high a line of Arabic is with all its signs, in heights of its letters (Noto Sans Arabic UI)."""
TALL_LANGUAGES = frozenset({"ar", "ckb", "fa", "ps", "sd", "ug", "ur"})
"""A pixel more for the letters, two for the line."""


class _Current:
    """What is on now; one window, one look."""

    theme: Theme | None = None
    scale: float = 1.0
    tall: bool = False
    fonts_installed: bool = False
    fonts: ClassVar[dict[tuple[str, bool], QFont]] = {}


def theme() -> Theme:
    """The tokens that are on now; light before anything was applied."""
    if _Current.theme is None:
        _Current.theme = load_theme("light")
    return _Current.theme


def is_tall(language: str) -> bool:
    """Whether a language is written in a script whose small letters need a pixel more."""
    return language.replace("_", "-").split("-")[0].lower() in TALL_LANGUAGES


def dress(app: QApplication, name: str) -> None:
    """Another theme at run time, in the text size that is on."""
    apply(app, name, _Current.scale, tall=_Current.tall)


def apply(app: QApplication, name: str, scale: float = 1.0, *, tall: bool = False) -> None:
    """Put this theme on the whole program.

    `scale` is the text size, 1.0 to 2.0; `tall` is for a script whose small letters need a pixel more (Arabic).
    """
    install_fonts()
    _Current.theme = load_theme(name)
    _Current.scale = min(max(scale, SMALLEST_SCALE), LARGEST_SCALE)
    _Current.tall = tall
    _Current.fonts.clear()
    if app.style().objectName() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_palette(_Current.theme))
    app.setFont(font("body"))
    app.setStyleSheet(style_sheet(_Current.theme, _Current.scale))


def install_fonts() -> None:
    """Load the bundled fonts once; where they are missing the system's own are used."""
    if _Current.fonts_installed:
        return
    _Current.fonts_installed = True
    for path in sorted(fonts_folder().glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))


def color(token: str) -> QColor:
    """The colour of a token in the theme that is on; KeyError for a name that is no token."""
    return QColor(theme().colours[token])


def px(pixels: float) -> int:
    """A measure at the text size that is on, so that heights grow with the letters."""
    return round(pixels * _Current.scale)


def space(step: str) -> int:
    """A step of the spacing scale in pixels; spaces do not grow with the text."""
    return theme().space[step]


def line_height(role: str) -> int:
    """Pixels from one line of text to the next in this role; a tall script has two more, and as much as its signs
    above and below large letters need."""
    kind = theme().type[role]
    if not _Current.tall:
        return px(kind.line)
    return px(max(kind.line + TALL_LINE, (kind.pt + TALL_PT) * PX_OF_PT * TALL_ROOM))


def font(role: str, tabular: bool = False) -> QFont:
    """The font of a role of the type scale; `tabular` makes all digits equally wide."""
    found = _Current.fonts.get((role, tabular))
    if found is None:
        found = _Current.fonts[(role, tabular)] = _font(role, tabular)
    return QFont(found)


def _font(role: str, tabular: bool) -> QFont:
    tokens = theme()
    kind = tokens.type[role]
    families = tokens.families["number"] if role in tokens.numbers else ()
    result = QFont([*families, *tokens.families["text"]])
    tall = TALL_PT if _Current.tall and role not in tokens.numbers else 0.0
    result.setPointSizeF((kind.pt + tall) * _Current.scale)
    result.setWeight(QFont.Weight(kind.weight))
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        result.setFeature(TABULAR, 1)
    return result


def _palette(tokens: Theme) -> QPalette:
    role = QPalette.ColorRole
    pairs = {
        role.Window: "desk",
        role.WindowText: "ink",
        role.Base: "surface",
        role.AlternateBase: "sunken",
        role.Text: "ink",
        role.Button: "surface",
        role.ButtonText: "ink",
        role.Highlight: "river",
        role.HighlightedText: "on-river",
        role.PlaceholderText: "ink3",
        role.ToolTipBase: "surface",
        role.ToolTipText: "ink",
        role.Link: "river",
        role.LinkVisited: "river",
        role.Light: "surface",
        role.Mid: "line",
        role.Dark: "edge",
        role.Accent: "river",
    }
    palette = QPalette()
    for part, token in pairs.items():
        palette.setColor(part, QColor(tokens.colours[token]))
    for part in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, part, QColor(tokens.colours["ink3"]))
    return palette


def mirrored(direction: Qt.LayoutDirection) -> bool:
    """Whether the window runs from right to left."""
    return direction == Qt.LayoutDirection.RightToLeft
