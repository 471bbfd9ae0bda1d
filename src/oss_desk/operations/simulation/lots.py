"""What is left to chance in the simulated office, all of it drawn from one seed, so that a day can be played again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Literal, TypeVar
from uuid import UUID

from oss_desk.storage.disturbed import Fault

T = TypeVar("T")
Doing = Literal[
    "enquiry",
    "at-once",
    "two-services",
    "to-be-worked",
    "worked",
    "to-pay",
    "handover",
    "parked",
    "person-corrected",
    "left",
    "money-back",
]

MIX: Mapping[Doing, int] = {
    "enquiry": 3,
    "at-once": 6,
    "two-services": 3,
    "to-be-worked": 2,
    "worked": 4,
    "to-pay": 3,
    "handover": 5,
    "parked": 1,
    "person-corrected": 1,
    "left": 1,
    "money-back": 1,
}
"""How often each comes among the thirty visits of a desk's day."""
VISITS = sum(MIX.values())


@dataclass(frozen=True)
class Rates:
    """How often something goes wrong, in parts of a thousand: of commands, of papers, of visits."""

    fault: Mapping[Fault, int] = field(
        default_factory=lambda: {
            "kill-between": 3,
            "kill-before-commit": 2,
            "kill-after-commit": 3,
            "answer-lost": 4,
            "never-arrived": 2,
            "disk-full": 2,
        }
    )
    repeated: int = 30
    printer: int = 30
    clock: int = 10


USUAL = Rates()
NOTHING_WRONG = Rates({}, 0, 0, 0)
"""Rates of an office in which nothing ever fails."""


class Lots:
    """One stream of chance. The same words give the same stream, on every machine and database."""

    def __init__(self, *words: object, rates: Rates) -> None:
        self.random = Random("/".join(map(str, words)))
        self._rates = rates

    def new_id(self) -> str:
        """The id of a command."""
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def fault(self) -> tuple[Fault, int] | None:
        """What goes wrong with this command, and at which of its statements; mostly nothing does."""
        drawn = self.random.randrange(1000)
        for fault, rate in self._rates.fault.items():
            drawn -= rate
            if drawn < 0:
                return fault, self.random.randint(1, 30)
        return None

    def repeats(self) -> int:
        """How often more a command is sent with the same id after its answer."""
        return self.random.randint(1, 2) if self._happens(self._rates.repeated) else 0

    def printer_fails(self) -> bool:
        """Whether this paper does not come out of the printer."""
        return self._happens(self._rates.printer)

    def clock_jumps(self) -> bool:
        """Whether the clock of the desk is wrong now."""
        return self._happens(self._rates.clock)

    def one_in(self, many: int) -> bool:
        """What happens once in so many times."""
        return self.random.randrange(many) == 0

    def spoils(self) -> bool:
        """Whether a blank is torn today."""
        return self._happens(200)

    def day(self) -> list[Doing]:
        """The visits of one desk's day, in their order."""
        doings: list[Doing] = [doing for doing, often in MIX.items() for _ in range(often)]
        self.random.shuffle(doings)
        return doings

    def one(self, among: Sequence[T]) -> T:
        """One of these."""
        return self.random.choice(among)

    def _happens(self, of_thousand: int) -> bool:
        return self.random.randrange(1000) < of_thousand
