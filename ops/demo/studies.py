"""The four case studies of the annual report, step by step, through the gateway.

Each script yields the days until its next step. The words are invented; what happens, and
in which order, follows the report.
"""

from __future__ import annotations

from ops.demo.people import Cast
from ops.demo.relay import pass_item
from ops.demo.world import Case, Script, World

CASTS = {
    "conference": Cast(harmed=3, responsible=5, deceased=True),
    "shuttle": Cast(harmed=1, responsible=1, deceased=True),
    "letter": Cast(),
    "restorative_conversation": Cast(),
}
DIRECT = ["conference", "shuttle", "letter", "restorative_conversation"]
INDIRECT = ["shuttle", "letter", "restorative_conversation"]


def conference(world: World, case: Case) -> Script:
    """A murder, five offenders, two come forward, one meets the family at the prison (CS 1)."""
    for person in case.harmed_in():
        world.engage(case, person, "willing_direct")
    yield 14
    for strand in range(5):
        willing = "informed_deciding" if strand < 2 else "declined"
        world.engage(case, case.responsible_in(strand), willing, strand)
    yield 10
    world.both_take_part(case, 0)
    world.engage(case, case.responsible_in(1), "reluctant", 1)
    world.assign(case)
    world.plan(case, "conference")
    yield from _fourteen_meetings(world, case)
    world.get_ready(case)
    world.assess_risk(case, "proceed", DIRECT)
    yield 7
    world.lead(case).settled(
        f"{case.path}/strands/{case.strand}/conferences",
        place="prison",
        minutes=150,
        notes=case.words("Notes: an emotional meeting; harm acknowledged."),
    )
    yield 3
    for strand in range(1, 5):
        world.coordinator.settled(
            f"{case.path}/outcomes",
            strand_id=case.strands[strand]["strand_id"],
            outcome="responsible_declined",
        )
    world.conclude(case, "conference_held")


def _fourteen_meetings(world: World, case: Case) -> Script:
    """Seven meetings with the family, seven in prison, and a move between prisons (PRC-12)."""
    for number in range(14):
        if number == 8:
            world.coordinator.settled(
                f"{case.path}/people/{case.responsible_in()}/custody",
                change="moved",
                establishment="LWI",
                source="prison_email",
            )
            yield 40
        harmed = number % 2 == 0
        strand = 1 if number == 5 else 0
        world.meet(
            case,
            "harmed" if harmed else "responsible",
            "community" if harmed else "prison",
            strand,
        )
        yield 14


def shuttle(world: World, case: Case) -> Script:
    """A father's murder; questions relayed; remorse, and no chance of meeting (CS 2)."""
    world.engage(case, case.harmed_in()[0], "willing_indirect")
    yield 5
    request = world.coordinator.settled(
        f"{case.path}/agency-requests",
        strand_id=case.strand,
        person_id=case.responsible_in(),
        agency="probation",
        kind="find_person",
        interim_arrangement=True,
    )
    yield 35
    world.coordinator.settled(
        f"{case.path}/agency-requests/{request['request_id']}/answer", found=True
    )
    world.assign(case)
    world.plan(case, "shuttle")
    world.meet(case, "harmed", "video")
    world.engage(case, case.responsible_in(), "reluctant")
    world.consent(case, case.harmed_in()[0], "take_part", strand_id=case.strand)
    yield 28
    world.meet(case, "responsible", "office")
    world.engage(case, case.responsible_in(), "willing_indirect")
    world.consent(case, case.responsible_in(), "take_part", strand_id=case.strand)
    world.assess_risk(case, "indirect_only", INDIRECT)
    yield 24
    yield from _questions_and_answers(world, case)
    world.consent(case, case.harmed_in()[0], "share_with_agency", agency="probation")
    world.conclude(case, "shuttle_completed")


def _questions_and_answers(world: World, case: Case) -> Script:
    for kind, side, text in (
        ("fact", "harmed", "She was not supported by her relatives after what happened."),
        ("question", "harmed", "Do you live anywhere near me, and are you sorry for it?"),
        ("answer", "responsible", "We do not live in the same area, and I feel deep remorse."),
    ):
        pass_item(world, case, kind=kind, from_side=side, text=text)
        yield 9


def letter(world: World, case: Case) -> Script:
    """An old assault, never charged; a manager's exception, a typed letter, no reply (CS 3)."""
    yield 3
    referral = world.coordinator.found(case.path)["referral_ids"][0]
    world.manager.settled(
        f"{case.path}/eligibility/exceptions",
        referral_id=referral,
        decision="proceed_with_restriction",
        restrictions=["indirect_only"],
        rationale=case.words("He wrote of his own accord; a one-way statement is safer."),
        review_on="2019-10-01",
    )
    yield 7
    world.both_take_part(case, willing="willing_indirect")
    world.assign(case)
    world.plan(case, "letter")
    for side in ("harmed", "responsible", "harmed", "responsible"):
        world.meet(case, side)
        yield 25
    world.assess_risk(case, "indirect_only", ["letter"])
    yield 7
    passed = pass_item(
        world, case, kind="letter", from_side="harmed", one_way=True,
        text="What you did stayed with me for years. I ask for no answer. Do not contact me "
        "again, by any way; if you do, I shall go to the police.",
    )  # fmt: skip
    yield 5
    world.lead(case).settled(
        f"{case.path}/strands/{case.strand}/agreements",
        kind="statement_accepted",
        letter_item_id=passed["item_id"],
        undertakings=[
            {"by_side": "responsible", "text": case.words("No contact of any kind, at any time.")}
        ],
        breach_route=case.words("Report to police; criminal proceedings."),
    )
    world.conclude(case, "letter_delivered")


def restorative_conversation(world: World, case: Case) -> Script:
    """Domestic abuse under a no-contact order: space to talk, and longer support (CS 4)."""
    harmed = case.harmed_in()[0]
    world.engage(case, harmed, "willing_direct")
    world.coordinator.settled(
        f"{case.path}/bars",
        strand_id=case.strand,
        kind="no_contact_order",
        from_on="2019-09-01",
        source="idva",
    )
    world.engage(case, case.responsible_in(), "not_approached")
    yield 6
    world.consent(case, harmed, "take_part", strand_id=case.strand)
    world.consent(case, harmed, "share_with_agency", agency="idva_service")
    world.assign(case)
    world.plan(case, "restorative_conversation")
    world.meet(case, "harmed", "office")
    yield 14
    world.assess_risk(case, "harmed_side_only", ["restorative_conversation"])
    world.lead(case).settled(
        f"{case.path}/strands/{case.strand}/restorative-conversations",
        place="office",
        minutes=100,
        notes=case.words("Notes: what closure means, without the other side."),
    )
    yield 7
    world.conclude(case, "restorative_conversation")


SCRIPTS = {
    "conference": conference,
    "shuttle": shuttle,
    "letter": letter,
    "restorative_conversation": restorative_conversation,
}
