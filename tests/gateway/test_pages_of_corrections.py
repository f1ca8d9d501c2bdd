"""What was corrected is shown for a purpose, in words; outcomes are those of intake's dated list."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from services.gateway.pages.amended import field_of, in_words
from services.gateway.pages.outcomes import ASKS
from shared.contracts.codes import CaseStage, Outcome
from shared.contracts.intake import amending, closing
from shared.contracts.intake import rpc as intake
from shared.security.actors import Role

CASE, PERSON, STRAND, REFERRAL, OTHER = (
    UUID(f"01900000-0000-7000-8000-00000000006{number}") for number in range(5)
)
JULY, AUGUST = (datetime(2019, month, 1, 9, 30, tzinfo=UTC) for month in (7, 8))
OF_REFERRAL = f"/cases/{CASE}/referrals/{REFERRAL}/corrections"
OF_PERSON = f"/cases/{CASE}/people/{PERSON}/corrections"


def amendment(number, **told):
    known = {"amendment_id": UUID(int=number), "reason": f"Invented reason {number}.",
             "amended_at": JULY.replace(day=number), "amended_by": "who-left"}  # fmt: skip
    return amending.AmendmentView.model_validate(known | told)


@pytest.fixture
def told(backoffice):
    backoffice.answers["case"] = intake.CaseView(
        case_id=CASE, reference="RJ-INVENTED", stage=CaseStage.CLOSED, on_hold=False, opened_at=JULY,
        referral_ids=(REFERRAL,),
        participants=(intake.ParticipantView(person_id=PERSON, role="harmed", side="harmed"),),
        strands=tuple(
            intake.StrandView(strand_id=one, harmed_ids=(PERSON,)) for one in (OTHER, STRAND)
        ),
        consents=(), agency_requests=(),
    )  # fmt: skip
    backoffice.answers["amendments"] = amending.Amendments(
        amendments=(
            amendment(1, referral_id=REFERRAL, field="offence_on", new="2019-03-27"),
            amendment(2, referral_id=REFERRAL, field="crime_types", old='["theft"]',
                      new='["theft", "robbery"]'),
            amendment(3, person_id=PERSON, field="phone", old="07700 900001", new="07700 900555"),
            amendment(4, referral_id=OTHER, field="narrative", new="Of another referral."),
        )
    )  # fmt: skip
    return backoffice


def asked(backoffice, method):
    return [call.request for call in backoffice.asked if call.method is method]


@pytest.mark.requirement("INT-13")
def test_what_was_corrected_in_a_referral_is_shown_with_both_values_and_why(browser, told):
    browser.sign_in()

    before = browser.get(OF_REFERRAL).text
    without = browser.send(OF_REFERRAL)
    page = browser.send(OF_REFERRAL, purpose="complaint").text

    assert "Invented reason" not in before
    assert without.status_code == 422
    for text in ("Day of the offence", "Nothing", "27 March 2019", "Theft, Robbery",
                 "Invented reason 1.", "1 July 2019, 10:30"):  # fmt: skip
        assert text in page, text
    assert page.index("Invented reason 2.") < page.index("Invented reason 1.")
    assert "07700 900555" not in page, "what was corrected about people stands on their own page"
    assert "Of another referral." not in page
    assert [one.purpose for one in asked(told, amending.AMENDMENTS)] == ["complaint"]


def test_what_was_corrected_about_somebody_stands_on_their_own_page(browser, told):
    browser.sign_in()

    page = browser.send(OF_PERSON, purpose="casework").text

    assert "07700 900555" in page
    assert "Invented reason 1." not in page


@pytest.mark.parametrize("path", [OF_REFERRAL.replace(str(REFERRAL), str(OTHER)),
                                  OF_PERSON.replace(str(PERSON), str(OTHER))])  # fmt: skip
def test_what_is_not_of_the_case_has_no_page_in_it(browser, told, path):
    browser.sign_in()

    assert browser.get(path).status_code == 404


def test_an_auditor_reads_no_values(browser, told):
    browser.sign_in(Role.AUDITOR)

    assert browser.get(OF_REFERRAL).status_code == 404


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("flags.domestic_abuse", "no", "No"),
        ("update_cadence", "at_end", "At end"),
        ("rj_is_condition", "true", "Yes"),
        ("address", '["1 Invented Row", "Pretendham"]', "1 Invented Row, Pretendham"),
        ("further_identifiers", '[{"kind": "school", "value": "other_school"}]',
         "other_school (school)"),
        ("narrative", "[not what it looks like", "[not what it looks like"),
        ("narrative", "[not what it looks like]", "[not what it looks like]"),
        ("known_as", "al", "al"),
        ("flags", "[]", "Nothing"),
    ],
)  # fmt: skip
def test_codes_and_days_are_read_in_words_and_words_as_they_were_written(field, text, says):
    assert in_words(field, text) == says


def test_a_flag_is_called_by_its_own_name():
    assert field_of("flags.domestic_abuse") == "Domestic abuse"


def outcomes_of_today():
    told = {"group": "contact", "positive": False, "may_be_primary": True}
    return closing.OutcomesInForce.model_validate(
        {
            "outcomes": (
                {**told, "outcome": "harmed_not_contactable", "asks": ("contact_path",)},
                {**told, "outcome": "outcome_agreement", "group": "positive",
                 "may_be_primary": False},
            )
        }
    )  # fmt: skip


@pytest.mark.requirement("OUT-04")
def test_the_form_of_an_outcome_offers_what_is_in_force_and_says_what_it_asks_for(browser, told):
    told.answers["case"] = told.answers["case"].model_copy(update={"closed_at": None})
    told.answers["outcomes"] = outcomes_of_today()
    told.answers["record_outcome"] = intake.OutcomeKept(outcome_id=OTHER)
    told.answers["case_timeline"] = intake.Timeline(entries=())
    browser.sign_in()
    path = f"/cases/{CASE}/do/outcome"

    page = browser.get(path).text
    gone = browser.send(path, outcome="ineligible", primary="yes")
    browser.send(path, outcome="harmed_not_contactable", primary="yes", contact_path="police_path")

    assert "Say by which path somebody was sought for: person harmed could not be reached." in page
    assert "Only beside a main outcome: outcome agreement." in page
    assert "Ineligible" not in page
    assert page.count('data-only-if="outcome harmed_not_contactable"') == 2
    assert page.count("data-only-if") == 2
    assert gone.status_code == 422
    (kept,) = asked(told, intake.RECORD_OUTCOME)
    assert (kept.outcome, kept.primary) == (Outcome.HARMED_NOT_CONTACTABLE, True)


def test_while_nobody_says_which_are_in_force_every_outcome_is_offered(browser, told):
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}/do/outcome").text

    assert page.count('name="outcome"') == 1
    assert "Ineligible" in page


@pytest.mark.requirement("OUT-03")
def test_outcomes_recorded_so_far_stand_on_the_case(browser, told):
    def entry(number, **codes):
        return {"number": number, "at": JULY.replace(day=number), "producer": "intake",
                "event": "intake.outcome_recorded.v1", "codes": codes}  # fmt: skip

    told.answers["outcomes"] = outcomes_of_today()
    told.answers["case_timeline"] = intake.Timeline.model_validate(
        {
            "entries": (
                entry(1, outcome="harmed_not_contactable", contact_path="police_path",
                      primary="yes"),
                entry(2, outcome="outcome_agreement", primary="no", strand_id=str(STRAND)),
            )
        }
    )  # fmt: skip
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}").text

    assert "Person harmed could not be reached (through the police)" in page
    assert "The case, main outcome" in page
    assert "Strand 2" in page
    assert "Contact was lost" in page
    assert "Something restorative came of it" in page


def test_whatever_an_outcome_may_ask_for_has_its_words(backoffice):
    from services.intake.store.policies import outcome_rules

    assert {name for rule in outcome_rules() for name in rule.asks} <= set(ASKS)
