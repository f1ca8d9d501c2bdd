"""Each kind of identifier that intake tells, in each form that makes sense for it, stops a letter."""

import pytest

from services.comms.domain.leaks import Severity, find_leaks

GREEK, CYRILLIC = (
    str.maketrans("aoiv", "αοιν"),
    str.maketrans("aceopxyAEHKMOPTX", "асеорхуАЕНКМОРТХ"),
)
LEET = str.maketrans("aeiost", "431057")
THINGS = {
    "school": "Larkmeadow Primary School",
    "employer": "Copperkettle Removals Ltd",
    "social_media": "@quilly_debs",
    "address": "Saltmarsh Crescent",
    "prison": "WSI",
    "other": "the Gannetwick Arms",
}
NUMBERS = {
    "vehicle": "LK57 VQZ",
    "prison_number": "A7731KD",
    "pnc_id": "2004/0712343H",
    "cro_number": "482703/05F",
    "probation_crn": "X320741",
    "crime_number": "6104488/19",
    "case_urn": "01MP0123419",
    "incident_log": "CAD 4521/12MAR26",
    "reference": "MPS-RJ-2026-00412",
    "phone": "07700 900461",
    "postcode": "ZE4 7QX",
    "email": "deb.quill@example.com",
}
WRITTEN = {"prison": "Wormwood Scrubs"}
SPOKEN = "zero one two three four five six seven eight nine".split()
FORMS = {
    "plain": lambda text: text,
    "small letters": str.lower,
    "spaced": lambda text: " ".join(text.replace(" ", "")),
    "look-alike letters": lambda text: text.translate(CYRILLIC).translate(GREEK),
    "hidden characters": "\u200b".join,
}
OF_WORDS = {"leetspeak": lambda text: text.lower().translate(LEET)}
OF_NUMBERS = {
    "spelled out": lambda text: " ".join(
        SPOKEN[int(c)] if c.isdigit() else c for c in text.lower() if c.isalnum()
    ),
    "run together": lambda text: "".join(c for c in text if c.isalnum()),
}
CASES = [
    pytest.param(kind, text, form, id=f"{kind}-{name}")
    for group, own in ((THINGS, OF_WORDS), (NUMBERS, OF_NUMBERS))
    for kind, text in group.items()
    for name, form in (FORMS | own).items()
]


@pytest.mark.requirement("PRC-07", "PRC-08")
@pytest.mark.parametrize(("kind", "text", "form"), CASES)
def test_an_identifier_of_each_kind_blocks_in_each_form(kind, text, form):
    written = form(WRITTEN.get(kind, text))

    found = find_leaks(f"I have to say it: {written} is what they know.", [(kind, text)])

    weights = {leak.severity for leak in found if leak.known}
    assert Severity.BLOCKS in weights, found


@pytest.mark.parametrize("letter", ["i told harry about it. He knows.", "Ask jack, he was there."])
def test_a_usual_first_name_is_found_however_it_is_written(letter):
    names = (("given_name", "Harry"), ("given_name", "Jack"))

    assert [leak.kind for leak in find_leaks(letter, names)] == ["given_name"]


@pytest.mark.requirement("PRC-07")
@pytest.mark.parametrize(
    "street",
    ["Inverbeg Road", "Onslaw Gardens", "Highgannet Lane", "Crownmere Avenue", "Athwick Street"],
)
def test_a_street_nobody_told_is_asked_about_though_it_begins_like_a_small_word(street):
    text = f"I still pass {street} 5 on my way."

    found = [(leak.kind, text[leak.start : leak.end]) for leak in find_leaks(text, ())]

    assert found == [("address", street)]


@pytest.mark.parametrize("nowhere", ["The Road", "My Street", "High Street", "Crown Court"])
def test_a_street_without_a_name_tells_no_address(nowhere):
    assert not find_leaks(f"{nowhere} was what I thought of.", ())
