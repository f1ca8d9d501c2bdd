"""Acts on the process of a strand: how it goes, its meetings, and what was agreed."""

from __future__ import annotations

from services.gateway.pages import moments
from services.gateway.pages.acting import NOTE, Action, Values, always
from services.gateway.pages.forms import Field, choices
from shared.contracts.codes import AgreementKind, Mode, PlaceKind, Side
from shared.contracts.comms import aftercare as care
from shared.contracts.comms import planning
from shared.contracts.comms import rpc as comms
from shared.contracts.comms.codes import FollowUpResult, ReadinessStep, SupportAnswer

PLACE = Field("place", "Where?", "choice", choices=choices(PlaceKind))
MINUTES = Field("minutes", "How many minutes?", "number", "180 at most")
NOTES = Field("notes", "Notes", "area", "Kept for those who facilitate the case", needed=False)


WAS_HELD = moments.questions("held_at")
as_of_when = moments.as_of("held_at")


def one_side(values: Values) -> Values:
    """A preparation meeting is with one side, apart from the other."""
    rest = {name: value for name, value in values.items() if name != "side"}
    return {**as_of_when(rest), "sides": [values["side"]]}


def undertaking(values: Values) -> Values:
    """Make an agreement with one undertaking of what the form asks."""
    own = {"by_side": values["by_side"], "text": values["text"], "due_on": values.get("due_on")}
    rest = {name: value for name, value in values.items() if name not in own}
    return {**rest, "undertakings": [own]}


ACTS: tuple[Action, ...] = (
    Action(
        "plan", "process", comms.PLAN_PROCESS, "Choose the form of the process", "Save",
        (Field("mode", "Form", "choice", choices=choices(Mode)),), ("strand_id",),
    ),
    Action(
        "prepare", "process", comms.RECORD_PREPARATION_MEETING, "Record a preparation meeting",
        "Save",
        (Field("side", "With whom?", "choice", choices=choices(Side)), PLACE, MINUTES, *WAS_HELD, NOTES),
        ("strand_id",), "Each side is met apart from the other.", shape=one_side,
    ),
    Action(
        "ready", "process", planning.RECORD_READINESS, "Record that somebody is ready", "Save",
        (
            Field("step", "What is so now?", "choice", choices=choices(ReadinessStep)),
            Field("done", "Is it so?", "yesno"),
            NOTE,
        ),
        ("strand_id", "person_id"),
    ),
    Action(
        "conference", "process", comms.HOLD_CONFERENCE, "Record that a conference is held",
        "It is held now", (PLACE, MINUTES, NOTES), ("strand_id",),
        "It passes the same gate as a letter: where a condition does not hold, you are told which.",
    ),
    Action(
        "conversation", "process", comms.HOLD_RESTORATIVE_CONVERSATION,
        "Record a restorative conversation", "Save", (PLACE, MINUTES, *WAS_HELD, NOTES), ("strand_id",),
        "With the side harmed alone.", shape=as_of_when,
    ),
    Action(
        "agree_letter", "relay", comms.RECORD_AGREEMENT, "Record an agreement that rests on it",
        "Save",
        (
            Field("kind", "What kind?", "choice", choices=choices(AgreementKind)),
            Field("by_side", "Who undertakes something?", "choice", choices=choices(Side)),
            Field("text", "What, in their exact words", "area"),
            Field("breach_route", "What happens if it is broken", needed=False),
            Field("ends_on", "Day on which it ends", "date", needed=False),
        ),
        ("strand_id", "letter_item_id"), shape=undertaking,
    ),
    Action(
        "follow_ups", "aftercare", care.PLAN_AFTERCARE, "Plan follow-ups", "Plan them", (),
        ("strand_id", "person_id"), "At the intervals that the service has laid down.", always,
    ),
    Action(
        "followed", "aftercare", care.RECORD_FOLLOW_UP, "Record how it went", "Save",
        (Field("result", "What came of it?", "choice", choices=choices(FollowUpResult)),
         Field("words", "In a few words", "area", needed=False)),
        ("follow_up_id",), why_not=always,
    ),
    Action(
        "support", "aftercare", care.OFFER_SUPPORT, "Record an answer to support", "Save",
        (Field("service", "Which support", hint="A short name, such as counselling"),
         Field("answer", "What did they say?", "choice", choices=choices(SupportAnswer)),
         Field("words", "In a few words", "area", needed=False)),
        ("person_id",), why_not=always,
    ),
    Action(
        "conclude", "process", comms.CONCLUDE_PROCESS, "Conclude the process", "Conclude it",
        (Field("completed", "Was it completed?", "yesno"),), ("strand_id",),
    ),
)  # fmt: skip
