"""The slip of the catalogue: what the citizen gets, what it costs and takes, and what an official would say aloud."""

from oss_desk.operations.sheets import PaperLine, ServiceSheet
from oss_desk.ui.pages.catalogue.words import card_cost
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.slip import Pairs, Slip
from oss_desk.workflows.definition import Output
from oss_desk.workflows.words import term_words, time_words


def fill_in_short(slip: Slip, here: Here, sheet: ServiceSheet) -> None:
    """Write the service as it is told to a citizen."""
    say, service = here.language.text, sheet.service
    slip.clear()
    slip.set_title(say("In short"), say("as one says it at the counter"))
    facts = Pairs()
    for output in service.outputs:
        facts.add(say("Gets"), _output(here, output), "strong")
    facts.add(say("Costs"), card_cost(here, sheet.card))
    facts.add(say("Takes"), time_words(here.language, service))
    facts.add(say("Decides"), here.text(sheet.card.authority))
    slip.add(facts)
    slip.add_tear()
    slip.add(Label(say("Bring"), "key"))
    brought = [line for line, rule in zip(sheet.papers, sheet.service.evidence, strict=True) if rule.by == "citizen"]
    for line in brought:
        words = paper_words(here, line)
        words = words if line.required else say("{paper}, if asked for", paper=words)
        slip.add(beside(Sign("paper", "ink3", 18), Label(words, wrap=True), top=True))
    if not brought:
        slip.add(Label(say("Nothing but yourself"), ink="ink2"))
    slip.add_tear()
    slip.add(beside(Sign("calendar", "ink2"), Label(_returns(here, sheet), wrap=True), top=True))
    slip.add_stretch()
    slip.add(Label(_version(here, sheet), ink="ink3", wrap=True))


def paper_words(here: Here, line: PaperLine) -> str:
    """What to bring by the names of the papers, a residence permit or a passport; of a paper that stands alone by the
    words of the requirement where they name it: the photo of the stall."""
    say, title = here.language.text, here.text(line.title)
    if len(line.alternatives) == len(line.alternatives[0]) == 1:
        name = here.text(line.alternatives[0][0].title)
        return title if name.casefold() in title.casefold() else name
    ways = [say(" and ").join(here.text(paper.title) for paper in papers) for papers in line.alternatives]
    return say(" or ").join(ways)


def _output(here: Here, output: Output) -> str:
    title = here.text(output.title)
    if output.valid_for is None:
        return title
    return here.language.text("{output}, valid {time}", output=title, time=term_words(here.language, output.valid_for))


def _returns(here: Here, sheet: ServiceSheet) -> str:
    if not sheet.returns:
        return here.language.text("Need not come back")
    return here.language.plural("Comes back once", "Comes back {n} times", sheet.returns)


def _version(here: Here, sheet: ServiceSheet) -> str:
    if sheet.in_force_since is None:
        return here.language.text("Version {number}", number=sheet.version)
    day = here.language.date(sheet.in_force_since.astimezone(here.zone).date())
    return here.language.text("Version {number}, in force since {day}", number=sheet.version, day=day)
