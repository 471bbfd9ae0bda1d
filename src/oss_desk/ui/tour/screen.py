"""A screen in memory for the tour's window: the same on every machine, with or without a display."""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

WIDE, HIGH = 1440, 960
SCREEN = {"name": "tour", "x": 0, "y": 0, "width": WIDE, "height": HIGH}
SIZES = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
OWN = ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME")
"""What a person's environment may say about her own screen; none of it is to show in the pictures."""
NEEDLESS = ("This plugin does not support", "QStandardPaths: XDG_RUNTIME_DIR")
"""How the words of Qt begin that mean nothing where there is no screen."""


@contextmanager
def screen_in_memory() -> Iterator[None]:
    """Give Qt a screen of its own before it starts; a Qt that runs already keeps the one it has."""
    if QGuiApplication.instance() is not None:
        yield
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "screen.json"
        file.write_text(json.dumps({"screens": [SCREEN | SIZES]}), "utf-8")
        for name in OWN:
            os.environ.pop(name, None)
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file}"
        qInstallMessageHandler(_heard)
        yield


def _heard(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    if not words.startswith(NEEDLESS) and kind is not QtMsgType.QtDebugMsg:
        sys.stderr.write(f"{words}\n")
