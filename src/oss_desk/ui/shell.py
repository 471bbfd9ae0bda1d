"""The window: frame, head, rail and keys around the pages. It imports no page and no operation; it is handed doors."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from oss_desk.language import Language
from oss_desk.ui.appearance import Appearance
from oss_desk.ui.doors import Doors, Session
from oss_desk.ui.entering import Entering
from oss_desk.ui.help_words import help_groups, panel_words
from oss_desk.ui.keys import KEYS, is_plain_character, meanings
from oss_desk.ui.locking import Locking
from oss_desk.ui.month import Month
from oss_desk.ui.own_words import words_of
from oss_desk.ui.page import LOW_BELOW, Column, Context, Page, PageSpec, room_for
from oss_desk.ui.quiet import Quiet
from oss_desk.ui.recovery import Recovery
from oss_desk.ui.sign_in import Person, SignIn, Welcome
from oss_desk.ui.tasks import Bug, Tasks
from oss_desk.ui.theme import color, px
from oss_desk.ui.unsaved import NO_LINE, Unsaved, code_of
from oss_desk.ui.welcome.host import Beginning
from oss_desk.ui.widgets.focus_ring import FocusRing
from oss_desk.ui.widgets.head import Facts, Head
from oss_desk.ui.widgets.help_panel import HelpPanel
from oss_desk.ui.widgets.messages import Message
from oss_desk.ui.widgets.paint import smooth
from oss_desk.ui.widgets.rail import Rail, RailEntry
from oss_desk.ui.widgets.search import SearchBox
from oss_desk.ui.widgets.words import speak

if TYPE_CHECKING:
    from oss_desk.operations.program import Program

__all__ = ["Column", "Context", "Doors", "Facts", "Page", "PageSpec", "Person", "Session", "Shell", "Welcome"]
SMALLEST = (640, 480)


class Shell(QMainWindow):
    """The window of one desk. `page_shown` carries the id of a page, `signed_in` and `signed_out` say what they say,
    `rebuilt` that it was made again in another language or text size."""

    first_painted = Signal()
    welcomed = Signal()
    signed_in = Signal(object)
    signed_out = Signal()
    page_shown = Signal(str)
    rebuilt = Signal()

    def __init__(self, appearance: Appearance, doors: Doors, version: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.appearance, self.doors, self.tasks, self._version = appearance, doors, Tasks(doors.starts), version
        self.unsaved = Unsaved(self)
        self.recovery = Recovery(appearance.speech, self.unsaved, self.tasks, doors, self)
        self.month = Month(doors.month, appearance.speech, self)
        self.quiet = Quiet(self.tasks, doors.look_after, self)
        self.session: Session | None = None
        self._facts, self._welcome = Facts(), Welcome("", "")
        self._specs: tuple[PageSpec, ...] | None = None
        self._pages: dict[str, Page] = {}
        self._painted, self._sample, self._entered = False, False, False
        self.setMinimumSize(*SMALLEST)
        self.beginning = Beginning(doors.ways, self.tasks, appearance, doors.sentence, version, self)
        self._make_window()
        self.entering, self.locking = Entering(self), Locking(self)
        for key in KEYS:
            shortcut = QShortcut(QKeySequence(key.sequence), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda key=key: self.press(key.sequence))
        self.welcomed.connect(self.beginning.opened)
        self.signed_in.connect(self.beginning.entered)
        self._staying: tuple[str, str] | None = None
        self.beginning.said.connect(self.let_stay)
        appearance.setParent(self)
        appearance.asked_anew.connect(self._build_anew)
        self.recovery.standing.connect(self._say_standing)
        self.recovery.probe.connect(self._ask_facts)
        self.recovery.changed.connect(self.refresh)
        self.unsaved.back.connect(self._line_back)
        self.quiet.looked.connect(self._ask_facts)
        self.month.ready.connect(self._month_ready)
        self.month.wanted.connect(self._month_wanted)

    @property
    def language(self) -> Language:
        """What the window speaks now."""
        return self.appearance.speech

    def page(self) -> Page | None:
        """The page that is shown, or None at the sign-in."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) and self.session is not None else None

    def show_page(self, identity: str, **arguments: Any) -> None:
        """Show this page with these arguments; an id that this official has no page for is ignored."""
        spec = next((spec for spec in self._seen() if spec.id == identity), None)
        if spec is None or self.session is None or self.locking.is_locked:
            return
        before = self.page()
        if not spec.on_rail and before is not None and before is not self._pages.get(identity):
            arguments = {"back": self._id_of(before), "came": before.where(), **arguments}
        page = self._pages.get(identity) or self._make_page(spec)
        if before is not None and before is not page:
            before.closed()
        self.set_message()
        self._stack.setCurrentWidget(page)
        self.rail.select(identity)
        page.set_room(room_for(self.width()))
        page.opened(**arguments)
        self.page_shown.emit(identity)

    def _id_of(self, page: Page) -> str:
        return next((identity for identity, one in self._pages.items() if one is page), "")

    def refresh(self, changes: object) -> None:
        """Tell every page what was changed, and read again what head and rail say."""
        for page in self._pages.values():
            page.refresh(changes)
        self.quiet.heard(changes)
        self._ask_facts()

    def set_message(
        self, title: str = "", text: str = "", tone: str = "info", button: str = "", key_hint: str = ""
    ) -> None:
        """Say something above the papers of any page; without a title nothing is said any more but what stays."""
        if not title and self._staying is not None:
            (title, text), tone, button = self._staying, "ready", self.language.text("Done")
        self.message.set(title, text, tone, button, key_hint)
        self._message_holder.setVisible(bool(title))

    def let_stay(self, title: str, text: str) -> None:
        """Say this above the papers of every page until somebody says that it is done."""
        self._staying = (title, text)
        self.set_message()

    def _put_away(self) -> None:
        if self._staying is not None:
            self._staying = None
            self.set_message()

    def set_facts(self, facts: Facts) -> None:
        """What the head says; of what is typed and not stored the window itself knows more."""
        self._facts = facts
        self._say_standing()
        self._sample = bool(facts.sample)
        self._frame.setContentsMargins(*([3] * 4 if self._sample else [0] * 4))
        self.update()

    def tell_bug(self, number: str) -> None:
        """Something broke in the window: what was typed is stored, the page shows how it stands, the number is told."""
        page = self.page()
        if page is not None:
            page.keep_now()
            page.wake()
        tell = self.sign_in.set_failed if self.session is None else self.set_message
        tell(self.doors.sentence(Bug(number)), **({} if self.session is None else {"tone": "stop"}))

    def press(self, sequence: str) -> bool:
        """One of the window's keys was pressed; True when somebody answered it."""
        if self.beginning.is_shown():
            return self.beginning.press(sequence)
        if self.session is None or self.locking.is_locked:
            return False
        if sequence == "Esc":
            return self._back()
        if sequence == "Ctrl+L":
            self.locking.lock()
            return True
        if sequence in ("F1", "F2"):
            self.show_keys() if sequence == "F1" else self.search_now()
            return True
        method = next(key.method for key in KEYS if key.sequence == sequence)
        page = self.page()
        return page is not None and bool(getattr(page, method)())

    def show_keys(self) -> None:
        """F1: all keys, those of this page first."""
        page, say = self.page(), self.language.text
        if self.help.isVisible():
            self.help.hide()
            return
        own = tuple(page.shortcuts()) if page is not None else ()
        everywhere = (say("Everywhere"), meanings(self.language))
        self.help.show_keys(((say("On this page"), own), everywhere, *help_groups(self.language)))

    def _show_about(self) -> None:
        self.help.hide()
        self.show_page("settings", part="about")

    def search_now(self, text: str = "") -> None:
        """F2: the cursor goes into the search box, with this text in it."""
        self.search.set_text(text or self.search.text())
        self.search.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.edit.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter or digit that nobody took goes to the page."""
        page = self.page()
        plain = is_plain_character(event, QApplication.focusWidget())
        if not (page is not None and plain and page.key_character(event.text())):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame of a sample office; after the very first painting the office is opened."""
        painter = smooth(self)
        painter.fillRect(self.rect(), color("focus" if self._sample else "desk"))
        painter.end()
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._first_paint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The room decides how rail, head and page are laid out."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = room_for(self.width())
        low = self.height() < px(LOW_BELOW + 100)
        self.head.set_low(low)
        self.rail.set_low(low)
        self.rail.set_narrow(room != "wide")
        self.head.set_room(room)
        margin = 16 if room == "wide" else 12
        self._body.setContentsMargins(margin, 0, margin, margin)
        page = self.page()
        if page is not None:
            page.set_room(room)
        if self.help.isVisible():
            self.help.place()
        self.beginning.fit()

    def changeEvent(self, event: QEvent) -> None:
        """The system's colours or letters changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange and self._painted:
            self.appearance.system_changed()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Every command that was given is finished before the window goes; what cannot be stored is in its file."""
        self._drop_pages()
        self.beginning.keep_now()
        self.month.end()
        self.tasks.close()
        self.unsaved.write()
        self.doors.close()
        super().closeEvent(event)

    def _make_window(self) -> None:
        """Everything that is seen, in the looks that are on."""
        language = self.language
        speak(words_of(language))
        self.setWindowTitle(language.text("OSS Desk"))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if language.rtl else Qt.LayoutDirection.LeftToRight)
        self.sign_in = SignIn(language, self._version, self.appearance.languages())
        self.sign_in.language_chosen.connect(self.appearance.language)
        self.sign_in.chosen.connect(lambda login, password: self.entering.enter(login, password))
        self.sign_in.unlocked.connect(lambda how, typed: self.locking.unlock(how, typed))
        self.sign_in.again.connect(self._build)
        self.sign_in.begin.connect(lambda: self.beginning.begin())
        self.month.show_in(self.sign_in.add_note)
        self._make_frame()
        self.ring, self.help = FocusRing(self), HelpPanel(panel_words(language), self)
        self.help.about_asked.connect(self._show_about)

    def _build_anew(self) -> None:
        """Another language or text size: what is typed is stored first, then the whole window is made again."""
        for page in self._pages.values():
            page.keep_now()
        self.tasks.run("commands", self, lambda: None, lambda _: self._made_anew(), self._not_left)

    def _made_anew(self) -> None:
        page = self.page()
        shown = next((identity for identity, one in self._pages.items() if one is page), "")
        where = page.where() if page is not None else {}
        self._drop_pages()
        for old in (self.ring, self.help):
            old.hide()
            old.deleteLater()
        self.appearance.dress()
        self.doors.speak(self.language)
        self.recovery.speak(self.language)
        self.month.speak(self.language)
        self._make_window()
        if self._specs is not None:
            self._specs = tuple(self.doors.pages())
        self._fit()
        self._show_again(shown, where)
        self.rebuilt.emit()

    def _show_again(self, shown: str, where: Mapping[str, Any]) -> None:
        if self.beginning.is_shown():
            self.beginning.show_again()
            return
        if self.locking.is_locked:
            self.locking.show()
            return
        if self.session is None:
            if self._welcome.office:
                self.tasks.run("long", self, self.doors.build, self._built, self._build_failed)
            return
        self._enter(replace(self.session, program=self.doors.spoken(self.session.program)))
        self.show_page(shown or self._seen()[0].id, **where)

    def _make_frame(self) -> None:
        say = self.language.text
        self._whole = QStackedWidget()
        central = QWidget()
        self._frame = QVBoxLayout(central)
        self._frame.setContentsMargins(0, 0, 0, 0)
        self._frame.addWidget(self._whole)
        self.setCentralWidget(central)
        self._whole.addWidget(_Ground(self.sign_in))
        work = _Ground(None)
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(say("Pages"), say("Help F1"))
        self.rail.chosen.connect(lambda identity: self.show_page(identity))
        self.rail.help_asked.connect(self.show_keys)
        row.addWidget(self.rail)
        self._body = QVBoxLayout()
        self._body.setSpacing(0)
        row.addLayout(self._body, 1)
        self._body.addWidget(self._make_head())
        self.message = Message("", parent=work)
        self.message.pressed.connect(self._put_away)
        self._message_holder = QWidget()
        holder = QVBoxLayout(self._message_holder)
        holder.setContentsMargins(0, 0, 0, 8)
        holder.addWidget(self.message)
        self._message_holder.hide()
        self._body.addWidget(self._message_holder)
        self._body.addWidget(self.recovery.offer)
        self.month.show_in(self._body.addWidget)
        self._stack = QStackedWidget()
        self._body.addWidget(self._stack, 1)
        self._whole.addWidget(work)
        self.beginning.put_into(self._whole, self._build)

    def _make_head(self) -> Head:
        say = self.language.text
        self.search = SearchBox(
            say("Name, ID, phone, case, receipt or scan"),
            say("Search"),
            say("Name, number or scan"),
            clear=say("Clear"),
        )
        self.search.asked.connect(self._search)
        self.search.entered.connect(self._search)
        self.search.chosen.connect(self._found)
        words = {"light": say("Light"), "dark": say("Dark"), "contrast": say("High contrast")}
        languages, spoken = self.appearance.languages(), self.language.code
        words |= {"sign_out": say("Sign out")}
        if self.doors.gate is not None:
            words |= {"lock": say("Lock, or change the official"), "account": say("Password and PIN")}
        self.head = Head(self.search, words, languages, spoken)
        self.head.lock_asked.connect(lambda: self.locking.lock())
        self.head.account_asked.connect(lambda: self.show_page("settings", part="account"))
        self.head.language_chosen.connect(self.appearance.language)
        self.head.theme_chosen.connect(self.appearance.theme)
        self.head.sign_out_asked.connect(self.leave)
        return self.head

    def _first_paint(self) -> None:
        self.first_painted.emit()
        self._build()

    def _build(self) -> None:
        self.sign_in.set_opening()
        self.tasks.run("long", self, self.doors.build, self._built, self._build_failed)

    def _built(self, welcome: Welcome) -> None:
        self._specs = tuple(self.doors.pages())
        self._welcome = welcome
        self.sign_in.set_welcome(welcome)
        self._sample = welcome.sample
        self.update()
        self.month.begin() if welcome.sample else self.month.end()
        self.welcomed.emit()
        person = self.beginning.person()
        if person is not None:
            self.entering.enter(*person)

    def _build_failed(self, error: BaseException) -> None:
        if self.beginning.takes(error):
            return
        self.sign_in.set_failed(self.doors.sentence(error))

    def let_in(self, session: Session) -> None:
        """Somebody is at the desk, perhaps in the place of another."""
        if self.session is not None:
            self.end_session()
        self._signed_in(session)

    def _signed_in(self, session: Session) -> None:
        self.quiet.begin(session.program)
        self.recovery.signed_in(session)
        self._enter(session)
        first = next(iter(self._seen()), None)
        if first is not None:
            self.show_page(first.id)
        self.signed_in.emit(session)

    def _enter(self, session: Session) -> None:
        """The window as she sees it: rail and head instead of the sign-in."""
        self._entered = True
        self.session = session
        self.rail.set_entries([RailEntry(spec.id, spec.title, spec.icon) for spec in self._seen() if spec.on_rail])
        self.set_facts(session.facts)
        self._whole.setCurrentIndex(1)
        self._ask_facts()

    def leave(self) -> None:
        """Sign out; what was typed is kept by the pages themselves."""
        if self.session is not None:
            program = self.session.program
            for page in self._pages.values():
                page.keep_now()
            self.tasks.run("commands", self, lambda: self.doors.sign_out(program), self._left, self._not_left)

    def _left(self, welcome: Welcome) -> None:
        self.end_session()
        self._welcome = welcome
        self.sign_in.set_welcome(welcome)
        if self.month.asked:
            self._take_month()

    def end_session(self) -> None:
        """Nobody is at the desk any more, and nothing of hers is shown."""
        self.quiet.end()
        self._put_out_of_sight()
        self.recovery.left()
        self.session = None
        self.signed_out.emit()

    def say_ended(self, told: str, welcome: Welcome) -> None:
        """The office has ended a session: who is at the desk now."""
        self._welcome = welcome
        self.sign_in.set_welcome(welcome)
        self.sign_in.say(told)

    @property
    def welcome(self) -> Welcome:
        """What the sign-in shows."""
        return self._welcome

    def put_to_rest(self) -> tuple[str, Mapping[str, Any]]:
        """Show and hold nothing of anybody any more; which page was shown, and what it takes to show it again."""
        for one in self._pages.values():
            one.keep_now()
        page = self.page()
        rest = (self._id_of(page), page.where()) if page is not None else ("", {})
        self._put_out_of_sight()
        return rest

    def _put_out_of_sight(self) -> None:
        self._staying = None
        self.set_message()
        self.search.clear()
        self.help.hide()
        self._drop_pages()
        self._whole.setCurrentIndex(0)
        self._frame.setContentsMargins(0, 0, 0, 0)

    def come_back(self, session: Session, shown: str, where: Mapping[str, Any]) -> None:
        """Whoever locked the desk is back: the page she left, and everything typed in it."""
        self._enter(session)
        self.show_page(shown or self._seen()[0].id, **where)

    def _month_ready(self) -> None:
        """Where nobody has signed in yet the month is opened at once: there is nothing that could be missed."""
        if not self._entered and self.tasks.pending() == 0:
            self._take_month()

    def _month_wanted(self) -> None:
        self._take_month() if self.session is None else self.leave()

    def _take_month(self) -> None:
        if self.doors.take_month is not None:
            self.sign_in.set_opening()
            self._specs = None
            self.tasks.run("long", self, self.doors.take_month, self._month_taken, self._build_failed)

    def _month_taken(self, welcome: Welcome) -> None:
        self.month.taken()
        self._built(welcome)

    def _not_left(self, error: BaseException) -> None:
        self.set_message(self.doors.sentence(error), tone="stop")

    def _drop_pages(self) -> None:
        for page in self._pages.values():
            page.closed()
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages = {}

    def _seen(self) -> Sequence[PageSpec]:
        """The pages of this official."""
        roles = self.session.roles if self.session is not None else frozenset()
        return [spec for spec in self._specs or () if spec.roles & roles]

    def _make_page(self, spec: PageSpec) -> Page:
        if self.session is None:
            raise RuntimeError("a page is made only for somebody who is signed in")
        program, sentence = self.session.program, self.doors.sentence
        pin = self.doors.gate.set_pin if self.doors.gate is not None else None
        page = spec.make(Context(program, self.tasks, self.language, sentence, self.unsaved, self.appearance, pin))
        page.setAccessibleName(spec.title)
        page.changed.connect(self.refresh)
        page.goto.connect(lambda identity, arguments: self.show_page(identity, **(arguments or {})))
        page.said.connect(self.set_message)
        self._pages[spec.id] = page
        self._stack.addWidget(page)
        return page

    def _ask_facts(self) -> None:
        if self.session is None or self.locking.is_locked:
            return
        program, tell = self.session.program, self.head

        def read(facts: Facts) -> None:
            self.unsaved.line_back()
            self.set_facts(facts)

        self.tasks.run("reads", tell, lambda: self.doors.facts(program), read, self._not_read, "facts")
        for spec in self._seen():
            if spec.badge is not None:
                self._ask_badge(program, spec.id, spec.badge)

    def _ask_badge(self, program: "Program", identity: str, badge: Callable[["Program"], int]) -> None:
        def show(count: int) -> None:
            self.rail.set_count(identity, count)

        self.tasks.run("reads", self.rail, lambda: badge(program), show, self._not_read, identity)

    def _not_read(self, error: BaseException) -> None:
        """Of a lost line the head speaks already."""
        if code_of(error) not in NO_LINE:
            self._not_left(error)

    def _say_standing(self) -> None:
        if self.session is not None:
            self.head.set_facts(self.recovery.words(self._facts))
            self.head.set_room(room_for(self.width()))

    def _line_back(self) -> None:
        """The database can be reached again: hold the desk, store what waited, and show how it stands."""
        if self.session is not None:
            hold = partial(self.doors.hold_desk, self.session.program)
            self.tasks.run("commands", self, hold, lambda _: None, self._not_left)
        for page in self._pages.values():
            page.keep_now()
        shown = self.page()
        if shown is not None:
            shown.wake()

    def _search(self, text: str) -> None:
        if self.session is None or not text:
            self.search.close_results()
            return
        program, nothing = (
            self.session.program,
            self.language.text("Nothing found. Try fewer letters, or another number."),
        )
        self.tasks.run(
            "reads",
            self.search,
            lambda: self.doors.search(program, text),
            lambda groups: self.search.show_results(groups, nothing, text),
            self._not_left,
        )

    def _found(self, value: object) -> None:
        identity, arguments = self.doors.found(value)
        self.show_page(identity, **arguments)

    def _back(self) -> bool:
        if self.help.isVisible():
            self.help.hide()
        elif self.search.text() or self.search.results().isVisible():
            self.search.clear()
        else:
            page = self.page()
            return page is not None and page.key_back()
        return True


class _Ground(QWidget):
    """The desk on which everything lies; over the violet frame of a sample office."""

    def __init__(self, inner: QWidget | None) -> None:
        super().__init__()
        if inner is not None:
            row = QVBoxLayout(self)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(inner)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the desk."""
        painter = smooth(self)
        painter.fillRect(QRect(0, 0, self.width(), self.height()), color("desk"))
        painter.end()
