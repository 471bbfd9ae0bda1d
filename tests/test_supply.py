"""What the program is made of: a list without a network, and known faults held against it, said plainly when not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tools import audit, sbom

RECORD = {
    "id": "OSV-1",
    "summary": "reads too much",
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "SQLAlchemy"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "999"}]}],
        }
    ],
}


def test_every_pin_of_the_lock_is_in_the_list_with_its_hashes() -> None:
    made = sbom.sbom()
    parts = {part["name"]: part for part in made["components"]}
    pinned = sbom.pins(sbom.EVERYTHING)
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert {name: part["version"] for name, part in parts.items()} == {name: one[0] for name, one in pinned.items()}
    assert all(len(part["properties"]) == len(pinned[name][1]) > 0 for name, part in parts.items())
    assert {name for name, part in parts.items() if part["scope"] == "required"} == set(sbom.pins(sbom.PROGRAM))
    assert parts["sqlalchemy"]["licenses"] == [{"license": {"name": "MIT"}}]


def test_without_data_nothing_is_passed_and_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main([str(tmp_path)]) == audit.NO_DATA
    assert "NOT CHECKED" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        (lambda affected: None, audit.FAULTY),
        (lambda affected: affected["ranges"][0]["events"].__setitem__(1, {"fixed": "1.0"}), audit.CLEAN),
        (lambda affected: affected["ranges"][0]["events"].__setitem__(1, {"last_affected": "1.0"}), audit.CLEAN),
        (lambda affected: affected["ranges"][0]["events"].__setitem__(0, {"introduced": "998"}), audit.CLEAN),
        (lambda affected: affected["package"].update(ecosystem="npm"), audit.CLEAN),
        (lambda affected: affected["package"].update(name="nothing-of-ours"), audit.CLEAN),
        (lambda affected: affected.update(ranges=[], versions=["0.0"]), audit.CLEAN),
    ],
)
def test_a_pinned_version_that_a_record_names_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changed: Callable[[dict[str, Any]], None], outcome: int
) -> None:
    record = json.loads(json.dumps(RECORD))
    changed(record["affected"][0])
    (tmp_path / "OSV-1.json").write_text(json.dumps(record))
    assert audit.main([str(tmp_path)]) == outcome
    assert ("OSV-1 reads too much" in capsys.readouterr().out) == (outcome == audit.FAULTY)


def test_a_version_that_is_listed_is_told(tmp_path: Path) -> None:
    version = sbom.pins(sbom.EVERYTHING)["sqlalchemy"][0]
    affected = {"package": {"ecosystem": "PyPI", "name": "sqlalchemy"}, "versions": [version]}
    (tmp_path / "one.json").write_text(json.dumps([{"id": "OSV-2", "affected": [affected]}]))
    assert audit.main([str(tmp_path)]) == audit.FAULTY
