"""A command of the simulated office in a process of its own, which the system kills while it is carried out."""

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from oss_desk.operations.program import Program
from oss_desk.storage.database import PATIENCE, Database
from oss_desk.storage.disturbed import Fault, disturbed

ONE_IN = 5
"""Of so many kills one is by the system; a connection of its own costs the server more than the command does."""


def can(program: Program, at: int) -> bool:
    """Whether that is done here. On SQLite one program writes, so a second one is no desk of the same office."""
    return hasattr(os, "fork") and program.database.dialect == "postgresql" and at % ONE_IN == 1


def killed(
    program: Program, verb: Callable[..., Any], command: str, values: dict[str, Any], fault: Fault, at: int
) -> bool:
    """Send the command from another process with a connection of its own; whether it was killed before it ended."""
    child = os.fork()
    if child == 0:
        _carry_out(program, verb, command, values, fault, at)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _carry_out(
    program: Program, verb: Callable[..., Any], command: str, values: dict[str, Any], fault: Fault, at: int
) -> None:
    """What that process does. It never closes what it has from the one that made it, and leaves without a word."""
    try:
        database = Database(program.database.address, read_only=False, patience=PATIENCE)
        database.own_logins = program.database.own_logins
        database.through = partial(disturbed, fault=fault, at=at, really=True)
        verb(replace(program, database=database), command, **values)
    finally:
        os._exit(0)
