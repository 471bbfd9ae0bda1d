"""Words that people use for each other, read once from `resources/words`: a file for each language, a group a line."""

from functools import lru_cache
from pathlib import Path

from oss_desk.operations.catalogue.plain import plain_words

Groups = tuple[frozenset[str], ...]


@lru_cache(maxsize=4)
def synonyms(resources: Path) -> Groups:
    """Every group of every language; a phrase of several words says nothing here and is left out."""
    files = sorted((resources / "words").glob("*.txt"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    groups = (frozenset(word for part in line.split(",") for word in _single(part)) for line in lines)
    return tuple(group for group in groups if len(group) > 1)


def _single(part: str) -> tuple[str, ...]:
    words = plain_words(part)
    return words if len(words) == 1 else ()
