"""Offices on PostgreSQL whose people have logins of their own; the roles of each are gone with its database."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing

import pytest

from oss_desk.storage import logins
from oss_desk.storage.database import open_database
from tests.postgres import PostgresServer

OwnOffice = Callable[[str, Callable[[str], None], Mapping[str, str]], str]
"""`own_office(template, build, passwords) -> URL` of the server's administrator"""


def turned_over(url: str, passwords: Mapping[str, str]) -> None:
    """Give the people of the office at this address logins of their own."""
    with closing(open_database(url)) as database, database.writing() as work:
        logins.turn_over(work.connection, passwords)
        work.commit()


@pytest.fixture
def own_office(postgres_server: PostgresServer) -> Iterator[OwnOffice]:
    """Makes offices with own logins, copies of a template, for one test."""
    made: list[str] = []

    def make(template: str, build: Callable[[str], None], passwords: Mapping[str, str]) -> str:
        made.append(postgres_server.create(postgres_server.template(template, build)))
        turned_over(postgres_server.url(made[-1]), passwords)
        return postgres_server.url(made[-1])

    yield make
    for name in made:
        postgres_server.drop(name)
        postgres_server.drop_roles(name)
