"""No meeting is confirmed to somebody at a time, or by a channel, that they asked to be spared."""

import pytest

from shared.contracts.intake.contact import ContactAdvice
from shared.kernel.errors import Refused, Unavailable
from tests.application.comms.meetings import MONDAY_AT_TWO, arrange, attendee, confirm, shown
from tests.application.comms.world import FIRST


def asked(world):
    return [
        request for key, request, _ in world.runtime.answers["asked"] if "contact_advice" in key
    ]


def objecting(world, *codes):
    advice = ContactAdvice(allowed=not codes, objections=codes)
    world.runtime.answers["intake.contact_advice"] = advice


@pytest.fixture
def meeting(world):
    people = (attendee(FIRST, "facilitator"), attendee(world.harmed, "participant", "harmed"))
    return arrange(world, *people, place="phone")


@pytest.mark.requirement("PRC-03", "RSK-04")
def test_intake_is_asked_about_each_participant_their_channel_and_the_hour(world, meeting):
    confirm(world, meeting)

    (question,) = asked(world)
    assert (question.person_id, question.channel, question.at) == (
        world.harmed,
        "phone",
        MONDAY_AT_TWO,
    )
    assert shown(world, meeting).state == "confirmed"


@pytest.mark.parametrize("code", ["channel-not-safe", "date-to-avoid", "outside-safe-hours"])
def test_what_somebody_asked_to_be_spared_is_not_confirmed_but_for_a_written_reason(
    world, meeting, code
):
    objecting(world, code)

    with pytest.raises(Refused, match=code):
        confirm(world, meeting)
    assert shown(world, meeting).state == "arranging"

    confirm(world, meeting, against_preferences="She asked for this very hour herself.")
    assert shown(world, meeting).state == "confirmed"


def test_no_reason_helps_against_a_refusal_of_all_contact(world, meeting):
    objecting(world, "contact-refused")

    with pytest.raises(Refused, match="contact-refused"):
        confirm(world, meeting, against_preferences="We would like to meet all the same.")


def test_without_an_answer_nothing_is_confirmed(world, meeting):
    world.intake_is_away()

    with pytest.raises(Unavailable):
        confirm(world, meeting)
    assert shown(world, meeting).state == "arranging"
