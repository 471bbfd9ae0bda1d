"""What the next action of each station is called, and what is missing where it cannot be pressed yet."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from oss_desk.domain.money import Money, total
from oss_desk.operations.sheets import LineSheet, PaperLine, VisitSheet
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.stations import Station, asks, at_once, basket, missing, owed, to_mend

GO_ON, LEGAL = "Ctrl ↵", "F9"


@dataclass(frozen=True)
class Step:
    """The next action as it is drawn: white with `missing` when that is not empty."""

    title: str
    subtitle: str = ""
    key: str = GO_ON
    icon: str = "chevron-end"
    missing: str = ""


def station_titles(here: Here) -> Mapping[Station, str]:
    """The names of the stations."""
    say = here.language.text
    return {
        "citizen": say("Citizen"),
        "services": say("Services"),
        "documents": say("Documents"),
        "details": say("Details"),
        "pay": say("Pay"),
        "receipt": say("Receipt"),
    }


def sum_due(sheet: VisitSheet) -> Money:
    """What the Pay station takes: for the lines that start, else for cases that wait for money."""
    if basket(sheet).ready:
        return owed(sheet)
    return total((due.amount for due in sheet.to_pay_cases), sheet.to_pay_now.currency)


def may_waive(sheet: VisitSheet) -> bool:
    """Whether a fee of this visit can be waived, or what was decided of one taken back."""
    return bool(sheet.to_pay_cases) or any(line.fees_now for line in sheet.lines)


def sum_elsewhere(sheet: VisitSheet) -> Money:
    """How much of that is never taken at this desk: stamps, fees of a bank."""
    ready = basket(sheet).ready
    away = [fee.amount for line in ready for fee in line.fees_now if fee.elsewhere]
    return total(away if ready else (due.elsewhere for due in sheet.to_pay_cases), sheet.to_pay_now.currency)


def step(here: Here, sheet: VisitSheet, station: Station, not_paid: str, writing: bool, answered: bool = False) -> Step:
    """The next action of a station; `not_paid` says what payment lacks, `writing` that a record is being written,
    `answered` that the details were looked at and lack nothing."""
    say = here.language.text
    if station == "citizen":
        return Step(say("Keep this record")) if writing else _after_citizen(here, sheet)
    if station == "services":
        return _after_services(here, sheet)
    if station == "documents" and asks(sheet) and not answered:
        return Step(say("Continue to details"))
    if station == "documents":
        return _after_details(here, sheet)
    if station == "details":
        return _after_details(here, sheet)
    return _pay(here, sheet, not_paid) if station == "pay" else _close(here, sheet)


def _after_citizen(here: Here, sheet: VisitSheet) -> Step:
    say = here.language.text
    return Step(say("Continue to services"), "" if sheet.visitor else say("citizen unknown for now"))


def _after_services(here: Here, sheet: VisitSheet) -> Step:
    say = here.language.text
    if sheet.lines:
        return Step(say("Continue to documents"))
    if sheet.to_pay_cases:
        return Step(say("Continue to pay"), say("for a case that waits for it"))
    return Step(say("Continue to documents"), missing=say("The basket is empty"))


def _after_details(here: Here, sheet: VisitSheet) -> Step:
    say = here.language.text
    if basket(sheet).ready or sheet.to_pay_cases:
        return Step(say("Continue to pay") if sum_due(sheet) else say("Continue to review"), _stays(here, sheet))
    return Step(say("Continue to pay"), missing=lacking(here, sheet))


def to_documents(here: Here, count: int) -> Step:
    """Back to the papers that an answer has made necessary."""
    words = here.language.plural("an answer asks for {n} document", "the answers ask for {n} documents", count)
    return Step(here.language.text("Continue to documents"), words)


def _stays(here: Here, sheet: VisitSheet) -> str:
    """Which services do not go on now, and why; several are only counted."""
    waiting = basket(sheet).waiting
    if len(waiting) != 1:
        return here.language.plural("{n} service stays", "{n} services stay", len(waiting)) if waiting else ""
    say, name = here.language.text, here.text(waiting[0].title)
    if waiting[0].state == "not-eligible":
        return say("{service} is not possible", service=name)
    things = _things(here, replace(sheet, lines=waiting, papers=_papers_of(sheet, waiting[0])))
    if not things:
        return say("{service} waits", service=name)
    return say("{service} waits: {things}", service=name, things=things)


def _papers_of(sheet: VisitSheet, line: LineSheet) -> tuple[PaperLine, ...]:
    return tuple(paper for paper in sheet.papers if line.request.id in paper.requests)


def lacking(here: Here, sheet: VisitSheet) -> str:
    """What keeps every line from starting, in as few words as can be."""
    say = here.language.text
    papers, details, refused = missing(sheet)
    if any(line.applicant is None for line in sheet.lines):
        return say("The citizen is not named yet")
    if refused and not papers and not details:
        return say("Not possible with these answers")
    return _things(here, sheet) or _amounts(here, sheet) or say("Nothing can start yet")


def _things(here: Here, sheet: VisitSheet) -> str:
    """How many papers and details are missing, and how many answers have to be mended."""
    plural, (papers, details, _), wrong = here.language.plural, missing(sheet), to_mend(sheet)
    listed = (
        plural("{n} document missing", "{n} documents missing", papers) if papers else "",
        plural("{n} detail missing", "{n} details missing", details - wrong) if details > wrong else "",
        plural("{n} answer to mend", "{n} answers to mend", wrong) if wrong else "",
    )
    return here.language.listed(listed)


def _amounts(here: Here, sheet: VisitSheet) -> str:
    """What is open of the amounts that the official assesses."""
    say, codes = here.language.text, {message.code for line in sheet.lines for message in line.hindrances}
    if "fee-not-assessed" in codes:
        return say("An amount is not typed yet")
    return say("The amount has no reason yet") if "assessed-needs-note" in codes else ""


def _pay(here: Here, sheet: VisitSheet, not_paid: str) -> Step:
    say, due = here.language.text, sum_due(sheet)
    ready = bool(basket(sheet).ready)
    if not ready and not sheet.to_pay_cases:
        return Step(say("Take the payment"), key=LEGAL, missing=lacking(here, sheet))
    if ready and sheet.unsigned:
        return Step(say("Start"), key=LEGAL, missing=say("The signed application is not here yet"))
    if not due:
        return Step(say("Start, nothing to pay"), say("and print the acknowledgement"), LEGAL, "check")
    title = say("Take {amount}", amount=here.money(due))
    return Step(title, say("and print the receipt"), LEGAL, "check", not_paid)


def _close(here: Here, sheet: VisitSheet) -> Step:
    say, now = here.language.text, at_once(sheet)
    if now is not None:
        return Step(say("Do it now: {step}", step=here.text(now.case.step_title)), here.text(now.case.title))
    waiting = len(sheet.lines)
    words = (
        here.language.plural("{n} service was not started", "{n} services were not started", waiting) if waiting else ""
    )
    return Step(say("Close the visit"), words, icon="check")
