"""Checks beyond the shape of a definition: every reference leads somewhere and every part fits its kind."""

from decimal import Decimal
from typing import get_args

from oss_desk.workflows.check_conditions import Scope, check_condition, check_value, is_number, seen_field
from oss_desk.workflows.definition import ENDINGS, FeeRule, FieldType, Step, StepKind
from oss_desk.workflows.known import Known, known_in
from oss_desk.workflows.mistakes import nearest, unknown
from oss_desk.workflows.nodes import Node
from oss_desk.workflows.registers import Registers

_CHOICES = ("choice", "choices")
_NUMBERS = ("integer", "decimal", "money")
_BOUNDED = (*_NUMBERS, "date", "rows", "choices", "text", "long-text")
_KEYS_OF_TYPE = {
    "options": _CHOICES,
    "min": _BOUNDED,
    "max": _BOUNDED,
    "mask": ("number",),
    "unit": _NUMBERS,
    "fields": ("rows",),
}
_TYPES = frozenset(get_args(FieldType))
_KINDS = frozenset(get_args(StepKind))
_PLACES = ("counter", "back-office", "authority:ID", "citizen")
_WORK_ONLY = ("at", "role", "within", "instructions", "checklist", "opinions")


def check_references(root: Node, registers: Registers | None) -> None:
    """All mistakes of relations between parts; without registers, ids of the office's registers are taken on trust."""
    known = known_in(root, registers)
    _head(root, known)
    for field in root.get("fields").items():
        _field(field, known)
    for requirement in root.get("evidence").ids().values():
        _requirement(requirement, known)
    for fee in root.get("fees").items():
        _fee(fee, known)
    for exemption in root.get("exemptions").ids().values():
        _exemption(exemption, known)
    for step in root.get("steps").items():
        _step(step, known)
    _handover(root, known)


def _head(root: Node, known: Known) -> None:
    registers = known.registers
    if registers is not None:
        root.get("authority").expect("authority", frozenset(registers.authorities))
        for event in root.get("life_events").items():
            event.expect("life-event", frozenset(registers.life_events))
        for output in root.get("outputs").items():
            output.get("blank").expect("blank-kind", frozenset(registers.blank_kinds))
    _expect_field(root.get("quantity"), "integer-field", known, ("integer",))
    quantity = known.fields.get(root.get("quantity").word or "")
    if quantity and quantity.step:
        root.get("quantity").say("quantity-step")
    for part in (*root.get("eligibility").ids().values(), *root.get("outputs").ids().values(), root.get("appeal")):
        _law(part, known)
        check_condition(part.get("must"), known)
        check_condition(part.get("when"), known)
    _due(root.get("fees_due"), known)
    _processing_time(root.get("processing_time"), known)


def _processing_time(node: Node, known: Known) -> None:
    if isinstance(node.value, dict) and node.has("time") == node.has("cases"):
        node.say("time-base")
    if node.get("since").word != "start":
        node.get("since").expect("step", frozenset(known.steps))
    for case in node.get("cases").items():
        check_condition(case.get("when"), known)


def _law(node: Node, known: Known) -> None:
    node.get("legal_basis").expect("law", known.laws)


def _work_step(node: Node, known: Known) -> None:
    word = node.expect("step", frozenset(known.steps))
    if word and word not in known.steps_of(None):
        node.say("step-not-work", word=word)


def _due(node: Node, known: Known) -> None:
    if node.word not in ("start", "handover"):
        node.expect("pay-step", known.steps_of("to-pay") | {"start", "handover"})


def _expect_field(node: Node, kind: str, known: Known, types: tuple[str, ...], table: str | None = None) -> None:
    """The field named here must be one of these types; a wrong word gets the nearest right one."""
    found = seen_field(node, known, Scope(table=table)) if node.there else None
    if found and found.type in _TYPES and found.type not in types:
        node.mistakes.add(node.place, unknown(kind, node.word or "", known.of_type(*types, table=table)))


def _field(node: Node, known: Known, table: str | None = None) -> None:
    own = known.fields.get(node.get("id").word or "")
    kind = node.get("type").word or ""
    _field_keys(node, kind)
    _field_values(node, kind)
    node.get("options").ids()
    if own:
        check_condition(node.get("when"), known, Scope(own.order, table))
    if table and node.has("step"):
        node.get("step").say("column-at-step")
    elif node.has("step"):
        _work_step(node.get("step"), known)
    for column in node.get("fields").items():
        if column.get("type").word == "rows":
            column.get("type").say("rows-in-rows")
        _field(column, known, node.get("id").word)


