"""The look in one place: colours, type, measures, signs and fonts, read from tokens and switched at run time."""

from oss_desk.ui.theme.apply import apply, color, dress, font, install_fonts, is_tall, line_height, px, space, theme
from oss_desk.ui.theme.icons import icon, icon_names, pixmap
from oss_desk.ui.theme.tokens import THEMES, Theme, contrast, load_theme

__all__ = [
    "THEMES",
    "Theme",
    "apply",
    "color",
    "contrast",
    "dress",
    "font",
    "icon",
    "icon_names",
    "install_fonts",
    "is_tall",
    "line_height",
    "load_theme",
    "pixmap",
    "px",
    "space",
    "theme",
]
