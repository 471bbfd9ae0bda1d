"""Pays at any counter of the window: references where they are asked for, the rest in cash and typed."""

from PySide6.QtWidgets import QLineEdit, QWidget

from oss_desk.domain.money import Money
from oss_desk.operations.sample.walking import paid
from oss_desk.operations.sheets import CaseSheet, Payer, PaymentGiven, VisitSheet
from oss_desk.ui.pages.cases.till_box import sums_of
from oss_desk.ui.pages.counter.going import sum_due, sum_elsewhere
from oss_desk.ui.tour.guide import Guide
from oss_desk.ui.widgets.field import Field

STAMP = "STAMP 0417"
ROUND = 5  # cash is put down in whole fives of the major unit


def fill_payment(guide: Guide, panel: QWidget, cash: Money) -> None:
    """Type what the payment asks for: the cash that is put on the counter, a reference for what is paid elsewhere."""
    guide.hands.rest()
    for _ in guide.hands.all(Field, panel):
        reference = _open_reference(guide, panel)
        if reference is not None:
            guide.hands.write(reference, STAMP)
            guide.hands.rest()
    given = next((line for line in guide.hands.all(QLineEdit, panel) if line.objectName() == "cash-given"), None)
    if given is not None:
        guide.hands.enter(given, str(put_down(cash).amount))
    guide.hands.rest()


def _open_reference(guide: Guide, panel: QWidget) -> Field | None:
    """The next reference that is still to be written; what is typed there may draw the panel anew."""
    fields = guide.hands.all(Field, panel)
    return next((one for one in fields if one.label.text() == guide.say("Reference") and not one.text()), None)


def put_down(owed: Money) -> Money:
    """The round sum that is given for it."""
    whole = ROUND * 10**owed.currency.exponent
    return Money(-(-owed.minor // whole) * whole, owed.currency)


def cash_of_visit(sheet: VisitSheet) -> Money:
    """What a visit pays here now."""
    return sum_due(sheet) - sum_elsewhere(sheet)


def cash_of_case(sheet: CaseSheet) -> Money:
    """What a case pays here now."""
    owed, elsewhere = sums_of(sheet)
    return owed - elsewhere


def payment_of_case(sheet: CaseSheet) -> PaymentGiven | None:
    """The payment of what a case owes, for an operation."""
    who = sheet.applicant
    return paid(sums_of(sheet)[0].minor, Payer(who.person.kind, who.person.id, who.name))
