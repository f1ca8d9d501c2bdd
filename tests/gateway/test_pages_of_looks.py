"""Who looked at a case, as those entitled read it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.gateway.pages.asking import Part
from services.gateway.pages.looks import AT_ONCE, PER_PAGE, page_of
from shared.contracts.intake import rpc as intake
from shared.contracts.looking import Look, Looks
from shared.kernel.errors import NotFound, Unavailable
from shared.security.actors import Role

CASE = UUID("01900000-0000-7000-8000-000000000001")
PERSON = UUID("01900000-0000-7000-8000-000000000002")
NOON = datetime(2026, 3, 2, 12, 0, 5, tzinfo=UTC)


def look(what="case.read", by="one", *, after=0.0, **more):
    """Somebody read something, so many minutes after noon."""
    told = {"roles": ("case_coordinator",), "purpose": "casework", **more}
    return Look(at=NOON + timedelta(minutes=after), by=by, what=what, **told)


def part(service, *looks):
    newest_first = sorted(looks, key=lambda one: one.at, reverse=True)
    return Part(service, Looks(looks=tuple(newest_first[:AT_ONCE])))


def asked_before(parts, before):
    return [part(p.service, *(one for one in p.answer.looks if one.at < before)) for p in parts]


def test_opening_a_case_is_one_look_whatever_services_were_read():
    opened = part("intake", look(), look("case_timeline.read", after=0.01))
    risk = part("screening", look("risk.read", after=0.02))

    (one,) = page_of([opened, risk], {}).glances

    assert one.what == "Its timeline, the case, the risk assessment"
    assert (one.by, one.roles, one.purpose) == ("one", "Case coordinator", "Casework")


def test_what_comms_calls_otherwise_is_told_in_the_same_words():
    read = part("comms", look("meetings_read"), look("party_file_read", purpose="oversight"))

    found = {(one.what, one.purpose) for one in page_of([read], {}).glances}

    assert found == {
        ("Meetings", "Casework"),
        ("All that one side was given", "To see that nothing reached them that should not"),
    }


def test_what_somebody_said_it_was_for_is_told_in_their_own_words():
    said = look("person.revealed", purpose="stated-in-words", in_words="Mrs Example rang.")
    gone = look("contact_advice.read", purpose="stated-in-words")

    found = {(one.what, one.purpose) for one in page_of([part("intake", said, gone)], {}).glances}

    assert found == {
        ("Somebody's details", "“Mrs Example rang.”"),
        ("How to reach somebody safely", "Said in words that cannot be shown"),
    }


def test_another_person_another_purpose_and_an_emergency_are_looks_of_their_own():
    details = look("person.revealed", purpose="to_call_back", person_id=PERSON)
    found = page_of(
        [part("intake", look(), look(by="two"), details, look(in_emergency=True))],
        {str(PERSON): "Person harmed"},
    ).glances

    assert {(one.by, one.what, one.purpose, one.in_emergency) for one in found} == {
        ("one", "The case", "Casework", False),
        ("two", "The case", "Casework", False),
        ("one", "Somebody's details (person harmed)", "To call back", False),
        ("one", "The case", "Casework", True),
    }


def test_pages_together_tell_every_look_once():
    intakes = [look(after=at) for at in range(3 * PER_PAGE)]
    risks = [look("risk.read", "two", after=at + 0.5) for at in range(0, 3 * PER_PAGE, 2)]
    parts, told = [part("intake", *intakes), part("screening", *risks)], []

    before = NOON + timedelta(days=1)
    while before is not None:
        page = page_of(asked_before(parts, before), {})
        told += page.glances
        before = page.older

    assert len(told) == len(intakes) + len(risks)
    assert [one.at for one in told] == sorted((one.at for one in told), reverse=True)


def test_what_a_service_could_not_send_at_once_is_not_skipped():
    """Intake was read so often that its newest reads alone fill what it sends."""
    intakes = [look(by=f"reader-{at % 7}", after=at / 20) for at in range(3 * AT_ONCE)]
    risks = [look("risk.read", "two", after=at) for at in range(0, 3 * AT_ONCE // 20, 5)]
    parts = [Part("intake", Looks(looks=tuple(intakes))), part("screening", *risks)]

    told, before = [], NOON + timedelta(days=1)
    while before is not None:
        page = page_of(asked_before(parts, before), {})
        told += page.glances
        before = page.older

    minutes = {(one.by, one.at.replace(second=0, microsecond=0)) for one in told}
    assert minutes == {
        (one.by, one.at.replace(second=0, microsecond=0)) for one in (*intakes, *risks)
    }
    assert len(minutes) == len(told)


@pytest.fixture
def read(backoffice, identities):
    manager = next(one for one in identities.everyone() if Role.SERVICE_MANAGER in one.roles)
    backoffice.answers["case"] = intake.CaseView(
        case_id=CASE,
        reference="RJ-INVENTED",
        stage="referred",
        on_hold=False,
        opened_at=NOON,
        referral_ids=(),
        participants=(),
        strands=(),
        consents=(),
        agency_requests=(),
    )
    backoffice.answers["looks"] = Looks(looks=(look(by=manager.id), look(by="feeds-mps")))
    return backoffice


@pytest.mark.parametrize("role", [Role.SERVICE_MANAGER, Role.AUDITOR])
def test_those_entitled_read_names_and_not_ids(browser, read, role):
    browser.sign_in(role)

    page = browser.get(f"/cases/{CASE}/looks")

    assert "service_manager@service.example.org (Case coordinator)" in page.text
    assert "feeds-mps" in page.text
    assert page.status_code == 200


def test_it_is_not_there_for_others(browser, read):
    browser.sign_in(Role.CASE_COORDINATOR)

    assert browser.get(f"/cases/{CASE}/looks").status_code == 404


def test_a_service_that_is_away_leaves_a_line_and_a_case_that_is_not_there_no_page(browser, read):
    browser.sign_in(Role.AUDITOR)
    read.answers["looks"] = Unavailable("no-answer-in-time")

    page = browser.get(f"/cases/{CASE}/looks").text
    assert page.count("cannot be shown just now") == 4
    assert "Nobody looked that is known here." in page

    read.answers["case"] = NotFound("case-unknown")
    assert browser.get(f"/cases/{CASE}/looks").status_code == 404


@pytest.mark.parametrize("before", ["yesterday", "2026-13-01"])
def test_a_moment_that_is_none_leads_nowhere(browser, read, before):
    browser.sign_in(Role.AUDITOR)

    assert browser.get(f"/cases/{CASE}/looks?before={before}").status_code == 404
    assert browser.get(f"/cases/{CASE}/looks?before={NOON.isoformat()}").status_code == 200
