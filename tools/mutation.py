"""Breaks the code on purpose, one small thing at a time, and counts how many breaks the tests notice: `make mutation`.

    python -m tools.mutation [--sample 100] [--seed 1] [--out build/mutation.txt] [FILE ...]

Each break is made in a copy of the checkout; the tests named for its file run there on SQLite until the first fails.
A break that no test notices is listed with its line. Of all that could be broken a sample is drawn by the seed.
"""

import argparse
import ast
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent
SOURCE = Path("src/oss_desk")
COPIED = ("src", "tests", "migrations", "resources", "tools", "pyproject.toml", "stubs")
LIMIT = 300
Tests = tuple[str, ...]
CHAINS = (
    "tests/storage/test_chaining.py",
    "tests/operations/test_verifying.py",
    "tests/operations/test_bent_history.py",
)
MONEY = (
    "tests/operations/test_till.py",
    "tests/operations/test_shifts.py",
    "tests/operations/test_z_reports.py",
    "tests/operations/test_corrections.py",
    "tests/operations/test_correction_sums.py",
    "tests/operations/test_payment_starts.py",
    "tests/simulation/test_simulated_office.py",
    "tests/operations/test_further_demands.py",
)
TARGETS: Mapping[str, Tests] = {
    "domain/money.py": ("tests/domain/test_money.py", *MONEY),
    "domain/chain.py": CHAINS,
    "storage/chain.py": CHAINS,
    "operations/rights.py": ("tests/operations/test_rights.py",),
    "operations/money": MONEY,
}
"""What is broken, and which tests must notice. A test file that is not there is left out."""
SWAPS: Mapping[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


@dataclass(frozen=True)
class Break:
    """One thing to break: the place of its node in the walk of the tree, how, and where a reader finds it."""

    file: Path
    place: int
    kind: str
    line: int


@dataclass(frozen=True)
class Fate:
    """What became of a break: noticed, survived, or hung (which is noticed too)."""

    made: Break
    fate: str


def breaks_of(file: Path, text: str) -> Iterator[Break]:
    """Everything in a file that can be broken, in the order in which the tree is walked."""
    tree = ast.parse(text)
    declared = _declared(tree)
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in declared:
            continue
        for kind in _kinds(node):
            yield Break(file, place, kind, getattr(node, "lineno", 0))


def _declared(tree: ast.Module) -> frozenset[int]:
    """Nodes that say types, or documentation: to break them changes nothing."""
    found: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef):
            parts = [node.returns, *(each.annotation for each in (*node.args.args, *node.args.kwonlyargs))]
        elif isinstance(node, ast.AnnAssign):
            parts = [node.annotation]
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            parts = [node]
        found.update(id(inner) for part in parts if part is not None for inner in ast.walk(part))
    return frozenset(found)


def _kinds(node: ast.AST) -> tuple[str, ...]:
    if isinstance(node, ast.Compare):
        return tuple(f"compare {place}" for place, each in enumerate(node.ops) if type(each) in SWAPS)
    if isinstance(node, ast.BoolOp | ast.BinOp):
        return ("operator",) if type(node.op) in SWAPS else ()
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return ("not",)
    if isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        return ("constant",)
    if isinstance(node, ast.If | ast.IfExp):
        return ("always", "never")
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return ("left out",)
    if isinstance(node, ast.Raise):
        return ("left out",)
    return ()


def broken(text: str, made: Break) -> str:
    """The text with that one thing broken."""
    tree = ast.parse(text)
    node = next(node for place, node in enumerate(ast.walk(tree)) if place == made.place)
    if made.kind == "left out":
        _LeaveOut(node).visit(tree)
    else:
        _change(node, made.kind)
    return ast.unparse(ast.fix_missing_locations(tree))


def _change(node: ast.AST, kind: str) -> None:
    if isinstance(node, ast.Compare):
        place = int(kind.split()[1])
        swapped = SWAPS[type(node.ops[place])]()
        assert isinstance(swapped, ast.cmpop)
        node.ops[place] = swapped
    elif isinstance(node, ast.BoolOp | ast.BinOp):
        _swap(node)
    elif isinstance(node, ast.UnaryOp):
        node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1
    elif isinstance(node, ast.If | ast.IfExp):
        node.test = ast.Constant(kind == "always")


def _swap(node: ast.BoolOp | ast.BinOp) -> None:
    swapped = SWAPS[type(node.op)]()
    if isinstance(node, ast.BoolOp):
        assert isinstance(swapped, ast.boolop)
        node.op = swapped
    else:
        assert isinstance(swapped, ast.operator)
        node.op = swapped


