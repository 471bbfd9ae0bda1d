"""The page Settings: what is typed is kept by one press, never lost, refused beside its field, locked for others."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from oss_desk import paths
from oss_desk.domain.cases import Extension
from oss_desk.domain.office import ClosingDay, MeansOfPayment, Office, Official, Role
from oss_desk.domain.office import Desk as OfficeDesk
from oss_desk.operations.office import office
from oss_desk.operations.sample.walking import new_id
from oss_desk.settings import Printer, Settings, read_settings
from oss_desk.storage import rows
from oss_desk.ui.appearance import Appearance, Looks
from oss_desk.ui.machine import Machine
from oss_desk.ui.page import Context
from oss_desk.ui.pages.settings.about import AboutSection
from oss_desk.ui.pages.settings.account import AccountSection
from oss_desk.ui.pages.settings.closing import ClosingSection
from oss_desk.ui.pages.settings.hours import HoursSection
from oss_desk.ui.pages.settings.libraries import libraries
from oss_desk.ui.pages.settings.listed import NEW, Listed
from oss_desk.ui.pages.settings.look import LookSection
from oss_desk.ui.pages.settings.page import SettingsPage
from oss_desk.ui.pages.settings.printing import PrintingSection
from oss_desk.ui.pages.settings.section import Section
from oss_desk.ui.print_jobs import PrintJobs
from oss_desk.ui.theme import theme
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.editors import Chooser
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.messages import Message
from oss_desk.ui.widgets.second_person import SecondPerson
from tests.ui.desk import Desk, buttons, has_button, nameless

MACHINE = ("look", "printing", "place", "account", "about")
PARTS = (*MACHINE, "desks", "office", "hours", "closing", "zone", "means", "waiving", "people", "roles", "safety")


class Opened:
    """The page with one part open, and the shortest way to type into it."""

    def __init__(self, desk: Desk, page: SettingsPage) -> None:
        self.desk, self.page, self.told = desk, page, list[tuple[str, str]]()
        page.said.connect(lambda title, text, tone: self.told.append((tone, title)) if title else None)

    @property
    def section(self) -> Section:
        """The open part."""
        assert self.page.section is not None
        return self.page.section

    def go(self, part: str) -> Section:
        """Open this part."""
        self.page.opened(part=part)
        self.desk.until(lambda: self.page.section is not None and self.page._open == part and self.rested())
        return self.section

    def rested(self) -> bool:
        """Whether nothing is under way."""
        assert self.desk.tasks is not None
        return self.desk.tasks.pending() == 0

    def rest(self) -> None:
        """Wait until nothing is under way."""
        self.desk.until(self.rested)

    def write(self, name: str, text: str) -> None:
        """Put this into a field as a person does."""
        field = self.section.form.fields[name]
        field.set_text(text)
        field.changed.emit(text)

    def save(self) -> None:
        """Press the next action by its key, and wait for what comes of it."""
        assert self.page.key_go_on(), self.page.next.accessibleName()
        self.rest()

    def rows(self, record: type[Any]) -> tuple[Any, ...]:
        """What is stored now."""
        assert self.desk.program is not None
        with self.desk.program.database.reading() as work:
            return rows.every(work, record)

    def slip(self) -> list[str]:
        """Every word on the slip."""
        assert self.page.slip is not None
        words = [label.text() for label in self.page.slip.findChildren(Label)]
        return words + [message.title.text() for message in self.page.slip.findChildren(Message)]


@pytest.fixture
def open_as(desk: Desk) -> Callable[..., Opened]:
    """Somebody at the page Settings, with one part open."""

    def made(part: str, login: str = "teodor", width: int = 1280, **arguments: Any) -> Opened:
        desk.sign_in(login, "C" if login == "teodor" else "A")
        page = desk.show(partial(SettingsPage, machine=desk.machine()), width, part=part, **arguments)
        opened = Opened(desk, page)
        desk.until(lambda: page.section is not None and opened.rested())
        return opened

    return made


def listed(opened: Opened) -> Listed:
    """The open part, which is a list."""
    assert isinstance(opened.section, Listed)
    return opened.section


# -- all parts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 1024, 800])
def test_every_part_opens_and_everything_on_it_has_a_name(open_as: Callable[..., Opened], width: int) -> None:
    opened = open_as("look", width=width)
    for part in PARTS:
        section = opened.go(part)
        if isinstance(section, Listed):
            section.open(section.list.rows()[0].value)
        assert nameless(opened.page) == [], part
    assert not [words for tone, words in opened.told if tone == "stop"]


@pytest.mark.parametrize("part", ["desks", "office", "hours", "zone", "means", "people", "roles"])
def test_who_is_no_administrator_reads_and_is_told_who_may(open_as: Callable[..., Opened], part: str) -> None:
    opened = open_as(part, "adaeze")
    if isinstance(opened.section, Listed):
        opened.section.open(opened.section.list.rows()[0].value)
    assert opened.page.next.state == "not-yet"
    assert "Administrator changes this" in opened.slip()
    for field in opened.section.form.fields.values():
        typed = field.input()
        assert typed.isReadOnly() if typed is not None else not field.editor.isEnabled()
    assert not has_button(opened.page, "Add somebody")


def test_a_part_that_was_read_again_shows_what_it_showed(open_as: Callable[..., Opened]) -> None:
    opened = open_as("zone")
    before = {name: field.text() for name, field in opened.section.form.fields.items()}
    opened.go("zone")
    assert {name: field.text() for name, field in opened.section.form.fields.items()} == before
    assert before["country"]
    assert opened.section.changes() == []


def test_what_is_typed_stays_while_another_part_is_open(open_as: Callable[..., Opened]) -> None:
    opened = open_as("office")
    opened.write("name", "Bridge House")
    opened.go("hours")
    opened.go("office")
    assert opened.section.form.text("name") == "Bridge House"


def test_what_is_typed_is_typed_again_when_the_window_is_made_anew(open_as: Callable[..., Opened], desk: Desk) -> None:
    opened = open_as("office")
    opened.write("name", "Bridge House")
    opened.go("people")
    listed(opened).open(NEW)
    opened.write("name", "Zoe")
    opened.write("password", "river and stone")
    where = opened.page.where()
    anew = Opened(desk, desk.show(partial(SettingsPage, machine=desk.machine()), **where))
    desk.until(lambda: anew.page.section is not None and anew.rested())
    assert (anew.section.form.text("name"), anew.section.form.text("password")) == ("Zoe", "")
    assert anew.go("office").form.text("name") == "Bridge House"


# -- the office -----------------------------------------------------------------------------------------------------


def test_a_new_name_is_on_the_slip_and_kept_by_one_press(open_as: Callable[..., Opened]) -> None:
    opened = open_as("office")
    assert opened.page.next.state == "not-yet"
    opened.write("name", "Bridge House")
    assert {"Bridge House", "was: Riverside One-Stop Shop"} <= set(opened.slip())
    opened.save()
    assert opened.rows(Office)[0].name == "Bridge House"
    assert opened.page.next.state == "not-yet"
    assert opened.told[-1][0] == "ready"


def test_escape_takes_back_what_is_typed(open_as: Callable[..., Opened]) -> None:
    opened = open_as("office")
    opened.write("name", "Bridge House")
    assert opened.page.key_back()
    assert opened.section.form.text("name") == "Riverside One-Stop Shop"
    assert opened.section.changes() == []


def test_an_office_without_a_name_is_not_kept(open_as: Callable[..., Opened]) -> None:
    opened = open_as("office")
    opened.write("name", " ")
    assert opened.page.next.state == "not-yet"
    assert not opened.page.key_go_on()


def test_who_changed_it_meanwhile_is_told_and_what_was_typed_stays(open_as: Callable[..., Opened], desk: Desk) -> None:
    opened = open_as("office")
    opened.write("complaints", "The mayor")
    assert desk.program is not None
    office.change_office(desk.program, new_id(), version=opened.rows(Office)[0].version, name="Bridge House")
    opened.save()
    assert opened.told[-1][0] == "stop"
    assert "Teodor" in opened.told[-1][1]
    assert (opened.section.form.text("complaints"), opened.section.form.text("name")) == ("The mayor", "Bridge House")
    opened.save()
    assert opened.rows(Office)[0].complaint_route == "The mayor"


def test_the_first_language_is_not_beside_itself(open_as: Callable[..., Opened]) -> None:
    opened = open_as("office")
    first = opened.rows(Office)[0].languages[0]
    box = opened.section.form.fields["others"].choice_button(first)
    assert box is not None
    assert not box.isEnabled()


# -- hours and days -------------------------------------------------------------------------------------------------


def test_hours_that_cannot_be_are_told_beside_their_day(open_as: Callable[..., Opened]) -> None:
    opened = open_as("hours")
    opened.write("1", "17:00-9:00")
    assert opened.page.next.state == "not-yet"
    assert not opened.section.form.is_right()
    assert "Turn them round" in (opened.section.form.fields["1"].error() or "")


def test_hours_are_kept_with_the_due_dates_they_move_and_why(open_as: Callable[..., Opened], desk: Desk) -> None:
    opened = open_as("hours")
    section = opened.section
    assert isinstance(section, HoursSection)
    for day in range(5):
        opened.write(str(day), "9-12 13-16")
    desk.until(lambda: section.moves.is_known() and section.moves.count() > 0)
    assert "The reason is missing" in opened.page.next.accessibleName() or opened.page.next.state == "not-yet"
    moved = section.moves.count()
    section.moves.reason_field.set_text("Shorter hours")
    section.moves.reason_field.changed.emit("")
    opened.save()
    assert len(opened.rows(Extension)) == moved
    assert section.moves.isHidden()
    assert section.form.text("0") == "9:00–12:00, 13:00–16:00"


def test_promised_days_stay_where_that_is_chosen(open_as: Callable[..., Opened], desk: Desk) -> None:
    opened = open_as("hours")
    section = opened.section
    assert isinstance(section, HoursSection)
    for day in range(5):
        opened.write(str(day), "9-16")
    desk.until(lambda: section.moves.is_known() and section.moves.count() > 0)
    keep = section.moves.answer.choice_button("keep")
    assert keep is not None
    keep.click()
    opened.save()
    assert opened.rows(Extension) == ()


def test_the_same_hours_written_otherwise_are_no_change(open_as: Callable[..., Opened]) -> None:
    opened = open_as("hours")
    kept = opened.section.form.text("0")
    opened.write("0", kept.replace(":00", "").replace("–", " - "))
    opened.section.form.fields["0"].left.emit("")
    assert opened.section.form.text("0") == kept
    assert opened.section.changes() == []


def test_working_days_are_made_as_monday(open_as: Callable[..., Opened]) -> None:
    opened = open_as("hours")
    opened.write("0", "10-14")
    opened.desk.press(opened.page, "All working days as Monday")
    assert [opened.section.form.text(str(day)) for day in (1, 4, 5)] == ["10-14", "10-14", ""]


def test_a_closing_day_is_added_and_taken_back(open_as: Callable[..., Opened], desk: Desk) -> None:
    opened = open_as("closing")
    section = opened.section
    assert isinstance(section, ClosingSection)
    opened.write("day", "2026-10-05")
    opened.write("reason", "Works")
    desk.until(section.moves.is_known)
    opened.save()
    assert [day.day for day in opened.rows(ClosingDay)] == [date(2026, 10, 5)]
    assert section.form.text("day") == ""
    desk.until(lambda: has_button(opened.page, "Open on 5 October 2026 after all"))
    desk.press(opened.page, "Open on 5 October 2026 after all")
    opened.rest()
    assert opened.rows(ClosingDay) == ()


def test_the_office_works_on_a_holiday_and_keeps_it_again(open_as: Callable[..., Opened], desk: Desk) -> None:
    opened = open_as("closing")
    desk.until(lambda: any(one.accessibleName().startswith("Work on ") for one in buttons(opened.page)))
    works = next(one for one in buttons(opened.page) if one.accessibleName().startswith("Work on "))
    name = works.accessibleName().removeprefix("Work on ")
    desk.press(opened.page, f"Work on {name}")
    desk.until(lambda: has_button(opened.page, f"Keep {name}"))
    assert len(opened.rows(Office)[0].worked_holidays) == 1
    desk.press(opened.page, f"Keep {name}")
    desk.until(lambda: has_button(opened.page, f"Work on {name}"))
    assert opened.rows(Office)[0].worked_holidays == ()


def test_zones_and_countries_are_found_by_typing_their_words(open_as: Callable[..., Opened], desk: Desk) -> None:
    opened = open_as("zone")
    zone, country = (opened.section.form.fields[name].editor for name in ("zone", "country"))
    for editor, typed, found in (
        (zone, "sao", "America/Sao_Paulo"),
        (zone, "york", "America/New_York"),
        (country, "lanka", "LK"),
    ):
        assert isinstance(editor, Chooser)
        editor.setFocus()
        desk.qtbot.keyClicks(editor, typed)
        assert editor.value() == found
        desk.qtbot.keyClick(editor, Qt.Key.Key_Escape)


def test_a_day_that_is_over_is_no_closing_day(open_as: Callable[..., Opened]) -> None:
    opened = open_as("closing")
    opened.write("day", "2020-01-06")
    assert not opened.section.form.is_right()


def test_another_country_offers_its_regions(open_as: Callable[..., Opened], desk: Desk) -> None:
    opened = open_as("zone")
    opened.write("country", "DE")
    opened.write("region", "BY")
    desk.until(lambda: opened.page.next.state == "ready")
    opened.save()
    row = opened.rows(Office)[0]
    assert (row.country, row.region) == ("DE", "BY")


# -- desks, means, roles --------------------------------------------------------------------------------------------


def test_a_code_that_is_taken_is_told_beside_it_and_nothing_typed_is_lost(open_as: Callable[..., Opened]) -> None:
    opened = open_as("desks")
    listed(opened).open(NEW)
    opened.write("code", "A")
    opened.write("name", "Window 9")
    opened.save()
    fields = opened.section.form.fields
    assert "already" in (fields["code"].error() or "")
    assert fields["name"].text() == "Window 9"
    opened.write("code", "D9")
    opened.save()
    assert "D9" in [desk.code for desk in opened.rows(OfficeDesk)]


def test_a_desk_is_closed_and_opened_again(open_as: Callable[..., Opened]) -> None:
    opened = open_as("desks")
    b = next(desk for desk in opened.rows(OfficeDesk) if desk.code == "B")
    listed(opened).open(b.id)
    opened.desk.press(opened.page, "Close the desk")
    opened.rest()
    opened.desk.until(lambda: has_button(opened.page, "Open the desk again"))
    assert next(desk for desk in opened.rows(OfficeDesk) if desk.code == "B").closed_at is not None
    opened.desk.press(opened.page, "Open the desk again")
    opened.rest()
    assert next(desk for desk in opened.rows(OfficeDesk) if desk.code == "B").closed_at is None


def test_a_means_of_payment_is_named_in_each_language(open_as: Callable[..., Opened]) -> None:
    opened = open_as("means")
    listed(opened).open("elsewhere")
    opened.write("title-fr", "Timbre fiscal")
    opened.write("active", "no")
    opened.save()
    means = next(row for row in opened.rows(MeansOfPayment) if row.code == "elsewhere")
    assert (means.title["fr"], means.active) == ("Timbre fiscal", False)


def test_a_means_of_payment_is_added_and_put_before_others(open_as: Callable[..., Opened]) -> None:
    opened = open_as("means")
    listed(opened).open(NEW)
    opened.write("code", "card")
    opened.write("title-en", "Voucher")
    opened.write("kind", "elsewhere")
    opened.save()
    assert "already" in (opened.section.form.fields["code"].error() or "")
    opened.write("code", "voucher")
    opened.save()
    added = next(row for row in opened.rows(MeansOfPayment) if row.code == "voucher")
    assert (added.title["en"], added.kind, added.needs_reference, added.active) == ("Voucher", "elsewhere", True, True)
    listed(opened).open("voucher")
    opened.desk.press(opened.page, "Offer it earlier")
    order = ["cash", "card", "transfer", "voucher", "elsewhere"]
    opened.desk.until(lambda: [row.code for row in sorted(opened.rows(MeansOfPayment), key=place)] == order)


def place(means: MeansOfPayment) -> int:
    """Where it stands among the others."""
    return means.position


def test_a_role_of_the_office_is_added_and_a_built_in_one_stays(open_as: Callable[..., Opened]) -> None:
    opened = open_as("roles")
    listed(opened).open(NEW)
    opened.write("code", "archivist")
    opened.write("title-en", "Archivist")
    opened.save()
    assert "archivist" in [role.code for role in opened.rows(Role)]
    listed(opened).open("clerk")
    typed = opened.section.form.fields["title-en"].input()
    assert typed is not None
    assert typed.isReadOnly()


# -- people ---------------------------------------------------------------------------------------------------------


def person(opened: Opened, login: str) -> Official:
    found: Official = next(one for one in opened.rows(Official) if one.login == login)
    return found


def test_somebody_new_is_added_and_the_form_closes(open_as: Callable[..., Opened]) -> None:
    opened = open_as("people")
    listed(opened).open(NEW)
    for name, text in {"name": "Zoe", "login": "zoe", "roles": "clerk", "password": "river and stone"}.items():
        opened.write(name, text)
    opened.save()
    assert person(opened, "zoe").active
    assert listed(opened).open_one is None


def test_a_role_with_money_is_given_by_two_people(open_as: Callable[..., Opened]) -> None:
    opened = open_as("people")
    listed(opened).open(NEW)
    for name, text in {"name": "Zoe", "login": "zoe", "roles": "clerk,cashier", "password": "river and stone"}.items():
        opened.write(name, text)
    assert opened.page.key_go_on()
    opened.desk.until(lambda: bool(opened.page.window().findChildren(SecondPerson)))
    (dialog,) = opened.page.window().findChildren(SecondPerson)
    dialog.people[0].click()
    opened.desk.until(lambda: listed(opened).open_one is None)
    assert opened.page.sheet is not None
    zoe = person(opened, "zoe").id
    opened.desk.until(
        lambda: opened.page.sheet is not None and any(one.id == zoe for one in opened.page.sheet.officials)
    )
    (line,) = [one for one in opened.page.sheet.officials if one.id == zoe]
    assert set(line.roles) == {"clerk", "cashier"}


def test_a_pin_is_set_here_and_told_when_everybody_would_guess_it(open_as: Callable[..., Opened]) -> None:
    opened = open_as("account")
    section = opened.section
    assert isinstance(section, AccountSection)
    assert not section._set.isVisible()


def test_locking_is_kept_within_its_limits(open_as: Callable[..., Opened]) -> None:
    opened = open_as("safety")
    opened.write("idle", "31")
    assert "from 2 to 30" in opened.section.missing()
    opened.write("idle", "3")
    opened.save()
    assert opened.page.sheet is not None
    opened.desk.until(lambda: opened.page.sheet is not None and opened.page.sheet.office.idle_minutes == 3)


def test_the_limit_of_waivers_is_kept_as_an_amount(open_as: Callable[..., Opened]) -> None:
    opened = open_as("waiving")
    opened.write("waiver-limit", "five")
    assert "no amount" in opened.section.missing()
    opened.write("waiver-limit", "5")
    opened.save()
    opened.desk.until(lambda: bool(opened.page.window().findChildren(SecondPerson)))
    assert opened.page.sheet is not None
    assert opened.page.sheet.office.waiver_limit == 0
    (dialog,) = opened.page.window().findChildren(SecondPerson)
    dialog.people[0].click()
    opened.desk.until(lambda: opened.page.sheet is not None and opened.page.sheet.office.waiver_limit == 500)


def test_a_short_password_is_told_beside_it(open_as: Callable[..., Opened]) -> None:
    opened = open_as("people")
    listed(opened).open(person(opened, "adaeze").id)
    opened.write("password", "short")
    assert opened.page.key_go_on()
    assert "Too short" in (opened.section.form.fields["password"].error() or "")
    assert opened.section.form.text("password") == "short"


def test_what_others_change_takes_nothing_from_an_open_form(open_as: Callable[..., Opened], desk: Desk) -> None:
    opened = open_as("people")
    listed(opened).open(person(opened, "adaeze").id)
    opened.write("password", "river and stone")
    assert desk.program is not None
    done = office.keep_role(
        desk.program, new_id(), version=1, code="archivist", title={"en": "Archivist"}, belongs_to="back_office"
    )
    opened.page.refresh(done.changes)
    desk.until(lambda: opened.section.form.fields["roles"].choice_button("clerk") is not None and opened.rested())
    assert opened.section.form.text("password") == "river and stone"


def test_the_focus_stays_in_a_form_whose_button_was_pressed(open_as: Callable[..., Opened], desk: Desk) -> None:
    opened = open_as("desks")
    b = next(one for one in opened.rows(OfficeDesk) if one.code == "B")
    listed(opened).open(b.id)
    close = next(one for one in opened.section.findChildren(Button) if one.words() == "Close the desk")
    close.setFocus()
    close.click()
    opened.rest()
    focus = opened.page.window().focusWidget()
    assert focus is not None
    assert opened.section.isAncestorOf(focus)


def test_roles_for_oneself_are_said_to_be_seen(open_as: Callable[..., Opened]) -> None:
    opened = open_as("people")
    listed(opened).open(person(opened, "teodor").id)
    opened.write("roles", "supervisor,administrator")
    assert any("next sign-in" in words for words in opened.slip())
    assert any("yourself" in note for note in opened.section.notes())
    listed(opened).open(person(opened, "adaeze").id)
    opened.write("roles", "clerk,cashier,supervisor")
    assert not any("yourself" in note for note in opened.section.notes())


def test_the_last_administrator_is_refused_beside_the_roles(open_as: Callable[..., Opened]) -> None:
    opened = open_as("people")
    listed(opened).open(person(opened, "teodor").id)
    opened.write("roles", "clerk")
    opened.save()
    assert "administer" in (opened.section.form.fields["roles"].error() or "")
    assert opened.section.form.text("roles") == "clerk"


def test_somebody_who_left_signs_in_no_more_and_may_come_back(open_as: Callable[..., Opened]) -> None:
    opened = open_as("people")
    listed(opened).open(person(opened, "mikael").id)
    opened.desk.press(opened.page, "May no longer sign in")
    opened.rest()
    assert not person(opened, "mikael").active
    opened.desk.until(lambda: has_button(opened.page, "May sign in again"))


# -- this machine ---------------------------------------------------------------------------------------------------


def test_printers_are_kept_in_the_file_and_used_at_once(open_as: Callable[..., Opened], desk: Desk) -> None:
    opened = open_as("printing")
    section = opened.section
    assert isinstance(section, PrintingSection)
    used: list[Settings] = []
    machine = Machine(opened.page.machine.settings, used.append)
    machine.keep(printers={"receipt": {"name": "Counter 1", "paper": "58mm", "silent": False}})
    page = desk.show(partial(SettingsPage, machine=machine), part="printing")
    again = Opened(desk, page)
    desk.until(lambda: page.section is not None and again.rested())
    assert again.section.form.text("receipt.printer") == "Counter 1"
    again.write("receipt.silent", "yes")
    again.write("application.paper", "letter")
    again.save()
    assert used[-1].printers["receipt"] == Printer("Counter 1", "58mm", True)
    kept = read_settings({"OSS_DESK_SETTINGS": str(machine.settings.file)}).printers
    assert (kept["application"].paper, set(kept)) == ("letter", {"receipt", "application"})


def test_a_settings_file_that_cannot_be_written_is_told_and_nothing_is_lost(
    open_as: Callable[..., Opened], desk: Desk, tmp_path: Path
) -> None:
    opened = open_as("place")
    (tmp_path / "settings.toml").mkdir()
    opened.write("papers", "/srv/papers")
    opened.save()
    assert opened.told[-1][0] == "stop"
    assert opened.section.form.text("papers") == "/srv/papers"


def test_a_folder_is_a_whole_path(open_as: Callable[..., Opened]) -> None:
    opened = open_as("place")
    opened.write("papers", "papers")
    assert opened.page.next.state == "not-yet"
    opened.write("papers", "/srv/papers")
    opened.write("desk", "B")
    opened.save()
    settings = read_settings({"OSS_DESK_SETTINGS": str(opened.page.machine.settings.file)})
    assert (str(settings.papers), settings.desk) == ("/srv/papers", "B")


def test_colours_are_on_at_once_kept_and_taken_back(desk: Desk) -> None:
    kept: list[dict[str, Any]] = []
    appearance = Appearance(
        paths.resources() / "translations", Looks("light", 100, "en"), lambda **keys: kept.append(keys)
    )
    desk.sign_in("adaeze")

    def make(context: Context, prints: PrintJobs) -> SettingsPage:
        looked = Context(context.program, context.tasks, context.language, context.sentence, appearance=appearance)
        return SettingsPage(looked, prints, desk.machine())

    page = desk.show(make, part="look")
    desk.until(lambda: isinstance(page.section, LookSection))
    section = page.section
    assert isinstance(section, LookSection)
    dark = section.theme.choice_button("dark")
    assert dark is not None
    dark.click()
    assert (theme().name, kept[-1]) == ("dark", {"theme": "dark"})
    assert page.key_undo()
    assert (theme().name, kept[-1]) == ("light", {"theme": "light"})
    assert not page.key_undo()


# -- about ----------------------------------------------------------------------------------------------------------


class Folders(QObject):
    """Stands where the system's file manager stands."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """A folder is to be shown."""
        self.opened.append(url.toLocalFile())


