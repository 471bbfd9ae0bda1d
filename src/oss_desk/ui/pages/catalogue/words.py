"""The cards of the catalogue in words: what a service costs and how long it takes; the rest is in `workflows.words`."""

from oss_desk.domain.calendar import Duration
from oss_desk.operations.sheets import ServiceCard
from oss_desk.ui.pages.counter.here import Here
from oss_desk.workflows import words

HOUR = words.HOUR


def term_words(here: Here, term: Duration, count: str = "calendar") -> str:
    """A term as `workflows.words` says it, in the window's language."""
    return words.term_words(here.language, term, count)


def card_time(here: Here, card: ServiceCard) -> str:
    """How long it takes, at the end of a row of the list."""
    if card.while_you_wait:
        return here.language.text("while you wait")
    return term_words(here, Duration.parse(card.processing_time)) if card.processing_time else ""


def card_cost(here: Here, card: ServiceCard) -> str:
    """What it costs everybody, or from which amount on, in a word or two."""
    cost = card.cost
    if cost is None and card.cost_from:
        return here.language.text("{amount} and more", amount=here.money(card.cost_from))
    if cost is None:
        return here.language.text("depends on the answers")
    return here.money(cost) if cost else here.language.text("free of charge")
