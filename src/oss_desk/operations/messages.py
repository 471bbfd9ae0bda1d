"""What operations may tell an official, as codes and sentences: what happened, what was not lost, what to do."""

from collections.abc import Mapping

from oss_desk.operations.care.messages import HEALTH
from oss_desk.operations.care.messages import TEXTS as CARE
from oss_desk.operations.history.messages import SAID as HISTORY_SAID
from oss_desk.operations.history.messages import TEXTS as HISTORY
from oss_desk.operations.history.told.messages import ABOUT, DEEDS, KINDS, TOLD
from oss_desk.operations.money.messages import TEXTS as TILL
from oss_desk.printing.messages import REFUSED as PAPERS
from oss_desk.storage.messages import TEXTS as STORAGE
from oss_desk.workflows.messages import TEXTS as WORKFLOWS

_SIGN_IN: dict[str, str] = {
    "nobody-signed-in": "Nobody is signed in at this desk. Nothing was changed. Sign in and repeat.",
    "already-signed-in": "{official} is signed in at this desk. Sign out first.",
    "sign-in-wrong": "That name and password do not fit. Is Caps Lock on? Tries left: {left}.",
    "sign-in-rests": "Too many wrong tries at this desk. Wait, minutes: {minutes}. Another desk takes you now, and a "
    "supervisor there can clear this one.",
    "password-once": "Somebody else chose this password. Choose one of your own before you go on.",
    "password-same": "This is the password you have. Nothing was stored. Choose another one.",
    "factor-first": "{official} needs a second factor here, and no phone is set up. Set it up at the sign-in.",
    "factor-there": "A phone is set up already. Nothing was changed. The administrator can take it away.",
    "one-time-needed": "This office asks for a second factor. Type the code that the phone shows, or one from paper.",
    "one-time-wrong": "This code does not fit, or was used already. Nothing was changed. Wait for the next one.",
    "session-over": "Twelve hours have passed since the password. Nothing was changed. Type it again.",
    "pin-short": "A PIN has at least {least} digits. Nothing was set. Choose a longer one.",
    "pin-easy": "Everybody tries this PIN first. Nothing was set. Choose another one.",
    "pin-wrong": "This is not the PIN. Tries left: {left}.",
    "pin-over": "The PIN is worth nothing any more. Everything typed is kept. Type the password.",
    "roles-changed": "What you may do here was changed. Nothing was changed just now. Sign in again.",
    "period-unreadable": "These days are no period of at most a year. Nothing was shown. Correct them.",
    "idle-outside": "A desk locks itself after {least} to {most} minutes. Nothing was changed. Correct the number.",
    "purpose-needed": "Why is this record opened? Nothing was shown. Choose a reason; it is kept with your name.",
    "let-go": "{official} may no longer work in this office. Nothing was changed. Somebody else has to sign in.",
    "no-such-desk": "This office has no desk {desk}. Choose one of its desks, or write another code into the settings.",
    "password-short": "The password is too short. Nothing was stored. Choose at least {shortest} characters.",
    "password-needed": "A password is missing. Nothing was stored. Only a sample office lets people in without one.",
    "not-allowed": "This is for: {roles}. Nothing was changed. Ask one of them.",
    "second-needed": "A second person has to agree. Nothing was changed. Ask one of: {roles}.",
    "second-is-first": "The second person must be somebody else. Nothing was changed.",
    "second-took-part": "{name} took part in this and cannot agree to it. Nothing was changed. Ask somebody else.",
    "second-may-not": "{name} may not agree to this. Nothing was changed. Ask one of: {roles}.",
    "approval-differs": "This is not what was approved. Nothing was changed. Ask for approval again.",
    "approval-used": "This approval was used already. Nothing was changed. Ask for approval again.",
    "approval-over": "This was asked on another day, and is over. Nothing was changed. Ask for approval again.",
    "approval-open": "Nobody has answered yet. Nothing was changed. Wait, or let a second person confirm at this desk.",
    "approval-denied": "{name} said no: {reason} Nothing was changed.",
    "approval-answered": "This was answered already. Nothing was changed.",
    "approval-not-needed": "This needs no second person. Nothing was changed. Go on.",
    "clock-set-back": (
        "The clock of this machine says {now}, but the last entry of this desk was made at {newest}. "
        "Nothing was changed. Set the clock and repeat. If it is right now and ran ahead before, let a supervisor or "
        "an administrator sign in here."
    ),
    "clock-behind": (
        "The clock of this machine says {now}, but the last entry of this desk was made at {newest}. Nothing was "
        "changed. If the clock is wrong, set it. If it is right now and ran ahead before, sign in once more: that is "
        "kept in your name, and work goes on."
    ),
    "clock-far-ahead": (
        "The clock of this machine says {now}, and the last entry of this office was made at {newest}. Nothing was "
        "changed. If the clock is wrong, set it. If it is right, sign in once more: that is kept in your name, and "
        "work goes on."
    ),
    "command-used-otherwise": "This was sent before with other values. Nothing was changed. Open the form again.",
}

