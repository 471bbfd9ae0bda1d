"""Whether the history of a database holds: asked of every copy, and shown as a light."""

from oss_desk.domain.care import Light
from oss_desk.domain.messages import Message
from oss_desk.operations.care import witnesses
from oss_desk.operations.care.places import Places
from oss_desk.operations.history import integrity
from oss_desk.operations.history.verifying import verify
from oss_desk.operations.program import Look, Program
from oss_desk.storage.database import Work


def first_break(program: Program, work: Work) -> str:
    """The name of the first place where the history in this reading does not hold; empty where it does."""
    report = verify(Look(program, work, program.clock()))
    return report.breaks[0].name if report.breaks else ""


def light_of_history(look: Look, places: Places) -> Light:
    """The light of the history, all of it looked through now."""
    recorded = light_on_record(look, places)
    if recorded is not None:
        return recorded
    report = verify(look, witnesses.heads(look, places.backups))
    if report.whole:
        return Light("history", "ok", Message("health-history", {"count": report.links}))
    return Light("history", "stop", report.said[0], Message("health-history-do"))


def light_on_record(look: Look, _: Places) -> Light | None:
    """A red light where a break is on record and no new epoch after it; nothing is looked through."""
    if integrity.on_record(look) is None:
        return None
    return Light("history", "stop", Message("health-history-broken"), Message("health-history-do"))
