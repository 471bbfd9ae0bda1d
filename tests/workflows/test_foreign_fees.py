"""Fees of foreign services against amounts that were worked out by hand, in minor units."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from oss_desk.domain.facts import Facts
from oss_desk.workflows.fees import fee_lines, fees_waiting
from tests.workflows.foreign import foreign

TODAY = date(2026, 3, 2)
Line = tuple[str, int]


@dataclass(frozen=True)
class Case:
    """One computation: what was answered, and what must come out, reductions named by their exemption."""

    service: str
    answers: dict[str, Any]
    lines: list[Line]
    due: str = "start"
    facts: dict[str, Any] = field(default_factory=dict)
    exemptions: tuple[str, ...] = ()
    assessed: dict[str, int] = field(default_factory=dict)


def japan(copies: int, lines: list[Line], show: str = "my-number", exemptions: tuple[str, ...] = ()) -> Case:
    answers = {"who": "self", "maisuu": copies, "show": [show], "submit_to": "Bank"}
    return Case("japan-resident-certificate", answers, lines, exemptions=exemptions)


def tunisia(value: int, duty: int, solidarity: int) -> Case:
    lines = [("duplicate", 12_500), ("duty", duty), ("solidarity", solidarity), ("stamp", 3_000)]
    return Case("tunisia-duplicate-licence", {"value": value}, lines)


def france(lines: list[Line], **answers: Any) -> Case:
    usual = {"energie": "essence", "region": "idf", "puissance": 7, "co2": 100, "prix": 1_000_000}
    return Case("france-carte-grise", {**usual, "mise_en_circulation": "2020-01-01", **answers}, lines)


FRANCE_REST = [("gestion", 1_100), ("acheminement", 276), ("formation", 1_978), ("timbre", 2_500)]


def kenya(lines: list[Line], due: str = "start", age: int = 40, **answers: Any) -> Case:
    usual = {"activity": "shop", "floor_area": "20", "employees": 0, "renewal": False}
    return Case("kenya-business-permit", {**usual, **answers}, lines, due, {"age": age})


def kenya_paying(fire: int, lines: list[Line], exemptions: tuple[str, ...] = ()) -> Case:
    answers = {"activity": "kiosk", "floor_area": "20", "employees": 0, "renewal": False}
    assessed = {"fire": fire}
    return Case("kenya-business-permit", answers, lines, "to-pay", {"age": 40}, exemptions, assessed)


def india(lines: list[Line], *earnings: int | None, income: int = 30_000_000) -> Case:
    rows = [{"name": "N", "earns": earning is not None, "earning": earning} for earning in earnings]
    members = [{name: value for name, value in row.items() if value is not None} for row in rows]
    return Case("india-income-certificate", {"kind": "income", "annual_income": income, "members": members}, lines)


def brazil(lines: list[Line], exemptions: tuple[str, ...] = (), retired: bool = False, **facts: Any) -> Case:
    answers = {"categoria": "A", "aguas": ["rio", "mar"], "aposentado": retired}
    return Case("brazil-fishing-licence", answers, lines, facts={"age": 40, **facts}, exemptions=exemptions)


def swiss(born: str, lines: list[Line], exemptions: tuple[str, ...] = ()) -> Case:
    return Case("switzerland-child-passport", {"geboren": born, "kombi": True}, lines, exemptions=exemptions)


CASES = {
    # 300 yen; 12.5 percent: 37.5, 75, 112.5 to the nearest ten
    "yen to the ten, half up": japan(1, [("copy", 300), ("number-surcharge", 40)]),
    "yen exactly half": japan(2, [("copy", 600), ("number-surcharge", 80)]),
    "yen down": japan(3, [("copy", 900), ("number-surcharge", 110)]),
    "yen without surcharge": japan(3, [("copy", 900)], "domicile"),
    "yen, the surcharge of the full fee": japan(
        2, [("copy", 600), ("pension", -600), ("number-surcharge", 80)], exemptions=("pension",)
    ),
    # 12.500 and 0.375 percent between 0.250 and 9.999; one percent of both to 0.005
    "dinars at least": tunisia(1_000, 250, 130),  # 0.1275 is half of the way: 0.130
    "dinars half up": tunisia(66_800, 251, 130),  # 0.2505 -> 0.251; 12.751 * 0.01 = 0.12751 -> 0.130
    "dinars in between": tunisia(1_000_000, 3_750, 165),  # 0.1625 -> 0.165
    "dinars at most": tunisia(5_000_000, 9_999, 225),  # 0.22499 -> 0.225
    # 54.95 a horsepower; 0.333 percent to 0.50, at least 10; five percent of 384.65 and 11
    "euros": france([("regionale", 38_465), ("malus", 0), ("mutation", 3_350), *FRANCE_REST]),
    "euros at least before rounding": france(
        [("regionale", 38_465), ("malus", 0), ("mutation", 1_000), *FRANCE_REST], prix=10_000
    ),
    "euros, the limit of a band belongs to it": france(
        [("regionale", 38_465), ("malus", 150_450), ("mutation", 3_350), *FRANCE_REST], co2=150
    ),
    "euros at most": france([("regionale", 38_465), ("malus", 800_000), ("mutation", 3_350), *FRANCE_REST], co2=151),
    "euros, half of an odd cent": france(
        [("regionale", 38_465), ("ancien", -19_233), ("malus", 0), ("mutation", 3_350), *FRANCE_REST],
        mise_en_circulation="2016-03-01",
    ),
    "euros, ten years to the day are not over ten": france(
        [("regionale", 38_465), ("malus", 0), ("mutation", 3_350), *FRANCE_REST], mise_en_circulation="2016-03-02"
    ),
    "euros, only the larger reduction and no fee of a hidden field": france(
        [
            ("regionale", 38_465),
            ("propre", -38_465),
            ("mutation", 3_350),
            ("gestion", 1_100),
            ("acheminement", 276),
            ("formation", 1_978),
            ("propre", -1_978),
            ("timbre", 2_500),
        ],
        energie="electrique",
        mise_en_circulation="2000-01-01",
    ),
    "euros, an amount off": france(
        [("regionale", 38_465), ("malus", 150_450), ("forfait", -4_000), ("mutation", 3_350), *FRANCE_REST],
        energie="e85",
        co2=118,
    ),
    # 10,000; area to 20, to 99.5, beyond; 120.50 each, at most 12,000; late after 31 and 90 days
    "shillings": kenya([("permit", 1_000_000), ("area", 0), ("conservancy", 0)]),
    "shillings by a fraction of a metre": kenya(
        [("permit", 1_000_000), ("area", 600_000), ("conservancy", 36_150)], floor_area="99.51", employees=3
    ),
    "shillings at most after so many": kenya(
        [("permit", 1_000_000), ("area", 150_000), ("conservancy", 1_200_000)], floor_area="99.5", employees=100
    ),
    "shillings, a day late": kenya(
        [("permit", 1_000_000), ("area", 0), ("conservancy", 0), ("penalty", 200_000)],
        renewal=True,
        expired_on="2026-01-29",
    ),
    "shillings, still in time": kenya(
        [("permit", 1_000_000), ("area", 0), ("conservancy", 0), ("penalty", 0)], renewal=True, expired_on="2026-01-30"
    ),
    "shillings, young, on every fee that is there": kenya(
        [("permit", 1_000_000), ("youth", -100_000), ("area", 0), ("conservancy", 12_050), ("youth", -12_050)],
        age=34,
        employees=1,
    ),
    # 2.5 percent of 4,000 and 500.01 is 112.50025: to five 115 (22.5 and a bit)
    "shillings assessed": kenya_paying(50_001, [("fire", 50_001), ("levy", 11_500)]),
    "shillings of the full permit": kenya_paying(0, [("fire", 0), ("levy", 10_000)], ("disability",)),
    # 20; 2.50 for each who earns; 0.01 percent of each earning, 50 at most together
    "rupees, who earns nothing pays nothing": india(
        [("service", 2_000), ("each", 250), ("share", 2_000)], 20_000_000, None
    ),
    "rupees at most over all rows": india(
        [("service", 2_000), ("each", 500), ("share", 5_000)], 40_000_000, 20_000_000
    ),
    "rupees, half a paisa": india([("service", 2_000), ("each", 250), ("share", 1)], 5_000),
    "rupees, nobody earns": india([("service", 2_000)], None, None),
    "rupees, poor": india(
        [("service", 2_000), ("bpl", -2_000), ("each", 250), ("bpl", -250), ("share", 1_000), ("bpl", -1_000)],
        10_000_000,
        income=11_999_999,
    ),
    # 20.00 and 15.55
    "reais": brazil([("taxa", 2_000), ("mar", 1_555)]),
    "reais, renewed": brazil(
        [("taxa", 2_000), ("renovacao", -250), ("mar", 1_555), ("renovacao", -194)], first_time=False
    ),
    "reais, the card is worth more": brazil(
        [("taxa", 2_000), ("social", -1_000), ("mar", 1_555), ("renovacao", -194)], ("social",), first_time=False
    ),
    "reais, retired": brazil(
        [("taxa", 2_000), ("aposentados", -1_000), ("mar", 1_555), ("aposentados", -778)], retired=True, age=50
    ),
    "reais, old": brazil(
        [("taxa", 2_000), ("idoso", -2_000), ("mar", 1_555), ("renovacao", -194)], age=65, first_time=False
    ),
    # 55 to two years, 60 to twelve, else 65; 13.33 percent to 0.05
    "francs, two to the day": swiss("2024-03-02", [("pass", 5_500), ("kombi", 735), ("porto", 500)]),
    "francs, two and a day": swiss("2024-03-01", [("pass", 6_000), ("kombi", 800), ("porto", 500)]),
    "francs, less 30": swiss(
        "2014-03-01",
        [("pass", 6_500), ("ergaenzung", -3_000), ("kombi", 865), ("porto", 500)],
        ("ergaenzung",),
    ),
    "lari, express": Case("georgia-apostille", {"documents": 3, "speed": "now"}, [("apostille", 45_000)]),
    "lari, at the end": Case("georgia-apostille", {"post": True}, [("post", 735)], "handover"),
    "zloty at least": Case("poland-hunting-permit", {"sztuk": 1}, [("sztuka", 3_000)], "do-zaplaty"),
    "zloty": Case("poland-hunting-permit", {"sztuk": 2}, [("sztuka", 3_400)], "do-zaplaty"),
    "crowns from unquoted texts": Case("norway-odd-scalars", {"y": 7, "on": "no"}, [("no", 3_570), ("0012", 250)]),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fee_is_what_it_is_by_hand(name: str) -> None:
    case = CASES[name]
    service, facts = foreign(case.service), Facts(TODAY, **case.facts)
    more = (frozenset(case.exemptions), case.assessed)
    found = fee_lines(service, case.answers, facts, case.due, *more)
    assert fees_waiting(service, case.answers, facts, case.due, case.assessed) == ()
    assert [(line.exemption or line.fee, line.amount.minor) for line in found] == case.lines


def test_what_is_paid_elsewhere_is_marked_with_its_reduction() -> None:
    found = fee_lines(foreign("france-carte-grise"), CASES["euros"].answers, Facts(TODAY), "start")
    assert [line.fee for line in found if line.elsewhere] == ["timbre"]
