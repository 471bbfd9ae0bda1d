"""Types an invented person or business into the form of the Counter."""

from oss_desk.ui.pages.counter.citizen import CitizenStation
from oss_desk.ui.pages.counter.person_form import PersonForm
from oss_desk.ui.tour.guide import Guide
from oss_desk.ui.tour.hands import Stuck
from oss_desk.ui.tour.plan import IDENTITY, Invented
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.segments import Segments
from oss_desk.ui.widgets.typed_date import show_date

PHONE, STREET = "+372 5555 0417", "Mill Lane 7, Riverside"


def write_person(guide: Guide, station: CitizenStation, person: Invented) -> None:
    """Look for somebody, find nobody of that name, and write a new record; it is not kept yet."""
    search = guide.hands.field(guide.say("Name, number or phone"), station)
    guide.hands.write(search, person.name)
    guide.hands.rest()
    guide.hands.press(guide.hands.find(Button, guide.say("Add {name} as a new record", name=person.name), station))
    form = station.findChild(PersonForm)
    if not isinstance(form, PersonForm):
        raise Stuck("The form of a new record did not open.")
    _Form(guide, form).fill(person)


class _Form:
    def __init__(self, guide: Guide, form: PersonForm) -> None:
        self._guide, self._form = guide, form

    def fill(self, person: Invented) -> None:
        if person.kind == "organisation":
            self._business(person)
        else:
            self._citizen(person)
        self._write("Phones", PHONE)
        self._write("Address", STREET)
        self._guide.hands.leave()
        self._guide.hands.look_at(self._field("Name as on the document"))

    def _business(self, person: Invented) -> None:
        kinds = self._guide.hands.find(Segments, self._guide.say("Who it is"), self._form)
        self._guide.hands.press(kinds.button("organisation"))
        self._write("Number in the register", person.number)

    def _citizen(self, person: Invented) -> None:
        self._write("Given name", person.given)
        self._write("Family name", person.family)
        if person.born:
            self._write("Date of birth", show_date(person.born))
        if person.resident is not None:
            self._guide.hands.take(self._field("Lives here"), "yes" if person.resident else "no")
        self._document(person.number)

    def _document(self, number: str) -> None:
        guide = self._guide
        guide.hands.press(guide.hands.find(Button, guide.say("Add a document"), self._form))
        kind = self._field("Document")
        if kind.text() != IDENTITY:
            guide.hands.take(kind, IDENTITY)
        self._write("Number", number)

    def _write(self, label: str, text: str) -> None:
        self._guide.hands.write(self._field(label), text)

    def _field(self, label: str) -> Field:
        return self._guide.hands.field(self._guide.say(label), self._form)
