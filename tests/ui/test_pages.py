"""The table of pages: whoever signs in has a page to land on, and it opens without a refusal."""

import pytest

from oss_desk.operations.cases.worklists import Which, worklist
from oss_desk.operations.office.office import head
from oss_desk.operations.sample.sample import OFFICIALS
from oss_desk.operations.sheets import HeadSheet
from oss_desk.operations.visits.day import left_over
from oss_desk.ui.page import Context, PageSpec
from oss_desk.ui.pages import Queues, pages
from oss_desk.ui.printers import Printers
from tests.ui.desk import Desk

AT_THE_COUNTER = ["counter", "cases", "collect", "day", "till", "catalogue", "settings"]
BEHIND_IT = ["cases", "day", "catalogue", "settings"]
OVER_IT = ["cases", "day", "till", "catalogue", "history", "settings"]
SEEN = {
    "adaeze": AT_THE_COUNTER,
    "mikael": AT_THE_COUNTER,
    "ruta": BEHIND_IT,
    "ilias": BEHIND_IT,
    "rustem": OVER_IT,
    "samira": OVER_IT,
    "odile": ["cases", "till", "catalogue", "history", "settings"],
    "teodor": ["catalogue", "history", "settings"],
}


def seen(desk: Desk, sheet: HeadSheet) -> list[PageSpec]:
    """The pages of whoever is signed in."""
    specs = pages(desk.language, Queues(Printers(desk.folder, {})), desk.machine())
    return [spec for spec in specs if spec.roles & sheet.roles]


def test_nobody_of_the_sample_office_was_forgotten() -> None:
    assert {official.login for official in OFFICIALS} == set(SEEN)


@pytest.mark.parametrize("login", SEEN)
def test_everybody_lands_on_a_page_that_she_may_read(desk: Desk, login: str) -> None:
    program = desk.sign_in(login, "A" if "counter" in SEEN[login] else "C")
    assert desk.tasks is not None
    specs = seen(desk, head(program))
    told: list[str] = []
    for spec in specs:
        page = spec.make(Context(program, desk.tasks, desk.language, str))
        page.said.connect(lambda title, text, tone: told.append(title) if tone == "stop" else None)
        desk.qtbot.addWidget(page)
        page.opened()
    desk.until(lambda: desk.tasks is not None and desk.tasks.pending() == 0)
    assert [spec.id for spec in specs if spec.on_rail] == SEEN[login]
    assert told == []


@pytest.mark.parametrize("login", SEEN)
def test_the_badges_count_what_the_pages_list(desk: Desk, login: str) -> None:
    program = desk.sign_in(login, "A" if "counter" in SEEN[login] else "C")
    badges = {spec.id: spec.badge(program) for spec in seen(desk, head(program)) if spec.badge is not None}
    lists: dict[str, Which] = {"cases": "mine", "collect": "ready"}
    listed = {page: len(worklist(program, which=lists[page])) for page in badges if page in lists}
    assert badges == {**listed, **({"day": left_over(program)} if "day" in badges else {})}
