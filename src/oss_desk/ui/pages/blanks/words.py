"""The stock of numbered blanks in words: stacks, stretches, gaps, what a close says."""

from oss_desk.operations.sheets import BlankLine, SpoiltLine, StackLine
from oss_desk.ui.pages.counter.here import Here

DEEDS = ("count", "spoil", "receive", "move", "destroy")
KEEPING = frozenset({"receive", "move", "destroy"})
"""What a supervisor does, with a second person."""


def deed_words(here: Here, deed: str) -> str:
    """What can be done with blanks, as a choice."""
    say = here.language.text
    words = {
        "count": say("Count"),
        "spoil": say("Spoilt"),
        "receive": say("Receive"),
        "move": say("Move"),
        "destroy": say("Destroy"),
    }
    return words[deed]


def sheets_words(here: Here, count: int) -> str:
    """How many sheets."""
    return here.language.plural("{n} sheet", "{n} sheets", count)


def stretch_words(here: Here, stack: StackLine) -> str:
    """From which serial to which, stretch by stretch."""
    say = here.language.text
    spans = (
        first if first == last else say("{first} to {last}", first=first, last=last)
        for first, last in stack.stretches[:3]
    )
    more = "…" if len(stack.stretches) > 3 else ""
    return here.language.listed((*spans, more)) or say("none is left")


def stack_title(here: Here, stack: StackLine) -> str:
    """A stack as a choice: its kind and the sheet on top."""
    return here.language.listed((here.text(stack.title), stack.next_serial or "–"))


def spoilt_words(here: Here, sheet: SpoiltLine) -> str:
    """Why a sheet is spoilt, for which case it was used, and where it is kept."""
    say = here.language.text
    case = say("case {number}", number=sheet.case) if sheet.case else ""
    return here.language.listed((sheet.reason.rstrip("."), case, say("kept in {place}", place=sheet.place)))


def line_facts(here: Here, line: BlankLine) -> list[tuple[str, str, bool]]:
    """What a close says of a kind: label, number, and whether it has to be looked into."""
    say = here.language.text
    parts = [
        (say("In the morning"), line.opening, True),
        (say("Received"), line.received, False),
        (say("From other desks"), line.moved_in, False),
        (say("To other desks"), -line.moved_out, False),
        (say("Used"), -line.used, False),
        (say("Spoilt"), -line.spoilt, False),
    ]
    stirred = any(count for _, count, first in parts if not first)
    facts = [(label, _signed(count, first), False) for label, count, first in parts if stirred and (count or first)]
    facts.append((say("Should be there"), str(line.expected), False))
    if line.counted is not None:
        facts.append((say("Counted"), str(line.counted), False))
    if line.difference:
        facts.append((say("Difference"), _signed(line.difference, False), True))
    return facts


def _signed(count: int, plain: bool) -> str:
    """With its sign, which stands before it from right to left too."""
    return str(count) if plain else f"\u2066{_with_sign(count)}\u2069"


def _with_sign(count: int) -> str:
    return f"+{count}" if count > 0 else f"\u2212{-count}"
