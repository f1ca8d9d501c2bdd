"""One by one: what a leak may look like, how much it weighs, and what is none."""

import pytest

from services.comms.domain import leaks
from services.comms.domain.leaks import CheckerBroken, Leak, Severity, Why, _outermost, find_leaks

ACROSTIC = "They said\nevery one\nso I\nthought\nwe go\nor\nonly\ndare"
TERMS = (
    ("name", "Theresa"), ("name", "Mark"), ("family_name", "Testwood"), ("name", "Sean"),
    ("name", "Mary-Jane Mockford"), ("name", "O'Testbrien"), ("prison", "PVI"),
    ("phone", "07700 900123"), ("date", "1990-03-05"), ("address", "12 Sample Gardens"),
    ("address", "London"), ("email", "t.testwood@example.org"), ("address", "unknown"),
    ("employer", "Post Office"), ("prison_number", "A1234BC"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said", "why"),
    [
        ("I saw Mark.", "Mark", Why.EXACT),
        ("Mark was there.", "Mark", Why.EXACT),
        ("Terry's house", "Terry's", Why.OTHER_FORM),
        ("and Shaun came", "Shaun", Why.OTHER_FORM),
        ("a Tesstwood", "Tesstwood", Why.MISSPELLED),
        ("the doowtset lot", "doowtset", Why.BACKWARDS),
        (ACROSTIC, ACROSTIC[:-3], Why.INITIALS),
        ("T*stw*od", "T*stw*od", Why.MASKED),
        ("Test\u200bwood", "Test\u200bwood", Why.HIDDEN),
        ("Тestwood", "Тestwood", Why.LOOK_ALIKE),
        ("𝒯ℯ𝓈𝓉wood", "𝒯ℯ𝓈𝓉wood", Why.LOOK_ALIKE),
        ("t3stw00d", "t3stw00d", Why.LOOK_ALIKE),
        ("Maryjane", "Maryjane", Why.EXACT),
        ("Tango echo S T W double oh D", "Tango echo S T W double oh D", Why.SPELLED),
        ("they have me in Pentonville", "Pentonville", Why.EXACT),
        ("the number ends in 0123", "0123", Why.PART),
        ("oh double seven double oh, nine double oh, one two three", None, Why.SPELLED),
        ("the fifth of March", "fifth of March", Why.PART),
        ("t dot testwood at example dot org", None, Why.EXACT),
        ("a-one-two-three-four-b-c", None, Why.SPELLED),
        ("Sample Gdns", "Sample Gdns", Why.EXACT),
        ("Sampel Gardens", "Sampel Gardens", Why.MISSPELLED),
        ("number 12, they said", "number 12", Why.PART),
    ],
)  # fmt: skip
def test_an_identifier_is_recognised_and_it_is_said_by_what(text, said, why):
    found = [leak for leak in find_leaks(text, TERMS) if leak.known]

    assert (said or text, why) in [(text[leak.start : leak.end], leak.why) for leak in found]


@pytest.mark.parametrize(
    "text",
    [
        "There's a reason. The resale value of it was remarkable.",
        "Mark my words. I marked every page.",
        "I grew up in London.",
        "It is unknown to me.",
        "The Crown Court gave me 18 months.",
        "I did the Sycamore Tree course in March 2019.",
        "I am 18 and a half; I was 21 and drunk.",
        "I was there for 12 weeks, and 5 minutes drive is a long way.",
        "We count: one, two, three, four, five, six, seven, eight, nine, ten.",
        "I read about it on Facebook.",
        "It cost 1,200 pounds, or £45.50 each.",
    ],
)
def test_ordinary_words_and_numbers_are_none(text):
    assert find_leaks(text, TERMS) == ()


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Ring 07700 900123", Severity.BLOCKS),
        ("come to 12 Sample Gardens", Severity.BLOCKS),
        ("I am A1234BC", Severity.BLOCKS),
        ("born 5 March 1990", Severity.BLOCKS),
        ("my friend Testwood", Severity.ANSWER),
        ("over in SE15 somewhere", Severity.ANSWER),
        ("Ring 07700 900456", Severity.ANSWER),
        ("I was in the post office", Severity.ANSWER),
    ],
)
def test_known_whereabouts_block_and_all_else_is_answered_for(text, severity):
    assert severity in {leak.severity for leak in find_leaks(text, TERMS)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("My friend Samira came.", "name"),
        ("He lives in Hackney.", "place"),
        ("We are in Reading.", "place"),
        ("I work for Inventco now.", "employer"),
        ("she goes to Mockbeggar Primary School", "school"),
        ("tee ee ess tee it is", "spelled_out"),
        ("zero seven seven zero zero nine zero zero one two three", "phone"),
        ("Привет to you and all of yours, from me and from all of us in here", "mixed_alphabets"),
        ("AB12 CDE was the car", "number_plate"),
        ("AB123456C is my number", "national_insurance"),
    ],
)
def test_what_only_looks_like_one_is_pointed_at_too(text, kind):
    found = find_leaks(text, ())

    assert kind in {leak.kind for leak in found}
    assert not any(leak.known for leak in found)


