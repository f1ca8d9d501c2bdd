"""What decides is asked on the pages by yes, no or not known; staff answer later what nobody was asked."""

import re
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from services.gateway.pages.flags import DECIDING
from shared.contracts.base import Nothing
from shared.contracts.codes import CaseFlag, CaseStage
from shared.contracts.intake import amending, entry
from shared.contracts.intake import rpc as intake
from shared.contracts.screening import rpc as screening
from shared.contracts.screening.decision_view import DecisionView, RuleResult
from tests.gateway.conftest import HIDDEN

CASE, REFERRAL = UUID(int=11), UUID(int=12)
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
ACCEPTED = intake.ReferralAccepted(
    referral_id=REFERRAL, case_id=CASE, reference="RJ-INVENTED", opened_case=True,
    participants=(), strands=(),
)  # fmt: skip
OFFENCE = {
    "crime_type": "burglary", "place_area": "london", "proceedings": "sentenced",
    "responsibility_accepted": "yes",
}  # fmt: skip
MYSELF = {
    "initiated_by": "harmed", "given_name": "Fictional", "family_name": "Testperson",
    "phone": "020 7946 0000", "home_area": "london", "crime_type": "assault",
    "proceedings": "sentenced", "agree": "yes",
}  # fmt: skip


@pytest.fixture
def case(backoffice):
    backoffice.answers["case"] = intake.CaseView(
        case_id=CASE, reference="RJ-INVENTED", stage=CaseStage.REFERRED, on_hold=False,
        opened_at=AT, referral_ids=(REFERRAL,), participants=(), strands=(), consents=(),
        agency_requests=(),
    )  # fmt: skip
    backoffice.answers["amend_referral"] = Nothing()


def asked(backoffice, method):
    return [call.request for call in backoffice.asked if call.method is method]


# --- a new referral by staff ----------------------------------------------------------------------


def step_of(browser):
    browser.client.follow_redirects = False
    browser.sign_in()
    start = browser.send("/referrals/new")
    return start.headers["location"].rsplit("/", 1)[0]


@pytest.mark.requirement("ELG-06")
def test_each_question_that_decides_is_answered_one_way_or_the_other(browser):
    draft = step_of(browser)

    page = browser.send(f"{draft}/offence", **OFFENCE, flag_stalking="no")

    assert page.status_code == 422
    assert "Answer “Is there domestic abuse?”" in page.text
    assert "Answer “Is there stalking or harassment?”" not in page.text
    assert page.text.count("Not known") >= len(DECIDING)


@pytest.mark.requirement("ELG-06")
def test_yes_and_no_were_asked_and_not_known_was_not(browser, backoffice):
    backoffice.answers["find_matches"] = entry.Matches(matches=())
    draft = step_of(browser)
    answers = dict.fromkeys((f"flag_{flag}" for flag in DECIDING), "unknown")
    who = {
        "initiated_by": "harmed",
        "source": "self",
        "channel": "phone",
        "update_cadence": "monthly",
    }
    browser.send(f"{draft}/who", **who)
    harmed = {"harmed_role": "harmed", "harmed_given_name": "Fictional",
              "harmed_family_name": "Testperson", "harmed_home_area": "london"}  # fmt: skip
    browser.send(f"{draft}/harmed", **harmed)
    browser.send(f"{draft}/responsible", responsible_known="no")

    browser.send(
        f"{draft}/offence",
        **OFFENCE,
        **{**answers, "flag_domestic_abuse": "no", "flag_hate": "yes", "flags": "knife"},
    )
    browser.get(f"{draft}/check")

    (found,) = asked(backoffice, entry.FIND_MATCHES)
    told = found.submission.offence
    assert set(told.flags) == {CaseFlag.HATE, CaseFlag.KNIFE}
    assert set(told.asked) == {CaseFlag.HATE, CaseFlag.KNIFE, CaseFlag.DOMESTIC_ABUSE}


# --- the officer's form ---------------------------------------------------------------------------


def officers(**more):
    return {
        "force": "mps", "crime_number": "1234567/19", "crime_type": "theft",
        "disposal": "community_resolution", "asked_by": "harmed", "admitted": "yes",
        "rj_is_condition": "no", "harmed_given_name": "Fictional",
        "harmed_family_name": "Testperson-One", "harmed_agreed": "yes",
        "responsible_given_name": "Fictional", "responsible_family_name": "Testperson-Two",
        "responsible_agreed": "yes", "officer_contact": "officer@force.example.org", **more,
    }  # fmt: skip


