"""The receipt on a roll: what was paid and by which law, and that nothing else is owed."""

from oss_desk.domain.money import Currency, Money
from oss_desk.domain.papers import ReceiptPaper, code_of, pays_again
from oss_desk.printing.parts import asked_again, corrected_since, find_again, means_name, nothing_else
from oss_desk.printing.roll.parts import (
    CODE,
    QUIET,
    STRONG,
    TEXT,
    amount,
    begin,
    code,
    complaint,
    fees,
    service,
    torn,
    total,
)
from oss_desk.printing.roll.parts import stations as draw_line
from oss_desk.printing.sheet import Sheet
from oss_desk.printing.typeset import Span, Style

BOXED = Style(11, bold=True)


def compose_receipt(sheet: Sheet, paper: ReceiptPaper) -> None:
    """Number and payer, each service with its fees and case, the sum, the box, what comes next, code and complaint."""
    words, currency = sheet.words, Currency(paper.currency, paper.exponent)
    begin(sheet, sheet.pair(lambda language: language.text("Receipt")), paper.number)
    payer = [Span(words.text("Paid by") + " ", TEXT), Span(paper.payer.name, STRONG).isolated()]
    sheet.text(payer)
    if paper.payer.own_script:
        sheet.text(paper.payer.own_script, TEXT)
    if paper.paper:
        sheet.text([Span(words.text("Entered from a paper receipt") + " ", TEXT), Span(paper.paper, STRONG).isolated()])
    torn(sheet)
    for index, paid in enumerate(paper.services, 1):
        service(sheet, index, paid.title, paid.also)
        fees(sheet, paid.fees, currency)
        sheet.text([Span(words.text("Case") + " ", TEXT), Span(paid.case, CODE).isolated()])
    total(sheet, sheet.pair(lambda language: language.text("Paid")), Money(paper.total, currency))
    _means(sheet, paper, currency)
    sheet.gap(8)
    line = paper.next_steps
    owed = corrected_since(sheet, paper, BOXED)
    if not paper.cancelled_by:
        owed.append(sheet.both(lambda language: nothing_else(language, line, paper.later), BOXED))
    if paper.later or pays_again(line):
        owed.append(sheet.both(asked_again, TEXT))
    sheet.boxed(owed, [TEXT] * len(owed), align="centre")
    if line:
        sheet.gap(8)
        sheet.text(words.text("What comes next"), STRONG)
        draw_line(sheet, line)
    torn(sheet)
    if paper.check:
        sheet.text([Span(words.text("Check code") + " ", TEXT), Span(paper.check, CODE).isolated()])
    code(sheet, code_of(paper), [(find_again(words, paper.check), QUIET)])
    complaint(sheet, words.text("Served by {official}. Keep this receipt.", official=paper.head.official))


def _means(sheet: Sheet, paper: ReceiptPaper, currency: Currency) -> None:
    for part in paper.means:
        amount(sheet, means_name(sheet, part, TEXT), Money(part.amount, currency))
    given = sheet.label(lambda language: language.text("Cash given"), TEXT)
    change = sheet.label(lambda language: language.text("Change"), TEXT)
    rounded = sheet.label(lambda language: language.text("Cash rounding"), TEXT)
    for label, minor in ((rounded, paper.rounding or None), (given, paper.given), (change, paper.change)):
        if minor is not None:
            amount(sheet, label, Money(minor, currency))
