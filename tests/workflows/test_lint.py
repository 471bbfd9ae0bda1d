"""The linter: each rule finds its fault, and good services are left alone."""

from collections.abc import Iterator
from typing import Any

import pytest

from oss_desk.workflows.contradictions import contradictions
from oss_desk.workflows.definition import Condition, Service
from oss_desk.workflows.lint import lint
from oss_desk.workflows.messages import sentence
from oss_desk.workflows.reader import read_service
from oss_desk.workflows.registers import (
    Authority,
    BlankKind,
    EvidenceType,
    LifeEvent,
    Registers,
    RoleEntry,
    by_id,
    read_registers,
)
from oss_desk.workflows.translations import TEXT_KEYS
from tests.workflows.definitions import EXAMPLES, REGISTERS, SAMPLES
from tests.workflows.small import SMALL, small

OFFICE = read_registers(SAMPLES / "registers")
LAW = {"title": "Fee", "legal_basis": "law"}
END = {"id": "end", "kind": "done"}
NOTHING = Registers()
OUT = {"id": "go", "label": "Go", "to": "end"}
LOOP = {"id": "again", "label": "Again", "to": "loop"}


def found(service: Service, held: frozenset[str] | None = None) -> list[tuple[str, str]]:
    """Rules and places."""
    return [(finding.rule, finding.place) for finding in lint(service, REGISTERS, held)]


def work(name: str = "look", **parts: Any) -> dict[str, Any]:
    """A step of work that leads to the end."""
    return {"id": name, "at": "counter", "actions": [OUT], **parts}


def test_a_sound_service_is_left_alone() -> None:
    assert found(small()) == []


def test_behind_a_payment_one_may_only_lead_back_to_where_the_case_came_from() -> None:
    pay = {"id": "pay", "kind": "to-pay", "to": "mend"}
    back = {"id": "back", "label": "Back", "to": "back"}
    start = work(actions=[OUT, {"id": "owes", "label": "Owes", "to": "pay"}])
    assert found(small(steps=[start, pay, work("mend", actions=[back]), END])) == []
    only = work(actions=[{"id": "owes", "label": "Owes", "to": "pay"}])
    assert ("step-cannot-end", "steps[0]") in found(small(steps=[only, pay, work("mend", actions=[back]), END]))


@pytest.mark.parametrize(
    "path",
    [*sorted(EXAMPLES.glob("*.yaml")), *sorted((SAMPLES / "services").glob("*.yaml"))],
    ids=lambda path: path.stem,
)
def test_examples_and_samples_are_left_alone(path: Any) -> None:
    service = read_service(path.read_text(encoding="utf-8"), path.name, OFFICE)
    assert lint(service, OFFICE, OFFICE.role_ids) == ()


@pytest.mark.parametrize(
    ("changes", "rule", "place"),
    [
        ({"steps": [work(), END, work("lost")]}, "step-unreachable", "steps[2]"),
        ({"steps": [work(actions=[OUT, LOOP]), work("loop", actions=[LOOP]), END]}, "step-cannot-end", "steps[1]"),
        ({"steps": [work(actions=[OUT, {**OUT, "id": "b", "to": "back"}]), END]}, "step-back-from-start", "steps[0]"),
        ({"fees": [{"id": "f", "title": "Fee", "amount": "1.00"}]}, "fee-without-law", "fees[0]"),
        (
            {"fees": [{"id": "f", **LAW, "bands": {"by": {"field": "number"}, "rows": [{"up_to": 5, "amount": "1"}]}}]},
            "bands-open",
            "fees[0].bands.rows[0]",
        ),
        (
            {
                "fees": [
                    {
                        "id": "f",
                        **LAW,
                        "bands": {
                            "by": {"field": "number"},
                            "rows": [{"up_to": 5, "amount": "1"}, {"up_to": 5, "amount": "2"}, {"amount": "3"}],
                        },
                    }
                ]
            },
            "bands-overlap",
            "fees[0].bands.rows[1]",
        ),
        (
            {"fees": [{"id": "f", **LAW, "table": {"by": "kind", "rows": {"a": "1"}}}]},
            "table-open",
            "fees[0].table.rows",
        ),
        (
            {
                "evidence": [
                    {"id": "a", "title": "A", "any_of": [["passport"]]},
                    {"id": "b", "title": "B", "any_of": [["passport"]]},
                ]
            },
            "paper-twice",
            "evidence[1].any_of",
        ),
        (
            {
                "eligibility": [
                    {
                        "id": "e",
                        "title": "E",
                        "must": {"all": [{"field": "kind", "is": "a"}, {"field": "kind", "is": "b"}]},
                    }
                ]
            },
            "condition-contradiction",
            "eligibility[0].must",
        ),
        (
            {
                "steps": [work(actions=[{**OUT, "to": "pay"}]), {"id": "pay", "kind": "to-pay", "to": "end"}, END],
                "fees": [
                    {"id": "a", **LAW, "assessed": True, "due": "pay"},
                    {"id": "b", **LAW, "percent": "5", "of_fees": ["a"]},
                ],
            },
            "fee-of-later-fee",
            "fees[1].of_fees[0]",
        ),
        ({"title": {"fr": "Petit"}}, "own-language-missing", "title"),
        (
            {"processing_time": "P1D", "steps": [work(within="P2D"), END]},
            "time-too-short",
            "processing_time",
        ),
        ({"steps": [work(at="back-office"), END]}, "no-processing-time", "steps"),
        ({"processing_time": "P1M"}, "months-in-working-time", "processing_time.time"),
        (
            {"steps": [work(actions=[OUT, {**OUT, "id": "n", "to": "no"}]), END, {"id": "no", "kind": "refused"}]},
            "ending-needs-appeal",
            "steps[2]",
        ),
        ({"outputs": [{"id": "o", "title": "O"}]}, "output-unmade", "outputs"),
        (
            {"steps": [work(actions=[{**OUT, "to": "s"}]), {"id": "s", "kind": "sent"}]},
            "nothing-handed-over",
            "outputs",
        ),
        (
            {
                "fields": [*SMALL["fields"], {"id": "late", "type": "yes-no", "label": "L", "step": "look"}],
                "eligibility": [{"id": "e", "title": "E", "must": {"field": "late", "is": True}}],
            },
            "asked-too-late",
            "eligibility[0].must",
        ),
    ],
)
def test_a_fault_is_found_at_its_place(changes: dict[str, Any], rule: str, place: str) -> None:
    service = small(**changes)
    assert found(service) == [(rule, place)]
    assert all(sentence(finding.message) for finding in lint(service, REGISTERS))


