"""After a break two people began a new epoch, or a backup was restored: product and verifier go on, papers too."""

import json
import shutil
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pysqlite3
import pytest

from oss_desk import bootstrap
from oss_desk.domain.messages import Refused
from oss_desk.operations.care import archives, backups
from oss_desk.operations.history import integrity
from oss_desk.operations.history.verifying import verify
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.program import Look
from oss_desk.settings import Settings
from oss_desk.storage.database import open_database
from tests.operations.conftest import Clock, Shop
from tests.operations.test_verifier import office, verifier

__all__ = ["office"]

BENDS: dict[str, tuple[str, ...]] = {
    "an amount was changed": (
        "UPDATE payment SET amount = 400 WHERE id = 1",
        "UPDATE event SET payload = replace(payload, '\"amount\":500', '\"amount\":400') WHERE id = 16",
    ),
    "a payment was taken out": ("DELETE FROM payment_part WHERE payment_id = 2", "DELETE FROM payment WHERE id = 2"),
    "an entry was taken out": (
        "DELETE FROM event_text WHERE event_id = 20",
        "DELETE FROM link WHERE event_id = 20",
        "DELETE FROM event WHERE id = 20",
    ),
    "an entry was put in": (
        "INSERT INTO event SELECT 9999, desk_id, 9999, kind, at, official_id, role, command_id, subject_kind, "
        "subject_id, payload FROM event WHERE id = 12",
    ),
}


CUT = (
    "DELETE FROM event_text WHERE event_id > (SELECT max(id) - 4 FROM event)",
    "DELETE FROM link WHERE event_id > (SELECT max(id) - 4 FROM event)",
    "DELETE FROM event WHERE id > (SELECT max(id) - 4 FROM event)",
)


def bend(file: Path, statements: tuple[str, ...]) -> None:
    """What somebody with the file does, the guards taken down for it and put up again."""
    with closing(pysqlite3.connect(str(file), isolation_level=None)) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)
        for _, sql in guards:
            connection.execute(sql)


def archived(shop: Shop, office: Path, folder: Path) -> Any:
    """What the verifier finds in an archive made now."""
    shop.clock.forward(minutes=1)
    made = archives.make_archive(shop.at("sue"), folder, office, with_texts=True)
    found, _ = verifier.examine(folder / made.name)
    return found


@pytest.mark.parametrize("what", BENDS)
def test_what_two_people_put_on_record_is_known_and_what_comes_later_is_not(
    office: Path, tmp_path: Path, what: str
) -> None:
    file = Path(shutil.copy(office / "office.sqlite", tmp_path / "office.sqlite"))
    bend(file, BENDS[what])
    with closing(open_database(f"sqlite:///{file}")) as database:
        shop = Shop(database, Clock(), opens_shifts=False)
        shop.clock.forward(days=1)
        assert archived(shop, office, tmp_path).bad
        shop.do(integrity.begin_epoch, by="sue", reason="The disk was swapped", second=Second("sam"))
        found = archived(shop, office, tmp_path)
        assert found.bad == []
        assert found.known
        with database.reading() as work:
            assert verify(Look(shop.at("sue"), work, shop.clock())).whole
    bend(file, ("UPDATE payment SET amount = 300 WHERE id = 3",))
    with closing(open_database(f"sqlite:///{file}")) as database:
        shop = Shop(database, Clock(), opens_shifts=False)
        shop.clock.forward(days=2)
        later = archived(shop, office, tmp_path)
        assert any("row 3 of payment" in sentence for sentence in later.bad)


def test_where_the_newest_entries_were_cut_off_nothing_more_is_stored_and_it_is_said(
    office: Path, tmp_path: Path
) -> None:
    file = Path(shutil.copy(office / "office.sqlite", tmp_path / "office.sqlite"))
    bend(file, CUT)
    with closing(open_database(f"sqlite:///{file}")) as database:
        shop = Shop(database, Clock(), opens_shifts=False)
        with pytest.raises(Refused, match="numbers-cut"):
            shop.at("sue")
        with database.reading() as work:
            breaks = verify(Look(shop.program("R"), work, shop.clock())).breaks
    assert any((one.harm, one.of, one.chain) == ("cut-off", "event", "R") for one in breaks)


def test_papers_from_before_a_restored_backup_fit_and_those_of_the_lost_time_say_why_not(
    office: Path, tmp_path: Path
) -> None:
    file = Path(shutil.copy(office / "office.sqlite", tmp_path / "office.sqlite"))
    with closing(open_database(f"sqlite:///{file}")) as database:
        shop = Shop(database, Clock(), opens_shifts=False)
        shop.clock.forward(days=1)
        made = backups.make_backup(shop.at("sue"), tmp_path)
    url = f"sqlite:///{tmp_path / 'restored.sqlite'}"
    settings = Settings(tmp_path / "settings.toml", tmp_path, tmp_path, url, tmp_path)
    bootstrap.restore_office(settings, tmp_path / made.name, url)
    closes = [json.loads(row) for row in (office / "with" / "tables" / "z_report.jsonl").read_bytes().splitlines()]
    printed = [f"A:{close['number']}:{close['digest'][:10]}" for close in closes]
    with closing(open_database(url)) as database:
        shop = Shop(database, Clock(bootstrap.now()), opens_shifts=False)
        archive = archives.make_archive(shop.at("sue"), tmp_path, office)
        with zipfile.ZipFile(tmp_path / archive.name) as packed:
            assert '"office/2"' in packed.read("manifest.json").decode()
    said = "\n".join(verifier.verify(tmp_path / archive.name, printed_closes=printed))
    assert "2 printed Z reports fit" in said
    assert "chains were begun anew" in said
    assert "because a backup was restored" in said
    with pytest.raises(verifier.Bad, match="a backup was restored since"):
        verifier.verify(tmp_path / archive.name, printed_closes=["A:3:0123456789"])
