"""What follows when history does not hold: it is put on record once, no money is taken, and an epoch begins anew."""

from collections.abc import Iterable

from oss_desk.domain.chain import Break
from oss_desk.domain.history import Event
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Desk
from oss_desk.operations import given
from oss_desk.operations.history import verifying
from oss_desk.operations.office import approvals
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.program import Act, Look, command
from oss_desk.operations.sheets.history import HistoryReport
from oss_desk.storage import chain as chain_rows
from oss_desk.storage import history as history_rows
from oss_desk.storage import rows
from oss_desk.storage.verifying import payloads
from oss_desk.storage.whole import OPENED

LOOKED_BACK = "looked-back"
"""Under what it is kept at which desks the newest part was checked."""
BROKEN = "chain-broken"
"""The event that puts a break on record."""


def on_record(look: Look) -> Event | None:
    """The break that is on record and has no new epoch after it; None while history holds as far as is known."""
    newest = history_rows.newest_of(look.work, (BROKEN, OPENED))
    return newest if newest is not None and newest.kind == BROKEN else None


def ask_whole(look: Look) -> None:
    """Refuse to take money while a break of history is on record: paper receipts, and the supervisor, until then."""
    if on_record(look) is not None:
        raise refuse("chain-broken")


def look_back(act: Act) -> Break | None:
    """Hold the newest part of history against its chains, once at each desk since the program was started."""
    if act.work.forever.setdefault((LOOKED_BACK, act.desk.id), act.command_id) != act.command_id:
        return None
    return record(act, verifying.lately(act.program, act.desk.id))


def verify_day(act: Act) -> Break | None:
    """Hold the day of this desk against its chain, as each close does; a break is put on record."""
    return record(act, verifying.of_day(act.program, act.desk.id))


def record(act: Act, found: Break | None) -> Break | None:
    """Put a break on record, unless it is already; gives it back."""
    if found is None or _is_recorded(act, found):
        return found
    at = {"at": found.at} if found.at is not None else {}
    place = {"harm": found.harm, "of": found.of, "chain": found.chain, "epoch": found.epoch, "number": found.number}
    act.event(BROKEN, ("office", 1), {**place, "key": found.key, "name": found.name, **at})
    return found


def _is_recorded(act: Act, found: Break) -> bool:
    return any(one.get("name") == found.name for one in payloads(act.work, BROKEN))


@command("check-history")
def record_break(act: Act) -> None:
    """Check everything and put the first break on record, so that no money is taken; refused when there is none."""
    report = _checked(act)
    if report.whole:
        raise refuse("history-whole")
    act.changed("office", 1)
    record(act, report.breaks[0])


@command("overrule")
def begin_epoch(act: Act, *, reason: str, second: Second | None = None) -> None:
    """Begin the broken chains anew once the cause is known: each names the head of the old one and the places found.

    Nothing is hashed again: what does not fit goes on not fitting, and is told as known. Refused without a reason and a
    second person, when everything holds, and when too much does not.
    """
    why = given.reason(reason, "reason-needed")
    report = _checked(act)
    if report.whole:
        raise refuse("history-whole")
    shown: dict[str, str | int] = {"places": len(report.breaks), "first": report.breaks[0].name}
    official = approvals.approver(act, second, right="overrule", operation="begin_epoch", shown=shown)
    begin(act, report, _touched(report.breaks), verifying.AFTER_A_BREAK, {"reason": why}, official.id)


def _checked(act: Act) -> HistoryReport:
    with act.program.database.reading() as work:
        return verifying.verify(Look(act.program, work, act.now))


def _touched(breaks: Iterable[Break]) -> frozenset[str]:
    """The chains in which something does not fit; what no chain names is the office's."""
    return frozenset(one.chain for one in breaks)


def begin(
    act: Act,
    report: HistoryReport,
    codes: frozenset[str],
    why: str,
    texts: dict[str, str],
    second_id: int | None = None,
) -> None:
    """A new epoch of these chains ("" is the office's), told by one event that names the places found."""
    if len(report.breaks) > verifying.MOST:
        raise refuse("history-too-broken", most=verifying.MOST)
    desks = {desk.code: desk.id for desk in rows.every(act.work, Desk)}
    wanted = sorted((code for code in codes if code in desks), key=lambda code: desks[code])
    begun = []
    for code in [*wanted, *([""] if "" in codes else [])]:
        chain = chain_rows.begin_epoch(act.work, desks.get(code), act.now, why)
        begun.append([code, chain.epoch, chain.before])
    payload = {"chains": begun, "known": [one.name for one in report.breaks], "why": why, "second": second_id}
    act.event(OPENED, ("office", 1), payload, texts)
