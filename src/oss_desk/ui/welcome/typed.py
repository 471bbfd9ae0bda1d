"""What was typed into the setting up, as plain texts by place: kept through a crash, without the passwords."""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

log = logging.getLogger(__name__)
FILE = "setting-up.json"
SECRET = re.compile(r"(.*:)?(password|repeat)")
FIRST = {
    "people": "1",
    "desks": "1",
    "closings": "0",
    "person:0:roles": "administrator,supervisor",
    "desk:0:code": "A",
    "desk:0:cash": "yes",
    "kind": "file",
    "station": "0",
}


@dataclass
class Typed:
    """Answers by place, as `name` or `desk:0:code`; rows are counted under `people`, `desks` and `closings`."""

    values: dict[str, str] = field(default_factory=lambda: dict(FIRST))

    def get(self, place: str) -> str:
        """What stands there, "" for nothing."""
        return self.values.get(place, "")

    def put(self, place: str, text: str) -> None:
        """Something was typed or chosen there."""
        self.values[place] = text

    def count(self, rows: str) -> int:
        """How many rows there are."""
        return int(self.get(rows) or 0)

    def rows(self, rows: str, row: str) -> Iterator[str]:
        """The places of all rows, as `desk:0`."""
        return (f"{row}:{number}" for number in range(self.count(rows)))

    def add(self, rows: str, row: str, **values: str) -> str:
        """One more row; gives its place."""
        place = f"{row}:{self.count(rows)}"
        self.values |= {f"{place}:{name}": text for name, text in values.items()}
        self.values[rows] = str(self.count(rows) + 1)
        return place

    def remove(self, rows: str, row: str, number: int) -> None:
        """Take a row out; those after it move up."""
        parts: dict[int, dict[str, str]] = {}
        for place in [place for place in self.values if place.startswith(f"{row}:")]:
            _, at, name = place.split(":", 2)
            parts.setdefault(int(at), {})[name] = self.values.pop(place)
        kept = [parts.get(at, {}) for at in range(self.count(rows)) if at != number]
        for now, own in enumerate(kept):
            self.values |= {f"{row}:{now}:{name}": text for name, text in own.items()}
        self.values[rows] = str(len(kept))

    def keepable(self) -> Mapping[str, str]:
        """Everything but passwords."""
        return {place: text for place, text in self.values.items() if not SECRET.fullmatch(place)}


def read_draft(folder: Path) -> Typed:
    """What an earlier run left; the first answers where there is nothing, or nothing that can be read."""
    try:
        found = json.loads((folder / FILE).read_text("utf-8"))
        values = {str(place): text for place, text in found.items() if isinstance(text, str)}
        made = Typed(FIRST | values)
        assert all(made.count(rows) >= 0 for rows in ("people", "desks", "closings", "station"))
    except FileNotFoundError:
        return Typed()
    except (OSError, ValueError, AttributeError, AssertionError):
        log.info("What was typed earlier in %s cannot be read.", folder / FILE)
        return Typed()
    return made


def write_draft(folder: Path, typed: Typed) -> bool:
    """Keep it, whole or not at all; False where nothing can be written."""
    new = folder / f".{FILE}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps(typed.keepable(), ensure_ascii=False, indent=1), "utf-8")
        new.replace(folder / FILE)
    except OSError:
        return False
    return True


def forget_draft(folder: Path) -> None:
    """The office is made: nothing of it is typed any more."""
    with suppress(OSError):
        (folder / FILE).unlink(missing_ok=True)
