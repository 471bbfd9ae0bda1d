"""The round of all pages: every page, station and dialog that the usual tour does not come by, each with a picture."""

import re
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from oss_desk.domain.jobs import PrintJob
from oss_desk.operations.cases import cases, worklists
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.sample import walking
from oss_desk.operations.sheets.screening import FACT
from oss_desk.ui.pages.cases.page import CasesPage
from oss_desk.ui.pages.catalogue.check_form import CheckForm, fact_field
from oss_desk.ui.pages.catalogue.graph import Graph
from oss_desk.ui.pages.catalogue.page import CataloguePage
from oss_desk.ui.pages.settings.page import SettingsPage
from oss_desk.ui.tour.answers import Writer
from oss_desk.ui.tour.casework import Casework
from oss_desk.ui.tour.guide import Guide
from oss_desk.ui.tour.hands import Stuck
from oss_desk.ui.tour.round_counter import CounterRound
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.choice import CheckBox
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.panel import ScrollBody
from oss_desk.ui.widgets.rows import ListRow
from oss_desk.ui.widgets.segments import Segments
from oss_desk.workflows import definition
from oss_desk.workflows.rules import JsonValue

Guarded = Callable[[str, Callable[[], object]], bool]
NOTICE = "The passport registry is closed until Thursday. Applications are taken, booklets come later."
MOST_QUESTIONS = 20
FORMS = {"people": "Add somebody", "desks": "Add a desk", "roles": "Add a role"}
"""The forms that open within a part of the settings."""


