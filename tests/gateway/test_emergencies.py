"""A case opened in an emergency: for reading, with a reason, reviewed by somebody else."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from services.gateway import emergencies as module
from services.gateway.backoffice import Call
from shared.audit.tables import audit_entries
from shared.contracts.intake import rpc as intake
from shared.kernel.errors import NotFound
from shared.security.actors import Actor, ActorKind, Role, system_actor
from tests.gateway.conftest import PASSWORD

CASE = UUID("01900000-0000-7000-8000-000000000001")
WHY = {"reason": "My colleague is ill and the visit is tonight."}
KEY = {"Idempotency-Key": "an-invented-key"}
FOUND = intake.CaseView(
    case_id=CASE,
    reference="RJ-INVENTED",
    stage="referred",
    on_hold=False,
    opened_at=datetime(2019, 7, 1, tzinfo=UTC),
    referral_ids=(),
    participants=(),
    strands=(),
    consents=(),
    agency_requests=(),
)


@pytest.fixture
def facilitator(identities, signed_in):
    identities.create(
        username="facilitator@service.example.org",
        password=PASSWORD,
        roles=frozenset({Role.FACILITATOR}),
        by=system_actor("gateway"),
    )
    return signed_in(Role.FACILITATOR)


@pytest.fixture
def only_if_opened(backoffice):
    """Intake as it answers who does not have the case."""

    def ask(call):
        backoffice.asked.append(call)
        if str(CASE) in call.actor.opened:
            return FOUND
        raise NotFound("case-unknown")

    backoffice.ask = ask
    return backoffice


def test_a_facilitator_reads_a_case_of_a_colleague_after_saying_why(facilitator, only_if_opened):
    assert facilitator.get(f"/api/v1/cases/{CASE}").status_code == 404

    opened = facilitator.post(f"/api/v1/cases/{CASE}/emergency", json=WHY)

    assert opened.status_code == 201
    assert facilitator.get(f"/api/v1/cases/{CASE}").status_code == 200


def test_nothing_is_ordered_in_an_emergency_and_no_other_case_is_opened(
    facilitator, only_if_opened
):
    facilitator.post(f"/api/v1/cases/{CASE}/emergency", json=WHY)
    only_if_opened.asked.clear()

    facilitator.post(f"/api/v1/cases/{CASE}/people/{PERSON}/consents", json=A_CONSENT, headers=KEY)
    facilitator.get(f"/api/v1/cases/{uuid4()}")

    assert [(call.method.kind, call.actor.opened) for call in only_if_opened.asked] == [
        ("command", frozenset()),
        ("query", frozenset()),
    ]


A_CONSENT = {"purpose": "be_contacted"}
PERSON = uuid4()


def test_of_what_is_asked_together_only_questions_about_the_opened_case_are_vouched_for(
    facilitator, only_if_opened, identities
):
    facilitator.post(f"/api/v1/cases/{CASE}/emergency", json=WHY)
    only_if_opened.asked.clear()
    me = identities.find(facilitator.headers["authorization"].removeprefix("Bearer ")).actor
    requests = [intake.CaseById(case_id=one) for one in (CASE, uuid4(), CASE)]
    calls = [Call(intake.CASE, request, me) for request in requests]

    module.WithEmergencies(only_if_opened, identities.emergencies).ask_together(calls)

    opened = [call.actor.opened for call in only_if_opened.asked]
    assert opened == [frozenset({str(CASE)}), frozenset(), frozenset({str(CASE)})]


def test_it_ends_after_four_hours(facilitator, only_if_opened, monkeypatch):
    facilitator.post(f"/api/v1/cases/{CASE}/emergency", json=WHY)

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(hours=4, minutes=1)

    monkeypatch.setattr(module, "datetime", Later)

    assert facilitator.get(f"/api/v1/cases/{CASE}").status_code == 404


def test_a_manager_reviews_it_once_and_what_was_not_justified_ends_at_once(
    facilitator, only_if_opened, signed_in
):
    facilitator.post(f"/api/v1/cases/{CASE}/emergency", json=WHY)
    manager = signed_in(Role.SERVICE_MANAGER)
    (waits,) = manager.get("/api/v1/emergencies").json()
    assert waits["reason"] == WHY["reason"]
    url = f"/api/v1/emergencies/{waits['emergency_id']}/review"
    verdict = {"justified": False, "note": "The visit had been moved already."}

    assert manager.post(url, json=verdict).status_code == 204
    assert manager.post(url, json=verdict).json()["code"] == "reviewed-already"

    assert manager.get("/api/v1/emergencies").json() == []
    assert facilitator.get(f"/api/v1/cases/{CASE}").status_code == 404


def test_nobody_reviews_their_own(facilitator, only_if_opened, identities):
    made = facilitator.post(f"/api/v1/cases/{CASE}/emergency", json=WHY).json()
    token = facilitator.headers["authorization"].removeprefix("Bearer ")
    me = identities.find(token).actor

    with pytest.raises(module.Refused, match="reviewed-by-its-own"):
        identities.emergencies.review(
            me, UUID(made["emergency_id"]), justified=True, note="It was right."
        )


def test_a_case_that_is_not_there_cannot_be_opened(facilitator, backoffice):
    backoffice.answers["case"] = NotFound("case-unknown")

    answer = facilitator.post(f"/api/v1/cases/{CASE}/emergency", json=WHY)

    assert answer.status_code == 404


@pytest.mark.parametrize("role", [Role.CASE_COORDINATOR, Role.AUDITOR])
def test_it_is_for_those_who_may_read_cases_but_not_this_one(signed_in, role):
    answer = signed_in(role).post(f"/api/v1/cases/{CASE}/emergency", json=WHY)

    assert answer.status_code == 403


def trail(emergencies):
    with emergencies._vault.reading() as (connection, _keys):
        rows = connection.execute(select(audit_entries).order_by(audit_entries.c.at)).all()
    return [(row.action, row.subject, row.actor) for row in rows]


def test_a_try_that_fails_is_kept_in_the_trail_under_whose_it_was(
    facilitator, backoffice, identities
):
    backoffice.answers["case"] = NotFound("case-unknown")
    me = next(one for one in identities.everyone() if Role.FACILITATOR in one.roles)

    facilitator.post(f"/api/v1/cases/{CASE}/emergency", json=WHY)

    assert trail(identities.emergencies)[-1] == (
        "case-not-opened-in-emergency",
        f"case/{CASE}",
        me.id,
    )


def test_of_a_reference_that_leads_nowhere_the_trail_keeps_who_tried_and_not_what_was_typed(
    backoffice, identities
):
    backoffice.answers["find_case"] = NotFound("case-unknown")
    me = Actor("account-1", ActorKind.STAFF, frozenset({Role.FACILITATOR}), None, "gateway")

    with pytest.raises(NotFound):
        identities.emergencies.open_by_reference(backoffice, me, "Mrs Invented", WHY["reason"])

    assert trail(identities.emergencies)[-1] == (
        "case-not-opened-in-emergency",
        "account/account-1",
        "account-1",
    )


def test_who_reads_why_a_case_was_opened_is_kept_in_the_trail(
    facilitator, signed_in, browser, only_if_opened, identities
):
    made = facilitator.post(f"/api/v1/cases/{CASE}/emergency", json=WHY).json()
    manager = signed_in(Role.SERVICE_MANAGER)
    me = manager.get("/api/v1/me").json()["id"]

    manager.get("/api/v1/emergencies")
    browser.sign_in(Role.SERVICE_MANAGER)
    for path in ("/emergencies", f"/emergencies/{made['emergency_id']}"):
        assert WHY["reason"] in browser.get(path).text

    read = [one for one in trail(identities.emergencies) if one[0] == "emergency-read"]
    assert read == [("emergency-read", f"case/{CASE}", me)] * 3


def test_a_try_of_whose_role_may_not_is_kept_in_the_trail_too(signed_in, identities):
    signed_in(Role.CASE_COORDINATOR).post(f"/api/v1/cases/{CASE}/emergency", json=WHY)

    action, subject, actor = trail(identities.emergencies)[-1]
    (me,) = (one.id for one in identities.everyone() if Role.CASE_COORDINATOR in one.roles)
    assert (action, subject, actor) == ("case-not-opened-in-emergency", f"case/{CASE}", me)


def test_of_an_address_that_is_no_id_the_trail_keeps_only_who_tried(signed_in, identities):
    signed_in(Role.AUDITOR).post("/api/v1/cases/mrs-invented/emergency", json=WHY)

    action, subject, actor = trail(identities.emergencies)[-1]
    assert (action, subject) == ("case-not-opened-in-emergency", f"account/{actor}")


def test_who_owes_a_second_step_opens_nothing_and_the_trail_says_that_they_tried(
    facilitator, identities
):
    identities._second_step_for = frozenset({Role.FACILITATOR})

    refused = facilitator.post(f"/api/v1/cases/{CASE}/emergency", json=WHY)

    assert (refused.status_code, refused.json()["code"]) == (403, "second-step-owed")
    assert trail(identities.emergencies)[-1][:2] == ("case-not-opened-in-emergency", f"case/{CASE}")
