"""An official's hand at one desk: it sends commands, meets what goes wrong, and sends them again with the same id."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from oss_desk.domain.messages import Refused
from oss_desk.operations.office.office import sign_in, sign_out
from oss_desk.operations.program import Program
from oss_desk.operations.sheets import PaymentGiven
from oss_desk.operations.simulation import killed
from oss_desk.operations.simulation.ledger import Ledger
from oss_desk.operations.simulation.lots import Lots
from oss_desk.storage.database import Database
from oss_desk.storage.disturbed import MOST_PAGES, Fault, Killed, disturbed, limit_pages

UNANSWERED = frozenset({"outcome-unknown", "disk-full"})
"""Refusals after which the same command is sent again with its id."""
BUSY = "busy-try-again"
"""What is told when other desks were in the way too often; then it is tried again, as an official would."""
TRIES = 20
SET_BACK = timedelta(hours=3)
Tell = Callable[[str], None]
"""Hears each command as it is sent; for a run that is played again."""


class Broken(Exception):
    """Something that must always hold does not; `day` is the day of the run on which that was seen."""

    day = 0


def hold(what: bool, told: str) -> None:
    """Stop when this does not hold."""
    if not what:
        raise Broken(told)


@dataclass
class Watch:
    """The clock on a desk's wall: the office's moment, and how far this desk's own is off it."""

    moment: Callable[[], datetime]
    off: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        """What this desk's clock shows."""
        return self.moment() + self.off


@dataclass
class Seen:
    """What a run did, counted, and the digest of all of it in order."""

    counts: Counter[str] = field(default_factory=Counter)
    trace: Any = field(default_factory=sha256)
    tell: Tell | None = None

    @property
    def digest(self) -> str:
        """The head of the digest: two runs with the same did the same."""
        head: str = self.trace.hexdigest()[:12]
        return head

    def note(self, what: str, told: str = "") -> None:
        """Count it; what is told is part of the trace."""
        self.counts[what] += 1
        self.trace.update(f"{what}|{told}\n".encode())
        if self.tell is not None:
            self.tell(f"{what} {told}".rstrip())


@dataclass
class Hand:
    """Who sits at one desk today. `program` is the one that runs there now; a kill ends it and another is started."""

    program: Program
    login: str
    lots: Lots
    seen: Seen
    watch: Watch
    ledger: Ledger

    def send(self, verb: Callable[..., Any], /, **values: Any) -> Any:
        """What the command made. Whatever goes wrong on its way, it is carried out once; a refusal of the office stays.

        Now and then it is sent again though it was answered, and must give the same and change nothing.
        """
        command, name = self.lots.new_id(), verb.__name__
        fault = self.lots.fault()
        self.seen.note("commands", f"{self.program.desk_code} {self.login} {name}")
        if self.lots.clock_jumps():
            self._with_a_wrong_clock(verb, command, values)
        made = self._first(verb, command, values, fault)
        for _ in range(self.lots.repeats()):
            self.seen.note("sent again")
            again = verb(self.program, command, **values)
            if again.result != made or again.changes:
                raise Broken(f"{name} sent again with the same id gave {again}, not {made}")
        return made

    def _first(
        self, verb: Callable[..., Any], command: str, values: dict[str, Any], fault: tuple[Fault, int] | None
    ) -> Any:
        if fault is None:
            return self._carried_out(verb, command, values)
        kind, at = fault
        if kind.startswith("kill") and killed.can(self.program, at):
            if killed.killed(self.program, verb, command, values, kind, at):
                self.seen.note(kind)
                self._start_again()
            return self._carried_out(verb, command, values)
        database = self.program.database
        database.through = partial(disturbed, fault=kind, at=at)
        try:
            return verb(self.program, command, **values).result
        except Killed:
            self.seen.note(kind)
            database.through = _undisturbed
            self._start_again()
        except Refused as refused:
            if refused.message.code not in UNANSWERED:
                raise
            self.seen.note(kind)
        finally:
            database.through = _undisturbed
            if kind == "disk-full":
                free_disk(database)
        return self._carried_out(verb, command, values)

    def _carried_out(self, verb: Callable[..., Any], command: str, values: dict[str, Any]) -> Any:
        for _ in range(TRIES):
            try:
                return verb(self.program, command, **values).result
            except Refused as refused:
                if refused.message.code != BUSY:
                    raise
                self.seen.counts["tried again"] += 1
        return verb(self.program, command, **values).result

    def _with_a_wrong_clock(self, verb: Callable[..., Any], command: str, values: dict[str, Any]) -> None:
        """Somebody has set the clock of this desk back; nothing is done before it is put right."""
        self.watch.off = -SET_BACK
        try:
            verb(self.program, command, **values)
        except Refused as refused:
            if refused.message.code != "clock-set-back":
                raise
            self.seen.note("clock set back")
        finally:
            self.watch.off = timedelta(0)

    def _start_again(self) -> None:
        """The program was killed: it is started anew, and the same official signs in."""
        self.program = sign_in(replace(self.program, signed_in=None), login=self.login)

    def took(self, payment: PaymentGiven, receipt: str) -> None:
        """Money lies in the till: the office has answered so, with this receipt."""
        self.ledger.took(self.program.desk_code, payment)
        self.ledger.receipts.setdefault(self.program.desk_code, []).append(receipt)
        self.seen.note("payments", receipt)

    def sign_in(self) -> None:
        """Begin at this desk."""
        self.program = sign_in(self.program, login=self.login)
        self.seen.note("signed in", f"{self.program.desk_code} {self.login}")

    def sign_out(self) -> None:
        """Leave it."""
        self.program = sign_out(self.program)


def _undisturbed(connection: Any) -> Any:
    return connection


def free_disk(database: Database) -> None:
    """There is room on the disk again."""
    if database.dialect == "sqlite":
        with database.writing() as work:
            limit_pages(work.connection, MOST_PAGES)
