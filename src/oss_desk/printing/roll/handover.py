"""The handover note on a roll: what changed hands, to whom, and room for both to sign."""

from oss_desk.domain.papers import HandedOver, HandoverPaper, code_of
from oss_desk.printing import parts
from oss_desk.printing.handover import collected_rows, paid_words, valid_words
from oss_desk.printing.roll.parts import CODE, QUIET, STRONG, TEXT, begin, code, complaint, person, torn
from oss_desk.printing.sheet import THIN, Sheet
from oss_desk.printing.typeset import Span, Style

MAIN = Style(13, bold=True)


def compose_handover(sheet: Sheet, paper: HandoverPaper) -> None:
    """The collector in the box, the outputs, papers given back, what was paid, and lines to sign on."""
    words = sheet.words
    begin(sheet, sheet.pair(lambda language: language.text("Handover note")))
    sheet.gap(6)
    rest = [text for text in (paper.collector.own_script, paper.collector.document) if text]
    blocks = [words.text("Handed over to"), paper.collector.name, *rest]
    sheet.boxed(blocks, [TEXT, MAIN, *[TEXT] * len(rest)])
    sheet.gap(6)
    person(sheet, words.text("Issued for") if paper.items else words.text("Papers of"), paper.applicant)
    for label, text in collected_rows(sheet, paper):
        sheet.text([Span(label + " ", QUIET), Span(text, TEXT).isolated()])
    torn(sheet)
    if paper.items:
        sheet.text(sheet.both(lambda language: language.text("What was handed over"), STRONG))
    for item in paper.items:
        _item(sheet, item)
    if paper.returned:
        torn(sheet)
        sheet.text(words.text("Papers given back"), STRONG)
    for given in paper.returned:
        sheet.text(parts.paper_name(sheet, given, False, TEXT))
    torn(sheet)
    sheet.text(paid_words(words, paper), TEXT)
    sheet.gap(4)
    sheet.text(words.text("I have received everything listed on this note."), TEXT)
    _sign(sheet, words.text("Signature of the collector"))
    _sign(sheet, words.text("Signature of the official, {official}", official=paper.head.official))
    sheet.gap(8)
    if paper.items:
        code(sheet, code_of(paper), [(words.text("Scan the code to find this handover again."), QUIET)])
    complaint(sheet)


def _item(sheet: Sheet, item: HandedOver) -> None:
    sheet.need(40)
    sheet.gap(4)
    sheet.text(sheet.with_also(item.output, item.also, STRONG))
    if item.number:
        sheet.text(item.number, CODE)
    sheet.text(sheet.with_also(item.service, item.service_also, TEXT))
    sheet.text([Span(sheet.words.text("Case") + " ", TEXT), Span(item.case, CODE).isolated()])
    for text in valid_words(sheet.words, item):
        sheet.text(text, QUIET)


def _sign(sheet: Sheet, label: str) -> None:
    sheet.need(60)
    sheet.gap(40)
    sheet.rule(THIN)
    sheet.gap(2)
    sheet.text(label, QUIET)
