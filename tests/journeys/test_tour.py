"""The tour: the window goes round by itself with any service, leaves pictures and papers, and says what went wrong."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from oss_desk import bootstrap, paths
from oss_desk.cli import FOUND, main
from oss_desk.domain.messages import Refused
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.office.office import DeskGiven, OfficeGiven, OfficialGiven, set_up, sign_in, sign_out
from oss_desk.operations.program import Program
from oss_desk.settings import Settings, read_settings
from oss_desk.storage.database import open_database
from oss_desk.ui.theme import apply
from oss_desk.ui.tour import Told, lead
from tests.samples import NOON

EXAMPLES = Path(__file__).parents[1] / "workflows" / "examples"
SERVICES = Path(__file__).with_name("services")
WINDOW = (1280, 800)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)

Lead = Callable[..., tuple[Told, dict[str, Any], Path]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A machine of the test's own, with a dark theme and large letters that no picture is to show."""
    places = {"SETTINGS": "settings.toml", "DATA": "data", "PAPERS": "papers"}
    named = {f"OSS_DESK_{name}": str(tmp_path / place) for name, place in places.items()}
    return read_settings({**named, "OSS_DESK_THEME": "dark", "OSS_DESK_TEXT_SIZE": "150"})


@pytest.fixture
def tour(settings: Settings, sqlite_sample: str, tmp_path: Path, qapp: QApplication) -> Lead:
    """Leads the tour through a sample office that was made before, at noon; gives what was told and written."""

    def go(*services: str, files: tuple[Path, ...] = ()) -> tuple[Told, dict[str, Any], Path]:
        publish(sqlite_sample, files)
        out = tmp_path / "tour"
        told = lead(settings, at_noon(settings, sqlite_sample), out, services)
        apply(qapp, "light")
        return told, json.loads((out / "tour.json").read_text("utf-8")), out

    return go


def at_noon(settings: Settings, url: str) -> Callable[[], Program]:
    """What opens this sample office, where it stays noon."""
    return lambda: bootstrap.open_sample(settings, database=url, clock=lambda: NOON)


def publish(url: str, files: tuple[Path, ...]) -> None:
    """Take these definitions into the office and put them into force."""
    database = open_database(url)
    supervisor = sign_in(Program(database, lambda: NOON, paths.resources(), "C"), login="rustem")
    for file in files:
        text = file.read_text("utf-8")
        version = catalogue.import_service(supervisor, str(uuid4()), text=text, name=file.name).result
        catalogue.publish(supervisor, str(uuid4()), service_version_id=version.id)
    sign_out(supervisor)
    database.close()


def by_operation(told: dict[str, Any]) -> list[str]:
    """What the window could not do."""
    return [f"{doing['doing']}: {doing['why']}" for doing in told["doings"] if doing["by"] != "window"]


def assert_all_there(told: dict[str, Any], out: Path) -> None:
    """Every picture is a whole window with something on it, every paper opens, and nothing else lies there."""
    for picture in told["pictures"]:
        image = QImage(str(out / picture["file"]))
        assert (image.width(), image.height()) == WINDOW
        seen = {image.pixel(x, y) for x in range(0, WINDOW[0], 40) for y in range(0, WINDOW[1], 40)}
        assert len(seen) > 3, picture
    for paper in told["papers"]:
        document = pypdfium2.PdfDocument(out / paper["file"])
        assert len(document) >= 1
        document.close()
    listed = {one["file"] for kind in ("pictures", "papers") for one in told[kind]}
    assert {file.name for file in out.iterdir()} == {*listed, "tour.json"}


def test_two_services_are_brought_from_walk_in_to_handover(tour: Lead, settings: Settings) -> None:
    said, told, out = tour("resident-parking-permit", "birth-certificate-copy")
    assert said.whole, said.lines
    assert by_operation(told) == []
    assert_all_there(told, out)
    parking, birth = told["services"]
    assert [parking["ending"], birth["ending"]] == ["handed-over", "handed-over"]
    assert parking["applicant"] == birth["applicant"]
    assert [(parking["paid"], birth["paid"]), parking["currency"]] == [(7200, 500), "EUR"]
    assert {receipt["number"] for receipt in told["receipts"]} == {*parking["receipts"], *birth["receipts"]}
    assert all(receipt["given"] - receipt["change"] == receipt["amount"] for receipt in told["receipts"])
    kinds = {paper["kind"] for paper in told["papers"]}
    assert kinds == {"application", "receipt", "acknowledgement", "handover"}
    names = [picture["file"].split("-", 1)[1].removesuffix(".png") for picture in told["pictures"]]
    assert names[:2] == ["sign-in", "counter"]
    assert {"new-citizen", "documents", "details", "pay", "receipt-dark", "catalogue", "worklist", "collect"} <= {
        *names
    }
    assert not settings.file.exists()
    assert not settings.papers.exists()


def test_services_that_nobody_here_wrote_are_toured_too(tour: Lead) -> None:
    files = (SERVICES / "street-festival.yaml", EXAMPLES / "shop-sign-permit.yaml")
    said, told, out = tour("street-festival", "shop-sign-permit", files=files)
    assert said.whole, said.lines
    assert by_operation(told) == []
    assert_all_there(told, out)
    festival, sign = told["services"]
    assert [festival["ending"], sign["ending"]] == ["handed-over", "done"]
    assert festival["applicant"] != sign["applicant"]  # one is for an association, through the visitor
    assert len(festival["receipts"]) == 3  # at the start, after the assessment, at the handover
    assert any("second person" in doing["doing"] for doing in told["doings"])


def test_what_cannot_be_walked_is_told_and_the_rest_is_done(tour: Lead, tmp_path: Path) -> None:
    before = tmp_path / "tour"
    before.mkdir()
    (before / "01-old.png").write_bytes(b"old")
    (before / "tour.json").write_text(json.dumps({"pictures": [{"file": "01-old.png"}], "papers": []}), "utf-8")
    said, told, out = tour("second-copy", "proof-of-residence", files=(SERVICES / "second-copy.yaml",))
    assert not said.whole
    impossible, proof = told["services"]
    assert (impossible["case"], impossible["ending"]) == ("", "")
    assert proof["ending"] == "handed-over"
    (problem,) = told["problems"]
    assert problem["service"] == "second-copy"
    assert "The first letter" in problem["what"]
    assert any(line.startswith("Problem with second-copy: ") for line in said.lines)
    assert_all_there(told, out)


def test_a_service_that_is_not_published_ends_the_command_with_its_own_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: QApplication
) -> None:
    out = tmp_path / "tour"
    assert main(["tour", "--out", str(out), "--services", "flying-licence"]) == FOUND
    said = capsys.readouterr().out
    assert "flying-licence" in said
    assert "birth-certificate-copy" in said
    assert json.loads((out / "tour.json").read_text("utf-8"))["whole"] is False


def test_a_real_office_is_refused(settings: Settings, tmp_path: Path, new_sqlite: Callable[[], str]) -> None:
    url = new_sqlite()
    given = OfficeGiven(name="Town hall", currency="EUR", zone="Europe/Tallinn", country="EE")
    someone = OfficialGiven("ann", "Ann", ("administrator",), "long enough")
    database = open_database(url)
    desks = (DeskGiven("A", "Counter 1"),)
    set_up(database, clock=lambda: NOON, resources=paths.resources(), office=given, desks=desks, officials=(someone,))
    database.close()
    with pytest.raises(Refused, match="not-a-sample"):
        lead(settings, at_noon(settings, url), tmp_path / "tour")
    assert not (tmp_path / "tour").exists()
