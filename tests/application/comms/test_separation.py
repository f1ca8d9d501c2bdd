"""Nothing that reaches one side carries anything of the other: both ways, with seeded identifiers."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from shared.audit.looking import looks_at
from shared.contracts.codes import Side
from shared.contracts.comms import meetings, planning, relay, rpc
from shared.contracts.comms.sending import SEND_NOTICE, SendNotice
from shared.contracts.intake.contact import ContactAdvice
from shared.contracts.intake.events import ReferralJoinedCaseV1, StrandOpened
from shared.contracts.intake.people import PersonView
from shared.contracts.intake.rpc import PersonRevealed
from shared.contracts.looking import AskLooks
from shared.kernel.errors import NotFound, Refused
from tests.application.comms.world import FIRST, OFFICE, SECOND

SEEDS = {
    Side.HARMED: (
        "Alphaexample", "12 Invented Lane", "ZZ1 1ZZ", "07700 900001", "alpha@example.org",
        "Example Primary School",
    ),
    Side.RESPONSIBLE: (
        "Betaexample", "HMP Nowhere", "A0000ZZ", "07700 900002", "beta@example.org",
        "Example Haulage",
    ),
}  # fmt: skip
OTHER_SIDE = {Side.HARMED: Side.RESPONSIBLE, Side.RESPONSIBLE: Side.HARMED}


def ask(world, method, request, by=FIRST, **about):
    return world.do(method, request(case_id=world.case_id, **about), by)


def told_in_confidence(world, side):
    """Everything of a side that staff write down, full of what would identify it."""
    seeded = ", ".join(SEEDS[side])
    person = world.harmed if side is Side.HARMED else world.responsible
    note = {"compartment": side.value, "text": f"Of {side}: {seeded}"}
    ask(world, meetings.WRITE_NOTE, meetings.WriteNote, **note)
    ask(
        world,
        meetings.WRITE_NOTE,
        meetings.WriteNote,
        compartment="internal",
        text=f"Our own thoughts: {seeded}",
    )
    ask(
        world,
        planning.RECORD_READINESS,
        planning.RecordReadiness,
        strand_id=world.strand_id,
        person_id=person,
        step="hopes_heard",
        note=f"Hopes: {seeded}",
    )
    _met(world, side, person, seeded)
    draft = world.compose(f"A draft with {seeded}", from_side=side)
    _delivered(world, side)
    _notified(world, side, person)
    return draft


def _met(world, side, person, seeded):
    people = (
        meetings.Attendee(who=FIRST, part="facilitator"),
        meetings.Attendee(who=str(person), part="participant", side=side),
    )
    made = ask(
        world,
        meetings.ARRANGE_MEETING,
        meetings.ArrangeMeeting,
        strand_id=world.strand_id,
        purpose="preparation",
        place="community",
        starts_at=datetime(2019, 7, 8, 10, tzinfo=UTC),
        minutes=60,
        people=people,
        venue=f"At {seeded}",
    )
    about = {"meeting_id": made.meeting_id}
    ask(world, meetings.CONFIRM_MEETING, meetings.ConfirmMeeting, **about)
    ask(
        world,
        meetings.RECORD_MEETING,
        meetings.RecordMeeting,
        result="held",
        minutes=50,
        notes=(meetings.NoteDraft(compartment=side.value, text=f"We met: {seeded}"),),
        **about,
    )


def _delivered(world, side):
    item = world.offered(f"Words of the {side} side, meant for the other.", from_side=side)
    world.deliver(item)


def _notified(world, side, person):
    phone = next(one for one in SEEDS[side] if one.startswith("07700"))
    world.runtime.answers["intake.contact_advice"] = ContactAdvice(allowed=True, objections=())
    world.runtime.answers["intake.reveal_person"] = PersonRevealed(
        person=PersonView(
            person_id=str(person), role=side.value, given_name="Testperson",
            family_name=SEEDS[side][0], phone=phone,
        )
    )  # fmt: skip
    request = SendNotice(
        case_id=world.case_id, person_id=person, channel="text", wording="please_call"
    )
    world.do(SEND_NOTICE, request)


def _agreed(world):
    letter = next(item for item in world.process().items if item.from_side is Side.HARMED)
    undertaking = rpc.UndertakingDraft(by_side="responsible", text="No contact of any kind.")
    delivered = [one for one in world.process().items if one.state == "delivered"]
    assert letter.item_id
    ask(
        world,
        rpc.RECORD_AGREEMENT,
        rpc.RecordAgreement,
        strand_id=world.strand_id,
        kind="statement_accepted",
        letter_item_id=next(o.item_id for o in delivered if o.from_side is Side.HARMED),
        undertakings=(undertaking,),
    )


@pytest.fixture
def full(world):
    for side in Side:
        told_in_confidence(world, side)
    shared = {"compartment": "shared", "text": "Both know that they will meet in spring."}
    ask(world, meetings.WRITE_NOTE, meetings.WriteNote, **shared)
    _agreed(world)
    return world


def file_of(world, side, by=OFFICE, **more):
    return ask(world, relay.PARTY_FILE, relay.AskPartyFile, by, side=side, **more)


@pytest.mark.requirement("CON-09", "RSK-11")
@pytest.mark.parametrize("side", list(Side))
def test_a_sides_file_holds_all_that_is_theirs_and_nothing_of_the_others(full, side):
    found = file_of(full, side)
    text = found.model_dump_json()

    assert [seed for seed in SEEDS[OTHER_SIDE[side]] if seed in text] == []
    assert [seed for seed in SEEDS[side] if seed not in text] == []
    assert "Our own thoughts" not in text
    assert "Both know that they will meet in spring." in found.notes
    assert "meant for the other" in text
    assert (len(found.agreements), len(found.notices), len(found.meetings)) == (1, 1, 1)
    assert [one.written_by_them for one in found.items].count(False) == 1


@pytest.mark.parametrize("side", list(Side))
def test_what_was_recalled_or_returned_is_in_nobodys_file_but_its_authors(full, side):
    other = OTHER_SIDE[side]
    item = full.offered("Words that came back unread.", from_side=other)
    full.deliver(item)
    returned = {"item_id": item.item_id, "result": "returned"}
    ask(full, relay.RECORD_DELIVERY_RESULT, relay.RecordDeliveryResult, **returned)

    assert "came back unread" not in file_of(full, side).model_dump_json()
    assert "came back unread" in file_of(full, other).model_dump_json()


def test_a_joint_meeting_tells_both_sides_where_and_neither_who(full):
    early = datetime(2019, 7, 9, 10, tzinfo=UTC)
    people = (
        meetings.Attendee(who=FIRST, part="facilitator"),
        meetings.Attendee(
            who=str(full.harmed), part="participant", side="harmed", arrives_at=early
        ),
        meetings.Attendee(
            who=str(full.responsible),
            part="participant",
            side="responsible",
            arrives_at=early + timedelta(minutes=30),
        ),
        meetings.Attendee(who=SECOND, part="facilitator"),
    )
    ask(
        full,
        meetings.ARRANGE_MEETING,
        meetings.ArrangeMeeting,
        strand_id=full.strand_id,
        purpose="conference",
        place="office",
        starts_at=early,
        minutes=60,
        people=people,
        venue="The neutral room.",
    )

    for side, other in OTHER_SIDE.items():
        found = file_of(full, side)
        person = full.harmed if other is Side.HARMED else full.responsible
        assert "The neutral room." in [one.venue for one in found.meetings]
        assert str(person) not in found.model_dump_json()


def test_a_file_is_made_only_in_a_case_that_one_sees_and_the_making_is_audited(full):
    file_of(full, Side.HARMED)

    assert "party_file_read" in full.audited()
    with pytest.raises(NotFound):
        file_of(full, Side.HARMED, "vol-3")


def test_what_a_file_was_made_for_stands_with_the_reading(full):
    file_of(full, Side.HARMED)
    file_of(full, Side.HARMED, purpose="complaint")

    about = AskLooks(case_id=full.case_id)
    with full.runtime.store.reading() as connection:
        found = looks_at(connection, about).looks
    read = [one.purpose for one in found if one.what == "party_file_read"]
    assert read == ["complaint", "access_request"]


def another_strand(world):
    """A second responsible person in the same case, with a letter and a note of their own."""
    strand_id, person_id = uuid4(), uuid4()
    event = ReferralJoinedCaseV1(
        case_id=world.case_id,
        referral_id=uuid4(),
        joined_at=world.clock.now(),
        new_strands=(
            StrandOpened(strand_id=strand_id, harmed_ids=(world.harmed,), responsible_id=person_id),
        ),
    )
    world.hear(event)
    world.compose("Gammaexample wrote this.", from_side=Side.RESPONSIBLE, strand_id=strand_id)
    for strand in (strand_id, None):
        note = {"compartment": "responsible", "text": f"Gammaexample, strand {strand}."}
        ask(world, meetings.WRITE_NOTE, meetings.WriteNote, strand_id=strand, **note)
    return person_id


@pytest.mark.requirement("CON-09", "INT-17")
def test_of_several_people_responsible_none_gets_what_concerns_another(full):
    other = another_strand(full)

    with pytest.raises(Refused, match="whose-file"):
        file_of(full, Side.RESPONSIBLE)
    with pytest.raises(NotFound):
        file_of(full, Side.RESPONSIBLE, person_id=full.harmed)
    first = file_of(full, Side.RESPONSIBLE, person_id=full.responsible).model_dump_json()
    second = file_of(full, Side.RESPONSIBLE, person_id=other).model_dump_json()

    assert "Gammaexample" not in first
    assert "meant for the other" in first
    assert second.count("Gammaexample") == 2
    assert [seed for seeds in SEEDS.values() for seed in seeds if seed in second] == []
    assert file_of(full, Side.HARMED, person_id=full.harmed).items
