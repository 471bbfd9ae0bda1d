"""Mistakes that supervisors make, one a file: each is told once, at its place and line, with the word or the cure."""

import pytest

from oss_desk.workflows.lint import lint
from oss_desk.workflows.messages import sentence
from oss_desk.workflows.reader import DefinitionErrors, read_package, read_service
from tests.workflows.foreign import REGISTERS, foreign, text_of

KENYA, INDIA, FRANCE = "kenya-business-permit", "india-income-certificate", "france-carte-grise"
WHEN = "{field: renewal, is: true}, label"
LIQUOR = "when: {all: [{field: activity, is: hotel}, {field: alcohol, is: true}]}"

TOLD = [
    (KENYA, "type: decimal", "type: decimel", 'fields[1].type: there is no choice "decimel"; did you mean "decimal"?'),
    (KENYA, "kind: to-pay", "kind: topay", 'steps[2].kind: there is no choice "topay"; did you mean "to-pay"?'),
    (KENYA, WHEN, "{field: renwal, is: true}, label", 'fields[4].when.field: there is no field "renwal"; did you mean'),
    (KENYA, WHEN, "{field: renewal, equals: true}, label", 'when.equals: there is no key "equals"; there are: all, '),
    (KENYA, WHEN, '{field: renewal, is: "true"}, label', "fields[4].when.is: true stands in quotes here; write it"),
    (KENYA, WHEN, "{field: renewal, is: yes}, label", "fields[4].when.is: true or false is expected here, not yes"),
    (KENYA, WHEN, "{field: renewal, over: 1}, label", '"over" does not go with renewal, which is of type yes-no'),
    (KENYA, WHEN, "{field: renewal}, label", "fields[4].when: a test has one operator"),
    (KENYA, WHEN, "{field: pin, answered: true}, label", '"pin" is asked after this one'),
    (KENYA, WHEN, "{fact: gender, is: f}, label", 'when.fact: there is no choice "gender"; there are: age, applicant_'),
    (KENYA, LIQUOR, "when: {all: []}", "evidence[3].when.all: the condition tests nothing"),
    (KENYA, LIQUOR, "when: {field: alcohol, is: true, all: []}", "evidence[3].when: all, any and not stand alone"),
    (KENYA, "currency: KES", "currency: KSH", 'currency: there is no currency of ISO 4217 in the list "KSH" ('),
    (KENYA, "currency: KES", "currency: kes", 'the list "kes"; did you mean "KES"?'),
    (KENYA, "[[lease]]", "[lease]", "evidence[2].any_of[0]: any_of is a list of lists: [[lease]], or"),
    (KENYA, "[[lease]]", "[[leese]]", 'there is no evidence type in the register "leese"; did you mean "lease"?'),
    (KENYA, "needs: [checklist]", "needs: checklist", "actions[0].needs: a list is expected here: [one, two], or one"),
    (KENYA, "needs: [checklist]", "needs: [opinions]", 'the action needs "opinions", but the step has no opinions'),
    (KENYA, 'max: "12000"', 'max: "12", min: "50"', "fees[2].min: min is more than max"),
    (KENYA, 'amount: "120.50", per', "per", "fees[2]: a fee has one base"),
    (KENYA, 'amount: "120.50", per', 'percent: "5", amount: "1", per', "fees[2]: a fee has one base"),
    (KENYA, 'amount: "120.50"', "amount: 120,50", "fees[2].50: the value is empty; write one, delete the key, or put"),
    (KENYA, 'amount: "120.50"', 'amount: "1,200"', 'fees[2].amount: "1,200" is not an amount'),
    (KENYA, 'amount: "120.50"', 'amount: "1.005"', "fees[2].amount: 1.005 has more digits behind the point"),
    (KENYA, 'percent: "50", fees', "percent: 50%, fees", '"50%" is not a percentage; write a number'),
    (KENYA, 'percent: "50", fees', "percent: 150, fees", "exemptions[0].percent: an exemption is at most 100 percent"),
    (KENYA, "of_fees: [permit, fire]", "of_fees: [levy]", 'of_fees[0]: there is no fee before this one "levy"'),
    (KENYA, "{fact: age, under: 35}", "{fact: age, between: [35]}", "the list is too short"),
    (KENYA, "{fact: age, under: 35}", "{fact: age, between: [35, 18]}", "the first end of between is above the second"),
    (KENYA, "within: P3D", "within: 3 days", '"3 days" is not a length of time; write P2D for two days'),
    (KENYA, "max: today, required: true, when", "max: 2026.5, required: true, when", '"2026.5" is not a day'),
    (KENYA, "max: today, required: true, when", "max: 2026-02-30, required: true, when", '"2026-02-30" is not a day'),
    (KENYA, "to: with-owner", "to: with-onwer", 'there is no step "with-onwer"; did you mean "with-owner"?'),
    (KENYA, "at: back-office", "at: backoffice", 'steps[3].at: "backoffice" is no place of work; did you mean'),
    (KENYA, "authority:county-fire", "authority:county-fier", 'register "county-fier"; did you mean "county-fire"?'),
    (INDIA, "role: inspector", "role: inspektor", 'steps[1].role: there is no role in the register "inspektor"; did'),
    (
        INDIA,
        "{id: service,",
        "{id: service, when: {field: earns, is: true},",
        ('fees[0].when.field: the field "earns" is a column of the table "members"'),
    ),
    (KENYA, "format: 1", 'format: "1"', "write format: 1 on the first line, without quotes"),
    (KENYA, "language: en", "language: English", '"English" is not a language'),
    (KENYA, "title: {en: Unified business permit, sw: Kibali cha biashara}", "title:", "title: the value is empty"),
    (KENYA, "id: employees", "id: floor_area", 'fields[2].id: "floor_area" is used twice; the first is on line 25'),
    (KENYA, "required: true, label: {en: Activity", "required: yes, label: {en: Activity", "true or false is expected"),
]

