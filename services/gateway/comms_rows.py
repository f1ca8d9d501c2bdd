"""The rows of comms' process, meetings, relay, agreements, aftercare and notices at the edge.

Path, method and tag of each route, and who may use it: parts of the two tables that ``routes`` and
``access`` are.
"""

from __future__ import annotations

from shared.contracts.base import RpcMethod
from shared.contracts.comms import (
    aftercare,
    agreements,
    meetings,
    papers,
    planning,
    relay,
    sending,
)
from shared.security.permissions import CASE_STAFF, CASE_WORKERS, AccessTable

_CASE = "/cases/{case_id}"
_STRAND = _CASE + "/strands/{strand_id}"
_MEETING = _CASE + "/meetings/{meeting_id}"
_ITEM = _CASE + "/items/{item_id}"
_AGREEMENT = _CASE + "/agreements/{agreement_id}"

ROWS: tuple[tuple[str, RpcMethod, str], ...] = (
    (_STRAND + "/readiness", planning.RECORD_READINESS, "process"),
    (_STRAND + "/steps", planning.STEPS, "process"),
    (_CASE + "/steps", planning.STEPS_OF_CASE, "process"),
    (_STRAND + "/programme/start", planning.START_PROGRAMME, "process"),
    (_STRAND + "/programme", planning.PROGRAMME, "process"),
    (_CASE + "/programme-sessions/{session_id}/move", planning.MOVE_SESSION, "process"),
    (_CASE + "/programme-sessions/{session_id}/record", planning.RECORD_SESSION, "process"),
    (_CASE + "/meetings", meetings.MEETINGS, "meetings"),
    (_STRAND + "/meetings", meetings.ARRANGE_MEETING, "meetings"),
    (_STRAND + "/interpreters", meetings.CHECK_INTERPRETER, "meetings"),
    (_MEETING + "/visit-request", meetings.REQUEST_VISIT, "meetings"),
    (_MEETING + "/visit-answer", meetings.ANSWER_VISIT, "meetings"),
    (_MEETING + "/confirmation", meetings.CONFIRM_MEETING, "meetings"),
    (_MEETING + "/move", meetings.MOVE_MEETING, "meetings"),
    (_MEETING + "/result", meetings.RECORD_MEETING, "meetings"),
    (_MEETING + "/people/{who}/appointment.ics", papers.APPOINTMENT_FILE, "meetings"),
    (_MEETING + "/script", meetings.SCRIPT, "meetings"),
    (_MEETING + "/script/versions", meetings.WRITE_SCRIPT, "meetings"),
    (_MEETING + "/marks", meetings.MARK_CONFERENCE, "meetings"),
    (_CASE + "/notes", meetings.NOTES, "notes"),
    (_CASE + "/notes/write", meetings.WRITE_NOTE, "notes"),
    ("/relay", relay.RELAY, "relay"),
    (_ITEM + "/revision", relay.REVISE_ITEM, "relay"),
    (_ITEM + "/versions", relay.VERSIONS, "relay"),
    (_ITEM + "/delivery-result", relay.RECORD_DELIVERY_RESULT, "relay"),
    (_ITEM + "/steps", relay.ITEM_STEPS, "relay"),
    (_CASE + "/party-file", relay.PARTY_FILE, "relay"),
    (_AGREEMENT, agreements.AGREEMENT, "agreements"),
    (_AGREEMENT + "/agreement.pdf", papers.PRINT_AGREEMENT, "agreements"),
    (_AGREEMENT + "/signatures", agreements.SIGN_AGREEMENT, "agreements"),
    (_AGREEMENT + "/end", agreements.END_AGREEMENT, "agreements"),
    (_AGREEMENT + "/breaches", agreements.REPORT_BREACH, "agreements"),
    (_AGREEMENT + "/police-notes", agreements.RECORD_POLICE_NOTE, "agreements"),
    (
        _CASE + "/undertakings/{undertaking_id}/confirmations",
        agreements.CONFIRM_REVIEW,
        "agreements",
    ),
    ("/undertakings/due", agreements.DUE_UNDERTAKINGS, "agreements"),
    (_CASE + "/aftercare", aftercare.AFTERCARE, "aftercare"),
    (_STRAND + "/aftercare", aftercare.PLAN_AFTERCARE, "aftercare"),
    (_CASE + "/follow-ups/{follow_up_id}/result", aftercare.RECORD_FOLLOW_UP, "aftercare"),
    ("/follow-ups/due", aftercare.DUE_FOLLOW_UPS, "aftercare"),
    (_CASE + "/people/{person_id}/support", aftercare.OFFER_SUPPORT, "aftercare"),
    (_CASE + "/support/{offer_id}/updates", aftercare.RECORD_SUPPORT_UPDATE, "aftercare"),
    (
        _STRAND + "/people/{person_id}/statements",
        aftercare.RECORD_STATEMENT,
        "aftercare",
    ),
    (_CASE + "/people/{person_id}/quotations", aftercare.KEEP_QUOTATION, "aftercare"),
    ("/quotations", aftercare.QUOTATIONS, "aftercare"),
    (_CASE + "/feedback", aftercare.RECORD_FEEDBACK, "aftercare"),
    (_CASE + "/people/{person_id}/notices", sending.SEND_NOTICE, "notices"),
    (_CASE + "/sent-notices", sending.SENT_NOTICES, "notices"),
)

