"""Every door leads through one command and one validation; the dimensions stay apart."""

import pytest

from shared.contracts.codes import Channel, Source
from shared.contracts.intake import entry, rpc
from shared.contracts.intake.codes import Door, HomeOfficeGroup
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused
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


@pytest.mark.requirement("OCD-05")
@pytest.mark.parametrize(
    ("pathway", "in_custody", "warned"),
    [
        ("out_of_court_disposal", True, True),
        ("mps_turning_point", True, True),
        ("out_of_court_disposal", False, False),
        (None, True, False),
    ],
)
def test_a_disposal_with_somebody_in_custody_is_taken_with_a_warning_that_it_is_not_preferred(
    intake, pathway, in_custody, warned
):
    content = a_submission()
    suspect = {**content["responsible"][0], "in_custody": in_custody}
    both = [
        {
            "participant": person["ref"],
            "purpose": "be_contacted",
            "given": True,
            "obtained_by": "police_officer",
        }
        for person in (content["harmed"][0], suspect)
    ]

    answer = submit(
        intake,
        responsible=[suspect],
        consents=both,
        pathway=pathway,
        disposal="community_resolution" if pathway else None,
    )

    told = {(w.field, w.code) for w in answer.warnings}
    assert (("responsible.0.in_custody", "preferred-in-the-community") in told) is warned
    assert answer.case_id, "it is taken in all the same"


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


def test_the_referrals_of_a_case_are_told_as_each_is_told_alone(intake):
    taken = submit(intake)

    told = intake.ask(entry.REFERRALS, entry.AskReferrals(case_id=taken.case_id)).referrals

    assert told == (seen(intake, taken),)
    with pytest.raises(NotFound):
        intake.ask(entry.REFERRALS, entry.AskReferrals(case_id=taken.case_id), FACILITATOR)
