"""The simulated office at work: day after day, every desk side by side under one clock, and what must hold is asked."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from oss_desk.domain.messages import Refused
from oss_desk.operations.simulation import house, invariants, stock, tills
from oss_desk.operations.simulation.hand import Broken, Hand, Seen, Tell, Watch
from oss_desk.operations.simulation.ledger import Ledger
from oss_desk.operations.simulation.lots import USUAL, VISITS, Lots, Rates
from oss_desk.operations.simulation.office import BACK, SUPERVISORS, clerk_of, code_of, make_office, open_days
from oss_desk.operations.simulation.turns import TURNS, Room, printed
from oss_desk.storage.database import Database

WEEK = 5
"""Open days after which a service is published anew."""


@dataclass(frozen=True)
class Asked:
    """What is to be simulated; the same gives the same, on every machine."""

    days: int
    desks: int
    seed: int
    rates: Rates = USUAL


class Office:
    """A simulated office while it runs."""

    def __init__(self, database: Database, resources: Path, asked: Asked, tell: Tell | None = None) -> None:
        self.asked, self.seen, self.ledger = asked, Seen(tell=tell), Ledger()
        self.program, self.moment, self.town = make_office(database, resources, asked.desks, asked.seed)
        self.day = 0

    def run(self) -> Seen:
        """Every day, and the whole of it looked at in the end."""
        for day, window in enumerate(open_days(self.program, self.asked.days)):
            self.day = day
            self._play(window)
            invariants.ask_day(self.program, self.ledger)
        invariants.ask_all(self.program, self.ledger)
        return self.seen

    def _play(self, window: tuple[datetime, datetime]) -> None:
        if self.day % WEEK == WEEK - 1:
            self._published()
        back = self._hand(BACK, "registrar")
        self.moment.move(window[0])
        back.sign_in()
        busy: set[int] = set()
        waiting: list[tuple[datetime, int, Iterator[datetime]]] = []
        for number in range(self.asked.desks):
            room = Room(self._hand(code_of(number), clerk_of(number)), back, self.town, busy)
            played = self._desk(room, window)
            waiting.append((next(played), number, played))
        heapq.heapify(waiting)
        while waiting:
            at, number, played = heapq.heappop(waiting)
            self.moment.move(at)
            following = next(played, None)
            if following is not None:
                heapq.heappush(waiting, (following, number, played))
        back.sign_out()

    def _published(self) -> None:
        """A supervisor writes a service anew and says so to everybody."""
        supervisor = self._hand(BACK, SUPERVISORS[0])
        supervisor.sign_in()
        house.publish_anew(supervisor, self.town, self.day)
        supervisor.sign_out()

    def _hand(self, code: str, login: str) -> Hand:
        watch = Watch(self.moment)
        lots = Lots(self.asked.seed, self.day, code, rates=self.asked.rates)
        return Hand(replace(self.program, desk_code=code, clock=watch), login, lots, self.seen, watch, self.ledger)

    def _desk(self, room: Room, window: tuple[datetime, datetime]) -> Iterator[datetime]:
        """The moments at which something is done at a desk; it is done when the next one is asked for."""
        at = window[0] + timedelta(minutes=5)
        yield at
        room.hand.sign_in()
        tills.open_till(room.hand)
        for number, doing in enumerate(room.hand.lots.day()):
            self.seen.note(doing)
            if number == VISITS // 2:
                tills.at_noon(room.hand)
            for minutes in TURNS[doing](room):
                at += timedelta(minutes=minutes)
                yield at
            at += timedelta(minutes=room.hand.lots.random.randint(2, 9))
            yield at
        if room.hand.lots.spoils():
            stock.spoil(room.hand)
        stock.count(room.hand)
        tills.cash_up(room.hand)
        printed(room.hand)
        room.hand.sign_out()


def run(database: Database, resources: Path, asked: Asked, tell: Tell | None = None) -> Seen:
    """What a simulated office did; raises `Broken` when something that must hold did not, with the day it was."""
    office = Office(database, resources, asked, tell)
    try:
        return office.run()
    except Broken as broken:
        broken.day = office.day + 1
        raise
    except Refused as refused:
        stopped = Broken(f"an honest command was refused: {refused}")
        stopped.day = office.day + 1
        raise stopped from refused
