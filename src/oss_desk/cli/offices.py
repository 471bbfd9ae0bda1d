"""The commands that make an office or bring one up to date, and put the program among the user's applications."""

import argparse
import sys
import time
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from oss_desk.cli.terminal import DONE, REFUSED, asked_for, password_of
from oss_desk.settings import Settings

if TYPE_CHECKING:
    from oss_desk.operations.office.plan import Plan


def sample(asked: argparse.Namespace, settings: Settings) -> int:
    """Make a sample office with days of life; refused where one is already."""
    from oss_desk import bootstrap

    def tell(done: int, of: int, day: date) -> None:
        print(f"{done} of {of} days made, now {day}", flush=True)

    started = time.perf_counter()
    url = asked.database or bootstrap.sample_url(settings)
    if asked.fresh:
        bootstrap.forget_sample(url)
    made = bootstrap.make_sample_at(url, days=asked.days or bootstrap.MONTH, tell=tell)
    if made is None:
        print("A sample office is there already; nothing was changed. `--fresh` makes it anew.", file=sys.stderr)
        return REFUSED
    spent = time.perf_counter() - started
    counted = f"{made.citizens} citizens, {made.visits} visits, {made.cases} cases, {made.receipts} receipts"
    print(f"{counted}, made in {spent:.1f} seconds")
    return DONE


def init(asked: argparse.Namespace, settings: Settings) -> int:
    """Make an empty database and, where its name is given or somebody can be asked, the office in it."""
    from oss_desk import bootstrap

    url = asked.database or settings.database
    if not asked.office and not sys.stdin.isatty():
        with closing(bootstrap.create_database(url)) as database:
            print(f"{database.place} is ready and holds no office yet. `oss-desk init --office NAME` sets one up.")
        return DONE
    planned = _new_office(asked)
    place = bootstrap.seen_at(url).place
    made = bootstrap.make_office(url, planned)
    print(f"{made.name} is set up in {place}. {planned.officials[0].login} can sign in.")
    return DONE


def _new_office(asked: argparse.Namespace) -> "Plan":
    from oss_desk.operations.office.plan import DeskGiven, OfficeGiven, OfficialGiven, Plan, ServiceGiven

    office = OfficeGiven(
        name=asked.office or asked_for("Name of the office"),
        country=asked.country or asked_for("Country, two letters"),
        currency=asked.currency or asked_for("Currency, three letters"),
        zone=asked.zone or asked_for("Time zone, as Europe/Tallinn"),
        languages=tuple(asked.language or ("en",)),
    )
    login = asked.administrator or asked_for("Sign-in name of the first administrator")
    roles = ("administrator", "supervisor") if asked.supervises else ("administrator",)
    administrator = OfficialGiven(login, login, roles, password_of(login))
    desks = tuple(DeskGiven(code, f"Desk {code}") for code in asked.desk or ["A"])
    return Plan(office, desks, (administrator,), tuple(map(ServiceGiven, asked.service or ())))


def migrate(asked: argparse.Namespace, settings: Settings) -> int:
    """Bring a database up to this program."""
    from oss_desk import bootstrap

    with closing(bootstrap.create_database(asked.database or settings.database)) as database:
        print(f"{database.place} is up to date.")
    return DONE


def logins(asked: argparse.Namespace, settings: Settings) -> int:
    """Give everybody a login of the database of her own, and print the first passwords, which are kept nowhere."""
    from oss_desk import bootstrap

    url = asked.database or settings.database
    chosen = bootstrap.give_logins(url)
    for login, password in chosen.items():
        print(f"{login}  {password}")
    print(f"{len(chosen)} people have a login of their own now. Each chooses another password when she signs in.")
    print(f"At the desks: database = {bootstrap.address_for_all(url)}")
    return DONE


def desktop_file(asked: argparse.Namespace, settings: Settings) -> int:
    """Put the program among this user's applications, or take it out again."""
    from oss_desk.ui import desktop_entry

    share = asked.share or desktop_entry.user_share()
    if asked.remove:
        gone = desktop_entry.remove(share)
        print(f"OSS Desk is taken out of {share}." if gone else f"OSS Desk is not in {share}. Nothing was changed.")
        return DONE
    print(f"{desktop_entry.install(share, desktop_entry.this_command())} is written. OSS Desk is in the menu now.")
    return DONE
