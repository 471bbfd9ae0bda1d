"""The slips on a roll: the acknowledgement with the day to come back, and what is missing."""

from oss_desk.domain.money import Currency, Money
from oss_desk.domain.papers import (
    AcknowledgedCase,
    AcknowledgementPaper,
    MissingPaper,
    MissingSlip,
    PaperSeen,
    StillToBring,
    WantedPaper,
    code_of,
)
from oss_desk.printing import parts
from oss_desk.printing.acknowledgement import asked_later, back_words, paid_words, ready_words
from oss_desk.printing.messages import ACCEPTED
from oss_desk.printing.roll.parts import (
    CODE,
    GAP,
    INDENT,
    QUIET,
    STRONG,
    TEXT,
    at_ends,
    begin,
    code,
    complaint,
    fees,
    opening,
    person,
    service,
    stations,
    torn,
    total,
)
from oss_desk.printing.sheet import Sheet
from oss_desk.printing.typeset import Span, Style

DAY = Style(15, bold=True)


def compose_acknowledgement(sheet: Sheet, paper: AcknowledgementPaper) -> None:
    """For whom, when to come back in the largest words, each case with its line, papers, what was paid."""
    words, several = sheet.words, len(paper.cases) > 1
    begin(sheet, sheet.pair(lambda language: language.text("Acknowledgement")))
    person(sheet, words.text("For"), paper.applicant)
    if paper.representative:
        person(sheet, words.text("Represented by"), paper.representative)
    sheet.gap(8)
    lead, main, more = back_words(words, paper)
    texts = [(lead, TEXT), (main, DAY), (more, TEXT)]
    sheet.boxed([text for text, _ in texts if text], [style for text, style in texts if text])
    for index, case in enumerate(paper.cases, 1):
        _case(sheet, paper, index, case)
    _seen(sheet, paper.papers, several)
    _to_bring(sheet, paper.to_bring)
    torn(sheet)
    if paper.receipt:
        sheet.text(paid_words(words, paper), STRONG)
        sheet.gap(6)
    code(sheet, code_of(paper), [(words.text("Scan the code, or give the case number at any desk."), QUIET)])
    complaint(sheet, words.text("This slip is free of charge."))


def _case(sheet: Sheet, paper: AcknowledgementPaper, index: int, case: AcknowledgedCase) -> None:
    words, currency = sheet.words, Currency(paper.currency, paper.exponent)
    torn(sheet)
    service(sheet, index, case.title, case.also)
    ready = ready_words(sheet, paper, case)
    if sheet.wide(case.number, CODE) + sheet.wide(ready, STRONG) + 2 * GAP > sheet.span:
        sheet.text(case.number, CODE)
        at_ends(sheet, "", ready, STRONG)
    else:
        at_ends(sheet, [Span(case.number, CODE).isolated()], ready, STRONG)
    for text in (words.listed(case.outputs), case.authority):
        if text:
            sheet.text(text, TEXT)
    if case.fees:
        sheet.text(words.text("Nothing to pay"), STRONG)
        fees(sheet, case.fees, currency)
    if case.later or case.later_open:
        sheet.text(asked_later(words), STRONG)
        fees(sheet, case.later, currency)
    for title in case.later_open:
        at_ends(sheet, title, words.text("not known yet"))
    stations(sheet, case.stations)


def _seen(sheet: Sheet, papers: tuple[PaperSeen, ...], several: bool) -> None:
    if papers:
        torn(sheet)
        sheet.text(sheet.words.text("Papers we have seen"), STRONG)
    for paper in papers:
        how, fate = parts.mark_words(sheet, paper)
        sheet.text(parts.paper_name(sheet, paper, several, TEXT))
        sheet.text(sheet.words.listed([how, fate]), QUIET, 10)


def _to_bring(sheet: Sheet, papers: tuple[StillToBring, ...]) -> None:
    if papers:
        torn(sheet)
        sheet.text(sheet.words.text("Still to bring"), STRONG)
    for paper in papers:
        sheet.text(parts.to_bring_name(sheet, paper, TEXT))
        if paper.until:
            until = sheet.words.text("until {day}", day=sheet.words.long_weekday_date(paper.until))
            sheet.text(until, STRONG, 10)


def compose_missing(sheet: Sheet, paper: MissingSlip) -> None:
    """The services, why not, each thing to bring with all ways to prove it, the cost and the hours."""
    words = sheet.words
    found, bring = words.text("What we found out"), sheet.pair(lambda language: language.text("What to bring"))
    begin(sheet, bring if paper.missing else (found, ""))
    if paper.visitor:
        person(sheet, words.text("For"), paper.visitor)
    sheet.text(words.text("This slip is free of charge. Nothing was started and nothing was paid."), QUIET)
    sheet.gap(4)
    for index, title in enumerate(paper.services, 1):
        service(sheet, index, title, "".join(paper.services_also[index - 1 : index]))
    if paper.reasons:
        sheet.gap(6)
        sheet.text(words.text("Not possible as it stands"), STRONG)
        sheet.gap(4)
        sheet.boxed([parts.said(sheet, reason) for reason in paper.reasons], [TEXT] * len(paper.reasons))
    for item in paper.missing:
        torn(sheet)
        _missing(sheet, item, len(paper.services) > 1)
    if paper.fees:
        torn(sheet)
        sheet.text(words.text("What it will cost"), STRONG)
        currency = Currency(paper.currency, paper.exponent)
        fees(sheet, paper.fees, currency)
        total(sheet, sheet.pair(lambda language: language.text("To pay at this office")), Money(paper.total, currency))
    opening(sheet)
    complaint(sheet)


def _missing(sheet: Sheet, item: MissingPaper, several: bool) -> None:
    words = sheet.words
    title = item.title
    if several and item.services:
        title += " (" + words.text("for {numbers}", numbers=words.listed(map(str, item.services))) + ")"
    sheet.need(50)
    sheet.text(sheet.with_also(title, item.also, STRONG))
    if len(item.any_of) > 1:
        sheet.text(words.text("One of these is enough:"), QUIET)
    for number, together in enumerate(item.any_of):
        if number:
            sheet.text(words.text("or"), QUIET, INDENT)
        for place, wanted in enumerate(together):
            if place:
                sheet.text(words.text("and with it"), STRONG, INDENT)
            _wanted(sheet, wanted)


def _wanted(sheet: Sheet, wanted: WantedPaper) -> None:
    words = sheet.words
    sheet.need(30)
    parts.tick(sheet, 2)
    sheet.text(sheet.with_also(wanted.title, wanted.also, TEXT), TEXT, INDENT)
    accepted = words.listed(words.text(ACCEPTED.get(mark, mark)) for mark in wanted.accepted)
    for text in (accepted, *wanted.where):
        if text:
            sheet.text(text, QUIET, INDENT)
