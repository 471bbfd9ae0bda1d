"""The stations of people and desks of the setting up, and where the data lies."""

from oss_desk.domain.office import BUILT_IN_ROLES
from oss_desk.domain.text import in_language
from oss_desk.operations.office.passwords import SHORTEST
from oss_desk.operations.office.setting_up import ROLE_TITLES
from oss_desk.ui.welcome.station import Beside, Part, at_start
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.fit import show_if
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.messages import Message
from oss_desk.ui.widgets.panel import Panel

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


class PeopleStation(Part):
    """The first administrator, and whoever else is there from the first day."""

    def fill(self) -> None:
        """A paper for each person."""
        say = self.language.text
        for number, at in enumerate(self.typed.rows("people", "person")):
            self.add(self._person(number, at))
        more = self.add_button(say("Add a person"), "people", "person", roles="clerk,cashier")
        self.add(at_start(more))
        self.add(Label(say("Others can be added later, in Settings."), "body", "ink3", wrap=True))

    def _person(self, number: int, at: str) -> Panel:
        say = self.language.text
        title = say("You, the first administrator") if not number else say("Person {n}", n=number + 1)
        trailing = self.remove_button(say("Take out"), "people", "person", number) if number else None
        panel = Panel(title, trailing=trailing, ruled=True)
        panel.body.setSpacing(16)
        name = self.field(f"{at}:name", say("Name"))
        login = self.field(f"{at}:login", say("Name to sign in with"), hint=say("Short, without spaces, such as anna"))
        rule = self.language.plural("At least {n} character", "At least {n} characters", SHORTEST)
        show = say("Show the password")
        first = self.field(f"{at}:password", say("Password"), "password", hint=rule, button_name=show)
        again = self.field(f"{at}:repeat", say("The same password again"), "password", button_name=show)
        panel.add(Beside(name, login, first, again))
        roles = [(role, in_language(ROLE_TITLES[role], self.language.code)) for role in BUILT_IN_ROLES]
        hint = say("A supervisor publishes services and confirms decisions") if not number else ""
        panel.add(self.field(f"{at}:roles", say("Works as"), "choices", hint=hint, choices=roles))
        return panel


class DesksStation(Part):
    """The desks, and the database they share."""

    def fill(self) -> None:
        """A paper for desks, one for the data."""
        say = self.language.text
        panel = Panel(say("Desks"), say("A desk’s code stands at the head of its receipts and cases"), ruled=True)
        panel.body.setSpacing(16)
        for number, at in enumerate(self.typed.rows("desks", "desk")):
            self._desk(panel, number, at)
        code = self._free_code()
        panel.add(at_start(self.add_button(say("Add a desk"), "desks", "desk", code=code, cash="yes")))
        self.add(panel)
        self.add(self._data())

    def _desk(self, panel: Panel, number: int, at: str) -> None:
        say = self.language.text
        code = self.field(f"{at}:code", say("Code"), hint=say("One to four digits or capitals, without I and O"))
        name = self.field(f"{at}:name", say("Name"), hint=say("As people call it; the code where it has none"))
        panel.add(Beside(code, name))
        cash = self.field(f"{at}:cash", "", "choices", choices=[("yes", say("Takes cash"))])
        panel.add(cash)
        if self.typed.count("desks") > 1:
            words = say("Take desk {code} out", code=self.typed.get(f"{at}:code"))
            panel.add(at_start(self.remove_button(words, "desks", "desk", number)))
        panel.add_divider()

    def _free_code(self) -> str:
        taken = {self.typed.get(f"{at}:code").upper() for at in self.typed.rows("desks", "desk")}
        return next((letter for letter in LETTERS if letter not in taken), "")

    def _data(self) -> Panel:
        say = self.language.text
        panel = Panel(say("Where the data lies"), ruled=True)
        panel.body.setSpacing(16)
        kinds = (("file", say("On this computer")), ("server", say("PostgreSQL, for many desks")))
        panel.add(self.field("kind", say("Database"), "yes-no", choices=kinds))
        file = self.room.ways.own.removeprefix("sqlite:///")
        self._file = Label(say("In the file {file}. One desk at a time works with it.", file=file), "body", "ink3",
                           wrap=True)  # fmt: skip
        panel.add(self._file)
        hint = say("Its password stays out: it is read from PGPASSWORD or the file ~/.pgpass")
        self._server = self.field("server", say("Address of the empty database"), hint=hint)
        panel.add(self._server)
        self._try = Button(say("Try it"), "link")
        self._try.clicked.connect(lambda: self.asked.emit("try"))
        panel.add(at_start(self._try))
        self._told = Message("")
        panel.add(self._told)
        self._told.hide()
        self._by_kind()
        return panel

    def answered(self, place: str) -> None:
        """Another kind of database asks something else."""
        if place in ("kind", "server"):
            self._told.hide()
            self._by_kind()

    def _by_kind(self) -> None:
        server = self.typed.get("kind") == "server"
        show_if(self._file, not server)
        show_if(self._server, server)

    def tell_tried(self, sentence: str, tone: str) -> None:
        """What came of trying the database."""
        self._told.set(sentence, "", tone)
        self._told.show()
