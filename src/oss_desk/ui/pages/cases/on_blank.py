"""The serial of the blank an output is made on: the next one of this desk, or another with the reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from oss_desk.domain.blanks import squeezed
from oss_desk.operations.sheets import BlankOffer
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.fit import Fitting


class OnBlank(Fitting):
    """`serial` is filled with the next one; the reason is asked for once it is another. `entered` comes on Enter."""

    entered = Signal()

    def __init__(self, here: Here, title: str, blank: BlankOffer, typed: str = "") -> None:
        super().__init__()
        self._here, self._blank = here, blank
        say, plural = here.language.text, here.language.plural
        left = plural("{n} left at this desk", "{n} left at this desk", blank.left)
        hint = say("{blank}: the next one; {left}.", blank=here.text(blank.title), left=left)
        self.serial = Field(title, hint=hint, value=typed or blank.next_serial, mono=True, check=self._serial)
        self.reason = Field(say("Why another than {serial}", serial=blank.next_serial), check=self._why)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.serial)
        outer.addWidget(self.reason)
        self.setFocusProxy(self.serial)
        self.serial.changed.connect(lambda _: self._show_reason())
        self.serial.entered.connect(self.entered)
        self.reason.entered.connect(self.entered)
        self._show_reason()

    def reason_text(self) -> str:
        """Why it is another than the next one; empty where it is not."""
        return self.reason.text().strip() if self._is_another() else ""

    def validate(self) -> bool:
        """Whether the serial, and the reason where one is needed, are there; what is wrong is said at its field."""
        whole = self.serial.validate()
        return (not self._is_another() or self.reason.validate()) and whole

    def _is_another(self) -> bool:
        typed = self.serial.text().strip()
        return bool(typed) and squeezed(typed) != squeezed(self._blank.next_serial)

    def _show_reason(self) -> None:
        self.reason.setVisible(self._is_another())

    def _serial(self, text: str) -> str | None:
        return None if text.strip() else self._here.language.text("Write or scan the serial of the sheet.")

    def _why(self, text: str) -> str | None:
        return None if text.strip() else self._here.language.text("Write why the next sheet is not taken.")
