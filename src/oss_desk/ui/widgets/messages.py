"""What the page says: messages beside their cause, the undo bar, an empty place, and progress that can be stopped."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from oss_desk.ui.theme import color, px, theme
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.fit import Fitting, show_if
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Bar, Sign
from oss_desk.ui.widgets.paint import box, dashed, sign, smooth, state_width, tint_of
from oss_desk.ui.widgets.words import own_words

SIGNS = {"stop": "stop", "wait": "alert", "river": "info", "ready": "check", "plain": "info"}
TONES = {"info": "river"}


class Message(Fitting):
    """In the page: sign, what happened, what was not lost what to do, one button. `tone`: stop, wait, info, ready."""

    pressed = Signal()

    def __init__(
        self,
        title: str,
        text: str = "",
        tone: str = "info",
        button: str = "",
        key_hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = TONES.get(tone, tone)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 10, 12, 10)
        self._row.setSpacing(10)
        self._sign = Sign(SIGNS[self._tone], tint_of(self._tone)[0], 18)
        self.title, self.text = Label("", "key", wrap=True), Label("", "body", "ink2", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.text)
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        self.button = Button(button, key_hint=key_hint)
        self.button.clicked.connect(self.pressed)
        self._row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.set(title, text, tone, button, key_hint)

    def set(self, title: str, text: str = "", tone: str = "info", button: str = "", key_hint: str = "") -> None:
        """Say something else."""
        self._tone = TONES.get(tone, tone)
        ink = tint_of(self._tone)[0]
        self._sign.set(SIGNS[self._tone], ink)
        self.title.setText(title)
        self.title.set_ink(ink)
        self.text.setText(text)
        show_if(self.text, bool(text))
        self.button.setText(button)
        self.button.set_key_hint(key_hint)
        show_if(self.button, bool(button))
        self.setAccessibleName(f"{title} {text}".strip())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tinted box."""
        _, fill, border = tint_of(self._tone)
        painter = smooth(self)
        box(painter, self.rect(), fill, border, theme().radius["control"], state_width())
        painter.end()


class Question(Message):
    """A message with two answers: `pressed` is the first, `declined` the quiet one beside it."""

    declined = Signal()

    def __init__(self, title: str, text: str, yes: str, no: str, tone: str = "info") -> None:
        super().__init__(title, text, tone, yes)
        self.button.set_kind("answer")
        self.quiet = Button(no, kind="quiet")
        self.quiet.clicked.connect(self.declined)
        self._row.addWidget(self.quiet, 0, Qt.AlignmentFlag.AlignTop)

    def rest(self, resting: bool) -> None:
        """While the answer is carried out neither can be pressed."""
        self.button.setEnabled(not resting)
        self.quiet.setEnabled(not resting)


class UndoBar(QFrame):
    """What was done and can be undone, until the next action. `undone` comes when it is pressed."""

    undone = Signal()

    def __init__(self, text: str = "", undo: str = "", key_hint: str = "Ctrl Z", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 1, 8, 1)
        row.setSpacing(10)
        row.addWidget(Sign("undo", "ink3", 18))
        self.text = Label(text, "body", "ink2")
        row.addWidget(self.text, 1)
        self.button = Button(undo or own_words().undo, key_hint=key_hint, kind="quiet")
        self.button.clicked.connect(self.undone)
        row.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set_text(self, text: str) -> None:
        """Another thing that was done."""
        self.text.setText(text)
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sunken box."""
        painter = smooth(self)
        box(painter, self.rect(), "sunken", "line", theme().radius["control"])
        painter.end()


class _EmptySign(QWidget):
    """A sign in a dashed square."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(px(44), px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dashed square and the sign."""
        painter = smooth(self)
        painter.setPen(dashed("edge", 1, (3, 3)))
        painter.setBrush(color("sunken"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        sign(painter, self._icon, "ink3", 20, self.rect(), self.devicePixelRatioF())
        painter.end()


class Empty(Fitting):
    """Nothing here yet: what would be here, and the one thing to do."""

    pressed = Signal()

    def __init__(
        self, title: str, text: str = "", icon: str = "paper", button: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addWidget(_EmptySign(icon), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(title, "key", wrap=True))
        if text:
            words.addWidget(Label(text, "body", "ink2", wrap=True))
        if button:
            press = Button(button)
            press.clicked.connect(self.pressed)
            words.addSpacing(8)
            words.addWidget(press, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.setAccessibleName(f"{title} {text}".strip())


class Progress(QWidget):
    """Long work: what, how far, about how long, and Stop. `stopped` comes when it is pressed.

    Where there is little height (`flat`) Stop stands beside both lines.
    """

    stopped = Signal()

    def __init__(self, text: str = "", stop: str = "", parent: QWidget | None = None, *, flat: bool = False) -> None:
        super().__init__(parent)
        whole, outer = QHBoxLayout(self), QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(outer, 1)
        outer.setSpacing(4)
        head, foot = QHBoxLayout(), QHBoxLayout()
        self.text, self.rest = Label(text, "label"), Label("", "body", "ink3", align=Qt.AlignmentFlag.AlignRight)
        head.addWidget(self.text, 1)
        head.addWidget(self.rest)
        self._bar = Bar(0.0)
        self._bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        foot.setSpacing(12)
        foot.addWidget(self._bar, 1)
        self.button = Button(stop or own_words().stop)
        self.button.clicked.connect(self.stopped)
        (whole if flat else foot).addWidget(self.button)
        outer.addLayout(head)
        outer.addLayout(foot)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_progress(self, done: int, of: int, text: str = "", rest: str = "") -> None:
        """So many of so many; `rest` says about how long it still takes."""
        self._bar.set_part(done / of if of else 0.0)
        if text:
            self.text.setText(text)
        self.rest.setText(rest)
        self.setAccessibleName(f"{self.text.text()} {done}/{of}")

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(320, super().sizeHint().height())
