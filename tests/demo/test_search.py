"""The search that the leak tests rest on finds a known value however it is wrapped."""

import base64
import json
from urllib.parse import quote

import pytest

from tests.demo.search import people

NAME = "Fictional007a Testperson-Harmed007"
PAD = "x" * 40


def _twice(data):
    return base64.b64encode(json.dumps({"sealed": base64.b64encode(data).decode()}).encode())


WRAPPINGS = {
    "clear": lambda data: data,
    "upper case": lambda data: data.upper(),
    "utf-16": lambda data: data.decode().encode("utf-16-le"),
    "json": lambda data: json.dumps(data.decode()).encode(),
    "json escapes": lambda data: "".join(f"\\u{byte:04x}" for byte in data).encode(),
    "url": lambda data: quote(data, safe="").replace("T", "%54").encode(),
    "hex": lambda data: data.hex().encode(),
    "upper hex": lambda data: data.hex().upper().encode(),
    "base64": base64.b64encode,
    "base64 of an address": base64.urlsafe_b64encode,
    "base64 in base64": _twice,
}


@pytest.mark.parametrize("value", [NAME, "1967-08-08", "07700 900007", "ZE9 9ZZ", "A1007ZZ"])
@pytest.mark.parametrize("wrapping", WRAPPINGS)
@pytest.mark.parametrize("before", range(4))
def test_a_planted_value_is_found_in_any_wrapping_and_at_any_place(value, wrapping, before):
    planted = ("y" * before + " " + value + " " + PAD).encode()

    assert people()(b"{" + WRAPPINGS[wrapping](planted) + b"}")


def test_nothing_is_found_where_there_is_nobody():
    innocent = {"case_id": "01a21218-2ab0-7fe0-8a07-4a253ef7ea37", "at": "2019-04-01T09:30:00Z"}

    assert people()(json.dumps(innocent).encode()) == set()


def test_a_few_characters_that_come_up_in_base64_by_chance_are_nobody():
    assert people()(b"kHxA4399ZZpQ" + b"/" + b"mZe99zzQ") == set()
    assert people()(b'{"number":"A4399ZZ","postcode":"ze99zz"}') == {b"A4399ZZ", b"ze99zz"}
