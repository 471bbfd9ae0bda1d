"""Reading a definition: exact mistakes with place, line and nearest word, all at once, and nothing dangerous built."""

import json
from typing import Any

import pytest

from oss_desk.workflows.currencies import CURRENCIES
from oss_desk.workflows.packages import entries_used
from oss_desk.workflows.reader import (
    DefinitionErrors,
    canonical_json,
    digest,
    from_canonical,
    is_package,
    json_schema,
    read_package,
    read_service,
    write_package,
    write_yaml,
)
from oss_desk.workflows.registers import Registers, read_registers
from oss_desk.workflows.upgrades import CURRENT, UPGRADES, Document, upgraded
from oss_desk.workflows.writer import yaml_of
from tests.workflows.definitions import EXAMPLES, REGISTERS, SAMPLES
from tests.workflows.small import SMALL, mistakes, only_mistake, small

OFFICE = read_registers(SAMPLES / "registers")
BIRTH = (EXAMPLES / "birth-certificate-copy.yaml").read_text(encoding="utf-8")


def test_a_mistake_names_its_place_the_nearest_word_the_file_and_the_line() -> None:
    text = BIRTH.replace("{field: relation, is: representative}, any_of", "{field: relatoin, is: self}, any_of")
    with pytest.raises(DefinitionErrors) as caught:
        read_service(text, "birth-certificate.yaml", OFFICE)
    assert str(caught.value) == (
        'evidence[1].when.field: there is no field "relatoin"; did you mean "relation"? '
        "(birth-certificate.yaml, line 34)"
    )


def test_all_mistakes_are_told_at_once_in_the_order_of_lines() -> None:
    text = BIRTH.replace("currency: EUR ", "currency: EURO").replace("to: sign,", "to: sing,").replace('"5.00"', "five")
    text = text.replace("authority: civil-registry ", "authority: civil-regstry").replace(
        "kind: refused", "knid: refused"
    )
    with pytest.raises(DefinitionErrors) as caught:
        read_service(text, "b.yaml", OFFICE)
    problems = caught.value.problems
    assert [problem.place for problem in problems] == [
        "currency",
        "authority",
        "fees[0].amount",
        "steps[0].actions[0].to",
        "steps[5].knid",
    ]
    lines = [problem.line for problem in problems]
    assert lines == sorted(lines, key=lambda line: line or 0)
    assert caught.value.message.values["count"] == 5


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"authority": "twon"}, 'authority: there is no authority in the register "twon"; did you mean "town"?'),
        ({"quantity": "size"}, 'quantity: there is no integer field "size"; there are: number'),
        ({"titel": "X"}, 'titel: there is no key "titel"; did you mean "title"?'),
        ({"currency": "EUT"}, 'currency: there is no currency of ISO 4217 in the list "EUT"; did you mean "EUR"?'),
        ({"language": "english"}, 'language: "english" is not a language; write en, fr, ar ...'),
        ({"id": "two words"}, 'id: "two words" cannot be an id; use letters, digits, - and _, at most 64'),
        ({"fees_due": "endd"}, 'fees_due: there is no step of kind to-pay "endd"; there are: handover, start'),
        (
            {"outputs": [{"id": "o", "title": "O", "blank": "certifcate"}]},
            'outputs[0].blank: there is no kind of blank in the register "certifcate"; did you mean "certificate"?',
        ),
        ({"life_events": ["x"]}, 'life_events[0]: there is no life event in the register "x"'),
        ({"processing_time": "2 days"}, "processing_time.time: “2 days”".replace("“", '"').replace("”", '"')),
        ({"title": True}, "title.en: true is not a text; put it in quotes"),
        ({"steps": []}, "steps: the list is too short: at least 1 expected here"),
    ],
)
def test_a_wrong_head_is_told(changes: dict[str, Any], told: str) -> None:
    assert only_mistake(**changes).startswith(told)


