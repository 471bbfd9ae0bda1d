"""The form of a waiver: how much of which fee, by which law and why; and the list of fees it is chosen from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.domain.money import Money
from oss_desk.operations.money.waivable import Waivable
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Amount, Label
from oss_desk.ui.widgets.marks import ServiceNumber
from oss_desk.ui.widgets.panel import Divider, Panel
from oss_desk.ui.widgets.rows import ListRow, ListView
from oss_desk.workflows.typed import read_amount

WRITTEN = "-"
"""Stands in the list of laws for one that is written."""
MARGINS = (16, 8, 16, 8)


@dataclass(frozen=True)
class Chosen:
    """What something is waived of: one fee, or all of a demand where `fee` is empty. `at` is its place in the list."""

    at: int
    of: Waivable
    fee: str
    title: str
    left: Money


def choices(here: Here, owing: Sequence[Waivable]) -> tuple[Chosen, ...]:
    """Every fee of which something is left, in the order of the list; all of a demand before its fees."""
    found: list[Chosen] = []
    for one in owing:
        fees = [fee for fee in one.fees if fee.left.minor > 0 and one.left.minor > 0]
        if len(fees) > 1 and one.demand_id is not None:
            found.append(Chosen(len(found), one, "", here.language.text("All of it"), one.left))
        for fee in fees:
            found.append(Chosen(len(found), one, fee.fee, here.text(fee.title), min(fee.left, one.left)))
    return tuple(found)


class OwedPanel(Panel):
    """What is owed, fee by fee; `picked` carries the place of a choice, `taken_back` (line, place) of a decision."""

    picked = Signal(int)
    taken_back = Signal(int, int)

    def __init__(self, here: Here, owing: Sequence[Waivable], listed: Sequence[Chosen], at: int) -> None:
        say = here.language.text
        super().__init__(say("What is owed"), say("choose what need not be paid"), scroll=True, flush=True)
        self._here = here
        self.rows = ListView(say("What is owed"))
        self.rows.set_rows([self._row(one) for one in listed])
        self.rows.set_value(at)
        for moved in (self.rows.chosen, self.rows.walked):
            moved.connect(lambda value: self.picked.emit(int(value)))
        self.body.addWidget(self.rows)
        for one in owing:
            for place in range(len(one.wanted)):
                self._decided(one, place)
        self.body.addStretch(1)

    def _row(self, one: Chosen) -> ListRow:
        here = self._here
        service = here.text(one.of.title)
        where = here.language.listed((service, one.of.number)) if one.of.number else service
        lead = ServiceNumber(one.of.position) if one.of.position else None
        return ListRow(one.title, where, Amount(here.money(one.left)), value=one.at, lead=lead)

    def _decided(self, of: Waivable, place: int) -> None:
        """What was decided of a line of the basket, which is kept when its case starts."""
        say, wanted = self._here.language.text, of.wanted[place]
        title = next((self._here.text(fee.title) for fee in of.fees if fee.fee == wanted.fee), "")
        number = ServiceNumber(of.position) if of.position else None
        back = Button(say("Take it back"), "undo", kind="quiet", flush=True)
        back.setAccessibleName(say("Take back what is waived of {fee}", fee=title))
        back.clicked.connect(lambda: self.taken_back.emit(of.request_id, place))
        law = next((law.title for law in of.laws if law.id == wanted.law), wanted.ground)
        amount = Amount(self._here.money(Money(-wanted.amount, of.left.currency)), ink="ready")
        self.body.addWidget(
            under(
                beside(number, Label(say("Waived: {fee}", fee=title), "key", wrap=True), amount, top=True),
                Label(law, ink="ink2", wrap=True),
                Label(wanted.reason, ink="ink3", wrap=True),
                beside(back, 1),
                gap=4,
                margins=MARGINS,
            )
        )
        self.body.addWidget(Divider())


class WaiverForm(Panel):
    """How much, by which law, why; `changed` comes with each key."""

    changed = Signal()

    def __init__(self, here: Here, chosen: Chosen, parent: QWidget | None = None) -> None:
        say = here.language.text
        most = say("at most {amount}", amount=here.money(chosen.left))
        super().__init__(say("This need not be paid"), chosen.title, parent=parent)
        self._here, self.chosen = here, chosen
        laws = [*((one.id, one.title) for one in chosen.of.laws), (WRITTEN, say("Another law, written below"))]
        self.amount = Field(say("How much is waived"), "money", value=str(chosen.left.amount), hint=most)
        self.law = Field(say("By which law"), "choice", choices=laws, value=laws[0][0])
        self.ground = Field(say("The law, in words"))
        self.reason = Field(say("Why"), "multi-line")
        for field in (self.amount, self.law, self.ground, self.reason):
            field.changed.connect(lambda _: self._told())
            self.body.addWidget(field)
        self.body.addStretch(1)
        self._told()

    def _told(self) -> None:
        self.ground.setVisible(self.is_written())
        self.changed.emit()

    def take_over(self, other: "WaiverForm") -> None:
        """What was typed for another fee, so that it is typed once; of the same fee the amount too."""
        if other.chosen == self.chosen:
            self.amount.set_text(other.amount.text())
        self.reason.set_text(other.reason.text())
        self.ground.set_text(other.ground.text())
        if other.law.text() in (WRITTEN, *(law.id for law in self.chosen.of.laws)):
            self.law.set_text(other.law.text())
        self._told()

    def fill_in(self, shown: Mapping[str, str | int]) -> None:
        """Amount, law and reason that were approved."""
        self.amount.set_text(str(shown.get("amount", "")))
        self.law.set_text(str(shown.get("law") or WRITTEN))
        self.ground.set_text(str(shown.get("ground", "")))
        self.reason.set_text(str(shown.get("reason", "")))
        self._told()

    def is_written(self) -> bool:
        """Whether the law is none of the service's list."""
        return self.law.text() in ("", WRITTEN)

    def typed(self) -> Money | None:
        """The amount that is typed; None for none."""
        return read_amount(self.amount.text().strip(), self.chosen.left.currency)

    def missing(self) -> str:
        """What is still to be filled in, in words."""
        say, typed = self._here.language.text, self.typed()
        if typed is None or not 0 < typed.minor <= self.chosen.left.minor:
            return say("The amount is missing") if not self.amount.text().strip() else say("An amount cannot be")
        if self.is_written() and not self.ground.text().strip():
            return say("The law is missing")
        return "" if self.reason.text().strip() else say("The reason is missing")
