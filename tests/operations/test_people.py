"""People: nothing but the name is compulsory, duplicates are shown, and who was faster is told."""

from datetime import date
from typing import Any

import pytest

from oss_desk.domain.messages import Refused
from oss_desk.operations.history import history
from oss_desk.operations.people import people
from oss_desk.operations.people.person_given import CitizenGiven, OrganisationGiven
from tests.operations.conftest import Shop

TAMAR: dict[str, Any] = {
    "name": "თამარ ქველიძე",
    "other_names": ("Tamar Kvelidze",),
    "born": "1989-03-03",
    "phones": ("+995 555 0131",),
    "email": "tamar@mail.example",
    "documents": (("national-id-card", "RV4417082", "GE", date(2030, 1, 1)),),
}


def refusal(shop: Shop, verb: Any, **values: Any) -> str:
    """The code with which a command is refused."""
    with pytest.raises(Refused) as refused:
        shop.do(verb, **values)
    return refused.value.message.code


def test_nothing_but_the_name_is_compulsory(shop: Shop) -> None:
    citizen = shop.citizen("  Ane   Berg ")
    sheet = people.person(shop.at("ada"), kind="citizen", id=citizen.id, reason="check")
    assert (sheet.name, sheet.age, sheet.documents, sheet.cases) == ("Ane Berg", None, (), ())
    assert refusal(shop, people.add_citizen, citizen=CitizenGiven(" ")) == "name-needed"


def test_a_person_is_shown_with_age_and_documents(shop: Shop) -> None:
    citizen = shop.citizen(**TAMAR)
    sheet = people.person(shop.at("ada"), kind="citizen", id=citizen.id, reason="check")
    assert sheet.age == 37
    assert [document.number for document in sheet.documents] == ["RV4417082"]
    assert sheet.titles["national-id-card"]["en"] == "National identity card"


@pytest.mark.parametrize("text", ["kvelidze", "თამარ", "Tamar 1989", "RV4417082", "5550131", "tamar@mail", "qvelidze"])
def test_a_person_is_found_in_any_script_by_number_and_by_phone(shop: Shop, text: str) -> None:
    citizen = shop.citizen(**TAMAR)
    shop.citizen("Bo Lind")
    (hit,) = people.find_people(shop.at("ada"), text=text)
    assert (hit.kind, hit.id, hit.title) == ("citizen", citizen.id, "თამარ ქველიძე")
    assert (hit.born, hit.detail.startswith("•••• 7082 · Tamar Kvelidze")) == ("1989-03-03", True)


@pytest.mark.parametrize("born", ["1989", "1989-03", "1989-03-03", " 1989-03-03 "])
def test_a_birth_date_is_as_exact_as_it_is_known(shop: Shop, born: str) -> None:
    assert shop.citizen(born=born).born == born.strip()


@pytest.mark.parametrize(
    ("born", "code"),
    [
        ("89", "born-unreadable"),
        ("1989-13", "born-unreadable"),
        ("03.03.1989", "born-unreadable"),
        ("2027", "born-later"),
    ],
)
def test_a_birth_date_that_cannot_be_is_refused(shop: Shop, born: str, code: str) -> None:
    assert refusal(shop, people.add_citizen, citizen=CitizenGiven("Ane", born=born)) == code


def test_a_possible_duplicate_is_shown_before_a_second_record_is_made(shop: Shop) -> None:
    citizen = shop.citizen(**TAMAR)
    same = people.alike(shop.at("ada"), name="Tamar Qvelidze", born="1989")
    other = people.alike(shop.at("ada"), name="Bo Lind", born="1989")
    assert [hit.id for hit in same] == [citizen.id]
    assert other == ()


