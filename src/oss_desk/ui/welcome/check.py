"""The last station of the setting up: all that will be made, on one paper, and what is not right yet."""

from oss_desk.domain.text import in_language
from oss_desk.language import own_name
from oss_desk.operations.office import lands
from oss_desk.operations.office.offered import OfferedService
from oss_desk.operations.office.setting_up import ROLE_TITLES
from oss_desk.operations.rights import RIGHTS
from oss_desk.ui.theme import px
from oss_desk.ui.welcome.planned import STATIONS, Planned, amount_of, chosen
from oss_desk.ui.welcome.services import amount_words
from oss_desk.ui.welcome.station import EVERY_TEXT, Part
from oss_desk.ui.welcome.summary import hours_words
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.messages import Message
from oss_desk.ui.widgets.panel import Panel
from oss_desk.ui.widgets.slip import Pairs
from oss_desk.workflows.other_currency import FeeAmount

WIDE = 180


class CheckStation(Part):
    """Everything on one paper; nothing of it is made before the button is pressed."""

    def fill(self) -> None:
        """What is wrong first, then the paper."""
        plan = self.room.planned()
        self._mend(plan)
        self._told = Message("")
        self.add(self._told)
        self._told.hide()
        panel = Panel(self.language.text("What will be made"), ruled=True)
        panel.body.setSpacing(12)
        for pairs in (self._office(plan), self._time(plan), self._people(plan), self._rest(plan), self._fees(plan)):
            if pairs:
                panel.add(Pairs(pairs, px(WIDE)))
                panel.add_divider()
        panel.add(Pairs([self._data()], px(WIDE)))
        self.add(panel)

    def _mend(self, plan: Planned) -> None:
        for station in STATIONS[:-1]:
            wrongs = plan.of(station)
            if wrongs:
                sentence = self.language.message(wrongs[0].message, EVERY_TEXT)
                message = Message(sentence, "", "wait", self.language.text("Go there"))
                message.pressed.connect(lambda station=station: self.asked.emit(station))
                self.add(message)

    def _office(self, plan: Planned) -> list[tuple[str, str]]:
        say, office, code = self.language.text, plan.plan.office, self.language.code
        country = dict(lands.named_countries(code)).get(office.country, office.country)
        return [
            (say("Office"), office.name or say("Missing")),
            (say("Address"), self.language.listed(office.address_lines) or say("None")),
            (say("Complaints"), office.complaint_route or say("None")),
            (say("Country"), self.language.listed([country, office.region or ""])),
            (say("Currency"), dict(lands.named_currencies(code)).get(office.currency, office.currency)),
            (say("Languages"), self.language.listed(own_name(one) for one in office.languages)),
        ]

    def _time(self, plan: Planned) -> list[tuple[str, str]]:
        say, office = self.language.text, plan.plan.office
        hours = [(self.language.weekday(day), hours_words(self.language, office.hours[day])) for day in office.hours]
        closed = [self.language.date(one.day) for one in office.closing_days]
        return [
            (say("Time zone"), office.zone),
            *hours,
            (say("Open on holidays"), self.language.listed(office.worked_holidays) or say("On none")),
            (say("Also closed"), self.language.listed(closed) or say("On no other day")),
        ]

    def _people(self, plan: Planned) -> list[tuple[str, str]]:
        people = []
        for one in plan.plan.officials:
            roles = self.language.listed(in_language(ROLE_TITLES[role], self.language.code) for role in one.roles)
            known = self.language.listed([one.login, roles])
            people.append((one.name or self.language.text("Missing"), known))
        return people

    def _rest(self, plan: Planned) -> list[tuple[str, str]]:
        say, told = self.language.text, plan.plan
        desks = (self.language.listed([one.code, one.name]) for one in told.desks)
        services = [in_language(one.title, self.language.code) for one in chosen(self.typed, self.room.services)]
        supervises = bool(RIGHTS["publish"] & set(told.officials[0].roles)) if told.officials else False
        state = say("In force at once") if supervises else say("A supervisor publishes them later")
        return [
            *((say("Desk"), desk) for desk in desks),
            (say("Services"), self.language.listed(services) or say("None for now")),
            *([("", state)] if services else []),
        ]

    def _fees(self, plan: Planned) -> list[tuple[str, str]]:
        """Every amount that comes into force, service by service."""
        currency, told = plan.plan.office.currency, []
        for service in chosen(self.typed, self.room.services):
            amounts = [
                f"{amount_words(self.language, service, one)} {self._amount(service, one, currency)}"
                for one in service.amounts
            ]
            if amounts:
                told.append((in_language(service.title, self.language.code), self.language.listed(amounts)))
        return told

    def _amount(self, service: OfferedService, amount: FeeAmount, currency: str) -> str:
        typed = amount_of(self.typed, service, amount.place) if service.currency != currency else ""
        return f"{currency} {typed}" if typed else self.language.money(amount.money)

    def _data(self) -> tuple[str, str]:
        say = self.language.text
        if self.typed.get("kind") == "server":
            return (say("Data"), self.typed.get("server"))
        return (say("Data"), self.room.ways.own.removeprefix("sqlite:///"))

    def tell_tried(self, sentence: str, tone: str) -> None:
        """What came of looking at the database, or of making the office."""
        self._told.set(sentence, "", tone)
        self._told.show()

    def focus(self) -> None:
        """What is to be mended comes first."""
        first = self.findChild(Button)
        if first is not None and first.isVisible():
            first.setFocus()
