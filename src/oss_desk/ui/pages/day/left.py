"""What is left to do, as groups of rows: each thing says what it is, and the slip says what to do with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtWidgets import QWidget

from oss_desk.domain.jobs import PrintJob
from oss_desk.operations.sheets import CaseCard, DaySheet, HeldPaper, NoticeCard, ToPay, VisitCard
from oss_desk.ui.pages.cases.words import list_due, moment_words, step_words, where_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.receipt import paper_words
from oss_desk.ui.pages.day import words
from oss_desk.ui.pages.day.groups import Group
from oss_desk.ui.widgets.label import Amount, Label, Number
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.rows import ListRow
from oss_desk.ui.widgets.slip import Pairs

Kind = Literal["visit", "paper", "pay", "due", "back", "notice"]


@dataclass(frozen=True)
class Left:
    """One thing that is left: which list it stands in, and its id there."""

    kind: Kind
    id: int


@dataclass(frozen=True)
class Told:
    """What the slip says of it: a title, a quiet line, facts, what the button does, and what else may be pressed."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    action: str
    icon: str
    others: tuple[tuple[str, str], ...] = ()


def groups_of(here: Here, sheet: DaySheet) -> list[Group]:
    """Everything that is left, in the order in which it presses."""
    say = here.language.text
    return [
        Group(say("Visits still open"), "counter", [_visit(here, card) for card in sheet.visits]),
        Group(say("Papers not printed"), "printer", [_job(here, job) for job in sheet.unprinted]),
        Group(say("Late, due today or on the next open day"), "clock", [_due(here, card) for card in sheet.due]),
        Group(say("Cases that wait for money"), "cash", [_owed(here, owed) for owed in sheet.to_pay]),
        Group(say("Papers to give back"), "paper-check", [_back(here, paper) for paper in sheet.give_back]),
        Group(say("Notices that end"), "info", [_notice(here, card) for card in sheet.notices]),
    ]


def find(sheet: DaySheet, left: Left) -> object:
    """The thing itself; None where it is done meanwhile."""
    lists: dict[Kind, tuple[object, ...]] = {
        "visit": sheet.visits,
        "paper": sheet.unprinted,
        "pay": sheet.to_pay,
        "due": sheet.due,
        "back": sheet.give_back,
        "notice": sheet.notices,
    }
    return next((one for one in lists[left.kind] if _id(one) == left.id), None)


def _id(one: object) -> int:
    if isinstance(one, ToPay):
        return one.demand_id
    if isinstance(one, HeldPaper):
        return one.evidence_id
    if isinstance(one, NoticeCard):
        return one.notice.id
    assert isinstance(one, VisitCard | PrintJob | CaseCard)
    return one.id


def told(here: Here, one: object) -> Told:
    """What the slip says of one of the things that are left."""
    ways: dict[type, Callable[[Here, object], Told]] = {
        VisitCard: _tell_visit,
        PrintJob: _tell_job,
        ToPay: _tell_owed,
        CaseCard: _tell_due,
        HeldPaper: _tell_back,
        NoticeCard: _tell_notice,
    }
    return ways[type(one)](here, one)


def pairs_of(facts: tuple[tuple[str, str], ...]) -> Pairs:
    """Facts of the slip, in two columns."""
    pairs = Pairs()
    for label, value in facts:
        if value:
            pairs.add(label, value)
    return pairs


def _row(kind: Kind, one: object, title: str, second: str, *end: QWidget, says: str = "") -> ListRow:
    row = ListRow(title, second, list(end), value=Left(kind, _id(one)))
    row.setAccessibleName(", ".join(part for part in (title, second, says) if part))
    return row


def _visit(here: Here, card: VisitCard) -> ListRow:
    say = here.language.text
    minutes = here.language.plural("{n} min", "{n} min", here.minutes(card.since))
    state = say("parked") if card.state == "held" else say("open")
    chip = Chip(state, "bookmark", "wait") if card.state == "held" else Chip(state, "counter", "river")
    name, reason = words.visit_name(here, card), words.visit_reason(here, card)
    return _row(
        "visit", card, name, reason, Label(minutes, ink="ink3"), chip, says=here.language.listed((minutes, state))
    )


def _job(here: Here, job: PrintJob) -> ListRow:
    state = words.job_state(here, job)
    icon, tone = {"sent": ("help", "wait"), "failed": ("stop", "stop")}.get(job.state, ("clock", "plain"))
    made = moment_words(here, job.created_at)
    return _row("paper", job, paper_words(here, job), made, Chip(state, icon, tone), says=state)