_OFFICE: dict[str, str] = {
    "no-office-yet": "There is no office in {place} yet. `oss-desk init` sets one up, `oss-desk demo` shows a sample.",
    "not-a-sample": "{office} is a real office. Nothing was written. The sample needs a database of its own.",
    "file-unreadable": "{file} could not be read: {why}. Nothing was changed. Check its name and place.",
    "tour-not-kept": "The tour cannot be kept in {folder}: {why}. No tour was made. Choose another folder.",
    "file-not-text": "{file} is not a text file in UTF-8. Nothing was changed. Save it as UTF-8.",
    "office-there-already": "This database holds an office already. Nothing was changed. Choose an empty database.",
    "office-name-needed": "The office needs a name. Nothing was stored. Write it.",
    "administrator-needed": "Nobody of the new office is an administrator. Nothing was stored. Name one.",
    "last-administrator": "Nobody would be left to administer the office. Nothing was changed. Name another one first.",
    "desk-needed": "The new office has no desk. Nothing was stored. Name at least one.",
    "desk-closed": "Desk {desk} is closed. Choose another one, or ask the administrator to open it again.",
    "desk-in-use": "{official} is signed in at desk {desk}. Nothing was changed. Sign out there first.",
    "desk-has-shift": "A shift is open at desk {desk}. Nothing was changed. Count its cash and close it first.",
    "desk-has-visit": "A visit is open at desk {desk}. Nothing was changed. Close it or put it on hold first.",
    "desk-code-taken": "There is a desk {code} already. Nothing was stored. Choose another code.",
    "desk-code-unreadable": "{code} cannot be a desk's code. Write one to four digits or capitals without I and O.",
    "login-needed": "The name to sign in with is missing. Nothing was stored. Write a short one, such as anna.",
    "roles-needed": "{login} has no role. Nothing was stored. Choose what this person does in the office.",
    "no-such-service": "No service {service} comes with the program. Nothing was stored. Choose one of the list.",
    "amounts-needed": "{service} takes fees, and its amounts in {currency} are missing. Nothing was stored. Write each "
    "amount, or leave the service out.",
    "amount-not-payable": "{amount} cannot be an amount in {currency}. Nothing was stored. Write it with at most "
    "{digits} digits behind the point.",
    "limits-in-money": "{service} measures sums of money that were set for {currency}. Nothing was stored. Leave it "
    "out, and import a version of your own later.",
    "login-taken": "Somebody signs in as {login} already. Nothing was stored. Choose another name.",
    "login-unreadable": "{login} cannot be a name to sign in with. Write it without spaces, / and :.",
    "no-such-role": "This office has no role {role}. Nothing was stored. Choose one of the list.",
    "language-needed": "The office needs a language. Nothing was stored. Write its code, such as en.",
    "zone-unknown": "There is no time zone {zone}. Nothing was stored. Write one such as Europe/Paris.",
    "country-unknown": "The holidays of {country} {region} are not known. Nothing was stored. Write a code such as FR.",
    "currency-unknown": "There is no currency {currency}. Nothing was stored. Write its code of three letters.",
    "hours-unreadable": "These hours cannot be: {why}. Nothing was stored. Correct them.",
    "other-cases-move": "Meanwhile other cases would move. Nothing was changed. Look at the list again.",
    "means-order-differs": "The means of payment are others by now. Nothing was changed. Order them again.",
    "means-needed": "No means of payment would be left. Nothing was changed. Keep at least one.",
    "title-needed": "The title is missing. Nothing was changed. Write it in at least one language.",
    "role-code-unreadable": "{code} cannot be a role's code. Write small letters and digits, with - between words.",
    "role-belongs-elsewhere": "What the role {code} belongs to was settled when it was made. Nothing was changed.",
    "no-hours": "The office has no opening hours, so no due date can be counted. The administrator sets them.",
    "closing-day-known": "{day} is a closing day already. Nothing was changed.",
    "closing-day-unknown": "{day} is no closing day. Nothing was changed.",
    "holiday-unknown": "{name} is no holiday of the office’s country. Nothing was changed.",
}

