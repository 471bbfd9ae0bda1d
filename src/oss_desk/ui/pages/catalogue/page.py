"""The page Catalogue: find a service, read and print its sheet, check whether it can be done today, start it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt

from oss_desk.domain.papers import Paper
from oss_desk.operations.catalogue import catalogue, screening, service_sheet
from oss_desk.operations.rights import may
from oss_desk.operations.sheets import CatalogueSheet, CheckSheet, ServiceSheet, TodaySheet, VersionCard
from oss_desk.operations.visits import basket, visits
from oss_desk.ui.changes import touches
from oss_desk.ui.page import Column, Context, Room
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.cases.rooms import roomy
from oss_desk.ui.pages.catalogue.check_panel import CheckPanel, version_words
from oss_desk.ui.pages.catalogue.finder_panel import FinderPanel
from oss_desk.ui.pages.catalogue.larger import LargerWay
from oss_desk.ui.pages.catalogue.sheet_panels import FactsPanel, FeesPanel, NeedsPanel, WayPanel
from oss_desk.ui.pages.catalogue.taking_over import TakingOver
from oss_desk.ui.pages.catalogue.versions import VersionsPanel
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import firm
from oss_desk.ui.pages.counter.work import new_id
from oss_desk.ui.print_jobs import PrintJobs
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Label

FIRST, SLIP = 276, 324


class CataloguePage(DeskPage):
    """Finder at the start side, the sheet in the middle, and on the slip the check for today."""

    def __init__(self, context: Context, prints: PrintJobs) -> None:
        super().__init__(context, prints)
        self.finder: FinderPanel | None = None
        self.sheet: ServiceSheet | None = None
        self.check: CheckPanel | None = None
        self.taking = TakingOver(self, lambda: self.middle, self.show_next, self.published)
        self.large: LargerWay | None = None
        self._enlarge = False
        self._chosen: int | None = None
        self._asked_for = False
        self._visit: int | None = None
        self._open_id, self._add_id = new_id(), new_id()
        self.next.triggered.connect(self._go)

    def built(self, here: Here) -> None:
        """Make the parts."""
        self.finder, self.check = FinderPanel(here), CheckPanel(here)
        self.finder.chosen.connect(self._choose)
        self.finder.chosen.connect(lambda _: self.fold())
        self.check.asked.connect(self._ask)
        self.check.printed.connect(self._print)
        self._facts, self._needs = FactsPanel(here), NeedsPanel(here)
        self._way, self._fees = WayPanel(here), FeesPanel(here)
        self._way.larger.connect(self.show_larger)
        self._versions = VersionsPanel(here)
        self._versions.ended.connect(self.taking.end)
        self._versions.withdrawn.connect(self.taking.withdraw)
        self._versions.hide()
        papers = (self._facts, self.check.page, self._needs, self._way, self._fees, self._versions)
        self.middle = roomy(Column(*papers))
        self.set_columns(self.finder, self.middle, widths=(FIRST, None))
        self.set_slip(self.check, SLIP)
        self.check.settle(self.room == "narrow")
        self._show_line(None)

    def opened(self, **arguments: Any) -> None:
        """Show the catalogue; kind and id of something found choose a service."""
        self._asked_for = arguments.get("kind") == "service"
        if self._asked_for:
            self._chosen = arguments.get("id")
        self.show_smaller()
        self._enlarge = bool(arguments.get("larger"))
        self.arrive()
        self.when_ready(self._read)

    def where(self) -> Mapping[str, Any]:
        """The service that is shown, for the window made anew."""
        if self._chosen is None:
            return {}
        return {"kind": "service", "id": self._chosen, "larger": self.large is not None}

    def refresh(self, changes: object) -> None:
        """Read again what is shown, when it may have changed."""
        if self.here is not None and touches(changes, "service-version", "visit", "notice"):
            self._read()

    def room_changed(self, room: Room) -> None:
        """In a narrow window the check stands on the page."""
        super().room_changed(room)
        if self.check is not None:
            self.check.settle(room == "narrow")

    def summary(self) -> str:
        """The service that is shown, for the narrow window."""
        if self.sheet is None or self.here is None:
            return self.context.language.text("Catalogue")
        return self.here.text(self.sheet.card.title)

    def shortcuts(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        say = self.context.language.text
        return [
            ("F3", say("start it, or add it to the basket")),
            ("F8", say("print the sheet, or the answer of the check")),
            ("\u2191 \u2193", say("walk through the services")),
            ("G", say("the graph over the whole page, while nothing is typed; Esc leads back")),
        ]

    def key_f3(self) -> bool:
        """Start the service, or add it to the basket of the open visit; not while its button is put aside."""
        return self.large is None and self._press_next("F3")

    def key_f8(self) -> bool:
        """Print the answer of the check once it has begun, else the sheet of the service."""
        if self.sheet is None or self.check is None:
            return False
        self._print()
        return True

    def key_character(self, character: str) -> bool:
        """G shows the graph over the whole page, and puts it back."""
        if character.lower() != "g" or self.sheet is None or self.taking.form is not None:
            return False
        if self.large is None:
            self.show_larger()
        else:
            self.show_smaller()
        return True

    def key_back(self) -> bool:
        """Put the large graph back, close the form, else show every service again, else go back to the open visit."""
        if self.large is not None:
            self.show_smaller()
            return True
        if self.taking.form is not None:
            self.taking.close()
            return True
        if self.finder is not None and self.finder.clear_words():
            return True
        if self._visit is not None:
            self.goto.emit("counter", {})
        return self._visit is not None

    def show_larger(self) -> None:
        """The graph over the whole page; finder, slip and next action are put aside."""
        if self.here is None or self.sheet is None:
            return
        self.large = LargerWay(self.here, self.sheet)
        self.large.smaller.connect(self.show_smaller)
        self.put_over(self.large)
        self.large.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_smaller(self) -> None:
        """The graph in its paper again."""
        if self.large is None:
            return
        self.large = None
        self.put_over(None)
        self._way.enlarge.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_publish(self) -> bool:
        """Whether the official takes services over and ends them."""
        return self.head is not None and may(self.head.roles, "publish")

    def published(self, version_id: int) -> None:
        """This version is shown from now on."""
        self._chosen = version_id
        self._read()

    def _read(self) -> None:
        self.work.read(self, catalogue.catalogue, self._show_catalogue, what="catalogue")
        if self.may_serve():
            self.work.read(self, visits.today, self._know_visit, what="visit")

    def may_serve(self) -> bool:
        """Whether the official serves citizens."""
        return self.head is not None and may(self.head.roles, "serve")

    def _know_visit(self, today: TodaySheet) -> None:
        self._visit = today.open_visit.id if today.open_visit is not None else None
        self.show_next()

    def _show_catalogue(self, sheet: CatalogueSheet) -> None:
        if self.finder is None:
            return
        self.finder.show_catalogue(sheet, self._chosen)
        self._show_line(sheet)
        chosen = self._chosen or self.finder.first()
        if chosen is not None:
            self._choose(chosen)
        if not self._asked_for:
            self.land(self.finder.start)

    def _show_line(self, sheet: CatalogueSheet | None) -> None:
        if self.here is None:
            return
        say, plural = self.here.language.text, self.here.language.plural
        lead = [firm(Label(say("Catalogue"), "strong"))]
        if sheet is not None:
            services = plural("{n} service", "{n} services", len(sheet.services))
            events = plural("{n} life event", "{n} life events", len(sheet.life_events))
            day = self.here.language.date(self.here.today)
            words = say("{services}, {events}, as in force on {day}", services=services, events=events, day=day)
            lead.append(Label(words, ink="ink3"))
        self.line.set_parts(lead, None, self._buttons())

    def _buttons(self) -> list[Button]:
        if not self.may_publish():
            return []
        say = self.context.language.text
        taking = Button(say("Take a service over"), "download", kind="quiet")
        taking.clicked.connect(self.taking.open)
        return [taking]

    def _choose(self, version_id: int) -> None:
        self._chosen = version_id
        if self.finder is not None:
            self.finder.select(version_id)
        self.work.read(self, catalogue.service, self._show_service, what="service", service_version_id=version_id)

    def _show_service(self, sheet: ServiceSheet) -> None:
        if self.here is None or self.check is None or sheet.card.id != self._chosen:
            return
        other = self.sheet is None or self.sheet.card.id != sheet.card.id
        if other:
            self.show_smaller()
        same, self.sheet = sheet == self.sheet, sheet
        for panel in () if same else (self._facts, self._needs, self._way, self._fees):
            panel.show_service(sheet)
        if other:
            self.check.begin(version_words(self.here, sheet))
            self._open_id, self._add_id = new_id(), new_id()
            self.middle.verticalScrollBar().setValue(0)
        self.retell()
        self._ask()
        self.show_next()
        if self._enlarge:
            self._enlarge = False
            self.show_larger()
        self._versions.setVisible(self.may_publish())
        if self.may_publish():
            name = sheet.card.service
            self.work.read(self, catalogue.service_versions, self._show_versions, what="versions", service=name)

    def _show_versions(self, cards: tuple[VersionCard, ...]) -> None:
        self._versions.show_versions(cards)

    def _ask(self) -> None:
        """Ask the rules where she stands with what was said so far."""
        if self.check is None or self._chosen is None:
            return
        values = self.check.form.values()
        self.work.read(
            self, screening.can_do_today, self._answered, what="check", service_version_id=self._chosen, **values
        )

    def _answered(self, sheet: CheckSheet) -> None:
        if self.check is None or self.sheet is None or sheet.service.id != self.sheet.service.id:
            return
        self.check.show_check(sheet, self.sheet)
        self.show_next()
        if self._asked_for:
            self._asked_for = False
            self.land(self._begin_check)

    def _begin_check(self) -> None:
        """Who looked for this service asks next whether it can be done today."""
        if self.finder is not None and not (self.check is not None and self.check.form.start()):
            self.finder.start()

    def _print(self) -> None:
        if self.check is None or not self.check.form.is_begun():
            self._print_sheet()
        elif self._chosen is not None:
            self._draw(screening.slip_of_check, **self.check.form.values())

    def _print_sheet(self) -> None:
        self._draw(service_sheet.service_sheet)

    def _draw(self, paper: Any, **values: Any) -> None:
        if self.check is None or self._chosen is None:
            return
        program = self.context.program
        asked = {"service_version_id": self._chosen, "language": self.check.language(), **values}

        def show(drawn: Paper) -> None:
            self.prints.show(drawn)

        self.work.long(lambda: paper(program, **asked), show, self.tell)

    def show_next(self) -> None:
        """What happens next: publish, start, or add to the basket."""
        say, checked = self.context.language.text, self.check.form.sheet if self.check is not None else None
        verdict = checked.verdict if checked is not None and self.check and self.check.form.is_begun() else ""
        if self.taking.form is not None:
            self.taking.show_next(self.taking.form)
        elif self.sheet is None:
            self.next.set_not_yet(say("Add to the basket"), say("Choose a service"), "F3")
        elif not self.may_serve():
            self.next.set_not_yet(say("Add to the basket"), say("Clerks start services"), "F3")
        elif verdict == "no":
            self.next.set_not_yet(say("Yes, start"), say("Not possible with these answers"), "F3")
        elif verdict == "yes":
            words = say("into the open visit") if self._visit else say("opens a visit")
            self.next.set_ready(say("Yes, start"), words, "F3", "basket")
        elif self._visit is None:
            self.next.set_not_yet(say("Add to the basket"), say("No visit is open at this desk"), "F3")
        else:
            self.next.set_ready(say("Add to the basket"), "", "F3", "basket")

    def _go(self) -> None:
        if self.taking.form is not None:
            self.taking.go(self.taking.form)
        elif self.check is not None and not self.check.form.is_begun():
            self.goto.emit("counter", {"add": self._chosen})
        elif self._visit is not None:
            self._add(self._visit)
        else:
            self.next.set_working(self.context.language.text("A visit is being opened"))
            self.work.command(
                visits.open_visit, lambda made: self._add(made.id), command_id=self._open_id, failed=self._not_started
            )

    def _add(self, visit_id: int) -> None:
        """The service into the visit, then what was answered into its form, then to the counter."""
        values = {"visit_id": visit_id, "service_version_id": self._chosen}
        self.next.set_working(self.context.language.text("Being started"))
        self.work.command(basket.add_service, self._keep, command_id=self._add_id, failed=self._not_started, **values)

    def _keep(self, request: Any) -> None:
        if self.check is None:
            return
        form, program = self.check.form, self.context.program
        content: dict[str, Any] = {"answers": dict(form.answers), "exemptions": form.exemptions(), "assessed": {}}

        def keep() -> None:
            part = f"line:{request.id}"
            basket.keep_draft(program, visit_id=request.visit_id, part=part, content=content)

        self.work.write(keep, lambda _: self._started(), self._not_started)

    def _started(self) -> None:
        if self.check is not None and self.sheet is not None and self.here is not None:
            self.check.begin(version_words(self.here, self.sheet))
        self._open_id, self._add_id = new_id(), new_id()
        self._ask()
        self.goto.emit("counter", {})

    def _not_started(self, error: BaseException) -> None:
        self.tell(error)
        self.show_next()
