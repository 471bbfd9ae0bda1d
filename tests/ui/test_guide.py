"""The keys that the guide names are those of the window, page by page; its pictures are taken out of a tour."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QShortcut

from oss_desk.language import Language
from oss_desk.ui.help_words import control_keys, mark_keys
from oss_desk.ui.keys import KEYS
from oss_desk.ui.page import Page
from oss_desk.ui.pages.cases.deeds import deeds
from oss_desk.ui.pages.cases.page import CasesPage
from oss_desk.ui.pages.catalogue.page import CataloguePage
from oss_desk.ui.pages.collect.page import CollectPage
from oss_desk.ui.pages.counter.page import CounterPage
from oss_desk.ui.pages.counter.parking import ParkBar
from oss_desk.ui.pages.day.page import DayPage
from oss_desk.ui.pages.paper.page import PaperPage
from oss_desk.ui.pages.settings.page import SettingsPage
from tests.ui.desk import Desk
from tools.guide_pictures import shown, write
from tools.pictures import named

ROOT = Path(__file__).parent.parent.parent
GUIDE = sorted((ROOT / "docs" / "guide").glob("*.md"))
BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
KEY = re.compile(r"(F\d+|(Ctrl|Alt)\+\w+|Esc|Del|Tab|Enter|Space|\S)( (F\d+|\S))*")
WRITTEN = {"Ctrl ↵": "Ctrl+Enter", "Ctrl Z": "Ctrl+Z", "Ctrl L": "Ctrl+L", "Alt ↓": "Alt+↓", "↵": "Enter"}
RARE = frozenset({"note", "suspend", "send-back", "extend", "withdraw", "lapse", "opened-in-error"})
OF_PAGES = {
    "03-serving": "counter",
    "04-paying": "counter paper",
    "05-cases": "cases",
    "06-handing-over": "collect",
    "07-today": "day",
    "08-services": "catalogue",
    "09-settings": "settings",
}
"""Which pages of the window the tables of a page of the guide are about."""


def single(keys: Iterable[str]) -> set[str]:
    """Each key alone, as the guide writes it: "↑ ↓" are two."""
    written = list(keys)
    for shown_so, as_written in WRITTEN.items():
        written = [key.replace(shown_so, as_written) for key in written]
    return {one for key in written for one in key.split()}


def in_tables(page: Path) -> set[str]:
    """The keys in the first columns of its tables of keys."""
    rows = [line for line in page.read_text("utf-8").splitlines() if line.startswith("| **")]
    return single(key for row in rows for key in BOLD.findall(row.split("|")[1]))


def everywhere(language: Language) -> set[str]:
    """What every page answers."""
    return single([key.shown for key in KEYS] + [key for key, _ in control_keys(language)])


def make(which: str, desk: Desk) -> Page:
    """This page of the window; of cases with a case open."""
    makers: dict[str, Callable[[], Page]] = {
        "counter": lambda: desk.show(CounterPage),
        "paper": lambda: desk.show(PaperPage),
        "cases": lambda: desk.show(CasesPage, case_id=desk.cases(open=True)[0].id),
        "collect": lambda: desk.show(CollectPage),
        "day": lambda: desk.show(DayPage),
        "catalogue": lambda: desk.show(CataloguePage),
        "settings": lambda: desk.show(partial(SettingsPage, machine=desk.machine())),
    }
    return makers[which]()


def letters(desk: Desk, page: CasesPage) -> set[str]:
    """The letters of what may be done with any case, the clock running and stopped."""
    desk.until(lambda: page.one is not None and page.one.sheet is not None)
    assert page.one is not None
    assert page.one.sheet is not None
    assert page.here is not None
    whole = replace(page.one.sheet, actions=(), may=RARE)
    return {deed.letter for deed in deeds(page.here, whole)}


def own_keys(which: str, desk: Desk, page: Page) -> set[str]:
    """What this page answers beside what every page does."""
    keys = single(key for key, _ in page.shortcuts())
    if which == "counter":
        return keys | single(key for key, _ in mark_keys(desk.language))
    return keys | letters(desk, page) if isinstance(page, CasesPage) else keys


def answers(page: Page, key: str) -> bool:
    """Whether the page has something of its own for one of the window's keys that do nothing elsewhere."""
    method = next((row.method for row in KEYS if row.shown == key.replace("+", " ")), "")
    pressing = ("", "key_f9", "key_go_on")
    return method in pressing or getattr(type(page), method) is not getattr(Page, method)


