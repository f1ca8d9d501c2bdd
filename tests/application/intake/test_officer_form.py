"""The officer's two-minute form, and one incident that comes by three doors."""

import pytest

from shared.contracts.codes import Side, Source
from shared.contracts.intake import entry, rpc
from shared.contracts.intake.codes import Door
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused
from shared.security.actors import partner_actor
from tests.application.intake.test_doors import seen, submit
from tests.support.intake import FACILITATOR, POLICE


def officer_form(**changes):
    party = {"given_name": "Fictional", "agreed": True}
    form = {
        "force": "mps",
        "crime_number": "1234567/19",
        "crime_type": "theft",
        "disposal": "community_resolution",
        "harmed": {**party, "family_name": "Testperson-One", "phone": "07700 900111"},
        "responsible": {**party, "family_name": "Testperson-Two"},
        "officer_contact": "officer@force.example.org",
    }
    return entry.SubmitOfficerForm.model_validate({**form, **changes})


@pytest.mark.requirement("OCD-01", "OCD-04", "CON-07", "CON-08", "CON-12")
def test_an_officers_short_form_is_a_referral_of_both_with_both_consents(intake):
    answer = intake.ask(entry.SUBMIT_OFFICER_FORM, officer_form(rj_is_condition=True), POLICE)

    view = seen(intake, answer)
    assert view.door is Door.OFFICER_FORM
    assert (view.pathway, view.proceedings) == (
        "out_of_court_disposal",
        "out_of_court_disposal",
    )
    assert (view.disposal, view.rj_is_condition) == ("community_resolution", True)
    told = [data for type_, data in intake.announced() if "consent_recorded" in type_]
    assert len(told) == 4
    assert {(data["obtained_by"], data["method"]) for data in told} == {
        ("agency:mps", "via_agency")
    }


@pytest.mark.requirement("OCD-01", "CON-12")
@pytest.mark.parametrize("who", ["harmed", "responsible"])
def test_without_the_consent_of_one_of_them_the_form_is_turned_away(intake, who):
    party = {"given_name": "Fictional", "family_name": "Testperson-No", "agreed": False}

    with pytest.raises(InvalidInput) as refusal:
        intake.ask(entry.SUBMIT_OFFICER_FORM, officer_form(**{who: party}), POLICE)

    assert refusal.value.faults == (Fault("consents", "consent-missing"),)


@pytest.mark.requirement("OCD-02")
def test_the_officers_form_asks_for_no_more_than_can_be_typed_in_two_minutes():
    """At a slow 25 words a minute on a telephone; ticks and choices cost three seconds each."""
    form = officer_form().model_dump(exclude_defaults=True)
    typed = [
        value
        for part in (form, form["harmed"], form["responsible"])
        for name, value in part.items()
        if isinstance(value, str) and name not in {"crime_type", "disposal"}
    ]
    words = sum(len(text) / 5 for text in typed)
    chosen = 2 + 2

    assert words / 25 * 60 + chosen * 3 <= 120
    assert len(entry.SubmitOfficerForm.model_json_schema()["required"]) <= 7


@pytest.mark.requirement("OCD-06")
def test_a_deferred_prosecution_is_a_pathway_of_its_own(intake):
    answer = intake.ask(
        entry.SUBMIT_OFFICER_FORM, officer_form(disposal="deferred_prosecution"), POLICE
    )

    view = seen(intake, answer)

    assert (view.pathway, view.proceedings) == ("mps_turning_point", "deferred_prosecution")


@pytest.mark.requirement("OCD-03", "INT-14")
def test_a_referrer_gets_a_block_to_paste_that_names_nobody(intake):
    answer = intake.ask(entry.SUBMIT_OFFICER_FORM, officer_form(), POLICE)
    ask = entry.AskFeedback(reference=answer.reference.lower())

    before = intake.ask(entry.REFERRAL_FEEDBACK, ask, POLICE)
    outcome = rpc.RecordOutcome(case_id=answer.case_id, outcome="shuttle_completed", primary=True)
    intake.ask(rpc.RECORD_OUTCOME, outcome)
    intake.ask(rpc.CLOSE_CASE, rpc.CloseCase(case_id=answer.case_id))
    after = intake.ask(entry.REFERRAL_FEEDBACK, ask, POLICE)

    assert before.text == (
        f"Restorative justice referral {answer.reference}\n"
        "Opened: 1 July 2019\nStage: Referred\nAs at: 1 July 2019\n"
    )
    assert "Outcome: Shuttle completed" in after.text
    assert after.positive
    assert "Testperson" not in before.text + after.text


def test_a_referral_of_somebody_else_answers_as_if_there_were_none(intake):
    answer = intake.ask(entry.SUBMIT_OFFICER_FORM, officer_form(), POLICE)

    with pytest.raises(NotFound):
        intake.ask(
            entry.REFERRAL_FEEDBACK,
            entry.AskFeedback(reference=answer.reference),
            partner_actor("victim_support"),
        )
    with pytest.raises(NotFound):
        seen(intake, answer, FACILITATOR)


@pytest.fixture
def three_doors(intake):
    """The officer's form, then Victim Support's, then the person harmed, as each would write it."""
    form = officer_form(
        harmed={
            "given_name": "Fictional",
            "family_name": "Testperson-One",
            "date_of_birth": "1980-02-03",
            "agreed": True,
        }
    )
    officer = intake.ask(entry.SUBMIT_OFFICER_FORM, form, POLICE)
    harmed = {
        "ref": "alpha",
        "role": "harmed",
        "given_name": "fictional",
        "family_name": "TESTPERSON-ONE",
        "date_of_birth": "1980-02-03",
    }
    support = submit(
        intake,
        partner_actor("victim_support"),
        source="victim_support",
        sender_reference="VS-1",
        harmed=[harmed],
        responsible=[],
        offence={"crime_types": ["theft"], "force": "mps", "crime_number": "1234567/19"},
    )
    alone = {**harmed, "given_name": "Testperson-One", "family_name": "Fictional"}
    self_referral = {
        "source": "self",
        "channel": "web_form",
        "heard_via": "victim_support",
        "harmed": [alone],
        "responsible": [],
        "offence": {"crime_types": ["theft"]},
    }
    return officer, support, self_referral


@pytest.mark.requirement("INT-02", "INT-04", "INT-20")
def test_one_incident_by_three_doors_is_one_case_with_three_referrals_and_answers(
    intake, three_doors
):
    officer, support, self_referral = three_doors
    with pytest.raises(Refused, match="possible-duplicate") as told:
        submit(intake, **self_referral)
    self_ = submit(intake, **self_referral, joins_case_reference=officer.reference)

    assert told.value.ids["cases"] == str(officer.case_id)
    assert {officer.case_id, support.case_id, self_.case_id} == {officer.case_id}
    assert len({officer.referral_id, support.referral_id, self_.referral_id}) == 3
    assert intake.count("cases") == 1
    views = [seen(intake, one) for one in (officer, support, self_)]
    assert [(v.source, v.heard_via) for v in views] == [
        (Source.POLICE, None),
        (Source.VICTIM_SUPPORT, None),
        (Source.SELF, Source.VICTIM_SUPPORT),
    ]
    received = [data for type_, data in intake.announced() if "referral_received" in type_]
    assert [data.get("agency") for data in received] == ["mps", "victim_support", None]
    assert all(view.initiated_by is Side.HARMED for view in views)
