"""The answer to "can I do this today", as the Catalogue shows it before anything is stored."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from oss_desk.domain.money import Money
from oss_desk.domain.text import Texts
from oss_desk.operations.sheets.asked import ExemptionLine, FeeLineSheet, PaperLine
from oss_desk.operations.sheets.notices import NoticeCard
from oss_desk.workflows.definition import FactName, Field, Service

Verdict = Literal["asks", "no", "missing", "yes"]
FACT = "fact:"
"""Before the name of a fact among what is open; no field's id holds a colon."""


@dataclass(frozen=True)
class CheckSheet:
    """What is asked, what is missing, what it costs, and the verdict with what is known so far.

    `asks`: `open` has to be answered first; `no`: `reasons` stand against it; `missing`: papers lack that may not
    follow; `yes`. Papers of `papers` are settled by what the citizen has with her. `later` falls due after the start;
    `unknown` says that there is something to pay nobody knows yet.
    """

    service: Service
    facts: tuple[FactName, ...]
    questions: tuple[Field, ...]
    open: tuple[str, ...]
    reasons: tuple[tuple[Texts, str], ...]
    papers: tuple[PaperLine, ...]
    exemptions: tuple[ExemptionLine, ...]
    fees: tuple[FeeLineSheet, ...]
    total: Money
    later: Money
    unknown: bool
    due_at: datetime | None
    notices: tuple[NoticeCard, ...]
    verdict: Verdict
