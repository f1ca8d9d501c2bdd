"""Refer yourself: no sign-in, plain English, a quick way out, and nothing kept until it is sent."""

from __future__ import annotations

from typing import Any

from fastapi.responses import Response
from pydantic import ValidationError

from services.gateway.pages import flags, words
from services.gateway.pages.access import PUBLIC
from services.gateway.pages.forms import Field, Read, choices, new_key, read
from services.gateway.pages.new_referral import told
from services.gateway.pages.questions import Step
from services.gateway.pages.site import Page, Visit
from services.gateway.problems import faults_in
from services.gateway.referring_oneself import ASK_OFFENDER_MANAGER, refer
from shared.contracts.codes import CrimeType
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import InvalidInput, Refused

NOT_NOW = (("yes", "Yes"), ("no", "No"), ("unknown", "I would rather not say now"))
AREAS = (
    ("london", "In London"),
    ("outside", "Outside London"),
    ("unknown", "I would rather not say now"),
)
SO_FAR = (
    ("not_reported", "It was not reported to the police"),
    ("reported", "It was reported to the police"),
    ("arrested", "Somebody was arrested"),
    ("released_without_charge", "Somebody was arrested and let go without a charge"),
    ("out_of_court_disposal", "It was settled without a court, such as by a caution"),
    ("deferred_prosecution", "It goes to no court if certain things are done"),
    ("charged", "Somebody was charged"),
    ("convicted", "Somebody was found guilty"),
    ("sentenced", "Somebody was sentenced"),
    ("concluded", "It is over in some other way"),
    ("unknown", "I do not know"),
)
"""How far it has come, in words that nobody has to know the courts for."""
FIELDS = (
    Field(
        "initiated_by",
        "Which of these are you?",
        "choice",
        choices=(("harmed", "I was harmed"), ("responsible", "I harmed somebody")),
    ),
    Field("given_name", "Your first name", autocomplete="given-name"),
    Field("family_name", "Your last name", autocomplete="family-name"),
    Field(
        "phone",
        "Your phone number",
        "tel",
        "We need at least one way to reach you",
        needed=False,
        autocomplete="tel",
    ),
    Field("email", "Your e-mail address", "email", needed=False, autocomplete="email"),
    Field(
        "safe_contact",
        "How can we reach you safely?",
        "area",
        "For example: only by text, only on weekdays, leave no voicemail. If you have no phone and "
        "no e-mail that are safe, say here how else we can reach you.",
        needed=False,
    ),
    Field("home_area", "Where do you live?", "choice", choices=AREAS),
    Field("crime_type", "What kind of thing happened?", "choice", choices=choices(CrimeType)),
    Field(
        "proceedings",
        "What have the police or courts done so far?",
        "choice",
        choices=SO_FAR,
    ),
    Field(
        "other_given_name", "First name, if you know it", needed=False, heading="The other person"
    ),
    Field("other_family_name", "Last name, if you know it", needed=False),
    Field(
        "flag_domestic_abuse",
        "Is the other person a partner, a former partner, or one of your family?",
        "choice",
        "You need not answer these two questions. They help us to choose who gets in touch with "
        "you. What you leave out, we ask when it is safe for you to talk.",
        choices=NOT_NOW,
        needed=False,
        heading="If you were harmed",
    ),
    Field(
        "flag_stalking",
        "Do they keep contacting or following you when you do not want it?",
        "choice",
        choices=NOT_NOW,
        needed=False,
    ),
    Field(
        "in_custody",
        "If you harmed somebody: are you in prison or on licence?",
        "yesno",
        "Then it is your offender manager who refers you. We keep what you ask, and find them.",
        needed=False,
    ),
    Field(
        "agree",
        "May we contact you?",
        "checks",
        choices=(("yes", "Yes, you may contact me about this"),),
    ),
)
WHOLE = Step("all", "Your answers", FIELDS)
NO_WAY = (
    "Enter a phone number or an e-mail address, or say below how else we can reach you safely: "
    "without one we cannot contact you"
)
NO_NUMBER = "Enter a phone number, such as 020 7946 0000"
FEWEST_DIGITS = 6


