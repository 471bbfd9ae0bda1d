"""What a case is called in words: whose hands, until when, how long, how it ended, which role; knows no Qt."""

from datetime import datetime

from oss_desk.domain.text import Texts
from oss_desk.operations.sheets import CaseCard
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import id_words

MINUTES_OF_AN_HOUR = 60
READY = "ready-to-collect"
SIGNS = {"counter": "counter", "back-office": "back_office", "citizen": "citizen"}
TONES = {"counter": "river", "back_office": "office", "authority": "outside", "citizen": "wait", "ended": "plain"}
ICONS = {"counter": "counter", "back_office": "tray", "authority": "authority", "citizen": "person", "ended": "check"}
GOOD_ENDINGS = frozenset({"handed-over", "sent", "done"})


def hands_sign(hands: str) -> str:
    """Which sign and colour these hands have: counter, back_office, authority, citizen or ended."""
    return "authority" if hands.startswith("authority:") else SIGNS.get(hands, "ended")


def hands_words(here: Here, hands: str, title: Texts) -> str:
    """Who holds it."""
    say, sign = here.language.text, hands_sign(hands)
    if sign == "authority":
        return here.text(title) or id_words(hands.removeprefix("authority:"))
    words = {"counter": say("Counter"), "back_office": say("Back office"), "citizen": say("The citizen")}
    return words.get(sign, say("Nobody, it is closed"))


def whose_words(here: Here, card: CaseCard) -> str:
    """Who has the case; what lies ready at the counter nobody has."""
    if card.step_kind == READY:
        return here.language.text("Ready to collect")
    return hands_words(here, card.hands, card.hands_title)


def where_words(here: Here, card: CaseCard) -> str:
    """Where it lies, as the chip beside a case's title says it."""
    say, hands, title = here.language.text, card.hands, card.hands_title
    sign = hands_sign(hands)
    if card.step_kind == READY:
        return say("Ready to collect")
    if sign == "authority":
        return say("At {authority}", authority=hands_words(here, hands, title))
    words = {
        "counter": say("At the counter"),
        "back_office": say("In the back office"),
        "citizen": say("Waits for the citizen"),
    }
    return words.get(sign, say("Closed"))


def ending_words(here: Here, ending: str) -> str:
    """How a case ended."""
    say = here.language.text
    words = {
        "handed-over": say("Handed over"),
        "sent": say("Sent"),
        "done": say("Done"),
        "refused": say("Refused"),
        "not-admitted": say("Not admitted"),
        "withdrawn": say("Withdrawn"),
        "lapsed": say("Lapsed"),
        "opened-in-error": say("Opened in error"),
    }
    return words.get(ending, id_words(ending))


def step_words(here: Here, title: Texts, step: str, kind: str) -> str:
    """What a step is called; steps without a title are named by their kind or their id."""
    say = here.language.text
    words = {
        "to-pay": say("To pay"),
        "ready-to-collect": say("Ready to collect"),
        "handed-over": say("Handed over"),
        "sent": say("Sent"),
        "done": say("Done"),
        "refused": say("Refused"),
        "not-admitted": say("Not admitted"),
    }
    return here.text(title) or words.get(kind) or id_words(step)


def role_words(here: Here, role: str) -> str:
    """A role as people say it; one of the office's own by its code."""
    say = here.language.text
    words = {
        "clerk": say("Clerk"),
        "cashier": say("Cashier"),
        "back_office": say("Back office"),
        "supervisor": say("Supervisor"),
        "auditor": say("Auditor"),
        "administrator": say("Administrator"),
    }
    return words.get(role) or id_words(role)


def days_to(here: Here, moment: datetime) -> int:
    """Calendar days from today to the day of that moment; below zero when it is over."""
    return (moment.astimezone(here.zone).date() - here.today).days


def due_words(here: Here, due_at: datetime | None, overdue: bool) -> str:
    """Mon 21 Sep, in 4 days."""
    say, plural = here.language.text, here.language.plural
    if due_at is None:
        return say("no term is set")
    day, days = here.day(due_at), days_to(here, due_at)
    if overdue:
        return say("{day}, {late}", day=day, late=late_words(here, due_at))
    if days == 0:
        return say("today, {time}", time=here.time(due_at))
    if days == 1:
        return say("{day}, tomorrow", day=day)
    return plural("{day}, in {n} day", "{day}, in {n} days", days, day=day) if days > 0 else day


def late_words(here: Here, due_at: datetime) -> str:
    """How late it is."""
    days = -days_to(here, due_at)
    return here.language.plural("{n} day late", "{n} days late", days) if days > 0 else here.language.text("late today")


def list_due(here: Here, card: CaseCard) -> tuple[str, str]:
    """What stands at the end of a row of a worklist, and its tone: plain, wait, stop or ready."""
    say = here.language.text
    if not card.open:
        return ending_words(here, card.ending or ""), "ready" if card.ending in GOOD_ENDINGS else "plain"
    if card.suspended:
        return say("clock stopped"), "wait"
    if card.due_at is None:
        return (say("step is late"), "stop") if card.step_late else ("", "plain")
    if card.overdue:
        return late_words(here, card.due_at), "stop"
    if card.step_late:
        return say("step is late"), "stop"
    days = days_to(here, card.due_at)
    if days <= 1:
        return (say("due today") if days == 0 else say("due tomorrow")), "wait"
    return here.language.plural("in {n} day", "in {n} days", days), "plain"


def length_words(here: Here, minutes: int) -> str:
    """20 min, 3 h."""
    plural = here.language.plural
    if minutes < MINUTES_OF_AN_HOUR:
        return plural("{n} min", "{n} min", max(minutes, 0))
    return plural("{n} h", "{n} h", minutes // MINUTES_OF_AN_HOUR)


def between(here: Here, since: datetime, until: datetime) -> str:
    """How long it was from one moment to another; from one day to another in days of the wall's calendar."""
    days = (until.astimezone(here.zone).date() - since.astimezone(here.zone).date()).days
    if days > 0:
        return here.language.plural("{n} day", "{n} days", days)
    return length_words(here, int((until - since).total_seconds() // 60))


def moment_words(here: Here, moment: datetime) -> str:
    """Tue 1 Sep 10:12"""
    return here.language.text("{day} {time}", day=here.day(moment), time=here.time(moment))
