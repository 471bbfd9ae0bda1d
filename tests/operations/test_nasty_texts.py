"""Texts that nobody should type, in every place where one can: each is refused with a sentence, or stored and shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import wraps
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oss_desk.domain import typed_text
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Refused
from oss_desk.domain.people import Citizen
from oss_desk.operations.cases import case_drafts, cases, handover, steps
from oss_desk.operations.cases.handover import Override
from oss_desk.operations.given import line
from oss_desk.operations.history import history
from oss_desk.operations.messages import EVERY_TEXT
from oss_desk.operations.money import till
from oss_desk.operations.papers import papers
from oss_desk.operations.people import people
from oss_desk.operations.people.person_given import CitizenGiven, OrganisationGiven
from oss_desk.operations.search import search
from oss_desk.operations.sheets import Collector, PartGiven, Payer, PaymentGiven
from oss_desk.operations.visits import basket, drafts, visits
from oss_desk.storage import rows
from tests.operations.casework import PERMIT, SUE, mark_all
from tests.operations.conftest import COPY, Shop

NASTY = {
    "ten thousand letters": "x" * 10_000,
    "ten thousand words": "word " * 2_000,
    "control characters": "\x00\x01Anna\x1b[31m\x7f\x85",
    "turned round": "\u202egnirts\u202c \u2067abc\u2069 \u200fdone",
    "left open": "\u2066\u202aNina \u2067",
    "nothing to be seen": "\u200b\u200d\ufeff\u2060",
    "only spaces": " \t\u00a0\u3000 ",
    "families of emoji": "👩‍👩‍👧‍👦 🇪🇺 ☠️ 🧑🏽‍🚀",
    "marks piled up": "Z" + "\u0301\u0316" * 300 + "oe",
    "half a letter": "A\ud800B",
    "letters outside the plane": "𝕬𝖑𝖕𝖍𝖆 𐍈 𠮷",
    "tags": "<b>Anna</b><img src=x onerror=alert(1)>&amp;",
    "format": "{name} {0} %s %d %(x)s {}",
    "quotes": "'; DROP TABLE citizen; -- \"",
    "formula": "=cmd|' /C calc'!A0",
    "path": "../../../etc/passwd\\..\\",
    "lines": "one\r\ntwo\u2028three\u2029four\x0bfive",
    "scripts": "Ελένη نَدى ნინო ﷺ สวัสดี 黃 ٣٤",
    "number": "1e309",
    "no number": "NaN",
    "soft": "Kvel\u00adidze\u034f",
}


def sentence(refused: Refused) -> None:
    """Every part of a refusal has its sentence, and its values fit into it."""
    for message in refused.messages:
        told = EVERY_TEXT[message.code]
        assert told.format(**{name: str(value) for name, value in message.values.items()})


@dataclass
class Way:
    """A whole way through the office with one text wherever one is typed; where it is refused the way goes on without.

    `choose` says which of the places of a command bear the text.
    """

    shop: Shop
    text: str
    choose: Callable[[tuple[str, ...]], tuple[str, ...]] = lambda places: places
    stored: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)

    def do(self, verb: Callable[..., Any], places: Mapping[str, Any], by: str = "ada", **values: Any) -> Any:
        """A command with the text in the chosen places; refused, in each of them alone; at last with usual words.

        `places` says for each place what usually stands there; {text} in a structure stands for the text.
        """
        chosen = self.choose(tuple(places))
        usual = {name: _put(place, "usual 1") for name, place in places.items()}
        for names in (chosen, *((name,) for name in chosen), ()):
            said = {name: _put(places[name], self.text) for name in names}
            try:
                done = verb(self.shop.at(by), str(uuid4()), **{**usual, **said, **values})
            except Refused as refused:
                told(refused)
                self.refused |= {f"{verb.__name__}.{name}" for name in names}
                if not names:
                    raise
            else:
                self.stored |= {f"{verb.__name__}.{name}" for name in names}
                return done.result
        raise AssertionError("the last try has the usual words")

    def read(self, verb: Callable[..., Any], **values: Any) -> Any:
        """A reading with the text in it; None when it is refused."""
        try:
            return verb(self.shop.at("ada"), **values)
        except Refused as refused:
            told(refused)
            return None

    def try_out(self, verb: Callable[..., Any], **values: Any) -> Any:
        """A command with the text where it names something; None when it is refused."""
        return self.read(lambda program, **more: verb(program, str(uuid4()), **more), **values)


def told(refused: Refused) -> None:
    """Every part of a refusal has its sentence, and its values fit into it."""
    for message in refused.messages:
        assert message.code in EVERY_TEXT, message
        EVERY_TEXT[message.code].format(**{name: str(value) for name, value in message.values.items()})


TEXT: Any = object()
"""Where the text goes in what a command takes."""


def _put(place: Any, text: str) -> Any:
    """The structure with the text wherever TEXT stands."""
    if place is TEXT:
        return text
    if isinstance(place, tuple):
        return tuple(_put(part, text) for part in place)
    if isinstance(place, Mapping):
        return {name: _put(part, text) for name, part in place.items()}
    if is_dataclass(place) and not isinstance(place, type):
        return replace(place, **{name: _put(part, text) for name, part in vars(place).items()})
    return place


def whole_way(way: Way) -> None:
    """From a new record to the handover, and everything that reads it."""
    citizen = person(way)
    served(way, way.shop.visit(citizen))
    worked(way)
    papers_drawn(way)
    read_again(way, citizen)


def person(way: Way) -> Any:
    """A citizen, corrected, with another document; an organisation, corrected."""
    lists: dict[str, Any] = dict.fromkeys(("other_names", "phones", "address_lines"), (TEXT, "second"))
    common: dict[str, Any] = {"name": TEXT, "email": TEXT, "note": TEXT, **lists}
    own: dict[str, Any] = {"given_name": TEXT, "family_name": TEXT, "documents": (("passport", TEXT, "RV", None),)}
    citizen = way.do(written(people.add_citizen, CitizenGiven, "citizen"), {**common, **own}, born="1989-03-03")
    values = {"citizen_id": citizen.id, "version": citizen.version}
    own["documents"] = (("passport", "P 1", TEXT, None),)
    way.do(written(people.correct_citizen, CitizenGiven, "citizen"), {**common, **own}, **values)
    body = {**common, "registration_number": TEXT}
    bakery = way.do(written(people.add_organisation, OrganisationGiven, "organisation"), body)
    values = {"organisation_id": bakery.id, "version": bakery.version}
    way.do(written(people.correct_organisation, OrganisationGiven, "organisation"), body, **values)
    return citizen


def written(verb: Callable[..., Any], record: type[Any], name: str) -> Callable[..., Any]:
    """The command with the values of its record given one by one, so that the text can stand in any of them."""

    @wraps(verb)
    def given(program: Any, command: str, **values: Any) -> Any:
        own = {field.name: values.pop(field.name) for field in fields(record) if field.name in values}
        return verb(program, command, **values, **{name: record(**own)})

    return given


def served(way: Way, visit: Any) -> None:
    """A visit with two services: drafts, papers, forms, one payment; one held and taken up again."""
    shop, ada = way.shop, way.shop.at("ada")
    copy, permit = shop.line(visit, shop.service(COPY)), shop.line(visit, shop.service(PERMIT))
    for part in ("person", "papers", "pay", way.text[:50]):
        way.read(drafts.keep_draft, visit_id=visit.id, part=part, content={"typed": way.text, way.text: [way.text]})
        way.read(drafts.drop_draft, visit_id=visit.id, part=part)
    for request in (copy, permit):
        answers = dict.fromkeys(("relation", "birth_date", "phone", "street", "copies"), way.text)
        values: dict[str, Any] = {"visit_id": visit.id, "part": f"line:{request.id}"}
        way.read(drafts.keep_draft, **values, content={"answers": answers, "exemptions": [way.text]})
        way.read(visits.visit, visit_id=visit.id)
    identity = visits.visit(ada, visit_id=visit.id).papers[0]
    seen: dict[str, Any] = {"visit_id": visit.id, "key": identity.key, "type": "passport"}
    way.do(basket.refuse_paper, {"reason": TEXT}, **seen)
    way.do(basket.mark_paper, {"number": TEXT, "reference": TEXT}, **seen, mark="scan")
    for wrong in ({"key": way.text}, {"type": way.text}):
        way.try_out(basket.unmark_paper, **{**seen, **wrong})
    hold = way.do(visits.hold_visit, {"reason": TEXT}, visit_id=visit.id, version=now(shop, visit).version)
    shop.do(visits.resume_visit, visit_id=visit.id, version=hold.version)
    shop.answer(copy, relation="self", birth_date="1989-03-03", copies=1)
    street = way.text if not refuses_street(way, permit) else "Mill Lane"
    shop.answer(permit, street=street)
    mark_all(shop, visit)
    way.try_out(cases.print_missing, visit_id=visit.id)
    cases.print_application(ada, str(uuid4()), visit_id=visit.id, request_ids=(copy.id, permit.id))
    payment = PaymentGiven(Payer(None, None, TEXT), (PartGiven("card", 1500, 1500, TEXT),), 1500)
    way.do(cases.start_cases, {"payment": payment}, visit_id=visit.id, request_ids=(copy.id, permit.id))
    shop.do(visits.close_visit, visit_id=visit.id, version=now(shop, visit).version)


def refuses_street(way: Way, request: Any) -> bool:
    """Whether the text is no answer to a question of text."""
    way.shop.answer(request, street=way.text)
    line = next(
        one for one in visits.visit(way.shop.at("ada"), visit_id=request.visit_id).lines if one.request.id == request.id
    )
    return bool(line.fields_missing)


def now(shop: Shop, visit: Any) -> Any:
    """The visit as it is now."""
    return visits.visit(shop.at("ada"), visit_id=visit.id).visit


def worked(way: Way) -> None:
    """The two cases through their steps: notes, numbers, a second person, opinions, papers, and who takes it."""
    shop = way.shop
    copy, permit = sorted(cases.worklist(shop.at("ada"), which="all"), key=lambda card: card.service)

    def at(card: Any) -> dict[str, Any]:
        return {"case_id": card.id, "version": cases.case(shop.at("ada"), case_id=card.id).case.version}

    way.do(cases.add_note, {"text": TEXT}, case_id=copy.id)
    way.read(case_drafts.keep_case_draft, case_id=copy.id, part="work", content={"note": way.text})
    way.read(case_drafts.keep_case_draft, case_id=copy.id, part=way.text[:80], content={"note": "x"})
    way.do(cases.suspend, {"reason": TEXT}, **at(copy))
    shop.do(cases.resume, **at(copy))
    way.do(cases.act, {"note": TEXT, "checklist": (TEXT,)}, **at(copy), action="found")
    way.try_out(cases.act, **at(copy), action=way.text)
    way.read(
        lambda program, **more: handover.issue_output(program, str(uuid4()), **more),
        **at(copy),
        output=way.text,
        number="1",
    )
    issued = way.do(handover.issue_output, {"number": TEXT}, by="rita", **at(copy), output="certificate", position=1)
    spoil: dict[str, Any] = {"issued_output_id": issued.id, "version": at(copy)["version"]}
    way.do(handover.spoil_output, {"reason": TEXT}, by="rita", **spoil)
    shop.do(handover.issue_output, by="rita", **at(copy), output="certificate", position=1, number="C 77")
    shop.do(cases.act, by="rita", **at(copy), action="signed")
    taken: dict[str, Any] = {
        "collector": Collector("other", None, TEXT),
        "document_type": "passport",
        "document_number": TEXT,
        "override": Override(TEXT, SUE),
    }
    way.do(handover.hand_over, taken, **at(copy))
    way.do(cases.refuse_case_paper, {"reason": TEXT}, **at(permit), key="plan", type="drawing")
    way.do(
        cases.record_paper, {"number": TEXT, "reference": TEXT}, **at(permit), key="plan", type="drawing", mark="copy"
    )
    opinion = cases.case(shop.at("ada"), case_id=permit.id).opinions[0]
    way.do(cases.record_opinion, {"note": TEXT}, by="ines", opinion_id=opinion.id, version=1, answer="positive")
    way.read(
        lambda program, **more: steps.give_answers(program, str(uuid4()), **more),
        **at(permit),
        answers={way.text: way.text},
    )
    way.read(
        lambda program, **more: cases.act(program, str(uuid4()), **more),
        **at(permit),
        action="grant",
        answers={"zone": way.text},
    )
    way.do(cases.extend, {"reason": TEXT}, by="sue", **at(permit))
    way.do(cases.send_back, {"reason": TEXT}, by="ines", **at(permit))
    way.do(cases.withdraw, {"reason": TEXT}, **at(permit))


def papers_drawn(way: Way) -> None:
    """Every paper that was made can be drawn on every size it is drawn on."""
    ada = way.shop.at("ada")
    with way.shop.database.reading() as work:
        jobs = rows.every(work, PrintJob)
    assert {job.kind for job in jobs} >= {"application", "receipt", "acknowledgement", "handover"}
    for job in jobs:
        assert papers.draw_job(ada, job_id=job.id).startswith(b"%PDF-")


def read_again(way: Way, citizen: Any) -> None:
    """Lists, searches and histories take the text, and show the rows that hold it."""
    ada = way.shop.at("ada")
    way.read(search, text=way.text)
    way.read(people.find_people, text=way.text)
    way.read(people.alike, name=way.text, other_names=(way.text,), born=way.text)
    way.read(cases.worklist, which="all", text=way.text)
    way.read(till.receipt, number=way.text)
    for card in cases.worklist(ada, which="all", text="A"):
        cases.case(ada, case_id=card.id)
    people.person(ada, kind="citizen", id=citizen.id, reason="check")
    history.events(way.shop.at("aude"), limit=500)


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_text_is_refused_with_a_sentence_or_stored_and_drawn(shop: Shop, name: str) -> None:
    way = Way(shop, NASTY[name])
    whole_way(way)
    assert way.stored | way.refused >= PLACES
    stored_as_typed(way)


PLACES = {
    "add_citizen.name",
    "add_organisation.registration_number",
    "mark_paper.reference",
    "start_cases.payment",
    "hand_over.collector",
    "issue_output.number",
    "withdraw.reason",
}
"""Some of the places that every text came to."""


def stored_as_typed(way: Way) -> None:
    """The name on the record is what was typed, in one line and without what nobody sees; else it was refused."""
    with way.shop.database.reading() as work:
        (citizen,) = rows.every(work, Citizen)
    assert citizen.name == (line(way.text, most=300) if "correct_citizen.name" in way.stored else "usual 1")
    assert typed_text.is_seen(citizen.name)


READABLE = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)
STRANGE = st.text(st.sampled_from(sorted({sign for text in NASTY.values() for sign in text})), min_size=1, max_size=60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(text=READABLE | STRANGE)
def test_any_text_in_a_record_is_refused_or_stored_as_it_is_shown(shop: Shop, text: str) -> None:
    way = Way(shop, text, lambda places: places[:1])
    citizen = person(way)
    read_again(way, citizen)
    shown = people.person(shop.at("ada"), kind="citizen", id=citizen.id, reason="check").name
    assert shown == (line(text, most=300) if "correct_citizen.name" in way.stored else "usual 1")


@given(text=READABLE | STRANGE)
def test_what_is_left_of_a_text_stays_as_it_is(text: str) -> None:
    kept = typed_text.without_hidden(text)
    assert typed_text.without_hidden(kept) == kept
    assert not any(sign in typed_text.OVERRIDES for sign in kept)
    kept.encode()
