"""The receipts of corrections: what cancels another receipt, and what gives money of one back."""

from oss_desk.domain.money import Currency, Money
from oss_desk.domain.papers import RefundPaper, VoidPaper, code_of
from oss_desk.language import Language
from oss_desk.printing.formats import INNER
from oss_desk.printing.parts import (
    AMOUNT,
    SUM_HIGH,
    begin,
    complaint,
    fee_lines,
    find_again,
    means_name,
    notes,
    rounded_back,
    said,
    services_title,
    total,
    zone_of,
)
from oss_desk.printing.sheet import CODE, GUTTER, LARGE, QUIET, STRONG, TEXT, THIN, Cell, Content, Pair, Sheet
from oss_desk.printing.typeset import Span, Style

NUMBER = Style(14, bold=True, mono=True)


def compose_void(sheet: Sheet, paper: VoidPaper) -> None:
    """Which receipt is cancelled and why, everything that stood on it below zero, what is owed again."""
    words = sheet.words
    _head(sheet, paper, sheet.pair(lambda language: language.text("Cancellation of a receipt")))
    _row(sheet, words.text("Cancels"), paper.cancels, NUMBER)
    _body(sheet, paper, sheet.pair(lambda language: language.text("Cancelled")))
    _boxed(sheet, paper, owed_again(sheet, paper, LARGE))


def compose_refund(sheet: Sheet, paper: RefundPaper) -> None:
    """Which receipt's money is given back and why, for which fees, by which means, what stays paid."""
    words = sheet.words
    _head(sheet, paper, sheet.pair(lambda language: language.text("Refund")))
    _row(sheet, words.text("Of receipt"), paper.refunds, NUMBER)
    _body(sheet, paper, sheet.pair(lambda language: language.text("Given back")))
    _boxed(sheet, paper, [remains(sheet, paper, LARGE)])


def owed_again(sheet: Sheet, paper: VoidPaper, style: Style) -> list[Content]:
    """That the receipt is worth nothing any more, and which cases owe the same again."""
    cases = sheet.words.listed(paper.owed_again)

    def worthless(words: Language) -> str:
        return words.text("Receipt {number} is worth nothing any more.", number=paper.cancels)

    def again(words: Language) -> str:
        return words.text("Still to pay: {cases}.", cases=cases)

    return [sheet.both(worthless, style), *([sheet.both(again, style)] if paper.owed_again else [])]


def remains(sheet: Sheet, paper: RefundPaper, style: Style) -> Content:
    """What stays paid on the receipt after this refund."""

    def stays(words: Language) -> str:
        amount = words.money(Money(paper.remains, Currency(paper.currency, paper.exponent)))
        return words.text("{amount} stay paid with receipt {number}.", amount=amount, number=paper.refunds)

    return sheet.both(stays, style)


def why(sheet: Sheet, paper: VoidPaper | RefundPaper) -> str:
    """The reason of the list, and the words that were written beside it."""
    return sheet.words.text("{reason}: {words}", reason=said(sheet, paper.reason), words=paper.words)


def _head(sheet: Sheet, paper: VoidPaper | RefundPaper, title: Pair) -> None:
    begin(sheet, title, paper.number)
    sheet.gap(4)
    _row(sheet, sheet.words.text("Number"), paper.number, NUMBER)


def _row(sheet: Sheet, label: str, value: Content, style: Style = TEXT) -> None:
    sheet.row([Cell(label, 0, 130, QUIET), Cell(value, 142, INNER - 142, style)])


def _body(sheet: Sheet, paper: VoidPaper | RefundPaper, label: Pair) -> None:
    words, currency = sheet.words, Currency(paper.currency, paper.exponent)
    _row(sheet, words.text("Made on"), words.moment(paper.of, zone_of(paper.head)))
    payer = [
        Span(paper.payer.name, STRONG).isolated(),
        Span("   ", TEXT),
        Span(paper.payer.own_script, TEXT).isolated(),
    ]
    _row(sheet, words.text("Paid by"), payer)
    _row(sheet, words.text("Reason"), why(sheet, paper))
    _row(sheet, words.text("Approved by"), paper.approved_by, STRONG)
    if paper.check:
        _row(sheet, words.text("Check code"), paper.check, CODE)
    sheet.gap(10)
    sheet.rule(THIN)
    for index, service in enumerate(paper.services, 1):
        services_title(sheet, index, service.title, service.case, service.also)
        fee_lines(sheet, service.fees, currency, SUM_HIGH if index == len(paper.services) else 0)
    total(sheet, label, Money(paper.total, currency))
    told = [(means_name(sheet, part), part.amount) for part in paper.means]
    for name, minor in (*told, *rounded_back(sheet, paper)):
        shown = words.amount(Money(minor, currency))
        cells = [Cell(name, 0, INNER - AMOUNT - GUTTER)]
        sheet.row([*cells, Cell(shown, INNER - AMOUNT, AMOUNT, TEXT, "amount")])
    sheet.gap(14)


def _boxed(sheet: Sheet, paper: VoidPaper | RefundPaper, blocks: list[Content]) -> None:
    """What it means for the payer, the code beside it, a line to sign for the money, whom to complain to."""
    words = sheet.words
    told = [*blocks, find_again(words, paper.check)]
    sheet.boxed(told, [*[LARGE] * len(blocks), TEXT], code_of(paper))
    sheet.gap(34)
    sheet.row([Cell(words.text("Money received: signature of the payer"), 0, INNER / 2, QUIET)])
    served = words.text("Served by {official}. Keep this receipt.", official=paper.head.official)
    asked = words.text("Tell us when anybody asks for more money, or treats you badly.")
    notes(sheet, [(words.text("Asked to pay more?"), asked), complaint(sheet), (words.text("Your proof"), served)])
