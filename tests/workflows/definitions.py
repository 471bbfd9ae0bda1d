"""Random service definitions, well formed and able to end, and everything a test needs to play them."""

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from oss_desk.domain.calendar import WorkingCalendar
from oss_desk.domain.facts import Facts
from oss_desk.workflows.definition import Service
from oss_desk.workflows.reader import read_service
from oss_desk.workflows.registers import Authority, BlankKind, EvidenceType, Registers, RoleEntry, by_id
from oss_desk.workflows.writer import yaml_of

TODAY = date(2026, 3, 2)  # a Monday
EXAMPLES = Path(__file__).with_name("examples")
SAMPLES = Path(__file__).parents[2] / "resources"
PAPERS = ("passport", "id-card", "photo", "deed")
REGISTERS = Registers(
    by_id(EvidenceType(id=name, title={"en": name}) for name in PAPERS),
    by_id(Authority(id=name, title={"en": name}) for name in ("town", "fire")),
    {},
    by_id([RoleEntry(id="inspector", title={"en": "Inspector"}, belongs_to="back_office")]),
    by_id([BlankKind(id="certificate", title={"en": "Certificate paper"})]),
)
EVERY_ROLE = REGISTERS.role_ids
WEEK = WorkingCalendar(
    "Europe/Paris", dict.fromkeys(range(5), ((540, 720), (780, 1020))), frozenset({date(2026, 4, 6)})
)

Document = dict[str, Any]
_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=12)
texts = _TEXTS.filter(str.strip)
amounts = st.integers(0, 50_000).map(lambda minor: f"{minor // 100}.{minor % 100:02}")
_COMPARABLE = ("integer", "decimal", "money", "date", "choice", "choices", "yes-no", "text")
_NUMBERS = ("integer", "decimal")


def fields(
    types: tuple[str, ...] = (*_COMPARABLE, "phone", "email", "citizen", "number"),
) -> st.SearchStrategy[Document]:
    """One field without id and condition."""
    return st.sampled_from(types).flatmap(_field_of)


def _field_of(kind: str) -> st.SearchStrategy[Document]:
    options = [{"id": name, "label": name.upper()} for name in ("a", "b", "c")]
    more: dict[str, Document] = {
        "choice": {"options": options},
        "choices": {"options": options},
        "number": {"mask": "AA-999"},
        "integer": {"min": 0, "max": 90},
        "decimal": {"min": 0},
        "date": {"min": "today-P50Y"},
    }
    return st.fixed_dictionaries({"label": texts, "required": st.booleans()}).map(
        lambda drawn: {"type": kind, **drawn, **more.get(kind, {})}
    )


def tests_of(field: Document) -> st.SearchStrategy[Document]:
    """A single test of a field, of any operator that fits its type."""
    kind, name = field["type"], field["id"]
    answered = st.booleans().map(lambda yes: {"field": name, "answered": yes})
    if kind in ("choice", "choices"):
        one = st.sampled_from(["a", "b", "c"])
        return answered | st.builds(
            lambda op, value: {"field": name, op: value}, st.sampled_from(["is", "is_not"]), one
        )
    if kind == "yes-no":
        return answered | st.booleans().map(lambda yes: {"field": name, "is": yes})
    if kind == "date":
        days = st.sampled_from(["today", "today-P1Y", "today+P14D", "2026-01-31"])
        ordered = st.builds(lambda op, day: {"field": name, op: day}, st.sampled_from(["over", "under"]), days)
        return answered | ordered | st.integers(0, 30).map(lambda number: {"years_since": name, "over": number})
    if kind in ("integer", "decimal", "money"):
        bound = st.integers(0, 80)
        pair = st.tuples(bound, bound).map(sorted).map(lambda ends: {"field": name, "between": ends})
        return pair | st.builds(
            lambda op, n: {"field": name, op: n}, st.sampled_from(["over", "under", "is_not"]), bound
        )
    return answered


_FACTS = st.sampled_from(
    [
        {"fact": "age", "over": 17},
        {"fact": "applicant_kind", "is": "citizen"},
        {"fact": "represented", "is": True},
        {"fact": "resident", "is": True},
        {"fact": "first_time", "is": False},
        {"fact": "today", "over": "2026-01-01"},
    ]
)


def conditions(before: list[Document]) -> st.SearchStrategy[Document]:
    """Any condition over the fields before."""
    known = [field for field in before if field["type"] in _COMPARABLE]
    single = st.one_of(_FACTS, *(tests_of(field) for field in known))
    return st.recursive(
        single,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=4,
    )


