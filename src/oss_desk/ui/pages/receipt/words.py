"""What the window calls reasons, means and corrections."""

from oss_desk.domain.corrections import REASONS
from oss_desk.operations.sheets import CorrectionCard
from oss_desk.ui.pages.counter.here import Here


def reason_choices(here: Here) -> list[tuple[str, str]]:
    """The reasons for a void or a refund, in the order of the list."""
    say = here.language.text
    words = {
        "wrong-amount": say("Wrong amount"),
        "wrong-service": say("Wrong service"),
        "wrong-payer": say("Wrong payer"),
        "wrong-means": say("Wrong means of payment"),
        "paid-twice": say("Paid twice"),
        "not-owed": say("Not owed by law"),
        "service-not-given": say("Service not given"),
        "other": say("Another reason"),
    }
    return [(reason, words[reason]) for reason in REASONS]


def means_words(here: Here, means: str) -> str:
    """How money came or goes."""
    say = here.language.text
    words = {
        "cash": say("Cash"),
        "card": say("Card"),
        "transfer": say("Bank transfer"),
        "elsewhere": say("Paid elsewhere"),
    }
    return words.get(means, means)


def correction_words(here: Here, one: CorrectionCard) -> str:
    """What a correction did."""
    say = here.language.text
    if one.kind == "void":
        return say("Cancelled by {number}", number=one.number)
    return say("{amount} given back with {number}", amount=here.money(one.amount), number=one.number)
