"""Whatever lists, searches and acts on many cases at once touch is what the record check allows."""

import random
from datetime import date

import pytest

from services.intake.access import ACCESS
from services.intake.entrypoints import serves
from services.intake.store import cases
from services.intake.use_cases.visibility import visible_case
from services.intake.use_cases.waiting import raise_asked
from shared.contracts.codes import AgencyRequestKind, ConsentPurpose
from shared.contracts.intake import contact, limits, searching, waiting
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.codes import TaskKind, UpdateInterval, UpdatePath
from shared.kernel.errors import NotFound, NotPermitted
from shared.security.actors import Actor, ActorKind, Role
from shared.security.permissions import check
from tests.support.intake import COORDINATOR, a_submission
from tests.support.telling import tell

CASES, USERS = 24, 1000
AGENCIES = ("mps", "btp", "victim_support")
PEOPLE = sorted(set(Role) - {Role.SYSTEM})
LATER = date(2031, 1, 1)
EVERY_LIST = {
    intake.CASES: intake.ListCases(limit=500),
    searching.SEARCH_CASES: searching.SearchCases(crime_type="theft", limit=500),
    limits.LIMITS: limits.ListLimits(limit=500),
    waiting.WAITING: waiting.ListWaiting(limit=500),
    waiting.TASKS: waiting.ListTasks(limit=500),
    contact.DUE_UPDATES: contact.ListUpdates(by=LATER, limit=500),
    contact.CONSENTS_TO_REVIEW: contact.ListReviews(by=LATER, limit=500),
}


@pytest.fixture
def town(intake):
    """Cases of several agencies, each with something in every list."""
    made = random.Random(7)
    found = [a_case(intake, number, made) for number in range(CASES)]
    return intake, found


def a_case(world, number, made):
    person = {"ref": "h", "role": "harmed", "given_name": "Testperson"}
    agreed = {"participant": "h", "purpose": "be_contacted", "obtained_by": "PC Gammaexample"}
    harmed = [{**person, "family_name": f"Number{number}example"}]
    offence = {"crime_types": ["theft"], "crime_number": f"01/{1000 + number}/19", "force": "mps"}
    submission = a_submission(harmed=harmed, responsible=[], offence=offence, consents=[agreed])
    agency = made.choice(AGENCIES)
    who = Actor(
        f"officer-{made.randrange(4)}",
        ActorKind.PARTNER,
        frozenset({Role.PARTNER_REFERRER}),
        agency,
    )
    taken = world.ask(intake.SUBMIT_REFERRAL, intake.SubmitReferral(submission=submission), who)
    case_id, person_id = taken.case_id, taken.participants[0].person_id
    about = {"case_id": case_id, "person_id": person_id}
    ask = intake.OpenAgencyRequest(**about, agency="mps", kind=AgencyRequestKind.FIND, clause="4.1")
    world.ask(intake.OPEN_AGENCY_REQUEST, ask)
    promise = contact.PromiseUpdates(
        **about, interval=UpdateInterval.WEEKLY, path=UpdatePath.DIRECT
    )
    world.ask(contact.PROMISE_UPDATES, promise)
    consent = intake.RecordConsent(
        **about,
        purpose=ConsentPurpose.BE_CONTACTED,
        understood=True,
        review_on=date(2030, 1, 1),
    )
    world.ask(intake.RECORD_CONSENT, consent)
    with world.as_(COORDINATOR) as uow:
        raise_asked(uow, case_id, person_id, [TaskKind.FIND_OFFENDER_MANAGER], cause="invented")
    return case_id


def a_user(made, number):
    roles = frozenset(made.sample(PEOPLE, made.choice((1, 1, 1, 2, 3))))
    if number % 2:  # those whose sight is narrow, more often than chance would have it
        roles = frozenset(
            {Role.FACILITATOR, made.choice((Role.FACILITATOR, Role.PARTNER_REFERRER))}
        )
    organisation = made.choice((None, None, *AGENCIES))
    id_ = made.choice((f"user-{number}", f"officer-{made.randrange(4)}"))
    return Actor(id_, made.choice(list(ActorKind)), roles, organisation, "gateway")


def assigned_at_random(uow, user, found, made):
    chosen = made.sample(found, made.randrange(6))
    for case_id in chosen:
        cases.assign(uow.connection, case_id, [user.id], uow.now())
    for case_id in chosen[: made.randrange(3)]:
        cases.release(uow.connection, case_id, user.id, uow.now())


def seen_one_by_one(uow, found):
    seen = set()
    for case_id in found:
        try:
            seen.add(visible_case(uow, case_id).case_id)
        except NotFound:
            continue
    return seen


def listed(uow, method, request):
    answer = serves.get(method.name).use_case(uow, request)
    (field,) = [
        name for name in type(answer).model_fields if name not in ("next_page", "not_opened")
    ]
    return {row.case_id for row in getattr(answer, field)}


@pytest.mark.slow
def test_a_thousand_people_find_in_every_list_what_they_may_open_and_nothing_else(
    town, pytestconfig
):
    world, found = town
    made = random.Random(20191001)
    compared, narrowed, refused = 0, 0, 0
    for number in range(USERS):
        user = a_user(made, number)
        with world.as_(user) as uow:
            assigned_at_random(uow, user, found, made)
            allowed = seen_one_by_one(uow, found)
            for method, request in EVERY_LIST.items():
                try:
                    check(ACCESS, method.name, user)
                except NotPermitted:
                    refused += 1
                    continue
                assert listed(uow, method, request) == allowed, (method.name, user)
                compared += 1
                narrowed += 0 < len(allowed) < len(found)
            for case_id in found:
                cases.release(uow.connection, case_id, user.id, uow.now())
    tell(
        pytestconfig,
        "Lists equal record checks",
        f"intake: {USERS} people, {CASES} cases, {compared} lists compared "
        f"({narrowed} narrowed to some cases), {refused} refused by role",
    )
    assert narrowed > USERS // 2
    assert compared + refused == USERS * len(EVERY_LIST)
