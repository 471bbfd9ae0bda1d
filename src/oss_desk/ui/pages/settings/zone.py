"""Time zone, and the country and region whose holidays the office keeps."""

from collections.abc import Mapping
from typing import Any, ClassVar

from oss_desk.operations.office import office
from oss_desk.operations.office.calendar import Place
from oss_desk.operations.sheets.settings import SettingsSheet
from oss_desk.ui.pages.settings.form import Form, choose_from
from oss_desk.ui.pages.settings.moves import Moves
from oss_desk.ui.pages.settings.section import Room, Section
from oss_desk.ui.pages.settings.words import country_name, zone_choices
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.panel import Panel

WHOLE = "-"


class ZoneSection(Section):
    """Three choosers; what they would move is listed like that of other hours."""

    errors: ClassVar[Mapping[str, str]] = {"zone-unknown": "zone", "country-unknown": "country"}

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        say = self.language.text
        panel = Panel(say("Time zone and holidays"), ruled=True)
        panel.body.setSpacing(16)
        hint = say("Its public holidays are closing days")
        fields = {
            "zone": Field(say("Time zone"), "choice", hint=say("Type the first letters of the town")),
            "country": Field(say("Country"), "choice", hint=hint),
            "region": Field(say("Region"), "choice"),
        }
        for field in fields.values():
            panel.add(field)
        fields["country"].changed.connect(lambda _: self._other_country())
        self.form = Form(self.language, fields, self._typed)
        self.moves = Moves(room)
        self.moves.changed.connect(self.changed)
        self.moves.failed.connect(self.failed)
        self.put_up(panel, self.moves)

    def fill(self, sheet: SettingsSheet) -> None:
        """What is kept; a country that somebody has chosen meanwhile keeps its regions."""
        row, fresh = sheet.office, not self.form.text("country")
        named = [(code, country_name(self.language, code)) for code in sheet.countries]
        self._choices("zone", zone_choices(self.language, row.zone, self.here.clock()))
        self._choices("country", sorted(named, key=lambda one: one[1].casefold()))
        self._choices("region", self._regions(row.country if fresh else self.form.text("country")))
        if not self.form.is_touched("country"):
            self._choices("region", self._regions(row.country))
        self.form.show({"zone": row.zone, "country": row.country, "region": row.region or WHOLE})
        self._typed()

    def notes(self) -> list[str]:
        """That promised days are at stake."""
        return self.moves.notes()

    def missing(self) -> str:
        """A list that is not there yet, or a reason."""
        say = self.language.text
        if not self.moves.is_known():
            return say("Looking which due dates would move")
        return say("The reason is missing") if self.moves.lacks_reason() else ""

    def words(self) -> tuple[str, str]:
        """How many cases move with it."""
        count = self.moves.count()
        moved = self.language.plural("moves {n} due date", "moves {n} due dates", count) if count else ""
        return self.language.text("Save time zone and country"), moved

    def save(self) -> None:
        """Keep it in the office's row."""
        if self.sheet is None:
            return
        place = self._place()
        moved = {"moving": self.moves.moving(), "reason": self.moves.reason()} if self.moves.isVisible() else {}
        values: dict[str, Any] = {"zone": place.zone, "country": place.country, "region": place.region, **moved}
        told = self.language.text("Time zone and country are kept.")
        version = self.sheet.office.version
        self.send(office.change_place, told, lambda _: self.moves.forget(), version=version, **values)

    def retype(self, typed: Mapping[str, Any]) -> None:
        """The regions of the country first."""
        if "country" in typed:
            self._choices("region", self._regions(typed["country"]))
        super().retype(typed)
        self._typed()

    def back(self) -> bool:
        """Take back what is chosen, with the regions of the country that is kept."""
        if self.sheet is None or not self.form.changes():
            return False
        self._choices("region", self._regions(self.sheet.office.country))
        self.moves.forget()
        return super().back()

    def _other_country(self) -> None:
        self._choices("region", self._regions(self.form.text("country")))
        self.form.fields["region"].set_text(WHOLE)
        self._typed()

    def _regions(self, country: str) -> list[tuple[str, str]]:
        known = self.sheet.countries.get(country, ()) if self.sheet is not None else ()
        return [(WHOLE, self.language.text("The whole country")), *((code, code) for code in known)]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        choose_from(self.form.fields[name], choices)

    def _place(self) -> Place:
        region = self.form.text("region")
        return Place(self.form.text("zone"), self.form.text("country"), None if region in ("", WHOLE) else region)

    def _typed(self) -> None:
        """Something was chosen: which cases would it move?"""
        sheet = self.sheet
        if sheet is not None and sheet.may_administer:
            kept = Place(sheet.office.zone, sheet.office.country, sheet.office.region)
            self.moves.ask(None if self._place() == kept else {"place": self._place()})
        self.changed.emit()
