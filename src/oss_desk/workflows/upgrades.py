"""Upgrades of older definition formats: small functions in a table, walked by a loop, proved on saved examples."""

from collections.abc import Callable, Mapping

from oss_desk.workflows.yaml_text import Json

Document = dict[str, Json]

CURRENT = 1
UPGRADES: Mapping[int, Callable[[Document], Document]] = {}  # from that format to the next; one format so far


def upgraded(
    document: Document,
    upgrades: Mapping[int, Callable[[Document], Document]] = UPGRADES,
    current: int = CURRENT,
) -> Document:
    """The document in the current format; one of the current format is left as it is."""
    number = document.get("format")
    while isinstance(number, int) and not isinstance(number, bool) and number in upgrades and number < current:
        document = {**upgrades[number](document), "format": number + 1}
        number += 1
    return document
