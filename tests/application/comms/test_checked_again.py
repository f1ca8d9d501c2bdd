"""At the moment of passing a letter is checked again, by what intake knows then."""

import pytest

from shared.contracts.codes import ItemState
from shared.contracts.comms import rpc
from shared.contracts.intake.guard import Term, Terms
from shared.kernel.errors import Refused, Unavailable

ALPHA = Term(kind="name", text="Testperson Alpha")
WORDS = "I still think of the walk back past the gorsefield, and of you. Ring 020 7946 0123."


def knows(world, *terms):
    world.runtime.answers["intake.identifying_terms"] = Terms(terms=(ALPHA, *terms))


def check_and_answer(world, item):
    found = world.step(rpc.CHECK_ITEM, item).findings
    for one in found:
        request = rpc.AnswerFinding(
            case_id=world.case_id,
            item_id=item.item_id,
            finding_id=one.finding_id,
            answer="It is the number of our own office.",
        )
        world.do(rpc.ANSWER_FINDING, request)
    return found


def refused(world, item):
    with pytest.raises(Refused) as closed:
        world.deliver(item)
    assert world.announced("item_delivered") == []
    assert world.state(item) is ItemState.OFFERED
    return closed.value.ids["conditions"]


@pytest.mark.requirement("PRC-07", "PRC-08")
def test_what_intake_learned_after_the_check_stops_the_letter_until_it_is_answered(world):
    item = world.offered(WORDS)
    knows(world, Term(kind="name", text="Gorsefield"))

    assert not world.gate(item).open
    assert refused(world, item) == "leak_check_stands_now"
    assert "name" in {one.kind for one in check_and_answer(world, item)}

    world.deliver(item)
    assert world.state(item) is ItemState.DELIVERED


def test_known_whereabouts_learned_after_the_check_never_leave(world):
    item = world.offered(WORDS)
    knows(world, Term(kind="phone", text="020 7946 0123"))

    assert refused(world, item) == "leak_check_stands_now"
    with pytest.raises(Refused) as blocked:
        check_and_answer(world, item)

    assert blocked.value.code == "finding-blocks"
    assert refused(world, item) == "every_finding_answered,leak_check_stands_now"


def test_an_identifier_that_the_words_do_not_hold_stops_nothing(world):
    item = world.offered(WORDS)
    knows(world, Term(kind="address", text="4 Exampleton Mews"))

    world.deliver(item)

    assert world.state(item) is ItemState.DELIVERED


@pytest.mark.parametrize("answer", [Unavailable("no-answer"), Terms(terms=()), Refused("no")])
def test_without_the_identifiers_of_this_moment_nothing_passes(world, answer):
    item = world.offered(WORDS)
    world.runtime.answers["intake.identifying_terms"] = answer

    assert refused(world, item) == "leak_check_stands_now"


def test_a_check_that_cannot_be_trusted_now_lets_nothing_pass(world, monkeypatch):
    from services.comms.domain.leaks import CheckerBroken
    from services.comms.use_cases import asking

    def broken(*_):
        raise CheckerBroken("canary-not-found")

    item = world.offered(WORDS)
    monkeypatch.setattr(asking, "find_leaks", broken)

    assert refused(world, item) == "leak_check_stands_now"


def test_the_identifiers_are_asked_for_under_the_lease_and_within_the_five_seconds(world):
    item = world.offered(WORDS)
    world.runtime.answers["asked"].clear()

    world.deliver(item)

    names = [name for name, _, _ in world.runtime.answers["asked"]]
    asked = names.index("intake.identifying_terms")
    assert names.index("intake.contact_standing") < asked < names.index("intake.confirm_lease")
    assert world.runtime.answers["asked"][asked][2]["deadline_s"] <= 2.0
