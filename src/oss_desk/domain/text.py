"""Texts in several languages, as definitions, registers and papers carry them."""

from collections.abc import Mapping

Texts = Mapping[str, str]


def in_language(texts: Texts, language: str, fallback: str = "en") -> str:
    """The text in that language, else in the fallback, else in whichever there is; empty when there is none."""
    return texts.get(language) or texts.get(fallback) or next(iter(texts.values()), "")
