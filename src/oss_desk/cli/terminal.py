"""What the commands share: how they end, what they ask at the terminal, the office with somebody at the desk."""

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from oss_desk import paths
from oss_desk.settings import Settings

if TYPE_CHECKING:
    from oss_desk.domain.messages import Message
    from oss_desk.operations.program import Program

DONE, REFUSED, USAGE, FOUND = 0, 1, 2, 3


def asked_for(question: str) -> str:
    """The answer to a question at the terminal."""
    return input(f"{question}: ").strip()


def password_of(login: str) -> str:
    """The password, typed unseen; where nobody sits at a terminal, the next line of the input."""
    if sys.stdin.isatty():
        return getpass.getpass(f"Password of {login}: ")
    return sys.stdin.readline().rstrip("\n")


def text_of(file: Path) -> str:
    """What a file says; refused where it cannot be read as text."""
    from oss_desk.domain.messages import refuse

    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise refuse("file-unreadable", file=str(file), why=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise refuse("file-not-text", file=str(file)) from error


def sentence(message: "Message") -> str:
    """A message in the terminal's language, which is English."""
    from oss_desk.language import load_language
    from oss_desk.operations.messages import EVERY_TEXT

    return load_language("en", paths.resources() / "translations").message(message, EVERY_TEXT)


def has_screen() -> bool:
    """Whether a window can be shown: a display server, or a platform without one, or a platform named on purpose."""
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in shown)


@contextmanager
def signed_in(asked: argparse.Namespace, settings: Settings) -> "Iterator[Program]":
    """The office with the person of `--as` at the desk of the settings, or its first one."""
    from oss_desk import bootstrap
    from oss_desk.operations.office.office import is_at_the_door, sign_in, sign_in_sheet, sign_out

    program = bootstrap.open_office(settings, asked.database)
    with closing(program.database):
        sheet = None if is_at_the_door(program) else sign_in_sheet(program)
        login = asked.login or asked_for("Who are you? Sign-in name")
        free = sheet and any(card.login == login and not card.needs_password for card in sheet.officials)
        password = "" if free else password_of(login)
        if sheet is not None:
            program = replace(program, desk_code=(sheet.desk or sheet.desks[0]).code)
        signed_in = sign_in(program, login=login, password=password)
        try:
            yield signed_in
        finally:
            sign_out(signed_in)
