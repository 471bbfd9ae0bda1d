"""From the content of a paper to PDF bytes, the same bytes every time."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from oss_desk.domain.papers import Paper, kind_of
from oss_desk.language import Language
from oss_desk.printing.acknowledgement import compose_acknowledgement
from oss_desk.printing.application import compose_application
from oss_desk.printing.blanks import compose_blanks
from oss_desk.printing.correction import compose_refund, compose_void
from oss_desk.printing.day_list import compose_day_list
from oss_desk.printing.fonts import Fonts
from oss_desk.printing.formats import INNER, Format, format_for
from oss_desk.printing.handover import compose_handover
from oss_desk.printing.looks import compose_looks
from oss_desk.printing.missing import compose_missing
from oss_desk.printing.parts import marks as copy_marks
from oss_desk.printing.receipt import compose_receipt
from oss_desk.printing.refusal import compose_refusal
from oss_desk.printing.roll import blanks, handover, looks, receipt, slips, till
from oss_desk.printing.roll import correction as roll_correction
from oss_desk.printing.service_sheet import compose_service_sheet
from oss_desk.printing.sheet import QUIET, Cell, Sheet, size_of
from oss_desk.printing.strokes import OUTLINED, draw_line
from oss_desk.printing.till import compose_till
from oss_desk.printing.typeset import CLOSE_LEADING, LEADING, Piece, Span, Style, Typesetter

COMPOSERS: Mapping[str, Callable[[Sheet, Any], None]] = {
    "application": compose_application,
    "receipt": compose_receipt,
    "acknowledgement": compose_acknowledgement,
    "handover": compose_handover,
    "refusal": compose_refusal,
    "missing": compose_missing,
    "blanks": compose_blanks,
    "void": compose_void,
    "refund": compose_refund,
    "looks": compose_looks,
    "till": compose_till,
    "service-sheet": compose_service_sheet,
    "day-list": compose_day_list,
}
ROLLS: Mapping[str, Callable[[Sheet, Any], None]] = {
    "receipt": receipt.compose_receipt,
    "acknowledgement": slips.compose_acknowledgement,
    "handover": handover.compose_handover,
    "missing": slips.compose_missing,
    "void": roll_correction.compose_void,
    "refund": roll_correction.compose_refund,
    "blanks": blanks.compose_blanks,
    "looks": looks.compose_looks,
    "till": till.compose_till,
}
ACROSS = 130.0  # the size of a word across the page, more than twice that of any total
ROLL_ACROSS = 62.0
HAND = 380.0  # how often such a word stands on a roll
_one_at_a_time = Lock()  # reportlab keeps fonts by name for the whole process


def draw(paper: Paper, language: Language, fonts: Path, size: str = "a4", beside: Language | None = None) -> bytes:
    """The paper as PDF, in that language, with the fonts of that folder, for paper of that size.

    `beside` is the office's language, where it is another: what matters most is said in it too. The same content gives
    the same bytes. Refused where papers of this kind are not made on paper of that size.
    """
    form = format_for(size, kind_of(paper))
    with _one_at_a_time:
        sheet = _composed(paper, language, fonts, LEADING, form, beside)
        if len(sheet.pages) > 1:
            closer = _composed(paper, language, fonts, CLOSE_LEADING, form, beside)
            sheet = min(sheet, closer, key=lambda one: len(one.pages))
        return _pdf(sheet, kind_of(paper))


def _composed(
    paper: Paper, language: Language, fonts: Path, leading: float, form: Format, beside: Language | None
) -> Sheet:
    sheet = Sheet(Typesetter(Fonts(fonts), language.rtl, leading), language, paper.head, form, beside)
    composers = ROLLS if form.roll else COMPOSERS
    composers[kind_of(paper)](sheet, paper)
    return sheet


def _pdf(sheet: Sheet, kind: str) -> bytes:
    target = BytesIO()
    form = sheet.form
    canvas = Canvas(target, pagesize=(form.width, form.height), invariant=1, pageCompression=1, lang=sheet.words.code)
    canvas.setTitle(sheet.running or kind)
    canvas.setAuthor(sheet.head.office)
    canvas.setCreator("OSS Desk")
    if form.roll:
        _roll(canvas, sheet)
    else:
        _sheets(canvas, sheet)
    canvas.save()
    return target.getvalue()


def _sheets(canvas: Canvas, sheet: Sheet) -> None:
    across = [_across(sheet, text, sheet.form.height) for text in words_across(sheet)]
    _feet(sheet)
    for marks in sheet.pages:
        for mark in (*across, *marks):
            mark(canvas)
        canvas.showPage()


def _roll(canvas: Canvas, sheet: Sheet) -> None:
    """Each page cut where its content ends; the words across stand again on every hand's length of it."""
    form = sheet.form
    if sheet.type.missing:
        sheet.gap(8)
        sheet.text(_spelt_out(sheet.words), Style(8))
    for marks, end in zip(sheet.pages, [*sheet.ends, sheet.y], strict=True):
        long = form.height - end + form.margin
        canvas.setPageSize((form.width, long))
        for text in words_across(sheet):
            for place in range(max(1, round(long / HAND))):
                canvas.saveState()
                canvas.translate(0, long - (place + 1) * HAND)
                _across(sheet, text, HAND)(canvas)
                canvas.restoreState()
        canvas.translate(0, form.margin - end)
        for mark in marks:
            mark(canvas)
        canvas.showPage()


