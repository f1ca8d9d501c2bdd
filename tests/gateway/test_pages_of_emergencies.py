"""Reading a case in an emergency, at the screen: asked for, seen, and reviewed by somebody else."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from shared.contracts.intake import rpc as intake
from shared.contracts.intake import waiting
from shared.kernel.errors import NotFound
from shared.security.actors import Role, system_actor
from tests.gateway.conftest import HIDDEN, PASSWORD, Browsing
from tests.gateway.test_emergencies import trail

CASE = UUID("01900000-0000-7000-8000-000000000001")
REFERENCE = "RJ-1907-INVENTE"
WHY = "My colleague is ill and the visit is tonight."
FOUND = intake.CaseView(
    case_id=CASE,
    reference=REFERENCE,
    stage="referred",
    on_hold=False,
    opened_at=datetime(2019, 7, 1, tzinfo=UTC),
    referral_ids=(),
    participants=(),
    strands=(),
    consents=(),
    agency_requests=(),
)


@pytest.fixture
def only_if_opened(backoffice):
    """The services as they answer who does not have the case."""

    def ask(call):
        backoffice.asked.append(call)
        if call.method.name == "references":
            named = waiting.CaseName(case_id=CASE, reference=REFERENCE)
            return waiting.References(cases=(named,))
        if call.method.name == "find_case" and call.request.reference in call.actor.opened:
            if call.request.reference == REFERENCE:
                return intake.CaseFound(case_id=CASE, reference=REFERENCE)
        elif call.method.name == "case_timeline" and str(CASE) in call.actor.opened:
            return intake.Timeline(entries=())
        elif call.method.name == "case" and str(CASE) in call.actor.opened:
            return FOUND
        raise NotFound("case-unknown")

    backoffice.ask = ask
    return backoffice


def somebody(app, identities, name, *roles):
    identities.create(username=name, password=PASSWORD, roles=frozenset(roles),
                      by=system_actor("gateway"))  # fmt: skip
    one = Browsing(app)
    one.sign_in(username=name)
    return one


@pytest.fixture
def facilitator(app, identities, only_if_opened):
    return somebody(app, identities, "facilitator", Role.FACILITATOR)


@pytest.fixture
def manager(app, only_if_opened):
    one = Browsing(app)
    one.sign_in(Role.SERVICE_MANAGER)
    return one


def asks(browser, path=f"/emergencies/new?case_id={CASE}", **filled):
    return browser.send(path, reason=WHY, **filled)


def test_a_case_of_a_colleague_and_no_case_at_all_look_alike_and_lead_to_asking(facilitator):
    theirs, none = facilitator.get(f"/cases/{CASE}"), facilitator.get(f"/cases/{uuid4()}")

    assert theirs.status_code == none.status_code == 404
    assert f'href="/emergencies/new?case_id={CASE}"' in theirs.text
    assert "/emergencies/new" in none.text
    for case_id in (CASE, uuid4()):
        form = facilitator.get(f"/emergencies/new?case_id={case_id}")
        assert form.status_code == 200
        assert "Why must you read it now?" in form.text


def test_the_form_asks_no_service_about_the_case(facilitator, only_if_opened):
    only_if_opened.asked.clear()

    facilitator.get(f"/emergencies/new?case_id={CASE}")
    facilitator.send(f"/emergencies/new?case_id={CASE}", reason="short")

    assert only_if_opened.asked == []


def test_after_a_reason_the_case_is_read_and_says_until_when(facilitator):
    page = asks(facilitator)

    assert page.url.path == f"/cases/{CASE}"
    assert "You read this case in an emergency until" in page.text
    assert WHY in facilitator.get("/emergencies").text
    assert "A case of a colleague’s" in facilitator.get("/today").text


def test_a_case_is_asked_for_by_its_reference(facilitator):
    unknown = asks(facilitator, "/emergencies/new", reference="RJ-1907-ANOTHER")
    assert unknown.status_code == 404
    assert "We cannot find that reference" in unknown.text
    assert WHY in unknown.text

    found = asks(facilitator, "/emergencies/new", reference=REFERENCE)

    assert found.url.path == f"/cases/{CASE}"


def test_a_case_that_is_not_there_is_not_opened(facilitator, identities):
    answer = asks(facilitator, f"/emergencies/new?case_id={uuid4()}")

    assert answer.status_code == 404
    assert identities.emergencies.everything(unreviewed=False) == ()


def test_a_form_sent_twice_opens_one(facilitator, identities):
    path = f"/emergencies/new?case_id={CASE}"
    page = facilitator.get(path).text
    hidden = {
        name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("csrf", "key")
    }

    answers = [facilitator.client.post(path, data={**hidden, "reason": WHY}) for _ in range(2)]

    assert [answer.url.path for answer in answers] == [f"/cases/{CASE}"] * 2
    assert len(identities.emergencies.everything(unreviewed=False)) == 1


def test_a_reason_in_a_word_is_not_enough(facilitator):
    page = facilitator.send(f"/emergencies/new?case_id={CASE}", reason="urgent")

    assert page.status_code == 422
    assert "Say why in 10 to 1000 characters" in page.text


def waits(identities):
    return f"/emergencies/{identities.emergencies.everything(unreviewed=False)[0].emergency_id}"


def test_a_manager_finds_it_on_today_and_reviews_it_once(facilitator, manager, identities):
    asks(facilitator)
    assert f"{REFERENCE}: was it right to read it?" in manager.get("/today").text
    path = waits(identities)
    assert WHY in manager.get(path).text
    assert manager.send(path, justified="no", note="short").status_code == 422

    done = manager.send(path, justified="no", note="The visit had been moved already.")

    assert "Your review is kept" in done.text
    assert "was it right to read it?" not in manager.get("/today").text
    assert facilitator.get(f"/cases/{CASE}").status_code == 404
    shown = manager.get("/emergencies?show=all").text
    assert "Not justified, service_manager@service.example.org" in shown
    assert "The visit had been moved already." in manager.get(path).text


def test_a_review_sent_twice_is_kept_once_and_another_does_not_replace_it(
    facilitator, manager, identities
):
    asks(facilitator)
    path = waits(identities)
    csrf = manager.get(path).text.split('name="csrf" value="')[1].split('"')[0]
    said = {"csrf": csrf, "justified": "yes", "note": "The visit took place."}

    first, again = (manager.client.post(path, data=said) for _ in range(2))
    other = manager.client.post(path, data={**said, "justified": "no"})

    assert first.url.path == again.url.path == "/emergencies"
    assert other.status_code == 409
    assert identities.emergencies.everything(unreviewed=False)[0].justified is True


def test_nobody_reviews_their_own(app, identities, only_if_opened):
    both = somebody(app, identities, "both", Role.FACILITATOR, Role.SERVICE_MANAGER)
    asks(both)
    path = waits(identities)

    page = both.get(path)

    assert "You opened it yourself" in page.text
    assert '<form method="post" novalidate' not in page.text
    assert "was it right to read it?" not in both.get("/today").text
    csrf = both.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    said = {"csrf": csrf, "justified": "yes", "note": "I was right, of course."}
    refused = both.client.post(path, data=said)
    assert refused.status_code == 409
    assert "Nobody reviews what they opened themselves" in refused.text


@pytest.mark.parametrize("role", [Role.CASE_COORDINATOR, Role.AUDITOR])
def test_who_sees_every_case_opens_none_in_an_emergency(browser, only_if_opened, role):
    browser.sign_in(role)

    assert browser.get("/emergencies/new").status_code == 404
    assert "/emergencies/new" not in browser.get(f"/cases/{CASE}").text


def test_a_facilitator_reviews_nothing(facilitator, identities):
    asks(facilitator)

    assert facilitator.get(waits(identities)).status_code == 404
    assert "To review" not in facilitator.get("/emergencies").text


def test_whose_role_opens_no_case_so_is_told_of_no_page_and_the_try_is_kept(
    app, identities, facilitator
):
    coordinator = Browsing(app)
    coordinator.sign_in(Role.CASE_COORDINATOR)
    csrf = dict(HIDDEN.findall(coordinator.get("/account").text))["csrf"]

    tried = coordinator.client.post(
        f"/emergencies/new?case_id={CASE}", data={"csrf": csrf, "reason": WHY}
    )

    assert tried.status_code == 404
    (me,) = (one.id for one in identities.everyone() if Role.CASE_COORDINATOR in one.roles)
    assert trail(identities.emergencies)[-1] == (
        "case-not-opened-in-emergency",
        f"case/{CASE}",
        me,
    )
