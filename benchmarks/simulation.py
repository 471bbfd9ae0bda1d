"""How long a visit of the simulated office takes as its history grows, on both databases.

    python benchmarks/simulation.py [--days 250] [--desks 4] [--seed 1] [--only sqlite|postgresql]

A year of four desks is 30,000 visits; on two cores it ends within twenty minutes, that is 40 ms a visit. The
databases are made anew: a temporary SQLite file, and a PostgreSQL server of the run's own, with two processes.
"""

import argparse
import time

from oss_desk import paths
from oss_desk.operations.simulation.lots import VISITS
from oss_desk.operations.simulation.opening import OWN_SERVER, opened
from oss_desk.operations.simulation.running import Asked, run

MOST_MS = 40.0
"""What a visit may take so that the year ends in time."""
AT = (1, 10, 25, 50, 100, 150, 200, 250)
SPAN = 5
"""Over how many days, the last one that of the row, a figure is taken."""


class Watch:
    """Notes when each day was over, and tells now and then how long its visits took."""

    def __init__(self, asked: Asked) -> None:
        self.asked, self.times = asked, [time.perf_counter()]

    def __call__(self, day: int) -> None:
        """A day is over."""
        self.times.append(time.perf_counter())
        if day in AT or day == self.asked.days:
            print(
                f"  day {day:4}  {self.visit(day):7.1f} ms a visit  {self.visit(day) / self.visit(SPAN):5.2f}",
                flush=True,
            )

    def visit(self, day: int) -> float:
        """Milliseconds a visit on the days up to that one."""
        last = min(day, len(self.times) - 1)
        first = max(0, last - SPAN)
        return (self.times[last] - self.times[first]) / ((last - first) * self.asked.desks * VISITS) * 1000


def measure(asked: Asked, url: str | None, sides: int) -> None:
    """Print the figures of one database."""
    print(url or "sqlite")
    start = time.perf_counter()
    with opened(url) as database:
        watch = Watch(asked)
        played = run(database, paths.resources(), asked, sides=sides, each_day=watch)
    taken = time.perf_counter() - start
    each = taken / (asked.days * asked.desks * VISITS) * 1000
    print(
        f"  all of it {taken:8.0f} s  {each:6.1f} ms a visit  {each / MOST_MS:.0%} of what it may take  {played.digest}"
    )


def main() -> None:
    """Print what a visit takes at some days, and how that stands to the first ones."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--days", type=int, default=250)
    reader.add_argument("--desks", type=int, default=4)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--only", choices=("sqlite", "postgresql"))
    given = reader.parse_args()
    asked = Asked(given.days, given.desks, given.seed)
    if given.only != "postgresql":
        measure(asked, None, 1)
    if given.only != "sqlite":
        measure(asked, OWN_SERVER, 2)


if __name__ == "__main__":
    main()