def _with_field(**field: Any) -> dict[str, Any]:
    return {"fields": [*SMALL["fields"], {"id": "new", "label": "New", **field}]}


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ({"type": "txet"}, 'fields[9].type: there is no choice "txet"; did you mean "text"?'),
        ({"type": "text", "options": [{"id": "a", "label": "A"}]}, 'fields[9].options: "options" does not go with'),
        ({"type": "choice"}, "fields[9].options: a field of type choice needs options"),
        ({"type": "number"}, "fields[9].mask: a field of type number needs a mask"),
        ({"type": "number", "mask": "--"}, 'fields[9].mask: "--" is no mask'),
        ({"type": "integer", "min": 5, "max": 2}, "fields[9].min: min is more than max"),
        ({"type": "integer", "max": 2, "default": 3}, "fields[9].default: the default lies outside"),
        ({"type": "date", "max": "tomorrow"}, 'fields[9].max: "tomorrow" is not a day'),
        ({"type": "rows"}, "fields[9].fields: a field of type rows needs fields"),
        ({"type": "text", "id": "word"}, 'fields[9].id: "word" is used twice; the first is on line'),
        ({"type": "text", "step": "end"}, 'fields[9].step: the step "end" is no work'),
        ({"type": "text", "when": {"field": "new", "is": "x"}}, 'fields[9].when.field: the field "new" is asked after'),
        ({"type": "text", "when": {"field": "name", "is": "x"}}, 'fields[9].when.field: the field "name" is a column'),
        (
            {"type": "text", "when": {"field": "kind", "is": "c"}},
            'fields[9].when.is: there is no option "c"; there are: a, b',
        ),
        ({"type": "text", "when": {"field": "yes", "is": "yes"}}, "fields[9].when.is: true or false is expected here"),
        ({"type": "text", "when": {"field": "yes", "over": 1}}, 'fields[9].when.over: "over" does not go with yes'),
        ({"type": "text", "when": {"field": "number", "over": "x"}}, "fields[9].when.over: a whole number is expected"),
        (
            {"type": "text", "when": {"years_since": "number", "over": 1}},
            "fields[9].when.years_since: there is no date field",
        ),
        (
            {"type": "text", "when": {"fact": "aeg", "over": 1}},
            'fields[9].when.fact: there is no choice "aeg"; did you mean',
        ),
        (
            {"type": "text", "when": {"field": "number", "over": 1, "under": 2}},
            "fields[9].when: a test has one operator",
        ),
        ({"type": "text", "when": {"over": 1}}, "fields[9].when: a test names one subject"),
        ({"type": "text", "when": {"all": [], "field": "yes"}}, "fields[9].when: all, any and not stand alone"),
        ({"type": "text", "when": {"number": 1}}, "fields[9].when.number: there is no key"),
        ({"type": "text", "when": {"field": "number", "between": [5, 2]}}, "fields[9].when.between: the first end"),
        ({"type": "text", "when": {"field": "kind", "in": []}}, "fields[9].when.in: the list of in is empty"),
    ],
)
def test_a_wrong_field_is_told(field: dict[str, Any], told: str) -> None:
    assert only_mistake(**_with_field(**field)).startswith(told)


def test_an_empty_value_is_told_once() -> None:
    assert only_mistake(yaml_of(SMALL).replace('"Small"', "")).startswith("title: the value is empty")
    assert only_mistake(yaml_of(SMALL).replace('"Small"', "null")).startswith("title: the value is empty")
    assert only_mistake(yaml_of(SMALL).replace('"Small"', '"  "')).startswith("title: the value is empty")


