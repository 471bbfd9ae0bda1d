"""The day's list as a paper: one sheet that hangs beside the door until everything on it is ticked off."""

from oss_desk.domain.messages import Message
from oss_desk.domain.papers import DayListPaper, ListGroup, ListRow, plain
from oss_desk.operations.sheets import CaseCard, DaySheet, HeldPaper, NoticeCard, ToPay, VisitCard
from oss_desk.ui.pages.cases.words import list_due, moment_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.receipt import paper_words
from oss_desk.ui.pages.day import words

MOST = 30
"""Rows of one group on paper; how many more there are is said below them."""


def day_list(here: Here, sheet: DaySheet) -> DayListPaper:
    """What is left, group by group, in the window's language."""
    say = here.language.text
    groups = (
        ("list-open-visits", [_visit(here, card) for card in sheet.visits]),
        ("list-unprinted", [_job(here, sheet, number) for number in range(len(sheet.unprinted))]),
        ("list-late", [_due(here, card) for card in sheet.due if card.overdue]),
        ("list-due-soon", [_due(here, card) for card in sheet.due if not card.overdue]),
        ("list-to-pay", [_owed(here, owed) for owed in sheet.to_pay]),
        ("list-give-back", [_back(here, paper) for paper in sheet.give_back]),
        ("list-notices", [_notice(here, card) for card in sheet.notices]),
    )
    return DayListPaper(
        head=sheet.head,
        currency=here.office.currency,
        exponent=here.office.currency_exponent,
        title=Message("list-end-of-day"),
        groups=tuple(_group(here, title, rows) for title, rows in groups),
        note=plain(say("Everything is done.")) if sheet.is_clear else None,
    )


def _group(here: Here, title: str, rows: list[ListRow]) -> ListGroup:
    more = len(rows) - MOST
    if more > 0:
        told = here.language.plural("{n} more, see the window", "{n} more, see the window", more)
        rows = [*rows[:MOST], ListRow("", told)]
    return ListGroup(Message(title), tuple(rows), plain(here.language.text("Nothing is left.")))


def _visit(here: Here, card: VisitCard) -> ListRow:
    since = plain(here.language.text("since {time}", time=here.time(card.since)))
    return ListRow(card.desk, words.visit_name(here, card), plain(words.visit_reason(here, card)), since)


def _job(here: Here, sheet: DaySheet, number: int) -> ListRow:
    job = sheet.unprinted[number]
    made, state = plain(moment_words(here, job.created_at)), plain(words.job_state(here, job))
    return ListRow(sheet.head.desk, paper_words(here, job), made, state)


def _due(here: Here, card: CaseCard) -> ListRow:
    due, _ = list_due(here, card)
    return ListRow(card.number, card.applicant, plain(here.text(card.title)), plain(due))


def _owed(here: Here, owed: ToPay) -> ListRow:
    title = plain(here.text(owed.case.title))
    return ListRow(owed.case.number, owed.case.applicant, title, amount=owed.amount.minor)


def _back(here: Here, paper: HeldPaper) -> ListRow:
    number = paper.cases[-1].number if paper.cases else ""
    return ListRow(number, words.owner_name(here, paper), plain(words.paper_name(here, paper)), plain(paper.place))


def _notice(here: Here, card: NoticeCard) -> ListRow:
    until = plain(words.until_words(here, card))
    return ListRow("", here.text(card.notice.text), plain(words.about_words(here, card)), until)
