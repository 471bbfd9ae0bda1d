"""One's own account: another password, and a PIN that opens the locked desk while this session lasts."""

from collections.abc import Mapping
from typing import ClassVar

from oss_desk.domain.messages import Refused
from oss_desk.operations.office import office
from oss_desk.operations.sheets.settings import SettingsSheet
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.pages.settings.form import Form
from oss_desk.ui.pages.settings.section import Room, Section
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.panel import Panel

SHORTEST = 8


class AccountSection(Section):
    """For everybody: nobody else learns either of the two."""

    office: ClassVar[bool] = False
    errors: ClassVar[Mapping[str, str]] = {
        "sign-in-wrong": "password",
        "sign-in-rests": "password",
        "password-short": "new",
        "password-same": "new",
    }

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        say = self.language.text
        show = say("Show the password")
        self._old = Field(say("Password you have"), "password", button_name=show)
        hint = say("At least eight characters; a sentence is good.")
        self._new = Field(say("New password of your own"), "password", hint=hint, button_name=show, check=self._check)
        panel = Panel(say("Your password"), ruled=True)
        panel.body.setSpacing(16)
        panel.add(self._old)
        panel.add(self._new)
        self.put_up(panel, self._pin_panel())
        self.form = Form(self.language, {"password": self._old, "new": self._new}, self.changed.emit)
        self.form.show({"password": "", "new": ""})

    def _pin_panel(self) -> Panel:
        say = self.language.text
        panel = Panel(say("PIN for the lock"), ruled=True)
        panel.body.setSpacing(12)
        words = say(
            "A PIN opens this desk after it was locked, until you sign out. It is kept on no disk and in no database. "
            "After five wrong tries, and after twelve hours, the password is asked for."
        )
        panel.add(Label(words, ink="ink2", wrap=True))
        self._pin = Field(say("PIN, at least six digits"), "password", button_name=say("Show the PIN"))
        self._set = Button(say("Set the PIN"), "lock")
        self._set.clicked.connect(self._set_pin)
        self._pin.entered.connect(self._set_pin)
        panel.add(self._pin)
        panel.add(beside(self._set, 1))
        panel.setVisible(self.room.context.set_pin is not None)
        return panel

    def fill(self, sheet: SettingsSheet) -> None:
        """Somebody of a sample office may have no password to change."""
        own = next((one for one in sheet.officials if one.id == sheet.own_id), None)
        if own is not None and not own.has_password:
            self.form.lock(("password", "new"))
            self._old.set_locked(self.language.text("In this sample office you need none."))

    def missing(self) -> str:
        """Both are needed."""
        say = self.language.text
        if not self.form.text("password"):
            return say("The password you have is missing")
        return self._check(self.form.text("new")) or ""

    def words(self) -> tuple[str, str]:
        """What is kept."""
        return self.language.text("Change the password"), ""

    def save(self) -> None:
        """Keep the new one; the old one proves who asks."""
        if not self.form.is_right():
            return
        values = {"password": self.form.text("password"), "new_password": self.form.text("new")}
        told = self.language.text("Your password is changed.")
        self.send(office.change_password, told, lambda _: self.form.show({"password": "", "new": ""}), **values)

    def _check(self, text: str) -> str | None:
        return (
            self.language.text("Too short. Choose at least {n} characters.", n=SHORTEST)
            if len(text) < SHORTEST
            else None
        )

    def _set_pin(self) -> None:
        set_pin, digits = self.room.context.set_pin, self._pin.text()
        if set_pin is None or not digits:
            return
        try:
            set_pin(digits)
        except Refused as refused:
            self._pin.set_error(self.room.context.sentence(refused))
            self._pin.focus()
            return
        self._pin.set_text("")
        self._pin.set_error(None)
        self.kept.emit(self.language.text("The PIN opens this desk until you sign out."))