@pytest.mark.parametrize(
    ("fee", "told"),
    [
        ({}, "fees[0]: a fee has one base"),
        ({"amount": "1", "assessed": True}, "fees[0]: a fee has one base"),
        ({"amount": "1.005"}, "fees[0].amount: 1.005 has more digits behind the point than the currency; it has 2"),
        ({"amount": "-1"}, 'fees[0].amount: "-1" is not an amount'),
        ({"percent": "5"}, "fees[0].percent: percent needs either of"),
        ({"percent": "5", "of": "number"}, 'fees[0].of: there is no money field "number"; there are: worth'),
        ({"percent": "5", "of_fees": ["fee"]}, 'fees[0].of_fees[0]: there is no fee before this one "fee"'),
        (
            {"amount": "1", "per": "worth"},
            'fees[0].per: there is no integer or decimal field "worth"; there are: number',
        ),
        (
            {"amount": "1", "for_each": "many"},
            'fees[0].for_each: there is no field of type rows "many"; there are: people',
        ),
        (
            {"table": {"by": "kind", "rows": {"c": "1"}}},
            'fees[0].table.rows.c: there is no option "c"; there are: a, b',
        ),
        ({"bands": {"by": {}, "rows": [{"amount": "1"}]}}, "fees[0].bands.by: bands are chosen by one of"),
        (
            {"amount": "1", "legal_basis": "lwa"},
            'fees[0].legal_basis: there is no law under legal_basis "lwa"; did you mean',
        ),
        (
            {"amount": "1", "due": "later"},
            'fees[0].due: there is no step of kind to-pay "later"; there are: handover, start',
        ),
    ],
)
def test_a_wrong_fee_is_told(fee: dict[str, Any], told: str) -> None:
    assert only_mistake(fees=[{"id": "fee", "title": "Fee", **fee}]).startswith(told)


def _steps(**step: Any) -> dict[str, Any]:
    actions = [{"id": "go", "label": "Go", "to": "end"}]
    return {"steps": [{"id": "look", "at": "counter", "actions": actions, **step}, {"id": "end", "kind": "done"}]}


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ({"at": "conter"}, 'steps[0].at: "conter" is no place of work; did you mean "counter"?'),
        ({"at": "authority:twon"}, 'steps[0].at: there is no authority in the register "twon"; did you mean "town"?'),
        ({"actions": []}, "steps[0].actions: a step of work needs at least one action"),
        (
            {"role": "inspecter"},
            'steps[0].role: there is no role in the register "inspecter"; did you mean "inspector"?',
        ),
        ({"id": "back"}, 'steps[0].id: "back" has a meaning of its own'),
        ({"kind": "done"}, 'steps[0].actions: "actions" does not go with a step of kind done'),
        ({"to": "end"}, 'steps[0].to: "to" does not go with a step of kind work'),
        (
            {"actions": [{"id": "go", "label": "Go", "to": "end", "needs": ["opinions"]}]},
            "steps[0].actions[0].needs[0]: the action needs",
        ),
    ],
)
def test_a_wrong_step_is_told(step: dict[str, Any], told: str) -> None:
    assert any(line.startswith(told) for line in mistakes(**_steps(**step)))


def test_a_service_that_is_ready_to_collect_has_one_step_of_handing_over() -> None:
    steps = [*SMALL["steps"], {"id": "ready", "kind": "ready-to-collect"}]
    assert only_mistake(steps=steps).startswith(
        "steps[2].kind: a service with a step of kind ready-to-collect has exactly"
    )


