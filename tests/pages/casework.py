"""What practitioners do at the screen, in their words: every step by what the page says."""

import re
from datetime import timedelta
from secrets import randbelow, token_hex

from playwright.sync_api import expect

from services.gateway.pages.flags import DECIDING
from shared.kernel.clock import SystemClock
from tests.journeys.conftest import as_published
from tests.pages.hands import fills

TODAY = SystemClock().today()
REFERRAL = ("be_referred", "be_contacted")
MUST_ANSWER = ("A1", "A2", "B1", "B3", "C1", "C2", "C3", "C4", "D1", "D6", "E1", "F1")


def sends(person, button, **fields):
    """Fill in the form on the screen, hold it to WCAG, and send it."""
    fills(person.page, person.hands, **fields)
    person.looks()
    person.hands.presses(person.page.get_by_role("button", name=button, exact=True))


def done(person):
    expect(person.page.get_by_role("heading", name="Done", exact=True)).to_be_visible()
    person.looks()


def does(person, section, link, button, *, about="", **fields):
    """Do an act on the case: its link in its section, its form, and what the page then says."""
    page = person.page
    place = page.locator(f"#{section}") if section else page.locator("main")
    name = re.compile(rf"^{link}\b.*\b{about}" if about else rf"^{link}\b")
    person.hands.presses(place.get_by_role("link", name=name).first)
    sends(person, button, **fields)
    done(person)


def opens(person, reference):
    person.page.goto(f"/cases?reference={reference}")
    person.reads(reference)
    person.looks()


def sent_by_the_police(system):
    """A case of both sides, as the police sent it: where a story begins later than a referral."""
    number = f"{randbelow(10**7):07}"
    changed = {"urn": f"PAGES/{number}/19", "crime_reference": f"{number}/19"}
    answered = as_published(system, "mps", "referral.json", **changed)
    assert answered.accepted, answered.content
    return answered.content["reference"]


def refers(person, **told):
    """Begin a referral, and send it by its short steps; return its reference."""
    person.page.goto("/referrals/new")
    person.hands.presses(person.page.get_by_role("button", name="Start"))
    return tells_of_it(person, **told)


def tells_of_it(person, *, crime="burglary", flags=(), accepted="yes", home="london",
                deceased=False, in_custody="no", family=1, responsible=1):  # fmt: skip
    """Go through the short steps, one for each further person, and send it; return the reference."""
    page, name = person.page, token_hex(4)
    more = "Save and continue"
    sends(person, more, initiated_by="harmed", source="victim_support", channel="phone",
          update_cadence="monthly")  # fmt: skip
    father = {"family_given_name": "Fictional", "family_family_name": f"Testperson-F{name}",
              "family_relationship": "father"} if deceased else {}  # fmt: skip
    father |= {"harmed_more": "yes"} if family > 1 else {}
    sends(person, more, harmed_role="deceased" if deceased else "harmed",
          harmed_given_name="Fictional", harmed_family_name=f"Testperson-H{name}",
          harmed_home_area=home, **father)  # fmt: skip
    for number in range(2, family + 1):
        more_of(person, f"harmed{number}", f"Testperson-F{number}{name}", last=number == family,
                role="family", home_area=home, relationship="sibling")  # fmt: skip
    others = {"responsible_more": "yes"} if responsible > 1 else {}
    sends(person, more, responsible_known="yes", responsible_given_name="Fictional",
          responsible_family_name=f"Testperson-R{name}", responsible_in_custody=in_custody,
          **others)  # fmt: skip
    for number in range(2, responsible + 1):
        more_of(person, f"responsible{number}", f"Testperson-R{number}{name}",
                last=number == responsible, in_custody=in_custody)  # fmt: skip
    decide = {f"flag_{flag}": "yes" if flag in flags else "no" for flag in DECIDING}
    sends(person, more, crime_type=crime, place_area="london", proceedings="sentenced",
          responsibility_accepted=accepted, **decide)  # fmt: skip
    asked = "family" if deceased else "harmed"
    refs = [asked, *(f"harmed{number}" for number in range(2, family + 1))]
    sends(person, more, agreed=[f"{ref}.{to}" for ref in refs for to in REFERRAL], agreed_how="spoken", agreed_to="Invented caseworker")  # fmt: skip
    person.looks()
    person.hands.presses(page.get_by_role("button", name="Send the referral"))
    person.reads("RJ-")
    return page.locator("h1").inner_text()


