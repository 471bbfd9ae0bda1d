"""The words of a paper as a person reads them down the sheet, line by line; `python -m tests.printing.golden` keeps
them as they are now, to be read before they are committed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from oss_desk.domain.papers import FeeText, Means, Paper, Station, kind_of, plain
from oss_desk.language import load_language
from oss_desk.paths import resources
from oss_desk.printing.draw import COMPOSERS, ROLLS, words_across
from oss_desk.printing.fonts import Fonts
from oss_desk.printing.formats import format_for
from oss_desk.printing.sheet import Cell, Content, Sheet
from oss_desk.printing.typeset import LEADING, Style, Typesetter
from tests.printing.examples import RECEIPT, REFUND, VOID

FOLDER = Path(__file__).parent / "golden"
LANGUAGES = ("en", "fr", "ar")
SIZES = ("a4", "80mm")
ISLANDS = str.maketrans("", "", "\u2066\u2067\u2068\u2069\u200e\u200f")

WHOLE = replace(
    RECEIPT,
    check="7K2M-9QX4",
    rounding=-3,
    total=2403,
    means=(Means("cash", 2400),),
    change=600,
    services=(
        RECEIPT.services[0],
        replace(
            RECEIPT.services[1],
            fees=(*RECEIPT.services[1].fees, FeeText("Waived", -47, (), "Roads Act § 23: hardship")),
        ),
    ),
    paper="PAD 0017, 2026-09-14",
)
"""A receipt with everything that may stand on one."""
PAPERS: dict[str, Paper] = {
    "receipt": WHOLE,
    "receipt-copy": replace(
        WHOLE, head=replace(WHOLE.head, copy=2, mark="cancelled"), cancelled_by="A-000124", paper="", rounding=0
    ),
    "receipt-sample": replace(
        WHOLE, head=replace(WHOLE.head, sample=True), next_steps=(Station(plain("Seal"), "now"),)
    ),
    "void": replace(VOID, check="3M1Q-0ZC8"),
    "refund": replace(REFUND, check="X2P4-77DK"),
}


class Read(Sheet):
    """A sheet that also keeps what is written on it."""

    told: list[str]

    def row(self, cells: Sequence[Cell], above: float = 0, below: float = 0) -> None:
        """Cells side by side stand on one line."""
        self.__dict__.setdefault("told", []).append(" | ".join(filter(None, (_text(cell.content) for cell in cells))))
        super().row(cells, above, below)

    def boxed(
        self,
        blocks: Sequence[Content],
        styles: Sequence[Style],
        code: str = "",
        weight: float = 1.5,
        align: str = "start",
    ) -> None:
        """What stands in a frame, and the code beside it."""
        self.told += [f"[ {_text(block)} ]" for block in blocks] + ([f"[ {code} ]"] if code else [])
        super().boxed(blocks, styles, code, weight, align)


def _text(content: Content) -> str:
    whole = content if isinstance(content, str) else "".join(span.text for span in content)
    return whole.translate(ISLANDS).strip().replace("\n", " / ")


def read(paper: Paper, language: str, size: str) -> str:
    """Every line of the paper in that language, on paper of that size."""
    words = load_language(language, resources() / "translations")
    beside = load_language("en", resources() / "translations") if language != "en" else None
    type_ = Typesetter(Fonts(resources() / "fonts"), words.rtl, LEADING)
    sheet = Read(type_, words, paper.head, format_for(size, kind_of(paper)), beside)
    (ROLLS if sheet.form.roll else COMPOSERS)[kind_of(paper)](sheet, paper)
    across = [f"across each page: {mark}" for mark in words_across(sheet)]
    return "\n".join(line for line in (*across, *sheet.told) if line) + "\n"


def file_of(name: str, language: str, size: str) -> Path:
    """Where the words of a paper are kept."""
    return FOLDER / f"{name}-{size}-{language}.txt"


def keep() -> None:
    """Write all of them as they are now."""
    FOLDER.mkdir(exist_ok=True)
    for name, paper in PAPERS.items():
        for language in LANGUAGES:
            for size in SIZES:
                file_of(name, language, size).write_text(read(paper, language, size), "utf-8")


if __name__ == "__main__":
    keep()
