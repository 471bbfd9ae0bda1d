"""The built wheel, installed outside the checkout with what it asks for and nothing else, opens an office."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.postgres import FreshDatabase
from tools.environment import ROOT, make, uv, uv_settings

Installed = Path


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `hatchling` builds it from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The folder of programs of a fresh environment with the wheel and the pins of requirements.lock."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    python = make(folder, ROOT / "requirements.lock", project=False)
    pip = [uv(), "pip", "install", "--python", str(python)] if uv() else [str(python), "-m", "pip", "install"]
    command = [word for word in (*pip, "--quiet", "--no-deps", "--no-index", str(wheel)) if word]
    subprocess.run(command, cwd=folder, check=True, env=uv_settings())
    return python.parent


def desk(installed: Installed, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the installed `oss-desk` in a folder far from the checkout."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [str(installed / "oss-desk"), *words]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, f"{' '.join(words)}: {done.stdout}{done.stderr}"
    return done


def bundled_services(installed: Installed) -> list[Path]:
    """The service definitions that the installed program carries, read where they lie."""
    return sorted(installed.parent.glob("lib/python*/site-packages/oss_desk/_resources/services/**/*.yaml"))


def test_the_wheel_carries_migrations_resources_and_licences_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("migrations", "resources"):
        kept = {path.relative_to(ROOT / folder).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
        kept = {name for name in kept if "__pycache__" not in name}
        carried = {name.split("/", 2)[2] for name in names if name.startswith(f"oss_desk/_{folder}/")}
        assert kept
        assert carried == kept
    assert {Path(name).name for name in names if "/licenses/" in name} == {"LICENSE", "NOTICE"}
    assert not [name for name in names if name.startswith(("tests", "tools"))]


def test_the_installed_program_tells_its_version(installed: Installed, tmp_path: Path) -> None:
    assert "0.1.0" in desk(installed, tmp_path, "--version").stdout


def test_the_installed_program_opens_an_office_in_an_empty_sqlite_file(installed: Installed, tmp_path: Path) -> None:
    file = tmp_path / "office.sqlite"
    desk(installed, tmp_path, "init", "--database", f"sqlite:///{file}")
    assert file.read_bytes().startswith(b"SQLite format 3")


def test_the_installed_program_opens_an_office_in_an_empty_postgresql_database(
    installed: Installed, tmp_path: Path, fresh_postgres_database: FreshDatabase
) -> None:
    desk(installed, tmp_path, "init", "--database", fresh_postgres_database())


def test_the_installed_program_reads_every_bundled_definition(installed: Installed, tmp_path: Path) -> None:
    services = bundled_services(installed)
    assert [path.name for path in services] == sorted(
        path.name for path in (ROOT / "resources" / "services").rglob("*.yaml")
    )
    assert services
    desk(installed, tmp_path, "services", "check", *map(str, services))


def test_the_window_can_be_imported_where_only_the_programs_own_needs_are_installed(
    installed: Installed, tmp_path: Path
) -> None:
    every_module = "import pkgutil, importlib, oss_desk as o\n" + (
        "[importlib.import_module(m.name) for m in pkgutil.walk_packages(o.__path__, 'oss_desk.')"
        " if not m.name.endswith('__main__')]"
    )
    command = [str(installed / "python"), "-c", every_module]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