def form_page(visit: Visit) -> Response:
    """Show the form."""
    return _form(visit, Read())


def _form(visit: Visit, done: Read, status: int = 200) -> Response:
    return visit.show("referrals/yourself.html", status, fields=FIELDS, read=done)


def form(visit: Visit) -> Response:
    """Check the answers, let them be changed, and send them when they are right."""
    done, step = read(FIELDS, visit.form), visit.form.one("step")
    done.errors.update(_unreachable(done.typed, done.values))
    if done.errors or step == "change":
        return _form(visit, done, 422 if done.errors else 200)
    if step != "send":
        return visit.show(
            "referrals/yourself_check.html",
            told=told(WHOLE, done.values),
            hidden=tuple(_hidden(done.values)),
            key=new_key(),
        )
    return _send(visit, done)


def _unreachable(typed: dict[str, Any], told: dict[str, Any]) -> dict[str, str]:
    """Return why nobody could reach them; in prison or on licence their offender manager does."""
    if typed["phone"] and sum(one.isdigit() for one in typed["phone"]) < FEWEST_DIGITS:
        return {"phone": NO_NUMBER}
    routed = told.get("initiated_by") == "responsible" and told.get("in_custody")
    ways = ("phone", "email", "safe_contact")
    return {} if routed or any(typed[name] for name in ways) else {"phone": NO_WAY}


def _hidden(values: dict[str, Any]) -> list[tuple[str, str]]:
    said = {True: "yes", False: "no"}
    return [
        (name, said.get(value, str(value)) if isinstance(value, bool) else str(one))
        for name, value in values.items()
        for one in (value if isinstance(value, list) else [value])
    ]


def _send(visit: Visit, done: Read) -> Response:
    try:
        body = ReferralSubmission(**_submission(done.values))
        taken = refer(visit.site.backoffice, body, visit.form.one("key"))
    except (ValidationError, InvalidInput) as wrong:
        faults = faults_in(wrong)
        says = "; ".join(dict.fromkeys(words.fault(fault) for fault in faults))
        return _form(visit, Read(done.values, done.typed, {"": says}), 422)
    except Refused as refused:
        if refused.code != ASK_OFFENDER_MANAGER:
            raise
        return visit.show("referrals/asked.html")
    return visit.show("referrals/sent.html", reference=taken.reference, own=True)


def _submission(values: dict[str, Any]) -> dict[str, Any]:
    mine = values["initiated_by"]
    theirs = "responsible" if mine == "harmed" else "harmed"
    names = ("given_name", "family_name", "phone", "email", "safe_contact", "home_area")
    me = {name: values[name] for name in names if name in values}
    if mine == "responsible":
        me["in_custody"] = values.get("in_custody", False)
    people: dict[str, list[dict[str, Any]]] = {mine: [{"ref": "me", "role": mine, **me}]}
    other = {name: values.get(f"other_{name}", "") for name in ("given_name", "family_name")}
    if mine == "responsible" or any(other.values()):
        named = {name: text or "Not known" for name, text in other.items()}
        people[theirs] = [{"ref": "other", "role": theirs, **named}]
    return {
        "initiated_by": mine,
        "source": "self",
        "channel": "web_form",
        "harmed": people.get("harmed", []),
        "responsible": people.get("responsible", []),
        "offence": {
            "crime_types": [values["crime_type"]],
            "proceedings": values["proceedings"],
            **flags.told(values if mine == "harmed" else {}),
        },
        "consents": [
            {"participant": "me", "purpose": purpose, "method": "online", "obtained_by": "self"}
            for purpose in ("be_referred", "be_contacted")
        ],
    }


PAGES = (
    Page("GET", "/refer-yourself", PUBLIC, form_page),
    Page("POST", "/refer-yourself", PUBLIC, form),
)
