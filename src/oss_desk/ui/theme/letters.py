"""Letters that nothing on this machine can draw are spelt out, so that nobody reads empty boxes as a name."""

from functools import cache

from PySide6.QtGui import QFontMetrics, QRawFont

from oss_desk.ui.theme.apply import font
from oss_desk.ui.theme.places import fonts_folder

UNSEEN = frozenset("\n\r\t\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\u2028\u2029")
DIRECTIONS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
SIZE = 16


def readable(text: str) -> str:
    """The text, with letters that no typeface here has as [U+738B]; the record keeps them as they are."""
    if text.isascii() or all(map(can_be_drawn, text)):
        return text
    return "".join(char if can_be_drawn(char) else f"[U+{ord(char):04X}]" for char in text).replace("][", " ")


@cache
def can_be_drawn(char: str) -> bool:
    """Whether a typeface of the program or of this machine has this sign; signs without a shape need none."""
    if char.isascii() or char in UNSEEN or char in DIRECTIONS:
        return True
    code = ord(char)
    return any(face.supportsCharacter(code) for face in _bundled()) or QFontMetrics(font("body")).inFontUcs4(code)


@cache
def _bundled() -> tuple[QRawFont, ...]:
    """The regular weights of the program's own fonts."""
    return tuple(QRawFont(str(path), SIZE) for path in sorted(fonts_folder().glob("*-Regular.[ot]tf")))
