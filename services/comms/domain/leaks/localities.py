"""Whether an ordinary word is meant for a town, a prison, a school, a shop that bears it as its name."""

from __future__ import annotations

import re

from services.comms.domain.leaks.person_words import KIN
from services.comms.domain.leaks.persons import begins_after_said_stop, is_disguised
from services.comms.domain.leaks.reading import Reading

_DOUBTFUL = frozenset(
    "iceland amazon subway ford rugby sky shell apple orange virgin gap argos costa visa three nando"
    " jordan china chad cuba turkey brazil nero lincoln nelson wellington jersey derby ascot aldi champion"
    " halfords river stoke hull hayes hyde ware rye deal wells".split()
)
"""Names of shops, towns and prisons that are as often something else."""
_ARTICLES = frozenset(
    "a an any another my your his her our their this that every each no some first new old play"
    " playing watch watching played two three big".split()
)
_PLACED = frozenset("in at near from around round outside inside through by via to into off leave leaving left for with".split())  # fmt: skip
_DWELLS = frozenset(
    "live lives lived living liv grew grow born raised moved move moving stay stays stayed staying based housed"
    " rehoused settled place flat house home hostel school college bail put from back over down up out"
    " work works worked working job travelled drove drive went go going gone come came bus train nick"
    " prison wing cell held locked banged transferred shipped ghosted moved sent released released"
    " arrested visit visited wrote write writing here station estate area street town end centre market".split()
)
_HELD = frozenset(
    "moved move moving transferred shipped ghosted sent put got get out am im i'm was is still time stuck locked banged up"
    " write writing released release wing nick prison inmate serving visit visited wait held remanded"
    " here inside back been time landed landing from in".split()
)
_EMPLOYED = frozenset(
    "work works worked working job jobs shift shifts hired employed dad mum brother sister he she hes shes i'm im am"
    " manager boss started start position contract apprenticeship interview placement is was staff uniform"
    " career been nights days delivering drive driving training trainee".split()
)
_TIMES = frozenset(
    "week weeks month year time day session meeting court hearing morning night weekend stage step"
    " monday tuesday wednesday thursday friday saturday sunday one door appointment visit of".split()
)
_OBJECTS = frozenset(
    "you u it this that a an the my your him her them me us with money some any out off through what"
    " about letters books all everything anything to them his their these those one two for again words letter".split()
)
_SETTLED = frozenset(
    "live lives lived living liv moved grew born stay staying stayed based housed flat house home place im i'm raised"
    " school college hostel train bus works come comes came station moving rehoused nick prison".split()
)
_LOOSE = frozenset("out up down back over put got here go work write visit".split())
_LABELS = frozenset(
    "location address town city area place from residence employer company school prison establishment".split()
)
_I_AM = frozenset("im i'm am is shes she's hes he's were we're are they're theyre".split())
_PLAYS = frozenset(
    "won lost beat drew played united fc scored athletic rovers albion wanderers".split()
)
_VERBS_ONLY = frozenset("send settle bury".split())


def is_doubtful(word: str) -> bool:
    """Whether a name of a shop, a town or a prison is as often something else (Iceland, a Ford)."""
    return word in _DOUBTFUL


def used_as_place(reading: Reading, at: int, kind: str) -> bool:
    """Whether the ordinary word under this number is the place or firm that bears it as its name."""
    if is_disguised(reading, at) or _is_labelled(reading, at):
        return True
    before, after = _around(reading, at)
    word = reading.words[at].text
    if before[0] in _ARTICLES or (before[0] == "the" and word in _DOUBTFUL):
        return False
    if before[0] in {"hmp", "hmyoi", "yoi"} or after[0] in {"prison", "nick", "jail", "hmp"}:
        return True
    if _is_told(word, kind, before, after):
        return True
    joint = before[0] in {"and", "so", "then", "but", "because"} and after[0] in _TIMES
    capital = (
        reading.has_case and reading.words[at].capital and _is_inside(reading, at) and not joint
    )
    if word in _DOUBTFUL and "employ" in kind:
        return capital and before[0] not in {"in", "of", "to", "from"}
    return capital


