"""Columns of papers that leave their scroll bar room of its own, at whichever side it is."""

from PySide6.QtCore import QTimer

from oss_desk.ui.page import Column
from oss_desk.ui.widgets.paint import is_mirrored

BAR = 12


def roomy(column: Column) -> Column:
    """The column with its papers at the top, beside the scroll bar while there is one."""
    column.add_stretch()
    bar = column.verticalScrollBar()

    def settle() -> None:
        room, turned = (BAR if bar.maximum() else 0), is_mirrored(column)
        column.papers.setContentsMargins(room if turned else 0, 0, 0 if turned else room, 0)

    bar.rangeChanged.connect(lambda _, __: QTimer.singleShot(0, column, settle))
    return column
