"""The register of facilitators at the screen: read, entered, moved, and what runs out soon."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from shared.contracts.allocation import conflicts as contract
from shared.contracts.allocation import rpc as allocation
from shared.contracts.base import Nothing
from shared.contracts.codes import CaseStage, VolunteerStatus
from shared.contracts.intake import rpc as intake
from shared.kernel.errors import Conflict, Fault, InvalidInput, NotFound, Unavailable
from shared.security.actors import Role

CASE, ONE, OTHER = (UUID(f"01900000-0000-7000-8000-00000000005{number}") for number in range(3))
AT = datetime(2019, 7, 1, 9, 30, tzinfo=UTC)
CHECK = allocation.Held(kind="dbs_enhanced", from_on=date(2018, 7, 20), until_on=date(2019, 7, 20))


def volunteer(**changed):
    whole = {"facilitator_id": ONE, "name": "Fictional Testperson", "organisation": "Example charity",
             "status": VolunteerStatus.ACTIVE, "vetting_next_check_on": date(2019, 7, 20),
             "checks": (CHECK,)}  # fmt: skip
    return allocation.VolunteerView(**(whole | changed))


@pytest.fixture
def register(backoffice):
    """Answers for the register; what is put into ``people`` is in it."""
    people = [volunteer()]
    backoffice.answers["volunteers"] = lambda _asked: allocation.Volunteers(volunteers=people)
    backoffice.people = people
    return backoffice


@pytest.fixture
def officer(development_officer, register):
    """Somebody who keeps the register, and is no manager."""
    return development_officer


def asked_of(backoffice, method):
    return [call.request for call in backoffice.asked if call.method is method]


def on(name, day=1, month=7, year=2019):
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


@pytest.mark.requirement("ALL-03")
def test_the_list_says_where_each_stands_and_what_runs_out_soon(officer, register):
    late = CHECK.model_copy(update={"renew": True})
    register.people[:] = [volunteer(checks=(late,)), volunteer(facilitator_id=OTHER, checks=())]

    page = officer.get("/facilitators?status=active").text

    assert f'href="/facilitators/{ONE}"' in page
    assert "Example charity" in page
    assert page.count("Enhanced DBS check, 20 July 2019") == 1
    assert asked_of(register, allocation.VOLUNTEERS)[-1].status is VolunteerStatus.ACTIVE
    assert ">Facilitators</a>" in page.split("<main")[0]


def test_what_is_no_standing_narrows_nothing_and_a_register_that_is_away_says_so(officer, register):
    assert officer.get("/facilitators?status=anything").status_code == 200
    assert asked_of(register, allocation.VOLUNTEERS)[-1].status is None
    register.answers["volunteers"] = Unavailable("no-answer-in-time")

    assert "Facilitators cannot be shown just now" in officer.get("/facilitators").text


def test_one_page_tells_what_somebody_holds_and_why_they_can_be_given_no_case(officer, register):
    register.people[:] = [
        volunteer(reasons=("no-accreditation", "not-active"), open_cases=2, cohort="drive_1",
                  skills=("Polish",), workplaces=("Example prison",),
                  checks=(CHECK.model_copy(update={"renew": True}),)),
    ]  # fmt: skip

    page = officer.get(f"/facilitators/{ONE}").text

    assert "No: no practitioner’s accreditation is recorded; they are not active" in page
    assert "20 July 2019: renew it" in page
    assert "No accreditation is recorded." in page
    for told in ("Drive 1", "Polish", "Example prison"):
        assert told in page
    for step in ("status", "accreditation", "vetting"):
        assert f'href="/facilitators/{ONE}/do/{step}"' in page
    assert asked_of(register, allocation.VOLUNTEERS)[-1].facilitator_id == ONE


def test_who_is_in_no_register_has_no_page(officer, register):
    register.answers["volunteers"] = NotFound("facilitator-unknown")

    assert officer.get(f"/facilitators/{ONE}").status_code == 404
    assert officer.get(f"/facilitators/{ONE}/do/status").status_code == 404
    assert officer.get(f"/facilitators/{ONE}/do/anything").status_code == 404


ENTERED = {"name": "Fictional Newcomer", "organisation": "Example charity", "status": "accepted"}


def test_somebody_enters_the_register_with_what_they_bring(officer, register, facilitator):
    register.answers["register_volunteer"] = allocation.VolunteerRegistered(facilitator_id=ONE)
    form = officer.get("/facilitators/new").text
    assert "facilitator@service.example.org" in form
    assert "auditor@service.example.org" not in form

    page = officer.send("/facilitators/new", **ENTERED, user_id=facilitator.account_id,
                        cohort="Drive 1 2019", skills="Polish\n\n Urdu ", workplaces="")  # fmt: skip

    assert "They are in the register." in page.text
    (asked,) = asked_of(register, allocation.REGISTER_VOLUNTEER)
    assert asked == allocation.RegisterVolunteer(
        **ENTERED, user_id=facilitator.account_id, cohort="drive_1_2019", skills=("Polish", "Urdu")
    )


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"name": ""}, "name", "Enter name"),
        ({"status": "anything"}, "status", "Choose one of the answers"),
        ({"user_id": "of nobody"}, "user_id", "Choose one of the answers"),
        ({"cohort": "drive one!"}, "cohort", "came by: is not in the right form"),
        ({"skills": "Polish\n" + "x" * 121}, "skills", "is too long"),
    ],
)
def test_what_the_register_cannot_take_is_said_at_its_field(
    officer, register, changed, field, says
):
    page = officer.send("/facilitators/new", **ENTERED | changed)

    assert page.status_code == 422
    assert says in page.text
    assert f'href="#{field}"' in page.text
    assert ENTERED["organisation"] in page.text
    assert asked_of(register, allocation.REGISTER_VOLUNTEER) == []


def test_an_account_belongs_to_one_person_of_the_register(officer, register, facilitator):
    register.answers["register_volunteer"] = Conflict("sign-in-already-registered")

    page = officer.send("/facilitators/new", **ENTERED, user_id=facilitator.account_id)

    assert page.status_code == 409
    assert "Somebody in the register signs in with that account already." in page.text


@pytest.mark.parametrize(("cases", "says"), [(0, "on no open case"), (2, "on 2 open cases")])
def test_a_change_of_standing_says_first_what_it_does_to_their_cases(
    officer, register, cases, says
):
    register.answers["change_volunteer_status"] = Nothing()
    register.people[:] = [volunteer(open_cases=cases)]
    path = f"/facilitators/{ONE}/do/status"
    form = officer.get(path).text

    page = officer.send(path, status="dormant")

    assert says in form
    assert ("is taken off every open case at once" in form) is bool(cases)
    assert "Where they stand is changed." in page.text
    assert asked_of(register, allocation.CHANGE_VOLUNTEER_STATUS) == [
        allocation.ChangeVolunteerStatus(facilitator_id=ONE, status=VolunteerStatus.DORMANT)
    ]


def test_an_accreditation_and_a_check_are_recorded_by_their_days(officer, register):
    register.answers |= {"record_accreditation": Nothing(), "record_vetting": Nothing()}

    officer.send(f"/facilitators/{ONE}/do/accreditation", kind="specialist_hate",
                 **on("valid_from"), **on("valid_until", year=2021))  # fmt: skip
    page = officer.send(f"/facilitators/{ONE}/do/vetting", kind="dbs_enhanced",
                        **on("issued_on"), **on("next_check_on", year=2022))  # fmt: skip

    assert "The check is recorded." in page.text
    assert asked_of(register, allocation.RECORD_ACCREDITATION) == [
        allocation.RecordAccreditation(facilitator_id=ONE, kind="specialist_hate",
                                       valid_from=date(2019, 7, 1), valid_until=date(2021, 7, 1))
    ]  # fmt: skip
    assert asked_of(register, allocation.RECORD_VETTING) == [
        allocation.RecordVetting(facilitator_id=ONE, kind="dbs_enhanced",
                                 issued_on=date(2019, 7, 1), next_check_on=date(2022, 7, 1))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "filled", "says"),
    [
        ("status", {"status": ""}, "Choose where they stand from now on"),
        ("accreditation", {"kind": "practitioner", **on("valid_from", month=13)}, "a real date"),
        ("vetting", {"kind": "what it disclosed", **on("issued_on")}, "Choose one of the answers"),
    ],
)
def test_a_form_that_is_not_right_says_so_and_records_nothing(
    officer, register, step, filled, says
):
    page = officer.send(f"/facilitators/{ONE}/do/{step}", **filled)

    assert page.status_code == 422
    assert says in page.text
    assert {call.method for call in register.asked} == {allocation.VOLUNTEERS}


def test_days_the_wrong_way_round_are_said_at_the_last(officer, register):
    fault = Fault("next_check_on", "before-start")
    register.answers["record_vetting"] = InvalidInput("dates-invalid", (fault,))

    page = officer.send(f"/facilitators/{ONE}/do/vetting", kind="dbs_enhanced",
                        **on("issued_on"), **on("next_check_on", year=2018))  # fmt: skip

    assert page.status_code == 422
    assert (
        '<a href="#next_check_on">Last day before the next is due: must not be before its first day'
        in page.text
    )


PATHS = (
    "/facilitators",
    "/facilitators/new",
    f"/facilitators/{ONE}",
    f"/facilitators/{ONE}/do/status",
)


@pytest.mark.requirement("ALL-08")
@pytest.mark.parametrize("path", PATHS)
def test_the_register_is_kept_by_the_office_alone(browser, facilitator, officer, path):
    browser.sign_in(Role.AUDITOR)

    assert officer.get(path).status_code == 200
    assert browser.get(path).status_code == 404
    assert facilitator.get(path).status_code == 404
    assert "/facilitators" not in browser.get("/account").text


@pytest.fixture
def case(backoffice):
    backoffice.answers["case"] = intake.CaseView(
        case_id=CASE, reference="RJ-INVENTED", stage=CaseStage.PREPARING, on_hold=False,
        opened_at=AT, referral_ids=(), participants=(), strands=(), consents=(), agency_requests=(),
    )  # fmt: skip
    backoffice.answers["case_timeline"] = intake.Timeline(entries=())
    backoffice.answers["declare_conflict"] = backoffice.answers["end_conflict"] = Nothing()
    backoffice.answers["conflicts"] = contract.Conflicts(standing=())
    return backoffice


CONFLICT = f"/cases/{CASE}/do/conflict"


def conflicts(backoffice):
    return [(one.case_id, one.facilitator_id)
            for one in asked_of(backoffice, contract.DECLARE_CONFLICT)]  # fmt: skip


@pytest.mark.requirement("ALL-07")
def test_a_facilitator_declares_their_own_conflict_and_nobody_elses(case, facilitator):
    pair = (
        {"facilitator_id": ONE, "user_id": facilitator.account_id, "name": "Fictional Myself"},
        {"facilitator_id": OTHER, "user_id": "another", "name": "Fictional Colleague"},
    )
    case.answers["assignment"] = allocation.AssignmentView.model_validate(
        {"facilitators": [one | {"assigned_at": AT} for one in pair]}
    )
    assert f'href="{CONFLICT}"' in facilitator.get(f"/cases/{CASE}").text
    form = facilitator.get(CONFLICT).text

    other = facilitator.send(CONFLICT, facilitator_id=str(OTHER))
    mine = facilitator.send(CONFLICT, facilitator_id=str(ONE))

    assert "Fictional Myself" in form
    assert "Fictional Colleague" not in form
    assert "is taken off it at once" in form
    assert other.status_code == 422
    assert mine.url.path == "/today"
    assert "you are off that case. The office sees that it needs somebody else." in mine.text
    assert conflicts(case) == [(CASE, ONE)]


@pytest.mark.requirement("ALL-07")
def test_a_coordinator_declares_that_of_anybody_in_the_register_before_they_are_asked(
    case, browser
):
    known = {"facilitator_id": ONE, "name": "Fictional Known", "may_take": False,
             "reasons": ("conflict-declared",)}  # fmt: skip
    other = {"facilitator_id": OTHER, "name": "Fictional Other", "may_take": True}
    case.answers["candidates"] = allocation.Candidates.model_validate(
        {"candidates": [known, other]}
    )
    browser.sign_in()
    assert f'href="{CONFLICT}"' in browser.get(f"/cases/{CASE}/facilitators").text
    assert "Fictional Known" not in browser.get(CONFLICT).text

    page = browser.send(CONFLICT, facilitator_id=str(OTHER))

    assert page.url.path == f"/cases/{CASE}"
    assert "The conflict of interest is declared." in page.text
    assert conflicts(case) == [(CASE, OTHER)]


def test_a_conflict_is_not_declared_while_nobody_can_be_named(case, browser, facilitator):
    case.answers["candidates"] = Unavailable("no-answer-in-time")
    case.answers["assignment"] = allocation.AssignmentView(facilitators=())
    browser.sign_in()

    assert browser.get(CONFLICT).status_code == 503
    assert "There is nobody whom you can name." in facilitator.get(CONFLICT).text
    browser.client.cookies.clear()
    browser.sign_in(Role.AUDITOR)
    assert browser.get(CONFLICT).status_code == 404


@pytest.mark.requirement("ALL-07")
def test_a_manager_ends_a_conflict_with_a_reason_and_it_stays_on_record(case, browser):
    held = {"facilitator_id": ONE, "name": "Fictional Known", "declared_at": AT}
    over = {**held, "facilitator_id": OTHER, "name": "Fictional Other", "ended_by": "account-9",
            "ended_at": AT, "reason": "An invented other reason."}  # fmt: skip
    case.answers["conflicts"] = contract.Conflicts.model_validate(
        {"standing": [held], "ended": [over]}
    )
    case.answers["candidates"] = allocation.Candidates(candidates=())
    path = f"/cases/{CASE}/do/end-conflict?facilitator_id={ONE}"
    browser.sign_in()
    as_coordinator = browser.get(f"/cases/{CASE}/facilitators").text
    refused = browser.get(path)
    browser.client.cookies.clear()
    browser.sign_in(Role.SERVICE_MANAGER)

    as_manager = browser.get(f"/cases/{CASE}/facilitators").text
    short = browser.send(path, reason="short")
    done = browser.send(path, reason="They took the case over from a namesake.")

    assert "Fictional Known" in as_coordinator
    assert "An invented other reason." in as_coordinator
    assert "do/end-conflict" not in as_coordinator
    assert refused.status_code == 404
    assert f'href="{path}"' in as_manager
    assert short.status_code == 422
    assert done.url.path == f"/cases/{CASE}/facilitators"
    assert "It is ended, and stays on record." in done.text
    (asked,) = asked_of(case, contract.END_CONFLICT)
    assert (asked.case_id, asked.facilitator_id) == (CASE, ONE)