@pytest.mark.parametrize("name", OF_PAGES)
def test_every_key_in_a_table_of_the_guide_is_one_of_that_page(desk: Desk, name: str) -> None:
    desk.sign_in("samira")
    pages = {which: make(which, desk) for which in OF_PAGES[name].split()}
    told = in_tables(ROOT / "docs" / "guide" / f"{name}.md")
    assert told
    known = set.union(*(own_keys(which, desk, page) for which, page in pages.items()), everywhere(desk.language))
    assert told - known == set()
    assert [key for key in sorted(told) if not any(answers(page, key) for page in pages.values())] == []


def test_every_key_named_in_guide_and_readme_is_one_of_the_window(desk: Desk) -> None:
    desk.sign_in("samira")
    every = everywhere(desk.language)
    counter = make("counter", desk)
    pages = {
        which: counter if which == "counter" else make(which, desk) for which in " ".join(OF_PAGES.values()).split()
    }
    for which, page in pages.items():
        every |= own_keys(which, desk, page)
    cases = pages["cases"]
    assert isinstance(cases, CasesPage)
    assert cases.here is not None
    bar = ParkBar(cases.here, counter)
    every |= {shortcut.key().toString() for shortcut in bar.findChildren(QShortcut)}
    text = "\n".join(page.read_text("utf-8") for page in (ROOT / "README.md", *GUIDE))
    told = single(words for words in BOLD.findall(text) if KEY.fullmatch(words))
    assert {"F9", "Alt+1", "Y", "↑"} <= told
    assert told - every == set()


def test_what_does_not_look_like_a_key_is_none() -> None:
    assert not KEY.fullmatch("Set up this office.")
    assert KEY.fullmatch("Ctrl+Enter")
    assert KEY.fullmatch("A B C")


def picture(file: Path, name: str) -> None:
    """A picture of one colour, called as the tour calls it."""
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(name))
    image.save(str(file))


def test_the_second_picture_of_a_name_is_told_apart_and_other_themes_are_left_out(tmp_path: Path) -> None:
    for file in ("01-pay.png", "02-pay.png", "02-pay.dark.png", "03-receipt.png"):
        picture(tmp_path / file, "white")
    assert named(tmp_path) == {"pay": "01-pay", "pay-2": "02-pay", "receipt": "03-receipt"}


def test_pictures_are_written_by_their_names_in_a_palette_and_others_taken_away(tmp_path: Path) -> None:
    tour, out = tmp_path / "tour", tmp_path / "pictures"
    tour.mkdir()
    out.mkdir()
    picture(tour / "07-pay.png", "teal")
    picture(out / "old.png", "red")
    write({"pay": tour / "07-pay.png"}, out)
    assert [file.name for file in out.iterdir()] == ["pay.png"]
    small = QImage(str(out / "pay.png"))
    assert small.format() == QImage.Format.Format_Indexed8
    assert small.pixelColor(3, 3) == QColor("teal")


def test_the_pictures_wanted_are_those_that_readme_and_docs_show(tmp_path: Path) -> None:
    (tmp_path / "docs" / "guide").mkdir(parents=True)
    (tmp_path / "README.md").write_text("![A](docs/pictures/pay.png) and ![B](https://example.org/b.png)\n", "utf-8")
    (tmp_path / "docs" / "guide" / "01.md").write_text("![C](../pictures/set-up-desks.png)\n", "utf-8")
    assert shown(tmp_path) == {"pay", "set-up-desks"}
