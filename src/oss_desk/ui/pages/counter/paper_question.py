"""The question about one paper: reuse the one on file, or how it was shown, or why it is not taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from oss_desk.domain.people import IdentityDocument
from oss_desk.operations.sheets import PaperLine, PaperType
from oss_desk.ui.messages import mark_answer, mark_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, two, under
from oss_desk.ui.pages.counter.questions import MARK_KEYS, MISSING, Asked, marks, paper_name, reusable
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.editors import Chooser
from oss_desk.ui.widgets.field import Check, Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.segments import Segments
from oss_desk.ui.widgets.typed_date import read_date

REFUSED = "refused"
MARKING = frozenset(map(str, MARK_KEYS.values()))
"""The keys that mark a paper which lies on the counter."""
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class Answer:
    """What the official said about a paper; dates are ISO text to the day, empty when not written down."""

    mark: str
    number: str = ""
    issued: str = ""
    valid: str = ""
    reference: str = ""
    reason: str = ""


class Question(QWidget):
    """One open paper. `answered` comes once it is clear; what has to be written down is asked first, in place."""

    answered = Signal(object)
    reused = Signal()
    again = Signal()
    noting = Signal(object)
    """What is half written down of the paper, by name, its mark among it; nothing, when that is put away."""
    print_wanted = Signal()

    def __init__(
        self,
        here: Here,
        line: PaperLine,
        paper: PaperType,
        asked: Asked,
        said_above: bool = False,
        narrow: bool = False,
        *,
        roomy: bool = True,
    ) -> None:
        super().__init__()
        self._here, self._line, self._paper, self._narrow = here, line, paper, narrow
        self._roomy = roomy
        self._missing = paper_name(line, paper) in asked.missing
        self._note: Noting | None = None
        self._waits: Label | None = None
        self._said_above = said_above
        self._reuse = reusable(line, paper, asked)
        self.segments: Segments | None = None
        self.chooser: Chooser | None = None
        self.first: QWidget = self
        self._known: tuple[IdentityDocument, ...] = ()
        under(*(self._file_parts() if self._reuse else self._mark_parts()), gap=10, into=self)

    def paper(self) -> PaperType:
        """Which paper is asked about."""
        return self._paper

    def reuses(self) -> bool:
        """Whether it asks to reuse the paper on file."""
        return self._reuse

    def is_noting(self) -> bool:
        """Whether something is being written down of the paper."""
        return self._note is not None

    def note(self) -> None:
        """What is being written down is noted, as by its own button."""
        if self._note is not None:
            self._note.finish()

    def resume(self, kept: Mapping[str, str]) -> None:
        """Write on where somebody stopped: the mark and what was typed with it."""
        mark = kept.get("mark", "")
        if self._reuse or mark not in (*marks(self._line), REFUSED):
            return
        if self.segments is not None and mark != REFUSED:
            self.segments.set_value(mark)
        if self.chooser is not None and mark != REFUSED:
            self.chooser.set_value(mark)
        self._open_note(mark, kept)

    def start(self) -> None:
        """Put the focus on the marks, or where somebody was writing."""
        if self._note is not None:
            self._note.start()
        else:
            self.first.setFocus()

    def set_known(self, documents: tuple[IdentityDocument, ...]) -> None:
        """The citizen's documents on record, so that their numbers need not be typed again."""
        self._known = documents

    def key(self, character: str) -> bool:
        """Y and N answer for the paper on file, digits say how it was shown; True when the key meant something here."""
        if self._reuse:
            signal = {"Y": self.reused, "N": self.again}.get(character.upper())
            if signal is not None:
                signal.emit()
            elif character in MARKING:
                self._by_key.show()
            return signal is not None or character in MARKING
        digit = character.isascii() and character.isdecimal()
        return digit and self.segments is not None and self.segments.choose(int(character))

    def _file_parts(self) -> list[QWidget]:
        say = self._here.language.text
        words = say("Citizen agrees, reuse it") if self._roomy else say("Citizen agrees")
        yes = Button(words, key_hint="Y", kind="answer")
        no = Button(say("Ask for it again"), key_hint="N")
        yes.setObjectName("reuse")
        yes.clicked.connect(self.reused)
        no.clicked.connect(self.again)
        self.first = yes
        seen = Label(on_file_words(self._here, self._paper), ink="ink2", wrap=True)
        self._by_key = Label(say("This one is on file: Y takes it, N asks for it again."), ink="wait", wrap=True)
        self._by_key.hide()
        return [*([] if self._said_above else [seen]), beside(yes, no, 1), self._by_key]

    def _mark_parts(self) -> list[QWidget]:
        asked = self._list_of_marks() if self._narrow else self._row_of_marks()
        self._holder = under(gap=0)
        self._holder.hide()
        words = self._words()
        return [*([Label(words, ink="ink2", wrap=True)] if words else []), asked, self._holder, self._foot()]

    def _row_of_marks(self) -> Segments:
        row = self.segments = Segments(
            [(mark, mark_answer(self._here.language, mark), self._tone(mark)) for mark in marks(self._line)],
            MISSING if self._missing else None,
            name=self._here.text(self._paper.title),
            keys=[MARK_KEYS[mark] for mark in marks(self._line)],
        )
        row.changed.connect(self._marked)
        self.first = row.button(MISSING if self._missing else marks(self._line)[0])
        return row

    def _list_of_marks(self) -> Chooser:
        """Where a row of marks has no room they are chosen from a list."""
        say, language = self._here.language.text, self._here.language
        chooser = Chooser([(mark, mark_words(language, mark)) for mark in marks(self._line)], say("How it is shown"))
        chooser.setAccessibleName(say("How it is shown: {paper}", paper=self._here.text(self._paper.title)))
        chooser.set_value(MISSING if self._missing else "")
        chooser.activated.connect(lambda _: self._marked(chooser.value()))
        self.chooser = self.first = chooser
        return chooser

    def _tone(self, mark: str) -> str:
        return "stop" if mark == MISSING else "ready"

    def _words(self) -> str:
        say, parts = self._here.language.text, []
        if self._paper.not_accepted is not None:
            parts.append(say("Not accepted: {reason}", reason=self._paper.not_accepted.reason))
        if not self._line.accept:
            parts.append(say("To be shown at the counter: it waits until the citizen comes"))
        where = self._here.text(self._paper.where_to_get)
        if where:
            parts.append(say("Where to get it: {place}", place=where))
        if self._line.legal_basis and self._simple():
            parts.append(self._line.legal_basis)
        if self._line.count > 1 and self._simple():
            parts.append(self._here.language.plural("{n} of them", "{n} of them", self._line.count))
        return ". ".join(part.rstrip(".") for part in parts)

    def _simple(self) -> bool:
        return len(self._line.alternatives) == 1 and len(self._line.alternatives[0]) == 1

    def _foot(self) -> QWidget:
        say = self._here.language.text
        no = Button(say("Not accepted, why"), kind="quiet", flush=True)
        no.clicked.connect(lambda: self._marked(REFUSED))
        slip = None
        if self._missing:
            slip = Button(say("Print what is missing"), "printer", "F8")
            slip.clicked.connect(self.print_wanted)
        self._waits = Label("", ink="ink2", wrap=True)
        self._waits.hide()
        return under(self._waits, beside(no, 1, slip), gap=8)

    def say_what_waits(self, words: str) -> None:
        """What does not go on today while this paper is missing."""
        if self._waits is not None and words:
            self._waits.setText(words)
            self._waits.show()

    def _marked(self, mark: str) -> None:
        needs = mark in (REFUSED, "scan") or (mark != MISSING and (self._paper.numbered or self._paper.dated))
        if not needs:
            self.answered.emit(Answer(mark))
            return
        self._close_note()
        self._open_note(mark, {})
        if self._note is not None:
            self._note.start()
            self.noting.emit(self._note.typed())

    def _open_note(self, mark: str, kept: Mapping[str, str]) -> None:
        narrow = self._narrow or not self._roomy
        self._note = Noting(self._here, self._paper, mark, self._number_on_record(), narrow, kept)
        self._note.done.connect(self.answered)
        self._note.left.connect(self._leave_note)
        self._note.changed.connect(self.noting)
        layout = self._holder.layout()
        if layout is not None:
            layout.addWidget(self._note)
        self._holder.show()

    def _leave_note(self) -> None:
        self._close_note()
        self.noting.emit({})

    def _number_on_record(self) -> str:
        return next((document.number for document in self._known if document.type == self._paper.type), "")

    def _close_note(self) -> None:
        if self._note is not None:
            self._note.hide()
            self._note.deleteLater()
            self._note = None
            self._holder.hide()
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
            if self.segments is not None:
                self.segments.set_value(MISSING if self._missing else None)
            if self.chooser is not None:
                self.chooser.set_value(MISSING if self._missing else "")


