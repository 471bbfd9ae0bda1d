"""The Counter's way to find services: a catalogue made ready once, asked at every key."""

from oss_desk.operations.catalogue.finding import Finder
from oss_desk.operations.catalogue.plain import plain_words
from oss_desk.operations.sheets import CatalogueSheet, ServiceCard

__all__ = ["Finder", "find_services", "plain_words"]


def find_services(catalogue: CatalogueSheet, text: str, life_event: str | None = None) -> tuple[ServiceCard, ...]:
    """The services that fit, best first; without words all of them, in the order of the catalogue."""
    return Finder(catalogue).find(text, life_event)
