"""Letters that nobody wrote: with seeded leaks of many kinds, and as many without.

Everybody in them is invented. This corpus is the one that the leak check was tuned on;
``other_hand.py`` makes letters of another manner, on which it was only measured.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

GIVEN = (
    "William Robert Elizabeth Margaret Katherine Thomas Daniel Michael Anthony Charlotte Joseph"
    " Samantha Rebecca Jonathan Christopher Nicholas Patricia Victoria Benjamin Mohammed Fatima"
    " Siobhan Oluwaseun Priya Kwame Zainab Dmitri Agnieszka Thandiwe Rosalind"
).split()
WORD_NAMES = "Will Grace Mark May Hope Rose Dawn Joy Faith Bill Frank Dean".split()
FAMILY = [
    a + b
    for a in ("Test", "Sample", "Mock", "Feign", "Pretend", "Specim")
    for b in ("wood", "worth", "ington", "thorpe", "bury", "shaw", "combe", "stead")
]
STREETS = ["Fictional", "Specimen", "Placeholder", "Pretendham", "Mockbeggar", "Nowherefield"]
TYPES = ["Road", "Street", "Avenue", "Gardens", "Close", "Crescent", "Lane", "Terrace"]
TOWNS = ["Exampleton", "Sampleford", "Mockchester", "Testhaven", "Inventham", "Feignbridge"]
SHORT = {
    "Road": "Rd",
    "Street": "St",
    "Avenue": "Ave",
    "Gardens": "Gdns",
    "Close": "Cl",
    "Crescent": "Cres",
    "Lane": "Ln",
    "Terrace": "Terr",
}
NICK = {
    "William": "Billy",
    "Robert": "Bobby",
    "Elizabeth": "Lizzie",
    "Margaret": "Peggy",
    "Katherine": "Katie",
    "Thomas": "Tommy",
    "Daniel": "Danny",
    "Michael": "Mick",
    "Anthony": "Tony",
    "Charlotte": "Lottie",
    "Joseph": "Joey",
    "Samantha": "Sammy",
    "Rebecca": "Becky",
    "Jonathan": "Jonny",
    "Christopher": "Kris",
    "Nicholas": "Nicky",
    "Patricia": "Trish",
    "Victoria": "Vicky",
    "Benjamin": "Benji",
    "Mohammed": "Mo",
}
NATO = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        (
            "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike November Oscar"
            " Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu"
        ).split(),
        strict=True,
    )
)
NUMBERS = "zero one two three four five six seven eight nine".split()
LEET = str.maketrans("aeiostb", "4310578")
CYRILLIC = str.maketrans("aeopcyxijs", "аеорсухіјѕ")
CLEAN = """
I am sorry for what I did to you and to your family.
I think about that night every day, and I know that you do too.
You may not want to read this, and I will understand if you stop here.
I hope that one day you can sleep without the light on.
Will you ever be able to forgive me? I do not ask you to.
May I ask you one thing: why did you choose our house?
There's a part of me that wanted to be caught.
My mum cried in court and I could not look at her.
It was the worst day of my life, and I was only the one who saw it.
In March 2019 everything changed for us.
Since last May I have been on a course about victims and I finished the workbook.
I marked every page of it. The marks on the door are still there.
On Monday mornings I still wake at four o'clock.
The judge gave me 18 months and said that it was a grave crime.
I had been drinking since 10 in the morning.
It took 12 weeks until the stitches came out and 6 weeks until I could walk.
I was high and I was angry, and none of that is your fault.
By the grace of God nobody died.
We rose early that day because it was my birthday.
At dawn the police came and took me away.
I want to be frank with you about what happened.
The bill for the window was 240 pounds, and I would like to pay it back.
I have faith that people can change; it gives me joy to see my children again.
Her handbag was worth nothing, but the photographs in it were all she had of her father.
My daughter still asks why we had to move.
I never meant to hurt anybody, but I did, and saying that I did not mean it is no use to you.
What were you thinking when you came up the stairs?
Did you know that there were children in the house?
I see a counsellor once a week, on the wing, and it helps.
In here you have time to think, even when the doors bang all night.
I am in the kitchen now and I get paid 12 pounds a week.
The officer told me that you were off work for a month.
I cannot give back what I took, but I can tell you the truth.
Art is the only thing that keeps me calm; I draw the view from the window.
Please do not think that you did anything wrong. You did not.
I used to rob people to pay for drugs. I am clean now for 14 months.
You took my phone, my keys and my peace of mind.
My son was three, and he hid under the table.
I jump whenever somebody walks behind me.
If I ever see you, I will cross the road and leave you be.
The ring was my grandmother's, and she had worn it through the war.
I had lost my job in the summer and I was ashamed to tell anybody.
It is not an excuse. There is no excuse.
When I am released I will go to my sister and start again far away from here.
I would like to know if you are sorry or if you only say it.
The carpet had to go, and so did the cat, who never came back in.
Sometimes I reckon that I was dead inside long before that.
My solicitor said I should not write, but I wanted to.
You had a hood up, and I remember your eyes.
I do the twelve steps, one day at a time, and I count: one, two, three, four, five.
Thank you for reading this far.
I was sentenced in the Crown Court and I pleaded guilty on the first day.
A friend drove me there and waited outside; he did not know.
In 2017 I had a car crash and never got over it.
They say time heals. It is two years now and it has not.
I read a lot of books about it, and I am learning to bake bread.
It was a Friday in November, dark by five, and raining.
We had a good marriage, a house, two dogs and no enemies in the world.
""".strip().splitlines()
SAID = {
    "name": (
        "My name is {x} and I am sorry.",
        "It was {x} who drove the car.",
        "Everybody calls me {x}.",
        "I told {x} about this letter.",
        "You should ask {x}, who was there.",
        "I miss {x} so much.",
    ),
    "relative": (
        "My little girl {x} is afraid of the dark now.",
        "I wrote this with {x}, my sister.",
        "My mum, {x}, has been ill since then.",
    ),
    "address": (
        "I still live at {x}.",
        "It happened near {x}, you know it.",
        "We moved to {x} after that.",
        "You could write to me at {x}.",
    ),
    "postcode": ("Our postcode is {x}.", "I live in {x} now.", "Look up {x} on the map."),
    "phone": (
        "Ring me on {x}.",
        "My number is {x} if you want to talk.",
        "You can text {x} any time.",
    ),
    "email": ("Write to {x} please.", "My mail is {x}."),
    "school": ("My son goes to {x}.", "I pick her up from {x} every day."),
    "employer": ("I work at {x} now.", "You will find me at {x} most days."),
    "prison": ("They keep me in {x}.", "I was moved to {x} last week."),
    "vehicle": ("We drive a red car, {x}.", "The plate is {x}."),
    "social_media": ("I am {x} there.", "Look for {x} and say hello."),
    "case_number": ("The number is {x}.", "Quote {x} when you call."),
    "date_of_birth": ("I was born on {x}.", "My birthday is {x}."),
}


@dataclass(frozen=True)
class Seed:
    """A leak in a letter: what it tells, how it was disguised, where it stands."""

    kind: str
    style: str
    start: int
    end: int
    known: bool = True


@dataclass
class Letter:
    """A letter, what is known in its case, and what was seeded into it."""

    text: str
    terms: tuple[tuple[str, str], ...]
    seeds: list[Seed] = field(default_factory=list)


def a_case(dice: random.Random) -> dict[str, list[str]]:
    """The identifiers of an invented case: about sixty."""
    names = [f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}" for _ in range(3)]
    names.append(f"{dice.choice(WORD_NAMES)} {dice.choice(FAMILY)}")
    street = f"{dice.choice(STREETS)} {dice.choice(TYPES)}"
    return {
        "name": names,
        "relative": [dice.choice(GIVEN) for _ in range(6)],
        "address": [f"{dice.randint(1, 199)} {street}", dice.choice(TOWNS),
                    f"Flat {dice.randint(1, 30)}, {dice.choice(STREETS)} House"],
        "postcode": [f"ZZ{dice.randint(1, 99)} {dice.randint(1, 9)}{dice.choice('ABDE')}{dice.choice('JLNP')}" for _ in range(3)],
        "phone": [f"07700 900{dice.randint(100, 999)}", f"020 7946 0{dice.randint(100, 999)}"],
        "email": [f"{dice.choice(FAMILY).lower()}.{dice.randint(10, 99)}@example.org"],
        "school": [f"{dice.choice(TOWNS)} Primary School", "St Mockbeggar Academy"],
        "employer": [f"{dice.choice(STREETS)} Bakery Ltd", "Pretendham Motors"],
        "prison": [f"HMP {dice.choice(TOWNS)}"],
        "vehicle": [f"ZZ{dice.randint(10, 68)} {dice.choice(['XQA', 'TST', 'SMP'])}"],
        "social_media": [f"@{dice.choice(FAMILY).lower()}_{dice.randint(10, 99)}"],
        "case_number": [f"{dice.randint(1000000, 9999999)}/19", f"A{dice.randint(1000, 9999)}ZZ"],
        "date_of_birth": [f"19{dice.randint(50, 99)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"],
    }  # fmt: skip


def terms_of(case: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((kind, text) for kind, texts in case.items() for text in texts)


def letters(count: int, seed: int) -> list[Letter]:
    """``count`` letters with leaks, one to three each."""
    dice = random.Random(seed)
    return [_letter(dice, dice.randint(1, 3)) for _ in range(count)]


def clean_letters(count: int, seed: int) -> list[Letter]:
    """``count`` letters without."""
    dice = random.Random(seed)
    return [_letter(dice, 0) for _ in range(count)]


def _letter(dice: random.Random, leaks: int) -> Letter:
    case = a_case(dice)
    sentences: list[tuple[str, tuple[str, str, str] | None]] = [
        (one, None) for one in dice.sample(CLEAN, dice.randint(8, 25))
    ]
    for _ in range(leaks):
        kind = dice.choice(list(case))
        style, said = disguised(dice, kind, dice.choice(case[kind]))
        sentence = dice.choice(SAID[kind])
        sentences.insert(dice.randint(0, len(sentences)), (sentence, (kind, style, said)))
    letter = Letter("", terms_of(case))
    for sentence, leak in sentences:
        gap = dice.choice((" ", " ", " ", "\n\n"))
        if leak is not None:
            start = len(letter.text) + sentence.index("{x}")
            letter.seeds.append(Seed(leak[0], leak[1], start, start + len(leak[2])))
            sentence = sentence.replace("{x}", leak[2])  # noqa: PLW2901
        letter.text += sentence + gap
    return letter


def disguised(dice: random.Random, kind: str, value: str) -> tuple[str, str]:
    """Choose a disguise that fits, and return its name and the text."""
    choices = {
        "exact": value,
        "small": value.lower(),
        "spaced": " ".join(value.replace(" ", "")),
        "fullwidth": "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in value),
        "zero_width": "\u200b".join(value),
    }
    if kind in {"name", "relative"}:
        choices |= _of_names(dice, value)
    elif kind == "address":
        choices |= _of_addresses(value)
    elif kind in {"phone", "postcode", "vehicle"}:
        choices |= {
            "in_words": " ".join(_in_words(c) for c in value if c != " "),
            "dotted": ".".join(value.replace(" ", "")),
            "run_together": value.replace(" ", ""),
        }
        if kind == "phone":
            choices |= {
                "international": "+44 (0)" + value[1:],
                "partial": value.replace(" ", "")[-6:],
            }
    elif kind == "email":
        choices |= {
            "in_words": value.replace("@", " at ").replace(".", " dot "),
            "bracketed": value.replace("@", " [at] ").replace(".", " [dot] "),
        }
    elif kind in {"school", "employer", "prison"}:
        choices |= {
            "homoglyph": value.translate(CYRILLIC),
            "leet": value.translate(LEET),
            "run_together": value.replace(" ", ""),
        }
    elif kind == "date_of_birth":
        choices = _of_days(value)
    style = dice.choice(list(choices))
    return style, choices[style]


def _of_names(dice: random.Random, value: str) -> dict[str, str]:
    given = value.split(maxsplit=1)[0]
    part = value.rsplit(maxsplit=1)[-1]
    found = {
        "first_name": given, "last_name": part, "possessive": f"{part}'s",
        "leet": part.translate(LEET), "homoglyph": part.translate(CYRILLIC),
        "spelled": "-".join(part.upper()), "nato": " ".join(NATO[c] for c in part.lower()),
        "punctuated": "_".join(part), "backwards": part[::-1] if len(part) > 5 else part,
    }  # fmt: skip
    if len(part) > 5:
        at = dice.randint(1, len(part) - 3)
        found["misspelled"] = part[:at] + part[at + 1] + part[at] + part[at + 2 :]
        found["masked"] = part[:2] + "*" + part[3:]
        found["split"] = part[: at + 1] + " " + part[at + 1 :]
    if given in NICK:
        found["nickname"] = NICK[given]
    return found


def _of_addresses(value: str) -> dict[str, str]:
    last = value.rsplit(maxsplit=1)[-1]
    found = {
        "homoglyph": value.translate(CYRILLIC),
        "leet": value.split()[-1 if len(value.split()) == 1 else -2].translate(LEET),
    }
    if last in SHORT:
        street = value.split(" ", 1)[1]
        found |= {
            "street_only": street,
            "shortened": street.replace(last, SHORT[last]),
            "partial": street.split()[0],
            "no_number": street.lower(),
        }
    return found


def _of_days(value: str) -> dict[str, str]:
    year, month, day = value.split("-")
    months = (
        "January February March April May June July August September October November December"
    ).split()
    name = months[int(month) - 1]
    return {"exact": value, "slashes": f"{day}/{month}/{year}", "short": f"{int(day)}.{int(month)}.{year[2:]}",
            "words": f"{int(day)} {name} {year}", "no_year": f"the {int(day)}th of {name}",
            "month_first": f"{name} {int(day)}"}  # fmt: skip


def _in_words(character: str) -> str:
    return (
        NUMBERS[int(character)] if character.isdigit() else NATO.get(character.lower(), character)
    )
