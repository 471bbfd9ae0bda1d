"""The refusal: what was refused, why, by which law, and where and until when to appeal."""

from collections.abc import Sequence

from oss_desk.domain.papers import Appeal, RefusalPaper, code_of
from oss_desk.language import Language
from oss_desk.printing.formats import INNER
from oss_desk.printing.parts import begin, complaint, notes, papers_seen, person, said, signatures
from oss_desk.printing.sheet import CODE, LARGE, QUIET, STRONG, TEXT, THIN, Cell, Content, Sheet
from oss_desk.printing.typeset import Style

MAIN = Style(16, bold=True)
GIVEN_UP = frozenset({"withdrawn", "lapsed"})
"""Cases that ended without a decision: nothing to appeal, but papers may have to be given back."""


def compose_refusal(sheet: Sheet, paper: RefusalPaper) -> None:
    """The decision in plain words, its reasons and laws, the appeal in the box, and whom to complain to."""
    words = sheet.words
    refused = paper.outcome not in GIVEN_UP
    begin(sheet, sheet.pair(lambda language: _title(language, paper.outcome)), paper.case)
    sheet.gap(8)
    person(sheet, words.text("Applicant"), paper.applicant)
    service = sheet.with_also(paper.service, paper.service_also, STRONG)
    rows: list[tuple[str, Content, Style]] = [(words.text("Service"), service, STRONG)]
    rows += [(words.text("Authority"), paper.authority, TEXT), (words.text("Case"), paper.case, CODE)]
    for label, text, style in rows:
        sheet.row([Cell(label, 0, 130, QUIET), Cell(text, 142, INNER - 142, style)])
    sheet.gap(10)
    sheet.text(sheet.both(lambda language: _decision(language, paper.outcome), MAIN))
    _listed(sheet, words.text("Why"), [said(sheet, reason) for reason in paper.reasons])
    _listed(sheet, words.text("By which law"), paper.laws)
    if refused:
        _appeal(sheet, paper)
    fate = words.text("to be collected at any desk")
    papers_seen(sheet, words.text("We give these papers back to you"), paper.returned, False, fate)
    official = paper.decided_by or paper.head.official
    signer = words.text("Decided by {official}", official=official)
    signatures(sheet, [signer if refused else words.text("Closed by {official}", official=official)])
    free = words.text("This paper is free of charge. Ask any official to explain it.")
    notes(sheet, [(words.text("Questions?"), free), complaint(sheet)])


def _title(words: Language, outcome: str) -> str:
    match outcome:
        case "refused":
            return words.text("Refusal")
        case "withdrawn" | "lapsed":
            return words.text("Case closed")
    return words.text("Not admitted")


def _decision(words: Language, outcome: str) -> str:
    match outcome:
        case "refused":
            return words.text("The application was refused.")
        case "withdrawn":
            return words.text("The application was withdrawn.")
        case "lapsed":
            return words.text("The application has lapsed: nothing was heard of it in time.")
    return words.text("The application could not be admitted.")


def _listed(sheet: Sheet, title: str, texts: Sequence[str]) -> None:
    if not texts:
        return
    sheet.heading(title)
    for text in texts:
        sheet.row([Cell("\u2022", 0, 12), Cell(text, 14, INNER - 14)], 0, 3)


def _appeal(sheet: Sheet, paper: RefusalPaper) -> None:
    words, appeal = sheet.words, paper.appeal
    sheet.gap(16)
    if appeal is None:
        sheet.boxed(
            [words.text("No appeal is provided for. You may complain, see below.")], [TEXT], code_of(paper), THIN
        )
        return
    main = words.text("You may appeal")
    if appeal.until:
        main = words.text("until {day}", day=words.long_weekday_date(appeal.until))
        sheet.boxed([words.text("You may appeal"), main, _to(sheet, appeal)], [TEXT, LARGE, TEXT], code_of(paper))
        return
    sheet.boxed([main, _to(sheet, appeal)], [LARGE, TEXT], code_of(paper))


def _to(sheet: Sheet, appeal: Appeal) -> str:
    to = sheet.words.listed([appeal.to, *appeal.address])
    told = sheet.words.text("to: {to}", to=to)
    return f"{told}\n{appeal.law}" if appeal.law else told
