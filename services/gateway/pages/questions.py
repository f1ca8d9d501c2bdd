"""The questions of a new referral, step by step, and the submission that their answers make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from services.gateway.pages import flags
from services.gateway.pages.forms import Field, choices
from shared.contracts.codes import (
    CaseFlag,
    Channel,
    ConsentMethod,
    CrimeType,
    ParticipantRole,
    Proceedings,
    Side,
    Source,
    UpdateCadence,
    YesNoUnknown,
)

Answers = dict[str, Any]
MOST = 15
"""How many people of one side one form names."""
NOT_FEED = tuple(channel for channel in Channel if channel is not Channel.FEED)
AREAS = (("london", "In London"), ("outside", "Outside London"), ("unknown", "Not known"))


def person(prefix: str, *, needed: bool = True, heading: str = "") -> tuple[Field, ...]:
    """Return the questions about one person."""
    return (
        Field(f"{prefix}given_name", "First name", needed=needed, heading=heading),
        Field(f"{prefix}family_name", "Last name", needed=needed),
        Field(
            f"{prefix}date_of_birth",
            "Date of birth",
            "date",
            "For example, 27 3 1986",
            needed=False,
        ),
        Field(f"{prefix}phone", "Phone number", "tel", needed=False),
        Field(f"{prefix}email", "E-mail address", "email", needed=False),
        Field(f"{prefix}postcode", "Postcode", needed=False),
    )


DIED = ("harmed_role", "deceased")
KNOWN = ("responsible_known", "yes")


def only_with(answer: tuple[str, ...], *fields: Field) -> tuple[Field, ...]:
    """Return questions as they apply with one answer to another question alone."""
    return tuple(replace(one, only_if=answer) for one in fields)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the form."""

    slug: str
    title: str
    fields: tuple[Field, ...]


WHO = Step(
    "who",
    "Who refers, and how did it arrive?",
    (
        Field("initiated_by", "Who asked for it?", "choice", choices=choices(Side)),
        Field("source", "Who sent it?", "choice", choices=choices(Source)),
        Field("channel", "How did it arrive?", "choice", choices=choices(Channel, *NOT_FEED)),
        Field("referrer_name", "Name of the referrer", needed=False),
        Field("referrer_contact", "How to reach the referrer", needed=False),
        Field(
            "update_cadence",
            "How often does the referrer want to hear?",
            "choice",
            choices=choices(UpdateCadence),
        ),
        Field("arrived_on", "Day of arrival", "date", "Only for paper and e-mail", needed=False),
        Field(
            "original_received_on",
            "Day on which the first service received it",
            "date",
            "Only where the case is transferred to us",
            needed=False,
        ),
        Field("prior_provider", "Service that it is transferred from", needed=False),
    ),
)
HARMED = Step(
    "harmed",
    "The person harmed",
    (
        Field(
            "harmed_role",
            "Is the person harmed alive?",
            "choice",
            choices=(("harmed", "Yes"), ("deceased", "No: a family member stands in")),
        ),
        *person("harmed_"),
        Field("harmed_safe_contact", "What makes contact safe or unsafe", "area", needed=False),
        Field("harmed_home_area", "Where do they live?", "choice", choices=AREAS),
        *only_with(
            DIED,
            *person("family_", needed=False, heading="Family member, where the person harmed died"),
            Field("family_relationship", "What they are to the person who died", needed=False),
        ),
        Field("harmed_more", "Was anybody else harmed, or is there more family?", "yesno",
              needed=False),
    ),
)  # fmt: skip
RESPONSIBLE = Step(
    "responsible",
    "The person responsible",
    (
        Field("responsible_known", "Is it known who is responsible?", "yesno"),
        *only_with(
            KNOWN,
            *person("responsible_", needed=False, heading="Where it is known"),
            Field("responsible_in_custody", "Are they in prison?", "yesno", needed=False),
            Field("responsible_on_licence", "Are they on licence?", "yesno", needed=False),
            Field("responsible_more", "Is anybody else responsible?", "yesno", needed=False),
        ),
    ),
)


