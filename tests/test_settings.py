"""Settings of a machine: read once, defaults < file < environment, mistakes told with place and cure, saved whole."""

import dataclasses
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_desk import paths, settings
from oss_desk.domain.jobs import PAPER_KINDS
from oss_desk.domain.numbers import ALPHABET
from oss_desk.domain.papers import PAPERS
from oss_desk.settings import READERS, VARIABLES, Printer, Settings, SettingsError, read_settings, save_settings

GOOD = {
    "data": "/srv/office",
    "papers": "/srv/papers",
    "database": "postgresql://anna@server/office",
    "desk": "B2",
    "theme": "dark",
    "text_size": 125,
    "language": "pt-BR",
    "printers": {"receipt": {"name": "Counter 1", "paper": "80mm"}},
    "backups": "/mnt/stick/backups",
    "backup_every": "week",
    "archive_every": "never",
}
"""One good value for every key, as it stands in the file."""

BAD: dict[str, list[str]] = {
    "data": ['"relative/folder"', '""', "5"],
    "papers": ['"relative/folder"', "5"],
    "database": ['""', '"office.sqlite"', '"sqlite://office.sqlite"', '"mysql://a/b"', '"postgresql://server"', "5"],
    "desk": ['"a"', '"LONGER"', '"A-1"', '"O1"', "1"],
    "theme": ['"drak"', "1"],
    "text_size": ["79", "301", '"large"', "true", "100.0"],
    "language": ['"English"', '"en_US"', '""'],
    "printers": [
        '"Counter 1"',
        '{reciept = {name = "x"}}',
        "{receipt = {}}",
        '{application = {paper = "80mm"}}',
        '{receipt = {paper = "a9"}}',
        '{receipt = {name = "x", silent = "no"}}',
    ],
    "backups": ['"backups"', "5"],
    "backup_every": ['"hour"', "1"],
    "archive_every": ['"day"', "true"],
}
"""Values that no key takes, as they would stand in the file."""


def read(file: Path, **variables: object) -> Settings:
    return read_settings({"OSS_DESK_SETTINGS": str(file)} | {name: str(value) for name, value in variables.items()})


def test_a_machine_without_settings_keeps_its_office_in_the_users_data_folder(tmp_path: Path) -> None:
    found = read(tmp_path / "none.toml")
    assert found.database == f"sqlite:///{paths.user_data() / 'office.sqlite'}"
    assert (found.desk, found.theme, found.text_size, found.language) == ("", "system", 100, "en")
    assert found.file == tmp_path / "none.toml"
    assert found.printers == {}


def test_every_key_is_a_field_has_a_good_example_and_bad_ones() -> None:
    names = {field.name for field in dataclasses.fields(Settings)} - {"file"}
    assert set(READERS) == names == set(GOOD) == set(BAD)
    assert set(VARIABLES.values()) == names - {"printers"}


@pytest.mark.parametrize("key", READERS)
def test_a_key_of_the_file_is_read(key: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    save_settings(file, **{key: GOOD[key]})
    wanted = {
        "data": Path("/srv/office"),
        "papers": Path("/srv/papers"),
        "backups": Path("/mnt/stick/backups"),
        "printers": {"receipt": Printer("Counter 1", "80mm")},
    }
    assert getattr(read(file), key) == wanted.get(key, GOOD[key])


@pytest.mark.parametrize("variable", VARIABLES)
def test_the_environment_wins_over_the_file(variable: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    other = {"data": "/other", "papers": "/other", "database": "sqlite:////other", "desk": "Z", "theme": "light"}
    more = {"text_size": 90, "language": "ar", "backups": "/other", "backup_every": "day", "archive_every": "week"}
    key = VARIABLES[variable]
    save_settings(file, **{key: (other | more)[key]})
    assert str(getattr(read(file, **{variable: GOOD[key]}), key)) == str(GOOD[key])


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in BAD.items() for value in values])
def test_a_value_that_cannot_be_used_is_told_with_file_key_and_cure(key: str, value: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f"{key} = {value}\n", "utf-8")
    with pytest.raises(SettingsError) as told:
        read(file)
    place, _, cure = str(told.value).partition(". ")
    assert place.startswith(f"{file}: {key} cannot be ")
    assert cure.endswith((".", "?"))