def test_the_id_of_a_finding_stays_and_tells_no_word():
    (leak,) = find_leaks("my friend Testwood", TERMS)

    assert leak.key("a" * 64) == leak.key("a" * 64)
    assert leak.key("a" * 64) != leak.key("b" * 64)
    assert "estwood" not in repr(leak)


def test_a_check_that_finds_nothing_planted_is_not_believed(monkeypatch):
    leaks.require_working.cache_clear()
    monkeypatch.setattr(leaks, "_CANARY_TERMS", (("name", "Somebody"),))

    with pytest.raises(CheckerBroken):
        find_leaks("I am sorry.", TERMS)

    leaks.require_working.cache_clear()


AS_KEPT = (
    ("social_media", "instagram: dizzy_blob99"), ("url", "https://facebook.com/zed.quibble"),
    ("phone", "mobile: 07700 900123"), ("address", "Flat 3, 14 Oak Lane, Exampleton, ZZ1 1ZZ"),
    ("crn", "CRN X123456"), ("neighbour", "Nora Wobbleton"), ("employer", "Green & Sons"),
    ("vehicle", "silver Vauxhall Corsa, LX09 ZZZ"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("dizzy blob 99", "social_media"),
        ("zed.quibble there", "url"),
        ("call 07700900123", "phone"),
        ("the house in oak lane", "address"),
        ("somewhere in ZZ1", "address"),
        ("quote X123456", "crn"),
        ("ask Norah", "neighbour"),
        ("Green and Sons took me on", "employer"),
        ("LX 09 Z Z Z", "vehicle"),
    ],
)
def test_what_one_field_holds_is_taken_apart(text, kind):
    assert kind in {leak.kind for leak in find_leaks(text, AS_KEPT) if leak.known}


def test_of_two_findings_that_weigh_the_same_every_process_keeps_the_same():
    """By its id an answer is found again: which of two is kept may not hang on a hash seed."""
    pairs = [(Leak(at, at + 4, "name"), Leak(at, at + 4, "school")) for at in range(0, 100, 5)]

    kept = _outermost([leak for pair in pairs for leak in reversed(pair)])

    assert kept == [one for one, _ in pairs]


def test_an_answer_for_what_only_looked_like_it_is_none_for_what_is_known():
    looks, known = Leak(5, 18, "phone"), Leak(5, 18, "phone", known=True)

    assert looks.key("ab") != known.key("ab") == Leak(5, 18, "phone", known=True).key("ab")
    assert known.key("ab") != Leak(5, 18, "phone", severity=Severity.BLOCKS, known=True).key("ab")


@pytest.mark.parametrize(
    ("kind", "known", "letter", "hidden"),
    [
        ("email", "c_reed@example.org", 'Write <a href="mailto:c_reed@example.org">here</a>.', "c_reed@example.org"),
        ("relative", "Bramble", "It is kept as letter_bramble_v3.docx there.", "bramble"),
        ("relative", "Bramble", "You know the place (bramble) anyway.", "bramble"),
        ("name", "May Price", "It woke me up. May (who was there) will tell.", "May"),
        ("name", "May Price", "In the end the Prices were good to me.", "Prices"),
        ("relative", "Precious", "It was cold. Precious' coat was still there.", "Precious"),
        ("name", "Christopher Moyo", "Last changed by cmoyo on the ward.", "cmoyo"),
        ("name", "Kwame El-Sayed", "It was El-*ayed who came.", "El-*ayed"),
    ],
)  # fmt: skip
def test_what_stands_beside_the_words_of_a_letter_is_found_too(kind, known, letter, hidden):
    found = find_leaks(letter, [(kind, known)])

    assert hidden in {letter[leak.start : leak.end] for leak in found if leak.known}


def test_a_day_of_november_spells_nobody():
    letter = "We won on 9 November and I scored one. Call it N O if you like."

    found = find_leaks(letter, [("name", "Ni Ni")])

    assert not [leak for leak in found if leak.known]
