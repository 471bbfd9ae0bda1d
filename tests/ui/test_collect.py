"""The page Collect: what is ready, the check of who takes it, a supervisor's word, money first, and the note."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from oss_desk.domain.cases import Case, Evidence, Handover
from oss_desk.domain.jobs import PrintJob
from oss_desk.operations.people import people
from oss_desk.ui.pages.collect.check import kinds
from oss_desk.ui.pages.collect.giving import Giving
from oss_desk.ui.pages.collect.page import CollectPage
from oss_desk.ui.pages.collect.ready_list import fits
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.second_person import SecondPerson
from tests.ui.desk import NOON, Desk, button, has_button, nameless

REST = (None, None, None, NOON, 1)


def ready_case(desk: Desk) -> Case:
    """A case whose output waits for its collector."""
    return desk.cases(step_kind="ready-to-collect", open=True)[0]


def opened(desk: Desk, width: int = 1280) -> tuple[CollectPage, Giving, Case]:
    """The page with a case that is ready."""
    desk.sign_in("adaeze")
    case = ready_case(desk)
    page = desk.show(CollectPage, width=width, case_id=case.id)
    desk.until(lambda: page.giving is not None and page.giving.sheet is not None and has_button(page, "Open the case"))
    assert page.giving is not None
    return page, page.giving, case


def show_card(giving: Giving) -> None:
    """A document that is not on record is shown."""
    giving.check.type.set_text(giving.check.types()[0][0])
    giving.check.number.set_text("4417 082")
    giving.check.number.changed.emit("4417 082")


def test_what_is_ready_stands_in_the_list_with_its_number(desk: Desk) -> None:
    page, giving, case = opened(desk)
    desk.until(lambda: bool(giving.list.rows.rows()))
    names = [row.accessibleName() for row in giving.list.rows.rows()]
    assert any(case.number in name and "ready for" in name for name in names)
    assert page.next.state == "not-yet"


def test_nothing_ready_says_what_to_do(desk: Desk) -> None:
    _, giving, _ = opened(desk)
    giving.list.show_cards((), None)
    empty = [part for part in giving.list.findChildren(QWidget) if part.accessibleName().startswith("Nothing to coll")]
    assert empty


def test_the_applicant_takes_it_with_a_document_and_the_case_closes_once(desk: Desk) -> None:
    page, giving, case = opened(desk)
    assert "No document" in page.next.accessibleDescription()
    printed = desk.count(PrintJob, kind="handover")
    show_card(giving)
    assert page.next.state == "ready"
    assert page.key_f9()
    page.key_f9()
    desk.until(lambda: desk.case(case.id).ending == "handed-over")
    assert desk.count(Handover, case_id=case.id) == 1
    assert desk.count(PrintJob, kind="handover") == printed + 1
    desk.until(lambda: giving.sheet is None)


def test_somebody_else_takes_it_on_a_supervisors_word_only(desk: Desk) -> None:
    page, giving, case = opened(desk)
    desk.press(page, "Somebody else")
    desk.until(lambda: giving.check.kind == "other")
    giving.check.name.set_text("Maria Neighbour")
    show_card(giving)
    assert "reason" in page.next.accessibleDescription()
    giving.check.reason.set_text("A letter of authority was shown")
    giving.check.reason.changed.emit("")
    page.key_f9()
    dialog = page.window().findChild(SecondPerson)
    assert dialog is not None
    assert desk.case(case.id).open
    dialog.name.set_text("samira")
    dialog.password.set_text("-")
    dialog.confirm.click()
    desk.until(lambda: desk.case(case.id).ending == "handed-over")


def test_somebody_else_with_a_power_of_attorney_needs_no_supervisor(desk: Desk) -> None:
    page, giving, case = opened(desk)
    desk.press(page, "Somebody else")
    desk.until(lambda: giving.check.kind == "other")
    giving.check.name.set_text("Maria Neighbour")
    show_card(giving)
    assert giving.check.checked().overridden
    giving.check.mandate.set_text("power-of-attorney")
    giving.check.mandate.changed.emit("power-of-attorney")
    assert page.next.state == "ready"
    assert page.key_f9()
    desk.until(lambda: desk.case(case.id).ending == "handed-over")
    assert desk.count(Handover, case_id=case.id, overridden_by_id=None) == 1


def test_without_a_document_a_reason_is_asked_for(desk: Desk) -> None:
    page, giving, _ = opened(desk)
    desk.press(page, "No document can be shown")
    assert giving.check.checked().overridden
    assert "reason" in page.next.accessibleDescription()


def test_escape_lets_the_case_go(desk: Desk) -> None:
    page, giving, _ = opened(desk)
    assert page.key_back()
    assert giving.sheet is None
    assert page.next.accessibleDescription() == "Choose what is collected"


def test_an_organisation_takes_nothing_itself(desk: Desk) -> None:
    _, giving, _ = opened(desk)
    assert giving.sheet is not None
    assert kinds(giving.sheet)[-1] == "other"
    person = giving.sheet.applicant.person.kind
    assert ("applicant" in kinds(giving.sheet)) == (person == "citizen")


def test_words_and_numbers_narrow_the_list(desk: Desk) -> None:
    _, giving, case = opened(desk)
    assert giving.sheet is not None
    card = giving.sheet.card
    assert fits(card, case.number.lower())
    assert fits(card, card.applicant.split()[0].lower())
    assert not fits(card, "zzz")


def test_everything_that_takes_the_focus_has_a_name(desk: Desk) -> None:
    page, _, _ = opened(desk)
    assert nameless(page) == []


def test_in_a_narrow_window_the_check_stays_reachable(desk: Desk) -> None:
    page, _, _ = opened(desk, width=1024)
    assert button(page, "Somebody else").isEnabled()


def test_only_papers_that_say_who_somebody_is_can_be_chosen_passport_and_card_first(desk: Desk) -> None:
    _, giving, _ = opened(desk)
    offered = [code for code, _ in giving.check.types()]
    assert set(offered[:2]) == {"passport", "national-id-card"}
    assert set(offered[2:]) == {"driving-licence", "residence-permit"}


def test_a_document_seen_at_the_counter_is_offered_with_its_number(desk: Desk) -> None:
    _, giving, _ = opened(desk)
    sheet = giving.sheet
    assert sheet is not None
    assert desk.program is not None
    person = people.person(desk.program, kind=sheet.applicant.person.kind, id=sheet.applicant.person.id, reason="check")
    seen = Evidence(1, 1, "driving-licence", person.person.id, None, "original-seen", True, "", "", "DL 77/1", *REST)
    other = replace(seen, type="liability-insurance", number="LI 1")
    giving.check.show_case(
        replace(sheet, case=replace(sheet.case, id=0), applicant=replace(person, on_file=(other, seen)))
    )
    number = len(person.documents[:2]) + 1
    assert giving.check.key(str(number))
    assert giving.check.checked().document_number == "DL 77/1"


def test_after_a_handover_out_of_a_visit_the_visit_is_shown_again(desk: Desk) -> None:
    desk.sign_in("adaeze")
    case = ready_case(desk)
    page = desk.show(CollectPage, case_id=case.id, back="counter")
    desk.until(lambda: page.giving is not None and page.giving.sheet is not None)
    assert page.giving is not None
    told = list[str]()
    page.goto.connect(lambda identity, _: told.append(identity))
    page.said.connect(lambda title, *_: told.append(title))
    show_card(page.giving)
    assert page.key_f9()
    desk.until(lambda: len(told) == 2)
    assert told[0] == "counter"
    assert told[1].startswith(case.number)


def test_what_was_said_of_the_last_one_goes_when_the_next_is_chosen(desk: Desk) -> None:
    page, giving, case = opened(desk)
    told = list[str]()
    page.said.connect(lambda title, *_: told.append(title))
    giving.chosen.emit(case.id)
    assert told == []
    page.key_back()
    giving.chosen.emit(case.id)
    assert told == [""]


def test_in_a_sample_office_a_supervisor_is_chosen_by_a_press(desk: Desk) -> None:
    page, giving, case = opened(desk)
    desk.press(page, "Somebody else")
    desk.until(lambda: giving.check.kind == "other")
    giving.check.name.set_text("Maria Neighbour")
    show_card(giving)
    giving.check.reason.set_text("A letter of authority was shown")
    giving.check.reason.changed.emit("")
    page.key_f9()
    dialog = page.window().findChild(SecondPerson)
    assert dialog is not None
    assert any("no password" in label.text() for label in dialog.findChildren(Label))
    assert dialog.people
    dialog.people[0].click()
    desk.until(lambda: desk.case(case.id).ending == "handed-over")


def test_what_was_made_ready_this_minute_is_not_called_old(desk: Desk) -> None:
    _, giving, _ = opened(desk)
    assert giving.sheet is not None
    now = giving._here.clock()
    fresh = replace(giving.sheet, card=replace(giving.sheet.card, since=now))
    facts = giving._facts(fresh)
    assert not any("0 min" in label.text() for label in facts.findChildren(Label))
