"""The slip of the catalogue: what the citizen gets, what it costs and takes, and what an official would say aloud."""

from oss_desk.operations.sheets import ServiceSheet
from oss_desk.ui.pages.catalogue.words import card_cost, term_words, time_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.slip import Pairs, Slip
from oss_desk.workflows.definition import Output


def fill_in_short(slip: Slip, here: Here, sheet: ServiceSheet) -> None:
    """Write the service as it is told to a citizen."""
    say, service = here.language.text, sheet.service
    slip.clear()
    slip.set_title(say("In short"), say("as one says it at the counter"))
    facts = Pairs()
    for output in service.outputs:
        facts.add(say("Gets"), _output(here, output), "strong")
    facts.add(say("Costs"), card_cost(here, sheet.card.cost))
    facts.add(say("Takes"), time_words(here, service))
    facts.add(say("Decides"), here.text(sheet.card.authority))
    slip.add(facts)
    slip.add_tear()
    slip.add(Label(say("Bring"), "key"))
    for line in sheet.papers:
        words = here.text(line.title) if line.required else say("{paper}, if asked for", paper=here.text(line.title))
        slip.add(beside(Sign("paper", "ink3", 18), Label(words, wrap=True), top=True))
    if not sheet.papers:
        slip.add(Label(say("Nothing but yourself"), ink="ink2"))
    slip.add_tear()
    slip.add(beside(Sign("calendar", "ink2"), Label(_returns(here, sheet), wrap=True), top=True))
    slip.add_stretch()
    slip.add(Label(_version(here, sheet), ink="ink3", wrap=True))


def _output(here: Here, output: Output) -> str:
    title = here.text(output.title)
    if output.valid_for is None:
        return title
    return here.language.text("{output}, valid {time}", output=title, time=term_words(here, output.valid_for))


def _returns(here: Here, sheet: ServiceSheet) -> str:
    if not sheet.returns:
        return here.language.text("Need not come back")
    return here.language.plural("Comes back once", "Comes back {n} times", sheet.returns)


def _version(here: Here, sheet: ServiceSheet) -> str:
    if sheet.in_force_since is None:
        return here.language.text("Version {number}", number=sheet.version)
    day = here.language.date(sheet.in_force_since.astimezone(here.zone).date())
    return here.language.text("Version {number}, in force since {day}", number=sheet.version, day=day)
