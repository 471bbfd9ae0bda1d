"""The slip beside the stations: what will be made, as far as it is known."""

from oss_desk.domain.calendar import Opening
from oss_desk.language import CLOSE, Language, own_name
from oss_desk.operations.office import lands
from oss_desk.ui.hours_text import show_hours
from oss_desk.ui.messages import LEFT_TO_RIGHT
from oss_desk.ui.welcome.planned import Planned, chosen
from oss_desk.ui.welcome.station import Room
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.panel import Divider
from oss_desk.ui.widgets.slip import Pairs, Slip


def write_slip(slip: Slip, room: Room, plan: Planned) -> None:
    """Say in a few lines what is known so far."""
    say, language, office = room.language.text, room.language, plan.plan.office
    slip.clear()
    slip.add(Label(office.name or say("An office without a name yet"), "strong", "ink" if office.name else "ink3",
                   wrap=True))  # fmt: skip
    country = dict(lands.named_countries(language.code)).get(office.country, "")
    services = len(chosen(room.typed, room.services))
    told = [
        (say("Country"), country),
        (say("Money"), office.currency),
        (say("Papers in"), language.listed(own_name(code) for code in office.languages)),
        (say("Open"), _open(room, plan)),
        (say("People"), language.listed(one.name or one.login for one in plan.plan.officials)),
        (say("Desks"), language.listed(one.code for one in plan.plan.desks)),
        (say("Services"), str(services) if services else ""),
    ]
    slip.add(Pairs([pair for pair in told if pair[1]]))
    slip.add_tear()
    slip.add(Label(say("What is typed is kept on this computer, without the passwords."), "body", "ink3", wrap=True))
    slip.add_stretch()
    slip.total.addWidget(Divider("heavy"))
    slip.total.addWidget(Label(say("Nothing is made yet"), "key"))


def hours_words(language: Language, stretches: tuple[Opening, ...]) -> str:
    """Hours as a left-to-right island."""
    shown = show_hours(stretches)
    return f"{LEFT_TO_RIGHT}{shown}{CLOSE}" if language.rtl else shown


def _open(room: Room, plan: Planned) -> str:
    hours = plan.plan.office.hours
    if not hours:
        return ""
    same = set(hours.values())
    days = room.language.plural("{n} day a week", "{n} days a week", len(hours))
    return room.language.listed([days, hours_words(room.language, same.pop()) if len(same) == 1 else ""])
