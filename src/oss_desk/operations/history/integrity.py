"""What follows when history does not hold: it is put on record once, no money is taken, and an epoch begins anew."""

import json
from datetime import datetime

from oss_desk.domain.chain import Break, KnownHead
from oss_desk.domain.history import Event
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Desk
from oss_desk.operations import beside, given
from oss_desk.operations.beside import Noted, Where
from oss_desk.operations.history import verifying
from oss_desk.operations.history.verifying import Tell, nobody
from oss_desk.operations.office import approvals
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.program import Act, Look, command, reading
from oss_desk.operations.sheets.history import HistoryReport
from oss_desk.storage import chain as chain_rows
from oss_desk.storage import history as history_rows
from oss_desk.storage import rows
from oss_desk.storage.database import Work
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
    if found is not None and not _is_recorded(act, found):
        act.event(BROKEN, ("office", 1), _told(found))
    return found


def _is_recorded(look: Look, found: Break) -> bool:
    return any(one.get("name") == found.name for one in payloads(look.work, BROKEN))


def _told(found: Break) -> dict[str, object]:
    place = {"harm": found.harm, "of": found.of, "chain": found.chain, "epoch": found.epoch, "number": found.number}
    return {**place, "key": found.key, "name": found.name, **({"at": found.at} if found.at is not None else {})}


@reading("check-history", lane="long")
def check_history(look: Look, *, heads: tuple[KnownHead, ...] = (), tell: Tell = nobody) -> HistoryReport:
    """Hold everything against the chains, and against heads known from paper; the first break is put on record.

    What only a head typed from paper says is told and not put on record: it may be a slip of the hand.
    """
    report = verifying.verify(look, heads, tell)
    typed = {("head", head.chain, head.epoch, head.seq) for head in heads}
    found = next((one for one in report.breaks if (one.of, one.chain, one.epoch, one.number) not in typed), None)
    if found is not None:
        record_beside(look, found)
    return report


def record_beside(look: Look, found: Break) -> None:
    """Put a break on record that a reading found, unless it is already."""
    if not _is_recorded(look, found):
        where = Where(look.program.database, look.now, look.desk.code, look.signed_in)
        beside.note(where, [Noted(BROKEN, ("office", 1), _told(found))])


@command("overrule")
def begin_epoch(act: Act, *, reason: str, second: Second | None = None) -> None:
    """Begin the broken chains anew once the cause is known: each names the head of the old one and the places found.

    Nothing is hashed again: what does not fit goes on not fitting, and is told as known. Refused without a reason and a
    second person, when everything holds, and when too much does not.
    """
    why = given.reason(reason, "reason-needed")
    report, recorded = _checked(act), on_record(act)
    if report.whole and recorded is None:
        raise refuse("history-whole")
    shown: dict[str, str | int] = {"places": len(report.breaks), "first": _first(report)}
    official = approvals.approver(act, second, right="overrule", operation="begin_epoch", shown=shown)
    said = [] if recorded is None else [json.loads(recorded.payload)]
    touched = frozenset(one.chain for one in report.breaks) | frozenset(one["chain"] for one in said)
    an_old_copy = any(one["of"] == "head" for one in said)
    wanted = None if an_old_copy else touched or frozenset({""})
    told = epochs(act.work, wanted, act.now, verifying.AFTER_A_BREAK, report)
    known = dict.fromkeys([*(one.name for one in report.breaks), *(one["name"] for one in said)])
    act.event(OPENED, ("office", 1), {**told, "known": list(known), "second": official.id}, {"reason": why})


def _checked(act: Act) -> HistoryReport:
    with act.program.database.reading() as work:
        return verifying.verify(Look(act.program, work, act.now))


def _first(report: HistoryReport) -> str:
    return report.breaks[0].name if report.breaks else ""


def epochs(
    work: Work, codes: frozenset[str] | None, at: datetime, why: str, report: HistoryReport
) -> dict[str, object]:
    """Begin these chains anew ("" is the office's; None: all of them), and what the event that tells of it says.

    The caller appends that event (`OPENED`, about the office) in the same transaction.
    """
    if len(report.breaks) > verifying.MOST:
        raise refuse("history-too-broken", most=verifying.MOST)
    desks = {desk.code: desk.id for desk in rows.every(work, Desk)}
    there = {line.desk for line in report.chains} if codes is None else codes
    wanted = sorted((code for code in there if code in desks), key=lambda code: desks[code])
    begun = []
    for code in [*wanted, *([""] if "" in there else [])]:
        chain = chain_rows.begin_epoch(work, desks.get(code), at, why)
        begun.append([code, chain.epoch, chain.before])
    return {"chains": begun, "known": [one.name for one in report.breaks], "why": why}
