"""Both parties read an agreement: no copy of it tells one of them where, or who, the other is."""

import base64

import pytest

from shared.contracts.comms import agreements, papers, relay, rpc
from shared.contracts.intake.guard import Term, Terms
from shared.kernel.errors import Fault, InvalidInput, Refused, Unavailable
from tests.application.comms.test_agreements import ask, record
from tests.application.comms.world import OFFICE

KNOWN = Terms(
    terms=(
        Term(kind="name", text="Alphaexample"),
        Term(kind="address", text="5 Invented Mews"),
        Term(kind="phone", text="07700 900123"),
        Term(kind="employer", text="Mockbeggar Mill"),
    )
)


@pytest.fixture(autouse=True)
def known(world):
    world.conference()
    world.runtime.answers["intake.identifying_terms"] = KNOWN


def agreed(world, text, **more):
    draft = rpc.UndertakingDraft(by_side="responsible", text=text)
    return record(world, signatories=(), undertakings=(draft,), **more)


def check(world, made, **more):
    about = {"agreement_id": made.agreement_id, **more}
    return ask(world, agreements.CHECK_AGREEMENT, agreements.CheckAgreement, **about)


def printed(world, made):
    about = {"agreement_id": made.agreement_id}
    paper = ask(world, papers.PRINT_AGREEMENT, papers.PrintAgreement, **about)
    return base64.b64decode(paper.content)


def file_of(world, side="harmed"):
    return ask(world, relay.PARTY_FILE, relay.AskPartyFile, OFFICE, side=side)


@pytest.mark.requirement("PRC-05", "PRC-07")
@pytest.mark.parametrize(
    "text",
    [
        "To stay away from 5 Invented Mews.",
        "To ring 0 7 7 0 0 - 9 0 0 1 2 3 once a month.",
    ],
)
def test_no_copy_tells_where_somebody_is_or_how_to_reach_them(world, text):
    made = agreed(world, text)

    for act in (printed, check):
        with pytest.raises(Refused, match="agreement-tells"):
            act(world, made)
    with pytest.raises(Refused, match="agreement-tells"):
        check(world, made, may_be_told="They know each other's address.")
    with pytest.raises(Refused, match="agreement-tells"):
        file_of(world)


@pytest.mark.requirement("PRC-05", "PRC-07")
def test_what_happens_on_a_breach_is_looked_through_as_well(world):
    made = agreed(world, "To repair the fence.", breach_route="Ring 07700 900123.")

    with pytest.raises(Refused, match="agreement-tells"):
        printed(world, made)


@pytest.mark.requirement("PRC-05", "PRC-07")
def test_a_name_is_answered_in_writing_before_a_copy_is_given(world):
    made = agreed(world, "To write to Alphaexample once.")

    with pytest.raises(Refused, match="agreement-unchecked"):
        printed(world, made)
    with pytest.raises(Refused, match="agreement-unchecked"):
        file_of(world)
    with pytest.raises(InvalidInput) as asked:
        check(world, made)
    assert asked.value.faults == (Fault("may_be_told", "missing"),)

    done = check(world, made, may_be_told="They have known each other from school.")

    assert {(one.place, one.kind) for one in done.findings} == {(0, "name")}
    assert printed(world, made).startswith(b"%PDF")
    assert file_of(world).agreements[0].undertakings == ("To write to Alphaexample once.",)


@pytest.mark.requirement("PRC-07")
def test_what_becomes_known_after_the_answer_is_asked_about_again(world):
    made = agreed(world, "To write to Alphaexample, not to the Gammaexamples.")
    check(world, made, may_be_told="They have known each other from school.")
    printed(world, made)

    gamma = Term(kind="name", text="Gammaexample")
    world.runtime.answers["intake.identifying_terms"] = Terms(terms=(*KNOWN.terms, gamma))

    with pytest.raises(Refused, match="agreement-unchecked"):
        printed(world, made)


def test_plain_words_are_printed_at_once(world):
    made = agreed(world, "To repair the fence.")

    assert check(world, made).findings == ()
    assert printed(world, made).startswith(b"%PDF")


def test_without_an_answer_of_intake_nothing_leaves(world):
    made = agreed(world, "To repair the fence.")
    world.runtime.answers["intake.identifying_terms"] = Unavailable("no-answer")

    for act in (printed, check):
        with pytest.raises(Unavailable):
            act(world, made)


@pytest.mark.requirement("PRC-07")
def test_it_is_looked_through_for_either_side(world):
    asked = []
    world.runtime.answers["intake.identifying_terms"] = KNOWN
    kept = world.runtime.ask

    def asking(method, request, **more):
        asked.append(getattr(request, "of_side", None))
        return kept(method, request, **more)

    world.runtime.ask = asking
    made = agreed(world, "To repair the fence.")
    asked.clear()

    printed(world, made)

    assert set(asked) == {"harmed", "responsible"}
