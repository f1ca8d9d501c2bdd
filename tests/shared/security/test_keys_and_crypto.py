"""Encryption, sealing, indexes, the key files, and the permission table."""

import json
import stat
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.errors import NotPermitted, Refused
from shared.security.actors import Actor, ActorKind, Role
from shared.security.crypto import BlindIndex, decrypt, encrypt, new_key
from shared.security.errors import CannotDecrypt, KeyMissing
from shared.security.key_files import ServiceKeys, create_service_keys
from shared.security.keyring import KeyRing
from shared.security.permissions import check, methods_without_row, rows_without_method
from shared.security.sealing import SealingKey, seal

KEY = new_key()
INDEX = BlindIndex(new_key())
SEALING = SealingKey.generate()


@given(st.binary(max_size=500), st.binary(max_size=40))
def test_what_is_encrypted_opens_with_the_same_key_and_field(words, field):
    assert decrypt(KEY, encrypt(KEY, words, field), field) == words


@given(st.binary(max_size=100), st.integers(min_value=0), st.integers(1, 255))
def test_a_changed_byte_is_noticed_in_fields_and_in_sealed_bodies(words, place, change):
    for blob, open_it in (
        (encrypt(KEY, words, b"f"), lambda b: decrypt(KEY, b, b"f")),
        (seal(SEALING.public, words, b"c"), lambda b: SEALING.open(b, b"c")),
    ):
        altered = bytearray(blob)
        altered[place % len(altered)] ^= change
        with pytest.raises(CannotDecrypt):
            open_it(bytes(altered))


def test_sealed_bytes_open_only_for_the_receiver_in_their_context():
    sealed = seal(SEALING.public, b"Testperson Alpha", b"command:m-1")

    assert SEALING.open(sealed, b"command:m-1") == b"Testperson Alpha"
    assert b"Testperson" not in sealed
    for key, context in ((SEALING, b"command:m-2"), (SealingKey.generate(), b"command:m-1")):
        with pytest.raises(CannotDecrypt):
            key.open(sealed, context)


@given(st.binary(max_size=80))
def test_bytes_that_nobody_sealed_are_refused(rubbish):
    with pytest.raises(CannotDecrypt):
        SEALING.open(rubbish, b"c")
    with pytest.raises(CannotDecrypt):
        decrypt(KEY, rubbish, b"f")


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("name", "Testperson  ÁLPHA", "testperson alpha"),
        ("name", "O’Testperson", "O'TESTPERSON"),
        ("phone", "+44 (0)7700 900123", "07700900123"),
        ("phone", "0044 7700 900 123", "07700-900123"),
        ("postcode", "zz9 9zz", "ZZ99ZZ"),
        ("email", " Alpha@Example.org", "alpha@example.org"),
        ("crime_number", "TEST  1", "test 1"),
    ],
)
def test_two_ways_of_writing_the_same_give_one_index(kind, one, other):
    assert INDEX(kind, one) == INDEX(kind, other)


def test_indexes_of_different_kinds_keys_and_values_differ():
    found = {
        INDEX("name", "alpha"),
        INDEX("town", "alpha"),
        INDEX("name", "alphb"),
        BlindIndex(new_key())("name", "alpha"),
        INDEX.phonetic("name", "alpha"),
        INDEX.part("name", "alpha"),
    }

    assert len(found) == 6


def test_names_that_sound_alike_are_found_and_others_are_not():
    assert INDEX.phonetic("name", "Smyth Jon") == INDEX.phonetic("name", "John Smith")
    assert INDEX.phonetic("name", "Smith") != INDEX.phonetic("name", "Jones")


def test_search_as_one_types_needs_three_letters():
    parts = INDEX.parts("name", "Testperson Alpha")

    assert INDEX.part("name", "TESTP") in parts
    assert INDEX.part("name", "alp") in parts
    assert INDEX.part("name", "al") not in parts


def test_key_files_are_made_once_are_private_and_name_what_is_missing(tmp_path):
    create_service_keys(tmp_path / "intake", tmp_path / "public", "intake")
    first = ServiceKeys.load(tmp_path / "intake", tmp_path / "public", "intake")

    create_service_keys(tmp_path / "intake", tmp_path / "public", "intake")

    again = ServiceKeys.load(tmp_path / "intake", tmp_path / "public", "intake")
    assert first.sealing.public == again.sealing.public == again.publics["intake"].sealing
    assert first.keyring.current == again.keyring.current
    for path in (tmp_path / "intake").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    public = json.loads((tmp_path / "public" / "intake.json").read_text())
    assert set(public) == {"sealing", "verify"}
    (tmp_path / "intake" / "signing.key").unlink()
    with pytest.raises(KeyMissing) as caught:
        ServiceKeys.load(tmp_path / "intake", tmp_path / "public", "intake")
    assert caught.value.ids["path"].endswith("signing.key")


def test_a_service_that_joins_later_is_found_in_the_public_folder(tmp_path):
    create_service_keys(tmp_path / "intake", tmp_path / "public", "intake")
    keys = ServiceKeys.load(tmp_path / "intake", tmp_path / "public", "intake")
    assert keys.publics.get("comms") is None

    create_service_keys(tmp_path / "comms", tmp_path / "public", "comms")

    assert len(keys.publics["comms"].sealing) == 32


def test_a_ring_follows_what_another_process_did_and_keeps_its_current_key(tmp_path):
    ours, theirs = KeyRing.create(tmp_path / "ring.json"), KeyRing(tmp_path / "ring.json")
    old, _ = ours.current

    new = theirs.add()

    assert ours.current[0] == new
    with pytest.raises(Refused):
        ours.drop(new)
    theirs.drop(old)
    theirs.drop(old)
    with pytest.raises(KeyMissing):
        ours.get(old)


def test_keys_added_at_once_are_all_kept_and_the_file_is_never_half_written(tmp_path):
    path = tmp_path / "ring.json"
    KeyRing.create(path)

    threads = [threading.Thread(target=KeyRing(path).add) for _ in range(8)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        assert KeyRing(path).current
    for thread in threads:
        thread.join()

    assert len(KeyRing(path).ids()) == 9


ACCESS = {"read_case": frozenset({Role.FACILITATOR}), "closed_row": frozenset()}


class TestPermissions:
    FACILITATOR = Actor("a", ActorKind.VOLUNTEER, frozenset({Role.FACILITATOR}))
    AUDITOR = Actor("b", ActorKind.STAFF, frozenset({Role.AUDITOR}))

    def test_a_role_in_the_row_may_and_another_may_not(self):
        check(ACCESS, "read_case", self.FACILITATOR)

        with pytest.raises(NotPermitted):
            check(ACCESS, "read_case", self.AUDITOR)

    @pytest.mark.parametrize("method", ["forgotten", "closed_row"])
    def test_a_method_without_a_row_is_refused_to_everybody(self, method):
        everybody = Actor("c", ActorKind.SYSTEM, frozenset(Role))

        with pytest.raises(NotPermitted) as caught:
            check(ACCESS, method, everybody)

        assert caught.value.code == "method-without-permission-row"

    def test_forgotten_and_stale_rows_are_listed(self):
        assert methods_without_row(ACCESS, ["read_case", "new"]) == ["new"]
        assert rows_without_method(ACCESS, ["read_case"]) == ["closed_row"]
