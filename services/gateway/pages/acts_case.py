"""Acts on the registry's part of a case: people, consents, contact, requests, custody, its end."""

from __future__ import annotations

from services.gateway.pages import agency_list, moments, outcomes
from services.gateway.pages.acting import NOTE, REASON, Action, Values, always, to_close
from services.gateway.pages.forms import Field, choices
from shared.contracts.codes import (
    AgencyRequestKind,
    ConsentMethod,
    ConsentPurpose,
    ContactPath,
    Engagement,
    HoldCause,
    Proceedings,
    Source,
    UpdateCadence,
)
from shared.contracts.intake import amending, contact, entry, waiting
from shared.contracts.intake import legal_holds as legal
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.codes import (
    AftercareStep,
    ContactChannel,
    ContactResult,
    FurtherKind,
    UpdateInterval,
    UpdatePath,
)

OF_AN_ITEM = frozenset({ConsentPurpose.PASS_ITEM, ConsentPurpose.RECEIVE_ITEM})
"""Asked on the page of the words themselves, so that nobody agrees to something unseen."""
OF_A_CASE = tuple(purpose for purpose in ConsentPurpose if purpose not in OF_AN_ITEM)

LONG_REASON = Field("reason", "Why", "area", "At least ten characters. It is kept.")
NEXT_REVIEW = Field("review_on", "Day on which it is looked at again", "date")


def _changed(values: Values) -> Values:
    changes = {name: told for name, told in values.items() if name != "reason"}
    return {"changes": changes, "reason": values["reason"]}


def _known_by(values: Values) -> Values:
    return {"also_known": (values,), "reason": "Noted for the leak check."}


