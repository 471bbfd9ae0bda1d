"""What the tour leaves behind: numbered pictures, papers, and tour.json, which says what happened and what did not."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from oss_desk.domain.messages import refuse
from oss_desk.operations.sheets import CaseSheet, ReceiptSheet
from oss_desk.ui.theme import color, dress, theme

FORMAT = 1
FILE = "tour.json"
By = Literal["window", "operation"]


@dataclass(frozen=True)
class Picture:
    """A picture by the name of its file, and what it shows."""

    file: str
    shows: str


@dataclass(frozen=True)
class Paper:
    """A printed paper: its file, its kind (receipt, acknowledgement ...) and what it is about."""

    file: str
    kind: str
    about: str


@dataclass(frozen=True)
class Doing:
    """One thing done: when, by whom, for which case; `by` says whether hands at the window did it, `why` if not."""

    moment: str
    official: str
    doing: str
    service: str = ""
    case: str = ""
    by: By = "window"
    why: str = ""


@dataclass(frozen=True)
class Problem:
    """What did not go as it should, with which service (empty: with none alone)."""

    service: str
    what: str
    picture: str = ""


@dataclass
class ServiceTold:
    """One service of the tour: which version, the case it became, what was paid, how it ended."""

    service: str
    version: int = 0
    title: str = ""
    applicant: str = ""
    case: str = ""
    started_at: str = ""
    closed_at: str = ""
    ending: str = ""
    steps: list[str] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    paid: int = 0
    currency: str = ""


@dataclass(frozen=True)
class ReceiptTold:
    """One receipt: amounts in minor units of the currency."""

    number: str
    moment: str
    payer: str
    amount: int
    given: int
    change: int
    currency: str
    cases: tuple[str, ...]


def tell_case(told: ServiceTold, sheet: CaseSheet) -> None:
    """Write down what became of a case."""
    told.applicant, told.case = sheet.applicant.name, sheet.case.number
    told.version = sheet.service_version
    told.started_at = sheet.case.started_at.isoformat()
    told.closed_at = sheet.case.closed_at.isoformat() if sheet.case.closed_at else ""
    told.ending = sheet.case.ending or ""
    told.steps = [step.step for step in sheet.steps if step.state != "ahead"]
    told.receipts, told.paid, told.currency = list(sheet.receipts), sheet.paid.minor, sheet.paid.currency.code


def tell_receipt(sheet: ReceiptSheet) -> ReceiptTold:
    """A receipt in a few values."""
    amount, given = sheet.amount, sum(part.given for part in sheet.parts)
    return ReceiptTold(
        number=sheet.receipt.number,
        moment=sheet.payment.at.isoformat(),
        payer=sheet.payment.payer_name,
        amount=amount.minor,
        given=given,
        change=given - amount.minor,
        currency=amount.currency.code,
        cases=tuple(card.number for card in sheet.cases),
    )


class Record:
    """Everything that is told of one tour, kept in one folder."""

    def __init__(self, folder: Path, clock: Callable[[], datetime], themes: Sequence[str] = ("light",)) -> None:
        self._folder, self._clock, self._themes = folder, clock, tuple(themes)
        self._began = clock()
        self.office, self.desk, self.database = "", "", ""
        self.pictures: list[Picture] = []
        self.papers: list[Paper] = []
        self.doings: list[Doing] = []
        self.problems: list[Problem] = []
        self.services: dict[str, ServiceTold] = {}
        self.receipts: list[ReceiptTold] = []
        self._make_folder()

    @property
    def whole(self) -> bool:
        """Whether every service of the tour came to its end and nothing went wrong."""
        return not self.problems and all(told.ending for told in self.services.values())

    def picture(self, window: QWidget, name: str, shows: str, over: QWidget | None = None) -> str:
        """Keep what the window looks like now in every theme, with a dialog `over` it; the name of the first file."""
        stem = f"{len(self.pictures) + 1:02}-{name}"
        self._keep(_drawn(window, over), f"{stem}.png")
        for other in self._themes[1:]:
            with _dressed(other):
                self._keep(_drawn(window, over), f"{stem}.{other}.png")
        self.pictures.append(Picture(f"{stem}.png", shows))
        return f"{stem}.png"

    def _keep(self, drawn: QPixmap, file: str) -> None:
        if not drawn.save(str(self._folder / file)):
            raise refuse("tour-not-kept", folder=str(self._folder), why=file)

    def paper(self, kind: str, about: str, pdf: bytes) -> None:
        """Keep a printed paper."""
        file = f"paper-{len(self.papers) + 1:02}-{kind}.pdf"
        (self._folder / file).write_bytes(pdf)
        self.papers.append(Paper(file, kind, about))

    def done(self, official: str, doing: str, service: str = "", case: str = "", why: str = "") -> None:
        """Something was done; with `why` by an operation, because the window could not."""
        by: By = "operation" if why else "window"
        self.doings.append(Doing(self._clock().isoformat(), official, doing, service, case, by, why))

    def problem(self, service: str, what: str, picture: str = "") -> None:
        """Something did not go as it should."""
        self.problems.append(Problem(service, what, picture))

    def save(self) -> None:
        """Write tour.json."""
        (self._folder / FILE).write_text(json.dumps(self.content(), indent=2, ensure_ascii=False) + "\n", "utf-8")

    def content(self) -> dict[str, Any]:
        """All of it, as tour.json holds it."""
        return {
            "format": FORMAT,
            "whole": self.whole,
            "office": self.office,
            "desk": self.desk,
            "database": self.database,
            "began_at": self._began.isoformat(),
            "ended_at": self._clock().isoformat(),
            "services": _plain(tuple(self.services.values())),
            "receipts": _plain(self.receipts),
            "doings": _plain(self.doings),
            "pictures": _plain(self.pictures),
            "papers": _plain(self.papers),
            "problems": _plain(self.problems),
        }

    def lines(self) -> tuple[str, ...]:
        """The same in a few sentences."""
        here = f"{len(self.pictures)} pictures and {len(self.papers)} papers are in {self._folder}."
        helped = sum(doing.by == "operation" for doing in self.doings)
        by_hand = (f"{helped} things could not be done in the window and were done without it.",) if helped else ()
        return (*map(_service_line, self.services.values()), *map(_problem_line, self.problems), *by_hand, here)

    def _make_folder(self) -> None:
        """The folder, without what an earlier tour left there."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for name in _left_before(self._folder / FILE):
                (self._folder / Path(name).name).unlink(missing_ok=True)
            (self._folder / FILE).unlink(missing_ok=True)
        except OSError as error:
            raise refuse("tour-not-kept", folder=str(self._folder), why=error.strerror or "") from error


