"""The application: what was typed, for the citizen to check and sign before anything is paid."""

from itertools import groupby

from oss_desk.domain.money import Currency, Money
from oss_desk.domain.money import total as sum_of
from oss_desk.domain.papers import ApplicationPaper, AppliedService
from oss_desk.printing.formats import INNER
from oss_desk.printing.parts import (
    SUM_HIGH,
    answer,
    begin,
    fee_lines,
    papers_seen,
    person,
    services_title,
    signatures,
    to_bring,
    total,
)
from oss_desk.printing.sheet import QUIET, STRONG, TEXT, THIN, Sheet


def compose_application(sheet: Sheet, paper: ApplicationPaper) -> None:
    """Who asks, each service with its answers, the papers, what it will cost, the declarations, room to sign."""
    words, several = sheet.words, len(paper.services) > 1
    begin(sheet, sheet.pair(lambda language: language.text("Application")))
    sheet.text(words.text("Read it, have mistakes put right, then sign. Nothing has been paid yet."), QUIET, 0, 400)
    sheet.gap(14)
    person(sheet, words.text("For"), paper.applicant)
    if paper.representative:
        person(sheet, words.text("Represented by"), paper.representative)
    for index, service in enumerate(paper.services, 1):
        _service(sheet, index, service, Currency(paper.currency, paper.exponent))
    papers_seen(sheet, words.text("Papers handed in"), paper.papers, several)
    to_bring(sheet, paper.to_bring, several)
    _costs(sheet, paper)
    _sign(sheet, paper)


def _service(sheet: Sheet, index: int, service: AppliedService, currency: Currency) -> None:
    sheet.gap(10)
    services_title(sheet, index, service.title, also=service.also)
    told = " · ".join(text for text in (service.authority, sheet.words.listed(service.outputs)) if text)
    if told:
        sheet.text(told, QUIET)
    sheet.gap(4)
    sheet.rule(THIN)
    for (group, also), answers in groupby(service.answers, lambda item: (item.group, item.group_also)):
        if group:
            sheet.need(70)
            sheet.gap(6)
            sheet.text(sheet.with_also(group, also, STRONG))
        for item in answers:
            answer(sheet, item, currency)


def _costs(sheet: Sheet, paper: ApplicationPaper) -> None:
    words, currency = sheet.words, Currency(paper.currency, paper.exponent)
    sheet.heading(words.text("What it costs"), 60)
    sheet.rule(THIN)
    for index, service in enumerate(paper.services, 1):
        services_title(sheet, index, service.title)
        fee_lines(sheet, service.fees, currency, SUM_HIGH if index == len(paper.services) else 0)
        if not service.fees:
            sheet.text(words.text("Nothing to pay now."), TEXT)
    fees = [Money(fee.amount, currency) for service in paper.services for fee in service.fees]
    total(sheet, sheet.pair(lambda language: language.text("To pay now")), sum_of(fees, currency))


def _sign(sheet: Sheet, paper: ApplicationPaper) -> None:
    words = sheet.words
    declarations = [text for text in dict.fromkeys(service.declaration for service in paper.services) if text]
    sheet.gap(14)
    texts = [*declarations, words.text("The answers above were read back to me and are as I gave them.")]
    tall = sum(line.height for text in texts for line in sheet.lines(text, TEXT, INNER - 26))
    sheet.need(min(tall + 26 + 100, 500))
    sheet.boxed(texts, [TEXT] * len(texts))
    signer = words.text("Signature of the applicant")
    if paper.representative:
        signer = words.text("Signature of the representative")
    signatures(sheet, [words.text("Place and date"), signer])
