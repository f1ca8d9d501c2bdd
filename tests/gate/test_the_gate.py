"""Nothing is delivered without every condition of design 7 at that moment (issue 2, shown by 7)."""

import os
import random
from collections import Counter
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.comms.domain import gate as gate_room
from services.comms.domain.gate import ConditionCode, Facts, decide
from shared.contracts.codes import EligibilityDecision, Mode, Restriction, RiskDecision
from tests.gate import histories, oracle

HISTORIES = int(os.environ.get("REDRESS_GATE_HISTORIES", "10000"))


def wrong_deliveries(history):
    """Play a history; return what the oracle holds against each delivery, and how many there were."""
    world = histories.World()
    delivered = world.play(history)
    faults = [
        oracle.unmet(history, position, histories.WORDS, histories.STRAND, histories.BOSS)
        for position in delivered
    ]
    items = Counter(_item_at(history, position) for position in delivered)
    faults += [["delivered-twice"] for count in items.values() if count > 1]
    return [found for found in faults if found], len(delivered), world


def _item_at(history, position):
    return sum(name in {"composed", "reworded"} for name, _ in history[:position])


def test_nothing_is_delivered_without_every_condition_in_ten_thousand_histories():
    delivered = refused = 0
    closed_by = Counter()
    for seed in range(HISTORIES):
        history = histories.random_history(random.Random(seed))
        wrong, count, world = wrong_deliveries(history)
        assert not wrong, (seed, wrong, history)
        delivered += count
        for _, decision in world.decisions:
            refused += not decision.open
            closed_by.update(decision.closed_by)

    assert delivered > HISTORIES // 20, "too few histories open the gate to prove anything"
    assert refused > HISTORIES // 20
    assert set(closed_by) == set(ConditionCode), "some condition never closed the gate"
    print(f"\n{HISTORIES} histories: {delivered} delivered, {refused} refused")


def test_what_the_oracle_would_let_pass_does_pass():
    """The gate is not simply shut: where the oracle finds nothing missing, it is open."""
    agreed = 0
    for seed in range(2000):
        history = histories.random_history(random.Random(seed))
        world = histories.World()
        world.play(history)
        before = False
        for position, decision in world.decisions:
            told = oracle.unmet(
                history, position, histories.WORDS, histories.STRAND, histories.BOSS
            )
            if not told and not before:
                assert decision.open, (seed, decision.closed_by, history)
                agreed += 1
            before = before or decision.open
    assert agreed > 100


@pytest.mark.parametrize("code", list(ConditionCode))
def test_without_any_one_condition_the_histories_find_a_wrong_delivery(code, monkeypatch):
    for table in (gate_room.MEETING_CONDITIONS, gate_room.ITEM_CONDITIONS):
        if code in table:
            monkeypatch.setitem(table, code, lambda *facts: True)

    for seed in range(HISTORIES):
        wrong, _, _ = wrong_deliveries(histories.random_history(random.Random(seed)))
        if wrong:
            return
    pytest.fail(f"{code} could be left out and nobody would notice")


def test_every_condition_stands_in_exactly_one_table():
    listed = [*gate_room.MEETING_CONDITIONS, *gate_room.ITEM_CONDITIONS]

    assert sorted(listed) == sorted(ConditionCode)


def test_no_facts_at_all_is_a_closed_gate():
    facts = Facts(
        at=datetime(2019, 7, 1, tzinfo=UTC),
        today=date(2019, 7, 1),
        strand_id=UUID(int=1),
        mode=Mode.LETTER,
    )

    assert not decide(facts).open


def test_without_an_item_nothing_but_a_conference_can_be_asked_for():
    assert decide(_meeting()).open
    assert not decide(_meeting(mode=Mode.LETTER)).open
    assert not decide(_meeting(mode=Mode.RESTORATIVE_CONVERSATION)).open


def test_a_conference_needs_a_risk_assessment_that_permits_meeting():
    only_letters = _risk(modes=frozenset({Mode.LETTER}))
    indirect = _risk(decision=RiskDecision.INDIRECT_ONLY)

    assert decide(_meeting(risk=only_letters)).closed_by == (ConditionCode.RISK_PERMITS_MODE,)
    assert decide(_meeting(risk=indirect)).closed_by == (ConditionCode.RISK_PERMITS_MODE,)


def test_a_case_restricted_to_indirect_contact_has_no_conference():
    restricted = gate_room.Eligibility(
        EligibilityDecision.PROCEED_WITH_RESTRICTION, frozenset({Restriction.INDIRECT_ONLY})
    )

    assert decide(_meeting(eligibility=(restricted,))).closed_by == (ConditionCode.ELIGIBLE,)


def test_the_decision_lists_every_condition_also_when_closed():
    decision = decide(_meeting(standing=None, facilitators=frozenset()))

    assert [one.code for one in decision.conditions] == list(gate_room.MEETING_CONDITIONS)
    assert ConditionCode.TWO_FACILITATORS in decision.closed_by


def _risk(**changes):
    given = {
        "decision": RiskDecision.PROCEED,
        "modes": frozenset(Mode),
        "signatures": 2,
        "valid_until": date(2019, 8, 1),
    }
    return gate_room.Risk(**{**given, **changes})


def _meeting(**changes):
    standing = gate_room.Standing(
        author_takes_part=True,
        author_consents_to_item=False,
        recipient_takes_part=True,
        recipient_consents_to_kind=False,
        case_open=True,
        on_hold=False,
        age_s=0.1,
    )
    given = {
        "at": datetime(2019, 7, 1, 9, tzinfo=UTC),
        "today": date(2019, 7, 1),
        "strand_id": UUID(int=1),
        "mode": Mode.CONFERENCE,
        "standing": standing,
        "case_open": True,
        "eligibility": (gate_room.Eligibility(EligibilityDecision.PROCEED),),
        "risk": _risk(),
        "facilitators": frozenset({"user-1", "user-2"}),
    }
    return Facts(**{**given, **changes})


@pytest.mark.parametrize(
    ("between", "passes"),
    [
        ([("take_part", {"side": "author", "yes": False})], True),  # the known gap: up to 5 s
        ([("take_part", {"side": "author", "yes": False}), ("lag", {"seconds": 6})], False),
        ([("heard_withdrawal", {})], False),
    ],
)
def test_a_withdrawal_after_intake_answered_passes_unseen_for_at_most_five_seconds(between, passes):
    """Design 7 asks for none. Closing the gap needs intake's part; see services/comms/README."""
    path = histories.happy_path(random.Random(1))
    world = histories.World()

    delivered = world.play([*path[:-1], *between, path[-1]])

    assert bool(delivered) is passes
