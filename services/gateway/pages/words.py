"""What people read for codes on the pages: labels, people without names, dates, refusals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from services.gateway.pages import case_words, process_words, risk_words
from services.gateway.pages.risk_words import source
from services.gateway.wording import local_time, sentence
from shared.contracts.intake.rpc import CaseView
from shared.kernel.errors import Fault

__all__ = ["label", "local_time", "sentence", "source"]

LABELS: Final[dict[str, str]] = {
    **process_words.LABELS,
    **risk_words.LABELS,
    **case_words.LABELS,
}
OPEN_FACTS: Final = case_words.OPEN_FACTS
PARTS: Final[dict[str, str]] = {
    "contingency": "What is done if it goes wrong",
    "views": "What the participants themselves think of it",
}
"""What an assessment may lack at its stage."""
WAITS_ON: Final[dict[str, str]] = {
    "author": "On its author: to approve it and agree that it is passed on",
    "facilitator": "On a first reader: to check it, answer what was found, and vet it",
    "second_vetter": "On a second reader: to vet it",
    "recipient": "On the recipient: to choose whether, how and when",
    "window": "On the day that the recipient chose",
    "delivery": "On its release",
    "proof": "On proof that it arrived",
    "nobody": "On nobody",
}
CONDITIONS: Final[dict[str, str]] = {
    "owners_answered_now": "Every service that must be asked has answered just now",
    "case_open": "The case is open",
    "no_hold": "Nothing is on hold",
    "no_order_or_bar": "No order or bar forbids contact",
    "eligible_for_contact": "The case is eligible for this kind of contact",
    "risk_signed_off_by_two": "Two people have signed the risk assessment",
    "risk_in_date": "The risk assessment is in date, and no review stops it",
    "risk_permits_mode": "The risk assessment permits this form",
    "two_current_facilitators": "Two facilitators are assigned to the case",
    "author_takes_part": "Its author still takes part",
    "recipient_takes_part": "Its recipient still takes part",
    "contact_safe_now": "It is safe to reach the recipient now, as they asked",
    "author_consents_to_item": "Its author agrees that exactly this is passed on",
    "recipient_consents_to_kind": "Its recipient agrees to receive such a thing",
    "words_unchanged": "The words are those that were written down",
    "author_approved_these_words": "Its author has approved exactly these words",
    "leak_check_done": "These words were checked for leaks",
    "every_finding_answered": "Every finding of the check is answered",
    "leak_check_stands_now": "The check, made again now, finds nothing unanswered",
    "vetted_by_two": "Two people have vetted these words, at least one of them a facilitator",
    "recipient_accepted": "The recipient has chosen to have it",
    "window_open": "Today is within the days that the recipient chose",
    "not_recalled": "It was not recalled",
    "not_delivered_before": "It was not delivered before",
    "owners_confirmed": "Every service confirmed at the last moment",
}
REFUSALS: Final[dict[str, str]] = {
    **process_words.REFUSALS,
    "cross-site-form": "This form was not sent from our own pages, so nothing was done.",
    "form-not-of-this-session": "You signed in or out since this form was opened, so nothing was "
    "done. Open the page again and send it once more.",
    "idempotency-key-used-for-another-request": "This form was sent before with other answers, "
    "and those stand. Open the form anew to send something else.",
    "case-closed": "The case is closed.",
    "document-not-for-them": "This document concerns somebody else too, or is for staff alone, so no copy "
    "may go to this person.",
    "document-removed": "This document was taken out.",
    "too-many-documents-today": "You have put in as many documents today as one account may. Go on "
    "tomorrow, or ask a colleague to put in the rest.",
    "document-refused-by-scanner": "The scanner found something in this file, so it was destroyed.",
    "document-not-scanned-yet": "The scanner does not answer just now, and nothing is opened before it was "
    "found clean. Try again in some minutes.",
    "legal-hold": "This case is under a legal hold: nothing of it is taken away.",
    "personal-data-erased": "What it told of people was erased.",
    "case-open": "The case is open: close it first.",
    "case-joined": "It goes on in another case, and is erased with that one.",
    "case-erased": "The personal data of this case was erased.",
    "possible-duplicate": "This looks like a referral that we have already.",
    "primary-outcome-missing": "A case is closed with its main outcome: record that first.",
    "deceased-cannot-consent": "Somebody who died cannot consent.",
    "enquiry-converted": "A referral was made of this enquiry already.",
    "self-referral-possible": "Nothing stands in the way of a referral: make it as any other.",
    "agency-request-ended": "This request was answered or given up already.",
    "assignment-refused": "These two may not take the case; the reasons stand beside each name.",
    "match-decided": "Somebody decided this match already.",
    "already-signed": "You have signed this already; a second person must.",
    "hard-stop": "No exception can be made to this rule.",
    "gate-closed": "The gate is closed, so nothing passed.",
    "words-differ": "The words were changed since you opened this page, so nothing was done. Open it "
    "again and read what it says now.",
    "item-recalled": "It was recalled, so nothing was done.",
    "meeting-not-confirmed": "Its time is told to nobody before it is confirmed.",
    "agreement-altered": "Its words are not those that were recorded, so no copy is given.",
    "letters-not-in-typeface": "Some of its letters cannot be set here without being broken (Arabic, Urdu, "
    "Hindi, Bengali, Tamil, Chinese and others), and broken words are worse than none. Read it aloud with an "
    "interpreter, or have whoever translated it set the page, and hand that over.",
    "agreement-tells": "It would tell one side where the other is, or how to reach them, so no copy is "
    "given. Agree other words, and record them as another agreement.",
    "agreement-unchecked": "Both parties read all of it. Check what it tells first, on its page, and "
    "say in writing why what is found may be told to both.",
    "check-outdated": "More is known about somebody than when these words were checked. Check them "
    "again, and answer what is found.",
    "finding-blocks": "This may not stay: it tells where somebody is or how to reach them. Change "
    "the words.",
    "not-checked": "The leak check comes first.",
    "not-vetted": "Two people vet it first.",
    "side-not-ready": "One side is not ready for this: see Process.",
    "participant-not-ready": "Somebody who is to come is not ready for this: see Process.",
    "mode-not-planned": "Choose the form of the process first.",
    "agreement-without-contact": "An agreement rests on a conference that was held or words that "
    "were passed on.",
    "agreement-without-letter": "This kind of agreement rests on a letter that was delivered: record "
    "it from the letter.",
    "primary-outcome-exists": "The main outcome of this case is recorded already.",
    "too-many-views": "You keep thirty views already. Throw one away first.",
    "same-case": "That is one and the same case.",
    "case-in-process": "Somebody facilitates it, or did: join the case that came less far.",
    "outcomes-recorded": "It has outcomes: join the case that came less far.",
    "sides-differ": "Who was harmed in one and responsible in the other was not in one and the same "
    "harm.",
    "roles-differ": "One of them died and the other did not.",
    "person-named-twice": "Somebody is named twice.",
    "strands-collapse": "Two strands of the case would become one. Look at who is the same person.",
    "same-record": "That is one and the same record.",
    "already-merged": "They are taken for one person already.",
    "merge-taken-back": "This was taken back already.",
    "nothing-to-hold": "No open case has somebody in custody.",
    "legal-hold-lifted": "This legal hold was lifted already.",
    "priority-unchanged": "It stands so already.",
    "both-sides-sign": "An agreement signed by all needs somebody of each side to sign it.",
    "signature-not-awaited": "They have signed already, or were not to sign.",
    "not-of-that-side": "Somebody undertakes something for the other side.",
    "successor-does-not-fit-outcome": "Its main outcome does not say that another case continues it.",
    "conflict-of-ones-own": "Nobody ends a conflict of interest of their own: ask another manager.",
    "conflict-not-declared": "No conflict of interest of theirs stands in this case.",
    "own-draft": "Somebody else must approve what you drafted.",
    "parked-message-settled-already": "Somebody decided about this message already.",
    "quarantined-message-settled-already": "Somebody decided about this message already.",
    "earlier-message-not-settled": "An earlier message of the same case waits: decide about that "
    "first.",
    "rpc-request-cannot-be-replayed": "Whoever asked has long gone: this can only be discarded.",
    "not-a-responsible-person": "Custody is recorded only for a person responsible.",
    "lowered-without-mitigation": "A factor is rated lower with what is done, but nothing is named "
    "that lowers it. Name what is done about it, or rate it as it stands.",
    "must-answer-unknown": "A marked factor is not known yet. While it is not, nothing passes between "
    "the two sides; work with one side is possible.",
    "unknown-without-plan": "A marked factor is not known yet. Say how it will be found out.",
    "stage-incomplete": "This stage needs more before it is signed: what those taking part think "
    "of it, or what happens if something goes wrong.",
    "alternatives-not-offered": "Where the risk cannot be managed, say what is offered instead.",
    "bar-in-force": "An order or bar forbids this form of contact.",
    "eligibility-harmed-side-only": "By its eligibility this case is worked with the person harmed "
    "only.",
    "eligibility-indirect-only": "By its eligibility nobody meets in this case; choose another form.",
    "specialist-consultation-needed": "A specialist must have been asked lately, and their advice "
    "written down, before anything passes.",
    "panel-not-consulted": "At this risk a panel or a partner must have been asked lately. Write down "
    "what they advised.",
    "manager-must-sign": "At this risk a manager must be one of those who sign.",
    "managing-director-must-sign": "At this risk the managing director must be one of those who sign.",
    "newer-version": "Somebody wrote a newer version meanwhile. Read it, then start from that one.",
    "template-changed": "The checklist was changed meanwhile. Judge by the new one.",
    "template-in-force": "This checklist is in force already.",
    "already-signed-off": "This version is signed and in force. Write a new one to change it.",
    "assessment-expired": "This assessment has run out. Write a new version.",
    "review-raised-since": "Something happened after this was written that calls for another look. "
    "Write a new version that takes it in.",
    "new-version-needed": "This review stops contact. It ends when a new version is signed.",
    "already-lifted": "This bar was lifted already.",
    "already-taken": "Somebody has taken this on already.",
    "hard-stop-not-ruled-out": "A fact is missing that may forbid any exception. Find it out first.",
    "exception-must-let-it-go-on": "An exception lets the case go on, with or without a restriction.",
    "restriction-and-decision-differ": "Name a restriction if it goes on with one, and none if not.",
    "domestic-abuse-needs-restriction": "With domestic abuse, or while nobody knows, an exception "
    "keeps a restriction that is safe for it.",
    "review-date-not-ahead": "The day of the review must lie ahead.",
    "review-date-too-far": "The day of the review must come within a year.",
    "no-policy-in-force": "No criteria of eligibility are in force.",
    "policy-has-flaws": "These criteria contradict themselves, leave a gap or hold a rule that nothing "
    "reaches.",
    "already-approved": "This is approved already.",
    "start-day-past": "Its first day is past: it would have decided otherwise than was decided.",
    "start-day-taken": "Other criteria for the same referrals begin on that day. Choose another.",
    "log-too-long-for-a-file": "There is more than one file holds. Narrow it by days, and take it in parts.",
    "own-account": "Nobody does this to their own account: another manager does.",
    "only-managing-director": "Only a managing director does this to a managing director, or makes one.",
    "no-password-here": "They sign in by their organisation and have no password here.",
    "username-taken": "There is an account of that name already.",
    "reviewed-by-its-own": "Nobody reviews what they opened themselves: somebody else does.",
    "reviewed-already": "Somebody has reviewed this already.",
    "day-ahead": "That day is still to come.",
    "sign-in-already-registered": "Somebody in the register signs in with that account already.",
}
BY_STATUS: Final[dict[int, str]] = {
    404: "We cannot find that page.",
    409: "A rule of practice does not allow this, so nothing was done.",
    422: "The answers are not complete.",
    429: "Too many attempts. Wait a while.",
    503: "Something that we depend on does not answer just now. Nothing was lost: try again "
    "shortly.",
}
FAULTS: Final[dict[str, str]] = {
    **process_words.FAULTS,
    "missing": "Needs an answer",
    "in-the-future": "Must not be in the future",
    "consent-missing": "Each person whom we are to contact must have agreed to be referred or "
    "contacted",
    "ask-offender-manager": "Somebody in custody or on licence refers themselves through their "
    "offender manager",
    "first-and-last-name": "Needs a first and a last name",
    "invalid": "Is not in the right form",
    "domain-unknown": "There is no such group of factors",
    "used-twice": "Is there twice",
    "named-by-a-trigger": "Must stay: something that happens asks for it to be judged again",
    "does-not-fit": "Does not fit the other answers",
    "before-start": "Must not be before its first day",
    "too-long": "Is too long",
    "greater-than-equal": "Is too low",
    "less-than-equal": "Is too high",
    "greater-than": "Is too low",
    "less-than": "Is too high",
    "string-too-short": "Is too short",
    "too-short": "Is too short",
    "enum": "Is not one of the answers",
    "value-error": "Is not in the right form",
    "date-from-datetime-parsing": "Is not a real date",
    "string-pattern-mismatch": "Is not in the right form",
    "string-too-long": "Is too long",
}


LIMITS: Final[dict[str, str]] = {
    "restorative-justice-information": "information about restorative justice (Victims’ Code)",
    "first-contact-by-coordinator": "a first contact by us",
}


def limit(code: str) -> str:
    """Return what a limit gives somebody a right to."""
    return LIMITS.get(code, label(code).lower())


def label(code: object) -> str:
    """Return what people read for a code; one without words of its own is read as it is."""
    text = str(getattr(code, "value", code))
    return LABELS.get(text, text.replace("_", " ").replace("-", " ").capitalize())


def the_system(by: str) -> str:
    """Return what people call a service that did something by itself; empty for an account."""
    kind, _, service = by.partition(":")
    return f"The system: {service}" if kind == "system" else ""


def priority_reason(code: str) -> str:
    """Return why a referral has enhanced priority: ``crime:murder`` is "murder"."""
    return label(code.rpartition(":")[2]).lower()


def open_fact(name: str) -> str:
    """Return what is not known yet in words."""
    return OPEN_FACTS.get(name, label(name))


def open_facts(names: Iterable[str]) -> str:
    """Return several things that are not known yet, as one goes on from a sentence."""
    told = (open_fact(name) for name in names)
    return ", ".join(f"{one[0].lower()}{one[1:]}" for one in told)


def message(kind: str) -> str:
    """Return what a kind of message tells, in words: ``intake.case_opened.v1`` is "Case opened"."""
    parts = kind.split(".")
    return label(parts[1]) if len(parts) > 1 else label(kind or "a message that nobody could read")


def condition(code: str) -> str:
    """Return a condition of the gate in words."""
    return CONDITIONS.get(code, label(code))


def day(when: date | datetime | None) -> str:
    """Return a date as people in Britain write it: ``7 October 2019``."""
    if when is None:
        return "–"
    if isinstance(when, datetime):
        return local_time(when).rsplit(",", 1)[0]
    return f"{when.day} {when:%B %Y}"


def days(count: int) -> str:
    """Return a number of days in words."""
    return "1 day" if count == 1 else f"{count} days"


def listed(names: Iterable[str]) -> str:
    """Return names as a sentence lists them: ``A``, ``A and B``, ``A, B and C``."""
    *first, last = (*names,) or ("",)
    return f"{', '.join(first)} and {last}" if first else last


def working_days(count: int) -> str:
    """Return a number of working days in words: deadlines count no weekend and no bank holiday."""
    return "1 working day" if count == 1 else f"{count} working days"


def refusal(code: str, status: int) -> str:
    """Return what to tell of a refusal: in its own words, or by its kind."""
    return REFUSALS.get(code) or BY_STATUS.get(status) or "Something went wrong on our side."


def about(name: str) -> str:
    """Return what a refusal is about in words: a factor of the checklist, another stop, a part."""
    if re.fullmatch(r"[A-Z]\d{1,2}", name):
        return f"Factor {name} of the checklist"
    return REFUSALS.get(name) or PARTS.get(name) or label(name)


def fault(found: Fault, asked: str = "") -> str:
    """Return what is wrong with a field, by the words of the question where there is one."""
    told = FAULTS.get(found.code) or f"{found.code.replace('-', ' ').capitalize()}"
    place = asked or found.field.replace("_", " ").replace(".", " ").capitalize()
    return f"{place}{'' if place.endswith('?') else ':'} {told[0].lower()}{told[1:]}"


def people(case: CaseView) -> dict[str, str]:
    """Return what to call the people of a case where nobody is named: by part and number."""
    named: dict[str, str] = {}
    counted: dict[str, int] = {}
    roles = [person.role for person in case.participants]
    for person in case.participants:
        counted[person.role] = counted.get(person.role, 0) + 1
        number = f" {counted[person.role]}" if roles.count(person.role) > 1 else ""
        named[str(person.person_id)] = label(person.role) + number
    return named