def test_a_corrected_person_is_found_by_the_new_name_and_not_by_the_old(shop: Shop) -> None:
    citizen = shop.citizen("Ane Berg")
    changed = shop.do(
        people.correct_citizen, citizen_id=citizen.id, version=citizen.version, citizen=CitizenGiven("Ane Holm")
    )
    assert changed.version == citizen.version + 1
    assert [hit.id for hit in people.find_people(shop.at("ada"), text="Holm")] == [citizen.id]
    assert people.find_people(shop.at("ada"), text="Berg") == ()


def test_a_correction_says_which_fields_changed_and_keeps_names_out_of_the_payload(shop: Shop) -> None:
    citizen = shop.citizen("Ane Berg")
    shop.do(
        people.correct_citizen,
        citizen_id=citizen.id,
        version=citizen.version,
        citizen=CitizenGiven("Ane Holm", phones=("1 2 3",)),
    )
    line = history.history_of(shop.at("sue"), kind="citizen", id=citizen.id)[-1]
    assert line.payload == {"changed": ["name", "phones"]}
    assert line.texts == {"name": "Ane Holm", "name-before": "Ane Berg"}


def test_a_correction_over_somebody_elses_is_told(shop: Shop) -> None:
    citizen = shop.citizen()
    shop.do(
        people.correct_citizen,
        by="ben",
        citizen_id=citizen.id,
        version=citizen.version,
        citizen=CitizenGiven("Tamar K."),
    )
    values: dict[str, Any] = {"citizen_id": citizen.id, "version": citizen.version}
    assert refusal(shop, people.correct_citizen, **values, citizen=CitizenGiven("Tamara")) == "changed-meanwhile"
    assert people.person(shop.at("ada"), kind="citizen", id=citizen.id, reason="check").name == "Tamar K."


def test_a_document_is_added_and_kept_by_later_corrections(shop: Shop) -> None:
    citizen = shop.citizen(documents=(("passport", "P 123", "", None),))
    documents = (("passport", "P 123", "", None), ("national-id-card", "X9", "", None))
    values: dict[str, Any] = {"citizen_id": citizen.id, "version": citizen.version}
    shop.do(people.correct_citizen, **values, citizen=CitizenGiven(citizen.name, documents=documents))
    told = history.history_of(shop.at("sue"), kind="citizen", id=citizen.id)[-1]
    sheet = people.person(shop.at("ada"), kind="citizen", id=citizen.id, reason="check")
    assert [document.number for document in sheet.documents] == ["X9", "P 123"]
    assert (told.kind, told.texts) == ("document-added", {"number": "X9"})
    for type in ("ticket", "liability-insurance"):
        ane = CitizenGiven("Ane", documents=((type, "1", "", None),))
        assert refusal(shop, people.add_citizen, citizen=ane) == "document-type-unknown"


def test_an_organisation_is_found_by_name_and_number(shop: Shop) -> None:
    bakery = shop.do(
        people.add_organisation, organisation=OrganisationGiven("Bäckerei Holm", registration_number="HRB 1234")
    )
    for text in ("backerei", "HRB1234"):
        (hit,) = people.find_people(shop.at("ada"), text=text)
        assert (hit.kind, hit.id) == ("organisation", bakery.id)
    changed = shop.do(
        people.correct_organisation,
        organisation_id=bakery.id,
        version=bakery.version,
        organisation=OrganisationGiven("Bakery Holm Ltd"),
    )
    sheet = people.person(shop.at("ada"), kind="organisation", id=bakery.id, reason="check")
    assert (sheet.name, sheet.organisation, sheet.citizen) == ("Bakery Holm Ltd", changed, None)


def test_what_is_typed_is_text_and_not_too_long(shop: Shop) -> None:
    citizen = shop.citizen("<b>Ane</b>\x00", note="a\nb")
    assert (citizen.name, citizen.note) == ("<b>Ane</b>", "a\nb")
    assert refusal(shop, people.add_citizen, citizen=CitizenGiven("x" * 301)) == "typed-too-long"
    assert refusal(shop, people.add_citizen, citizen=CitizenGiven("Ane", language="klingon!")) == "language-unreadable"
