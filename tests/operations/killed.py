"""A desk that dies at work, as a process of its own: it kills itself at a point, or works until it is killed."""

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any
from uuid import uuid4

from oss_desk import paths
from oss_desk.operations.cases import cases
from oss_desk.operations.office import office
from oss_desk.operations.program import Program
from oss_desk.operations.visits import basket, visits
from oss_desk.storage import rows
from oss_desk.storage.database import Work, open_database
from oss_desk.workflows.rules import JsonValue
from tests.operations.casework import cash
from tests.operations.conftest import TUESDAY


def main(url: str, order: str, *rest: str) -> None:
    """`start POINT COMMAND VISIT REQUEST`: start one line and die at that point (0: count the points, and live).
    `work VISIT VERSION`: start one line after the other, each announced by a line of output.
    """
    program = office.sign_in(Program(open_database(url), clock, paths.resources(), "A"), login="ada")
    if order == "start":
        start(program, *rest)
    else:
        work(program, int(rest[0]), int(rest[1]))


def clock() -> datetime:
    """The moment at which all of this happens."""
    return TUESDAY


def start(program: Program, point: str, command: str, visit: str, request: str) -> None:
    """Start the line; the process is gone at that point of its way."""
    points = count(1)

    def pass_by() -> int:
        passed = next(points)
        if passed == int(point):
            os.kill(os.getpid(), signal.SIGKILL)
        return passed

    for place, name in ((rows, "add"), (rows, "change"), (rows, "lock"), (rows, "remove"), (Work, "commit")):
        setattr(place, name, watched(getattr(place, name), pass_by))
    values: dict[str, Any] = {"visit_id": int(visit), "request_ids": (int(request),), "payment": cash(500)}
    cases.start_cases(program, command, **values)
    sys.stdout.write(str(pass_by()))


def watched(done: Callable[..., Any], pass_by: Callable[[], int]) -> Callable[..., Any]:
    """The same with a point before and one after it."""

    def run(*args: Any, **values: Any) -> Any:
        pass_by()
        result = done(*args, **values)
        pass_by()
        return result

    return run


def work(program: Program, visit: int, version: int) -> None:
    """Serve for ever: every line is started and paid."""
    content: dict[str, JsonValue] = {"answers": {"relation": "self", "birth_date": "1989-03-03", "copies": 1}}
    while True:
        made = basket.add_service(program, str(uuid4()), visit_id=visit, service_version_id=version).result
        basket.keep_draft(program, visit_id=visit, part=f"line:{made.id}", content=content)
        ask_papers(program, visit)
        sys.stdout.write("paying\n")
        sys.stdout.flush()
        cases.start_cases(program, str(uuid4()), visit_id=visit, request_ids=(made.id,), payment=cash(500))


def ask_papers(program: Program, visit: int) -> None:
    """Mark the identity card when the list asks for it."""
    for line in visits.visit(program, visit_id=visit).papers:
        if not line.settled:
            values: dict[str, Any] = {
                "visit_id": visit,
                "key": line.key,
                "type": "national-id-card",
                "mark": "original-seen",
            }
            basket.mark_paper(program, str(uuid4()), **values)


if __name__ == "__main__":
    main(*sys.argv[1:])
