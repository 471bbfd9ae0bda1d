"""The papers of numbered blanks on a roll."""

from oss_desk.domain.papers import BlankGroup, BlanksPaper
from oss_desk.printing.blanks import sheets_words
from oss_desk.printing.parts import said
from oss_desk.printing.roll.parts import CODE, QUIET, STRONG, TEXT, at_ends, begin, torn
from oss_desk.printing.sheet import THIN, Sheet
from oss_desk.printing.typeset import Span


def compose_blanks(sheet: Sheet, paper: BlanksPaper) -> None:
    """The same as on a whole sheet, going down."""
    begin(sheet, (said(sheet, paper.title), ""))
    for fact in paper.facts:
        sheet.text([Span(said(sheet, fact.label) + " ", QUIET), Span(fact.text, TEXT).isolated()])
    for group in paper.groups:
        torn(sheet)
        _group(sheet, group)
    for name in paper.signs:
        sheet.need(60)
        sheet.gap(40)
        sheet.rule(THIN)
        sheet.gap(2)
        sheet.text(sheet.words.text("Signature, {name}", name=name), QUIET)


def _group(sheet: Sheet, group: BlankGroup) -> None:
    sheet.text(said(sheet, group.title), STRONG)
    for row in group.rows:
        sheet.need(40)
        sheet.gap(4)
        at_ends(sheet, row.kind, sheets_words(sheet, row.sheets))
        for serial in dict.fromkeys((row.first, row.last)):
            if serial:
                sheet.text([Span(serial, CODE).isolated()])
        if row.detail is not None:
            sheet.text(said(sheet, row.detail), QUIET)
    if not group.rows and group.none is not None:
        sheet.text(said(sheet, group.none), QUIET)
