"""The words that each command takes."""

import argparse
import os
from pathlib import Path

from oss_desk.settings import THEMES


def database(reader: argparse.ArgumentParser) -> None:
    """Which database, for commands that open one."""
    reader.add_argument("--database", metavar="URL", help="instead of the one in the settings")


def demo(reader: argparse.ArgumentParser) -> None:
    """Of `demo`."""
    database(reader)
    reader.add_argument("--fresh", action="store_true", help="make the sample office anew")


def sample(reader: argparse.ArgumentParser) -> None:
    """Of `sample`."""
    database(reader)
    reader.add_argument("--days", metavar="N", type=_days, help="open days of life, the last one today; else a month")
    reader.add_argument("--fresh", action="store_true", help="make it anew where a sample office is already")


def _days(text: str) -> int:
    """One or more; argparse tells who wrote something else."""
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


def simulate(reader: argparse.ArgumentParser) -> None:
    """Of `simulate`."""
    told = 'a new or empty database, which stays; "postgresql" alone starts a server for this run; else a file'
    reader.add_argument("--database", metavar="URL", help=told)
    processes = max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    sides = f"how many processes the desks are spread over on PostgreSQL; else {processes}"
    reader.add_argument("--processes", metavar="N", type=_days, default=processes, help=sides)
    reader.add_argument("--days", metavar="N", type=_days, default=5, help="open days; else 5")
    reader.add_argument("--desks", metavar="M", type=_days, default=2, help="counters that take money; else 2")
    reader.add_argument("--seed", metavar="S", type=int, default=1, help="from which all chance is drawn; else 1")
    reader.add_argument("--replay", action="store_true", help="tell each command as it is sent, and each fault")


def tour(reader: argparse.ArgumentParser) -> None:
    """Of `tour`."""
    database(reader)
    reader.add_argument("--out", metavar="DIR", type=Path, required=True, help="where pictures and papers go")
    reader.add_argument("--all", action="store_true", help="every page, station and dialog, the first start too")
    reader.add_argument("--services", metavar="ID,ID", default="", help="which services; else two of the sample's")
    reader.add_argument("--language", metavar="CODE", default="en", help="the language of the window")
    reader.add_argument("--text-size", metavar="PERCENT", type=int, default=100, help="from 80 to 300")
    reader.add_argument("--window", metavar="WxH", type=_pixels, default=(1280, 800), help="its size in pixels")
    reader.add_argument("--themes", nargs="+", choices=THEMES[1:], default=THEMES[1:2], help="of each picture")


def _pixels(text: str) -> tuple[int, int]:
    """1280x800; argparse tells who wrote something else."""
    wide, high = text.split("x")
    return int(wide), int(high)


def init(reader: argparse.ArgumentParser) -> None:
    """Of `init`: what of an office is not given here is asked."""
    database(reader)
    reader.add_argument("--office", metavar="NAME", help="set up an office of this name")
    reader.add_argument("--country", metavar="CC", help="ISO 3166 code, for the holidays")
    reader.add_argument("--currency", metavar="CCC", help="ISO 4217 code")
    reader.add_argument("--zone", metavar="ZONE", help="time zone, as Europe/Tallinn")
    reader.add_argument("--desk", metavar="CODE", action="append", help="a desk; may be given again")
    reader.add_argument("--administrator", metavar="LOGIN", help="the first administrator; the password is asked")
    reader.add_argument("--supervises", action="store_true", help="who is a supervisor too, so services are in force")
    reader.add_argument("--language", metavar="CODE", action="append", help="of papers, the first one first")
    reader.add_argument(
        "--service", metavar="NAME", action="append", help="one that comes with the program, as passport"
    )


def verify(reader: argparse.ArgumentParser) -> None:
    """Of `verify`."""
    database(reader)
    part = reader.add_mutually_exclusive_group()
    part.add_argument("--all", action="store_true", help="everything, which is what is done without any word")
    part.add_argument("--last", metavar="N", type=_days, help="only the newest entries of each history")
    part.add_argument("--receipt", metavar="NUMBER", help="whether a paper with this number is as it was made")
    reader.add_argument("--code", metavar="CODE", help="the check code on that paper")
    told = "what a printed close says of a desk: DESK:EPOCH:ENTRY:DIGEST; may be given again"
    reader.add_argument("--head", metavar="HEAD", action="append", default=[], help=told)


def desktop_file(reader: argparse.ArgumentParser) -> None:
    """Of `desktop-file`."""
    reader.add_argument("--remove", action="store_true", help="take it away again")
    reader.add_argument("--share", metavar="DIR", type=Path, help="instead of ~/.local/share")


def signed_in(reader: argparse.ArgumentParser) -> None:
    """Who does it, for commands that somebody answers for."""
    database(reader)
    reader.add_argument("--as", dest="login", metavar="NAME", help="who does it; the password is asked")


def _file_words(reader: argparse.ArgumentParser) -> None:
    reader.add_argument("files", metavar="FILE", nargs="+", type=Path)


def check(reader: argparse.ArgumentParser) -> None:
    """Of `services check`."""
    _file_words(reader)
    told = "languages that must be there, such as en,fr,ar; else those that the file has begun"
    reader.add_argument("--languages", metavar="LIST", default="", help=told)


def import_files(reader: argparse.ArgumentParser) -> None:
    """Of `services import`."""
    _file_words(reader)
    signed_in(reader)
    reader.add_argument("--publish", action="store_true", help="in force from now on")


def diff(reader: argparse.ArgumentParser) -> None:
    """Of `services diff`."""
    reader.add_argument("file", metavar="FILE", type=Path, help="the new definition")
    reader.add_argument("--against", metavar="FILE", type=Path, help="another file, instead of the version in force")
    signed_in(reader)


def into(reader: argparse.ArgumentParser) -> None:
    """Of `backup` and `rehearse`."""
    signed_in(reader)
    reader.add_argument("--into", metavar="DIR", help="the folder, instead of the one of the settings")


def archive(reader: argparse.ArgumentParser) -> None:
    """Of `archive`."""
    into(reader)
    reader.add_argument("--texts", action="store_true", help="names and typed texts too, not only their digests")


def restore(reader: argparse.ArgumentParser) -> None:
    """Of `restore`."""
    reader.add_argument("file", metavar="FILE", type=Path, help="the backup, with its slip beside it")
    database(reader)
