"""The tests' own PostgreSQL server does what its users count on."""

import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg

from tests.postgres import FreshDatabase, PostgresServer

OWNER = """
import os, signal
from tests.postgres import start_server
server = start_server()
print(server.process.pid, server.folder, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def ask(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        return connection.execute(statement.encode()).fetchall()


def build(url: str) -> None:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE desk (code text); INSERT INTO desk VALUES ('A')")


def test_each_copy_of_a_template_has_its_rows_and_keeps_its_own(
    postgres_server: PostgresServer, fresh_postgres_database: FreshDatabase
) -> None:
    template = postgres_server.template("desks", build)
    first, second = fresh_postgres_database(template), fresh_postgres_database(template)
    assert ask(first, "INSERT INTO desk VALUES ('B') RETURNING code") == [("B",)]
    assert ask(first, "SELECT count(*) FROM desk") == [(2,)]
    assert ask(second, "SELECT code FROM desk") == [("A",)]


def test_a_template_is_built_once(postgres_server: PostgresServer) -> None:
    built: list[str] = []
    for _ in range(2):
        postgres_server.template("once", built.append)
    assert built == [postgres_server.url("once")]


def test_a_fresh_database_is_empty_and_the_server_is_not_on_the_network(
    fresh_postgres_database: FreshDatabase,
) -> None:
    url = fresh_postgres_database()
    assert ask(url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
    assert ask(url, "SHOW listen_addresses") == [("",)]
    version = ask(url, "SHOW server_version_num")[0][0]
    assert str(version).startswith("18")


def test_the_server_does_not_outlive_tests_that_were_killed() -> None:
    root = Path(__file__).parent.parent
    owner = subprocess.run([sys.executable, "-c", OWNER], cwd=root, capture_output=True, text=True, check=False)
    assert owner.returncode == -signal.SIGKILL, owner.stderr
    pid, folder = owner.stdout.split()
    assert gone(int(pid), within=30)
    shutil.rmtree(folder)


def gone(pid: int, within: float) -> bool:
    """Whether the process ends in that many seconds; waits for its end, not for time."""
    try:
        watch = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    with os.fdopen(watch, "rb", buffering=0) as process:
        return bool(select.select([process], [], [], within)[0])