def untranslated(languages: tuple[str, ...], registers: Registers = NOTHING, **changes: Any) -> list[str]:
    """What is said about translations of the small service, with the places."""
    findings = lint(small(**changes), registers, languages=languages)
    assert {finding.severity for finding in findings} <= {"warning"}
    return [f"{finding.place}: {sentence(finding.message)}" for finding in findings]


def test_a_text_that_a_language_of_the_office_lacks_is_named_with_its_place_and_language() -> None:
    step = {"id": "look", "at": "counter", "actions": [{"id": "go", "label": {"en": "Go", "fr": "Aller"}, "to": "end"}]}
    title = {"en": "Small", "fr": "Petit", "ar": "صغير"}
    only: dict[str, Any] = {
        "title": title,
        "legal_basis": {"law": {"title": title}},
        "fields": [],
        "steps": [step, END],
    }
    assert untranslated(("en", "fr"), **only) == []
    assert untranslated(("en", "fr", "ar"), **only) == ["steps[0].actions[0].label: the text is missing in ar"]


def test_each_text_and_each_language_is_one_finding() -> None:
    title = {"en": "Small", "fr": "Petit", "ar": "صغير"}
    found = untranslated(("fr", "ar"), title=title, summary="Short.", keywords=["small"])
    texts_of_the_small_service = 17  # besides its title
    assert len(found) == 2 * (texts_of_the_small_service + 2)  # summary and keywords
    assert {"summary: the text is missing in fr", "keywords: the text is missing in ar"} <= set(found)
    assert len(set(found)) == len(found)


def test_a_language_that_is_not_begun_is_one_finding_for_the_whole_service() -> None:
    assert untranslated(("en", "fr")) == [
        "title: nothing of the service is translated into fr; 18 texts are missing",
    ]


def test_every_place_where_a_text_may_stand_is_looked_at() -> None:
    both = {"en": "A", "fr": "B"}
    changes: dict[str, Any] = {
        "title": both,
        "appeal": {"to": "Board", "within": "P30D"},
        "fields": [{"id": "size", "type": "integer", "label": both, "hint": "Whole", "unit": {"en": "years"}}],
        "legal_basis": {"law": {"title": both}},
        "steps": [work(instructions="Look twice.", checklist=[{"id": "c", "label": "Looked"}]), END],
    }
    places = [line.split(":")[0] for line in untranslated(("fr",), **changes)]
    assert places == [
        "appeal.to",
        "fields[0].hint",
        "fields[0].unit",
        "steps[0].instructions",
        "steps[0].checklist[0].label",
        "steps[0].actions[0].label",
    ]


def test_a_unit_that_holds_in_every_language_needs_no_translation() -> None:
    both = {"en": "A", "fr": "B"}
    fields = [{"id": "size", "type": "decimal", "label": both, "unit": "m2"}]
    found = untranslated(("fr",), title=both, fields=fields)
    assert not [line for line in found if line.startswith("fields")]


