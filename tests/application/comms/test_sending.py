"""Short notices: safe at the moment of sending, few an hour, saying nothing, never twice."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from services.comms.store import policies, providers
from services.comms.use_cases import sending as use_cases
from shared.contracts.comms import sending
from shared.contracts.comms.codes import NoticeState
from shared.contracts.intake.contact import ContactAdvice
from shared.contracts.intake.people import PersonView
from shared.contracts.intake.rpc import PersonRevealed
from shared.kernel.errors import NotFound, Unavailable
from tests.application.comms.world import FIRST, OTHER

PHONE = "07700 900123"


@pytest.fixture(autouse=True)
def intake(world):
    told = SimpleNamespace(objections=())

    def advise():
        return ContactAdvice(allowed=not told.objections, objections=told.objections)

    person = PersonView(
        person_id=str(world.harmed),
        role="harmed",
        given_name="Testperson",
        family_name="Alphaexample",
        phone=PHONE,
    )
    world.runtime.answers["intake.contact_advice"] = advise
    world.runtime.answers["intake.reveal_person"] = PersonRevealed(person=person)
    return told


def send(world, by=FIRST, **more):
    about = {
        "case_id": world.case_id,
        "person_id": world.harmed,
        "channel": "text",
        "wording": "please_call",
    }
    return world.do(sending.SEND_NOTICE, sending.SendNotice(**{**about, **more}), by)


def kept(world):
    return providers.kept(world.runtime, world.case_id)


def states(world):
    asked = sending.AskSentNotices(case_id=world.case_id)
    return [one.state for one in world.do(sending.SENT_NOTICES, asked).notices]


def test_a_notice_goes_to_the_address_that_intake_knows_now(world):
    assert send(world).state is NoticeState.SENT
    assert kept(world) == [("text", PHONE, "Please give us a call when it suits you.")]
    assert send(world, channel="email").objections == ("address-unknown",)


def test_no_wording_names_anybody_or_says_what_it_is_about(world):
    telling = ("justice", "victim", "offender", "crime", "police", "court", "prison", "case")
    for policy in policies.notice_policies():
        for text in policy.wordings.values():
            assert not [word for word in telling if word in text.lower()]
            assert "{" not in text
    free = [field for field in sending.SendNotice.model_fields if "text" in field]
    assert free == []


@pytest.mark.requirement("RSK-12")
def test_what_is_not_safe_now_waits_and_goes_when_it_is(world, intake):
    intake.objections = ("outside-safe-hours",)
    taken = send(world)
    assert (taken.state, taken.objections) == (NoticeState.WAITING, ("outside-safe-hours",))
    assert use_cases.send_waiting(world.runtime) == {"waiting": 1}
    assert kept(world) == []

    intake.objections = ()
    assert use_cases.send_waiting(world.runtime) == {"sent": 1}
    assert use_cases.send_waiting(world.runtime) == {}
    assert len(kept(world)) == 1


def test_while_intake_is_away_nothing_is_sent(world):
    world.runtime.answers["intake.contact_advice"] = Unavailable("no-answer")

    assert send(world).state is NoticeState.WAITING
    assert kept(world) == []


def test_one_person_gets_two_an_hour_at_most(world):
    for _ in range(3):
        send(world)
    assert states(world) == ["sent", "sent", "waiting"]
    world.clock.advance(timedelta(minutes=59))
    assert use_cases.send_waiting(world.runtime) == {"waiting": 1}
    world.clock.advance(timedelta(minutes=2))
    assert use_cases.send_waiting(world.runtime) == {"sent": 1}


def test_what_never_becomes_safe_is_given_up(world, intake):
    intake.objections = ("channel-not-safe",)
    send(world)
    for _ in range(policies.notice_policies()[-1].tries):
        use_cases.send_waiting(world.runtime)

    assert states(world) == ["given_up"]


class Dying:
    """A provider at whose hands the process dies: it may have sent, or not."""

    def __init__(self, *about):
        pass

    def send(self, channel, address, text):
        raise KeyboardInterrupt


class Away(Dying):
    def send(self, channel, address, text):
        raise Unavailable("provider-away")


def waiting_notice(world, intake):
    intake.objections = ("outside-safe-hours",)
    notice_id = send(world).notice_id
    intake.objections = ()
    return notice_id


def test_a_sending_that_never_ended_is_not_tried_again(world, intake):
    notice_id = waiting_notice(world, intake)
    with pytest.raises(KeyboardInterrupt):
        use_cases.try_notice(world.runtime, notice_id, Dying)
    assert use_cases.send_waiting(world.runtime) == {}
    world.clock.advance(timedelta(minutes=11))

    assert use_cases.send_waiting(world.runtime) == {"uncertain": 1}
    assert use_cases.send_waiting(world.runtime) == {}
    assert (states(world), kept(world)) == (["uncertain"], [])


def test_a_provider_that_is_away_is_tried_again(world, intake):
    notice_id = waiting_notice(world, intake)

    assert use_cases.try_notice(world.runtime, notice_id, Away).state is NoticeState.WAITING
    assert use_cases.send_waiting(world.runtime) == {"sent": 1}
    assert len(kept(world)) == 1


def test_a_notice_goes_only_to_participants_and_by_who_has_the_case(world):
    with pytest.raises(NotFound):
        send(world, person_id=uuid4())
    with pytest.raises(NotFound):
        send(world, OTHER)
