"""The commands that look after an office, as a timetable or a person runs them: what they print and how they end."""

from contextlib import closing
from pathlib import Path

import pytest

from oss_desk.cli import DONE, FOUND, REFUSED, main
from oss_desk.domain.history import Event
from oss_desk.storage import rows
from oss_desk.storage.database import open_database
from tests.test_cli import answers, office

__all__ = ["office"]


@pytest.fixture
def backups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of backups of this machine, which keeps everything else of the test's own."""
    monkeypatch.setenv("OSS_DESK_SETTINGS", str(tmp_path / "settings.toml"))
    monkeypatch.setenv("OSS_DESK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("OSS_DESK_BACKUPS", str(tmp_path / "backups"))
    (tmp_path / "data").mkdir()
    return tmp_path / "backups"


def kinds(url: str) -> list[str]:
    """What was recorded about the office."""
    with closing(open_database(url, read_only=True)) as database, database.reading() as work:
        return [event.kind for event in rows.every(work, Event) if event.subject_kind == "office"]


def test_a_backup_is_made_rehearsed_and_restored_by_three_commands(
    office: str, backups: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "--database", office]) == DONE
    (made,) = backups.glob("*.sqlite")
    assert f"{made}: " in capsys.readouterr().out
    assert main(["rehearse", "--database", office]) == DONE
    assert f"{made.name} can be restored" in capsys.readouterr().out
    assert kinds(office)[-2:] == ["backup-made", "backup-rehearsed"]
    new = f"sqlite:///{tmp_path / 'restored.sqlite'}"
    assert main(["restore", str(made), "--database", new]) == DONE
    assert "A new epoch of its history has begun" in capsys.readouterr().out
    assert kinds(new)[-2:] == ["epoch-opened", "restored"]
    assert main(["restore", str(made), "--database", new]) == REFUSED
    assert "There is something at" in capsys.readouterr().err


def test_an_office_that_is_open_in_a_window_is_backed_up_and_it_is_said_that_nothing_was_recorded(
    office: str, backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = kinds(office)
    with closing(open_database(office)):
        assert main(["backup", "--database", office]) == DONE
        assert "does not know of this yet" in capsys.readouterr().err
    assert len(list(backups.glob("*.sqlite"))) == 1
    assert kinds(office) == before


def test_who_is_named_answers_for_it_and_needs_the_right(
    office: str, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, "long enough")
    assert main(["backup", "--database", office, "--as", "ann"]) == DONE
    with closing(open_database(office, read_only=True)) as database, database.reading() as work:
        (event,) = rows.every(work, Event, kind="backup-made")
    assert event.official_id == 1
    assert event.role == "administrator"


def test_an_archive_says_by_which_key_it_is_signed(
    office: str, backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["archive", "--database", office, "--into", str(backups / "auditor")]) == DONE
    told = capsys.readouterr().out
    assert len(list((backups / "auditor").glob("archive-*.zip"))) == 1
    key = told.split("Signed by the key ")[1].strip(".\n")
    assert main(["health", "--database", office]) == DONE
    assert f"Archives are signed by the key {key}." in capsys.readouterr().out


def test_health_prints_a_line_for_each_light_and_ends_with_3_when_one_is_red(
    office: str, backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["health", "--database", office]) == DONE
    told = capsys.readouterr().out
    assert "WATCH There is no backup of this office. Make one now" in told
    assert "ok    Every guard stands" in told
    with closing(open_database(office)) as database, database.writing() as work:
        work.connection.exec_driver_sql("UPDATE office SET created_at = '2020-01-01T00:00:00.000000Z'")
        work.commit()
    assert main(["health", "--database", office]) == FOUND
    assert "STOP  There is no backup of this office." in capsys.readouterr().out


def test_where_there_is_no_office_all_of_them_say_so(
    tmp_path: Path, backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for word in ("backup", "rehearse", "archive", "health"):
        assert main([word, "--database", f"sqlite:///{tmp_path}/none.sqlite"]) == REFUSED
        assert "There is no office" in capsys.readouterr().err
    assert main(["restore", str(tmp_path / "none.sqlite"), "--database", f"sqlite:///{tmp_path}/new.sqlite"]) == REFUSED
