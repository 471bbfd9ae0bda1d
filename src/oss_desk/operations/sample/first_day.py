"""The first day of the sample office as it is written by hand: who came for what, on it and on the days before."""

from collections.abc import Iterator
from dataclasses import dataclass

from oss_desk.operations.sample.doings import Story, collect, visit, work
from oss_desk.operations.sample.playing import Doing, Turn

BIRTH, HOME, PARKING, STALL, CARD = (
    "birth-certificate-copy",
    "proof-of-residence",
    "resident-parking-permit",
    "food-stall-permit",
    "disability-parking-card",
)


@dataclass(frozen=True)
class Chapter:
    """Some hours of one official at one desk, so many open days before the last; `work` is for back offices."""

    days_back: int
    hours: tuple[float, float]  # of the time the office is open that day, 0 to 1
    login: str
    desk: str
    stories: tuple[Story, ...] = ()
    work: int = 0  # cases of her worklist taken one step further
    collect: int = 0  # outputs handed over

    def doings(self) -> Iterator[Doing]:
        """What is done in these hours, in its order."""
        yield from map(visit, self.stories)
        yield from (work(self.work),) if self.work else ()
        yield from (collect() for _ in range(self.collect))

    def turn(self) -> Turn:
        """These hours as they are played."""
        return Turn(self.hours, self.login, self.desk, tuple(self.doings()))


CHAPTERS = (
    Chapter(6, (0.1, 0.6), "adaeze", "A", (Story(1, (STALL,), organisation=0), Story(18, (CARD,)))),
    Chapter(5, (0.1, 0.5), "mikael", "B", (Story(2, (PARKING,), means="card"), Story(23, (CARD,)))),
    Chapter(4, (0.2, 0.6), "ilias", "C", work=2),
    Chapter(3, (0.1, 0.6), "adaeze", "A", (Story(6, (BIRTH,), copies=3), Story(7, (PARKING, HOME)))),
    Chapter(2, (0.2, 0.7), "ruta", "C", work=2),
    Chapter(1, (0.1, 0.7), "mikael", "B", (Story(9, (BIRTH, PARKING), copies=2), Story(16, (STALL,), organisation=1))),
    Chapter(1, (0.72, 0.8), "ilias", "C", work=2),
    Chapter(
        0,
        (0.05, 0.4),
        "adaeze",
        "A",
        (
            Story(0, (HOME, BIRTH), copies=2),
            Story(14, (HOME,), means="card"),
            Story(10, (BIRTH,), copies=1),
            Story(20, (PARKING,)),
            Story(25, ()),
            Story(8, (BIRTH, PARKING), means="card"),
        ),
    ),
    Chapter(0, (0.05, 0.4), "mikael", "B", (Story(12, (HOME,)), Story(26, (CARD,)), Story(28, (BIRTH,), copies=4))),
    Chapter(0, (0.42, 0.6), "ruta", "C", work=4),
    Chapter(0, (0.62, 0.75), "ilias", "C", work=3),
    Chapter(
        0,
        (0.78, 0.98),
        "adaeze",
        "A",
        (Story(21, (HOME,)), Story(4, (BIRTH,), parked="fetching a photo")),
        collect=1,
    ),
)
DAYS = 1 + max(chapter.days_back for chapter in CHAPTERS)
"""Open days of life before and with the last one."""


def turns_of(days_back: int) -> tuple[Turn, ...]:
    """What was written for the day so many open days before the last."""
    return tuple(chapter.turn() for chapter in CHAPTERS if chapter.days_back == days_back)
