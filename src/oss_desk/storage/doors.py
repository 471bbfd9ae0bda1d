"""An office whose people have logins of their own, before anybody has signed in: an address, and nothing is open."""

from contextlib import closing
from datetime import datetime

from sqlalchemy import URL

from oss_desk.domain.messages import Refused, refuse
from oss_desk.storage import logins
from oss_desk.storage.database import PATIENCE, Database, address_of, dialect_of, open_database

Wrong = tuple[datetime, str]
"""When somebody tried in vain, and a digest of the login she gave."""


class Door(Database):
    """Nothing can be read or written here. Whoever proves who she is gets a database of her own, open as herself."""

    def __init__(self, address: URL) -> None:
        query = {name: value for name, value in address.query.items() if name not in ("user", "password")}
        nobodys = URL.create("postgresql", None, None, address.host, address.port, address.database, query)
        super().__init__(nobodys, read_only=False, patience=PATIENCE)
        self.own_logins = True
        self.wrong: list[Wrong] = []
        """Tries that the server refused, until somebody is let in and they can be noted."""

    def ask_open(self) -> None:
        """Refused: nobody is signed in."""
        raise refuse("nobody-signed-in")

    def let_in(self, login: str, password: str) -> Database | None:
        """The office as this person sees it, open with her login; None when the server does not know her so.

        Refused when the server cannot be reached or the office is not one that may be opened.
        """
        opened = opened_as(self.address, login, password)
        if opened is not None:
            opened.door = self
        return opened


def opened_as(address: URL, login: str, password: str) -> Database | None:
    """The office at this address, open with the login of a person; None when login and password do not fit."""
    role = logins.role_of(address.database or "", login)
    try:
        return open_database(address.set(username=role, password=password or "-"))
    except Refused as refused:
        if refused.message.code in ("database-refused", "login-closed"):
            return None
        raise


def proves(database: Database, login: str, password: str) -> bool:
    """Whether the server knows this person by this password."""
    opened = opened_as(database.address, login, password)
    if opened is None:
        return False
    with closing(opened):
        return True


def door_of(url: str) -> Door | None:
    """The door of an office whose people have logins of their own; None where one login or a file is for all.

    An address without a user is one of them: each person is asked for hers.
    """
    address = address_of(url)
    if dialect_of(address) == "sqlite":
        return None
    if address.username is None and "user" not in address.query:
        return Door(address)
    with closing(open_database(address)) as database:
        return Door(address) if database.own_logins else None
