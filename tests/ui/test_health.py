"""Health and backup in the window: the lights in words, copies made with a press, and a red light in the head."""

from collections.abc import Callable
from functools import partial

import pytest

from oss_desk.domain.care import STATES
from oss_desk.domain.history import Event
from oss_desk.settings import Settings, read_settings
from oss_desk.ui.care import places_of
from oss_desk.ui.opened import Opened
from oss_desk.ui.pages.settings.health import HealthSection
from oss_desk.ui.pages.settings.page import SettingsPage
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.messages import Message, Progress
from tests.ui.desk import Desk, nameless


class Section:
    """The section, opened by somebody, and the shortest way to press its buttons."""

    def __init__(self, desk: Desk, page: SettingsPage) -> None:
        self.desk, self.page, self.told = desk, page, list[str]()
        page.said.connect(lambda title, text, tone: self.told.append(title) if title else None)
        self.rest()

    @property
    def section(self) -> HealthSection:
        """The open section."""
        assert isinstance(self.page.section, HealthSection)
        return self.page.section

    def rest(self) -> None:
        """Wait until nothing is under way."""
        self.desk.until(lambda: self.page.section is not None and self.at_rest())

    def at_rest(self) -> bool:
        """Whether nothing is under way."""
        assert self.desk.tasks is not None
        return self.desk.tasks.pending() == 0

    def press(self, words: str) -> None:
        """Press the button that says so, and wait."""
        button = next(one for one in self.section.findChildren(Button) if one.text() == words)
        button.click()
        self.rest()

    def words(self) -> list[str]:
        """Everything the section says."""
        return [label.text() for label in self.section.findChildren(Label)]


@pytest.fixture
def open_as(desk: Desk) -> Callable[..., Section]:
    """The section, opened by somebody."""

    def made(login: str = "teodor", width: int = 1280) -> Section:
        desk.sign_in(login, "C")
        machine = desk.machine()
        page = desk.show(partial(SettingsPage, machine=machine), width, part="health")
        return Section(desk, page)

    return made


@pytest.mark.parametrize("width", [1280, 1024, 800])
def test_each_light_is_a_chip_a_sentence_and_what_to_do_the_worst_first(
    open_as: Callable[..., Section], width: int
) -> None:
    opened = open_as(width=width)
    chips = [chip.text() for chip in opened.section.findChildren(Chip)]
    assert len(chips) >= 11
    order = {"Wrong": 2, "Look": 1, "In order": 0}
    assert chips == sorted(chips, key=lambda word: -order[word])
    assert len(order) == len(STATES)
    assert "There is no backup of this office." in opened.words()
    opened.section.start()
    opened.press("Look again")
    assert opened.section.findChildren(Message)[0].button.hasFocus()
    assert nameless(opened.page) == []


def test_a_backup_a_rehearsal_and_an_archive_are_a_press_each_and_turn_their_lights(
    open_as: Callable[..., Section],
) -> None:
    opened = open_as()
    for words in ("Back up now", "Rehearse a restore", "Make the archive"):
        opened.press(words)
    assert [told.partition(":")[0] for told in opened.told if told][-1] == "The archive is made and signed"
    assert "There is no backup of this office." not in opened.words()
    assert any(words.startswith("A backup was last restored for a try") for words in opened.words())
    assert any(words.startswith("Archives are signed by the key") for words in opened.words())
    kinds = [row.name for row in (opened.page.machine.settings.backups).iterdir()]
    assert len([name for name in kinds if name.endswith(".sqlite")]) == 1
    assert not opened.section.findChildren(Progress)[0].isVisible()
    assert opened.desk.count(Event, kind="backup-made") == 1


def test_what_is_in_the_way_is_told_above_and_the_buttons_can_be_pressed_again(
    open_as: Callable[..., Section],
) -> None:
    opened = open_as()
    opened.page.machine.settings.backups.write_text("in the way")
    opened.press("Back up now")
    assert "cannot be used" in opened.told[-1]
    assert all(button.isEnabled() for button in opened.section.findChildren(Button))


def test_folder_and_timetable_are_kept_for_this_machine(open_as: Callable[..., Section]) -> None:
    opened = open_as()
    for name, text in (("backups", "/mnt/stick"), ("backup_every", "week"), ("archive_every", "never")):
        field = opened.section.form.fields[name]
        field.set_text(text)
        field.changed.emit(text)
    assert opened.page.key_go_on()
    opened.rest()
    kept = read_settings({"OSS_DESK_SETTINGS": str(opened.page.machine.settings.file)})
    assert (str(kept.backups), kept.backup_every, kept.archive_every) == ("/mnt/stick", "week", "never")


def test_who_does_not_look_after_the_office_has_no_such_part(desk: Desk) -> None:
    desk.sign_in("adaeze", "A")
    page = desk.show(partial(SettingsPage, machine=desk.machine()), part="health")
    desk.until(lambda: page.section is not None)
    assert not isinstance(page.section, HealthSection)


def test_a_red_light_is_in_the_head_of_a_real_office(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    program = desk.sign_in("adaeze", "A")
    machine = desk.machine().settings
    settings = Settings(machine.file, machine.data, machine.papers, desk.url, machine.backups, backup_every="never")
    opened = Opened(program, desk.language, settings)
    opened.welcome()
    opened.look_after(program)
    assert opened.facts(program).state == "saved"
    with program.database.writing() as work:
        work.connection.exec_driver_sql("UPDATE office SET sample = 0")
        work.commit()
    desk.clock.forward(days=400)
    opened.look_after(program)
    facts = opened.facts(program)
    assert (facts.state, facts.state_title) == ("wrong", "Saved, but look")
    assert facts.state_text == "There is no backup of this office."
    assert places_of(settings, program).backups == machine.backups
