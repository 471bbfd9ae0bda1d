"""Which paper is being asked for: the merged list of documents as questions, each row settled or open; knows no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from oss_desk.domain.cases import Mark
from oss_desk.operations.sheets import PaperLine, PaperType

MISSING = "missing"
MARK_ORDER: tuple[Mark, ...] = ("original-seen", "original-kept", "certified-copy", "copy", "scan")


@dataclass(frozen=True)
class Asked:
    """What the official has said about the list besides the marks: part "papers" of the visit's drafts.

    `chosen` is the alternative of each requirement; `missing` and `again` name papers by `key/type`, and `noting` what
    is half written down of one: its mark, number, days and reference as they were typed.
    """

    chosen: Mapping[str, int] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    noting: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def with_chosen(self, key: str, index: int) -> "Asked":
        """Another alternative for this requirement."""
        return replace(self, chosen={**self.chosen, key: index})

    def with_missing(self, paper: str, missing: bool = True) -> "Asked":
        """The citizen does not have this paper with her, or has it after all."""
        return replace(self, missing=self.missing | {paper} if missing else self.missing - {paper})

    def with_again(self, paper: str) -> "Asked":
        """The paper on file is not used; the citizen shows it again."""
        return replace(self, again=self.again | {paper})

    def with_noting(self, paper: str, values: Mapping[str, str]) -> "Asked":
        """What is half written down of a paper; nothing, once it is noted or left."""
        others = {name: kept for name, kept in self.noting.items() if name != paper}
        return replace(self, noting={**others, paper: dict(values)} if values else others)

    def content(self) -> dict[str, Any]:
        """As a draft keeps it."""
        said = {"chosen": dict(self.chosen), "missing": sorted(self.missing), "again": sorted(self.again)}
        return {**said, "noting": {name: dict(kept) for name, kept in self.noting.items()}}


def read_asked(content: Mapping[str, Any]) -> Asked:
    """What a draft kept; anything it does not hold is empty."""
    chosen = content.get("chosen") or {}
    return Asked(
        {str(key): int(index) for key, index in chosen.items()},
        frozenset(content.get("missing") or ()),
        frozenset(content.get("again") or ()),
        {str(name): dict(kept) for name, kept in (content.get("noting") or {}).items()},
    )


def paper_name(line: PaperLine, paper: PaperType) -> str:
    """How the draft names one paper of one requirement."""
    return f"{line.key}/{paper.type}"


def chosen_index(line: PaperLine, asked: Asked) -> int:
    """The alternative that is open: the one chosen, else the one begun, else one on file, else the first."""
    said = asked.chosen.get(line.key)
    if said is not None and said < len(line.alternatives):
        return said
    counted = [sum(paper.seen is not None for paper in papers) for papers in line.alternatives]
    if any(counted):
        return counted.index(max(counted))
    return _on_file_index(line, asked)


def _on_file_index(line: PaperLine, asked: Asked) -> int:
    for index, papers in enumerate(line.alternatives):
        if any(reusable(line, paper, asked) for paper in papers):
            return index
    return 0


def reusable(line: PaperLine, paper: PaperType, asked: Asked) -> bool:
    """Whether the one on file may stand for it and nobody has asked to see it again."""
    return paper.seen is None and paper.on_file is not None and paper_name(line, paper) not in asked.again


def open_paper(line: PaperLine, asked: Asked) -> PaperType | None:
    """The next paper of the open alternative that is neither seen nor said to be missing."""
    for paper in line.alternatives[chosen_index(line, asked)]:
        if paper.seen is None and paper_name(line, paper) not in asked.missing:
            return paper
    return None


def asked_paper(line: PaperLine, asked: Asked) -> PaperType | None:
    """The paper a row asks about: the next open one, else the first that is missing."""
    papers = line.alternatives[chosen_index(line, asked)]
    return open_paper(line, asked) or next((paper for paper in papers if paper.seen is None), None)


def is_missing(line: PaperLine, asked: Asked) -> bool:
    """Whether the open alternative lacks a paper that the citizen was asked for."""
    papers = line.alternatives[chosen_index(line, asked)]
    return not line.settled and any(paper.seen is None and paper_name(line, paper) in asked.missing for paper in papers)


def is_open(line: PaperLine, asked: Asked) -> bool:
    """Whether this row still waits for an answer."""
    return not line.settled and open_paper(line, asked) is not None


def question(lines: tuple[PaperLine, ...], asked: Asked) -> str | None:
    """The key of the first row that waits for an answer, else of the first that lacks a paper."""
    waiting = next((line.key for line in lines if is_open(line, asked)), None)
    return waiting or next((line.key for line in lines if is_missing(line, asked)), None)


MARK_KEYS = {"original-seen": 1, "copy": 2, "scan": 3, MISSING: 4, "original-kept": 5, "certified-copy": 6}
"""The key of each mark, the same for every paper: a hand that knows 2 for a copy never books anything else."""


def marks(line: PaperLine) -> tuple[str, ...]:
    """The answers that may be given; missing is always the last."""
    return (*(mark for mark in MARK_ORDER if mark in line.accept), MISSING)