@st.composite
def forms(draw: st.DrawFn, steps: list[str]) -> list[Document]:
    """The fields of a service: conditions on earlier ones, some at a step, perhaps a table."""
    result: list[Document] = []
    for number in range(draw(st.integers(0, 5))):
        field = {"id": f"f{number}", **draw(fields())}
        if draw(st.booleans()):
            field["when"] = draw(conditions(result))
        if draw(st.integers(0, 3)) == 0:
            field["step"] = draw(st.sampled_from(steps))
        result.append(field)
    if draw(st.booleans()):
        column = {"id": "column", **draw(fields(("integer", "choice", "yes-no", "citizen")))}
        result.append(
            {"id": "rows", "type": "rows", "label": "Rows", "min": draw(st.integers(0, 2)), "fields": [column]}
        )
    return result


@st.composite
def fee_rules(draw: st.DrawFn, number: int, form: list[Document], dues: list[str]) -> Document:
    """One fee of any base that the form allows."""
    intake = [field for field in form if "step" not in field]
    names = {
        kind: [field["id"] for field in intake if field["type"] == kind]
        for kind in (*_NUMBERS, "money", "choice", "date")
    }
    bases: list[Document] = [{"amount": draw(amounts)}, {"assessed": True, "max": "500.00"}]
    bases += [{"percent": "7.5", "of": name} for name in names["money"]]
    bases += [{"table": {"by": name, "rows": {"a": draw(amounts), "b": "0", "c": "2.50"}}} for name in names["choice"]]
    rows = [{"up_to": 5, "amount": draw(amounts)}, {"amount": draw(amounts)}]
    bases += [{"bands": {"by": {"field": name}, "rows": rows}} for name in names["integer"]]
    bases += [{"bands": {"by": {"days_since": name}, "rows": rows}} for name in names["date"]]
    if number:
        bases.append({"percent": "10", "of_fees": [f"fee{number - 1}"]})
    fee: Document = {"id": f"fee{number}", "title": "Fee", "legal_basis": "law", **draw(st.sampled_from(bases))}
    counts = [*names["integer"], *names["decimal"]]
    more = {"per": st.sampled_from(counts)} if counts else {}
    more |= {"for_each": st.just("rows")} if any(field["id"] == "rows" for field in form) else {}
    fee |= draw(st.fixed_dictionaries({}, optional={**more, "round_to": st.sampled_from(["0.05", "1", "5.00"])}))
    fee |= draw(st.fixed_dictionaries({}, optional={"due": st.sampled_from(dues), "when": conditions(intake)}))
    if "assessed" not in fee:
        fee |= draw(st.fixed_dictionaries({}, optional={"min": st.just("1.00"), "max": st.just("90.00")}))
    return fee


@st.composite
def step_lists(draw: st.DrawFn) -> list[Document]:
    """Steps that can all end: each work leads on to a later step, besides wherever else it leads."""
    works = [f"work{number}" for number in range(draw(st.integers(1, 4)))]
    paying, citizen = draw(st.booleans()), draw(st.booleans())
    last = draw(st.sampled_from(["done", "ready"]))
    more = [*(["pay"] if paying else []), *(["wait"] if citizen else [])]
    result: list[Document] = []
    for number, name in enumerate(works):
        on = works[number + 1] if number + 1 < len(works) else ("pay" if paying else last)
        others = draw(st.lists(st.sampled_from([*works, *more, "refused", "back"]), max_size=2, unique=True))
        result.append(draw(_work(name, [on, *others])))
    if paying:
        result.append({"id": "pay", "kind": "to-pay", "to": last, "lapses": {"after": "P60D"}})
    if citizen:
        actions = [{"id": "brought", "label": "Brought", "to": "back"}, {"id": "no", "label": "No", "to": "refused"}]
        result.append({"id": "wait", "at": "citizen", "actions": actions})
    ready = [{"id": "ready", "kind": "ready-to-collect"}, {"id": "collected", "kind": "handed-over"}]
    return [
        *result,
        *(ready if last == "ready" else [{"id": "done", "kind": "done"}]),
        {"id": "refused", "kind": "refused"},
    ]


@st.composite
def _work(draw: st.DrawFn, name: str, targets: list[str]) -> Document:
    needs = st.lists(st.sampled_from(["note", "checklist", "evidence", "opinions", "four-eyes"]), unique=True)
    actions = [
        {"id": f"a{number}", "label": "Go", "to": target, "needs": draw(needs)} for number, target in enumerate(targets)
    ]
    return {
        "id": name,
        "at": draw(st.sampled_from(["counter", "back-office", "authority:fire"])),
        "role": draw(st.sampled_from(["clerk", "inspector", "supervisor"])),
        "within": draw(st.sampled_from(["PT10M", "P1D", "P3D"])),
        "checklist": [{"id": "seen", "label": "Seen"}],
        "opinions": [{"authority": "fire", "within": "P2D"}],
        "actions": actions,
    }


