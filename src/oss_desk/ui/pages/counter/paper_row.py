"""One requirement of the merged list as a row: one line when settled, opened with its question when it is asked."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from oss_desk.operations.sheets import PaperLine, PaperType
from oss_desk.ui.messages import MARK_ICONS, mark_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.paper_question import Question, on_file_words
from oss_desk.ui.pages.counter.parts import beside, firm, masked, under
from oss_desk.ui.pages.counter.questions import Asked, asked_paper, chosen_index, paper_name, reusable
from oss_desk.ui.theme import color
from oss_desk.ui.widgets.button import IconButton
from oss_desk.ui.widgets.choice import Branch, ChoiceRow, Choices
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip, ServiceNumber
from oss_desk.ui.widgets.paint import smooth

MARGINS, SETTLED = (16, 12, 16, 12), (16, 6, 16, 6)

LETTERS = "ABCDEFGHIJKLM"
"""The keys of the alternatives, before N and Y, which answer for a paper on file."""


class PaperRow(QWidget):
    """A row of the list. `question` is the part that is being asked, if it is asked here."""

    chosen = Signal(int)
    wanted = Signal()
    taken_back = Signal(str)

    def __init__(
        self,
        here: Here,
        line: PaperLine,
        asked: Asked,
        asking: bool,
        many: bool,
        roomy: bool = True,
        narrow: bool = False,
    ) -> None:
        super().__init__()
        self._narrow = narrow
        self._here, self._line, self._asked, self._many = here, line, asked, many
        self._roomy = roomy
        self._asking = asking and not line.settled
        self.question: Question | None = None
        self.setAccessibleName(self._title())
        if not self._simple() and not self._asking:
            self._build_waiting()
        elif self._simple():
            self._build_simple()
        else:
            self._build_choices()

    def key(self, character: str) -> bool:
        """A letter chooses the alternative that shows it; everything else answers the question."""
        index = LETTERS.find(character.upper()) if character else -1
        if self._asking and not self._simple() and 0 <= index < len(self._line.alternatives):
            self.chosen.emit(index)
            return True
        return self.question is not None and self.question.key(character)

    def line(self) -> PaperLine:
        """The requirement this row shows."""
        return self._line

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a row that is not asked about asks about it."""
        if not self._asking and not self._line.settled:
            self.wanted.emit()
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The row in question lies a little deeper."""
        if self._asking and self._simple():
            painter = smooth(self)
            painter.fillRect(self.rect(), color("sunken"))
            painter.end()

    def _simple(self) -> bool:
        one = len(self._line.alternatives) == 1 and len(self._line.alternatives[0]) == 1
        return one or self._line.settled

    def _build_simple(self) -> None:
        papers = self._line.alternatives[chosen_index(self._line, self._asked)]
        paper = next((paper for paper in papers if paper.seen is not None), papers[0])
        if self._line.settled:
            head = beside(*self._settled_name(), 1, *self._state(paper), *self._numbers())
            under(head, gap=0, margins=SETTLED, into=self)
            return
        head = beside(self._name(), 1, *self._state(paper), *self._numbers())
        body = self._ask(paper) if self._asking else None
        under(head, body, gap=6, margins=MARGINS, into=self)

    def _build_waiting(self) -> None:
        """A choice that is not asked about yet: one line, and below it what would do."""
        papers = self._line.alternatives[chosen_index(self._line, self._asked)]
        state = self._state(asked_paper(self._line, self._asked) or papers[0])
        head = beside(self._name(), 1, *state, *self._numbers())
        any_of = self._here.language.text(", or ").join(self._words(papers) for papers in self._line.alternatives)
        under(head, Label(any_of, ink="ink3", wrap=True), gap=2, margins=MARGINS, into=self)

    def _build_choices(self) -> None:
        head = beside(self._name(), 1, self._for_services(), *self._numbers())
        under(head, self._hint(), self._choices(), gap=8, margins=MARGINS, into=self)

    def _title(self) -> str:
        title = self._here.text(self._line.title)
        return f"{title}: {self._line.owner_name}" if self._line.row is not None and self._line.owner_name else title

    def _name(self) -> QWidget:
        return Label(self._title(), "key", wrap=self._asking)

    def _settled_name(self) -> list[QWidget]:
        """What was asked for and, where there was a choice, what was shown: one line; its second part yields."""
        name = Label(self._title(), "key")
        if len(self._line.alternatives) < 2:
            return [name]
        words = self._words(self._line.alternatives[chosen_index(self._line, self._asked)])
        name.setAccessibleName(f"{self._title()}, {words}")
        if not self._roomy:
            name.setToolTip(words)
            return [name]
        return [firm(name), Label(words, ink="ink3")]

    def _for_services(self) -> QWidget | None:
        if not self._many or not self._roomy:
            return None
        words = self._here.language.plural("for service", "for services", len(self._line.positions))
        return Label(words, ink="ink3")

    def _numbers(self) -> list[QWidget]:
        return [ServiceNumber(position) for position in self._line.positions]

    def _hint(self) -> QWidget | None:
        words = (
            self._here.language.plural("{n} of them", "{n} of them", self._line.count) if self._line.count > 1 else ""
        )
        shown = ". ".join(filter(None, (words, self._line.legal_basis)))
        return Label(shown, ink="ink3", wrap=True) if shown else None

    def _words(self, papers: tuple[PaperType, ...]) -> str:
        titles = [self._here.text(paper.title) for paper in papers]
        *first, last = titles
        if not first:
            return last
        return self._here.language.text("{first} and {last}", first=", ".join(first), last=last)

    def _state(self, paper: PaperType) -> list[QWidget | None]:
        """What stands at the end of a line: when and how it was seen, or that it is missing."""
        say = self._here.language.text
        if paper.seen is not None and paper.seen_mark is not None:
            timed = self._roomy and paper.seen_mark != "on-file"
            when = firm(Label(self._here.time(paper.seen.seen_at), ink="ink3")) if timed else None
            chip = Chip(mark_words(self._here.language, paper.seen_mark), MARK_ICONS[paper.seen_mark], "ready")
            return [self._back(paper), when, chip]
        if paper_name(self._line, paper) in self._asked.missing:
            return [Chip(say("Missing"), "paper-missing", "stop")]
        if self._line.settled and not self._line.required:
            return [Chip(say("left out"), tone="plain")]
        if reusable(self._line, paper, self._asked):
            return [Chip(say("On file, reuse?"), "paper", "river")]
        if not self._line.required or self._line.may_follow:
            return [Chip(say("may follow") if self._line.may_follow else say("may be left out"), tone="plain")]
        return []

    def _back(self, paper: PaperType) -> QWidget:
        say = self._here.language.text
        undo = IconButton("undo", say("Take the mark back: {title}", title=self._here.text(paper.title)), "ink3")
        undo.clicked.connect(lambda: self.taken_back.emit(paper.type))
        return undo

    def _choices(self) -> Choices:
        open_one = chosen_index(self._line, self._asked)
        rows = [
            ChoiceRow(
                self._words(papers),
                self._ended(papers),
                self._branches(papers, index == open_one),
                checked=index == open_one,
                key=LETTERS[index : index + 1] if self._asking else "",
            )
            for index, papers in enumerate(self._line.alternatives)
        ]
        frame = Choices(rows, self._title())
        frame.changed.connect(self.chosen)
        return frame

    def _ended(self, papers: tuple[PaperType, ...]) -> str:
        """Why an alternative will not do at once."""
        ended = [p for p in papers if p.on_file and p.on_file.valid_until and p.on_file.valid_until < self._here.today]
        return self._here.language.text("the one on file has ended") if ended else ""

    def _branches(self, papers: tuple[PaperType, ...], chosen: bool) -> list[Branch]:
        if not chosen:
            return []
        asked = asked_paper(self._line, self._asked) if self._asking else None
        return [self._branch(paper, paper is asked, paper is papers[-1]) for paper in papers]

    def _branch(self, paper: PaperType, asked: bool, last: bool) -> Branch:
        ends = [part for part in self._state(paper) if part is not None]
        title = self._here.text(paper.title)
        alone = len(self._line.alternatives[chosen_index(self._line, self._asked)]) == 1
        shown = self._alone(paper) if alone else title
        branch = Branch(shown, ends, settled=paper.seen is not None, last=last)
        if paper.seen is not None and paper.seen.number:
            branch.title.setText(f"{title}  {masked(paper.seen.number)}")
        if asked:
            branch.body.addWidget(self._ask(paper))
        return branch

    def _alone(self, paper: PaperType) -> str:
        """What stands beside the dot of the only paper of an alternative, whose name stands above it."""
        say = self._here.language.text
        if reusable(self._line, paper, self._asked):
            return on_file_words(self._here, paper)
        return say("How it is shown")

    def _ask(self, paper: PaperType) -> QWidget:
        alone = len(self._line.alternatives[chosen_index(self._line, self._asked)]) == 1
        said_above = alone and not self._simple() and reusable(self._line, paper, self._asked)
        self.question = Question(
            self._here, self._line, paper, self._asked, said_above, self._narrow, roomy=self._roomy
        )
        return self.question
