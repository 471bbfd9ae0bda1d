"""History held against its chains: erasing, a break that stops money, a new epoch, and a copy of yesterday."""

import json
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from oss_desk.domain.chain import KnownHead
from oss_desk.domain.history import Event, EventText
from oss_desk.domain.messages import Refused
from oss_desk.operations.history import erasing, history, integrity, verifying
from oss_desk.operations.history.said import message_of
from oss_desk.operations.money import cashing_up, till
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.office import office
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.program import Look
from oss_desk.operations.sheets.history import HistoryReport
from oss_desk.operations.visits import visits
from oss_desk.storage import chain, guards, rows
from oss_desk.storage.database import open_database
from tests.operations.casework import copy_case, start
from tests.operations.conftest import COPY, Clock, Shop
from tests.operations.test_bent_history import unguarded
from tests.storage.older import engine

SUE = Second("sue")


def checked(shop: Shop, *heads: KnownHead, by: str = "aude") -> HistoryReport:
    """What a whole check says."""
    report: HistoryReport = integrity.check_history(shop.at(by), heads=heads)
    return report


def bend(shop: Shop, *statements: str) -> None:
    """Change the database past the program, and put the guards up again as if nothing had been."""
    with closing(engine(shop.database.address.render_as_string(hide_password=False)).connect()) as connection:
        unguarded(connection)
        for statement in statements:
            connection.execute(text(statement))
        guards.put_up(connection)
        connection.commit()


def refusal(verb: Any, *given: Any, **values: Any) -> str:
    """The code with which it is refused."""
    with pytest.raises(Refused) as refused:
        verb(*given, **values)
    return refused.value.message.code


def test_an_office_at_work_holds(shop: Shop) -> None:
    copy_case(shop, shop.service(COPY))
    report = checked(shop)
    assert (report.breaks, report.known) == ((), ())
    assert report.links > 10
    assert {line.desk for line in report.chains} == {"", "A", "R"}
    assert verifying.lately(shop.at("ada"), 1) is None
    assert verifying.of_day(shop.at("ada"), 1) is None


def test_erased_texts_leave_the_chain_whole_and_emptied_ones_do_not(shop: Shop) -> None:
    ann, ben = shop.citizen("Ann"), shop.citizen("Ben")
    values: dict[str, Any] = {"kind": "citizen", "id": ann.id, "reason": "She asked for it"}
    assert refusal(shop.do, erasing.erase_texts, by="sam", **values) == "second-needed"
    shop.do(erasing.erase_texts, by="sam", second=SUE, **values)
    with shop.database.reading() as work:
        gone = [one for one in rows.every(work, EventText) if not one.text]
        assert [(one.salt, len(one.digest)) for one in gone] == [("", 64)]
    assert checked(shop).whole
    assert refusal(shop.do, erasing.erase_texts, by="sam", second=SUE, **{**values, "id": 4711}) == "nothing-to-erase"
    told = f"SELECT id FROM event WHERE subject_kind = 'citizen' AND subject_id = {ben.id}"
    bend(shop, f"UPDATE event_text SET text = '', salt = '' WHERE event_id IN ({told})")
    assert [one.of for one in checked(shop).breaks] == ["event_text"]


def test_a_break_stops_money_until_two_people_begin_anew(shop: Shop) -> None:
    version = shop.service(COPY)
    copy_case(shop, version)
    bend(shop, "UPDATE payment SET amount = 400", "UPDATE payment_part SET amount = 400, given = 400")
    report = checked(shop)
    assert [(one.harm, one.of, one.key) for one in report.breaks] == [
        ("changed", "payment", "1"),
        ("changed", "payment_part", "1"),
    ]
    assert report.said[0].code == "history-payment-changed"
    assert history.history_sheet(shop.at("aude")).broken
    assert refusal(copy_case, shop, version) == "chain-broken"
    back: dict[str, Any] = {"receipt_id": 1, "reason": "other", "words": "Not wanted", "second": Second("sue")}
    assert refusal(shop.do, till.void, **back) == "chain-broken"
    values: dict[str, Any] = {"reason": "The disk was swapped by the cleaner"}
    assert refusal(shop.do, integrity.begin_epoch, by="sue", **values) == "second-needed"
    assert refusal(shop.do, integrity.begin_epoch, by="sue", second=SUE, **values) == "second-is-first"
    shop.do(integrity.begin_epoch, by="sue", second=Second("sam"), **values)
    after = checked(shop)
    assert (after.breaks, len(after.known)) == ((), 2)
    begun = next(line for line in after.chains if (line.desk, line.epoch) == ("A", 2))
    before = next(line for line in after.chains if (line.desk, line.epoch) == ("A", 1))
    assert (begun.before, begun.reason) == (before.head, "after-break")
    left = visits.today(shop.at("ada")).open_visit
    assert left is not None
    sheet = visits.visit(shop.at("ada"), visit_id=left.id)
    start(shop, sheet.visit, *(line.request for line in sheet.lines), owed=500)
    assert checked(shop).whole
    assert refusal(shop.do, integrity.begin_epoch, by="sue", second=Second("sam"), **values) == "history-whole"


def test_what_no_chain_names_begins_anew_with_the_office(shop: Shop) -> None:
    shop.citizen()
    bend(shop, "DELETE FROM link WHERE event_id = (SELECT max(event_id) FROM link)")
    assert not checked(shop).whole
    shop.do(integrity.begin_epoch, by="sue", second=Second("sam"), reason="A test of the disk")
    assert checked(shop).whole
    shop.citizen("Somebody Else")
    assert checked(shop).whole


