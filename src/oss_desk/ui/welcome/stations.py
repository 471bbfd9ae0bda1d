"""The first stations of the setting up: the office, its money and languages, its hours and closing days."""

from datetime import date

from oss_desk.language import own_name
from oss_desk.operations.office import lands
from oss_desk.operations.office.calendar import Holiday, coming_holidays
from oss_desk.ui.hours_text import show_hours
from oss_desk.ui.welcome.station import Beside, Part, at_start
from oss_desk.ui.welcome.typed import Typed
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.panel import Panel

FOLLOWS = ("currency", "zone", "languages", *(f"hours:{day}" for day in range(7)))
"""What is first answered by the country, as long as nobody answered it otherwise."""


class OfficeStation(Part):
    """Name, country, address and complaint route."""

    def fill(self) -> None:
        """One paper."""
        say = self.language.text
        panel = Panel(say("The office"), say("Stands at the head of every paper"), ruled=True)
        panel.body.setSpacing(16)
        countries = lands.named_countries(self.language.code)
        panel.add(self.field("name", say("Name of the office")))
        country = self.field("country", say("Country"), "choice", choices=countries)
        regions = lands.land(self.typed.get("country"), self.room.today).regions
        if regions:
            choices = (("", say("The whole country")), *((code, code) for code in regions))
            panel.add(Beside(country, self.field("region", say("Region, for its holidays"), "choice", choices=choices)))
        else:
            panel.add(country)
        panel.add(self.field("address", say("Address"), "multi-line", lines=3))
        hint = say("Printed on receipts and acknowledgements")
        panel.add(self.field("complaint", say("Where citizens complain"), "multi-line", lines=3, hint=hint))
        self.add(panel)

    def answered(self, place: str) -> None:
        """Much follows from the country."""
        if place == "country":
            self.typed.put("region", "")
            self.typed.put("worked", "")
            follow(self.typed, self.room.today)
            self.room.again()


def follow(typed: Typed, today: date) -> None:
    """The first answers of the country, where nobody has answered otherwise."""
    usual = lands.land(typed.get("country"), today)
    hours = {day: show_hours(lands.WORKDAY) if day in usual.open_days else "" for day in range(7)}
    first = {
        "currency": usual.currency,
        "zone": usual.zones[0] if len(usual.zones) == 1 else "",
        "languages": next(iter(usual.languages), ""),
        **{f"hours:{day}": text for day, text in hours.items()},
    }
    for place in FOLLOWS:
        if typed.get(place) == typed.get(f"first:{place}"):
            typed.put(place, first[place])
        typed.put(f"first:{place}", first[place])


class MoneyStation(Part):
    """Currency, time zone and languages."""

    def fill(self) -> None:
        """Two papers."""
        say, code = self.language.text, self.language.code
        usual = lands.land(self.typed.get("country"), self.room.today)
        panel = Panel(say("Money and time"), ruled=True)
        panel.body.setSpacing(16)
        hint = say("Every amount of the office is in it; it cannot be changed later")
        currencies = lands.named_currencies(code)
        panel.add(self.field("currency", say("Currency"), "choice", hint=hint, choices=currencies))
        zones = dict.fromkeys((*usual.zones, *lands.zones()))
        panel.add(self.field("zone", say("Time zone"), "choice", choices=[(zone, zone) for zone in zones]))
        self.add(panel)
        self.add(self._languages(usual))

    def _languages(self, usual: lands.Land) -> Panel:
        say = self.language.text
        spoken = [code for code, _ in self.room.languages]
        named = [(code, own_name(code)) for code in dict.fromkeys((*usual.languages, *spoken))]
        panel = Panel(say("Languages"), say("Papers for a citizen are in hers where the service has it"), ruled=True)
        panel.body.setSpacing(16)
        hint = say("A language the program does not speak yet is printed in English, but for the services’ own words")
        strange = self.typed.get("languages") not in ("", *spoken)
        first = self.field(
            "languages", say("First language of papers"), "choice", hint=hint if strange else "", choices=named
        )
        panel.add(first)
        self.others = self.field("also", say("Also in"), "choices", choices=named)
        panel.add(self.others)
        self._not_twice()
        return panel

    def answered(self, place: str) -> None:
        """The first language is not beside itself."""
        if place == "languages":
            self._not_twice()

    def _not_twice(self) -> None:
        first = self.typed.get("languages")
        kept = ",".join(code for code in self.typed.get("also").split(",") if code != first)
        self.typed.put("also", kept)
        self.others.set_text(kept)
        box = self.others.choice_button(first) if first in dict(self._named()) else None
        for code, _ in self._named():
            button = self.others.choice_button(code)
            if button is not None:
                button.setEnabled(button is not box)

    def _named(self) -> list[tuple[str, str]]:
        usual = lands.land(self.typed.get("country"), self.room.today)
        codes = dict.fromkeys((*usual.languages, *(code for code, _ in self.room.languages)))
        return [(code, own_name(code)) for code in codes]


