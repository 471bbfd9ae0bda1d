"""The people of the office: who signs in, with which roles and which password, and who no longer does."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from oss_desk.domain.text import in_language
from oss_desk.operations.office import office
from oss_desk.operations.sheets.settings import OfficialLine, SettingsSheet
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.pages.settings.listed import NEW, Listed
from oss_desk.ui.pages.settings.section import Room
from oss_desk.ui.pages.settings.words import roles_words
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Number
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.rows import ListRow

SHORTEST = 8


class PeopleSection(Listed):
    """A row for each person; those who may no longer sign in stand last."""

    errors: ClassVar[Mapping[str, str]] = {
        "login-taken": "login",
        "login-unreadable": "login",
        "name-needed": "name",
        "password-short": "password",
        "password-needed": "password",
        "last-administrator": "roles",
    }

    def __init__(self, room: Room) -> None:
        say = room.here.language.text
        super().__init__(room, say("People"), say("Who may sign in, and as what"), say("Add somebody"))

    def rows(self, sheet: SettingsSheet) -> list[ListRow]:
        """Name, and what she is here."""
        return [self._row(sheet, one) for one in sheet.officials]

    def fields(self, sheet: SettingsSheet, one: object) -> dict[str, Field]:
        """Name, login, roles, password."""
        say = self.language.text
        roles = [(role.code, in_language(role.title, self.language.code)) for role in sheet.roles]
        new = one == NEW
        optional = say("Empty: the password stays. At least {n} characters", n=SHORTEST)
        hint = say("At least {n} characters", n=SHORTEST) if new else optional
        fields = {
            "name": Field(say("Name"), check=self._name_check),
            "login": Field(say("Name to sign in with"), hint=say("Without spaces; never given to anybody else")),
            "roles": Field(say("Roles"), "choices", choices=roles),
            "password": Field(say("Password") if new else say("New password"), "password", hint=hint),
        }
        fields["password"].check = self._password_check
        return fields

    def values(self, sheet: SettingsSheet, one: object) -> Mapping[str, str]:
        """What is kept; never a password."""
        official = self._official(one)
        if official is None:
            return {"name": "", "login": "", "roles": "", "password": ""}
        order = [role.code for role in sheet.roles if role.code in official.roles]
        return {"name": official.name, "login": official.login, "roles": ",".join(order), "password": ""}

    def title(self, sheet: SettingsSheet, one: object) -> str:
        """Her name."""
        official = self._official(one)
        return official.name if official is not None else self.language.text("Somebody new")

    def locked_names(self, one: object) -> Sequence[str]:
        """By what name she signs in."""
        return () if one in (NEW, None) else ("login",)

    def beside_fields(self, sheet: SettingsSheet, one: object) -> Sequence[QWidget]:
        """The way to let somebody go, and to take her back."""
        say, official = self.language.text, self._official(one)
        if official is None or not sheet.may_administer:
            return ()
        words = say("May no longer sign in") if official.active else say("May sign in again")
        press = Button(words, kind="danger" if official.active else "ordinary")
        press.clicked.connect(lambda: self._let(official, not official.active))
        phone = Button(say("Take the phone away"))
        phone.setVisible(official.has_phone)
        phone.clicked.connect(lambda: self._take_phone(official))
        return (beside(press, phone, 1),)

    def missing(self) -> str:
        """What a new person needs."""
        say = self.language.text
        if self.open_one is None:
            return ""
        if not self.form.text("name").strip():
            return say("The name is missing")
        if not self.form.text("login"):
            return say("The name to sign in with is missing")
        return "" if self.form.text("roles") else say("No role is chosen")

    def words(self) -> tuple[str, str]:
        """Add or save."""
        say = self.language.text
        if self.open_one == NEW:
            return say("Add this person"), ""
        return say("Save this person"), ""

    def save(self) -> None:
        """Add her, or keep what is typed."""
        if not self.form.is_right():
            return
        say, official = self.language.text, self._official(self.open_one)
        values: dict[str, Any] = {"name": self.form.text("name"), "roles": tuple(self.form.text("roles").split(","))}
        password = self.form.text("password") or None
        if official is None:
            told = say("{name} may sign in now.", name=values["name"])
            values |= {"login": self.form.text("login"), "password": password}
            self.send_agreed(office.add_official, told, lambda _: self.close_form(), **values)
            return
        changed = {name: value for name, value in values.items() if self.form.is_touched(name)}
        told = say("{name} is kept.", name=values["name"])
        values = {"official_id": official.id, "version": official.version, "password": password, **changed}
        self.send_agreed(office.change_official, told, lambda _: self._clear_password(), **values)

    def why_two(self) -> str:
        """What needs a second person here."""
        return self.language.text("Roles with money or approval, and phones, are changed by two people.")

    def _take_phone(self, official: OfficialLine) -> None:
        told = self.language.text("{name} sets up another phone at the next sign-in.", name=official.name)
        self.send_agreed(office.reset_factor, told, lambda _: None, official_id=official.id)

    def _clear_password(self) -> None:
        if "password" in self.form.fields:
            self.form.fields["password"].set_text("")
            self.form.accept()

    def _let(self, official: OfficialLine, active: bool) -> None:
        say = self.language.text
        back, gone = (
            say("{name} may sign in again.", name=official.name),
            say("{name} can no longer sign in.", name=official.name),
        )
        told = back if active else gone
        self.send(office.change_official, told, official_id=official.id, version=official.version, active=active)

    def _row(self, sheet: SettingsSheet, one: OfficialLine) -> ListRow:
        say = self.language.text
        sits = say("at desk {desk}", desk=one.desk) if one.desk else ""
        second = self.language.listed((roles_words(self.language, sheet.roles, one.roles), sits))
        login = Number(one.login, "ink3", "body")
        gone = () if one.active else (Chip(say("No longer here"), "pause", "wait"),)
        return ListRow(one.name, second or say("no role"), (*gone, login), value=one.id)

    def _official(self, one: object) -> OfficialLine | None:
        people = self.sheet.officials if self.sheet is not None else ()
        return next((person for person in people if person.id == one), None)

    def notes(self) -> list[str]:
        """When roles count, and that the history names apart what somebody gives to herself."""
        say, official = self.language.text, self._official(self.open_one)
        if official is None or self.sheet is None or not self.form.is_touched("roles"):
            return []
        gained = set(self.form.text("roles").split(",")) - set(official.roles) - {""}
        told = [say("Roles count from the next sign-in on.")]
        if gained and official.id == self.sheet.own_id:
            told.append(say("These are roles for yourself. The history names them apart, for whoever audits it."))
        return told

    def _name_check(self, text: str) -> str | None:
        return None if text.strip() else self.language.text("The name is missing. Write it as colleagues know it.")

    def _password_check(self, text: str) -> str | None:
        say = self.language.text
        sample = self.sheet is not None and self.sheet.office.sample
        if not text:
            needed = self.open_one == NEW and not sample
            return say("A password is missing. Choose one and hand it over in person.") if needed else None
        return say("Too short. Choose at least {n} characters.", n=SHORTEST) if len(text) < SHORTEST else None
