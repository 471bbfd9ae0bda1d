"""Signs in typed text that nobody sees or that spoil what stands beside them: taken out, counted or told."""

import unicodedata

OVERRIDES = "\u202a\u202b\u202c\u202d\u202e"
"""Signs that turn round whatever follows, the rest of a sentence too (Unicode advises isolates instead, UAX 9)."""
ISOLATES, END = "\u2066\u2067\u2068", "\u2069"
MOST_MARKS = 12
"""Marks on one letter; the languages of the world need six at most, more only run into the lines around."""


def without_hidden(text: str) -> str:
    """The text without control characters, halves of letters and signs that would turn round what stands beside it.

    Isolates stay where each is closed; lines and tabs stay.
    """
    kept = "".join(sign for sign in text if not _is_hidden(sign))
    return kept if _is_closed(kept) else "".join(sign for sign in kept if sign not in ISOLATES + END)


def is_seen(text: str) -> bool:
    """Whether there is anything in it that can be seen."""
    return any(unicodedata.category(sign)[0] not in "CZM" for sign in text)


def is_piled_up(text: str) -> bool:
    """Whether so many marks stand on one letter that they would run into other lines."""
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if marks > MOST_MARKS:
            return True
    return False


def _is_hidden(sign: str) -> bool:
    return sign not in "\n\t" and (unicodedata.category(sign) in ("Cc", "Cs") or sign in OVERRIDES or sign == "\ufeff")


def _is_closed(text: str) -> bool:
    open_ones = 0
    for sign in text:
        open_ones += (sign in ISOLATES) - (sign == END)
        if open_ones < 0:
            return False
    return open_ones == 0
