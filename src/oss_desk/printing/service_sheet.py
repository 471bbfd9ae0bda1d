"""The service sheet: what a citizen wants to know of a service before she comes."""

from oss_desk.domain.money import Currency, Money
from oss_desk.domain.papers import Appeal, AskedPaper, Price, ServiceSheetPaper
from oss_desk.printing.formats import INNER
from oss_desk.printing.messages import ACCEPTED
from oss_desk.printing.parts import AMOUNT, begin, complaint, hours, notes, notices, said, ticked
from oss_desk.printing.sheet import GUTTER, QUIET, STRONG, TEXT, THIN, Cell, Sheet
from oss_desk.printing.terms import term_words
from oss_desk.printing.typeset import Span, Style

FACT = Style(14, bold=True)
LABEL, BESIDE = 130.0, 142.0
HIGH, LEAD = 44.0, 16.0  # what a paper to tick takes, and the word between two ways


def compose_service_sheet(sheet: Sheet, paper: ServiceSheetPaper) -> None:
    """The notices first, then three facts (cost, time, who decides), what to bring, the fees with their law."""
    words = sheet.words
    begin(sheet, (paper.title, paper.also))
    if paper.summary:
        sheet.text(paper.summary)
    notices(sheet, paper.notices)
    sheet.gap(12)
    _facts(sheet, paper)
    _listed(sheet, words.text("Who may ask for it"), paper.conditions)
    _papers(sheet, paper)
    _prices(sheet, paper)
    _laws(sheet, paper)
    opening = hours(words, paper.head.opening).replace("; ", "\n")
    columns = [(words.text("When we are open"), opening)] if opening else []
    sheet.foot = _state(sheet, paper)
    notes(sheet, [*columns, complaint(sheet)])


def _facts(sheet: Sheet, paper: ServiceSheetPaper) -> None:
    words = sheet.words
    facts = [
        (words.text("What it costs"), _cost(sheet, paper)),
        (words.text("How long it takes"), _longest(sheet, paper)),
        (words.text("Who decides"), paper.authority),
    ]
    width = (INNER - 2 * GUTTER) / 3
    places = [index * (width + GUTTER) for index in range(3)]
    sheet.rule(2)
    sheet.gap(6)
    sheet.row([Cell(label, start, width, QUIET) for (label, _), start in zip(facts, places, strict=True)])
    sheet.row([Cell(text, start, width, FACT) for (_, text), start in zip(facts, places, strict=True)], 0, 6)
    sheet.rule(THIN)
    sheet.gap(6)
    for term in paper.terms if len(paper.terms) > 1 or any(term.when for term in paper.terms) else ():
        sheet.row([Cell(term.when, 0, 330), Cell(term_words(words, term), 342, INNER - 342, TEXT, "end")])
    rows = [(words.text("You get"), words.listed(paper.outputs)), (words.text("Where"), "\n".join(paper.where))]
    for label, text in rows:
        if text:
            sheet.row([Cell(label, 0, LABEL, QUIET), Cell(text, BESIDE, INNER - BESIDE)])


def _cost(sheet: Sheet, paper: ServiceSheetPaper) -> str:
    words, currency = sheet.words, Currency(paper.currency, paper.exponent)
    due = [price for price in paper.prices if price.amount != 0]
    if not due:
        return words.text("free of charge")
    always = [price.amount for price in due if not price.when and price.amount is not None]
    known = words.money(Money(sum(always), currency))
    if len(always) == len(due) and not any(price.terms for price in due):
        return known
    return words.text("from {amount}", amount=known) if always else words.text("see below")


def _longest(sheet: Sheet, paper: ServiceSheetPaper) -> str:
    words = sheet.words
    told = list(dict.fromkeys(term_words(words, term) for term in paper.terms))
    if not told:
        return words.text("no term is set")
    return told[0] if len(told) == 1 else words.text("see below")


def _listed(sheet: Sheet, title: str, texts: tuple[str, ...]) -> None:
    if not texts:
        return
    sheet.heading(title)
    for text in texts:
        sheet.row([Cell("\u2022", 0, 12), Cell(text, 14, INNER - 14)], 0, 3)


