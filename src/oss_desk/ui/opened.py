"""What lies behind the doors once the office is open: sign-in, head, search and pages, by way of operations."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from oss_desk.domain.care import Light
from oss_desk.domain.history import Changed
from oss_desk.domain.text import Texts, in_language
from oss_desk.language import Language
from oss_desk.operations.cases import case_drafts, cases
from oss_desk.operations.office import office
from oss_desk.operations.program import Program
from oss_desk.operations.rights import RIGHTS
from oss_desk.operations.search import search
from oss_desk.operations.sheets import HeadSheet, Hit, OfficialCard
from oss_desk.operations.visits import drafts
from oss_desk.operations.visits.drafts import CASE
from oss_desk.settings import Settings
from oss_desk.ui.doors import Session
from oss_desk.ui.gatekeeper import Gatekeeper
from oss_desk.ui.machine import Machine
from oss_desk.ui.messages import sentence
from oss_desk.ui.page import PageSpec
from oss_desk.ui.printers import machine_printers
from oss_desk.ui.search import ICONS, hit_words, kind_word, place
from oss_desk.ui.sign_in import Person, Welcome
from oss_desk.ui.unsaved import Typed, merged
from oss_desk.ui.widgets.head import Facts
from oss_desk.ui.widgets.search import Group
from oss_desk.ui.widgets.search import Hit as Row

if TYPE_CHECKING:
    from oss_desk.ui.pages import Queues


class Opened:
    """One open office as the shell sees it, in the window's language."""

    def __init__(self, program: Program, language: Language, settings: Settings) -> None:
        self._program = replace(program, language=language.code)
        self._language, self._settings = language, settings
        self._queues: Queues | None = None
        self.keeper = Gatekeeper(lambda: self._program, self._session, self.welcome)
        self._red: Light | None = None
        self._titles: Mapping[str, Texts] = {}
        self._machine = Machine(settings)

    def speak(self, language: Language) -> None:
        """Everything is said in this language from now on."""
        self._language = language
        self._program = replace(self._program, language=language.code)

    def welcome(self) -> Welcome:
        """What the sign-in shows; a machine without a desk of its own takes the office's first."""
        if office.is_at_the_door(self._program):
            hour = self._program.clock().astimezone().hour
            return Welcome(self._program.database.place, "", (), state=self._place(), hour=hour)
        sheet, self._titles = office.sign_in_sheet(self._program), office.role_titles(self._program)
        desk = sheet.desk or sheet.desks[0]
        self._program = replace(self._program, desk_code=desk.code)
        people = tuple(self._person(card) for card in sheet.officials)
        hour = self._program.clock().astimezone(ZoneInfo(sheet.office.zone)).hour
        return Welcome(sheet.office.name, desk.name or desk.code, people, sheet.office.sample, self._place(), hour)

    def close(self) -> None:
        """Let go of the database, so that another can take its place."""
        self._program.database.close()

    def pages(self) -> Sequence[PageSpec]:
        """The table of pages."""
        from oss_desk.ui.pages import Queues, pages

        if self._queues is None:
            queues = self._queues = Queues(machine_printers(self._settings))
            self._machine = Machine(self._settings, lambda settings: queues.use(machine_printers(settings)))
        return pages(self._language, self._queues, self._machine)

    def sign_in(self, login: str, password: str) -> Session:
        """Somebody at the desk; refused with the tries that are left."""
        return self.keeper.sign_in(login, {"password": password})

    def _session(self, program: Program) -> Session:
        """Somebody at the desk as the window knows her."""
        sheet, signed_in, self._titles = office.head(program), program.signed_in, office.role_titles(program)
        login = signed_in.official.login if signed_in is not None else ""
        minutes = sheet.office.idle_minutes
        return Session(program, sheet.roles, self._facts(sheet), self._recovery(sheet), login, minutes)

    def sign_out(self, program: Program) -> Welcome:
        """Nobody at the desk."""
        office.sign_out(program)
        self.keeper.forget()
        return self.welcome()

    def hold_desk(self, program: Program) -> None:
        """The line was lost and is back: nobody else may have taken the desk."""
        office.hold_desk(program)

    def facts(self, program: Program) -> Facts:
        """What the head says now."""
        return self._facts(office.head(program))

    def look_after(self, program: Program) -> None:
        """Do what is due, and keep the first red light for the head. A sample office needs no looking after."""
        from oss_desk.ui.care import looked_after

        with_machine = self._machine.settings
        self._red = None if office.head(program).office.sample else looked_after(program, with_machine)

    def put_back(self, program: Program, typed: Typed) -> tuple[Changed, ...]:
        """Keep again what an earlier run could not store, over what is there now; refused when the visit is over."""
        if typed.part.startswith(CASE):
            part = typed.part.removeprefix(CASE)
            now = cases.case(program, case_id=typed.visit_id).drafts.get(part, {})
            content = merged(now, typed.content)
            case_drafts.keep_case_draft(program, case_id=typed.visit_id, part=part, content=content)
            return (Changed("case", typed.visit_id),)
        values: dict[str, Any] = {"content": typed.content, "command_id": typed.command_id}
        drafts.put_back_draft(program, visit_id=typed.visit_id, part=typed.part, **values)
        return (Changed("draft", typed.visit_id),)

    def search(self, program: Program, text: str) -> Sequence[Group]:
        """What was found, by kind."""
        found = search(program, text=text)
        return [
            Group(kind_word(self._language, kind), tuple(self._row(hit) for hit in found if hit.kind == kind))
            for kind in dict.fromkeys(hit.kind for hit in found)
        ]

    def found(self, value: object) -> tuple[str, Mapping[str, Any]]:
        """The page of a hit and what it is to show there."""
        return place(value)

    def _row(self, hit: Hit) -> Row:
        code = hit.code if hit.kind in ("case", "receipt") else ""
        return Row(hit, hit.title, hit_words(self._language, hit), code, ICONS[hit.kind])

    def _person(self, card: OfficialCard) -> Person:
        return Person(card.login, card.name, self._roles(card.roles), card.needs_password)

    def _roles(self, roles: Sequence[str]) -> str:
        titles = self._titles
        return self._language.listed([in_language(titles[role], self._language.code) for role in roles])

    def _recovery(self, sheet: HeadSheet) -> Path | None:
        """One file for each office and desk that this machine has worked at."""
        if not sheet.roles & RIGHTS["serve"]:
            return None
        return self._settings.data / "recovery" / f"{sheet.office.public_id}-{sheet.desk.code}.json"

    def _place(self) -> str:
        say = self._language.text
        return say("Ready, this computer") if self._is_here() else say("Ready, the office’s server")

    def _where(self) -> str:
        """Where everything is stored, or what a red light says."""
        say = self._language.text
        if self._red is not None:
            return sentence(self._language, self._red.told)
        return say("this computer") if self._is_here() else say("the office’s server")

    def _is_here(self) -> bool:
        return self._program.database.dialect == "sqlite"

    def _facts(self, sheet: HeadSheet) -> Facts:
        say, zone = self._language.text, ZoneInfo(sheet.office.zone)
        shift = sheet.shift_since
        return Facts(
            office=sheet.office.name,
            desk=sheet.desk.name or sheet.desk.code,
            official=sheet.official,
            role=self._roles(sorted(sheet.roles)),
            shift=say("Shift open") if shift else say("No shift"),
            shift_text=say("since {time}", time=self._language.time(shift, zone)) if shift else "",
            state="wrong" if self._red is not None else "saved",
            state_title=say("Saved, but look") if self._red is not None else say("All saved"),
            state_text=self._where(),
            sample=say("Training") if sheet.office.sample else "",
            zone=sheet.office.zone,
        )
