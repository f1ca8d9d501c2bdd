"""A referral names as many people as there are: one more step for each of them."""

import re

import pytest

from services.gateway.pages.questions import MOST, gaps, numbers, steps_of, submission
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
    named = {"responsible_known": "yes", "responsible_given_name": "Fictional",
             "responsible_family_name": "Testperson"}  # fmt: skip

    none = browser.send(f"{draft}/responsible", **named, responsible_more="no")
    more = browser.send(f"{draft}/responsible", **named, responsible_more="yes")

    assert none.headers["location"] == f"{draft}/offence"
    assert more.headers["location"] == f"{draft}/responsible-2"
    page = browser.get(f"{draft}/responsible-2").text
    assert "step 4 of 6" in page
    assert re.search(r"Person responsible, 2", page)
    assert browser.get(f"{draft}/responsible-3").status_code == 404


# --- what is missing is said at its own step ------------------------------------------------------

HARMED = {"harmed_role": "harmed", "harmed_given_name": "Fictional"}


def lacks(slug, **answers):
    (step,) = (one for one in steps_of(answers) if one.slug == slug)
    return gaps(step, answers)


def test_who_is_known_has_a_name_and_who_is_not_needs_none():
    assert lacks("responsible", responsible_known=True, responsible_given_name="A") == {
        "responsible_family_name": "Enter the last name of the person responsible"
    }
    assert lacks("responsible", responsible_known=False, initiated_by="harmed") == {}


def test_a_person_responsible_who_asked_for_it_is_known():
    found = lacks("responsible", responsible_known=False, initiated_by="responsible")

    assert list(found) == ["responsible_known"]


def test_who_died_has_a_family_member_with_both_names_unless_more_people_follow():
    died = {"harmed_role": "deceased"}

    assert list(lacks("harmed", **died)) == ["family_given_name", "family_family_name"]
    assert list(lacks("harmed", **died, family_given_name="A")) == ["family_family_name"]
    assert lacks("harmed", **died, harmed_more=True) == {}
    assert lacks("harmed", **HARMED) == {}


@pytest.mark.requirement("INT-16")
def test_only_people_whom_the_answers_name_are_asked_for_consent():
    (alone,) = steps_of(HARMED | {"responsible_known": False})[-1].fields[:1]
    (family,) = steps_of(FIRST)[-1].fields[:1]

    assert {code.split(".")[0] for code, _ in alone.choices} == {"harmed"}
    assert {code.split(".")[0] for code, _ in family.choices} == {"family", "responsible"}


def test_everybody_of_the_side_that_asked_must_have_agreed_and_is_named_where_not():
    asked = HARMED | {"initiated_by": "harmed", "harmed_more": True, "harmed2_role": "harmed",
                      "responsible_known": True}  # fmt: skip

    left = lacks("consents", **asked, agreed=["harmed.be_contacted", "responsible.be_contacted"])
    none = lacks("consents", **asked, agreed=["harmed.be_contacted", "harmed2.be_referred"])

    assert "person harmed or of the family, 2" in left["agreed"]
    assert none == {}


def test_a_name_that_is_missing_is_said_at_its_field(browser):
    draft = step_of(browser)

    page = browser.send(f"{draft}/responsible", responsible_known="yes")

    assert page.status_code == 422
    assert 'href="#responsible_given_name"' in page.text
