"""A name that is also a word is found where somebody stands, in small letters and in capitals too."""

import pytest

from services.comms.domain.leaks import find_leaks

NAMES = ("Grace", "Mark", "Faith", "Robin", "Rose", "Jack")
OF_PEOPLE = (
    "i told {} everything",
    "me and {} were in the kitchen",
    "{} and me had to move",
    "my daughter {} wont sleep",
    "you pushed {} and he hit his head",
    "i met {} at college",
    "my name is {}",
    "i go to see {} at weekends",
    "i moved in with {} and her mum",
    "i got a baby now {}",
    "i am sorry for what i did to {}",
    "this letter is from {}",
    "my probation worker {} helped me",
    "{} said i should write",
)
OF_THINGS = (
    "there is no grace in it",
    "have a little faith in people",
    "faith is what keeps me going",
    "you left a mark on us",
    "mark my words",
    "a robin came to the garden",
    "prices rose again",
    "i had to jack up the car",
    "they know jack about it",
    "i pray to saint mark",
    "we live in hope",
    "and hope you are well",
    "my sister will never forget",
    "the man you hit will never walk",
    "last summer i was well",
    "dawn came and i had not slept",
)
AROUND = "i think about it a lot. {}. we never got it back"
CASES = {"small letters": str.lower, "capitals": str.upper}


def known(text, *terms):
    return [text[leak.start : leak.end] for leak in find_leaks(text, terms) if leak.known]


@pytest.mark.requirement("PRC-07")
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("sentence", OF_PEOPLE)
def test_a_name_that_is_a_word_is_found_where_a_person_stands(sentence, case):
    for name in NAMES:
        text = CASES[case](AROUND.format(sentence.format(name)))

        assert any(name.lower() in one.lower() for one in known(text, ("relative", name))), name


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("sentence", OF_THINGS)
def test_the_same_words_are_left_alone_where_they_are_words(sentence, case):
    names = (*NAMES, "Hope", "Will", "Summer", "Dawn")
    text = CASES[case](AROUND.format(sentence))

    assert known(text, *(("relative", name) for name in names)) == []


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (("name", "Robin Best"), "ask r. best about it"),
        (("name", "Jo Fox"), "IT WAS J FOX WHO RANG"),
        (("name", "Robin Best"), "Yours sincerely,\nRobin I could go on."),
        (("relative", "James"), "my little boy james asks about you"),
        (("address", "Reading"), "i still live in reading"),
        (("address", "Bath"), "we moved to bath after"),
        (("address", "Deal"), "I GREW UP IN DEAL"),
        (("address", "42 Cardigan Street"), "my flat is 42 cardigan"),
        (("address", "16 Green Lane"), "WE LIVE AT 16 GREEN"),
        (("employer", "Next"), "i work at next now"),
        (("employer", "Shell"), "MY DAD IS AT SHELL"),
        (("employer", "Boots"), "I work with вооts."),
        (("prison", "HMP Send"), "they moved me to send"),
        (("prison", "HMP Ford"), "I get out of fOrD in spring."),
        (("prison", "HMP Pentonville"), "I am in the Ville."),
        (("prison", "HMP Strangeways"), "they had me in s t r a n g e w w a y s"),
        (("date_of_birth", "2009-11-04"), "I was born in November 2009."),
        (("date_of_birth", "2009-11-04"), "I was born in 2009."),
    ],
)
def test_what_stands_for_a_person_place_or_day_in_part_is_found(term, text):
    assert known(text, term)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (("address", "Reading"), "Thank you for reading this, I am in the habit of reading."),
        (("address", "Sale"), "We got the sofa in a sale."),
        (("address", "Rugby"), "I used to play rugby on Sundays."),
        (("address", "Flat 14, Osprey House"), "There were 14 of us on the landing."),
        (("address", "15 Osprey Road"), "My number is 07700 900146."),
        (("employer", "Next"), "I start at work next week. The next day I rang."),
        (("employer", "Amazon"), "They burn the forests by the Amazon."),
        (("employer", "Iceland"), "I saw volcanoes in Iceland."),
        (("employer", "Subway"), "I never use the subway under the road."),
        (("prison", "HMP Send"), "I will send this. They moved to send it."),
        (("prison", "HMP Ford"), "My first car was a Ford."),
        (("prison", "HMP Leeds"), "Leeds lost on Saturday."),
        (("name", "Kim Leung"), "I am not even lying."),
    ],
)
def test_what_only_has_the_same_letters_is_left_alone(term, text):
    assert known(text, term) == []


@pytest.mark.parametrize("name", ["Jack", "Charlie", "Mike", "Molly"])
@pytest.mark.parametrize(
    "letter",
    ["I gave it to {} to keep.", "It was not {} who did it.", "The {} I knew was kind.",
     "I saw {} in the garden.", "He is a friend of {} from work."],
)  # fmt: skip
def test_a_name_that_is_hardly_a_word_is_found_after_any_small_word(name, letter):
    text = letter.format(name.lower())

    assert [leak for leak in find_leaks(text, [("name", f"{name} Testerson")]) if leak.known]


BARE = (
    "i saw {} yesterday", "i saw {}", "i was with {} and we got lost", "i miss {}", "do you know {}", "then {} said sorry",
    "{} had the knife", "{} was there", "{} grabbed me", "it was me who told {}", "you sat behind {} in court",
    "tell your brother that {} says hello", "i have two and {} is the younger", "say hello to {}",
)  # fmt: skip


@pytest.mark.requirement("PRC-07")
@pytest.mark.parametrize("sentence", BARE)
def test_a_word_that_never_stands_bare_is_a_name_where_it_does(sentence):
    names = (
        ("Nick", "Rob", "Mark", "Rich", "Sunny", "Junior")
        if "younger" not in sentence
        else ("Nick", "Hope", "Jean")
    )
    missed = [
        name
        for name in names
        if not known(AROUND.format(sentence.format(name.lower())), ("name", f"{name} Testerson"))
    ]

    assert missed == []


@pytest.mark.parametrize(
    "sentence",
    [
        "i will never do it", "they nick things and rob people", "i had to mark it with chalk",
        "the rich had it easy and the young did not", "it was a sunny day with a junior doctor", "i know best",
        "people who rob hit the bottom", "that bill says forty pounds", "it was may and it was cold", "i love hope",
        "i saw marks on the wall", "we got rich and left", "with young people i am patient",
    ],
)  # fmt: skip
def test_the_same_word_with_what_it_needs_is_a_word(sentence):
    names = (
        "Nick",
        "Rob",
        "Will",
        "May",
        "Mark",
        "Rich",
        "Sunny",
        "Junior",
        "Bill",
        "Young",
        "Hope",
        "Best",
    )

    assert known(AROUND.format(sentence), *(("name", f"{name} Testerson") for name in names)) == []
