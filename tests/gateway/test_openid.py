"""Signing in at one's own organisation, against a real provider that insists on PKCE."""

import base64
import hashlib
import re
import warnings
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from werkzeug.serving import make_server

from services.gateway.app import create_app
from services.gateway.identity import Means
from services.gateway.openid import Organisation, SignInByOrganisation
from services.gateway.problems import NotSignedIn
from shared.kernel.errors import Unavailable
from shared.security.actors import Role, system_actor
from shared.store.engine import Store
from tests.gateway.conftest import RecordingBackoffice

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import oidc_provider_mock

# The provider uses what Authlib will take away in 2.0.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

BACK = "http://gateway.test/sign-in/organisation/return"
STAFF = "ada.example@service.example.org"


class InsistingOnPkce:
    """Refuses a token for whoever cannot show the verifier of the challenge that came before."""

    def __init__(self, app):
        self.app, self.challenges, self.checked = app, [], 0

    def __call__(self, environ, start):
        asked = parse_qs(environ.get("QUERY_STRING", ""))
        if "code_challenge" in asked:
            assert asked["code_challenge_method"] == ["S256"]
            self.challenges.append(asked["code_challenge"][0])
        if environ["PATH_INFO"].endswith("/token"):
            from io import BytesIO

            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ["wsgi.input"] = BytesIO(body)
            verifier = parse_qs(body.decode()).get("code_verifier", [""])[0]
            digest = hashlib.sha256(verifier.encode()).digest()
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() not in self.challenges:
                start("400 Bad Request", [("Content-Type", "application/json")])
                return [b'{"error": "invalid_grant"}']
            self.checked += 1
        return self.app(environ, start)


@pytest.fixture
def provider():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        app = InsistingOnPkce(oidc_provider_mock.app(require_nonce=True))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    app.address = f"http://localhost:{server.server_port}"
    yield app
    server.shutdown()
    thread.join()
    server.server_close()


def person(provider, **claims):
    """Somebody with an account at the provider."""
    given = {"email": STAFF, "email_verified": True, **claims}
    url = f"{provider.address}/users/{given.pop('sub', 'ada')}"
    httpx.put(url, json=given).raise_for_status()


@pytest.fixture
def registered(identities):
    identities.create(
        username=STAFF,
        password=None,
        roles=frozenset({Role.CASE_COORDINATOR, Role.FACILITATOR}),
        by=system_actor("gateway"),
    )
    return identities


@pytest.fixture
def doing(registered, provider, tmp_path):
    store = Store.open(f"sqlite:///{tmp_path}/gateway.sqlite", service="gateway")

    def make(**changes):
        given = {"issuer": provider.address, "client_id": "redress", "return_url": BACK}
        given["client_secret"] = "an invented secret"
        organisation = Organisation(**{**given, **changes})
        return SignInByOrganisation(organisation, store, registered._accounts, registered)

    yield make
    store.close()


def at_the_provider(url, sub="ada"):
    """What a browser does there: agree, and come back with a code."""
    answer = httpx.post(url, data={"sub": sub})
    assert answer.status_code == 302, answer.text
    return {
        key: value[0] for key, value in parse_qs(urlsplit(answer.headers["location"]).query).items()
    }


def signed_in(openid, sub="ada"):
    return openid.finish("this browser", at_the_provider(openid.begin("this browser"), sub))


def test_somebody_registered_signs_in_at_their_organisation(doing, provider, registered):
    person(provider)

    session = signed_in(doing())

    caller = registered.find(session.token)
    assert caller.username == STAFF
    assert caller.actor.roles == {Role.CASE_COORDINATOR, Role.FACILITATOR}
    assert provider.checked == 1


def test_nobody_signs_in_who_is_not_registered_whatever_the_organisation_says(doing, provider):
    person(provider, email="stranger@service.example.org", groups=["directors"])
    openid = doing(roles_claim="groups", roles={"directors": Role.MANAGING_DIRECTOR})

    with pytest.raises(NotSignedIn, match="account-not-registered"):
        signed_in(openid)


@pytest.mark.parametrize(
    ("groups", "roles"),
    [
        (["volunteers"], {Role.FACILITATOR}),
        (["volunteers", "directors"], {Role.FACILITATOR}),
        ("coordinators", {Role.CASE_COORDINATOR}),
    ],
)
def test_claims_narrow_roles_and_never_add_one(doing, provider, registered, groups, roles):
    person(provider, groups=groups)
    mapping = {
        "volunteers": Role.FACILITATOR,
        "coordinators": Role.CASE_COORDINATOR,
        "directors": Role.MANAGING_DIRECTOR,
    }

    session = signed_in(doing(roles_claim="groups", roles=mapping))

    assert registered.find(session.token).actor.roles == roles


