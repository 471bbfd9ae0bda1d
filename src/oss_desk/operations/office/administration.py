"""What an administrator keeps up of the office itself: its desks, its row, its means of payment, its own roles."""

import re
from dataclasses import replace

from oss_desk.domain.catalogue import RegisterEntry
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import (
    BUILT_IN_ROLES,
    STEP_ROLES,
    BuiltInRole,
    Desk,
    Means,
    MeansOfPayment,
    Office,
    Official,
    Role,
)
from oss_desk.domain.text import Texts
from oss_desk.domain.visits import Visit
from oss_desk.operations import given
from oss_desk.operations.locked import locked
from oss_desk.operations.money import closing, shifts
from oss_desk.operations.program import Act, command
from oss_desk.storage import rows
from oss_desk.workflows.registers import RoleEntry, entry_json

ROUNDINGS = (0, 5, 10)
"""To how many minor units cash may be rounded."""
DESK_CODE = re.compile(r"[0-9A-HJ-NP-Z]{1,4}")
ROLE_CODE = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")


@command("administer")
def add_desk(act: Act, *, code: str, name: str = "", takes_cash: bool = True) -> Desk:
    """A further desk with its own number series. A code once used is never given again."""
    code = desk_code(code)
    if rows.find(act.work, Desk, code=code) is not None:
        raise refuse("desk-code-taken", code=code)
    desk = rows.add(act.work, Desk, **new_desk(code, name, takes_cash))
    act.event("desk-added", ("desk", desk.id), {"code": code, "takes_cash": takes_cash}, {"name": desk.name})
    return desk


@command("administer")
def change_desk(act: Act, *, desk_id: int, version: int, name: str, takes_cash: bool) -> Desk:
    """Another name for a desk, or whether it takes cash; its code stands on receipts and never changes."""
    desk = replace(rows.get(act.work, Desk, desk_id), version=version)
    desk = rows.change(act.work, desk, name=given.line(name) or desk.code, takes_cash=takes_cash)
    act.event("desk-changed", ("desk", desk.id), {"takes_cash": takes_cash}, {"name": desk.name})
    return desk


@command("administer")
def close_desk(act: Act, *, desk_id: int, version: int) -> Desk:
    """Let nobody sign in at a desk any more; its code and numbers stay its own.

    A shift in which nothing is counted ends. Refused while somebody is signed in there, while a visit or another shift
    is open there, and for one's own desk.
    """
    desk = locked(act, Desk, desk_id, version)
    if desk.signed_in_id is not None:
        who = rows.get(act.work, Official, desk.signed_in_id).name
        raise refuse("desk-in-use", desk=desk.code, official=who)
    if rows.every(act.work, Visit, desk_id=desk_id, state="open"):
        raise refuse("desk-has-visit", desk=desk.code)
    _ask_no_shift(act, desk)
    desk = rows.change(act.work, desk, closed_at=act.now)
    act.event("desk-closed", ("desk", desk.id), {"code": desk.code})
    return desk


def _ask_no_shift(act: Act, desk: Desk) -> None:
    session = shifts.open_at(act, desk.id)
    if session is not None and not session.cashless:
        raise refuse("desk-has-shift", desk=desk.code)
    if session is not None:
        closing.close(act, session, "cashless")


@command("administer")
def reopen_desk(act: Act, *, desk_id: int, version: int) -> Desk:
    """Let people sign in at a closed desk again; its numbers go on where they stood."""
    desk = rows.change(act.work, locked(act, Desk, desk_id, version), closed_at=None)
    act.event("desk-reopened", ("desk", desk.id), {"code": desk.code})
    return desk


@command("administer")
def change_office(
    act: Act,
    *,
    version: int,
    name: str,
    address_lines: tuple[str, ...] = (),
    complaint_route: str = "",
    languages: tuple[str, ...] = ("en",),
) -> Office:
    """What stands at the head of every paper. Its currency was settled when it was set up."""
    office = replace(act.office, version=version)
    office = rows.change(
        act.work,
        office,
        name=given.needed(name, "office-name-needed"),
        address_lines=given.lines(address_lines),
        complaint_route=given.paragraph(complaint_route, most=1000),
        languages=office_languages(languages),
    )
    act.event("office-changed", ("office", office.id), {"languages": office.languages}, {"name": office.name})
    return office


@command("administer")
def change_means(
    act: Act, *, version: int, code: str, title: Texts, needs_reference: bool, active: bool
) -> MeansOfPayment:
    """What a means of payment is called, whether a reference is written down, and whether money is taken by it.

    `version` is the office's. Refused when no means would be left; cash never has a reference.
    """
    count_change(act, version)
    before = rows.get(act.work, MeansOfPayment, code)
    referred = needs_reference and before.kind != "cash"
    changed = rows.change(act.work, before, title=named(title), needs_reference=referred, active=active)
    if not rows.every(act.work, MeansOfPayment, order_by=("code",), active=True):
        raise refuse("means-needed")
    payload = {"code": code, "active": active, "needs_reference": changed.needs_reference}
    act.event("means-changed", ("office", 1), payload, {"title": changed.title.get("en", code)})
    return changed


