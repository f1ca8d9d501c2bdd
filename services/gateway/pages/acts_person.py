"""Acts on what a person asks for, is told and says: safe contact, leaflets, aftercare in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from services.gateway.pages import agency_list, words
from services.gateway.pages.acting import Action, Values, always
from services.gateway.pages.forms import Field, choices
from services.gateway.pages.process_words import WORDINGS
from shared.contracts.allocation import rpc as allocation
from shared.contracts.codes import ConsentMethod
from shared.contracts.comms import aftercare as care
from shared.contracts.comms import notices, sending
from shared.contracts.comms.codes import (
    FeedbackFrom,
    Feeling,
    NoticeChannel,
    NoticeWording,
    Told,
)
from shared.contracts.intake import contact, informing
from shared.contracts.intake.codes import ContactChannel
from shared.contracts.screening import eligibility, risk_rpc

if TYPE_CHECKING:
    from services.gateway.pages.site import Visit
    from shared.contracts.intake.rpc import CaseView

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOURS = tuple(f"{hour:02}:00" for hour in range(6, 24))
NO_WAY = "none"
CHANNEL = Field("channel", "How?", "choice", choices=choices(ContactChannel))


def preferences(values: Values) -> Values:
    """Return what a person asks for: hours for each day that was ticked, a day to avoid.

    Hours without a day hold on every day: none of them may be lost because no day was ticked.
    """
    every_day = DAYS if "after" in values or "until" in values else ()
    told: dict[str, Any] = {
        "channels": [] if NO_WAY in values["channels"] else values["channels"],
        "leave_messages": values["leave_messages"],
        "name_to_use": values.get("name_to_use"),
        "may_not_learn": [one.strip() for one in values.get("may_not_learn", "").splitlines()
                          if one.strip()],
        "hours": [{"day": day, "after": values.get("after", "00:00"),
                   "until": values.get("until", "23:59")} for day in values.get("days", every_day)],
    }  # fmt: skip
    if day := values.get("avoid"):
        yearly = values.get("every_year", False)
        avoided = f"{date.fromisoformat(day):%m-%d}" if yearly else day
        told["avoid_every_year" if yearly else "avoid"] = [avoided]
    return {"preferences": told, "asked_by_person": values["asked_by_person"]}


def _materials(visit: Visit, case: CaseView) -> tuple[Field, ...]:
    part = visit.gather({"m": (informing.MATERIALS, informing.AskMaterials())}).get("m")
    found = part.answer.materials if part and part.here else ()
    told = tuple((one.code, f"{words.label(one.code)} ({one.version})") for one in found)
    return (Field("material", "What were they shown?", "select", choices=told),)


def _who_tells(visit: Visit, case: CaseView) -> tuple[Field, ...]:
    asked = (allocation.ASSIGNMENT, allocation.CaseById(case_id=case.case_id))
    part = visit.gather({"pair": asked}).get("pair")
    found = part.answer.facilitators if part and part.here else ()
    told = tuple((one.user_id, one.name) for one in found if one.user_id and not one.released_at)
    mine = ((visit.who.actor.id, "I do"),)
    return (Field("by_user", "Who tells them?", "choice", choices=(*told, *mine)),)


ACTS: tuple[Action, ...] = (
    Action(
        "safe", "contact", contact.SET_PREFERENCES, "Keep how they may be contacted safely",
        "Keep it",
        (
            Field("channels", "Which ways are safe?", "checks",
                  choices=(*choices(ContactChannel), (NO_WAY, "None: nobody contacts them at all"))),
            Field("days", "On which days?", "checks", "Tick none where every day is safe",
                  tuple((one, one.capitalize()) for one in DAYS), needed=False),
            Field("after", "Not before", "select", "On the days above, or on every day",
                  tuple((one, one) for one in HOURS), needed=False),
            Field("until", "Not after", "select", choices=tuple((one, one) for one in HOURS),
                  needed=False),
            Field("avoid", "A day to avoid", "date", needed=False),
            Field("every_year", "Is it to be avoided every year?", "yesno", needed=False),
            Field("name_to_use", "Which name do they want to be called by?", needed=False),
            Field("may_not_learn", "Who may not learn of it?", "area", "One a line", needed=False),
            Field("leave_messages", "May a message be left?", "yesno"),
            Field("asked_by_person", "Did they ask for it themselves?", "yesno"),
        ),
        ("person_id",), "It stands in place of all that was kept before, from this moment: write down again what "
        "still holds. What they asked for so far is shown with how they are reached, for a purpose.", always,
        preferences,
    ),
    Action(
        "send_notice", "sent", sending.SEND_NOTICE, "Ask for a short notice to be sent",
        "Ask for it",
        (
            Field("channel", "How is it sent?", "choice", choices=choices(NoticeChannel)),
            Field("wording", "What does it say?", "choice",
                  choices=tuple((one.value, WORDINGS[one]) for one in NoticeWording)),
        ),
        ("person_id",),
        "Its words are fixed: they name nobody, no case and no service. It is sent when that is safe "
        "for them, and waits until then.",
        always,
    ),
    Action(
        "shown", "consents", informing.RECORD_SHOWN, "Record what they were shown", "Save",
        (Field("shown_on", "On which day?", "date", needed=False),), ("person_id",),
        "A notice or leaflet, in the edition of that day.", choose=_materials,
    ),
    Action(
        "allow_telling", "contact", informing.ALLOW_FIRST_TELLING,
        "Allow that they are told that somebody asked", "Allow it",
        (Field("words", "In which words?", "area",
               "Nothing that tells who asked, or where they are"),),
        ("strand_id",), choose=_who_tells,
    ),
    Action(
        "told_first", "contact", informing.TELL_FIRST, "Record that they were told",
        "They were told", (CHANNEL,), ("telling_id",),
    ),
    Action(
        "telling", "consents", eligibility.RECORD_TELLING,
        "Record that they know that it changes no proceedings", "Save",
        (
            Field("told_on", "On which day?", "date"),
            Field("method", "How?", "choice", choices=choices(ConsentMethod)),
        ),
        ("person_id",),
    ),
    Action(
        "change_seen", "eligibility", eligibility.SEE_CHANGE, "I have seen that it came out otherwise",
        "I have seen it", (), ("decision_id",), why_not=always,
    ),
    Action(
        "take", "risk", risk_rpc.TAKE_CONCERN, "Take this concern on", "I take it on", (),
        ("concern_id",), "It stays open, and contact stays barred, until its bar is lifted.", always,
    ),
    Action(
        "seen", "notices", notices.SEE_NOTICE, "I have seen this", "I have seen it", (),
        ("notice_id",), why_not=always,
    ),
    Action(
        "statement", "aftercare", care.RECORD_STATEMENT, "Record what they say of themselves",
        "Save",
        (
            Field("told", "When do they say it?", "choice",
                  choices=((Told.BEFORE.value, "Before"), (Told.AFTER.value, "After"))),
            Field("feelings", "What do they say they feel?", "checks", choices=choices(Feeling),
                  needed=False),
            Field("satisfaction", "How satisfied are they?", "select",
                  choices=(("5", "5, very"), ("4", "4"), ("3", "3"), ("2", "2"),
                           ("1", "1, not at all")), needed=False),
            Field("words", "In their words", "area", needed=False),
        ),
        ("strand_id", "person_id"), why_not=always,
        shape=lambda values: {"feelings": (), **values},
    ),
    Action(
        "quote", "aftercare", care.KEEP_QUOTATION, "Keep words of theirs for others to read",
        "Keep them", (Field("words", "Their words, without any name or place", "area"),),
        ("person_id",), "They are used only while they agree to it, and without their name.", always,
    ),
    Action(
        "later_news", "aftercare", care.RECORD_SUPPORT_UPDATE, "Record what the service told later",
        "Save",
        (
            Field("kind", "What is new?", hint="A short name, such as licence_changed"),
            Field("told_on", "On which day was it told?", "date"),
        ),
        ("offer_id",), why_not=always,
    ),
    Action(
        "feedback", "aftercare", care.RECORD_FEEDBACK, "Record feedback", "Save",
        (
            Field("given_by", "Who gives it?", "choice", choices=choices(FeedbackFrom)),
            Field("agency", "Which agency", "choice", source=agency_list.SOURCE, needed=False),
            Field("words", "In their words", "area"),
        ),
        why_not=always,
    ),
)  # fmt: skip