ACTS: tuple[Action, ...] = (
    Action(
        "consent", "consents", intake.RECORD_CONSENT, "Record a consent", "Record the consent",
        (
            Field("purpose", "To what?", "choice", choices=choices(ConsentPurpose, *OF_A_CASE)),
            Field("given", "Did they agree?", "yesno"),
            Field("method", "How was it given?", "choice", choices=choices(ConsentMethod)),
            Field("agency", "With which agency (only for sharing)", "choice", needed=False,
                  source=agency_list.SOURCE,
                  only_if=("purpose", ConsentPurpose.SHARE_WITH_AGENCY)),
            Field("obtained_on", "Day on which it was given", "date", needed=False),
            Field("review_on", "Look at it again on", "date", needed=False),
            Field("understood", "Did they understand what it means?", "yesno", needed=False),
        ),
        ("person_id",),
    ),
    Action(
        "withdraw", "consents", intake.WITHDRAW_CONSENT, "Withdraw from everything",
        "Withdraw now", (), ("person_id",),
        "All consents of this person end at once, and whatever was not delivered is recalled. "
        "No reason is asked.", always,
    ),
    Action(
        "engagement", "people", intake.CHANGE_ENGAGEMENT, "Change where they stand", "Save",
        (
            Field("engagement", "Where they stand now", "choice", choices=choices(Engagement)),
            Field("path", "By which path, where they cannot be reached", "choice",
                  choices=choices(ContactPath), needed=False),
        ),
        ("strand_id", "person_id"),
    ),
    Action(
        "contact", "contact", contact.RECORD_CONTACT, "Record a contact", "Save",
        (
            Field("channel", "How?", "choice", choices=choices(ContactChannel)),
            Field("path", "Through whom?", "choice", choices=choices(ContactPath)),
            Field("result", "What came of it?", "choice", choices=choices(ContactResult)),
            *moments.questions("at", "What people have a right to is reckoned from then"),
            NOTE,
            Field("against_preferences", "Why against what they asked for", "area",
                  "Only where they had asked not to be contacted so", needed=False),
        ),
        ("person_id",), shape=moments.as_of("at"),
    ),
    Action(
        "promise", "contact", contact.PROMISE_UPDATES, "Promise updates", "Save",
        (
            Field("interval", "How often?", "choice", choices=choices(UpdateInterval)),
            Field("path", "By whom?", "choice", choices=choices(UpdatePath)),
        ),
        ("person_id",),
    ),
    Action(
        "known_by", "contact", amending.AMEND_PERSON, "Note what else they are known by", "Keep it",
        (
            Field("kind", "What is it?", "choice", choices=choices(FurtherKind)),
            Field("value", "How it is written", hint="No letter to the other side may tell it"),
        ),
        ("person_id",),
        "A school, a car, a name on social media: whatever could tell the other side who or where "
        "somebody is. It is looked for in every letter, and told to nobody.",
        shape=_known_by,
    ),
    Action(
        "updated", "contact", contact.RECORD_UPDATE, "Note that an update was given",
        "An update was given", (), ("person_id",),
    ),
    Action(
        "request", "requests", intake.OPEN_AGENCY_REQUEST, "Ask an agency", "Ask",
        (
            Field("agency", "Agency", "choice", source=agency_list.SOURCE),
            Field("kind", "What do you ask for?", "choice", choices=choices(AgencyRequestKind)),
            Field("clause", "Clause of the agreement", needed=False),
            Field("interim_arrangement", "Is it under an interim arrangement?", "yesno"),
            Field("counterpart", "Whom do you ask there?", needed=False),
        ),
        ("person_id",),
    ),
    Action(
        "answer", "requests", intake.ANSWER_AGENCY_REQUEST, "Record an agency's answer", "Save",
        (Field("found", "Did they give what was asked?", "yesno"), NOTE), ("request_id",),
    ),
    Action(
        "chase", "requests", waiting.CHASE, "Note a reminder", "We reminded them", (NOTE,),
        ("request_id",),
    ),
    Action(
        "lapse", "requests", waiting.LAPSE_AGENCY_REQUEST, "Give a request up", "Give it up", (),
        ("request_id",),
    ),
    Action(
        "custody", "custody", intake.RECORD_CUSTODY_CHANGE, "Record a change of custody", "Save",
        (
            Field("change", "What changed?", "choice",
                  choices=(("received", "Taken into prison"), ("moved", "Moved"),
                           ("released", "Released"), ("recalled", "Recalled"))),
            Field("establishment", "Prison", hint="Its three letters, such as BXI", needed=False,
                  only_if=("change", "received", "moved", "recalled")),
            Field("source", "Who said so?"),
        ),
        ("person_id",),
    ),
    Action(
        "aftercare", "aftercare", waiting.RECORD_AFTERCARE, "Record support offered", "Save",
        (
            Field("service", "Which support", hint="A short name, such as counselling"),
            Field("step", "What became of it?", "choice", choices=choices(AftercareStep)),
        ),
        ("person_id",), why_not=always,
    ),
    Action(
        "priority", "referrals", entry.OVERRIDE_PRIORITY, "Set the priority by hand", "Save",
        (
            Field("enhanced", "Is it to have enhanced priority?", "yesno"),
            Field("note", "Why, against the rule", "area", "In at least ten characters"),
        ),
        ("referral_id",), page="referrals/{referral_id}",
    ),
    Action(
        "amend", "referrals", amending.AMEND_REFERRAL, "Correct what the referral says", "Save",
        (
            Field("update_cadence", "How often is the referrer to hear?", "choice",
                  choices=choices(UpdateCadence), needed=False),
            Field("heard_via", "How did they hear of it?", "select", choices=choices(Source),
                  needed=False),
            Field("proceedings", "How far has the legal process come?", "choice",
                  choices=choices(Proceedings), needed=False),
            Field("arrived_on", "Day on which the paper or e-mail arrived", "date", needed=False),
            Field("offence_on", "Day of the offence", "date", needed=False),
            Field("sentenced_on", "Day of the sentence", "date", needed=False),
            Field("prior_provider", "Service that had the case before", needed=False),
            REASON,
        ),
        ("referral_id",), page="referrals/{referral_id}", shape=_changed,
        intro="What is left empty stays as it is. The old value is kept with your reason.",
    ),
    Action(
        "legal_hold", "ending", legal.PLACE_LEGAL_HOLD, "Keep the case from being erased",
        "Keep it", (LONG_REASON, NEXT_REVIEW), why_not=always,
        intro="For a complaint, a claim or a court. However old the case grows, nothing of it is "
        "erased while this stands, and nobody’s wish to be erased is met. Look at it again in time.",
    ),
    Action(
        "legal_review", "ending", legal.REVIEW_LEGAL_HOLD, "Say that it still stands",
        "It still stands", (NEXT_REVIEW,), ("legal_hold_id",), why_not=always,
    ),
    Action(
        "legal_lift", "ending", legal.LIFT_LEGAL_HOLD, "Let the case be erased again",
        "Lift it", (LONG_REASON,), ("legal_hold_id",), why_not=always,
        intro="When its time is up the case is erased, unless another legal hold stands.",
    ),
    Action(
        "hold_strand", "ending", waiting.HOLD_STRAND, "Put one strand on hold", "Put it on hold",
        (Field("cause", "Why", "choice", choices=choices(HoldCause)), NOTE), ("strand_id",),
        "Nothing passes in this strand while it is on hold; the others go on.",
    ),
    Action(
        "unmerge", "people", entry.UNMERGE_PERSONS, "They are two people after all",
        "Part the two records", (LONG_REASON,), ("merge_id",),
        "Both records are again what they were: a no under one is no longer a no under the other. "
        "Look at the consents of both.", always,
    ),
    Action(
        "done", "tasks", waiting.FINISH_TASK, "Finish a task", "It is done", (NOTE,), ("task_id",),
        why_not=always,
    ),
    Action(
        "hold", "ending", intake.HOLD_CASE, "Put the case on hold", "Put it on hold",
        (Field("cause", "Why", "choice", choices=choices(HoldCause)), NOTE),
    ),
    Action(
        "outcome", "ending", intake.RECORD_OUTCOME, "Record an outcome", "Save",
        choose=outcomes.which,
    ),
    Action(
        "strand_outcome", "process", intake.RECORD_OUTCOME, "Record how this strand ended", "Save",
        about=("strand_id",), choose=outcomes.which,
    ),
    Action(
        "resume", "ending", intake.RESUME_CASE, "Lift the hold", "Lift it", (), ("hold_id",),
        "What was stopped may go on, as far as nothing else stands in its way.",
    ),
    Action(
        "close", "ending", intake.CLOSE_CASE, "Close the case", "Close it", why_not=to_close,
        intro="What was agreed stays in force, and support goes on.",
    ),
)  # fmt: skip
