"""The line on paper: filled and solid is done, a thick ring is now, a thin ring on dashes is ahead."""

from collections.abc import Sequence
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from oss_desk.domain.papers import Station
from oss_desk.printing.formats import INNER
from oss_desk.printing.parts import day, said, today_of, zone_of
from oss_desk.printing.sheet import GUTTER, QUIET, STRONG, TEXT, Cell, Sheet
from oss_desk.printing.strokes import segment
from oss_desk.printing.typeset import Span

ACROSS = 4  # more stations than these go down the page
DOT = 4.2
INDENT = 22.0


def draw_stations(sheet: Sheet, stations: Sequence[Station]) -> None:
    """The stations side by side, or under each other when there are many."""
    if not stations:
        return
    if len(stations) <= ACROSS:
        _across(sheet, stations)
    else:
        _down(sheet, stations)


def _across(sheet: Sheet, stations: Sequence[Station]) -> None:
    width = INNER / max(len(stations), 3)
    texts = [texts_of(sheet, station) for station in stations]
    sheet.need(86)
    sheet.gap(8)
    y = sheet.y - DOT
    places = [(sheet.left(index * width, 2 * DOT) + DOT, y) for index in range(len(stations))]
    sheet.mark(lambda canvas: dots(canvas, stations, places))
    sheet.gap(2 * DOT + 6)
    sheet.row([Cell(_under(text), index * width, width - GUTTER) for index, text in enumerate(texts)])


def _down(sheet: Sheet, stations: Sequence[Station]) -> None:
    last: tuple[int, tuple[float, float], Station] | None = None
    for place_in_line, station in enumerate(stations, 1):
        title, who, when = texts_of(sheet, station)
        sheet.need(84 if place_in_line == len(stations) - 1 else 50)  # the last stop never stands alone
        sheet.gap(4)
        place = (sheet.left(1, 2 * DOT) + DOT, sheet.y - 7.5)
        pair = [last[2], station] if last and last[0] == len(sheet.pages) else [station]
        points = [last[1], place] if last and len(pair) == 2 else [place]
        sheet.mark(partial(dots, stations=pair, places=points))
        sheet.row([Cell(title, INDENT, 210, STRONG), Cell(when, INDENT + 222, INNER - INDENT - 222, TEXT, "end")])
        if who:
            sheet.text(who, QUIET, INDENT)
        last = (len(sheet.pages), place, station)


def _under(texts: tuple[str, str, str]) -> list[Span]:
    lines = [Span(text, style) for text, style in zip(texts, (STRONG, TEXT, QUIET), strict=True) if text]
    return [part for line in lines for part in (Span("\n", TEXT), line)][1:]


def texts_of(sheet: Sheet, station: Station) -> tuple[str, str, str]:
    """What a stop is, who has it there, and when."""
    who = said(sheet, station.who) if station.who else ""
    return said(sheet, station.title), who, _when(sheet, station)


def _when(sheet: Sheet, station: Station) -> str:
    if station.moment is None:
        return ""
    words = sheet.words
    shown = day(words, station.moment.astimezone(zone_of(sheet.head)).date(), today_of(sheet.head))
    match station.when:
        case "until":
            return words.text("until {day}", day=shown)
        case "from":
            return words.text("from {day}", day=shown)
    return shown


def dots(canvas: Canvas, stations: Sequence[Station], places: Sequence[tuple[float, float]]) -> None:
    """The dots of these stops with the line between them."""
    for station, (x, y), (next_x, next_y) in zip(stations[1:], places, places[1:], strict=False):
        ahead = station.state == "ahead"
        segment(canvas, 1.5 if ahead else 2, _between(x, y, next_x, next_y), dashed=ahead)
    for station, (x, y) in zip(stations, places, strict=True):
        canvas.setFillGray(0 if station.state == "done" else 1)
        canvas.setLineWidth(3 if station.state == "now" else 1.5)
        canvas.circle(x, y, DOT, stroke=1, fill=1)


def _between(x: float, y: float, next_x: float, next_y: float) -> tuple[float, float, float, float]:
    """From edge to edge of two dots, so that a ring stays empty."""
    length = max(abs(next_x - x), abs(next_y - y)) or 1
    across, down = (next_x - x) / length * DOT, (next_y - y) / length * DOT
    return x + across, y + down, next_x - across, next_y - down