def test_unknown_papers_and_wrong_exemptions_are_told() -> None:
    evidence = [{"id": "p", "title": "P", "any_of": [["pasport"]], "for_each": "many", "step": "end"}]
    exemptions = [{"id": "e", "title": "E", "percent": "101", "fees": ["x"], "evidence": "phot"}]
    assert [line.split(":")[0] for line in mistakes(evidence=evidence, exemptions=exemptions)] == [
        "evidence[0].any_of[0][0]",
        "evidence[0].for_each",
        "evidence[0].step",
        "exemptions[0].percent",
        "exemptions[0].fees[0]",
        "exemptions[0].evidence",
    ]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", None, "the file is empty"),
        ("- a\n", 1, "the file must begin with keys"),
        ("a: 1\na: 2\n", 2, 'the key "a" stands here for the second time; the first is on line 1'),
        ("a: &x 1\nb: 2\n", 1, "an anchor (&name) is not allowed"),
        ("a: 1\nb: *x\n", 2, "an alias (*name) is not allowed"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, "a tag (!name) is not allowed"),
        ("a: 1\n---\nb: 2\n", 2, "a second document begins here"),
        ("a:\n\tb: 1\n", 2, "the line is indented with a tab; use spaces"),
        ('a: "open\nb: 1\n', 1, "a quotation mark that opens on line 1 is not closed"),
        ("a: b: c\n", 1, "there is a colon where none can stand; put the whole text in quotes"),
        ("a: [1, 2\nb: 3\n", 2, "in brackets that opens on line 1 cannot be read"),
        ("a: 1\n b: 2\n", 2, ""),
        ("a: @x\n", 1, "a text cannot begin with this character"),
        ("? [a]\n: b\n", 1, "a key must be a plain word"),
        ("[" * 31 + "]" * 31, 1, "nested deeper than 30 levels"),
        ("a: \x07\n", 1, "there is a character that a text file cannot hold"),
        ("x: " + "a" * 1024 * 1024, None, "the file is larger than 1024 KiB"),
        ("id: x\n", None, "the file does not say its format"),
        ("format: 2\n", 1, "the file has format 2; this program knows formats up to 1"),
    ],
)
def test_a_file_that_is_no_definition_is_told_in_words(text: str, line: int | None, told: str) -> None:
    with pytest.raises(DefinitionErrors) as caught:
        read_service(text, "x.yaml", REGISTERS)
    (problem,) = caught.value.problems
    assert told in problem.told("x.yaml")
    assert line is None or problem.line in (line, line + 1)


def test_only_four_kinds_of_scalars_are_taken_and_keys_are_text() -> None:
    fields = "fields:\n  - {id: on, type: choice, label: 5.10, options: [{id: no, label: 007}, {id: 1, label: yes}]}\n"
    head = "\n".join(
        line for line in yaml_of({**SMALL, "fields": [], "legal_basis": {}}).splitlines() if "[]" not in line
    )
    service = read_service(f"{head}\n{fields}", "x.yaml", REGISTERS)
    field = service.field("on")
    assert (field.label["en"], field.options[0].id, field.options[0].label["en"]) == ("5.10", "no", "007")
    assert (field.options[1].id, field.options[1].label["en"]) == ("1", "yes")


def test_canonical_json_is_sorted_without_defaults_and_in_nfc() -> None:
    decomposed = small(title="Cafe\u0301")
    canonical = canonical_json(decomposed)
    content = json.loads(canonical)
    assert content["title"] == {"en": "Caf\u00e9"}
    assert canonical == json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert "required" not in canonical
    assert len(digest(canonical)) == 64


def test_the_same_content_has_one_digest_however_it_is_written() -> None:
    fees = [{"id": "fee", "title": "Fee", "amount": "5", "legal_basis": "law", "assessed": False}]
    same = [{"legal_basis": "law", "amount": "5.00", "title": {"en": "Fee"}, "id": "fee"}]
    assert digest(canonical_json(small(fees=fees))) == digest(canonical_json(small(fees=same)))


def test_a_stored_definition_that_was_touched_is_refused() -> None:
    canonical = canonical_json(small())
    with pytest.raises(DefinitionErrors, match="digest"):
        from_canonical(canonical.replace("Small", "Smart"), digest(canonical))
    for broken in (canonical[:-1], "[]", "", "null", '{"format": 1}', "[" * 100_000):
        with pytest.raises(DefinitionErrors):
            from_canonical(broken)


def test_texts_of_any_script_survive_the_way_round() -> None:
    service = small(
        title={"en": 'a: "b" # c\n\td\\', "ar": "شهادة", "ja": "証明\u3000書", "fr": "\u2028x\ufeffy\u3000z"}
    )
    assert read_service(write_yaml(service), "x.yaml", REGISTERS) == service


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_examples_of_the_design_read_without_a_mistake(path: Any) -> None:
    service = read_service(path.read_text(encoding="utf-8"), path.name, OFFICE)
    assert from_canonical(canonical_json(service)) == service
    assert read_service(write_yaml(service), path.name, OFFICE) == service


