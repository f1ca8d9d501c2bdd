"""Acts on what keeps a case safe: eligibility, risk, bars, concerns, and its facilitators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.gateway.pages import flags, words
from services.gateway.pages.acting import REASON, Action, Values, always
from services.gateway.pages.asking import answer_of
from services.gateway.pages.forms import Field, choices
from shared.contracts.allocation import conflicts
from shared.contracts.allocation import rpc as allocation
from shared.contracts.codes import (
    Area,
    BarKind,
    CaseFlag,
    EligibilityDecision,
    Proceedings,
    Restriction,
    YesNoUnknown,
)
from shared.contracts.intake import amending, entry
from shared.contracts.screening import risk_rpc
from shared.contracts.screening import rpc as screening

if TYPE_CHECKING:
    from services.gateway.pages.site import Visit
    from shared.contracts.intake.rpc import CaseView

TRIGGERS = tuple(
    (code, words.label(code))
    for code in (
        "stage_or_mode_changed", "parole_or_appeal_listed", "new_offence_or_arrest",
        "domestic_abuse_disclosed", "stalking_disclosed", "sexual_harm_disclosed",
        "child_involved", "self_harm_concern", "consent_varied", "supporter_changed",
        "missed_appointments", "media_event", "agency_information_received", "stop_concern",
    )
)  # fmt: skip
YES_NO = choices(YesNoUnknown)
FACTS = (
    ("responsible_identified", "Is it known who is responsible?", YES_NO),
    ("responsibility_accepted", "Has the person responsible accepted responsibility?", YES_NO),
    ("proceedings", "How far has the legal process come?", choices(Proceedings)),
    ("harmed_home", "Does the person harmed live in London?", choices(Area)),
    ("harmed_work", "Does the person harmed work in London?", choices(Area)),
    ("offence_place", "Did it happen in London?", choices(Area)),
    ("harmed_under_18_at_offence", "Was the person harmed under 18 when it happened?", YES_NO),
    ("harmed_under_18_now", "Is the person harmed under 18 now?", YES_NO),
    ("sexual", "Is there a sexual offence?", YES_NO),
    ("direct_personal_harm", "Was somebody harmed directly?", YES_NO),
)


def as_facts(values: Values) -> Values:
    """Send what was answered as facts; what was left alone stays as it is."""
    return {"facts": values}


def as_answers(values: Values) -> Values:
    """Send what was answered about flags as an amendment; what was left alone stays as it is."""
    answers = [{"flag": flag, "answer": said} for flag, said in flags.answered(values).items()]
    return {"changes": {"answers": answers}, "reason": values["reason"]}


def as_answered(referral: entry.ReferralView) -> tuple[str, ...]:
    """Return what stands answered about a referral's flags, in words."""
    said = [f"{words.label(flag)}: yes" for flag in referral.flags]
    denied = [one for one in referral.asked or () if one not in referral.flags]
    return (*said, *(f"{words.label(one)}: no" for one in denied))


def _who_must_not(visit: Visit, case: CaseView) -> tuple[Field, ...]:
    """Return who may be named: by the office whoever is in the register, by facilitators themselves."""
    asked = allocation.CaseById(case_id=case.case_id)
    everybody = visit.may(allocation.CANDIDATES)
    method = allocation.CANDIDATES if everybody else allocation.ASSIGNMENT
    told = answer_of(visit.gather({"who": (method, asked)}).get("who"))
    if everybody:
        found = [one for one in told.candidates if "conflict-declared" not in one.reasons]
    else:
        me = visit.who.actor.id
        found = [one for one in told.facilitators if one.user_id == me and not one.released_at]
    people = tuple((str(one.facilitator_id), one.name) for one in found)
    hint = "" if people else "There is nobody whom you can name."
    return (
        Field("facilitator_id", "Who must not take part in this case?", "choice", hint, people),
    )


