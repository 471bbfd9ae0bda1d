"""The stacks of numbered blanks in the close of a shift: what nobody counted in it is asked for, and keeps nobody."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from oss_desk.operations.sheets import BlanksSheet
from oss_desk.ui.pages.blanks.forms import CountForm
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.widgets.fit import Fitting
from oss_desk.ui.widgets.label import Label


def uncounted(sheet: BlanksSheet, since: datetime | None) -> BlanksSheet:
    """The sheet with the stacks alone that were not counted since the shift was opened; none for who counts none."""
    open_now = (one for one in sheet.stacks if since is None or one.counted_at is None or one.counted_at < since)
    return replace(sheet, stacks=tuple(open_now) if "handle" in sheet.may else ())


class Stacks(Fitting):
    """The form under what the till came to; `changed` comes with each key."""

    changed = Signal()

    def __init__(self, here: Here, sheet: BlanksSheet) -> None:
        super().__init__()
        say = here.language.text
        self._here, self._many = here, len(sheet.stacks)
        self.form = CountForm(here, sheet)
        self.form.changed.connect(self.changed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(Label(say("The numbered blanks of this desk"), "strong"))
        outer.addWidget(self.form)

    def is_typed(self) -> bool:
        """Whether anything was counted here."""
        return any(field.text().strip() for field in self.form.fields)

    def missing(self) -> str:
        """What a count that was begun still lacks."""
        return self.form.missing() if self.is_typed() else ""

    def values(self) -> Mapping[str, Any]:
        """The values of the count."""
        return self.form.values()

    def told(self) -> str:
        """That they are not counted; the Z report says so too."""
        plural = self._here.language.plural
        return plural("{n} stack of blanks is not counted", "{n} stacks of blanks are not counted", self._many)
