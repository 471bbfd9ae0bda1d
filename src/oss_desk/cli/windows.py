"""The commands that open the window, or drive it without a screen; Qt is imported only by them."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from oss_desk import paths
from oss_desk.cli.terminal import DONE, FOUND, REFUSED, has_screen
from oss_desk.settings import Settings, save_settings, set_aside

if TYPE_CHECKING:
    from oss_desk.bootstrap import MonthStands
    from oss_desk.operations.program import Program
    from oss_desk.ui.welcome.ways import Ways
    from oss_desk.ui.window import SampleMonth

NO_SCREEN = (
    "There is no screen here, so no window opened. Nothing was changed. "
    "`oss-desk tour --out tour` leaves pictures of the window."
)


def window(asked: argparse.Namespace, settings: Settings) -> int:
    """Open the office of this machine's settings."""

    def build() -> "Program":
        from oss_desk import bootstrap

        return bootstrap.open_office(bootstrap.settings_now())

    return _open(settings, build, with_month=True)


def demo(asked: argparse.Namespace, settings: Settings) -> int:
    """Open the sample office, made on first use."""

    def build() -> "Program":
        from oss_desk import bootstrap

        return bootstrap.open_sample(settings, database=asked.database, fresh=asked.fresh)

    return _open(settings, build, with_month=asked.database is None)


def _month(settings: Settings) -> "SampleMonth":
    """The month of the sample office of this machine, which another run of this program makes."""
    from oss_desk.ui.month import MonthDoor
    from oss_desk.ui.window import SampleMonth

    def command() -> tuple[str, ...]:
        from oss_desk import bootstrap

        url = f"sqlite:///{bootstrap.month_file(settings)}"
        return sys.executable, "-m", "oss_desk", "sample", "--database", url

    def stands() -> "MonthStands":
        from oss_desk import bootstrap

        return bootstrap.month_stands(settings)

    def forget() -> None:
        from oss_desk import bootstrap

        bootstrap.forget_month(settings)

    def take() -> None:
        from oss_desk import bootstrap

        bootstrap.take_month(settings)

    return SampleMonth(MonthDoor(stands, command, forget), take)


def _open(settings: Settings, build: "Callable[[], Program]", *, with_month: bool = True) -> int:
    if not has_screen():
        print(NO_SCREEN, file=sys.stderr)
        return REFUSED
    from oss_desk.ui.window import open_window

    return open_window(settings, build, _month(settings) if with_month else None, ways=ways_in(settings))


def ways_in(settings: Settings) -> "Ways":
    """How the window begins where there is no office yet."""
    from oss_desk import bootstrap
    from oss_desk.ui.welcome.ways import Ways

    def keep(**chosen: object) -> None:
        if isinstance(chosen.get("database"), str):
            chosen["database"] = bootstrap.address_for_all(str(chosen["database"]))
        save_settings(settings.file, **chosen)

    return Ways(
        own=settings.database,
        data=settings.data,
        resources=paths.resources(),
        sample=lambda: bootstrap.open_sample(settings),
        existing=lambda address, desk: bootstrap.open_office(replace(settings, desk=desk or settings.desk), address),
        seen=bootstrap.seen_at,
        make=bootstrap.make_office,
        keep=keep,
        set_aside=partial(set_aside, settings.file),
    )


def tour(asked: argparse.Namespace, settings: Settings) -> int:
    """Drive the window without anybody and leave pictures and papers; found is what could not be done."""
    from oss_desk import bootstrap
    from oss_desk.ui.tour import Starts, View, lead

    services = tuple(word for word in asked.services.split(",") if word)
    view = View(asked.language, asked.text_size, asked.window, tuple(asked.themes))
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database or f"sqlite:///{folder}/tour.sqlite"
        build = partial(bootstrap.open_sample, settings, database=url)
        starts = Starts(bootstrap.open_office, ways_in) if asked.all else None
        told = lead(settings, build, asked.out, services, view, starts)
    print("\n".join(told.lines))
    return DONE if told.whole else FOUND
