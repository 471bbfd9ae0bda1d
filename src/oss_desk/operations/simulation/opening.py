"""The database that a simulated office works in: a file or a server thrown away, or one that somebody names."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from oss_desk import paths
from oss_desk.storage import own_server
from oss_desk.storage.database import Database, open_database
from oss_desk.storage.migrate import migrate

OWN_SERVER = "postgresql"
"""What is said instead of an address for a server that is started for the run alone."""


@contextmanager
def opened(url: str | None) -> Iterator[Database]:
    """An empty database with every table. No commit of it waits for the disk: nothing real is ever in it."""
    with ExitStack() as until:
        if url == OWN_SERVER:
            address = until.enter_context(own_server.started())
        else:
            folder = until.enter_context(TemporaryDirectory(prefix="oss-desk-simulated-"))
            address = url or f"sqlite:///{Path(folder) / 'office.sqlite'}"
        migrate(address, paths.migrations())
        with closing(open_database(address, scratch=True)) as database:
            yield database
