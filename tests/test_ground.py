"""What the repository promises about itself: its files, its lock, its licence, and a suite that hears every warning."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.environment import entries

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCKS = ("requirements.lock", "requirements-dev.lock")

FOREIGN = [
    first + second
    for first, second in (
        ("pypi", ".org"),
        ("python", "hosted.org"),
        ("deb.deb", "ian.org"),
        ("registry.npm", "js.org"),
        ("/work/", "main"),
        ("/work/", "shared"),
        ("/work/", ".library"),
        ("/opt/", "pypi"),
        ("/opt/", "wheels"),
        ("/ro", "ot/"),
    )
]
"""Registries and places of one workplace, in two halves so that this file does not hold what it looks for."""

HUSHED = [
    first + second
    for first, second in (
        ("type: ig", "nore"),
        ("# no", "qa"),
        ("pragma: no", " cover"),
        ("# TO", "DO"),
        ("mark.sk", "ip"),
        ("mark.xf", "ail"),
        ("pytest.sk", "ip("),
        ("importor", "skip"),
    )
]


def committed() -> list[Path]:
    """Every file that git keeps; where there is no git, every file that is not made by the Makefile."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    try:
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (FileNotFoundError, subprocess.CalledProcessError):
        return [file for file in ROOT.rglob("*") if file.is_file() and not _made(file.relative_to(ROOT))]
    return [ROOT / name for name in told.split("\0") if name and (ROOT / name).is_file()]


def _made(file: Path) -> bool:
    made = re.compile(r"\.git|\.venv.*|__pycache__|\.\w+_cache|\.hypothesis|build|dist|tour")
    return any(made.fullmatch(part) for part in file.parts)


def lines_with(words: list[str], files: list[Path]) -> Iterator[str]:
    for file in files:
        held = file.read_bytes()
        for word in words:
            if word.encode() in held:
                yield f"{file.relative_to(ROOT) if file.is_relative_to(ROOT) else file}: {word}"


def test_no_file_names_a_package_registry_or_somebodys_folders() -> None:
    assert len(committed()) > 50
    assert list(lines_with(FOREIGN, committed())) == []


def test_no_check_is_hushed_and_no_test_is_left_out() -> None:
    written = [file for file in committed() if file.suffix in (".py", ".toml", ".sh")]
    assert list(lines_with(HUSHED, written)) == []


@pytest.mark.parametrize("word", [*FOREIGN, *HUSHED])
def test_a_planted_word_is_found(word: str, tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(f"see {word}\n", "utf-8")
    assert list(lines_with([word], [tmp_path / "planted.py"])) == [f"{tmp_path / 'planted.py'}: {word}"]


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes_and_the_lock_holds_no_address(name: str) -> None:
    lock = (ROOT / name).read_text("utf-8")
    assert "://" not in lock
    assert not re.search(r"^\s*-", lock.replace("    --hash=", ""), re.MULTILINE)
    for pin in entries(lock).values():
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", pin), pin


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_satisfies_what_the_project_asks_for(name: str) -> None:
    pinned = versions(name)
    tools = PROJECT["optional-dependencies"]["dev"] if name == LOCKS[1] else []
    for asked in map(Requirement, PROJECT["dependencies"] + tools):
        assert pinned[canonicalize_name(asked.name)] in asked.specifier, f"{asked}: run make lock"


def test_what_the_program_needs_is_pinned_alike_with_and_without_the_tools() -> None:
    assert versions(LOCKS[0]).items() <= versions(LOCKS[1]).items()


def versions(lock: str) -> dict[str, str]:
    """The pinned version of each package in that lock file."""
    text = (ROOT / lock).read_text("utf-8")
    return {canonicalize_name(name): pin.split("==")[1].split()[0] for name, pin in entries(text).items()}


def test_the_licence_is_the_whole_apache_licence_and_the_notice_names_the_fonts_own() -> None:
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert "Version 2.0, January 2004" in licence
    assert "9. Accepting Warranty or Additional Liability." in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    assert PROJECT["license"] == "Apache-2.0"
    assert "SIL Open Font License" in (ROOT / "NOTICE").read_text("utf-8")
    assert (ROOT / "resources" / "fonts" / "OFL.txt").is_file()


def test_examples_are_few_by_default_the_same_in_ci_and_many_in_a_soak() -> None:
    quick, ci, soak = (settings.get_profile(name) for name in ("quick", "ci", "soak"))
    assert quick.max_examples == ci.max_examples <= 50
    assert ci.derandomize
    assert soak.max_examples >= 1000


WARNINGS = """
import logging
import warnings

import pytest


def test_log():
    logging.getLogger("office").warning("the printer is gone")


def test_python():
    warnings.warn("old ways", stacklevel=1)


@pytest.mark.expects_log
def test_expected(caplog):
    logging.getLogger("office").warning("the printer is gone")
    assert caplog.messages == ["the printer is gone"]


def test_quiet():
    logging.getLogger("office").info("printed")
"""


def test_a_test_fails_on_a_warning_of_python_or_of_the_log_that_it_does_not_expect(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "tests").mkdir()
    for name in ("conftest.py", "databases.py", "own_logins.py", "postgres.py", "samples.py"):
        shutil.copy(ROOT / "tests" / name, tmp_path / "tests")
    (tmp_path / "tests" / "test_planted.py").write_text(WARNINGS, "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", "tests"]
    wide = os.environ | {"COLUMNS": "200"}
    told = subprocess.run(command, cwd=tmp_path, env=wide, capture_output=True, text=True, check=False).stdout
    assert "ERROR tests/test_planted.py::test_log - AssertionError: logged: ['the printer is gone']" in told
    assert "FAILED tests/test_planted.py::test_python - UserWarning: old ways" in told
    assert "1 failed, 3 passed, 1 error" in told