def more_of(person, ref, family_name, *, last, **told):
    """Fill in the step about one more person."""
    told = {f"{ref}_{name}": value for name, value in told.items()}
    told |= {f"{ref}_given_name": "Fictional", f"{ref}_family_name": family_name}
    sends(person, "Save and continue", **told, **{f"{ref}_more": "no" if last else "yes"})


def waits_for(person, section, text):
    """Look again until a section says something: events take their moment."""
    place = person.page.locator(f"#{section}")
    for _ in range(60):
        person.hands.unfolds(place)
        if text in place.inner_text():
            return
        person.page.reload()
    expect(place).to_contain_text(text)


def agrees_to_take_part(person, about, willing="willing_indirect"):
    """Record that somebody stands willing, and agrees to take part."""
    does(person, "", "Change where they stand", "Save", about=about, engagement=willing)
    does(person, "consents", "Record a consent", "Record the consent", about=about,
         purpose="take_part", given="yes", method="spoken")  # fmt: skip


def gets_a_pair(person):
    page = person.page
    follows(person, "Assign two facilitators")
    person.looks()
    for box in page.locator("input[name=pair]").all()[:2]:
        person.hands.ticks(box)
    person.hands.presses(page.get_by_role("button", name="Assign these two"))
    expect(page.get_by_text("Two facilitators are assigned.")).to_be_visible()


def meets(person, side, place, minutes="90"):
    """Record a preparation meeting with one side."""
    does(person, "process", "Record a preparation meeting", "Save", side=side, place=place,
         minutes=minutes, notes="Invented notes.")  # fmt: skip


def gets_ready(person, about):
    """Record that somebody is informed, heard and prepared, and that the place suits them."""
    for step in ("informed", "hopes_heard", "prepared", "access_needs_met", "venue_agreed"):
        does(person, "process", "Record that somebody is ready", "Save", about=about,
             step=step, done="yes")  # fmt: skip


def assesses_the_risk(person, decision, modes, **more):
    """Go through the checklist; what must be answered is judged low."""
    follows(person, "Assess the risk")
    person.looks()
    judges_it_low(person, decision, modes, **more)


def judges_it_low(person, decision, modes, **more):
    """Fill in the checklist on the screen, and keep the draft."""
    page = person.page
    for code in MUST_ANSWER:
        person.hands.presses(page.locator(f"details:has([name='{code}_likelihood']) summary"))
    judged = {
        box.get_attribute("name"): "no"
        for box in page.locator("input[name$=_applies][value=no]").all()
    }
    for code in MUST_ANSWER:
        judged |= {f"{code}_applies": "yes", f"{code}_likelihood": "2", f"{code}_impact": "2",
                   f"{code}_residual_likelihood": "1", f"{code}_residual_impact": "2",
                   f"{code}_rationale": "Talked over.", f"{code}_mitigation": "A plan."}  # fmt: skip
    sends(person, "Keep the draft", **judged, decision=decision, modes_permitted=modes,
          reasons="After talking with each.", valid_until=TODAY + timedelta(days=200),
          risk_of_not_proceeding="The questions stay unanswered.",
          view_harmed="Wishes it.", view_responsible="Wishes it.", **more)  # fmt: skip
    expect(page.get_by_text("The draft is kept.")).to_be_visible()


def signs_the_risk(person, reference):
    opens(person, reference)
    does(person, "risk", "Sign a risk assessment", "Sign")


def writes_down(person, **words):
    place = person.page.locator("#relay")
    person.hands.presses(place.get_by_role("link", name="Write down").first)
    sends(person, "Keep these words", **words)
    return person.page.url


def takes(person, step, button, **fields):
    """Take the next step of an item, which the page offers by name."""
    person.hands.presses(person.page.locator("main a[role=button]", has_text=f"Next: {step}"))
    sends(person, button, **fields)
    done(person)


