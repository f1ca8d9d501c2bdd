"""What people read for the codes of meetings and of the day of a conference."""

from __future__ import annotations

from typing import Final

LABELS: Final[dict[str, str]] = {
    "what_happened": "What happened?",
    "who_was_affected_and_how": "Who was affected, and how?",
    "what_can_be_done_to_repair_the_harm": "What can be done to repair the harm?",
    "text": "Text message",
    "email": "E-mail",
    "channel-not-safe": "They have not said that this way is safe",
    "date-to-avoid": "They asked to be spared on this day",
    "outside-safe-hours": "They asked to be spared at this hour",
    "contact-refused": "They may not be contacted",
    "address-unknown": "No number or address of theirs is known",
    "provider-away": "What carries it away does not answer",
    "no-answer": "Nobody could say whether it is safe",
    "too-many-for-person": "They were sent several within the hour",
    "too-many-at-once": "Many are sent within this hour already",
}
NOTED: Final[dict[str, str]] = {
    "opened": "It began",
    "question_asked": "Asked",
    "break_begun": "A break began",
    "break_ended": "We went on",
    "stop_signal": "The stop signal was given",
    "closed": "It ended",
}
"""What is noted on the day of a conference, once it is noted."""
TO_NOTE: Final[dict[str, str]] = {
    "opened": "It begins",
    "question_asked": "Now asked",
    "break_begun": "A break begins",
    "break_ended": "We go on",
    "stop_signal": "Stop signal",
    "closed": "It ends",
}
"""The same on the buttons that note it."""
SIDES: Final[dict[str, str]] = {"harmed": "side harmed", "responsible": "side responsible"}
FILE_PURPOSES: Final[dict[str, str]] = {
    "access_request": "For a copy that they asked for",
    "complaint": "To answer a complaint",
    "oversight": "To see that nothing reached them that should not",
}
"""What one side's file is made for."""
WORDINGS: Final[dict[str, str]] = {
    "please_call": "That they call, when it suits them",
    "meeting_reminder": "That they have an appointment",
    "meeting_changed": "That their appointment has changed, and that they call",
    "something_waits": "That something waits for them to decide, and that they call",
}
"""What a short notice says; its exact words are of the policy in force."""
SENDING: Final[dict[str, str]] = {
    "waiting": "Waits, and is tried again",
    "sending": "Is being sent",
    "sent": "Sent",
    "uncertain": "Nobody knows whether it was sent: it is not sent again",
    "given_up": "Given up: it was never safe, or nobody could be reached",
}
"""What became of a short notice."""
CONFLICTS: Final[dict[str, str]] = {
    "link-not-ruled-out": "they have not declared that they know nobody in the case",
    "shares-a-name": "a part of their name is the name of somebody in the case, who may be a relative",
    "interprets-for-the-other-side": "they interpret for the other side already, and would carry what "
    "they hear there",
}
"""What keeps somebody from interpreting in a case."""
REFUSALS: Final[dict[str, str]] = {
    "script-missing": "It has no script yet: write that first.",
    "not-a-conference": "That meeting is no conference.",
    "conference-not-held": "Let it through the gate first, with who came: then the day can be noted.",
    "conference-opened": "Its beginning is noted already.",
    "conference-not-opened": "Note first that it begins.",
    "conference-closed": "Its end is noted, and nothing comes after that.",
    "conference-stopped": "Somebody gave the stop signal: a question is asked again after a break.",
    "not-the-next-question": "That question is noted already, or another comes before it.",
    "interpreter-has-a-conflict": "That interpreter was found in a conflict, or was checked for the other "
    "side.",
    "meeting-over": "That meeting is over.",
    "arrival-missing": "Both sides come to one place: say when each side is to come.",
    "arrivals-not-staggered": "The two sides would meet at the door: let a quarter of an hour or more "
    "lie between the one side and the other.",
    "out-of-hours-not-agreed": "That is outside opening hours: say that everybody has agreed to it.",
}
FAULTS: Final[dict[str, str]] = {
    "taken-twice": "Each place has one person, and each person one place",
    "not-everybody-or-a-stranger": "Everybody who is to come has a place, and nobody else",
    "sides-beside-each-other": "Nobody of one side sits beside somebody of the other, round the whole "
    "circle: let a facilitator sit between them",
    "not-within-the-meeting": "Must come one after the other, and before the meeting is over",
}
