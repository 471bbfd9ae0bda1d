"""Text on paper: spans of text become lines of shaped runs, in any script and both directions.

Words are shaped by HarfBuzz run by run: one bidirectional level, one font, one style. Pure ASCII needs none of it.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

from reportlab.lib.abag import ABag
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import shapeFragWord

from oss_desk.language import PLACE, first_strong, island, runs_right_to_left
from oss_desk.printing.bidi import CONTROLS, levels, reordered
from oss_desk.printing.fonts import Fonts, is_shaped

BODY = 10.5
LEADING = 1.45  # height of a line in sizes of its type
CLOSE_LEADING = 1.3  # the least that marks above and below Arabic and Devanagari need
FEATURES = {"kern": True, "liga": True, "calt": True}
_JOINERS = "\u200c\u200d"
_VIRAMA = 9  # canonical combining class


@dataclass(frozen=True)
class Style:
    """How a span looks; grey is 0 for black and never above 0.4."""

    size: float = BODY
    bold: bool = False
    mono: bool = False
    grey: float = 0.0


@dataclass(frozen=True)
class Span:
    """Text in one style; an isolated one keeps its own direction inside a sentence of the other."""

    text: str
    style: Style

    def isolated(self) -> "Span":
        """The same as an island in the sentence around it."""
        return replace(self, text=island(self.text))


@dataclass(frozen=True)
class Part:
    """Shaped signs, how far the next ones stand from them, and the letters they stand for, for whoever copies,
    searches or listens to the paper."""

    signs: str
    width: float
    said: str


@dataclass(frozen=True)
class Piece:
    """One run as it goes to paper."""

    font: str
    style: Style
    text: str
    width: float
    parts: tuple["Part", ...] = ()  # of a shaped run: its signs with what they mean


@dataclass(frozen=True)
class Line:
    """Pieces from left to right, with the width of all and the height the line takes, in points."""

    pieces: tuple[Piece, ...]
    width: float
    height: float


@dataclass(frozen=True)
class _Char:
    char: str
    style: Style
    font: str
    level: int


def filled(template: str, style: Style, values: Mapping[str, Span]) -> tuple[Span, ...]:
    """A translated sentence whose `{named}` places are filled with islands in styles of their own."""
    spans, end = [], 0
    for place in PLACE.finditer(template):
        spans.append(Span(template[end : place.start()], style))
        spans.append(values.get(place[1], Span(place[0], style)).isolated())
        end = place.end()
    return (*(span for span in spans if span.text), Span(template[end:], style))


class Typesetter:
    """Sets the lines of one document; remembers whether a letter was met that no bundled font has."""

    def __init__(self, fonts: Fonts, rtl: bool, leading: float = LEADING) -> None:
        self.fonts = fonts
        self.rtl = rtl
        self.leading = leading
        self.missing = False
        self._pieces: dict[tuple[str, str, Style, bool], Piece] = {}

    def lines(self, spans: Sequence[Span], width: float) -> list[Line]:
        """The spans as lines no wider than `width`; a line feed starts a new one, an empty text is one empty line."""
        return [line for part in _paragraphs(spans) for line in self._paragraph(part, width)]

    def width(self, text: str, style: Style) -> float:
        """How wide the text is on one line, in points."""
        return max(line.width for line in self.lines([Span(text, style)], float("inf")))

    def _paragraph(self, spans: Sequence[Span], width: float) -> Iterator[Line]:
        height = max((span.style.size for span in spans), default=BODY) * self.leading
        chars = self._chars(spans)
        if not chars:
            yield Line((), 0.0, height)
            return
        for start, end in self._breaks(chars, width):
            pieces = self._ordered(_trimmed(chars[start:end]))
            yield Line(tuple(pieces), sum(piece.width for piece in pieces), height)

    def _chars(self, spans: Sequence[Span]) -> list[_Char]:
        """Every character with its style, font and level; what no font has is spelt out."""
        drawn = [(char, span.style) for span in spans for char in self._spelt(_clean(span.text), span.style)]
        text = "".join(char for char, _ in drawn)
        if text.isascii():
            return [_Char(char, style, self._font(char, style, ""), 0) for char, style in drawn]
        of = levels(text, self._base(text))
        chars: list[_Char] = []
        for (char, style), level in zip(drawn, of, strict=True):
            if char not in CONTROLS:
                before = chars[-1].font if chars and chars[-1].style == style and not char.isalnum() else ""
                chars.append(_Char(char, style, self._font(char, style, before), level))
        return chars

    def _base(self, text: str) -> int:
        """A paragraph goes the way of its first letter; one of islands the paper's way, if any of them does."""
        own = first_strong(text)
        return own if own is not None else int(self.rtl and runs_right_to_left(text))

    def _font(self, char: str, style: Style, before: str) -> str:
        return self.fonts.name_for(char, style.bold, style.mono, before) or self.fonts.name_for("?", style.bold, False)

    def _spelt(self, text: str, style: Style) -> str:
        if text.isascii():
            return text
        return "".join(self._known("".join(run), known) for known, run in groupby(text, lambda c: self._has(c, style)))

    def _has(self, char: str, style: Style) -> bool:
        return char in CONTROLS or char in _JOINERS or bool(self.fonts.name_for(char, style.bold, style.mono))

    def _known(self, run: str, known: bool) -> str:
        if known:
            return run
        self.missing = True
        return f"[{' '.join(f'U+{ord(char):04X}' for char in run)}]"

    def _breaks(self, chars: Sequence[_Char], width: float) -> Iterator[tuple[int, int]]:
        """Where lines begin and end: between words, inside a word only where it is wider than the line."""
        start, used = 0, 0.0
        for begin, end in pairwise([0, *_word_ends(chars)]):
            wide = self._wide(chars[begin:end])
            if begin > start and used + self._wide(_trimmed(chars[begin:end])) > width:
                yield start, begin
                start, used = begin, 0.0
            used += wide
            while used > width and self._wide(_trimmed(chars[start:end])) > width:
                cut = self._cut(chars, start, end, width)
                if cut >= end:
                    break
                yield start, cut
                start, used = cut, self._wide(chars[cut:end])
        yield start, len(chars)

    def _cut(self, chars: Sequence[_Char], start: int, end: int, width: float) -> int:
        """How many characters of a word too long fit, at least one; never between a letter and its marks."""
        places = [place for place in range(start + 1, end) if not _clings(chars, place)]
        fitting = end
        low, high = 0, len(places) - 1
        while low <= high:
            middle = (low + high) // 2
            if self._wide(chars[start : places[middle]]) <= width:
                low = middle + 1
            else:
                high = middle - 1
        if places:
            fitting = places[max(high, 0)]
        return fitting

    def _wide(self, chars: Sequence[_Char]) -> float:
        return sum(piece.width for piece, _ in self._runs(chars))

    def _ordered(self, chars: Sequence[_Char]) -> list[Piece]:
        runs = list(self._runs(chars))
        return reordered([piece for piece, _ in runs], [level for _, level in runs])

    def _runs(self, chars: Sequence[_Char]) -> Iterator[tuple[Piece, int]]:
        for (font, style, level), run in groupby(chars, lambda c: (c.font, c.style, c.level)):
            yield self._piece("".join(char.char for char in run), font, style, level % 2 == 1), level

    def _piece(self, text: str, font: str, style: Style, rtl: bool) -> Piece:
        key = (text, font, style, rtl)
        if key not in self._pieces:
            self._pieces[key] = _shaped(text, self.fonts.ready(font), style, rtl)
        return self._pieces[key]


