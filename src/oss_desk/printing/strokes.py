"""What is put on the canvas: lines of text, rules, frames and the squares of a QR code."""

from codecs import BOM_UTF16_BE
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from reportlab.pdfgen.canvas import Canvas

from oss_desk.printing.typeset import Line, Part

Mode = Literal[0, 1]
FILLED: Mode = 0
OUTLINED: Mode = 1
HAIR = 0.75  # rules as thin as this are drawn in the lightest grey a bad printer still shows
GREYEST = 0.4


def draw_line(canvas: Canvas, line: Line, x: float, y: float, mode: Mode = FILLED) -> None:
    """A line of text with its left end at x, on the base line y."""
    for piece in line.pieces:
        canvas.setFillGray(piece.style.grey)
        canvas.setFont(piece.font, piece.style.size)
        for part in piece.parts or (Part(piece.text, piece.width, ""),):
            with _meaning(canvas, part.said):
                canvas.drawString(x, y, part.signs, mode=mode)
            x += part.width


@contextmanager
def _meaning(canvas: Canvas, said: str) -> Iterator[None]:
    """Shaped signs carry the text they stand for (PDF 1.7, 14.9.4), so that it can be copied, searched and read out."""
    if not said:
        yield
        return
    text = (BOM_UTF16_BE + said.encode("utf-16-be")).hex().upper()
    code: list[str] = vars(canvas)["_code"]
    code.append(f"/Span <</ActualText <{text}>>> BDC")
    yield
    code.append("EMC")


def segment(canvas: Canvas, weight: float, ends: tuple[float, float, float, float], dashed: bool = False) -> None:
    """A straight line between two points."""
    canvas.setLineWidth(weight)
    canvas.setStrokeGray(0 if weight > HAIR else GREYEST)
    canvas.setDash([4, 3] if dashed else [])
    canvas.line(*ends)
    canvas.setDash([])
    canvas.setStrokeGray(0)


def rectangle(canvas: Canvas, left: float, bottom: float, width: float, height: float, weight: float) -> None:
    """A frame with nothing in it."""
    canvas.setLineWidth(weight)
    canvas.rect(left, bottom, width, height)


def squares(canvas: Canvas, matrix: Sequence[Sequence[int]], left: float, top: float, side: float) -> None:
    """The dark modules of a QR code; those of a row that touch become one rectangle, so that no hairline shows."""
    unit = side / len(matrix)
    path = canvas.beginPath()
    for row, modules in enumerate(matrix):
        column = 0
        while column < len(modules):
            end = column
            while end < len(modules) and modules[end]:
                end += 1
            if end > column:
                path.rect(left + column * unit, top - (row + 1) * unit, (end - column) * unit, unit)
            column = max(end, column + 1)
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
