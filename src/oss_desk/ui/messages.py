"""The window's own sentences, and the way from a message, a mark or a worked step to words on screen."""

from collections.abc import Iterable, Mapping

from oss_desk.domain.calendar import Duration
from oss_desk.domain.messages import Message, Refused, Value
from oss_desk.language import CLOSE, Language
from oss_desk.operations.messages import EVERY_TEXT
from oss_desk.operations.sheets import FeeStepLine
from oss_desk.ui.tasks import Bug

MINUTES_OF_AN_HOUR = 60
LEFT_TO_RIGHT = "\u2066"  # left-to-right isolate: a sum alone is read the same way everywhere

TEXTS: dict[str, str] = {
    "text": "{text}",
    "paper-not-saved": "The paper was not saved in {folder}: {reason}. Nothing else changed; try another folder.",
    "printer-missing": "The printer {printer} is not there. Nothing is lost; turn it on, or choose another one.",
    "printer-refused": "The printer {printer} did not take the paper. {reason} Nothing is lost; print again.",
    "printer-does-not-answer": "The printer {printer} does not answer. Nothing is lost; turn it on and print again.",
    "printer-stopped": (
        "The printer {printer} is stopped or out of reach. Nothing is lost; turn it on, or choose another one."
    ),
    "typefaces-damaged": (
        "These files of letters are gone or damaged: {files}. Papers are made with the others; some letters may be "
        "spelt as [U+...]. Install the program again."
    ),
    "no-viewer": "Nothing here can show a PDF. The paper is kept as {file}.",
    "settings-not-kept": (
        "{file} could not be written. The settings are as they were; ask for the right to write there."
    ),
    "settings-broken": "{why}",
    "hours-text-unreadable": "These are no hours. Write them as 9:00–12:00, 13:00–17:00.",
    "hours-text-backwards": "The hours end before they begin. Turn them round.",
    "hours-text-overlap": "Two stretches overlap or touch. Write them as one.",
    "bug": "Something went wrong in the program. What was typed is kept. Number {number} is in the log.",
}
ALL_TEXTS: Mapping[str, str] = {**EVERY_TEXT, **TEXTS}
"""The sentence of every code that can reach the window."""


def mark_words(language: Language, mark: str) -> str:
    """How a paper was accepted, as a settled row says it."""
    say = language.text
    words = {
        "original-seen": say("Original seen"),
        "original-kept": say("Original kept"),
        "certified-copy": say("Certified copy"),
        "copy": say("Copy taken"),
        "scan": say("Scanned"),
        "on-file": say("On file"),
        "missing": say("Missing"),
    }
    return words[mark]


def mark_answer(language: Language, mark: str) -> str:
    """The same as an answer to press, as short as it can be."""
    say = language.text
    words = {
        "original-seen": say("Original"),
        "original-kept": say("Keep it"),
        "certified-copy": say("Certified"),
        "copy": say("Copy"),
        "scan": say("Scan"),
        "missing": say("Missing"),
    }
    return words[mark]


MARK_ICONS: Mapping[str, str] = {
    "original-seen": "check",
    "original-kept": "paper-check",
    "certified-copy": "seal",
    "copy": "copy",
    "scan": "scan",
    "on-file": "paper",
    "missing": "paper-missing",
}
MEANS_ICONS: Mapping[str, str] = {"cash": "cash", "card": "card", "transfer": "transfer", "elsewhere": "elsewhere"}


def means_words(language: Language, means: str) -> str:
    """A means of payment."""
    say = language.text
    words = {"cash": say("Cash"), "card": say("Card"), "transfer": say("Transfer"), "elsewhere": say("Elsewhere")}
    return words.get(means, means)


def fee_steps(language: Language, steps: Iterable[FeeStepLine]) -> str:
    """How an amount came about, in the fewest words: "2 × 5.00", "50 % of 24.00"."""
    told = (language.worked(Message(step.kind, _values(step)), ALL_TEXTS) for step in steps)
    words = ", ".join(filter(None, told))
    sum_alone = language.rtl and not any(letter.isalpha() for letter in words)
    return f"{LEFT_TO_RIGHT}{words}{CLOSE}" if words and sum_alone else words


def _values(step: FeeStepLine) -> dict[str, Value]:
    return dict(step.values)


def duration_words(language: Language, text: str) -> str:
    """A term in ISO 8601 as people say it: "in 2 days", "in 3 months, 2 days"; empty for none."""
    if not text:
        return ""
    term, plural = Duration.parse(text), language.plural
    hours, minutes = divmod(term.minutes, MINUTES_OF_AN_HOUR)
    parts = (
        plural("{n} year", "{n} years", term.years) if term.years else "",
        plural("{n} month", "{n} months", term.months) if term.months else "",
        plural("{n} day", "{n} days", term.days) if term.days else "",
        plural("{n} hour", "{n} hours", hours) if hours else "",
        plural("{n} minute", "{n} minutes", minutes) if minutes else "",
    )
    return language.text("in {time}", time=", ".join(filter(None, parts)))


def sentence(language: Language, what: Message | BaseException) -> str:
    """A message of any package in the window's language, or what a person is told of an error."""
    if isinstance(what, Message):
        return language.message(what, ALL_TEXTS)
    if isinstance(what, Refused):
        return refusal(language, what)
    number = what.number if isinstance(what, Bug) else type(what).__name__
    return language.message(Message("bug", {"number": number}), TEXTS)


def refusal(language: Language, error: Refused) -> str:
    """Everything a refusal says, one sentence after another."""
    return " ".join(language.message(message, ALL_TEXTS) for message in error.messages)
