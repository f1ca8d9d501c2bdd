"""Identifiers told by a part or with a slip: initials, the end of a number, a month misspelt, what a firm is called."""

import pytest

from services.comms.domain.leaks import find_leaks

CASE = (
    ("name", "Petra"), ("name", "Lomond"), ("email", "petra.lomond@post.example"), ("postcode", "N1 9ZZ"),
    ("crime_number", "13/70481/24"), ("prison_number", "A5512KW"), ("date", "1979-10-17"),
    ("employer", "Fisher & Sons Ltd"), ("school", "St Luke's Infant School"), ("employer", "Garden Gate Florists"),
    ("address", "Battle"),
)  # fmt: skip
ANSWERED_PARTS = {
    "initials with stops": ("Speak soon. P.L.", "P.L."),
    "initials as a signature": ("It was cold.\nYours, PL", "PL"),
    "initials that are announced": ("My initials r P.L. n dat is all.", "P.L."),
    "initials in a letter without capitals": ("yours, p.l. and that is all", "p.l."),
    "an e-mail with a letter left out": ("Write to petra.lomnd@post.example please.", "petra.lomnd@post.example"),
    "the end of a crime number": ("Just say 48124 to them.", "48124"),
    "its part between strokes": ("Just say 70481 to them.", "70481"),
    "the end of a prison number": ("It finishes 512KW, they said.", "512KW"),
    "half of a short postcode": ("Nobody in N1 will speak to me.", "N1"),
    "what a school is called": ("My kids go to St Luke's and I wait.", "St Luke's"),
    "what a firm is called": ("I was taken on at Fisher's in spring.", "Fisher's"),
    "a firm without its trade": ("i got a job with garden gate, they are kind.", "garden gate"),
    "a town that is a word, where somebody moved": ("we moved to battle to get away.", "battle"),
    "a town that is a word, where a refuge is": ("they put us in a refuge near battle.", "battle"),
    "a town that is a word, where kin live": ("my nan's in battle and i go there.", "battle"),
}  # fmt: skip


@pytest.mark.requirement("PRC-07")
@pytest.mark.parametrize("how", ANSWERED_PARTS)
def test_a_part_is_found(how):
    text, told = ANSWERED_PARTS[how]

    assert told in _known(text)


@pytest.mark.requirement("PRC-07")
@pytest.mark.parametrize(
    "written",
    ["17 Ocotber 1979", "17 Octtober 1979", "17 Octber 1979", "the 17th of Octobar 1979"],
)
def test_a_day_of_birth_is_found_though_its_month_is_misspelt(written):
    assert any(told in written for told in _known(f"I was born on {written}."))


def test_a_number_and_a_word_that_is_no_month_are_no_day():
    assert _known("I waited 17 octaves and 17 others, 1979 of them.") == []


@pytest.mark.requirement("PRC-07")
@pytest.mark.parametrize(
    "text",
    ["last modified by: may young", "I WAS THERE WITH MAY YOUNG AND WE SAW.", "from may young"],
)
def test_a_name_told_in_two_fields_is_found_in_one_piece_though_both_halves_are_words(text):
    assert [one.lower() for one in _known(text, (("name", "May"), ("name", "Young")))] == [
        "may young"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "the officer kept saying dawn calm down.", "the baby came and we called her dawn.",
        "i woz in da paper as dawn, u can look.", "i woz there wiv robin n we both saw.",
        "if you write, put dawn on the envelope.", "ask anyone on our estate for hazel.",
        "tell your lad that dawn forgives him.", "signed, hazel",
    ],
)  # fmt: skip
def test_a_word_is_a_name_where_somebody_is_called_or_spoken_to_by_it(text):
    assert _known(text, (("name", "Dawn"), ("name", "Hazel"), ("name", "Robin"))) != []


@pytest.mark.parametrize(
    "text",
    [
        "I watch TV with PC Plod at 3 p.m. most days.", "i.e. what he said, e.g. that.", "please look at this",
        "It was a battle to get up.", "They put up a fight near the end.", "I am 48 and 125 days sober.",
        "He was a fisher of men.", "It was like a school for infants.", "The gate of the garden was open.",
        "n i av not been right since", "We called her a liar.",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_part_is_left_alone(text):
    assert _known(text) == []


def _known(text, terms=CASE):
    return [text[one.start : one.end] for one in find_leaks(text, terms) if one.known]
