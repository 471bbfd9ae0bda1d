"""What F1 says beside the keys of the page: keys of lists and fields, marks of documents, words of the field."""

from oss_desk.language import Language
from oss_desk.ui.widgets.help_panel import HelpWords

Rows = tuple[tuple[str, str], ...]


def panel_words(language: Language) -> HelpWords:
    """What the panel itself says."""
    say = language.text
    return HelpWords(
        say("Help"),
        say("Close"),
        search=say("Find a key or a word"),
        nothing=say("Nothing here is called so. Try fewer letters."),
        about=say("About the program, licences, where the data lies"),
        words=say("Words"),
    )


def help_groups(language: Language) -> tuple[tuple[str, Rows], ...]:
    """Everything that is the same on every page, below the keys."""
    say = language.text
    return (
        (say("In lists and fields"), control_keys(language)),
        (say("Documents, while nothing is typed"), mark_keys(language)),
        (say("Words"), glossary(language)),
    )


def control_keys(language: Language) -> Rows:
    """Keys that lists, fields and buttons answer everywhere."""
    say = language.text
    return (
        ("Tab", say("To the next field or button")),
        ("↑ ↓", say("Walk through a list")),
        ("← →", say("Walk through answers beside each other")),
        ("↵", say("Press the button, choose the row, go on from a field")),
        ("Space", say("Press, or tick")),
        ("Alt ↓", say("Open a list to choose from")),
    )


def mark_keys(language: Language) -> Rows:
    """How a document was shown; while no field is typed in."""
    say = language.text
    return (
        ("1", say("Original seen")),
        ("2", say("Copy taken")),
        ("3", say("Scanned")),
        ("4", say("Missing")),
        ("5", say("Original kept")),
        ("6", say("Certified copy")),
        ("A B C", say("Which of the documents that would do")),
        ("Y N", say("Reuse the one on file, or not")),
    )


def glossary(language: Language) -> Rows:
    """The words of the field in a sentence each."""
    return _of_the_visit(language) + _of_the_case(language) + _of_the_money(language)


def _of_the_visit(language: Language) -> Rows:
    say = language.text
    return (
        (say("Visit"), say("One citizen’s stay at a desk, from opening to its end; it can be parked and resumed.")),
        (say("Enquiry"), say("A visit that ended with an answer and no case.")),
        (say("Basket"), say("The services asked for in a visit; nothing of it is started yet.")),
        (say("Life event"), say("A situation that calls for several services, such as moving house.")),
        (say("Applicant"), say("Whom a case is for; a representative acts for the applicant.")),
        (say("Document on file"), say("A paper seen before, when and by whom; it counts again if the citizen agrees.")),
        (say("Application"), say("The paper that the citizen checks and signs before anything is paid.")),
        (say("Acknowledgement"), say("The slip that says what was received and the day to come back; free of charge.")),
    )


def _of_the_case(language: Language) -> Rows:
    say = language.text
    return (
        (say("Case"), say("One running matter, with a number, on the version of the service it was started with.")),
        (say("Step"), say("Where a case stands and whose hands it is in.")),
        (say("Due"), say("The day the office has promised, counted in its opening hours.")),
        (say("Clock stopped"), say("The due date moves by as long as the case waits for the citizen.")),
        (say("Extension"), say("A due date that was moved, once and with a reason.")),
        (say("Ready to collect"), say("What was applied for is made and waits for its collector.")),
        (say("Handover"), say("Giving it to the collector, after a look at a document.")),
        (say("Second person"), say("A decision that needs somebody else’s word, given at this desk.")),
    )


def _of_the_money(language: Language) -> Rows:
    say = language.text
    return (
        (say("To pay"), say("What one case owes at one point, with how it was worked out and by which law.")),
        (say("Exemption"), say("A fee made less by a rule, because of what the citizen is or shows.")),
        (say("Receipt"), say("The proof of money taken, numbered without a gap; copies say that they are copies.")),
        (say("Shift"), say("One cashier’s day at one desk; every payment stands in one.")),
    )
