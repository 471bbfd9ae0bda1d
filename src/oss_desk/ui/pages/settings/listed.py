"""A part of the settings that is a list: one row for each thing, and above it the form of the one that is open."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from oss_desk.operations.sheets.settings import SettingsSheet
from oss_desk.ui.pages.settings.form import Change, Form
from oss_desk.ui.pages.settings.section import Room, Section
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.panel import Panel, clear_layout
from oss_desk.ui.widgets.rows import ListRow, ListView

NEW = "new"


class Listed(Section):
    """A row opens its form; Esc takes back what is typed and then closes it."""

    icon: ClassVar[str] = "plus"

    def __init__(self, room: Room, title: str, subtitle: str, add: str) -> None:
        super().__init__(room)
        self.add_button = Button(add, self.icon)
        self.add_button.clicked.connect(lambda: self.open(NEW))
        self.open_one: object = None
        self.form_panel = Panel(" ", ruled=True)
        self.form_panel.body.setSpacing(12)
        self.form_panel.hide()
        self._beside = QVBoxLayout()
        self._shape: object = None
        self.list_panel = Panel(title, subtitle, self.add_button if add else None, flush=True, ruled=True)
        self.list = ListView(title)
        self.list.chosen.connect(self.open)
        self.list_panel.add(self.list)
        self.put_up(self.form_panel, self.list_panel, *self.further())

    def further(self) -> Sequence[QWidget]:
        """Papers below the list."""
        return ()

    def rows(self, sheet: SettingsSheet) -> list[ListRow]:
        """A row for each thing, its `value` the one that `open` takes."""
        raise NotImplementedError

    def fields(self, sheet: SettingsSheet, one: object) -> dict[str, Field]:
        """The fields of this thing, or of a new one."""
        raise NotImplementedError

    def values(self, sheet: SettingsSheet, one: object) -> Mapping[str, str]:
        """What is kept of this thing; of a new one what it usually is."""
        raise NotImplementedError

    def title(self, sheet: SettingsSheet, one: object) -> str:
        """The head of its form."""
        raise NotImplementedError

    def beside_fields(self, sheet: SettingsSheet, one: object) -> Sequence[QWidget]:
        """What else stands in its form."""
        return ()

    def locked_names(self, one: object) -> Sequence[str]:
        """The fields of this thing that were settled when it was made."""
        return ()

    def fill(self, sheet: SettingsSheet) -> None:
        """The rows, and what is kept of the open one."""
        self.add_button.setVisible(sheet.may_administer)
        self.list.set_rows(self.rows(sheet))
        self.list.set_value(self.open_one)
        if self.open_one is not None:
            self._show_again(sheet, self.open_one)

    def open(self, one: object) -> None:
        """Open the form of this thing, with the cursor in it."""
        if self.sheet is None:
            return
        self.open_one = one
        self._build(self.sheet, one)
        self.list.set_value(one)
        self.form_panel.show()
        self.start()
        self.bring(self.form_panel)
        self.changed.emit()

    def close_form(self) -> None:
        """Put the form away; the focus goes back to the list."""
        one, self.open_one = self.open_one, None
        self.form = Form(self.language, {}, self.changed.emit)
        self.form_panel.hide()
        self.list.set_value(one)
        self.list.focus_first()
        self.list.set_value(None)
        self.changed.emit()

    def start(self) -> None:
        """The first field that can be typed in, else the list."""
        locked = set(self.locked_names(self.open_one))
        usable = [field for name, field in self.form.fields.items() if name not in locked]
        if usable and self.open_one is not None:
            usable[0].focus()
        else:
            self.list.focus_first()

    def changes(self) -> list[Change]:
        """What is typed into the open form."""
        return self.form.changes() if self.open_one is not None else []

    def back(self) -> bool:
        """Esc: take back, then close."""
        if super().back():
            return True
        if self.open_one is None:
            return False
        self.close_form()
        return True

    def typed(self) -> dict[str, Any]:
        """Which one is open, and what is typed into it."""
        return {"open": self.open_one, "fields": self.form.typed()} if self.open_one is not None else {}

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Open it again and put in what was typed."""
        if self.sheet is not None and "open" in typed:
            self.open_one = typed["open"]
            self._build(self.sheet, self.open_one)
            self.form_panel.show()
            self.list.set_value(self.open_one)
            self.form.retype(typed["fields"])
            self.changed.emit()

    def _build(self, sheet: SettingsSheet, one: object) -> None:
        """The form of this thing."""
        fields, self._shape = self.fields(sheet, one), _shape(sheet, one)
        self.form_panel.clear()
        for field in fields.values():
            self.form_panel.add(field)
        self._beside = QVBoxLayout()
        self._beside.setSpacing(12)
        self.form_panel.body.addLayout(self._beside)
        self.form = Form(self.language, fields, self.changed.emit)
        self._show_kept(sheet, one)
        self.form.lock(tuple(fields) if self.is_locked() else tuple(self.locked_names(one)))

    def _show_again(self, sheet: SettingsSheet, one: object) -> None:
        """What is kept may be other now; what is typed, what is wrong and the cursor stay where they are."""
        if self._shape == _shape(sheet, one):
            self._show_kept(sheet, one)
            return
        typed, inside = self.form.typed(secrets=True), _has_focus(self.form_panel)
        self._build(sheet, one)
        self.form.retype(typed)
        if inside:
            self.start()

    def _show_kept(self, sheet: SettingsSheet, one: object) -> None:
        inside = any(_has_focus(widget) for widget in _widgets(self._beside))
        self.form_panel.set_title(self.title(sheet, one))
        self.form.show(self.values(sheet, one))
        clear_layout(self._beside)
        for part in self.beside_fields(sheet, one):
            self._beside.addWidget(part)
        if inside:
            self.start()


def _shape(sheet: SettingsSheet, one: object) -> object:
    """What the fields of a form depend on besides the thing itself."""
    return one, tuple(role.code for role in sheet.roles), sheet.office.languages


def _widgets(layout: QVBoxLayout) -> list[QWidget]:
    items = (layout.itemAt(place) for place in range(layout.count()))
    return [widget for item in items if item is not None and (widget := item.widget()) is not None]


def _has_focus(part: QWidget) -> bool:
    focus = part.window().focusWidget()
    return focus is not None and (focus is part or part.isAncestorOf(focus))
