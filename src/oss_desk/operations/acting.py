"""Who acts in which office: what is open, one reading or command at work, and what it tells history."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from oss_desk.domain.access import Looked
from oss_desk.domain.history import Changed, Event, SubjectKind
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Desk, Office, Official, SignedIn
from oss_desk.operations import rights
from oss_desk.operations.beside import Noted
from oss_desk.operations.canon import canonical
from oss_desk.storage import history, rows
from oss_desk.storage.database import Database, Work

P = ParamSpec("P")
T = TypeVar("T")

CLOCK_TOLERANCE = timedelta(minutes=2)
"""How far two clocks of one office may lie apart before a moment counts as set back."""


@dataclass(frozen=True)
class Program:
    """An open office and, once somebody has signed in, who and where. The clock gives aware UTC moments.

    `language` is the one its texts are asked for in, the window's; empty for the office's first.
    """

    database: Database
    clock: Callable[[], datetime]
    resources: Path
    desk_code: str
    signed_in: SignedIn | None = None
    language: str = ""


@dataclass(frozen=True)
class Look:
    """One reading: its transaction, moment, office and who asks."""

    program: Program
    work: Work
    now: datetime
    _read: dict[object, Any] = field(init=False, default_factory=dict, repr=False, compare=False)
    opened: list[tuple[Looked, Mapping[str, str]]] = field(init=False, default_factory=list, repr=False, compare=False)
    """Whose records this shows, each with what the official said or typed to get there."""
    guesses: list[Noted] = field(kw_only=True, default_factory=list, repr=False, compare=False)
    """What is noted when this is refused because somebody did not prove who she is."""
    noted: list[Noted] = field(init=False, default_factory=list, repr=False, compare=False)
    """What else `looking` keeps as events before anything is handed out."""

    def once(self, read: Callable[Concatenate["Look", P], T], /, *about: P.args, **named: P.kwargs) -> T:
        """What `read` gives, read once in this transaction: for what changes rarely and is asked for often."""
        key = (read, about) if about else read
        if key not in self._read:
            self._read[key] = read(self, *about, **named)
        kept: T = self._read[key]
        return kept

    @property
    def office(self) -> Office:
        """The office that this database is of."""
        return self.once(_office)

    @property
    def language(self) -> str:
        """The language in which a sheet says texts that it has in several: the window's, else the office's first."""
        return self.program.language or self.office.languages[0]

    @property
    def signed_in(self) -> SignedIn:
        """Who is at the desk; refused when nobody is."""
        if self.program.signed_in is None:
            raise refuse("nobody-signed-in")
        return self.program.signed_in

    @property
    def official(self) -> Official:
        """The official at the desk."""
        return self.signed_in.official

    @property
    def desk(self) -> Desk:
        """The desk as it was at sign-in: its id, code and name. Its numbers are taken through `Act`."""
        return self.signed_in.desk

    @property
    def roles(self) -> frozenset[str]:
        """Every role held, the built-in ones of the office's own roles included."""
        return self.signed_in.roles

    def into(self, looked: Looked, said: Mapping[str, str] | None = None) -> None:
        """Say whose record this shows and why; `looking` keeps it as an event before anything is handed out (R78)."""
        self.opened.append((looked, said or {}))

    def still_here(self) -> None:
        """Refuse an official who was let go meanwhile, or lost a role; roles gained wait for a sign-in (R66)."""
        known = self.program.signed_in
        if known is None:
            return
        official = rows.get(self.work, Official, known.official.id)
        if not official.active:
            raise refuse("let-go", official=official.name)
        if official.version != known.official.version:
            now = rights.roles_of(self.work, official.id)
            if not known.roles <= now:
                raise refuse("roles-changed")


def _office(look: Look) -> Office:
    return rows.get(look.work, Office, 1)


@dataclass(frozen=True)
class Act(Look):
    """One command at work: what a reading has, and the events, changes and numbers of this transaction."""

    command_id: str
    role: str | None = None
    changes: list[Changed] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """The kinds of the events of this command; one without any is a bug (R50)."""
    granted: tuple[int, ...] = ()
    """Approvals that a second person at this desk stored by her own login before this transaction began."""

    def goes_on(self) -> None:
        """Refuse an official who was let go meanwhile, and a clock that stands before the newest event of this desk.

        With such a clock history and terms would run backwards.
        """
        self.still_here()
        desk = rows.get(self.work, Desk, self.desk.id)
        newest = rows.find(self.work, Event, desk_id=desk.id, seq=desk.next_event - 1)
        if newest is not None and newest.at > self.now + CLOCK_TOLERANCE:
            raise refuse("clock-set-back", now=self._told(self.now), newest=self._told(newest.at))

    def _told(self, moment: datetime) -> str:
        return moment.astimezone(ZoneInfo(self.office.zone)).strftime("%Y-%m-%d %H:%M")

    def changed(self, kind: SubjectKind, subject_id: int) -> None:
        """Say that this was changed, so that pages showing it read it again."""
        change = Changed(kind, subject_id)
        if change not in self.changes:
            self.changes.append(change)

    def event(
        self,
        kind: str,
        subject: tuple[SubjectKind, int],
        payload: Mapping[str, object] | None = None,
        texts: Mapping[str, str] | None = None,
    ) -> Event:
        """Append to the desk's history. Lock and check everything else first: this locks the desk's row.

        The payload holds ids, codes, numbers and amounts only; names, typed text and reasons go into `texts`.
        """
        self.changed(*subject)
        self.told.append(kind)
        return history.append(
            self.work,
            desk_id=self.desk.id,
            kind=kind,
            at=self.now,
            official_id=self.official.id,
            role=self.role,
            command_id=self.command_id,
            subject=subject,
            payload=canonical(payload or {}),
            texts=texts or {},
        )

    def remember(self, operation: str, digest: str, result: object) -> None:
        """Keep what this command was and made, for the day its answer is asked for again."""
        history.remember(
            self.work,
            command_id=self.command_id,
            operation=operation,
            digest=digest,
            made=canonical(_made(result)),
            desk_id=self.desk.id,
            official_id=self.official.id,
            at=self.now,
        )


def _made(result: object) -> object:
    if result is None:
        return None
    if isinstance(result, tuple):
        return [_made(item) for item in result]
    return [type(result).__name__, rows.key(result)]