def another_harmed(number: int) -> Step:
    """Return the step about the second, third … person harmed, or one more of the family."""
    ref = f"harmed{number}"
    return Step(
        f"harmed-{number}",
        f"Person harmed, or of the family, {number}",
        (
            Field(f"{ref}_role", "What are they?", "choice",
                  choices=(("harmed", "Harmed too"), ("family", "Family of who died"))),
            *person(f"{ref}_"),
            Field(f"{ref}_safe_contact", "What makes contact safe or unsafe", "area",
                  needed=False),
            Field(f"{ref}_home_area", "Where do they live?", "choice", choices=AREAS),
            Field(f"{ref}_relationship", "What they are to the person who died", needed=False),
            Field(f"{ref}_more", "Is there anybody else?", "yesno", needed=False),
        ),
    )  # fmt: skip


def another_responsible(number: int) -> Step:
    """Return the step about the second, third … person responsible."""
    ref = f"responsible{number}"
    return Step(
        f"responsible-{number}",
        f"Person responsible, {number}",
        (
            *person(f"{ref}_"),
            Field(f"{ref}_in_custody", "Are they in prison?", "yesno", needed=False),
            Field(f"{ref}_on_licence", "Are they on licence?", "yesno", needed=False),
            Field(f"{ref}_more", "Is anybody else responsible?", "yesno", needed=False),
        ),
    )


_ELSE = tuple(flag for flag in CaseFlag if flag not in flags.DECIDING)
OFFENCE = Step(
    "offence",
    "What happened",
    (
        Field("crime_type", "Kind of offence", "choice", choices=choices(CrimeType)),
        *flags.questions(flags.DECIDING, needed=True),
        Field(
            "flags",
            "What else applies",
            "checks",
            choices=tuple((flag.value, flags.APPLIES[flag]) for flag in _ELSE),
            needed=False,
        ),
        Field("offence_on", "Day of the offence", "date", needed=False),
        Field("place_area", "Where did it happen?", "choice", choices=AREAS),
        Field(
            "proceedings",
            "How far have the police or courts come?",
            "choice",
            choices=choices(Proceedings),
        ),
        Field(
            "responsibility_accepted",
            "Does the person responsible accept responsibility?",
            "choice",
            choices=choices(YesNoUnknown),
        ),
        Field("crime_number", "Crime number", needed=False),
        Field("narrative", "What happened, in a few words", "area", needed=False),
    ),
)
CONSENTS = "consents"
ASKED = (("be_referred", "being referred to us"), ("be_contacted", "being contacted by us"))


def consents(answers: Answers) -> Step:
    """Return the step about who has agreed to what, with everybody whom the answers name."""
    agreed = tuple(
        (f"{ref}.{purpose}", f"{called(ref)}: {text}")
        for one in (one for side in _people(answers).values() for one in side)
        if (ref := one["ref"]) and one["role"] != ParticipantRole.DECEASED
        for purpose, text in ASKED
    )
    asked_for_it = {code: name.lower() for code, name in choices(Side)}.get(
        answers.get("initiated_by", ""), "harmed or responsible"
    )
    return Step(
        CONSENTS,
        "Who has agreed, and to what",
        (
            Field("agreed", "Who has agreed to what?", "checks",
                  f"Everybody on the side that asked for it ({asked_for_it}) must have agreed to one.",
                  choices=agreed),
            Field("agreed_how", "How was it given?", "choice", choices=choices(ConsentMethod)),
            Field("agreed_to", "Who took the consent?", hint="A role or an agency will do"),
        ),
    )  # fmt: skip


def called(ref: str) -> str:
    """Return what a form calls one of its people."""
    side, number = ref.rstrip("0123456789"), ref.lstrip("abcdefghijklmnopqrstuvwxyz")
    if number:
        many = {"harmed": "Person harmed or of the family", "responsible": "Person responsible"}
        return f"{many[side]}, {number}"
    return {"harmed": "Person harmed", "family": "Family member"}.get(ref, "Person responsible")


def gaps(step: Step, answers: Answers) -> dict[str, str]:
    """Return what a step lacks by what was answered so far, by field, beside what it always asks."""
    if step.slug == RESPONSIBLE.slug:
        return _gaps_of_responsible(answers)
    if step.slug == HARMED.slug and answers.get("harmed_role") == ParticipantRole.DECEASED:
        named = answers.get("family_given_name") or answers.get("family_family_name")
        if named or not answers.get("harmed_more"):
            return _nameless("family", "a family member", answers)
    if step.slug == CONSENTS and answers.get("agreed"):
        refs = {one["ref"] for one in _asking(answers) if one["role"] != ParticipantRole.DECEASED}
        if left := sorted(refs - {code.split(".")[0] for code in answers["agreed"]}):
            who = " and ".join(called(ref).lower() for ref in left)
            return {"agreed": f"Choose what was agreed to by: {who}"}
    return {}


