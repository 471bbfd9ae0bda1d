"""What may be done with a case now: the way forward, the other actions and the rare ones, in order, with letters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from oss_desk.domain.messages import Message
from oss_desk.operations.sheets import ActionLine, CaseSheet
from oss_desk.ui.messages import sentence
from oss_desk.ui.pages.cases.words import role_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import id_words

SETTLED_HERE = frozenset({"needs-note", "needs-checklist", "needs-four-eyes", "answers-missing", "fee-not-assessed"})
"""Reasons against an action that the form on this page takes away."""
REFUSALS = frozenset({"refused", "not-admitted"})
NOTE = frozenset({"note"})
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Deed:
    """One thing to press. `verb` is its operation; `action` the id of a step's action; `says` what will be true then.

    `legal` ones are confirmed with F9. `refused` deeds end the matter against the citizen.
    """

    verb: str
    words: str
    icon: str = "chevron-end"
    letter: str = ""
    action: str = ""
    needs: frozenset[str] = frozenset()
    why_not: tuple[Message, ...] = ()
    legal: bool = True
    danger: bool = False
    says: str = ""
    asks: str = ""
    forward: bool = False

    @property
    def second(self) -> bool:
        """Whether a second person has to agree."""
        return "four-eyes" in self.needs

    @property
    def written(self) -> bool:
        """Whether something has to be written first."""
        return "note" in self.needs


def deeds(here: Here, sheet: CaseSheet) -> tuple[Deed, ...]:
    """Everything that can be pressed, the way forward first; letters are given in this order."""
    steps = [_of_action(here, sheet, action) for action in sheet.actions]
    waits = _waits(here, sheet)
    forward = next((deed for deed in steps if deed.forward), None)
    rest = [deed if deed is forward else replace(deed, forward=False) for deed in steps]
    ordered = sorted((*waits, *rest), key=lambda deed: not deed.forward)
    return _lettered((*ordered, *_rare(here, sheet)))


def way_forward(found: Sequence[Deed]) -> Deed | None:
    """The one filled button, when the case can go on from here."""
    return next((deed for deed in found if deed.forward), None)


def name_of(deed: Deed) -> str:
    """By which a deed is known again, whatever language the window speaks."""
    return f"{deed.verb}:{deed.action}"


def hindrances(deed: Deed) -> tuple[Message, ...]:
    """Why it cannot be pressed, what this page itself settles left out."""
    return tuple(message for message in deed.why_not if message.code not in SETTLED_HERE)


def why_words(here: Here, message: Message) -> str:
    """Why something cannot be pressed, in the few words that stand beside it."""
    say, values = here.language.text, message.values
    if message.code == "action-needs-role":
        return say("for {role}", role=role_words(here, str(values.get("role"))))
    if message.code == "needs-opinions":
        asked = values.get("open")
        names = [id_words(name) for name in asked] if isinstance(asked, tuple) else []
        return say("waits for {names}", names=here.language.listed(names))
    if message.code == "needs-numbers":
        titles = values.get("open")
        listed = here.language.listed(titles) if isinstance(titles, tuple) else ""
        return say("waits for the number of {names}", names=listed)
    if message.code == "papers-missing":
        return say("waits for {names}", names=str(values.get("paper", "")))
    return sentence(here.language, message)


def _of_action(here: Here, sheet: CaseSheet, action: ActionLine) -> Deed:
    against, back = action.to_kind in REFUSALS, action.to == "back"
    citizen = any(step.id == action.to and step.at == "citizen" for step in sheet.service.steps)
    return Deed(
        "act",
        here.text(action.label),
        "stop" if against else "undo" if back else "person" if citizen else "chevron-end",
        action=action.id,
        needs=frozenset(action.needs),
        why_not=() if action.allowed else action.why_not,
        danger=against,
        says=_refusal_says(here, sheet) if against else "",
        asks=_asks(here, sheet, against),
        forward=not against and not back and not citizen,
    )


def _asks(here: Here, sheet: CaseSheet, against: bool) -> str:
    """What the text is that goes with an action."""
    if against:
        return here.language.text("Reason, for the citizen to read")
    return here.language.text("Why this amount") if sheet.assessed_fees else here.language.text("Note")


def _refusal_says(here: Here, sheet: CaseSheet) -> str:
    appeal, say = sheet.service.appeal, here.language.text
    if appeal is None:
        return say("The citizen gets the reason on paper.")
    return say("The citizen gets the reason on paper and may appeal: {to}.", to=here.text(appeal.to))


def _waits(here: Here, sheet: CaseSheet) -> list[Deed]:
    """What a case without work at hand waits for: money, or the collector."""
    say = here.language.text
    if "hand-over" in sheet.may:
        return [Deed("hand-over", say("Hand over"), "collect", legal=False, forward=True)]
    if "pay" in sheet.may and sheet.demands:
        return [Deed("pay", say("Take the payment"), "till", forward=True)]
    return []


def _rare(here: Here, sheet: CaseSheet) -> list[Deed]:
    known = {**_of_clock(here), **_of_ending(here, sheet)}
    order = ("note", "resume", "suspend", "send-back", "extend", "withdraw", "lapse", "opened-in-error")
    hidden = _said_by_steps(sheet)
    return [known[name] for name in order if name in sheet.may and name not in hidden]


def _of_clock(here: Here) -> dict[str, Deed]:
    say = here.language.text
    stop, run = say("Stop the clock, with a reason"), say("Let the clock run again")
    back, more = say("Send back, with a reason"), say("Extend, with a reason")
    stopped, ran = say("The due date moves by as long as it stands still."), say("The due date moves by that time.")
    sent, longer = (
        say("The citizen is asked for what is missing."),
        say("The due date moves once, by the service's term."),
    )
    return {
        "note": Deed("add_note", say("Add a note"), "note", "N", needs=NOTE, legal=False, asks=say("Note")),
        "resume": Deed("resume", run, "play", "S", says=ran),
        "suspend": Deed("suspend", stop, "pause", "S", needs=NOTE, says=stopped),
        "send-back": Deed("send_back", back, "undo", "B", needs=NOTE, says=sent),
        "extend": Deed("extend", more, "calendar", "E", needs=NOTE, says=longer),
    }


def _of_ending(here: Here, sheet: CaseSheet) -> dict[str, Deed]:
    say = here.language.text
    gone, late, wrong = say("The citizen withdraws"), say("Close, waited too long"), say("Opened in error")
    wished, unmet = say("The case is closed as the citizen wishes."), say("The case is closed; nobody came.")
    undone = say("The case is closed.")
    if sheet.paid:
        stays = say("{amount} were paid and stay booked; nothing is given back here.", amount=here.money(sheet.paid))
        wished, unmet, undone = (f"{told} {stays}" for told in (wished, unmet, undone))
    return {
        "withdraw": Deed("withdraw", gone, "sign-out", "W", needs=NOTE, danger=True, says=wished),
        "lapse": Deed("lapse", late, "clock", "L", needs=NOTE, danger=True, says=unmet),
        "opened-in-error": Deed("opened_in_error", wrong, "close", "O", needs=NOTE, danger=True, says=undone),
    }


def _said_by_steps(sheet: CaseSheet) -> frozenset[str]:
    """What the step has an action of its own for, which the official may press. Refusing is always such an action."""
    allowed = [action for action in sheet.actions if action.allowed]
    citizen = {step.id for step in sheet.service.steps if step.at == "citizen"}
    return frozenset({"send-back"} if any(action.to in citizen for action in allowed) else ())


def _lettered(found: Iterable[Deed]) -> tuple[Deed, ...]:
    """Step actions get a letter of their words that is still free, in the order of the definition."""
    listed = tuple(found)
    taken = {deed.letter for deed in listed if deed.letter}
    given: list[Deed] = []
    for deed in listed:
        if not deed.letter and not deed.forward:
            letter = next((letter for letter in deed.words.upper() if letter in LETTERS and letter not in taken), "")
            taken.add(letter)
            deed = replace(deed, letter=letter)
        given.append(deed)
    return tuple(given)