def test_whom_the_claims_leave_no_role_is_not_let_in(doing, provider):
    person(provider, groups=["directors"])
    openid = doing(roles_claim="groups", roles={"directors": Role.MANAGING_DIRECTOR})

    with pytest.raises(NotSignedIn, match="no-role-by-organisation"):
        signed_in(openid)


def test_an_address_that_the_provider_did_not_verify_binds_nobody(doing, provider):
    person(provider, email_verified=False)

    with pytest.raises(NotSignedIn, match="account-not-registered"):
        signed_in(doing())


def test_an_account_is_bound_to_its_first_subject_and_no_other_takes_it(doing, provider):
    person(provider)
    openid = doing()
    signed_in(openid)
    person(provider, sub="mallory")

    with pytest.raises(NotSignedIn, match="account-not-registered"):
        signed_in(openid, "mallory")
    assert signed_in(openid).token


def test_what_came_back_is_worth_something_once_and_in_the_browser_that_began(doing, provider):
    person(provider)
    openid = doing()
    came_back = at_the_provider(openid.begin("this browser"))

    with pytest.raises(NotSignedIn, match="sign-in-not-begun-here"):
        openid.finish("another browser", came_back)
    assert openid.finish("this browser", came_back).token
    with pytest.raises(NotSignedIn, match="sign-in-not-begun-here"):
        openid.finish("this browser", came_back)


def test_a_code_of_another_beginning_fails_by_its_nonce_or_its_verifier(doing, provider):
    person(provider)
    openid = doing()
    mine, theirs = (at_the_provider(openid.begin("this browser")) for _ in range(2))

    with pytest.raises(NotSignedIn, match="token-not-valid"):
        openid.finish("this browser", {**mine, "code": theirs["code"]})


def test_a_second_factor_there_counts_and_without_it_ours_is_owed(doing, provider, registered):
    registered._second_step_for = frozenset({Role.CASE_COORDINATOR})
    person(provider)
    without = registered.find(signed_in(doing()).token)
    person(provider, amr=["pwd", "mfa"])
    with_it = registered.find(signed_in(doing()).token)

    assert (without.owes_second_step, with_it.owes_second_step) == (True, False)
    means = {one.means for one in registered.sessions(with_it.actor)}
    assert means == {Means.OPENID, Means.OPENID_MFA}


def test_a_provider_that_is_away_is_said_to_be_away(doing):
    with pytest.raises(Unavailable, match="organisation-away"):
        doing(issuer="http://127.0.0.1:9").begin("this browser")


def test_a_provider_that_names_another_issuer_is_not_believed(doing, provider):
    with pytest.raises(NotSignedIn, match="organisation-refused"):
        doing(issuer=f"{provider.address}/").begin("this browser")


def test_who_signs_in_there_has_no_password_here(registered):
    with pytest.raises(NotSignedIn):
        registered.sign_in(STAFF, "none", "192.0.2.1")


def test_the_browser_goes_there_and_comes_back_signed_in(doing, provider, registered):
    person(provider)
    app = create_app(
        registered, RecordingBackoffice(), registered.desk, registered.emergencies, openid=doing()
    )
    browser = TestClient(app, base_url="http://gateway.test")
    page = browser.get("/sign-in").text
    assert re.search(r'href="/sign-in/organisation\?then=[^"]*"', page)

    there = browser.get("/sign-in/organisation", follow_redirects=False)
    assert there.headers["location"].startswith(provider.address)
    asked = at_the_provider(there.headers["location"])
    landed = browser.get("/sign-in/organisation/return", params=asked)

    assert landed.status_code == 200
    assert landed.headers["refresh"] == "0; url=/"
    assert browser.get("/account").status_code == 200


@pytest.mark.parametrize(
    "then",
    [
        "/\t/evil.example",  # browsers take tabs and ends of lines out: //evil.example
        "/\n/evil.example",
        "/\\evil.example",
        "/today\r\nX-Invented: yes",
        "/caf\u00e9",
    ],
)
def test_nobody_is_led_to_another_site_by_where_they_wanted_to_go(
    registered, backoffice, doing, provider, then
):
    openid = doing()
    app = create_app(registered, backoffice, registered.desk, registered.emergencies, openid=openid)
    client = TestClient(
        app, base_url="http://gateway.test", follow_redirects=False, raise_server_exceptions=False
    )
    person(provider)
    there = client.get("/sign-in/organisation", params={"then": then})

    back = client.get(
        "/sign-in/organisation/return", params=at_the_provider(there.headers["location"])
    )

    assert (back.status_code, back.headers["refresh"]) == (200, "0; url=/")
    assert 'href="/">Continue' in back.text
