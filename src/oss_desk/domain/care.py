"""How an office is looked after: what a copy held, which copies are kept, and the lights of its health."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from oss_desk.domain.messages import Message

State = Literal["ok", "watch", "stop"]
STATES: tuple[State, ...] = get_args(State)
"""The lights of health, the worse the later."""
CopyKind = Literal["file", "dump", "archive"]
"""What a backup is: a file of SQLite, a dump of PostgreSQL, or only the archive where neither could be made."""

DAILY, WEEKLY, MONTHLY = 7, 5, 12
"""How many backups are kept: of that many days, weeks and months the newest one each."""
BACKUP_WATCH, BACKUP_STOP = timedelta(days=2), timedelta(days=7)
REHEARSAL_WATCH, REHEARSAL_STOP = timedelta(days=31), timedelta(days=92)
ARCHIVE_WATCH = timedelta(days=38)
CLOCK_WATCH = timedelta(minutes=2)
"""How far the clock of a desk may lie from the server's (R45)."""
ROOM_WATCH, ROOM_STOP = 2 << 30, 200 << 20
"""Bytes that have to be free on a disk."""


@dataclass(frozen=True)
class Facts:
    """What a database held at one moment: rows by table, sums of money by column in minor units, heads of chains."""

    revision: str
    counts: Mapping[str, int]
    sums: Mapping[str, int]
    heads: Mapping[str, str]


@dataclass(frozen=True)
class Backup:
    """A verified copy as its slip beside it tells: of which office, when, by which program, what it holds.

    `history` is empty where its history holds, else the first place that does not: what is broken is kept too.
    """

    name: str
    kind: CopyKind
    office: str
    at: datetime
    program: str
    size: int
    sha256: str
    facts: Facts
    history: str = ""


@dataclass(frozen=True)
class Light:
    """One thing of health: its state, a sentence that says how it stands, and one that says what to do."""

    id: str
    state: State
    told: Message
    do: Message | None = None


def worst(lights: Iterable[Light]) -> State:
    """The state of all of them together."""
    return max((light.state for light in lights), key=STATES.index, default="ok")


def differences(recorded: Facts, found: Facts) -> tuple[str, ...]:
    """What a restored database holds that was not recorded, or the other way round: `counts.payment` and so on."""
    pairs: tuple[tuple[str, Mapping[str, object], Mapping[str, object]], ...] = (
        ("counts", recorded.counts, found.counts),
        ("sums", recorded.sums, found.sums),
        ("heads", recorded.heads, found.heads),
    )
    told = [
        f"{part}.{name}"
        for part, before, after in pairs
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]
    return tuple((["revision"] if recorded.revision != found.revision else []) + told)


def kept(moments: Iterable[datetime]) -> frozenset[datetime]:
    """Which of these backups stay: the newest one, and the newest of each of the last days, weeks and months."""
    newest_first = sorted(moments, reverse=True)
    stay = set(newest_first[:1])
    for form, count in (("%Y-%m-%d", DAILY), ("%G-%V", WEEKLY), ("%Y-%m", MONTHLY)):
        first: dict[str, datetime] = {}
        for moment in newest_first:
            first.setdefault(moment.strftime(form), moment)
        stay.update(list(first.values())[:count])
    return frozenset(stay)


def by_age(at: datetime, now: datetime, watch: timedelta, stop: timedelta) -> State:
    """How a thing stands that has to be done again and again, by when it was last done."""
    if now - at > stop:
        return "stop"
    return "watch" if now - at > watch else "ok"


def by_room(free: int) -> State:
    """How a disk stands with so many bytes free."""
    if free < ROOM_STOP:
        return "stop"
    return "watch" if free < ROOM_WATCH else "ok"


def slip_of(backup: Backup) -> str:
    """The slip of a backup as text, one JSON object."""
    facts = backup.facts
    told = {
        "name": backup.name,
        "kind": backup.kind,
        "office": backup.office,
        "at": backup.at.isoformat(),
        "program": backup.program,
        "size": backup.size,
        "sha256": backup.sha256,
        "history": backup.history,
        "revision": facts.revision,
        "counts": dict(facts.counts),
        "sums": dict(facts.sums),
        "heads": dict(facts.heads),
    }
    return json.dumps(told, indent=1, sort_keys=True) + "\n"


def read_slip(text: str) -> Backup:
    """The backup that a slip tells of. Raises ValueError where it is none."""
    try:
        told = json.loads(text)
        facts = Facts(told["revision"], told["counts"], told["sums"], told["heads"])
        at = datetime.fromisoformat(told["at"])
        named = (told["name"], told["kind"], told["office"], at, told["program"], told["size"], told["sha256"])
        return Backup(*named, facts, told["history"])
    except (KeyError, TypeError) as error:
        raise ValueError("this is no slip of a backup") from error
