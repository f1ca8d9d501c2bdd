"""The oracle: reads what happened, from the start, and says what a delivery lacked.

Shares no code with the gate, the leases, intake's rules or the model. What an owner recorded
counts from the moment of its record, whether or not comms had heard of it. The claim:

- at the moment of the decision every condition of design 7 held, at whoever owns it;
- each owner's conditions went on holding, unbroken, until that owner confirmed;
- what is comms' own still held when the delivery was recorded, within five seconds in all;
- the words were checked, and every finding answered, since intake last learned an identifier that
  they hold, if it learned it before its confirmation;
- no withdrawal that intake recorded before its confirmation lies behind the consent to the item.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

FRESH_S = 5
START = datetime.fromisoformat("2019-07-01T09:00:00+00:00")
ELSEWHERE = UUID(int=2)
OWNERS = ("allocation", "screening", "intake")
SIDES = {"author": ("author",), "recipient": ("recipient", "relative")}
BREAKS = {
    "intake": ("withdrawn", "held", "closed", "wished"),
    "screening": ("barred",),
    "allocation": ("released",),
}


def unmet(trace, position, words, strand, boss):
    """Return what was not met by the delivery recorded at ``position`` (empty: rightly delivered)."""
    mine = [
        (at, name, data)
        for at, (name, data) in enumerate(trace[: position + 1])
        if data.get("crossing") == trace[position][1]["crossing"]
    ]
    at = {(name, data.get("owner")): index for index, name, data in mine}
    began, decided = at["began", None], at.get(("decided", None))
    missing = [owner for owner in OWNERS if ("confirmed", owner) not in at]
    if decided is None or missing:
        return ["step-missing"]
    faults = _at_the_moment(trace, decided, began, strand)
    for owner in OWNERS:
        faults += _unbroken(trace, owner, at, strand)
    asked = trace[position][1]["words"]
    for moment, allocated in ((decided, decided), (position, at["confirmed", "allocation"])):
        current = _pair(trace[:allocated]) & _heard_pair(trace[:moment])
        faults += _of_item(trace, moment, began, words, asked)
        faults += _of_learning(trace, moment, began, at["confirmed", "intake"])
        faults += _of_vetting(trace, moment, began, words, current | {boss})
    for moment in (decided, at["confirmed", "intake"]):
        faults += _of_withdrawals(trace, began, moment)
    if _seconds(trace, position, mine) > FRESH_S:
        faults.append("too-slow")
    return faults


def _at_the_moment(trace, moment, began, strand):
    return [
        *_of_intake(trace[:moment]),
        *_of_screening(trace[:moment], strand, _needed_mode(trace, began)),
        *_of_allocation(trace[:moment]),
        *_of_case(trace[:moment]),
    ]


def _unbroken(trace, owner, at, strand):
    """From its answer to its confirmation nothing of an owner's conditions was undone."""
    asked, confirmed, began = at["asked", owner], at["confirmed", owner], at["began", None]
    faults = [f"{owner}-broken" for name, _ in trace[asked:confirmed] if name in BREAKS[owner]]
    if owner == "intake":
        faults += _of_intake(trace[:confirmed])
    if owner == "screening":
        faults += _of_screening(trace[:confirmed], strand, _needed_mode(trace, began))
    if owner == "allocation":
        faults += _of_allocation(trace[:confirmed])
    return faults


def _of_withdrawals(trace, began, moment):
    """Nothing after a withdrawal was recorded, unless its author said yes to it again since."""
    agreed = _agreed_at(trace, began, moment)
    left = [
        at
        for at, (name, data) in enumerate(trace[:moment])
        if name == "withdrawn"
        or (name == "consent" and data["what"] == "take_part" and not data["yes"])
    ]
    if agreed is None:
        return ["author-not-consenting"]
    return ["after-a-withdrawal"] if any(at > agreed for at in left) else []


def _agreed_at(trace, began, before):
    start, after = _life(trace, began)
    agreed = None
    for at, (name, data) in enumerate(trace[: min(before, after)]):
        if at > start and name == "consent" and data["what"] == "item":
            agreed = at if data["yes"] and data["who"] == "author" else None
    return agreed


def _seconds(trace, position, mine):
    steps = [at for at, name, _ in mine if name in {"asked", "decided", "confirmed", "recorded"}]
    first = steps[0]
    passed = 0.01 * len(steps)
    for name, data in trace[first:position]:
        passed += data["seconds"] if name == "lag" else 0
        passed += data["hours"] * 3600 if name == "wait" else 0
    return passed