@command("administer")
def add_means(
    act: Act, *, version: int, code: str, kind: Means, title: Texts, needs_reference: bool = False
) -> MeansOfPayment:
    """A means of payment of the office's own, after those it has: another card, a voucher, a second bank.

    `version` is the office's; `code` stands on parts of payments and never changes. Cash never has a reference.
    """
    if not ROLE_CODE.fullmatch(code) or len(code) > 60:
        raise refuse("means-code-unreadable", code=given.line(code))
    if rows.find(act.work, MeansOfPayment, code=code) is not None:
        raise refuse("means-code-taken", code=code)
    count_change(act, version)
    position = 1 + max((one.position for one in rows.every(act.work, MeansOfPayment, order_by=("code",))), default=0)
    referred = needs_reference and kind != "cash"
    values = {"code": code, "kind": kind, "title": named(title), "needs_reference": referred, "active": True}
    made = rows.put(act.work, MeansOfPayment, **values, position=position)
    act.event("means-added", ("office", 1), {"code": code, "kind": kind}, {"title": made.title.get("en", code)})
    return made


@command("administer")
def order_means(act: Act, *, version: int, codes: tuple[str, ...]) -> tuple[MeansOfPayment, ...]:
    """In which order the means of payment are offered and stand on reports; `codes` is each of them once.

    `version` is the office's. Refused when one was added meanwhile, so that none is left out.
    """
    known = {one.code: one for one in rows.every(act.work, MeansOfPayment, order_by=("code",))}
    if sorted(codes) != sorted(known):
        raise refuse("means-order-differs")
    count_change(act, version)
    ordered = tuple(rows.change(act.work, known[code], position=place) for place, code in enumerate(codes))
    act.event("means-ordered", ("office", 1), {"codes": list(codes)})
    return ordered


@command("administer")
def set_till_rules(act: Act, *, version: int, cash_rounding: int, cashless: bool, paper_days: int) -> Office:
    """How this office takes cash: rounded to 5 or 10 minor units, or not at all; how late paper receipts come."""
    if cash_rounding not in ROUNDINGS or not 0 <= paper_days <= 60:
        raise refuse("till-rules-unreadable")
    office = count_change(act, version, cash_rounding=cash_rounding, cashless=cashless, paper_days=paper_days)
    payload = {"cash_rounding": cash_rounding, "cashless": cashless, "paper_days": paper_days}
    act.event("till-rules-changed", ("office", 1), payload)
    return office


@command("administer")
def keep_role(act: Act, *, version: int, code: str, title: Texts, belongs_to: BuiltInRole) -> Role:
    """A role of the office's own, new or with another title; what it belongs to was settled when it was made.

    `version` is the office's. Only who may work a step hangs on it, so it gives the rights of `belongs_to` alone.
    """
    known = rows.find(act.work, Role, code=code)
    if code in BUILT_IN_ROLES or not ROLE_CODE.fullmatch(code) or len(code) > 60:
        raise refuse("role-code-unreadable", code=given.line(code))
    if belongs_to not in STEP_ROLES or (known is not None and known.belongs_to != belongs_to):
        raise refuse("role-belongs-elsewhere", code=code)
    count_change(act, version)
    entry = RoleEntry.model_validate({"id": code, "title": named(title), "belongs_to": belongs_to})
    rows.put(act.work, RegisterEntry, kind="role", code=code, content=entry_json(entry))
    role = rows.put(act.work, Role, code=code, title=entry.title, belongs_to=belongs_to)
    act.event("role-kept", ("office", 1), {"code": code, "belongs_to": belongs_to})
    return role


def count_change(act: Act, version: int, **values: object) -> Office:
    """The office's row with one change more: it counts the changes of all that has no version of its own.

    Refused with who was faster when it is no longer as it was seen.
    """
    return rows.change(act.work, replace(act.office, version=version), **values)


def named(title: Texts) -> dict[str, str]:
    """A title in languages without the empty ones; refused when none is left."""
    kept = {language: words for language, text in title.items() if (words := given.line(text))}
    if not kept:
        raise refuse("title-needed")
    return kept


def desk_code(code: str) -> str:
    """One to four digits or capitals without I and O, as receipts and cases begin with; else refused."""
    code = code.strip().upper()
    if not DESK_CODE.fullmatch(code):
        raise refuse("desk-code-unreadable", code=given.line(code, most=given.LONG))
    return code


def new_desk(code: str, name: str, takes_cash: bool) -> dict[str, object]:
    """The values of a desk whose series all begin at 1."""
    series = dict.fromkeys(("next_receipt", "next_case", "next_event", "next_session", "next_z"), 1)
    return {"code": code, "name": given.line(name) or code, "takes_cash": takes_cash, "signed_in_id": None, **series}


def office_languages(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages of the office, its first one for papers when nobody chose another; at least one."""
    given_languages = given.lines(languages, most=35)
    if not given_languages:
        raise refuse("language-needed")
    return given_languages
