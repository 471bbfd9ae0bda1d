"""What the Counter decides without a window: sums, round amounts, which paper is asked for, which services fit."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_desk.domain.money import Currency, Money
from oss_desk.operations.sheets import CatalogueSheet, LifeEventCard, PaperLine, PaperType, Payer, ServiceCard
from oss_desk.ui.pages.counter.finder import find_services
from oss_desk.ui.pages.counter.payment import Part, Sums, payment, round_sums, sums
from oss_desk.ui.pages.counter.questions import (
    MISSING,
    Asked,
    asked_paper,
    is_missing,
    marks,
    open_paper,
    paper_name,
    question,
    read_asked,
)

EURO = Currency("EUR")


def euro(minor: int) -> Money:
    return Money(minor, EURO)


@pytest.mark.parametrize(
    ("owed", "offered"), [(2450, [2500, 3000, 5000]), (1000, [2000, 5000, 10000]), (500, [1000, 2000, 5000])]
)
def test_round_sums_are_what_people_put_down(owed: int, offered: list[int]) -> None:
    assert [amount.minor for amount in round_sums(euro(owed))] == offered


@given(st.integers(min_value=1, max_value=10**8))
def test_every_round_sum_covers_what_is_owed(minor: int) -> None:
    offered = round_sums(euro(minor))
    assert offered
    assert all(amount.minor > minor for amount in offered)
    assert list(offered) == sorted(offered)


def test_change_is_what_was_given_beyond_the_sum() -> None:
    worked = sums(euro(2450), [Part("cash", given=euro(3000))])
    assert (worked.change, worked.missing) == (euro(550), euro(0))


def test_too_little_cash_is_missing_and_gives_no_change() -> None:
    worked = sums(euro(2450), [Part("cash", given=euro(2000))])
    assert (worked.change, worked.missing) == (euro(0), euro(450))


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_parts_of_a_payment_add_up_to_what_is_owed(owed: int, card: int, over: int) -> None:
    parts = [Part("card", euro(min(card, owed)), reference="7"), Part("cash", given=euro(owed + over))]
    given_by = payment(euro(owed), Payer(None, None, "Somebody"), parts)
    assert sum(part.amount for part in given_by.parts) == owed == given_by.expected
    assert all(part.amount > 0 and part.given >= part.amount for part in given_by.parts)


def test_parts_beyond_the_sum_are_told() -> None:
    assert sums(euro(100), [Part("card", euro(150)), Part("cash")]).missing == euro(-50)


def paper(type_id: str, **values: Any) -> PaperType:
    made = PaperType(type_id, {"en": type_id}, {}, False, False, None, None, None, None)
    return replace(made, **values)


def line(key: str, *alternatives: tuple[PaperType, ...], settled: bool = False) -> PaperLine:
    return PaperLine(
        key,
        {"en": key},
        (1,),
        (1,),
        None,
        "",
        None,
        alternatives,
        ("original-seen", "copy"),
        1,
        True,
        False,
        settled,
        "",
        False,
    )


IDENTITY = line("identity", (paper("passport"),), (paper("card"), paper("address")))
PHOTO = line("photo", (paper("photo"),))


def test_the_question_is_the_first_row_that_waits() -> None:
    assert question((IDENTITY, PHOTO), Asked()) == "identity"
    assert question((replace(IDENTITY, settled=True), PHOTO), Asked()) == "photo"


def test_a_missing_paper_lets_the_question_go_on_and_is_asked_again_at_the_end() -> None:
    asked = Asked().with_missing("identity/passport")
    assert question((IDENTITY, PHOTO), asked) == "photo"
    asked = asked.with_missing("photo/photo")
    assert question((IDENTITY, PHOTO), asked) == "identity"
    assert is_missing(IDENTITY, asked)
    found = asked_paper(IDENTITY, asked)
    assert found is not None
    assert found.type == "passport"


def test_another_alternative_asks_for_its_own_papers() -> None:
    asked = Asked().with_missing("identity/passport").with_chosen("identity", 1)
    found = open_paper(IDENTITY, asked)
    assert found is not None
    assert paper_name(IDENTITY, found) == "identity/card"
    assert not is_missing(IDENTITY, asked)


def test_what_was_said_comes_back_from_a_draft() -> None:
    asked = Asked().with_chosen("identity", 1).with_missing("photo/photo").with_again("identity/card")
    assert read_asked(asked.content()) == asked
    assert read_asked({}) == Asked()


def test_missing_is_the_last_of_the_answers() -> None:
    assert marks(PHOTO) == ("original-seen", "copy", MISSING)


def card(number: int, title: str, keywords: tuple[str, ...] = (), events: tuple[str, ...] = ()) -> ServiceCard:
    words = {"en": ", ".join(keywords)}
    return ServiceCard(number, str(number), {"en": title}, {}, {}, words, events, False, "P2D", None)


CATALOGUE = CatalogueSheet(
    (
        card(1, "Copy of a birth certificate", ("baby", "extract"), ("child",)),
        card(2, "Parking permit for residents", ("car", "Anwohnerparken")),
        card(3, "Birth registration", (), ("child",)),
    ),
    (LifeEventCard("child", {"en": "A new baby"}, "baby", (1, 3)),),
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("birth copy", [1]),
        ("baby", [1, 3]),
        ("anwohnerp", [2]),
        ("PERMIT", [2]),
        ("births", [3, 1]),
        ("xylophone", []),
    ],
)
def test_services_are_found_by_everyday_words(words: str, found: list[int]) -> None:
    assert [service.id for service in find_services(CATALOGUE, words)] == found


def test_a_life_event_narrows_the_list() -> None:
    assert [service.id for service in find_services(CATALOGUE, "", "child")] == [1, 3]
    assert len(find_services(CATALOGUE, "")) == 3


def test_cash_is_rounded_half_up_and_other_means_are_not() -> None:
    assert sums(euro(2453), [Part("cash", given=euro(3000))], 5) == Sums((euro(2455),), euro(0), euro(545))
    assert sums(euro(2452), [Part("cash", given=euro(2450))], 5).missing == euro(0)
    assert sums(euro(2453), [Part("card")], 5).amounts == (euro(2453),)
    assert sums(euro(2453), [Part("card", euro(1001)), Part("cash", given=euro(1450))], 10).amounts[1] == euro(1450)