def test_the_same_break_is_put_on_record_once_and_signing_in_finds_it_too(shop: Shop) -> None:
    shop.citizen()
    bend(shop, "UPDATE event SET payload = '{}' WHERE kind = 'citizen-added'")
    url = shop.database.address.render_as_string(hide_password=False)
    shop.database.close()
    with closing(open_database(url)) as database:
        again = Shop(database, shop.clock)
        again.at("ada")
        assert checked(again).breaks[0].harm == "changed"
        with database.reading() as work:
            assert len(rows.every(work, Event, kind=integrity.BROKEN)) == 1
        again.citizen("Nobody is kept from working")


def test_a_close_has_the_office_vouch_for_the_desk_and_a_cut_is_found_by_it(shop: Shop) -> None:
    shop.citizen()
    shop.at("ada")
    shop.opens_shifts = False
    shop.do(cashing_up.count_till, counted=Counted(0))
    closed = shop.do(cashing_up.close_shift)
    _, epoch, seq, digest = json.loads(closed.content)["head"].split(":")
    assert checked(shop, KnownHead("A", int(epoch), int(seq), digest)).whole
    shop.citizen("Later")
    bend(shop, *cut("A", int(seq)))
    assert ("cut-off", "head") in {(one.harm, one.of) for one in checked(shop).breaks}


def cut(desk: str, seq: int) -> list[str]:
    """Take away every entry of a desk's chain from that one on, its events and the count of them."""
    chain_id = f"(SELECT id FROM chain WHERE desk_id = (SELECT id FROM desk WHERE code = '{desk}'))"
    events = f"SELECT event_id FROM link WHERE chain_id = {chain_id} AND seq >= {seq}"
    return [
        f"CREATE TABLE doomed AS {events}",
        "DELETE FROM event_text WHERE event_id IN (SELECT event_id FROM doomed)",
        "DELETE FROM link WHERE event_id IN (SELECT event_id FROM doomed)",
        "DELETE FROM event WHERE id IN (SELECT event_id FROM doomed)",
        "DROP TABLE doomed",
    ]


def test_a_copy_of_yesterday_is_found_by_the_close_of_today(shop_file: Path, clock: Clock, tmp_path: Path) -> None:
    today, yesterday = tmp_path / "today.sqlite", tmp_path / "yesterday.sqlite"
    with closing(open_database(f"sqlite:///{shutil.copy(shop_file, today)}")) as database:
        shop = Shop(database, clock)
        shop.citizen()
        shutil.copy(today, yesterday)
        shutil.copy(f"{today}-wal", f"{yesterday}-wal")
        shop.clock.forward(days=1)
        shop.citizen("Today")
        with shop.database.reading() as work:
            _, seq, digest = chain.head(work, 1) or (0, 0, "")
        printed = KnownHead("A", 1, seq, digest[:12])
        assert checked(shop, printed).whole
    with closing(open_database(f"sqlite:///{yesterday}")) as database:
        put_back = Shop(database, clock)
        assert [(one.harm, one.of) for one in checked(put_back, printed).breaks] == [("cut-off", "head")]
        with put_back.database.reading() as work:
            assert rows.every(work, Event, kind=integrity.BROKEN) == ()


def test_a_supervisor_sees_everybodys_acts_and_narrows_them(shop: Shop) -> None:
    shop.citizen()
    sheet = history.event_list(shop.at("sue"))
    assert sheet.events[0].kind == "signed-in"
    assert sheet.events[0].official == "Sue"
    assert {line.kind for line in history.event_list(shop.at("sue"), kind="citizen-added").events} == {"citizen-added"}
    assert {line.desk for line in history.event_list(shop.at("aude"), desk="A").events} == {"A"}
    today = shop.clock().date()
    assert history.event_list(shop.at("aude"), day=today).events
    assert refusal(history.event_list, shop.at("ada")) == "not-allowed"
    assert refusal(integrity.check_history, shop.at("ben")) == "not-allowed"
    assert office.head(shop.at("adam")) is not None
    assert history.history_sheet(shop.at("adam")).chains


def test_each_kind_of_break_has_its_sentence(shop: Shop) -> None:
    shop.citizen()
    bend(shop, "UPDATE event SET payload = '[]' WHERE kind = 'signed-in'")
    with shop.database.reading() as work:
        look = Look(shop.at("aude"), work, shop.clock())
        report = verifying.verify(look)
        said = {message_of(look, one).code for one in report.breaks}
    assert said == {"history-event-changed"}
    assert all(message.values["chain"] for message in report.said)


ENDED = (
    "UPDATE cash_session SET closed_at = opened_at, ended = 'counted', closed_by_id = official_id WHERE ended IS NULL"
)


def test_a_shift_without_its_z_and_a_z_that_leaves_out_money_do_not_add_up(shop: Shop) -> None:
    """R22: each payment is in exactly one Z, whatever the rows beside it say."""
    copy_case(shop, shop.service(COPY))
    shop.do(cashing_up.count_till, counted=Counted(500))
    shop.do(cashing_up.close_shift)
    assert checked(shop).whole
    shop.do(cashing_up.open_shift, float_counted=Counted(0))
    bend(shop, ENDED, "UPDATE z_report SET gross = gross - 1")
    said = {(message.code, message.values["key"]) for message in checked(shop).said}
    assert {("history-shift-unfit", "2"), ("history-close-unfit", "1")} <= said
