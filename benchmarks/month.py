"""How long the month of the sample office takes, and how that stands to the cheapest write and to the hour of a clerk.

    python benchmarks/month.py [--days 22] [--database URL]

The database is made anew: a temporary SQLite file as `oss-desk sample` makes it, or an empty database at the URL.
"""

import argparse
import statistics
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from oss_desk import bootstrap, paths
from oss_desk.operations.office.office import sign_in
from oss_desk.operations.program import Program
from oss_desk.operations.sample import walking
from oss_desk.operations.sample.sample import DESK
from oss_desk.operations.visits import basket, visits
from oss_desk.storage.database import open_database

MOST_S = 20.0
"""A month may take so long on two cores."""
DRAFTS = 40


def cheapest_write(url: str) -> float:
    """Seconds that keeping one draft takes in the office that was made, the median of some."""
    with closing(open_database(url)) as database:
        program = sign_in(Program(database, bootstrap.now, paths.resources(), DESK), login="adaeze")
        visit = visits.open_visit(program, walking.new_id()).result
        taken = []
        for number in range(DRAFTS):
            start = time.perf_counter()
            basket.keep_draft(program, visit_id=visit.id, part="person", content={"name": f"Somebody {number}"})
            taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    """Print what a month took, of which of it the first day."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--days", type=int, default=bootstrap.MONTH)
    reader.add_argument("--database", metavar="URL")
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        first = f"sqlite:///{Path(folder) / 'first.sqlite'}"
        start = time.perf_counter()
        bootstrap.make_sample_at(first)
        day = time.perf_counter() - start
        url = asked.database or f"sqlite:///{Path(folder) / 'month.sqlite'}"
        start, cpu = time.perf_counter(), time.process_time()
        made = bootstrap.make_sample_at(url, days=asked.days)
        wall, cpu = time.perf_counter() - start, time.process_time() - cpu
        if made is None:
            raise SystemExit("There is a sample office at that address already. Nothing was measured.")
        unit = cheapest_write(url)
    print(replace(made, refused=()))
    print(f"the first day            {day:8.2f} s")
    print(f"the month                {wall:8.2f} s   {cpu:.2f} s of one core   {wall / MOST_S:.0%} of what it may take")
    print(f"one visit and its cases  {wall / made.visits * 1000:8.1f} ms  {wall / made.visits / unit:.0f} drafts kept")


if __name__ == "__main__":
    main()