def _day_by_day(events):
    """Each event with the time of practice at which it happened."""
    now = START
    for name, data in events:
        if name == "wait":
            now += timedelta(hours=data["hours"])
        yield name, data, now


def _now(events):
    hours = sum(data["hours"] for name, data in events if name == "wait")
    return START + timedelta(hours=hours)


# --- intake -------------------------------------------------------------------------------


def _of_intake(told):
    faults = []
    for side, people in SIDES.items():
        said = {who: _says(told, who) for who in people}
        if True not in said.values() or False in said.values():
            faults.append(f"{side}-not-taking-part")
    if not _kind(told):
        faults.append("recipient-not-consenting")
    if any(name == "closed" for name, _ in told):
        faults.append("case-closed-at-intake")
    if _holds(told):
        faults.append("held-at-intake")
    wishes = [data["unsafe"] for name, data in told if name == "wished"]
    if wishes and wishes[-1]:
        faults.append("contact-not-safe")
    return faults


def _says(told, who):
    """Somebody's newest word on taking part: True, False, or None when they never spoke."""
    newest, gone, said_on, gone_on = None, False, None, None
    for name, data, now in _day_by_day(told):
        if data.get("who") != who:
            continue
        if name == "withdrawn":
            newest, said_on = False, now
        if name == "consent" and data["what"] == "take_part":
            newest, said_on = data["yes"], now
        if name == "engaged":
            gone, gone_on = data["gone"], now
    if gone and (newest is None or not newest or said_on < gone_on):
        return False
    return newest


def _kind(told):
    agreed = {}
    for name, data in told:
        if name == "consent" and data["what"] == "kind":
            agreed[data["who"]] = data["yes"]
        if name == "withdrawn" and agreed.get(data["who"]):
            agreed[data["who"]] = False
    return bool(agreed) and all(agreed.values())


def _holds(told, heard=None):
    standing = set()
    for name, data in told:
        what = name if heard is None else data.get("event")
        if what == "held":
            standing.add(data["hold"])
        if what == "resumed":
            standing.discard(data["hold"])
    return standing


# --- screening ----------------------------------------------------------------------------


def _of_screening(seen, strand, needed):
    now = _now(seen)
    return [
        *_of_bars(seen, now, strand, needed),
        *_of_eligibility(seen),
        *_of_risk(seen, now, needed),
    ]


def _of_bars(seen, now, strand, needed):
    faults, bars = [], {}
    for name, data, at in _day_by_day(seen):
        if name == "barred":
            bars[data["bar"]] = (data, at)
        if name == "bar_lifted":
            bars.pop(data["bar"], None)
    for data, at in bars.values():
        days = (now.date() - at.date()).days
        ended = data["until_d"] is not None and days > data["until_d"]
        concerns = data["strand"] in (None, strand) and _forbids(data, needed)
        if concerns and days >= data["from_d"] and not ended:
            faults.append("barred")
    return faults


def _forbids(data, needed):
    """An order that names no way of contact forbids them all."""
    return not data.get("modes") or needed in data["modes"]


def _of_eligibility(seen):
    latest = {data["referral"]: data for name, data in seen if name == "eligible"}
    going = [one for one in latest.values() if one["decision"].startswith("proceed")]
    faults = [] if going else ["not-eligible"]
    if any("harmed_side_only" in one["restrictions"] for one in going):
        faults.append("harmed-side-only")
    return faults


def _of_risk(seen, now, needed):
    risk = review = None
    for name, data, at in _day_by_day(seen):
        if name == "risk":
            risk, review = (data, at), None
        if name == "review_due" and risk:
            review = at.date() + timedelta(days=data["from_d"])
    if risk is None:
        return ["no-risk-assessment"]
    data, at = risk
    allows = {"proceed", "proceed_with_conditions", "indirect_only"}
    lacking = {
        "risk-not-signed-by-two": data["signed"] < 2,
        "risk-expired": now.date() > at.date() + timedelta(days=data["days"]),
        "risk-review-overdue": review is not None and review <= now.date(),
        "risk-forbids": data["decision"] not in allows,
        "mode-not-permitted": needed not in data["modes"],
    }
    return [fault for fault, holds in lacking.items() if holds]


def _needed_mode(trace, began):
    kinds = [data["kind"] for name, data in trace[:began] if name == "composed"]
    return "letter" if kinds and kinds[-1] == "letter" else "shuttle"


# --- allocation ---------------------------------------------------------------------------


