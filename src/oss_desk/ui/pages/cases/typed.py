"""What was typed at one case and is not said yet, as its draft keeps it; knows no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from oss_desk.operations.sheets import CaseSheet
from oss_desk.ui.pages.counter.questions import Asked, read_asked
from oss_desk.workflows.rules import JsonValue

WORK = "case-work"
"""The part of the drafts; the case stands in the place of the visit."""


@dataclass
class Typed:
    """Answers, ticks and amounts of the step, a note and the deed it is for, and what is written down besides.

    `fields` are texts by where they are typed: "output:ID:POSITION", "opinion:ID" (the answer), "opinion-note:ID".
    `open_paper` is the key of the requirement that is being marked, `asked` what was said of it.
    """

    step: str = ""
    answers: dict[str, JsonValue] = field(default_factory=dict)
    checked: set[str] = field(default_factory=set)
    assessed: dict[str, str] = field(default_factory=dict)
    note: str = ""
    deed: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    open_paper: str = ""
    asked: Asked = field(default_factory=Asked)

    def content(self) -> dict[str, Any]:
        """As a draft keeps it; nothing, when nothing is typed."""
        said: dict[str, Any] = {
            "answers": {name: value for name, value in self.answers.items() if value is not None},
            "checked": sorted(self.checked),
            "assessed": {fee: text for fee, text in self.assessed.items() if text},
            "note": self.note,
            "deed": self.deed,
            "fields": {name: text for name, text in self.fields.items() if text},
            "open_paper": self.open_paper,
            "asked": self.asked.content() if self.asked != Asked() else {},
        }
        found = {name: value for name, value in said.items() if value}
        return {"step": self.step, **found} if found else {}

    def forget_said(self, sheet: CaseSheet) -> None:
        """What has become a fact is typed no more: numbers that were issued, opinions that came, papers that are in."""
        made = {f"output:{line.output}:{line.position}" for line in sheet.outputs if line.issued is not None}
        told = {line.id for line in sheet.opinions if line.answer is not None}
        made |= {f"opinion:{number}" for number in told} | {f"opinion-note:{number}" for number in told}
        self.fields = {name: text for name, text in self.fields.items() if name not in made}


def read_typed(sheet: CaseSheet) -> Typed:
    """What the draft of a case kept; of another step only the note is still of use."""
    kept: Mapping[str, Any] = sheet.drafts.get("work", {})
    note = str(kept.get("note") or "")
    if kept.get("step") != sheet.case.step:
        return Typed(sheet.case.step, note=note)
    return Typed(
        step=sheet.case.step,
        answers=dict(kept.get("answers") or {}),
        checked={str(name) for name in kept.get("checked") or ()},
        assessed={str(fee): str(text) for fee, text in (kept.get("assessed") or {}).items()},
        note=note,
        deed=str(kept.get("deed") or ""),
        fields={str(name): str(text) for name, text in (kept.get("fields") or {}).items()},
        open_paper=str(kept.get("open_paper") or ""),
        asked=read_asked(kept.get("asked") or {}),
    )