ACCESS: AccessTable = {
    "comms.record_readiness": CASE_WORKERS,
    "comms.steps": CASE_WORKERS,
    "comms.steps_of_case": CASE_WORKERS,
    "comms.start_programme": CASE_WORKERS,
    "comms.move_session": CASE_WORKERS,
    "comms.record_session": CASE_WORKERS,
    "comms.programme": CASE_WORKERS,
    "comms.arrange_meeting": CASE_WORKERS,
    "comms.request_visit": CASE_WORKERS,
    "comms.answer_visit": CASE_WORKERS,
    "comms.confirm_meeting": CASE_WORKERS,
    "comms.appointment_file": CASE_WORKERS,
    "comms.move_meeting": CASE_WORKERS,
    "comms.check_interpreter": CASE_WORKERS,
    "comms.record_meeting": CASE_WORKERS,
    "comms.meetings": CASE_WORKERS,
    "comms.write_note": CASE_WORKERS,
    "comms.notes": CASE_WORKERS,
    "comms.write_script": CASE_WORKERS,
    "comms.script": CASE_WORKERS,
    "comms.mark_conference": CASE_WORKERS,
    "comms.revise_item": CASE_WORKERS,
    "comms.versions": CASE_WORKERS,
    "comms.record_delivery_result": CASE_WORKERS,
    "comms.relay": CASE_WORKERS,
    "comms.item_steps": CASE_WORKERS,
    "comms.party_file": CASE_STAFF,
    "comms.agreement": CASE_WORKERS,
    "comms.print_agreement": CASE_WORKERS,
    "comms.sign_agreement": CASE_WORKERS,
    "comms.confirm_review": CASE_WORKERS,
    "comms.end_agreement": CASE_WORKERS,
    "comms.report_breach": CASE_WORKERS,
    "comms.record_police_note": CASE_STAFF,
    "comms.due_undertakings": CASE_WORKERS,
    "comms.plan_aftercare": CASE_WORKERS,
    "comms.record_follow_up": CASE_WORKERS,
    "comms.due_follow_ups": CASE_WORKERS,
    "comms.offer_support": CASE_WORKERS,
    "comms.record_support_update": CASE_WORKERS,
    "comms.record_statement": CASE_WORKERS,
    "comms.keep_quotation": CASE_WORKERS,
    "comms.quotations": CASE_WORKERS,
    "comms.record_feedback": CASE_WORKERS,
    "comms.aftercare": CASE_WORKERS,
    "comms.send_notice": CASE_WORKERS,
    "comms.sent_notices": CASE_WORKERS,
}
