"""The layer contracts hold for the program, and fail for each violation planted in a copy of it."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
UNDER_TYPE_CHECKING = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    "

LAYERS = "Imports go down only"
NO_SETTINGS = "Rules know neither this machine's settings nor its folders"
HANDED_A_PROGRAM = "The window is handed a Program and never reaches for what lies under it"
QT = "Only the window knows Qt"
SQL = "Only storage knows SQL"
PAPER = "Only printing draws paper"
STANDARD_LIBRARY = "What the office knows needs the standard library alone"
AS_DATA = "Services as data need a reader of YAML and a checker of shapes"
NEXT_TO_NOTHING = "A machine's settings and folders need next to nothing"

PLANTED = [
    ("domain/planted.py", f"{UNDER_TYPE_CHECKING}import oss_desk.storage", LAYERS),
    ("domain/planted.py", "def late():\n    import oss_desk.workflows", LAYERS),
    ("domain/planted.py", "import oss_desk.settings", LAYERS),
    ("domain/planted.py", "import oss_desk.paths", NO_SETTINGS),
    ("domain/planted.py", "import yaml", STANDARD_LIBRARY),
    ("domain/planted.py", f"{UNDER_TYPE_CHECKING}import pydantic", STANDARD_LIBRARY),
    ("workflows/planted.py", "import oss_desk.settings", NO_SETTINGS),
    ("workflows/planted.py", "import babel", AS_DATA),
    ("workflows/planted.py", "import oss_desk.operations", LAYERS),
    ("storage/planted.py", "import oss_desk.printing", LAYERS),
    ("storage/planted.py", f"{UNDER_TYPE_CHECKING}import PySide6.QtCore", QT),
    ("printing/planted.py", "import oss_desk.storage", LAYERS),
    ("printing/planted.py", "import sqlalchemy", SQL),
    ("operations/planted.py", "import sqlalchemy.orm", SQL),
    ("operations/planted.py", "import sqlite3", SQL),
    ("operations/planted.py", "import alembic", SQL),
    ("operations/planted.py", "import reportlab.pdfgen", PAPER),
    ("operations/planted.py", "import oss_desk.ui", LAYERS),
    ("ui/planted.py", "import sqlalchemy", SQL),
    ("ui/planted.py", "import reportlab", PAPER),
    ("ui/planted.py", "import segno", PAPER),
    ("ui/planted.py", "import oss_desk.storage", HANDED_A_PROGRAM),
    ("ui/planted.py", f"{UNDER_TYPE_CHECKING}import oss_desk.printing", HANDED_A_PROGRAM),
    ("settings.py", "import pydantic", NEXT_TO_NOTHING),
    ("paths.py", "import oss_desk.settings", LAYERS),
    ("planted.py", '"""A module at the top that no layer names."""', LAYERS),
    ("planted/__init__.py", '"""A package at the top that no layer names."""', LAYERS),
]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the program's source and of the contracts, to plant in."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def checked(tree: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says about the source in that tree."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    environment = os.environ | {"PYTHONPATH": str(tree / "src"), "COLUMNS": "200"}
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)


def test_the_program_as_it_is_keeps_every_contract(copied: Path) -> None:
    done = checked(copied)
    assert done.returncode == 0, done.stdout
    assert f"{len(contracts())} kept, 0 broken" in done.stdout


@pytest.mark.parametrize(("file", "code", "contract"), PLANTED, ids=lambda value: str(value).splitlines()[-1].strip())
def test_a_planted_violation_breaks_its_contract(file: str, code: str, contract: str, copied: Path) -> None:
    planted = copied / "src" / "oss_desk" / file
    planted.parent.mkdir(exist_ok=True)
    planted.write_text((planted.read_text("utf-8") if planted.exists() else "") + f"\n{code}\n", "utf-8")
    done = checked(copied)
    assert done.returncode == 1, done.stdout
    assert f"{contract} BROKEN" in done.stdout, done.stdout


def test_every_contract_has_a_planted_violation() -> None:
    assert {contract for _, _, contract in PLANTED} == contracts()


def contracts() -> set[str]:
    """The names of all contracts in pyproject.toml."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {contract["name"] for contract in told["tool"]["importlinter"]["contracts"]}


def circle(imports: Mapping[str, Collection[str]]) -> list[str]:
    """Modules of which each imports the next and the last the first; empty when there are none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as found:
        return list(found.args[1])
    return []


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = grimp.build_graph("oss_desk", exclude_type_checking_imports=False, cache_dir=None)
    assert circle({name: graph.find_modules_directly_imported_by(name) for name in graph.modules}) == []


def test_a_circle_of_imports_is_found() -> None:
    assert circle({"pay": {"receipt"}, "receipt": {"paper"}, "paper": {"pay"}, "till": {"pay"}})
