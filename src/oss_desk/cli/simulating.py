"""The command that lets a simulated office work for days, with faults, and says whether everything held."""

import argparse
import sys
import time

from oss_desk.cli.terminal import DONE, FOUND
from oss_desk.settings import Settings


def simulate(asked: argparse.Namespace, settings: Settings) -> int:
    """Play the days, print what was done; what did not hold is told with the words that play it again."""
    from oss_desk import paths
    from oss_desk.operations.simulation.hand import Broken
    from oss_desk.operations.simulation.opening import opened
    from oss_desk.operations.simulation.running import Asked, run

    started = time.perf_counter()
    days = Asked(asked.days, asked.desks, asked.seed)
    try:
        with opened(asked.database) as database:
            tell = _tell if asked.replay else None
            seen = run(database, paths.resources(), days, tell, sides=asked.processes)
    except Broken as broken:
        print(f"NOT HELD: {broken}", file=sys.stderr)
        where = f" --database {asked.database}" if asked.database else ""
        again = f"oss-desk simulate --days {broken.day} --desks {asked.desks} --seed {asked.seed}{where} --replay"
        print(f"It is played again, command by command, by: {again}", file=sys.stderr)
        return FOUND
    for what, count in sorted(seen.counts.items()):
        print(f"{count:8}  {what}")
    print(f"Every invariant held in {days.days} days at {days.desks} desks; seed {days.seed}, trace {seen.digest}.")
    print(f"It took {time.perf_counter() - started:.1f} seconds.")
    return DONE


def _tell(line: str) -> None:
    print(line, flush=True)