class HoursStation(Part):
    """Opening hours of each weekday, the country's holidays, the office's own closing days."""

    def fill(self) -> None:
        """Three papers."""
        say = self.language.text
        told = say("Such as 9:00–12:00, 13:00–17:00; nothing for a closed day")
        panel = Panel(say("Opening hours"), told, ruled=True)
        panel.add(Beside(*(self._day(day) for day in self._week())))
        self.add(panel)
        self.add(self._holidays())
        self.add(self._closing_days())

    def focus(self) -> None:
        """The first day of the week comes first."""
        next(iter(self.fields.values())).focus()

    def _week(self) -> list[int]:
        """The weekdays, from the first one after the weekend of that country."""
        days = lands.land(self.typed.get("country"), self.room.today).open_days
        first = next((day for day in range(7) if day in days and (day - 1) % 7 not in days), 0)
        return [(first + number) % 7 for number in range(7)]

    def _day(self, day: int) -> Field:
        return self.field(f"hours:{day}", self.language.weekday(day))

    def _holidays(self) -> Panel:
        say = self.language.text
        panel = Panel(say("Holidays"), say("The office is closed on those that are ticked, every year"), ruled=True)
        country, region = self.typed.get("country"), self.typed.get("region") or None
        self.listed = coming_holidays(country, region, self.room.today, self.language.code)
        if not self.listed:
            panel.add(Label(say("Choose the country first"), "body", "ink3"))
            return panel
        worked = self.typed.get("worked").split("\n")
        choices = [(str(number), self._holiday(day)) for number, day in enumerate(self.listed)]
        self.ticks = Field("", "choices", choices=choices)
        self.ticks.setAccessibleName(say("Holidays"))
        kept = [str(number) for number, day in enumerate(self.listed) if day.key not in worked]
        self.ticks.set_text(",".join(kept))
        self.ticks.changed.connect(self._ticked)
        panel.add(self.ticks)
        return panel

    def _holiday(self, holiday: Holiday) -> str:
        days = self.language.listed(self.language.weekday_date(day) for day in holiday.days)
        return self.language.text("{name}: {days}", name=holiday.name, days=days)

    def _ticked(self, text: str) -> None:
        kept = text.split(",")
        worked = [day.key for number, day in enumerate(self.listed) if str(number) not in kept]
        self.typed.put("worked", "\n".join(worked))
        self.changed.emit()

    def _closing_days(self) -> Panel:
        say = self.language.text
        panel = Panel(say("Other days on which the office is closed"), ruled=True)
        panel.body.setSpacing(16)
        for number, at in enumerate(self.typed.rows("closings", "closing")):
            day, why = self.field(f"{at}:day", say("Day"), "date"), self.field(f"{at}:reason", say("Why"))
            panel.add(Beside(day, why))
            panel.add(at_start(self.remove_button(say("Take this day out"), "closings", "closing", number)))
            panel.add_divider()
        panel.add(at_start(self.add_button(say("Add a closing day"), "closings", "closing")))
        return panel
