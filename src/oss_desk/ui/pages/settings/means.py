"""The means of payment: added, put in order, named in each language, with a reference or none, taken or not."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from oss_desk.domain.office import MeansOfPayment
from oss_desk.language import own_name
from oss_desk.operations.office import office
from oss_desk.operations.sheets.settings import SettingsSheet
from oss_desk.ui.messages import MEANS_ICONS
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.pages.counter.work import new_id
from oss_desk.ui.pages.settings.listed import NEW, Listed
from oss_desk.ui.pages.settings.section import Room, texts_of
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.marks import Chip, Sign
from oss_desk.ui.widgets.rows import ListRow

KIND = "kind"


class MeansSection(Listed):
    """A row for each means, in the order in which the Counter offers them and reports list them."""

    errors: ClassVar[Mapping[str, str]] = {"means-code-unreadable": "code", "means-code-taken": "code"}

    def __init__(self, room: Room) -> None:
        say = room.here.language.text
        subtitle = say("By what this office takes money, in the order in which it is offered")
        super().__init__(room, say("Means of payment"), subtitle, say("Add a means"))

    def rows(self, sheet: SettingsSheet) -> list[ListRow]:
        """Its name, and whether a reference is written down."""
        return [self._row(one) for one in sheet.means]

    def fields(self, sheet: SettingsSheet, one: object) -> dict[str, Field]:
        """A title for each language of the office, and two questions; of a new one its code and kind too."""
        say = self.language.text
        hint = say("Small letters and digits; it stands in the records and never changes")
        kinds = [("card", say("Card")), ("transfer", say("Transfer")), ("elsewhere", say("Paid elsewhere"))]
        new = {
            "code": Field(say("Code"), mono=True, hint=hint),
            KIND: Field(say("What it is"), "yes-no", choices=kinds),
        }
        titles = {
            f"title-{code}": Field(say("Name in {language}", language=own_name(code)))
            for code in self._languages(sheet, one)
        }
        questions = {} if one == NEW else {"active": Field(say("Money is taken by it"), "yes-no")}
        if one != "cash":
            hint = say("The number on the terminal’s slip, the transfer or the stamp")
            questions["reference"] = Field(say("A reference is written down"), "yes-no", hint=hint)
        return {**(new if one == NEW else {}), **titles, **questions}

    def values(self, sheet: SettingsSheet, one: object) -> Mapping[str, str]:
        """What is kept."""
        means = self._means(one)
        if means is None:
            empty = {f"title-{code}": "" for code in self._languages(sheet, one)}
            return {"code": "", KIND: "card", **empty, "reference": "yes"}
        titles = {f"title-{code}": means.title.get(code, "") for code in self._languages(sheet, one)}
        asked = {} if one == "cash" else {"reference": "yes" if means.needs_reference else "no"}
        return {**titles, "active": "yes" if means.active else "no", **asked}

    def title(self, sheet: SettingsSheet, one: object) -> str:
        """Its name."""
        means = self._means(one)
        return self.here.text(means.title) if means is not None else self.language.text("A further means of payment")

    def beside_fields(self, sheet: SettingsSheet, one: object) -> Sequence[QWidget]:
        """Its place among the others."""
        codes = [means.code for means in sheet.means]
        if one not in codes or self.is_locked():
            return ()
        say, place = self.language.text, codes.index(str(one))
        earlier, later = Button(say("Offer it earlier"), "chevron-up"), Button(say("Offer it later"), "chevron-down")
        earlier.setEnabled(place > 0)
        later.setEnabled(place < len(codes) - 1)
        earlier.clicked.connect(lambda: self._move(place, -1))
        later.clicked.connect(lambda: self._move(place, 1))
        return (beside(earlier, later, 1),)

    def missing(self) -> str:
        """It has a name in one language at least, and a new one its code."""
        if self.open_one is None or self.sheet is None:
            return ""
        if self.open_one == NEW and not self.form.text("code"):
            return self.language.text("The code is missing")
        named = texts_of(self.form, self._languages(self.sheet, self.open_one), "title")
        return "" if named else self.language.text("The name is missing")

    def words(self) -> tuple[str, str]:
        """Add or save."""
        say = self.language.text
        return (say("Add the means of payment") if self.open_one == NEW else say("Save the means of payment")), ""

    def save(self) -> None:
        """Keep it."""
        if self.sheet is None or self.open_one is None:
            return
        languages = self._languages(self.sheet, self.open_one)
        if self.open_one == NEW:
            self._add(self.sheet, texts_of(self.form, languages, "title"))
            return
        values: dict[str, Any] = {
            "version": self.sheet.office.version,
            "code": self.open_one,
            "title": texts_of(self.form, languages, "title"),
            "needs_reference": self.open_one != "cash" and self.form.text("reference") == "yes",
            "active": self.form.text("active") == "yes",
        }
        self.send(office.change_means, self.language.text("The means of payment is kept."), **values)

    def _add(self, sheet: SettingsSheet, title: Mapping[str, str]) -> None:
        values: dict[str, Any] = {
            "version": sheet.office.version,
            "code": self.form.text("code"),
            "kind": self.form.text(KIND),
            "title": title,
            "needs_reference": self.form.text("reference") == "yes",
        }
        told = self.language.text("The means of payment is kept.")
        self.send(office.add_means, told, lambda _: self.close_form(), **values)

    def _move(self, place: int, by: int) -> None:
        """One place up or down."""
        if self.sheet is None:
            return
        codes = [means.code for means in self.sheet.means]
        codes[place], codes[place + by] = codes[place + by], codes[place]
        told = self.language.text("The order is kept.")
        values: dict[str, Any] = {"version": self.sheet.office.version, "codes": tuple(codes)}
        work, then = self.room.work, lambda _: self.kept.emit(told)
        work.command(office.order_means, then, command_id=new_id(), failed=self.not_kept, **values)

    def _row(self, one: MeansOfPayment) -> ListRow:
        say = self.language.text
        second = say("with a reference") if one.needs_reference else say("without a reference")
        off = None if one.active else Chip(say("Not taken"), "pause", "wait")
        return ListRow(self.here.text(one.title), second, off, value=one.code, lead=Sign(MEANS_ICONS[one.kind]))

    def _languages(self, sheet: SettingsSheet, one: object) -> Sequence[str]:
        """Those of the office, and those that it has a name in already."""
        means = self._means(one)
        return tuple(dict.fromkeys((*sheet.office.languages, *(means.title if means is not None else ()))))

    def _means(self, one: object) -> MeansOfPayment | None:
        means = self.sheet.means if self.sheet is not None else ()
        return next((row for row in means if row.code == one), None)
