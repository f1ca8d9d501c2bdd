"""A referral names as many people as there are: one more step for each of them."""

import re

import pytest

from services.gateway.pages.questions import MOST, numbers, steps_of, submission
from tests.gateway.test_pages_flags import step_of

FIRST = {"harmed_role": "deceased", "harmed_given_name": "Fictional", "family_given_name": "One",
         "family_family_name": "Testperson", "responsible_known": True,
         "responsible_given_name": "A", "crime_type": "murder"}  # fmt: skip


def slugs(answers):
    return [step.slug for step in steps_of(answers)]


def test_five_steps_are_enough_for_two_people():
    assert slugs({}) == ["who", "harmed", "responsible", "offence", "consents"]


def test_one_more_step_comes_for_each_person_more():
    more = {"harmed_more": True, "responsible_known": True, "responsible_more": True,
            "responsible2_more": True}  # fmt: skip

    assert slugs(more) == ["who", "harmed", "harmed-2", "responsible", "responsible-2",
                           "responsible-3", "offence", "consents"]  # fmt: skip


def test_nobody_more_is_responsible_where_nobody_is_known_to_be():
    assert "responsible-2" not in slugs({"responsible_known": False, "responsible_more": True})


def test_a_form_ends_somewhere():
    always = {f"harmed{number or ''}_more": True for number in range(MOST + 5)}

    assert list(numbers("harmed", always))[-1] == MOST


@pytest.mark.requirement("INT-16")
def test_each_person_is_in_the_submission_with_their_consents():
    answers = FIRST | {
        "harmed_more": True, "harmed2_role": "family", "harmed2_given_name": "Two",
        "harmed2_family_name": "Testperson", "harmed2_relationship": "sister",
        "responsible_more": True, "responsible2_given_name": "B", "responsible2_in_custody": True,
        "agreed": ["family.be_contacted", "harmed2.be_contacted"], "agreed_to": "Invented",
    }  # fmt: skip

    made = submission(answers)

    assert [(one["ref"], one["role"]) for one in made["harmed"]] == [
        ("harmed", "deceased"), ("family", "family"), ("harmed2", "family"),
    ]  # fmt: skip
    assert made["harmed"][2]["relationship"] == "sister"
    assert [one["given_name"] for one in made["responsible"]] == ["A", "B"]
    assert made["responsible"][1]["in_custody"] is True
    assert [one["participant"] for one in made["consents"]] == ["family", "harmed2"]


def test_who_is_taken_back_is_not_sent():
    answers = FIRST | {"responsible_more": False, "responsible2_given_name": "B",
                       "agreed": ["responsible2.be_contacted"]}  # fmt: skip

    made = submission(answers)

    assert [one["given_name"] for one in made["responsible"]] == ["A"]
    assert made["consents"] == []


def test_saying_that_there_is_somebody_else_leads_to_their_step(browser):
    draft = step_of(browser)
    named = {"responsible_known": "yes", "responsible_given_name": "Fictional"}

    none = browser.send(f"{draft}/responsible", **named, responsible_more="no")
    more = browser.send(f"{draft}/responsible", **named, responsible_more="yes")

    assert none.headers["location"] == f"{draft}/offence"
    assert more.headers["location"] == f"{draft}/responsible-2"
    page = browser.get(f"{draft}/responsible-2").text
    assert "step 4 of 6" in page
    assert re.search(r"Person responsible, 2", page)
    assert browser.get(f"{draft}/responsible-3").status_code == 404
