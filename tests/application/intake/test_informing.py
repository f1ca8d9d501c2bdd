"""What people are shown and told: editions on record, pathways, and the first telling."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.intake.domain.materials import Material, without_notice
from services.intake.store.reference import materials, pathways
from shared.contracts.codes import ConsentPurpose
from shared.contracts.intake import contact, informing, rpc
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused
from tests.support.intake import COORDINATOR, FACILITATOR, MANAGER, a_submission

WORDS = "Somebody whom you harmed has asked whether the two of you might speak."


@pytest.fixture
def case(intake):
    submission = ReferralSubmission.model_validate(a_submission())
    return intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission))


def person(case, index=0):
    return {"case_id": case.case_id, "person_id": case.participants[index].person_id}


def show(intake, case, index=0, material="fair-processing-notice", **more):
    request = informing.RecordShown(**person(case, index), material=material, **more)
    return intake.ask(informing.RECORD_SHOWN, request)


def shown(intake, case):
    return intake.ask(informing.SHOWN, informing.AskShown(case_id=case.case_id))


@pytest.mark.requirement("INT-23")
def test_the_notice_that_was_shown_is_on_record_and_who_lacks_it_is_told(intake, case):
    alpha, beta = (one.person_id for one in case.participants)
    assert shown(intake, case).without_notice == (alpha, beta)

    kept = show(intake, case)

    told = shown(intake, case)
    assert told.without_notice == (beta,)
    (record,) = told.shown
    assert (record.person_id, record.material, record.version) == (
        alpha,
        "fair-processing-notice",
        kept.version,
    )
    assert (record.shown_on, record.recorded_by) == (date(2019, 7, 1), "coordinator-1")


def test_a_new_edition_of_the_notice_has_to_be_shown_again():
    old = Material("n", "notice", "everybody", "1", date(2018, 1, 1), date(2019, 1, 1), notice=True)
    new = Material("n", "notice", "everybody", "2", date(2019, 1, 1), notice=True)
    seen = [("alpha", "n", "1"), ("beta", "n", "2")]

    assert without_notice((old, new), ["alpha", "beta"], seen, date(2018, 6, 1)) == ["beta"]
    assert without_notice((old, new), ["alpha", "beta"], seen, date(2019, 6, 1)) == ["alpha"]


def test_what_had_no_edition_that_day_was_shown_to_nobody(intake, case):
    for wrong, fault in (
        ({"material": "desk-aid"}, Fault("material", "not-in-force")),
        ({"shown_on": date(2019, 7, 2)}, Fault("shown_on", "in-the-future")),
    ):
        with pytest.raises(InvalidInput) as refusal:
            show(intake, case, **wrong)
        assert refusal.value.faults == (fault,)
    assert shown(intake, case).shown == ()


@pytest.mark.requirement("INT-24")
def test_leaflets_and_guides_have_an_audience_and_an_edition(intake):
    def of(audience, on=None):
        request = informing.AskMaterials(audience=audience, on=on)
        return {one.code: one.version for one in intake.ask(informing.MATERIALS, request).materials}

    assert of("harmed").keys() == {"fair-processing-notice", "leaflet-harmed", "leaflet-bereaved"}
    assert "desk-aid" not in of("police")
    assert of("police", date(2019, 9, 1))["desk-aid"] == "2019-09"
    assert of("responsible")["leaflet-responsible"] == "2019-04"
    of_a_day = [(one.code, one.from_on) for one in materials()]
    assert len(of_a_day) == len(set(of_a_day))


@pytest.mark.requirement("INT-21")
def test_a_pathway_has_the_status_of_the_day(intake):
    def on(day):
        found = intake.ask(informing.PATHWAYS, informing.AskPathways(on=day)).pathways
        return {one.code: (one.status, one.since) for one in found}

    assert on(date(2019, 7, 1))["mps_turning_point"] == ("agreed", date(2019, 4, 1))
    assert on(date(2020, 2, 1))["mps_turning_point"] == (
        "awaiting_first_referral",
        date(2020, 1, 1),
    )
    assert "mps_turning_point" not in on(date(2018, 1, 1))
    for one in pathways():
        assert list(one.statuses) == sorted(one.statuses)


@pytest.mark.requirement("HLP-01", "HLP-04")
def test_the_helplines_number_is_configuration_and_has_a_beginning_and_hours(intake):
    def ask():
        return intake.ask(informing.HELPLINE, informing.AskHelpline())

    assert (ask().number, ask().open_now) == (None, False)
    intake.clock.set(datetime(2020, 6, 1, 9, tzinfo=UTC))
    assert (ask().number, ask().charge, ask().open_now) == (
        "0300 102 3031",
        "geographic_rate",
        True,
    )
    intake.clock.set(datetime(2020, 6, 1, 19, tzinfo=UTC))
    assert not ask().open_now


@pytest.mark.requirement("HLD-06")
def test_what_happened_to_everybody_stands_on_the_timeline_of_a_case_that_was_open(intake, case):
    def markers():
        asked = rpc.CaseTimeline(case_id=case.case_id)
        found = intake.ask(rpc.CASE_TIMELINE, asked).markers
        return [(one.on.isoformat(), one.event) for one in found]

    before = markers()
    intake.clock.set(datetime(2020, 3, 23, 12, tzinfo=UTC))

    assert (before, markers()) == ([], [("2020-03-23", "lockdown_announced")])


def agree(intake, case, index=0, purpose=ConsentPurpose.TAKE_PART, **more):
    request = rpc.RecordConsent(**person(case, index), purpose=purpose, **more)
    intake.ask(rpc.RECORD_CONSENT, request)


def allow(intake, case, by=COORDINATOR, **more):
    asked = {
        "case_id": case.case_id,
        "strand_id": case.strands[0].strand_id,
        "words": WORDS,
        "by_user": MANAGER.id,
        **more,
    }
    request = informing.AllowFirstTelling(**asked)
    return intake.ask(informing.ALLOW_FIRST_TELLING, request, by).telling_id


def tell(intake, case, telling_id, by=MANAGER, channel="phone"):
    request = informing.TellFirst(case_id=case.case_id, telling_id=telling_id, channel=channel)
    intake.ask(informing.TELL_FIRST, request, by)


def tellings(intake, case):
    asked = informing.AskFirstTellings(case_id=case.case_id)
    return intake.ask(informing.FIRST_TELLINGS, asked).tellings


@pytest.mark.requirement("INT-28")
def test_that_somebody_asked_is_told_once_in_allowed_words_by_who_was_named(intake, case):
    agree(intake, case)
    telling = allow(intake, case)

    with pytest.raises(Refused, match="told-by-another"):
        tell(intake, case, telling, COORDINATOR)
    intake.clock.advance(timedelta(hours=1))
    tell(intake, case, telling)
    with pytest.raises(Refused, match="told-already"):
        tell(intake, case, telling)

    (view,) = tellings(intake, case)
    assert (view.words, view.by_user, view.allowed_by) == (WORDS, "manager-1", "coordinator-1")
    assert (view.told_at, view.channel) == (intake.clock.now(), "phone")


@pytest.mark.requirement("INT-28")
def test_nobody_allows_themselves_nor_words_that_name_the_harmed_side(intake, case):
    agree(intake, case)

    with pytest.raises(Refused, match="teller-allows-themselves"):
        allow(intake, case, by_user="coordinator-1")
    with pytest.raises(InvalidInput) as refusal:
        allow(intake, case, words="A ms alphaexample has asked to speak with you.")

    assert refusal.value.faults == (Fault("words", "names-somebody"),)
    assert tellings(intake, case) == ()


@pytest.mark.requirement("INT-28", "CON-01")
def test_nothing_is_told_before_the_harmed_side_agreed_nor_after_it_left(intake, case):
    with pytest.raises(Refused, match="harmed-side-takes-no-part"):
        allow(intake, case)
    agree(intake, case)
    telling = allow(intake, case)
    intake.ask(rpc.WITHDRAW_CONSENT, rpc.WithdrawConsent(**person(case)))

    with pytest.raises(Refused, match="harmed-side-takes-no-part"):
        tell(intake, case, telling)

    assert tellings(intake, case)[0].told_at is None


def test_a_hold_a_refusal_and_an_unsafe_channel_stand_in_the_way_of_the_telling(intake, case):
    agree(intake, case)
    telling = allow(intake, case)
    wishes = contact.SetPreferences(
        **person(case, 1), preferences=contact.Preferences(channels=["post"])
    )
    intake.ask(contact.SET_PREFERENCES, wishes)
    with pytest.raises(Refused, match="channel-not-safe"):
        tell(intake, case, telling)

    hold = rpc.HoldCase(case_id=case.case_id, cause="prison_access_restricted")
    held = intake.ask(rpc.HOLD_CASE, hold).hold_id
    with pytest.raises(Refused, match="on-hold"):
        tell(intake, case, telling, channel="post")
    intake.ask(rpc.RESUME_CASE, rpc.ResumeCase(case_id=case.case_id, hold_id=held))

    agree(intake, case, 1, ConsentPurpose.BE_CONTACTED, given=False)
    with pytest.raises(Refused, match="contact-refused"):
        tell(intake, case, telling, channel="post")


def test_others_cases_have_no_tellings_and_an_unknown_one_is_unknown(intake, case):
    agree(intake, case)
    telling = allow(intake, case)

    with pytest.raises(NotFound):
        tell(intake, case, telling, FACILITATOR)
    with pytest.raises(NotFound):
        tell(intake, case, case.case_id)
