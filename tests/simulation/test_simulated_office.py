"""The simulated office: days of work with every fault, the same again from the same seed, and breaks that are seen."""

from collections.abc import Callable
from contextlib import closing

from oss_desk import paths
from oss_desk.operations.simulation.hand import Seen
from oss_desk.operations.simulation.lots import MIX, VISITS, Rates
from oss_desk.operations.simulation.running import Asked, run
from oss_desk.storage.database import open_database
from tests.databases import NewDatabase

OFTEN = Rates(dict.fromkeys(Rates().fault, 15), repeated=60, printer=100, clock=30)
"""Everything goes wrong often, so that a short run meets all of it."""


def days_of(url: str, asked: Asked) -> Seen:
    """What the simulated office did in that database."""
    with closing(open_database(url, scratch=True)) as database:
        return run(database, paths.resources(), asked)


def test_days_with_every_fault_end_with_every_invariant_held(
    database_url: str, dialect: str, rounds: Callable[[int], int]
) -> None:
    asked = Asked(days=rounds(1), desks=2, seed=7, rates=OFTEN)
    seen = days_of(database_url, asked)
    wanted = {*MIX, *OFTEN.fault, "sent again", "printer failed", "clock set back"}
    wanted -= {"disk-full"} if dialect == "postgresql" else set()
    assert wanted <= set(seen.counts)
    assert sum(seen.counts[doing] for doing in MIX) == VISITS * asked.days * asked.desks


def test_the_same_seed_does_the_same_on_both_databases(new_sqlite: NewDatabase, new_postgresql: NewDatabase) -> None:
    asked = Asked(days=1, desks=1, seed=11)
    first, again = (days_of(new_sqlite(), asked) for _ in range(2))
    assert first.digest == again.digest
    assert days_of(new_sqlite(), Asked(days=1, desks=1, seed=12)).digest != first.digest