_PEOPLE: dict[str, str] = {
    "name-needed": "The name is missing. Everything typed is kept. Write it as on the document.",
    "born-unreadable": "{given} is no date of birth. Write the year, year-month or year-month-day, such as 1989-03-03.",
    "born-later": "{given} lies in the future. Correct the date of birth.",
    "document-number-needed": "The document has no number. Everything typed is kept. Write it as on the document.",
    "document-type-unknown": "The register knows no identity document {type}. Choose one of the list.",
    "language-unreadable": "{given} is not the code of a language. Write one such as en or ar.",
    "typed-too-long": "The text has {length} characters; {most} can be kept. Nothing was stored. Shorten it.",
    "typed-piled-up": "One letter bears more marks than anybody can read. Nothing was stored. Type the text again.",
    "reason-needed": "The reason is missing. Nothing was changed. Write why.",
}

_VISITS: dict[str, str] = {
    "visit-closed": "This visit is closed. Nothing was changed. Open a new one.",
    "visit-on-hold": "This visit is on hold. Nothing was changed. Resume it first.",
    "visit-elsewhere": "This visit is open at another desk. Nothing was changed.",
    "visit-open-here": "A visit is open at this desk. Nothing was changed. Close it or put it on hold first.",
    "visit-not-on-hold": "This visit is not on hold. Nothing was changed.",
    "request-not-open": "This line is not in the basket any more. Nothing was changed.",
    "quantity-fixed": "The quantity of this service is always 1. Nothing was changed.",
    "quantity-outside": "The quantity is from {least} to {most}. Nothing was changed. Correct it.",
    "representative-is-applicant": "Nobody represents herself. Nothing was changed. Choose another person.",
    "applicant-missing": "Nobody is named for this service. Find or add the person first. Everything typed is kept.",
    "organisation-needs-representative": "An organisation is represented by a person. Choose who acts for it.",
    "service-not-in-force": "This service is not offered today. Nothing was changed. Choose another one.",
    "life-event-unknown": "The register knows no life event {code}. Nothing was changed.",
    "life-event-empty": "No service of today belongs to this. Nothing was changed. Search for the service itself.",
    "basket-full": "A visit holds at most {most} services. Nothing was added. Start these first.",
    "draft-of-closed-visit": (
        "The visit is closed, so there is no place for it. This was typed: {typed}. Write down what is needed, then "
        "discard it."
    ),
    "draft-part-unknown": "There is no part {part} of a visit. Nothing was kept.",
    "draft-too-long": "This is more than can be kept with a visit. Shorten it.",
}

_PAPERS: dict[str, str] = {
    "paper-not-asked": "This document is not asked for any more. Nothing was changed. Look at the list again.",
    "mark-not-accepted": "This document counts only as: {accept}. Nothing was changed. Choose another mark.",
    "consent-needed": "A document on file counts only with the citizen's yes. Nothing was changed. Ask first.",
    "not-on-file": "This document on file does not count here. Nothing was changed. Ask for the paper itself.",
    "paper-ended": "This document ended on {day}. Nothing was changed. Mark it as not accepted, or correct the date.",
    "paper-not-issued-yet": "{day} lies in the future. Nothing was changed. Correct the day of issue.",
    "paper-too-old": "This document may not be older than {day}. Nothing was changed. Mark it as not accepted.",
    "paper-days-crossed": "The document would end before it was issued. Nothing was changed. Correct the dates.",
}

_HELD: dict[str, str] = {
    "paper-not-held": "The office does not keep this document, or gave it back already. Nothing was changed.",
    "place-needed": "The place is missing. Nothing was changed. Write where the document lies.",
    "papers-of-several": "These documents are of several people. Nothing was changed. Give back those of one person.",
    "need-unknown": "The list of needs has no such entry. Nothing was stored. Choose one of the list.",
    "need-needs-words": "What the citizen needs is missing. Everything typed is kept. Write it, or take the mark away.",
}

