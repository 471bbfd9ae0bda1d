"""The errors of both drivers as refusals an official may be told; what is not known here stays an error of ours."""

import re
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, StatementError

from oss_desk.domain.messages import Message, Refused, refuse
from oss_desk.storage.columns import UnfitText

SQLITE = {
    "SQLITE_BUSY": "busy-try-again",
    "SQLITE_LOCKED": "busy-try-again",
    "SQLITE_FULL": "disk-full",
    "SQLITE_CORRUPT": "database-damaged",
    "SQLITE_NOTADB": "not-a-database",
    "SQLITE_READONLY": "folder-read-only",
    "SQLITE_PERM": "folder-read-only",
    "SQLITE_IOERR": "disk-error",
}
POSTGRESQL = {
    "40001": "busy-try-again",
    "40P01": "busy-try-again",
    "55P03": "busy-try-again",
    "25006": "read-only",
    "53100": "disk-full",
    "57P01": "database-lost",
    "57P02": "database-lost",
    "57P03": "database-unreachable",
    "25P03": "database-lost",
    "25P04": "database-lost",
    "53300": "database-unreachable",
    "3D000": "database-missing",
    "28P01": "database-refused",
    "28000": "database-refused",
    "42501": "database-refused",
    "XX001": "database-damaged",
    "XX002": "database-damaged",
}
HISTORY = "history is only added to"
"""How a guard begins that keeps what is stored."""
UNFIT = "what is stored does not allow this"
"""How a guard begins that refuses a new row because it does not fit what is stored; the guard's name follows."""


class Clash(Refused):
    """The database broke this transaction off because of another one; nothing was stored, and it can be begun again."""


CLASHES = frozenset({"40001", "40P01"})


def told(error: SQLAlchemyError, place: str, *, committing: bool = False) -> Refused | None:
    """What to tell of a driver's error, or None when it is a bug of ours."""
    if isinstance(error, StatementError) and isinstance(error.orig, UnfitText):
        return refuse("text-unfit")
    if not isinstance(error, DBAPIError) or error.orig is None:
        return None
    if getattr(error.orig, "sqlstate", None) in CLASHES:
        return Clash(Message("busy-try-again"))
    code = _constraint(error) or _sqlite(error, place) or _postgresql(error)
    if code is None:
        return None
    if committing and code.message.code in {"database-lost", "database-unreachable"}:
        return refuse("outcome-unknown")
    return refuse(code.message.code, **{**code.message.values, **({"place": place} if _placed(code) else {})})


def _placed(refused: Refused) -> bool:
    return refused.message.code.startswith(("database-", "folder-", "not-a-"))


def _constraint(error: DBAPIError) -> Refused | None:
    text = str(error.orig)
    if HISTORY in text:
        return refuse("history-is-kept")
    unfit = re.search(rf"{UNFIT}: (\w+)", text)
    if unfit:
        return refuse("numbers-cut" if unfit[1].startswith("desk_next_") else "guard-refused", guard=unfit[1])
    length = re.search(r"\bck_(\w+)_length\b", text)
    if length:
        return refuse("text-too-long", field=length[1])
    state = getattr(error.orig, "sqlstate", None)
    if state == "23505" or text.startswith("UNIQUE constraint failed"):
        return refuse("busy-try-again" if "command" in text.split("DETAIL")[0] else "already-there")
    return None


def _sqlite(error: DBAPIError, place: str) -> Refused | None:
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is None:
        return None
    if name.startswith("SQLITE_CANTOPEN"):
        return refuse("folder-read-only" if Path(place).parent.is_dir() else "database-missing")
    if str(error.orig).startswith("attempt to write a readonly database") and name == "SQLITE_READONLY":
        return refuse("read-only") if _query_only(error) else refuse("folder-read-only")
    family = "_".join(name.split("_")[:2])
    return refuse(SQLITE[family]) if family in SQLITE else None


def _query_only(error: DBAPIError) -> bool:
    return error.statement is not None and not error.statement.startswith("BEGIN IMMEDIATE")


def _postgresql(error: DBAPIError) -> Refused | None:
    if hasattr(error.orig, "sqlite_errorname"):
        return None
    state = getattr(error.orig, "sqlstate", None)
    if state in POSTGRESQL:
        return refuse(POSTGRESQL[state])
    if state is not None and state.startswith("08"):
        return refuse("database-lost")
    if state is None and type(error.orig).__name__ in {"OperationalError", "ConnectionTimeout"}:
        return _without_state(error)
    return None


def _without_state(error: DBAPIError) -> Refused:
    text = str(error.orig)
    if "is not permitted to log in" in text:
        return refuse("login-closed")
    if "password authentication failed" in text or "no password supplied" in text:
        return refuse("database-refused")
    if re.search(r'database ".*" does not exist', text):
        return refuse("database-missing")
    return refuse("database-lost" if error.connection_invalidated else "database-unreachable")