def _of_allocation(seen):
    return [] if len(_pair(seen)) >= 2 else ["not-two-facilitators"]


def _pair(seen):
    people, lapsed = set(), set()
    for name, data in seen:
        if name == "assigned":
            people |= set(data["who"])
        if name == "released":
            people.discard(data["who"])
        if name == "lapsed":
            lapsed.add(data["who"])
        if name == "renewed":
            lapsed.discard(data["who"])
    return people - lapsed


def _heard_pair(seen):
    heard = [(data["event"], data) for name, data in seen if name == "heard"]
    return _pair([one for one in heard if one[0] in {"assigned", "released"}])


# --- comms itself -------------------------------------------------------------------------


def _of_case(seen):
    faults = [] if any(name == "opened" for name, _ in seen) else ["case-unknown"]
    if any(data.get("event") == "closed" for _, data in seen):
        faults.append("case-closed")
    return [*faults, *(["held"] if _holds(seen, heard=True) else [])]


def _life(trace, began):
    """Where the item of a crossing was composed, and where the next one was."""
    starts = [
        at
        for at, (name, _) in enumerate(trace)
        if name == "composed"
        or (name == "reworded" and any(one[0] == "composed" for one in trace[:at]))
    ]
    before = [at for at in starts if at < began]
    after = [at for at in starts if at > began]
    return before[-1], after[0] if after else len(trace)


def _of_vetting(trace, moment, began, words, people):
    """Two current facilitators vetted these words, or one of them and a supervisor."""
    start, after = _life(trace, began)
    worked = trace[start + 1 : min(moment, after)]
    vetters = {data["who"] for name, data in worked if name == "vetted" and data["words"] == words}
    found = vetters & people
    return [] if len(found) >= 2 else ["not-vetted"]


def _of_item(trace, moment, began, words, asked):
    start, after = _life(trace, began)
    now = _now(trace[:moment])
    worked = trace[start + 1 : min(moment, after)]
    faults = []
    if asked != words or any(name == "tampered" for name, _ in worked):
        faults.append("other-words")
    faults += _of_approval(worked, words)
    faults += _of_offer(trace, start, min(moment, after), now, words)
    if _recalled(trace, start, after, moment, _needed_mode(trace, began)):
        faults.append("recalled")
    return faults


def _of_approval(worked, words):
    faults = []
    named = {name: (at, data) for at, (name, data) in enumerate(worked)}
    if "approved" not in named or named["approved"][1]["words"] != words:
        faults.append("words-not-approved")
    if "checked" not in named or named["checked"][1]["words"] != words:
        return [*faults, "words-not-checked"]
    checked, data = named["checked"]
    answered = named.get("answer_all", (-1,))[0] > checked
    if data["findings"] and not answered:
        faults.append("finding-open")
    return faults


def _of_learning(trace, moment, began, confirmed):
    """What was checked with older identifiers than the words hold never leaves."""
    known = enumerate(trace[: min(moment, confirmed)])
    learned = [at for at, (name, data) in known if name == "learned" and data["finds"]]
    start, after = _life(trace, began)
    done = enumerate(trace[: min(moment, after)])
    last = {name: at for at, (name, _) in done if at > start}
    rightly = learned[-1:] < [last.get("checked", -1)] < [last.get("answer_all", -1)]
    return ["learned-since-the-check"] if learned and not rightly else []


def _of_offer(trace, start, end, now, words):
    offer = None
    for at, (name, data, when) in enumerate(_day_by_day(trace[:end])):
        if at > start and name == "offer":
            offer = (data, when)
    if offer is None or not offer[0]["yes"] or offer[0]["words"] != words:
        return ["not-accepted"]
    data, when = offer
    opens, closes = when + timedelta(hours=data["from_h"]), when + timedelta(hours=data["until_h"])
    return [] if opens <= now <= closes else ["window-closed"]


def _recalled(trace, start, after, moment, needed):
    """By hand, or since comms heard of something that recalls what is undelivered."""
    accepted = False
    for at, (name, data) in enumerate(trace[:moment]):
        if at <= start:
            continue
        accepted = accepted or (name == "offer" and data["yes"] and at < after)
        heard = data.get("event")
        if name == "recalled" or heard in {"withdrawn", "closed"}:
            return True
        if heard == "consent" and not data["yes"]:
            return True
        barred = heard == "barred" and data["strand"] != ELSEWHERE
        if (heard == "held" and accepted) or (barred and _forbids(data, needed)):
            return True
    return False