@pytest.mark.requirement("ELG-06", "OCD-02")
def test_an_officer_says_what_was_looked_into_in_four_clicks(browser, backoffice):
    backoffice.answers["submit_officer_form"] = ACCEPTED
    browser.sign_in()

    incomplete = browser.send("/referrals/officer", **officers())
    browser.send(
        "/referrals/officer",
        **officers(
            flag_domestic_abuse="no",
            flag_stalking="yes",
            flag_child_abuse="unknown",
            flag_hate="no",
        ),
    )

    assert incomplete.status_code == 422
    (form,) = asked(backoffice, entry.SUBMIT_OFFICER_FORM)
    assert form.flags == (CaseFlag.STALKING,)
    assert set(form.asked) == {CaseFlag.STALKING, CaseFlag.DOMESTIC_ABUSE, CaseFlag.HATE}


def test_an_officers_force_is_named_as_the_polices_own_feed_names_it(browser, backoffice):
    backoffice.answers["submit_officer_form"] = ACCEPTED
    browser.sign_in()
    no = {f"flag_{flag}": "no" for flag in ("domestic_abuse", "stalking", "child_abuse", "hate")}

    typed = browser.send("/referrals/officer", **officers(**no, force="Met Police"))
    unnamed = browser.send("/referrals/officer", **officers(**no, force="other"))
    browser.send("/referrals/officer", **officers(**no))
    browser.send("/referrals/officer", **officers(**no, force="other", other_force="Herts"))

    assert "Choose one of the answers" in typed.text
    assert "Enter which force it is" in unnamed.text
    assert [form.force for form in asked(backoffice, entry.SUBMIT_OFFICER_FORM)] == ["mps", "herts"]


@pytest.mark.parametrize("side", ["harmed", "responsible"])
def test_who_has_not_agreed_is_asked_before_an_officer_sends_anything(browser, backoffice, side):
    browser.sign_in()
    no = {f"flag_{flag}": "no" for flag in ("domestic_abuse", "stalking", "child_abuse", "hate")}

    page = browser.send("/referrals/officer", **officers(**no, **{f"{side}_agreed": "no"}))

    assert page.status_code == 422
    assert f'<a href="#{side}_agreed">Ask them first' in page.text
    assert asked(backoffice, entry.SUBMIT_OFFICER_FORM) == []


def test_what_an_officer_left_out_is_told_apart_by_whom_it_is_about(browser):
    browser.sign_in()

    page = browser.send("/referrals/officer").text

    assert "Enter first name (person harmed)" in page
    assert "Enter first name (person responsible)" in page
    assert "Answer “Is there domestic abuse?”" in page


def test_what_is_too_short_is_said_of_the_question_and_not_of_a_field(browser, backoffice):
    browser.sign_in()
    no = {f"flag_{flag}": "no" for flag in ("domestic_abuse", "stalking", "child_abuse", "hate")}

    page = browser.send("/referrals/officer", **officers(**no, officer_contact="0")).text

    assert "How to reach you: is too short" in page


# --- the public form ------------------------------------------------------------------------------


def told_of_oneself(browser, backoffice, **answers):
    backoffice.answers["submit_referral"] = ACCEPTED
    check = browser.send("/refer-yourself", **{**MYSELF, **answers})
    assert check.status_code == 200
    hidden = dict(HIDDEN.findall(check.text))
    sent = browser.client.post("/refer-yourself", data={**hidden, "step": "send"})
    assert "RJ-INVENTED" in sent.text
    (request,) = asked(backoffice, intake.SUBMIT_REFERRAL)
    return request.submission.offence


@pytest.mark.requirement("ELG-06")
def test_who_was_harmed_may_leave_both_questions_and_nothing_is_taken_for_a_no(browser, backoffice):
    told = told_of_oneself(browser, backoffice)

    assert (told.flags, told.asked) == ((), ())


@pytest.mark.requirement("ELG-06")
def test_what_somebody_harmed_answers_is_taken_and_what_they_would_rather_not_say_is_not(
    browser, backoffice
):
    told = told_of_oneself(browser, backoffice, flag_domestic_abuse="yes", flag_stalking="unknown")

    assert (told.flags, told.asked) == ((CaseFlag.DOMESTIC_ABUSE,), (CaseFlag.DOMESTIC_ABUSE,))


