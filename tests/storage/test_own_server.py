"""A server of the program's own: reached while it is wanted, gone afterwards, refused in words where it cannot be."""

from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from oss_desk.domain.messages import Refused
from oss_desk.storage import own_server, pg_tools


def test_it_serves_an_empty_database_and_leaves_nothing_behind() -> None:
    with own_server.started("office") as address:
        folder = make_url(address).query["host"]
        assert isinstance(folder, str)
        with psycopg.connect(host=folder, user="postgres", dbname="office") as connection:
            counted = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert counted == (0,)
    assert not Path(folder).exists()


def test_without_the_programs_of_a_server_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_server, "PACKAGE", "no_such_package")
    monkeypatch.setattr(pg_tools, "INSTALLED", Path("/nowhere"))
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Refused, match="pg-server-missing"), own_server.started():
        pass