def on_file_words(here: Here, paper: PaperType) -> str:
    """When the paper on file was seen and how long it counts."""
    kept = paper.on_file
    if kept is None:
        return ""
    say, day = here.language.text, here.near_date(kept.seen_at.astimezone(here.zone).date())
    if kept.valid_until is None:
        return say("Seen here on {day}", day=day)
    return say("Seen here on {day}, valid to {until}", day=day, until=here.language.date(kept.valid_until))


class Noting(QWidget):
    """What is written down of a paper before its mark counts; Enter goes on, Escape takes the mark back."""

    done = Signal(object)
    left = Signal()
    changed = Signal(object)

    def __init__(
        self,
        here: Here,
        paper: PaperType,
        mark: str,
        number: str,
        narrow: bool = False,
        kept: Mapping[str, str] = NOTHING,
    ) -> None:
        super().__init__()
        self._here, self._mark, self._narrow = here, mark, narrow
        self._fields = self._make(paper, number)
        for name, field in self._fields.items():
            if name in kept:
                field.set_text(kept[name])
            field.changed.connect(lambda _: self.changed.emit(self.typed()))
        words = here.language.text("Note it as not accepted") if mark == REFUSED else here.language.text("Note it")
        button = Button(words, key_hint="Enter", kind="answer")
        button.clicked.connect(self.finish)
        under(self._rows(), beside(button, 1), gap=10, into=self)
        for field in self._fields.values():
            field.entered.connect(self.finish)

    def typed(self) -> dict[str, str]:
        """The mark, and everything that is typed, as it stands."""
        return {"mark": self._mark, **{name: field.text() for name, field in self._fields.items()}}

    def start(self) -> None:
        """Put the cursor where the first thing is typed."""
        next(iter(self._fields.values())).focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the marks."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _rows(self) -> QWidget:
        dates = [self._fields[name] for name in ("issued", "valid") if name in self._fields]
        others = [field for name, field in self._fields.items() if name not in ("issued", "valid")]
        together = (under(*dates, gap=8) if self._narrow else two(*dates)) if dates else None
        return under(*others, together, gap=8)

    def _make(self, paper: PaperType, number: str) -> dict[str, Field]:
        say = self._here.language.text
        if self._mark == REFUSED:
            return {
                "reason": Field(
                    say("Why it is not accepted"), check=self._needed(say("Write why, for the citizen to read."))
                )
            }
        fields: dict[str, Field] = {}
        if paper.numbered:
            fields["number"] = Field(say("Number on the paper"), value=number, mono=True)
        if paper.dated:
            day = say("day month year")
            fields["issued"] = Field(say("Issued on"), "date", placeholder=day, check=self._issued)
            fields["valid"] = Field(say("Valid until"), "date", placeholder=day, check=self._still_valid)
        if self._mark == "scan":
            needed = self._needed(say("Write where the scan lies."))
            fields["reference"] = Field(say("Where the scan lies"), check=needed)
        return fields

    def _needed(self, sentence: str) -> Check:
        return lambda text: None if text.strip() else sentence

    def _a_day(self, text: str) -> str | None:
        iso = read_date(text)
        if iso == "" or (iso is not None and len(iso) == 10):
            return None
        return self._here.language.text("This is no day. Write day, month and year.")

    def _issued(self, text: str) -> str | None:
        """Said here at once, as the operation would refuse it: everything typed stays."""
        wrong, iso = self._a_day(text), read_date(text)
        if wrong is None and iso and date.fromisoformat(iso) > self._here.today:
            return self._here.language.text("This day lies in the future. Look at the paper again.")
        return wrong

    def _still_valid(self, text: str) -> str | None:
        wrong, iso, say = self._a_day(text), read_date(text), self._here.language.text
        if wrong is not None or not iso:
            return wrong
        issued = read_date(self._fields["issued"].text())
        if issued and len(issued) == 10 and iso < issued:
            return say("It cannot end before it was issued. Look at both days again.")
        if date.fromisoformat(iso) < self._here.today:
            day = self._here.language.date(date.fromisoformat(iso))
            return say("It ended on {day}. Ask for one that is still valid.", day=day)
        return None

    def finish(self) -> None:
        """It is noted, unless something typed is wrong, which is said."""
        wrong = [field for field in self._fields.values() if not field.validate()]
        if wrong:
            wrong[0].focus()
            return
        self.done.emit(Answer(self._mark, **{name: field.text() for name, field in self._fields.items()}))
