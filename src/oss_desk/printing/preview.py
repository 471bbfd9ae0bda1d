"""PDF pages as pictures, for the window, for printers that take no PDF, and for tests."""

from dataclasses import dataclass
from threading import Lock

import pypdfium2

_one_at_a_time = Lock()  # PDFium is not safe in two threads


@dataclass(frozen=True)
class Picture:
    """One page in pixels: three bytes (red, green, blue) each, row by row without padding."""

    width: int
    height: int
    rgb: bytes


def pictures(pdf: bytes, dpi: float = 96) -> list[Picture]:
    """Every page of the PDF at that resolution, white behind."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_picture(page, dpi) for page in document]
        finally:
            document.close()


def _picture(page: pypdfium2.PdfPage, dpi: float) -> Picture:
    bitmap = page.render(scale=dpi / 72, fill_color=(255, 255, 255, 255), rev_byteorder=True, prefer_bgrx=False)
    try:
        data, row = bytes(bitmap.buffer), bitmap.width * 3
        rows = [data[y * bitmap.stride : y * bitmap.stride + row] for y in range(bitmap.height)]
        return Picture(bitmap.width, bitmap.height, b"".join(rows))
    finally:
        bitmap.close()
        page.close()