def _field_keys(node: Node, kind: str) -> None:
    for key, types in _KEYS_OF_TYPE.items():
        if kind in _TYPES and node.has(key) and kind not in types:
            node.get(key).say("not-for-type", key=key, type=kind)
    if kind in _CHOICES and not list(node.get("options").items()):
        node.get("options").say("needs-options", type=kind)
    if kind == "rows" and not list(node.get("fields").items()):
        node.get("fields").say("needs-columns")
    if kind == "number" and not node.has("mask"):
        node.get("mask").say("needs-mask")
    mask = node.get("mask").word
    if kind == "number" and mask and not set(mask) & {"A", "9"}:
        node.get("mask").say("no-mask", value=mask)


def _field_values(node: Node, kind: str) -> None:
    options = frozenset(option.get("id").word or "" for option in node.get("options").items())
    bound = "integer" if kind in (*_CHOICES, "rows", "text", "long-text") else kind
    check_value(node.get("min"), bound, options)
    check_value(node.get("max"), bound, options)
    default = node.get("default")
    if kind in ("rows", "citizen") and default.there:
        default.say("not-for-type", key="default", type=kind)
    for value in list(default.items()) or [default]:
        check_value(value, kind, options)
    if isinstance(default.value, list) != (kind == "choices") and default.there:
        default.say("no-list" if kind == "choices" else "wrong-value", value="a list")
    if kind in _NUMBERS:
        _range(node)


def _range(node: Node) -> None:
    bounds = [node.get(key) for key in ("min", "default", "max")]
    if any(bound.place in bound.mistakes for bound in bounds):
        return
    low, default, high = (Decimal(bound.word) if bound.word else None for bound in bounds)
    if low is not None and high is not None and low > high:
        bounds[0].say("min-over-max")
    elif default is not None and ((low is not None and default < low) or (high is not None and default > high)):
        bounds[1].say("default-outside")


def _requirement(node: Node, known: Known) -> None:
    table = node.get("for_each").word
    _expect_field(node.get("for_each"), "rows-field", known, ("rows",))
    _law(node, known)
    _work_step(node.get("step"), known)
    check_condition(node.get("when"), known, Scope(table=table))
    if known.registers is not None:
        types = frozenset(known.registers.evidence_types)
        for alternative in node.get("any_of").items():
            for paper in alternative.items():
                paper.expect("evidence-type", types)


def _fee(node: Node, known: Known) -> None:
    table = node.get("for_each").word
    scope = Scope(table=table)
    if sum(_has_base(node, base) for base in FeeRule.BASES) != 1:
        node.say("fee-base")
    _least_and_most(node)
    if node.has("beyond") and not node.has("per"):
        node.get("beyond").say("beyond-without-per")
    _percent(node, known, table)
    _expect_field(node.get("for_each"), "rows-field", known, ("rows",))
    _expect_field(node.get("per"), "number-field", known, ("integer", "decimal"), table)
    _expect_field(node.get("of"), "money-field", known, ("money",), table)
    _bands(node.get("bands"), known, scope)
    _table(node.get("table"), known, scope)
    _law(node, known)
    _due(node.get("due"), known)
    check_condition(node.get("when"), known, scope)


def _least_and_most(node: Node) -> None:
    least, most = node.get("min").word, node.get("max").word
    if least and most and is_number(least) and is_number(most) and Decimal(least) > Decimal(most):
        node.get("min").say("min-over-max")


def _has_base(node: Node, base: str) -> bool:
    return node.has(base) and node.get(base).value is not False


def _percent(node: Node, known: Known, table: str | None) -> None:
    if node.has("percent") and node.has("of") == node.has("of_fees"):
        node.get("percent").say("fee-percent")
    elif not node.has("percent") and (node.has("of") or node.has("of_fees")):
        node.get("of" if node.has("of") else "of_fees").say("fee-of-only")
    earlier = [name for name, fee in known.fees.items() if fee.place < node.place]
    for fee in node.get("of_fees").items():
        fee.expect("fee", frozenset(earlier))


def _bands(node: Node, known: Known, scope: Scope) -> None:
    by = node.get("by")
    if isinstance(by.value, dict) and sum(by.has(key) for key in ("field", "days_since", "years_since")) != 1:
        by.say("bands-by")
    _expect_field(by.get("field"), "number-field", known, (*_NUMBERS, "rows"), scope.table)
    for key in ("days_since", "years_since"):
        _expect_field(by.get(key), "date-field", known, ("date",), scope.table)


