"""The acknowledgement: what was handed in, who has it, and the day to come back in the largest words."""

from oss_desk.domain.money import Currency, Money
from oss_desk.domain.papers import AcknowledgedCase, AcknowledgementPaper, code_of, pays_again
from oss_desk.language import Language
from oss_desk.printing.formats import INNER
from oss_desk.printing.line import draw_stations
from oss_desk.printing.parts import (
    begin,
    complaint,
    day,
    fee_lines,
    named,
    notes,
    nothing_else,
    papers_seen,
    services_title,
    to_bring,
    today_of,
    zone_of,
)
from oss_desk.printing.sheet import CODE, HEADING, QUIET, STRONG, TEXT, THIN, Cell, Content, Sheet
from oss_desk.printing.typeset import Span, Style

DAY = Style(20, bold=True)
LEAD = Style(14)
COLUMNS = ((0, 112), (118, 104), (228, 92), (326, 84))  # start and width; the day stands at the end
WHEN = 414.0
SMALL = 9.5  # on smaller sheets, so that no word of the table is cut


def compose_acknowledgement(sheet: Sheet, paper: AcknowledgementPaper) -> None:
    """For whom, when to come back, the cases, papers, the line of each case, and what to do if it is late."""
    words, several = sheet.words, len(paper.cases) > 1
    begin(sheet, sheet.pair(lambda language: language.text("Acknowledgement")))
    _for_whom(sheet, paper)
    sheet.gap(10)
    _come_back(sheet, paper)
    sheet.heading(words.text("What you asked for"))
    _cases(sheet, paper)
    _free(sheet, paper)
    _later(sheet, paper)
    papers_seen(sheet, words.text("Papers we have seen"), paper.papers, several)
    to_bring(sheet, paper.to_bring, several)
    _lines(sheet, paper)
    late = words.text("If it is not ready on the day, we tell you why and the new date. You may complain at once.")
    follow = words.text("Scan the code, or give the case number at any desk.")
    notes(sheet, [(words.text("Late?"), late), complaint(sheet), (words.text("Follow it"), follow)])
    sheet.foot = paid_words(words, paper)


def _for_whom(sheet: Sheet, paper: AcknowledgementPaper) -> None:
    words = sheet.words
    name, born = {"name": named(paper.applicant)}, {"born": words.partial_date(paper.applicant.born)}
    if paper.applicant.born:
        template = words.text("We have received the application of {name}, born {born}.")
    else:
        template = words.text("We have received the application of {name}.")
    free: Content = words.text("This slip is free of charge.")
    sheet.row([Cell(sheet.rich(template, name, born), 0, 320), Cell(free, 332, INNER - 332, QUIET, "end")])
    if paper.representative:
        shown = sheet.rich(words.text("Handed in by {name}."), {"name": named(paper.representative)})
        sheet.text(shown, TEXT, 0, 320)


def _come_back(sheet: Sheet, paper: AcknowledgementPaper) -> None:
    lead, main, more = back_words(sheet.words, paper)
    beside = back_words(sheet.beside, paper) if sheet.beside else ("", "", "")
    told = sheet.beside.listed(beside[:2]) if sheet.beside else ""
    day = [Span(main, DAY).isolated(), *sheet.also("" if told == main else told, LEAD)]
    blocks: list[tuple[Content, Style]] = [(lead, TEXT), (day, DAY), (more, TEXT)]
    shown = [(block, style) for block, style in blocks if block]
    sheet.boxed([block for block, _ in shown], [style for _, style in shown], code_of(paper))


def back_words(words: Language, paper: AcknowledgementPaper) -> tuple[str, str, str]:
    """How often to come back, the day, and what to bring; the day is told in the largest words."""
    back, pays = paper.come_back, any(pays_again(case.stations) for case in paper.cases)
    keep = words.text("Keep this slip.")
    if back is None and pays:
        return words.text("Come back to pay"), words.text("when the amount is known"), words.text("Bring this slip.")
    if back is None:
        done = all(case.done for case in paper.cases)
        return "", words.text("Everything is done") if done else words.text("You need not come back"), keep
    bring = words.text("to this office, any desk. Bring this slip.")
    if back.bring:
        bring = words.text("to this office, any desk. Bring this slip and: {papers}.", papers=words.listed(back.bring))
    main = words.text("from {day}", day=words.long_weekday_date(back.day))
    if not pays:
        return words.text("Come back once"), main, bring
    if any(_collects(case) for case in paper.cases):
        return words.text("Come back to pay when it is asked for, and to collect"), main, bring
    return words.text("Come back to pay"), main, bring


