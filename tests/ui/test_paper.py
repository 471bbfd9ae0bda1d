"""The page Paper: a paper as pictures, sizes, zoom, saving, printers that come and go, and papers shown first."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from oss_desk.domain.jobs import KEPT_AS_FILE, PrintJob
from oss_desk.domain.messages import refuse
from oss_desk.storage import rows
from oss_desk.ui.page import Context
from oss_desk.ui.pages.paper.controls import FOLDER
from oss_desk.ui.pages.paper.page import PaperPage
from oss_desk.ui.pages.paper.words import state_words
from oss_desk.ui.print_jobs import PrintJobs, Way
from oss_desk.ui.printers import Printers, SystemPrinter
from oss_desk.ui.widgets.editors import Chooser
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.paper_view import FIT, STEPS, PaperView
from tests.printing.examples import SERVICE_SHEET
from tests.ui.desk import Desk, nameless

LASER = SystemPrinter("laser", "Laser in the hall", True, True)
STOPPED = SystemPrinter("roll", "Roll at desk 2", False, False)


def job_of(desk: Desk, kind: str = "receipt") -> PrintJob:
    """A paper of the sample office."""
    assert desk.program is not None
    with desk.program.database.reading() as work:
        return rows.every(work, PrintJob, kind=kind)[0]


def opened(desk: Desk, width: int = 1280, **arguments: object) -> PaperPage:
    """The page with a paper on it."""
    desk.sign_in("adaeze")
    paper = arguments.pop("paper", None) or job_of(desk)
    page = desk.show(PaperPage, width=width, paper=paper, back="counter", **arguments)
    desk.until(lambda: page.view.count() > 0)
    return page


def test_a_paper_is_shown_as_pictures_with_its_name_and_state(desk: Desk) -> None:
    """A receipt that was printed is shown as a possible copy, which takes it to a second page."""
    page = opened(desk)
    assert page.view.count() == 2
    assert page.view.accessibleName() == "Receipt, 2 pages"
    assert page.slip_parts.slip.title.text() == "Receipt"
    assert nameless(page) == []


@pytest.mark.parametrize("width", [1280, 1024, 880])
def test_the_paper_fits_the_width_and_no_page_is_wider_than_the_room(desk: Desk, width: int) -> None:
    page = opened(desk, width=width)
    assert page.view.percent == FIT
    assert page.view.sheets.width() <= page.view.viewport().width() + 1


def test_plus_and_minus_change_the_size_and_zero_fits_again(desk: Desk) -> None:
    page = opened(desk)
    fitting = page.view.scale_now
    QTest.keyClick(page.view, Qt.Key.Key_Plus)
    assert page.view.scale_now == next(step for step in STEPS if step > fitting)
    QTest.keyClick(page.view, Qt.Key.Key_Minus)
    QTest.keyClick(page.view, Qt.Key.Key_Minus)
    assert page.view.scale_now < fitting
    assert page.key_character("0")
    assert page.view.scale_now == fitting


def test_a_size_can_be_chosen_and_the_paper_is_drawn_anew(desk: Desk) -> None:
    page = opened(desk)
    wide = page.view.sheets.sizeHint()
    page.slip_parts.size.set_text("80mm")
    page.slip_parts.size_chosen.emit("80mm")
    desk.until(lambda: page.view.sheets.sizeHint().width() != wide.width() and page.view.count() == 1)
    assert page.where()["size"] == "80mm"


def test_s_saves_it_in_the_folder_and_says_where_it_lies(desk: Desk) -> None:
    page = opened(desk)
    assert page.key_character("s")
    desk.until(lambda: any(desk.folder.glob("*.pdf")))
    (file,) = desk.folder.glob("*.pdf")
    desk.until(lambda: message(page, str(file)))
    document = pypdfium2.PdfDocument(file.read_bytes())
    assert any("POSSIBLE COPY" in page.get_textpage().get_text_bounded() for page in document)
    document.close()


def test_what_no_printer_took_is_not_called_printed(desk: Desk) -> None:
    desk.sign_in("adaeze")
    printed = replace(job_of(desk), state="printed")
    assert state_words(desk.language, printed) == "printed"
    assert state_words(desk.language, replace(printed, error=KEPT_AS_FILE)) == "kept as a file, not printed"


def test_closing_goes_back_to_where_it_came_from(desk: Desk) -> None:
    page = opened(desk, came={"case_id": 3})
    went: list[tuple[str, object]] = []
    page.goto.connect(lambda identity, arguments: went.append((identity, arguments)))
    desk.press(page, "Close")
    assert page.key_back()
    assert went == [("counter", {"case_id": 3})] * 2


def test_without_a_printer_the_paper_is_kept_as_a_file(desk: Desk) -> None:
    page = opened(desk)
    page.slip_parts.show_ways((), "")
    assert page.slip_parts.way == FOLDER
    page.next.trigger()
    desk.until(lambda: any(desk.folder.glob("*.pdf")))


def test_the_printer_of_the_settings_is_chosen_and_one_that_is_gone_says_so(desk: Desk) -> None:
    page = opened(desk)
    desk.until(lambda: bool(shown_ways(page)))
    page.slip_parts.way_field.set_text("")
    page.slip_parts.show_ways((LASER, STOPPED), "")
    assert page.slip_parts.way == "laser"
    assert "Roll at desk 2 (stopped)" in shown_ways(page)
    page.slip_parts.way_field.set_text("")
    page.slip_parts.show_ways((LASER,), "roll")
    assert page.slip_parts.way == "roll"
    assert "roll (not there)" in shown_ways(page)


def test_a_printer_that_is_gone_is_told_and_the_job_stays_to_be_printed_elsewhere(desk: Desk) -> None:
    page = opened(desk)
    job = job_of(desk)
    page._failed(job, refuse("printer-missing", printer="roll"))
    assert message(page, "printer-missing") or message(page, "roll")
    assert page.next.state == "ready"
    assert page.where()["paper"] == job


def test_what_was_printed_is_printed_again_as_a_copy(desk: Desk) -> None:
    page = opened(desk)
    page.slip_parts.show_ways((LASER,), "laser")
    page.slip_parts.way_field.set_text("laser")
    page.slip_parts.way_chosen.emit("laser")
    before = desk.count(PrintJob, kind="receipt")
    printed = _watched(page)
    page.next.trigger()
    desk.until(lambda: desk.count(PrintJob, kind="receipt") == before + 1)
    desk.until(lambda: message(page, "given to the printer"))
    desk.until(lambda: bool(printed))
    ((copy, way),) = printed
    assert '"copy":1' in copy.content
    assert (getattr(way.outlet, "printer", ""), way.size) == ("laser", page._size)


def _watched(page: PaperPage) -> list[tuple[PrintJob, Way]]:
    """What the page gives to a printer from now on, which takes nothing in this test."""
    given: list[tuple[PrintJob, Way]] = []

    def take(job: PrintJob, way: Way) -> None:
        given.append((job, way))

    vars(page._prints)["print"] = take
    return given


def test_a_paper_that_is_not_kept_is_shown_and_saved_too(desk: Desk) -> None:
    page = opened(desk, paper=replace(SERVICE_SHEET))
    assert page.slip_parts.slip.title.text() == "Service sheet"
    page.save()
    desk.until(lambda: any(desk.folder.glob("service-sheet-*.pdf")))


def test_a_paper_too_wide_for_a_roll_offers_no_roll(desk: Desk) -> None:
    page = opened(desk, paper=replace(SERVICE_SHEET))
    assert offered(page.slip_parts.size) == ["A4", "A5", "Letter"]


def test_kinds_that_are_seen_first_are_shown_and_not_printed(desk: Desk, tmp_path: Path) -> None:
    desk.sign_in("adaeze")
    assert desk.program is not None
    assert desk.tasks is not None
    context = Context(desk.program, desk.tasks, desk.language, str)
    prints = PrintJobs(
        context.program, context.tasks, Printers(tmp_path / "out", {}, seen_first=frozenset({"receipt"}))
    )
    shown: list[object] = []
    prints.shown.connect(shown.append)
    job = replace(job_of(desk), state="waiting")
    prints._print_new({job.id})((job,))
    assert shown == [job]
    assert not (tmp_path / "out").exists()


def test_sheets_stay_white_and_lie_in_the_middle(qtbot: object) -> None:
    view = PaperView("paper")
    page = QImage(QSize(400, 600), QImage.Format.Format_RGB32)
    page.fill(QColor("white"))
    view.resize(900, 700)
    view.show_pages([page, page])
    view.set_percent(100)
    picture = view.sheets.grab().toImage()
    middle = picture.pixelColor(picture.width() // 2, 100)
    assert middle == QColor("white")
    assert view.count() == 2


def shown_ways(page: PaperPage) -> list[str]:
    """What the chooser of printers offers."""
    return offered(page.slip_parts.way_field)


def offered(field: Field) -> list[str]:
    """What a chooser offers."""
    assert isinstance(field.editor, Chooser)
    return [field.editor.itemText(place) for place in range(field.editor.count())]


def message(page: QWidget, words: str) -> bool:
    """Whether these words are said anywhere on the page."""
    return any(words in label.text() for label in page.findChildren(Label))
