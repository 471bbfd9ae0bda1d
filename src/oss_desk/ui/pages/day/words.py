"""How Today writes things out: notices with their end, papers that were kept, who is waited for and how long."""

from datetime import timedelta

from oss_desk.domain.jobs import PrintJob
from oss_desk.operations.sheets import CaseCard, HeldPaper, NoticeCard, VisitCard
from oss_desk.ui.pages.counter.here import Here


def channel_words(here: Here, channel: str) -> str:
    """How the visitor came, where it was not to the counter."""
    say = here.language.text
    return {"phone": say("by phone"), "post": say("by post")}.get(channel, "")


def visit_name(here: Here, card: VisitCard) -> str:
    """Who it is, as far as it is known."""
    return card.visitor or here.language.text("Not yet known")


def visit_reason(here: Here, card: VisitCard) -> str:
    """What the visit is about, or why it was parked."""
    services = here.language.listed(here.text(title) for title in card.services)
    reason = card.hold_reason or services or here.language.text("just begun")
    return here.language.listed((channel_words(here, card.channel), reason))


def until_words(here: Here, card: NoticeCard) -> str:
    """Until when a notice holds: a day, or a moment where it was given as one."""
    say, notice = here.language.text, card.notice
    if notice.until_at is None:
        return say("until it is ended")
    day = (notice.until_at - timedelta(microseconds=1)).astimezone(here.zone).date()
    if notice.days:
        return say("until today") if day == here.today else say("until {day}", day=here.language.weekday_date(day))
    time = here.time(notice.until_at)
    if day == here.today:
        return say("until {time} today", time=time)
    return say("until {day}, {time}", day=here.language.weekday_date(day), time=time)


def begins_words(here: Here, card: NoticeCard) -> str:
    """From when a notice holds that is still to begin; empty once it began."""
    begins = card.notice.from_at
    if begins <= here.clock():
        return ""
    return here.language.text("from {day}, {time}", day=here.day(begins), time=here.time(begins))


def about_words(here: Here, card: NoticeCard) -> str:
    """What a notice is about."""
    return here.text(card.about) or here.language.text("All services")


def paper_name(here: Here, paper: HeldPaper) -> str:
    """Passport •••• 4417"""
    return " ".join(part for part in (here.text(paper.title), paper.number) if part)


def owner_name(here: Here, paper: HeldPaper) -> str:
    """Whose it is."""
    return paper.owner_name or here.language.text("Not on record")


def held_days(here: Here, paper: HeldPaper) -> int:
    """For how many days the office has held it."""
    return max((here.today - paper.since.astimezone(here.zone).date()).days, 0)


def held_since(here: Here, paper: HeldPaper) -> str:
    """today, 14:21; or the day."""
    say, day = here.language.text, paper.since.astimezone(here.zone).date()
    if day == here.today:
        return say("today, {time}", time=here.time(paper.since))
    return here.near_date(day)


def why_back(here: Here, paper: HeldPaper) -> str:
    """Why a paper is to be given back."""
    say = here.language.text
    if not paper.cases:
        return say("the visit started nothing")
    return say("{number} has ended", number=paper.cases[-1].number)


def case_words(here: Here, card: CaseCard) -> str:
    """A case in one line."""
    return here.language.listed((here.text(card.title), card.number))


def job_state(here: Here, job: PrintJob) -> str:
    """How far a paper has come."""
    say = here.language.text
    return {"sent": say("may have come out"), "failed": say("failed")}.get(job.state, say("waits"))
