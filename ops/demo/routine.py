"""How the year's other referrals run: each to the outcome that the plan has for it."""

from __future__ import annotations

from collections.abc import Callable

from ops.demo.relay import pass_item
from ops.demo.studies import DIRECT, INDIRECT
from ops.demo.world import Case, Script, World
from shared.contracts.codes import ContactPath, Outcome

AGENCY = {ContactPath.POLICE: ("mps", "6.1"), ContactPath.PROBATION: ("hmpps", "5.1")}
"""Who is asked on a path, and by which clause of its agreement (in both, by interim arrangement)."""


def play(world: World, case: Case) -> Script:
    """Choose the script for a planned outcome; an ongoing case is contacted and left at that."""
    outcome = case.planned.outcome
    if outcome is None:
        return ongoing(world, case)
    return SCRIPTS[outcome](world, case)


def ongoing(world: World, case: Case) -> Script:
    """Contacted, deciding: the case is still running when the year ends."""
    yield 5
    world.engage(case, case.harmed_in()[0], "informed_deciding")


def unreachable(world: World, case: Case) -> Script:
    """Sought and not found, by the plan's path; an agency request lapses where one was opened."""
    harmed_side = case.planned.outcome is Outcome.HARMED_NOT_CONTACTABLE
    person = case.harmed_in()[0] if harmed_side else case.responsible_in()
    path = case.planned.path
    assert path is not None, case.planned
    world.engage(case, person, "attempting", path=path.value)
    yield 6
    if path in AGENCY:
        agency, clause = AGENCY[path]
        request = world.coordinator.settled(
            f"{case.path}/agency-requests",
            strand_id=case.strand,
            person_id=person,
            agency=agency,
            kind="contact_person",
            clause=clause,
            interim_arrangement=True,
        )
        yield 34
        world.coordinator.settled(f"{case.path}/agency-requests/{request['request_id']}/lapse")
    world.engage(case, person, "unreachable", path=path.value)
    outcome = Outcome.HARMED_NOT_CONTACTABLE if harmed_side else Outcome.RESPONSIBLE_NOT_CONTACTABLE
    more = {} if harmed_side else {"responsible_in_community_off_probation": True}
    world.end(case, outcome.value, strand_id=case.strand, contact_path=path.value, **more)


def no_longer(engagement: str, outcome: Outcome, *, harmed: bool) -> Callable[..., Script]:
    """Return the script of somebody who says no, at once or later."""

    def script(world: World, case: Case) -> Script:
        person = case.harmed_in()[0] if harmed else case.responsible_in()
        world.engage(case, person, "informed_deciding")
        yield 12
        if engagement == "withdrew":
            world.consent(case, person, "take_part", strand_id=case.strand)
            yield 5
            world.coordinator.settled(f"{case.path}/people/{person}/withdrawals")
        else:
            world.engage(case, person, engagement)
        world.end(case, outcome.value, strand_id=case.strand)

    return script


def too_dangerous(world: World, case: Case) -> Script:
    """A risk that nobody can manage: said so by a manager, with what else is offered."""
    world.engage(case, case.harmed_in()[0], "informed_deciding")
    yield 9
    world.assess_risk(case, "unmanageable", [], before_pair=True)
    yield 2
    assert case.planned.risk is not None, case.planned
    world.end(
        case, "unmanageable_risk", strand_id=case.strand, unmanageable_risk=case.planned.risk.value
    )


def helped(world: World, case: Case) -> Script:
    """Helped without a process: referred on to specialist support, or informed."""
    world.engage(case, case.harmed_in()[0], "informed_deciding")
    yield 11
    assert case.planned.outcome is not None, case.planned
    world.end(case, case.planned.outcome.value, strand_id=case.strand)


def conversation(world: World, case: Case) -> Script:
    """A restorative conversation with the harmed person alone."""
    world.engage(case, case.harmed_in()[0], "willing_indirect")
    world.consent(case, case.harmed_in()[0], "take_part", strand_id=case.strand)
    world.assign(case)
    world.plan(case, "restorative_conversation")
    yield 8
    world.meet(case, "harmed")
    yield 8
    world.lead(case).settled(
        f"{case.path}/strands/{case.strand}/restorative-conversations", place="office", minutes=90
    )
    world.conclude(case, "restorative_conversation")


def prepared(world: World, case: Case, mode: str, modes: list[str]) -> Script:
    """Bring both sides to the point where something may pass."""
    world.both_take_part(case)
    world.assign(case)
    world.plan(case, mode)
    for side in ("harmed", "responsible"):
        world.meet(case, side)
        yield 9
    world.assess_risk(case, "proceed", modes)
    yield 6


def conference(world: World, case: Case) -> Script:
    """A conference with its preparation."""
    yield from prepared(world, case, "conference", DIRECT)
    world.get_ready(case)
    world.lead(case).settled(
        f"{case.path}/strands/{case.strand}/conferences", place="prison", minutes=120
    )
    world.conclude(case, "conference_held")


def shuttle(world: World, case: Case) -> Script:
    """A question and its answer."""
    yield from prepared(world, case, "shuttle", INDIRECT)
    pass_item(world, case, kind="question", from_side="harmed", text="Why was it me?")
    yield 6
    pass_item(world, case, kind="answer", from_side="responsible", text="It was by chance.")
    world.conclude(case, "shuttle_completed")


def letter(world: World, case: Case) -> Script:
    """A letter of apology, or one that tells of the harm."""
    yield from prepared(world, case, "letter", INDIRECT)
    pass_item(
        world, case, kind="letter", from_side=case.planned.initiated_by.value,
        text="This is what I have long wished to say to you.",
    )  # fmt: skip
    world.conclude(case, "letter_delivered")


SCRIPTS: dict[Outcome, Callable[[World, Case], Script]] = {
    Outcome.CONFERENCE_HELD: conference,
    Outcome.SHUTTLE_COMPLETED: shuttle,
    Outcome.LETTER_DELIVERED: letter,
    Outcome.RESTORATIVE_CONVERSATION: conversation,
    Outcome.ONWARD_REFERRAL: helped,
    Outcome.INFORMATION_PROVIDED: helped,
    Outcome.HARMED_NOT_CONTACTABLE: unreachable,
    Outcome.RESPONSIBLE_NOT_CONTACTABLE: unreachable,
    Outcome.UNMANAGEABLE_RISK: too_dangerous,
    Outcome.HARMED_DECLINED: no_longer("declined", Outcome.HARMED_DECLINED, harmed=True),
    Outcome.RESPONSIBLE_DECLINED: no_longer("declined", Outcome.RESPONSIBLE_DECLINED, harmed=False),
    Outcome.HARMED_WITHDREW: no_longer("withdrew", Outcome.HARMED_WITHDREW, harmed=True),
    Outcome.REOPENED_AS_NEW: ongoing,
}