def test_a_package_carries_the_entries_it_uses_into_another_office() -> None:
    service = read_service(BIRTH, "b.yaml", OFFICE)
    package = write_package(service, OFFICE)
    assert is_package(package)
    assert not is_package(BIRTH)
    again, carried = read_package(package, "p.yaml", Registers())
    assert again == service
    assert set(carried.evidence_types) == {
        "national-id-card",
        "passport",
        "proof-of-address",
        "power-of-attorney",
        "court-order",
        "social-aid-card",
    }
    assert set(carried.roles) == {"registrar"}
    assert entries_used(service, OFFICE).registers() == carried


def test_a_package_carries_the_kind_of_blank_that_an_output_is_made_on() -> None:
    text = BIRTH.replace("valid_for: P1Y", "valid_for: P1Y, blank: civil-certificate")
    service = read_service(text, "b.yaml", OFFICE)
    assert service.output("certificate").blank == "civil-certificate"
    again, carried = read_package(write_package(service, OFFICE), "p.yaml", Registers())
    assert again == service
    assert carried.blank_kinds == {"civil-certificate": OFFICE.blank_kinds["civil-certificate"]}


def test_a_definition_without_blanks_has_the_digest_it_had() -> None:
    service = read_service(BIRTH, "b.yaml", OFFICE)
    assert '"blank"' not in canonical_json(service)


def test_mistakes_in_a_package_have_their_lines() -> None:
    package = write_package(read_service(BIRTH, "b.yaml", OFFICE), OFFICE).replace('to: "sign"', 'to: "sing"')
    with pytest.raises(DefinitionErrors) as caught:
        read_package(package, "p.yaml", Registers())
    (problem,) = caught.value.problems
    assert problem.line == 1 + package.splitlines().index('          to: "sing"')


def test_the_schema_knows_every_key_and_the_short_forms() -> None:
    schema = json_schema()
    assert {"fields", "steps", "fees", "processing_time"} <= set(schema["properties"])
    assert schema["properties"]["processing_time"]["anyOf"][0]["type"] == "string"
    assert {"is", "in", "not", "between"} <= set(schema["$defs"]["Condition"]["properties"])
    assert schema["additionalProperties"] is False
    json.dumps(schema)


def test_every_older_format_is_upgraded_step_by_step() -> None:
    def second(document: Document) -> Document:
        return {**document, "name": document["id"]}

    assert set(UPGRADES) == set(range(1, CURRENT))
    assert upgraded({"format": 1, "id": "x"}, {1: second}, 2) == {"format": 2, "id": "x", "name": "x"}
    assert upgraded({"format": 1}) == {"format": 1}


def test_the_saved_example_of_each_format_still_reads() -> None:
    saved = (EXAMPLES / "format-1.json").read_text(encoding="utf-8").strip()
    assert canonical_json(from_canonical(saved)) == saved


@pytest.mark.parametrize(("unit", "units"), [("m2", {"": "m2"}), ({"en": "m", "ar": "م"}, {"en": "m", "ar": "م"})])
def test_a_unit_holds_in_every_language_or_is_said_in_each(unit: Any, units: dict[str, str]) -> None:
    service = small(fields=[*SMALL["fields"], {"id": "u", "type": "integer", "label": "U", "unit": unit}])
    assert (service.field("u").unit, service.field("u").units) == (unit, units)
    assert from_canonical(canonical_json(service)) == service


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ({"en": True}, "fields[9].unit: true is not a text; put it in quotes"),
        ({"english!": "m"}, 'fields[9].unit: "english!" is not a language; write en, fr, ar ...'),
        (["m"], "fields[9].unit: ['m'] is not a text; put it in quotes"),
    ],
)
def test_a_wrong_unit_is_told_at_its_field(unit: Any, told: str) -> None:
    wrong = [*SMALL["fields"], {"id": "u", "type": "integer", "label": "U", "unit": unit}]
    assert only_mistake(fields=wrong) == told


def test_currencies_have_their_digits() -> None:
    assert (CURRENCIES["EUR"].exponent, CURRENCIES["JPY"].exponent, CURRENCIES["TND"].exponent) == (2, 0, 3)
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)
