"""After a restore: a new epoch of the history, so that an old backup is never slipped in unseen."""

from pathlib import Path

from oss_desk.operations.care import notes
from oss_desk.operations.program import Program
from oss_desk.storage.backup import slip_beside

RESTORED = "restored"


def begin_again(program: Program, file: Path) -> None:
    """Begin a new epoch of every chain and record which backup this office was restored from."""
    slip = slip_beside(file)
    told = {"name": slip.name, "sha256": slip.sha256, "made_at": slip.at} if slip is not None else {"name": "unknown"}
    notes.note(program, RESTORED, told)
