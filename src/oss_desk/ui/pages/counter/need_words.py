"""Needs of a citizen in words and signs, and the part of her form where they are ticked."""

from collections.abc import Mapping, Sequence

from oss_desk.domain.people import NEED_KINDS, Need, NeedKind
from oss_desk.operations.people.needs import NeedGiven
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.marks import Chip

SIGNS: Mapping[NeedKind, str] = {
    "interpreter": "globe",
    "sign-language": "people",
    "hearing-loop": "bell",
    "large-print": "zoom-in",
    "read-aloud": "note",
    "wheelchair": "wheelchair",
    "seat": "person",
    "quiet-place": "moon",
    "more-time": "clock",
    "accompanied": "people",
    "other": "info",
}
TICKS = "needs"
DETAILS: Mapping[NeedKind, str] = {
    "interpreter": "need_interpreter",
    "accompanied": "need_accompanied",
    "other": "need_other",
}
"""The fields of the form that say more, by the need that they belong to."""


def kind_words(here: Here) -> dict[NeedKind, str]:
    """What each need is called."""
    say = here.language.text
    return {
        "interpreter": say("Interpreter"),
        "sign-language": say("Sign language"),
        "hearing-loop": say("Hearing loop"),
        "large-print": say("Large print"),
        "read-aloud": say("To be read aloud"),
        "wheelchair": say("Wheelchair"),
        "seat": say("A seat"),
        "quiet-place": say("A quiet place"),
        "more-time": say("More time"),
        "accompanied": say("Comes with somebody"),
        "other": say("Something else"),
    }


def need_words(here: Here, need: Need) -> str:
    """A need with what was written beside it."""
    if need.kind == "other":
        return need.detail
    if need.kind == "accompanied" and need.detail:
        return here.language.text("Comes with {who}", who=need.detail)
    name = kind_words(here)[need.kind]
    return here.language.text("{need}: {detail}", need=name, detail=need.detail) if need.detail else name


def need_chips(here: Here, needs: Sequence[Need]) -> list[Chip]:
    """A chip for each need, to stand on top of the card."""
    return [Chip(need_words(here, need), SIGNS[need.kind], "office") for need in needs]


def need_fields(here: Here) -> dict[str, Field]:
    """The ticks, and the fields that belong to three of them."""
    say, names = here.language.text, kind_words(here)

    def needed(text: str) -> str | None:
        return None if text.strip() else say("Write what the citizen needs.")

    return {
        TICKS: Field(
            say("What the citizen needs"),
            "choices",
            choices=[(kind, names[kind]) for kind in NEED_KINDS],
            hint=say("Shown to whoever serves; never printed."),
        ),
        DETAILS["interpreter"]: Field(say("Language of the interpreter")),
        DETAILS["accompanied"]: Field(say("Who comes along")),
        DETAILS["other"]: Field(say("What else is needed"), check=needed),
    }


def show_details(fields: Mapping[str, Field]) -> None:
    """Ask only for what belongs to a need that is ticked."""
    ticked = fields[TICKS].text().split(",")
    for kind, name in DETAILS.items():
        fields[name].setVisible(kind in ticked)


def needs_given(fields: Mapping[str, Field]) -> tuple[NeedGiven, ...]:
    """What is ticked, as the operation takes it."""
    ticked = fields[TICKS].text().split(",")
    return tuple(
        NeedGiven(kind, fields[DETAILS[kind]].text() if kind in DETAILS else "")
        for kind in NEED_KINDS
        if kind in ticked
    )


def needs_content(needs: Sequence[Need]) -> dict[str, str]:
    """The needs of a record as the form shows them."""
    details = {DETAILS[need.kind]: need.detail for need in needs if need.kind in DETAILS}
    return {TICKS: ",".join(need.kind for need in needs), **details}
