"""One search box: papers scanned and numbers typed first, then people, then services by everyday words."""

from datetime import UTC, datetime

import pytest

from oss_desk.domain.cases import Evidence
from oss_desk.domain.codes import write_code
from oss_desk.domain.messages import Refused
from oss_desk.operations.office import office
from oss_desk.operations.people import people
from oss_desk.operations.people.person_given import OrganisationGiven
from oss_desk.operations.search import search
from oss_desk.operations.sheets import Hit
from oss_desk.storage import rows
from tests.operations.casework import act, copy_case, signed
from tests.operations.conftest import COPY, RESIDENCE, SIGN, Shop


def found(shop: Shop, text: str) -> list[tuple[str, str]]:
    """Kind and title of what is found."""
    return [(hit.kind, hit.title) for hit in search(shop.at("ada"), text=text)]


def services(shop: Shop, text: str) -> list[str]:
    """The services that are found."""
    return [hit.code for hit in search(shop.at("ada"), text=text) if hit.kind == "service"]


def test_nothing_typed_finds_nothing(shop: Shop) -> None:
    shop.service(COPY)
    assert found(shop, "  ") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("birth", ["birth-certificate-copy"]),
        ("EXTRACT", ["birth-certificate-copy"]),
        ("acte naiss", ["birth-certificate-copy"]),
        ("moving house", ["proof-of-residence"]),
        ("where somebody lives", ["proof-of-residence"]),
        ("sign", ["shop-sign-permit"]),
        ("certificate of birth", ["birth-certificate-copy"]),
        ("spaceship", []),
        ("x", []),
    ],
)
def test_a_service_is_found_by_everyday_words(shop: Shop, text: str, expected: list[str]) -> None:
    for definition in (COPY, RESIDENCE, SIGN):
        shop.service(definition)
    assert services(shop, text) == expected


def test_the_title_counts_for_more_than_the_summary(shop: Shop) -> None:
    shop.service(COPY.replace("A certified copy of an entry", "Not a proof but a certified copy of an entry"))
    shop.service(RESIDENCE)
    assert services(shop, "proof") == ["proof-of-residence", "birth-certificate-copy"]


def test_people_stand_before_services(shop: Shop) -> None:
    shop.service(COPY)
    shop.citizen("Birthe Holm")
    assert [kind for kind, _ in found(shop, "birth")] == ["citizen", "service"]


def test_an_organisation_is_found_by_its_name(shop: Shop) -> None:
    shop.do(people.add_organisation, organisation=OrganisationGiven("Holm Bakery"))
    assert found(shop, "bakery") == [("organisation", "Holm Bakery")]


def test_a_case_is_found_by_its_number_however_it_is_typed(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    for typed in (case.number, case.number.lower(), case.number.replace("-", "")):
        hit = search(shop.at("ada"), text=typed)[0]
        assert (hit.kind, hit.id, hit.code) == ("case", case.id, case.number)


def test_a_wrong_character_in_a_case_number_finds_no_case(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    wrong = case.number[:-1] + ("A" if case.number[-1] != "A" else "B")
    assert [hit for hit in search(shop.at("ada"), text=wrong) if hit.kind == "case"] == []


def test_a_receipt_is_found_by_its_number(shop: Shop) -> None:
    copy_case(shop, shop.service(COPY))
    hit = search(shop.at("ada"), text="a-000001")[0]
    assert (hit.kind, hit.code, hit.detail) == ("receipt", "A-000001", "Tamar Kvelidze")


def scan(shop: Shop, number: str, office_id: str = "") -> tuple[Hit, ...]:
    """What the scan of a slip with that number finds."""
    own = office.head(shop.at("ada")).office.public_id
    code = write_code("A", office_id or own, [number], 0, datetime(2026, 9, 15, tzinfo=UTC))
    return search(shop.at("ada"), text=code)


def test_a_scanned_slip_opens_its_case(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    assert [(hit.kind, hit.id) for hit in scan(shop, case.number)] == [("case", case.id)]


def test_the_paper_of_another_office_is_told_apart(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    with pytest.raises(Refused) as refused:
        scan(shop, case.number, "0123ABCDEF45")
    assert refused.value.message.code == "other-office"


def test_who_may_not_read_about_people_finds_services_alone(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    found = {hit.kind for text in ("birth", "tamar", case.number) for hit in search(shop.at("adam"), text=text)}
    assert found == {"service"}
    assert {hit.kind for hit in search(shop.at("ada"), text=case.number)} == {"case"}


def test_half_a_number_finds_its_case_and_its_receipt(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    desk, number, check = case.number.split("-")
    for typed in (number, f"{desk}-{int(number)}", f"{int(number)}-{check}", f"{desk}{number[:5]}", f"{desk}-{number}"):
        assert ("case", case.id) in [(hit.kind, hit.id) for hit in search(shop.at("ada"), text=typed)], typed
    for typed in ("a000001", "A-1", "A-0000"):
        assert ("receipt", "A-000001") in [(hit.kind, hit.code) for hit in search(shop.at("ada"), text=typed)], typed
    assert [hit.kind for hit in search(shop.at("ada"), text="a000001")] == ["receipt"]


def test_a_number_written_on_a_paper_today_finds_whose_it_is(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    with shop.database.writing() as work:
        paper = rows.every(work, Evidence)[0]
        rows.change(work, paper, number="12AB 34567")
        work.commit()
    for typed in ("12AB34567", "12ab-345"):
        hits = [(hit.kind, hit.id) for hit in search(shop.at("ada"), text=typed)]
        assert hits == [("citizen", case.applicant_citizen_id)], typed


def test_the_number_of_a_blank_finds_its_case(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    act(shop, case, "found", by="ada")
    signed(shop, case, "C 1001")
    assert [(hit.kind, hit.id) for hit in search(shop.at("ada"), text="C 1001")] == [("case", case.id)]


def test_hits_show_only_the_ends_of_numbers(shop: Shop) -> None:
    documents = (("passport", "RV4417082", "", None),)
    shop.citizen("Bo Lind", born="1989-03-03", documents=documents, phones=("+995 555 0131",))
    (hit,) = search(shop.at("ada"), text="RV4417082")
    assert (hit.born, hit.detail) == ("1989-03-03", "•••• 7082 · •••• 31")
