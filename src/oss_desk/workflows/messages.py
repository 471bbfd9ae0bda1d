"""The English sentences of everything that definitions, rules and the engine may tell an official."""

from oss_desk.domain.messages import Message

KINDS: dict[str, str] = {
    "field": "field",
    "option": "option",
    "evidence-type": "evidence type in the register",
    "authority": "authority in the register",
    "life-event": "life event in the register",
    "blank-kind": "kind of blank in the register",
    "role": "role in the register",
    "law": "law under legal_basis",
    "fee": "fee before this one",
    "any-fee": "fee",
    "step": "step",
    "pay-step": "step of kind to-pay",
    "key": "key",
    "value": "choice",
    "number-field": "integer or decimal field",
    "integer-field": "integer field",
    "money-field": "money field",
    "date-field": "date field",
    "choice-field": "choice field",
    "rows-field": "field of type rows",
    "currency": "currency of ISO 4217 in the list",
}

_UNKNOWN = {f"no-{kind}": f'there is no {words} "{{word}}"' for kind, words in KINDS.items()}
_UNKNOWN |= {
    f"no-{kind}-nearest": f'there is no {words} "{{word}}"; did you mean "{{nearest}}"?'
    for kind, words in KINDS.items()
}
_UNKNOWN |= {f"no-{kind}-of": f'there is no {words} "{{word}}"; there are: {{known}}' for kind, words in KINDS.items()}

_FILES: dict[str, str] = {
    "definition-mistake": (
        "{name} was not taken over: it has 1 mistake. Nothing was changed. Mend it and read the file again."
    ),
    "definition-mistakes": (
        "{name} was not taken over: it has {count} mistakes. Nothing was changed. Mend them and read the file again."
    ),
    "file-too-big": "the file is larger than {kib} KiB; a service definition is a few pages",
    "file-empty": "the file is empty",
    "second-document": 'a second document begins here; one file holds one service. Delete the line "---"',
    "no-mapping": "the file must begin with keys, such as format: 1",
    "too-much": "the file holds more than {most} values; a service has some hundreds",
    "too-deep": "nested deeper than {most} levels",
    "yaml-alias": "an alias (*name) is not allowed; write the part out",
    "yaml-anchor": "an anchor (&name) is not allowed; write the part out",
    "yaml-tag": "a tag (!name) is not allowed; put the text in quotes",
    "yaml-merge": "merging (<<) is not allowed; write the part out",
    "yaml-key": "a key must be a plain word; put text that begins with {{ or [ in quotes",
    "yaml-twice": 'the key "{word}" stands here for the second time; the first is on line {line}. Keep one of them',
    "yaml-character": "there is a character that a text file cannot hold; save the file as UTF-8",
    "yaml-tab": "the line is indented with a tab; use spaces",
    "yaml-quote": "a quotation mark that opens on line {since} is not closed; close it on the same line",
    "yaml-colon": "there is a colon where none can stand; put the whole text in quotes",
    "yaml-no-colon": "a key without a colon; write the key, a colon, a space and the value",
    "yaml-bracket": (
        "the part in brackets that opens on line {since} cannot be read: a bracket is not closed, a comma is missing, "
        "or a text in it holds a colon, a comma or a quotation mark and needs quotes around it"
    ),
    "yaml-start": "a text cannot begin with this character; put it in quotes",
    "yaml-indent": "the line is not indented like the lines it belongs to; use the same number of spaces",
    "newer-format": "the file has format {format}; this program knows formats up to {known}. Use a newer program",
    "no-package": "a package says package: 1, without quotes; this program knows no other. Use a newer program",
    "no-format": "the file does not say its format; write format: 1 on the first line, without quotes",
    "broken-json": (
        "the stored definition cannot be read at character {position}; take it from a backup or from its YAML file"
    ),
    "not-canonical": (
        "the stored definition does not have the digest it is known by; it was changed outside the program"
    ),
}

