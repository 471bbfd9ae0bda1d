"""The station Pay: means, cash given, change, parts, and who pays; says what is still missing before money is taken."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from oss_desk.domain.money import Money
from oss_desk.domain.office import MeansOfPayment
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.sheets import Payer, PaymentGiven, TillNow
from oss_desk.ui.messages import MEANS_ICONS, means_words
from oss_desk.ui.pages.counter.answer_field import People
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.paper_written import PaperWritten
from oss_desk.ui.pages.counter.part_row import PartRow
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.pages.counter.payer_row import PayerRow
from oss_desk.ui.pages.counter.payment import Part, payment, round_sums, sums
from oss_desk.ui.pages.counter.preview import Taken
from oss_desk.ui.pages.counter.reference_field import ReferenceField
from oss_desk.ui.pages.counter.till_question import TillQuestion
from oss_desk.ui.theme import font, px
from oss_desk.ui.widgets.button import Button, Option
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Amount, Label
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Card, Panel, clear_layout
from oss_desk.workflows.typed import read_amount

PART = "pay"
ELSEWHERE = "elsewhere"
CASH_HEIGHT = 56


class Payment(Panel):
    """One payment for everything that starts. `changed` comes with every change, with what the draft has to keep."""

    changed = Signal(object)
    to_waive = Signal()
    """Something that is owed is to be waived."""
    to_till = Signal()
    """The page Till is wanted, because a shift of before is still open."""

    def __init__(
        self, here: Here, people: People, means: Sequence[MeansOfPayment], parent: QWidget | None = None
    ) -> None:
        self._here = here
        self._offered = {row.code: row for row in means}
        say = here.language.text
        super().__init__(
            say("Payment"), trailing=Label(say("one for the visit"), ink="ink3"), scroll=True, parent=parent
        )
        self._owed, self._step = Money(0, here.office.money), here.office.cash_rounding
        self._elsewhere = Money(0, here.office.money)
        self._means: str = next(iter(self._offered), "cash")
        self._sum = Amount("", "total")
        self.body.addWidget(beside(Label(say("To pay"), "key"), 1, self._sum))
        self._waive = Button(say("Waive a fee"), "scales", kind="quiet", flush=True)
        self._waive.clicked.connect(self.to_waive)
        self._waive.hide()
        self.body.addWidget(beside(self._waive, 1))
        self._nothing = Empty(say("Nothing to pay"), say("What is ready starts without a payment."), "check")
        self._nothing.hide()
        self.body.addWidget(self._nothing)
        self._form = QWidget()
        self._asks = QVBoxLayout(self._form)
        self._asks.setContentsMargins(0, 0, 0, 0)
        self._asks.setSpacing(self.body.spacing())
        self.body.addWidget(self._form, 1)
        self._paper = PaperWritten(here)
        self._till = TillQuestion(here)
        self._till.changed.connect(self._told)
        self._till.entered.connect(self._to_payment)
        self._till.to_till.connect(self.to_till)
        self._asks.addWidget(self._till)
        self._earlier: list[PartRow] = []
        self._earlier_box = QVBoxLayout()
        self._earlier_box.setSpacing(8)
        self._asks.addLayout(self._earlier_box)
        self._options = self._make_options()
        self._inputs = QVBoxLayout()
        self._inputs.setSpacing(12)
        self._asks.addLayout(self._inputs)
        self._asks.addStretch(1)
        self._given: Field | None = None
        self._reference: ReferenceField | None = None
        self._change: QVBoxLayout = QVBoxLayout()
        self.payer = PayerRow(here, people)
        self.payer.changed.connect(self._told)
        self._add_end()
        self._draw_inputs("", "")

    def show_owed(self, owed: Money, elsewhere: Money, payer: Payer) -> None:
        """Another sum, of which `elsewhere` is never taken here; or another visitor, who usually pays."""
        fresh = (owed, elsewhere) != (self._owed, self._elsewhere)
        self._owed, self._elsewhere = owed, elsewhere
        self._sum.setText(self._here.money(owed))
        self.payer.set_usual(payer)
        self._nothing.setVisible(not owed)
        self._form.setVisible(bool(owed))
        if fresh:
            self._part_elsewhere()
            self._draw_inputs(*self._typed())

    def let_waive(self, may: bool) -> None:
        """Whether something of it can be waived here: what a case owes already."""
        self._waive.setVisible(may)

    def _part_elsewhere(self) -> None:
        """What a stamp or a bank has taken is a part of its own, or all of it."""
        if not self._elsewhere or ELSEWHERE not in self._offered:
            return
        if self._elsewhere == self._owed:
            self._choose(ELSEWHERE)
        elif not any(row.means() == ELSEWHERE for row in self._earlier):
            self._add_part(ELSEWHERE, str(self._elsewhere.amount), "")

    def take_up(self, content: Mapping[str, Any]) -> None:
        """Go on with what a draft kept."""
        self._paper.put_away()
        while self._earlier:
            self._remove(self._earlier[0])
        for part in content.get("earlier") or ():
            self._add_part(str(part.get("means")), str(part.get("amount", "")), str(part.get("reference", "")))
        self._choose(str(content.get("means") or self._means))
        self._draw_inputs(str(content.get("given", "")), str(content.get("reference", "")))
        self.payer.take_up(content.get("payer"))

    def show_till(self, now: TillNow) -> None:
        """Whether a shift is open; while none is, the float is asked for first."""
        self._till.show_now(now)

    def opening(self) -> Counted | None:
        """The float with which the shift is opened before the payment is booked; None when it is open."""
        return self._till.counted()

    def start(self) -> None:
        """Put the cursor where the float is typed, then where the cash is, else on the means."""
        if self._till.field() is not None and not self._till.counted():
            self._till.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._to_payment()

    def _to_payment(self) -> None:
        field = self._given or self._reference
        if field is not None:
            field.focus()
        else:
            self._options[self._means].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The up key leads from what is typed to the means, where digits choose."""
        up = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Up
        if up and self._means in self._options:
            self._options[self._means].setFocus(Qt.FocusReason.OtherFocusReason)
        return up

    def key(self, character: str) -> bool:
        """A digit chooses the means while the cursor is on them; else it is typed where the money is."""
        if character.isdecimal() and not self.is_on_means():
            return self._type(character)
        index = int(character) - 1 if character.isascii() and character.isdecimal() else -1
        if not 0 <= index < len(self._offered):
            return False
        self._pressed(tuple(self._offered)[index])
        return True

    def is_on_means(self) -> bool:
        """Whether the cursor is on one of the means, where digits choose."""
        focused = QApplication.focusWidget()
        return any(option is focused for option in self._options.values())

    def _type(self, digit: str) -> bool:
        """A digit that no field took never chooses a means by accident: it goes into the field that asks first."""
        asked = self._till.field() if not self._till.counted() else None
        field = asked or self._given or self._reference
        typed_in = field.input() if field is not None else None
        if field is None or not isinstance(typed_in, QLineEdit):
            return False
        field.focus()
        typed_in.insert(digit)
        typed_in.textEdited.emit(typed_in.text())
        return True

    def missing(self) -> str:
        """What is still missing before the money can be taken, in a sentence; empty when nothing is."""
        say = self._here.language.text
        if not self._owed:
            return ""
        if self._till.missing():
            return self._till.missing()
        if self._paper.missing():
            return self._paper.missing()
        if any(row.missing() for row in self._earlier):
            return say("One part has no amount yet")
        if self._needs_reference(self._means) and self._rest() and not (self._reference and self._reference.text()):
            return say("The reference is not written yet")
        if faults := [fault for one in (*self._earlier, self._reference) if one is not None and (fault := one.fault())]:
            return faults[0]
        if self._given is not None and self._here.no_amount(self._given.text(), self._owed.currency):
            return say("The cash given is no amount yet")
        worked = sums(self._owed, self._parts(), self._step)
        if worked.missing.minor > 0:
            amount = self._here.language.amount(worked.missing)
            return say("{amount} are not given yet", amount=amount)
        return say("The parts come to more than is owed") if worked.missing.minor < 0 else ""

    def cash(self) -> Field | None:
        """Where the cash given is typed; None for another means."""
        return self._given

    def complain(self) -> None:
        """Say under the field of the cash what is wrong with it."""
        if self._given is not None:
            self._given.validate()

    def taken(self) -> Taken:
        """What the receipt will say of it."""
        parts = self._parts()
        worked = sums(self._owed, parts, self._step)
        pairs = zip(parts, worked.amounts, strict=True)
        named = tuple((self._words(part.means), amount) for part, amount in pairs if amount)
        cash = parts[-1].given if self._means == "cash" else None
        full = cash is not None and worked.missing.minor == 0
        means = () if len(named) == 1 and self._means == "cash" else named
        return Taken(self.payer.payer().name, self._owed, means, cash, worked.change if full else None)

    def owed(self) -> Money:
        """What is asked for."""
        return self._owed

    def owes(self) -> bool:
        """Whether there is anything to take."""
        return bool(self._owed)

    def given(self) -> PaymentGiven:
        """The payment as it will be booked."""
        made = payment(self._owed, self.payer.payer(), self._parts(), self._step)
        return replace(made, paper_number=self._paper.number(), written_on=self._paper.written_on())

    def _parts(self) -> list[Part]:
        given = self._given.text() if self._given else ""
        reference = self._reference.text() if self._reference else ""
        cash = read_amount(given, self._owed.currency) if given else None
        return [*(row.part() for row in self._earlier), Part(self._means, None, cash, reference)]

    def _rest(self) -> Money:
        """What the last part has to cover."""
        return sums(self._owed, self._parts(), self._step).amounts[-1]

    def _make_options(self) -> dict[str, Option]:
        holder = QWidget()
        options: dict[str, Option] = {}
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setSpacing(8)
        for index, means in enumerate(self._offered):
            option = Option(self._words(means), self._icon(means), str(index + 1))
            option.setChecked(means == self._means)
            option.clicked.connect(lambda _=False, means=means: self._pressed(means))
            grid.addWidget(option, index // 2, index % 2)
            options[means] = option
        self._asks.addWidget(holder)
        return options

    def _words(self, means: str) -> str:
        """What the office calls a means of its own; the built-in ones in the window's words."""
        row = self._offered.get(means)
        own = row is not None and means not in MEANS_ICONS
        return self._here.text(row.title) if row is not None and own else means_words(self._here.language, means)

    def _icon(self, means: str) -> str:
        row = self._offered.get(means)
        return MEANS_ICONS[row.kind if row is not None else "cash"]

    def _pressed(self, means: str) -> None:
        self._choose(means)
        self._draw_inputs("", "")
        self.start()
        self._told()

    def _choose(self, means: str) -> None:
        self._means = means if means in self._options else self._means
        if self._means in self._options:
            self._options[self._means].setChecked(True)

    def _needs_reference(self, means: str) -> bool:
        return means == ELSEWHERE or any(row.needs_reference for code, row in self._offered.items() if code == means)

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
        elif self._needs_reference(self._means):
            hint = self._here.language.text("The number on the slip of the terminal, of the transfer or the stamp.")
            self._reference = ReferenceField(self._here, reference, hint)
            self._reference.changed.connect(lambda _: self._told())
            self._inputs.addWidget(self._reference)
        else:
            words = self._here.language.text("Put the card through first; the receipt comes after.")
            self._inputs.addWidget(Label(words, ink="ink3", wrap=True))
        self._show_change()
        for field in (self._given, self._reference):
            typed_in = field.input() if field is not None else None
            if typed_in is not None:
                typed_in.installEventFilter(self)
        if had:
            self.start()

    def _draw_cash(self, given: str) -> None:
        say = self._here.language.text
        check = partial(self._here.no_amount, currency=self._owed.currency)
        self._given = Field(say("Cash given"), "money", value=given, check=check)
        editor = self._given.input()
        if editor is not None:
            editor.setObjectName("cash-given")
            editor.setFont(font("total", tabular=True))
            self._given.editor.setMinimumHeight(px(CASH_HEIGHT))
        self._given.changed.connect(lambda _: self._told())
        self._given.entered.connect(self._exactly)
        self._inputs.addWidget(self._given)
        quick: list[QWidget] = [self._quick(say("Exact"), self._rest(), "↵")]
        quick += [self._quick(_short(self._here, amount), amount) for amount in round_sums(self._rest())]
        self._inputs.addWidget(beside(*quick))
        self._change = QVBoxLayout()
        self._inputs.addLayout(self._change)

    def _exactly(self) -> None:
        """Enter while nothing is typed: the exact sum."""
        if self._given is not None and not self._given.text():
            self._put_down(self._rest())

    def _quick(self, words: str, amount: Money, key_hint: str = "") -> Button:
        button = Button(words, key_hint=key_hint)
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
        worked = sums(self._owed, self._parts(), self._step)
        given = self._given.text() if self._given else ""
        if not given or worked.missing.minor > 0:
            return
        self._change.addWidget(self._change_card(worked.change, read_amount(given, self._owed.currency)))

    def _change_card(self, change: Money, given: Money | None) -> Card:
        say, amount = self._here.language.text, self._here.language.amount
        if not change:
            return Card(say("No change to give"), icon="check", tone="ready")
        card = Card(say("Change to give"), say("from {given}", given=amount(given)) if given else "", "", "ready")
        card.put_at_end(Amount(amount(change), "figure", "ready"))
        return card

    def _add_end(self) -> None:
        say = self._here.language.text
        words = say("However often it is pressed, the money is booked once.")
        more = Button(say("Pay part of it another way"), "plus")
        more.clicked.connect(self._split)
        self._asks.addWidget(self.payer)
        self._asks.addWidget(beside(Sign("lock", "ink3"), Label(words, ink="ink3", wrap=True), top=True))
        self._asks.addWidget(more)
        self._paper.changed.connect(self._told)
        self._asks.addWidget(self._paper)

    def _split(self) -> None:
        """What was chosen becomes a part of its own, of the cash that was put down; the rest is paid another way."""
        given, reference = self._typed()
        row = self._add_part(self._means, given if self._is_short(given) else "", reference)
        self._choose(next((means for means in self._offered if means != self._means), self._means))
        self._draw_inputs("", "")
        row.start()
        self._told()

    def _is_short(self, given: str) -> bool:
        put_down = read_amount(given, self._owed.currency) if given else None
        return put_down is not None and put_down < self._rest()

    def _add_part(self, means: str, amount: str, reference: str) -> PartRow:
        row = PartRow(
            self._here,
            means,
            self._words(means),
            self._icon(means),
            amount,
            reference if self._needs_reference(means) else None,
        )
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
