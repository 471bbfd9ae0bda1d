"""The simulated office at work: day after day, in one process or several, and what must hold is asked."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from oss_desk.domain.messages import Refused
from oss_desk.operations.simulation import house, invariants
from oss_desk.operations.simulation.crew import Asked, Crew
from oss_desk.operations.simulation.hand import Broken, Hand, Seen, Tell, Watch
from oss_desk.operations.simulation.ledger import Ledger
from oss_desk.operations.simulation.lots import Lots
from oss_desk.operations.simulation.office import BACK, SUPERVISORS, make_office, open_days, teams_of
from oss_desk.operations.simulation.sides import Sides
from oss_desk.storage.database import Database

__all__ = ["Asked", "Played", "run"]

WEEK = 5
"""Open days after which a service is published anew."""


@dataclass(frozen=True)
class Played:
    """What a whole run did, counted, and the digest of all commands of all teams in order."""

    counts: Counter[str]
    digest: str


class Office:
    """A simulated office while it runs."""

    def __init__(self, database: Database, resources: Path, asked: Asked, tell: Tell | None, sides: int) -> None:
        self.asked, self.seen, self.day = asked, Seen(tell=tell), 0
        self.each_day: Callable[[int], None] = lambda _: None
        self.program, self.moment = make_office(database, resources, asked.desks, asked.seed)
        teams = teams_of(asked.desks)
        many = min(sides, len(teams)) if tell is None and database.dialect == "postgresql" else 1
        self.crew: Crew | Sides = (
            Sides(self.program, asked, many) if many > 1 else Crew(self.program, self.moment, asked, teams, tell)
        )

    def run(self) -> Played:
        """Every day, and the whole of it looked at in the end."""
        before: datetime | None = None
        with closing(self.crew):
            for day, window in enumerate(open_days(self.program, self.asked.days)):
                self.day = day
                if day % WEEK == WEEK - 1:
                    self._published()
                if before is not None and (before.year, before.month) != (window[0].year, window[0].month):
                    self.moment.move(window[0])
                    self._month_closed(f"{before:%Y-%m}")
                before = window[0]
                self.crew.play(day, window)
                self.moment.move(window[1])
                self.each_day(day + 1)
            account = self.crew.account()
        invariants.ask_all(self.program, account.ledger)
        digest = _digest([self.seen.digest, *(account.digests[team] for team in sorted(account.digests))])
        return Played(self.seen.counts + account.counts, digest)

    def _published(self) -> None:
        """A supervisor writes a service anew and says so to everybody."""
        with self._supervisor("services") as supervisor:
            house.publish_anew(supervisor, self.day)

    def _month_closed(self, month: str) -> None:
        """The month that is over is closed, before anybody works in the next one."""
        with self._supervisor("month") as supervisor:
            house.close_month(supervisor, month)

    @contextmanager
    def _supervisor(self, why: str) -> Iterator[Hand]:
        watch = Watch(self.moment)
        lots = Lots(self.asked.seed, self.day, BACK, why, rates=self.asked.rates)
        hand = Hand(replace(self.program, clock=watch), SUPERVISORS[0], lots, self.seen, watch, Ledger())
        hand.sign_in()
        yield hand
        hand.sign_out()


def _digest(parts: Sequence[str]) -> str:
    return sha256("|".join(parts).encode()).hexdigest()[:12]


def run(
    database: Database,
    resources: Path,
    asked: Asked,
    tell: Tell | None = None,
    *,
    sides: int = 1,
    each_day: Callable[[int], None] | None = None,
) -> Played:
    """What a simulated office did; raises `Broken` when something that must hold did not, with the day it was.

    On PostgreSQL its teams may work in so many processes at once; what each does is the same in any number of them.
    `each_day` hears the number of each day that is over.
    """
    office = Office(database, resources, asked, tell, sides)
    office.each_day = each_day or office.each_day
    try:
        return office.run()
    except Broken as broken:
        broken.day = office.day + 1
        raise
    except Refused as refused:
        stopped = Broken(f"an honest command was refused: {refused}")
        stopped.day = office.day + 1
        raise stopped from refused
