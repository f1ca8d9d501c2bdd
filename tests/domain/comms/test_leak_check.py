"""The leak check points at whatever could tell one side who or where the other is."""

import pytest

from services.comms.domain.leaks import find_leaks

TERMS = (
    ("name", "Testperson Alpha"),
    ("known_as", "Bo"),
    ("street", "12 Sample Gardens"),
    ("town", "Exampleton"),
    ("phone", "07700 900123"),
    ("employer", "Invented Bakery Ltd"),
)


@pytest.mark.parametrize(
    "text",
    [
        "My name is Testperson Alpha.",
        "my name is TESTPERSON ALPHA",
        "Signed, Testperson",
        "ask for Alpha's cousin",
        "T e s t p e r s o n",
        "T.e.s.t.p.e.r.s.o.n",
        "test-person",
        "73stp3rs0n",
        "t3$tper$on",
        "Теѕтреrѕоn",
        "Téstpérson",
        "Test\u200bperson",
        "they call me Bo",
        "B o",
        "I still live in Exampleton",
        "ex ample ton",
        "at 12 Sample Gardens",
        "ring 0 7 7 0 0 9 0 0 1 2 3",
        "I work at the Invented  Bakery",
    ],
)
def test_a_known_identifier_is_found_however_it_is_written(text):
    assert find_leaks(text, TERMS)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("near ZZ99 9ZZ", "postcode"),
        ("near zz999zz", "postcode"),
        ("over in SE15 somewhere", "postcode"),
        ("07700 900456", "phone"),
        ("+44 (0)7700-900.456", "phone"),
        ("oh seven seven double oh nine zero", "phone"),
        ("write to someone@example.org", "email"),
        ("someone [at] example [dot] org", "email"),
        ("someone at example dot org", "email"),
        ("see https://example.org/x", "link"),
        ("see www.example.org", "link"),
        ("example.com has it", "link"),
        ("I am @somebody_99", "social_media"),
        ("find me on Insta", "social_media"),
        ("on 03/05/2019", "date"),
        ("on 2019-05-03", "date"),
        ("on the 3rd of May", "date"),
        ("May the 3rd", "date"),
        ("a blue car, AB12 CDE", "number_plate"),
        ("they moved me to HMP Nowhere", "prison"),
        ("A1234BC is my number", "prison"),
        ("the house at 7 Nowhere Lane", "address"),
    ],
)
def test_what_looks_like_a_contact_or_a_place_is_found(text, kind):
    assert kind in {leak.kind for leak in find_leaks(text, ())}


@pytest.mark.parametrize(
    "text",
    [
        "I have thought about it every day, and I am sorry.",
        "Why did you do it? I was eleven, and afterwards nothing was the same.",
        "I do not live near you, and we shall not meet by chance.",
        "I may write again. In the end I forgave myself.",
        "Both of us were about to leave; boats, bones and books.",
    ],
)
def test_plain_words_are_clean(text):
    assert find_leaks(text, TERMS) == ()


def test_every_finding_shows_the_words_around_it_and_where_they_stand():
    text = "Some words before Exampleton and some words after"

    (leak,) = find_leaks(text, TERMS)

    assert text[leak.start : leak.end] == "Exampleton"
    assert leak.kind == "town"
    assert "words before Exampleton and some" in leak.excerpt


def test_two_identifiers_are_two_findings_in_the_order_of_the_text():
    found = find_leaks("Testperson Alpha of Exampleton", TERMS)

    assert [leak.kind for leak in found] == ["name", "town"]