def test_a_bad_variable_is_told_by_its_name() -> None:
    with pytest.raises(SettingsError, match=r'^OSS_DESK_THEME cannot be "drak"\. Write one of system, light,'):
        read_settings({"OSS_DESK_THEME": "drak"})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('tehme = "dark"', 'there is no setting "tehme". Did you mean theme?'),
        ("theme = dark", "cannot be read as settings: Invalid value (at line 1, column 9). Mend that place"),
        ("\x00", "cannot be read as settings"),
    ],
)
def test_a_file_with_a_mistake_is_told_with_the_nearest_word_or_the_place(
    text: str, sentence: str, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(SettingsError) as told:
        read(file)
    assert sentence in str(told.value)
    assert str(file) in str(told.value)


def test_a_file_that_is_not_text_or_not_a_file_is_told(tmp_path: Path) -> None:
    damaged = tmp_path / "settings.toml"
    damaged.write_bytes(b"theme = \xff")
    for place in (damaged, tmp_path):
        with pytest.raises(SettingsError, match=str(place)):
            read(place)


def test_a_variable_that_nobody_knows_is_told_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match=r"no setting OSS_DESK_DATABSE\. Did you mean OSS_DESK_DATABASE"):
        read_settings({"OSS_DESK_DATABSE": "sqlite:///x"})


@pytest.mark.parametrize(
    "url", ["postgresql://anna:s3cret@server/office", "postgresql://server/office?password=s3cret"]
)
def test_a_password_in_the_database_url_is_refused_and_not_repeated(url: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="PGPASSWORD") as told:
        read(tmp_path / "none.toml", OSS_DESK_DATABASE=url)
    assert "s3cret" not in str(told.value)


def test_saving_keeps_the_other_keys_takes_out_none_and_writes_nothing_of_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.toml"
    save_settings(file, **GOOD)
    save_settings(file, theme="light", desk=None)
    assert tomllib.loads(file.read_text("utf-8")) == {key: GOOD[key] for key in GOOD if key != "desk"} | {
        "theme": "light"
    }
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


def test_a_change_that_cannot_be_used_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    save_settings(file, theme="dark")
    before = file.read_bytes()
    with pytest.raises(SettingsError, match="theme cannot be"):
        save_settings(file, theme="drak")
    with pytest.raises(SettingsError, match="no setting"):
        save_settings(file, colour="red")
    assert file.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(SettingsError, match="Not a directory"):
        save_settings(tmp_path / "taken" / "settings.toml", theme="dark")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from oss_desk.settings import SettingsError, save_settings
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (8, 8))
try:
    save_settings(Path(sys.argv[1]), theme="dark", language="en")
except SettingsError as told:
    print(told)
"""


def test_a_disk_that_is_full_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    save_settings(file, theme="light")
    told = subprocess.run([sys.executable, "-c", FULL_DISK, str(file)], capture_output=True, text=True, check=True)
    assert "cannot be saved" in told.stdout
    assert read(file).theme == "light"
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_printer_name_survives_saving(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    file = tmp_path_factory.mktemp("any") / "settings.toml"
    save_settings(file, printers={"receipt": {"name": name}})
    assert read(file).printers == {"receipt": Printer(name)}


def test_settings_know_the_papers_and_the_desk_codes_of_the_domain() -> None:
    assert tuple(PAPERS) == settings.KINDS_OF_PAPER
    assert settings.KINDS_OF_PAPER[: len(PAPER_KINDS)] == PAPER_KINDS
    for char in map(chr, range(128)):
        assert (settings._DESK.fullmatch(char) is not None) == (char in ALPHABET)
