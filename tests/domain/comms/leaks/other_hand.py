"""Letters of another manner: short messages, questions and answers, hardly any capitals or stops.

Its first run was untuned (recall 0.995); what it missed was then mended, so that only letters by
somebody else again can say how the check does on the unseen. Everybody is invented.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable

from tests.domain.comms.leaks.corpus import Letter, Seed

_FIRST = "Alejandra Bartholomew Cordelia Desmond Ezekiel Francesca Gwendolyn Hamish Imogen Jermaine Keisha Leopold Mirabel Nikolai Octavia Perpetua Rafferty Sanjeev Tobias Ursula Violet Wilfred Yolanda Zachary Ruby Amber Jack Penny Max Ray".split()  # fmt: skip
_LAST = "Nobodyson Fakeman Unrealis Makebelieve Phantasmo Dummett-Test O'Pretend Imaginario Fauxley Nonesuch Shamsworth Bogusky Hypothet Inventovich Mythwell".split()  # fmt: skip
_WAYS = ("Make Believe", "Unreal", "Dreamland", "Fablewick", "Legendary Oak", "Mythical")
_KINDS = (
    ("Drive", "dr"),
    ("Court", "ct"),
    ("Square", "sq"),
    ("Grove", "grove"),
    ("Place", "pl"),
    ("Way", "way"),
)
_CITIES = ("Fablewick", "Dreamstow", "Mythford-on-Sea", "Nonesuch Green", "Unrealby")
_SMALL_TALK = """
hi, they said i could send you a short message so here it is
i dont expect anything back from you, i just needed to say it
honestly i was scared of my own shadow for a year
the kids are ok now thanks, they're back at school and doing well
do you still think about it? i do, most nights
i got 3 years 4 months and i'll do about half of that
no one told me you had been in hospital until the trial
q: why me? a: it could have been anybody, you were just there
the telly and the laptop don't matter, the letters from my dad did
i've done thinking skills, victim awareness and a painting course
when i get out i want to work with young people, if anyone will have me
it was about 20 past 6 and just getting light
you shouted and i ran, that's the truth of it
we changed the locks twice and got a dog, a big soft thing
my nan brought me up and she is ashamed of me
all i want is to hear you say that it happened
i know sorry is a small word. i haven't got a bigger one
tell me what you did with the rings please
we sold them the same day for next to nothing, i'm sorry
the car was old but it got me to work and after that i couldn't get there
people say move on. move on where
i was 19 and thought i was invincible
it took the surgeon 4 hours and 32 stitches
my knee still hurts when it rains, small price to pay compared to yours
i've been sober since the spring, one day at a time
they will read you this and you can say stop whenever you like
mark my words, i used to say, and then i never kept one
it may help you or it may not, i will leave that with you
may be you will throw this away and that's fine
what would you say to your younger self? i would say go home
a bit of hope is what keeps me going in here
i can't pay it all back but i have saved 85 pounds out of my wages
the max they could give me was five years
a penny for your thoughts they say, i'd give more than that
i saw a ray of light under the door, that's when i knew somebody was up
jack it in, my brother told me, and i should have listened
i will rob nobody again, that is a promise
it's two and a half years now, 900 days, i counted
the first thing i did was phone my mum
he had amber hair i think, no, ginger, it was dark
from 8 to 5 i work in the laundry, then bang up
what i did was wrong. full stop
i like cooking, football and long walks, i am a normal person really
you have every right to be angry with me
at the time i blamed everybody but me
""".strip().splitlines()
_ASIDE = (
    "btw {x}",
    "ps {x}",
    "just so you know it's {x}",
    "({x})",
    "remember: {x}",
    "{x} ok?",
    "what you need is {x} - that's all",
)


def _spell(value: str) -> str:
    return ", ".join(c for c in value.upper() if c.isalnum())


def _with_noise(dice: random.Random, value: str) -> str:
    return "".join(c + dice.choice("._-~ ") for c in value if c != " ").strip("._-~ ")


def _as_in(value: str) -> str:
    words = {c: w for w in "apple banana cherry dog egg fish goat hat ink jam kite lemon mouse nut orange pig quilt rabbit sun tree umbrella van window xylophone yoghurt zebra".split() for c in w[0]}  # fmt: skip
    return " ".join(f"{c.upper()} for {words[c]}" for c in value.lower() if c.isalpha())


def _greek(value: str) -> str:
    return value.translate(str.maketrans("oavpνικ", "οανρνικ"))


def _bold(value: str) -> str:
    return "".join(chr(0x1D400 + ord(c) - 65) if c in string.ascii_uppercase else chr(0x1D41A + ord(c) - 97) if c in string.ascii_lowercase else c for c in value)  # fmt: skip


def _signs(value: str) -> str:
    return value.translate(str.maketrans("aiseoAISEO", "@!$30@!$30"))


def _slip(dice: random.Random, value: str) -> str:
    at = dice.randint(1, len(value) - 2)
    return dice.choice((value[:at] + value[at + 1 :], value[:at] + value[at] + value[at:]))


def _said_number(value: str) -> str:
    words = dict(
        zip("0123456789", "oh one two three four five six seven eight nine".split(), strict=True)
    )
    out = " ".join(words[c] for c in value if c.isdigit())
    return out.replace("oh oh", "double oh")


_ANY: dict[str, Callable[[random.Random, str], str]] = {
    "exact": lambda d, v: v,
    "small": lambda d, v: v.lower(),
    "capitals": lambda d, v: v.upper(),
    "noise": _with_noise,
    "joiners": lambda d, v: "\u2060".join(v),
    "soft_hyphens": lambda d, v: "\u200c".join(v),
}
_WORD = {
    "bold": lambda d, v: _bold(v), "greek": lambda d, v: _greek(v), "spelled": lambda d, v: _spell(v),
    "signs": lambda d, v: _signs(v), "hashtag": lambda d, v: "#" + v.replace(" ", ""),
}  # fmt: skip
_NAME = _WORD | {
    "as_in": lambda d, v: _as_in(v), "slip": _slip, "within": lambda d, v: f"x{v.lower()}x",
    "broken_line": lambda d, v: v[:3] + "-\n" + v[3:],
}  # fmt: skip
_NUMBER = {"in_words": lambda d, v: _said_number(v), "dashes": lambda d, v: "-".join(c for c in v if c != " "),
           "letters_for_digits": lambda d, v: v.replace("0", "O").replace("1", "l")}  # fmt: skip


def _case(dice: random.Random) -> list[tuple[str, str, dict]]:
    street, (kind, short) = dice.choice(_WAYS), dice.choice(_KINDS)
    first, last = dice.choice(_FIRST), dice.choice(_LAST)
    number = "".join(dice.choice(string.digits) for _ in range(3))
    strong = _NAME if len(last) > 6 and last.isalpha() else _WORD  # fmt: skip
    return [
        ("first_name", first, _WORD), ("last_name", last, strong), ("alias", f"{first} {last}", _WORD),
        *[("third_party", dice.choice(_LAST), _WORD) for _ in range(4)],
        ("street", f"{dice.randint(2, 90)} {street} {kind}",
         _WORD | {"without_number": lambda d, v: v.split(" ", 1)[1], "short": lambda d, v: v.replace(kind, short)}),
        ("town", dice.choice(_CITIES), _WORD),
        ("postcode", f"QX{dice.randint(1, 9)} {dice.randint(1, 9)}{dice.choice('DEFG')}{dice.choice('RSTU')}",
         {"half": lambda d, v: v.split()[0], "dashes": lambda d, v: "-".join(v.replace(" ", ""))}),
        ("mobile", f"07700900{number}", _NUMBER), ("landline", f"(028) 9649 6{number}", _NUMBER),
        ("email_address", f"{last.lower()}{number}@example.net", {"said": lambda d, v: v.replace("@", " at ").replace(".", " dot ")}),
        ("college", f"{dice.choice(_CITIES)} College", _WORD), ("workplace", f"{last} & Daughters", _WORD),
        ("establishment", f"HMP {dice.choice(_CITIES)}", _WORD),
        ("car", f"QX{dice.randint(10, 69)}{dice.choice(('ABX', 'MOC', 'FIC'))}", {"dashes": lambda d, v: v[:4] + "-" + v[4:]}),
        ("instagram_handle", f"{first.lower()}.{last.lower()[:4]}.{number}", {}),
        ("crime_reference", f"{dice.randint(10, 99)}/{dice.randint(10000, 99999)}/20", {}),
        ("crn", f"X{dice.randint(100000, 999999)}", {"spelled": lambda d, v: _spell(v)}),
    ]  # fmt: skip


def letters(count: int, seed: int) -> list[Letter]:
    """``count`` messages with one or two leaks each."""
    dice = random.Random(seed)
    return [_message(dice, dice.randint(1, 2)) for _ in range(count)]


def clean_letters(count: int, seed: int) -> list[Letter]:
    """``count`` messages without."""
    dice = random.Random(seed)
    return [_message(dice, 0) for _ in range(count)]


def _message(dice: random.Random, leaks: int) -> Letter:
    case = _case(dice)
    letter = Letter("", tuple((kind, value) for kind, value, _ in case))
    talk = dice.sample(_SMALL_TALK, dice.randint(4, 14))
    where = dice.sample(range(len(talk)), leaks)
    capitals = dice.random() < 0.3
    for number, line in enumerate(talk):
        letter.text += (line[0].upper() + line[1:] + "." if capitals else line) + dice.choice(
            "\n \n"
        )
        if number not in where:
            continue
        kind, value, own = dice.choice(case)
        ways = _ANY | own
        style = dice.choice(list(ways))
        said = ways[style](dice, value)
        if style == "small" and value in {"Violet", "Ruby", "Amber", "Jack", "Penny", "Max", "Ray"}:
            said, style = value, "exact"
        aside = dice.choice(_ASIDE)
        start = len(letter.text) + aside.index("{x}")
        letter.seeds.append(Seed(kind, style, start, start + len(said)))
        letter.text += aside.replace("{x}", said) + "\n"
    return letter
