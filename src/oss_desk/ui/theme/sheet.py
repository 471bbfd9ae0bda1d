"""The one style sheet, written from the tokens, for the parts that Qt paints itself."""

from oss_desk.ui.theme.tokens import Theme

_SHEET = """
QToolTip {{ background: {surface}; color: {ink}; border: 1px solid {edge}; border-radius: 6px; padding: 4px 8px; }}
QScrollArea, QScrollArea > QWidget > QWidget#content {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle {{ background: {line}; border-radius: 3px; min-height: 36px; min-width: 36px; }}
QScrollBar::handle:hover {{ background: {edge}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QLineEdit, QPlainTextEdit {{ background: transparent; border: none; color: {ink}; padding: 0;
  placeholder-text-color: {ink3};
  selection-background-color: {river}; selection-color: {on_river}; }}
QLineEdit {{ lineedit-password-character: 8226; }}
QPlainTextEdit > QWidget {{ background: transparent; }}
QMenu {{ background: {surface}; border: 1px solid {edge}; border-radius: 8px; padding: 6px; color: {ink}; }}
QMenu::item {{ padding: 8px 24px 8px 12px; border-radius: 6px; min-height: {item}px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::item:selected {{ background: {river_tint}; color: {ink}; border: {state_border}px solid {selected_line}; }}
QMenu::item:disabled {{ color: {ink3}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 6px 0; }}
QListView#popup {{ outline: none; background: {surface}; border: 1px solid {edge};
  border-radius: 8px; padding: 6px; color: {ink}; }}
QListView#popup::item {{ min-height: 36px; padding: 0 8px; border-radius: 6px; color: {ink}; }}
QListView#popup::item:selected {{ background: {river_tint}; color: {ink};
  border: {state_border}px solid {selected_line}; }}
QTableView, QTreeView {{ background: {surface}; border: 1px solid {line}; gridline-color: {line}; color: {ink};
  selection-background-color: {river_tint}; selection-color: {ink}; }}
QHeaderView::section {{ background: {surface}; color: {ink2}; border: none; padding: 6px 8px;
  border-bottom: 1px solid {line}; }}
QDialog {{ background: {surface}; }}
QComboBox {{ combobox-popup: 0; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {surface}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QWidget {{ alternate-background-color: {sunken}; }}
QCalendarWidget QAbstractItemView {{ background: {surface}; color: {ink}; selection-background-color: {river};
  selection-color: {on_river}; border: none; }}
QCalendarWidget QAbstractItemView:disabled {{ color: {ink3}; }}
QCalendarWidget QToolButton {{ background: transparent; color: {ink}; border: none; border-radius: 6px;
  min-height: 32px; padding: 0 8px; }}
QCalendarWidget QToolButton:hover {{ background: {sunken}; }}
QCalendarWidget QSpinBox {{ background: {surface}; color: {ink}; }}
"""


def style_sheet(tokens: Theme, scale: float) -> str:
    """The sheet for these tokens; `scale` is the text size."""
    values = {name.replace("-", "_"): value for name, value in tokens.colours.items()}
    line = tokens.colours["river"] if tokens.high_contrast else "transparent"
    return _SHEET.format(**values, item=round(20 * scale), state_border=tokens.state_border, selected_line=line)
