"""The receipt: what was paid and by which law, and that nothing else is owed."""

from oss_desk.domain.money import Currency, Money
from oss_desk.domain.papers import ReceiptPaper, code_of, pays_again
from oss_desk.printing.formats import INNER
from oss_desk.printing.line import draw_stations
from oss_desk.printing.parts import (
    AMOUNT,
    SUM_HIGH,
    asked_again,
    begin,
    complaint,
    corrected_since,
    fee_lines,
    find_again,
    means_name,
    notes,
    nothing_else,
    services_title,
    total,
)
from oss_desk.printing.sheet import GUTTER, LARGE, QUIET, STRONG, TEXT, THIN, Cell, Content, Sheet
from oss_desk.printing.typeset import Span, Style

NUMBER = Style(14, bold=True, mono=True)
CHECK = Style(10, mono=True)


def compose_receipt(sheet: Sheet, paper: ReceiptPaper) -> None:
    """Number and payer, fee lines with their law, the means, the box, what comes next, whom to complain to."""
    words, currency = sheet.words, Currency(paper.currency, paper.exponent)
    begin(sheet, sheet.pair(lambda language: language.text("Receipt")), paper.number)
    sheet.gap(4)
    sheet.row(
        [
            Cell(words.text("Number"), 0, 130, QUIET),
            Cell(paper.number, 142, INNER - 142, NUMBER),
        ]
    )
    if paper.check:
        sheet.row([Cell(words.text("Check code"), 0, 130, QUIET), Cell(paper.check, 142, INNER - 142, CHECK)])
    payer = [
        Span(paper.payer.name, STRONG).isolated(),
        Span("   ", TEXT),
        Span(paper.payer.own_script, TEXT).isolated(),
    ]
    sheet.row([Cell(words.text("Paid by"), 0, 130, QUIET), Cell(payer, 142, INNER - 142)])
    if paper.paper:
        written = Cell(paper.paper, 142, INNER - 142, STRONG)
        sheet.row([Cell(words.text("Entered from a paper receipt"), 0, 130, QUIET), written])
    sheet.gap(10)
    sheet.rule(THIN)
    for index, service in enumerate(paper.services, 1):
        services_title(sheet, index, service.title, service.case, service.also)
        fee_lines(sheet, service.fees, currency, SUM_HIGH if index == len(paper.services) else 0)
    total(sheet, sheet.pair(lambda language: language.text("Paid")), Money(paper.total, currency))
    _means(sheet, paper, currency)
    sheet.gap(14)
    _owed(sheet, paper)
    if paper.next_steps:
        sheet.heading(words.text("What comes next"), 70)
        draw_stations(sheet, paper.next_steps)
    served = words.text("Served by {official}. Keep this receipt.", official=paper.head.official)
    asked = words.text("Tell us when anybody asks for more money, or treats you badly.")
    notes(sheet, [(words.text("Asked to pay more?"), asked), complaint(sheet), (words.text("Your proof"), served)])


def _owed(sheet: Sheet, paper: ReceiptPaper) -> None:
    """That nothing else is owed, or not today; the code beside it."""
    blocks: list[Content] = [*corrected_since(sheet, paper, LARGE)]
    if not paper.cancelled_by:
        blocks.append(sheet.both(lambda language: nothing_else(language, paper.next_steps, paper.later), LARGE))
    if paper.later or pays_again(paper.next_steps):
        blocks.append(sheet.both(asked_again))
    blocks.append(find_again(sheet.words, paper.check))
    first = len(corrected_since(sheet, paper, LARGE)) + (not paper.cancelled_by)
    sheet.boxed(blocks, [LARGE] * first + [TEXT] * (len(blocks) - first), code_of(paper))


def _means(sheet: Sheet, paper: ReceiptPaper, currency: Currency) -> None:
    words = sheet.words
    lines = [(means_name(sheet, part), part.amount) for part in paper.means]
    if paper.rounding:
        lines.append((sheet.label(lambda language: language.text("Cash rounding")), paper.rounding))
    if paper.given is not None:
        lines.append((sheet.label(lambda language: language.text("Cash given")), paper.given))
    if paper.change is not None:
        lines.append((sheet.label(lambda language: language.text("Change")), paper.change))
    for name, amount in lines:
        shown = words.amount(Money(amount, currency))
        sheet.row([Cell(name, 0, INNER - AMOUNT - GUTTER), Cell(shown, INNER - AMOUNT, AMOUNT, TEXT, "amount")])