def _papers(sheet: Sheet, paper: ServiceSheetPaper) -> None:
    words = sheet.words
    sheet.heading(words.text("What to bring"))
    if not paper.papers:
        sheet.text(words.text("Nothing but yourself."))
    for asked in paper.papers:
        sheet.rule(THIN)
        _asked(sheet, asked)


def _asked(sheet: Sheet, asked: AskedPaper) -> None:
    """What is to be proven, under it each way to prove it with a square to tick; papers needed together say so."""
    words, quiet = sheet.words, Style(9.5, grey=0.25)
    told = [asked.when, words.text("may follow later") if asked.may_follow else "", asked.law]
    if asked.count > 1:
        told.insert(0, words.plural("{n} piece", "{n} pieces", asked.count))
    sheet.need(60)
    title = sheet.with_also(asked.title, asked.also, STRONG)
    aside = Cell("\n".join(text for text in told if text), 300, INNER - 300, quiet)
    sheet.row([Cell(title, 0, 288), aside], 5, 2)
    for number, together in enumerate(asked.any_of):
        sheet.need(HIGH * len(together) + (LEAD if number else 0))
        if number:
            sheet.text(words.text("or"), QUIET, 16)
        for place, wanted in enumerate(together):
            if place:
                sheet.text(words.text("and with it"), STRONG, 16)
            accepted = words.listed(words.text(ACCEPTED.get(mark, mark)) for mark in wanted.accepted)
            name = [*sheet.with_also(wanted.title, wanted.also, TEXT)]
            name += [Span("\n" + accepted, quiet)] if accepted else []
            ticked(sheet, [Cell(name, 16, 272), Cell("\n".join(wanted.where), 300, INNER - 300, quiet)], 0, 4, 3)


def _prices(sheet: Sheet, paper: ServiceSheetPaper) -> None:
    words = sheet.words
    sheet.heading(words.text("What it costs"), 60)
    sheet.rule(THIN)
    if not paper.prices:
        sheet.text(words.text("This service is free of charge. You should pay nothing."))
    for price in paper.prices:
        _price(sheet, paper, price)
    if paper.reductions:
        sheet.heading(words.text("Who pays less"), 60)
        sheet.rule(THIN)
    for price in paper.reductions:
        _price(sheet, paper, price)


def _price(sheet: Sheet, paper: ServiceSheetPaper, price: Price) -> None:
    words, terms = sheet.words, sheet.words.listed(said(sheet, term) for term in price.terms)
    amount = words.money(Money(price.amount, Currency(paper.currency, paper.exponent))) if price.amount else ""
    amount = words.text("free of charge") if price.amount == 0 else amount
    name = [*sheet.with_also(price.title, price.also, TEXT)]
    name += [Span("\n" + text, QUIET) for text in (terms, price.when, price.law) if text]
    wide = AMOUNT + 24
    sheet.row([Cell(name, 0, INNER - wide - GUTTER), Cell(amount, INNER - wide, wide, STRONG, "amount")], 3, 3)
    sheet.rule(THIN)


def _laws(sheet: Sheet, paper: ServiceSheetPaper) -> None:
    _listed(sheet, sheet.words.text("By which law"), paper.laws)
    if paper.appeal:
        sheet.heading(sheet.words.text("If the answer is no"))
        sheet.text(_appeal(sheet, paper.appeal))


def _appeal(sheet: Sheet, appeal: Appeal) -> str:
    return sheet.words.listed([sheet.words.text("You may appeal to: {to}", to=appeal.to), appeal.law])


def _state(sheet: Sheet, paper: ServiceSheetPaper) -> str:
    words, made = sheet.words, sheet.words.date(paper.head.moment.date())
    if paper.in_force is None:
        return words.text("As of {day}. Free of charge.", day=made)
    since = words.date(paper.in_force)
    return words.text("As of {day}, in force since {since}. Free of charge.", day=made, since=since)