def _shaped(text: str, font: str, style: Style, rtl: bool) -> Piece:
    said = text
    if rtl and not runs_right_to_left(text):
        text = "".join(_mirrored(char) for char in reversed(text))
    if text.isascii() or not is_shaped(font):
        return Piece(font, style, text, pdfmetrics.stringWidth(text, font, style.size))
    word: Any = shapeFragWord(
        [0, (ABag(fontName=font, fontSize=style.size), text)], features=dict(FEATURES), force=True
    )
    shaped: Any = word[1][1]
    width = sum(data.x_advance for data in shaped.__shapeData__) * style.size / 1000
    if not (rtl and runs_right_to_left(said)):
        return Piece(font, style, shaped, width, (Part(shaped, width, said),))
    known = not any(map(_is_private, shaped))
    return Piece(font, style, shaped, width, () if known else _sign_by_sign(shaped, said, style.size))


def _sign_by_sign(shaped: Any, said: str, size: float) -> tuple[Part, ...]:
    """A run from right to left in which some signs are no letters of their own: those say what they stand for.

    Readers of a PDF put the others into the order of reading themselves.
    """
    data, ends, parts, after = shaped.__shapeData__, dict[int, int](), [], len(said)
    for cluster in dict.fromkeys(one.cluster for one in data):
        ends[cluster], after = after, cluster
    for cluster, run in groupby(range(len(data)), lambda index: data[index].cluster):
        places = list(run)
        width = sum(data[place].x_advance for place in places) * size / 1000
        signs, letters = shaped[places[0] : places[-1] + 1], said[cluster : ends[cluster]]
        parts.append(Part(signs, width, letters[::-1] if any(map(_is_private, signs)) else ""))
    return tuple(parts)


def _is_private(sign: str) -> bool:
    return unicodedata.category(sign) == "Co"


def _mirrored(char: str) -> str:
    pairs = "()[]{}<>«»‹›"
    place = pairs.find(char)
    return char if place < 0 else pairs[place ^ 1]


def _paragraphs(spans: Sequence[Span]) -> Iterator[list[Span]]:
    current: list[Span] = []
    for span in spans:
        first, *others = span.text.replace("\r\n", "\n").split("\n")
        current.append(replace(span, text=first))
        for text in others:
            yield current
            current = [replace(span, text=text)]
    yield current


def _clean(text: str) -> str:
    """Composed letters; tabs and other controls as spaces, so that nothing typed can break a line or vanish."""
    normal = text if text.isascii() else unicodedata.normalize("NFC", text)
    return normal if normal.isprintable() else "".join(_printable(char) for char in normal)


def _printable(char: str) -> str:
    kind = unicodedata.category(char)
    return " " if kind in ("Cc", "Zl", "Zp") else "\ufffd" if kind == "Cs" else char


def _word_ends(chars: Sequence[_Char]) -> list[int]:
    """After spaces that may break, and after a hyphen or the like between letters."""
    ends = []
    for place in range(1, len(chars)):
        before, here = chars[place - 1].char, chars[place].char
        if before in " \u3000\u2009\u200b" and here not in " ":
            ends.append(place)
    return [*ends, len(chars)]


def _clings(chars: Sequence[_Char], place: int) -> bool:
    here, before = chars[place].char, chars[place - 1].char
    joined = here in _JOINERS or before in _JOINERS or unicodedata.combining(before) == _VIRAMA
    return joined or unicodedata.category(here).startswith("M")


def _trimmed(chars: Sequence[_Char]) -> Sequence[_Char]:
    end = len(chars)
    while end and chars[end - 1].char == " ":
        end -= 1
    return chars[:end]
