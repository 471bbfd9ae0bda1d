"""The papers of numbered blanks: each stretch of serials with how many sheets, and room for both to sign."""

from oss_desk.domain.papers import BlankGroup, BlankRow, BlanksPaper
from oss_desk.printing.formats import INNER
from oss_desk.printing.parts import begin, said, signatures
from oss_desk.printing.sheet import CODE, QUIET, STRONG, TEXT, THIN, Cell, Sheet
from oss_desk.printing.typeset import Span

KIND, SERIALS, SHEETS = (0.0, 170.0), (178.0, 210.0), (396.0, INNER - 396.0)
LABEL = 130.0


def compose_blanks(sheet: Sheet, paper: BlanksPaper) -> None:
    """What is true of all sheets, each group under its heading with the sum of its sheets, lines to sign on."""
    begin(sheet, (said(sheet, paper.title), ""))
    sheet.gap(8)
    for fact in paper.facts:
        sheet.row([Cell(said(sheet, fact.label), 0, LABEL, QUIET), Cell(fact.text, LABEL + 12, INNER - LABEL - 12)])
    for group in paper.groups:
        _group(sheet, group)
    labels = [sheet.words.text("Signature, {name}", name=name) for name in paper.signs]
    if labels:
        signatures(sheet, labels)


def _group(sheet: Sheet, group: BlankGroup) -> None:
    sheet.heading(said(sheet, group.title), 60)
    sheet.rule(THIN)
    for row in group.rows:
        sheet.need(34)
        cells = [Cell(row.kind, *KIND, STRONG), Cell(serials(sheet, row), *SERIALS, CODE)]
        sheet.row([*cells, Cell(sheets_words(sheet, row.sheets), *SHEETS, TEXT, "end")], 3, 3)
        sheet.rule(THIN)
    if not group.rows:
        sheet.row([Cell(said(sheet, group.none) if group.none else "\u2013", 0, INNER, QUIET)], 3, 3)
    elif len(group.rows) > 1:
        total = sum(row.sheets for row in group.rows)
        sheet.row([Cell(sheets_words(sheet, total), *SHEETS, STRONG, "end")], 4, 3)


def serials(sheet: Sheet, row: BlankRow) -> list[Span]:
    """From the first to the last serial, each on its own line, then what is to say of them."""
    found = [Span(row.first, CODE).isolated()]
    if row.last and row.last != row.first:
        found.append(Span("\n", CODE))
        found.append(Span(row.last, CODE).isolated())
    if row.detail is not None:
        found.append(Span("\n" + said(sheet, row.detail), QUIET))
    return found


def sheets_words(sheet: Sheet, count: int) -> str:
    """How many sheets."""
    return sheet.words.plural("{n} sheet", "{n} sheets", count)
