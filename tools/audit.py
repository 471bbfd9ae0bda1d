"""Holds the lock file against known faults: a folder of OSV files, taken from wherever the network is; no network here.

Fix times: a fault in the program itself or in reach of what comes from outside is mended within 7 days of becoming
known, every other one with the next release, at the latest after 90 days. Without data it says so and does not pass.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from tools.sbom import EVERYTHING, pins

VARIABLE = "ADVISORIES"
CLEAN, FAULTY, NO_DATA = 0, 1, 2
ECOSYSTEM = "PyPI"


@dataclass(frozen=True)
class Fault:
    """A known fault of a pinned package."""

    package: str
    version: str
    id: str
    summary: str


def advisories(folder: Path) -> Iterator[dict[str, Any]]:
    """Every OSV record in the folder."""
    for file in sorted(folder.rglob("*.json")):
        told = json.loads(file.read_text("utf-8"))
        yield from told if isinstance(told, list) else [told]


def faults(pinned: dict[str, str], records: Iterator[dict[str, Any]]) -> Iterator[Fault]:
    """Which of the pinned versions these records name."""
    for record in records:
        for affected in record.get("affected", ()):
            package = affected.get("package", {})
            name = canonicalize_name(package.get("name", ""))
            ours = package.get("ecosystem") == ECOSYSTEM and name in pinned
            if ours and _is_affected(pinned[name], affected):
                yield Fault(name, pinned[name], record["id"], record.get("summary", ""))


def _is_affected(version: str, affected: dict[str, Any]) -> bool:
    if version in affected.get("versions", ()):
        return True
    ranges = (one for one in affected.get("ranges", ()) if one.get("type") == "ECOSYSTEM")
    return any(_within(Version(version), one.get("events", ())) for one in ranges)


def _within(version: Version, events: Any) -> bool:
    """OSV: affected from each "introduced" on, until the "fixed" after it or past the "last_affected"."""
    inside = False
    for event in events:
        kind, told = next(iter(event.items()))
        try:
            at = Version("0" if told == "0" else told)
        except InvalidVersion:
            continue
        if kind == "introduced" and version >= at:
            inside = True
        if (kind == "fixed" and version >= at) or (kind == "last_affected" and version > at):
            inside = False
    return inside


def main(line: list[str] | None = None) -> int:
    """Say what is known, and plainly when nothing is."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("folder", nargs="?", type=Path, default=os.environ.get(VARIABLE) or None)
    folder = reader.parse_args(line).folder
    if folder is None or not any(Path(folder).rglob("*.json")):
        print(f"NOT CHECKED: there is no list of known faults here. {VARIABLE}=FOLDER names one of OSV files.")
        return NO_DATA
    pinned = {name: version for name, (version, _) in pins(EVERYTHING).items()}
    found = list(dict.fromkeys(faults(pinned, advisories(Path(folder)))))
    for fault in found:
        print(f"{fault.package} {fault.version}: {fault.id} {fault.summary}")
    print(f"{len(pinned)} packages held against {folder}: {len(found)} known faults.")
    return FAULTY if found else CLEAN


if __name__ == "__main__":
    sys.exit(main())
