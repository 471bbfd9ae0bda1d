"""Who looked at a citizen's record, on a roll."""

from oss_desk.domain.papers import LooksPaper
from oss_desk.printing.looks import moment_words, who_words
from oss_desk.printing.parts import said
from oss_desk.printing.roll.parts import CODE, QUIET, STRONG, TEXT, begin, complaint, person, torn
from oss_desk.printing.sheet import Sheet
from oss_desk.printing.typeset import Span


def compose_looks(sheet: Sheet, paper: LooksPaper) -> None:
    """The same as on a whole sheet, going down."""
    words = sheet.words
    begin(sheet, sheet.pair(lambda language: language.text("Who looked at your record")))
    person(sheet, words.text("For"), paper.person)
    torn(sheet)
    for row in paper.looks:
        sheet.need(40)
        sheet.gap(4)
        sheet.text(moment_words(sheet, row.at), STRONG)
        sheet.text(who_words(sheet, row), TEXT)
        sheet.text(said(sheet, row.why), QUIET)
    if not paper.looks:
        sheet.text(words.text("Nobody looked at it."), QUIET)
    for case in paper.cases:
        torn(sheet)
        sheet.text(case.title, STRONG)
        sheet.text([Span(case.number, CODE).isolated()])
        for step in case.steps:
            sheet.gap(3)
            sheet.text(moment_words(sheet, step.at), QUIET)
            sheet.text(said(sheet, step.text), TEXT)
    complaint(sheet, "")
