"""Design tokens as data: three sets of colours and one set of measures, with no Qt in them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from oss_desk.ui.theme.places import themes_folder

THEMES = ("light", "dark", "contrast")


@dataclass(frozen=True)
class TypeRole:
    """One role of the type scale: size in points, line height in pixels at 100 %, weight 100 to 900."""

    pt: float
    line: int
    weight: int


@dataclass(frozen=True)
class Theme:
    """Everything a widget may ask about its looks; colours are `#RRGGBB`, measures are pixels at 100 %."""

    name: str
    colours: Mapping[str, str]
    type: Mapping[str, TypeRole]
    families: Mapping[str, tuple[str, ...]]
    numbers: tuple[str, ...]
    space: Mapping[str, int]
    radius: Mapping[str, int]
    height: Mapping[str, int]
    ring: int
    state_border: int

    @property
    def high_contrast(self) -> bool:
        """Whether tints vanish and borders carry the state."""
        return self.state_border > 1


@cache
def load_theme(name: str, folder: Path | None = None) -> Theme:
    """The theme of that name; KeyError or ValueError when its file is not what the window needs."""
    if name not in THEMES:
        raise ValueError(f"{name!r} is not one of {', '.join(THEMES)}")
    place = folder or themes_folder()
    colours = _read(place / f"{name}.json")
    measures = _read(place / "measures.json")
    return Theme(
        name=name,
        colours=dict(colours["colours"]),
        type={role: TypeRole(**values) for role, values in measures["type"].items()},
        families={kind: tuple(names) for kind, names in measures["families"].items()},
        numbers=tuple(measures["numbers"]),
        space=dict(measures["space"]),
        radius=dict(measures["radius"]),
        height=dict(measures["height"]),
        ring=int(colours["ring"]),
        state_border=int(colours["state_border"]),
    )


def _read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
