"""The page Cases as an official uses it: lists, a case and its steps, forms, a second person, money."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit

from oss_desk.domain.blanks import BlankSpoilt, BlankUse
from oss_desk.domain.calendar import Duration
from oss_desk.domain.cases import Case, CaseMove, Evidence, IssuedOutput
from oss_desk.domain.history import Event
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.till import PaymentEnd, PaymentStart, Receipt
from oss_desk.language import Language
from oss_desk.operations.cases import cases
from oss_desk.operations.sample import walking
from oss_desk.operations.sheets import CaseCard, DayCell
from oss_desk.storage import rows
from oss_desk.ui.pages.cases.case_slip import DeedForm
from oss_desk.ui.pages.cases.clock import MOST_CELLS, shown_cells
from oss_desk.ui.pages.cases.deeds import deeds, way_forward
from oss_desk.ui.pages.cases.on_blank import OnBlank
from oss_desk.ui.pages.cases.page import CasesPage
from oss_desk.ui.pages.cases.spoil_form import SpoilForm
from oss_desk.ui.pages.cases.steps import held, used_of
from oss_desk.ui.pages.cases.words import late_words, list_due, where_words, whose_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.second_person import SecondPerson
from tests.ui.desk import NOON, Desk, button, has_button, nameless

SEARCH, TO_PAY, SITE = "search", "to-pay", "site"


def first(desk: Desk, step: str) -> Case:
    """Some open case at this step."""
    return desk.cases(step=step, open=True)[0]


def opened(desk: Desk, step: str) -> tuple[CasesPage, Case]:
    """The page with a case at this step."""
    case = first(desk, step)
    page = desk.show(CasesPage, case_id=case.id)
    desk.until(lambda: page.one is not None and page.one.sheet is not None and has_button(page, "Worklist"))
    return page, case


def here(desk: Desk, language: Language) -> Here:
    """Where the desk stands."""
    assert desk.program is not None
    page = desk.show(CasesPage)
    desk.until(lambda: page.here is not None)
    assert page.here is not None
    return replace(page.here, language=language)


def test_the_list_says_whose_it_is_where_and_until_when(desk: Desk) -> None:
    desk.sign_in("adaeze")
    page = desk.show(CasesPage, which="all")
    desk.until(lambda: page.lists is not None and bool(page.lists.list.rows.rows()))
    assert page.lists is not None
    names = [row.accessibleName() for row in page.lists.list.rows.rows()]
    case = first(desk, SEARCH)
    assert any(case.number in name and "Copy of a birth certificate" in name and "Counter" in name for name in names)


def test_words_narrow_the_list(desk: Desk) -> None:
    desk.sign_in("adaeze")
    page = desk.show(CasesPage, which="all")
    desk.until(lambda: page.lists is not None and len(page.lists.list.rows.rows()) > 1)
    assert page.lists is not None
    number = first(desk, SEARCH).number
    page.lists.list.filter.focus()
    typed = page.lists.list.filter.input()
    assert typed is not None
    QTest.keyClicks(typed, number)
    desk.until(lambda: page.lists is not None and len(page.lists.list.rows.rows()) == 1)


def test_a_list_without_cases_says_what_would_be_there(desk: Desk) -> None:
    desk.sign_in("teodor")
    desk.leave()
    desk.sign_in("odile")
    page = desk.show(CasesPage, which="mine")
    desk.until(lambda: page.next.accessibleDescription() == "There is none in this list")
    assert page.next.state == "not-yet"


def test_a_late_case_says_how_late_in_the_tone_that_stops(desk: Desk, english: Language) -> None:
    desk.sign_in("adaeze")
    place, card = here(desk, english), some_card(desk)
    due = desk.clock() - timedelta(days=3)
    assert list_due(place, replace(card, due_at=due, overdue=True, suspended=False)) == ("3 days late", "stop")
    assert late_words(place, due) == "3 days late"
    assert list_due(place, replace(card, suspended=True)) == ("clock stopped", "wait")


def some_card(desk: Desk) -> CaseCard:
    """A card of an open case."""
    assert desk.program is not None
    return cases.worklist(desk.program, which="all")[0]


@pytest.mark.parametrize(
    ("used", "within", "told"),
    [
        (Duration(), Duration(days=1), "0 of 1 working day"),
        (Duration(days=3), Duration(days=7), "3 of 7 working days"),
        (Duration(minutes=4), Duration(minutes=10), "4 of 10 min"),
        (Duration(minutes=25), Duration(minutes=120), "25 min of 2 hours"),
        (Duration(days=12), Duration(months=3), "12 working days of 3 months"),
    ],
)
def test_used_and_allowed_are_told_in_one_unit(
    desk: Desk, english: Language, used: Duration, within: Duration, told: str
) -> None:
    desk.sign_in("adaeze")
    assert used_of(here(desk, english), used, within) == told


def test_the_steps_tell_terms_as_the_definition_has_them_and_lateness_in_words(desk: Desk, english: Language) -> None:
    desk.sign_in("adaeze")
    case, place = first(desk, SEARCH), here(desk, english)
    assert desk.program is not None
    lines = {step.step: step for step in cases.case(desk.program, case_id=case.id).steps}
    assert held(place, lines["sign"]).who.endswith("within 1 day")
    now = replace(lines[SEARCH], used=Duration(days=2), within=Duration(days=2))
    assert held(place, now).how_long == "2 of 2 working days"
    assert held(place, replace(now, late=Duration(days=3))).how_long == "3 working days late"
    assert held(place, replace(now, late=Duration(minutes=40))).how_long == "40 min late"
    assert held(place, replace(now, late=Duration())).how_long == "late today"


def test_slip_and_line_say_alike_how_late_a_step_is(desk: Desk) -> None:
    desk.sign_in("adaeze")
    desk.clock.forward(days=8)
    page, _ = opened(desk, SEARCH)
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert len([words for words in said if words.endswith("6 working days late")]) == 2


def test_answers_stand_as_the_language_writes_them(desk: Desk) -> None:
    desk.sign_in("adaeze")
    page, case = opened(desk, SEARCH)
    assert desk.program is not None
    given = cases.case(desk.program, case_id=case.id).answers
    (born,) = (answer.values[0] for answer in given if answer.kind == "date")
    said = {label.text() for label in page.findChildren(QLabel) if label.isVisible()}
    assert born not in said
    assert desk.language.partial_date(born) in said


def test_a_long_clock_keeps_today_and_the_due_day_in_sight() -> None:
    start = NOON.date()
    cells = [DayCell(start + timedelta(days=number), ("ahead",)) for number in range(90)]
    cells[5], cells[80] = replace(cells[5], states=("used", "today")), replace(cells[80], states=("ahead", "due"))
    shown = shown_cells(cells)
    assert len(shown) == MOST_CELLS
    assert any("today" in cell.states for cell in shown)
    assert "due" in shown[-1].states


def test_the_way_forward_waits_for_the_checklist_and_then_goes_once(desk: Desk) -> None:
    desk.sign_in("adaeze")
    page, case = opened(desk, SEARCH)
    assert page.next.state == "not-yet"
    assert "not ticked" in page.next.accessibleDescription()
    for words in ("Name spelt as on the identity paper", "Number of the entry noted"):
        desk.press(page, words)
    assert page.key_f9()
    page.next.trigger()
    page.key_f9()
    desk.until(lambda: desk.case(case.id).step == "sign")
    assert desk.count(CaseMove, case_id=case.id) == 1


def test_why_an_action_is_not_allowed_stands_beside_it(desk: Desk) -> None:
    desk.sign_in("ilias", "C")
    page, _ = opened(desk, SITE)
    refused = button(page, "Not possible")
    assert not refused.isEnabled()
    assert "Supervisor" in refused.accessibleDescription()
    assert "waits for" in page.next.accessibleDescription()


def test_a_paper_of_the_case_is_noted_as_not_accepted_with_the_reason(desk: Desk) -> None:
    desk.sign_in("ilias", "C")
    page, case = opened(desk, SITE)
    button(page, "Mark Site report").click()
    desk.until(lambda: has_button(page, "Not accepted, why"))
    button(page, "Not accepted, why").click()
    desk.until(lambda: has_button(page, "Note it as not accepted"))
    typed = page.focusWidget()
    assert typed is not None
    QTest.keyClicks(typed, "Not signed")
    button(page, "Note it as not accepted").click()
    desk.until(lambda: desk.count(Evidence, type="site-report", accepted=False, reason="Not signed") == 1)
    desk.until(lambda: "Not accepted: Not signed" in {label.text() for label in page.findChildren(QLabel)})
    desk.until(lambda: has_button(page, "Mark Site report"))
    assert desk.case(case.id).step == SITE


def test_a_note_is_written_on_the_slip_and_kept(desk: Desk) -> None:
    desk.sign_in("adaeze")
    page, case = opened(desk, SEARCH)
    assert page.key_character("n")
    assert page.one is not None
    assert page.one.form is not None
    assert page.next.state == "not-yet"
    typed = page.one.form.note.input()
    assert typed is not None
    QTest.keyClicks(typed, "She wants a phone call")
    assert page.key_go_on()
    desk.until(lambda: desk.count(Event, kind="note-added", subject_id=case.id) == 1)
    desk.until(lambda: page.one is not None and page.one.form is None)


def test_escape_closes_the_form_and_keeps_what_was_typed(desk: Desk) -> None:
    desk.sign_in("adaeze")
    page, _ = opened(desk, SEARCH)
    page.key_character("n")
    assert page.one is not None
    assert page.one.form is not None
    typed = page.one.form.note.input()
    assert typed is not None
    QTest.keyClicks(typed, "half a thou")
    assert page.key_back()
    assert not form_of(page)
    page.key_character("n")
    assert [form.note.text() for form in form_of(page)] == ["half a thou"]


def form_of(page: CasesPage) -> list[DeedForm]:
    """The form that is open, if one is."""
    return [page.one.form] if page.one is not None and page.one.form is not None else []


def asked_to_refuse(desk: Desk) -> tuple[CasesPage, Case, SecondPerson]:
    """A refusal that waits for its second person."""
    desk.sign_in("adaeze")
    page, case = opened(desk, SEARCH)
    row = button(page, "No such entry")
    assert "second person" in row.accessibleDescription()
    row.click()
    assert page.one is not None
    assert page.one.form is not None
    page.one.form.note.set_text("Not in the books of 1950 either")
    page.one.form.note.changed.emit(page.one.form.note.text())
    assert page.key_f9()
    dialog = page.window().findChild(SecondPerson)
    assert dialog is not None
    return page, case, dialog


def confirm(desk: Desk, dialog: SecondPerson, name: str) -> None:
    """Somebody types a name and a password."""
    dialog.name.set_text(name)
    dialog.password.set_text("-")
    dialog.confirm.click()


def test_a_refusal_needs_a_second_person_and_prints_the_reason(desk: Desk) -> None:
    page, case, dialog = asked_to_refuse(desk)
    assert desk.case(case.id).open
    confirm(desk, dialog, "rustem")
    desk.until(lambda: desk.case(case.id).ending == "refused")
    assert desk.count(PrintJob, kind="refusal") == 1
    desk.until(lambda: page.next.accessibleName() == "Back to the worklist")


def test_a_second_person_who_may_not_is_told_so_and_nothing_changes(desk: Desk) -> None:
    _, case, dialog = asked_to_refuse(desk)
    confirm(desk, dialog, "adaeze")
    desk.until(lambda: dialog.password.error() is not None)
    assert desk.case(case.id).open
    dialog.reject()
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_what_is_owed_is_taken_at_the_case_and_the_case_goes_on(desk: Desk) -> None:
    desk.sign_in("adaeze")
    page, case = opened(desk, TO_PAY)
    before = desk.count(Receipt)
    assert page.key_f9()
    desk.until(lambda: has_button(page, "Exact"))
    desk.until(lambda: desk.count(PaymentStart) == 1)
    assert page.key_back()
    desk.until(lambda: desk.count(PaymentEnd, how="abandoned", reason="left-station") == 1)
    assert page.key_f9()
    desk.until(lambda: has_button(page, "Exact"))
    desk.press(page, "Exact")
    assert page.next.accessibleName().startswith("Take €")
    page.key_f9()
    page.key_f9()
    desk.until(lambda: desk.case(case.id).step != TO_PAY)
    assert desk.count(Receipt) == before + 1
    assert (desk.count(PaymentStart), desk.count(PaymentEnd, how="paid")) == (2, 1)
    assert desk.count(Event, kind="command-refused") == 0


def test_who_takes_no_money_is_told_where_it_is_taken(desk: Desk) -> None:
    desk.sign_in("ruta", "C")
    page, _ = opened(desk, TO_PAY)
    assert page.next.state == "not-yet"
    assert "any counter" in page.next.accessibleDescription()


def test_every_letter_presses_one_thing(desk: Desk, english: Language) -> None:
    desk.sign_in("rustem", "C")
    place = here(desk, english)
    assert desk.program is not None
    for case in desk.cases(open=True):
        found = deeds(place, cases.case(desk.program, case_id=case.id))
        letters = [deed.letter for deed in found if deed.letter]
        assert len(letters) == len(set(letters))
        forward = way_forward(found)
        assert forward is None or not forward.danger


def test_everything_that_takes_the_focus_has_a_name(desk: Desk) -> None:
    desk.sign_in("ilias", "C")
    page, _ = opened(desk, SITE)
    assert nameless(page) == []
    page.show_lists()
    desk.until(lambda: page.lists is not None and bool(page.lists.list.rows.rows()))
    assert nameless(page) == []


def test_in_a_narrow_window_the_actions_stand_among_the_papers(desk: Desk) -> None:
    desk.sign_in("adaeze")
    case = first(desk, SEARCH)
    page = desk.show(CasesPage, width=800, case_id=case.id)
    desk.until(lambda: page.one is not None and page.one.sheet is not None and has_button(page, "Worklist"))
    assert button(page, "Add a note").isEnabled()


def test_right_to_left_the_slip_lies_at_the_other_side(desk: Desk) -> None:
    desk.sign_in("adaeze")
    page, _ = opened(desk, SEARCH)
    before = page.next.mapTo(page, page.next.rect().center()).x()
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    desk.until(lambda: page.next.mapTo(page, page.next.rect().center()).x() < page.width() // 2 < before)


def test_what_lies_at_the_counter_is_ready_to_collect_and_waits_for_nobody(desk: Desk, english: Language) -> None:
    desk.sign_in("adaeze")
    case = desk.cases(step_kind="ready-to-collect", open=True)[0]
    assert desk.program is not None
    card = cases.case(desk.program, case_id=case.id).card
    place = here(desk, english)
    assert (where_words(place, card), whose_words(place, card)) == ("Ready to collect", "Ready to collect")
    assert whose_words(place, replace(card, step_kind="to-pay")) == "The citizen"


def to_issue(page: CasesPage) -> int | None:
    """How many outputs the page still asks a number for."""
    return page.one.sheet.outputs_to_issue if page.one is not None and page.one.sheet is not None else None


def numbered(desk: Desk, page: CasesPage, case: Case, pieces: int) -> bool:
    """Whether that many pieces bear a number, and the page knows it."""
    return desk.count(IssuedOutput, case_id=case.id) == pieces and to_issue(page) == case.quantity - pieces


def test_what_is_signed_has_its_number_first_and_the_button_says_so(desk: Desk) -> None:
    program = desk.sign_in("adaeze")
    case = first(desk, SEARCH)
    way = walking.case_proposal(program, case_id=case.id)
    walking.step_on(program, cases.case(program, case_id=case.id), way.steps[0])
    desk.leave()
    desk.sign_in("ruta", "C")
    page = desk.show(CasesPage, case_id=case.id)
    desk.until(lambda: page.one is not None and page.one.sheet is not None and has_button(page, "Worklist"))
    assert page.one is not None
    assert page.next.accessibleDescription().startswith("waits for the number of Certified copy")
    assert page.next.state == "not-yet"
    for position in range(1, case.quantity + 1):
        issue = next(one for one in page.one.outputs.findChildren(Button) if one.words() == "Issue")
        issue.click()
        desk.until(partial(numbered, desk, page, case, position))
    desk.until(lambda: page.next.state == "ready")
    assert page.key_f9()
    desk.until(lambda: desk.case(case.id).step == "ready")


def to_sign(desk: Desk) -> tuple[CasesPage, Case]:
    """A birth certificate that is to be made on a blank, shown to the registrar at the back office."""
    program = desk.sign_in("adaeze")
    case = first(desk, SEARCH)
    way = walking.case_proposal(program, case_id=case.id)
    walking.step_on(program, cases.case(program, case_id=case.id), way.steps[0])
    desk.leave()
    desk.sign_in("ruta", "C")
    page = desk.show(CasesPage, case_id=case.id)
    desk.until(lambda: any(form.serial.isVisible() for form in page.findChildren(OnBlank)))
    return page, case


def on_blank(page: CasesPage) -> OnBlank:
    """The first field for the serial of a blank."""
    return next(form for form in page.findChildren(OnBlank) if form.isVisible())


def last_used(desk: Desk) -> str:
    """The serial of the sheet that was used last."""
    assert desk.program is not None
    with desk.program.database.reading() as work:
        return rows.every(work, BlankUse)[-1].serial


def test_the_next_blank_stands_in_its_field_and_one_key_makes_the_output_on_it(desk: Desk) -> None:
    page, case = to_sign(desk)
    form = on_blank(page)
    serial = form.serial.text()
    assert serial.startswith("CC 1")
    assert not form.reason.isVisible()
    line = form.serial.editor.findChildren(QLineEdit)[0]
    QTest.keyClick(line, Qt.Key.Key_Return)
    desk.until(partial(numbered, desk, page, case, 1))
    assert last_used(desk) == serial


def test_another_blank_asks_why_and_takes_no_answer_for_no(desk: Desk) -> None:
    page, case = to_sign(desk)
    form = on_blank(page)
    form.serial.set_text("CC 100499")
    form.serial.changed.emit("CC 100499")
    assert form.reason.isVisible()
    form.entered.emit()
    assert form.reason.error() == "Write why the next sheet is not taken."
    form.reason.set_text("The sheets before it are damp")
    form.entered.emit()
    desk.until(partial(numbered, desk, page, case, 1))
    assert last_used(desk) == "CC 100499"


def test_what_came_out_wrong_is_written_down_with_its_place_and_made_anew(desk: Desk) -> None:
    page, case = to_sign(desk)
    assert page.one is not None
    next(one for one in page.one.outputs.findChildren(Button) if one.words() == "Issue").click()
    desk.until(partial(numbered, desk, page, case, 1))
    name = "Certified copy, 1 was spoilt" if case.quantity > 1 else "Certified copy was spoilt"
    desk.until(lambda: has_button(page, name))
    button(page, name).click()
    form = next(form for form in page.findChildren(SpoilForm) if form.isVisible())
    button(form, "Write down as spoilt").click()
    assert (form.reason.error(), form.place.error()) == ("Write why.", "Write where.")
    form.reason.set_text("The seal is smudged")
    form.place.set_text("Safe")
    button(form, "Write down as spoilt").click()
    desk.until(lambda: to_issue(page) == case.quantity)
    assert desk.count(BlankSpoilt, place="Safe") == 1
