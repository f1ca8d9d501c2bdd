"""Passwords are kept as argon2id at the library's recommended cost."""

import importlib

from argon2 import PasswordHasher

from services.gateway import passwords


def test_the_cost_is_the_librarys_recommendation():
    fresh = importlib.reload(passwords)

    stored = fresh.hashed("an invented long password")

    assert stored.startswith("$argon2id$")
    assert not PasswordHasher().check_needs_rehash(stored)
    assert fresh.matches("an invented long password", stored)
    assert not fresh.matches("another", stored)
    assert not fresh.matches("an invented long password", None)