class Round:
    """Goes round after the usual tour; `jobs` are papers of it, one of each kind. What it is stuck at is told."""

    def __init__(self, guide: Guide, guarded: Guarded, jobs: Mapping[str, PrintJob]) -> None:
        self._guide, self._hands, self._guarded, self._jobs = guide, guide.hands, guarded, jobs
        self._counter = CounterRound(guide)

    def go(self) -> None:
        """All of it, by whoever has the page."""
        self._as("supervisor", self._notices, self._import)
        self._as("clerk", self._looks, *self._counter.parts(), self._search, self._day, self._cases, self._collect)
        self._as("clerk", self._catalogue, self._check, self._papers)
        self._guarded("", self._second_person)
        self._as("administrator", self._settings)

    def _as(self, role: str, *parts: Callable[[], object]) -> None:
        for part in parts:
            self._guarded("", partial(self._part, role, part))

    def _part(self, role: str, part: Callable[[], object]) -> None:
        card = self._guide.whoever(role, "cashier") if role == "clerk" else self._guide.whoever(role)
        if card is None:
            raise Stuck(f"Nobody here is a {role}.")
        self._guide.sign_in(card)
        part()

    def _looks(self) -> None:
        """Help, and the official's menu."""
        guide = self._guide
        guide.page("counter")
        self._hands.key(Qt.Key.Key_F1)
        guide.picture("help", "Every key, those of the page first")
        self._hands.key(Qt.Key.Key_Escape)
        self._hands.press(guide.shell.head.official)
        menu = QApplication.activePopupWidget()
        if menu is None:
            raise Stuck("The official’s menu did not open.")
        guide.picture("menu", "The official’s menu: theme, language, sign out", menu)
        menu.close()

    def _search(self) -> None:
        """What is found, and nothing."""
        box = self._guide.shell.search
        for words, name in (("ta", "search-found"), ("qqqq", "search-nothing")):
            self._hands.key(Qt.Key.Key_F2)
            self._hands.enter(box.edit, words)
            self._guide.picture(name, f"The search box with “{words}”")
            self._hands.key(Qt.Key.Key_Escape)

    def _day(self) -> None:
        page = self._guide.page("day")
        for which in ("left", "held"):
            self._view("What to show", which)
            self._guide.picture(f"today-{which}", f"The page Today: {which}")
            row = next(iter(self._hands.all(ListRow, page)), None)
            if which == "held" and row is not None:
                self._hands.press(row)
                self._guide.picture("today-held-one", "A paper that is held, and how it is given back")

    def _notices(self) -> None:
        """A notice is written, and stands at every desk."""
        page = self._guide.page("day")
        self._view("What to show", "notices")
        self._guide.picture("notices", "The notices, with the form of a new one")
        text = next(field for field in self._hands.all(Field, page) if field.input() is not None)
        self._hands.write(text, NOTICE)
        self._guide.picture("notice-written", "A notice as it will be shown")
        self._guide.go_on()
        self._guide.picture("notice-stands", "The notice stands at every desk")

    def _view(self, name: str, which: str) -> None:
        self._hands.press(self._hands.find(Segments, self._guide.say(name)).button(which))

    def _cases(self) -> None:
        page = self._guide.page("cases")
        self._guide.picture("cases-mine", "The worklist of the official at the desk")
        if isinstance(page, CasesPage) and page.lists is not None:
            self._hands.press(page.lists.list.which.button("all"))
            self._guide.picture("cases-all", "Every case of the office")
        row = next(iter(self._hands.all(ListRow, page)), None)
        if row is None:
            raise Stuck("The worklist is empty.")
        self._hands.press(row)
        self._guide.picture("case", "A case: the due date first, then its way")
        self._below("case", "A case")

    def _collect(self) -> None:
        page = self._guide.page("collect")
        self._guide.picture("collect-list", "What lies ready to be collected")
        row = next(iter(self._hands.all(ListRow, page)), None)
        if row is None:
            raise Stuck("Nothing lies ready.")
        self._hands.press(row)
        self._guide.picture("collect-check", "Who takes it is checked")
        who = next((one for one in self._hands.all(Segments, page) if self._names(one, "Who takes it")), None)
        if who is not None:
            self._hands.press(who.button("other"))
            self._guide.picture("collect-other", "Somebody else takes it")

    def _names(self, part: Segments, words: str) -> bool:
        return part.accessibleName() == self._guide.say(words)

    def _second_person(self) -> None:
        """The dialog of a second person, over a case that one alone may not decide; nobody confirms."""
        program = self._guide.program
        for card in worklists.worklist(program, which="all"):
            sheet = cases.case(program, case_id=card.id)
            action = next((one for one in sheet.actions if "four-eyes" in one.needs), None)
            who = self._guide.whoever(action.role) if action is not None else None
            if action is not None and who is not None:
                self._guide.sign_in(who)
                Casework(self._guide, card.id).show_second(action.id)
                return
        raise Stuck("No case of this office waits for two people.")

    def _catalogue(self) -> None:
        """The sheet as a graph and as a table, to its foot."""
        page = self._page_with_service()
        self._guide.picture("catalogue-sheet", "The sheet of a service in three facts")
        graph = next(iter(self._hands.all(Graph, page)), None)
        if graph is not None:
            self._hands.look_at(graph)
            self._guide.picture("catalogue-graph", "How it goes, as a graph")
        self._view("Show it as", "table")
        self._guide.picture("catalogue-table", "The same as a table")
        self._below("catalogue", "The sheet of a service")
        self._view("Show it as", "graph")

    def _page_with_service(self) -> CataloguePage:
        page = self._guide.page("catalogue")
        if not isinstance(page, CataloguePage):
            raise Stuck("The Catalogue is not shown.")
        row = next(iter(self._hands.all(ListRow, page)), None)
        if row is None:
            raise Stuck("The Catalogue is empty.")
        self._hands.press(row)
        return page

    def _check(self) -> None:
        """Can I do this today, answered to its end."""
        page = self._page_with_service()
        if page.check is None or page.sheet is None:
            raise Stuck("The check is not shown.")
        self._guide.picture("check-begun", "Can I do this today, before the first answer")
        way = walking.service_proposal(self._guide.program, service_version_id=page.sheet.card.id)
        form = page.check.form
        for _ in range(MOST_QUESTIONS):
            key = self._open_question(form)
            if key is None:
                break
            name = key.removeprefix(FACT)
            value: JsonValue = getattr(way.facts, name) if key.startswith(FACT) else way.answers.get(name)
            asked = self._asked(page, form, name)
            Writer(self._hands, page.sheet.service.money).fill(partial(form.question, key), asked, value)
            self._hands.leave()
        self._guide.picture("check-papers", "What has to be with the citizen")
        for box in self._hands.all(CheckBox, form):
            if not box.isChecked():
                self._hands.press(box)
        self._guide.picture("check-answered", "The answer: yes, start, or a slip to take home")

    def _open_question(self, form: CheckForm) -> str | None:
        shown = form.asked_now()
        waiting = form.sheet.open if form.sheet is not None else ()
        return next((key for key in waiting if key in shown), None)

    def _asked(self, page: CataloguePage, form: CheckForm, name: str) -> definition.Field:
        """What the question asks: a field of the service, or a fact about the applicant."""
        questions = form.sheet.questions if form.sheet is not None else ()
        own = next((field for field in questions if field.id == name), None)
        fact = next((fact for fact in form.sheet.facts if fact == name), None) if form.sheet is not None else None
        if own is not None:
            return own
        if fact is None or page.here is None:
            raise Stuck(f"The check does not ask for “{name}”.")
        return fact_field(page.here, fact)

    def _import(self) -> None:
        """A file that changes a service, checked; nothing is published."""
        page = self._page_with_service()
        self._hands.press(self._hands.find(Button, self._guide.say("Take a service over"), page))
        with tempfile.TemporaryDirectory() as folder:
            file = self._changed_definition(Path(folder))
            form = page.taking.form
            if form is None:
                raise Stuck("The form did not open.")
            self._guide.picture("import", "A service is taken over from a file")
            self._hands.write(form.file, str(file))
            self._guide.go_on()
            self._guide.picture("import-difference", "What would change, in plain words")
            self._hands.key(Qt.Key.Key_Escape)

    def _changed_definition(self, folder: Path) -> Path:
        """The file of a service of this office, with another fee and another term."""
        known = {card.service for card in catalogue.catalogue(self._guide.program).services}
        files = sorted((self._guide.program.resources / "services").glob("*.yaml"))
        source = next((file for file in files if file.stem in known), None)
        if source is None:
            raise Stuck("No service of this office came with the program.")
        text = re.sub(r'amount: "\d+\.\d+"', 'amount: "9.50"', source.read_text("utf-8"), count=1)
        changed = folder / source.name
        changed.write_text(re.sub(r"processing_time: \w+", "processing_time: P9D", text, count=1), "utf-8")
        return changed

    def _papers(self) -> None:
        """Each kind of paper in the window."""
        page = self._guide.page("counter")
        for kind, job in self._jobs.items():
            page.goto.emit("paper", {"paper": job})
            self._guide.picture(f"paper-{kind}", f"A paper in the window: {kind}")
            self._hands.key(Qt.Key.Key_Escape)
        self._page_with_service()
        self._hands.key(Qt.Key.Key_F8)
        self._guide.picture("paper-service-sheet", "The sheet of a service as it is printed")
        self._hands.key(Qt.Key.Key_Escape)

    def _settings(self) -> None:
        """Every part of the settings, and the forms within them."""
        page = self._guide.page("settings")
        parts = [str(row.value) for row in self._hands.all(ListRow, page) if isinstance(row.value, str)]
        for part in parts:
            self._guarded("", partial(self._part_of_settings, part))

    def _part_of_settings(self, part: str) -> None:
        page = self._guide.page("settings")
        row = next((row for row in self._hands.all(ListRow, page) if row.value == part), None)
        if row is None or not isinstance(page, SettingsPage):
            raise Stuck(f"The settings have no part {part}.")
        self._hands.press(row)
        page.fold()
        self._guide.picture(f"settings-{part}", f"Settings: {part}")
        self._below(f"settings-{part}", f"Settings: {part}")
        if part in FORMS:
            self._hands.press(self._hands.find(Button, self._guide.say(FORMS[part]), page))
            self._guide.picture(f"settings-{part}-new", f"Settings: {FORMS[part]}")
            self._hands.key(Qt.Key.Key_Escape)

    def _below(self, name: str, shows: str) -> None:
        """The foot of what is longer than the window."""
        page = self._guide.shell.page()
        bars = [area.verticalScrollBar() for area in self._hands.all(ScrollBody, page)]
        long = [bar for bar in bars if bar.maximum() > bar.value()]
        for bar in long:
            bar.setValue(bar.maximum())
        if long:
            self._guide.picture(f"{name}-foot", f"{shows}, its foot")