def words_across(sheet: Sheet) -> list[str]:
    """What stands across each page: that it is no receipt of a real office, that it is a copy, or cancelled."""
    words, head = sheet.words, sheet.head
    return [*([words.text("TRAINING")] if head.sample else []), *copy_marks(sheet)]


def _across(sheet: Sheet, text: str, height: float) -> Callable[[Canvas], None]:
    """The word in outline from corner to corner, under the text, which stays black on white."""
    form = sheet.form
    diagonal = math.hypot(form.width, height) - 6 * form.margin
    largest = ROLL_ACROSS if form.roll else ACROSS
    style = Style(size_of(text, sheet.type, largest, diagonal), bold=True)
    line = sheet.type.lines([Span(text, style)], float("inf"))[0]
    emptied = replace(line, pieces=tuple(_white(piece) for piece in line.pieces))
    place = words_across(sheet).index(text) - (len(words_across(sheet)) - 1) / 2

    def mark(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(form.width / 2, height / 2)
        canvas.rotate(math.degrees(math.atan2(height, form.width)))
        canvas.setStrokeGray(0.4)
        canvas.setLineWidth(2)
        left, base = -line.width / 2, -style.size * (0.35 + place * 1.1)
        draw_line(canvas, line, left, base, mode=OUTLINED)
        draw_line(canvas, emptied, left, base)  # joined letters overlap: what lies inside the word is wiped
        canvas.restoreState()

    return mark


def _white(piece: Piece) -> Piece:
    """The same piece in white, which is read to nobody a second time."""
    return replace(piece, style=replace(piece.style, grey=1.0), parts=())


def _spelt_out(words: Language) -> str:
    return words.text("[U+...] stands for letters that no typeface of this program has. The record keeps them.")


def _feet(sheet: Sheet) -> None:
    """Foot line, number of the page, and a note where letters had to be spelt out."""
    words, pages = sheet.words, sheet.pages
    note = _spelt_out(words)
    for number, page in enumerate(pages, 1):
        sheet.pages = [page]
        count = words.text("Page {n} of {m}", n=number, m=len(pages))
        told = sheet.foot if page is pages[-1] else ""
        fits = size_of(told, sheet.type, QUIET.size * sheet.form.letters, (INNER - 112) * sheet.form.across)
        foot = Cell(told, 0, INNER - 112, replace(QUIET, size=fits / sheet.form.letters))
        sheet.fixed(sheet.form.margin + 12, [foot, Cell(count, INNER - 100, 100, QUIET, "end")])
        if sheet.type.missing:
            sheet.fixed(sheet.form.margin + 25, [Cell(note, 0, INNER, Style(8.5))])
    sheet.pages = pages
