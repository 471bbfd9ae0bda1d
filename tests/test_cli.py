"""The commands as a person types them: what they print, what they refuse, and how they end."""

import json
from pathlib import Path

import pytest

from oss_desk import __version__, paths
from oss_desk.cli import DONE, FOUND, REFUSED, main

SERVICES = sorted((paths.resources() / "services").glob("*.yaml"))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """The address of an office set up by the command, with an administrator `ann`."""
    url = f"sqlite:///{tmp_path}/office.sqlite"
    answers(monkeypatch, "long enough")
    words = ["--office", "Town hall", "--country", "EE", "--currency", "EUR", "--zone", "Europe/Tallinn"]
    assert main(["init", "--database", url, *words, "--administrator", "ann"]) == DONE
    assert "ann can sign in" in capsys.readouterr().out
    return url


def answers(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """What the person types, line by line."""
    from io import StringIO

    monkeypatch.setattr("sys.stdin", StringIO("".join(f"{line}\n" for line in lines)))


def test_help_names_every_command_and_what_the_exit_codes_mean(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    for word in ("demo", "tour", "init", "migrate", "services", "exit codes"):
        assert word in told


def test_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.strip() == f"OSS Desk {__version__}"


def test_an_empty_database_without_an_office_is_said_to_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(monkeypatch)
    assert main(["init", "--database", f"sqlite:///{tmp_path}/new/office.sqlite"]) == DONE
    assert "holds no office yet" in capsys.readouterr().out


def test_an_office_is_not_set_up_over_another(
    office: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(monkeypatch, "long enough")
    words = ["--office", "Other", "--country", "EE", "--currency", "EUR", "--zone", "Europe/Tallinn"]
    assert main(["init", "--database", office, *words, "--administrator", "bob"]) == REFUSED
    assert "holds an office already" in capsys.readouterr().err


def test_every_bundled_definition_is_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["services", "check", *map(str, SERVICES)]) == DONE
    assert f"{len(SERVICES)} in order" in capsys.readouterr().out


def test_a_mistake_in_a_definition_is_told_with_its_place_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(SERVICES[0].read_text("utf-8").replace("authority:", "autority:", 1), "utf-8")
    assert main(["services", "check", str(broken)]) == FOUND
    told = capsys.readouterr().out
    assert "authority" in told
    assert "broken.yaml, line" in told


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"- 1\n- 2\n", b"a: [unclosed"])
def test_a_file_that_is_no_definition_is_told_in_words(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "odd.yaml"
    file.write_bytes(content)
    assert main(["services", "check", str(file)]) in (FOUND, REFUSED)
    told = capsys.readouterr()
    assert "odd.yaml" in told.out + told.err


def test_a_service_is_imported_only_by_who_may(
    office: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(monkeypatch, "long enough")
    words = ["services", "import", str(SERVICES[0]), "--publish", "--as", "ann", "--database", office]
    assert main(words) == REFUSED
    assert "supervisor" in capsys.readouterr().err


def test_a_wrong_password_is_refused(
    office: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(monkeypatch, "not this one")
    assert main(["services", "list", "--as", "ann", "--database", office]) == REFUSED
    assert "do not fit" in capsys.readouterr().err


def test_a_sample_office_asks_for_no_password(sqlite_sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["services", "list", "--as", "rustem", "--database", sqlite_sample]) == DONE
    assert "birth-certificate-copy" in capsys.readouterr().out


def test_what_a_file_changes_is_told_in_plain_words(
    sqlite_sample: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = paths.resources() / "services" / "birth-certificate-copy.yaml"
    new = tmp_path / "new.yaml"
    new.write_text(old.read_text("utf-8").replace('amount: "5.00"', 'amount: "6.00"'), "utf-8")
    assert main(["services", "diff", str(new), "--against", str(old)]) == DONE
    by_file = capsys.readouterr().out
    assert main(["services", "diff", str(new), "--as", "rustem", "--database", sqlite_sample]) == DONE
    assert capsys.readouterr().out == by_file
    assert "5.00" in by_file
    assert "6.00" in by_file
    assert main(["services", "diff", str(old), "--against", str(old)]) == DONE
    assert capsys.readouterr().out == "Nothing is different.\n"


def test_importing_the_same_definition_again_adds_no_version(
    sqlite_sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["services", "import", str(SERVICES[0]), "--as", "rustem", "--database", sqlite_sample]
    assert main(words) == DONE
    assert "version 1" in capsys.readouterr().out


def test_the_schema_is_json_for_editors(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["services", "schema"]) == DONE
    assert "properties" in json.loads(capsys.readouterr().out)


def test_without_a_screen_the_window_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == REFUSED
    assert "no screen" in capsys.readouterr().err


def test_an_address_that_names_no_database_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", "--database", "mysql://somewhere/office"]) == REFUSED
    assert capsys.readouterr().err.strip()


def test_an_office_that_is_not_there_is_told_where_it_was_looked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["services", "list", "--as", "x", "--database", f"sqlite:///{tmp_path}/none.sqlite"]) == REFUSED
    assert "none.sqlite" in capsys.readouterr().err


def test_the_history_of_an_office_is_checked_and_a_paper_held_against_it(
    sqlite_sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["verify", "--database", sqlite_sample]
    assert main(words) == DONE
    told = capsys.readouterr().out
    assert "office" in told
    assert "desk A" in told
    assert "The history is as it was written." in told
    assert main([*words, "--last", "20"]) == DONE
    assert main([*words, "--head", "A:1:3:00000000"]) == REFUSED
    assert "is not the one that is known" in capsys.readouterr().out
    assert main([*words, "--head", "A:1"]) == REFUSED
    assert main([*words, "--receipt", "A-000001", "--code", "AAAAA-AAAAA"]) == REFUSED
    assert "not as on this paper" in capsys.readouterr().out
