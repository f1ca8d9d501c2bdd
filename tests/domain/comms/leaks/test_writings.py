"""How an identifier may be written so that it slips by, class by class; and what only looks so."""

import pytest

from services.comms.domain.leaks import find_leaks

TERMS = (
    ("name", "Quentin Hollowbrook"), ("name", "Bob Testerly"), ("name", "Harry Feigner"), ("name", "Victor Mockham"),
    ("name", "Ed Bird"), ("employer", "Storm Bridge"), ("employer", "Silver Lantern Works"), ("prison", "HMP Testmoor Vale"),
    ("address", "12 Victoria Road"), ("address", "Bath"), ("school", "The Placeholder School"),
    ("email", "quentin.h31@mail.example"), ("vehicle", "T482 QXZ"), ("vehicle", "QXZ 731K"), ("name", "May Feigner"),
)  # fmt: skip


def known(text):
    return [text[leak.start : leak.end] for leak in find_leaks(text, TERMS) if leak.known]


@pytest.mark.requirement("PRC-07")
@pytest.mark.parametrize(
    "written",
    [
        "&#81;&#117;&#101;&#110;&#116;&#105;&#110;",
        "&#x51;uentin",
        "Quentin%20Hollowbrook",
        "uᴉʇuǝnb",
        "ʞooɹqʍolloɥ uᴉʇuǝnb",
        "17-21-5-14-20-9-14",
        "17 21 5 14 20 9 14",
        "quentinDOTh31ATmailDOTexample",
        "Strm Brdg",
        "Stoooorm Bridge",
        "St_rm Bridge",
        "Silver Lant*rn Works",
        "Silver Lanter_ Works",
        "ess tee oh are em bee are eye dee gee ee",
        "T482",
        "731K",
    ],
)
def test_what_hides_an_identifier_is_read_and_its_place_is_told(written):
    assert known(f"I told {written} about it.") == [written]


def test_initials_of_three_letters_tell_a_school_where_they_are_capitals_in_a_letter_that_is_not():
    assert known("I was at TPS until June.") == ["TPS"]
    assert known("it took two tps to do it") == []
    assert known("I WAS AT TPS UNTIL THEN AND IT WAS COLD") == []


def test_a_form_that_is_filled_in_tells_a_place_that_is_a_word():
    assert known("Location: bath") == ["bath"]
    assert known("we are all from bath") == ["bath"]
    assert known("I had a bath. My plan: bath, tea, bed.") == []


@pytest.mark.parametrize(
    "text",
    [
        "You'd be surprised. They said you'd, and who'd know?",
        "Bob's your uncle, as they say.",
        "BOB'S YOUR UNCLE, AS THEY SAY. I was not told of it until the next day.",
        "Happy as Larry I was not.",
        "Every Tom, Dick and Harry had a go.",
        "Every Tom comma Dick and Harry had a go.",
        "She made a Victoria sponge for us.",
        "A little bird told me you said yes.",
        "May was a bad month for us. It was the value of it.",
        "All the best regards.\nMay I ask you one thing? I was not well.",
        "I was not well. IF YOU MAY TELL ME THE TRUTH I MAY SLEEP. It was a long night for me.",
        "It cost 17.21 and 5 and 14, or 20-9 by the end.",
        "&lt;b&gt; and &amp; are signs; it is 100% of 20% off.",
    ],
)
def test_turns_of_phrase_contractions_and_signs_tell_nobody(text):
    assert known(text) == []


@pytest.mark.parametrize("name", ["Rose", "Pearl", "Cook"])
def test_a_word_with_a_capital_is_a_name_where_nothing_else_follows_a_colon(name):
    text = f"Now you know who this is: {name}.\nIt was not easy to say."

    assert [leak for leak in find_leaks(text, [("name", f"{name} Testerly")]) if leak.known]
    assert not [
        leak
        for leak in find_leaks(f"I want one thing: {name.lower()} petals.", [("name", name)])
        if leak.known
    ]


def test_after_a_word_that_ends_no_sentence_a_capital_tells_a_name_in_a_letter_without_stops():
    letter = (
        "We went home The dog was out You were there My mum cried I wrote this for {} as I said"
    )

    found = find_leaks(letter.format("Winter"), [("name", "Priya Winter")])

    assert [leak for leak in found if leak.known]
