"""Printer and paper for each kind of paper on this machine, at once or shown first."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from oss_desk.domain.messages import Refused
from oss_desk.settings import KINDS_OF_PAPER, KINDS_ON_A_ROLL, PAPER_SIZES, ROLLS, Printer
from oss_desk.ui.pages.settings.form import Form
from oss_desk.ui.pages.settings.section import Room, Section, pair, stacked
from oss_desk.ui.pages.settings.words import paper_kind, paper_size
from oss_desk.ui.printers import SystemPrinter, system_printers
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.fit import show_if
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.panel import Divider, Panel

NONE, USUAL = "-", Printer()


class PrintingSection(Section):
    """One block for each kind of paper: printer, paper, and whether it is shown first."""

    office: ClassVar[bool] = False

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        say = self.language.text
        words = say("Without a printer a paper is kept as a file in the folder of papers and shown.")
        self._panel = Panel(say("Printers and paper"), words, ruled=True)
        self._panel.body.setSpacing(12)
        self.put_up(self._panel)
        self._build(())
        room.work.long(system_printers, self._know_printers, self.failed.emit)

    def words(self) -> tuple[str, str]:
        """What is kept."""
        return self.language.text("Save printers and paper"), ""

    def save(self) -> None:
        """Keep it in the settings file; it counts for the next paper."""
        try:
            self.room.machine.keep(printers=self._values())
        except Refused as error:
            self.not_kept(error)
            return
        self.form.accept()
        self.kept.emit(self.language.text("The printers are kept. They count from the next paper on."))
        self.changed.emit()

    def _know_printers(self, found: Sequence[SystemPrinter]) -> None:
        if not found:
            return
        typed = self.form.typed()
        self._build(tuple(found))
        self.form.retype(typed)
        self.changed.emit()

    def _build(self, found: tuple[SystemPrinter, ...]) -> None:
        """The blocks, with the printers of this system and those that the settings name."""
        self._panel.clear()
        fields: dict[str, Field] = {}
        for number, kind in enumerate(KINDS_OF_PAPER):
            if number:
                self._panel.add(Divider())
            block = self._block(kind, found)
            title = Label(paper_kind(self.language, kind), "strong", wrap=True)
            first = pair(block["printer"], block["paper"])
            self._panel.add(stacked((title, first, block["silent"]), 8))
            fields |= {f"{kind}.{name}": field for name, field in block.items()}
        self.form = Form(self.language, fields, self.changed.emit)
        self.form.show(self._kept())

    def _block(self, kind: str, found: tuple[SystemPrinter, ...]) -> dict[str, Field]:
        say = self.language.text
        named = self.room.machine.settings.printers.get(kind)
        known = {printer.name: self._called(printer) for printer in found}
        if named is not None and named.name:
            known.setdefault(named.name, say("{printer}, not found now", printer=named.name))
        printers = [(NONE, say("None: keep it as a file")), *known.items()]
        sizes = [size for size in PAPER_SIZES if kind in KINDS_ON_A_ROLL or size not in ROLLS]
        how = (("yes", say("Print at once")), ("no", say("Show it first")))
        block = {
            "printer": Field(say("Printer"), "choice", choices=printers),
            "paper": Field(say("Paper"), "choice", choices=[(size, paper_size(self.language, size)) for size in sizes]),
            "silent": Field("", "yes-no", choices=how),
        }
        self._name(kind, block)
        block["printer"].changed.connect(lambda value, kind=kind: self._chosen(kind, value))
        return block

    def _called(self, printer: SystemPrinter) -> str:
        """What the system calls it, and whether it would print now."""
        say = self.language.text
        return printer.title if printer.ready else say("{printer}, stopped", printer=printer.title)

    def _name(self, kind: str, block: Mapping[str, Field]) -> None:
        """Which kind of paper each field is about, for who hears it instead of seeing it."""
        words = paper_kind(self.language, kind)
        for field in block.values():
            label = field.label.text()
            field.editor.setAccessibleName(self.language.listed((words, label)))

    def _chosen(self, kind: str, printer: str) -> None:
        show_if(self.form.fields[f"{kind}.silent"], printer != NONE)

    def _kept(self) -> dict[str, str]:
        kept: dict[str, str] = {}
        for kind in KINDS_OF_PAPER:
            printer = self.room.machine.settings.printers.get(kind)
            kept[f"{kind}.printer"] = printer.name if printer is not None and printer.name else NONE
            kept[f"{kind}.paper"] = printer.paper if printer is not None else USUAL.paper
            kept[f"{kind}.silent"] = "yes" if printer is None or printer.silent else "no"
            self._chosen(kind, kept[f"{kind}.printer"])
        return kept

    def _values(self) -> dict[str, Any]:
        """The table of printers as the settings file has it; what is as it usually is needs no entry."""
        table: dict[str, Any] = {}
        for kind in KINDS_OF_PAPER:
            name, paper = self.form.text(f"{kind}.printer"), self.form.text(f"{kind}.paper")
            silent = self.form.text(f"{kind}.silent") == "yes"
            named = {"name": name} if name != NONE else {}
            if named or (paper, silent) != (USUAL.paper, USUAL.silent):
                table[kind] = {**named, "paper": paper, "silent": silent}
        return table
