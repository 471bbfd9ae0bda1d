"""The desks of the office: names, cash, numbers, added, closed and opened again."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from oss_desk.domain.numbers import case_number, receipt_number
from oss_desk.domain.office import Desk
from oss_desk.operations.office import office
from oss_desk.operations.sheets.settings import SettingsSheet
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.pages.settings.listed import NEW, Listed
from oss_desk.ui.pages.settings.section import Room
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.marks import Chip, Ticket
from oss_desk.ui.widgets.rows import ListRow
from oss_desk.ui.widgets.slip import Pairs


class DesksSection(Listed):
    """A row for each desk; its numbers are shown and never changed."""

    errors: ClassVar[Mapping[str, str]] = {"desk-code-taken": "code", "desk-code-unreadable": "code"}

    def __init__(self, room: Room) -> None:
        say = room.here.language.text
        super().__init__(room, say("Desks"), say("Each gives numbers of its own"), say("Add a desk"))

    def rows(self, sheet: SettingsSheet) -> list[ListRow]:
        """Code, name, and what is special about it."""
        names = {one.id: one.name for one in sheet.officials}
        return [self._row(desk, names.get(desk.signed_in_id or 0, "")) for desk in sheet.desks]

    def fields(self, sheet: SettingsSheet, one: object) -> dict[str, Field]:
        """Code, name, cash."""
        say = self.language.text
        hint = say("Stands at the head of its receipts and cases; never changed, never given again")
        return {
            "code": Field(say("Code"), hint=hint, mono=True),
            "name": Field(say("Name"), hint=say("Empty: the code")),
            "cash": Field(say("Takes cash"), "yes-no"),
        }

    def values(self, sheet: SettingsSheet, one: object) -> Mapping[str, str]:
        """What is kept."""
        desk = self._desk(one)
        if desk is None:
            return {"code": "", "name": "", "cash": "yes"}
        return {"code": desk.code, "name": desk.name, "cash": "yes" if desk.takes_cash else "no"}

    def title(self, sheet: SettingsSheet, one: object) -> str:
        """Its name."""
        desk = self._desk(one)
        return desk.name if desk is not None else self.language.text("A desk more")

    def locked_names(self, one: object) -> Sequence[str]:
        """The code of a desk that is there."""
        return () if one in (NEW, None) else ("code",)

    def beside_fields(self, sheet: SettingsSheet, one: object) -> Sequence[QWidget]:
        """The numbers it gives next, and the way to close it."""
        desk = self._desk(one)
        if desk is None:
            return ()
        say = self.language.text
        numbers = Pairs(
            (
                (say("Next receipt"), receipt_number(desk.code, desk.next_receipt)),
                (say("Next case"), case_number(desk.code, self.here.today.year, desk.next_case)),
                (say("Next shift"), str(desk.next_session)),
            ),
            label_width=140,
        )
        if not sheet.may_administer:
            return (numbers,)
        closed = desk.closed_at is not None
        press = (
            Button(say("Open the desk again"), "refresh") if closed else Button(say("Close the desk"), kind="danger")
        )
        press.clicked.connect(lambda: self._reopen(desk) if closed else self._close(desk))
        return numbers, beside(press, 1)

    def missing(self) -> str:
        """A desk has a code."""
        return "" if self.open_one is None or self.form.text("code") else self.language.text("The code is missing")

    def words(self) -> tuple[str, str]:
        """Add or save."""
        say = self.language.text
        return (say("Add the desk"), "") if self.open_one == NEW else (say("Save the desk"), "")

    def save(self) -> None:
        """Add it, or keep what is typed."""
        say, cash = self.language.text, self.form.text("cash") == "yes"
        values: dict[str, Any] = {"name": self.form.text("name"), "takes_cash": cash}
        desk = self._desk(self.open_one)
        if desk is not None:
            told = say("The desk is kept.")
            self.send(office.change_desk, told, desk_id=desk.id, version=desk.version, **values)
        else:
            told = say("The desk is there. Somebody can sign in at it.")
            self.send(office.add_desk, told, lambda _: self.close_form(), code=self.form.text("code"), **values)

    def _row(self, desk: Desk, official: str) -> ListRow:
        say = self.language.text
        cash = say("takes cash") if desk.takes_cash else say("takes no cash")
        sits = say("{name} is signed in", name=official) if official else ""
        closed = Chip(say("Closed"), "pause", "wait") if desk.closed_at is not None else None
        second = self.language.listed((cash, sits))
        return ListRow(desk.name, second, closed, value=desk.id, lead=Ticket(desk.code))

    def _desk(self, one: object) -> Desk | None:
        desks = self.sheet.desks if self.sheet is not None else ()
        return next((desk for desk in desks if desk.id == one), None)

    def _close(self, desk: Desk) -> None:
        told = self.language.text("Desk {code} is closed. It can be opened again.", code=desk.code)
        self.send(office.close_desk, told, desk_id=desk.id, version=desk.version)

    def _reopen(self, desk: Desk) -> None:
        told = self.language.text("Desk {code} is open again.", code=desk.code)
        self.send(office.reopen_desk, told, desk_id=desk.id, version=desk.version)
