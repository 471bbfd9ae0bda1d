"""The page Catalogue: find a service, read its sheet, put it into the basket; a supervisor takes new ones over."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.catalogue.catalogue import Findings
from oss_desk.operations.rights import may
from oss_desk.operations.sheets import CatalogueSheet, ServiceSheet, TodaySheet
from oss_desk.operations.visits import visits
from oss_desk.ui.changes import touches
from oss_desk.ui.page import Column, Context
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.cases.rooms import roomy
from oss_desk.ui.pages.catalogue.finder_panel import FinderPanel
from oss_desk.ui.pages.catalogue.import_form import ImportForm, read_definition
from oss_desk.ui.pages.catalogue.in_short import fill_in_short
from oss_desk.ui.pages.catalogue.sheet_panels import FactsPanel, FeesPanel, NeedsPanel, WayPanel
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.work import new_id
from oss_desk.ui.print_jobs import PrintJobs
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.slip import Slip

FIRST, SLIP = 276, 312


class CataloguePage(DeskPage):
    """Finder at the start side, the sheet in the middle, and on the slip the service in short."""

    def __init__(self, context: Context, prints: PrintJobs) -> None:
        super().__init__(context, prints)
        self.finder: FinderPanel | None = None
        self.sheet: ServiceSheet | None = None
        self.form: ImportForm | None = None
        self._chosen: int | None = None
        self._visit_open = False
        self._import_id, self._publish_id = new_id(), new_id()
        self.next.triggered.connect(self._go)

    def built(self, here: Here) -> None:
        """Make the parts."""
        self.finder = FinderPanel(here)
        self.finder.chosen.connect(self._choose)
        self.finder.chosen.connect(lambda _: self.fold())
        self._facts, self._needs = FactsPanel(here), NeedsPanel(here)
        self._way, self._fees = WayPanel(here), FeesPanel(here)
        self._slip = Slip()
        self._middle = roomy(Column(self._facts, self._needs, self._way, self._fees))
        self.set_columns(self.finder, self._middle, widths=(FIRST, None))
        self.set_slip(self._slip, SLIP)
        self._show_line(None)

    def opened(self, **arguments: Any) -> None:
        """Show the catalogue; kind and id of something found choose a service."""
        if arguments.get("kind") == "service":
            self._chosen = arguments.get("id")
        self.arrive()
        self.when_ready(self._read)

    def where(self) -> Mapping[str, Any]:
        """The service that is shown, for the window made anew."""
        return {"kind": "service", "id": self._chosen} if self._chosen is not None else {}

    def refresh(self, changes: object) -> None:
        """Read again what is shown, when it may have changed."""
        if self.here is not None and touches(changes, "service-version", "visit"):
            self._read()

    def summary(self) -> str:
        """The service that is shown, for the narrow window."""
        if self.sheet is None or self.here is None:
            return self.context.language.text("Catalogue")
        return self.here.text(self.sheet.card.title)

    def shortcuts(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        say = self.context.language.text
        return [("F3", say("add to the basket")), ("↑ ↓", say("walk through the services"))]

    def key_f3(self) -> bool:
        """Add the service to the basket of the open visit."""
        return self._press_next("F3")

    def key_back(self) -> bool:
        """Close the form, else show every service again."""
        if self.form is not None:
            self._close_form()
            return True
        return self.finder is not None and self.finder.clear_words()

    def _read(self) -> None:
        self.work.read(self, catalogue.catalogue, self._show_catalogue, what="catalogue")
        if self.head is not None and may(self.head.roles, "serve"):
            self.work.read(self, visits.today, self._know_visit, what="visit")

    def _know_visit(self, today: TodaySheet) -> None:
        self._visit_open = today.open_visit is not None
        self._show_next()

    def _show_catalogue(self, sheet: CatalogueSheet) -> None:
        if self.finder is None:
            return
        self.finder.show_catalogue(sheet, self._chosen)
        self._show_line(sheet)
        chosen = self._chosen or self.finder.first()
        if chosen is not None:
            self._choose(chosen)
        self.land(self.finder.start)

    def _show_line(self, sheet: CatalogueSheet | None) -> None:
        if self.here is None:
            return
        say, plural = self.here.language.text, self.here.language.plural
        lead = [Label(say("Catalogue"), "strong")]
        if sheet is not None:
            services = plural("{n} service", "{n} services", len(sheet.services))
            events = plural("{n} life event", "{n} life events", len(sheet.life_events))
            day = self.here.language.date(self.here.today)
            words = say("{services}, {events}, as in force on {day}", services=services, events=events, day=day)
            lead.append(Label(words, ink="ink3"))
        self.line.set_parts(lead, None, [self._import_button()] if self._may_publish() else [])

    def _import_button(self) -> Button:
        button = Button(self.context.language.text("Take a service over"), "download", kind="quiet")
        button.clicked.connect(self._open_form)
        return button

    def _may_publish(self) -> bool:
        return self.head is not None and may(self.head.roles, "publish")

    def _choose(self, version_id: int) -> None:
        self._chosen = version_id
        if self.finder is not None:
            self.finder.select(version_id)
        self.work.read(self, catalogue.service, self._show_service, what="service", service_version_id=version_id)

    def _show_service(self, sheet: ServiceSheet) -> None:
        if self.here is None or sheet.card.id != self._chosen:
            return
        self.sheet = sheet
        for panel in (self._facts, self._needs, self._way, self._fees):
            panel.show_service(sheet)
        fill_in_short(self._slip, self.here, sheet)
        self._show_next()

    def _show_next(self) -> None:
        say = self.context.language.text
        if self.form is not None:
            self._show_form_next(self.form)
        elif self.sheet is None:
            self.next.set_not_yet(say("Add to the basket"), say("Choose a service"), "F3")
        elif not self._visit_open:
            self.next.set_not_yet(say("Add to the basket"), say("No visit is open at this desk"), "F3")
        else:
            self.next.set_ready(say("Add to the basket"), "", "F3", "basket")

    def _show_form_next(self, form: ImportForm) -> None:
        say = self.context.language.text
        if form.findings is None:
            words = say("Check the file")
            self.next.set_ready(words, "", "Ctrl ↵", "search") if form.path() else self.next.set_not_yet(
                words, say("No file is named yet"), "Ctrl ↵"
            )
        elif form.is_usable():
            self.next.set_ready(say("Publish"), say("in force from now on"), "F9", "check")
        else:
            self.next.set_not_yet(say("Publish"), say("The file has to be mended first"), "F9")

    def _go(self) -> None:
        if self.form is None:
            self.goto.emit("counter", {"add": self._chosen})
        elif self.form.findings is None:
            self._check(self.form)
        else:
            self._import(self.form)

    def _open_form(self) -> None:
        if self.here is None or self.form is not None:
            return
        self.form = ImportForm(self.here)
        self._import_id, self._publish_id = new_id(), new_id()
        self.form.changed.connect(self._show_next)
        self.form.cancel.clicked.connect(self._close_form)
        self._middle.papers.insertWidget(0, self.form)
        self._middle.verticalScrollBar().setValue(0)
        self._show_next()
        self.form.start()

    def _close_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        self.form = None
        self._show_next()

    def _check(self, form: ImportForm) -> None:
        path, program = Path(form.path()), self.context.program

        def check() -> tuple[str, Findings]:
            text = read_definition(path)
            return text, catalogue.check_service(program, text=text, name=path.name)

        def done(found: tuple[str, Findings]) -> None:
            form.show_findings(*found)
            self._show_next()

        def failed(error: BaseException) -> None:
            form.show_unreadable(self.context.sentence(error))
            self._show_next()

        self.next.set_working(self.context.language.text("Being checked"))
        self.work.long(check, done, failed)

    def _import(self, form: ImportForm) -> None:
        self.next.set_working(self.context.language.text("Being published"))
        values: dict[str, Any] = {"text": form.text, "name": Path(form.path()).name}
        self.work.command(
            catalogue.import_service, self._publish, command_id=self._import_id, failed=self._failed, **values
        )

    def _publish(self, version: Any) -> None:
        self.work.command(
            catalogue.publish,
            lambda _: self._published(version.id),
            command_id=self._publish_id,
            failed=self._failed,
            service_version_id=version.id,
        )

    def _published(self, version_id: int) -> None:
        self._chosen = version_id
        self._close_form()
        say = self.context.language.text
        self.say(say("The service is in force from now on."), say("Running cases stay on their version."))

    def _failed(self, error: BaseException) -> None:
        self.tell(error)
        self._show_next()
