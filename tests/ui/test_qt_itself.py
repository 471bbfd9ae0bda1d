"""Qt for Python as it is pinned: it keeps its references, and a warning of Qt fails the test that caused it."""

import shutil
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).parent.parent.parent

WARNS = """
from PySide6.QtCore import qWarning


def test_warns(qtbot):
    qWarning("the pen is broken")
"""


def test_calls_that_return_nothing_do_not_use_up_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 lost a reference to None in each such call and aborted after some thousands (PYSIDE-3474)."""
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(1000):
        widget.update()
    assert before - sys.getrefcount(None) < 500


def test_a_test_fails_on_a_warning_of_qt(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "tests").mkdir()
    for name in ("conftest.py", "databases.py", "own_logins.py", "postgres.py", "samples.py", "screen.json"):
        shutil.copy(ROOT / "tests" / name, tmp_path / "tests")
    (tmp_path / "tests" / "test_planted.py").write_text(WARNS, "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", "tests"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    assert "the pen is broken" in told
    assert "1 failed" in told
