"""The slips of numbered blanks, signed by two, and the list of what a desk holds."""

from collections.abc import Sequence

from oss_desk.domain import papers
from oss_desk.domain.blanks import BlankLot, BlankMove, BlankSpoilt
from oss_desk.domain.history import SubjectKind
from oss_desk.domain.messages import Message
from oss_desk.domain.office import Desk, Official
from oss_desk.domain.text import in_language
from oss_desk.operations.papers import paper_parts
from oss_desk.operations.papers.blank_stock import gaps_of, stock, title_of
from oss_desk.operations.papers.papers import store
from oss_desk.operations.program import Act, Look, reading
from oss_desk.storage import blanks as blank_rows
from oss_desk.storage import rows

NONE = Message("blanks-none")


def received(act: Act, lot: BlankLot, witness: Official) -> None:
    """The slip of what came in."""
    facts = (_fact("supplier", lot.supplier), _fact("slip", lot.slip), _fact("desk", _desk(act, lot.desk_id)))
    row = papers.BlankRow(_kind(act, lot.kind), lot.serial(lot.first), lot.serial(lot.last), lot.last - lot.first + 1)
    _print(act, "received", (row,), facts, witness, ("blank-lot", lot.id))


def moved(act: Act, lot: BlankLot, move: BlankMove, desk: Desk, witness: Official) -> None:
    """The slip of what was handed to another desk."""
    facts = (_fact("from", _desk(act, move.from_desk_id)), _fact("to", _desk(act, desk.id)))
    sheets = move.last - move.first + 1
    row = papers.BlankRow(_kind(act, lot.kind), lot.serial(move.first), lot.serial(move.last), sheets)
    _print(act, "moved", (row,), facts, witness, ("blank-lot", lot.id))


def destroyed(act: Act, sheets: Sequence[tuple[str, str]], lot_id: int, witness: Official) -> None:
    """The list of what was destroyed: serial and kind of each sheet."""
    listed = tuple(papers.BlankRow(_kind(act, kind), serial) for serial, kind in sheets)
    _print(act, "destroyed", listed, (), witness, ("blank-lot", lot_id))


def _print(
    act: Act,
    what: str,
    listed: tuple[papers.BlankRow, ...],
    facts: tuple[papers.BlankFact, ...],
    witness: Official,
    subject: tuple[SubjectKind, int],
) -> None:
    paper = papers.BlanksPaper(
        head=paper_parts.head(act, paper_parts.office_language(act)),
        title=Message(f"blanks-{what}"),
        groups=(papers.BlankGroup(Message("blanks-sheets"), listed),),
        facts=facts,
        signs=(act.official.name, witness.name),
    )
    store(act, paper, subject, "blanks")


@reading("read")
def blanks_list(look: Look) -> papers.BlanksPaper:
    """What this desk holds, on paper: each stretch in stock, the gaps, the spoilt sheets that are kept."""
    known = stock(look, look.desk.id)
    in_stock = tuple(papers.BlankRow(_kind(look, run.lot.kind), *run.serials, run.count) for run in known.offered)
    lots = {lot.id: lot for lot in known.lots}
    missing = tuple(
        papers.BlankRow(_kind(look, lots[lot].kind), serial)
        for lot in lots
        for serial in gaps_of((run for run in known.free if run.lot.id == lot), known.missing)
    )
    spoilt = tuple(_spoilt(look, sheet) for sheet in blank_rows.spoilt_at(look.work, look.desk.id))
    return papers.BlanksPaper(
        head=paper_parts.head(look, look.language),
        title=Message("blanks-stock"),
        groups=(
            papers.BlankGroup(Message("blanks-in-stock"), in_stock, NONE),
            papers.BlankGroup(Message("blanks-gaps"), missing, NONE),
            papers.BlankGroup(Message("blanks-spoilt"), spoilt, NONE),
        ),
        signs=(look.official.name,),
    )


def _spoilt(look: Look, sheet: BlankSpoilt) -> papers.BlankRow:
    lot = rows.get(look.work, BlankLot, sheet.lot_id)
    return papers.BlankRow(
        _kind(look, lot.kind), lot.serial(sheet.number), detail=Message("blanks-place", {"place": sheet.place})
    )


def _desk(look: Look, desk_id: int) -> str:
    desk = rows.get(look.work, Desk, desk_id)
    return f"{desk.code} · {desk.name}"


def _kind(look: Look, kind: str) -> str:
    return in_language(title_of(look, kind), look.language)


def _fact(label: str, text: str) -> papers.BlankFact:
    return papers.BlankFact(Message(f"blanks-{label}"), text)
