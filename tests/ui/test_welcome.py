"""The first start in the real window: both ways in and back, the setting up, what is kept, what stands in the way."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as values
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oss_desk import bootstrap, paths
from oss_desk.cli import ways_in
from oss_desk.domain.catalogue import Publication
from oss_desk.domain.office import ClosingDay, Desk, Office, Official, Opening
from oss_desk.operations.office.offered import offered_services
from oss_desk.operations.office.plan import DeskGiven, OfficeGiven, OfficialGiven, Plan
from oss_desk.settings import Settings, read_settings, usual_settings
from oss_desk.storage import rows
from oss_desk.storage.database import open_database
from oss_desk.ui.shell import Shell
from oss_desk.ui.welcome.planned import STATIONS, planned
from oss_desk.ui.welcome.typed import FILE, Typed, read_draft
from oss_desk.ui.welcome.welcome import WelcomeRoom
from oss_desk.ui.welcome.wizard import Wizard
from oss_desk.ui.widgets.choice import CheckBox
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.window import make_shell
from tests.postgres import FreshDatabase
from tests.ui.desk import button, has_button, nameless

PLAN = Plan(
    OfficeGiven(name="Town hall", currency="EUR", zone="Europe/Tallinn", country="EE"),
    (DeskGiven("A"),),
    (OfficialGiven("anna", "Anna Tamm", ("administrator",), "long enough"),),
)
PASSWORD = "long enough"


class Begun:
    """A window on a machine of its own, and hands for its welcome."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot, self.folder, self.shells = qtbot, folder, list[Shell]()

    def settings(self) -> Settings:
        """This machine's, as its file is now."""
        return read_settings({"OSS_DESK_SETTINGS": str(self.folder / "settings.toml")})

    def start(self, sample: Path | None = None) -> Shell:
        """The window, until it is past its first painting."""
        file = self.folder / "settings.toml"
        if not file.exists():
            file.write_text(f'data = "{self.folder}/data"\ntheme = "light"\n')
        settings = self.settings()
        ways = ways_in(settings)
        if sample is not None:
            ways = replace(ways, sample=lambda: bootstrap.open_sample(settings, database=f"sqlite:///{sample}"))
        shell = make_shell(settings, lambda: bootstrap.open_office(self.settings()), ways=ways)
        self.shells.append(shell)
        self.qtbot.addWidget(shell)
        shell.resize(1280, 800)
        shell.show()
        self.until(lambda: shell.beginning.is_shown() or bool(shell.sign_in.cards()))
        return shell

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until this holds."""
        self.qtbot.waitUntil(holds, timeout=15000)

    def room(self) -> WelcomeRoom:
        """The welcome that is shown."""
        room = self.shells[-1].beginning.room
        assert room is not None
        return room

    def wizard(self) -> Wizard:
        """The setting up that is shown."""
        wizard = self.room().wizard
        assert wizard is not None
        return wizard

    def set_up(self) -> Wizard:
        """Press the second way in."""
        self.room().first.office_card.button.click()
        return self.wizard()

    def type(self, **answers: str) -> None:
        """Answer questions of the station that is shown; a place like `desk:0:code` is written desk_0_code."""
        for place, text in answers.items():
            self.answer(place.replace("_", ":"), text)

    def answer(self, place: str, text: str) -> None:
        """Answer one question as by hand."""
        field = self.wizard().part.fields[place]
        edit = field.input()
        if edit is not None and field.kind != "date":
            edit.clear()
            QTest.keyClicks(edit, text)
        else:
            field.set_text(text)
            field.changed.emit(text)

    def go_on(self, station: str) -> None:
        """Ctrl+Enter, which has to lead there."""
        assert self.shells[-1].press("Ctrl+Return")
        assert self.wizard().station == station

    def whole_way(self, country: str = "EE") -> None:
        """Everything that has to be answered, up to the last station."""
        self.answer("name", "Harju town hall")
        self.answer("country", country)
        self.go_on("money")
        self.go_on("hours")
        self.go_on("people")
        self.person()
        self.go_on("desks")
        self.go_on("services")

    def person(self) -> None:
        """The first administrator."""
        self.type(person_0_name="Anna Tamm", person_0_login="anna", person_0_password=PASSWORD)
        self.answer("person:0:repeat", PASSWORD)

    def make(self) -> Shell:
        """F9 on the last station, until somebody is signed in."""
        shell = self.shells[-1]
        self.until(lambda: self.wizard().next.state == "ready")
        assert shell.press("F9")
        self.until(lambda: shell.session is not None)
        return shell


@pytest.fixture
def begun(qtbot: QtBot, tmp_path: Path) -> Iterator[Begun]:
    """A machine on which nothing was ever started."""
    made = Begun(qtbot, tmp_path)
    yield made
    for shell in made.shells:
        shell.close()


def stored(url: str, record: type[Any]) -> tuple[Any, ...]:
    """Everything of one kind in a database that no window has open."""
    with closing(open_database(url, read_only=True)) as database, database.reading() as work:
        return rows.every(work, record)


def text_of(widget: QWidget) -> str:
    """All sentences of a message."""
    return widget.accessibleName()


def test_a_first_start_shows_two_ways_in_and_no_office(begun: Begun) -> None:
    shell = begun.start()
    assert begun.room().first.sample_card.button.hasFocus()
    assert has_button(shell, "Set up")
    assert not has_button(shell, "Open")
    assert not (begun.folder / "data" / "office.sqlite").exists()
    assert nameless(begun.room()) == []


def test_the_sample_is_entered_and_left_again(begun: Begun, filled_office: Path) -> None:
    sample = begun.folder / "sample.sqlite"
    shutil.copy(filled_office, sample)
    shell = begun.start(sample)
    begun.room().first.sample_card.button.click()
    begun.until(lambda: len(shell.sign_in.cards()) > 3)
    assert not shell.beginning.is_shown()
    shell.sign_in.chosen.emit("adaeze", "")
    begun.until(lambda: shell.session is not None)
    shell.leave()
    begun.until(lambda: shell.session is None)
    button(shell, "Leave the sample office").click()
    assert shell.beginning.is_shown()
    begun.set_up()
    assert begun.wizard().station == "office"


def test_an_office_is_set_up_from_the_keyboard_and_its_administrator_is_signed_in(begun: Begun) -> None:
    begun.start()
    begun.set_up()
    begun.whole_way()
    button(begun.wizard(), "Tick all").click()
    begun.go_on("check")
    shell = begun.make()
    assert shell.session is not None
    assert shell.session.roles >= {"administrator", "supervisor"}
    assert "Choose the printers" in text_of(shell.message)
    assert not (begun.folder / "data" / FILE).exists()
    shell.close()
    url = begun.settings().database
    assert stored(url, Office)[0].name == "Harju town hall"
    assert stored(url, Office)[0].currency == "EUR"
    assert len(stored(url, Opening)) == 5
    assert len(stored(url, Publication)) == len(offered_services(paths.resources()))
    assert begun.start().sign_in.cards()[0].accessibleName().startswith("Anna Tamm")


def test_desks_people_closing_days_and_worked_holidays_are_made_too(begun: Begun) -> None:
    begun.start()
    begun.set_up()
    begun.answer("name", "Harju town hall")
    begun.answer("country", "KW")
    begun.go_on("money")
    assert begun.wizard().typed.get("currency") == "KWD"
    begun.go_on("hours")
    assert begun.wizard().typed.get("hours:4") == ""
    button(begun.wizard(), "Add a closing day").click()
    begun.answer("closing:0:day", "2027-03-01")
    begun.answer("closing:0:reason", "Moving house")
    holiday = next(box for box in begun.wizard().part.findChildren(CheckBox) if box.isChecked())
    holiday.click()
    begun.answer("hours:5", "9-12 13:30-16")
    begun.go_on("people")
    begun.person()
    button(begun.wizard(), "Add a person").click()
    begun.type(person_1_name="Ben", person_1_login="ben", person_1_password=PASSWORD, person_1_repeat=PASSWORD)
    begun.go_on("desks")
    button(begun.wizard(), "Add a desk").click()
    assert begun.wizard().typed.get("desk:1:code") == "B"
    begun.go_on("services")
    begun.go_on("check")
    said = {label.text() for label in begun.wizard().findChildren(Label)}
    assert any(text.startswith("Anna") and text.endswith("Ben") for text in said), "people are named, not their logins"
    begun.make().close()
    url = begun.settings().database
    assert [day.reason for day in stored(url, ClosingDay)] == ["Moving house"]
    assert len(stored(url, Office)[0].worked_holidays) == 1
    assert {desk.code for desk in stored(url, Desk)} == {"A", "B"}
    assert {one.login for one in stored(url, Official)} == {"anna", "ben"}
    assert sorted((one.from_minute, one.to_minute) for one in stored(url, Opening) if one.weekday == 5) == [
        (540, 720),
        (810, 960),
    ]


def test_amounts_of_another_currency_are_asked_one_by_one(begun: Begun) -> None:
    begun.start()
    begun.set_up()
    begun.whole_way("JP")
    wizard = begun.wizard()
    assert "measures sums" in " ".join(box.accessibleName() for box in wizard.findChildren(CheckBox))
    box = next(one for one in wizard.findChildren(CheckBox) if one.accessibleName().startswith("Proof of residence:"))
    box.click()
    assert wizard.next.state == "not-yet"
    place = next(iter(wizard.part.fields))
    begun.answer(place, "12.5")
    wizard.part.tell()
    assert "cannot be an amount in JPY" in (wizard.part.fields[place].error() or "")
    for place in wizard.part.fields:
        begun.answer(place, "500")
    begun.go_on("check")
    assert any("JPY 500" in label.text() for label in wizard.part.findChildren(Label)), "what will be charged is shown"
    begun.make()


def test_an_office_is_set_up_on_a_server(begun: Begun, fresh_postgres_database: FreshDatabase) -> None:
    url = fresh_postgres_database()
    begun.start()
    begun.set_up()
    begun.answer("name", "Harju town hall")
    begun.answer("country", "SN")
    for station in ("money", "hours", "people"):
        begun.go_on(station)
    begun.person()
    begun.go_on("desks")
    begun.answer("kind", "server")
    begun.answer("server", "postgresql://user:secret@server/office")
    assert begun.wizard().next.state == "not-yet"
    begun.answer("server", url)
    button(begun.wizard(), "Try it").click()
    begun.until(lambda: has_message(begun, "The office can be made"))
    begun.go_on("services")
    begun.go_on("check")
    begun.make().close()
    kept = bootstrap.address_for_all(url)
    assert (begun.settings().database, "postgres@" in kept) == (kept, False)
    assert stored(url, Office)[0].languages == ("fr",)
    second = Begun(begun.qtbot, begun.folder / "second")
    (begun.folder / "second").mkdir()
    second.start()
    second.room().first.existing.emit(url)
    begun.until(lambda: bool(second.shells[0].sign_in.cards()))
    assert second.settings().database == kept
    second.shells[0].close()


def has_message(begun: Begun, words: str) -> bool:
    """Whether the station says this."""
    return any(words in one.accessibleName() for one in begun.wizard().part.findChildren(QWidget) if one.isVisible())


def test_a_server_that_does_not_answer_is_told_and_everything_typed_is_kept(begun: Begun) -> None:
    begun.start()
    begun.set_up()
    begun.whole_way()
    assert begun.shells[-1].press("Esc")
    begun.answer("kind", "server")
    begun.answer("server", "postgresql://office@127.0.0.1:9/office?connect_timeout=2")
    begun.go_on("services")
    begun.go_on("check")
    begun.until(lambda: has_message(begun, "cannot be reached"))
    begun.until(lambda: begun.wizard().next.state == "ready")
    assert begun.shells[-1].press("F9")
    begun.until(lambda: begun.wizard().next.state == "ready" and begun.shells[-1].tasks.pending() == 0)
    assert begun.wizard().typed.get("name") == "Harju town hall"


def test_going_back_and_forth_and_another_language_keep_everything_typed(begun: Begun) -> None:
    shell = begun.start()
    begun.set_up()
    begun.answer("name", "Harju town hall")
    begun.answer("country", "EE")
    begun.go_on("money")
    begun.go_on("hours")
    begun.answer("hours:0", "10-14")
    begun.go_on("people")
    begun.person()
    with begun.qtbot.waitSignal(shell.rebuilt):
        shell.appearance.language("ar")
    assert begun.wizard().station == "people"
    assert begun.wizard().part.fields["person:0:password"].text() == PASSWORD
    assert shell.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert shell.press("Esc")
    assert begun.wizard().part.fields["hours:0"].text() == "10-14"


def test_what_was_typed_survives_a_crash_but_no_password_is_written(begun: Begun) -> None:
    begun.start()
    begun.set_up()
    begun.answer("name", "Harju town hall")
    begun.answer("country", "EE")
    for station in ("money", "hours", "people"):
        begun.go_on(station)
    begun.person()
    file = begun.folder / "data" / FILE
    begun.until(lambda: file.exists() and "anna" in file.read_text("utf-8"))
    assert PASSWORD not in file.read_text("utf-8")
    again = Begun(begun.qtbot, begun.folder)
    shell = again.start()
    again.set_up()
    assert again.wizard().station == "people"
    assert again.wizard().typed.get("person:0:login") == "anna"
    assert again.wizard().next.state == "not-yet"
    shell.close()


def test_what_is_wrong_is_said_beside_its_field_and_the_button_names_it(begun: Begun) -> None:
    begun.start()
    wizard = begun.set_up()
    assert wizard.next.state == "not-yet"
    assert begun.shells[-1].press("Ctrl+Return")
    assert wizard.station == "office"
    assert "needs a name" in (wizard.part.fields["name"].error() or "")
    begun.answer("name", "Harju")
    assert wizard.part.fields["name"].error() is None


def test_every_station_can_be_reached_and_names_all_it_asks(begun: Begun) -> None:
    begun.start()
    wizard = begun.set_up()
    for station in STATIONS:
        wizard.go_to(station)
        assert nameless(wizard) == [], station


def test_escape_leads_from_the_first_station_to_the_ways_in(begun: Begun) -> None:
    shell = begun.start()
    begun.set_up()
    begun.answer("name", "Harju")
    assert shell.press("Esc")
    assert begun.room().wizard is None
    assert has_button(shell, "Set up")
    assert begun.set_up().typed.get("name") == "Harju"


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda folder: None, "no office at"),
        (lambda folder: (folder / "there.sqlite").write_text("a letter to the mayor, long enough to be read"), "not"),
        (lambda folder: (folder / "there.sqlite").mkdir(), "no database"),
    ],
)
def test_an_office_that_cannot_be_opened_is_told_beside_its_address(
    begun: Begun, make: Callable[[Path], Any], told: str
) -> None:
    make(begun.folder)
    begun.start()
    first = begun.room().first
    first.existing.emit(str(begun.folder / "there.sqlite"))
    begun.until(lambda: first.address.error() is not None)
    assert told in (first.address.error() or "")
    assert first.sample_card.button.isEnabled()


def test_an_office_of_a_newer_program_or_open_elsewhere_is_told_in_words(begun: Begun) -> None:
    there = begun.folder / "there.sqlite"
    bootstrap.make_office(f"sqlite:///{there}", PLAN)
    shell = begun.start()
    with closing(open_database(f"sqlite:///{there}")):
        begun.room().first.existing.emit(str(there))
        begun.until(lambda: bool(shell.sign_in.message.isVisible()))
        assert "already open in another window" in text_of(shell.sign_in.message)
    button(shell, "Begin another way").click()
    assert begun.settings().database != f"sqlite:///{there}"
    with closing(open_database(f"sqlite:///{there}")) as database, database.writing() as work:
        work.connection.exec_driver_sql("UPDATE meta SET value = '99.0' WHERE name = 'min_program'")
        work.commit()
    first = begun.room().first
    first.existing.emit(str(there))
    begun.until(lambda: first.address.error() is not None)
    assert "needs OSS Desk 99.0" in (first.address.error() or "")


def test_a_second_computer_says_at_which_desk_it_stands(begun: Begun, fresh_postgres_database: FreshDatabase) -> None:
    url = fresh_postgres_database()
    bootstrap.make_office(url, replace(PLAN, desks=(DeskGiven("A"), DeskGiven("B", "Window two"))))
    shell = begun.start()
    first = begun.room().first
    first.open_button.click()
    assert first.address.input() is not None
    first.address.set_text(url)
    first.open_it.click()
    begun.until(lambda: first.desk.isVisible())
    assert first.desk.text() == ""
    first.desk.set_text("B")
    first.open_it.click()
    begun.until(lambda: bool(shell.sign_in.cards()))
    assert begun.settings().desk == "B"
    kept = begun.settings().database
    assert (kept, "postgres@" in url, "postgres@" in kept) == (bootstrap.address_for_all(url), True, False)
    shell.sign_in.chosen.emit("anna", PASSWORD)
    begun.until(lambda: shell.session is not None)
    assert shell.session is not None
    assert shell.session.facts.desk == "Window two"


def test_settings_that_cannot_be_read_are_told_with_the_way_out(begun: Begun, monkeypatch: pytest.MonkeyPatch) -> None:
    file = begun.folder / "settings.toml"
    file.write_text("theme = blue")
    monkeypatch.setenv("OSS_DESK_SETTINGS", str(file))
    monkeypatch.setenv("OSS_DESK_DATA", str(begun.folder / "data"))
    settings = usual_settings()
    shell = make_shell(settings, lambda: bootstrap.open_office(bootstrap.settings_now()), ways=ways_in(settings))
    begun.shells.append(shell)
    begun.qtbot.addWidget(shell)
    shell.show()
    begun.until(lambda: shell.beginning.is_shown())
    assert "cannot be read as settings" in text_of(begun.room().first.message)
    button(shell, "Set that file aside").click()
    begun.until(lambda: shell.beginning.is_shown() and not begun.room().first.message.isVisible())
    assert not file.exists()
    assert (begun.folder / "settings-set-aside.toml").read_text() == "theme = blue"


TEXT = st.text(max_size=40)
PLACES = ("name", "country", "currency", "zone", "languages", "also", "server", "services", "worked", "address")
ROWS = ("hours:0", "hours:6", "closing:0:day", "person:0:login", "person:0:roles", "desk:0:code", "desk:1:name")


@values(st.dictionaries(st.sampled_from(PLACES + ROWS), TEXT), st.sampled_from(["0", "1", "2"]))
def test_whatever_is_typed_has_a_plan_and_each_wrong_answer_a_station(answers: dict[str, str], count: str) -> None:
    typed = Typed(Typed().values | {"kind": "server", "desks": count, "people": count, "closings": count} | answers)
    found = planned(typed, offered_services(paths.resources()))
    for wrong in found.wrongs:
        assert any(wrong in found.of(station) for station in STATIONS if station != "check"), wrong


@values(st.lists(st.sampled_from(["add", "0", "1", "2"]), max_size=8))
def test_rows_that_come_and_go_keep_the_answers_of_the_others(deeds: list[str]) -> None:
    typed, expected, number = Typed({}), list[str](), 0
    for deed in deeds:
        if deed == "add":
            number += 1
            typed.add("desks", "desk", code=str(number))
            expected.append(str(number))
        elif int(deed) < len(expected):
            typed.remove("desks", "desk", int(deed))
            del expected[int(deed)]
    assert [typed.get(f"{at}:code") for at in typed.rows("desks", "desk")] == expected


@pytest.mark.parametrize("content", ["", "[]", "{", '{"desks": "many"}', '{"station": "-3"}', '{"name": 7}', "\x00"])
def test_a_draft_that_cannot_be_read_begins_anew(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    assert read_draft(tmp_path).get("station") == "0"


def test_a_draft_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps({"name": "Harju", "people": "2", "station": "3"}))
    assert read_draft(tmp_path).get("name") == "Harju"
    assert read_draft(tmp_path).count("people") == 2
