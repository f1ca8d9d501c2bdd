"""The oracle: reads a raw history and says what design 7 demanded and did not get.

Shares no code with the gate or the model. Everything is recomputed from the events before the
delivery. What intake recorded counts up to the moment of its last answer, which may be at most
five seconds old: that is the promise ("asks intake at the last moment").
"""

from __future__ import annotations

from datetime import datetime, timedelta

FRESH_S = 5
START = datetime.fromisoformat("2019-07-01T09:00:00+00:00")


def unmet(history, position, words, strand, boss):
    """Return what was not met by the delivery at ``position`` (empty: rightly delivered)."""
    seen = _timed(history[:position])
    now, seconds = _clock(history[: position + 1])
    _, asked = history[position]
    faults = []
    faults += _of_intake(seen, seconds)
    faults += _of_case(seen, now, strand)
    faults += _of_people_and_risk(seen, now)
    faults += _of_item(seen, now, words, asked["words"], boss)
    return faults


def _timed(events):
    """Each event with the time of practice and the machine's seconds at which it happened."""
    out, now, seconds = [], START, 0.0
    for name, data in events:
        seconds += 0.01
        if name == "wait":
            now += timedelta(hours=data["hours"])
            seconds += data["hours"] * 3600
        if name == "lag":
            seconds += data["seconds"]
        out.append((name, data, now, seconds))
    return out


def _clock(events):
    timed = _timed(events)
    return timed[-1][2], timed[-1][3]


def _last(seen, name, **like):
    for found, data, now, seconds in reversed(seen):
        if found == name and all(data[key] == value for key, value in like.items()):
            return data, now, seconds
    return None


def _of_intake(seen, seconds):
    asks = [n for n, one in enumerate(seen) if one[0] in {"ask", "ask_unanswered"}]
    if not asks or seen[asks[-1]][0] == "ask_unanswered":
        return ["no-answer"]
    faults = _of_answer(seen[: asks[-1]])
    if seconds - seen[asks[-1]][3] > FRESH_S:
        faults.append("answer-stale")
    return faults


def _of_answer(told):
    faults = []
    for side in ("author", "recipient"):
        parts = [
            data["yes"] if name == "take_part" else False
            for name, data, *_ in told
            if (name == "take_part" and data["side"] == side) or name == "heard_withdrawal"
        ]
        if not parts or not parts[-1]:
            faults.append(f"{side}-not-taking-part")
    if not _specific(told):
        faults.append("author-not-consenting")
    kind = _last(told, "consent_kind")
    if not kind or not kind[0]["yes"]:
        faults.append("recipient-not-consenting")
    if any(name == "closed" for name, *_ in told):
        faults.append("case-closed-at-intake")
    if _standing_holds(told, heard_only=False):
        faults.append("held-at-intake")
    return faults


def _composed(events):
    return any(one[0] == "composed" for one in events)


def _specific(told):
    consent, exists = False, False
    for name, data, *_ in told:
        if name == "composed":
            exists = True
        elif name == "consent_item":
            consent = data["yes"]
        elif name == "reworded" and exists:
            consent = False
    return consent


def _standing_holds(events, *, heard_only):
    standing = set()
    for name, data, *_ in events:
        if name == "held" and (data["heard"] or not heard_only):
            standing.add(data["hold"])
        if name == "resumed":
            standing.discard(data["hold"])
    return standing


def _of_case(seen, now, strand):
    faults = []
    if not any(name == "opened" for name, *_ in seen):
        faults.append("case-unknown")
    if any(name == "closed" and data["heard"] for name, data, *_ in seen):
        faults.append("case-closed")
    if _standing_holds(seen, heard_only=True):
        faults.append("held")
    return faults + _of_bars(seen, now, strand)


