"""The papers of the till on a whole sheet: figures under headings, the digest, room to sign."""

from oss_desk.domain.money import Currency, Money
from oss_desk.domain.papers import TillGroup, TillPaper, TillRow
from oss_desk.printing.formats import INNER
from oss_desk.printing.parts import begin, said, signatures
from oss_desk.printing.sheet import CODE, QUIET, STRONG, TEXT, THIN, Cell, Sheet
from oss_desk.printing.typeset import Span

LABEL, TEXTS, COUNT, AMOUNT = (0.0, 190.0), (198.0, 196.0), (400.0, 46.0), (450.0, INNER - 450.0)
WIDE = (0.0, 394.0)
"""A label with no text beside it has the room of both."""
PIECE = 16
"""A digest stands in pieces of so many characters, to be read aloud and compared."""


def compose_till(sheet: Sheet, paper: TillPaper) -> None:
    """Each group of figures under its heading, the digest in pieces, lines to sign on."""
    begin(sheet, (said(sheet, paper.title), ""), paper.number)
    if paper.number:
        sheet.text(paper.number, CODE)
    sheet.text(amounts_in(sheet, paper), QUIET)
    currency = Currency(paper.currency, paper.exponent)
    for group in paper.groups:
        _group(sheet, group, currency)
    if paper.digest:
        sheet.heading(sheet.words.text("Digest of this report (SHA-256)"), 40)
        sheet.text(pieces(paper.digest), CODE)
    if paper.signs:
        labels = [sheet.words.text("Signature, {name}", name=name) for name in paper.signs]
        signatures(sheet, labels)


def amounts_in(sheet: Sheet, paper: TillPaper) -> str:
    """In which currency every amount of the paper is, since the columns leave it out."""
    return sheet.words.text("All amounts in {currency}", currency=paper.currency)


def pieces(digest: str) -> str:
    """The digest in pieces, two on a line."""
    cut = [digest[at : at + PIECE] for at in range(0, len(digest), PIECE)]
    return "\n".join(" ".join(cut[at : at + 2]) for at in range(0, len(cut), 2))


def is_digest(text: str) -> bool:
    """Whether a text is a whole digest, which is written in pieces."""
    return len(text) == 64 and text.isalnum()


def _group(sheet: Sheet, group: TillGroup, currency: Currency) -> None:
    if not group.rows:
        return
    sheet.heading(said(sheet, group.title), 40)
    sheet.rule(THIN)
    for row in group.rows:
        _row(sheet, row, currency)


def _row(sheet: Sheet, row: TillRow, currency: Currency) -> None:
    """Label, text, how many, how much; an amount stands in its column in both directions."""
    style = STRONG if row.strong else TEXT
    words = sheet.words
    count = words.text("{n} ×", n=row.count) if row.count is not None else ""
    amount = words.amount(Money(row.amount, currency)) if row.amount is not None else ""
    if is_digest(row.text):
        sheet.row([Cell(said(sheet, row.label), *LABEL, QUIET), Cell(pieces(row.text), 198, INNER - 198, CODE)], 2, 2)
        return
    if not (row.text or count or amount):
        sheet.row([Cell(said(sheet, row.label), 0, INNER, style)], 2, 2)
        return
    label = Cell(said(sheet, row.label), *(LABEL if row.text else WIDE), style)
    cells = [label, Cell([Span(row.text, QUIET).isolated()], *TEXTS)] if row.text else [label]
    sheet.row([*cells, Cell(count, *COUNT, style, "amount"), Cell(amount, *AMOUNT, style, "amount")], 2, 2)