@st.composite
def requirements(draw: st.DrawFn, number: int, form: list[Document], steps: list[str]) -> Document:
    """One requirement of papers."""
    alternatives = st.lists(
        st.lists(st.sampled_from(PAPERS), min_size=1, max_size=2, unique=True), min_size=1, max_size=2
    )
    part: Document = {"id": f"paper{number}", "title": "Paper", "any_of": draw(alternatives)}
    optional = {
        "count": st.integers(1, 3),
        "not_older_than": st.just("P6M"),
        "may_follow": st.just("P10D"),
        "reuse": st.booleans(),
        "required": st.booleans(),
        "step": st.sampled_from(steps),
        "when": conditions([field for field in form if "step" not in field]),
        "accept": st.just(["original-seen", "copy"]),
    }
    return part | draw(st.fixed_dictionaries({}, optional=optional))


@st.composite
def documents(draw: st.DrawFn, rules: bool = True) -> Document:
    """A whole definition as plain values; without `rules` nobody is refused at the door."""
    steps = draw(step_lists())
    works = [step["id"] for step in steps if "actions" in step and step.get("at") != "citizen"]
    form = draw(forms(works))
    dues = ["start", *(["pay"] if any(step["id"] == "pay" for step in steps) else [])]
    intake = [field for field in form if "step" not in field]
    document: Document = {
        "format": 1,
        "id": "random",
        "language": draw(st.sampled_from(["en", "fr", "zh-Hant"])),
        "currency": draw(st.sampled_from(["EUR", "USD"])),
        "title": draw(texts),
        "authority": "town",
        "legal_basis": {"law": {"title": draw(texts), "section": draw(texts)}},
        "processing_time": draw(
            st.sampled_from([{"time": "P9D"}, {"time": "P2M", "count": "calendar", "extension": "P1M"}])
        ),
        "appeal": {"to": "Court", "within": "P30D"},
        "fields": form,
        "evidence": [draw(requirements(number, form, works)) for number in range(draw(st.integers(0, 3)))],
        "fees": [draw(fee_rules(number, form, dues)) for number in range(draw(st.integers(0, 4)))],
        "steps": steps,
    }
    fees = [fee["id"] for fee in document["fees"]]
    if fees:
        relief = {
            "id": "relief",
            "title": "Relief",
            "percent": draw(st.sampled_from(["33.3", "100"])),
            "when": draw(conditions(intake)),
        }
        document["exemptions"] = [
            relief,
            {"id": "aid", "title": "Aid", "amount": "3.00", "fees": fees[:1], "evidence": "deed"},
        ]
    if any(step["id"] == "ready" for step in steps) and draw(st.booleans()):
        paper = draw(st.fixed_dictionaries({}, optional={"blank": st.just("certificate"), "valid_for": st.just("P1Y")}))
        document["outputs"] = [{"id": "made", "title": draw(texts), **paper}]
    if rules and draw(st.booleans()):
        document["eligibility"] = [{"id": "who", "title": "Who may", "must": draw(conditions(intake))}]
    return document


def service_of(document: Document) -> Service:
    """The definition read from its YAML."""
    return read_service(yaml_of(document), "random.yaml", REGISTERS)


def services(rules: bool = True) -> st.SearchStrategy[Service]:
    """Random services without a mistake."""
    return documents(rules).map(service_of)


facts = st.builds(
    Facts,
    today=st.just(TODAY),
    age=st.none() | st.integers(0, 100),
    applicant_kind=st.sampled_from(["citizen", "organisation"]),
    represented=st.booleans(),
    resident=st.sampled_from([None, True, False]),
    first_time=st.booleans(),
)


@st.composite
def answers_for(draw: st.DrawFn, service: Service) -> dict[str, Any]:
    """Any answers, right or wrong, given or not."""
    result: dict[str, Any] = {}
    for field in service.fields:
        if draw(st.booleans()):
            result[field.id] = draw(_answer(field.type))
    return result


def _answer(kind: str) -> st.SearchStrategy[Any]:
    of_kind: dict[str, st.SearchStrategy[Any]] = {
        "integer": st.integers(-5, 100),
        "decimal": st.decimals(-5, 100, places=2).map(str),
        "money": st.integers(-500, 10_000_000),
        "date": st.dates(date(1900, 1, 1), date(2030, 1, 1)).map(date.isoformat),
        "yes-no": st.booleans(),
        "choice": st.sampled_from(["a", "b", "c", "d"]),
        "choices": st.lists(st.sampled_from(["a", "b", "c"]), unique=True),
        "rows": st.lists(st.fixed_dictionaries({"column": st.sampled_from([1, "a", True, "Ann", None])}), max_size=3),
    }
    return of_kind.get(kind, texts) | st.none()
