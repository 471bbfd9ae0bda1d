"""The slip for somebody who cannot go on today: what is missing, where to get it, what it costs, when we are open."""

from collections.abc import Sequence

from oss_desk.domain.money import Currency, Money
from oss_desk.domain.papers import MissingPaper, MissingSlip, WantedPaper
from oss_desk.printing.formats import INNER
from oss_desk.printing.messages import ACCEPTED
from oss_desk.printing.parts import (
    SUM_HIGH,
    begin,
    complaint,
    fee_lines,
    hours,
    notes,
    notices,
    person,
    said,
    ticked,
    total,
)
from oss_desk.printing.sheet import HEADING, QUIET, STRONG, TEXT, THIN, Cell, Sheet
from oss_desk.printing.typeset import Span

HIGH = 52  # what a paper with its rule takes


def compose_missing(sheet: Sheet, paper: MissingSlip) -> None:
    """The services, then each missing thing with all ways to prove it, the cost and the hours."""
    words = sheet.words
    bring, found = sheet.pair(lambda words: words.text("What to bring")), words.text("What we found out")
    begin(sheet, bring if paper.missing else (found, ""))
    sheet.text(words.text("This slip is free of charge. Nothing was started and nothing was paid."), QUIET)
    sheet.gap(12)
    if paper.visitor:
        person(sheet, words.text("For"), paper.visitor)
        sheet.gap(8)
    for index, service in enumerate(paper.services, 1):
        also = "".join(paper.services_also[index - 1 : index])
        title = sheet.with_also(service, also, STRONG)
        sheet.row([Cell(f"{index}", 0, 14, STRONG), Cell(title, 16, INNER - 16)])
    notices(sheet, paper.notices)
    if paper.reasons:
        sheet.heading(words.text("Not possible as it stands"), 60)
        sheet.boxed([said(sheet, reason) for reason in paper.reasons], [TEXT] * len(paper.reasons), weight=THIN)
    for item in paper.missing:
        _missing(sheet, item, len(paper.services) > 1)
    _costs(sheet, paper)
    opening = hours(words, paper.head.opening).replace("; ", "\n")
    columns = [(words.text("When we are open"), opening)] if opening else []
    notes(sheet, [*columns, complaint(sheet)])


def _missing(sheet: Sheet, item: MissingPaper, several: bool) -> None:
    words = sheet.words
    title = item.title
    if several and item.services:
        title += " (" + words.text("for {numbers}", numbers=words.listed(map(str, item.services))) + ")"
    sheet.heading(sheet.with_also(title, item.also, HEADING), 60)
    if len(item.any_of) > 1:
        sheet.text(words.text("One of these is enough:"), QUIET)
    for number, papers in enumerate(item.any_of):
        sheet.need(HIGH * len(papers))
        if number:
            sheet.text(words.text("or"), QUIET, 16)
        _together(sheet, papers)


def _together(sheet: Sheet, papers: Sequence[WantedPaper]) -> None:
    """One way to prove it: every paper of it is needed, so they stay on one page and only the last has a rule."""
    for number, paper in enumerate(papers):
        if number:
            sheet.text(sheet.words.text("and with it"), STRONG, 16)
        _wanted(sheet, paper)
    sheet.rule(THIN, 16, INNER - 16)


def _wanted(sheet: Sheet, paper: WantedPaper) -> None:
    """A square to tick, the paper, and beside it where to get it."""
    words = sheet.words
    accepted = words.listed(words.text(ACCEPTED.get(mark, mark)) for mark in paper.accepted)
    name = sheet.with_also(paper.title, paper.also, STRONG)
    name += [Span("\n" + accepted, QUIET)] if accepted else []
    ticked(sheet, [Cell(name, 16, 240), Cell("\n".join(paper.where), 268, INNER - 268)], 4, 4, 4)


def _costs(sheet: Sheet, paper: MissingSlip) -> None:
    if not paper.fees:
        return
    currency = Currency(paper.currency, paper.exponent)
    sheet.heading(sheet.words.text("What it will cost"), 60)
    sheet.rule(THIN)
    sheet.gap(4)
    fee_lines(sheet, paper.fees, currency, SUM_HIGH)
    total(sheet, sheet.pair(lambda words: words.text("To pay at this office")), Money(paper.total, currency))
