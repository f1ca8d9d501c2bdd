"""Acts on an agreement: who signed, what became of each undertaking, a breach, its end."""

from __future__ import annotations

from services.gateway.pages.acting import Action, always
from services.gateway.pages.forms import Field, choices
from shared.contracts.codes import ReviewResult, Side
from shared.contracts.comms import agreements
from shared.contracts.comms import rpc as comms
from shared.contracts.comms.codes import AgreementEnd, SignedHow

PAGE = "agreements/{agreement_id}"
OF_ALL, OF_ONE = ("agreement_id",), ("agreement_id", "undertaking_id")

ACTS: tuple[Action, ...] = (
    Action(
        "signed", "agreement", agreements.SIGN_AGREEMENT, "Record a signature", "They have signed",
        (Field("how", "How did they put their name to it?", "choice", choices=choices(SignedHow)),),
        ("agreement_id", "person_id"),
        "They put their name to the exact words that you have just read, and you are the witness. "
        "When everybody has signed, the agreement is in force.", always,
        marks=("text_hash",), page=PAGE,
    ),
    Action(
        "kept", "agreement", comms.REVIEW_UNDERTAKING, "Record what became of it", "Save",
        (Field("result", "Was it kept?", "choice", choices=choices(ReviewResult)),), OF_ONE,
        page=PAGE, intro="Each side then says whether it sees it so too.", why_not=always,
    ),
    Action(
        "confirmed", "agreement", agreements.CONFIRM_REVIEW, "Record whether a side says the same",
        "Save",
        (
            Field("side", "Which side?", "choice", choices=choices(Side)),
            Field("agrees", "Does it say the same of the latest review?", "yesno"),
        ),
        OF_ONE, page=PAGE, why_not=always,
    ),
    Action(
        "check_agreement", "agreement", agreements.CHECK_AGREEMENT, "Check what it tells",
        "Check it",
        (
            Field("may_be_told", "If it names somebody or somewhere, why may both be told?", "area",
                  "In at least ten characters. An address or number of theirs cannot stay.",
                  needed=False),
        ),
        OF_ALL, page=PAGE, why_not=always,
        intro="Both parties read all of it, so it is looked through as a letter is, before any copy.",
    ),
    Action(
        "breach", "agreement", agreements.REPORT_BREACH, "Record that it is said to be broken",
        "Record it",
        (
            Field("by_side", "Which side is said to have broken it?", "choice",
                  choices=choices(Side)),
            Field("words", "What is said to have happened", "area"),
            Field("police_reference", "Reference of the police, where they were told",
                  needed=False),
        ),
        OF_ALL, page=PAGE, why_not=always,
        intro="The facilitators are told. The agreement stands until somebody ends it.",
    ),
    Action(
        "note_police", "agreement", agreements.RECORD_POLICE_NOTE,
        "Record a note to the police", "Save",
        (
            Field("reference", "Reference of the note"),
            Field("sent_on", "Day on which it was sent", "date"),
        ),
        OF_ALL, page=PAGE, why_not=always,
        intro="Only where it was agreed that the police are told of the agreement.",
    ),
    Action(
        "ended", "agreement", agreements.END_AGREEMENT, "End the agreement before its term",
        "End it",
        (Field("reason", "Why does it end?", "choice", choices=choices(AgreementEnd)),), OF_ALL,
        page=PAGE, why_not=always,
        intro="It is in force no longer from this moment. What was recorded of it stays.",
    ),
)  # fmt: skip
