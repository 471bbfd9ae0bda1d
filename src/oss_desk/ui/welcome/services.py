"""The station of services: which of the bundled ones the office takes over, and their amounts in its own money."""

from oss_desk.domain.text import in_language
from oss_desk.language import Language
from oss_desk.operations.office.offered import OfferedService
from oss_desk.ui.welcome.planned import cannot, chosen
from oss_desk.ui.welcome.station import Beside, Part, at_start
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.choice import CheckBox
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.panel import Panel
from oss_desk.workflows.other_currency import FeeAmount


class ServicesStation(Part):
    """Ticks for all services; for those in another currency every amount is asked."""

    def fill(self) -> None:
        """The list, then a paper of amounts for each service that needs them."""
        say = self.language.text
        panel = Panel(say("Services that come with the program"), ruled=True)
        panel.body.setSpacing(4)
        panel.add(Label(self._subtitle(), "body", "ink3", wrap=True))
        panel.add(at_start(self._all(say("Tick all"), True), self._all(say("Tick none"), False)))
        panel.add(Beside(*(self._tick(service) for service in self.room.services), least=280, spacing=0))
        self.add(panel)
        for service in self._foreign():
            self.add(self._amounts(service))

    def _subtitle(self) -> str:
        say, currency = self.language.text, self.typed.get("currency")
        foreign = sorted({one.currency for one in self.room.services if one.currency != currency})
        if not foreign or not currency:
            return say("They are examples: look at papers, fees and laws before the first citizen comes.")
        return say(
            "Their fees are in {theirs}. No rate is applied: fees are set by law, so each amount is asked in {ours}.",
            theirs=self.language.listed(foreign),
            ours=currency,
        )

    def _tick(self, service: OfferedService) -> CheckBox:
        title = in_language(service.title, self.language.code)
        box = CheckBox(self._words(service, title), service.name in self.typed.get("services").split(","))
        if cannot(service, self.typed.get("currency")):
            box.setChecked(False)
            box.setEnabled(False)
        box.clicked.connect(lambda ticked: self._ticked(service.name, bool(ticked)))
        return box

    def _words(self, service: OfferedService, title: str) -> str:
        say, currency = self.language.text, self.typed.get("currency")
        if service.currency == currency or not currency:
            return title
        if service.leave_out:
            return say("{service}: left out, it measures sums in {theirs}", service=title, theirs=service.currency)
        if not service.amounts:
            return say("{service}: free of charge", service=title)
        return self.language.plural(
            "{service}: {n} amount to write in {ours}",
            "{service}: {n} amounts to write in {ours}",
            len(service.amounts),
            service=title,
            ours=currency,
        )

    def _all(self, words: str, ticked: bool) -> Button:
        button = Button(words, kind="quiet")
        fitting = [one.name for one in self.room.services if not cannot(one, self.typed.get("currency"))]

        def press() -> None:
            self.typed.put("services", ",".join(fitting) if ticked else "")
            self.changed.emit()
            self.room.again()

        button.clicked.connect(press)
        return button

    def _ticked(self, name: str, ticked: bool) -> None:
        kept = [one for one in self.typed.get("services").split(",") if one and one != name]
        self.typed.put("services", ",".join([*kept, name] if ticked else kept))
        self.changed.emit()
        if next(one for one in self.room.services if one.name == name) in self._needing():
            self.room.again()

    def _needing(self) -> list[OfferedService]:
        return [one for one in self.room.services if one.amounts and one.currency != self.typed.get("currency")]

    def _foreign(self) -> list[OfferedService]:
        needing = self._needing()
        return [one for one in chosen(self.typed, self.room.services) if one in needing]

    def _amounts(self, service: OfferedService) -> Panel:
        title, currency = in_language(service.title, self.language.code), self.typed.get("currency")
        panel = Panel(title, self.language.text("In {currency}", currency=currency), ruled=True)
        panel.add(Beside(*(self._amount(service, amount) for amount in service.amounts)))
        return panel

    def _amount(self, service: OfferedService, amount: FeeAmount) -> Field:
        hint = self.language.text("{amount} in the example", amount=self.language.money(amount.money))
        return self.field(
            f"service:{service.name}:{amount.place}", amount_words(self.language, service, amount), hint=hint
        )

    def focus(self) -> None:
        """The list comes first."""
        box = self.findChild(CheckBox)
        if box is not None:
            box.setFocus()
        elif self.fields:
            super().focus()


def amount_words(language: Language, service: OfferedService, amount: FeeAmount) -> str:
    """Which amount of the service it is: the fee, and what of it."""
    say, title = language.text, in_language(amount.title, language.code)
    option = in_language(service.titles.get(amount.detail, {}), language.code)
    words = {
        "amount": title,
        "band": say("{fee}, up to {number}", fee=title, number=amount.detail) if amount.detail
        else say("{fee}, above that", fee=title),
        "option": say("{fee}: {option}", fee=title, option=option or amount.detail),
        "min": say("{fee}, at least", fee=title),
        "max": say("{fee}, at most", fee=title),
        "round_to": say("{fee}, rounded to", fee=title),
    }  # fmt: skip
    return words[amount.kind]
