"""The handover note: what changed hands, to whom, how the collector was known, and both signatures."""

from oss_desk.domain.money import Currency, Money
from oss_desk.domain.papers import HandedOver, HandoverPaper, code_of
from oss_desk.language import Language
from oss_desk.printing.formats import INNER
from oss_desk.printing.parts import begin, complaint, notes, papers_seen, person, signatures
from oss_desk.printing.sheet import CODE, QUIET, STRONG, TEXT, THIN, Cell, Sheet
from oss_desk.printing.typeset import Span, Style

MAIN = Style(16, bold=True)
COLUMNS = ((0, 130), (138, 130), (276, 84))
VALID = 368.0


def compose_handover(sheet: Sheet, paper: HandoverPaper) -> None:
    """The collector in the box, then the outputs, papers given back, and room to sign."""
    words = sheet.words
    begin(sheet, sheet.pair(lambda language: language.text("Handover note")))
    sheet.gap(12)
    name, rest = paper.collector.name, [text for text in (paper.collector.own_script, paper.collector.document) if text]
    sheet.boxed([words.text("Handed over to"), name, words.listed(rest)], [TEXT, MAIN, TEXT], code_of(paper))
    sheet.gap(12)
    person(sheet, words.text("Issued for") if paper.items else words.text("Papers of"), paper.applicant)
    for label, text in collected_rows(sheet, paper):
        sheet.row([Cell(label, 0, 130, QUIET), Cell(text, 142, INNER - 142)])
    if paper.items:
        sheet.heading(words.text("What was handed over"), 60)
        _items(sheet, paper)
    papers_seen(sheet, words.text("Papers given back"), paper.returned, False, words.text("given back today"))
    sheet.gap(18)
    sheet.text(words.text("I have received everything listed on this note."), TEXT)
    official = words.text("Signature of the official, {official}", official=paper.head.official)
    signatures(sheet, [words.text("Signature of the collector"), official])
    notes(sheet, [(words.text("Nothing more to pay"), paid_words(words, paper)), complaint(sheet)])


def paid_words(words: Language, paper: HandoverPaper) -> str:
    """What was paid for the handover itself, and that nothing else is owed."""
    if not paper.paid:
        return words.text("The handover is free of charge. You should pay nothing else.")
    amount = words.money(Money(paper.paid, Currency(paper.currency, paper.exponent)))
    return words.text(
        "{amount} was paid for the handover, receipt {receipt}. You should pay nothing else.",
        amount=amount,
        receipt=paper.receipt,
    )


def collected_rows(sheet: Sheet, paper: HandoverPaper) -> list[tuple[str, str]]:
    """By which right it was collected; if a supervisor had to allow it, who did and why."""
    words = sheet.words
    roles = {
        "applicant": words.text("the applicant in person"),
        "representative": words.text("the representative named in the case"),
        "other": words.text("a person named by the applicant"),
    }
    rows = [(words.text("Collected by"), roles.get(paper.role, paper.role))]
    if paper.override and paper.allowed_by:
        rows.append((words.text("Allowed by"), f"{paper.allowed_by}\n{paper.override}"))
    elif paper.override:
        rows.append((words.text("Allowed by a supervisor"), paper.override))
    return rows


def _items(sheet: Sheet, paper: HandoverPaper) -> None:
    words = sheet.words
    titles = [words.text("What"), words.text("Service"), words.text("Case")]
    head = [Cell(text, *place, QUIET) for text, place in zip(titles, COLUMNS, strict=True)]
    sheet.row([*head, Cell(words.text("Valid"), VALID, INNER - VALID, QUIET, "end")], 0, 3)
    sheet.rule(THIN)
    for item in paper.items:
        what = sheet.with_also(item.output, item.also, STRONG)
        what += [Span("\n" + item.number, CODE)] if item.number else []
        service = sheet.with_also(item.service, item.service_also)
        row = [Cell(text, *place) for text, place in zip((what, service), COLUMNS, strict=False)]
        valid = "\n".join(valid_words(words, item)) or "\u2013"
        sheet.row(
            [*row, Cell(item.case, *COLUMNS[2], CODE), Cell(valid, VALID, INNER - VALID, TEXT, "end")],
            3,
            3,
        )
        sheet.rule(THIN)


def valid_words(words: Language, item: HandedOver) -> list[str]:
    """From when and until when a thing handed over holds."""
    dates = []
    if item.valid_from:
        dates.append(words.text("from {day}", day=words.date(item.valid_from)))
    if item.valid_until:
        dates.append(words.text("until {day}", day=words.date(item.valid_until)))
    return dates
