"""A line to a PostgreSQL server that loses the answer to a commit: it reaches the server, and nobody hears of it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

SOCKET = ".s.PGSQL.5432"
COMMIT = b"COMMIT\0"
SIZE = 1 << 16


@dataclass
class Line:
    """Everything passes between its folder's socket and the server's; `loses` breaks it after the next commit.

    While it is `down` nobody gets a new connection through it.
    """

    folder: Path
    server: Path
    loses: threading.Event = field(default_factory=threading.Event)
    down: threading.Event = field(default_factory=threading.Event)
    lost: int = 0
    _open: list[socket.socket] = field(default_factory=list)

    def listen(self) -> socket.socket:
        """Its end for the desk."""
        here = socket.socket(socket.AF_UNIX)
        here.bind(str(self.folder / SOCKET))
        here.listen()
        self._open.append(here)
        threading.Thread(target=self._accept, args=(here,), daemon=True).start()
        return here

    def _accept(self, here: socket.socket) -> None:
        with suppress(OSError):
            while True:
                desk, _ = here.accept()
                if self.down.is_set():
                    desk.close()
                    continue
                there = socket.socket(socket.AF_UNIX)
                there.connect(str(self.server / SOCKET))
                self._open += [desk, there]
                broken = threading.Event()
                threading.Thread(target=self._from_desk, args=(desk, there, broken), daemon=True).start()
                threading.Thread(target=self._from_server, args=(desk, there, broken), daemon=True).start()

    def _from_desk(self, desk: socket.socket, there: socket.socket, broken: threading.Event) -> None:
        with suppress(OSError):
            while said := desk.recv(SIZE):
                if self.loses.is_set() and COMMIT in said:
                    self.loses.clear()
                    broken.set()
                there.sendall(said)
            _end(there)

    def _from_server(self, desk: socket.socket, there: socket.socket, broken: threading.Event) -> None:
        with suppress(OSError):
            while said := there.recv(SIZE):
                if broken.is_set():
                    self.lost += 1
                    _end(desk)
                    return
                desk.sendall(said)
            _end(desk)

    def close(self) -> None:
        """Nothing passes any more."""
        for one in self._open:
            _end(one)
            one.close()


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)


@contextmanager
def line_to(server: Path, folder: Path) -> Iterator[Line]:
    """A line while a test runs. The folder's name must be short: a socket's address is."""
    line = Line(folder, server)
    line.listen()
    try:
        yield line
    finally:
        line.close()
