"""Small arrangements that every part of the Counter uses: widgets beside each other and under each other."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from oss_desk.domain.numbers import ending
from oss_desk.ui.widgets.label import Label

Part = QWidget | QLayout | int | None
"""What stands in a row or column: a widget, a layout, room that stretches by this share, or nothing."""


def beside(*parts: Part, gap: int = 8, top: bool = False) -> QWidget:
    """Parts in one row; `top` sets them at the upper edge instead of the middle."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    _fill(layout, parts, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter)
    return holder


def indented(part: QWidget, by: int = 28) -> QWidget:
    """Set in from the start side, whichever side that is."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addSpacing(by)
    layout.addWidget(part, 1)
    return holder


def firm(label: Label) -> Label:
    """A label that is never cut: what stands beside it yields."""
    label.setMinimumWidth(label.sizeHint().width())
    return label


def filled(upper: QWidget, lower: QWidget) -> QWidget:
    """A paper as high as it needs, and below it one that takes the rest."""
    holder = under(upper, lower, gap=12)
    layout = holder.layout()
    if isinstance(layout, QVBoxLayout):
        layout.setStretch(1, 1)
    return holder


def two(one: QWidget, other: QWidget) -> QWidget:
    """Two fields of the same width in one row."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    for part in (one, other):
        layout.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
    return holder


def under(
    *parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0), into: QWidget | None = None
) -> QWidget:
    """Parts in one column, in a widget of their own or in the one given."""
    holder = QWidget() if into is None else into
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    _fill(layout, parts, Qt.AlignmentFlag(0))
    return holder


def _fill(layout: QHBoxLayout | QVBoxLayout, parts: Iterable[Part], side: Qt.AlignmentFlag) -> None:
    for part in parts:
        if isinstance(part, int):
            layout.addStretch(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        elif part is not None:
            _put(layout, part, side)


def _put(layout: QHBoxLayout | QVBoxLayout, part: QWidget, side: Qt.AlignmentFlag) -> None:
    grows = part.sizePolicy().hasHeightForWidth() or part.sizePolicy().verticalPolicy() != QSizePolicy.Policy.Fixed
    if isinstance(layout, QVBoxLayout):
        layout.addWidget(part)
    elif isinstance(part, Label) and part.hasHeightForWidth():
        layout.addWidget(part, 1)
    else:
        layout.addWidget(part, 0, side if not grows or side == Qt.AlignmentFlag.AlignTop else Qt.AlignmentFlag(0))


def empty(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


def masked(number: str, shown: int = 4) -> str:
    """The end of a number behind four dots, as it stands on screen while citizens look on."""
    return ending(number, shown)


def id_words(type_id: str) -> str:
    """An id of a register that has no title here, made readable."""
    words = type_id.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