def reads_and_agrees(person, step, button, **fields):
    takes(person, step, button, read=["yes"], **fields)


def takes_it_to_the_gate(first, second, **words):
    """Take words of one side through every step until each condition of the gate holds."""
    item = writes_down(first, **words)
    reads_and_agrees(first, "the author approves", "These words are approved")
    first.hands.presses(first.page.locator("main a[role=button]"))
    chooses_somebody(first)
    sends(first, "Save", given="yes", method="spoken")
    done(first)
    takes(first, "leak check", "Check the words")
    answers_findings(first)
    for reader in (first, second):
        reader.page.goto(item)
        reads_and_agrees(reader, "vet these words", "I let these words pass")
    first.page.goto(item)
    agrees_and_chooses(first)
    waits_for_the_gate(first, item)
    return item


def chooses_somebody(person):
    person.hands.chooses(person.page.locator("input[name=person_id]").first)


def answers_findings(person):
    links = person.page.get_by_role("link", name="Say why it may stay")
    while links.count():
        person.hands.presses(links.first)
        sends(person, "Keep this answer", answer="It names nobody and no place.")
        done(person)


def agrees_and_chooses(person):
    """Record that the recipient agrees to such a thing, and when and how they choose to have it."""
    page = person.page
    person.hands.presses(page.locator("main a[role=button]", has_text="the recipient agrees"))
    chooses_somebody(person)
    sends(person, "Save", given="yes", method="spoken")
    done(person)
    person.hands.presses(page.locator("main a[role=button]", has_text="the recipient chooses"))
    sends(person, "Save", chose="yes", from_on=TODAY,
          until_on=TODAY + timedelta(days=30), how="read_aloud")  # fmt: skip
    done(person)


def waits_for_the_gate(person, item):
    for _ in range(40):
        person.page.goto(item)
        if person.page.get_by_text("Every condition holds at this moment.").count():
            return
    expect(person.page.locator("main")).to_contain_text("Every condition holds at this moment.")


def releases(person, how="read_aloud"):
    takes_up = person.page.locator("main a[role=button]", has_text="Next: release it")
    person.hands.presses(takes_up)
    sends(person, "Release it to them now", how=how, read=["yes"])
    done(person)


def has_it_taken_in(person):
    """Record that the recipient took in what was released."""
    takes(person, "the recipient took it in", "Save")


def writes_an_agreement_down(person, text, **more):
    """Draft an agreement that rests on the letter, with one undertaking; all are to sign it."""
    page = person.page
    person.hands.presses(
        page.locator("#process").get_by_role("link", name="Write an agreement down")
    )
    owner = page.locator("select[name=owner1] option", has_text="Person responsible")
    letter = page.locator("input[name=letter]").first.get_attribute("value")
    everybody = [
        box.get_attribute("value") for box in page.locator("input[name=signatories]").all()
    ]
    sends(person, "Keep the agreement", letter=letter, owner1=owner.get_attribute("value"),
          text1=text, signatories=everybody, **more)  # fmt: skip
    done(person)


def has_everybody_sign(person, how):
    """Record each signature that is awaited, until the agreement is in force."""
    links = person.page.get_by_role("link", name="Record a signature")
    while links.count():
        person.hands.presses(links.first)
        sends(person, "They have signed", how=how)
        done(person)
    expect(person.page.locator("main")).to_contain_text("In force")


def reviews_what_was_undertaken(person, result):
    """Record what became of the undertaking, and that the side harmed says the same."""
    page = person.page
    person.hands.presses(page.get_by_role("link", name="Record what became of it"))
    sends(person, "Save", result=result)
    done(person)
    person.hands.presses(page.get_by_role("link", name="Record whether a side says the same"))
    sends(person, "Save", side="harmed", agrees="yes")
    done(person)


def follows(person, name):
    """Press the first link of that name."""
    person.hands.presses(person.page.get_by_role("link", name=name).first)


def closes(person, reference, outcome):
    opens(person, reference)
    does(person, "ending", "Record an outcome", "Save", outcome=outcome, primary="yes")
    does(person, "ending", "Close the case", "Close it")
    expect(person.page.locator("main")).to_contain_text("Closed")
