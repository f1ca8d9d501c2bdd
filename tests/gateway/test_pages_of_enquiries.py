"""Enquiries at the screen: kept, read for a purpose, made a referral of; self-referrals routed."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.gateway.pages.enquiries import submission
from shared.contracts.base import Nothing
from shared.contracts.codes import CaseStage
from shared.contracts.intake import entry, routing, waiting
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import NotFound, Refused
from shared.security.actors import Role
from tests.gateway.conftest import HIDDEN
from tests.gateway.test_pages_flags import ACCEPTED, DECIDING, OFFENCE

ENQUIRY, TASK, CASE, OTHER = (
    UUID(f"01900000-0000-7000-8000-00000000007{number}") for number in range(4)
)
AT = datetime(2019, 7, 6, 12, tzinfo=UTC)
ONE = f"/enquiries/{ENQUIRY}"
ROUTED = "/referrals/for-offender-manager"
PERSON = {"given_name": "Fictional", "family_name": "Testperson", "held": "in_custody",
          "prison_number": "A0000AA", "establishment": "WWI", "channel": "phone", "agree": "yes"}  # fmt: skip
CALL = {"kind": "helpline_call", "channel": "phone", "purpose": "case_update", "note": "Invented."}


def an_enquiry(**changes):
    known = {"enquiry_id": ENQUIRY, "kind": "helpline_call", "channel": "phone",
             "purpose": "general_advice", "asked_at": AT, "within_hours": False}  # fmt: skip
    return entry.EnquiryView.model_validate(known | changes)


@pytest.fixture
def told(backoffice):
    backoffice.answers["enquiries"] = entry.Enquiries(enquiries=(an_enquiry(),))
    backoffice.answers["enquiry"] = routing.EnquiryRevealed(
        enquiry=an_enquiry(), caller="Fictional Testperson", prison_number="A0000AA",
        note="Asked for themselves.",
    )  # fmt: skip
    backoffice.answers["tasks"] = waiting.Tasks(
        tasks=tuple(
            waiting.TaskView(task_id=TASK, case_id=case_id, kind="find_offender_manager",
                             cause="self_referral_routed", raised_at=AT, due_on=date(2019, 7, 8),
                             overdue=True)
            for case_id in (ENQUIRY, OTHER)
        )
    )  # fmt: skip
    return backoffice


def asked(backoffice, method):
    return [call.request for call in backoffice.asked if call.method is method]


def test_the_queue_of_referrals_leads_to_what_came_before_them(browser, told):
    browser.sign_in()

    page = browser.get("/referrals").text

    assert 'href="/enquiries"' in page
    assert f'href="{ROUTED}"' in page


@pytest.mark.requirement("HLP-03")
def test_an_enquiry_is_kept_and_names_a_case_only_where_it_was_made_sure_who_asks(browser, told):
    told.answers["find_case"] = intake.CaseFound(case_id=CASE, reference="RJ-INVENTED")
    told.answers["record_enquiry"] = entry.EnquiryKept(enquiry_id=ENQUIRY)
    browser.client.follow_redirects = False
    browser.sign_in()

    unsure = browser.send("/enquiries/new", **CALL, reference="RJ-INVENTED")
    kept = browser.send("/enquiries/new", **CALL, reference="RJ-INVENTED", verified_by="Rang back")

    assert "Say how you made sure who they are" in unsure.text
    assert kept.headers["location"] == "/enquiries?done=kept"
    (request,) = asked(told, entry.RECORD_ENQUIRY)
    assert (request.case_id, request.verified_by, request.note) == (CASE, "Rang back", "Invented.")


def test_a_reference_that_leads_nowhere_is_said_at_its_field(browser, told):
    told.answers["find_case"] = NotFound("case-unknown")
    browser.sign_in()

    page = browser.send("/enquiries/new", **CALL, reference="RJ-NOWHERE", verified_by="Rang back")

    assert (page.status_code, asked(told, entry.RECORD_ENQUIRY)) == (422, [])
    assert "We cannot find a case with that reference" in page.text


def test_what_was_said_is_shown_only_for_a_purpose(browser, told):
    browser.sign_in()

    listed = browser.get("/enquiries").text
    before = browser.get(ONE).text
    without = browser.send(ONE)
    after = browser.send(ONE, purpose="find-offender-manager").text

    assert f'href="{ONE}"' in listed
    for page in (listed, before):
        assert "6 July 2019, 13:00, outside hours" in page
        assert "Testperson" not in page
        assert "A0000AA" not in page
    assert without.status_code == 422
    assert "Fictional Testperson" in after
    assert "A0000AA" in after
    (request,) = asked(told, routing.ENQUIRY)
    assert (request.enquiry_id, request.purpose) == (ENQUIRY, "find-offender-manager")


def test_an_enquiry_that_is_not_there_has_no_page(browser, told):
    browser.sign_in()

    assert browser.get(f"/enquiries/{OTHER}").status_code == 404


def test_the_task_of_an_enquiry_is_done_on_its_page_and_today_leads_there(browser, told):
    told.answers["finish_task"] = Nothing()
    told.answers["cases"] = intake.CaseList(cases=())
    told.answers["references"] = waiting.References(cases=())
    browser.sign_in()
    today = browser.get("/today").text
    page = browser.get(ONE).text

    browser.client.post(f"{ONE}/tasks/{TASK}/done", data=dict(HIDDEN.findall(page)))

    assert f'href="{ONE}"' in today
    assert "Somebody asked for themselves: find their offender manager" in today
    assert page.count("It is done without a referral") == 1
    assert [(one.case_id, one.task_id) for one in asked(told, waiting.FINISH_TASK)] == [
        (ENQUIRY, TASK)
    ]


def begins_a_referral(browser):
    page = browser.get(ONE).text
    hidden = dict(HIDDEN.findall(page))
    begun = browser.client.post(f"{ONE}/referral", data=hidden)
    again = browser.client.post(f"{ONE}/referral", data=hidden)
    assert begun.headers["location"] == again.headers["location"], "a double click begins one"
    return begun.headers["location"].rpartition("/")[0]


def goes_through_the_steps(browser, draft):
    browser.send(f"{draft}/who", initiated_by="harmed", source="self", channel="phone",
                 update_cadence="monthly")  # fmt: skip
    browser.send(f"{draft}/harmed", harmed_role="harmed", harmed_given_name="Fictional",
                 harmed_family_name="Testperson", harmed_home_area="london")  # fmt: skip
    browser.send(f"{draft}/responsible", responsible_known="no")
    browser.send(f"{draft}/offence", **OFFENCE, **{f"flag_{one}": "no" for one in DECIDING})
    browser.send(f"{draft}/consents", agreed="harmed.be_contacted", agreed_how="spoken",
                 agreed_to="Invented")  # fmt: skip
    return browser.send(f"{draft}/check")


@pytest.mark.requirement("INT-12")
def test_a_referral_that_is_made_of_an_enquiry_names_it(browser, told):
    told.answers["find_matches"] = entry.Matches(matches=())
    told.answers["submit_referral"] = ACCEPTED
    browser.client.follow_redirects = False
    browser.sign_in()
    draft = begins_a_referral(browser)

    sent = goes_through_the_steps(browser, draft)

    location = f"/cases/{ACCEPTED.case_id}/sent/{draft.rpartition('/')[2]}?done=submit_referral"
    assert sent.headers["location"] == location
    (request,) = asked(told, intake.SUBMIT_REFERRAL)
    assert request.enquiry_id == ENQUIRY


def test_an_enquiry_that_became_a_referral_becomes_no_other(browser, told):
    became = an_enquiry(referral_id=OTHER, became_case_id=CASE)
    told.answers["enquiries"] = entry.Enquiries(enquiries=(became,))
    browser.sign_in()

    page = browser.get(ONE).text

    assert f'One was made of it: <a class="govuk-link" href="/cases/{CASE}">open its case' in page
    assert f'href="/cases/{CASE}"' in browser.get("/enquiries?show=all").text
    assert f"{ONE}/referral" not in page


@pytest.mark.requirement("INT-11")
def test_who_asks_for_themselves_from_prison_is_kept_for_their_offender_manager(browser, told):
    told.answers["route_self_referral"] = entry.EnquiryKept(enquiry_id=ENQUIRY)
    browser.client.follow_redirects = False
    browser.sign_in()

    without = browser.send(ROUTED, **{**PERSON, "agree": ""})
    kept = browser.send(ROUTED, **PERSON)

    assert without.status_code == 422
    assert kept.headers["location"] == f"{ONE}?done=routed"
    (request,) = asked(told, routing.ROUTE_SELF_REFERRAL)
    (person,) = request.submission.responsible
    assert (person.in_custody, person.on_licence, person.prison_number) == (True, False, "A0000AA")


def test_why_a_self_referral_is_not_routed_is_said_and_the_words_stay(browser, told):
    told.answers["route_self_referral"] = Refused("self-referral-possible")
    browser.sign_in()

    page = browser.send(ROUTED, **PERSON)
    wrong = browser.send(ROUTED, **{**PERSON, "prison_number": "nonsense"})

    assert page.status_code == 409
    assert "Nothing stands in the way of a referral" in page.text
    assert wrong.status_code == 422
    for one in (page, wrong):
        assert 'value="Testperson"' in one.text
    assert 'href="#prison_number"' in wrong.text


def test_of_the_other_person_and_the_offence_nothing_is_told():
    made = ReferralSubmission.model_validate(submission(PERSON))

    assert [one.given_name for one in made.harmed] == ["Not known"]
    assert (made.offence.crime_types, made.offence.crime_type_known) == (("other",), False)


@pytest.mark.parametrize("path", ["/enquiries", "/enquiries/new", ONE, ROUTED])
def test_no_auditor_and_no_facilitator_opens_enquiries(browser, told, path):
    browser.sign_in(Role.AUDITOR)

    assert browser.get(path).status_code == 404


@pytest.mark.requirement("INT-03")
def test_who_sent_a_referral_reads_its_reference_while_intake_does_not_answer(browser, told):
    """``told`` answers nothing about a case, as intake under load does not in time."""
    told.answers["find_matches"] = entry.Matches(matches=())
    told.answers["submit_referral"] = ACCEPTED
    browser.client.follow_redirects = False
    browser.sign_in()
    draft = begins_a_referral(browser)
    sent = goes_through_the_steps(browser, draft)

    page = browser.get(sent.headers["location"])
    again = browser.get(f"{draft}/check")
    of_no_draft = browser.get(f"/cases/{ACCEPTED.case_id}/sent/{OTHER}")
    of_another = browser.get(f"/cases/{OTHER}/sent/{draft.rpartition('/')[2]}")

    assert page.status_code == 200
    assert f"<strong>{ACCEPTED.reference}</strong>" in page.text
    assert "Cases and people cannot be shown just now. Nothing is lost" in page.text
    assert again.headers["location"] == sent.headers["location"].partition("?")[0]
    assert {of_no_draft.status_code, of_another.status_code} == {503}


def test_who_sent_a_referral_reads_its_case_once_intake_answers(browser, told):
    told.answers["find_matches"] = entry.Matches(matches=())
    told.answers["submit_referral"] = ACCEPTED
    told.answers["case"] = intake.CaseView(
        case_id=ACCEPTED.case_id, reference=ACCEPTED.reference, stage=CaseStage.REFERRED,
        on_hold=False, opened_at=AT, referral_ids=(), participants=(), strands=(), consents=(),
        agency_requests=(),
    )  # fmt: skip
    told.answers["case_timeline"] = intake.Timeline(entries=())
    browser.client.follow_redirects = False
    browser.sign_in()
    sent = goes_through_the_steps(browser, begins_a_referral(browser))

    page = browser.get(sent.headers["location"]).text

    assert "The referral is sent. Its decision stands under the reference" in page
    assert 'id="eligibility"' in page