def _drawn(window: QWidget, over: QWidget | None) -> QPixmap:
    drawn = window.grab()
    if over is not None:
        painter = QPainter(drawn)
        place = window.mapFromGlobal(over.mapToGlobal(QPoint(0, 0)))
        painter.drawPixmap(place, over.grab())
        painter.setPen(color("edge"))
        painter.drawRect(QRect(place, over.size()))
        painter.end()
    return drawn


@contextmanager
def _dressed(name: str) -> Iterator[None]:
    """In another theme for as long as it takes to draw the window."""
    app, before = QApplication.instance(), theme().name
    if isinstance(app, QApplication):
        dress(app, name)
        app.processEvents()
        yield
        dress(app, before)
        app.processEvents()


def _left_before(file: Path) -> tuple[str, ...]:
    """The pictures and papers of the tour that is told of in that file; none where there is no such file."""
    try:
        told = json.loads(file.read_text("utf-8"))
        return tuple(str(one["file"]) for kind in ("pictures", "papers") for one in told[kind])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return ()


def _plain(records: Sequence[Any]) -> list[dict[str, Any]]:
    return [asdict(record) for record in records]


def _service_line(told: ServiceTold) -> str:
    name = f"{told.title} ({told.service}, version {told.version})" if told.title else told.service
    if not told.case:
        return f"{name}: no case was started."
    receipts = f", receipt {', '.join(told.receipts)}" if told.receipts else ""
    ending = told.ending.replace("-", " ") if told.ending else f"left at the step {told.steps[-1]}"
    return f"{name}: case {told.case}{receipts}, {ending}."


def _problem_line(problem: Problem) -> str:
    return f"Problem with {problem.service}: {problem.what}" if problem.service else f"Problem: {problem.what}"
