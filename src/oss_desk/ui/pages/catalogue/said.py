"""The answer of the check in words: yes, not yet and why, or no and by which law; knows no Qt."""

from oss_desk.domain.text import Texts
from oss_desk.operations.sheets import CheckSheet, PaperLine
from oss_desk.ui.pages.counter.here import Here

SHOWN = 2
"""So many missing papers are named; the slip that is printed names them all."""


def verdict_words(here: Here, sheet: CheckSheet) -> tuple[str, str, str, str]:
    """Title, text, tone and sign; all empty while something is still asked."""
    say, plural = here.language.text, here.language.plural
    if sheet.verdict == "no":
        reasons = " ".join(_reason(here, title, law) for title, law in sheet.reasons)
        return say("Not possible"), reasons, "stop", "stop"
    if sheet.verdict == "asks":
        return "", "", "", ""
    lacking = [line for line in sheet.papers if line.required and not line.settled]
    if sheet.verdict == "missing":
        needed = [line for line in lacking if not line.may_follow]
        names = "\n".join(_ways(here, line) for line in needed[:SHOWN])
        if len(needed) > SHOWN:
            rest = len(needed) - SHOWN
            names += "\n" + plural("and one more, on the slip", "and {n} more, on the slip", rest)
        title = plural("Not yet, one document is missing", "Not yet, {n} documents are missing", len(needed))
        return title, f"{names}\n{cost_words(here, sheet)}", "wait", "alert"
    follow = "\n".join(say("{paper} may follow.", paper=_ways(here, line)) for line in lacking)
    return say("Yes, today"), f"{cost_words(here, sheet)}\n{follow}".strip(), "ready", "check"


def cost_words(here: Here, sheet: CheckSheet) -> str:
    """What is paid now and later, and when it is ready."""
    say, parts = here.language.text, list[str]()
    parts.append(
        say("Pay {amount} now.", amount=here.money(sheet.total)) if sheet.total else say("Nothing to pay now.")
    )
    if sheet.later:
        parts.append(say("Later {amount}.", amount=here.money(sheet.later)))
    if sheet.unknown:
        parts.append(say("Something more is assessed by the official."))
    if sheet.service.while_you_wait:
        parts.append(say("Done while you wait."))
    elif sheet.due_at is not None:
        parts.append(say("Ready by {day}.", day=here.day(sheet.due_at)))
    return " ".join(parts)


def _ways(here: Here, line: PaperLine) -> str:
    """A paper, or another one."""
    say = here.language.text
    ways = [say(" and ").join(here.text(part.title) for part in papers) for papers in line.alternatives]
    return say(" or ").join(ways)


def _reason(here: Here, title: Texts, law: str) -> str:
    words = here.text(title)
    return f"{words} ({law})." if law else f"{words}."
