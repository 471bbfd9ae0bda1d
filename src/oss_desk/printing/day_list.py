"""A list in groups for the office itself: what is open at the end of a day, to be ticked off."""

from oss_desk.domain.money import Currency, Money
from oss_desk.domain.papers import DayListPaper, ListGroup, ListRow
from oss_desk.printing.formats import INNER
from oss_desk.printing.parts import begin, said, signatures, tick
from oss_desk.printing.sheet import CODE, QUIET, STRONG, TEXT, THIN, Cell, Sheet
from oss_desk.printing.typeset import Span

NUMBER, TITLE, END = (18.0, 96.0), (122.0, 258.0), (388.0, INNER - 388.0)


def compose_day_list(sheet: Sheet, paper: DayListPaper) -> None:
    """Each group under its heading with how many there are, a square before each row, room to sign at the end."""
    begin(sheet, (said(sheet, paper.title), ""))
    if paper.note:
        sheet.text(said(sheet, paper.note), QUIET)
    for group in paper.groups:
        _group(sheet, group, Currency(paper.currency, paper.exponent))
    signatures(sheet, [sheet.words.text("Signature of the official, {official}", official=paper.head.official)])


def _group(sheet: Sheet, group: ListGroup, currency: Currency) -> None:
    sheet.heading(f"{said(sheet, group.title)} ({len(group.rows)})" if group.rows else said(sheet, group.title))
    sheet.rule(THIN)
    if not group.rows:
        none = said(sheet, group.none) if group.none else sheet.words.text("Nothing.")
        sheet.row([Cell(none, 0, INNER, QUIET)], 3, 3)
    for row in group.rows:
        _row(sheet, row, currency)
        sheet.rule(THIN)


def _row(sheet: Sheet, row: ListRow, currency: Currency) -> None:
    """The number, what it is with a word about it, and at the end an amount or a day."""
    title = [Span(row.title, STRONG).isolated()]
    if row.detail:
        title.append(Span("\n" + said(sheet, row.detail), QUIET))
    end = said(sheet, row.at_end) if row.at_end else ""
    if row.amount is not None:
        end = sheet.words.money(Money(row.amount, currency))
    sheet.need(40)
    tick(sheet, 7)
    sheet.row([Cell(row.number, *NUMBER, CODE), Cell(title, *TITLE), Cell(end, *END, TEXT, "end")], 3, 3)
