"""A command sent twice is done once: the same rows again, no event, no change; with other values it is refused."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from oss_desk import operations
from oss_desk.domain.history import Command, Event
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Official
from oss_desk.domain.people import Person
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.messages import EVERY_TEXT
from oss_desk.operations.office import office
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.people import people
from oss_desk.operations.people.person_given import CitizenGiven, OrganisationGiven
from oss_desk.operations.program import canonical, digest_of
from oss_desk.operations.visits import basket, visits
from oss_desk.storage import rows
from oss_desk.storage.database import Database
from tests.operations import casework
from tests.operations.conftest import COPY, RESIDENCE, Clock, Shop, set_up

OPERATIONS_FOLDER = Path(operations.__path__[0])


@dataclass
class Twice(Shop):
    """A sample office whose officials press every button twice, and a third time with something else typed."""

    done: list[str] = field(default_factory=list)

    def do(self, verb: Callable[..., Any], /, *, by: str = "ada", desk: str = "", **values: Any) -> Any:
        """What a command made, after proving that sending it again makes nothing."""
        program, command = self.at(by, desk), str(uuid4())
        first = verb(program, command, **values)
        happened = self.events()
        second = verb(program, command, **values)
        assert (second.result, second.changes) == (first.result, ())
        with pytest.raises(Refused) as refused:
            verb(program, command, **values, and_also="something else")
        assert refused.value.message.code == "command-used-otherwise"
        assert self.events() == happened
        self.done.append(verb.__name__)
        return first.result

    def events(self) -> int:
        """How much has happened in the whole office."""
        with self.database.reading() as work:
            return len(rows.every(work, Event))


@pytest.fixture
def twice(database: Database, clock: Clock) -> Twice:
    """A sample office where everything is sent twice."""
    set_up(database, clock)
    return Twice(database, clock)


def test_a_visit_and_its_basket_sent_twice_are_made_once(twice: Twice) -> None:
    citizen = twice.citizen(documents=(("passport", "P 1", "GE", date(2030, 1, 1)),))
    child = twice.citizen("Nino Kvelidze")
    twice.do(
        people.correct_citizen,
        citizen_id=citizen.id,
        version=citizen.version,
        citizen=CitizenGiven("Tamar K.", documents=(("passport", "P 2", "", None),)),
    )
    body = twice.do(people.add_organisation, organisation=OrganisationGiven("Bakery"))
    twice.do(
        people.correct_organisation,
        organisation_id=body.id,
        version=1,
        organisation=OrganisationGiven("Bakery Ltd"),
    )
    copy, residence = twice.service(COPY), twice.service(RESIDENCE)
    visit = twice.visit()
    request = twice.line(visit, copy)
    visit = twice.do(visits.set_visitor, visit_id=visit.id, version=visit.version, citizen_id=citizen.id)
    twice.do(basket.add_life_event, visit_id=visit.id, code="moving-house")
    line = visits.visit(twice.at("ada"), visit_id=visit.id).lines[0].request
    line = twice.do(basket.set_quantity, request_id=request.id, version=line.version, quantity=2)
    applicant = Person("citizen", child.id)
    line = twice.do(basket.set_applicant, request_id=request.id, version=line.version, applicant=applicant)
    key = visits.visit(twice.at("ada"), visit_id=visit.id).papers[0].key
    paper = {"visit_id": visit.id, "key": key, "type": "passport"}
    twice.do(basket.mark_paper, **paper, mark="original-seen", issued_on=date(2020, 1, 1))
    twice.do(basket.refuse_paper, **paper, reason="Torn")
    twice.do(basket.unmark_paper, **paper)
    twice.do(basket.remove_service, request_id=request.id, version=line.version)
    held = twice.do(visits.hold_visit, visit_id=visit.id, version=visit.version, reason="Lunch")
    resumed = twice.do(visits.resume_visit, by="ben", visit_id=visit.id, version=held.version)
    twice.do(visits.close_visit, by="ben", visit_id=visit.id, version=resumed.version)
    assert residence.service == "proof-of-residence"
    assert len(set(twice.done)) == 19


def test_a_case_sent_twice_at_every_step_is_one_case_with_one_receipt(twice: Twice) -> None:
    case = casework.copy_case(twice, twice.service(COPY))
    casework.act(twice, case, "found", by="ada", desk="A")
    casework.signed(twice, case, "N 1")
    casework.collect(twice, case)
    sheet = casework.sheet(twice, case)
    assert (sheet.case.ending, sheet.paid.minor, sheet.receipts) == ("handed-over", 500, ("A-000001",))
    assert {"start_cases", "act", "issue_output", "hand_over"} <= set(twice.done)


def test_the_office_itself_is_changed_once(twice: Twice) -> None:
    twice.do(office.add_desk, by="adam", code="D4")
    desk = twice.do(office.add_desk, by="adam", code="D5")
    twice.do(office.change_desk, by="adam", desk_id=desk.id, version=desk.version, name="Five", takes_cash=False)
    values: dict[str, Any] = {"login": "zoe", "name": "Zoe", "roles": ("clerk",), "password": "river and stone"}
    zoe = twice.do(office.add_official, by="adam", **values)
    twice.do(
        office.change_official,
        by="adam",
        official_id=zoe.id,
        version=zoe.version,
        roles=("cashier",),
        second=Second("sue"),
    )
    twice.do(office.change_office, by="adam", version=1, name="Bridge House")
    twice.do(office.set_hours, by="adam", version=2, hours={0: ((540, 720),)})
    twice.do(office.add_closing_day, by="adam", day=date(2026, 9, 16))
    twice.do(office.remove_closing_day, by="adam", day=date(2026, 9, 16))
    twice.do(office.change_place, by="adam", version=3, zone="Europe/Lisbon", country="PT")
    means: dict[str, Any] = {"title": {"en": "Card"}, "needs_reference": False, "active": True}
    twice.do(office.change_means, by="adam", version=4, code="card", **means)
    twice.do(office.keep_role, by="adam", version=5, code="archivist", title={"en": "A"}, belongs_to="back_office")
    twice.do(office.set_holiday, by="adam", version=6, key="Dia de Natal", worked=True)
    closed = twice.do(office.close_desk, by="adam", desk_id=desk.id, version=desk.version + 1)
    twice.do(office.reopen_desk, by="adam", desk_id=desk.id, version=closed.version)
    twice.do(catalogue.load_registers, by="sue")


def test_the_same_id_for_another_operation_is_refused(shop: Shop) -> None:
    program, command = shop.at("ada"), str(uuid4())
    people.add_citizen(program, command, citizen=CitizenGiven("Ane"))
    with pytest.raises(Refused) as refused:
        people.add_organisation(program, command, organisation=OrganisationGiven("Ane"))
    assert refused.value.message.code == "command-used-otherwise"


def test_a_refused_command_leaves_nothing_and_may_be_sent_again(shop: Shop) -> None:
    program, command = shop.at("ada"), str(uuid4())
    visit = shop.visit()
    with pytest.raises(Refused):
        visits.open_visit(program, command)
    with shop.database.reading() as work:
        assert rows.find(work, Command, id=command) is None
    shop.do(visits.close_visit, visit_id=visit.id, version=visit.version)
    assert visits.open_visit(program, command).result.state == "open"


def test_a_command_says_what_it_changed(shop: Shop) -> None:
    done = visits.open_visit(shop.at("ada"), str(uuid4()))
    assert [(change.kind, change.id) for change in done.changes] == [("visit", done.result.id)]


def test_events_of_a_desk_have_no_gap_and_say_who_in_which_role(shop: Shop) -> None:
    shop.opens_shifts = False
    shop.citizen()
    shop.visit()
    with shop.database.reading() as work:
        events = rows.every(work, Event, order_by=("seq",), desk_id=1)
    assert [event.seq for event in events] == [1, 2, 3, 4]
    assert [(event.kind, event.role) for event in events][-2:] == [
        ("citizen-added", "clerk"),
        ("visit-opened", "clerk"),
    ]


def test_a_password_is_in_no_digest_and_no_row(shop: Shop) -> None:
    with_one = digest_of("add_official", (), {"login": "zoe", "password": "river and stone"})
    with_other = digest_of("add_official", (), {"login": "zoe", "password": "something else"})
    second = canonical(Second("sue", "river and stone"))
    values: dict[str, Any] = {"login": "zoe", "name": "Zoe", "roles": (), "password": "river and stone"}
    zoe: Official = shop.do(office.add_official, by="adam", **values)
    with shop.database.reading() as work:
        told = [event.payload for event in rows.every(work, Event)]
    assert with_one == with_other
    assert "river" not in second
    assert not any("river" in payload for payload in told)
    assert zoe.password_hash is not None
    assert zoe.password_hash.startswith("$argon2id$")


def test_values_of_a_command_have_one_canonical_form() -> None:
    moment = datetime(2026, 9, 15, 8, 0, tzinfo=UTC)
    value = {"b": {"z", "a"}, "a": (1, True, None, date(2026, 9, 15), moment, Person("citizen", 1)), "password": "kept"}
    assert canonical(value) == (
        '{"a":[1,true,null,"2026-09-15","2026-09-15T08:00:00+00:00",{"id":1,"kind":"citizen"}],'
        '"b":["a","z"],"password":"kept"}'
    )
    with pytest.raises(TypeError):
        canonical({"amount": 1.5})


def test_every_refusal_of_operations_has_its_sentence() -> None:
    codes = {code for path in OPERATIONS_FOLDER.rglob("*.py") for code in refused_with(path)}
    assert len(codes) > 60
    assert sorted(codes - set(EVERY_TEXT)) == []


def refused_with(path: Path) -> Iterator[str]:
    """The codes that a module refuses with."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "refuse":
            code = node.args[0]
            parts = (code.body, code.orelse) if isinstance(code, ast.IfExp) else (code,)
            yield from (str(part.value) for part in parts if isinstance(part, ast.Constant))


def test_sentences_say_what_to_do_and_never_plead() -> None:
    for code, text in EVERY_TEXT.items():
        assert not re.search(r"!(?!\w)", text), code
        assert not {"please", "successfully", "invalid"} & set(text.lower().split()), code