_NOTICES: dict[str, str] = {
    "notice-empty": "The notice says nothing. Nothing was written. Write it in at least one language.",
    "notice-language-strange": "This office does not write in {language}. Nothing was written.",
    "notice-ends-before": "The notice would be over before it began. Nothing was written. Correct its end.",
    "notice-about-unknown": "The office has nothing called {code}. Nothing was written. Choose from the list.",
    "notice-over": "This notice is over already. Nothing was changed.",
}

_CHANNELS: dict[str, str] = {
    "mark-needs-presence": "Nobody can show an original by phone or post. Nothing was changed. Ask for it by post, or "
    "for a copy, or let the citizen come.",
    "application-not-signed": "{service}: the signed application is not here yet. Send it to the citizen, and go on "
    "when it comes back by post or is brought.",
    "means-not-at-counter": "Nobody stands at the counter: only a transfer or a payment elsewhere can be booked. "
    "Nothing was booked. Choose another means.",
    "nothing-to-sign": "This visit has no application that has to come by post. Nothing was changed.",
    "visit-at-counter": "The citizen is at the counter already. Nothing was changed.",
}

_CATALOGUE: dict[str, str] = {
    "other-currency": (
        "{name} asks for {currency}, but this office takes {office}. Nothing was changed. Import a version in {office}."
    ),
    "lint-errors": "{name} has {count} errors and cannot be used. Nothing was changed. Mend them and repeat.",
    "ended-before": "A version cannot be ended from a moment that is over. Nothing was changed.",
    "version-ended": "Version {number} ends by that day already. Nothing was changed.",
    "version-not-published": "Version {number} is not in force and not to come into force. Nothing was changed.",
    "published-before": "A version cannot be published from a moment that is over. Nothing was changed.",
}

_FIND: dict[str, str] = {
    "other-office": "This paper was printed by another office. Nothing was opened. Ask there.",
}

_START: dict[str, str] = {
    "nothing-chosen": "No service is chosen. Nothing was changed. Choose at least one.",
    "line-not-ready": "{service}: not ready to start. No case was made and nothing was booked.",
    "started-already": "This was started already, as case {number}. Nothing was booked a second time. Open the case.",
    "payment-missing": "{owed} {currency} are owed. No case was made and nothing was booked. Take the payment.",
}

_MONEY: dict[str, str] = {
    "nothing-to-pay": "Nothing is owed here. Nothing was booked.",
    "demand-paid": "What case {case} owes was paid already. Nothing was booked. Look at its receipt.",
    "owed-changed": "{expected} {currency} were shown, but {owed} are owed by now. Nothing was booked. Look again.",
    "parts-differ": "The parts come to {parts} {currency}, but {owed} are owed. Nothing was booked. Correct them.",
    "means-not-taken": "This office does not take money by {means}. Nothing was booked. Choose another means.",
    "desk-takes-no-cash": "{desk} takes no cash. Nothing was booked. Choose another means or another desk.",
    "part-given-differs": "What was given by {means} does not cover its part. Nothing was booked. Correct the amounts.",
    "reference-needed": "A payment by {means} needs its number. Nothing was booked. Write it from the slip.",
    "paid-elsewhere": "{amount} {currency} are paid elsewhere, settled by a number. Nothing was booked. Write it.",
    "payer-needed": "Who pays is missing. Nothing was booked. Write the name.",
    "no-such-receipt": "There is no receipt {number}. Look at the number again.",
    "copy-by-receipt": "Copies of a receipt are made from the receipt itself. Nothing was printed. Search its number.",
    "receipt-cancelled": "Receipt {number} was cancelled by {by} already. Nothing was changed.",
    "receipt-refunded": "Money of receipt {number} was given back with {by}. Nothing was changed. Refund what is left.",
    "void-other-shift": "Receipt {number} is not of the shift that is open here. Nothing was changed. Refund it.",
    "void-case-closed": "Case {case} of receipt {number} is closed, so it could not be paid again. Nothing was "
    "changed. Refund what has to be given back.",
    "nothing-to-refund": "Nothing to give back is chosen. Nothing was changed. Choose a fee and its amount.",
    "refund-elsewhere": "This was paid elsewhere and is given back there. Nothing was changed.",
    "refund-too-much": "{asked} {currency} are more than the {left} that are left of it. Nothing was changed. Correct "
    "the amount.",
    "refund-parts-differ": "The means do not add up to what is given back. Nothing was changed. Correct the amounts.",
    "refund-means": "Not so much came by {means}. Nothing was changed. Give it back in cash or by the means it came.",
    "waiver-too-much": "{asked} {currency} cannot be waived, {left} are owed. Nothing was changed. Correct the amount.",
    "ground-needed": "The law is missing by which this is waived. Nothing was changed. Choose or write it.",
    "waiver-limit-below-zero": "A limit below zero cannot be. Nothing was stored. Write 0 or more.",
    "paper-finished": "This paper is {state} already. Nothing was changed. Print a copy if it is needed again.",
}

