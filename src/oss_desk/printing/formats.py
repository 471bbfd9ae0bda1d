"""The sizes of paper: sheets of a fixed height, and rolls that are as long as what is printed on them.

Measures are points. Composers of sheets count across in `INNER` points of an A4 page; a smaller sheet draws them closer
and its letters a little smaller. On a roll they count in the points of the roll itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, A5, LETTER
from reportlab.lib.units import mm

from oss_desk.domain.messages import refuse

MARGIN = 16 * mm
INNER = A4[0] - 2 * MARGIN
LONGEST = 14_400.0
"""No page of a PDF is longer (PDF 1.7, annex C); a roll with more than that goes on with a second page."""


@dataclass(frozen=True)
class Format:
    """One size of paper: its edges, what stays free around the text, and how large letters are beside those of A4."""

    name: str
    width: float
    height: float
    margin: float
    letters: float = 1.0
    roll: bool = False

    @property
    def inner(self) -> float:
        """How wide the text is."""
        return self.width - 2 * self.margin

    @property
    def across(self) -> float:
        """How many points of this paper one point of a composer is."""
        return 1.0 if self.roll else self.inner / INNER


FORMATS: Mapping[str, Format] = {
    "a4": Format("a4", *A4, MARGIN),
    "a5": Format("a5", *A5, 11 * mm, 0.9),
    "letter": Format("letter", *LETTER, MARGIN),
    "80mm": Format("80mm", 80 * mm, LONGEST, 4 * mm, roll=True),
    "58mm": Format("58mm", 58 * mm, LONGEST, 5 * mm, 0.9, roll=True),
}
"""A4, A5 and Letter; rolls of 80 and 58 mm, of which 72 and 48 mm can be printed on."""
ON_A_ROLL = frozenset(
    {"receipt", "acknowledgement", "handover", "missing", "blanks", "void", "refund", "looks", "till"}
)
"""The papers that a roll can hold: the others have tables, answers or decisions that must be read and signed whole."""


def format_for(size: str, kind: str) -> Format:
    """The format of that name; refused when papers of this kind are not drawn on it."""
    found = FORMATS[size]
    if found.roll and kind not in ON_A_ROLL:
        raise refuse("paper-too-narrow", size=size)
    return found
