"""Who looked at a citizen's record, and what became of her cases, on a sheet."""

from datetime import datetime

from oss_desk.domain.papers import CaseHistory, LookRow, LooksPaper
from oss_desk.printing.formats import INNER
from oss_desk.printing.parts import begin, complaint, notes, person, said, zone_of
from oss_desk.printing.sheet import CODE, QUIET, STRONG, TEXT, THIN, Cell, Sheet
from oss_desk.printing.typeset import Span

WHEN, WHAT = (0.0, 150.0), (162.0, INNER - 162.0)


def compose_looks(sheet: Sheet, paper: LooksPaper) -> None:
    """Whose record it is, each look with its reason, each case with its steps."""
    words = sheet.words
    begin(sheet, sheet.pair(lambda language: language.text("Who looked at your record")))
    person(sheet, words.text("For"), paper.person)
    sheet.gap(8)
    sheet.heading(words.text("Looked at"), 60)
    sheet.rule(THIN)
    for row in paper.looks:
        _row(sheet, row.at, who_words(sheet, row), said(sheet, row.why))
    if not paper.looks:
        sheet.row([Cell(words.text("Nobody looked at it."), 0, INNER, QUIET)], 3, 3)
    for case in paper.cases:
        _case(sheet, case)
    notes(sheet, [complaint(sheet)])


def _case(sheet: Sheet, case: CaseHistory) -> None:
    sheet.heading(case.title, 60)
    sheet.text([Span(case.number, CODE).isolated()])
    sheet.gap(4)
    sheet.rule(THIN)
    for step in case.steps:
        _row(sheet, step.at, said(sheet, step.text), "")


def _row(sheet: Sheet, at: datetime, first: str, second: str) -> None:
    sheet.need(34)
    told = [Span(first, STRONG if second else TEXT)]
    if second:
        told.append(Span("\n" + second, QUIET))
    sheet.row([Cell(moment_words(sheet, at), *WHEN), Cell(told, *WHAT)], 3, 3)
    sheet.rule(THIN)


def moment_words(sheet: Sheet, at: datetime) -> str:
    """Day and time in the office's zone."""
    return sheet.words.moment(at, zone_of(sheet.head))


def who_words(sheet: Sheet, row: LookRow) -> str:
    """In which role, at which desk, and by whom where that was decided."""
    words = sheet.words
    at_desk = words.text("{role}, desk {desk}", role=row.role, desk=row.desk)
    return f"{row.official}, {at_desk}" if row.official else at_desk
