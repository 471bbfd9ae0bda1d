"""The page Catalogue: found by everyday words, a sheet in three facts, the way as a graph, services taken over."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from oss_desk import paths
from oss_desk.domain.calendar import Duration
from oss_desk.domain.catalogue import Publication
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.sample.walking import new_id
from oss_desk.operations.visits import visits
from oss_desk.ui.pages.catalogue.event_tile import EventTile
from oss_desk.ui.pages.catalogue.graph_area import GraphArea
from oss_desk.ui.pages.catalogue.layout import lay_out
from oss_desk.ui.pages.catalogue.page import CataloguePage
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.writing import advance
from oss_desk.workflows.definition import Condition, Service
from oss_desk.workflows.words import condition_words, fee_words, law_words, term_words
from tests.ui.desk import Desk, button, has_button, nameless

SIGN = Path(__file__).parent.parent / "workflows" / "examples" / "shop-sign-permit.yaml"


def opened(desk: Desk, login: str = "adaeze", code: str = "A") -> tuple[CataloguePage, Here]:
    """The page with its first service."""
    desk.sign_in(login, code)
    page = desk.show(CataloguePage)
    desk.until(lambda: page.sheet is not None and page.check is not None and page.check.form.sheet is not None)
    assert page.here is not None
    return page, page.here


def service(desk: Desk, name: str) -> Service:
    """The definition of a service in force."""
    assert desk.program is not None
    card = next(card for card in catalogue.catalogue(desk.program).services if card.service == name)
    return catalogue.service(desk.program, service_version_id=card.id).service


def titles(page: CataloguePage) -> list[str]:
    """The names in the list."""
    return [row.accessibleName() for row in page.finder.rows.rows()] if page.finder is not None else []


def test_a_service_is_found_by_everyday_words(desk: Desk) -> None:
    page, _ = opened(desk)
    assert page.finder is not None
    typed, every = page.finder.words.input(), len(titles(page))
    assert typed is not None
    QTest.keyClicks(typed, "copy of birth certifcate")
    desk.until(lambda: titles(page)[0].startswith("Copy of a birth certificate"))
    assert len(titles(page)) < every
    assert page.key_back()
    assert len(titles(page)) == every


def test_words_that_fit_nothing_say_what_to_try(desk: Desk) -> None:
    page, _ = opened(desk)
    assert page.finder is not None
    page.finder.words.set_text("qqqq")
    page.finder.words.entered.emit()
    assert titles(page) == []
    assert page.finder.first() is None


def test_a_life_event_shows_its_services(desk: Desk) -> None:
    page, _ = opened(desk)
    every = len(titles(page))
    desk.press(page, "Moving house")
    assert 0 < len(titles(page)) < every
    assert any("address" in title for title in titles(page))


@pytest.mark.parametrize("width", [1280, 1024])
def test_the_words_of_life_events_are_never_cut(desk: Desk, width: int) -> None:
    desk.sign_in("adaeze")
    page = desk.show(CataloguePage, width=width)
    desk.until(lambda: page.sheet is not None)
    desk.qtbot.wait(50)
    desk.press(page, "More life events")
    desk.qtbot.wait(50)
    tiles = page.findChildren(EventTile)
    assert tiles
    for tile in tiles:
        lines = tile.lines(tile.width())
        assert lines
        assert len(lines) == 1 or " ".join(lines) == tile.accessibleName()
        assert max(advance(line, "label") for line in lines) <= tile.width() - 12
        assert tile.height() >= tile.heightForWidth(tile.width())


def test_life_events_stand_three_to_a_row_by_short_words_where_all_of_them_have_room(desk: Desk) -> None:
    page, _ = opened(desk)
    assert page.finder is not None
    tiles = page.findChildren(EventTile)
    desk.until(lambda: len({tile.x() for tile in tiles if tile.isVisible()}) == 3)
    assert button(page, "A child is born").toolTip() == "A child is born"
    page.finder.setFixedWidth(200)
    desk.until(lambda: len({tile.x() for tile in tiles if tile.isVisible()}) == 2)


def test_the_sheet_says_cost_time_and_who_decides(desk: Desk) -> None:
    page, _ = opened(desk)
    assert page.sheet is not None
    name = page.sheet.card.title["en"]
    assert page.summary() == name


def test_without_a_visit_nothing_can_be_added(desk: Desk) -> None:
    page, _ = opened(desk)
    assert page.next.state == "not-yet"
    assert not page.key_f3()


def test_with_a_visit_the_service_goes_to_the_counter(desk: Desk) -> None:
    program = desk.sign_in("adaeze")
    visits.open_visit(program, new_id())
    page = desk.show(CataloguePage)
    desk.until(lambda: page.sheet is not None and page.next.state == "ready")
    asked: list[tuple[str, object]] = []
    page.goto.connect(lambda identity, arguments: asked.append((identity, arguments)))
    assert page.key_f3()
    assert page.sheet is not None
    assert asked == [("counter", {"add": page.sheet.card.id})]


def test_what_is_with_her_names_the_papers_that_are_brought_and_none_that_the_office_gets(desk: Desk) -> None:
    page, _ = opened(desk)
    shown(desk, page, "food-stall-permit")
    assert page.check is not None
    checked = page.check.form.sheet
    assert checked is not None
    assert page.sheet is not None
    office = {rule.id for rule in page.sheet.service.evidence if rule.by == "office"}
    assert office
    assert not office & {line.key for line in checked.papers}


def shown(desk: Desk, page: CataloguePage, name: str) -> None:
    """Choose this service and wait for its sheet and its check."""
    assert desk.program is not None
    assert page.check is not None
    form = page.check.form
    card = next(one for one in catalogue.catalogue(desk.program).services if one.service == name)
    page.opened(kind="service", id=card.id)
    desk.until(lambda: page.sheet is not None and page.sheet.card.id == card.id)
    desk.until(lambda: form.sheet is not None and form.sheet.service.id == name)


def say_in_check(desk: Desk, page: CataloguePage, name: str, value: str) -> None:
    """Answer one question of the check and wait for what it changes."""
    assert page.check is not None
    form = page.check.form
    before, field = form.sheet, form.question(name)
    field.set_value(value)
    field.changed.emit()
    desk.until(lambda: form.sheet is not None and form.sheet is not before and name not in form.sheet.open)


def test_the_questions_come_one_by_one_and_end_in_yes(desk: Desk) -> None:
    page, _ = opened(desk)
    shown(desk, page, "birth-certificate-copy")
    assert page.check is not None
    form = page.check.form
    assert form.asked_now() == ("relation",)
    say_in_check(desk, page, "relation", "self")
    assert form.asked_now() == ("relation", "birth_date")
    say_in_check(desk, page, "birth_date", "1989-03-03")
    assert form.sheet is not None
    assert form.sheet.verdict == "missing"
    desk.until(lambda: has_button(page, "Passport"))
    desk.press(page, "Passport")
    desk.until(lambda: form.sheet is not None and form.sheet.verdict == "yes")
    assert page.next.state == "ready"


def test_yes_opens_a_visit_with_the_service_and_the_answers(desk: Desk) -> None:
    page, _ = opened(desk)
    shown(desk, page, "birth-certificate-copy")
    say_in_check(desk, page, "relation", "self")
    say_in_check(desk, page, "birth_date", "1989-03-03")
    desk.until(lambda: has_button(page, "Passport"))
    desk.press(page, "Passport")
    desk.until(lambda: page.next.state == "ready")
    gone: list[str] = []
    page.goto.connect(lambda identity, _: gone.append(identity))
    assert page.key_f3()
    desk.until(lambda: gone == ["counter"])
    assert desk.program is not None
    today = visits.today(desk.program)
    assert today.open_visit is not None
    (line,) = visits.visit(desk.program, visit_id=today.open_visit.id).lines
    answers = {one.field.id: one.answer for one in line.fields}
    assert (answers["relation"], answers["birth_date"]) == ("self", "1989-03-03")


def test_no_says_why_and_cannot_be_started(desk: Desk) -> None:
    page, _ = opened(desk)
    shown(desk, page, "birth-certificate-copy")
    say_in_check(desk, page, "relation", "other")
    say_in_check(desk, page, "birth_date", "1989-03-03")
    assert page.check is not None
    assert page.check.form.sheet is not None
    assert page.check.form.sheet.verdict == "no"
    assert page.next.state == "not-yet"


def test_f8_prints_the_sheet_and_once_the_check_has_begun_its_answer(desk: Desk) -> None:
    page, _ = opened(desk)
    shown(desk, page, "birth-certificate-copy")
    papers: list[str] = []
    page.prints.shown.connect(lambda paper: papers.append(type(paper).__name__))
    assert page.key_f8()
    desk.until(lambda: papers == ["ServiceSheetPaper"])
    say_in_check(desk, page, "relation", "self")
    assert page.key_f8()
    desk.until(lambda: papers == ["ServiceSheetPaper", "MissingSlip"])


def test_another_service_begins_another_check(desk: Desk) -> None:
    page, _ = opened(desk)
    shown(desk, page, "birth-certificate-copy")
    say_in_check(desk, page, "relation", "self")
    shown(desk, page, "food-stall-permit")
    assert page.check is not None
    assert not page.check.form.is_begun()


def test_conditions_fees_and_laws_are_told_in_words(desk: Desk) -> None:
    place = opened(desk)[1].language
    copy = service(desk, "birth-certificate-copy")
    told = condition_words(place, copy, Condition.model_validate({"field": "relation", "is": "representative"}))
    assert told == "“You are” is “A representative”"
    both = {"any": [{"fact": "age", "under": 18}, {"fact": "resident", "is": True}]}
    assert condition_words(place, copy, Condition.model_validate(both)) == "the age is under 18 or “lives here” is yes"
    assert fee_words(place, copy, copy.fees[0]).startswith("5.00 for each")
    birth = service(desk, "birth-registration")
    assert fee_words(place, birth, birth.fees[1]) == "5.00 for each beyond 1: Certificates"
    assert law_words(place, copy, "fees-decree").endswith("§ 3")


def test_terms_are_told_as_people_say_them(desk: Desk) -> None:
    place = opened(desk)[1].language
    assert term_words(place, Duration.parse("P2D"), "working") == "2 working days"
    assert term_words(place, Duration.parse("P6W")) == "6 weeks"
    assert term_words(place, Duration.parse("PT90M")) == "90 min"
    assert term_words(place, Duration.parse("P1Y")) == "1 year"


def test_no_two_steps_of_a_graph_stand_in_one_place(desk: Desk) -> None:
    desk.sign_in("adaeze")
    assert desk.program is not None
    for card in catalogue.catalogue(desk.program).services:
        drawn = lay_out(service(desk, card.service))
        places = [(node.lane, node.column) for node in drawn.nodes.values()]
        assert len(places) == len(set(places))
        assert {edge.start for edge in drawn.edges} | {edge.end for edge in drawn.edges} <= set(drawn.nodes)


def test_the_way_is_also_a_table(desk: Desk) -> None:
    page, _ = opened(desk)
    desk.press(page, "Table")
    desk.press(page, "Graph")
    assert nameless(page) == []


def checked(desk: Desk, path: Path) -> CataloguePage:
    """A supervisor has let a file be checked."""
    page, _ = opened(desk, "rustem", "C")
    desk.press(page, "Take a service over")
    assert page.taking.form is not None
    page.taking.form.file.set_text(str(path))
    page.taking.form.file.changed.emit(str(path))
    assert page.key_go_on()
    desk.until(lambda: page.next.state != "working")
    return page


def test_only_a_supervisor_takes_services_over(desk: Desk) -> None:
    page, _ = opened(desk)
    assert not has_button(page, "Take a service over")


def test_a_service_is_checked_then_published(desk: Desk) -> None:
    page = checked(desk, SIGN)
    before = desk.count(Publication)
    assert page.key_f9()
    desk.until(lambda: desk.count(Publication) == before + 1)
    desk.until(lambda: any("shop sign" in title for title in titles(page)))


def test_a_wrong_definition_shows_its_mistakes_and_is_checked_again_once_it_is_mended(
    desk: Desk, tmp_path: Path
) -> None:
    file, right = tmp_path / "sign.yaml", SIGN.read_text("utf-8")
    file.write_text(right.replace("type: choice, label: Kind", "type: choise, label: Kind"), "utf-8")
    page = checked(desk, file)
    form = page.taking.form
    assert form is not None
    assert form.findings is not None
    assert form.findings.problems
    assert not page.key_f9()
    file.write_text(right, "utf-8")
    form.file.entered.emit()
    desk.until(form.is_usable)
    desk.press(page, "Back")
    assert page.taking.form is None


def test_before_publishing_it_is_said_what_changes(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "copy.yaml"
    text = (paths.resources() / "services" / "birth-certificate-copy.yaml").read_text("utf-8")
    file.write_text(text.replace('amount: "5.00"', 'amount: "6.00"'), "utf-8")
    page = checked(desk, file)
    assert page.taking.form is not None
    said = [label.text() for label in page.taking.form.findChildren(Label)]
    assert any("5.00" in words and "6.00" in words for words in said)


def test_a_supervisor_ends_a_version_and_takes_one_back(desk: Desk) -> None:
    page, _ = opened(desk, "rustem", "C")
    shown(desk, page, "proof-of-residence")
    desk.until(lambda: has_button(page, "End it from a day"))
    before = desk.count(Publication)
    desk.press(page, "End it from a day")
    desk.until(lambda: has_button(page, "End version 1"))
    page._versions.show_versions(page._versions._cards)
    desk.press(page, "End version 1")
    desk.until(lambda: desk.count(Publication, kind="ended") == 1)
    desk.until(lambda: has_button(page, "Take it back") and not has_button(page, "End it from a day"))
    desk.press(page, "Take it back")
    desk.until(lambda: has_button(page, "Take version 1 back"))
    desk.press(page, "Take version 1 back")
    desk.until(lambda: desk.count(Publication) == before + 2)
    desk.until(lambda: not any("Proof of residence" in title for title in titles(page)))


def test_a_clerk_sees_no_versions_to_end(desk: Desk) -> None:
    page, _ = opened(desk)
    assert not has_button(page, "End it from a day")


def test_a_file_that_is_not_there_is_told_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    page = checked(desk, tmp_path / "nowhere.yaml")
    assert page.taking.form is not None
    assert page.taking.form.findings is None
    assert button(page, "Back").isEnabled()


@pytest.mark.parametrize("turned", [False, True])
def test_the_hands_of_the_lanes_stay_in_sight_while_the_graph_is_scrolled(desk: Desk, turned: bool) -> None:
    desk.sign_in("adaeze")
    page = desk.show(CataloguePage)
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft if turned else Qt.LayoutDirection.LeftToRight)
    desk.until(lambda: page.check is not None and page.check.form.sheet is not None)
    shown(desk, page, "food-stall-permit")
    area = page.findChildren(GraphArea)[0]
    desk.until(area.scrolls)
    before = area.lanes.geometry()
    assert not before.intersects(area.viewport().geometry())
    bar = area.horizontalScrollBar()
    bar.setValue(bar.maximum() if bar.value() == bar.minimum() else bar.minimum())
    assert area.lanes.geometry() == before
    assert (before.right() == area.width() - 1) is turned


@pytest.mark.parametrize("name", ["building-permit", "business-registration", "marriage-certificate"])
def test_the_graph_is_shown_over_the_whole_page_and_put_back(desk: Desk, name: str) -> None:
    page, _ = opened(desk)
    shown(desk, page, name)
    desk.press(page, "Larger")
    assert page.finder is not None
    assert page.large is not None
    area = page.large.graph
    desk.until(lambda: page.finder is not None and not page.finder.isVisible() and not area.scrolls())
    assert 0.85 <= area.graph.scale() <= 1.5
    assert not has_button(page, "Larger")
    assert page.where()["larger"]
    assert nameless(page) == []
    assert page.key_back()
    assert page.finder.isVisible()
    assert has_button(page, "Larger")
    assert page.key_character("g")
    desk.press(page, "Smaller")
    assert page.finder.isVisible()


def test_the_sheet_is_printed_by_one_button(desk: Desk) -> None:
    page, _ = opened(desk)
    found = [one.accessibleName() for one in page.findChildren(QAbstractButton) if one.isVisible()]
    assert sum(name.startswith("Print") for name in found) == 1
