"""What an event says: what it is about, and its sentence with object, sum and whoever else took part."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from oss_desk.domain.cases import Case
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.history import Event
from oss_desk.domain.messages import Message, Value
from oss_desk.domain.office import Desk, Official
from oss_desk.domain.text import in_language
from oss_desk.domain.till import CashSession, Receipt
from oss_desk.language import PLACE
from oss_desk.operations.catalogue import definitions
from oss_desk.operations.history.told.messages import TOLD
from oss_desk.operations.program import Look
from oss_desk.storage import rows
from oss_desk.workflows.definition import Service

Payload = Mapping[str, Any]
SECONDS = ("second", "approved_by", "overridden_by", "decided")
"""Under what the payloads keep who agreed."""


class Teller:
    """Tells events of one reading; codes that the window has words for, such as "cash" or "deed", stay codes."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._officials = {one.id: one.name for one in rows.every(look.work, Official)}
        self._desks = {desk.id: desk.code for desk in rows.every(look.work, Desk)}

    def told(self, event: Event) -> Message:
        """The sentence of an event; its name alone where it says less than the sentence needs."""
        payload = json.loads(event.payload)
        code = f"told-{_which(event.kind, payload)}"
        places, values = frozenset(PLACE.findall(TOLD.get(code, ""))), self._values(event, payload)
        if code not in TOLD or not places <= values.keys():
            return Message(f"event-{event.kind}")
        return Message(code, {name: values[name] for name in sorted(places)})

    def about(self, event: Event) -> Message:
        """What an event is about, by the number or name that people know it by."""
        values: Mapping[str, Value] = {"number": self._number(event)}
        if event.subject_kind == "service-version":
            version = rows.find(self._look.work, ServiceVersion, id=event.subject_id)
            values = {"service": self._title(version), "number": version.number} if version is not None else values
        return Message(f"about-{event.subject_kind}", values)

    def second(self, event: Event) -> str:
        """Who agreed to it besides; empty for nobody."""
        return self._second(json.loads(event.payload))

    def _second(self, payload: Payload) -> str:
        ids = (payload[name] for name in SECONDS if payload.get(name))
        return next((self._officials.get(int(one), "") for one in ids), "")

    def _number(self, event: Event) -> str:
        named: dict[str, Callable[[int], str]] = {
            "case": self._case,
            "payment": self._receipt,
            "cash-session": self._shift,
            "desk": lambda key: self._desks.get(key, ""),
            "official": lambda key: self._officials.get(key, ""),
        }
        return named.get(event.subject_kind, str)(event.subject_id) or str(event.subject_id)

    def _case(self, case_id: int) -> str:
        found = rows.find(self._look.work, Case, id=case_id)
        return found.number if found is not None else ""

    def _receipt(self, payment_id: int) -> str:
        found = rows.find(self._look.work, Receipt, payment_id=payment_id)
        return found.number if found is not None else ""

    def _shift(self, session_id: int) -> str:
        found = rows.find(self._look.work, CashSession, id=session_id)
        return f"{self._desks.get(found.desk_id, '')} {found.number}" if found is not None else ""

    def _title(self, version: ServiceVersion) -> str:
        return in_language(definitions.definition_in(version).title, self._look.language)

    def _values(self, event: Event, payload: Payload) -> dict[str, Value]:
        """Everything that the sentence may name; what a payload says by ids is said by name."""
        said: dict[str, Value] = {name: value for name, value in payload.items() if isinstance(value, str | int)}
        said |= {name: tuple(map(str, value)) for name, value in payload.items() if isinstance(value, list)}
        said |= self._people(event, payload)
        said |= self._service(event, payload)
        if event.subject_kind == "case":
            said |= {"case": self._case(event.subject_id), **self._of_case(event, payload)}
        elif "case" in said:
            said["case"] = self._case(payload["case"])
        if isinstance(payload.get("type"), str):
            said["type"] = in_language(definitions.paper_title(self._look, payload["type"]), self._look.language)
        return said | self._renamed(event, payload)

    def _people(self, event: Event, payload: Payload) -> dict[str, Value]:
        about = payload.get("official") or (event.subject_id if event.subject_kind == "official" else 0)
        named = {"official": self._officials.get(about, ""), "second": self._second(payload)}
        roles = payload.get("roles", payload.get("after"))
        return {**{name: text for name, text in named.items() if text}, **({"roles": tuple(roles)} if roles else {})}

    def _service(self, event: Event, payload: Payload) -> dict[str, Value]:
        number = payload.get("version" if "version" in payload else "number")
        if "service" not in payload or not isinstance(number, int):
            return {}
        version = rows.find(self._look.work, ServiceVersion, service=payload["service"], number=number)
        return {"service": self._title(version)} if version is not None else {}

    def _of_case(self, event: Event, payload: Payload) -> dict[str, Value]:
        """The step a case came to, and what was issued, as its service calls them."""
        service = definitions.service_of(self._look, rows.get(self._look.work, Case, event.subject_id))
        named = {"step": _step(service, payload.get("to")), "output": _output(service, payload.get("output"))}
        told = {name: in_language(titles, self._look.language) for name, titles in named.items() if titles}
        return {name: text for name, text in told.items() if text}

    def _renamed(self, event: Event, payload: Payload) -> dict[str, Value]:
        """What a payload calls otherwise than the sentences."""
        amount, number, deed = payload.get("amount"), payload.get("number"), payload.get("operation")
        made: dict[str, dict[str, object]] = {
            "shift-opened": {"shift": number},
            "shift-closed": {"shift": number},
            "till-counted": {"shift": number},
            "receipt-voided": {"amount": abs(amount) if isinstance(amount, int) else None},
            "money-refunded": {"amount": abs(amount) if isinstance(amount, int) else None},
            "waiver-limit-set": {"amount": payload.get("to")},
            "paper-receipt-entered": {"paper_number": payload.get("paper")},
            "blanks-moved": {"to": self._desks.get(payload.get("to", 0))},
            "record-opened": {"why": f"looked-{payload.get('reason', 'other')}"},
            "command-refused": {"deed": deed},
            "approval-asked": {"deed": deed},
            "approval-answered": {"deed": deed},
        }
        return {name: value for name, value in made.get(event.kind, {}).items() if isinstance(value, str | int)}


def _which(kind: str, payload: Payload) -> str:
    """Which of the sentences of a kind: cash came in or went out, a desk was locked by itself or by hand."""
    chosen = {
        "cash-moved": f"{kind}-{payload.get('moved')}",
        "till-counted": f"{kind}-{payload.get('count')}",
        "shift-closed": f"{kind}-uncounted" if payload.get("how") == "uncounted" else kind,
        "locked": f"{kind}-{payload.get('why')}",
        "record-opened": f"{kind}-{payload.get('purpose')}",
        "approval-answered": "approval-agreed" if payload.get("yes") else "approval-denied",
        "case-moved": "case-ended" if payload.get("ending") else kind,
        "handed-over": f"{kind}-overruled" if payload.get("overridden_by") else kind,
        "official-changed": kind if payload.get("active") else "official-let-go",
        "paper-printed": "paper-kept" if payload.get("kept") else kind,
    }
    return chosen.get(kind, kind)


def _step(service: Service, step_id: object) -> Mapping[str, str]:
    return next((step.title or {} for step in service.steps if step.id == step_id), {})


def _output(service: Service, output_id: object) -> Mapping[str, str]:
    return next((output.title for output in service.outputs if output.id == output_id), {})
