"""Whatever an agency leaves out, or does not know, stays unknown: no translation makes it a fact."""

import copy
from datetime import date
from functools import cache
from typing import Literal, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from services.feeds.agencies.probation.codes import UNKNOWN
from services.feeds.book import feeds
from services.intake.use_cases.describing import facts_of_referral
from services.intake.use_cases.flagging import as_heard
from services.screening.use_cases import reacting as screening
from shared.contracts.codes import CrimeType
from shared.contracts.intake.people import ReferralSubmission
from tests.feeds.test_forms import dialect, sample

pytestmark = pytest.mark.slow

DAY = date(2019, 7, 1)
NOT_KNOWN = {"U", "UNK", "UNKNOWN", "Unknown", "unknown", "not_known"}
CONSENT = {"to_referral": "Y", "to_contact": "N", "taken_on": "2019-03-01"}
MORE = {
    "mps": {
        "offence": {"markers": ["KN"], "classification": "SEXO"},
        "victims": [
            {
                "works_in_london": "Y",
                "postcode": "ZZ99 3VZ",
                "contact_advice": "Only in the morning.",
            },
            {
                "forenames": "Gamma",
                "surname": "Testperson",
                "dob": "2010-01-02",
                "lives_in_london": "N",
                "consent": {**CONSENT, "how": "SIGNED"},
            },
        ],
        "suspects": [
            {
                "in_custody": True,
                "on_licence": True,
                "prison": "WWI",
                "prison_number": "A0001AA",
                "lives_in_london": "N",
                "consent": {**CONSENT, "how": "ONLINE"},
            }
        ],
        "disposal": "CC",
        "disposal_condition": True,
    },
    "hmpps": {
        "subject": {"lives_in": "OUT", "postcode": "ZZ99 3VZ", "cro": "123456/99X"},
        "offence": {"flags": ["WP"], "group": "SEX"},
        "victims": [
            {"date_of_birth": "1999-01-02", "email": "iota@example.org", "consent": CONSENT},
            {"forenames": "Kappa", "surname": "Testperson-Harmed", "lives_in": "OUT"},
        ],
    },
    "victim_support": {
        "client": {"works": "Elsewhere", "known_as": "Eppy", "safe_to_contact": "In the morning."},
        "crime": {"features": ["knife"], "kind": "sexual", "police_reference": "0000003/19"},
        "offenders": [
            {
                "first_name": "Zeta",
                "last_name": "Testperson",
                "date_of_birth": "1990-03-04",
                "in_prison": True,
            }
        ],
        "rj_interest": "Fictional.",
    },
}
WHO = {"deceased", "bereaved_relative", "on_behalf_of"}
"""What says which people there are, rather than something about them."""
STATED = {"method", "update_cadence"}
"""What the form itself says that a gap means: so the sender has said it."""
WORDS = {"narrative", "offender_manager", "referrer_name"}
"""What is composed for a person to read."""
NO_FACT_WHERE_FALSE = {"in_custody", "on_licence"}


def whole(agency):
    """Return a message in which the agency tells all that its form has room for."""
    return merged(sample(agency), MORE[agency])


def merged(told, more):
    if isinstance(told, dict) and isinstance(more, dict):
        return told | {name: merged(told.get(name), value) for name, value in more.items()}
    if isinstance(told, list) and isinstance(more, list) and more and isinstance(more[0], dict):
        rest = told[len(more) :] + more[len(told) :]
        return [merged(one, other) for one, other in zip(told, more, strict=False)] + rest
    return more


def gaps(model, told, at=()):
    """Yield each way to know less of a message: its place, and the code there (None: left out)."""
    for name, field in model.model_fields.items():
        if name not in told or name in WHO:
            continue
        where = (*at, name)
        if not field.is_required():
            yield where, None
        yield from ((where, code) for code in sorted(NOT_KNOWN & codes(field.annotation)))
        part = told[name]
        for inner in parts(field.annotation):
            rows = enumerate(part) if isinstance(part, list) else [(None, part)]
            for number, row in rows:
                yield from gaps(inner, row, where if number is None else (*where, number))