def _is_labelled(reading: Reading, at: int) -> bool:
    """Whether it fills in a form: "Location: bath"."""
    return (
        at > 0
        and reading.words[at - 1].text in _LABELS
        and reading.between(at - 1, at).strip() == ":"
    )


def is_a_team(reading: Reading, at: int) -> bool:
    """Whether a town is said to have played: Leeds lost."""
    after = reading.words[at + 1].text if at + 1 < len(reading.words) else ""
    return after in _PLAYS


def _is_inside(reading: Reading, at: int) -> bool:
    """Whether no sentence begins here."""
    if at == 0 or reading.runs_on or begins_after_said_stop(reading, at):
        return False
    return not re.search(r"[.!?\n\"“]", reading.between(at - 1, at))


def _around(reading: Reading, at: int) -> tuple[list[str], list[str]]:
    """Six words before, the nearest first, and two after, within the sentence; "" where none is."""
    before: list[str] = []
    for one in range(at - 1, max(-1, at - 7), -1):
        if re.search(r"[.!?;]|\n\s*\n", reading.between(one, one + 1)):
            break
        before.append(reading.words[one].text)
    after: list[str] = []
    for one in range(at + 1, min(len(reading.words), at + 3)):
        if re.search(r"[.!?;:]|\n", reading.between(one - 1, one)):
            break
        after.append(reading.words[one].text)
    return before + [""] * (6 - len(before)), after + [""] * (2 - len(after))


def _is_told(word: str, kind: str, before: list[str], after: list[str]) -> bool:
    """Whether the words around speak of dwelling, working or being held there."""
    if "employ" in kind or "work" in kind:
        return before[0] in {"at", "for", "with"} and _is_employed(set(before[1:]), after)
    if before[0] == "is" and before[1].removesuffix("'s") in KIN and before[1].endswith("'s"):
        return True  # "My nan's is deal."
    held = "prison" in kind or "establishment" in kind
    if before[0] == "the" and held:
        before = [*before[1:], ""]
    place = "from" if before[:2] == ["of", "out"] else before[0]
    if place not in _PLACED - {"for", "with"}:
        return False
    return (_is_held if held else _is_dwelt_in)(word, place, before[1:], after)


def _is_dwelt_in(word: str, place: str, before: list[str], after: list[str]) -> bool:
    """Whether somebody lives in a town, moved there or comes from it."""
    told = set(before)
    if place == "from" and (
        before[0] in _I_AM or (before[0] in {"all", "both"} and before[1] in _I_AM)
    ):
        return True
    if word.endswith("ing"):
        return bool(told & _SETTLED) and after[0] not in _OBJECTS
    if place in {"to", "into", "by", "off"}:
        goes = before[0] in _DWELLS | {"me", "us", "him", "her"} and bool(told & _DWELLS)
        return goes and after[0] not in _OBJECTS - {"with", "for"}
    housed = "put" in told and bool(told & {"place", "hostel", "flat", "house"})
    return housed or bool(told & (_DWELLS - _LOOSE))


def _is_employed(told: set[str], after: list[str]) -> bool:
    """Whether somebody works there: said before, or after ("where I work", "for two years")."""
    if after[0] in _TIMES:
        return False
    if after[0] == "where":
        return after[1] in {"i", "my", "he", "she", "we"}
    return bool(told & _EMPLOYED)


def _is_held(word: str, place: str, before: list[str], after: list[str]) -> bool:
    """Whether somebody is held in a prison, was moved there or comes out of it."""
    told = set(before)
    if word in _VERBS_ONLY:
        if place != "to":
            return place != "by"
        return bool(
            told
            & {
                "moved",
                "moving",
                "transferred",
                "shipped",
                "ghosted",
                "sent",
                "back",
                "going",
                "went",
                "brought",
            }
        ) and (after[0] not in _OBJECTS)
    return bool(told & _HELD) and after[0] not in {
        "transit",
        "fiesta",
        "focus",
        "escort",
        "mondeo",
        "ka",
        "car",
        "van",
    }
