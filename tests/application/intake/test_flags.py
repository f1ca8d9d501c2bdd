"""A flag is known only where somebody was asked; staff answer later, with a reason, old and new."""

import json
from uuid import uuid4

import pytest

from services.intake.store import amending as rows
from services.intake.store import referrals
from services.intake.use_cases.amended import told_of
from services.intake.use_cases.people import sealed
from shared.contracts.codes import CaseFlag
from shared.contracts.intake import amending
from shared.kernel.errors import NotFound, Refused
from tests.application.intake.test_amending import WHY, amended, announced, seen, submit
from tests.support.intake import COORDINATOR, FACILITATOR, a_submission


def referred(intake, **offence):
    return submit(intake, offence={**a_submission()["offence"], **offence})


def answer(intake, case, by=None, **answers):
    request = amending.AmendReferral(
        case_id=case.case_id,
        referral_id=case.referral_id,
        changes={"answers": [{"flag": flag, "answer": said} for flag, said in answers.items()]},
        reason=WHY,
    )
    return intake.ask(amending.AMEND_REFERRAL, request, *([by] if by else []))


def received(intake):
    return dict(intake.announced())["intake.referral_received.v1"]


@pytest.mark.requirement("ELG-06")
def test_what_a_referral_says_of_who_was_asked_is_kept_and_announced(intake):
    case = referred(intake, flags=["hate"], asked=["hate", "stalking"])

    assert received(intake)["asked"] == ["stalking", "hate"]
    assert seen(intake, case).asked == ("stalking", "hate")


CANNOT_SAY = {"crime_types": ["burglary"], "flags": ["hate"]}


@pytest.mark.requirement("ELG-06", "INT-22")
def test_a_sender_that_cannot_say_whom_it_asked_has_asked_nobody(intake):
    case = submit(intake, offence=CANNOT_SAY)

    assert received(intake)["asked"] == ["hate"]
    assert seen(intake, case).asked == ("hate",)


@pytest.mark.requirement("ELG-06")
def test_a_feed_that_has_not_learnt_to_say_it_has_asked_nobody_either(intake):
    intake.receive(uuid4(), offence=CANNOT_SAY)

    assert received(intake)["asked"] == ["hate"]


@pytest.mark.requirement("ELG-06")
@pytest.mark.parametrize(
    ("channel", "asked"), [("web_form", ["hate"]), ("phone", ["domestic_abuse", "hate"])]
)
def test_who_did_harm_rules_nothing_out_by_the_public_form_and_staff_may(intake, channel, asked):
    second = {"participant": "beta", "purpose": "be_contacted", "obtained_by": "self"}
    own = {"source": "self", "initiated_by": "responsible", "consents": [second]}

    offence = {**CANNOT_SAY, "asked": ["domestic_abuse", "hate"]}
    submit(intake, **own, channel=channel, offence=offence)

    assert received(intake)["flags"] == ["hate"]
    assert received(intake)["asked"] == asked


@pytest.mark.requirement("ELG-16", "INT-06")
def test_an_answer_is_kept_with_its_reason_old_and_new_value_and_is_announced(intake):
    case = referred(intake, asked=[])

    answer(intake, case, domestic_abuse="yes", stalking="no")

    kept = {one.field: (one.old, one.new, one.reason) for one in amended(intake, case)}
    assert kept == {
        "flags.domestic_abuse": ("unknown", "yes", WHY),
        "flags.stalking": ("unknown", "no", WHY),
    }
    (told,) = announced(intake)
    assert told["facts_before"]["asked"] == []
    assert told["facts_now"]["asked"] == ["domestic_abuse", "stalking"]
    assert told["facts_now"]["flags"] == ["domestic_abuse"]
    assert told["facts_changed"] == ["asked", "flags"]
    view = seen(intake, case)
    assert (view.flags, view.priority_reasons) == (("domestic_abuse",), ("flag:domestic_abuse",))


@pytest.mark.requirement("ELG-16")
def test_an_answer_changes_the_flag_it_names_and_no_other(intake):
    case = referred(intake, flags=["hate"], asked=["hate", "gang"])

    answer(intake, case, hate="no", knife="yes")

    view = seen(intake, case)
    assert (view.flags, view.asked) == (("knife",), ("hate", "gang", "knife"))


def test_an_answer_may_be_taken_back_and_is_then_not_known(intake):
    case = referred(intake, flags=["stalking"], asked=["stalking"])

    answer(intake, case, stalking="unknown")

    assert (seen(intake, case).flags, seen(intake, case).asked) == ((), ())
    (kept,) = amended(intake, case)
    assert (kept.old, kept.new) == ("yes", "unknown")


def test_the_same_answer_again_is_no_amendment_and_others_cases_are_unknown(intake):
    case = referred(intake, asked=["gang"])

    with pytest.raises(Refused, match="nothing-changed"):
        answer(intake, case, gang="no", knife="unknown")
    with pytest.raises(NotFound):
        answer(intake, case, FACILITATOR, gang="yes")


def test_flags_that_stand_anew_were_asked_about_and_so_were_those_taken_away(intake):
    case = referred(intake, flags=["hate"], asked=[])
    request = amending.AmendReferral(
        case_id=case.case_id,
        referral_id=case.referral_id,
        changes={"flags": ["gang"]},
        reason=WHY,
    )

    intake.ask(amending.AMEND_REFERRAL, request)

    assert set(seen(intake, case).asked) == {"hate", "gang"}
    assert seen(intake, case).flags == ("gang",)


def stored_before_anybody_could_say(intake, case):
    """Let a referral stand as an older intake wrote it: nothing of who was asked."""
    with intake.as_(COORDINATOR) as uow:
        row = referrals.referral_by_id(uow.connection, case.referral_id)
        told = told_of(uow, row)
        told["offence"].pop("asked", None)
        details = sealed(uow, case.case_id, json.dumps(told), "referrals.details")
        rows.change_referral(uow.connection, case.referral_id, {"details": details})


@pytest.mark.requirement("ELG-16")
def test_a_referral_of_before_keeps_its_noes_until_one_of_them_is_taken_back(intake):
    case = referred(intake, flags=["hate"])
    stored_before_anybody_could_say(intake, case)

    before = seen(intake, case)
    answer(intake, case, domestic_abuse="unknown")

    assert before.asked is None
    assert set(seen(intake, case).asked) == set(CaseFlag) - {CaseFlag.DOMESTIC_ABUSE}
    assert seen(intake, case).flags == ("hate",)
    (told,) = announced(intake)
    assert "asked" not in told["facts_before"]
    assert told["facts_now"]["flags"] == ["hate"]


def test_an_old_referral_amended_otherwise_still_cannot_say_who_was_asked(intake):
    case = referred(intake)
    stored_before_anybody_could_say(intake, case)
    request = amending.AmendReferral(
        case_id=case.case_id, referral_id=case.referral_id, changes={"scheme": "h1"}, reason=WHY
    )

    intake.ask(amending.AMEND_REFERRAL, request)

    (told,) = announced(intake)
    assert "asked" not in {**told, **told["facts_now"]}