_PARTS: dict[str, str] = {
    "empty-value": "the value is empty; write one, delete the key, or put a text with a comma in quotes",
    "missing-key": 'the key "{key}" is missing',
    "no-text": "{value} is not a text; put it in quotes",
    "no-list": "a list is expected here: [one, two], or one entry a line, each beginning with a hyphen",
    "no-alternative": "any_of is a list of lists: [[{value}]], or [[one, two], [three]] for one and two, or three",
    "no-part": "keys and values are expected here",
    "no-truth": "true or false is expected here, not {value}",
    "truth-in-quotes": "{value} stands in quotes here; write it without",
    "no-whole": "a whole number is expected here, not {value}",
    "no-id": '"{value}" cannot be an id; use letters, digits, - and _, at most 64',
    "no-language": '"{value}" is not a language; write en, fr, ar ...',
    "no-number": '"{value}" is not a number; write digits, with a point if it has a fraction',
    "no-amount": '"{value}" is not an amount; write digits with a point, such as "5.00"',
    "no-percent": '"{value}" is not a percentage; write a number from 0 to 1000 without the sign',
    "no-duration": (
        '"{value}" is not a length of time; write P2D for two days, P6W for six weeks, PT30M for half an hour'
    ),
    "no-day": '"{value}" is not a day; write today, today+P14D, today-P1Y, or 2026-12-31',
    "amount-too-fine": "{value} has more digits behind the point than the currency; it has {digits}",
    "text-too-long": "the text is longer than {most} characters",
    "control-character": "the text holds a control character; type it again",
    "too-few": "the list is too short: at least {least} expected here",
    "too-many": "the list is too long: at most {most} expected here",
    "too-small": "the number must be {least} or more",
    "too-large": "the number must be {most} or less",
    "wrong-value": "{value} cannot stand here",
    "same-id": '"{word}" is used twice; the first is on line {line}',
    "reserved-id": '"{word}" has a meaning of its own in the format; choose another id',
    "not-for-type": '"{key}" does not go with a field of type {type}',
    "needs-options": "a field of type {type} needs options",
    "needs-columns": "a field of type rows needs fields",
    "needs-mask": "a field of type number needs a mask",
    "no-mask": '"{value}" is no mask: it needs an A (a letter) or a 9 (a digit)',
    "rows-in-rows": "a table cannot stand in a table",
    "column-at-step": "a column is asked where its table is asked; delete this key",
    "min-over-max": "min is more than max",
    "default-outside": "the default lies outside of min and max",
}

_CONDITIONS: dict[str, str] = {
    "condition-empty": "the condition tests nothing; name a subject and an operator",
    "condition-mixed": "all, any and not stand alone; put the other keys into an entry of the list",
    "condition-subject": "a test names one subject: field, fact, days_since or years_since",
    "condition-operator": "a test has one operator: is, is_not, in, over, under, between or answered",
    "condition-operator-type": '"{operator}" does not go with {subject}, which is of type {type}',
    "condition-later": 'the field "{word}" is asked after this one; a field depends on fields before it only',
    "condition-column": (
        'the field "{word}" is a column of the table "{table}"; it can be tested only for each row of it'
    ),
    "condition-between": "the first end of between is above the second",
    "condition-in-empty": "the list of in is empty",
}

_RELATIONS: dict[str, str] = {
    "fee-base": "a fee has one base: amount, bands, table, percent or assessed",
    "beyond-without-per": "there is no per beside it; name the field whose number is counted",
    "fee-percent": "percent needs either of (a money field) or of_fees (a list of fees)",
    "fee-of-only": "of and of_fees go with percent only",
    "bands-by": "bands are chosen by one of field, days_since or years_since",
    "exemption-base": "an exemption has either percent or amount",
    "exemption-percent": "an exemption is at most 100 percent",
    "time-base": "a processing time has either time or cases",
    "step-needs-actions": "a step of work needs at least one action",
    "step-needs-at": "a step of work says who holds it: at: counter, back-office, authority:ID or citizen",
    "step-not-for-kind": '"{key}" does not go with a step of kind {kind}',
    "step-pay-to": "a step of kind to-pay names the step that follows the payment: to: ID",
    "step-first-ends": "the first step cannot be an ending",
    "step-no-at": '"{word}" is no place of work; write counter, back-office, authority:ID or citizen',
    "step-no-at-nearest": '"{word}" is no place of work; did you mean "{nearest}"?',
    "step-not-work": 'the step "{word}" is no work; questions and papers belong to a step of work',
    "ready-action": "from ready-to-collect an action can lead only to a step of kind sent",
    "one-handed-over": "a service with a step of kind ready-to-collect has exactly one step of kind handed-over",
    "needs-without": 'the action needs "{need}", but the step has no {need}',
    "quantity-step": "the quantity is asked at intake; this field belongs to a step",
}