@pytest.mark.requirement("ELG-06")
def test_who_did_harm_cannot_rule_anything_out_by_the_public_form(browser, backoffice):
    told = told_of_oneself(
        browser, backoffice, initiated_by="responsible", flag_domestic_abuse="no",
        flag_stalking="no",
    )  # fmt: skip

    assert (told.flags, told.asked) == ((), ())


def test_the_public_form_asks_two_such_questions_at_most_and_none_must_be_answered(browser):
    page = browser.get("/refer-yourself").text

    assert page.count('name="flag_') == 2 * 3
    assert "You need not answer these two questions." in page
    assert "abuse" not in re.sub(r"<[^>]+>", "", page).lower()


# --- answered later -------------------------------------------------------------------------------


def deferred():
    return DecisionView(
        decision_id=uuid4(), referral_id=REFERRAL, decision="defer", restrictions=(), results=(),
        missing_facts=("domestic_abuse", "stalking"), policy_version="service-2026",
        exception=False, decided_at=AT, decided_by="screening",
    )  # fmt: skip


@pytest.mark.requirement("ELG-13", "ELG-16")
def test_a_case_names_what_nobody_was_asked_in_words_and_leads_to_where_it_is_answered(
    browser, backoffice, case
):
    backoffice.answers["eligibility"] = screening.Eligibility(decisions=(deferred(),))
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}").text

    assert "Decision: <strong>Defer</strong>" in page
    assert "Not known yet, and the decision turns on it:" in page
    assert "Whether there is domestic abuse" in page
    assert f"/cases/{CASE}/do/answers?referral_id={REFERRAL}" in page


@pytest.mark.requirement("ELG-13")
def test_a_decision_begins_with_what_stands_in_the_way_and_says_what_it_waits_for(
    browser, backoffice, case
):
    results = tuple(
        RuleResult(
            rule=outcome,
            source="invented",
            outcome=outcome,
            reason=f"Why {outcome}.",
            waits_for="disposal_or_sentence" if outcome == "defer" else None,
        )
        for outcome in ("proceed", "defer")
    )
    found = deferred().model_copy(update={"results": results})
    backoffice.answers["eligibility"] = screening.Eligibility(decisions=(found,))
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}").text

    assert page.index("Why defer.") < page.index("Why proceed.")
    assert "It waits for: a sentence, or an out-of-court disposal." in page


def test_a_case_without_a_decision_says_so_and_how_to_look_again(browser, backoffice, case):
    backoffice.answers["eligibility"] = screening.Eligibility(decisions=())
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}").text

    assert "Decision: not there yet." in page


@pytest.mark.requirement("ELG-16")
def test_staff_answer_what_they_have_learnt_with_who_was_asked_and_nothing_else(
    browser, backoffice, case
):
    browser.sign_in()
    path = f"/cases/{CASE}/do/answers?referral_id={REFERRAL}"

    without = browser.send(path, flag_domestic_abuse="no")
    page = browser.send(
        path, flag_domestic_abuse="no", flag_stalking="yes", reason="Spoke with her on the phone."
    )

    assert without.status_code == 422
    assert page.status_code == 200
    (request,) = asked(backoffice, amending.AMEND_REFERRAL)
    assert (request.case_id, request.referral_id) == (CASE, REFERRAL)
    assert {one.flag: one.answer for one in request.changes.answers} == {
        "domestic_abuse": "no",
        "stalking": "yes",
    }
    assert request.changes.flags is None


def test_flags_are_answered_at_the_referral_so_that_every_service_hears(browser, case):
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}/do/facts?referral_id={REFERRAL}").text

    assert "domestic_abuse" not in page
    assert "Does the person harmed work in London?" in page


def test_what_else_applies_is_ticked_by_what_it_says(browser):
    draft = step_of(browser)

    page = browser.get(f"{draft}/offence").text

    assert "A knife was involved" in page
    assert ">Knife<" not in page


def test_who_stands_in_for_the_dead_is_asked_for_with_that_answer_alone(browser):
    draft = step_of(browser)

    page = browser.get(f"{draft}/harmed").text

    assert page.count('data-only-if="harmed_role deceased"') == 8
    assert '<h2 class="govuk-heading-m" data-only-if="harmed_role deceased">' in page
