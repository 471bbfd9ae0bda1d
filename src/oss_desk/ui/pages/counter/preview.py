"""The slip while paying: the receipt as it will be printed, with what was given and the change."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from oss_desk.domain.money import Money
from oss_desk.operations.sheets import VisitSheet
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.pages.counter.slip import fee_rows
from oss_desk.ui.pages.counter.stations import basket
from oss_desk.ui.widgets.label import Amount, Label
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.slip import Slip


@dataclass(frozen=True)
class Taken:
    """What the payment comes to so far: who pays, by which means, cash put down and given back."""

    payer: str
    owed: Money
    means: tuple[tuple[str, Money], ...]
    given: Money | None
    change: Money | None


def fill_preview(slip: Slip, here: Here, sheet: VisitSheet, taken: Taken) -> None:
    """Write the receipt that F9 will print."""
    say, amount = here.language.text, here.language.amount
    slip.clear()
    slip.set_title("", "")
    slip.body.addSpacing(8)
    middle = Qt.AlignmentFlag.AlignHCenter
    slip.add(beside(Chip(say("Preview")), 1))
    slip.add(Label(here.office.name, "strong", wrap=True, align=middle))
    slip.add(Label(say("RECEIPT"), "strong", align=middle))
    slip.add(_pair(say("No."), say("given when paid")))
    slip.add(_pair(say("Payer"), taken.payer or say("not named")))
    slip.add_tear()
    for line in basket(sheet).ready:
        slip.add(Label(f"{line.position} {here.text(line.title)}", "key", wrap=True))
        for row in fee_rows(here, line.fees_now):
            slip.add(row)
    for due in () if basket(sheet).ready else sheet.to_pay_cases:
        slip.add(Label(f"{here.text(due.case.title)} {due.case.number}", "key", wrap=True))
        for row in fee_rows(here, due.lines):
            slip.add(row)
    slip.add_tear()
    slip.add(beside(Label(say("Paid"), "strong"), 1, Amount(here.money(taken.owed), "strong")))
    for words, part in taken.means:
        slip.add(beside(Label(words), 1, Amount(amount(part))))
    if taken.given is not None and taken.change is not None:
        slip.add(beside(Label(say("Cash given")), 1, Amount(amount(taken.given))))
        slip.add(beside(Label(say("Change")), 1, Amount(amount(taken.change))))
    slip.add(Label(say("You should pay nothing else."), "key", wrap=True, align=middle))
    slip.add_stretch()


def _pair(words: str, value: str) -> QWidget:
    return beside(Label(words), 1, Label(value))
