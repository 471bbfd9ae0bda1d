"""Random records of any paper, from the types of their fields."""

import types
import typing
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from oss_desk.domain.messages import Message

LATIN = ("Tamar Kvelidze", "Hồ Thị Ngọc")
OTHERS = ("თამარ ქველიძე", "ياسر الحمدون", "Юлия Соколова", "Ελένη Παπαδοπούλου", "सीता शर्मा", "王小明", "\u202ex")
NAMES = LATIN + OTHERS
TEXTS = st.one_of(st.sampled_from(NAMES), st.text(max_size=30), st.text("ab אמحم12.,-()/\n{}", max_size=30))
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(-(10**15), 10**15),
    bool: st.booleans(),
    date: st.dates(date(1000, 1, 1)),
    datetime: st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),
    Message: st.builds(
        Message,
        st.sampled_from(("text", "station-ready", "who-desk", "no such code")),
        st.dictionaries(st.sampled_from(("text", "desk")), st.one_of(TEXTS, st.integers(), st.just(("a", "b")))),
    ),
}


def records(kind: Any) -> st.SearchStrategy[Any]:
    """A strategy for a field of that type, or for a whole record."""
    if kind in PLAIN:
        return PLAIN[kind]
    if isinstance(kind, types.UnionType):
        return st.none() | records(typing.get_args(kind)[0])
    if typing.get_origin(kind) is tuple:
        return st.lists(records(typing.get_args(kind)[0]), max_size=2).map(tuple)
    assert is_dataclass(kind)
    assert isinstance(kind, type)
    fields = {name: records(hint) for name, hint in typing.get_type_hints(kind).items()}
    if "exponent" in fields:
        fields["exponent"] = st.integers(0, 4)
    if "weekday" in fields:
        fields |= {"weekday": st.integers(0, 6), "start": st.integers(0, 1439), "end": st.integers(1, 1440)}
    return st.builds(kind, **fields)
