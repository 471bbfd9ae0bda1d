"""Where the look's files lie among the resources of the program."""

from pathlib import Path

from oss_desk import paths


def themes_folder() -> Path:
    """Where the token files lie."""
    return paths.resources() / "themes"


def icons_folder() -> Path:
    """Where the drawn signs lie."""
    return paths.resources() / "icons"


def fonts_folder() -> Path:
    """Where the bundled fonts lie."""
    return paths.resources() / "fonts"
