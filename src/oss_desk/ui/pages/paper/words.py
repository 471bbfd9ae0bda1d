"""What a paper is called in the window, how its sizes are called, and where it may go."""

import json

from oss_desk.domain.jobs import KEPT_AS_FILE, PrintJob
from oss_desk.domain.papers import DayListPaper, kind_of
from oss_desk.language import Language
from oss_desk.ui.print_jobs import Shown

GIVEN_UP = frozenset({"withdrawn", "lapsed"})


def title_of(language: Language, paper: Shown) -> str:
    """The name of a paper; a list that names itself is called so."""
    if isinstance(paper, DayListPaper) and paper.title.code == "text":
        return str(paper.title.values["text"])
    return language.text("Case closed") if _given_up(paper) else kind_words(language, kind(paper))


def kind_words(language: Language, kind: str) -> str:
    """The name of a kind of papers."""
    say = language.text
    words = {
        "application": say("Application, to be signed"),
        "receipt": say("Receipt"),
        "acknowledgement": say("Acknowledgement"),
        "handover": say("Handover note"),
        "refusal": say("Refusal"),
        "missing": say("What is missing"),
        "void": say("Cancellation of a receipt"),
        "refund": say("Refund"),
        "blanks": say("Numbered blanks"),
        "looks": say("Who looked at a record"),
        "till": say("Reports of the till"),
        "service-sheet": say("Service sheet"),
        "day-list": say("List of the day"),
    }
    return words[kind]


def kind(paper: Shown) -> str:
    """The kind of paper, as the settings name it."""
    return paper.kind if isinstance(paper, PrintJob) else kind_of(paper)


def size_words(language: Language, size: str) -> str:
    """How a size of paper is called."""
    say = language.text
    words = {
        "a4": say("A4"),
        "a5": say("A5"),
        "letter": say("Letter"),
        "80mm": say("Roll of 80 mm"),
        "58mm": say("Roll of 58 mm"),
    }
    return words[size]


def state_words(language: Language, job: PrintJob) -> str:
    """How far a paper has come."""
    say = language.text
    words = {
        "waiting": say("not printed yet"),
        "sent": say("sent; whether it came out is not known"),
        "printed": say("kept as a file, not printed") if job.error == KEPT_AS_FILE else say("printed"),
        "failed": say("did not come out"),
        "dismissed": say("not wanted"),
    }
    return words[job.state]


def _given_up(paper: Shown) -> bool:
    return (
        isinstance(paper, PrintJob) and paper.kind == "refusal" and json.loads(paper.content).get("outcome") in GIVEN_UP
    )
