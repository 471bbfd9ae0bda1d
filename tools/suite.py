"""Runs the suite: six parts, two side by side, each told whole with its time, and all results at the end."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools.environment import MAIN, NOT_BELOW_THE_WINDOW, ROOT, WITHOUT_QT, make
from tools.system import CannotGoOn, missing_libraries, packages_for, provide

LIMIT = 20 * 60
MEMORY, ENOUGH = Path("/dev/shm"), 4 << 30
PROFILE = "DESK_TEST_PROFILE"
NO_QT = "import importlib.util as i; assert not i.find_spec('PySide6'), 'PySide6 is here; this part must do without'"
ABOVE = ("ui", "journeys", "packaging")
TURNS = (2, 3, 5, 4, 1, 6)
"""In which order the parts begin: the longest first, so that both cores end at nearly the same time."""
SIDE_BY_SIDE = 2


@dataclass(frozen=True)
class Part:
    """One part of the suite: commands that all run, whether or not one before has failed."""

    number: int
    name: str
    commands: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Outcome:
    """How a part went: seconds, the commands that failed, and all that they said."""

    part: Part
    seconds: float
    failed: tuple[tuple[str, ...], ...]
    output: str


def parts(python: Path, without_qt: Path) -> dict[int, Part]:
    """The six parts by number, for the environment with everything and the one without Qt."""
    tool = (str(python), "-m")
    below = ("tests", *(f"--ignore=tests/{folder}" for folder in ("operations", *ABOVE)))
    checks = (
        (*tool, "ruff", "format", "--check", "--quiet", "."),
        (*tool, "ruff", "check", "--quiet", "."),
        (*tool, "mypy"),
        (str(python.with_name("lint-imports")), "--no-cache", "--no-logo"),
    )
    no_qt = (str(without_qt), "-c", NO_QT)
    listed = (
        Part(1, "checks: format, lint, types, layers", checks),
        Part(2, "the operations, without PySide6", (no_qt, _pytest(without_qt, 2, "tests/operations"))),
        Part(3, "everything else below the window, without PySide6", (no_qt, _pytest(without_qt, 3, *below))),
        Part(4, "the window, offscreen", (_pytest(python, 4, "tests/ui"),)),
        Part(5, "the journeys through the window, offscreen", (_pytest(python, 5, "tests/journeys"),)),
        Part(6, "the built wheel, installed outside the checkout", (_pytest(python, 6, "tests/packaging"),)),
    )
    return {part.number: part for part in listed}


def _pytest(python: Path, number: int, *what: str) -> tuple[str, ...]:
    return (str(python), "-m", "pytest", "-q", "-o", f"cache_dir=.pytest_cache/part{number}", "--durations=5", *what)


def run(part: Part, limit: float | None) -> Outcome:
    """Run a part's commands one after the other; a command still running at the limit is ended with all it started."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as file:
        failed = tuple(command for command in part.commands if _command(command, file.fileno(), limit))
        file.seek(0)
        output = file.read().decode("utf-8", "replace")
    return Outcome(part, time.monotonic() - start, failed, output)


def _command(command: Sequence[str], out: int, limit: float | None) -> int:
    child = subprocess.Popen(
        command, cwd=ROOT, env=_environment(), stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
    )
    try:
        return child.wait(limit)
    except subprocess.TimeoutExpired:
        os.write(out, f"\nStill running after {limit:.0f} s, ended: {' '.join(command)}\n".encode())
        return 1
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _environment() -> dict[str, str]:
    """The caller's, without what would point the tests at somebody's own office, screen or packages."""
    foreign = ("OSS_DESK_", "QT_", "PYTHON", "PYTEST_", "PG")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return kept | {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"} | _quick_folder()


def _quick_folder() -> dict[str, str]:
    """Memory for the databases of tests, where there is enough of it: nobody needs them after a power cut."""
    try:
        enough = shutil.disk_usage(MEMORY).free > ENOUGH and os.access(MEMORY, os.W_OK)
    except OSError:
        return {}
    return {"TMPDIR": str(MEMORY)} if enough else {}


def run_all(in_turn: Sequence[Part], limit: float | None) -> list[Outcome]:
    """Run the parts in their turns, two side by side, printing each whole when it ends; outcomes come by number."""
    printing = threading.Lock()

    def one(part: Part) -> Outcome:
        print(f"Part {part.number} begins: {part.name}", flush=True)
        outcome = run(part, limit)
        with printing:
            tell(outcome)
        return outcome

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        return sorted(pool.map(one, in_turn), key=lambda outcome: outcome.part.number)


def tell(outcome: Outcome) -> None:
    """Print a part's output under its name, and its time."""
    part = outcome.part
    print(f"\n{'=' * 20} part {part.number}: {part.name} {'=' * 20}\n{outcome.output.strip()}")
    print(f"part {part.number} took {outcome.seconds:.1f} s\n", flush=True)


def summary(outcomes: Sequence[Outcome], seconds: float) -> str:
    """The closing lines: each part's result, time and last words (pytest's own closing line), and the total."""
    lines = []
    for outcome in outcomes:
        result = "FAILED" if outcome.failed else "passed"
        lines.append(f"part {outcome.part.number}  {result}  {outcome.seconds:6.1f} s  {outcome.part.name}")
        lines += [f"        failed: {' '.join(map(_short, command))}" for command in outcome.failed]
        lines.append(f"        {(outcome.output.strip().splitlines() or [''])[-1].strip()}")
    return "\n".join([*lines, f"together {seconds:.1f} s"])


def _short(word: str) -> str:
    """A word of a command without the way to the checkout."""
    return word.replace(f"{ROOT}{os.sep}", "")


def _number(word: str) -> int:
    if word not in ("1", "2", "3", "4", "5", "6"):
        raise argparse.ArgumentTypeError("the parts are 1, 2, 3, 4, 5 and 6")
    return int(word)


def main() -> int:
    """Make the environments, run the parts asked for (all without a number), tell how they went."""
    reader = argparse.ArgumentParser(prog="python -m tools.suite", description=__doc__)
    reader.add_argument("parts", nargs="*", type=_number, help="the numbers of the parts to run")
    reader.add_argument("--soak", action="store_true", help="the same tests with large numbers, without a time limit")
    asked = reader.parse_args()
    start = time.monotonic()
    try:
        python = make(MAIN)
        every = parts(python, make(WITHOUT_QT, leave_out=NOT_BELOW_THE_WINDOW))
        provide(packages_for(missing_libraries(python)), "The window")
    except CannotGoOn as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Environments ready after {time.monotonic() - start:.1f} s", flush=True)
    if asked.soak:
        os.environ[PROFILE] = "soak"
    chosen = set(asked.parts or every)
    outcomes = run_all([every[number] for number in TURNS if number in chosen], None if asked.soak else LIMIT)
    print(summary(outcomes, time.monotonic() - start))
    return int(any(outcome.failed for outcome in outcomes))


if __name__ == "__main__":
    raise SystemExit(main())
