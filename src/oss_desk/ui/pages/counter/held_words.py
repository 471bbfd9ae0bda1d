"""A paper that the office holds, in one line: what it is, its number, where it lies."""

from oss_desk.operations.sheets import HeldPaper
from oss_desk.ui.pages.counter.here import Here


def held_words(here: Here, paper: HeldPaper) -> str:
    """Passport •••• 4417, Drawer 2"""
    name = " ".join(part for part in (here.text(paper.title), paper.number) if part)
    return here.language.listed(part for part in (name, paper.place) if part)
