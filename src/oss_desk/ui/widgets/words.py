"""The few words that widgets say by themselves, in the window's language; English until the window says otherwise."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """`code` is the language for the names of months and days; `done`, `now`, `ahead` are told to a screen reader."""

    code: str = "en"
    yes: str = "Yes"
    no: str = "No"
    stop: str = "Stop"
    undo: str = "Undo"
    show: str = "Show"
    hide: str = "Hide"
    clear: str = "Clear"
    calendar: str = "Calendar"
    day_month_year: str = "day month year"
    less: str = "One less"
    more: str = "One more"
    chosen: str = "chosen"
    done: str = "done"
    now: str = "now"
    ahead: str = "ahead"
    spelt: str = "[U+...] stands for letters that no typeface of this machine has. The record keeps them."


class _Current:
    """One window, one language."""

    words = Words()


def own_words() -> Words:
    """What is said now."""
    return _Current.words


def speak(words: Words) -> None:
    """Say these from now on; widgets that are there already keep what they said."""
    _Current.words = words