def _table(node: Node, known: Known, scope: Scope) -> None:
    _expect_field(node.get("by"), "choice-field", known, ("choice",), scope.table)
    chooser = known.fields.get(node.get("by").word or "")
    for option, amount in node.get("rows").entries():
        if chooser and chooser.type == "choice" and option not in chooser.options:
            amount.mistakes.add(amount.place, unknown("option", option, chooser.options))


def _exemption(node: Node, known: Known) -> None:
    if node.has("percent") == node.has("amount"):
        node.say("exemption-base")
    percent = node.get("percent").word
    if percent and percent.replace(".", "", 1).isdecimal() and Decimal(percent) > 100:
        node.get("percent").say("exemption-percent")
    for fee in node.get("fees").items():
        fee.expect("any-fee", frozenset(known.fees))
    if known.registers is not None:
        node.get("evidence").expect("evidence-type", frozenset(known.registers.evidence_types))
    _law(node, known)
    check_condition(node.get("when"), known)


def _step(node: Node, known: Known) -> None:
    kind = node.get("kind").word or "work"
    _law(node, known)
    _role(node, known)
    node.get("checklist").ids()
    for opinion in node.get("opinions").items():
        if known.registers is not None:
            opinion.get("authority").expect("authority", frozenset(known.registers.authorities))
    misspelt = set(node.keys) - set(Step.model_fields)
    if kind == "work" and not (misspelt and not node.has("kind")):
        _work(node, known)
    elif kind != "work" and kind in _KINDS:
        _other_kind(node, kind, known)
    for action in node.get("actions").ids().values():
        _action(action, node, kind, known)


def _role(node: Node, known: Known) -> None:
    if known.registers is not None:
        node.get("role").expect("role", known.registers.role_ids)


def _work(node: Node, known: Known) -> None:
    if not node.has("actions") or node.get("actions").value == []:
        node.get("actions").say("step-needs-actions")
    if node.has("to"):
        node.get("to").say("step-not-for-kind", key="to", kind="work")
    at = node.get("at")
    word = at.word
    if not at.there:
        at.say("step-needs-at")
    elif word and word.startswith("authority:"):
        _authority(at, word.removeprefix("authority:"), known)
    elif word not in ("counter", "back-office", "citizen"):
        close = nearest(word or "", _PLACES)
        at.say("step-no-at-nearest" if close else "step-no-at", word=word or "", nearest=close or "")


def _authority(at: Node, word: str, known: Known) -> None:
    if known.registers is not None and word not in known.registers.authorities:
        at.mistakes.add(at.place, unknown("authority", word, known.registers.authorities))


def _other_kind(node: Node, kind: str, known: Known) -> None:
    for key in (*_WORK_ONLY, *(("lapses",) if kind in ENDINGS else ())):
        if node.has(key):
            node.get(key).say("step-not-for-kind", key=key, kind=kind)
    if node.has("actions") and kind != "ready-to-collect":
        node.get("actions").say("step-not-for-kind", key="actions", kind=kind)
    if kind == "to-pay" and not node.has("to"):
        node.get("to").say("step-pay-to")
    elif kind == "to-pay":
        node.get("to").expect("step", frozenset(known.steps))
    elif node.has("to"):
        node.get("to").say("step-not-for-kind", key="to", kind=kind)
    if node.place == ("steps", 0) and kind in ENDINGS:
        node.get("kind").say("step-first-ends")


def _action(action: Node, step: Node, kind: str, known: Known) -> None:
    _role(action, known)
    _law(action, known)
    check_condition(action.get("when"), known)
    target = action.get("to").expect("step", frozenset(known.steps) | {"back"})
    if kind == "ready-to-collect" and target and target not in known.steps_of("sent"):
        action.get("to").say("ready-action")
    for need in action.get("needs").items():
        if need.word in ("checklist", "opinions") and not step.get(need.word).there:
            need.say("needs-without", need=need.word)


def _handover(root: Node, known: Known) -> None:
    kinds = {step.get("kind").word for step in known.steps.values()}
    ready = sorted(known.steps_of("ready-to-collect"))
    if ready and kinds <= {None, *_KINDS} and len(known.steps_of("handed-over")) != 1:
        known.steps[ready[0]].get("kind").say("one-handed-over")
