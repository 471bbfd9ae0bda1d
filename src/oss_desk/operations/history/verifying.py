"""Holding history against its chains: the newest part at each start, the day at its close, everything on demand."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from oss_desk.domain.chain import Break, Chain, KnownHead
from oss_desk.operations.history.said import message_of
from oss_desk.operations.program import Look, Program
from oss_desk.operations.sheets.history import ChainLine, HistoryReport
from oss_desk.storage import linked, verifying, whole
from oss_desk.storage.database import Work

LATELY = 500
"""How many links of a chain are held against each other at a start."""
MOST = 10_000
"""How many places a report names; a new epoch cannot be begun while there are more."""
AFTER_A_BREAK, AFTER_A_RESTORE = "after-break", "after-restore"
"""Why a chain began anew."""
SHORT = 12
"""How much of a digest people read."""
CHECKED = "checked-up-to"
"""Under what it is kept how far this program has checked a chain."""
Tell = Callable[[int, int], None]
"""Told how much is done, and of how much."""


def nobody(_: int, __: int) -> None:
    """Tell nobody."""


def verify(look: Look, heads: Iterable[KnownHead] = (), tell: Tell = nobody) -> HistoryReport:
    """Hold everything against the chains; `heads` are digests known from elsewhere, such as a printed close.

    The look must see a single moment: a reading, never a transaction that writes beside others.
    """
    check = verifying.begin(look.work)
    chains = verifying.chains(look.work)
    known = frozenset(_known(look.work))
    found = list(islice(_everything(check, chains, heads, tell), MOST + 1))
    new = tuple(one for one in found if one.name not in known)
    return HistoryReport(
        at=look.now,
        links=check.links,
        rows=sum(check.named.there.values()),
        breaks=new,
        known=tuple(one for one in found if one.name in known),
        said=tuple(message_of(look, one) for one in new[:20]),
        chains=chain_lines(look.work, check, chains),
    )


def _everything(
    check: verifying.Checking, chains: tuple[Chain, ...], heads: Iterable[KnownHead], tell: Tell
) -> Iterator[Break]:
    ends = {chain.id: linked.last(check.work, chain.id) for chain in chains}
    total = sum(ends.values())
    for chain in chains:
        for after in range(0, max(ends[chain.id], 1), linked.PAGE):
            yield from verifying.check_chain(check, chain, after, after + linked.PAGE)
            tell(check.links, total)
    yield from whole.check_whole(check, chains, heads)


def _known(work: Work) -> Iterator[str]:
    """The places that epochs opened after them name."""
    for payload in verifying.payloads(work, whole.OPENED):
        yield from (str(one) for one in payload.get("known", ()))


def chain_lines(work: Work, check: verifying.Checking, chains: tuple[Chain, ...]) -> tuple[ChainLine, ...]:
    """How each chain stands."""
    newest = {chain.desk_id: chain.epoch for chain in chains}
    return tuple(_chain_line(work, check, chain, newest[chain.desk_id] == chain.epoch) for chain in chains)


def _chain_line(work: Work, check: verifying.Checking, chain: Chain, newest: bool) -> ChainLine:
    seq = linked.last(work, chain.id)
    return ChainLine(
        desk=check.code(chain.desk_id),
        epoch=chain.epoch,
        entries=seq,
        head=(linked.hash_at(work, chain.id, seq) or "")[:SHORT],
        opened_at=chain.opened_at,
        before=chain.before[:SHORT],
        reason=chain.reason,
        newest=newest,
    )


def lately(program: Program, desk_id: int, most: int = LATELY) -> Break | None:
    """The first place that does not fit among the newest entries of this desk and of the office."""
    with program.database.reading() as work:
        return _first(work, {chain: _since(work, chain, end, most) for chain, end in _ends(work, desk_id)})


def _since(work: Work, chain: Chain, end: int, most: int = LATELY) -> int:
    """After which link to check: the newest ones, less those that this program has checked already."""
    before: int = work.forever.get((CHECKED, chain.id), 0)
    work.forever[CHECKED, chain.id] = end
    return max(0, end - most, min(before, end))


def latest(look: Look, most: int) -> Break | None:
    """The first place that does not fit among the newest entries of every chain."""
    newest = {chain.desk_id: chain for chain in verifying.chains(look.work)}
    return _first(look.work, {one: max(0, linked.last(look.work, one.id) - most) for one in newest.values()})


def of_day(program: Program, desk_id: int) -> Break | None:
    """The first place that does not fit since the desk's last close, and among the office's newest entries."""
    with program.database.reading() as work:
        check = verifying.begin(work)
        closed = [head for head in whole.vouched(work) if head.chain == check.code(desk_id)]
        since = closed[-1].seq if closed else 0
        after = {
            chain: _since(work, chain, end) if chain.desk_id is None else min(since, end)
            for chain, end in _ends(work, desk_id)
        }
        heads = whole.check_heads(check, verifying.chains(work), closed[-1:])
        return _first(work, after) or next(_new(work, heads), None)


def _ends(work: Work, desk_id: int) -> Iterator[tuple[Chain, int]]:
    """The newest chain of the office and of this desk, and how long they are."""
    newest = {chain.desk_id: chain for chain in verifying.chains(work) if chain.desk_id in (None, desk_id)}
    return ((chain, linked.last(work, chain.id)) for chain in newest.values())


def _first(work: Work, after: dict[Chain, int]) -> Break | None:
    check = verifying.begin(work)
    found = (one for chain, start in after.items() for one in verifying.check_chain(check, chain, start))
    desks = [chain.desk_id for chain in after if chain.desk_id is not None]
    numbers = (one for desk in desks for one in whole.numbers(check, desk))
    return next(_new(work, found), None) or next(_new(work, numbers), None)


def _new(work: Work, found: Iterator[Break]) -> Iterator[Break]:
    known = frozenset(_known(work))
    return (one for one in found if one.name not in known)