UNREADABLE = [
    (KENYA, "authority: county-revenue", "authority: county-revenue\n<<: {a: b}", 9, "merging (<<) is not allowed"),
    (KENYA, "authority: county-revenue", "authority: &a county-revenue", 8, "an anchor (&name) is not allowed"),
    (KENYA, "authority: county-revenue", "authority: !!python/object:os.x {}", 8, "a tag (!name) is not allowed"),
    (KENYA, "authority: county-revenue", "authority: x\nauthority: y", 9, "stands here for the second time"),
    (KENYA, "authority: county-revenue", "authority: " + "[" * 40, 8, "nested deeper than 30 levels"),
    (KENYA, "authority: county-revenue", "authority:\u00a0x", 8, "a key without a colon"),
    (KENYA, "declaration: {en: I declare", "declaration: {en: I declare: x", 7, "a text in it holds a colon"),
    (FRANCE, "title: Taxe de gestion", "title: Taxe: gestion", 30, "a text in it holds a colon"),
    (KENYA, "    title: {en: Fire inspection", "\ttitle: {en: Fire inspection", 54, "indented with a tab; use spaces"),
    (KENYA, "    at: authority:county-fire", "   at: authority:county-fire", 55, "not indented like the lines"),
    (KENYA, "language: en", "language: \x01", 3, "a character that a text file cannot hold"),
    (KENYA, "language: en", "#" + "x" * 1024 * 1024, None, "the file is larger than 1024 KiB"),
]


def mistakes(name: str, written: str, instead: str) -> tuple[DefinitionErrors, str]:
    """What is told of a file in which this stands instead of that."""
    text = text_of(name)
    assert written in text
    with pytest.raises(DefinitionErrors) as caught:
        read_service(text.replace(written, instead, 1), "file.yaml", REGISTERS)
    return caught.value, text[: text.index(written)]


@pytest.mark.parametrize(("name", "written", "instead", "told"), TOLD)
def test_a_mistake_is_told_once_with_its_cure(name: str, written: str, instead: str, told: str) -> None:
    wrong, before = mistakes(name, written, instead)
    first = wrong.problems[0]
    assert told in str(wrong)
    assert len(wrong.problems) == 1 or "is used twice" in told
    assert first.line == before.count("\n") + 1


@pytest.mark.parametrize(("name", "written", "instead", "line", "told"), UNREADABLE)
def test_a_file_that_cannot_be_read_says_where_and_why(
    name: str, written: str, instead: str, line: int | None, told: str
) -> None:
    wrong, _ = mistakes(name, written, instead)
    (problem,) = wrong.problems
    assert told in sentence(problem.message)
    assert problem.line == line


def test_the_linter_sees_bands_that_overlap_or_stay_open() -> None:
    late = "{up_to: 90, amount: 2000}, {amount: 5000}"
    for rows, rule in (
        ("{up_to: 20, amount: 1}, {amount: 2}", "bands-overlap"),
        ("{up_to: 90, amount: 1}", "bands-open"),
    ):
        text = text_of(KENYA).replace(late, rows)
        found = lint(read_service(text, "file.yaml", REGISTERS), REGISTERS)
        assert [(finding.rule, finding.place) for finding in found] == [(rule, "fees[3].bands.rows[1]")]


def test_a_good_file_has_no_mistake() -> None:
    assert foreign(KENYA).id == "unified-business-permit"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("package: 2\nservice: {format: 1}\n", "package: a package says package: 1"),
        ("package: 1\nregister: {}\nservice: {format: 1}\n", 'register: there is no key "register"; did you mean "reg'),
        ("package: 1\n", 'service: the key "service" is missing'),
        ("package: 1\nservice: {format: 1}\n", 'service.authority: the key "authority" is missing (file.yaml, line 2)'),
    ],
)
def test_a_package_is_read_whole_or_not_at_all(text: str, told: str) -> None:
    with pytest.raises(DefinitionErrors) as caught:
        read_package(text, "file.yaml", REGISTERS)
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize("value", ["{a: b}", "[KES]", "true", "12"])
def test_a_currency_of_another_shape_is_a_mistake_like_any_other(value: str) -> None:
    wrong, _ = mistakes(KENYA, "currency: KES", f"currency: {value}")
    assert "currency: there is no currency of ISO 4217" in str(wrong)