def codes(annotation):
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    return set().union(*(codes(one) for one in get_args(annotation)))


def parts(annotation):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for one in get_args(annotation):
        yield from parts(one)


def without(told, known_less):
    """Return the message with these gaps; a place whose surroundings have gone is gone already."""
    left = copy.deepcopy(told)
    for (*way, name), code in known_less:
        place = left
        for step in way:
            inside = isinstance(place, list) or (isinstance(place, dict) and step in place)
            place = place[step] if inside else None
        if place is None or name not in place:
            continue
        if code is None:
            del place[name]
        else:
            place[name] = code
    return left


@cache
def everything_of(agency):
    return translated(agency, whole(agency))


def translated(agency, body):
    form = dialect(agency)
    return as_heard(
        ReferralSubmission.model_validate(form.translate(form.Referral.model_validate(body)))
    )


def leaves(value, at=()):
    """Yield what is told, place by place. People and consents have a name, and lists no order."""
    if isinstance(value, dict):
        name = [value[key] for key in ("ref", "participant", "purpose", "kind") if key in value]
        for key, inner in value.items():
            yield from leaves(inner, (*at, *map(str, name), key))
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from leaves(inner, at)
    else:
        yield at, str(value)


def told_facts(submission):
    told = submission.model_dump(mode="json")
    offence = told["offence"]
    if offence["crime_type_known"] is False:
        assert offence["crime_types"] == [CrimeType.OTHER.value]
        offence["crime_types"] = []
    offence["crime_type_known"] = None  # whether it is known is what the other one shows
    found = {
        (at, value)
        for at, value in leaves(told)
        if value not in {"None", "unknown"} and at[-1] not in STATED | WORDS
    }
    return {
        (at, value)
        for at, value in found
        if not (at[-1] in NO_FACT_WHERE_FALSE and value == "False")
    }


def derived(submission):
    """Return what eligibility would take for known."""
    facts = screening.facts_of(facts_of_referral(submission, DAY))
    return {(name, value) for name, value in facts.items() if value != "unknown"}


ALL = {
    agency: sorted(gaps(dialect(agency).Referral, whole(agency)), key=repr) for agency in feeds()
}


@pytest.mark.requirement("ELG-16", "INT-20")
@pytest.mark.parametrize("agency", feeds())
@settings(max_examples=40, derandomize=True)
@given(data=st.data())
def test_what_is_left_out_or_unknown_never_becomes_a_fact(agency, data):
    everything = everything_of(agency)
    known_less = data.draw(st.lists(st.sampled_from(ALL[agency]), unique=True))

    try:
        less = translated(agency, without(whole(agency), known_less))
    except (ValidationError, KeyError):
        return  # it is sent back, and nobody takes it for anything

    assert told_facts(less) <= told_facts(everything)
    assert derived(less) <= derived(everything)


@pytest.mark.parametrize("agency", feeds())
def test_each_gap_by_itself_makes_no_fact(agency):
    everything = everything_of(agency)
    assert len(ALL[agency]) > 15

    for gap in ALL[agency]:
        try:
            less = translated(agency, without(whole(agency), [gap]))
        except ValidationError:
            continue
        assert told_facts(less) <= told_facts(everything), gap
        assert derived(less) <= derived(everything), gap


@pytest.mark.requirement("ELG-07", "ELG-16")
def test_a_kind_of_offence_that_probation_does_not_know_may_have_been_sexual():
    body = sample("hmpps")

    def sexual(group):
        body["offence"]["group"] = group
        return screening.facts_of(facts_of_referral(translated("hmpps", body), DAY))["sexual"]

    assert [sexual(group) for group in (UNKNOWN, "SEX", "OTH", "ROB")] == [
        "unknown",
        "yes",
        "no",
        "no",
    ]
