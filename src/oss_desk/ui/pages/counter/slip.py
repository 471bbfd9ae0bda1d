"""What the slip of a visit says: each service with its fees and law, what comes of it and when, what is paid today."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from oss_desk.domain.money import Money
from oss_desk.operations.sheets import FeeLineSheet, LineSheet, StartedLine, VisitSheet
from oss_desk.ui.messages import fee_steps
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.notice_words import notice_labels
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.pages.counter.questions import Asked
from oss_desk.ui.pages.counter.stations import basket, comes_back, expected, waits
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip, ServiceNumber, Sign
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.slip import FeeLine, Pairs, Slip


def fill_slip(
    slip: Slip,
    here: Here,
    sheet: VisitSheet,
    asked: Asked,
    roomy: bool = True,
    paying: bool = False,
    paid: Money | None = None,
) -> None:
    """Write the whole slip anew; signs yield where it is not `roomy`. `paying`: as the Pay station will say it.

    Once something was `paid`, that is told instead of what is to be paid."""
    slip.clear()
    slip.set_paper(False)
    say = here.language.text
    slip.set_title(say("This visit"), say("as the receipt will say it"))
    for line in sheet.lines:
        slip.add(service_part(here, line, waits(sheet, asked, line, paying)))
        slip.add_tear()
    for made in sheet.started:
        slip.add(_started(here, made))
        slip.add_tear()
    if sheet.lines or sheet.started:
        slip.add(_comes_back(here, sheet, asked, roomy, paying))
    else:
        words = say("Fees with their law, what the citizen gets, and when.")
        slip.add(Empty(say("Nothing asked for yet"), words, "basket"))
    slip.add_stretch()
    today, later = expected(sheet, asked, paying)
    words = say("later {amount}", amount=here.language.amount(later)) if later else ""
    if paid is not None:
        slip.set_total(say("Paid today"), here.money(paid), words)
    else:
        slip.set_total(say("To pay today"), here.money(today), words)


def service_part(here: Here, line: LineSheet, waiting: bool) -> QWidget:
    """One service: its fees, what the citizen gets, when, and who decides."""
    name = Label(here.text(line.title), "key", wrap=True)
    head = beside(ServiceNumber(line.position), name, _state(here, line, waiting), top=True)
    if line.state == "not-eligible":
        return under(head, *(Label(why, ink="stop", wrap=True) for why in _reasons(here, line)), gap=4)
    told = notice_labels(here, line.notices)
    fees = fee_rows(here, (*line.fees_now, *line.fees_later))
    return under(head, *told, under(*fees, gap=0) if fees else _no_fee(here, line), _facts(here, line, waiting), gap=4)


def _reasons(here: Here, line: LineSheet) -> list[str]:
    return [f"{here.text(title)}, {law}" if law else here.text(title) for title, law in line.ineligible]


def _no_fee(here: Here, line: LineSheet) -> QWidget:
    return Label(no_fee_words(here, line), ink="ink3", wrap=True)


def no_fee_words(here: Here, line: LineSheet) -> str:
    """Why no amount stands here now: not known yet, asked for later, or free; nobody is told free who pays later."""
    say = here.language.text
    if line.service.fees and line.fields_missing:
        return say("The fee follows from the details")
    if any(line.service.due_of(fee) != "start" for fee in line.service.fees):
        return say("Nothing to pay today. A fee is asked for later, when it is known.")
    return say("Free of charge")


def fee_rows(here: Here, fees: Iterable[FeeLineSheet]) -> list[QWidget]:
    """Fee lines with their steps; the law stands once, below the last of the lines that rest on it."""
    listed = tuple(fees)
    following = [*(fee.law for fee in listed[1:]), ""]
    return [_fee(here, fee, fee.law != next_law) for fee, next_law in zip(listed, following, strict=False)]


def _fee(here: Here, fee: FeeLineSheet, with_law: bool) -> QWidget:
    worked = fee_steps(here.language, fee.steps)
    tone = "ready" if fee.amount.minor < 0 else "ink"
    law = fee.law if with_law else ""
    return FeeLine(here.text(fee.title), here.language.amount(fee.amount), worked, law, tone=tone)


def _state(here: Here, line: LineSheet, waiting: bool) -> QWidget | None:
    say = here.language.text
    if line.state == "not-eligible":
        return Chip(say("not possible"), "stop", "stop")
    return Chip(say("waits"), "pause", "wait") if waiting else None


def _facts(here: Here, line: LineSheet, waiting: bool) -> QWidget:
    say, facts = here.language.text, Pairs()
    if line.outputs:
        facts.add(say("Gets"), gets(here, line))
    facts.add(say("Ready"), *_ready(here, line, waiting))
    facts.add(say("Authority"), here.text(line.authority))
    return facts


def gets(here: Here, line: LineSheet) -> str:
    """What comes of it, in words: the outputs, how many when it is more than one."""
    names = ", ".join(here.text(output) for output in line.outputs)
    return f"{line.request.quantity} × {names}" if line.request.quantity > 1 else names


def _ready(here: Here, line: LineSheet, waiting: bool) -> tuple[str, str]:
    say = here.language.text
    if waiting and line.state != "not-eligible":
        return _with_what(here, line), "wait"
    if line.while_you_wait:
        return say("while you wait"), "strong"
    return (here.day(line.due_at) if line.due_at else say("no term is set")), "strong"


def _with_what(here: Here, line: LineSheet) -> str:
    """What the line waits for: papers first, else details."""
    if not line.papers_missing:
        return here.language.text("with the details")
    return here.language.plural("with the missing document", "with the missing documents", line.papers_missing)


def _comes_back(here: Here, sheet: VisitSheet, asked: Asked, roomy: bool, paying: bool) -> QWidget:
    say, moment, once = here.language.text, comes_back(sheet, asked, paying), ""
    if moment is not None:
        once = say("once, from {day}", day=here.day(moment))
        words = say("Comes back {when}", when=once)
    elif any(waits(sheet, asked, line, paying) and line.state != "not-eligible" for line in sheet.lines):
        words = say("Comes back with what is missing")
    else:
        words = say("Need not come back")
    return beside(Sign("calendar", "ink2") if roomy else None, Label(words, wrap=True, strong=once), top=True)


def _started(here: Here, made: StartedLine) -> QWidget:
    number = here.language.text("Case {number}", number=made.case.number)
    return under(Label(here.text(made.case.title), "key", wrap=True), Label(number, ink="ink3"), gap=0)


def waits_words(here: Here, sheet: VisitSheet) -> str:
    """What stays in the basket when the rest starts; empty when nothing does."""
    waiting = basket(sheet).waiting
    if not waiting:
        return ""
    names = ", ".join(here.text(line.title) for line in waiting)
    return here.language.plural(
        "{names} stays in the basket.", "{names} stay in the basket.", len(waiting), names=names
    )
