"""The means of payment: what they are called in each language, whether they have a reference, whether they count."""

from collections.abc import Mapping, Sequence
from typing import Any

from oss_desk.domain.office import MeansOfPayment
from oss_desk.language import own_name
from oss_desk.operations.office import office
from oss_desk.operations.sheets.settings import SettingsSheet
from oss_desk.ui.messages import MEANS_ICONS
from oss_desk.ui.pages.settings.listed import Listed
from oss_desk.ui.pages.settings.section import Room, texts_of
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.marks import Chip, Sign
from oss_desk.ui.widgets.rows import ListRow


class MeansSection(Listed):
    """A row for each means."""

    def __init__(self, room: Room) -> None:
        say = room.here.language.text
        super().__init__(room, say("Means of payment"), say("By what this office takes money"), "")

    def rows(self, sheet: SettingsSheet) -> list[ListRow]:
        """Its name, and whether a reference is written down."""
        return [self._row(one) for one in sheet.means]

    def fields(self, sheet: SettingsSheet, one: object) -> dict[str, Field]:
        """A title for each language of the office, and two questions."""
        say = self.language.text
        titles = {
            f"title-{code}": Field(say("Name in {language}", language=own_name(code)))
            for code in self._languages(sheet, one)
        }
        questions = {"active": Field(say("Money is taken by it"), "yes-no")}
        if one != "cash":
            hint = say("The number on the terminal’s slip, the transfer or the stamp")
            questions["reference"] = Field(say("A reference is written down"), "yes-no", hint=hint)
        return {**titles, **questions}

    def values(self, sheet: SettingsSheet, one: object) -> Mapping[str, str]:
        """What is kept."""
        means = self._means(one)
        if means is None:
            return {}
        titles = {f"title-{code}": means.title.get(code, "") for code in self._languages(sheet, one)}
        asked = {} if one == "cash" else {"reference": "yes" if means.needs_reference else "no"}
        return {**titles, "active": "yes" if means.active else "no", **asked}

    def title(self, sheet: SettingsSheet, one: object) -> str:
        """Its name."""
        means = self._means(one)
        return self.here.text(means.title) if means is not None else ""

    def missing(self) -> str:
        """It has a name in one language at least."""
        if self.open_one is None or self.sheet is None:
            return ""
        named = texts_of(self.form, self._languages(self.sheet, self.open_one), "title")
        return "" if named else self.language.text("The name is missing")

    def words(self) -> tuple[str, str]:
        """What is kept."""
        return self.language.text("Save the means of payment"), ""

    def save(self) -> None:
        """Keep it."""
        if self.sheet is None or self.open_one is None:
            return
        languages = self._languages(self.sheet, self.open_one)
        values: dict[str, Any] = {
            "version": self.sheet.office.version,
            "code": self.open_one,
            "title": texts_of(self.form, languages, "title"),
            "needs_reference": self.open_one != "cash" and self.form.text("reference") == "yes",
            "active": self.form.text("active") == "yes",
        }
        self.send(office.change_means, self.language.text("The means of payment is kept."), **values)

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
