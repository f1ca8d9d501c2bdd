"""The pages about agencies: agreements in plain words, the log, and held messages put right."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from services.feeds.agreement import load, load_all
from services.feeds.book import load_book
from services.feeds.showing import agreement_view
from services.gateway.pages import agency_words
from shared.contracts.feeds import agreements as terms
from shared.contracts.feeds import office
from shared.contracts.intake import waiting
from shared.kernel.errors import Fault, InvalidInput, NotFound, Unavailable
from shared.security.actors import Role

TODAY = date(2020, 5, 4)
NOON = datetime(2020, 5, 4, 12, tzinfo=UTC)
MESSAGE = uuid4()
HERE = f"/agencies/mps/quarantine/{MESSAGE}"


def agreements(_asked=None, **changed):
    view = agreement_view(load_book("mps").main, "mps", TODAY).model_copy(update=changed)
    return terms.Agreements(
        agency="mps", today=TODAY, agreements=(view,), held=2, wait_to_leave=0, wait_for_key=0
    )


def held(**changed):
    return office.HeldView(
        feed_message_id=MESSAGE,
        message_id="invented-7",
        state="held",
        arrived_at=NOON,
        kept_until=TODAY + timedelta(days=30),
        faults=(office.FaultView(field="victims.0.surname", code="missing", says="is missing"),),
        corrected=False,
    ).model_copy(update=changed)


def said(**changed):
    return office.HeldMessage(
        about=held(**changed),
        readable=True,
        fields=(
            office.WrittenField(field="victims.0.surname", at_fault=True, says=("is missing",)),
            office.WrittenField(
                field="offence.classification", value="JAYWALK", at_fault=True,
                says=("cannot be read",), choices=("BURG", "THEF"),
            ),
            office.WrittenField(field="victims.0.forenames", value="Gamma", at_fault=False),
        ),
        not_kept=("gossip",),
    )  # fmt: skip


def entry(**changed):
    return office.Disclosure(
        disclosure_id=uuid4(),
        disclosed_at=NOON,
        kind="outcome",
        agency="mps",
        agreement="mps",
        clause="5.2",
        legal_basis="public task",
        purpose="report the end of a case to its referrer",
        recipient="Metropolitan Police Service, referrals",
        fields=("reference", "outcome"),
        case_id=UUID(int=5),
        reference="RJ-2020-0000AB1",
        told_by="system:feeds-mps",
    ).model_copy(update=changed)


@pytest.fixture
def answers(backoffice):
    backoffice.answers |= {
        "agreements": agreements,
        "waiting_requests": waiting.WaitingRequests(requests=()),
        "agency_turnaround": waiting.Turnarounds(rows=()),
        "quarantine": office.Quarantined(messages=(held(),), waiting=1),
        "read_quarantined": said(),
        "disclosures": office.Disclosures(entries=(entry(),), more=False),
    }
    return backoffice.answers


@pytest.mark.requirement("PTR-27", "PTR-33")
def test_every_agency_and_agreement_is_listed_with_its_standing_and_days_left(answers, browser):
    answers["agreements"] = agreements(last_day=TODAY + timedelta(days=6), days_left=6, warning=7)
    browser.sign_in()

    page = browser.get("/agencies").text

    assert "Metropolitan Police" in page
    assert "Submitted; meanwhile by an interim arrangement" in page
    assert 'govuk-tag--red">6 days left' in page
    assert 'href="/agencies/mps/quarantine"' in page


@pytest.mark.parametrize("here", ["/agencies", "/agencies/mps"])
def test_requests_beyond_a_page_are_one_link_away_and_the_counts_are_of_all(answers, browser, here):
    def told(asked):
        one = waiting.WaitingRequest(
            request_id=UUID(int=9), case_id=UUID(int=5), kind="find_person", agency="mps",
            reference="RJ-LATER" if asked.after else "RJ-FIRST", interim_arrangement=True,
            opened_at=NOON, days_waiting=3, working_days_waiting=2, chased=0, overdue=False,
        )  # fmt: skip
        more = None if asked.after else one.request_id
        return waiting.WaitingRequests(requests=(one,), next_page=more)

    answers["waiting_requests"] = told
    browser.sign_in()

    first = browser.get(here).text
    second = browser.get(f"{here}?after={UUID(int=9)}").text

    assert "RJ-FIRST" in first
    assert f'href="{here}?after={UUID(int=9)}"' in first
    assert "RJ-LATER" in second
    assert "Back to those that wait longest" in second
    assert "Later requests" not in second


def test_a_feed_that_is_away_greys_out_its_part_and_the_rest_is_there(answers, browser):
    answers["agreements"] = Unavailable("no-answer-in-time", method="feeds-mps.agreements")
    browser.sign_in()

    every, one = browser.get("/agencies"), browser.get("/agencies/mps")

    for page in (every, one):
        assert page.status_code == 200
        assert "What Metropolitan Police sends us and is told cannot be shown just now" in page.text
        assert "No agency owes us an answer." in page.text
    assert "Does not answer just now" in every.text


@pytest.mark.requirement("PTR-27", "PTR-28")
def test_an_agreement_is_read_in_plain_words_clause_by_clause(answers, browser):
    browser.sign_in()

    page = browser.get("/agencies/mps").text

    assert "June 2019" in page
    assert "outside the proposed terms" in page
    assert "We ask them to find or reach somebody" in page
    assert "person: family name" in page
    assert "isa@police.example.org" in page


@pytest.mark.parametrize("path", ["", "/quarantine", "/disclosures"])
def test_an_agency_without_a_feed_has_no_page(answers, browser, path):
    browser.sign_in(Role.SERVICE_MANAGER)

    assert browser.get(f"/agencies/nobody{path}").status_code == 404


def test_a_coordinator_sees_the_quarantine_and_not_the_log_and_an_auditor_the_other(
    answers, browser
):
    for role, seen, hidden in (
        (Role.CASE_COORDINATOR, "quarantine", "disclosures"),
        (Role.AUDITOR, "disclosures", "quarantine"),
    ):
        browser.sign_in(role)
        assert browser.get(f"/agencies/mps/{seen}").status_code == 200
        assert browser.get(f"/agencies/mps/{hidden}").status_code == 404
        page = browser.get("/agencies/mps").text
        assert f"/agencies/mps/{seen}" in page
        assert f"/agencies/mps/{hidden}" not in page


def test_a_held_message_shows_its_faults_and_says_nothing_until_a_purpose_is_given(
    answers, browser, backoffice
):
    browser.sign_in()
    page = browser.get(HERE).text
    assert "Victims 1: surname" in page
    assert "Is missing" in page
    assert "Gamma" not in page

    refused = browser.send(HERE)
    assert refused.status_code == 422
    assert "read_quarantined" not in {call.method.name for call in backoffice.asked}

    shown = browser.send(HERE, purpose="answer_its_sender")
    assert "Gamma" in shown.text
    assert backoffice.asked[-1].request.purpose == office.LookPurpose.ANSWER_SENDER
    assert "Gamma" not in shown.url.path


def shown_form(browser):
    import re

    page = browser.send(HERE, purpose="correct_and_release").text
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)), page


def test_a_value_that_is_no_choice_stays_until_somebody_chooses(answers, browser):
    browser.sign_in()
    _, page = shown_form(browser)

    assert '<option value="JAYWALK" selected>JAYWALK (as they wrote it)</option>' in page


@pytest.mark.requirement("PTR-33")
def test_a_message_is_corrected_and_released_with_a_reason_and_a_key(answers, browser, backoffice):
    answers["release_quarantined"] = office.QuarantineSettled(
        feed_message_id=MESSAGE, state="released", corrected=("victims.0.surname",)
    )
    browser.sign_in()
    hidden, _ = shown_form(browser)

    filled = {"f.victims.0.surname": "Testperson", "f.offence.classification": "BURG"}
    done = browser.client.post(
        f"{HERE}/release", data={**hidden, **filled, "reason": "rang the officer"}
    )

    order = next(c for c in backoffice.asked if c.method.name == "release_quarantined")
    assert {one.field: one.value for one in order.request.corrections} == {
        "victims.0.surname": "Testperson", "offence.classification": "BURG",
    }  # fmt: skip
    assert order.request.reason == "rang the officer"
    assert order.idempotency_key == hidden["key"]
    assert "is on its way in" in done.text


def test_what_is_still_wrong_is_shown_at_its_field_and_nothing_typed_is_lost(
    answers, browser, backoffice
):
    answers["release_quarantined"] = InvalidInput(
        "message-refused",
        (Fault("victims.0.surname", "missing"), Fault("officer.name", "missing")),
    )
    browser.sign_in()
    hidden, _ = shown_form(browser)

    page = browser.client.post(
        f"{HERE}/release",
        data={**hidden, "f.offence.classification": "BURG", "reason": "rang the officer"},
    )

    assert page.status_code == 422
    assert '<a href="#f.victims.0.surname">Victims 1: surname is missing</a>' in page.text
    assert "Officer: name is missing" in page.text
    assert set(backoffice.asked[-1].request.also) == {"victims.0.surname", "officer.name"}
    assert '<option value="BURG" selected>' in page.text
    assert "rang the officer" in page.text
    assert f'value="{hidden["key"]}"' in page.text
    assert backoffice.asked[-1].request.purpose == office.LookPurpose.CORRECT


def test_without_a_reason_nothing_is_released(answers, browser, backoffice):
    browser.sign_in()
    hidden, _ = shown_form(browser)

    page = browser.client.post(f"{HERE}/release", data={**hidden, "reason": ""})

    assert page.status_code == 422
    assert "release_quarantined" not in {call.method.name for call in backoffice.asked}


def test_a_message_is_rejected_with_what_its_sender_is_told_and_why(answers, browser, backoffice):
    answers["reject_quarantined"] = office.QuarantineSettled(
        feed_message_id=MESSAGE, state="rejected"
    )
    browser.sign_in()

    assert browser.send(f"{HERE}/rejection").status_code == 422
    done = browser.send(f"{HERE}/rejection", because="sent-in-error", note="they rang us")

    order = next(c for c in backoffice.asked if c.method.name == "reject_quarantined").request
    assert (order.because.value, order.note) == ("sent-in-error", "they rang us")
    assert "its sender is told why" in done.text


def test_what_was_decided_is_read_with_both_texts_and_cannot_be_decided_again(answers, browser):
    answers["quarantine"] = office.Quarantined(
        messages=(held(state="released", corrected=True, settled_by="coordinator", settled_at=NOON,
                       settled_why="rang the officer"),),
        waiting=0,
    )  # fmt: skip
    told = said(state="released", corrected=True)
    fields = (
        office.WrittenField(
            field="offence.classification", value="BURG", original="JAYWALK", at_fault=False
        ),
    )
    answers["read_quarantined"] = told.model_copy(update={"fields": fields})
    browser.sign_in()

    page = browser.send(HERE, purpose="data_protection_request").text

    assert "BURG" in page
    assert "JAYWALK" in page
    assert "Correct and release" not in page
    assert "Reject it" not in browser.get(HERE).text


def test_what_nobody_can_read_is_said_to_be_so(answers, browser):
    answers["read_quarantined"] = office.HeldMessage(about=held(), readable=False, fields=())
    browser.sign_in()

    page = browser.send(HERE, purpose="decide_what_becomes_of_it").text

    assert "Nobody can read this as a form" in page
    assert "Correct and release" not in page


def test_a_message_that_is_not_there_has_no_page(answers, browser):
    answers["quarantine"] = NotFound("quarantined-message-unknown")
    browser.sign_in()

    assert browser.get(HERE).status_code == 404


def test_every_reason_and_purpose_that_a_feed_knows_has_its_words():
    assert {code for code, _ in agency_words.REJECTIONS} == set(office.RejectionReason)
    assert {code for code, _ in agency_words.PURPOSES} == set(office.LookPurpose)


@pytest.mark.parametrize("name", [one.id for one in load_all()])
def test_everything_that_an_agreement_lets_pass_has_its_words(name):
    view = agreement_view(load(name), "mps", TODAY)

    passing = {(passage.way, passage.kind) for one in view.clauses for passage in one.passages}
    assert passing <= set(agency_words.PASSAGES)
    assert {kind for way, kind in passing if way == "out"} <= set(agency_words.TELLINGS)


def test_the_api_lists_the_agencies_that_can_be_asked(backoffice, coordinator):
    backoffice.feeds = ("hmpps", "mps")

    assert coordinator.get("/api/v1/agencies").json() == {"agencies": ["hmpps", "mps"]}


def test_the_api_asks_the_feed_that_the_path_names(answers, backoffice, signed_in):
    api = signed_in(Role.SERVICE_MANAGER)

    told = api.get("/api/v1/agencies/mps/disclosures", params={"since": "2020-05-01"})

    assert told.status_code == 200
    assert told.json()["entries"][0]["clause"] == "5.2"
    call = backoffice.asked[-1]
    assert office.addressed(call.method, call.request).routing_key == "feeds-mps.disclosures"
