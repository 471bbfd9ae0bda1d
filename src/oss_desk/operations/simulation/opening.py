"""The database that a simulated office works in: a file that is thrown away, unless somebody names one that stays."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from oss_desk import paths
from oss_desk.storage.database import Database, open_database
from oss_desk.storage.migrate import migrate


@contextmanager
def opened(url: str | None) -> Iterator[Database]:
    """An empty database with every table. No commit of it waits for the disk: nothing real is ever in it."""
    with TemporaryDirectory(prefix="oss-desk-simulated-") as folder:
        address = url or f"sqlite:///{Path(folder) / 'office.sqlite'}"
        migrate(address, paths.migrations())
        with closing(open_database(address, scratch=True)) as database:
            yield database