def _of_bars(seen, now, strand):
    faults, bars = [], {}
    for name, data, at, _ in seen:
        if name == "barred":
            bars[data["bar"]] = (data, at)
        if name == "bar_lifted":
            bars.pop(data["bar"], None)
    for data, at in bars.values():
        days = (now.date() - at.date()).days
        ended = data["until_d"] is not None and days > data["until_d"]
        if data["strand"] in (None, strand) and days >= data["from_d"] and not ended:
            faults.append("barred")
    return faults


def _of_people_and_risk(seen, now):
    faults = []
    latest = {}
    for name, data, *_ in seen:
        if name == "eligible":
            latest[data["referral"]] = data
    going = [one for one in latest.values() if one["decision"].startswith("proceed")]
    if not going:
        faults.append("not-eligible")
    if any("harmed_side_only" in one["restrictions"] for one in going):
        faults.append("harmed-side-only")
    if len(_pair(seen)) < 2:
        faults.append("not-two-facilitators")
    return faults + _of_risk(seen, now)


def _of_risk(seen, now):
    faults = []
    risk = _last(seen, "risk")
    if risk is None:
        return [*faults, "no-risk-assessment"]
    data, at, seconds = risk
    if data["signed"] < 2:
        faults.append("risk-not-signed-by-two")
    if now.date() > at.date() + timedelta(days=data["days"]):
        faults.append("risk-expired")
    for name, review, when, then in seen:
        due = name == "review_due" and then > seconds
        if (
            due
            and _is_last_review(seen, then)
            and (when.date() + timedelta(days=review["from_d"]) <= now.date())
        ):
            faults.append("risk-review-overdue")
    composed = _last(seen, "composed")
    needed = "letter" if composed and composed[0]["kind"] == "letter" else "shuttle"
    if data["decision"] not in {"proceed", "proceed_with_conditions", "indirect_only"}:
        faults.append("risk-forbids")
    if needed not in data["modes"]:
        faults.append("mode-not-permitted")
    return faults


def _is_last_review(seen, seconds):
    return not any(name == "review_due" and then > seconds for name, _, _, then in seen)


def _pair(seen):
    people = set()
    for name, data, *_ in seen:
        if name == "assigned":
            people |= set(data["who"])
        if name == "released":
            people.discard(data["who"])
    return people


def _of_item(seen, now, words, asked, boss):
    starts = [
        n
        for n, (name, *_) in enumerate(seen)
        if name == "composed" or (name == "reworded" and _composed(seen[:n]))
    ]
    if not starts:
        return ["no-item"]
    mine = seen[starts[-1] + 1 :]
    faults = []
    if asked != words or any(name == "tampered" for name, *_ in mine):
        faults.append("other-words")
    faults += _of_approval(mine, words)
    vetters = {
        data["who"] for name, data, *_ in mine if name == "vetted" and data["words"] == words
    }
    pair = vetters & _pair(seen)
    if not (len(pair) >= 2 or (pair and boss in vetters)):
        faults.append("not-vetted")
    faults += _of_offer(mine, now, words)
    if any(name == "recalled" for name, *_ in mine) or any(
        name == "heard_withdrawal" for name, *_ in mine
    ):
        faults.append("recalled")
    return faults


def _of_approval(mine, words):
    faults = []
    approved, checked = _last(mine, "approved"), _last(mine, "checked")
    if not approved or approved[0]["words"] != words:
        faults.append("words-not-approved")
    if not checked or checked[0]["words"] != words:
        return [*faults, "words-not-checked"]
    after = [name for name, _, _, then in mine if then > checked[2]]
    if checked[0]["findings"] and "answer_all" not in after:
        faults.append("finding-open")
    return faults


def _of_offer(mine, now, words):
    offer = _last(mine, "offer")
    if not offer or not offer[0]["yes"] or offer[0]["words"] != words:
        return ["not-accepted"]
    data, at, _ = offer
    if not at + timedelta(hours=data["from_h"]) <= now <= at + timedelta(hours=data["until_h"]):
        return ["window-closed"]
    return []
