"""Lets people in: sends what the sign-in was given, and asks there for what is still wanted of them."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from oss_desk.ui.factor_panel import FactorPanel
from oss_desk.ui.gate import Factor, Gate, Given
from oss_desk.ui.session import Session
from oss_desk.ui.unsaved import code_of

CODE_ASKED = frozenset({"one-time-needed", "one-time-wrong"})
FRESH_ASKED = frozenset({"password-once", "password-same", "password-short"})


class Entering(QObject):
    """One window's way in. While somebody's phone is being set up, its secret is known here and nowhere else."""

    def __init__(self, shell: Any) -> None:
        super().__init__(shell)
        self._shell = shell
        self._factor: Factor | None = None
        self._paper: tuple[str, ...] = ()

    def enter(self, login: str, password: str) -> None:
        """Somebody gave her login and password, and whatever else was asked for."""
        shell, gate = self._shell, self._shell.doors.gate
        if gate is None:
            work = partial(shell.doors.sign_in, login, password)
        else:
            given = {"password": password, **shell.sign_in.more()}
            work = partial(self._let_in, gate, login, given)
        shell.tasks.run("commands", shell, work, self._is_in, partial(self._refused, login, password))

    def _let_in(self, gate: Gate, login: str, given: Given) -> Session:
        """On the commands lane: set up her phone first where it is being set up, then let her in."""
        if self._factor is not None and given.get("one_time"):
            self._paper = gate.set_up_factor(login, given["password"], self._factor.secret, given["one_time"])
            self._factor = None
        former = self._shell.session
        return gate.sign_in(login, given) if former is None else gate.instead(former.program, login, given)

    def _is_in(self, session: Session) -> None:
        self._factor = None
        self._shell.let_in(session)
        if self._paper:
            say, codes = self._shell.language.text, "   ".join(self._paper)
            self._shell.let_stay(say("Write these ten codes down. Each opens once when the phone is lost."), codes)
            self._paper = ()

    def _refused(self, login: str, password: str, error: BaseException) -> None:
        sign_in, sentence, code = self._shell.sign_in, self._shell.doors.sentence(error), code_of(error)
        gate = self._shell.doors.gate
        if code == "factor-first" and gate is not None:
            self._factor = gate.new_factor(login)
            sign_in.ask_phone(sentence, FactorPanel(self._shell.language, self._factor.secret, self._factor.dots))
        elif code in CODE_ASKED:
            sign_in.ask_code(sentence)
        elif code in FRESH_ASKED:
            sign_in.ask_fresh(sentence)
        elif password:
            sign_in.set_error(sentence)
        else:
            sign_in.set_failed(sentence)