@pytest.fixture
def folders() -> Iterator[Folders]:
    """The file manager."""
    made, slot = Folders(), cast(Any, "open")
    QDesktopServices.setUrlHandler("file", made, slot)
    yield made
    QDesktopServices.unsetUrlHandler("file")


def test_every_library_is_named_with_version_and_licence() -> None:
    found = {library.name.lower(): library for library in libraries()}
    assert {"pyside6_essentials", "sqlalchemy", "reportlab", "psycopg-binary"} <= set(found)
    assert all(library.version and library.licence for library in found.values()), found
    assert not {"pytest", "oss-desk", "mypy"} & set(found)


def test_a_program_that_is_not_installed_has_no_list() -> None:
    assert libraries("no-such-program") == ()


def test_about_opens_the_folder_where_the_data_lies(open_as: Callable[..., Opened], folders: Folders) -> None:
    opened = open_as("about")
    assert isinstance(opened.section, AboutSection)
    opened.desk.press(opened.page, "Open the folder of Data")
    assert folders.opened == [str(opened.page.machine.settings.data)]
    opened.desk.press(opened.page, "Open the folder of Log")
    assert "nothing to open" in opened.told[-1][1]


def test_about_says_versions_fonts_and_licences(open_as: Callable[..., Opened]) -> None:
    opened = open_as("about")
    words = " ".join(label.text() for label in opened.section.findChildren(Label))
    for told in (
        "Version ",
        "Inter",
        "Noto Sans Georgian",
        "SIL Open Font License 1.1",
        "Apache License 2.0",
        "SQLAlchemy",
    ):
        assert told in words


def test_the_keyboard_reaches_every_part(open_as: Callable[..., Opened]) -> None:
    opened = open_as("look")
    opened.page._focus_parts()
    row = opened.page._lists[0].rows()[0]
    assert row.hasFocus()
    QTest.keyClick(row, Qt.Key.Key_Down)
    assert opened.page._lists[0].rows()[1].hasFocus()
    QTest.keyClick(opened.page._lists[0].rows()[1], Qt.Key.Key_Return)
    focus = opened.page.window().focusWidget()
    assert isinstance(opened.section, PrintingSection)
    assert focus is not None
    assert opened.section.isAncestorOf(focus)
