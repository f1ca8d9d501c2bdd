"""The oracle of risk: reads what happened, from the start, and says what an open gate lacked.

Shares no code with screening or the gate. A trace entry is (name, data, day, done): ``done`` says
whether the service took it. What was refused did not happen; what was taken is judged here anew.
"""

from __future__ import annotations

from datetime import timedelta

MARKED = {"A1", "A2", "B1", "B3", "C1", "C2", "C3", "C4", "D1", "D6", "E1", "F1"}
ALLOW = {"proceed", "proceed_with_conditions", "indirect_only"}
FORBIDS = {"no_contact": {"conference", "shuttle", "letter"}, "exclusion_zone": {"conference"}}
STOPS = {"order", "lift", "concern", "adopt"}
STALE = {"media_event", "new_offence_or_arrest"}


def unmet(trace, mode, today):
    """Return what is lacking for something to pass in a mode today (empty: it may)."""
    faults = ["barred"] if _barred(trace, mode, today) else []
    version = _in_force(trace)
    if version is None:
        return [*faults, "not-signed-by-two"]
    drafted, signed = version
    about = trace[drafted][1]
    lacking = {
        "expired": today > trace[drafted][2] + timedelta(days=about["days"]),
        "wrong-mode": mode not in about["modes"],
        "judged-against": about["decision"] not in ALLOW,
        "marked-factor-unknown": bool(_unanswered(trace, drafted)),
        "signed-though-superseded": _superseded(trace, drafted, signed),
        "signature-lacking": not _ranking(trace, about, signed),
        "stale": _stale(trace, drafted),
        "not-reviewed-for-eight-weeks": today >= trace[signed[-1]][2] + timedelta(weeks=8),
        "order-ended-since": _order_ended(trace, about, signed, today),
        "no-specialist": _sexual(trace) and not about["isva"],
    }
    return [*faults, *(fault for fault, holds in lacking.items() if holds)]


def _done(trace, *names):
    return [at for at, (name, _, _, done) in enumerate(trace) if done and name in names]


def _signatures(trace, drafted):
    """The positions of the signatures under a version, one for each person."""
    found = {}
    for at in _done(trace, "sign"):
        if trace[at][1]["drafted"] == drafted:
            found.setdefault(trace[at][1]["who"], at)
    return sorted(found.values())


def _in_force(trace):
    """The version whose second signature came last, and its signatures."""
    both = [(at, _signatures(trace, at)[:2]) for at in _done(trace, "draft")]
    whole = [one for one in both if len(one[1]) == 2]
    return max(whole, key=lambda one: one[1][-1], default=None)


def _superseded(trace, drafted, signed):
    return any(drafted < other < signed[-1] for other in _done(trace, "draft"))


def _unanswered(trace, drafted):
    about = trace[drafted][1]
    later = any(at < drafted for at in _done(trace, "adopt"))
    answered = MARKED | ({"D4", "G1"} if about["anew"] else set())
    return (MARKED | ({"D4", "G1"} if later else set())) - (answered - {about["unknown"]})


def _ranking(trace, about, signed):
    residual = about["residual"][0] * about["residual"][1]
    who = {trace[at][1]["who"] for at in signed}
    if residual >= 12:
        return "dan" in who and about["panel"]
    return residual < 8 or bool(who & {"mia", "dan"})


def _stale(trace, drafted):
    """Something happened since it was written of which its author could not know."""
    reported = [at for at in _done(trace, "report") if trace[at][1]["trigger"] in STALE]
    disclosed = [at for at in _done(trace, "facts") if trace[at][1]["newly"]]
    return any(at > drafted for at in [*_done(trace, *STOPS), *reported, *disclosed])


def _sexual(trace):
    said = [trace[at][1]["sexual"] for at in _done(trace, "facts")]
    return bool(said) and said[-1] == "yes"


def _order_ended(trace, about, signed, today):
    """An order that was to come when it was signed, and forbade what it permits, is over now."""
    known = trace[: signed[-1]]
    ends = [
        day + timedelta(days=data["until_d"])
        for data, day in _standing(known, set(about["modes"])).values()
        if data.get("until_d") is not None
    ]
    return any(trace[signed[-1]][2] <= end < today for end in ends)


def _barred(trace, mode, today):
    return any(_applies(data, day, today) for data, day in _standing(trace, {mode}).values())


def _standing(trace, modes):
    """The orders and concerns that were not lifted and forbid any of these modes."""
    standing = {}
    for at in _done(trace, "order", "concern", "lift"):
        name, data, day, _ = trace[at]
        if name == "lift":
            standing.pop(data["bar"], None)
        elif name == "concern" or modes & FORBIDS[data["order"]]:
            standing[data["bar"]] = (data, day)
    return standing


def _applies(data, day, today):
    begun = day + timedelta(days=data.get("from_d", 0)) <= today
    until = data.get("until_d")
    return begun and (until is None or today <= day + timedelta(days=until))
