"""How often somebody may guess: not more when many guess at once, and at nobody else's cost."""

from datetime import timedelta
from threading import Barrier, Thread

import pyotp
import pytest

from services.gateway import identity, passwords
from services.gateway.identity import ATTEMPTS, CODE_ATTEMPTS
from services.gateway.problems import NotSignedIn, TooManyAttempts
from services.gateway.second_step import new_secret
from shared.kernel.errors import InvalidInput
from shared.security.actors import Role
from tests.gateway.conftest import PASSWORD, Browsing

NAME = "case_coordinator@service.example.org"
OTHER = "service_manager@service.example.org"
PLACE = "192.0.2.1"


def guess(identities, address=PLACE, known="", name=NAME):
    with pytest.raises(NotSignedIn):
        identities.sign_in(name, "a wrong guess", address, known)


def at_once(many, act):
    """Let many do the same at the same moment; return what each was told."""
    told = []

    def one():
        try:
            act()
        except (NotSignedIn, TooManyAttempts, InvalidInput) as refusal:
            told.append(type(refusal))

    threads = [Thread(target=one) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_of_many_guesses_at_once_only_the_first_five_are_answered(identities, monkeypatch):
    """All of them were let by before the first had failed: 28 of 40 were answered."""
    together = Barrier(12)

    def slow(*_):
        together.wait(20)
        return False

    monkeypatch.setattr(passwords, "matches", slow)

    told = at_once(12, lambda: identities.sign_in(NAME, "a wrong guess", PLACE))

    assert (told.count(NotSignedIn), told.count(TooManyAttempts)) == (ATTEMPTS, 12 - ATTEMPTS)


def test_a_right_guess_that_comes_with_too_many_wrong_ones_is_not_told_to_be_right(
    identities, monkeypatch
):
    right = passwords.matches

    def after_others(password, stored):
        monkeypatch.setattr(passwords, "matches", right)
        for _ in range(ATTEMPTS):
            guess(identities)
        return right(password, stored)

    monkeypatch.setattr(passwords, "matches", after_others)

    with pytest.raises(TooManyAttempts):
        identities.sign_in(NAME, PASSWORD, PLACE)


def test_of_many_codes_at_once_only_the_first_ten_are_answered(identities, monkeypatch):
    actor = identities.find(identities.sign_in(NAME, PASSWORD, PLACE).token).actor
    secret = new_secret()
    identities.ask_for_code(actor, secret, pyotp.TOTP(secret).now())
    half = identities.sign_in(NAME, PASSWORD, PLACE)
    together = Barrier(14)

    def slow(*_):
        together.wait(20)
        return False

    monkeypatch.setattr(identities._second_steps, "accepts", slow)

    told = at_once(14, lambda: identities.confirm(half.token, "000000"))

    assert (told.count(NotSignedIn), told.count(TooManyAttempts)) == (
        CODE_ATTEMPTS,
        14 - CODE_ATTEMPTS,
    )


def test_of_many_old_passwords_at_once_only_the_first_ten_are_answered(identities, monkeypatch):
    session = identities.sign_in(NAME, PASSWORD, PLACE)
    actor = identities.find(session.token).actor
    together = Barrier(14)

    def slow(*_):
        together.wait(20)
        return False

    monkeypatch.setattr(passwords, "matches", slow)

    told = at_once(
        14, lambda: identities.change_password(actor, "wrong", "a new long one", session.token)
    )

    assert told.count(TooManyAttempts) == 14 - CODE_ATTEMPTS


def test_whoever_has_a_whole_network_of_addresses_guesses_no_more_often(identities):
    """The last 64 bits of such an address are anybody's to choose, each time anew."""
    for number in range(ATTEMPTS):
        guess(identities, f"2001:db8:1:2::{number:x}")

    with pytest.raises(TooManyAttempts):
        identities.sign_in(NAME, PASSWORD, "2001:db8:1:2:ffff::1")
    assert identities.sign_in(NAME, PASSWORD, "2001:db8:1:3::1").token


def test_an_address_is_one_however_it_is_written(identities):
    for _ in range(ATTEMPTS):
        guess(identities, "::ffff:192.0.2.1")

    with pytest.raises(TooManyAttempts):
        identities.sign_in(NAME, PASSWORD, "192.0.2.1")


def test_nobody_in_the_same_office_locks_out_whose_browser_is_known(identities):
    known = identities.sign_in(NAME, PASSWORD, PLACE).known
    for _ in range(ATTEMPTS):
        guess(identities)
    with pytest.raises(TooManyAttempts):
        identities.sign_in(NAME, PASSWORD, PLACE)

    assert identities.sign_in(NAME, PASSWORD, PLACE, known).token


def test_a_known_browser_guesses_as_often_as_any_other_and_for_its_own_account_alone(identities):
    known = identities.sign_in(NAME, PASSWORD, PLACE).known
    of_another = identities.sign_in(OTHER, PASSWORD, PLACE).known
    for _ in range(ATTEMPTS):
        guess(identities, known=known)
    with pytest.raises(TooManyAttempts):
        identities.sign_in(NAME, PASSWORD, PLACE, known)

    for false in (of_another, known[:-1] + ("0" if known[-1] != "0" else "1"), "a.b", "nonsense"):
        guess(identities, "192.0.2.77", false)
    guess(identities, "192.0.2.77")
    with pytest.raises(TooManyAttempts):
        identities.sign_in(NAME, PASSWORD, "192.0.2.77", of_another)


def test_a_browser_is_known_by_a_cookie_that_says_nothing_of_whose_it_is(app, browser):
    browser.sign_in()
    kept = browser.client.cookies["redress_known"]
    assert Role.CASE_COORDINATOR.value not in kept
    for _ in range(ATTEMPTS + 1):
        locked = Browsing(app).sign_in(password="a wrong guess")
    assert locked.status_code == 401
    assert "Too many attempts" in locked.text
    browser.client.cookies.delete("redress_session")

    assert browser.sign_in().url.path == "/today"


def test_failures_count_for_a_quarter_of_an_hour(identities, monkeypatch):
    for _ in range(ATTEMPTS):
        guess(identities)
    later = identity._now() + timedelta(minutes=16)
    monkeypatch.setattr(identity, "_now", lambda: later)

    assert identities.sign_in(NAME, PASSWORD, PLACE).token
