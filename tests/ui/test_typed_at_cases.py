"""What is half typed at a case, a handover or a paper is a draft: the page made anew shows it where it was."""

import pytest

from oss_desk.domain.visits import Draft
from oss_desk.operations.cases import case_drafts, cases
from oss_desk.storage import rows
from oss_desk.ui.pages.cases.case_slip import DeedForm
from oss_desk.ui.pages.cases.page import CasesPage
from oss_desk.ui.pages.collect.page import CollectPage
from oss_desk.ui.pages.counter.paper_question import Question
from oss_desk.ui.widgets.choice import CheckBox
from oss_desk.ui.widgets.field import Field
from tests.ui.desk import Desk
from tests.ui.test_cases import SEARCH, first, opened
from tests.ui.test_collect import ready_case
from tests.ui.test_counter import BIRTH, Counter, shown


def cases_page(desk: Desk, case_id: int) -> CasesPage:
    """The page made anew with a case."""
    page = desk.show(CasesPage, case_id=case_id)
    desk.until(lambda: page.one is not None and page.one.sheet is not None)
    return page


def form(page: CasesPage) -> DeedForm:
    """The form that is open."""
    assert page.one is not None
    assert page.one.form is not None
    return page.one.form


def stored(desk: Desk) -> int:
    """How many drafts of cases are in the database."""
    assert desk.program is not None
    with desk.program.database.reading() as work:
        return sum(draft.part.startswith("case-") for draft in rows.every(work, Draft, order_by=("part",)))


def test_a_note_that_is_half_written_is_there_again_in_its_form(desk: Desk) -> None:
    desk.sign_in("adaeze")
    page, case = opened(desk, SEARCH)
    page.key_character("n")
    note = form(page).note
    note.set_text("She calls ag")
    note.changed.emit("She calls ag")
    page.closed()
    desk.until(lambda: stored(desk) == 1)
    again = cases_page(desk, case.id)
    desk.until(lambda: again.one is not None and again.one.form is not None)
    assert (form(again).deed.verb, form(again).note.text()) == ("add_note", "She calls ag")
    assert again.key_back()
    assert not again.next.isHidden()
    again.key_character("n")
    assert form(again).note.text() == "She calls ag"
    again.key_go_on()
    desk.until(lambda: stored(desk) == 0)


def test_ticks_of_a_step_are_there_again_and_gone_once_the_case_went_on(desk: Desk) -> None:
    desk.sign_in("adaeze")
    page, case = opened(desk, SEARCH)
    assert page.one is not None
    for box in page.one.step.findChildren(CheckBox):
        box.click()
    page.keep_now()
    desk.until(lambda: stored(desk) == 1)
    again = cases_page(desk, case.id)
    assert again.one is not None
    desk.until(lambda: again.next.state == "ready")
    assert all(box.isChecked() for box in again.one.step.findChildren(CheckBox))
    assert again.key_f9()
    desk.until(lambda: desk.case(case.id).step != SEARCH)
    desk.until(lambda: stored(desk) == 0)


def test_what_one_official_typed_at_a_case_is_not_shown_to_another(desk: Desk) -> None:
    program = desk.sign_in("adaeze")
    case = first(desk, SEARCH)
    case_drafts.keep_case_draft(program, case_id=case.id, part="work", content={"note": "mine"})
    assert cases.case(program, case_id=case.id).drafts == {"work": {"note": "mine"}}
    desk.leave()
    other = desk.sign_in("mikael", "B")
    assert cases.case(other, case_id=case.id).drafts == {}


def test_who_takes_it_is_kept_while_somebody_writes_it_down(desk: Desk) -> None:
    desk.sign_in("adaeze")
    case = ready_case(desk)
    page = desk.show(CollectPage, case_id=case.id)
    desk.until(lambda: page.giving is not None and page.giving.sheet is not None)
    assert page.giving is not None
    check = page.giving.check
    desk.press(page, "Somebody else")
    desk.until(lambda: check.kind == "other")
    check.name.set_text("Maria Neighb")
    check.name.changed.emit("Maria Neighb")
    page.closed()
    desk.until(lambda: stored(desk) == 1)
    again = desk.show(CollectPage, case_id=case.id)
    desk.until(lambda: again.giving is not None and again.giving.sheet is not None)
    assert again.giving is not None
    assert (again.giving.check.kind, again.giving.check.name.text()) == ("other", "Maria Neighb")


@pytest.fixture
def counter(desk: Desk) -> Counter:
    """The Counter of desk A, with nobody before it."""
    return Counter(desk)


def noting(counter: Counter) -> Question:
    """The paper that is being written down."""
    row = counter.view.documents.asking()
    assert row is not None
    assert row.question is not None
    return row.question


def test_a_number_typed_before_it_is_noted_is_there_again(counter: Counter) -> None:
    counter.serve()
    counter.find("tamar")
    counter.add(BIRTH)
    counter.go("documents")
    counter.desk.until(lambda: counter.page.key_character("n"))
    counter.desk.until(lambda: counter.view.documents.asking() is not None and not noting(counter).reuses())
    assert counter.page.key_character("1")
    number = next(field for field in noting(counter).findChildren(Field) if field.label.text() == "Number on the paper")
    number.set_text("RV 44")
    number.changed.emit("RV 44")
    counter.page.keep_now()
    counter.desk.until(lambda: "noting" in counter.sheet.drafts.get("papers", ({}, None))[0])
    visit = counter.sheet.visit.id
    counter.page = shown(counter.desk)
    counter.desk.until(lambda: counter.page.view is not None and counter.view.sheet is not None)
    assert counter.sheet.visit.id == visit
    counter.view.go("documents")
    assert noting(counter).is_noting()
    fields = {field.label.text(): field.text() for field in noting(counter).findChildren(Field)}
    assert fields["Number on the paper"] == "RV 44"
