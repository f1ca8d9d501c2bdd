"""Letters of a third hand: four invented cases told as intake keeps them, each identifier in every
disguise that somebody bent on it would think of, in sentences that people write.

Untuned the check found 0.947 of what is seeded, all that stood plainly among it. What it missed was then mended
as a class of disguise (backwards, drawn out, without vowels, cut by a line's end, Greek capitals), never as a
letter. Names that are ordinary words
in small letters ("will"), and two letters left of a name, stay out of reach.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator

from tests.domain.comms.leaks.corpus import Letter, Seed

CASES: tuple[dict[str, tuple[str, ...]], ...] = (
    {
        "name": ("Deborah Quillfeather", "Marlon", "Thaddeus Ockleford"),
        "relative": ("Josephine", "Rex"), "alias": ("Debs",),
        "address": ("47 Larkmeadow Crescent", "Upper Fennwick"), "postcode": ("ZE4 7QX",),
        "phone": ("07700 900461",), "email": ("deb.quillfeather@example.com",),
        "school": ("Fennwick Road Primary School",), "employer": ("Brightwash Laundrettes Ltd",),
        "prison": ("HMP Larkhill Moor",), "vehicle": ("LK57 VQZ",),
        "social_media": ("@quilly_debs_47",), "case_number": ("6104488/19",),
        "date": ("1984-11-09",),
    },
    {
        "name": ("Winston Abernethy-Cole", "Grace", "Yusuf Oyelarin"),
        "relative": ("Temperance", "Bubbles"), "alias": ("Winnie",),
        "address": ("Flat 9, Gannet House", "112 Saltmarsh Parade"), "postcode": ("QX12 3LD",),
        "phone": ("020 7946 0718",), "email": ("w.abernethy77@example.net",),
        "school": ("St Osyth's Academy",), "employer": ("Gannet & Crewe Removals",),
        "prison": ("HMYOI Saltmarsh",), "vehicle": ("WA09 BCE",),
        "social_media": ("winston.abz",), "case_number": ("A7731KD",),
        "date": ("1999-02-28",),
    },
    {
        "name": ("Siân Llewhellin", "Hope", "Bartosz Wierzbowski"),
        "relative": ("Rosalind", "Nan Beattie"), "alias": ("Shaz",),
        "address": ("3 The Tannery", "Orchard Rise"), "postcode": ("ZZ9 4PT",),
        "phone": ("+44 7700 900882",), "email": ("sianlle@example.org",),
        "school": ("Ysgol Tannery",), "employer": ("Nettlebed Nursing Home",),
        "prison": ("HMP Orchard Vale",), "vehicle": ("S14 NLW",),
        "social_media": ("instagram: sian_lle_x",), "case_number": ("01YX/8842/20",),
        "date": ("1991-07-03",),
    },
    {
        "name": ("Mohammad Ashrafzadeh", "Will", "Ngozi Eze-Whitlock"),
        "relative": ("Amirah", "Tigger"), "alias": ("Moey",),
        "address": ("8b Copperkettle Lane", "Thistledown"), "postcode": ("QV2 8HJ",),
        "phone": ("07700900335",), "email": ("ashraf_m@example.co.uk",),
        "school": ("Copperkettle High School",), "employer": ("Zestful Foods",),
        "prison": ("HMP Thistledown",), "vehicle": ("MA55 HRF",),
        "social_media": ("ash.zadeh.91",), "case_number": ("2019/0044921",),
        "date": ("1978-12-25",),
    },
)  # fmt: skip
SAID = {
    "name": (
        "I know {x} has read the statement.", "When {x} came back from the shops it was over.",
        "Tell your lot that {x} forgives you.", "It broke {x} as much as it broke me.",
        "The one in the blue coat was {x}.", "yours, {x}",
    ),
    "address": (
        "We have lived at {x} for years.", "You walked past {x} that night, you must have.",
        "I still cannot walk down {x} alone.", "The van was left outside {x}.",
    ),
    "postcode": ("The parcel went to {x} by mistake.", "Everybody round {x} heard it."),
    "phone": ("If you ever need to talk it is {x}.", "They rang {x} until it went dead."),
    "email": ("My solicitor has {x} on file.", "I would answer if you wrote to {x}."),
    "school": ("My boy had only just started at {x}.", "They talk about it at {x}."),
    "employer": ("I lost my place at {x} over it.", "He went back to {x} in the spring."),
    "prison": ("I am at {x} until the autumn.", "They shipped me to {x} on a Tuesday."),
    "vehicle": ("You scratched the side of {x}.", "The officer wrote down {x}."),
    "social_media": ("All the photos are on {x}.", "I took {x} down after that."),
    "case_number": ("It says {x} at the top of the papers.", "{x} is what they call us now."),
    "date": ("I turned a year older on {x}.", "They asked when I was born: {x}."),
}  # fmt: skip
SAID["relative"] = SAID["alias"] = SAID["name"]
FILLER = (
    "I have started this letter many times and put it down again.",
    "People tell me to move on, as if it were a bus.",
    "There is a chair by the window where I sit when I cannot sleep.",
    "I do not want your pity and I do not want to frighten you.",
    "It was raining, and then it was not, and then there was the noise.",
    "Some days I manage the whole day without thinking of it.",
    "The lady who helps me said to write it as I would say it.",
    "What I took was not worth ten minutes of anybody's fear.",
    "If there is a question you want to ask, ask it.",
)
_PHONETIC = dict(zip("abcdefghijklmnopqrstuvwxyz", "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whisky Xray Yankee Zulu".split(), strict=True))  # fmt: skip
_SPOKEN = "zero one two three four five six seven eight nine".split()
_LEET = str.maketrans("aeiost", "@3!05+")
_DIGIT_LEET = str.maketrans("aeiosl", "431051")
_GREEK = str.maketrans("aeiopuvABEHIKMNOPTXYZ", "αеιορυνΑΒΕΗΙΚΜΝΟΡΤΧΥΖ")
_BUBBLE = {c: chr(0x24D0 + n) for n, c in enumerate("abcdefghijklmnopqrstuvwxyz")}
_MONTHS = "January February March April May June July August September October November December".split()  # fmt: skip
Way = Callable[[str], str]


def _spoken(value: str) -> str:
    return " ".join(_SPOKEN[int(c)] for c in value if c.isdigit())


def _phonetic(value: str) -> str:
    plain = unicodedata.normalize("NFD", value)
    return " ".join(
        _PHONETIC.get(c.lower(), _SPOKEN[int(c)] if c.isdigit() else "")
        for c in plain
        if c.isascii() and c.isalnum()
    )


def _in_pairs(value: str) -> str:
    bare = "".join(c for c in value if c.isalnum())
    return " ".join(bare[at : at + 2] for at in range(0, len(bare), 2))


def _rtl(value: str) -> str:
    """Written backwards behind a right-to-left override: it shows the right way round."""
    return "\u202e" + value[::-1] + "\u202c"


ANY: dict[str, Way] = {
    "exact": lambda v: v, "lower": str.lower, "upper": str.upper,
    "spaced": lambda v: " ".join(v.replace(" ", "")),
    "spaced_wide": lambda v: "   ".join(" ".join(w) for w in v.split()),
    "zero_width": "\u200d".join, "word_joiner": lambda v: v[:2] + "\u2060" + v[2:],
    "rtl": _rtl, "rtl_mark": "\u200f".join,
    "line_break": lambda v: v[: len(v) // 2] + "\n" + v[len(v) // 2 :],
    "double_spaced": lambda v: v.replace(" ", "  "),
    "quoted": lambda v: f"'{v}'", "bracketed": lambda v: f"({v})",
}  # fmt: skip
_TEXT: dict[str, Way] = {
    "leet_signs": lambda v: v.lower().translate(_LEET),
    "leet_digits": lambda v: v.lower().translate(_DIGIT_LEET),
    "greek": lambda v: v.translate(_GREEK),
    "bubbles": lambda v: "".join(_BUBBLE.get(c, c) for c in v.lower()),
    "hyphens": lambda v: "-".join(c for c in v if c.isalnum()),
    "slashes": lambda v: "/".join(c for c in v if c.isalnum()),
    "stretched": lambda v: v[:2] + v[1] * 3 + v[2:],
}
_NAME: dict[str, Way] = {
    "first_only": lambda v: v.split(maxsplit=1)[0], "last_only": lambda v: v.rsplit(maxsplit=1)[-1],
    "possessive": lambda v: v + "'s", "reversed": lambda v: v[::-1],
    "phonetic": lambda v: _phonetic(v.split(maxsplit=1)[0]),
    "starred": lambda v: v[0] + "*" * 2 + v[3:] if len(v) > 5 else v,
    "vowelless": lambda v: v[0] + "".join(c for c in v[1:] if c not in "aeiou"),
    "swapped": lambda v: " ".join(reversed(v.split())),
    "hashtag": lambda v: "#" + v.replace(" ", ""),
}  # fmt: skip
_NUMBERS: dict[str, Way] = {
    "run_together": lambda v: "".join(c for c in v if c.isalnum()),
    "phonetic": _phonetic, "pairs": _in_pairs, "reversed": lambda v: v[::-1],
    "dots": lambda v: ".".join(c for c in v if c.isalnum()),
    "letters_for_digits": lambda v: v.replace("0", "O").replace("1", "I").replace("5", "S"),
}  # fmt: skip
_THING: dict[str, Way] = {
    "run_together": lambda v: v.replace(" ", ""), "reversed": lambda v: v[::-1],
    "first_two": lambda v: " ".join(v.split()[:2]),
    "without_last": lambda v: " ".join(v.split()[:-1]) if len(v.split()) > 2 else v,
}  # fmt: skip
_SHORT = {"Crescent": "Cres.", "Lane": "Ln", "Parade": "Pde", "Rise": "Rise", "House": "Hse"}


def _shortened(value: str) -> str:
    return " ".join(_SHORT.get(word, word) for word in value.split())


OWN: dict[str, dict[str, Way]] = {
    "name": _TEXT | _NAME, "relative": _TEXT, "alias": _TEXT,
    "address": _TEXT | _THING | {
        "shortened": _shortened,
        "street_only": lambda v: v.split(" ", 1)[1] if v[0].isdigit() else v,
    },
    "postcode": _NUMBERS | {"outward": lambda v: v.split()[0], "hyphen": lambda v: v.replace(" ", "-")},
    "phone": _NUMBERS | {
        "spoken": _spoken, "international": lambda v: "0044 " + v.replace(" ", "").removeprefix("+44").lstrip("0"),
        "last_six": lambda v: v.replace(" ", "")[-6:],
    },
    "email": {"spoken": lambda v: v.replace("@", " at ").replace(".", " dot ").replace("_", " underscore "),
              "brackets": lambda v: v.replace("@", "(at)").replace(".", "(dot)"),
              "local_part": lambda v: v.split("@")[0]},
    "school": _TEXT | _THING, "employer": _TEXT | _THING,
    "prison": _TEXT | _THING | {"without_hmp": lambda v: v.split(" ", 1)[1]},
    "vehicle": _NUMBERS, "social_media": {"without_at": lambda v: v.rpartition(" ")[2].lstrip("@"),
                                          "spoken": lambda v: v.replace("_", " underscore ").replace(".", " dot ").replace("@", "at ")},
    "case_number": _NUMBERS,
}  # fmt: skip


def _days(value: str) -> dict[str, str]:
    year, month, day = (int(part) for part in value.split("-"))
    name = _MONTHS[month - 1]
    return {
        "exact": value, "slashes": f"{day:02}/{month:02}/{year}", "american": f"{month}/{day}/{year}",
        "short": f"{day}-{month}-{year % 100:02}", "words": f"{day} {name} {year}",
        "ordinal": f"the {day}th of {name}", "month_first": f"{name} {day}, {year}",
        "abbreviated": f"{day} {name[:3]} {year}", "apostrophe": f"{day} {name} '{year % 100:02}",
        "no_spaces": f"{day:02}{month:02}{year}", "dots": f"{day}. {month}. {year}",
    }  # fmt: skip


def disguises() -> Iterator[tuple[dict[str, tuple[str, ...]], str, str, str]]:
    """Every identifier of every case in every disguise: case, kind, disguise, what is written."""
    for case in CASES:
        for kind, values in case.items():
            for value in values:
                if kind == "date":
                    for style, said in _days(value).items():
                        yield case, kind, style, said
                    continue
                seen = set()
                for style, way in (ANY | OWN[kind]).items():
                    said = way(value)
                    if said not in seen:
                        seen.add(said)
                        yield case, kind, style, said


def letters(seed: int = 3) -> list[Letter]:
    """One letter for each, its leak among other sentences."""
    dice = random.Random(seed)
    return [_letter(dice, *one) for one in disguises()]


def _letter(
    dice: random.Random, case: dict[str, tuple[str, ...]], kind: str, style: str, said: str
) -> Letter:
    before, after = dice.sample(FILLER, 2)
    sentence = dice.choice(SAID[kind])
    start = len(before) + 1 + sentence.index("{x}")
    text = f"{before} {sentence.replace('{x}', said)} {after}"
    terms = tuple((k, value) for k, values in case.items() for value in values)
    return Letter(text, terms, [Seed(kind, style, start, start + len(said))])


CLEAN = """
Grace was what I lacked; you showed it, and I hope to learn it.
By the grace of God, and with some hope, I get up in the morning.
I hope that hope is enough. Hope dies last, they say.
Will I ever sleep? Will you? Where there is a will there is a way.
Against my will I thought of you at Easter.
My father left no will, and we will sort it out in time.
We moved out in May, back in by June, and may move again.
It may be that I was wrong. May I say so?
The roses came up, and a rose is a rose; prices rose too.
A new dawn, they say, and then it dawned on me.
He was a rex of a dog, no, a king; a small joke.
I paid the bill, 47 pounds, at 10.15 on the Monday.
It cost 112 pounds 50 and took 3 weeks, 4 days and 9 hours.
At half past nine, or 21.30 as he wrote it, the lights went out.
They took £900 in cash, two rings and 335 coppers in a jar.
I was number 8 in the queue and the ninth to be seen.
In 1999 I was a child; by 2019 I was a mess.
The court sat from 10 to 4, with an hour for lunch, on 3 days in July.
Between 7 and 8 in the evening it is quiet, and between 2 and 3 I wake.
I have been clean for 882 days. Not that I count. I count.
The doctor gave me 20 milligrams, then 40, then 7946 reasons to stop.
I walked in the orchard, up the rise, along the lane to the moor.
There is a marsh behind the parade ground where gannets nest.
The laundry is bright and the wash is loud.
A primary reason for writing is to say sorry.
At primary school I was bullied, and at secondary school I did the bullying.
Work was all I had, and the firm let me go.
I like nursing; I did a course, six homework books and a test.
They moved the removals van at noon.
My food has no taste and my days no zest.
I kept a copper kettle that was my nan's, and they took that too.
The thistle is my favourite flower, down by the river.
I fed the ducks. The lark sang. The meadow was wet.
Nothing bubbles up any more, I am flat.
I read Winnie the Pooh to my little one and she likes Tigger's bounce.
I watch telly with the sound off, in the house, at night.
Mo Farah won, I remember, on the day I was charged.
She said, Marlon Brando could not have acted it better.
There was a man with a tattoo of an anchor, a woman in red, and me.
Sister Act was on, and my own sister laughed until she cried.
I feel that the system let us both down, and I said so in court.
On Friday the 13th of all days the letter came.
The bus was a 47, I think, or a 112.
Two a.m. Three a.m. Four. You know the hours.
I counted to ten: one, two, three, four, five, six, seven, eight, nine, ten.
The judge said eighteen months; I served nine; you serve life, I know.
My heart went boom, a-b-c, like a song.
I got an A and a B and a D at college, later than most.
Dear you, I do not know what to call you, and that is right.
Signed, somebody who thinks of you.
To whom it may concern, which is you.
Frankly, I was jack of all trades, and a right charlie.
The mark on my neck has faded; the mark on me has not.
A penny for them. A pound of flesh. A ring of truth.
Art helps, and so do long walks, a cup of tea, robins in the yard.
I drew a heart and a daisy for my girl, an ivy leaf, a holly wreath.
I said amen. She said ray of sunshine. He said nowt.
April showers, June weddings, August heat: the year goes round without me.
Summer is hard, winter is harder, autumn is when it happened.
You were brave. I was drunk. That is the whole of it.
""".strip().splitlines()


def clean_letters() -> list[Letter]:
    """Each clean line with fillers, against every case."""
    return [
        Letter(
            f"{FILLER[n % len(FILLER)]} {line} {FILLER[(n + 4) % len(FILLER)]}",
            tuple((kind, value) for kind, values in case.items() for value in values),
        )
        for n, line in enumerate(CLEAN)
        for case in CASES
    ]
