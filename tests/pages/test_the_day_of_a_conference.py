"""The day of a conference, at the table: two facilitators, one script, and what is noted as it goes."""

import pytest
from playwright.sync_api import expect

from tests.pages.casework import (
    TODAY,
    agrees_to_take_part,
    assesses_the_risk,
    does,
    done,
    gets_a_pair,
    gets_ready,
    meets,
    opens,
    refers,
    sends,
    signs_the_risk,
    waits_for,
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
BOTH = {"harmed": "Person harmed", "responsible": "Person responsible"}
BEGIN = "They are here: let it begin"


def gets_both_sides_ready(office, first):
    """From the referral to a risk assessment that lets the two meet; return the reference."""
    reference = refers(office)
    waits_for(office, "eligibility", "under the policy")
    for about in BOTH.values():
        agrees_to_take_part(office, about, "willing_direct")
    gets_a_pair(office)
    opens(first, reference)
    does(first, "process", "Choose the form", "Save", mode="conference")
    for side, about in BOTH.items():
        meets(first, side, "community")
        gets_ready(first, about)
    assesses_the_risk(first, "proceed", ["conference"], stop_signal="A raised hand.",
                      way_out="The side door.", on_call="Invented manager")  # fmt: skip
    signs_the_risk(first, reference)
    signs_the_risk(office, reference)
    opens(first, reference)
    return reference


def arranges_the_conference(person):
    page = person.page
    place = page.locator("#process")
    person.hands.presses(place.get_by_role("link", name="Arrange a meeting"))
    everybody = [box.get_attribute("value") for box in page.locator("input[name=people]").all()]
    sends(person, "Arrange it", purpose="conference", place="office", starts_on=TODAY, at="10:00",
          harmed_at="10:00", responsible_at="10:15", minutes="90", people=everybody,
          out_of_hours_agreed="yes")  # fmt: skip
    done(person)
    does(person, "process", "Confirm the meeting", "Confirm it")
    person.hands.presses(place.get_by_role("link", name="Conference script and day"))
    person.reads("Conference")


def writes_the_script(person, *round_the_circle):
    page = person.page
    known = {
        name: page.locator("select[name=seat1] option", has_text=name).get_attribute("value")
        for name in round_the_circle
    }
    seats = {f"seat{place}": known[name] for place, name in enumerate(round_the_circle, start=1)}
    sends(person, "Keep the script", speaks_first="harmed", breaks_after="30, 60",
          stop_signal="Both hands on the table.", prompts="Thank everybody for coming.",
          **seats)  # fmt: skip


def reads_it_on_paper(person):
    page = person.page
    page.emulate_media(media="print")
    expect(page.get_by_text("Both hands on the table.")).to_be_visible()
    for hidden in (".redress-nav", ".govuk-back-link", "form", ".govuk-footer", "main a"):
        assert not any(one.is_visible() for one in page.locator(hidden).all()), hidden
    letters = page.locator("article p").first.evaluate("one => getComputedStyle(one).fontSize")
    assert float(letters.removesuffix("px")) >= 24, "on paper it is read across a table"
    person.picture("conference-on-paper")
    page.emulate_media(media="screen")


def let_them_begin(person):
    person.hands.presses(person.page.get_by_role("link", name=BEGIN))
    everybody = [
        box.get_attribute("value") for box in person.page.locator("input[name=attended]").all()
    ]
    sends(person, BEGIN, attended=everybody)
    done(person)


def notes(person, button):
    person.hands.presses(person.page.get_by_role("button", name=button, exact=True))
    done(person)


def notes_twice(person, button):
    """The same form is sent two times, as by a hand that shakes or a telephone that stalls."""
    page = person.page
    form = page.locator("form", has=page.get_by_role("button", name=button, exact=True))
    hidden = {
        one.get_attribute("name"): one.get_attribute("value")
        for one in form.locator("input[type=hidden]").all()
    }
    assert page.request.post(page.url.partition("?")[0], form=hidden).ok
    notes(person, button)


@pytest.mark.requirement("PRC-04")
def test_the_script_lies_on_the_table_and_two_facilitators_note_the_day_as_it_goes(anybody):
    office = anybody().sign_in("coordinator")
    first, second = anybody().sign_in("facilitator1"), anybody(width=390).sign_in("facilitator2")
    gets_both_sides_ready(office, first)
    arranges_the_conference(first)
    page = first.page
    first.hands.presses(page.get_by_role("link", name="Write the script"))
    one, other = "Fictional facilitator1", "Fictional facilitator2"
    writes_the_script(first, one, BOTH["harmed"], BOTH["responsible"], other)
    expect(page.get_by_role("alert")).to_contain_text("let a facilitator sit between them")
    writes_the_script(first, one, BOTH["harmed"], other, BOTH["responsible"])
    done(first)
    reads_it_on_paper(first)

    let_them_begin(first)
    notes_twice(first, "It begins")
    second.page.goto(page.url.partition("?")[0])
    second.looks()
    notes(second, "Now asked: What happened?")
    first.hands.presses(page.get_by_role("button", name="Now asked: What happened?"))
    expect(page.get_by_role("alert")).to_contain_text("That question is noted already")
    first.looks()
    notes(second, "Stop signal")
    expect(second.page.get_by_role("button", name="Now asked")).to_have_count(0)
    notes(second, "A break begins")
    notes(second, "We go on")
    notes(second, "Now asked: Who was affected, and how?")
    notes(second, "Now asked: What can be done to repair the harm?")
    notes(second, "It ends")

    noted = second.page.locator("main ol").first.locator("li")
    expect(noted).to_contain_text(
        ["It began", "Asked: What happened?", "The stop signal was given", "A break began",
         "We went on", "Asked: Who was affected, and how?",
         "Asked: What can be done to repair the harm?", "It ended"]
    )  # fmt: skip
    second.hands.presses(second.page.get_by_role("link", name="Write down the agreement"))
    second.reads("Write an agreement down")
