"""What is typed or happens by mistake while somebody is served: told where it is typed, nothing lost, work goes on."""

import unicodedata
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from oss_desk.domain.cases import Case
from oss_desk.domain.people import Citizen
from oss_desk.domain.till import Payment, Receipt
from oss_desk.domain.visits import Draft
from oss_desk.ui.pages.counter.answer_field import AnswerField
from oss_desk.ui.widgets.field import Field
from tests.journeys.hands import Hands
from tests.journeys.machine import Machine
from tests.journeys.test_bad_input import head, ready_to_pay, told

LONG = "Anna " * 2_000
TURNED, PILED = "Tamar \u202eezdilevK", "Tam" + "a\u0301" + "\u0316" * 40 + "r"


def field(hands: Hands, name: str) -> AnswerField:
    """A question of the form."""
    found = next(one for (_, asked), one in hands.view.details.questions().items() if asked == name)
    assert isinstance(found, AnswerField)
    return found


def at_details(hands: Hands) -> None:
    """The forms of the visit that is open."""
    hands.until(lambda: hands.counter.view is not None and hands.view.sheet is not None)
    hands.view.go("details")


def write(hands: Hands, name: str, text: str) -> AnswerField:
    """Paste this into a question and leave it."""
    question = field(hands, name)
    question.focus()
    QApplication.clipboard().setText(text)
    line = question.editor.input()
    assert line is not None
    line.selectAll()
    line.paste()
    question.complain()
    return question


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (LONG, "characters; there are 9999"),
        (TURNED, "signs that nobody sees"),
        (PILED, "more marks than anybody can read"),
        ("\u200b\u2060", "Write a text"),
    ],
)
def test_an_answer_that_cannot_be_kept_is_told_under_its_field_and_stays_until_it_is_mended(
    sqlite_prepared: str, machine: Machine, text: str, sentence: str
) -> None:
    hands = machine.clerk(sqlite_prepared)
    at_details(hands)
    question = write(hands, "registered_name", text)
    assert sentence in (question.editor.error() or "")
    hands.until(lambda: hands.visit.lines[0].fields_missing == 1)
    hands.press("Ctrl+Return")
    hands.until(lambda: question.editor.error() is not None and hands.view.station == "details")
    machine.stop()
    hands = machine.clerk(sqlite_prepared)
    at_details(hands)
    kept = unicodedata.normalize("NFC", field(hands, "registered_name").editor.text())
    assert kept.strip() == unicodedata.normalize("NFC", text).strip()
    write(hands, "registered_name", "Tamar Kvelidze")
    hands.until(lambda: hands.visit.lines[0].state == "ready")
    hands.go_on("pay")
    hands.type("20")
    hands.press("F9")
    hands.until(lambda: hands.view.station == "receipt")
    assert machine.count(Payment, Case, Receipt) == (1, 1, 1)


def test_a_name_with_piled_up_marks_is_not_stored_and_the_form_keeps_what_was_typed(
    sqlite_office: str, machine: Machine
) -> None:
    hands = machine.clerk(sqlite_office)
    hands.serve()
    people = machine.count(Citizen)
    hands.type("Nino Beridze")
    hands.click("Add Nino Beridze as a new record")
    name = next(one for one in hands.view.citizen.findChildren(Field) if one.label.text().startswith("Name as on"))
    name.set_text(PILED)
    name.changed.emit(PILED)
    hands.press("Ctrl+Return")
    hands.until(lambda: "more marks than anybody can read" in told(hands))
    assert (machine.count(Citizen), name.text()) == (people, PILED)
    name.set_text("Nino Beridze")
    name.changed.emit("Nino Beridze")
    hands.press("Ctrl+Return")
    hands.until(lambda: hands.visit.visitor is not None)


def test_strange_signs_in_the_search_find_nothing_and_break_nothing(sqlite_office: str, machine: Machine) -> None:
    hands = machine.clerk(sqlite_office)
    for text in (LONG, TURNED, PILED, "\u200b", "'; --", "👩‍👩‍👧 \ud83c", "%_\\"):
        hands.press("F2")
        hands.shell.search.edit.setText(text)
        hands.shell.search.asked.emit(text)
        hands.until(lambda: head(hands)[0] == "All saved")
        hands.press("Esc")
    assert told(hands) == ""


def test_a_clock_an_hour_ahead_is_told_as_soon_as_it_is_right_again_and_nothing_is_lost(
    sqlite_prepared: str, machine: Machine
) -> None:
    machine.clock.shift = timedelta(hours=1)
    hands = machine.clerk(sqlite_prepared)
    hands.until(lambda: hands.counter.view is not None and hands.view.sheet is not None)
    hands.view.basket.quantity.emit(hands.visit.lines[0].request.id, 2)
    hands.until(lambda: hands.visit.lines[0].request.quantity == 2)
    machine.clock.shift = timedelta()
    ready_to_pay(hands)
    hands.press("F9")
    hands.until(lambda: "the last entry of this desk was made at" in told(hands))
    assert machine.count(Payment, Case, Receipt) == (0, 0, 0)
    assert hands.view.payment.taken().given is not None
    machine.clock.shift = timedelta(hours=1, minutes=1)
    hands.press("F9")
    hands.until(lambda: hands.view.station == "receipt")
    assert machine.count(Payment, Case, Receipt) == (1, 1, 1)


def test_a_database_file_that_is_moved_away_is_told_and_nothing_is_stored_beside_it(
    sqlite_prepared: str, machine: Machine
) -> None:
    hands = machine.clerk(sqlite_prepared)
    at_details(hands)
    hands.until(lambda: head(hands)[0] == "All saved")
    file = Path(sqlite_prepared.removeprefix("sqlite:///"))
    away = file.rename(file.with_name("away.sqlite"))
    write(hands, "registered_name", "Tamar Kvelidze-Beridze")
    hands.until(lambda: head(hands)[0] == "No line to the database")
    assert "kept here" in head(hands)[1]
    assert not file.exists()
    away.rename(file)
    hands.until(lambda: head(hands)[0] == "All saved")
    drafts = "".join(draft.content for draft in machine.stored(Draft, visit_id=hands.visit.visit.id))
    assert "Tamar Kvelidze-Beridze" in drafts