ACTS: tuple[Action, ...] = (
    Action(
        "answers", "eligibility", amending.AMEND_REFERRAL, "Answer what nobody was asked",
        "Keep the answers",
        (
            *flags.questions(CaseFlag, needed=False),
            Field("reason", "Who was asked, and when?", "area",
                  "In at least ten characters. Ask only when it is safe for the person to talk."),
        ),
        ("referral_id",),
        "Answer only what you have learnt; the rest stays as it is. Not known takes an answer back. "
        "The decision is taken again with what you answer.",
        shape=as_answers,
        seen=entry.REFERRAL,
        now=as_answered,
    ),
    Action(
        "facts", "eligibility", screening.RECORD_FACTS, "Record facts that were missing",
        "Record them and decide again",
        tuple(
            Field(name, asked, "choice", choices=codes, needed=False)
            for name, asked, codes in FACTS
        ),
        ("referral_id",),
        "Answer only what you have learnt; the rest stays as it is. The decision is taken again "
        "with what you record.",
        shape=as_facts,
    ),
    Action(
        "exception", "eligibility", screening.AUTHORISE_EXCEPTION, "Authorise an exception",
        "Authorise it",
        (
            Field("decision", "It may", "choice",
                  choices=choices(EligibilityDecision, EligibilityDecision.PROCEED,
                                  EligibilityDecision.PROCEED_WITH_RESTRICTION)),
            Field("restrictions", "With", "checks", choices=choices(Restriction), needed=False),
            Field("rationale", "Why", "area"),
            Field("review_on", "Look at it again on", "date"),
        ),
        ("referral_id",),
    ),
    Action(
        "sign", "risk", screening.SIGN_RISK_ASSESSMENT, "Sign a risk assessment", "Sign", (),
        ("assessment_id",), "Two different people must sign before it is in force.",
    ),
    Action(
        "bar", "risk", screening.RECORD_BAR, "Record an order or bar", "Record it",
        (
            Field("kind", "Kind", "choice", choices=choices(BarKind)),
            Field("from_on", "From", "date"),
            Field("until_on", "Until", "date", needed=False),
            Field("source", "Who said so?"),
        ),
    ),
    Action(
        "lift", "risk", screening.LIFT_BAR, "Lift a bar", "Lift it", (REASON,), ("bar_id",)
    ),
    Action(
        "concern", "risk", screening.RAISE_CONCERN, "Raise a safeguarding concern",
        "Raise it: contact stops", (Field("note", "What worries you?", "area"),),
        why_not=always,
    ),
    Action(
        "release", "facilitators", allocation.RELEASE_FACILITATOR, "Release a facilitator",
        "Release",
        (
            Field("reason", "Why", "choice",
                  choices=(("unavailable", "Not available"), ("conflict", "Conflict of interest"),
                           ("case_ended", "The case has ended"), ("other", "Something else"))),
        ),
        ("facilitator_id",),
    ),
    Action(
        "conflict", "facilitators", conflicts.DECLARE_CONFLICT, "Declare a conflict of interest",
        "Declare it",
        intro="Whoever is on the case is taken off it at once, and is not given it again. Nobody "
        "asks why; only a manager can end it, with a reason.",
        choose=_who_must_not, ends_sight="/today?done=conflict",
    ),
    Action(
        "end-conflict", "facilitators", conflicts.END_CONFLICT, "End a conflict of interest",
        "End it",
        (Field("reason", "Why does it no longer hold?", "area", "In at least ten characters."),),
        ("facilitator_id",),
        "They may be given this case again. That it was declared stays on record, with who ended it "
        "and why. Nobody ends their own.",
        page="facilitators",
    ),
    Action(
        "review", "risk", risk_rpc.RAISE_RISK_REVIEW, "Say that the risk must be looked at again",
        "Raise a review",
        (
            Field("trigger", "What happened?", "choice", choices=TRIGGERS),
            Field("note", "What is known of it", "area", needed=False),
        ),
    ),
    Action(
        "reviewed", "risk", risk_rpc.FINISH_RISK_REVIEW, "Finish this review", "It was done",
        (Field("note", "What was found", "area"),), ("review_id",),
    ),
)  # fmt: skip
