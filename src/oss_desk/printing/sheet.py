"""The pages of one paper: text, rows, boxes, rules and pictures flow down sheets or a roll, in either direction.

Everything is placed first and drawn at the end, when the number of pages is known. All measures are points; `start`
and widths count across the paper as its format does, from the side where reading starts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import segno
from reportlab.pdfgen.canvas import Canvas

from oss_desk.domain.papers import Head
from oss_desk.language import Language
from oss_desk.printing.formats import FORMATS, Format
from oss_desk.printing.strokes import draw_line, rectangle, segment, squares
from oss_desk.printing.typeset import LEADING, Line, Span, Style, Typesetter, filled

FOOT = 22.0  # kept free above the lower margin for the foot line and the footnote
HEAVY, THIN = 2.0, 0.75
GUTTER = 12.0
ASCENT = 0.72  # how much of a line's height lies above its base line
GREY = 0.25
BOX = 13.0  # between a frame and what stands in it

TEXT = Style()
STRONG = Style(bold=True)
QUIET = Style(grey=GREY)
CODE = Style(mono=True)
TITLE = Style(22, bold=True)
HEADING = Style(12, bold=True)
LARGE = Style(18, bold=True)

ALSO = 0.82  # how large the office's own language stands under the citizen's

Content = str | Sequence[Span]
Mark = Callable[[Canvas], None]
Say = Callable[[Language], str]
Pair = tuple[str, str]
"""The same in the paper's language and in the office's; the second is empty where it would say nothing new."""


@dataclass(frozen=True)
class Cell:
    """A text at a place of a row: `align` is start, end, centre or amount (flush right in both directions)."""

    content: Content
    start: float
    width: float
    style: Style = TEXT
    align: str = "start"


class Sheet:
    """The growing paper: a cursor that goes down, and what is drawn on each page."""

    def __init__(
        self,
        type_: Typesetter,
        words: Language,
        head: Head,
        form: Format = FORMATS["a4"],
        beside: Language | None = None,
    ) -> None:
        self.type = type_
        self.words = words
        self.beside = beside
        self.head = head
        self.form = form
        self.rtl = words.rtl
        self.foot = ""
        self.pages: list[list[Mark]] = [[]]
        self.ends: list[float] = []  # where what stands on each finished page ends
        self.y = form.height - form.margin
        self.span = form.inner / form.across  # the whole width, as composers count
        self.running = ""  # what stands at the top of further pages

    @property
    def room(self) -> float:
        """How much height is left on this page."""
        return self.y - self.form.margin - (0 if self.form.roll else FOOT)

    def pair(self, say: Say) -> Pair:
        """A sentence of the program in the paper's language and in the office's."""
        main = say(self.words)
        also = say(self.beside) if self.beside else ""
        return main, "" if also == main else also

    def with_also(self, main: str, also: str, style: Style = TEXT) -> list[Span]:
        """A text, and under it the same in the office's language in smaller quiet letters."""
        return [Span(main, style).isolated(), *self.also(also if also != main else "", style)]

    def also(self, text: str, style: Style = TEXT) -> list[Span]:
        """What the office's language says, on a line of its own, smaller and quieter than the rest; or nothing."""
        quiet = Style(style.size * ALSO, grey=GREY)
        return [Span("\n", quiet), Span(text, quiet).isolated()] if text else []

    def beside_it(self, main: str, also: str, style: Style = TEXT) -> list[Span]:
        """A short text, and beside it the same in the office's language, smaller and quieter."""
        spans = [Span(main, style).isolated()]
        if also and also != main:
            quiet = Style(style.size * ALSO, grey=GREY)
            spans += [Span("   ", quiet), Span(also, quiet).isolated()]
        return spans

    def both(self, say: Say, style: Style = TEXT) -> list[Span]:
        """A sentence of the program with the office's words under it."""
        return self.with_also(*self.pair(say), style)

    def label(self, say: Say, style: Style = TEXT) -> list[Span]:
        """A label of the program with the office's word beside it."""
        return self.beside_it(*self.pair(say), style)

    def need(self, height: float) -> None:
        """A new page, unless this much is left, or the page is still empty."""
        if height > self.room and self.pages[-1]:
            self.new_page()

    def new_page(self) -> None:
        """Go on at the top of another page, under the running title."""
        self.ends.append(self.y)
        self.pages.append([])
        self.y = self.form.height - self.form.margin
        if self.running:
            lines = self.lines(self.running, QUIET, self.span)
            self._place(lines[:1], 0, self.span, "start")
            self.gap(6)
            self.rule(THIN)
            self.gap(14)

    def gap(self, height: float) -> None:
        """Blank height, less where lines are close; at the end of a page it is dropped."""
        self.y -= min(height * self.type.leading / LEADING, max(self.room, 0))

    def lines(self, content: Content, style: Style, width: float) -> list[Line]:
        """The content set in lines of that width, with letters as large as this format has them."""
        spans = [Span(content, style)] if isinstance(content, str) else content
        if self.form.letters != 1:
            spans = [replace(span, style=self._sized(span.style)) for span in spans]
        return self.type.lines(spans, width * self.form.across)

    def wide(self, text: str, style: Style) -> float:
        """How much of the width a text takes on one line."""
        return self.type.width(text, self._sized(style)) / self.form.across

    def _sized(self, style: Style) -> Style:
        return replace(style, size=style.size * self.form.letters)

    def text(self, content: Content, style: Style = TEXT, start: float = 0, width: float | None = None) -> None:
        """A paragraph that flows over pages."""
        self.row([Cell(content, start, self.span - start if width is None else width, style)])

    def rich(self, template: str, strong: Mapping[str, str], plain: Mapping[str, str] | None = None) -> Sequence[Span]:
        """A translated sentence with its values put in, those in `strong` bold."""
        texts = {name: Span(text, TEXT) for name, text in (plain or {}).items()}
        return filled(template, TEXT, texts | {name: Span(text, STRONG) for name, text in strong.items()})

    def heading(self, text: Content, keep: float = 40) -> None:
        """A heading that stays with what follows."""
        self.need(14 + HEADING.size * LEADING + keep)
        self.gap(12)
        self.text(text, HEADING)
        self.gap(3)

    def row(self, cells: Sequence[Cell], above: float = 0, below: float = 0) -> None:
        """Cells side by side; kept together where a page can hold them, else broken between lines."""
        columns = [(cell, self.lines(cell.content, cell.style, cell.width)) for cell in cells]
        self.need(above + below + max(_height(lines) for _, lines in columns))
        self.gap(above)
        while any(lines for _, lines in columns):
            if max(lines[0].height for _, lines in columns if lines) > self.room:
                self.new_page()
            columns = self._page_of(columns)
        self.gap(below)

    def tall(self, cells: Sequence[Cell]) -> float:
        """How high a row of these cells is, as far as a page can hold it."""
        high = max(_height(self.lines(cell.content, cell.style, cell.width)) for cell in cells)
        return min(high, self.form.height / 2)

    def rule(self, weight: float = THIN, start: float = 0, width: float | None = None, dash: bool = False) -> None:
        """A horizontal rule at the cursor, to the end of the line where no width is said."""
        width = (self.span - start if width is None else width) * self.form.across
        left, y = self.left(start, width), self.y
        self.mark(partial(segment, weight=weight, ends=(left, y, left + width, y), dashed=dash))

    def boxed(
        self,
        blocks: Sequence[Content],
        styles: Sequence[Style],
        code: str = "",
        weight: float = 1.5,
        align: str = "start",
    ) -> None:
        """Texts in a frame, with a QR code at its end where there is one; never broken over pages."""
        side = 70.0 if code else 0.0
        padding = BOX / self.form.across
        wide = self.span - 2 * padding - ((side + GUTTER) / self.form.across if side else 0)
        pairs = zip(blocks, styles, strict=True)
        lines = [line for block, style in pairs for line in self.lines(block, style, wide)]
        height = max(_height(lines), side) + 2 * BOX
        if height > self.form.height / 2:
            self._flow_boxed(lines, padding, wide)
            return
        self.need(height)
        top = self.y
        self.frame(top, height, weight)
        self.qr(code, self.span - (BOX + side) / self.form.across, side)
        self.y = top - BOX - (height - 2 * BOX - _height(lines)) / 2
        self._place(lines, padding, wide, align)
        self.y = top - height

    def frame(self, top: float, height: float, weight: float) -> None:
        """A frame over the whole width."""
        left, wide = self.form.margin, self.form.inner
        self.mark(partial(rectangle, left=left, bottom=top - height, width=wide, height=height, weight=weight))

    def qr(self, code: str, start: float, side: float, below: float = BOX) -> None:
        """A QR code, by default as far under the cursor as the text of a box; nothing without a code."""
        if not code:
            return
        left, top = self.left(start, side), self.y - below
        matrix = segno.make(code, micro=False, error="m").matrix
        self.mark(partial(squares, matrix=matrix, left=left, top=top, side=side))

    def left(self, start: float, width: float) -> float:
        """The left edge on paper of what begins `start` after the side where reading starts; its width in points."""
        start *= self.form.across
        return self.form.width - self.form.margin - start - width if self.rtl else self.form.margin + start

    def mark(self, mark: Mark) -> None:
        """Draw this on the current page when all is placed."""
        self.pages[-1].append(mark)

    def fixed(self, y: float, cells: Sequence[Cell]) -> None:
        """One line of cells at a place of its own, whatever flows above it."""
        kept = self.y
        for cell in cells:
            self.y = y
            self._place(self.lines(cell.content, cell.style, cell.width)[:1], cell.start, cell.width, cell.align)
        self.y = kept

    def _page_of(self, columns: list[tuple[Cell, list[Line]]]) -> list[tuple[Cell, list[Line]]]:
        """Place as many lines as the page takes; what is left over goes on."""
        top, room, lowest, left_over = self.y, self.room, self.y, []
        tallest = max(lines[0].height for _, lines in columns if lines)
        for cell, lines in columns:
            fitting = _fitting(lines, room)
            self.y = top - (ASCENT * (tallest - lines[0].height) if lines else 0)  # first lines share a base line
            self._place(lines[:fitting], cell.start, cell.width, cell.align)
            lowest = min(lowest, self.y)
            left_over.append((cell, lines[fitting:]))
        self.y = lowest
        return left_over

    def _flow_boxed(self, lines: Sequence[Line], padding: float, wide: float) -> None:
        self.rule(HEAVY)
        self.gap(6)
        for line in lines:
            self.need(line.height)
            self._place([line], padding, wide, "start")
        self.gap(6)
        self.rule(HEAVY)

    def _place(self, lines: Sequence[Line], start: float, width: float, align: str) -> None:
        for line in lines:
            x = self._x(line, start, width, align)
            y = self.y - line.height * ASCENT
            self.mark(partial(draw_line, line=line, x=x, y=y))
            self.y -= line.height

    def _x(self, line: Line, start: float, width: float, align: str) -> float:
        width *= self.form.across
        left = self.left(start, width)
        if align == "centre":
            return left + (width - line.width) / 2
        at_left = align != "amount" and (align == "start") != self.rtl
        return left if at_left else left + width - line.width


def _height(lines: Sequence[Line]) -> float:
    return sum(line.height for line in lines)


def _fitting(lines: Sequence[Line], room: float) -> int:
    count, used = 0, 0.0
    for line in lines:
        used += line.height
        if used > room + 0.01 and count:
            break
        count += 1
    return count


def size_of(text: str, type_: Typesetter, size: float, width: float) -> float:
    """The size, at most `size`, at which a bold text fits that width (in points) on one line."""
    wide = type_.width(text, Style(size, bold=True))
    return size * min(1.0, width / wide) if wide else size