_ANSWERS: dict[str, str] = {
    "answer-missing": "This answer is missing.",
    "answer-no-text": "Write a text.",
    "answer-hidden-signs": "The text holds signs that nobody sees. Type it again.",
    "answer-piled-up": "One letter bears more marks than anybody can read. Type it again.",
    "answer-too-long": "At most {most} characters; there are {count}.",
    "answer-no-whole": "Write a whole number, without a point.",
    "answer-no-number": "Write a number, such as 12.5.",
    "answer-no-amount": "Write an amount with at most {digits} digits behind the point.",
    "answer-no-day": "Write a day, such as 2026-03-31.",
    "answer-no-truth": "Answer yes or no.",
    "answer-no-option": "Choose one of the list.",
    "answer-no-options": "Choose from the list, each once.",
    "answer-no-phone": "Write a phone number: digits, spaces and a + in front.",
    "answer-no-email": "Write an e-mail address, such as name@example.org.",
    "answer-no-citizen": "Choose a person, or write the name.",
    "answer-no-rows": "Fill the table row by row.",
    "answer-too-small": "{least} or more.",
    "answer-too-large": "{most} or less.",
    "answer-too-early": "Not before {least}.",
    "answer-too-late": "Not after {most}.",
    "answer-too-few": "{least} or more are needed; there are {count}.",
    "answer-too-many": "{most} at most; there are {count}.",
    "answer-mask": "Write it as {mask}: A is a letter, 9 is a digit.",
    "answer-mask-one-short": "One character short. It is written as {mask}.",
    "answer-mask-short": "{missing} characters short. It is written as {mask}.",
    "answer-mask-long": "{more} characters too many. It is written as {mask}.",
    "answer-unknown": "The service does not ask “{field}”. Nothing was stored.",
}

_ENGINE: dict[str, str] = {
    "fee-needs-answer": (
        "The fee “{fee}” cannot be computed without the answer to “{field}”. Nothing was booked. Fill it in."
    ),
    "fee-no-band": (
        "The fee “{fee}” has no amount for this answer. Nothing was booked. "
        "Tell a supervisor: the service needs another band."
    ),
    "fee-no-row": (
        "The fee “{fee}” has no amount for this answer. Nothing was booked. "
        "Tell a supervisor: the service needs another row."
    ),
    "fee-not-assessed": "The fee “{fee}” is not assessed yet. Nothing was changed. Type the amount, with a note.",
    "assessed-needs-note": "No note says why {fees} costs this much. Nothing was changed. Write the note.",
    "assessed-too-high": "The fee “{fee}” is at most {most}. Nothing was booked. Type a smaller amount.",
    "assessed-too-low": "The fee “{fee}” is at least {least}. Nothing was booked. Type a larger amount.",
    "not-eligible": "Not possible: {title}. The answers are kept.",
    "answers-missing": "An answer is missing: {field}. Everything typed is kept.",
    "answer-wrong": "An answer needs another look: {field}. Everything typed is kept.",
    "papers-missing": "A document is missing: {paper}. Everything typed is kept.",
    "case-closed": "The case is closed. Nothing was changed. Open a new one if the matter goes on.",
    "case-suspended": "The clock of this case stands still. Nothing was changed. Resume it first.",
    "case-not-suspended": "The clock of this case is running. Nothing was changed.",
    "case-clock-stopped": "The clock of this case stands still already. Nothing was changed.",
    "no-such-action": "“{action}” is not possible at this step. Nothing was changed. Choose one of the actions shown.",
    "action-not-now": (
        "“{action}” is not possible with these answers. Nothing was changed. Choose one of the actions shown."
    ),
    "action-needs-role": "“{action}” is for officials with the role {role}. Nothing was changed. Ask one of them.",
    "needs-note": "“{action}” needs a note. Nothing was changed. Write why.",
    "needs-checklist": "“{action}” needs the whole checklist. Nothing was changed. Still open: {open}.",
    "needs-opinions": "“{action}” waits for an opinion of: {open}. Nothing was changed.",
    "needs-numbers": "“{action}” waits for the number of: {open}. Nothing was changed. Issue it first.",
    "needs-four-eyes": "“{action}” needs a second person. Nothing was changed. Ask a supervisor to approve.",
    "nowhere-back": "The case has no step to go back to. Nothing was changed.",
    "not-to-pay": "The case does not wait for a payment. Nothing was changed.",
    "not-ready": "Nothing is ready to collect for this case. Nothing was changed.",
    "not-lapsed": "The case may be closed from {day} on. Nothing was changed.",
    "never-lapses": "A case never lapses at this step. Nothing was changed.",
    "no-extension": "This service knows no extension. Nothing was changed.",
    "extended-already": "The time was extended once already. Nothing was changed.",
    "no-due-date": "The case has no due date. Nothing was changed.",
    "case-state-broken": "The state of the case cannot be read. Nothing was changed. Tell the administrator.",
    "unknown-case-step": (
        "The case stands at a step that its service does not have: {step}. Nothing was changed. Tell the administrator."
    ),
}