class _LeaveOut(ast.NodeTransformer):
    def __init__(self, gone: ast.AST) -> None:
        self._gone = gone

    def visit(self, node: ast.AST) -> ast.AST:
        """Nothing stands where that statement was."""
        return ast.Pass() if node is self._gone else self.generic_visit(node)


def targets(only: Sequence[str]) -> dict[Path, Tests]:
    """The files to break, each with the tests that are there for it."""
    found: dict[Path, Tests] = {}
    for name, tests in TARGETS.items():
        here = ROOT / SOURCE / name
        files = sorted(here.glob("*.py")) if here.is_dir() else [here]
        there = tuple(test for test in tests if (ROOT / test).exists())
        for file in files:
            place = file.relative_to(ROOT)
            if file.exists() and there and (not only or str(place) in only):
                found[place] = (*found.get(place, ()), *there)
    return found


def drawn(files: Sequence[Path], sample: int, seed: int) -> list[Break]:
    """So many breaks of all there are, the same ones for the same seed."""
    every = [each for file in files for each in breaks_of(file, (ROOT / file).read_text("utf-8"))]
    Random(seed).shuffle(every)
    return every[:sample]


def tried(made: Break, tests: Tests, copy: Path) -> Fate:
    """Make the break in the copy, run the tests, and mend it."""
    file = copy / made.file
    whole = file.read_text("utf-8")
    file.write_text(broken(whole, made), "utf-8")
    try:
        return Fate(made, _told(tests, copy))
    finally:
        file.write_text(whole, "utf-8")


def _told(tests: Tests, copy: Path) -> str:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-k", "not postgresql", *tests]
    environment = {**os.environ, "PYTHONPATH": f"{copy / 'src'}{os.pathsep}{copy}", "PYTHONDONTWRITEBYTECODE": "1"}
    child = subprocess.Popen(
        command,
        cwd=copy,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return "noticed" if child.wait(LIMIT) else "survived"
    except subprocess.TimeoutExpired:
        return "hung"
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def main() -> int:
    """Draw the sample, try every break, print and keep the score."""
    reader = argparse.ArgumentParser(prog="python -m tools.mutation", description=__doc__)
    reader.add_argument("files", nargs="*", metavar="FILE", help="only these; else all that is named in TARGETS")
    reader.add_argument("--sample", type=int, default=100, metavar="N")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--out", type=Path, default=ROOT / "build" / "mutation.txt")
    asked = reader.parse_args()
    files = targets(asked.files)
    chosen = drawn(list(files), asked.sample, asked.seed)
    started, fates = time.monotonic(), list[Fate]()
    with tempfile.TemporaryDirectory(prefix="desk-mutation-") as folder:
        copy = Path(folder)
        for name in COPIED:
            _copied(ROOT / name, copy / name)
        for tests in sorted(set(files.values())):
            if _told(tests, copy) != "survived":
                print(f"The tests fail already, before anything is broken: {' '.join(tests)}", file=sys.stderr)
                return 1
        for number, made in enumerate(chosen, 1):
            fates.append(tried(made, files[made.file], copy))
            print(f"{number}/{len(chosen)} {fates[-1].fate:9} {made.file}:{made.line} {made.kind}", flush=True)
    told = score(fates, sum(1 for file in files for _ in breaks_of(file, (ROOT / file).read_text("utf-8"))))
    told += f"\nseed {asked.seed}, {time.monotonic() - started:.0f} seconds\n"
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(told, "utf-8")
    print(told)
    return 0


def _copied(what: Path, to: Path) -> None:
    if what.is_dir():
        shutil.copytree(what, to, ignore=shutil.ignore_patterns("__pycache__"))
    elif what.exists():
        shutil.copy(what, to)


def score(fates: Sequence[Fate], of: int) -> str:
    """How many breaks were noticed, by file, and each that was not."""
    lines = [f"{sum(fate.fate != 'survived' for fate in fates)} of {len(fates)} breaks noticed, drawn from {of}"]
    for file in sorted({fate.made.file for fate in fates}):
        own = [fate for fate in fates if fate.made.file == file]
        lines.append(f"  {sum(fate.fate != 'survived' for fate in own):3} of {len(own):3}  {file}")
    lines += [
        f"survived: {fate.made.file}:{fate.made.line} {fate.made.kind}" for fate in fates if fate.fate == "survived"
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
