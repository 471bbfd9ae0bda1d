"""The station Pay: means, cash given, change, parts, and who pays; says what is still missing before money is taken."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from oss_desk.domain.money import Money
from oss_desk.domain.office import MEANS
from oss_desk.operations.sheets import Payer, PaymentGiven
from oss_desk.ui.messages import MEANS_ICONS, means_words
from oss_desk.ui.pages.counter.answer_field import People
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.part_row import PartRow
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.pages.counter.payer_row import PayerRow
from oss_desk.ui.pages.counter.payment import MEANS_WITH_REFERENCE, Part, payment, read_amount, round_sums, sums
from oss_desk.ui.widgets.button import Button, Option
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Amount, Label
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.panel import Card, Panel, clear_layout

PART = "pay"


class Payment(Panel):
    """One payment for everything that starts. `changed` comes with every change, with what the draft has to keep."""

    changed = Signal(object)

    def __init__(self, here: Here, people: People, takes_cash: bool, parent: QWidget | None = None) -> None:
        self._here = here
        say = here.language.text
        super().__init__(
            say("Payment"), trailing=Label(say("one for the visit"), ink="ink3"), scroll=True, parent=parent
        )
        self._owed = Money(0, here.office.money)
        self._takes_cash = takes_cash
        self._means = "cash" if takes_cash else "card"
        self._sum = Amount("", "total")
        self.body.addWidget(beside(Label(say("To pay"), "key"), 1, self._sum))
        self._earlier: list[PartRow] = []
        self._earlier_box = QVBoxLayout()
        self._earlier_box.setSpacing(8)
        self.body.addLayout(self._earlier_box)
        self._options = self._make_options()
        self._inputs = QVBoxLayout()
        self._inputs.setSpacing(12)
        self.body.addLayout(self._inputs)
        self.body.addStretch(1)
        self._given: Field | None = None
        self._reference: Field | None = None
        self._change: QVBoxLayout = QVBoxLayout()
        self.payer = PayerRow(here, people)
        self.payer.changed.connect(self._told)
        self._add_end()
        self._draw_inputs("", "")

    def show_owed(self, owed: Money, payer: Payer) -> None:
        """Another sum, or another visitor, who pays unless somebody else was named."""
        fresh = owed != self._owed
        self._owed = owed
        self._sum.setText(self._here.money(owed))
        self.payer.set_usual(payer)
        if fresh:
            self._draw_inputs(*self._typed())

    def take_up(self, content: Mapping[str, Any]) -> None:
        """Go on with what a draft kept."""
        while self._earlier:
            self._remove(self._earlier[0])
        for part in content.get("earlier") or ():
            self._add_part(str(part.get("means")), str(part.get("amount", "")), str(part.get("reference", "")))
        self._choose(str(content.get("means") or self._means))
        self._draw_inputs(str(content.get("given", "")), str(content.get("reference", "")))
        self.payer.take_up(content.get("payer"))

    def start(self) -> None:
        """Put the cursor where the cash is typed, else on the means."""
        field = self._given or self._reference
        if field is not None:
            field.focus()
        else:
            self._options[self._means].setFocus()

    def key(self, character: str) -> bool:
        """A digit chooses the means."""
        index = int(character) - 1 if character.isascii() and character.isdecimal() else -1
        if not 0 <= index < len(MEANS) or not self._options[MEANS[index]].isEnabled():
            return False
        self._pressed(MEANS[index])
        return True

    def missing(self) -> str:
        """What is still missing before the money can be taken, in a sentence; empty when nothing is."""
        say = self._here.language.text
        if not self._owed:
            return ""
        if any(row.missing() for row in self._earlier):
            return say("One part has no amount yet")
        if self._means in MEANS_WITH_REFERENCE and not (self._reference and self._reference.text()):
            return say("The reference is not written yet")
        worked = sums(self._owed, self._parts())
        if worked.missing.minor > 0:
            amount = self._here.language.amount(worked.missing)
            return say("{amount} are not given yet", amount=amount)
        return say("The parts come to more than is owed") if worked.missing.minor < 0 else ""

    def owes(self) -> bool:
        """Whether there is anything to take."""
        return bool(self._owed)

    def given(self) -> PaymentGiven:
        """The payment as it will be booked."""
        return payment(self._owed, self.payer.payer(), self._parts())

    def _parts(self) -> list[Part]:
        given = self._given.text() if self._given else ""
        reference = self._reference.text() if self._reference else ""
        cash = read_amount(given, self._owed.currency) if given else None
        return [*(row.part() for row in self._earlier), Part(self._means, None, cash, reference)]

    def _rest(self) -> Money:
        """What the last part has to cover."""
        return sums(self._owed, self._parts()).amounts[-1]

    def _make_options(self) -> dict[str, Option]:
        holder = QWidget()
        options: dict[str, Option] = {}
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setSpacing(8)
        for index, means in enumerate(MEANS):
            option = Option(means_words(self._here.language, means), MEANS_ICONS[means], str(index + 1))
            option.setEnabled(means != "cash" or self._takes_cash)
            option.setChecked(means == self._means)
            option.clicked.connect(lambda _=False, means=means: self._pressed(means))
            grid.addWidget(option, index // 2, index % 2)
            options[means] = option
        self.body.addWidget(holder)
        return options

    def _pressed(self, means: str) -> None:
        self._choose(means)
        self._draw_inputs("", "")
        self.start()
        self._told()

    def _choose(self, means: str) -> None:
        self._means = means if means in self._options and (means != "cash" or self._takes_cash) else "card"
        self._options[self._means].setChecked(True)

    def _typed(self) -> tuple[str, str]:
        return (self._given.text() if self._given else ""), (self._reference.text() if self._reference else "")

    def _draw_inputs(self, given: str, reference: str) -> None:
        had = any(
            field is not None and field.isAncestorOf(self.window().focusWidget() or self)
            for field in (self._given, self._reference)
        )
        clear_layout(self._inputs)
        self._given = self._reference = None
        if self._means == "cash":
            self._draw_cash(given)
        elif self._means in MEANS_WITH_REFERENCE:
            hint = self._here.language.text("The number on the slip or of the transfer.")
            self._reference = Field(self._here.language.text("Reference"), hint=hint, value=reference)
            self._reference.changed.connect(lambda _: self._told())
            self._inputs.addWidget(self._reference)
        else:
            words = self._here.language.text("Put the card through first; the receipt comes after.")
            self._inputs.addWidget(Label(words, ink="ink3", wrap=True))
        self._show_change()
        if had:
            self.start()

    def _draw_cash(self, given: str) -> None:
        say = self._here.language.text
        self._given = Field(say("Cash given"), "money", value=given)
        editor = self._given.input()
        if editor is not None:
            editor.setObjectName("cash-given")
        self._given.changed.connect(lambda _: self._told())
        self._inputs.addWidget(self._given)
        quick: list[QWidget] = [self._quick(say("Exact"), self._rest())]
        quick += [self._quick(_short(self._here, amount), amount) for amount in round_sums(self._rest())]
        self._inputs.addWidget(beside(*quick))
        self._change = QVBoxLayout()
        self._inputs.addLayout(self._change)

    def _quick(self, words: str, amount: Money) -> Button:
        button = Button(words)
        button.clicked.connect(lambda: self._put_down(amount))
        return button

    def _put_down(self, amount: Money) -> None:
        if self._given is not None:
            self._given.set_text(str(amount.amount))
            self._told()

    def _show_change(self) -> None:
        if self._means != "cash":
            return
        clear_layout(self._change)
        worked = sums(self._owed, self._parts())
        given = self._given.text() if self._given else ""
        if not given or worked.missing.minor > 0:
            return
        say = self._here.language.text
        card = Card(say("Change to give") if worked.change else say("No change to give"), icon="cash", tone="ready")
        if worked.change:
            card.add(Amount(self._here.language.amount(worked.change), "figure", "ready"))
        self._change.addWidget(card)

    def _add_end(self) -> None:
        say = self._here.language.text
        words = say("However often it is pressed, the money is booked once.")
        more = Button(say("Pay part of it another way"), "plus")
        more.clicked.connect(self._split)
        self.body.addWidget(self.payer)
        self.body.addWidget(beside(Sign("lock", "ink3"), Label(words, ink="ink3", wrap=True), top=True))
        self.body.addWidget(more)

    def _split(self) -> None:
        """What was chosen becomes a part with an amount of its own; the rest is paid another way."""
        row = self._add_part(self._means, "", self._typed()[1])
        others = [means for means in MEANS if means != self._means and (means != "cash" or self._takes_cash)]
        self._choose(others[0])
        self._draw_inputs("", "")
        row.start()
        self._told()

    def _add_part(self, means: str, amount: str, reference: str) -> PartRow:
        row = PartRow(self._here, means, amount, reference)
        row.changed.connect(self._parts_changed)
        row.removed.connect(lambda: self._remove(row))
        self._earlier.append(row)
        self._earlier_box.addWidget(row)
        return row

    def _parts_changed(self) -> None:
        self._draw_inputs(*self._typed())
        self._told()

    def _remove(self, row: PartRow) -> None:
        self._earlier.remove(row)
        row.hide()
        row.deleteLater()
        self._parts_changed()

    def _told(self) -> None:
        self._show_change()
        given, reference = self._typed()
        earlier = [row.content() for row in self._earlier]
        payer = self.payer.content()
        self.changed.emit(
            {"means": self._means, "given": given, "reference": reference, "earlier": earlier, "payer": payer}
        )


def _short(here: Here, amount: Money) -> str:
    """A round sum without needless zeros."""
    return here.language.number(amount.amount)
