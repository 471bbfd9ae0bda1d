"""The window on this machine: its place, its icon in every size, and its entry among the applications."""

import shlex
from configparser import ConfigParser
from pathlib import Path

import pytest
from hypothesis import given as values
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from oss_desk import paths
from oss_desk.cli import DONE, main
from oss_desk.domain.messages import Refused
from oss_desk.ui import desktop_entry
from oss_desk.ui.application_icon import SIZES, picture, window_icon
from oss_desk.ui.window_place import FILE, WindowPlace, screens, within


def opened(qtbot: QtBot, folder: Path) -> QMainWindow:
    """A window that was put where it was."""
    window = QMainWindow()
    qtbot.addWidget(window)
    WindowPlace(folder, window).restore()
    window.show()
    return window


def test_the_window_is_where_it_was_and_as_large(qtbot: QtBot, tmp_path: Path) -> None:
    first = opened(qtbot, tmp_path / "data")
    first.setGeometry(40, 50, 900, 600)
    first.close()
    assert opened(qtbot, tmp_path / "data").geometry() == QRect(40, 50, 900, 600)


def test_a_window_that_filled_the_screen_fills_it_again_and_keeps_its_own_size(qtbot: QtBot, tmp_path: Path) -> None:
    first = opened(qtbot, tmp_path)
    first.setGeometry(40, 50, 900, 600)
    first.showMaximized()
    first.close()
    second = opened(qtbot, tmp_path)
    assert second.isMaximized()
    second.showNormal()
    assert second.size().width() == 900


def test_a_place_that_is_out_of_sight_now_is_moved_into_it(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(f'{{"{screens()}": [90000, -4000, 90000, 500, 0]}}')
    window = opened(qtbot, tmp_path)
    area = QGuiApplication.primaryScreen().availableGeometry()
    assert area.contains(window.geometry().topLeft())
    assert window.width() <= area.width()


@values(st.tuples(*[st.integers(-20_000, 20_000)] * 2, *[st.integers(1, 20_000)] * 2))
def test_every_place_ends_on_a_screen(qapp: object, place: tuple[int, int, int, int]) -> None:
    areas = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    found = within(QRect(*place))
    assert any(area.contains(found) for area in areas)


@pytest.mark.parametrize("content", ["", "[]", "{", '{"%s": 7}', '{"%s": [1, 2, 3]}', '{"%s": ["a", 0, 9, 9, 0]}'])
def test_a_place_that_cannot_be_read_is_forgotten(qtbot: QtBot, tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content.replace("%s", screens()))
    assert opened(qtbot, tmp_path).width() >= 640


def test_a_place_that_cannot_be_kept_is_lost_without_harm(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    opened(qtbot, tmp_path / "data").close()


def test_the_icon_is_drawn_in_every_size_and_fills_it(qapp: object) -> None:
    assert not window_icon().isNull()
    for size in SIZES:
        image = picture(size)
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(size // 2, size // 8).alpha() > 200
        assert len({image.pixel(x, size * 19 // 32) for x in range(size)}) >= 3, size


def test_the_program_is_put_among_the_applications_and_taken_out_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["desktop-file", "--share", str(tmp_path)]) == DONE
    entry = ConfigParser(interpolation=None)
    entry.read(tmp_path / "applications" / "oss-desk.desktop", "utf-8")
    found = entry["Desktop Entry"]
    assert Path(shlex.split(found["Exec"])[0]).is_absolute()
    assert found["Icon"] == "oss-desk"
    assert len(list((tmp_path / "icons").rglob("oss-desk.*"))) == len(SIZES) + 1
    assert main(["desktop-file", "--share", str(tmp_path), "--remove"]) == DONE
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]
    assert main(["desktop-file", "--share", str(tmp_path), "--remove"]) == DONE
    assert "Nothing was changed" in capsys.readouterr().out


def test_the_entry_is_named_in_all_three_languages() -> None:
    lines = (paths.resources() / "oss-desk.desktop").read_text("utf-8").splitlines()
    keys = {line.split("=")[0] for line in lines}
    for key in ("Name", "GenericName", "Comment", "Keywords"):
        assert {key, f"{key}[fr]", f"{key}[ar]"} <= keys


def test_a_folder_with_unusual_letters_is_quoted_in_the_entry() -> None:
    text = desktop_entry.text(('/home/an na/50% "new"/oss-desk', "-m", "oss_desk"))
    assert 'Exec="/home/an na/50%% \\\\"new\\\\"/oss-desk" -m oss_desk' in text


def test_a_menu_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "icons").write_text("not a folder")
    with pytest.raises(Refused, match="folder-read-only"):
        desktop_entry.install(tmp_path, ("oss-desk",))


def test_the_folder_of_the_desktop_is_the_named_one_or_the_usual_one() -> None:
    assert desktop_entry.user_share({"XDG_DATA_HOME": "/data/anna"}) == Path("/data/anna")
    assert desktop_entry.user_share({"XDG_DATA_HOME": "relative"}) == Path.home() / ".local" / "share"
