"""Worklists: what I can do, what is late, what waits elsewhere or to be collected, and finding one of them."""

from oss_desk.operations.cases import cases
from oss_desk.operations.cases.worklists import Which
from oss_desk.operations.office import office
from tests.operations.casework import PERMIT, act, copy_case, paper, permit_case, sheet, signed
from tests.operations.conftest import COPY, SERVICES, Shop

OUTSIDE = (SERVICES / "outside.yaml").read_text("utf-8")


def numbers(shop: Shop, which: Which, by: str = "ada", desk: str = "", text: str = "") -> list[str]:
    """The cases on a worklist of somebody."""
    return [card.number for card in cases.worklist(shop.at(by, desk), which=which, text=text)]


def test_mine_are_the_steps_of_the_roles_i_hold_that_nobody_waits_for_a_citizen_with(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    waits = permit_case(shop, shop.service(PERMIT))
    assert (numbers(shop, "mine"), numbers(shop, "mine", "ines")) == ([case.number], [])
    paper(shop, waits, "plan", "drawing", "copy")
    act(shop, case, "found", by="ada")
    assert numbers(shop, "mine") == []
    assert numbers(shop, "mine", "rita") == [case.number]
    assert numbers(shop, "mine", "ines") == [waits.number]
    assert numbers(shop, "all") == [case.number, waits.number]


def counted(shop: Shop, by: str) -> tuple[int, int]:
    """How many cases the rail and the list say are for her; both count the same."""
    listed = len(numbers(shop, "mine", by))
    return listed, office.head(shop.at(by)).cases_to_work


def test_the_rail_counts_for_each_official_what_her_list_holds(shop: Shop) -> None:
    version = shop.service(COPY)
    first, _ = copy_case(shop, version), copy_case(shop, version)
    before = {by: counted(shop, by) for by in ("ada", "ben", "rita", "sue", "cass")}
    act(shop, first, "found", by="ada")
    after = {by: counted(shop, by) for by in ("ada", "ben", "rita", "sue", "cass")}
    assert before == {"ada": (2, 2), "ben": (2, 2), "rita": (0, 0), "sue": (0, 0), "cass": (0, 0)}
    assert after == {"ada": (1, 1), "ben": (1, 1), "rita": (1, 1), "sue": (0, 0), "cass": (0, 0)}


def test_the_late_ones_are_those_whose_clock_runs(shop: Shop) -> None:
    late, stopped = copy_case(shop, shop.service(COPY)), permit_case(shop, shop.service(PERMIT))
    shop.clock.forward(days=20)
    (card,) = cases.worklist(shop.at("sue"), which="overdue")
    assert (card.number, card.overdue) == (late.number, True)
    assert not sheet(shop, stopped).card.overdue


def test_what_is_ready_is_not_late_any_more(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    act(shop, case, "found", by="ada")
    signed(shop, case)
    shop.clock.forward(days=20)
    (card,) = cases.worklist(shop.at("ada"), which="ready")
    assert (card.number, card.overdue) == (case.number, False)
    assert numbers(shop, "overdue") == []
    assert numbers(shop, "mine") == []


def test_cases_with_another_authority_have_a_list_of_their_own(shop: Shop) -> None:
    version, visit = shop.service(OUTSIDE), shop.visit(shop.citizen())
    request = shop.line(visit, version)
    shop.do(cases.start_cases, visit_id=visit.id, request_ids=(request.id,), payment=None)
    (card,) = cases.worklist(shop.at("ada"), which="authority")
    assert (card.hands, card.role, card.hands_title["en"]) == ("authority:municipality", "back_office", "Municipality")


def test_a_case_is_found_by_a_part_of_its_number_or_by_its_applicant_closed_ones_too(shop: Shop) -> None:
    version = shop.service(COPY)
    first = copy_case(shop, version, shop.citizen("Tamar Kvelidze"))
    second = copy_case(shop, version, shop.citizen("Nino Beridze"))
    shop.do(cases.withdraw, case_id=second.id, version=second.version)
    assert numbers(shop, "all", text=first.number[:10]) == [first.number]
    assert numbers(shop, "all", text="beridze") == [second.number]
    assert numbers(shop, "all") == [first.number]


def test_a_step_past_its_term_is_late_before_the_case_is(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    assert [card.id for card in cases.worklist(shop.at("ada"), which="overdue")] == []
    shop.clock.forward(hours=3)
    (card,) = cases.worklist(shop.at("ada"), which="overdue")
    assert (card.id, card.step_late, card.overdue) == (case.id, True, False)


def test_for_a_supervisor_what_anybody_is_late_with_is_for_her(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    act(shop, case, "found", by="ada")
    assert cases.worklist(shop.at("sue"), which="mine") == ()
    shop.clock.forward(days=9)
    assert [card.id for card in cases.worklist(shop.at("sue"), which="mine")] == [case.id]
