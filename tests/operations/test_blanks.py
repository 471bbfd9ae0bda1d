"""Numbered blanks: received and moved by two, one sheet for each output, spoilt ones kept, gaps listed by number."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from oss_desk.domain import papers
from oss_desk.domain.blanks import BlankLot, BlankSpoilt, BlankUse
from oss_desk.domain.cases import Case
from oss_desk.domain.figures import BlankFigures
from oss_desk.domain.history import Event
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Desk
from oss_desk.operations.cases import handover
from oss_desk.operations.money import cashing_up
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.papers import blank_counts, blank_papers, blank_stock, blanks
from oss_desk.operations.papers.blank_counts import StackGiven
from oss_desk.operations.papers.blank_sheet import blanks_here
from oss_desk.operations.papers.till_papers import figures_of
from oss_desk.operations.program import Look
from oss_desk.operations.sheets import BlankLine, BlanksSheet
from oss_desk.storage import rows
from tests.operations.casework import act, copy_case, sheet
from tests.operations.conftest import COPY, Clock, Shop

KIND = "civil-certificate"
ON_BLANKS = COPY.replace("valid_for: P1Y}", f"valid_for: P1Y, blank: {KIND}}}")
SAM, ADAM = Second("sam"), Second("adam")


def code(call: Callable[[], object]) -> str:
    """The code of the refusal."""
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.message.code


def desk(shop: Shop, name: str) -> int:
    """The id of a desk."""
    with shop.database.reading() as work:
        found = rows.find(work, Desk, code=name)
    assert found is not None
    return found.id


def receive(shop: Shop, first: str = "CC 000001", last: str = "CC 000010", at: str = "R", **values: Any) -> BlankLot:
    """Sheets received by the supervisor before a second person."""
    usual = {"kind": KIND, "supplier": "State printer", "slip": "S 17", "second": ADAM}
    lot: BlankLot = shop.do(
        blanks.receive_blanks, by="sue", first=first, last=last, desk_id=desk(shop, at), **{**usual, **values}
    )
    return lot


def issue(shop: Shop, case: Case, number: str = "", position: int = 1, **values: Any) -> Any:
    """The output of a case made on a sheet, by the registrar at the back office."""
    version = sheet(shop, case).case.version
    given: dict[str, Any] = {
        "case_id": case.id,
        "version": version,
        "output": "certificate",
        "position": position,
        "number": number,
    }
    return shop.do(handover.issue_output, by="rita", **given, **values)


def here(shop: Shop, by: str = "rita") -> BlanksSheet:
    """The blanks of the desk at which that official works."""
    return blanks_here(shop.at(by))


def line(shop: Shop, at: str = "R", **values: Any) -> BlankLine:
    """The one kind of blank of a desk, as a close says it."""
    (found,) = blank_stock.blanks_of_desk(shop.at("sue"), desk_id=desk(shop, at), **values)
    return found


@pytest.fixture
def found(shop: Shop) -> Case:
    """Two copies of a birth certificate, to be made on blanks; the office has none yet."""
    case = copy_case(shop, shop.service(ON_BLANKS), copies=2)
    return act(shop, case, "found", by="ada")


def test_what_is_received_lies_at_its_desk_and_two_have_signed(shop: Shop) -> None:
    lot = receive(shop)
    with shop.database.reading() as work:
        (event,) = rows.every(work, Event, kind="blanks-received")
        (job,) = rows.every(work, PrintJob, kind="blanks")
    paper = papers.from_json("blanks", job.content)
    (stack,) = here(shop).stacks
    assert (stack.next_serial, stack.left, stack.stretches) == ("CC 000001", 10, (("CC 000001", "CC 000010"),))
    assert (lot.official_id != lot.second_official_id, lot.event_id) == (True, event.id)
    assert json.loads(event.payload)["sheets"] == 10
    assert isinstance(paper, papers.BlanksPaper)
    assert (paper.signs, [fact.text for fact in paper.facts]) == (
        ("Sue", "Adam"),
        ["State printer", "S 17", "R · Back office"],
    )
    assert here(shop, "ada").stacks == ()


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"second": None}, "second-needed"),
        ({"second": Second("sue")}, "second-is-first"),
        ({"second": Second("rita")}, "second-may-not"),
        ({"kind": "banknote"}, "blank-kind-unknown"),
        ({"supplier": " "}, "blank-supplier-needed"),
        ({"slip": ""}, "blank-slip-needed"),
        ({"first": ""}, "blank-serial-needed"),
        ({"first": "CC"}, "blank-serial-unreadable"),
        ({"last": "CD 000010"}, "blank-lot-of-two"),
        ({"last": "CC 000000"}, "blank-lot-backwards"),
        ({"last": "CC 020001"}, "blank-lot-too-large"),
    ],
)
def test_a_delivery_that_cannot_be_is_refused(shop: Shop, values: dict[str, Any], refused: str) -> None:
    assert code(lambda: receive(shop, **values)) == refused
    assert here(shop).stacks == ()


def test_no_sheet_comes_in_twice(shop: Shop) -> None:
    receive(shop)
    assert code(lambda: receive(shop, "cc000010", "cc000020", at="A")) == "blank-lot-known"
    receive(shop, "CC 000011", "20")
    assert [stack.left for stack in here(shop).stacks] == [10, 10]


def test_an_output_takes_the_next_sheet_of_its_desk(shop: Shop, found: Case) -> None:
    receive(shop)
    offered = [one.blank for one in sheet(shop, found, by="rita").outputs]
    assert [one and (one.next_serial, one.left) for one in offered] == [("CC 000001", 10), ("CC 000002", 10)]
    made = issue(shop, found)
    assert made.number == "CC 000001"
    assert issue(shop, found, "cc000002", position=2).number == "CC 000002"
    assert (here(shop).stacks[0].next_serial, here(shop).stacks[0].left) == ("CC 000003", 8)
    assert act(shop, found, "signed", by="rita").step == "ready"
    with shop.database.reading() as work:
        uses = rows.every(work, BlankUse)
    assert [use.serial for use in uses] == ["CC 000001", "CC 000002"]
    assert uses[0].issued_output_id == made.id


def test_another_sheet_needs_a_reason_which_is_kept(shop: Shop, found: Case) -> None:
    receive(shop)
    assert code(lambda: issue(shop, found, "CC 000005")) == "blank-other-needs-reason"
    issue(shop, found, "CC 000005", reason="The sheets before it stick together")
    (told,) = [one for one in sheet(shop, found).history if one.kind == "output-issued"]
    assert told.texts["reason"] == "The sheets before it stick together"
    assert here(shop).stacks[0].next_serial == "CC 000001"


def test_without_stock_nothing_is_issued(shop: Shop, found: Case) -> None:
    assert code(lambda: issue(shop, found)) == "blank-none-here"
    assert code(lambda: issue(shop, found, "CC 000001")) == "blank-unknown"
    receive(shop, at="A")
    assert code(lambda: issue(shop, found)) == "blank-none-here"
    assert code(lambda: issue(shop, found, "CC 000001")) == "blank-elsewhere"
    assert [one.issued for one in sheet(shop, found).outputs] == [None, None]


def test_what_the_office_numbers_itself_needs_no_stock(shop: Shop) -> None:
    case = act(shop, copy_case(shop, shop.service(COPY)), "found", by="ada")
    assert [one.blank for one in sheet(shop, case).outputs] == [None]
    assert issue(shop, case, "2026/17").number == "2026/17"


def test_a_sheet_is_used_once(shop: Shop, found: Case) -> None:
    receive(shop)
    issue(shop, found)
    assert code(lambda: issue(shop, found, "CC 000001", position=2)) == "blank-used"


def test_a_spoilt_output_leaves_its_sheet_to_be_kept(shop: Shop, found: Case) -> None:
    receive(shop)
    made = issue(shop, found)
    spoil: dict[str, Any] = {"issued_output_id": made.id, "reason": "Ink ran", "by": "rita"}
    now = sheet(shop, found).case.version
    assert code(lambda: shop.do(handover.spoil_output, **spoil, version=now)) == "blank-place-needed"
    shop.do(handover.spoil_output, **spoil, version=now, place="Safe")
    (kept,) = here(shop).spoilt
    assert (kept.serial, kept.reason, kept.place, kept.case) == ("CC 000001", "Ink ran", "Safe", found.number)
    assert issue(shop, found).number == "CC 000002"
    assert (line(shop).used, line(shop).spoilt, line(shop).expected) == (1, 1, 8)


def test_a_sheet_spoilt_before_it_was_used_is_kept_until_two_destroy_it(shop: Shop, found: Case) -> None:
    lot = receive(shop)
    values: dict[str, Any] = {"by": "rita", "lot_id": lot.id, "serial": "CC 000001"}
    assert code(lambda: shop.do(blanks.spoil_blank, **values, reason="", place="Safe")) == "reason-needed"
    assert code(lambda: shop.do(blanks.spoil_blank, **values, reason="Torn", place=" ")) == "blank-place-needed"
    spoilt = shop.do(blanks.spoil_blank, **values, reason="Torn", place="Safe")
    assert code(lambda: shop.do(blanks.spoil_blank, **values, reason="Torn", place="Safe")) == "blank-spoilt"
    assert code(lambda: issue(shop, found, "CC 000001")) == "blank-spoilt"
    destroy: dict[str, Any] = {"by": "sue", "spoilt_ids": (spoilt.id,)}
    assert code(lambda: shop.do(blanks.destroy_blanks, **destroy)) == "second-needed"
    assert code(lambda: shop.do(blanks.destroy_blanks, by="rita", spoilt_ids=(spoilt.id,))) == "not-allowed"
    shop.do(blanks.destroy_blanks, **destroy, second=ADAM)
    assert here(shop).spoilt == ()
    assert code(lambda: shop.do(blanks.destroy_blanks, **destroy, second=ADAM)) == "blank-destroyed"
    assert code(lambda: issue(shop, found, "CC 000001")) == "blank-spoilt"


def test_what_is_moved_is_used_at_the_other_desk_only(shop: Shop, found: Case) -> None:
    lot = receive(shop, at="R")
    shop.at("sue", "R")
    values: dict[str, Any] = {"by": "sue", "desk": "R", "lot_id": lot.id, "second": SAM}
    to = desk(shop, "A")
    move = blanks.move_blanks
    assert code(lambda: shop.do(move, **values, first="1", last="11", to_desk_id=to)) == "blank-unknown"
    assert (
        code(lambda: shop.do(move, **values, first="1", last="3", to_desk_id=desk(shop, "R"))) == "blank-move-nowhere"
    )
    shop.do(move, **values, first="CC 000001", last="3", to_desk_id=to)
    assert code(lambda: shop.do(move, **values, first="3", last="4", to_desk_id=to)) == "blank-not-all-here"
    assert code(lambda: issue(shop, found, "CC 000002")) == "blank-elsewhere"
    assert issue(shop, found).number == "CC 000004"
    assert (here(shop, "ada").stacks[0].left, here(shop).stacks[0].left) == (3, 6)
    assert (line(shop).moved_out, line(shop, "A").moved_in, line(shop, "A").expected) == (3, 3, 3)


def test_a_count_lists_the_missing_sheets_by_number_and_nothing_is_booked_away(shop: Shop, found: Case) -> None:
    lot = receive(shop)
    issue(shop, found)
    (count,) = shop.do(blank_counts.count_blanks, by="rita", stacks=(StackGiven(lot.id, "CC 000004", 7),))
    assert (count.gaps, count.expected, count.counted) == (("CC 000002", "CC 000003"), 9, 7)
    assert (here(shop).stacks[0].gaps, here(shop).stacks[0].next_serial) == (count.gaps, "CC 000004")
    assert (line(shop).counted, line(shop).difference, line(shop).gaps) == (7, -2, count.gaps)
    assert sheet(shop, found, by="rita").outputs[1].blank is not None
    assert issue(shop, found, "CC 000002", position=2, reason="It lay under the printer").number == "CC 000002"
    assert line(shop).gaps == ("CC 000003",)


def test_a_stack_of_which_nothing_is_left_is_all_gaps(shop: Shop) -> None:
    lot = receive(shop, last="CC 000003")
    count = blank_counts.count_blanks
    assert code(lambda: shop.do(count, by="ada", stacks=(StackGiven(lot.id, "", 0),))) == "blank-stack-unknown"
    assert code(lambda: shop.do(count, by="rita", stacks=(StackGiven(lot.id, "", 2),))) == "blank-top-needed"
    assert code(lambda: shop.do(count, by="rita", stacks=())) == "nothing-counted"
    (made,) = shop.do(count, by="rita", stacks=(StackGiven(lot.id, "", 0),))
    assert made.gaps == ("CC 000001", "CC 000002", "CC 000003")
    assert here(shop).stacks[0].next_serial == ""


def test_a_close_says_what_came_went_and_should_be_there(shop: Shop, found: Case, clock: Clock) -> None:
    receive(shop, last="CC 000010")
    issue(shop, found)
    clock.forward(hours=1)
    since = clock.now
    clock.forward(minutes=1)
    lot = receive(shop, "CC 000011", "15")
    issue(shop, found, position=2)
    shop.do(blanks.spoil_blank, by="rita", lot_id=lot.id, serial="11", reason="Torn", place="Safe")
    told = line(shop, since=since)
    assert (told.opening, told.received, told.used, told.spoilt, told.expected) == (9, 5, 1, 1, 12)
    assert (told.counted, told.difference) == (None, None)
    assert line(shop).opening == 0
    assert line(shop, since=clock.now + timedelta(hours=1)).opening == 12


def test_a_z_says_what_became_of_the_blanks_since_the_z_before(shop: Shop, clock: Clock) -> None:
    lot = receive(shop, last="CC 000005", at="A")
    shop.do(blanks.spoil_blank, by="ada", lot_id=lot.id, serial="CC 000001", reason="Torn", place="Safe")
    counted = (StackGiven(lot.id, "CC 000003", 3),)
    shop.do(blank_counts.count_blanks, by="ada", stacks=counted)
    first = closed(shop)
    assert (first.received, first.spoilt, first.expected, first.counted, first.difference) == (5, 1, 4, 3, -1)
    assert first.gaps == ("CC 000002",)
    clock.forward(minutes=5)
    second = closed(shop)
    assert (second.opening, second.received, second.counted, second.gaps) == (4, 0, None, ("CC 000002",))
    with shop.database.reading() as work:
        paper = next(job for job in rows.every(work, PrintJob, kind="till"))
    assert "CC 000002" in paper.content


def closed(shop: Shop) -> BlankFigures:
    """The shift of desk A opened, counted and closed; what its Z says of the blanks."""
    if cashing_up.till_now(shop.at("ada")).state == "none":
        shop.do(cashing_up.open_shift, by="ada", float_counted=Counted(0))
    shop.do(cashing_up.count_till, by="ada", counted=Counted(0))
    made = shop.do(cashing_up.close_shift, by="ada")
    (line,) = figures_of(made).blanks
    return line


def test_the_stock_of_a_desk_is_a_list_on_paper(shop: Shop, found: Case) -> None:
    lot = receive(shop)
    shop.do(blanks.spoil_blank, by="rita", lot_id=lot.id, serial="CC 000010", reason="Torn", place="Safe")
    shop.do(blank_counts.count_blanks, by="rita", stacks=(StackGiven(lot.id, "CC 000002", 8),))
    paper = blank_papers.blanks_list(shop.at("aude", "R"))
    stock, missing, spoilt = (group.rows for group in paper.groups)
    assert [(row.first, row.last, row.sheets) for row in stock] == [("CC 000002", "CC 000009", 8)]
    assert [row.first for row in missing] == ["CC 000001"]
    assert [row.first for row in spoilt] == ["CC 000010"]


def test_two_desks_cannot_use_one_sheet(shop: Shop, found: Case) -> None:
    """Whatever an operation thought it saw: the database takes a serial of a kind once."""
    receive(shop)
    made = issue(shop, found)
    with shop.database.reading() as work:
        (use,) = rows.every(work, BlankUse)
    other = issue(shop, found, position=2)
    with shop.database.reading() as work:
        second = rows.find(work, BlankUse, issued_output_id=other.id)
    assert second is not None
    assert made.id != other.id
    values = {**vars(use), "issued_output_id": other.id}
    del values["id"]
    with shop.database.writing() as work, pytest.raises(Exception, match=r"(?i)unique"):
        rows.add(work, BlankUse, **values)


class Sheets(RuleBasedStateMachine):
    """Blanks received, moved, used, spoilt and destroyed in any order: each sheet is somewhere, in one state."""

    shop: Shop
    version: Any

    def __init__(self) -> None:
        super().__init__()
        self.lots: list[BlankLot] = []
        self.first = 1

    @rule(sheets=st.integers(1, 4), at=st.sampled_from("AR"))
    def receive(self, sheets: int, at: str) -> None:
        prefix = f"L{type(self).shop.clock.now:%H%M%S}{id(self)} "[-12:]
        last = f"{prefix}{self.first + sheets - 1:04d}"
        self.lots.append(receive(self.shop, f"{prefix}{self.first:04d}", last, at=at))
        self.first += sheets

    @precondition(lambda self: self.lots)
    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        lot, number = self.drawn(data)
        at, to = data.draw(st.sampled_from([("A", "R"), ("R", "A")]))
        serial = lot.serial(number)
        values: dict[str, Any] = {
            "lot_id": lot.id,
            "first": serial,
            "last": serial,
            "to_desk_id": desk(self.shop, to),
            "second": SAM,
        }
        self.tried(lambda: self.shop.do(blanks.move_blanks, by="sue", desk=at, **values))

    @precondition(lambda self: self.lots)
    @rule(data=st.data(), at=st.sampled_from("AR"))
    def spoil(self, data: st.DataObject, at: str) -> None:
        lot, number = self.drawn(data)
        values: dict[str, Any] = {"lot_id": lot.id, "serial": lot.serial(number), "reason": "Torn", "place": "Safe"}
        self.tried(lambda: self.shop.do(blanks.spoil_blank, by="sue", desk=at, **values))

    @rule()
    def destroy(self) -> None:
        with self.shop.database.reading() as work:
            spoilt = rows.every(work, BlankSpoilt)
        ids = tuple(one.id for one in spoilt[-2:])
        self.tried(lambda: self.shop.do(blanks.destroy_blanks, by="sue", spoilt_ids=ids, second=ADAM))

    @rule()
    def use(self) -> None:
        case = act(self.shop, copy_case(self.shop, self.version), "found", by="ada")
        self.tried(lambda: issue(self.shop, case))

    def drawn(self, data: st.DataObject) -> tuple[BlankLot, int]:
        lot = data.draw(st.sampled_from(self.lots))
        return lot, data.draw(st.integers(lot.first, lot.last))

    def tried(self, call: Callable[[], object]) -> None:
        try:
            call()
        except Refused:
            return

    @invariant()
    def each_sheet_is_in_one_state_and_the_sums_are_right(self) -> None:
        program = self.shop.at("sue", "R")
        with program.database.reading() as work:
            look = Look(program, work, program.clock())
            states = {(lot.id, n): blank_stock.state_of(look, lot, n) for lot in self.lots for n in _numbers(lot)}
            desks = {key: blank_stock.desk_of(look, rows.get(work, BlankLot, key[0]), key[1]).code for key in states}
            free = {
                (run.lot.id, n): name
                for name in "AR"
                for run in blank_stock.stock(look, desk(self.shop, name)).free
                for n in range(run.first, run.last + 1)
            }
            ids = {lot.id for lot in self.lots}
            sums = [one for name in "AR" for one in blank_stock.desk_lines(look, desk(self.shop, name), None)]
        mine = {key: name for key, name in free.items() if key[0] in ids}
        assert mine == {key: desks[key] for key, state in states.items() if state == "in-stock"}
        for one in sums:
            gone = one.moved_out + one.used + one.spoilt
            assert one.opening == 0
            assert one.received + one.moved_in - gone == one.expected


def _numbers(lot: BlankLot) -> range:
    return range(lot.first, lot.last + 1)


def test_every_sheet_is_at_any_time_in_exactly_one_state(shop: Shop, rounds: Callable[[int], int]) -> None:
    """In any order of what is done with blanks, on both databases."""
    Sheets.shop, Sheets.version = shop, shop.service(ON_BLANKS)
    run_state_machine_as_test(Sheets, settings=settings(max_examples=rounds(3), stateful_step_count=10, deadline=None))
