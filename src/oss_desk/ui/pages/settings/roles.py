"""The roles, and the office's lists that definitions name: authorities, documents and life events, to be read."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from oss_desk.domain.office import STEP_ROLES, Role
from oss_desk.domain.text import in_language
from oss_desk.language import own_name
from oss_desk.operations.office import office
from oss_desk.operations.sheets.settings import SettingsSheet
from oss_desk.ui.pages.settings.listed import NEW, Listed
from oss_desk.ui.pages.settings.section import Room, lock_note, texts_of
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.panel import Panel
from oss_desk.ui.widgets.rows import ListRow


class RolesSection(Listed):
    """Built-in roles can be read; the office's own are added and renamed."""

    errors: ClassVar[Mapping[str, str]] = {"role-code-unreadable": "code", "role-belongs-elsewhere": "belongs"}

    def __init__(self, room: Room) -> None:
        say = room.here.language.text
        self._lists = {kind: Panel(title, ruled=True) for kind, title in _titles(room).items()}
        super().__init__(
            room, say("Roles"), say("Who may work a step; rights come with the built-in ones"), say("Add a role")
        )

    def further(self) -> Sequence[QWidget]:
        """The lists below the roles."""
        return tuple(self._lists.values())

    def fill(self, sheet: SettingsSheet) -> None:
        """Roles, and the lists with the word who changes them."""
        super().fill(sheet)
        say = self.language.text
        supervisor = next(
            (in_language(role.title, self.language.code) for role in sheet.roles if role.code == "supervisor"), ""
        )
        for kind, panel in self._lists.items():
            panel.clear()
            entries = [line for line in sheet.registers if line.kind == kind]
            panel.set_subtitle(self.language.plural("{n} entry", "{n} entries", len(entries)))
            panel.add(
                lock_note(say("{role} changes this list, by taking over its file in the catalogue", role=supervisor))
            )
            panel.add(Label(self.language.listed(sorted(self.here.text(line.title) for line in entries)), wrap=True))

    def rows(self, sheet: SettingsSheet) -> list[ListRow]:
        """Its title, and who holds it."""
        return [self._row(sheet, role) for role in sheet.roles]

    def fields(self, sheet: SettingsSheet, one: object) -> dict[str, Field]:
        """Code, titles, and what it belongs to."""
        say = self.language.text
        titles = {role.code: in_language(role.title, self.language.code) for role in sheet.roles}
        belongs = [(code, titles.get(code, code)) for code in STEP_ROLES]
        named = {
            f"title-{code}": Field(say("Name in {language}", language=own_name(code)))
            for code in self._languages(sheet, one)
        }
        hint = say("Small letters and digits; definitions name it by this")
        fields = {"code": Field(say("Code"), mono=True, hint=hint), **named}
        role = self._role(one)
        if role is None or role.belongs_to is not None:
            words = say("Gives the rights of")
            fields["belongs"] = Field(words, "yes-no", choices=belongs)
        return fields

    def values(self, sheet: SettingsSheet, one: object) -> Mapping[str, str]:
        """What is kept."""
        role = self._role(one)
        titles = {f"title-{code}": role.title.get(code, "") if role else "" for code in self._languages(sheet, one)}
        if role is None:
            return {"code": "", **titles, "belongs": "back_office"}
        return {"code": role.code, **titles, **({"belongs": role.belongs_to} if role.belongs_to else {})}

    def title(self, sheet: SettingsSheet, one: object) -> str:
        """Its name."""
        role = self._role(one)
        return self.here.text(role.title) if role is not None else self.language.text("A role of the office")

    def locked_names(self, one: object) -> Sequence[str]:
        """A built-in role altogether; of the office's own what was settled when it was made."""
        role = self._role(one)
        if role is None:
            return ()
        return ("code", "belongs") if role.belongs_to is not None else tuple(self.form.fields)

    def beside_fields(self, sheet: SettingsSheet, one: object) -> Sequence[QWidget]:
        """Why a built-in role is locked."""
        role = self._role(one)
        if role is None or role.belongs_to is not None:
            return ()
        return (lock_note(self.language.text("Built into the program, with its rights")),)

    def missing(self) -> str:
        """Code and name."""
        say = self.language.text
        if self.open_one is None or self.sheet is None:
            return ""
        if not self.form.text("code"):
            return say("The code is missing")
        named = texts_of(self.form, self._languages(self.sheet, self.open_one), "title")
        return "" if named else say("The name is missing")

    def words(self) -> tuple[str, str]:
        """Add or save."""
        say = self.language.text
        return (say("Add the role"), "") if self.open_one == NEW else (say("Save the role"), "")

    def save(self) -> None:
        """Keep it."""
        if self.sheet is None:
            return
        values: dict[str, Any] = {
            "version": self.sheet.office.version,
            "code": self.form.text("code"),
            "title": texts_of(self.form, self._languages(self.sheet, self.open_one), "title"),
            "belongs_to": self.form.text("belongs"),
        }
        new = self.open_one == NEW
        self.send(office.keep_role, self.language.text("The role is kept."), lambda _: self._kept(new), **values)

    def _kept(self, new: bool) -> None:
        if new:
            self.close_form()

    def _row(self, sheet: SettingsSheet, role: Role) -> ListRow:
        say = self.language.text
        held = self.language.listed(one.name for one in sheet.officials if one.active and role.code in one.roles)
        built_in = Chip(say("Built in"), "lock") if role.belongs_to is None else None
        return ListRow(self.here.text(role.title), held or say("nobody holds it"), built_in, value=role.code)

    def _languages(self, sheet: SettingsSheet, one: object) -> Sequence[str]:
        role = self._role(one)
        return tuple(dict.fromkeys((*sheet.office.languages, *(role.title if role is not None else ()))))

    def _role(self, one: object) -> Role | None:
        roles = self.sheet.roles if self.sheet is not None else ()
        return next((role for role in roles if role.code == one), None)


def _titles(room: Room) -> dict[str, str]:
    say = room.here.language.text
    return {
        "authority": say("Authorities"),
        "evidence-type": say("Documents"),
        "life-event": say("Life events"),
        "blank-kind": say("Numbered blanks"),
    }