def _due(here: Here, card: CaseCard) -> ListRow:
    due, tone = list_due(here, card)
    end = Chip(due, "clock", tone) if tone in ("stop", "wait") else Label(due, ink="ink3")
    second = here.language.listed((here.text(card.title), step_words(here, card.step_title, card.step, card.step_kind)))
    return _row("due", card, card.applicant, second, end, Number(card.number), says=f"{due}, {card.number}")


def _owed(here: Here, owed: ToPay) -> ListRow:
    amount = here.money(owed.amount)
    title = here.text(owed.case.title)
    ends = (Amount(amount, ink="ink2"), Number(owed.case.number))
    return _row("pay", owed, owed.case.applicant, title, *ends, says=f"{amount}, {owed.case.number}")


def _back(here: Here, paper: HeldPaper) -> ListRow:
    days = here.language.plural("{n} day", "{n} days", words.held_days(here, paper))
    second = here.language.listed((words.paper_name(here, paper), words.why_back(here, paper)))
    place = Label(paper.place, ink="ink2") if paper.place else None
    ends = [part for part in (place, Label(days, ink="ink3")) if part is not None]
    return _row("back", paper, words.owner_name(here, paper), second, *ends, says=f"{paper.place}, {days}")


def _notice(here: Here, card: NoticeCard) -> ListRow:
    until = words.until_words(here, card)
    about = words.about_words(here, card)
    return _row("notice", card, here.text(card.notice.text), about, Label(until, ink="ink3"), says=until)


def _tell_visit(here: Here, card: object) -> Told:
    assert isinstance(card, VisitCard)
    say = here.language.text
    facts = (
        (say("About"), words.visit_reason(here, card)),
        (say("Began"), moment_words(here, card.opened_at)),
        (say("Official"), card.official),
        (say("Desk"), card.desk),
    )
    action = say("Resume the visit") if card.state == "held" else say("Go on with the visit")
    return Told(words.visit_name(here, card), say("A visit still open"), facts, action, "arrow-end")


def _tell_job(here: Here, job: object) -> Told:
    assert isinstance(job, PrintJob)
    say = here.language.text
    facts = (
        (say("Made"), moment_words(here, job.created_at)),
        (say("State"), words.job_state(here, job)),
    )
    others = (
        ("look", say("Look at it")),
        ("came-out", say("It came out")),
        ("not-needed", say("Not needed")),
    )
    return Told(paper_words(here, job), say("A paper not printed"), facts, say("Print it"), "printer", others)


def _tell_owed(here: Here, owed: object) -> Told:
    assert isinstance(owed, ToPay)
    say = here.language.text
    facts = (
        (say("Service"), here.text(owed.case.title)),
        (say("To pay"), here.money(owed.amount)),
        (say("Waits since"), moment_words(here, owed.case.since)),
    )
    action = say("Open {number}", number=owed.case.number)
    return Told(owed.case.applicant, say("A case that waits for money"), facts, action, "chevron-end")


def _tell_due(here: Here, card: object) -> Told:
    assert isinstance(card, CaseCard)
    say = here.language.text
    due, _ = list_due(here, card)
    facts = (
        (say("Service"), here.text(card.title)),
        (say("Step"), step_words(here, card.step_title, card.step, card.step_kind)),
        (say("Due"), due),
        (say("Where"), where_words(here, card)),
    )
    title = say("A late case") if card.overdue else say("A case that is due soon")
    return Told(card.applicant, title, facts, say("Open {number}", number=card.number), "chevron-end")


def _tell_back(here: Here, paper: object) -> Told:
    assert isinstance(paper, HeldPaper)
    say = here.language.text
    facts = (
        (say("Document"), words.paper_name(here, paper)),
        (say("Lies"), paper.place or say("nobody wrote down where")),
        (say("Why"), words.why_back(here, paper)),
        (say("Held since"), words.held_since(here, paper)),
    )
    return Told(words.owner_name(here, paper), say("A paper to give back"), facts, say("Give it back"), "paper-check")


def _tell_notice(here: Here, card: object) -> Told:
    assert isinstance(card, NoticeCard)
    say = here.language.text
    facts = (
        (say("About"), words.about_words(here, card)),
        (say("Holds"), words.until_words(here, card)),
        (say("Written by"), card.written_by),
    )
    return Told(
        here.text(card.notice.text), say("A notice that ends"), facts, say("Look at the notices"), "chevron-end"
    )
