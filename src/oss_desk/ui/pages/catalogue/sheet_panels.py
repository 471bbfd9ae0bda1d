"""The sheet of a service: three facts, what is needed, how it goes, what it costs and by which law."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oss_desk.operations.sheets import PaperLine, ServiceSheet
from oss_desk.ui.pages.cases.words import hands_sign, hands_words, step_words
from oss_desk.ui.pages.catalogue.flow import Flow
from oss_desk.ui.pages.catalogue.graph_area import GraphArea
from oss_desk.ui.pages.catalogue.words import card_cost
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.theme import color
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip, HandSign
from oss_desk.ui.widgets.messages import Message
from oss_desk.ui.widgets.paint import smooth
from oss_desk.ui.widgets.panel import Divider, Panel
from oss_desk.ui.widgets.segments import Segments
from oss_desk.ui.widgets.slip import FeeLine
from oss_desk.workflows.definition import EvidenceRequirement, Step
from oss_desk.workflows.words import (
    condition_words,
    cost_depends_on,
    deciding_law,
    exemption_words,
    fee_words,
    law_words,
    term_words,
    time_words,
)

LABEL = 112


class FactsPanel(Panel):
    """Name and summary, notices that hold, and below them what it costs, how long it takes and who decides."""

    def __init__(self, here: Here) -> None:
        self._here = here
        super().__init__(flush=True)

    def show_service(self, sheet: ServiceSheet) -> None:
        """Draw this service."""
        here, say = self._here, self._here.language.text
        self.clear()
        self.setAccessibleName(here.text(sheet.card.title))
        since = sheet.in_force_since is not None
        words = say("in force") if since else say("not in force")
        state = Chip(words, "check" if since else "pause", "ready" if since else "wait")
        title = Label(here.text(sheet.card.title), "title", wrap=True)
        head = [beside(title, state, gap=12, top=True)]
        if summary := here.text(sheet.card.summary):
            head.append(Label(summary, ink="ink3", wrap=True))
        self.body.addWidget(under(*head, gap=2, margins=(15, 12, 15, 12)))
        notices = [card for card in sheet.card.notices if card.holds_at(here.clock())]
        told = [Message(here.text(card.notice.text), "", "wait") for card in notices]
        if told:
            self.body.addWidget(under(*told, gap=8, margins=(15, 0, 15, 12)))
        self.body.addWidget(Divider())
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, (fact, detail) in enumerate(self._facts(sheet)):
            if number:
                row.addWidget(_Upright())
            words_of_it = [Label(fact, "strong", wrap=True), Label(detail, ink="ink3", wrap=True)]
            row.addWidget(under(*words_of_it, 1, gap=0, margins=(15, 12, 12, 12)), 1)
        self.body.addWidget(holder)

    def _facts(self, sheet: ServiceSheet) -> list[tuple[str, str]]:
        here, say, plural = self._here, self._here.language.text, self._here.language.plural
        service, language = sheet.service, self._here.language
        laws = tuple(dict.fromkeys(law_words(language, service, fee.legal_basis) for fee in service.fees))
        by = cost_depends_on(language, service)
        each = say("depends on: {fields}", fields=by[0]) if by else ""
        if len(by) > 1:
            each = plural("depends on {n} answer", "depends on {n} answers", len(by))
        met = plural("{n} official", "{n} officials", sheet.officials)
        back = plural("{n} return", "{n} returns", sheet.returns) if sheet.returns else say("no return")
        law = law_words(language, service, deciding_law(service))
        return [
            (_capital(card_cost(here, sheet.card)), language.listed((each, *laws[: 0 if len(by) > 1 else 1]))),
            (_capital(time_words(language, service)), language.listed((met, back))),
            (here.text(sheet.card.authority), say("decides, {law}", law=law) if law else say("decides")),
        ]


class NeedsPanel(Panel):
    """What is needed, alternatives as chips with "or" and "and" between them, and when it is needed at all."""

    def __init__(self, here: Here) -> None:
        self._here = here
        hint = Label(here.language.text("changes with the answers"), ink="ink3")
        super().__init__(here.language.text("What is needed"), trailing=hint)

    def show_service(self, sheet: ServiceSheet) -> None:
        """Draw the papers of this service."""
        self.clear()
        say = self._here.language.text
        for number, rule in enumerate(sheet.service.eligibility):
            law = law_words(self._here.language, sheet.service, rule.legal_basis)
            self.add(self._row("" if number else say("Who may ask"), self._lines(self._here.text(rule.title), law)))
        for line, rule_of_paper in zip(sheet.papers, sheet.service.evidence, strict=False):
            self.add(self._paper(sheet, line, rule_of_paper))
        for exemption in sheet.service.exemptions:
            law = law_words(self._here.language, sheet.service, exemption.legal_basis)
            words = exemption_words(self._here.language, sheet.service, exemption)
            free = say("Free for") if exemption.percent == "100" else say("Less for")
            self.add(self._row(free, self._lines(words, law)))
        if not sheet.papers:
            self.add(Label(say("No document is needed"), ink="ink3"))

    def _lines(self, words: str, quiet: str) -> QWidget:
        return Label(f"{words}, {quiet}" if quiet else words, wrap=True, quiet=quiet)

    def _row(self, label: str, content: QWidget) -> QWidget:
        name = Label(label, ink="ink3", wrap=True)
        name.setFixedWidth(LABEL)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(content, 1)
        return holder

    def _paper(self, sheet: ServiceSheet, line: PaperLine, rule: EvidenceRequirement) -> QWidget:
        say, chips = self._here.language.text, Flow()
        for number, papers in enumerate(line.alternatives):
            if number:
                chips.add(Label(say("or"), ink="ink3"))
            for place, paper in enumerate(papers):
                if place:
                    chips.add(Label(say("and"), ink="ink3"))
                chips.add(Chip(self._here.text(paper.title)))
        told = self._told(sheet, line, rule)
        notes = [Label(told, ink="ink3", wrap=True)] if told else []
        return self._row(self._here.text(line.title), under(chips, *notes, gap=4))

    def _told(self, sheet: ServiceSheet, line: PaperLine, rule: EvidenceRequirement) -> str:
        here, say = self._here, self._here.language.text
        when = ""
        if rule.when is not None:
            when = say("only if {condition}", condition=condition_words(here.language, sheet.service, rule.when))
        age = (
            say("not older than {time}", time=term_words(here.language, rule.not_older_than))
            if rule.not_older_than
            else ""
        )
        count = here.language.plural("{n} of them", "{n} of them", line.count) if line.count > 1 else ""
        follow = say("may follow") if line.may_follow else ""
        office = say("the office gets it") if rule.by == "office" else ""
        law = law_words(here.language, sheet.service, rule.legal_basis)
        left_out = say("may be left out") if not rule.required else ""
        return here.language.listed((when, count, age, follow, office, left_out, law))


class WayPanel(Panel):
    """How it goes: as a picture, or as a table; `larger` when the picture is wanted over the whole page."""

    larger = Signal()

    def __init__(self, here: Here) -> None:
        self._here = here
        say = here.language.text
        self._how = Segments([("graph", say("Graph")), ("table", say("Table"))], "graph", name=say("Show it as"))
        self._how.setMaximumWidth(self._how.sizeHint().width())
        self.enlarge = Button(say("Larger"), "zoom-in", kind="quiet")
        super().__init__(say("How it goes"), trailing=[self.enlarge, self._how], flush=True)
        self._how.changed.connect(lambda _: self._draw())
        self.enlarge.clicked.connect(self.larger)
        self._sheet: ServiceSheet | None = None

    def show_service(self, sheet: ServiceSheet) -> None:
        """Draw the steps of this service."""
        self._sheet = sheet
        self._draw()

    def _draw(self) -> None:
        self.clear()
        self.enlarge.setVisible(self._how.value() == "graph")
        if self._sheet is None:
            return
        if self._how.value() == "table":
            self.body.addWidget(self._table(self._sheet))
        else:
            self.body.addWidget(GraphArea(self._here, self._sheet))
        self.body.addSpacing(8)

    def _table(self, sheet: ServiceSheet) -> QWidget:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(15, 0, 15, 8)
        rows.setSpacing(8)
        for number, step in enumerate(sheet.service.steps):
            if number:
                rows.addWidget(Divider())
            whose = hands_words(self._here, step.hands, sheet.titles.get(step.authority or "", {}))
            sign = HandSign("counter" if step.ends else hands_sign(step.hands), whose)
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(self._step(sheet, step, whose), 1)
            rows.addLayout(row)
        return holder

    def _step(self, sheet: ServiceSheet, step: Step, whose: str) -> QWidget:
        """A step in words: what it is, whose it is, how long it may take, and where each way leads."""
        here, say, term = self._here, self._here.language.text, step.within
        title = Label(self._named(step), "key", wrap=True)
        within = say("within {time}", time=term_words(here.language, term, "open")) if term else ""
        second = here.language.listed((say("the end") if step.ends else whose, within))
        ways = [
            say("{action}: {step}", action=here.text(action.label), step=self._leads(sheet, action.to))
            for action in step.actions
        ]
        told = [Label(words, ink="ink2", wrap=True) for words in ways]
        return under(title, Label(second, ink="ink3", wrap=True), *told, gap=0)

    def _named(self, step: Step) -> str:
        return step_words(self._here, step.title or {}, step.id, step.kind)

    def _leads(self, sheet: ServiceSheet, to: str) -> str:
        if to == "back":
            return self._here.language.text("the step before")
        return self._named(sheet.service.step(to))


class FeesPanel(Panel):
    """Every fee with how it is computed and its law; below, the laws all of it rests on and the way of appeal."""

    def __init__(self, here: Here) -> None:
        self._here = here
        super().__init__(here.language.text("Fees and law"))

    def show_service(self, sheet: ServiceSheet) -> None:
        """Write the fees of this service."""
        self.clear()
        here, service, say = self._here, sheet.service, self._here.language.text
        for fee in service.fees:
            law = law_words(here.language, service, fee.legal_basis)
            amount = here.language.amount(service.money.money(fee.amount)) if fee.amount is not None else ""
            words = fee_words(here.language, service, fee)
            self.add(FeeLine(here.text(fee.title), amount, "" if words == amount else words, law))
        if not service.fees:
            self.add(Label(say("Free of charge"), ink="ink2"))
        if by := cost_depends_on(here.language, service):
            words = say("depends on: {fields}", fields=here.language.listed(by))
            self.add(Label(_capital(words), ink="ink2", wrap=True))
        self.add(Divider())
        laws = here.language.listed(law_words(here.language, service, basis) for basis in service.legal_basis)
        self.add(Label(say("Legal basis: {laws}", laws=laws), ink="ink2", wrap=True))
        if service.appeal is not None:
            within = term_words(here.language, service.appeal.within, service.appeal.count)
            words = say("Appeal: {to}, within {time}", to=here.text(service.appeal.to), time=within)
            self.add(Label(words, ink="ink2", wrap=True))


class _Upright(QWidget):
    """A thin line between two facts."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it from top to bottom."""
        painter = smooth(self)
        painter.fillRect(self.rect(), color("line"))
        painter.end()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
