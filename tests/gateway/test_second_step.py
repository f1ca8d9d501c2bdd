"""The second step of signing in: no code twice, recovery codes once, and nobody locked out."""

import re
from datetime import timedelta
from uuid import uuid4

import pyotp
import pytest

from services.gateway import identity, second_step
from services.gateway.problems import NotSignedIn, TooManyAttempts
from services.gateway.second_step import STEP_S, new_secret
from shared.kernel.errors import InvalidInput

NAME = "case_coordinator@service.example.org"
PASSWORD = "an invented long password"
PLACE = "192.0.2.1"


@pytest.fixture
def now(monkeypatch):
    """The gateway's time, which a test moves."""
    held = {"at": identity._now()}
    monkeypatch.setattr(identity, "_now", lambda: held["at"])
    return held


@pytest.fixture
def guarded(identities, now):
    """An account that asks for a code: its secret and its recovery codes."""
    actor = identities.find(identities.sign_in(NAME, PASSWORD, PLACE).token).actor
    secret = new_secret()
    codes = identities.ask_for_code(actor, secret, pyotp.TOTP(secret).at(now["at"]))
    now["at"] += timedelta(seconds=STEP_S * 3)
    return actor, secret, codes


def test_half_a_session_lets_nobody_in(identities, guarded):
    half = identities.sign_in(NAME, PASSWORD, PLACE)

    assert half.half
    assert identities.find(half.token) is None
    assert identities.is_half(half.token)


def test_a_code_makes_the_session_whole_under_a_new_token(identities, guarded, now):
    _, secret, _ = guarded
    half = identities.sign_in(NAME, PASSWORD, PLACE)

    whole = identities.confirm(half.token, pyotp.TOTP(secret).at(now["at"]))

    assert identities.find(whole.token).username == NAME
    assert whole.token != half.token
    assert not identities.is_half(half.token)


def test_a_code_that_was_used_opens_nothing_again(identities, guarded, now):
    _, secret, _ = guarded
    code = pyotp.TOTP(secret).at(now["at"])
    identities.confirm(identities.sign_in(NAME, PASSWORD, PLACE).token, code)
    again = identities.sign_in(NAME, PASSWORD, PLACE)

    with pytest.raises(NotSignedIn, match="wrong-code"):
        identities.confirm(again.token, code)


def test_the_code_that_set_the_second_step_up_is_used_already(identities, guarded, now):
    _, secret, _ = guarded
    half = identities.sign_in(NAME, PASSWORD, PLACE)

    with pytest.raises(NotSignedIn, match="wrong-code"):
        identities.confirm(
            half.token, pyotp.TOTP(secret).at(now["at"] - timedelta(seconds=STEP_S * 3))
        )


def test_a_recovery_code_opens_once_however_it_is_typed(identities, guarded):
    actor, _, codes = guarded
    assert len(codes) == second_step.RECOVERY_CODES
    typed = codes[0].upper().replace("-", " ")

    assert identities.confirm(identities.sign_in(NAME, PASSWORD, PLACE).token, typed)
    assert identities.recovery_codes_left(actor) == len(codes) - 1
    with pytest.raises(NotSignedIn):
        identities.confirm(identities.sign_in(NAME, PASSWORD, PLACE).token, typed)


def test_ten_wrong_codes_make_only_this_account_wait_and_only_for_a_while(identities, guarded, now):
    _, secret, _ = guarded
    half = identities.sign_in(NAME, PASSWORD, PLACE)
    for _ in range(10):
        with pytest.raises(NotSignedIn):
            identities.confirm(half.token, "nonsense")
    with pytest.raises(TooManyAttempts):
        identities.confirm(half.token, pyotp.TOTP(secret).at(now["at"]))

    other = "service_manager@service.example.org"
    assert not identities.sign_in(other, PASSWORD, PLACE).half
    now["at"] += timedelta(minutes=16)
    later = identities.sign_in(NAME, PASSWORD, PLACE)
    assert identities.confirm(later.token, pyotp.TOTP(secret).at(now["at"])).token


def test_setting_up_with_a_code_of_another_secret_changes_nothing(identities, now):
    actor = identities.find(identities.sign_in(NAME, PASSWORD, PLACE).token).actor

    refused = identities.ask_for_code(actor, new_secret(), pyotp.TOTP(new_secret()).now())

    assert refused == ()
    assert not identities.asks_for_code(actor)


def test_the_secret_and_the_recovery_codes_stand_nowhere_in_the_store(
    identities, guarded, tmp_path
):
    _, secret, codes = guarded

    stored = b"".join(path.read_bytes() for path in tmp_path.glob("gateway.sqlite*"))

    assert [found for found in (secret, *codes) if found.encode() in stored] == []


