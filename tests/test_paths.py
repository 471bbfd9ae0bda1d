"""The program finds what came with it, installed or in a checkout, and keeps its own where the platform wants it."""

from pathlib import Path

import pytest

from oss_desk import paths


def test_a_checkout_uses_the_folders_of_the_repository() -> None:
    root = Path(__file__).parent.parent
    assert paths.migrations() == root / "migrations"
    assert paths.resources() == root / "resources"


def test_an_installed_program_uses_what_it_carries_even_beside_folders_of_that_name(tmp_path: Path) -> None:
    package = tmp_path / "lib" / "oss_desk"
    for folder in (package / "_resources", tmp_path / "resources"):
        folder.mkdir(parents=True)
    assert paths.bundled("resources", package) == package / "_resources"


def test_a_program_that_lost_a_folder_says_which(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"not complete: there is no folder .*_migrations or .*migrations"):
        paths.bundled("migrations", tmp_path / "lib" / "oss_desk")


def test_tests_never_see_the_folders_of_the_person_who_runs_them() -> None:
    for own in (paths.user_data(), paths.settings_file(), paths.user_papers()):
        assert "desk-tests-" in str(own)
