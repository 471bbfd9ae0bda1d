"""What papers on a roll share: the head, fees, sums, the line going down, the code, whom to complain to."""

from collections.abc import Sequence
from functools import partial

from oss_desk.domain.money import Currency, Money
from oss_desk.domain.papers import FeeText, Person, Station
from oss_desk.language import NO_BREAK
from oss_desk.printing import parts
from oss_desk.printing.line import DOT, dots, texts_of
from oss_desk.printing.sheet import GREY, HEAVY, THIN, Cell, Content, Pair, Sheet, size_of
from oss_desk.printing.typeset import Span, Style

TEXT = Style(9.5)
STRONG = Style(9.5, bold=True)
QUIET = Style(9, grey=GREY)
CODE = Style(9.5, mono=True)
OFFICE = Style(12, bold=True)
TITLE = Style(16, bold=True)
ALSO_TITLE = Style(11, grey=GREY)
SUM = Style(12, bold=True)
TOTAL = Style(18, bold=True)
COPY = Style(38, bold=True)  # more than twice the height of the total
INDENT, GAP = 18.0, 6.0
AMOUNT = 46.0
QR = 71.0  # 25 mm
BESIDE = 90.0  # the least that text beside a code needs


def begin(sheet: Sheet, title: Pair, number: str = "") -> None:
    """Copy mark, office and address in the middle, the title, then number, desk and moment."""
    head, words = sheet.head, sheet.words
    sheet.running = " · ".join(part for part in (head.office, title[0], number) if part)
    for mark in parts.marks(sheet):
        centred(sheet, mark, COPY)
    centred(sheet, head.office, OFFICE)
    centred(sheet, words.listed(head.address), TEXT)
    sheet.gap(8)
    centred(sheet, title[0], TITLE)
    centred(sheet, title[1], ALSO_TITLE)
    sheet.gap(6)
    if number:
        shown = [Span(words.text("No.") + " ", TEXT), Span(number, Style(10.5, bold=True, mono=True)).isolated()]
        at_ends(sheet, shown, head.desk_name)
    else:
        sheet.text(head.desk_name, TEXT)
    sheet.text(words.moment(head.moment, parts.zone_of(head)).replace(" UTC", f"{NO_BREAK}UTC"), TEXT)


def centred(sheet: Sheet, text: Content, style: Style) -> None:
    """A text in the middle; nothing for an empty one."""
    if text:
        sheet.row([Cell(text, 0, sheet.span, style, "centre")])


def at_ends(sheet: Sheet, start: Content, end: str, style: Style = TEXT, column: float = 0) -> None:
    """A text at the start and a short one at the end of a line; the end keeps to one line where it can.

    Ends that stand under each other are given a column, in which they keep to the right in both directions.
    """
    width = min(max(column, sheet.wide(end, style) + 1), sheet.span * 0.6) if end else 0
    cells = [Cell(start, 0, sheet.span - width - GAP, style), Cell(end, sheet.span - width, width, style, "amount")]
    sheet.row(cells if end else cells[:1])


def torn(sheet: Sheet) -> None:
    """A dashed line from edge to edge."""
    sheet.gap(6)
    sheet.rule(THIN, dash=True)
    sheet.gap(6)


def person(sheet: Sheet, label: str, who: Person) -> None:
    """A label and a name in bold, what else is known of the person under it."""
    words = sheet.words
    sheet.text([Span(label + " ", TEXT), Span(who.name, STRONG).isolated()])
    born = words.text("born {date}", date=words.partial_date(who.born)) if who.born else ""
    for text in (who.own_script, words.listed([born, who.document])):
        if text:
            sheet.text(text, TEXT)


def service(sheet: Sheet, index: int, title: str, also: str) -> None:
    """The number and the name of a service, the office's name for it under it."""
    sheet.need(40)
    sheet.gap(4)
    cells = [Cell(f"{index}", 0, 12, STRONG), Cell(sheet.with_also(title, also, STRONG), 12, sheet.span - 12)]
    sheet.row(cells)


def amount(sheet: Sheet, start: Content, money: Money) -> None:
    """An amount in its column behind what it is for."""
    at_ends(sheet, start, sheet.words.amount(money), TEXT, AMOUNT)


def fees(sheet: Sheet, lines: Sequence[FeeText], currency: Currency) -> None:
    """Each fee with its steps, its amount at the end, its law under it."""
    for fee in lines:
        steps = sheet.words.listed(parts.said(sheet, step) for step in fee.steps)
        comma = sheet.words.text(", ")
        name = [Span(fee.title, TEXT).isolated(), Span(comma + steps if steps else "", TEXT)]
        amount(sheet, name, Money(fee.amount, currency))
        for text in (fee.also, fee.law):
            if text:
                sheet.text(text, QUIET)


def total(sheet: Sheet, label: Pair, money: Money) -> None:
    """A heavy rule and the sum, the largest thing on the roll."""
    sheet.need(60)
    sheet.gap(6)
    sheet.rule(HEAVY)
    sheet.gap(4)
    shown = sheet.words.money(money)
    fits = size_of(shown, sheet.type, TOTAL.size * sheet.form.letters, 0.58 * sheet.span)
    at_ends(sheet, sheet.with_also(*label, SUM), shown, Style(fits / sheet.form.letters, bold=True))


def stations(sheet: Sheet, line: Sequence[Station]) -> None:
    """The line going down: the dot, what and who, and when."""
    last: tuple[int, tuple[float, float], Station] | None = None
    for station in line:
        title, who, when = texts_of(sheet, station)
        sheet.need(36)
        sheet.gap(3)
        place = (sheet.left(1, 2 * DOT) + DOT, sheet.y - 7)
        joined = last is not None and last[0] == len(sheet.pages)
        pair = [last[2], station] if last and joined else [station]
        points = [last[1], place] if last and joined else [place]
        sheet.mark(partial(dots, stations=pair, places=points))
        sheet.text(title, STRONG, INDENT)
        told = sheet.words.listed([who, when])
        if told:
            sheet.text(told, TEXT, INDENT)
        last = (len(sheet.pages), place, station)


def code(sheet: Sheet, text: str, blocks: Sequence[tuple[str, Style]]) -> None:
    """The code at the end side with words beside it, or under them on a roll too narrow for both."""
    if not text:
        return
    beside = sheet.span - QR - GAP >= BESIDE
    width = sheet.span - QR - GAP if beside else sheet.span
    sheet.need(QR + 60)
    top = sheet.y
    if beside:
        sheet.qr(text, sheet.span - QR, QR, 0)
    for words, style in blocks:
        sheet.text(words, style, 0, width)
    if beside:
        sheet.y = min(sheet.y, top - QR)
    else:
        sheet.gap(4)
        sheet.qr(text, (sheet.span - QR) / 2, QR, 0)
        sheet.y -= QR


def complaint(sheet: Sheet, first: str = "") -> None:
    """Who served, and whom to tell when anybody asks for more."""
    torn(sheet)
    title, text = parts.complaint(sheet)
    if first:
        sheet.text(first, TEXT)
    sheet.text(title, STRONG)
    sheet.text(text, TEXT)


def opening(sheet: Sheet) -> None:
    """When the office is open, a stretch of days on each line."""
    shown = parts.hours(sheet.words, sheet.head.opening).replace("; ", "\n")
    if shown:
        sheet.gap(6)
        sheet.text(sheet.words.text("When we are open"), STRONG)
        sheet.text(shown, TEXT)