def _asking(answers: Answers) -> list[Answers]:
    """Return the people on the side that asked for it."""
    return _people(answers).get(answers.get("initiated_by", ""), [])


def _gaps_of_responsible(answers: Answers) -> dict[str, str]:
    known = answers.get("responsible_known")
    if known:
        return _nameless("responsible", "the person responsible", answers)
    if known is False and answers.get("initiated_by") == Side.RESPONSIBLE:
        return {"responsible_known": "The person responsible asked for it, so say who they are"}
    return {}


def _nameless(ref: str, who: str, answers: Answers) -> dict[str, str]:
    names = {"given_name": "first", "family_name": "last"}
    return {
        f"{ref}_{name}": f"Enter the {text} name of {who}"
        for name, text in names.items()
        if not answers.get(f"{ref}_{name}")
    }


def numbers(side: str, answers: Answers) -> Iterator[int]:
    """Return 2, 3 … for as many more people of a side as the answers say there are."""
    if side == "responsible" and not answers.get("responsible_known"):
        return
    before = side
    for number in range(2, MOST + 1):
        if not answers.get(f"{before}_more"):
            return
        yield number
        before = f"{side}{number}"


def steps_of(answers: Answers) -> tuple[Step, ...]:
    """Return the steps of a referral, as many as the people whom its answers name."""
    return (
        WHO,
        HARMED,
        *(another_harmed(number) for number in numbers("harmed", answers)),
        RESPONSIBLE,
        *(another_responsible(number) for number in numbers("responsible", answers)),
        OFFENCE,
        consents(answers),
    )


_WHO = tuple(field.name for field in WHO.fields)
_OFFENCE = ("offence_on", "place_area", "proceedings", "responsibility_accepted")
_PERSON = ("given_name", "family_name", "date_of_birth", "phone", "email", "postcode")


def submission(answers: Answers) -> Answers:
    """Return the answers as a referral's submission, for the one validation of every door."""
    given = answers.get
    offence = {name: given(name) for name in (*_OFFENCE, "crime_number", "narrative")}
    people = _people(answers)
    refs = {one["ref"] for side in people.values() for one in side}
    return {
        **_without_gaps({name: given(name) for name in _WHO}),
        **people,
        "offence": {
            "crime_types": [given("crime_type")],
            **_without_gaps(offence),
            **flags.told(answers, ticked=given("flags") or ()),
        },
        "consents": [
            _consent(answers, ref, purpose)
            for ref, purpose in (code.split(".") for code in given("agreed", ()))
            if ref in refs
        ],
    }


def _people(answers: Answers) -> dict[str, list[Answers]]:
    role = answers.get("harmed_role", "harmed")
    harmed = [_person(answers, "harmed", role, ("safe_contact", "home_area"))]
    if role == ParticipantRole.DECEASED:
        harmed = [_person(answers, "harmed", role, ("home_area",), reachable=False)]
        if answers.get("family_given_name"):
            harmed.append(_person(answers, "family", "family", ("relationship",)))
    for number in numbers("harmed", answers):
        ref = f"harmed{number}"
        more = ("safe_contact", "home_area", "relationship")
        harmed.append(_person(answers, ref, answers.get(f"{ref}_role", "harmed"), more))
    refs = [f"responsible{number}" for number in numbers("responsible", answers)]
    if answers.get("responsible_known"):
        refs.insert(0, "responsible")
    held = ("in_custody", "on_licence")
    responsible = [_person(answers, ref, "responsible", held) for ref in refs]
    return {"harmed": harmed, "responsible": responsible}


def _person(
    answers: Answers, ref: str, role: str, more: tuple[str, ...], *, reachable: bool = True
) -> Answers:
    names = [name for name in _PERSON if reachable or name not in ("phone", "email")]
    told = {name: answers.get(f"{ref}_{name}") for name in (*names, *more)}
    return {"ref": ref, "role": role, **_without_gaps(told)}


def _consent(answers: Answers, ref: str, purpose: str) -> Answers:
    return {
        "participant": ref,
        "purpose": purpose,
        "method": answers.get("agreed_how"),
        "obtained_by": answers.get("agreed_to"),
    }


def _without_gaps(told: Answers) -> Answers:
    return {name: value for name, value in told.items() if value not in (None, "", [])}


__all__ = ["Answers", "Step", "steps_of", "submission"]
