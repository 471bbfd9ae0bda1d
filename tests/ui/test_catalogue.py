"""The page Catalogue: found by everyday words, a sheet in three facts, the way as a graph, services taken over."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from oss_desk.domain.calendar import Duration
from oss_desk.domain.catalogue import Publication
from oss_desk.domain.money import Money
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.sample.walking import new_id
from oss_desk.operations.visits import visits
from oss_desk.ui.pages.catalogue.event_tile import EventTile
from oss_desk.ui.pages.catalogue.in_short import fill_in_short
from oss_desk.ui.pages.catalogue.layout import lay_out
from oss_desk.ui.pages.catalogue.page import CataloguePage
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.slip import Slip
from oss_desk.ui.widgets.writing import advance
from oss_desk.workflows.definition import Condition, Service
from oss_desk.workflows.words import condition_words, fee_words, law_words, term_words
from tests.ui.desk import Desk, button, has_button, nameless

SIGN = Path(__file__).parent.parent / "workflows" / "examples" / "shop-sign-permit.yaml"


def opened(desk: Desk, login: str = "adaeze", code: str = "A") -> tuple[CataloguePage, Here]:
    """The page with its first service."""
    desk.sign_in(login, code)
    page = desk.show(CataloguePage)
    desk.until(lambda: page.sheet is not None and has_button(page, "Moving house"))
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
    typed = page.finder.words.input()
    assert typed is not None
    QTest.keyClicks(typed, "birth")
    desk.until(lambda: 0 < len(titles(page)) < 5)
    assert sorted(title.split(",")[0] for title in titles(page))[0] == "Copy of a birth certificate"
    assert page.key_back()
    assert len(titles(page)) > 1


def test_words_that_fit_nothing_say_what_to_try(desk: Desk) -> None:
    page, _ = opened(desk)
    assert page.finder is not None
    page.finder.words.set_text("qqqq")
    page.finder.words.entered.emit()
    assert titles(page) == []
    assert page.finder.first() is None


def test_a_life_event_shows_its_services(desk: Desk) -> None:
    page, _ = opened(desk)
    desk.press(page, "More life events")
    desk.press(page, "Owning a car")
    assert titles(page)
    assert all("birth" not in title for title in titles(page))


@pytest.mark.parametrize("width", [1280, 1024])
def test_the_words_of_life_events_are_never_cut(desk: Desk, width: int) -> None:
    desk.sign_in("adaeze")
    page = desk.show(CataloguePage, width=width)
    desk.until(lambda: page.sheet is not None)
    desk.qtbot.wait(50)
    desk.press(page, "More life events")
    desk.qtbot.wait(50)
    tiles = page.findChildren(EventTile)
    assert any(len(tile.lines(tile.width())) == 3 for tile in tiles)
    for tile in tiles:
        lines = tile.lines(tile.width())
        assert " ".join(lines) == tile.accessibleName()
        assert max(advance(line, "label") for line in lines) <= tile.width() - 12
        assert tile.height() >= tile.heightForWidth(tile.width())


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


def test_in_short_names_the_papers_that_are_brought_and_none_that_the_office_gets(desk: Desk) -> None:
    _, place = opened(desk)
    assert desk.program is not None
    card = next(one for one in catalogue.catalogue(desk.program).services if one.service == "food-stall-permit")
    sheet, slip = catalogue.service(desk.program, service_version_id=card.id), Slip()
    desk.qtbot.addWidget(slip)
    fill_in_short(slip, place, sheet)
    said = [label.text() for label in slip.findChildren(Label)]
    assert any("Extract from the business register" in words for words in said)
    assert not any("Site report" in words for words in said)
    assert f"{place.money(Money(7000, sheet.service.money))} and more" in said


def test_conditions_fees_and_laws_are_told_in_words(desk: Desk) -> None:
    place = opened(desk)[1].language
    copy = service(desk, "birth-certificate-copy")
    told = condition_words(place, copy, Condition.model_validate({"field": "relation", "is": "representative"}))
    assert told == "“You are” is “A representative”"
    both = {"any": [{"fact": "age", "under": 18}, {"fact": "resident", "is": True}]}
    assert condition_words(place, copy, Condition.model_validate(both)) == "the age is under 18 or “lives here” is yes"
    assert fee_words(place, copy, copy.fees[0]).startswith("5.00 for each")
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
    assert page.form is not None
    page.form.file.set_text(str(path))
    page.form.file.changed.emit(str(path))
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


def test_a_wrong_definition_shows_its_mistakes_and_cannot_be_published(desk: Desk, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(SIGN.read_text("utf-8").replace("type: choice, label: Kind", "type: choise, label: Kind"), "utf-8")
    page = checked(desk, wrong)
    assert page.form is not None
    assert page.form.findings is not None
    assert page.form.findings.problems
    assert page.next.state == "not-yet"
    desk.press(page, "Back")
    assert page.form is None


def test_a_file_that_is_not_there_is_told_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    page = checked(desk, tmp_path / "nowhere.yaml")
    assert page.form is not None
    assert page.form.findings is None
    assert button(page, "Back").isEnabled()
