"""Who looked at a record: read by whoever audits, which is a look of its own, and printed for the citizen."""

from typing import Any

import pytest

from oss_desk.domain import papers
from oss_desk.domain.history import Event
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Refused
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.papers.papers import draw_job
from oss_desk.operations.people import people
from oss_desk.operations.people.looks import print_looks, who_looked
from oss_desk.storage import rows
from tests.operations import casework
from tests.operations.conftest import COPY, Shop


def looked_at(shop: Shop) -> Any:
    """A citizen with a case, whose record a supervisor opened after a complaint."""
    citizen = shop.citizen("Nadia Holm", language="fr")
    case = casework.copy_case(shop, shop.service(COPY), citizen)
    casework.sheet(shop, case)
    casework.act(shop, case, "found", by="ada", desk="A")
    people.person(shop.at("sue"), kind="citizen", id=citizen.id, reason="complaint", words="Her neighbour knew")
    return citizen


def printed(job: PrintJob) -> papers.LooksPaper:
    """What stands on the paper."""
    paper = papers.from_json(job.kind, job.content)
    assert isinstance(paper, papers.LooksPaper)
    return paper


def test_the_paper_tells_roles_and_times_and_the_history_of_the_cases_but_no_names(shop: Shop) -> None:
    citizen = looked_at(shop)
    job = shop.do(print_looks, citizen_id=citizen.id)
    paper = printed(job)
    assert [(row.role, row.why.code, row.official) for row in paper.looks] == [
        ("Clerk", "looked-visit", ""),
        ("Cashier", "looked-case", ""),
        ("Supervisor", "looked-complaint", ""),
    ]
    assert [step.text.code for step in paper.cases[0].steps] == ["station-applied", "text"]
    assert "Her neighbour" not in job.content
    assert "Sue" not in job.content.replace('"official":"Ada"', "")
    for size in ("a4", "80mm"):
        assert draw_job(shop.at("ada"), job_id=job.id, size=size).startswith(b"%PDF")


def test_names_are_told_only_when_a_supervisor_so_decides(shop: Shop) -> None:
    citizen = looked_at(shop)
    with pytest.raises(Refused) as refused:
        shop.do(print_looks, citizen_id=citizen.id, names=True)
    assert refused.value.message.code == "second-needed"
    job = shop.do(print_looks, citizen_id=citizen.id, names=True, second=Second("sam"))
    assert [row.official for row in printed(job).looks] == ["Ada", "Ada", "Sue"]
    with shop.database.reading() as work:
        (event,) = rows.every(work, Event, kind="looks-printed")
    assert event.subject_id == citizen.id
    assert shop.do(print_looks, by="sue", citizen_id=citizen.id, names=True).id > job.id


def test_reading_who_looked_is_a_look_too(shop: Shop) -> None:
    citizen = looked_at(shop)
    first = who_looked(shop.at("aude"), kind="citizen", id=citizen.id)
    assert [line.official for line in first] == ["Sue", "Ada", "Ada"]
    again = who_looked(shop.at("sam"), kind="citizen", id=citizen.id)
    assert (again[0].official, again[0].role) == ("Aude", "Auditor")
