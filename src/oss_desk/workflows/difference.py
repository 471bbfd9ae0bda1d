"""What changes for people when one version of a service takes the place of another, in plain words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal, Protocol, TypeVar

from oss_desk.domain.text import Texts, in_language
from oss_desk.language import Language
from oss_desk.workflows.definition import (
    Action,
    Eligibility,
    EvidenceRequirement,
    Exemption,
    FeeRule,
    Field,
    Output,
    Service,
    Step,
)
from oss_desk.workflows.words import (
    condition_words,
    exemption_words,
    fee_words,
    id_words,
    law_words,
    name_of,
    paper_words,
    term_words,
    time_words,
)

Sign = Literal["more", "less", "other"]


class _Part(Protocol):
    """A part of a definition that is known by its id."""

    @property
    def id(self) -> str: ...


PartT = TypeVar("PartT", bound=_Part)


@dataclass(frozen=True)
class Difference:
    """One sentence about what changes; `sign` is more (new), less (gone) or other."""

    sign: Sign
    text: str


@dataclass(frozen=True)
class _Both:
    """Two versions and how their parts are named."""

    old: Service
    new: Service
    language: Language
    names: Mapping[str, Texts]

    def text(self, texts: Texts | None) -> str:
        """A text of the definitions in the language asked for."""
        return in_language(texts or {}, self.language.code)

    def name(self, identity: str | None) -> str:
        """What the registers call it."""
        return name_of(self.language, identity, self.names) if identity else ""

    def other(self, what: str, before: str, after: str) -> Difference:
        """Something that had one value has another one, or none."""
        say = self.language.text
        if not before:
            return Difference("other", say("{what}: {after}, where nothing was said", what=what, after=after))
        if not after:
            return Difference("other", say("{what}: no longer {before}", what=what, before=before))
        return Difference("other", say("{what}: {before} becomes {after}", what=what, before=before, after=after))


def differences(
    old: Service, new: Service, language: Language, names: Mapping[str, Texts] | None = None
) -> tuple[Difference, ...]:
    """Everything that is different in `new`, the outside first: cost, papers, questions, steps; then words and laws.

    `names` are the registers' words for ids. Two versions that differ at all differ in at least one sentence.
    """
    both = _Both(old, new, language, names or {})
    found = tuple(change for told in _TOLD for change in told(both))
    if found or old == new:
        return found
    return (Difference("other", language.text("Other details, which no citizen and no official will notice")),)


# -- the service as a whole -------------------------------------------------------------------------------------


def _whole(both: _Both) -> Iterator[Difference]:
    say, old, new = both.language.text, both.old, both.new
    yield from _worded(both, say("Title"), old.title, new.title)
    if old.authority != new.authority:
        yield both.other(say("Who decides"), both.name(old.authority), both.name(new.authority))
    if old.currency != new.currency:
        yield both.other(say("Currency"), old.currency, new.currency)
    before, after = time_words(both.language, old), time_words(both.language, new)
    if before != after:
        yield both.other(say("Time"), before, after)
    elif old.processing_time != new.processing_time:
        yield Difference("other", say("Time: counted in another way or for other cases"))
    yield from _appeal(both)
    yield from _worded(both, say("Summary"), old.summary, new.summary)
    yield from _worded(both, say("Declaration"), old.declaration, new.declaration)


def _appeal(both: _Both) -> Iterator[Difference]:
    def told(service: Service) -> str:
        appeal = service.appeal
        if appeal is None:
            return ""
        within = term_words(both.language, appeal.within, appeal.count)
        law = law_words(both.language, service, appeal.legal_basis)
        return both.language.listed((both.text(appeal.to), within, law))

    before, after = told(both.old), told(both.new)
    if before != after:
        yield both.other(both.language.text("Appeal"), before, after)


def _worded(both: _Both, what: str, before: Texts | None, after: Texts | None) -> Iterator[Difference]:
    """A text that reads differently; where it reads the same in this language, another language does."""
    if before == after:
        return
    if both.text(before) != both.text(after):
        yield both.other(what, _quoted(both, before), _quoted(both, after))
    else:
        yield Difference("other", both.language.text("{what}: other words in another language", what=what))


def _quoted(both: _Both, texts: Texts | None) -> str:
    words = both.text(texts)
    return both.language.text("“{word}”", word=words) if words else ""


# -- lists of parts, known by their ids -------------------------------------------------------------------------


def _walk(
    before: Sequence[PartT],
    after: Sequence[PartT],
    more: Callable[[PartT], str],
    less: Callable[[PartT], str],
    changed: Callable[[PartT, PartT], Iterable[Difference]],
) -> Iterator[Difference]:
    """What is said of parts that are new or not the same, in their order, then of those that are gone."""
    gone = {part.id: part for part in before}
    for part in after:
        was = gone.pop(part.id, None)
        if was is None:
            yield Difference("more", more(part))
        elif was != part:
            yield from changed(was, part)
    yield from (Difference("less", less(part)) for part in gone.values())


def _fees(both: _Both) -> Iterator[Difference]:
    say, old, new = both.language.text, both.old, both.new
    yield from _walk(
        old.fees,
        new.fees,
        lambda fee: say("New fee: {fee}, {how}", fee=both.text(fee.title), how=fee_words(both.language, new, fee)),
        lambda fee: say("Fee dropped: {fee}", fee=both.text(fee.title)),
        lambda was, fee: _changed(both, say("Fee {fee}", fee=both.text(was.title)), was, fee, _fee_facts),
    )
    if old.fees_due != new.fees_due:
        yield both.other(say("To be paid"), _due(both, old, old.fees_due), _due(both, new, new.fees_due))


def _fee_facts(both: _Both, service: Service, fee: FeeRule) -> Iterator[str]:
    yield fee_words(both.language, service, fee)
    yield law_words(both.language, service, fee.legal_basis)
    yield both.text(fee.title)
    say = both.language.text
    for band in fee.bands.rows if fee.bands else ():
        if band.up_to is not None:
            yield say("up to {most}: {amount}", most=str(band.up_to), amount=band.amount)
    for row, amount in fee.table.rows.items() if fee.table else ():
        yield say("{what}: {after}", what=_option(both, service, fee.table.by if fee.table else "", row), after=amount)
    if fee.round_to is not None:
        yield say("rounded to {amount}", amount=fee.round_to)
    if fee.due is not None and fee.due != service.fees_due:
        yield say("due: {step}", step=_due(both, service, fee.due))


def _option(both: _Both, service: Service, field: str, option: str) -> str:
    found = (one for one in service.fields if one.id == field)
    labels = {part.id: both.text(part.label) for one in found for part in one.options}
    return labels.get(option) or id_words(option)


def _due(both: _Both, service: Service, due: str) -> str:
    say = both.language.text
    named = {"start": say("at the start"), "handover": say("at the handover")}
    return named.get(due) or _step_name(both, service, due)


def _exemptions(both: _Both) -> Iterator[Difference]:
    say, title = both.language.text, both.text
    yield from _walk(
        both.old.exemptions,
        both.new.exemptions,
        lambda part: say("New reduction: {reduction}", reduction=exemption_words(both.language, both.new, part)),
        lambda part: say("Reduction dropped: {reduction}", reduction=title(part.title)),
        lambda was, part: _changed(
            both, say("Reduction {reduction}", reduction=title(was.title)), was, part, _exemption_facts
        ),
    )


def _exemption_facts(both: _Both, service: Service, part: Exemption) -> Iterator[str]:
    yield exemption_words(both.language, service, part)
    yield law_words(both.language, service, part.legal_basis)


def _papers(both: _Both) -> Iterator[Difference]:
    say, language = both.language.text, both.language
    yield from _walk(
        both.old.evidence,
        both.new.evidence,
        lambda rule: say("New document: {paper}", paper=language.listed(_paper_facts(both, both.new, rule))),
        lambda rule: say("Document dropped: {paper}", paper=both.text(rule.title)),
        lambda was, rule: _changed(both, say("Document {paper}", paper=both.text(was.title)), was, rule, _paper_facts),
    )


def _paper_facts(both: _Both, service: Service, rule: EvidenceRequirement) -> Iterator[str]:
    say, language = both.language.text, both.language
    yield both.text(rule.title)
    yield paper_words(language, rule.any_of, both.names)
    if rule.when is not None:
        yield say("only if {condition}", condition=condition_words(language, service, rule.when))
    if rule.count > 1:
        yield language.plural("{n} of them", "{n} of them", rule.count)
    if rule.not_older_than:
        yield say("not older than {time}", time=term_words(language, rule.not_older_than))
    yield say("may follow") if rule.may_follow else ""
    yield say("the office gets it") if rule.by == "office" else ""
    yield "" if rule.required else say("may be left out")
    yield law_words(language, service, rule.legal_basis)


def _rules(both: _Both) -> Iterator[Difference]:
    say = both.language.text
    yield from _walk(
        both.old.eligibility,
        both.new.eligibility,
        lambda rule: say("New condition: {rule}", rule=both.text(rule.title)),
        lambda rule: say("Condition dropped: {rule}", rule=both.text(rule.title)),
        lambda was, rule: _changed(both, say("Condition {rule}", rule=both.text(was.title)), was, rule, _rule_facts),
    )


def _rule_facts(both: _Both, service: Service, rule: Eligibility) -> Iterator[str]:
    yield both.text(rule.title)
    yield condition_words(both.language, service, rule.must)
    yield law_words(both.language, service, rule.legal_basis)


def _outputs(both: _Both) -> Iterator[Difference]:
    say = both.language.text
    yield from _walk(
        both.old.outputs,
        both.new.outputs,
        lambda output: say("The citizen also gets: {output}", output=both.text(output.title)),
        lambda output: say("The citizen no longer gets: {output}", output=both.text(output.title)),
        lambda was, output: _changed(both, say("What she gets"), was, output, _output_facts),
    )


def _output_facts(both: _Both, _: Service, output: Output) -> Iterator[str]:
    yield both.text(output.title)
    if output.valid_for:
        yield both.language.text("valid {time}", time=term_words(both.language, output.valid_for))
    if output.blank:
        yield both.language.text("on a numbered blank: {blank}", blank=both.name(output.blank))


def _questions(both: _Both) -> Iterator[Difference]:
    say = both.language.text
    yield from _walk(
        both.old.fields,
        both.new.fields,
        lambda field: say("New question: {question}", question=both.text(field.label)),
        lambda field: say("Question dropped: {question}", question=both.text(field.label)),
        lambda was, field: _changed(
            both, say("Question {question}", question=both.text(was.label)), was, field, _question_facts
        ),
    )


def _question_facts(both: _Both, service: Service, field: Field) -> Iterator[str]:
    say, language = both.language.text, both.language
    yield both.text(field.label)
    yield say("must be answered") if field.required else say("may be left open")
    yield language.listed(both.text(option.label) for option in field.options)
    yield say("only if {condition}", condition=condition_words(language, service, field.when)) if field.when else ""
    yield say("at least {amount}", amount=str(field.min)) if field.min is not None else ""
    yield say("at most {amount}", amount=str(field.max)) if field.max is not None else ""
    yield language.listed(both.text(column.label) for column in field.fields)


# -- steps ------------------------------------------------------------------------------------------------------


def _steps(both: _Both) -> Iterator[Difference]:
    say = both.language.text
    yield from _walk(
        both.old.steps,
        both.new.steps,
        lambda step: say("New step: {step}", step=_step_title(both, step)),
        lambda step: say("Step removed: {step}", step=_step_title(both, step)),
        partial(_step, both),
    )
    kept = [step.id for step in both.new.steps if any(step.id == other.id for other in both.old.steps)]
    if kept != [step.id for step in both.old.steps if step.id in kept]:
        yield Difference("other", say("The steps stand in another order"))


def _step(both: _Both, before: Step, after: Step) -> Iterator[Difference]:
    say = both.language.text
    what = say("Step {step}", step=_step_title(both, before))
    ways = _walk(
        before.actions,
        after.actions,
        lambda action: say(
            "{what}: new way {action}, to {step}",
            what=what,
            action=both.text(action.label),
            step=_target(both, both.new, action),
        ),
        lambda action: say("{what}: way {action} removed", what=what, action=both.text(action.label)),
        partial(_action, both, what),
    )
    found = [*_first(both, what, tuple(_step_facts(both, before)), tuple(_step_facts(both, after))), *ways]
    yield from found or _unseen(both, what)


def _step_facts(both: _Both, step: Step) -> Iterator[str]:
    say, language = both.language.text, both.language
    yield _step_title(both, step)
    yield both.name(step.authority) if step.authority else id_words(step.hands)
    yield both.name(step.role) if step.role else ""
    yield say("within {time}", time=term_words(language, step.within, "open")) if step.within else ""
    yield both.text(step.instructions)
    yield language.listed(both.text(check.label) for check in step.checklist)
    yield language.listed(both.name(opinion.authority) for opinion in step.opinions)
    if step.lapses:
        yield say("lapses after {time}", time=term_words(language, step.lapses.after, step.lapses.count))


def _action(both: _Both, what: str, before: Action, after: Action) -> Iterator[Difference]:
    way = both.language.text("{what}, {action}", what=what, action=both.text(before.label))
    yield from _first(both, way, _action_facts(both, both.old, before), _action_facts(both, both.new, after))


def _action_facts(both: _Both, service: Service, action: Action) -> tuple[str, ...]:
    say, language = both.language.text, both.language
    needs = {
        "note": say("a note"),
        "checklist": say("the checklist"),
        "evidence": say("the documents"),
        "opinions": say("the opinions"),
        "four-eyes": say("a second person"),
    }
    when = condition_words(language, service, action.when) if action.when else ""
    return (
        both.text(action.label),
        say("leads to {step}", step=_target(both, service, action)),
        both.name(action.role) if action.role else "",
        say("needs {needs}", needs=language.listed(needs[need] for need in action.needs)) if action.needs else "",
        say("only if {condition}", condition=when) if when else "",
        law_words(language, service, action.legal_basis),
    )


def _target(both: _Both, service: Service, action: Action) -> str:
    return both.language.text("the step before") if action.to == "back" else _step_name(both, service, action.to)


def _step_name(both: _Both, service: Service, step: str) -> str:
    try:
        return _step_title(both, service.step(step))
    except KeyError:
        return id_words(step)


def _step_title(both: _Both, step: Step) -> str:
    return both.text(step.title) or id_words(step.id)


# -- words, laws, life events -----------------------------------------------------------------------------------


def _around(both: _Both) -> Iterator[Difference]:
    say = both.language.text
    yield from _listing(both, say("Laws"), _laws(both, both.old), _laws(both, both.new))
    before = [both.name(event) for event in both.old.life_events]
    yield from _listing(both, say("Life events"), before, [both.name(event) for event in both.new.life_events])
    yield from _listing(both, say("Found by"), _words(both.old), _words(both.new))
    yield from _listing(both, say("Languages"), _languages(both.old), _languages(both.new))


def _listing(both: _Both, what: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Difference]:
    language, say = both.language, both.language.text
    new, gone = [one for one in after if one not in before], [one for one in before if one not in after]
    if new:
        yield Difference("more", say("{what}: also {items}", what=what, items=language.listed(new)))
    if gone:
        yield Difference("less", say("{what}: no longer {items}", what=what, items=language.listed(gone)))


def _laws(both: _Both, service: Service) -> list[str]:
    return [law_words(both.language, service, law) for law in service.legal_basis]


def _words(service: Service) -> list[str]:
    return [word for words in service.keywords.values() for word in words]


def _languages(service: Service) -> list[str]:
    texts: list[Texts | None] = [service.title, service.summary, *(field.label for field in service.fields)]
    return list(dict.fromkeys(language for text in texts for language in text or {}))


# -- a part that changed ----------------------------------------------------------------------------------------


def _changed(
    both: _Both, what: str, before: PartT, after: PartT, facts: Callable[[_Both, Service, PartT], Iterable[str]]
) -> Iterator[Difference]:
    """One sentence at least about a part that is not the same any more."""
    found = [*_first(both, what, tuple(facts(both, both.old, before)), tuple(facts(both, both.new, after)))]
    yield from found or _unseen(both, what)


def _unseen(both: _Both, what: str) -> Iterator[Difference]:
    """A part that differs in nothing that is told in this language."""
    say = both.language.text
    yield Difference("other", say("{what}: other details, or other words in another language", what=what))


def _first(both: _Both, what: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Difference]:
    """What is gone of the facts about a part, and what came instead; nothing where all of them read the same."""
    gone = [fact for fact in before if fact and fact not in after]
    new = [fact for fact in after if fact and fact not in before]
    if gone or new:
        yield both.other(what, both.language.listed(gone), both.language.listed(new))


_TOLD: tuple[Callable[[_Both], Iterator[Difference]], ...] = (
    _whole,
    _fees,
    _exemptions,
    _papers,
    _rules,
    _outputs,
    _questions,
    _steps,
    _around,
)
