"""The slip while paying: the receipt as it will be printed, with what was given and the change."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from oss_desk.domain.money import Money
from oss_desk.operations.sheets import VisitSheet
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.pages.counter.slip import fee_rows
from oss_desk.ui.pages.counter.stations import basket
from oss_desk.ui.pages.paper.words import size_words
from oss_desk.ui.widgets.label import Amount, Label
from oss_desk.ui.widgets.slip import Slip


@dataclass(frozen=True)
class Taken:
    """What the payment comes to so far: who pays, by which means, cash put down and given back."""

    payer: str
    owed: Money
    means: tuple[tuple[str, Money], ...]
    given: Money | None
    change: Money | None


def fill_preview(slip: Slip, here: Here, sheet: VisitSheet, taken: Taken, size: str = "a4") -> None:
    """Write the receipt that F9 will print, on paper of that size."""
    say, amount = here.language.text, here.language.amount
    slip.clear()
    slip.set_title("", "")
    slip.set_paper(True)
    slip.body.addSpacing(8)
    middle = Qt.AlignmentFlag.AlignHCenter
    slip.add(beside(Label(say("Preview"), "label"), 1, Label(size_words(here.language, size), ink="ink3")))
    where = Label(", ".join(here.office.address_lines), wrap=True, align=middle) if here.office.address_lines else None
    slip.add(under(Label(here.office.name, "strong", wrap=True, align=middle), where, gap=0))
    slip.add(Label(say("RECEIPT"), "heading", align=middle))
    payer = taken.payer or say("not named")
    slip.add(under(_pair(say("No."), say("given when paid")), _pair(say("Payer"), payer), gap=0))
    slip.add_tear()
    for number, (title, fees) in enumerate(_paid(here, sheet), 1):
        slip.add(_service(f"{number} {title}", fees))
    slip.add_tear()
    paid = beside(Label(say("Paid"), "heading"), 1, Amount(here.money(taken.owed), "heading"))
    parts = [_pair(words, amount(part)) for words, part in taken.means]
    if taken.given is not None and taken.change is not None:
        parts += [_pair(say("Cash given"), amount(taken.given)), _pair(say("Change"), amount(taken.change))]
    slip.add(under(paid, *parts, gap=0))
    later = any(line.fees_later for line in basket(sheet).ready)
    owed = say("You should pay nothing else today.") if later else say("You should pay nothing else.")
    slip.add(Label(owed, "key", wrap=True, align=middle))
    slip.add(Label(say("Number, check code and QR come with the payment."), ink="ink3", wrap=True, align=middle))
    slip.add_stretch()


def _paid(here: Here, sheet: VisitSheet) -> list[tuple[str, list[QWidget]]]:
    """The services that the receipt will number, from 1: those that cost something today, or the cases that wait."""
    ready = basket(sheet).ready
    if ready:
        owing = [line for line in ready if sum(fee.amount.minor for fee in line.fees_now)]
        return [(here.text(line.title), fee_rows(here, line.fees_now)) for line in owing]
    return [(f"{here.text(due.case.title)} {due.case.number}", fee_rows(here, due.lines)) for due in sheet.to_pay_cases]


def _service(title: str, fees: list[QWidget]) -> QWidget:
    return under(Label(title, "key", wrap=True), *fees, gap=0)


def _pair(words: str, value: str) -> QWidget:
    return beside(Label(words), 1, Amount(value))
