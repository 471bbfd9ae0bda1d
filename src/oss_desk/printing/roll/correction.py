"""The receipts of corrections on a roll: what cancels another receipt, and what gives money of one back."""

from oss_desk.domain.money import Currency, Money
from oss_desk.domain.papers import RefundPaper, VoidPaper, code_of
from oss_desk.printing.correction import owed_again, remains, why
from oss_desk.printing.parts import find_again, means_name, rounded_back, zone_of
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
from oss_desk.printing.sheet import Content, Pair, Sheet
from oss_desk.printing.typeset import Span, Style

BOXED = Style(11, bold=True)
NAMED = Style(11, bold=True, mono=True)


def compose_void(sheet: Sheet, paper: VoidPaper) -> None:
    """Which receipt is cancelled and why, everything that stood on it below zero, what is owed again."""
    begin(sheet, sheet.pair(lambda language: language.text("Cancellation of a receipt")), paper.number)
    _of(sheet, sheet.words.text("Cancels"), paper.cancels)
    _body(sheet, paper, sheet.pair(lambda language: language.text("Cancelled")), owed_again(sheet, paper, BOXED))


def compose_refund(sheet: Sheet, paper: RefundPaper) -> None:
    """Which receipt's money is given back and why, for which fees, by which means, what stays paid."""
    begin(sheet, sheet.pair(lambda language: language.text("Refund")), paper.number)
    _of(sheet, sheet.words.text("Of receipt"), paper.refunds)
    _body(sheet, paper, sheet.pair(lambda language: language.text("Given back")), [remains(sheet, paper, BOXED)])


def _of(sheet: Sheet, label: str, number: str) -> None:
    sheet.text([Span(label + " ", TEXT), Span(number, NAMED).isolated()])


def _body(sheet: Sheet, paper: VoidPaper | RefundPaper, label: Pair, boxed: list[Content]) -> None:
    words, currency = sheet.words, Currency(paper.currency, paper.exponent)
    made = words.moment(paper.of, zone_of(paper.head))
    sheet.text([Span(words.text("Made on") + " ", TEXT), Span(made, TEXT).isolated()])
    sheet.text([Span(words.text("Paid by") + " ", TEXT), Span(paper.payer.name, STRONG).isolated()])
    sheet.text(why(sheet, paper), TEXT)
    sheet.text([Span(words.text("Approved by") + " ", TEXT), Span(paper.approved_by, STRONG).isolated()])
    if paper.check:
        sheet.text([Span(words.text("Check code") + " ", TEXT), Span(paper.check, CODE).isolated()])
    torn(sheet)
    for index, paid in enumerate(paper.services, 1):
        service(sheet, index, paid.title, paid.also)
        fees(sheet, paid.fees, currency)
        sheet.text([Span(words.text("Case") + " ", TEXT), Span(paid.case, CODE).isolated()])
    total(sheet, label, Money(paper.total, currency))
    told = [(means_name(sheet, part, TEXT), part.amount) for part in paper.means]
    for name, minor in (*told, *rounded_back(sheet, paper)):
        amount(sheet, name, Money(minor, currency))
    sheet.gap(8)
    sheet.boxed(boxed, [TEXT] * len(boxed), align="centre")
    sheet.gap(40)
    sheet.text(words.text("Money received: signature of the payer"), QUIET)
    torn(sheet)
    code(sheet, code_of(paper), [(find_again(words, paper.check), QUIET)])
    complaint(sheet, words.text("Served by {official}. Keep this receipt.", official=paper.head.official))
