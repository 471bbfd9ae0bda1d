"""A migration that is killed at any statement leaves the office as it was, and the next one completes."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from oss_desk.storage.migrate import newest
from tests.databases import MIGRATIONS
from tests.storage.test_older_office import empty_url, old_url

__all__ = ["empty_url", "old_url"]

ROOT = Path(__file__).parent.parent.parent
STEP = 67
"""Every so many statements it is killed once; at each one in `make soak`."""


def test_whenever_a_migration_is_killed_all_of_it_is_there_or_nothing(
    old_url: str, rounds: Callable[[int], int]
) -> None:
    step = STEP if rounds(1) == 1 else 1
    command = [sys.executable, "-m", "tests.storage.killed_migration", old_url, str(step)]
    environment = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": os.environ["PATH"]}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *killed, whole = done.stdout.splitlines()
    states = {line.partition(" ")[2] for line in killed}
    assert len(killed) >= 3
    assert len(states) == 1
    assert states.pop().startswith("0004 ")
    assert whole.startswith(f"whole {newest(MIGRATIONS)} ")
    assert whole.endswith("2 papers ok")