_FEE_STEPS: dict[str, str] = {
    "fee-step-band": "up to {up_to}: {amount}",
    "fee-step-band-last": "above that: {amount}",
    "fee-step-table": "{option}: {amount}",
    "fee-step-percent": "{percent} % of {of}",
    "fee-step-assessed": "assessed: {amount}",
    "fee-step-beyond": "{free} of {number} free",
    "fee-step-times": "{number} × {amount}",
    "fee-step-rows": "{number} × {amount}",
    "fee-step-sum": "together {result}",
    "fee-step-min": "at least {amount}",
    "fee-step-max": "at most {amount}",
    "fee-step-round": "rounded to {to}",
    "fee-step-share": "{percent} % of {of}",
    "fee-step-part": "{amount} of {of}",
}

_WALK: dict[str, str] = {
    "walk-no-answer": "no value could be invented for the field “{field}”",
    "walk-no-answers": "no answers were found with which the service may be asked for and comes to a good end",
    "walk-no-paper": "no paper could be invented for “{paper}”: it is accepted from the file only",
    "walk-no-way": "there is no way from the first step to a good ending",
}

_LINT: dict[str, str] = {
    "step-unreachable": "no way leads to this step",
    "step-cannot-end": "from this step no way leads to an ending",
    "step-back-from-start": "nothing can lead back from here: no case comes to this step from another",
    "role-nobody-holds": "nobody in the office holds the role {role}; the step would stand still",
    "fee-without-law": "the fee names no legal basis",
    "fee-of-later-fee": "the fee “{fee}” falls due only after this one, which counts it in",
    "bands-overlap": "this band ends where an earlier one has ended already; it is never used",
    "bands-open": "the last band has an up_to; a larger number would have no amount",
    "table-open": "the table has no row for: {options}",
    "paper-twice": "the paper is asked for already under “{other}”",
    "condition-contradiction": "the condition contradicts itself about “{subject}”; it is never met",
    "own-language-missing": "the text is missing in {language}, the language of the service",
    "translation-missing": "the text is missing in {language}",
    "entry-translation-missing": "the entry “{entry}” of the registers is not wholly translated into {language}",
    "language-missing": "nothing of the service is translated into {language}; {count} texts are missing",
    "time-too-short": "the steps may take {steps} working days, longer than the {promised} that are promised",
    "ending-needs-appeal": "the case may end here, but the service names no appeal",
    "months-in-working-time": "months and years are counted on the calendar; write a working time in days",
    "asked-too-late": "the field “{field}” is asked at a step, after this is decided; here it is never answered",
    "no-processing-time": "the service is not done while the citizen waits and promises no time",
    "output-unmade": "the service has no step in which the citizen gets what it makes",
    "nothing-handed-over": "something is handed over, but the service names no output",
}

TEXTS: dict[str, str] = (
    _UNKNOWN | _FILES | _PARTS | _CONDITIONS | _RELATIONS | _ANSWERS | _ENGINE | _FEE_STEPS | _WALK | _LINT
)


def sentence(message: Message) -> str:
    """The English sentence of a message of this package; the values are put in as they are."""
    return TEXTS[message.code].format(**{name: _plain(value) for name, value in message.values.items()})


def _plain(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