_CASES: dict[str, str] = {
    "step-needs-role": "This step is for officials with the role {role}. Nothing was changed. Ask one of them.",
    "note-needed": "The note is empty. Nothing was stored. Write it.",
    "no-refusal-here": "The service knows no refusal at this step. Nothing was changed. Take the case on first.",
    "no-number-here": "Numbers are given where it is made, not at this step. Nothing was changed. Take the case on.",
    "no-such-output": "This case makes no {output} here. Nothing was changed. Look at the case again.",
    "output-issued-already": "This was issued already, with the number {number}. Nothing was changed.",
    "output-number-needed": "The number is missing. Nothing was stored. Write it as on the blank.",
    "output-number-used": "The number {number} was given already, for case {case}. Nothing was stored. Look again.",
    "output-gone": "{number} was given away or spoilt already. Nothing was changed.",
    "outputs-not-issued": "Not issued yet: {outputs}. Nothing was changed. Write down the numbers first.",
}

_HANDOVER: dict[str, str] = {
    "pay-before-handover": "{owed} {currency} are still owed. Nothing was handed over. Take the payment first.",
    "not-the-collector": "This person is not the {kind} of the case. Nothing was handed over. Choose who collects.",
    "collector-needed": "Who collects is missing. Nothing was handed over. Write the name.",
    "document-needed": "Which document was shown? Nothing was handed over. A supervisor can allow it without one.",
    "no-identity-document": "The {paper} does not say who somebody is. Nothing was handed over. Check a passport or an "
    "identity card; a supervisor can allow it without one.",
    "no-mandate": "The {paper} does not let somebody else take it. Nothing was handed over. Ask for a power of "
    "attorney.",
    "override-needed": "Somebody else collects only with a supervisor's word and a reason. Nothing was handed over.",
}

_APPROVE: dict[str, str] = {
    "approve-begin-epoch": "Begin the broken history anew; places that do not fit: {places}, the first: {first}.",
    "approve-erase-texts": "Erase names and typed text in the history of {kind} no. {id}; events: {events}.",
    "approve-print-looks": "The citizen is told the names of everybody who looked at her record.",
    "approve-add-official": "Somebody new signs in as {login}, with these roles: {roles}.",
    "approve-change-official": "{login} gets these roles besides: {roles}.",
    "approve-reset-factor": "The phone and the paper codes of {login} are worth nothing any more.",
    "approve-void": "Cancel receipt {receipt}: {amount} {currency}, paid by {payer}, case {case}. {words}",
    "approve-refund": "Give {amount} {currency} of receipt {receipt} back, paid by {payer}, case {case}. {words}",
    "approve-waive": "Waive {amount} {currency} of case {case} by {ground}. {reason}",
    "approve-waive-at-start": "Waive {amount} {currency} of {services} by {ground}. {reason}",
    "approve-count-till": "The till of {official} at desk {desk} is counted by somebody else: {amount} {currency}, "
    "shift {shift}.",
    "approve-copy-receipt": "Print receipt {receipt} once more, as copy {copy}. {reason}",
    "approve-copy-correction": "Print receipt {receipt} once more, as copy {copy}. {reason}",
    "approve-receive-blanks": "{blank}: {first} to {last} come in for desk {desk}, on slip {slip}.",
    "approve-move-blanks": "{blank}: {first} to {last} go from desk {from} to desk {to}.",
    "approve-destroy-blanks": "These spoilt sheets are destroyed: {serials}",
    "approve-set-waiver-limit": "From now on one official alone may waive up to {amount} {currency} of a case; "
    "until now {before} {currency}.",
    "approve-act": "Case {case}: {label}. {note}",
    "approve-hand-over": "Give what case {case} made to {collector}, with {document}. The reason: {reason}",
}