def test_the_second_step_goes_away_only_for_one_of_its_codes(identities, guarded, now):
    actor, secret, _ = guarded

    assert not identities.ask_for_no_code(actor, "000000")
    assert identities.ask_for_no_code(actor, pyotp.TOTP(secret).at(now["at"]))
    assert not identities.sign_in(NAME, PASSWORD, PLACE).half


def test_another_phone_takes_the_place_of_one_only_for_one_of_its_codes(identities, guarded, now):
    """Whoever found a session open put their own phone in, and its owner out."""
    actor, secret, recovery = guarded
    new, code = new_secret(), lambda of: pyotp.TOTP(of).at(now["at"])

    for present in ("", "000000", code(new)):
        with pytest.raises(InvalidInput, match="second-step-not-set-up"):
            identities.ask_for_code(actor, new, code(new), present)
    half = identities.sign_in(NAME, PASSWORD, PLACE)
    assert identities.confirm(half.token, code(secret)).token
    now["at"] += timedelta(seconds=STEP_S)

    assert identities.ask_for_code(actor, new, "000000", code(secret)) == ()
    assert identities.ask_for_code(actor, new, code(new), code(secret))
    now["at"] += timedelta(seconds=STEP_S)
    half = identities.sign_in(NAME, PASSWORD, PLACE)
    for old in (code(secret), recovery[0]):
        with pytest.raises(NotSignedIn):
            identities.confirm(half.token, old)
    assert identities.confirm(half.token, code(new)).token


def test_a_lost_phone_is_replaced_for_a_recovery_code(identities, guarded, now):
    actor, _, recovery = guarded
    new = new_secret()

    assert identities.ask_for_code(actor, new, pyotp.TOTP(new).at(now["at"]), recovery[0])


def test_a_phone_cannot_be_guessed_out_of_its_place(identities, guarded, now):
    actor, secret, _ = guarded
    new = new_secret()
    code = pyotp.TOTP(new).at(now["at"])
    for number in range(10):
        with pytest.raises(InvalidInput):
            identities.ask_for_code(actor, new, code, f"00000{number}")

    with pytest.raises(TooManyAttempts):
        identities.ask_for_code(actor, new, code, pyotp.TOTP(secret).at(now["at"]))


def test_the_second_step_cannot_be_guessed_away_in_a_session_left_open(identities, guarded, now):
    actor, secret, _ = guarded
    for number in range(10):
        assert not identities.ask_for_no_code(actor, f"00000{number}")
    with pytest.raises(TooManyAttempts):
        identities.ask_for_no_code(actor, pyotp.TOTP(secret).at(now["at"]))
    assert identities.asks_for_code(actor)


def test_digits_of_other_scripts_are_a_wrong_code_and_no_fault(identities, guarded):
    actor, _, _ = guarded
    assert not identities.ask_for_no_code(actor, "\u0663" * 6)
    assert identities.ask_for_code(actor, new_secret(), "\u0663" * 6) == ()


def test_signing_out_everywhere_ends_every_session_of_this_account_alone(identities):
    mine = [identities.sign_in(NAME, PASSWORD, PLACE).token for _ in range(2)]
    other = identities.sign_in("service_manager@service.example.org", PASSWORD, PLACE).token

    ended = identities.sign_out_everywhere(identities.find(mine[0]).actor)

    assert ended == 2
    assert [identities.find(token) for token in mine] == [None, None]
    assert identities.find(other) is not None


def test_the_api_asks_for_the_code_too(anyone, guarded, now):
    _, secret, _ = guarded
    body = {"username": NAME, "password": PASSWORD}

    without = anyone.post("/api/v1/sessions", json=body)
    code = pyotp.TOTP(secret).at(now["at"])
    with_code = anyone.post("/api/v1/sessions", json={**body, "code": code})

    assert (without.status_code, without.json()["code"]) == (401, "second-step-needed")
    assert with_code.status_code == 201


def test_half_a_session_ends_after_ten_minutes(identities, guarded, now):
    half = identities.sign_in(NAME, PASSWORD, PLACE)
    now["at"] += timedelta(minutes=11)

    assert not identities.is_half(half.token)
    assert identities.find(str(uuid4())) is None


def test_a_recovery_code_has_more_random_bits_than_anybody_guesses(identities, guarded):
    codes = {second_step._new_recovery_code() for _ in range(50)}

    assert len(codes) == 50
    assert {len(code.replace("-", "")) for code in codes} == {24}, "24 letters of 5 bits are 120"
    assert all(re.fullmatch(r"([a-z2-7]{4}-){5}[a-z2-7]{4}", code) for code in codes)
