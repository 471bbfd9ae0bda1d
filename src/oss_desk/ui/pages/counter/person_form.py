"""The form of a person or organisation: only the name is needed, everything else is welcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from oss_desk.domain.people import Citizen, Organisation
from oss_desk.operations.people.person_given import CitizenGiven, DocumentGiven, OrganisationGiven
from oss_desk.operations.sheets import PersonSheet
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.need_words import (
    DETAILS,
    TICKS,
    need_fields,
    needs_content,
    needs_given,
    show_details,
)
from oss_desk.ui.pages.counter.parts import beside, two, under
from oss_desk.ui.widgets.button import Button, IconButton
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.panel import Frame
from oss_desk.ui.widgets.segments import Segments
from oss_desk.ui.widgets.typed_date import read_date

Choice = tuple[str, str]
USUAL = ("national-id-card", "passport")
"""Kinds of document that most people show; the first that the register knows is chosen beforehand."""


@dataclass(frozen=True)
class Lists:
    """What the form offers to choose from: kinds of identity document and languages for papers, (id, words)."""

    documents: Sequence[Choice] = ()
    languages: Sequence[Choice] = ()


class PersonForm(QWidget):
    """What is typed about one person. `changed` comes with each key, `named` when name or birth date was left."""

    changed = Signal()
    named = Signal()

    def __init__(self, here: Here, lists: Lists, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._here, self._lists = here, lists
        say = here.language.text
        kinds = (("citizen", say("A citizen")), ("organisation", say("An organisation")))
        self.kind = Segments(kinds, "citizen", name=say("Who it is"))
        self.kind.changed.connect(self._kind_chosen)
        self._fields = self._make_fields()
        self._documents: list[_Document] = []
        self._document_box = QVBoxLayout()
        self._document_box.setSpacing(8)
        self._more = Button(say("Add a document"), "card-id")
        self._more.clicked.connect(lambda: self._put_document({}))
        self._lay_out()
        self._show_kind()

    def content(self) -> dict[str, Any]:
        """Everything as typed, as a draft keeps it."""
        typed = {name: field.text() for name, field in self._fields.items()}
        return {"kind": self.kind.value(), **typed, "documents": [document.content() for document in self._documents]}

    def take_up(self, content: Mapping[str, Any]) -> None:
        """Go on with what was typed before."""
        self.kind.set_value(str(content.get("kind") or "citizen"))
        for name, field in self._fields.items():
            field.set_text(str(content.get(name) or ""))
        for document in list(self._documents):
            self._drop(document)
        for kept in content.get("documents") or ():
            self._put_document(kept)
        self._show_kind()

    def show_person(self, sheet: PersonSheet) -> None:
        """Fill the form with a record, to be corrected."""
        self.kind.setEnabled(False)
        if sheet.citizen is not None:
            self.take_up(citizen_content(sheet.citizen) | needs_content(sheet.needs))
        elif sheet.organisation is not None:
            self.take_up(organisation_content(sheet.organisation))

    def start(self) -> None:
        """Put the cursor into the name."""
        self._fields["name"].focus()
        typed_in = self._fields["name"].input()
        if isinstance(typed_in, QLineEdit):
            typed_in.end(False)

    def is_citizen(self) -> bool:
        """Whether it is a citizen and not an organisation."""
        return self.kind.value() != "organisation"

    def name(self) -> str:
        """The name as typed."""
        return self._fields["name"].text()

    def alike_values(self) -> dict[str, Any]:
        """What a search for the same person needs."""
        born = read_date(self._fields["born"].text())
        return {"name": self.name(), "other_names": _lines(self._fields["other_names"].text()), "born": born or None}

    def complain(self) -> bool:
        """Let each field say what is wrong; True when something is."""
        fields = [*self._fields.values(), *(field for document in self._documents for field in document.fields())]
        wrong = [field for field in fields if field.isVisibleTo(self) and not field.validate()]
        if wrong:
            wrong[0].focus()
        return bool(wrong)

    def citizen(self) -> CitizenGiven:
        """What is written of a citizen."""
        text = self._texts()
        return CitizenGiven(
            **self._common(text),
            given_name=text["given_name"],
            family_name=text["family_name"],
            born=read_date(text["born"]) or None,
            resident={"yes": True, "no": False}.get(text["resident"]),
            documents=self.documents(),
            needs=needs_given(self._fields),
        )

    def organisation(self) -> OrganisationGiven:
        """What is written of an organisation."""
        text = self._texts()
        return OrganisationGiven(**self._common(text), registration_number=text["registration"])

    def _texts(self) -> dict[str, str]:
        return {name: field.text() for name, field in self._fields.items()}

    def _common(self, text: Mapping[str, str]) -> dict[str, Any]:
        return {
            "name": text["name"],
            "other_names": _lines(text["other_names"]),
            "phones": _lines(text["phones"]),
            "email": text["email"],
            "address_lines": _lines(text["address"]),
            "language": text["language"] or None,
            "note": text["note"],
        }

    def documents(self) -> tuple[DocumentGiven, ...]:
        """The identity documents as the operation takes them; those without a number are left out."""
        return tuple(document.value() for document in self._documents if document.is_filled())

    def _make_fields(self) -> dict[str, Field]:
        say = self._here.language.text
        yes_no = (("yes", say("Yes")), ("no", say("No")))
        fields = {
            "name": Field(say("Name as on the document"), check=self._needed, hint=say("In any script.")),
            "given_name": Field(say("Given name")),
            "family_name": Field(say("Family name")),
            "other_names": Field(
                say("The same name in other scripts"), "multi-line", lines=2, hint=say("One to a line.")
            ),
            "registration": Field(say("Number in the register"), mono=True),
            "born": Field(
                say("Date of birth"),
                "date",
                placeholder=say("day month year"),
                check=self._born,
                hint=say("The year alone will do."),
                button_name=say("Calendar"),
            ),
            "resident": Field(say("Lives here"), "yes-no", choices=yes_no),
            "phones": Field(say("Phones"), "multi-line", lines=2, hint=say("One to a line.")),
            "email": Field(say("E-mail")),
            "address": Field(say("Address"), "multi-line", lines=3),
            "language": Field(
                say("Language for papers"), "choice", choices=self._lists.languages, placeholder=say("the office's")
            ),
            "note": Field(say("Note"), "multi-line", lines=2, hint=say("The citizen may read it.")),
            **need_fields(self._here),
        }
        fields[TICKS].changed.connect(lambda _: show_details(self._fields))
        for name, field in fields.items():
            field.changed.connect(lambda _: self.changed.emit())
            if name in ("name", "other_names", "born"):
                field.left.connect(lambda _: self.named.emit())
        return fields

    def _lay_out(self) -> None:
        f = self._fields
        self._name_parts = two(f["given_name"], f["family_name"])
        self._birth = two(f["born"], f["resident"])
        self._papers = under(
            Label(self._here.language.text("Identity documents"), "label", "ink2"),
            self._document_box,
            beside(self._more, 1),
        )
        self._needs = under(f[TICKS], *(f[name] for name in DETAILS.values()), gap=14)
        under(
            self.kind,
            f["name"],
            self._name_parts,
            self._birth,
            f["registration"],
            self._papers,
            two(f["phones"], f["other_names"]),
            two(f["email"], f["language"]),
            f["address"],
            f["note"],
            self._needs,
            gap=14,
            into=self,
        )

    def _kind_chosen(self, _: str) -> None:
        self._show_kind()
        self.changed.emit()

    def _show_kind(self) -> None:
        citizen = self.is_citizen()
        for part in (self._name_parts, self._birth, self._papers, self._needs):
            part.setVisible(citizen)
        show_details(self._fields)
        self._fields["registration"].setVisible(not citizen)

    def _put_document(self, kept: Mapping[str, Any]) -> None:
        document = _Document(self._here, self._lists, kept)
        document.changed.connect(self.changed)
        document.removed.connect(lambda: self._drop(document))
        self._documents.append(document)
        self._document_box.addWidget(document)
        if not kept:
            document.start()

    def _drop(self, document: "_Document") -> None:
        self._documents.remove(document)
        document.hide()
        document.deleteLater()
        self.changed.emit()

    def _needed(self, text: str) -> str | None:
        return None if text.strip() else self._here.language.text("The name is needed, as it stands on the document.")

    def _born(self, text: str) -> str | None:
        iso = read_date(text)
        if iso is None:
            return self._here.language.text("This is no date. Write day, month and year, or the year alone.")
        later = bool(iso) and iso > self._here.today.isoformat()[: len(iso)]
        return self._here.language.text("This lies in the future.") if later else None


class _Document(Frame):
    """One identity document: which, its number, its country, until when."""

    changed = Signal()
    removed = Signal()

    def __init__(self, here: Here, lists: Lists, kept: Mapping[str, Any]) -> None:
        super().__init__(padding=12)
        say = here.language.text
        known = [code for code, _ in lists.documents]
        first = next((code for code in USUAL if code in known), known[0] if known else "")
        self._type = Field(say("Document"), "choice", choices=lists.documents, value=str(kept.get("type") or first))
        self._number = Field(say("Number"), mono=True, value=str(kept.get("number") or ""))
        self._country = Field(say("Country"), value=str(kept.get("country") or here.office.country))
        valid = say("day month year")
        self._valid = Field(
            say("Valid until"), "date", placeholder=valid, value=str(kept.get("valid") or ""), check=self._day
        )
        self._here = here
        remove = IconButton("close", say("Leave this document out"), "ink3")
        remove.clicked.connect(self.removed)
        self.body.addWidget(beside(two(self._type, self._number), remove, top=True))
        self.body.addSpacing(8)
        self.body.addWidget(two(self._country, self._valid))
        for field in self.fields():
            field.changed.connect(lambda _: self.changed.emit())

    def fields(self) -> tuple[Field, ...]:
        """Everything that is typed."""
        return self._type, self._number, self._country, self._valid

    def start(self) -> None:
        """Put the cursor into the number."""
        self._number.focus()

    def content(self) -> dict[str, str]:
        """As a draft keeps it."""
        return {
            "type": self._type.text(),
            "number": self._number.text(),
            "country": self._country.text(),
            "valid": self._valid.text(),
        }

    def is_filled(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self._type.text() and self._number.text())

    def value(self) -> DocumentGiven:
        """As the operation takes it."""
        valid = read_date(self._valid.text())
        until = date.fromisoformat(valid) if valid and len(valid) == 10 else None
        return self._type.text(), self._number.text(), self._country.text(), until

    def _day(self, text: str) -> str | None:
        iso = read_date(text)
        if iso == "" or (iso is not None and len(iso) == 10):
            return None
        return self._here.language.text("This is no day. Write day, month and year.")


def citizen_content(citizen: Citizen) -> dict[str, Any]:
    """A record as the form shows it."""
    return {
        "kind": "citizen",
        "name": citizen.name,
        "given_name": citizen.given_name,
        "family_name": citizen.family_name,
        "other_names": "\n".join(citizen.other_names),
        "born": citizen.born or "",
        "resident": {True: "yes", False: "no"}.get(citizen.resident) if citizen.resident is not None else "",
        "phones": "\n".join(citizen.phones),
        "email": citizen.email,
        "address": "\n".join(citizen.address_lines),
        "language": citizen.language or "",
        "note": citizen.note,
    }


def organisation_content(organisation: Organisation) -> dict[str, Any]:
    """A record as the form shows it."""
    return {
        "kind": "organisation",
        "name": organisation.name,
        "other_names": "\n".join(organisation.other_names),
        "registration": organisation.registration_number,
        "phones": "\n".join(organisation.phones),
        "email": organisation.email,
        "address": "\n".join(organisation.address_lines),
        "language": organisation.language or "",
        "note": organisation.note,
    }


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
