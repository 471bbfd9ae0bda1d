"""The table of `docs/trust.md`: every requirement stands in it, with where it is kept and the tests that prove it."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
TRUST = ROOT / "docs" / "trust.md"
WANTED = {*range(1, 37), *range(38, 70), *range(77, 81), *range(83, 86)}
ROW = re.compile(r"^\| R(?P<number>\d+) \| (?P<what>[^|]+) \| (?P<kept>[^|]+) \| (?P<proof>[^|]+) \|$", re.MULTILINE)
PLACE = re.compile(r"`([\w./-]+)`")
PROOF = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def rows() -> dict[int, re.Match[str]]:
    """The rows of the table by the number of their requirement."""
    return {int(row["number"]): row for row in ROW.finditer(TRUST.read_text("utf-8"))}


@cache
def defined_in(file: str) -> frozenset[str]:
    """The names of what a file of tests defines: functions, and state machines as they are told to the runner."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return frozenset(found)


def test_every_requirement_stands_in_the_table_once() -> None:
    numbers = [int(row["number"]) for row in ROW.finditer(TRUST.read_text("utf-8"))]
    assert sorted(numbers) == sorted(WANTED)


def test_every_place_that_keeps_a_requirement_is_there() -> None:
    named = {(number, place) for number, row in rows().items() for place in PLACE.findall(row["kept"])}
    assert not [one for one in named if not (ROOT / one[1]).exists()]


def test_every_requirement_names_tests_that_are_there() -> None:
    proofs = {number: PROOF.findall(row["proof"]) for number, row in rows().items()}
    assert not [number for number, found in proofs.items() if not found]
    named = [(number, file, name) for number, found in proofs.items() for file, name in found]
    assert not [one for one in named if not (ROOT / one[1]).is_file() or one[2] not in defined_in(one[1])]
