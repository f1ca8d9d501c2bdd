"""The annual report's case studies, from referral to closure, by the screens alone.

Each is made once with a pointer, once by the keyboard alone, and once with scripts off.
"""

import pytest
from playwright.sync_api import expect

from tests.pages.casework import (
    agrees_to_take_part,
    assesses_the_risk,
    closes,
    does,
    gets_a_pair,
    gets_ready,
    has_everybody_sign,
    has_it_taken_in,
    meets,
    opens,
    refers,
    releases,
    reviews_what_was_undertaken,
    signs_the_risk,
    takes_it_to_the_gate,
    waits_for,
    writes_an_agreement_down,
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
HARMED, RESPONSIBLE = "Person harmed", "Person responsible"
FAMILY = "Family member"
BOTH = ("harmed", "responsible")


@pytest.fixture
def office(anybody):
    return anybody().sign_in("coordinator")


@pytest.fixture
def pair(anybody):
    return anybody().sign_in("facilitator1"), anybody().sign_in("facilitator2")


def test_a_family_meets_who_killed_their_son_in_prison(office, pair):
    """A murder, five responsible, two willing, meetings, a move, a conference (case study 1)."""
    first, _ = pair
    reference = refers(office, crime="murder", deceased=True, in_custody="yes", family=2,
                       responsible=5)  # fmt: skip
    waits_for(office, "eligibility", "under the policy")
    for about in (FAMILY, RESPONSIBLE):
        agrees_to_take_part(office, about, "willing_direct")
    does(office, "", "Change where they stand", "Save", about=f"{RESPONSIBLE} 2",
         engagement="reluctant")  # fmt: skip
    for number in (3, 4, 5):
        does(office, "", "Change where they stand", "Save", about=f"{RESPONSIBLE} {number}",
             engagement="declined")  # fmt: skip
    gets_a_pair(office)
    opens(first, reference)
    does(first, "process", "Choose the form", "Save", mode="conference")
    for side, place in (("harmed", "community"), ("responsible", "prison")) * 2:
        meets(first, side, place)
    for change, prison in (("received", "BXI"), ("moved", "LWI")):
        opens(office, reference)
        does(office, "custody", "Record a change of custody", "Save", change=change,
             establishment=prison, source="the prison, by e-mail")  # fmt: skip
    opens(first, reference)
    for about in (FAMILY, RESPONSIBLE):
        gets_ready(first, about)
    assesses_the_risk(first, "proceed", ["conference"], stop_signal="A raised hand.",
                      way_out="The side door.", on_call="Invented manager")  # fmt: skip
    signs_the_risk(first, reference)
    signs_the_risk(office, reference)
    opens(first, reference)

    does(first, "process", "Record that a conference is held", "It is held now", place="prison",
         minutes="150", notes="Invented notes: harm was acknowledged.")  # fmt: skip

    does(first, "process", "Conclude the process", "Conclude it", completed="yes")
    opens(office, reference)
    for strand in (2, 3, 4, 5):
        does(office, "process", "Record how this strand ended", "Save", about=f"strand {strand}",
             outcome="responsible_declined", primary="no")  # fmt: skip
    closes(office, reference, "conference_held")


def test_questions_of_the_bereaved_are_answered_and_nobody_meets(office, pair):
    """A father's murder: a fact told, a question and its answer relayed (case study 2)."""
    first, second = pair
    reference = refers(office, crime="murder", deceased=True)
    waits_for(office, "eligibility", "under the policy")
    does(office, "requests", "Ask an agency", "Ask", about=RESPONSIBLE, agency="hmpps",
         kind="find_person", interim_arrangement="yes")  # fmt: skip
    does(office, "requests", "Record an agency's answer", "Save", found="yes")
    agrees_to_take_part(office, FAMILY)
    does(office, "", "Change where they stand", "Save", about=RESPONSIBLE, engagement="reluctant")
    agrees_to_take_part(office, RESPONSIBLE)
    gets_a_pair(office)
    opens(first, reference)
    does(first, "process", "Choose the form", "Save", mode="shuttle")
    for side, place in (("harmed", "video"), ("responsible", "office")):
        meets(first, side, place)
    assesses_the_risk(first, "indirect_only", ["shuttle"])
    signs_the_risk(first, reference)
    signs_the_risk(office, reference)

    for kind, side, text in (
        ("fact", "harmed", "She was not supported by her relatives after what happened."),
        ("question", "harmed", "Are you sorry for it?"),
        ("answer", "responsible", "I feel deep remorse, every day."),
    ):
        opens(first, reference)
        takes_it_to_the_gate(first, second, from_side=side, kind=kind, text=text, one_way="no")
        releases(first)
        has_it_taken_in(first)

    opens(first, reference)
    does(first, "process", "Conclude the process", "Conclude it", completed="yes")
    closes(office, reference, "shuttle_completed")


def test_a_letter_is_read_out_and_what_was_agreed_is_signed_and_kept(office, pair):
    """A letter that asks for no answer, and what was agreed about contact (case study 3)."""
    first, second = pair
    reference = refers(office, crime="assault")
    waits_for(office, "eligibility", "under the policy")
    for about in (HARMED, RESPONSIBLE):
        agrees_to_take_part(office, about)
    gets_a_pair(office)
    opens(first, reference)
    does(first, "process", "Choose the form", "Save", mode="letter")
    for side in BOTH:
        meets(first, side, "community")
    assesses_the_risk(first, "indirect_only", ["letter"])
    signs_the_risk(first, reference)
    signs_the_risk(office, reference)
    opens(first, reference)

    takes_it_to_the_gate(first, second, from_side="harmed", kind="letter", form="statement",
                 text="What you did stayed with me for years. I ask for no answer.",
                 one_way="yes")  # fmt: skip
    releases(first)

    expect(first.page.locator("main")).to_contain_text("Delivered")
    opens(first, reference)
    writes_an_agreement_down(first, "No contact of any kind.", kind="statement_accepted",
                             breach_route="The police are told.")  # fmt: skip
    has_everybody_sign(first, "on_paper")
    reviews_what_was_undertaken(first, "kept")
    expect(first.page.locator("main")).to_contain_text(
        "Reviewed: kept. Person harmed: says the same."
    )
    opens(first, reference)
    does(first, "process", "Conclude the process", "Conclude it", completed="yes")
    closes(office, reference, "letter_delivered")


def test_domestic_abuse_is_held_to_the_side_harmed_until_a_specialist_advises(office, pair):
    """A bar is recorded, nothing is written to the other side; a conversation (case study 4)."""
    first, _ = pair
    reference = refers(office, crime="assault", flags=("domestic_abuse",))
    waits_for(office, "eligibility", "under the policy")
    does(office, "risk", "Record an order or bar", "Record it", kind="no_contact_order",
         from_on=office.today, source="idva")  # fmt: skip
    agrees_to_take_part(office, HARMED, "willing_direct")
    gets_a_pair(office)
    opens(first, reference)
    does(first, "process", "Choose the form", "Save", mode="restorative_conversation")
    meets(first, "harmed", "office")
    assesses_the_risk(first, "harmed_side_only", ["restorative_conversation"],
                      safety_plan="The plan that an invented adviser made is kept to.",
                      advice_from="idva", advice_path="domestic_abuse", adviser="Fictional adviser",
                      advice_on=office.today, advice="The side harmed alone.")  # fmt: skip
    for signer in (first, office):
        signs_the_risk(signer, reference)
    opens(first, reference)
    does(first, "process", "Record a restorative conversation", "Save", place="office",
         minutes="100", notes="What an ending means, without the other side.")  # fmt: skip

    does(first, "process", "Conclude the process", "Conclude it", completed="yes")
    closes(office, reference, "restorative_conversation")