def _collects(case: AcknowledgedCase) -> bool:
    return any(stop.state == "ahead" and stop.when == "from" for stop in case.stations)


def _cases(sheet: Sheet, paper: AcknowledgementPaper) -> None:
    words = sheet.words
    titles = [words.text("Service"), words.text("You get"), words.text("Authority"), words.text("Case")]
    head = [Cell(text, *place, QUIET) for text, place in zip(titles, COLUMNS, strict=True)]
    sheet.row([*head, Cell(words.text("Ready"), WHEN, INNER - WHEN, QUIET, "end")], 0, 3)
    sheet.rule(THIN)
    for case in paper.cases:
        _case(sheet, paper, case)
        sheet.rule(THIN)


def _case(sheet: Sheet, paper: AcknowledgementPaper, case: AcknowledgedCase) -> None:
    text, strong = (TEXT, STRONG) if sheet.form.letters == 1 else (Style(SMALL), Style(SMALL, bold=True))
    title = sheet.with_also(case.title, case.also, strong)
    texts: list[Content] = [title, sheet.words.listed(case.outputs), case.authority, case.number]
    styles = [strong, text, text, Style(9, mono=True)]
    cells = [Cell(t, *place, style) for t, place, style in zip(texts, COLUMNS, styles, strict=True)]
    sheet.row([*cells, Cell(ready_words(sheet, paper, case), WHEN, INNER - WHEN, strong, "end")], 3, 3)


def ready_words(sheet: Sheet, paper: AcknowledgementPaper, case: AcknowledgedCase) -> str:
    """When a case is ready: today's is told by the hour, others by the day, a dash where no day is promised."""
    words = sheet.words
    if case.done:
        return words.text("given today")
    if case.due is None:
        return "\u2013"
    zone = zone_of(paper.head)
    when = case.due.astimezone(zone).date()
    return words.time(case.due, zone) if when == today_of(paper.head) else day(words, when, today_of(paper.head))


def _free(sheet: Sheet, paper: AcknowledgementPaper) -> None:
    """The fee lines of services that turned out to cost nothing, and so have no receipt."""
    currency = Currency(paper.currency, paper.exponent)
    for index, case in enumerate(paper.cases, 1):
        if case.fees:
            services_title(sheet, index, sheet.words.text("{service}: nothing to pay", service=case.title))
            fee_lines(sheet, case.fees, currency)


def asked_later(words: Language) -> str:
    """Over the fees that nobody pays today."""
    return words.text("Asked for later, not today")


def _later(sheet: Sheet, paper: AcknowledgementPaper) -> None:
    """What will be asked for at a later stop, with its amount as far as it is known."""
    shown = [(index, case) for index, case in enumerate(paper.cases, 1) if case.later or case.later_open]
    if shown:
        sheet.heading(sheet.both(asked_later, HEADING), 60)
    for index, case in shown:
        if len(paper.cases) > 1:
            services_title(sheet, index, case.title)
        fee_lines(sheet, case.later, Currency(paper.currency, paper.exponent))
        for title in case.later_open:
            amount = sheet.words.text("not known yet")
            sheet.row([Cell(title, 0, INNER - 130), Cell(amount, INNER - 118, 118, QUIET, "end")])


def _lines(sheet: Sheet, paper: AcknowledgementPaper) -> None:
    words = sheet.words
    shown = [case for case in paper.cases if case.stations]
    if shown:
        sheet.heading(words.text("Who has it, and until when"), 70)
    for case in shown:
        if len(shown) > 1:
            sheet.need(110)
            sheet.gap(6)
            sheet.row([Cell(case.title, 0, INNER - 170), Cell(case.number, INNER - 158, 158, CODE, "end")])
        draw_stations(sheet, case.stations)


def paid_words(words: Language, paper: AcknowledgementPaper) -> str:
    """What was paid and on which receipt, and that nothing else is owed, or not today."""
    if not paper.receipt:
        return ""
    money = words.money(Money(paper.paid, Currency(paper.currency, paper.exponent)))
    paid = words.text("Paid: {money}, receipt {number}.", money=money, number=paper.receipt)
    later = any(case.later or case.later_open for case in paper.cases)
    return f"{paid} {nothing_else(words, [stop for case in paper.cases for stop in case.stations], later)}"
