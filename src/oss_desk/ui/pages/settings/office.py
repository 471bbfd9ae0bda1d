"""The office itself: what stands at the head of every paper, and the languages it works in."""

from collections.abc import Mapping
from typing import Any, ClassVar

from oss_desk.language import own_name
from oss_desk.operations.office import office
from oss_desk.operations.sheets.settings import SettingsSheet
from oss_desk.ui.pages.settings.form import Form
from oss_desk.ui.pages.settings.section import Room, Section
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.panel import Panel


class OfficeSection(Section):
    """Name, address, complaint route; the first language and those beside it."""

    errors: ClassVar[Mapping[str, str]] = {"office-name-needed": "name", "language-needed": "first"}

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        say = self.language.text
        self._panel = Panel(say("The office"), say("Stands at the head of every paper"), ruled=True)
        self._panel.body.setSpacing(16)
        self._languages: tuple[str, ...] = ()
        self.put_up(self._panel)

    def fill(self, sheet: SettingsSheet) -> None:
        """What is kept; the fields are made once it is known which languages there are."""
        row = sheet.office
        if not self.form.fields:
            self._build(sheet)
        first, others = row.languages[0], [code for code in row.languages[1:] if code in self._languages]
        self.form.show(
            {
                "name": row.name,
                "address": "\n".join(row.address_lines),
                "complaints": row.complaint_route,
                "first": first,
                "others": ",".join(others),
            }
        )
        self._other_first(self.form.text("first"))

    def missing(self) -> str:
        """An office has a name."""
        return "" if self.form.text("name").strip() else self.language.text("The name is missing")

    def words(self) -> tuple[str, str]:
        """What is kept."""
        return self.language.text("Save the office"), ""

    def save(self) -> None:
        """Keep it in the office's row."""
        if self.sheet is None or not self.form.is_right():
            return
        first = self.form.text("first")
        others = [code for code in self.form.text("others").split(",") if code and code != first]
        values: dict[str, Any] = {
            "version": self.sheet.office.version,
            "name": self.form.text("name"),
            "address_lines": tuple(self.form.text("address").splitlines()),
            "complaint_route": self.form.text("complaints"),
            "languages": (first, *others),
        }
        told = self.language.text("The office is kept. It counts from the next paper on.")
        self.send(office.change_office, told, **values)

    def _build(self, sheet: SettingsSheet) -> None:
        say = self.language.text
        looks = self.room.context.appearance
        spoken = [code for code, _ in looks.languages()] if looks is not None else ["en"]
        self._languages = tuple(dict.fromkeys((*sheet.office.languages, *spoken)))
        named = [(code, own_name(code)) for code in self._languages]
        fields = {
            "name": Field(say("Name of the office"), check=self._name_check),
            "address": Field(say("Address"), "multi-line", lines=3),
            "complaints": Field(
                say("Where citizens complain"),
                "multi-line",
                lines=3,
                hint=say("Printed on receipts and acknowledgements"),
            ),
            "first": Field(say("First language of papers"), "choice", choices=named),
            "others": Field(say("Also in"), "choices", choices=named),
        }
        for field in fields.values():
            self._panel.add(field)
        fields["first"].changed.connect(self._other_first)
        self.form = Form(self.language, fields, self.changed.emit)

    def _other_first(self, first: str) -> None:
        """The first language is not beside itself."""
        others = self.form.fields["others"]
        for code in self._languages:
            box = others.choice_button(code)
            if box is not None:
                box.setEnabled(code != first and not self.is_locked())
        others.set_text(",".join(code for code in others.text().split(",") if code != first))

    def _name_check(self, text: str) -> str | None:
        return None if text.strip() else self.language.text("The office needs a name. Write it.")
