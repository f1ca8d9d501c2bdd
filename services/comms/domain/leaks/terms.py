"""Identifiers made ready to be looked for: what sort each is, and in which forms it may appear."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from services.comms.domain.leaks.dates import in_words, read_date
from services.comms.domain.leaks.ordinary import is_ordinary
from services.comms.domain.leaks.places import CALLED, PRISONS, TOO_WIDE
from services.comms.domain.leaks.reading import Reading, bare

_NAME_KINDS = frozenset(
    "name first_name last_name given_name family_name full_name known_as alias nickname surname"
    " relative third_party person referrer offender_manager partner child parent sibling friend"
    " victim offender harmed responsible maiden_name middle_name mother father other_name".split()
)
_NOBODY = frozenset(
    {"", "unknown", "notknown", "na", "none", "nil", "tbc", "nfa", "nofixedabode", "withheld"}
)
_TITLES = frozenset(
    "mr mrs ms miss dr sir lady lord pc dc ds di sgt cllr rev prof the of and de la le van von der"
    " bin bint al el ibn ap y jr snr".split()
)
_STREETS = {
    "street": ("st", "str"), "road": ("rd",), "avenue": ("ave", "av"), "gardens": ("gdns", "gdn"),
    "garden": ("gdn",), "crescent": ("cres", "cresc"), "court": ("ct", "crt"), "drive": ("dr", "drv"),
    "lane": ("ln", "la"), "square": ("sq",), "terrace": ("ter", "terr"), "place": ("pl",),
    "close": ("cl", "clo"), "park": ("pk",), "grove": ("gr", "grv"), "way": ("wy",), "hill": (),
    "house": ("hse",), "mews": (), "row": (), "walk": ("wlk",), "rise": (), "view": (), "green": ("grn",),
    "estate": ("est",), "parade": ("pde",), "buildings": ("bldgs",), "mansions": (), "tower": (),
    "heights": ("hts",), "point": (), "wharf": (), "yard": (), "villas": (), "cottages": (), "cottage": (),
}  # fmt: skip
_GENERIC = frozenset(
    "ltd limited plc llp inc co company group services service hmp hmyoi yoi hm prison school academy"
    " college university primary secondary junior infant infants infant nursery the of and for st saint"
    " flat floor apartment unit room number no block road street car van blue red black white silver"
    " grey gray green house team club hospital centre center church shop store stores high".split()
) | set(_STREETS) | {short for shorts in _STREETS.values() for short in shorts}  # fmt: skip
_FAITHS = frozenset("rc ce cofe catholic free special community grammar".split())
_TRADES = frozenset(
    "and son sons daughters brothers bros autos bakers bakery barbers builders butchers buses cafe care carpets cars"
    " catering cleaners cleaning deli electrical fashion florists foods garage hair home joinery kitchen laundry"
    " logistics motors plumbers plumbing roofing salon scaffolding solicitors surgery takeaway taxis tyres windows".split()
)
"""What a firm does, which stands last in its name and is left out by whoever speaks of it."""
_THINGS = (
    "address", "street", "road", "town", "city", "place", "area", "borough", "county", "village",
    "school", "college", "university", "employ", "work", "company", "prison", "establishment",
    "hospital", "vehicle", "car", "shop", "gym", "club", "pub", "organi", "church", "social",
    "handle", "user", "email", "phone", "mobile", "number", "reference", "landmark", "location",
    "hostel", "nursery", "team", "relationship", "other",
)  # fmt: skip
_NUMBERS = frozenset(
    "crime_number incident_log case_urn reference pnc_id cro_number probation_crn prison_number".split()
)
"""Kinds that are one number, however much of it is letters."""
_PLATFORMS = frozenset(
    "instagram insta facebook snapchat snap tiktok twitter whatsapp telegram youtube discord https http"
    " wwwfacebookcom wwwinstagramcom facebookcom instagramcom twittercom tiktokcom com profile user".split()
)
_NUMBER_IN = re.compile(r"\+?\d[\d\s().-]{7,}\d")
_LABELLED = re.compile(r"(?=(?:[^\d]*\d){4})[a-z\d]{5,}")
_FRONTS = frozenset({"flat", "number", "no", "the", "hmp", "hmyoi"})
_BACKS = frozenset({"ltd", "limited", "plc", "llp", "inc"})
_PLATE = re.compile(r"[a-z]{2}\d{2}[a-z]{3}")
_OLDER_PLATE = re.compile(r"([a-z]\d{1,3})([a-z]{3})|([a-z]{3})(\d{1,3}[a-z])")
"""Plates of before 2001: of each year a letter in front, or at the end."""
_FEW_INITIALS = 3
"""So many letters are only told by their capitals."""
_RECORD = re.compile(r"(19|20)?(\d\d)/(\d{1,7})([a-z])")
"""A number of the police's national computer: with or without century and leading zeros."""
_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together; ``whole`` when they are the identifier and no part of it."""

    kind: str
    words: tuple[str, ...]
    whole: bool
    is_name: bool = False

    @property
    def bones(self) -> str:
        """The words run together."""
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class Code:
    """Letters and digits that mean one thing: a phone, a postcode, a number, an e-mail."""

    kind: str
    bones: str
    whole: bool = True

    @property
    def is_number(self) -> bool:
        """Whether it is digits only."""
        return self.bones.isdigit()


@dataclass(frozen=True, slots=True)
class Sought:
    """Everything that a check looks for."""

    phrases: tuple[Phrase, ...]
    codes: tuple[Code, ...]
    days: tuple[tuple[str, date], ...]
    initials: tuple[tuple[str, str], ...] = ()


def prepare(terms: Iterable[tuple[str, str]]) -> Sought:
    """Return what to look for, from (kind, text) pairs; what is no identifier is left out."""
    phrases: dict[tuple[str, ...], Phrase] = {}
    codes: dict[str, Code] = {}
    days: list[tuple[str, date]] = []
    short: set[tuple[str, str]] = set()
    told = tuple(terms)
    for kind, text in (piece for term in (*told, *_in_full(told)) for piece in _pieces(*term)):
        bones = bare(text)
        if bones in _NOBODY or len(bones) < 2 or bare(text) in {bare(wide) for wide in TOO_WIDE}:
            continue
        day = read_date(text)
        if day is not None:
            days.append((kind, day))
        elif _is_code(kind, text, bones):
            for code in _codes(kind, text, bones):
                codes.setdefault(code.bones, code)
        else:
            for phrase in _phrases(kind, text):
                known = phrases.get(phrase.words)
                if known is None or (phrase.whole and not known.whole):
                    phrases[phrase.words] = phrase
            short |= _few_initials(kind, text)
    return Sought(tuple(phrases.values()), tuple(codes.values()), tuple(days), tuple(sorted(short)))


def _in_full(terms: tuple[tuple[str, str], ...]) -> Iterable[tuple[str, str]]:
    """Join given and family names that are told apart, in turn, as intake tells them: and one known as."""
    for _, names in groupby(terms, key=lambda term: term[0] == "name" and len(term[1].split()) < 3):
        parts = [text for kind, text in names if kind == "name"]
        pairs = (
            [(0, 1), (2, 1)]
            if len(parts) == 3
            else [(at, at + 1) for at in range(0, len(parts) - 1, 2)]
        )
        yield from (
            ("name", f"{parts[given]} {parts[family]}")
            for given, family in pairs
            if " " not in parts[given].strip() and parts[given] != parts[family]
        )


def _pieces(kind: str, text: str) -> Iterable[tuple[str, str]]:
    """Take apart what one field holds: lines of an address, a number with its label, a link."""
    if _is_name(kind, text):
        return [(kind, text)]
    parts = [part.strip() for part in re.split(r"[,;\n]+", text) if part.strip()]
    found = [(kind, part) for part in parts]
    if len(parts) > 1:
        found.append((kind, " ".join(parts)))
    if "&" in text:
        found.append((kind, text.replace("&", " and ")))
    for part in parts:
        found += [(kind, number) for number in _NUMBER_IN.findall(part) if number.strip() != part]
        if "social" in kind or "handle" in kind or "://" in part or "www." in part:
            words = re.split(r"[\s:/]+", part)
            found += [(kind, w) for w in words if len(bare(w)) > 3 and bare(w) not in _PLATFORMS]
        elif " " in part and not _POSTCODE.fullmatch(bare(part)):
            found += [(kind, w) for w in part.split() if _LABELLED.fullmatch(bare(w))]
    return found


def _is_name(kind: str, text: str) -> bool:
    if kind in _NAME_KINDS or kind.endswith("_name"):
        return True
    words = [word.text for word in Reading(text).words]
    plain = all(word.replace("'", "").isalpha() and word not in _GENERIC for word in words)
    thing = any(part in kind for part in _THINGS)
    return plain and not thing and 0 < len(words) < 4 and "@" not in text and "." not in text[:-1]


def _is_code(kind: str, text: str, bones: str) -> bool:
    if "@" in text or "://" in text or "www." in text or "social" in kind or "handle" in kind:
        return True
    number = sum(c.isdigit() for c in bones)
    if number == 0:
        return False
    if kind in _NUMBERS:
        return True
    if _POSTCODE.fullmatch(bones) or " " not in text.strip():
        return True
    pieces = text.split()
    if len(bones) <= 9 and number > 1 and not any(len(p) > 3 and p.isalpha() for p in pieces):
        return True
    return number >= max(4, len(bones) - 5)


def _codes(kind: str, text: str, bones: str) -> Iterable[Code]:
    if "@" in text.strip()[1:]:
        yield from _mail(kind, text)
        return
    for front in ("https", "http", "www"):
        bones = bones.removeprefix(front)
    digits = sum(c.isdigit() for c in bones)
    if digits >= 9 and digits == len(bones):
        if kind not in _NUMBERS:
            bones = bones.removeprefix("00").removeprefix("44").removeprefix("0")
        yield Code(kind, bones)
        yield from (Code(kind, bones[at : at + 6], whole=False) for at in range(len(bones) - 5))
        yield from _ends_of(kind, text, bones)
        return
    yield Code(kind, bones)
    yield from _ends_of(kind, text, bones)
    if ("social" in kind or "handle" in kind) and (
        ending := re.search(r"(?<=[a-z])\d{1,2}$", bones)
    ):
        # Read out: "underscore ldn sixty-four".
        yield Code(kind, bones[: ending.start()] + in_words(ending[0]).replace(" ", ""))
    yield from _shorter(kind, text, bones)


def _ends_of(kind: str, text: str, bones: str) -> Iterable[Code]:
    """The end of a number by which agencies know somebody or something, and its part between strokes."""
    if kind not in _NUMBERS and "number" not in kind:
        return
    ending = bones[-5:]
    if len(bones) >= 7 and sum(c.isdigit() for c in ending) >= 3:
        yield Code(kind, ending, whole=False)
    for part in text.split("/") if "/" in text else ():
        if len(bare(part)) >= 5 and sum(c.isdigit() for c in part) >= 4:
            yield Code(kind, bare(part), whole=False)


def _shorter(kind: str, text: str, bones: str) -> Iterable[Code]:
    """What people write of it: half a postcode or plate, a record number without its century."""
    if _POSTCODE.fullmatch(bones):
        yield Code(kind, bones[:-3], whole=False)
        yield Code(kind, bones[-3:], whole=False)
    if _PLATE.fullmatch(bones):
        yield Code(kind, bones[:4], whole=False)
        yield Code(kind, bones[4:], whole=False)
    if kind == "vehicle" and (older := _OLDER_PLATE.fullmatch(bones)):
        yield from (Code(kind, part, whole=False) for part in older.groups() if part)
    if record := _RECORD.fullmatch(text.strip().lower()):
        century, year, number, letter = record.groups()
        bare_number = number.lstrip("0")
        for front in filter(None, ((century or "") + year, year)):
            yield Code(kind, front + number + letter)
            yield Code(kind, front + bare_number + letter)
        return
    for part in text.split("/") if "/" in text and "://" not in text else ():
        if len(bare(part)) >= 5 and sum(c.isdigit() for c in part) >= 4:
            yield Code(kind, bare(part), whole=False)


def _mail(kind: str, text: str) -> Iterable[Code]:
    local, _, host = text.strip().rpartition("@")
    yield Code(kind, bare(text))
    yield Code(kind, bare(local) + "at" + bare(host))
    yield Code(kind, bare(text.strip().replace("@", "at").replace(".", "dot")))
    if len(bare(local)) >= 5 and not is_ordinary(bare(local)):
        yield Code(kind, bare(local), whole=False)


def _phrases(kind: str, text: str) -> Iterable[Phrase]:
    if kind == "prison" and text.strip() in PRISONS:
        code = text.strip()
        yield from _phrases(kind, f"HMP {PRISONS[code]}")
        for called in (code.lower(), *CALLED.get(code, ())):
            yield Phrase(kind, tuple(called.split()), whole=False)
        return
    if kind == "prison":
        yield from _slang(kind, text)
    is_name = _is_name(kind, text)
    for part in re.split(r"[,;\n(]+", text):
        words = tuple(w.text.replace("'", "") for w in Reading(part).words)
        words = tuple(word for word in words if word not in _TITLES) if is_name else words
        for joined in re.findall(r"[^\W_]+-[^\W_]+", part) if is_name else ():
            yield Phrase(kind, (bare(joined),), whole=False, is_name=True)
        if words:
            yield from (_name(kind, words) if is_name else _thing(kind, words))


def _slang(kind: str, text: str) -> Iterable[Phrase]:
    """What those inside call the prison of this name."""
    core = " ".join(_core(tuple(word.text for word in Reading(text).words)))
    for code in (code for code, name in PRISONS.items() if core in {name, *CALLED.get(code, ())}):
        for called in {PRISONS[code], *CALLED.get(code, ())} - {core}:
            yield Phrase(kind, tuple(called.split()), whole=False)


def _name(kind: str, words: tuple[str, ...]) -> Iterable[Phrase]:
    yield Phrase(kind, words, whole=True, is_name=True)
    if len(words) > 1:
        yield Phrase(kind, ("".join(words),), whole=True, is_name=True)
        yield from (Phrase(kind, (w,), whole=False, is_name=True) for w in words if len(w) > 1)


def _thing(kind: str, words: tuple[str, ...]) -> Iterable[Phrase]:
    """An address line, a school, an employer, a prison, a car."""
    core = _core(words)
    yield Phrase(kind, words, whole=True)
    if core != words:
        yield Phrase(kind, core, whole=len(core) > 1 or not is_ordinary(core[0]))
    yield from _as_called(kind, core)
    for short in _STREETS.get(core[-1], ()):
        yield Phrase(kind, (*core[:-1], short), whole=True)
    telling = tuple(w for w in core if w not in _GENERIC and not _is_number(w))
    if 1 < len(telling) < len(core):
        yield Phrase(kind, telling, whole=False)
    for word in telling if len(core) > 1 else ():
        if len(word) >= 4 and not is_ordinary(word):
            yield Phrase(kind, (word,), whole=False)
    yield from _numbered(kind, words)
    for initials in _initials(words):
        if len(initials) > _FEW_INITIALS and not is_ordinary(initials):
            yield Phrase(kind, (initials,), whole=False)


def _as_called(kind: str, core: tuple[str, ...]) -> Iterable[Phrase]:
    """What a school or a firm is called for short: without the words of its sort that it ends in."""
    called = core if "school" in kind or "employ" in kind else ()
    while len(called) > 1 and called[-1] in _GENERIC | _FAITHS | _TRADES:
        called = called[:-1]
        if len(called) > 1 or len(called[0]) >= 4:
            yield Phrase(kind, called, whole=False)


def _few_initials(kind: str, text: str) -> set[tuple[str, str]]:
    """What a place or a firm is called by three letters."""
    words = () if _is_name(kind, text) else tuple(word.text for word in Reading(text).words)
    return {(kind, one) for one in _initials(words) if len(one) == _FEW_INITIALS}


def _initials(words: tuple[str, ...]) -> set[str]:
    """The first letters of its words, with and without its "The"."""
    told = (
        "".join(word[0] for word in words if word not in without)
        for without in ({"of", "the", "and"}, {"of", "and"})
    )
    return {initials for initials in told if initials.isalpha()}


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    """What tells one from another: without number, "the", "HMP" before, or "Ltd" after."""
    while len(words) > 1 and (words[0] in _FRONTS or _is_number(words[0])):
        if all(_is_number(word) for word in words[1:]):
            break  # A number alone is anybody's: "Flat 14" is not "14 of us".
        words = words[1:]
    while len(words) > 1 and words[-1] in _BACKS:
        words = words[:-1]
    return words


def _numbered(kind: str, words: tuple[str, ...]) -> Iterable[Phrase]:
    if words[0] in {"flat", "apartment", "unit"} and len(words) > 1:
        yield Phrase(kind, words[:2], whole=False)
    if len(words) >= 3 and _is_number(words[0]) and words[-1] in _STREETS:
        said = tuple(in_words(words[0]).split())
        yield from (Phrase(kind, ("number", *n), whole=False) for n in ((words[0],), said) if n)
        yield Phrase(kind, ("no", words[0]), whole=False)
        # The number directly before the word of one's own street is no chance: "42 Cardigan".
        yield from (Phrase(kind, (*n, *words[1:-1]), whole=False) for n in ((words[0],), said) if n)


def _is_number(word: str) -> bool:
    return word[0].isdigit()
