"""What papers share: the head, persons, fee lines, papers seen, the line, hours, signatures and the foot."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import groupby
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reportlab.pdfgen.canvas import Canvas

from oss_desk.domain.messages import Message
from oss_desk.domain.money import Currency, Money
from oss_desk.domain.papers import (
    Answer,
    FeeText,
    GivenBack,
    Head,
    Means,
    Notice,
    OpenDay,
    PaperSeen,
    Person,
    ReceiptPaper,
    RefundPaper,
    Station,
    StillToBring,
    VoidPaper,
    pays_again,
)
from oss_desk.language import NO_BREAK, Language
from oss_desk.printing.formats import INNER
from oss_desk.printing.messages import MARKS, MEANS, TEXTS
from oss_desk.printing.sheet import (
    CODE,
    GREY,
    GUTTER,
    HEADING,
    HEAVY,
    LARGE,
    QUIET,
    STRONG,
    TEXT,
    THIN,
    TITLE,
    Cell,
    Content,
    Pair,
    Sheet,
)
from oss_desk.printing.strokes import rectangle
from oss_desk.printing.typeset import Span, Style
from oss_desk.workflows.messages import TEXTS as RULES

COPY = Style(40, bold=True)  # more than twice the height of a total
ALSO_TITLE = Style(13, grey=GREY)
SUM = Style(14)
AMOUNT = 96.0  # the column of amounts
SUM_HIGH = 62.0  # what a sum takes with its rule
GAP = re.compile(r"(?<=\d) (?=\d)")  # between the digits of a phone number


def zone_of(head: Head) -> ZoneInfo:
    """The office's zone; UTC where this machine does not know it, which the paper then says."""
    try:
        return ZoneInfo(head.zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def said(sheet: Sheet, message: Message) -> str:
    """A message in the paper's words; of a worked step of a fee its figures too."""
    tell = sheet.words.worked if message.code.startswith("fee-step-") else sheet.words.message
    return tell(message, {**RULES, **TEXTS})


def marks(sheet: Sheet) -> list[str]:
    """What makes this print other than the original: which copy it is, or that it may be one."""
    words, head = sheet.words, sheet.head
    copy = [words.text("COPY {n}", n=head.copy)] if head.copy else []
    copy += [words.text("VOID")] if head.mark else []
    return [*copy, *([words.text("POSSIBLE COPY")] if head.maybe_before else [])]


def begin(sheet: Sheet, title: Pair, number: str = "") -> None:
    """Copy mark, office, desk and moment, and the title, with the office's word for it under it."""
    head, words = sheet.head, sheet.words
    sheet.running = " · ".join(part for part in (head.office, title[0], number) if part)
    for mark in marks(sheet):
        sheet.text(mark, COPY)
        sheet.gap(6)
    _sign(sheet)
    moment = words.moment(head.moment, zone_of(head))
    desk = words.text("{desk}, {official}", desk=head.desk_name, official=head.official)
    wide = min(max(176.0, sheet.wide(moment, TEXT) + 1), 0.6 * INNER)
    names = [(head.office, HEADING), (words.listed(head.address), QUIET), (hours(words, head.opening), QUIET)]
    ends = [(moment, TEXT), (desk, QUIET), ("", QUIET)]
    for (text, style), (end, quiet) in zip(names, ends, strict=True):
        if text or end:
            cells = [Cell(text, 40, INNER - 52 - wide, style), Cell(end, INNER - wide, wide, quiet, "end")]
            sheet.row(cells)
    sheet.gap(16)
    sheet.text(title[0], TITLE)
    if title[1]:
        sheet.text(title[1], ALSO_TITLE)


def _sign(sheet: Sheet) -> None:
    """The sign of the house: a paper on the line."""
    size = sheet.form.across
    left, top = sheet.left(2, 28 * size), sheet.y - 3

    def mark(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(left, top)
        canvas.scale(size, size)
        canvas.setLineWidth(2)
        canvas.roundRect(4.5, -24, 19, 24, 2)
        canvas.line(0, -16, 28, -16)
        canvas.setFillGray(0)
        canvas.circle(14, -16, 3.4, stroke=0, fill=1)
        canvas.restoreState()

    sheet.mark(mark)


def hours(words: Language, opening: Sequence[OpenDay]) -> str:
    """Monday to Friday 8:00 to 17:00; days in a row with the same hours are told together."""
    days = sorted({day.weekday for day in opening})
    stretches = {day: tuple(sorted((o.start, o.end) for o in opening if o.weekday == day)) for day in days}
    groups = groupby(enumerate(days), lambda item: (item[1] - item[0], stretches[item[1]]))
    return "; ".join(_days(words, [day for _, day in group], key[1]) for key, group in groups)


def _days(words: Language, days: Sequence[int], stretches: tuple[tuple[int, int], ...]) -> str:
    first, last = words.weekday(days[0]), words.weekday(days[-1])
    name = first if len(days) == 1 else words.text("{first} to {last}", first=first, last=last)
    times = [words.text("{first} to {last}", first=_clock(start), last=_clock(end)) for start, end in stretches]
    return f"{name} {words.listed(times)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def person(sheet: Sheet, label: str, who: Person) -> None:
    """A person under a label: name, the same in its own script, birth, document."""
    words = sheet.words
    born = words.text("born {date}", date=words.partial_date(who.born)) if who.born else ""
    rest = [text for text in (who.own_script, born, who.document) if text]
    spans = [Span(who.name, STRONG).isolated()]
    for text in rest:
        spans += [Span(words.text(", "), TEXT), Span(text, TEXT).isolated()]
    sheet.row([Cell(label, 0, 130, QUIET), Cell(spans, 142, INNER - 142)])


def named(who: Person) -> str:
    """The name with its own script behind it."""
    return f"{who.name} ({who.own_script})" if who.own_script else who.name


def fee_lines(sheet: Sheet, fees: Sequence[FeeText], currency: Currency, follows: float = 0) -> None:
    """Each fee with its worked steps beside it, its law under it and its amount in the column at the end.

    The last one stays with what `follows` it, so that no sum begins a page.
    """
    for number, fee in enumerate(fees, 1):
        steps = sheet.words.listed(said(sheet, step) for step in fee.steps)
        name = [Span(fee.title, TEXT).isolated(), Span(sheet.words.text(", ") + steps if steps else "", TEXT)]
        name += sheet.beside_it("", fee.also, TEXT)[1:]
        amount = sheet.words.amount(Money(fee.amount, currency))
        wide = INNER - AMOUNT - GUTTER
        law = [Cell(fee.law, 0, wide, QUIET)] if fee.law else []
        cells = [Cell(name, 0, wide), Cell(amount, INNER - AMOUNT, AMOUNT, TEXT, "amount")]
        if follows and number == len(fees):
            sheet.need(sheet.tall(cells) + (sheet.tall(law) if law else 0) + follows)
        sheet.row(cells)
        if law:
            sheet.row(law)


def total(sheet: Sheet, label: Pair, money: Money) -> None:
    """A heavy rule, and the sum in the largest type but the title, named in both languages."""
    shown = sheet.words.money(money)
    width = max(AMOUNT, sheet.wide(shown, LARGE) + 1)
    sheet.need(SUM_HIGH - 2)
    sheet.gap(8)
    sheet.rule(HEAVY)
    sheet.gap(6)
    name = [Span(label[0], LARGE).isolated(), *sheet.beside_it("", label[1], SUM)[1:]]
    sheet.row([Cell(name, 0, INNER - width - GUTTER, LARGE), Cell(shown, INNER - width, width, LARGE, "amount")])


def means_name(sheet: Sheet, part: Means, style: Style = TEXT) -> list[Span]:
    """How a part was paid, in both languages: the office's own words for it, else the program's; its reference."""

    def name(words: Language) -> str:
        return part.title if words is sheet.words and part.title else words.text(MEANS.get(part.kind, part.kind))

    main, also = sheet.pair(name)
    if part.reference:
        main = sheet.words.text("{means}, reference {reference}", means=main, reference=part.reference)
    return sheet.beside_it(main, part.also or also, style)


def find_again(words: Language, check: str) -> str:
    """How a receipt is found again, and how somebody learns whether it is the one on record (R15)."""
    if not check:
        return words.text("Scan the code to find this receipt again.")
    return words.text("Scan the code to find this receipt again. Its check code shows whether anything was changed.")


def rounded_back(sheet: Sheet, paper: VoidPaper | RefundPaper) -> tuple[tuple[list[Span], int], ...]:
    """By how much cash was rounded when it was taken, where that goes back with it: a line of its own."""
    rounding = sum(part.amount for part in paper.means) - paper.total
    return ((sheet.label(lambda language: language.text("Cash rounding")), rounding),) if rounding else ()


def services_title(sheet: Sheet, index: int, title: str, at_end: str = "", also: str = "") -> None:
    """The number and name of a service with the office's name for it, a case number at its end."""
    sheet.need(60)
    sheet.gap(8)
    number, name = Cell(str(index), 0, 20, STRONG), Cell(sheet.with_also(title, also, STRONG), 16, INNER - 186)
    sheet.row([number, name, Cell(at_end, INNER - 158, 158, CODE, "end")])


def notices(sheet: Sheet, told: Sequence[Notice]) -> None:
    """What holds for a time, each with its last day, in a box before everything else."""
    words = sheet.words
    shown = []
    for notice in told:
        until = words.text("Until {day}", day=words.long_weekday_date(notice.until)) if notice.until else ""
        shown.append("\n".join(text for text in (notice.text, until) if text))
    if shown:
        sheet.gap(8)
        sheet.boxed(shown, [STRONG] * len(shown))


def papers_seen(sheet: Sheet, heading: Content, papers: Sequence[PaperSeen], several: bool, fate: str = "") -> None:
    """A table of papers: what it is, how it was accepted, what becomes of it (of each its own, unless said here)."""
    if not papers:
        return
    sheet.heading(heading, 80)
    sheet.rule()
    for paper in papers:
        how, usual = mark_words(sheet, paper)
        cells = [Cell(paper_name(sheet, paper, several), 0, 220), Cell(how, 232, 130)]
        sheet.row([*cells, Cell(fate or usual, 374, INNER - 374, TEXT, "end")], 3, 3)
        sheet.rule()


def paper_name(sheet: Sheet, paper: PaperSeen, several: bool, style: Style = TEXT) -> list[Span]:
    """A paper as the citizen knows it: its title, the end of its number, its day, the services that count it."""
    words, comma = sheet.words, sheet.words.text(", ")
    spans = [Span(paper.title, style).isolated()]
    if paper.number_ending:
        spans.append(Span(comma + words.text("number ends {digits}", digits=paper.number_ending), style))
    if paper.issued:
        day = words.partial_date(paper.issued)
        spans.append(Span(comma + words.text("of {date}", date=day), style))
    if several and paper.services:
        spans.append(Span(" " + _service_numbers(words, paper.services), Style(style.size, grey=GREY)))
    return [*spans, *sheet.also(paper.also, style)]


def _service_numbers(words: Language, numbers: tuple[int, ...]) -> str:
    return "(" + words.text("for {numbers}", numbers=words.listed(map(str, numbers))) + ")"


def mark_words(sheet: Sheet, paper: PaperSeen) -> tuple[str, str]:
    """How a paper was accepted, and what becomes of it."""
    words = sheet.words
    how, fate = MARKS.get(paper.mark, (paper.mark, ""))
    how = words.text(how)
    if paper.since:
        how = words.text("on file since {date}", date=words.partial_date(paper.since))
    return how, paper.reason or words.text(fate)


def to_bring(sheet: Sheet, papers: Sequence[StillToBring], several: bool) -> None:
    """Papers that may follow, each with its last day."""
    if not papers:
        return
    words = sheet.words
    sheet.heading(words.text("Still to bring"), 80)
    sheet.rule()
    for paper in papers:
        name = to_bring_name(sheet, paper, STRONG)
        if several and paper.services:
            name.append(Span(" " + _service_numbers(words, paper.services), QUIET))
        until = words.text("until {day}", day=words.long_weekday_date(paper.until)) if paper.until else ""
        sheet.row([Cell(name, 0, 280), Cell(until, 292, INNER - 292, TEXT, "end")], 3, 3)
        sheet.rule()


def to_bring_name(sheet: Sheet, paper: StillToBring, style: Style) -> list[Span]:
    """A paper to bring, and each that is needed with it on a line of its own."""
    others = [sheet.words.text("and with it {paper}", paper=title) for title in paper.together]
    spans = sheet.with_also(paper.title, paper.also, style)
    return [*spans, *(Span("\n" + text, style) for text in others)]


def answer(sheet: Sheet, item: Answer, currency: Currency) -> None:
    """A question and its answer, with a thin rule below."""
    shown = sheet.words.answer(item, currency) or "\u2013"
    style = Style(mono=True) if item.kind == "code" else TEXT
    own = replace(item, values=item.values_also or item.values)
    in_words = item.values_also or item.kind == "yes-no"
    also = sheet.beside.answer(own, currency) if sheet.beside and in_words else ""
    label = sheet.with_also(item.label, item.also, QUIET)
    sheet.row([Cell(label, 0, 200), Cell(sheet.beside_it(shown, also, style), 212, INNER - 212)], 3, 3)
    sheet.rule(THIN)


def day(words: Language, when: date, today: date) -> str:
    """Today by its word, another day of the same year without the year."""
    return words.text("today") if when == today else words.weekday_date(when)


def today_of(head: Head) -> date:
    """The day the paper was made, at the office."""
    return head.moment.astimezone(zone_of(head)).date()


def tick(sheet: Sheet, below: float) -> None:
    """A square to tick, that far below the cursor, at the start of the line."""
    side = 10 * sheet.form.across
    left, bottom = sheet.left(0, side), sheet.y - below - side
    sheet.mark(partial(rectangle, left=left, bottom=bottom, width=side, height=side, weight=1))


def ticked(sheet: Sheet, cells: Sequence[Cell], above: float, lower: float, below: float) -> None:
    """A row with a square to tick before it, which never stays behind at the foot of a page."""
    sheet.need(above + below + sheet.tall(cells))
    sheet.gap(above)
    tick(sheet, lower)
    sheet.row(cells, 0, below)


def signatures(sheet: Sheet, labels: Sequence[str]) -> None:
    """Lines to sign on, side by side, each over what it is for."""
    width = INNER / 2 - GUTTER
    places = [index * (width + GUTTER * 2) for index in range(len(labels))]
    sheet.need(90)
    sheet.gap(48)
    for start in places:
        sheet.rule(THIN, start, width)
    sheet.gap(3)
    sheet.row([Cell(label, start, width, QUIET) for label, start in zip(labels, places, strict=True)])


def notes(sheet: Sheet, columns: Sequence[tuple[str, str]]) -> None:
    """The last block, under a heavy rule at the foot of the page: short answers side by side."""
    width = (INNER - GUTTER * 2 * (len(columns) - 1)) / len(columns)
    places = [index * (width + GUTTER * 2) for index in range(len(columns))]
    titles, texts = ([_tall(sheet, text, width) for text in part] for part in zip(*columns, strict=True))
    tallest = max(titles) + max(texts) + 8
    sheet.need(min(tallest + 10, 300))
    sheet.y -= max(10.0, sheet.room - tallest)
    sheet.rule(HEAVY)
    sheet.gap(6)
    sheet.row([Cell(title, start, width, STRONG) for (title, _), start in zip(columns, places, strict=True)])
    sheet.row([Cell(text, start, width, TEXT) for (_, text), start in zip(columns, places, strict=True)])


def _tall(sheet: Sheet, text: str, width: float) -> float:
    return sum(line.height for line in sheet.lines(text, STRONG, width))


def complaint(sheet: Sheet) -> tuple[str, str]:
    """Whom to tell, as one of the notes; a phone number stays on one line."""
    told = GAP.sub(NO_BREAK, "\n".join(sheet.head.complaint))
    return sheet.words.text("Not content?"), told


def nothing_else(words: Language, stations: Sequence[Station], later: bool = False) -> str:
    """That nothing else is owed, or only for today where a fee is asked for later."""
    if later or pays_again(stations):
        return words.text("You should pay nothing else today.")
    return words.text("You should pay nothing else.")


def asked_again(words: Language) -> str:
    """Said under "nothing else today", so that nobody takes the later fee for a bribe."""
    return words.text("A fee is asked for later, and printed like this one.")


def corrected_since(sheet: Sheet, paper: ReceiptPaper, style: Style) -> list[Content]:
    """Which receipt cancelled this one, and what was given back of it, where either happened before this print."""
    told: list[Content] = []
    if paper.cancelled_by:
        told.append(
            sheet.both(lambda words: words.text("Cancelled by receipt {number}.", number=paper.cancelled_by), style)
        )
    for back in paper.given_back:
        told.append(sheet.both(partial(_given_back, paper=paper, back=back), style))
    return told


def _given_back(words: Language, paper: ReceiptPaper, back: GivenBack) -> str:
    amount = words.money(Money(back.amount, Currency(paper.currency, paper.exponent)))
    return words.text("{amount} given back with receipt {number}.", amount=amount, number=back.number)
