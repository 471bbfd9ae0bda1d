"""Taking a service over, ending a version, taking one back: what a supervisor does on the page Catalogue."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.catalogue.catalogue import Findings
from oss_desk.ui.page import Column
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.catalogue.import_form import ImportForm, read_definition
from oss_desk.ui.pages.counter.work import new_id


class TakingOver(QObject):
    """The form while it is open, and the commands of those who publish."""

    def __init__(
        self, page: DeskPage, column: Callable[[], Column], told: Callable[[], None], published: Callable[[int], None]
    ) -> None:
        super().__init__(page)
        self._page, self._column, self._told, self._shows = page, column, told, published
        self.form: ImportForm | None = None
        self._import_id, self._publish_id = new_id(), new_id()

    def open(self) -> None:
        """Show the form above the sheet."""
        page = self._page
        if page.here is None or self.form is not None:
            return
        self.form = ImportForm(page.here)
        self._import_id, self._publish_id = new_id(), new_id()
        self.form.changed.connect(self._told)
        self.form.again.connect(self._again)
        self.form.cancel.clicked.connect(self.close)
        self._column().papers.insertWidget(0, self.form)
        self._column().verticalScrollBar().setValue(0)
        self._told()
        self.form.start()

    def close(self) -> None:
        """Take the form away."""
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        self.form = None
        self._told()

    def show_next(self, form: ImportForm) -> None:
        """Check the file, check it again once it was mended, or publish."""
        say, button = self._page.context.language.text, self._page.next
        if not form.path():
            button.set_not_yet(say("Check the file"), say("No file is named yet"), "Ctrl \u21b5")
        elif form.findings is None:
            button.set_ready(say("Check the file"), "", "Ctrl \u21b5", "search")
        elif form.is_usable():
            button.set_ready(say("Publish"), form.from_words(), "F9", "check")
        else:
            button.set_ready(say("Check it again"), say("once the file is mended"), "Ctrl \u21b5", "refresh")

    def go(self, form: ImportForm) -> None:
        """The next action was pressed."""
        if form.findings is not None and form.is_usable():
            self._import(form)
        else:
            self._check(form)

    def end(self, version_id: int, from_at: datetime) -> None:
        """End a version from a moment on."""
        say = self._page.context.language.text
        told = say("The version ends."), say("Running cases go on as they began.")
        values: dict[str, Any] = {"service_version_id": version_id, "from_at": from_at}
        self._page.work.command(catalogue.end_service, lambda _: self._page.say(*told), command_id=new_id(), **values)

    def withdraw(self, version_id: int) -> None:
        """Take a version back."""
        say = self._page.context.language.text
        told = say("The version is taken back."), say("Running cases stay on it.")
        values: dict[str, Any] = {"service_version_id": version_id}
        self._page.work.command(
            catalogue.withdraw_service, lambda _: self._page.say(*told), command_id=new_id(), **values
        )

    def _again(self) -> None:
        if self.form is not None and self.form.path():
            self._check(self.form)

    def _check(self, form: ImportForm) -> None:
        page, path = self._page, Path(form.path())
        program = page.context.program

        def check() -> tuple[str, Findings]:
            text = read_definition(path)
            return text, catalogue.check_service(program, text=text, name=path.name)

        def done(found: tuple[str, Findings]) -> None:
            form.show_findings(*found)
            self._import_id, self._publish_id = new_id(), new_id()
            self._told()

        def failed(error: BaseException) -> None:
            form.show_unreadable(page.context.sentence(error))
            self._told()

        page.next.set_working(page.context.language.text("Being checked"))
        page.work.long(check, done, failed)

    def _import(self, form: ImportForm) -> None:
        page, values = self._page, {"text": form.text, "name": Path(form.path()).name}
        if not form.is_day_right():
            self._told()
            return
        page.next.set_working(page.context.language.text("Being published"))
        then: Any = self._publish
        page.work.command(catalogue.import_service, then, command_id=self._import_id, failed=self._failed, **values)

    def _publish(self, version: Any) -> None:
        from_at = self.form.from_at() if self.form is not None else None
        self._page.work.command(
            catalogue.publish,
            lambda _: self._published(version.id, from_at),
            command_id=self._publish_id,
            failed=self._failed,
            service_version_id=version.id,
            from_at=from_at,
        )

    def _published(self, version_id: int, from_at: datetime | None) -> None:
        self.close()
        page, say = self._page, self._page.context.language.text
        if from_at is None:
            self._shows(version_id)
            page.say(say("The service is in force from now on."), say("Running cases stay on their version."))
        elif page.here is not None:
            day = page.here.language.date(from_at.astimezone(page.here.zone).date())
            page.say(say("The service comes into force on {day}.", day=day), say("Until then nothing changes."))

    def _failed(self, error: BaseException) -> None:
        self._page.tell(error)
        self._told()
