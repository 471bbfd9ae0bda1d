"""What a second person approves, fact by fact, as the slip of the page of approvals says it."""

from collections.abc import Iterator, Mapping

from oss_desk.domain.money import Money
from oss_desk.operations.sheets import ApprovalCard
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.receipt.words import means_words, reason_choices
from oss_desk.ui.widgets.slip import Pairs
from oss_desk.workflows.typed import read_amount

MONEY = frozenset({"void", "refund", "waive", "waive_at_start"})
"""What is told fact by fact; anything else is a sentence."""


def facts_of(here: Here, card: ApprovalCard) -> Pairs | None:
    """Receipt, payer, case, law and reason; None for what its sentence says better."""
    if card.operation not in MONEY:
        return None
    return pairs_of(here, card.shown)


def pairs_of(here: Here, shown: Mapping[str, str | int]) -> Pairs:
    """The same facts for the question at this desk."""
    pairs = Pairs()
    for label, value in _facts(here, shown):
        if value:
            pairs.add(label, value)
    return pairs


def amount_of(here: Here, card: ApprovalCard) -> Money | None:
    """The sum that is approved; None where there is none."""
    return read_amount(str(card.shown.get("amount", "")), here.office.money) if card.operation in MONEY else None


def total_words(here: Here, card: ApprovalCard) -> str:
    """What becomes of the sum."""
    say = here.language.text
    words = {"void": say("Cancelled"), "refund": say("Given back")}
    return words.get(card.operation, say("Waived"))


def _facts(here: Here, shown: Mapping[str, str | int]) -> Iterator[tuple[str, str]]:
    say = here.language.text
    told = {name: str(value) for name, value in shown.items()}
    code = told.get("reason", "")
    listed = dict(reason_choices(here)).get(code, "")
    yield say("Receipt"), told.get("receipt", "")
    yield say("Paid by"), told.get("payer", "")
    yield say("Case"), told.get("case", "")
    yield say("Services"), told.get("services", "")
    yield say("Goes back by"), _means(here, told.get("means", ""))
    yield say("By which law"), told.get("ground", "")
    yield say("Reason"), listed
    yield say("Why"), told.get("words", "") or ("" if listed else code)


def _means(here: Here, told: str) -> str:
    """“cash 5.00, card 2.00” in the window's words."""
    parts = [part.split(" ") for part in told.split(", ") if part]
    return here.language.listed(f"{means_words(here, part[0])} {part[-1]}" for part in parts)
