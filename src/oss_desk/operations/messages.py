"""What operations may tell an official, as codes and sentences: what happened, what was not lost, what to do."""

_SIGN_IN: dict[str, str] = {
    "nobody-signed-in": "Nobody is signed in at this desk. Nothing was changed. Sign in and repeat.",
    "already-signed-in": "{official} is signed in at this desk. Sign out first.",
    "sign-in-wrong": "That name and password do not fit. Is Caps Lock on? Tries left: {left}.",
    "sign-in-rests": "Too many wrong tries. Wait {minutes} minutes, or ask the administrator for a new password.",
    "no-such-desk": "This office has no desk {desk}. Choose one of its desks, or write another code into the settings.",
    "password-short": "The password is too short. Nothing was stored. Choose at least {shortest} characters.",
    "password-needed": "A password is missing. Nothing was stored. Only a sample office lets people in without one.",
    "not-allowed": "This is for: {roles}. Nothing was changed. Ask one of them.",
    "second-needed": "A second person has to agree. Nothing was changed. Ask one of: {roles}.",
    "second-is-first": "The second person must be somebody else. Nothing was changed.",
    "second-may-not": "{name} may not agree to this. Nothing was changed. Ask one of: {roles}.",
    "clock-set-back": (
        "The clock of this machine says {now}, but the last entry of this desk was made at {newest}. "
        "Nothing was changed. Set the clock and repeat."
    ),
    "command-used-otherwise": "This was sent before with other values. Nothing was changed. Open the form again.",
}

_OFFICE: dict[str, str] = {
    "office-there-already": "This database holds an office already. Nothing was changed. Choose an empty database.",
    "office-name-needed": "The office needs a name. Nothing was stored. Write it.",
    "administrator-needed": "Nobody of the new office is an administrator. Nothing was stored. Name one.",
    "last-administrator": "Nobody would be left to administer the office. Nothing was changed. Name another one first.",
    "desk-needed": "The new office has no desk. Nothing was stored. Name at least one.",
    "desk-code-taken": "There is a desk {code} already. Nothing was stored. Choose another code.",
    "desk-code-unreadable": "{code} cannot be a desk's code. Write one to four digits or capitals without I and O.",
    "login-taken": "Somebody signs in as {login} already. Nothing was stored. Choose another name.",
    "login-unreadable": "{login} cannot be a name to sign in with. Write it without spaces, / and :.",
    "no-such-role": "This office has no role {role}. Nothing was stored. Choose one of the list.",
    "language-needed": "The office needs a language. Nothing was stored. Write its code, such as en.",
    "zone-unknown": "There is no time zone {zone}. Nothing was stored. Write one such as Europe/Paris.",
    "country-unknown": "The holidays of {country} {region} are not known. Nothing was stored. Write a code such as FR.",
    "currency-unknown": "There is no currency {currency}. Nothing was stored. Write its code of three letters.",
    "hours-unreadable": "These hours cannot be: {why}. Nothing was stored. Correct them.",
    "no-hours": "The office has no opening hours, so no due date can be counted. The administrator sets them.",
    "closing-day-known": "{day} is a closing day already. Nothing was changed.",
    "closing-day-unknown": "{day} is no closing day. Nothing was changed.",
}

_PEOPLE: dict[str, str] = {
    "name-needed": "The name is missing. Everything typed is kept. Write it as on the document.",
    "born-unreadable": "{given} is no date of birth. Write the year, year-month or year-month-day, such as 1989-03-03.",
    "born-later": "{given} lies in the future. Correct the date of birth.",
    "document-number-needed": "The document has no number. Everything typed is kept. Write it as on the document.",
    "document-type-unknown": "The register knows no document {type}. Choose one of the list.",
    "language-unreadable": "{given} is not the code of a language. Write one such as en or ar.",
    "typed-too-long": "The text has {length} characters; {most} can be kept. Nothing was stored. Shorten it.",
    "reason-needed": "The reason is missing. Nothing was changed. Write why.",
}

_VISITS: dict[str, str] = {
    "visit-closed": "This visit is closed. Nothing was changed. Open a new one.",
    "visit-on-hold": "This visit is on hold. Nothing was changed. Resume it first.",
    "visit-elsewhere": "This visit is open at another desk. Nothing was changed.",
    "visit-open-here": "A visit is open at this desk. Nothing was changed. Close it or put it on hold first.",
    "visit-not-on-hold": "This visit is not on hold. Nothing was changed.",
    "outcome-needs-case": "Nothing was started in this visit, so it cannot end as served. Choose another outcome.",
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
    "scan-needs-reference": "Where does the scan lie? Nothing was changed. Write its number or folder.",
}

_CATALOGUE: dict[str, str] = {
    "other-currency": (
        "{name} asks for {currency}, but this office takes {office}. Nothing was changed. Import a version in {office}."
    ),
    "lint-errors": "{name} has {count} errors and cannot be used. Nothing was changed. Mend them and repeat.",
    "version-known": "{service} has exactly this version already: number {number}. Nothing was changed.",
    "published-before": "A version cannot be published from a moment that is over. Nothing was changed.",
    "published-already": "This version is in force from that moment already. Nothing was changed.",
}

_FIND: dict[str, str] = {
    "other-office": "This paper was printed by another office. Nothing was opened. Ask there.",
}

TEXTS: dict[str, str] = _SIGN_IN | _OFFICE | _PEOPLE | _VISITS | _PAPERS | _CATALOGUE | _FIND
"""The sentence of every code that operations refuse with; values in braces are put in as they are."""
