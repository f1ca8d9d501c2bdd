"""Every door leads through one command and one validation; the dimensions stay apart."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from shared.contracts.codes import Channel, Side, Source
from shared.contracts.intake import entry, rpc
from shared.contracts.intake.codes import Door, HomeOfficeGroup
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused
from shared.security.actors import partner_actor
from tests.support.intake import COORDINATOR, FACILITATOR, POLICE, a_submission

CONSENTS = [
    {"participant": ref, "purpose": "be_contacted", "obtained_by": "Fictional Testperson"}
    for ref in ("alpha", "beta")
]
FIRST, SECOND = CONSENTS
LATE = {"ref": "late", "role": "deceased", "given_name": "Testperson", "family_name": "Lateexample"}


def submit(intake, by=COORDINATOR, considered=(), enquiry_id=None, **changes):
    submission = ReferralSubmission.model_validate(a_submission(**changes))
    request = rpc.SubmitReferral(
        submission=submission, considered=considered, enquiry_id=enquiry_id
    )
    return intake.ask(rpc.SUBMIT_REFERRAL, request, by)


def seen(intake, answer, by=COORDINATOR):
    request = entry.AskReferral(case_id=answer.case_id, referral_id=answer.referral_id)
    return intake.ask(entry.REFERRAL, request, by)


@pytest.mark.requirement("INT-01", "INT-02", "INT-09")
@pytest.mark.parametrize(
    ("changes", "door"),
    [
        ({}, Door.PROFESSIONAL_FOR_HARMED),
        (
            {"initiated_by": "responsible", "consents": [SECOND]},
            Door.PROFESSIONAL_FOR_RESPONSIBLE,
        ),
        ({"source": "self", "channel": "web_form"}, Door.SELF_HARMED),
        (
            {"source": "self", "initiated_by": "responsible", "consents": [SECOND]},
            Door.SELF_RESPONSIBLE,
        ),
        (
            {"pathway": "out_of_court_disposal", "consents": CONSENTS},
            Door.OFFICER_FORM,
        ),
        (
            {"channel": "transfer_in", "original_received_on": "2018-11-05"},
            Door.TRANSFER_IN,
        ),
    ],
)
def test_a_door_is_a_name_for_dimensions_that_stay_apart(intake, changes, door):
    view = seen(intake, submit(intake, **changes))

    assert view.door is door
    assert view.initiated_by == changes.get("initiated_by", "harmed")
    assert view.source == changes.get("source", "police")


@pytest.mark.requirement("INT-16")
def test_a_bereaved_family_is_referred_on_behalf_of_one_who_is_never_contacted(intake):
    family = {**a_submission()["harmed"][0], "role": "family"}
    late = {**LATE, "phone": "07700 900999"}

    answer = submit(intake, harmed=[late, family])

    view = seen(intake, answer)
    assert view.door is Door.BEREAVED
    assert ("harmed.0", "deceased-is-never-contacted") in {(w.field, w.code) for w in view.warnings}
    deceased = answer.participants[0].person_id
    consent = rpc.RecordConsent(case_id=answer.case_id, person_id=deceased, purpose="be_contacted")
    with pytest.raises(Refused, match="deceased-cannot-consent"):
        intake.ask(rpc.RECORD_CONSENT, consent)


@pytest.mark.requirement("INT-03", "INT-04")
def test_who_refers_themselves_and_how_they_heard_are_two_things(intake):
    answer = submit(intake, source="self", channel="web_form", heard_via="witness_care_unit")

    view = seen(intake, answer)

    assert (view.source, view.heard_via) == (Source.SELF, Source.WITNESS_CARE_UNIT)
    told = dict(intake.announced())["intake.referral_received.v1"]
    assert (told["source"], told["heard_via"]) == ("self", "witness_care_unit")


@pytest.mark.requirement("INT-11")
@pytest.mark.parametrize("where", ["in_custody", "on_licence"])
def test_somebody_in_custody_or_on_licence_asks_through_their_offender_manager(intake, where):
    responsible = [{**a_submission()["responsible"][0], where: True}]

    with pytest.raises(Refused, match="ask-offender-manager"):
        submit(
            intake,
            source="self",
            initiated_by="responsible",
            responsible=responsible,
            consents=[SECOND],
        )


@pytest.mark.requirement("INT-10")
def test_a_paper_referral_keeps_the_day_it_arrived_and_what_was_not_filled_in(intake):
    answer = submit(
        intake,
        channel="paper",
        arrived_on="2019-06-27",
        not_filled_in=["offence.offence_on", "responsible"],
    )

    view = seen(intake, answer)

    assert view.channel is Channel.PAPER
    assert view.arrived_on.isoformat() == "2019-06-27"
    assert view.not_filled_in == ("offence.offence_on", "responsible")
    assert {d.code: d.due_on.isoformat() for d in view.deadlines} == {
        "first-contact-by-coordinator": "2019-07-04"
    }


@pytest.mark.requirement("INT-18")
def test_a_transfer_in_keeps_its_original_dates_and_its_former_home(intake):
    answer = submit(
        intake,
        channel="transfer_in",
        original_received_on="2018-11-05",
        prior_provider="Fictional Mediation",
        prior_contract="Former contract",
    )

    view = seen(intake, answer)

    assert view.original_received_on.isoformat() == "2018-11-05"
    assert (view.prior_provider, view.prior_contract) == ("Fictional Mediation", "Former contract")
    assert view.received_at.date().isoformat() == "2019-07-01"
    with pytest.raises(InvalidInput) as refusal:
        submit(intake, channel="transfer_in", sender_reference="T-2")
    assert refusal.value.faults == (Fault("original_received_on", "missing"),)


@pytest.mark.requirement("INT-07", "INT-22")
def test_crime_types_map_to_home_office_groups_and_places_are_three(intake):
    harmed = [
        {**a_submission()["harmed"][0], "home_borough": "E09000022", "work_borough": "E09000001"}
    ]
    offence = {
        "crime_types": ["murder", "manslaughter", "robbery"],
        "place_borough": "E09000033",
    }

    view = seen(intake, submit(intake, harmed=harmed, offence=offence))

    assert view.home_office_groups == (HomeOfficeGroup.HOMICIDE, HomeOfficeGroup.ROBBERY)
    assert (view.home_boroughs, view.work_boroughs) == (("E09000022",), ("E09000001",))
    assert view.place_borough == "E09000033"


@pytest.mark.requirement("INT-08")
def test_a_professional_declares_consent_or_is_told_where_it_is_missing(intake):
    with pytest.raises(InvalidInput) as refusal:
        submit(intake, POLICE, consents=[])

    assert refusal.value.faults == (Fault("consents", "consent-missing"),)


def test_identifiers_are_judged_by_field_and_only_the_impossible_is_refused(intake):
    responsible = {
        **a_submission()["responsible"][0],
        "postcode": "nowhere",
        "identifiers": [
            {"kind": "pnc_id", "value": "99/123456S"},
            {"kind": "cro_number", "value": "SF80/655108T"},
            {"kind": "probation_crn", "value": "12"},
        ],
    }
    with pytest.raises(InvalidInput) as refusal:
        submit(intake, responsible=[responsible])
    assert refusal.value.faults == (
        Fault("responsible.0.identifiers.0.value", "check-letter-wrong"),
        Fault("responsible.0.identifiers.2.value", "invalid"),
    )

    responsible["identifiers"] = [{"kind": "cro_number", "value": "SF80/655108T"}]
    answer = submit(intake, responsible=[responsible])

    assert {(w.field, w.code) for w in answer.warnings} == {
        ("responsible.0.identifiers.0.value", "check-letter-wrong"),
        ("responsible.0.postcode", "unusual-form"),
    }


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"door": "on_behalf_of_bereaved"}, Fault("door", "does-not-fit")),
        ({"rj_is_condition": True}, Fault("rj_is_condition", "without-disposal")),
        ({"not_filled_in": ["harmed"]}, Fault("not_filled_in", "not-for-this-channel")),
        ({"source": "self", "heard_via": "self"}, Fault("heard_via", "is-the-source")),
        ({"arrived_on": "2031-01-01"}, Fault("arrived_on", "in-the-future")),
    ],
)
def test_what_contradicts_its_door_is_a_fault_by_field(intake, changes, fault):
    with pytest.raises(InvalidInput) as refusal:
        submit(intake, **changes)

    assert refusal.value.faults == (fault,)


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


@pytest.mark.requirement("INT-12")
def test_an_enquiry_is_never_counted_until_it_becomes_a_referral(intake):
    request = entry.RecordEnquiry(
        kind="informal_conversation", caller="Fictional Testperson-Caller", note="Asked around."
    )
    kept = intake.ask(entry.RECORD_ENQUIRY, request)
    before = intake.announced()

    answer = submit(intake, enquiry_id=kept.enquiry_id)

    assert before == []
    assert [t for t, _ in intake.announced()].count("intake.referral_received.v1") == 1
    listed = intake.ask(entry.ENQUIRIES, entry.ListEnquiries(converted=True)).enquiries
    assert [one.referral_id for one in listed] == [answer.referral_id]
    with pytest.raises(Refused, match="enquiry-converted"):
        submit(
            intake,
            sender_reference="another",
            joins_case_reference=answer.reference,
            enquiry_id=kept.enquiry_id,
        )


@pytest.mark.requirement("HLP-01", "HLP-02")
def test_a_helpline_call_keeps_its_purpose_and_whether_it_came_in_hours(intake):
    call = {"kind": "helpline_call", "purpose": "identify_suitable_referral", "agency": "mps"}
    intake.ask(entry.RECORD_ENQUIRY, entry.RecordEnquiry(**call))
    intake.clock.set(datetime(2019, 7, 6, 12, tzinfo=UTC))
    intake.ask(entry.RECORD_ENQUIRY, entry.RecordEnquiry(**call))

    saturday, monday = intake.ask(entry.ENQUIRIES, entry.ListEnquiries()).enquiries

    assert (monday.within_hours, saturday.within_hours) == (True, False)
    assert monday.agency == "mps"
    assert monday.purpose == "identify_suitable_referral"


@pytest.mark.requirement("HLP-03")
def test_a_caller_hears_of_a_case_only_when_verified_and_from_who_may_see_it(intake):
    case_id = submit(intake).case_id
    call = {"kind": "helpline_call", "purpose": "case_update", "case_id": case_id}

    with pytest.raises(Refused, match="caller-not-verified"):
        intake.ask(entry.RECORD_ENQUIRY, entry.RecordEnquiry(**call))
    with pytest.raises(NotFound):
        intake.ask(
            entry.RECORD_ENQUIRY,
            entry.RecordEnquiry(**{**call, "case_id": uuid4()}, verified_by="called back"),
        )
    verified = entry.RecordEnquiry(**call, verified_by="called back through the switchboard")

    assert intake.ask(entry.RECORD_ENQUIRY, verified).enquiry_id


@pytest.mark.requirement("INT-05", "INT-06")
def test_priority_follows_the_rule_and_may_be_set_against_it_with_a_note(intake):
    answer = submit(intake, offence={"crime_types": ["sexual"]})
    by_rule = seen(intake, answer)
    override = entry.OverridePriority(
        case_id=answer.case_id,
        referral_id=answer.referral_id,
        enhanced=False,
        note="Agreed with the person harmed.",
    )

    intake.ask(entry.OVERRIDE_PRIORITY, override)

    now = seen(intake, answer)
    assert (by_rule.enhanced_priority, by_rule.priority_reasons) == (True, ("crime:sexual",))
    assert (now.enhanced_priority, now.priority_overridden) == (False, True)
    assert now.priority_reasons == ("crime:sexual",)
    assert dict(intake.announced())["intake.priority_overridden.v1"] == {
        "case_id": str(answer.case_id),
        "referral_id": str(answer.referral_id),
        "enhanced_priority": False,
        "overridden_at": "2019-07-01T09:00:00Z",
    }
    with pytest.raises(Refused, match="priority-unchanged"):
        intake.ask(entry.OVERRIDE_PRIORITY, override)


@pytest.mark.requirement("INT-02", "INT-04", "INT-20")
def test_one_incident_by_three_doors_is_one_case_with_three_referrals_and_answers(intake):
    """Shown by 2: the officer's form, Victim Support's form, and the person harmed themself."""
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
    offence = {"crime_types": ["theft"], "force": "mps", "crime_number": "1234567/19"}
    support = submit(
        intake,
        partner_actor("victim_support"),
        source="victim_support",
        sender_reference="VS-1",
        harmed=[harmed],
        responsible=[],
        offence=offence,
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
