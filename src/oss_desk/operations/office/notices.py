"""Notices: written and ended by a supervisor, shown beside the services that they touch for as long as they hold."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from oss_desk.domain import papers
from oss_desk.domain.messages import refuse
from oss_desk.domain.notices import Notice, NoticeEnd, NoticeScope, touches
from oss_desk.domain.office import Official
from oss_desk.domain.text import Texts, in_language
from oss_desk.operations import given
from oss_desk.operations.catalogue.definitions import authority_title, definition_in
from oss_desk.operations.office.registers import office_registers
from oss_desk.operations.program import Act, Look, command, reading
from oss_desk.operations.sheets import NoticeCard
from oss_desk.storage import catalogue as catalogue_rows
from oss_desk.storage import notices as notice_rows
from oss_desk.storage import rows
from oss_desk.workflows.definition import Service

LONGEST = 300
"""Characters of a notice in one language: it stands beside a service, so it is one sentence or two."""
NO_TEXT: Texts = {}


@reading("anyone")
def notices(look: Look) -> tuple[NoticeCard, ...]:
    """Every notice that is not over, those that are still to begin included."""
    return standing(look)


@reading("read")
def notices_over(look: Look) -> tuple[NoticeCard, ...]:
    """The notices that are over, the latest first, with when they were ended."""
    found = notice_rows.over(look.work, look.now)
    ends = {notice.id: end.at for notice, end in found if end is not None}
    return _cards(look, tuple(notice for notice, _ in found), ends)


@command("overrule")
def write_notice(
    act: Act,
    *,
    scope: NoticeScope,
    code: str | None = None,
    text: Mapping[str, str],
    begins: date | datetime | None = None,
    ends: date | datetime | None = None,
) -> Notice:
    """Say something about a service, an authority or everything, from now or then until then.

    A day begins at its midnight and ends with its last moment, in the office's time. Without an end it holds until it
    is ended. The text is in at least one of the office's languages. History: a notice is never changed; it is ended,
    and another one is written.
    """
    zone = ZoneInfo(act.office.zone)
    from_at = act.now if begins is None else _begin(begins, zone)
    until_at = None if ends is None else _end(ends, zone)
    if until_at is not None and until_at <= max(from_at, act.now):
        raise refuse("notice-ends-before")
    _ask_known(act, scope, code)
    written = rows.add(
        act.work,
        Notice,
        scope=scope,
        code=code,
        text=_texts(act, text),
        from_at=from_at,
        until_at=until_at,
        days=ends is not None and not isinstance(ends, datetime),
        written_at=act.now,
        written_by_id=act.official.id,
    )
    payload = {"scope": scope, "code": code, "from": from_at, "until": until_at}
    act.event(
        "notice-written", ("notice", written.id), payload, {f"text-{name}": words for name, words in _named(text)}
    )
    return written


@command("overrule")
def end_notice(act: Act, *, notice_id: int) -> NoticeEnd:
    """End a notice before its time: it is shown nowhere from now on, and stays in history."""
    notice = rows.get(act.work, Notice, notice_id)
    over = notice.until_at is not None and notice.until_at <= act.now
    if over or rows.find(act.work, NoticeEnd, notice_id=notice.id) is not None:
        raise refuse("notice-over")
    end = rows.add(act.work, NoticeEnd, notice_id=notice.id, at=act.now, official_id=act.official.id)
    act.event("notice-ended", ("notice", notice.id), {"scope": notice.scope, "code": notice.code})
    return end


def standing(look: Look) -> tuple[NoticeCard, ...]:
    """Every notice that is not over, read once in this transaction."""
    return look.once(_standing)


def _standing(look: Look) -> tuple[NoticeCard, ...]:
    return _cards(look, notice_rows.standing(look.work, look.now), {})


def about(look: Look, service: Service) -> tuple[NoticeCard, ...]:
    """The notices that touch this service and are not over; those about everything are not among them."""
    return tuple(
        card
        for card in standing(look)
        if card.notice.scope != "office" and touches(card.notice, service.id, service.authority)
    )


def holding(look: Look, services: tuple[Service, ...]) -> tuple[NoticeCard, ...]:
    """The notices that hold now and touch one of these services, those about everything included."""
    return tuple(
        card
        for card in standing(look)
        if card.holds_at(look.now) and any(touches(card.notice, one.id, one.authority) for one in services)
    )


def on_paper(look: Look, cards: tuple[NoticeCard, ...], language: str) -> tuple[papers.Notice, ...]:
    """Notices as papers say them, with the last day on which they hold."""
    return tuple(papers.Notice(in_language(card.notice.text, language), last_day(look, card.notice)) for card in cards)


def last_day(look: Look, notice: Notice) -> date | None:
    """The last day of the office on which a notice holds; None where nobody knows."""
    if notice.until_at is None:
        return None
    return (notice.until_at - timedelta(microseconds=1)).astimezone(ZoneInfo(look.office.zone)).date()


def _begin(begins: date | datetime, zone: ZoneInfo) -> datetime:
    return begins if isinstance(begins, datetime) else _midnight(begins, zone)


def _end(ends: date | datetime, zone: ZoneInfo) -> datetime:
    return ends if isinstance(ends, datetime) else _midnight(ends + timedelta(days=1), zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _texts(act: Act, text: Mapping[str, str]) -> dict[str, str]:
    """The text in the languages in which it was written."""
    strange = set(text) - set(act.office.languages)
    if strange:
        raise refuse("notice-language-strange", language=min(strange))
    kept = {name: given.line(words, most=LONGEST) for name, words in text.items()}
    if not any(kept.values()):
        raise refuse("notice-empty")
    return {name: words for name, words in kept.items() if words}


def _named(text: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, given.line(words, most=LONGEST)) for name, words in sorted(text.items()) if words.strip()]


def _ask_known(act: Act, scope: NoticeScope, code: str | None) -> None:
    """Refuse a notice about nothing that this office knows."""
    known: dict[NoticeScope, set[str | None]] = {
        "office": {None},
        "authority": set(office_registers(act).authorities),
        "service": {version.service for version in catalogue_rows.in_force(act.work, act.now)},
    }
    if code not in known[scope]:
        raise refuse("notice-about-unknown", code=code or "")


def _cards(look: Look, found: tuple[Notice, ...], ends: Mapping[int, datetime]) -> tuple[NoticeCard, ...]:
    writers = tuple({notice.written_by_id for notice in found})
    names = {known.id: known.name for known in rows.every(look.work, Official, id=writers)} if writers else {}
    return tuple(
        NoticeCard(notice, _about(look, notice), names[notice.written_by_id], ends.get(notice.id)) for notice in found
    )


def _about(look: Look, notice: Notice) -> Texts:
    if notice.scope == "authority":
        return authority_title(look, notice.code or "")
    if notice.scope == "service":
        version = catalogue_rows.version_in_force(look.work, notice.code or "", look.now)
        return definition_in(version).title if version is not None else {"en": notice.code or ""}
    return NO_TEXT
