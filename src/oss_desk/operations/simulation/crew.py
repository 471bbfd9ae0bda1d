"""Teams of the simulated office at work: their desks side by side under one clock, through a day."""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from oss_desk.operations.program import Program
from oss_desk.operations.sample.playing import Moment
from oss_desk.operations.simulation import stock, tills
from oss_desk.operations.simulation.hand import Hand, Seen, Tell, Watch
from oss_desk.operations.simulation.ledger import Ledger
from oss_desk.operations.simulation.lots import USUAL, VISITS, Lots, Rates
from oss_desk.operations.simulation.office import Town, back_of, clerk_of, code_of, desks_of, registrar_of, town_of
from oss_desk.operations.simulation.turns import TURNS, Room, printed

Window = tuple[datetime, datetime]
"""From when to when the office is open on a day."""


@dataclass(frozen=True)
class Asked:
    """What is to be simulated; the same gives the same, on every machine and in any number of processes."""

    days: int
    desks: int
    seed: int
    rates: Rates = USUAL


@dataclass(frozen=True)
class Account:
    """What some teams did so far: counted, the digest of each one's commands in order, and what they noted of money."""

    counts: Counter[str]
    digests: dict[int, str]
    ledger: Ledger


@dataclass
class Team:
    """Desks that share people and a back office; what they do depends on the seed, the day and themselves alone."""

    number: int
    program: Program
    moment: Moment
    town: Town
    asked: Asked
    seen: Seen
    ledger: Ledger = field(default_factory=Ledger)

    def begin(self, day: int, window: Window) -> tuple[Hand, list[Iterator[datetime]]]:
        """The back office signed in, and what each desk will do, moment by moment."""
        back = self._hand(day, back_of(self.number), registrar_of(self.number))
        back.sign_in()
        busy: set[int] = set()
        desks = desks_of(self.number, self.asked.desks)
        own = tuple(code_of(one) for one in desks)
        hands = [self._hand(day, code_of(one), clerk_of(one)) for one in desks]
        rooms = [Room(hand, back, self.town, busy, own) for hand in hands]
        return back, [self._desk(room, window) for room in rooms]

    def _hand(self, day: int, code: str, login: str) -> Hand:
        watch = Watch(self.moment)
        lots = Lots(self.asked.seed, day, code, rates=self.asked.rates)
        return Hand(replace(self.program, desk_code=code, clock=watch), login, lots, self.seen, watch, self.ledger)

    def _desk(self, room: Room, window: Window) -> Iterator[datetime]:
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


class Crew:
    """Some teams in one process, under one clock."""

    def __init__(
        self, program: Program, moment: Moment, asked: Asked, teams: Iterable[int], tell: Tell | None = None
    ) -> None:
        self.moment = moment
        self.teams = [
            Team(one, program, moment, town_of(program, one, asked.desks), asked, Seen(tell=tell)) for one in teams
        ]

    def play(self, day: int, window: Window) -> None:
        """One day of all of them."""
        self.moment.move(window[0])
        backs: list[Hand] = []
        waiting: list[tuple[datetime, int, Iterator[datetime]]] = []
        for team in self.teams:
            back, desks = team.begin(day, window)
            backs.append(back)
            waiting += [(next(played), len(waiting) + place, played) for place, played in enumerate(desks)]
        heapq.heapify(waiting)
        while waiting:
            at, place, played = heapq.heappop(waiting)
            self.moment.move(at)
            following = next(played, None)
            if following is not None:
                heapq.heappush(waiting, (following, place, played))
        for back in backs:
            back.sign_out()

    def account(self) -> Account:
        """What they did so far."""
        counts: Counter[str] = Counter()
        ledger = Ledger()
        for team in self.teams:
            counts.update(team.seen.counts)
            ledger.take(team.ledger)
        return Account(counts, {team.number: team.seen.digest for team in self.teams}, ledger)

    def close(self) -> None:
        """Nothing is left behind."""
