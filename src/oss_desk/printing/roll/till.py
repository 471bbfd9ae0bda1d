"""The papers of the till on a roll."""

from oss_desk.domain.money import Currency, Money
from oss_desk.domain.papers import TillGroup, TillPaper, TillRow
from oss_desk.language import NO_BREAK
from oss_desk.printing.parts import said
from oss_desk.printing.roll.parts import GAP, QUIET, STRONG, TEXT, at_ends, begin, torn
from oss_desk.printing.sheet import THIN, Sheet
from oss_desk.printing.till import amounts_in, is_digest, pieces
from oss_desk.printing.typeset import Span, Style

DIGEST = Style(8, mono=True)


def compose_till(sheet: Sheet, paper: TillPaper) -> None:
    """The same as on a whole sheet, going down."""
    begin(sheet, (said(sheet, paper.title), ""), paper.number)
    sheet.text(amounts_in(sheet, paper), QUIET)
    currency = Currency(paper.currency, paper.exponent)
    for group in paper.groups:
        if group.rows:
            torn(sheet)
            _group(sheet, group, currency)
    if paper.digest:
        torn(sheet)
        sheet.text(sheet.words.text("Digest of this report (SHA-256)"), STRONG)
        sheet.text(pieces(paper.digest), DIGEST)
    for name in paper.signs:
        sheet.need(60)
        sheet.gap(40)
        sheet.rule(THIN)
        sheet.gap(2)
        sheet.text(sheet.words.text("Signature, {name}", name=name), QUIET)


def _group(sheet: Sheet, group: TillGroup, currency: Currency) -> None:
    sheet.text(said(sheet, group.title), STRONG)
    sheet.gap(2)
    for row in group.rows:
        _row(sheet, row, currency)


def _row(sheet: Sheet, row: TillRow, currency: Currency) -> None:
    style, words = STRONG if row.strong else TEXT, sheet.words
    label = said(sheet, row.label)
    if row.count is not None and row.amount is not None:
        many = words.text("{n} ×", n=row.count).replace(" ", NO_BREAK)
        label = words.text("{what}, {many}", what=label, many=many)
    end = words.amount(Money(row.amount, currency)) if row.amount is not None else ""
    if row.count is not None and row.amount is None:
        end = words.text("{n} ×", n=row.count)
    if is_digest(row.text):
        sheet.text(label, QUIET)
        sheet.text(pieces(row.text), DIGEST)
        return
    if row.text and not end and _beside(sheet, label, row.text, style):
        at_ends(sheet, [Span(label, style)], row.text, QUIET)
        return
    at_ends(sheet, [Span(label, style)], end, style)
    if row.text:
        sheet.text([Span(row.text, QUIET).isolated()], QUIET, 8)


def _beside(sheet: Sheet, label: str, text: str, style: Style) -> bool:
    """Whether a text stands on the line of its label."""
    wide = sheet.wide(text, QUIET) + 1
    return wide <= sheet.span * 0.6 and sheet.wide(label, style) + wide + GAP <= sheet.span
