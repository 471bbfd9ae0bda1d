"""Nobody reads that nothing else is owed where a later stop of the line asks for money."""

import pytest

from oss_desk import paths
from oss_desk.domain.messages import Message
from oss_desk.domain.papers import WHO_PAYS, Station
from oss_desk.language import load_language
from oss_desk.printing.parts import nothing_else

PAYS = Message(WHO_PAYS)
OFFICE = Message("who-office")
ENDED = "You should pay nothing else."


@pytest.mark.parametrize(
    ("stops", "ended"),
    [
        (((OFFICE, "done"), (OFFICE, "now"), (None, "ahead")), True),
        (((OFFICE, "done"), (PAYS, "ahead")), False),
        (((PAYS, "done"), (OFFICE, "now")), True),
        ((), True),
    ],
)
def test_it_is_said_only_when_no_money_is_asked_for_later(
    stops: tuple[tuple[Message | None, str], ...], ended: bool
) -> None:
    words = load_language("en", paths.resources() / "translations")
    stations = [Station(Message("station-work"), state, who) for who, state in stops]
    assert (nothing_else(words, stations) == ENDED) is ended
