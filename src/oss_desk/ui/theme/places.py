"""Where the look's files lie: beside the checkout's sources, or inside the installed package."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[2]


def resources() -> Path:
    """The folder of resources of this program."""
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "resources"


def themes_folder() -> Path:
    """Where the token files lie."""
    return resources() / "themes"


def icons_folder() -> Path:
    """Where the drawn signs lie."""
    return resources() / "icons"


def fonts_folder() -> Path:
    """Where the bundled fonts lie."""
    return resources() / "fonts"
