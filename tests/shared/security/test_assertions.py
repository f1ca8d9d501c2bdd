"""No actor is believed without a valid, fresh statement for this service by one who may."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shared.security.actors import Actor, ActorKind, Role, partner_actor, system_actor
from shared.security.assertions import LIFE_S, QUEUED_LIFE_S, SKEW_S, Issuer, Verifier
from shared.security.errors import AssertionNotAccepted

COORDINATOR = Actor(id="account-1", kind=ActorKind.STAFF, roles=frozenset({Role.CASE_COORDINATOR}))
KEYS = {name: Ed25519PrivateKey.generate() for name in ("gateway", "feeds-mps", "intake")}
PUBLIC = {name: key.public_key().public_bytes_raw() for name, key in KEYS.items()}


class Time:
    now = 1_000_000.0


@pytest.fixture
def time():
    return Time()


def issuer(time, name="gateway", key=None):
    return Issuer(name, key or KEYS[name], now=lambda: time.now)


def verifier(time):
    return Verifier(PUBLIC, now=lambda: time.now)


def refusal(call):
    with pytest.raises(AssertionNotAccepted) as caught:
        call()
    return caught.value.code


def test_a_statement_of_the_gateway_is_believed_and_names_its_issuer(time):
    token = issuer(time).assert_actor(COORDINATOR, "intake")

    actor = verifier(time).verify(token, "intake")

    assert (actor.id, actor.roles, actor.issuer) == (COORDINATOR.id, COORDINATOR.roles, "gateway")


def test_a_statement_is_worthless_after_sixty_seconds(time):
    token = issuer(time).assert_actor(COORDINATOR, "intake")

    time.now += LIFE_S - 1
    assert verifier(time).verify(token, "intake").id == COORDINATOR.id
    time.now += SKEW_S + 2
    assert refusal(lambda: verifier(time).verify(token, "intake")) == "assertion-expired"


def test_a_statement_from_the_future_is_refused(time):
    token = issuer(time).assert_actor(COORDINATOR, "intake")
    time.now -= 60

    assert refusal(lambda: verifier(time).verify(token, "intake")) == "assertion-expired"


def test_a_statement_for_one_service_is_worthless_at_another(time):
    token = issuer(time).assert_actor(COORDINATOR, "intake")

    code = refusal(lambda: verifier(time).verify(token, "screening"))

    assert code == "assertion-for-another-service"


def test_a_queued_statement_lives_long_but_only_with_its_own_message(time):
    token = issuer(time).assert_actor(COORDINATOR, "intake", message_id="m-1")
    time.now += QUEUED_LIFE_S - 60

    assert verifier(time).verify(token, "intake", message_id="m-1").id == COORDINATOR.id
    for other in (None, "m-2"):
        code = refusal(lambda other=other: verifier(time).verify(token, "intake", message_id=other))
        assert code == "assertion-for-another-message"


def test_an_unknown_issuer_and_a_foreign_key_are_refused(time):
    stranger = issuer(time, "stranger", Ed25519PrivateKey.generate())
    impostor = issuer(time, "gateway", Ed25519PrivateKey.generate())

    codes = [
        refusal(
            lambda who=who: verifier(time).verify(who.assert_actor(COORDINATOR, "intake"), "intake")
        )
        for who in (stranger, impostor)
    ]

    assert codes == ["assertion-issuer-unknown", "assertion-forged"]


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("feeds-mps", COORDINATOR),
        ("gateway", system_actor("intake")),
    ],
)
def test_an_issuer_cannot_give_roles_that_it_may_not_vouch_for(time, name, actor):
    token = issuer(time, name).assert_actor(actor, "intake")

    assert refusal(lambda: verifier(time).verify(token, "intake")) == "assertion-claims-too-much"


def test_a_feed_speaks_for_its_agency(time):
    token = issuer(time, "feeds-mps").assert_actor(partner_actor("mps"), "intake")

    assert verifier(time).verify(token, "intake").organisation == "mps"


def test_the_unsigned_algorithm_is_refused(time):
    header, body, _ = issuer(time).assert_actor(COORDINATOR, "intake").split(".")
    fields = json.loads(base64.urlsafe_b64decode(header + "=="))
    unsigned = base64.urlsafe_b64encode(json.dumps({**fields, "alg": "none"}).encode())

    token = f"{unsigned.decode().rstrip('=')}.{body}."

    assert refusal(lambda: verifier(time).verify(token, "intake")).startswith("assertion-")


@given(st.data())
def test_no_changed_character_is_ever_believed(data):
    time = Time()
    token = issuer(time).assert_actor(COORDINATOR, "intake")
    at = data.draw(st.integers(0, len(token) - 2))
    letter = data.draw(st.sampled_from("ABCXYZabcxyz019_-."))
    if letter == token[at]:
        letter = "Q" if token[at] != "Q" else "R"
    changed = token[:at] + letter + token[at + 1 :]

    assert refusal(lambda: verifier(time).verify(changed, "intake")).startswith("assertion-")


@pytest.mark.slow
@given(st.one_of(st.text(), st.none(), st.integers()))
def test_rubbish_is_refused_and_never_breaks_the_verifier(rubbish):
    code = refusal(lambda: verifier(Time()).verify(rubbish, "intake"))

    assert code.startswith("assertion-")