_BLANKS: dict[str, str] = {
    "blank-kind-unknown": "The register knows no blanks called {kind}. Nothing was stored. Choose from the list.",
    "blank-supplier-needed": "Who sent the blanks is missing. Nothing was stored. Write it from the delivery slip.",
    "blank-slip-needed": "The number of the delivery slip is missing. Nothing was stored. Write it down.",
    "blank-serial-needed": "The serial is missing. Nothing was stored. Write or scan what stands on the sheet.",
    "blank-serial-unreadable": "{serial} does not end in a number. Nothing was stored. Write the serial as printed.",
    "blank-lot-of-two": "{first} and {last} are not of one series. Nothing was stored. Receive them one by one.",
    "blank-lot-backwards": "The last serial comes before the first one. Nothing was stored. Correct them.",
    "blank-lot-too-large": "At most {most} sheets come in at a time. Nothing was stored. Receive them in parts.",
    "blank-lot-known": "{first} to {last} came in already, on slip {slip}. Nothing was stored. Look at the serials.",
    "blank-unknown": "{serial} is on no slip of such blanks. Nothing was changed. Look at the sheet again.",
    "blank-used": "{serial} was used already, for case {case}. Nothing was changed. Take another sheet.",
    "blank-spoilt": "{serial} is written down as spoilt. Nothing was changed. Take another sheet.",
    "blank-destroyed": "{serial} was destroyed already. Nothing was changed.",
    "blank-elsewhere": "{serial} lies at desk {desk}. Nothing was changed. Take a sheet of this desk, or let a "
    "supervisor move it here.",
    "blank-none-here": "Desk {desk} has no such blanks left. Nothing was issued. A supervisor receives some, or moves "
    "some here from another desk.",
    "blank-other-needs-reason": "Another sheet lies before this one. Nothing was issued. Take the next one, or write "
    "why it is not taken.",
    "blank-place-needed": "The place is missing. Nothing was changed. Write where the spoilt sheet is kept.",
    "blank-move-nowhere": "The sheets lie at desk {desk} already. Nothing was moved. Choose another desk.",
    "blank-not-all-here": "Not every sheet from {first} to {last} is in stock at desk {desk}. Nothing was moved. "
    "Look at the stretches.",
    "nothing-chosen-to-destroy": "No spoilt sheet is chosen. Nothing was changed. Choose at least one.",
    "nothing-counted": "Nothing was counted. Count at least one stack.",
    "blank-stack-unknown": "This stack is not at this desk any more. Nothing was stored. Look at the list again.",
    "blank-top-needed": "{sheets} sheets were counted, but not the serial on top. Nothing was stored. Write it.",
}

_CLOCK: dict[str, str] = {
    "moved-citizen": "Moved {days} working days, because the case waited for the citizen.",
    "moved-citizen-minutes": "Moved {minutes} minutes, because the case waited for the citizen.",
    "moved-paper": "Moved {days} working days, because the office waited for a paper from the citizen.",
    "moved-paper-minutes": "Moved {minutes} minutes, because the office waited for a paper from the citizen.",
    "moved-official": "Moved {days} working days, because the clock was stopped.",
    "moved-official-minutes": "Moved {minutes} minutes, because the clock was stopped.",
    "moved-extended": "Moved {days} days, because the time was extended.",
    "moved-hours": "Moved {days} days, because the office changed its opening hours or closing days.",
    "moved-hour": "The hour moved, because the office changed its opening hours.",
    "stopped-citizen": "The clock stands still, because the case waits for the citizen.",
    "stopped-paper": "The clock stands still, because the office waits for a paper from the citizen.",
    "stopped-official": "The clock stands still, because an official stopped it.",
}

TEXTS: dict[str, str] = {
    **(_SIGN_IN | _OFFICE | _PEOPLE | _VISITS | _PAPERS | _HELD | _NOTICES | _CHANNELS | _CATALOGUE | _FIND),
    **(_START | _MONEY | TILL | _CASES | _HANDOVER | _APPROVE | _BLANKS | _CLOCK),
}
"""The sentence of every code that operations refuse with; values in braces are put in as they are."""

_EVENTS: dict[str, str] = {**KINDS, **TOLD, **DEEDS, **ABOUT}

EVERY_TEXT: Mapping[str, str] = {
    **STORAGE,
    **WORKFLOWS,
    **PAPERS,
    **CARE,
    **HEALTH,
    **HISTORY,
    **HISTORY_SAID,
    **_EVENTS,
    **TEXTS,
}
"""The sentence of every code that an operation lets through, those of the packages below included."""