def test_what_the_registers_lack_is_named_where_the_service_names_it_first() -> None:
    both = {"en": "A", "fr": "B"}
    registers = Registers(
        by_id([EvidenceType(id="passport", title=both, where={"en": "Here"})]),
        by_id([Authority(id="town", title=both)]),
    )
    evidence = [
        {"id": "p", "title": both, "any_of": [["photo"], ["passport"]]},
        {"id": "q", "title": both, "any_of": [["passport", "deed"]]},
    ]
    found = untranslated(("fr",), registers, title=both, evidence=evidence)
    told = "evidence[0].any_of[1][0]: the entry “passport” of the registers is not wholly translated into fr"
    assert [line for line in found if "entry" in line] == [told]


def test_a_kind_of_blank_without_its_title_in_a_language_is_named() -> None:
    both = {"en": "A", "fr": "B"}
    registers = Registers(blank_kinds=by_id([BlankKind(id="certificate", title={"en": "Paper"})]))
    outputs = [{"id": "o", "title": both, "blank": "certificate"}]
    found = untranslated(("fr",), registers, title=both, outputs=outputs)
    told = "outputs[0].blank: the entry “certificate” of the registers is not wholly translated into fr"
    assert told in found


def test_the_linter_knows_every_key_under_which_the_format_has_a_text() -> None:
    parts = (Service, EvidenceType, Authority, LifeEvent, RoleEntry, BlankKind)
    assert {key for part in parts for key in text_keys(part.model_json_schema())} == TEXT_KEYS


def text_keys(schema: Any, key: str = "") -> Iterator[str]:
    """The keys of a JSON Schema whose value is a text in languages."""
    if isinstance(schema, dict):
        if str(schema.get("description")).startswith(("A text in", "A unit that")):
            yield key
        for name, inner in schema.items():
            yield from text_keys(inner, key if name == "anyOf" else name)
    elif isinstance(schema, list):
        for inner in schema:
            yield from text_keys(inner, key)


def test_a_role_that_nobody_holds_is_found() -> None:
    service = small(steps=[work(role="inspector", actions=[{**OUT, "role": "supervisor"}]), END])
    assert found(service) == []
    assert found(service, frozenset({"clerk"})) == [
        ("role-nobody-holds", "steps[0].role"),
        ("role-nobody-holds", "steps[0].actions[0].role"),
    ]


def test_opinions_and_the_longest_way_count_towards_the_time() -> None:
    slow = work("slow", at="back-office", within="P1D", opinions=[{"authority": "fire", "within": "P3D"}])
    steps = [work(within="P1D", actions=[OUT, {**OUT, "id": "s", "to": "slow"}]), slow, END]
    assert found(small(processing_time="P3D", steps=steps)) == [("time-too-short", "processing_time")]
    assert found(small(processing_time="P4D", steps=steps)) == []


def test_papers_that_exclude_each_other_are_not_asked_for_twice() -> None:
    paper = {"title": "P", "any_of": [["passport"]]}
    evidence = [
        {"id": "a", "when": {"field": "kind", "is": "a"}, **paper},
        {"id": "b", "when": {"field": "kind", "is": "b"}, **paper},
    ]
    assert found(small(evidence=evidence)) == []


@pytest.mark.parametrize(
    ("condition", "subjects"),
    [
        ({"all": [{"field": "number", "over": 5}, {"field": "number", "under": 5}]}, ("number",)),
        ({"all": [{"field": "number", "over": 5}, {"field": "number", "under": 7}]}, ()),
        ({"all": [{"field": "number", "between": [1, 3]}, {"field": "number", "between": [3, 5]}]}, ()),
        ({"all": [{"field": "number", "between": [1, 3]}, {"field": "number", "over": 3}]}, ("number",)),
        ({"all": [{"field": "number", "is": 4}, {"field": "number", "over": 4}]}, ("number",)),
        ({"all": [{"field": "number", "answered": False}, {"field": "number", "over": 4}]}, ("number",)),
        ({"all": [{"field": "kind", "is_not": "a"}, {"field": "kind", "is_not": "b"}]}, ("kind",)),
        ({"all": [{"field": "yes", "is": True}, {"field": "yes", "is_not": True}]}, ("yes",)),
        ({"all": [{"field": "many", "is": "x"}, {"field": "many", "is": "y"}]}, ()),
        ({"any": [{"field": "kind", "is": "a"}, {"field": "kind", "is": "b"}]}, ()),
        ({"all": [{"all": [{"fact": "age", "over": 17}]}, {"fact": "age", "under": 10}]}, ("age",)),
        ({"not": {"all": [{"field": "kind", "is": "a"}, {"field": "kind", "is": "b"}]}}, ()),
        ({"all": [{"field": "day", "over": "2026-05-01"}, {"field": "day", "under": "2026-01-01"}]}, ("day",)),
        ({"all": [{"field": "day", "over": "today"}, {"field": "day", "under": "2026-01-01"}]}, ()),
    ],
)
def test_a_condition_that_contradicts_itself_is_seen(condition: dict[str, Any], subjects: tuple[str, ...]) -> None:
    assert contradictions(small(), Condition.model_validate(condition)) == subjects
