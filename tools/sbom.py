"""Writes build/sbom.json: every package of the lock files with its hashes, as CycloneDX, without asking any network."""

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from tools.environment import ROOT, entries

PROGRAM, EVERYTHING = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
OUT = ROOT / "build" / "sbom.json"
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def pins(lock: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Each package of a lock file: its version and the SHA-256 of each of its files."""
    found = {}
    for name, pin in entries(lock.read_text("utf-8")).items():
        version = pin.split("==", 1)[1].split()[0]
        found[str(canonicalize_name(name))] = (version, tuple(HASH.findall(pin)))
    return found


def sbom(program: Path = PROGRAM, everything: Path = EVERYTHING) -> dict[str, Any]:
    """The list of materials: what the program needs is required, what only its making needs is excluded."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed, known = pins(program), pins(everything)
    parts = [_component(name, *known[name], needed=name in needed) for name in sorted(known)]
    own = f"{project['name']}@{project['version']}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": parts,
        "dependencies": [{"ref": own, "dependsOn": [part["bom-ref"] for part in parts if part["scope"] == "required"]}],
    }


def _component(name: str, version: str, hashes: tuple[str, ...], *, needed: bool) -> dict[str, Any]:
    package = f"pkg:pypi/{name}@{version}"
    return {
        "type": "library",
        "bom-ref": package,
        "name": name,
        "version": version,
        "purl": package,
        "scope": "required" if needed else "excluded",
        "licenses": [{"license": {"name": licence}} for licence in _licence(name)],
        "properties": [{"name": "oss-desk:file-sha256", "value": digest} for digest in hashes],
    }


def _licence(name: str) -> Iterator[str]:
    """The licence as the installed package tells it; a package of another system is not here to be asked."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return
    listed = (line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::"))
    yield from (told["License-Expression"],) if "License-Expression" in told else (*listed,)[:1]


def main() -> int:
    """Write it, and say where it lies."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--out", type=Path, default=OUT)
    out = reader.parse_args().out
    made = sbom()
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(made, indent=1) + "\n", "utf-8")
    required = sum(part["scope"] == "required" for part in made["components"])
    print(f"{out}: {len(made['components'])} packages, {required} of them in the program.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
