"""Every route of the JSON API that leads to a service: path, method asked, and who may ask.

This table is the whole statement of access at the edge. The owning service checks again,
on the object itself (design 8); a test holds the two tables to each other.
"""

from __future__ import annotations

from dataclasses import dataclass

from services.gateway.comms_rows import ROWS as COMMS_ROWS
from shared.contracts import looking, operating
from shared.contracts.allocation import conflicts, needs
from shared.contracts.allocation import guard as allocation_guard
from shared.contracts.allocation import rpc as allocation
from shared.contracts.base import RpcMethod
from shared.contracts.comms import notices, papers
from shared.contracts.comms import rpc as comms
from shared.contracts.feeds import office
from shared.contracts.feeds import operating as feeds_operating
from shared.contracts.intake import agencies as intake_agencies
from shared.contracts.intake import amending as amend
from shared.contracts.intake import answering as answers
from shared.contracts.intake import closing, contact, documents, entry, limits, routing
from shared.contracts.intake import guard as intake_guard
from shared.contracts.intake import informing as inform
from shared.contracts.intake import joining as joins
from shared.contracts.intake import legal_holds as legal
from shared.contracts.intake import rpc as intake
from shared.contracts.intake import searching as search
from shared.contracts.intake import waiting as waits
from shared.contracts.registry import SERVICES
from shared.contracts.reporting import endings, issued
from shared.contracts.reporting import rpc as reporting
from shared.contracts.screening import eligibility as criteria
from shared.contracts.screening import guard as screening_guard
from shared.contracts.screening import replaying as replays
from shared.contracts.screening import risk_rpc as screening_risk
from shared.contracts.screening import rpc as screening


@dataclass(frozen=True, slots=True)
class Route:
    """One route: ``GET`` for a query, ``POST`` for a command. Braces name request fields."""

    path: str
    method: RpcMethod
    tag: str
    asks_in_body: bool = False

    @property
    def verb(self) -> str:
        """Return the HTTP method. What must not stand in a URL's query is asked in a body."""
        return "GET" if self.method.kind == "query" and not self.asks_in_body else "POST"


ROUTES: tuple[Route, ...] = (
    Route("/referrals", intake.SUBMIT_REFERRAL, "referrals"),
    Route("/referrals/matches", entry.FIND_MATCHES, "matches", asks_in_body=True),
    Route("/referrals/officer-form", entry.SUBMIT_OFFICER_FORM, "referrals"),
    Route("/referrals/{reference}/feedback", entry.REFERRAL_FEEDBACK, "referrals"),
    Route("/cases/{case_id}/referrals", entry.REFERRALS, "referrals"),
    Route("/cases/{case_id}/referrals/{referral_id}", entry.REFERRAL, "referrals"),
    Route(
        "/cases/{case_id}/referrals/{referral_id}/priority", entry.OVERRIDE_PRIORITY, "referrals"
    ),
    Route("/referrals/for-offender-manager", routing.ROUTE_SELF_REFERRAL, "enquiries"),
    Route("/enquiries/{enquiry_id}/reveal", routing.ENQUIRY, "enquiries", asks_in_body=True),
    Route("/enquiries", entry.ENQUIRIES, "enquiries"),
    Route("/enquiries/record", entry.RECORD_ENQUIRY, "enquiries"),
    Route("/possible-matches", entry.POSSIBLE_MATCHES, "matches"),
    Route("/cases/{case_id}/matches/{match_id}/decision", entry.DECIDE_MATCH, "matches"),
    Route("/cases/{case_id}/join/plan", joins.PLAN_JOIN, "matches", asks_in_body=True),
    Route("/cases/{case_id}/join", joins.JOIN_CASES, "matches"),
    Route("/cases/{case_id}/documents/keep", documents.KEEP_DOCUMENT, "documents"),
    Route("/cases/{case_id}/documents", documents.DOCUMENTS, "documents"),
    Route(
        "/cases/{case_id}/documents/{document_id}/open",
        documents.OPEN_DOCUMENT,
        "documents",
        asks_in_body=True,
    ),
    Route(
        "/cases/{case_id}/documents/{document_id}/remove", documents.REMOVE_DOCUMENT, "documents"
    ),
    Route("/cases/search", search.SEARCH_CASES, "cases", asks_in_body=True),
    Route("/legal-holds", legal.LEGAL_HOLDS, "cases"),
    Route("/cases/{case_id}/legal-holds", legal.PLACE_LEGAL_HOLD, "cases"),
    Route("/cases/{case_id}/legal-holds/{legal_hold_id}/review", legal.REVIEW_LEGAL_HOLD, "cases"),
    Route("/cases/{case_id}/legal-holds/{legal_hold_id}/lift", legal.LIFT_LEGAL_HOLD, "cases"),
    Route("/cases/{case_id}/people/{person_id}/merges", entry.MERGE_PERSONS, "people"),
    Route("/cases/{case_id}/merges", joins.MERGES, "people"),
    Route("/cases/{case_id}/merges/{merge_id}/unmerge", entry.UNMERGE_PERSONS, "people"),
    Route(
        "/cases/{case_id}/people/{person_id}/identifiers",
        entry.PERSON_IDENTIFIERS,
        "people",
        asks_in_body=True,
    ),
    Route(
        "/cases/{case_id}/people/{person_id}/contact-history",
        contact.CONTACT_HISTORY,
        "contact",
        asks_in_body=True,
    ),
    Route("/cases/{case_id}/people/{person_id}/preferences", contact.SET_PREFERENCES, "contact"),
    Route(
        "/cases/{case_id}/people/{person_id}/advice",
        contact.CONTACT_ADVICE,
        "contact",
        asks_in_body=True,
    ),
    Route("/cases/{case_id}/people/{person_id}/contacts", contact.RECORD_CONTACT, "contact"),
    Route("/cases/{case_id}/contacts", contact.CONTACTS, "contact"),
    Route("/cases/{case_id}/people/{person_id}/promise", contact.PROMISE_UPDATES, "contact"),
    Route("/cases/{case_id}/people/{person_id}/updates", contact.RECORD_UPDATE, "contact"),
    Route("/consents/to-review", contact.CONSENTS_TO_REVIEW, "contact"),
    Route("/updates/due", contact.DUE_UPDATES, "contact"),
    Route("/limits", limits.LIMITS, "contact"),
    Route("/cases/{case_id}/people/{person_id}/aftercare", waits.RECORD_AFTERCARE, "people"),
    Route("/cases/{case_id}/custody", waits.CUSTODY_OF_CASE, "people"),
    Route(
        "/cases/{case_id}/people/{person_id}/custody/history",
        waits.CUSTODY,
        "people",
        asks_in_body=True,
    ),
    Route("/cases/{case_id}/agency-requests/{request_id}/chasers", waits.CHASE, "agency requests"),
    Route(
        "/cases/{case_id}/agency-requests/{request_id}/answer/read",
        answers.AGENCY_ANSWER,
        "agency requests",
        asks_in_body=True,
    ),
    Route("/agency-requests/waiting", waits.WAITING, "agency requests"),
    Route("/agency-requests/turnaround", waits.TURNAROUND, "agency requests"),
    Route("/cases/references", waits.REFERENCES, "cases", asks_in_body=True),
    Route("/tasks", waits.TASKS, "tasks"),
    Route("/cases/{case_id}/tasks/{task_id}/done", waits.FINISH_TASK, "tasks"),
    Route("/cases/{case_id}/strands/{strand_id}/holds", waits.HOLD_STRAND, "cases"),
    Route("/holds", waits.HOLD_MANY, "cases"),
    Route("/holds/standing", waits.BULK_HOLDS, "cases"),
    Route("/holds/{bulk_id}/lift", waits.RESUME_MANY, "cases"),
    Route(
        "/cases/{case_id}/referrals/{referral_id}/amendments", amend.AMEND_REFERRAL, "amendments"
    ),
    Route("/cases/{case_id}/people/{person_id}/amendments", amend.AMEND_PERSON, "amendments"),
    Route("/cases/{case_id}/amendments", amend.AMENDMENTS, "amendments", asks_in_body=True),
    Route("/materials", inform.MATERIALS, "reference"),
    Route("/pathways", inform.PATHWAYS, "reference"),
    Route("/helpline", inform.HELPLINE, "reference"),
    Route("/cases/{case_id}/people/{person_id}/shown", inform.RECORD_SHOWN, "people"),
    Route("/cases/{case_id}/shown", inform.SHOWN, "people"),
    Route(
        "/cases/{case_id}/strands/{strand_id}/first-tellings", inform.ALLOW_FIRST_TELLING, "contact"
    ),
    Route("/cases/{case_id}/first-tellings/{telling_id}/told", inform.TELL_FIRST, "contact"),
    Route("/cases/{case_id}/first-tellings", inform.FIRST_TELLINGS, "contact"),
    Route("/outcomes", closing.OUTCOMES, "cases"),
    Route("/cases", intake.CASES, "cases"),
    Route("/cases/by-reference/{reference}", intake.FIND_CASE, "cases"),
    Route("/cases/{case_id}", intake.CASE, "cases"),
    Route("/cases/{case_id}/timeline", intake.CASE_TIMELINE, "cases"),
    Route(
        "/cases/{case_id}/people/{person_id}/reveal",
        intake.REVEAL_PERSON,
        "people",
        asks_in_body=True,
    ),
    Route("/cases/{case_id}/people/{person_id}/consents", intake.RECORD_CONSENT, "people"),
    Route("/cases/{case_id}/people/{person_id}/withdrawals", intake.WITHDRAW_CONSENT, "people"),
    Route("/cases/{case_id}/people/{person_id}/engagement", intake.CHANGE_ENGAGEMENT, "people"),
    Route("/cases/{case_id}/people/{person_id}/custody", intake.RECORD_CUSTODY_CHANGE, "people"),
    Route("/cases/{case_id}/agency-requests", intake.OPEN_AGENCY_REQUEST, "agency requests"),
    Route(
        "/cases/{case_id}/agency-requests/{request_id}/answer",
        intake.ANSWER_AGENCY_REQUEST,
        "agency requests",
    ),
    Route(
        "/cases/{case_id}/agency-requests/{request_id}/lapse",
        waits.LAPSE_AGENCY_REQUEST,
        "agency requests",
    ),
    Route("/cases/{case_id}/holds", intake.HOLD_CASE, "cases"),
    Route("/cases/{case_id}/holds/{hold_id}/lift", intake.RESUME_CASE, "cases"),
    Route("/cases/{case_id}/outcomes", intake.RECORD_OUTCOME, "cases"),
    Route("/cases/{case_id}/closure", intake.CLOSE_CASE, "cases"),
    Route("/cases/{case_id}/erasure", intake.ERASE_CASE, "cases"),
    Route("/cases/{case_id}/eligibility", screening.ELIGIBILITY, "eligibility"),
    Route("/cases/{case_id}/eligibility/facts", screening.RECORD_FACTS, "eligibility"),
    Route("/cases/{case_id}/eligibility/exceptions", screening.AUTHORISE_EXCEPTION, "eligibility"),
    Route("/cases/{case_id}/eligibility/why", criteria.WHY, "eligibility"),
    Route("/cases/{case_id}/eligibility/tellings", criteria.RECORD_TELLING, "eligibility"),
    Route(
        "/cases/{case_id}/eligibility/changes/{decision_id}/seen",
        criteria.SEE_CHANGE,
        "eligibility",
    ),
    Route("/eligibility/changes", criteria.CHANGES, "eligibility"),
    Route("/eligibility/bring-up-to-date", criteria.BRING_UP_TO_DATE, "eligibility"),
    Route("/eligibility/policies", criteria.POLICIES, "eligibility"),
    Route("/eligibility/policies/draft", criteria.DRAFT_POLICY, "eligibility"),
    Route("/eligibility/policies/{version}", criteria.POLICY, "eligibility"),
    Route(
        "/eligibility/policies/{version}/replay",
        replays.REPLAY_POLICY,
        "eligibility",
        asks_in_body=True,
    ),
    Route("/eligibility/policies/{version}/approval", criteria.APPROVE_POLICY, "eligibility"),
    Route("/cases/{case_id}/risk", screening.RISK, "risk"),
    Route("/cases/{case_id}/risk/assessments", screening.DRAFT_RISK_ASSESSMENT, "risk"),
    Route(
        "/cases/{case_id}/risk/assessments/{assessment_id}/signatures",
        screening.SIGN_RISK_ASSESSMENT,
        "risk",
    ),
    Route("/cases/{case_id}/bars", screening.RECORD_BAR, "risk"),
    Route("/cases/{case_id}/bars/{bar_id}/lift", screening.LIFT_BAR, "risk"),
    Route("/cases/{case_id}/concerns", screening.RAISE_CONCERN, "risk"),
    Route("/concerns", screening_risk.CONCERNS, "risk"),
    Route("/cases/{case_id}/concerns/{concern_id}/taken", screening_risk.TAKE_CONCERN, "risk"),
    Route(
        "/cases/{case_id}/risk/difference/{earlier}/{later}",
        screening_risk.RISK_DIFFERENCE,
        "risk",
    ),
    Route("/cases/{case_id}/risk/reviews", screening_risk.RAISE_RISK_REVIEW, "risk"),
    Route(
        "/cases/{case_id}/risk/reviews/{review_id}/done", screening_risk.FINISH_RISK_REVIEW, "risk"
    ),
    Route("/risk/reviews", screening_risk.RISK_REVIEWS, "risk"),
    Route("/risk/template", screening_risk.RISK_TEMPLATE, "risk"),
    Route("/risk/templates/draft", screening_risk.DRAFT_RISK_TEMPLATE, "risk"),
    Route("/risk/templates/{version}/approval", screening_risk.APPROVE_RISK_TEMPLATE, "risk"),
    Route("/risk/templates/{version}/adoption", screening_risk.ADOPT_RISK_TEMPLATE, "risk"),
    Route("/volunteers", allocation.VOLUNTEERS, "volunteers"),
    Route("/volunteers/me", allocation.OWN_STANDING, "volunteers"),
    Route("/volunteers/register", allocation.REGISTER_VOLUNTEER, "volunteers"),
    Route("/volunteers/{facilitator_id}/status", allocation.CHANGE_VOLUNTEER_STATUS, "volunteers"),
    Route(
        "/volunteers/{facilitator_id}/accreditations",
        allocation.RECORD_ACCREDITATION,
        "volunteers",
    ),
    Route("/volunteers/{facilitator_id}/vetting", allocation.RECORD_VETTING, "volunteers"),
    Route("/volunteers/{facilitator_id}/conflicts", conflicts.DECLARE_CONFLICT, "volunteers"),
    Route(
        "/volunteers/{facilitator_id}/conflicts/{case_id}/end", conflicts.END_CONFLICT, "volunteers"
    ),
    Route("/cases/{case_id}/facilitators/conflicts", conflicts.CONFLICTS, "facilitators"),
    Route("/facilitators/needed", needs.CASES_IN_NEED, "facilitators"),
    Route("/facilitators/renewals", needs.RENEWALS, "facilitators"),
    Route("/cases/{case_id}/facilitators", allocation.ASSIGNMENT, "facilitators"),
    Route("/cases/{case_id}/facilitators/candidates", allocation.CANDIDATES, "facilitators"),
    Route("/cases/{case_id}/facilitators/assign", allocation.ASSIGN_FACILITATORS, "facilitators"),
    Route(
        "/cases/{case_id}/facilitators/{facilitator_id}/release",
        allocation.RELEASE_FACILITATOR,
        "facilitators",
    ),
    Route("/cases/{case_id}/process", comms.PROCESS, "process"),
    Route("/cases/{case_id}/strands/{strand_id}/plan", comms.PLAN_PROCESS, "process"),
    Route(
        "/cases/{case_id}/strands/{strand_id}/preparation-meetings",
        comms.RECORD_PREPARATION_MEETING,
        "process",
    ),
    Route("/cases/{case_id}/strands/{strand_id}/conferences", comms.HOLD_CONFERENCE, "process"),
    Route(
        "/cases/{case_id}/strands/{strand_id}/restorative-conversations",
        comms.HOLD_RESTORATIVE_CONVERSATION,
        "process",
    ),
    Route("/cases/{case_id}/strands/{strand_id}/agreements", comms.RECORD_AGREEMENT, "process"),
    Route("/cases/{case_id}/strands/{strand_id}/conclusion", comms.CONCLUDE_PROCESS, "process"),
    Route(
        "/cases/{case_id}/agreements/{agreement_id}/undertakings/{undertaking_id}/reviews",
        comms.REVIEW_UNDERTAKING,
        "process",
    ),
    Route("/cases/{case_id}/strands/{strand_id}/items", comms.COMPOSE_ITEM, "relay"),
    Route("/cases/{case_id}/strands/{strand_id}/documents", papers.COMPOSE_DOCUMENT, "relay"),
    Route("/cases/{case_id}/items/{item_id}/letter.pdf", papers.PRINT_LETTER, "relay"),
    Route("/cases/{case_id}/items/{item_id}/text", comms.READ_ITEM, "relay"),
    Route("/cases/{case_id}/items/{item_id}/gate", comms.GATE, "relay"),
    Route("/cases/{case_id}/items/{item_id}/approval", comms.APPROVE_ITEM, "relay"),
    Route("/cases/{case_id}/items/{item_id}/leak-check", comms.CHECK_ITEM, "relay"),
    Route("/cases/{case_id}/items/{item_id}/findings", comms.FINDINGS, "relay"),
    Route(
        "/cases/{case_id}/items/{item_id}/findings/{finding_id}/answer",
        comms.ANSWER_FINDING,
        "relay",
    ),
    Route("/cases/{case_id}/items/{item_id}/vetting", comms.VET_ITEM, "relay"),
    Route("/cases/{case_id}/items/{item_id}/offer", comms.RECORD_OFFER, "relay"),
    Route("/cases/{case_id}/items/{item_id}/delivery", comms.DELIVER_ITEM, "relay"),
    Route("/cases/{case_id}/items/{item_id}/acknowledgement", comms.ACKNOWLEDGE_ITEM, "relay"),
    Route("/cases/{case_id}/items/{item_id}/recall", comms.RECALL_ITEM, "relay"),
    *(Route(path, method, tag) for path, method, tag in COMMS_ROWS),
    *(
        Route(f"/cases/{{case_id}}/looks/{method.service}", method, "looks")
        for method in looking.METHODS
    ),
    *(
        Route(f"/system/{service}/{path}", method, "system")
        for service in SERVICES
        for path, method in zip(
            ("standing", "parked", "parked/{parked_id}/replay", "parked/{parked_id}/discard"),
            operating.of(service).methods,
            strict=True,
        )
    ),
    *(
        Route(f"/agencies/{{agency}}/system/{path}", method, "system")
        for path, method in zip(
            ("standing", "parked", "parked/{parked_id}/replay", "parked/{parked_id}/discard"),
            feeds_operating.METHODS,
            strict=True,
        )
    ),
    Route("/notices", notices.NOTICES, "notices"),
    Route("/notices/{notice_id}/seen", notices.SEE_NOTICE, "notices"),
    Route("/agencies/{agency}/agreements", office.AGREEMENTS, "agencies"),
    Route("/agencies/{agency}/disclosures", office.DISCLOSURES, "agencies"),
    Route("/agencies/{agency}/quarantine", office.QUARANTINE, "agencies"),
    Route(
        "/agencies/{agency}/quarantine/{feed_message_id}/read",
        office.READ_QUARANTINED,
        "agencies",
        asks_in_body=True,
    ),
    Route(
        "/agencies/{agency}/quarantine/{feed_message_id}/release",
        office.RELEASE_QUARANTINED,
        "agencies",
    ),
    Route(
        "/agencies/{agency}/quarantine/{feed_message_id}/rejection",
        office.REJECT_QUARANTINED,
        "agencies",
    ),
    Route("/reports/annual", reporting.ANNUAL_REPORT, "reports"),
    Route("/reports/annual/issue", reporting.ISSUE_REPORT, "reports"),
    Route("/reports/issued", issued.ISSUED_REPORTS, "reports"),
    Route("/reports/issued/{report_id}", issued.ISSUED_REPORT, "reports"),
    Route("/reports/issued/{report_id}/report.json", issued.ISSUED_REPORT_FILE, "reports"),
    Route("/agreements/ending", endings.AGREEMENTS_ENDING, "reports"),
    Route("/awareness-sessions", reporting.RECORD_AWARENESS_SESSION, "reports"),
    Route("/recruitment-drives", reporting.RECORD_RECRUITMENT_DRIVE, "reports"),
)

# Asked only by another service at the last moment, never by a person.
NOT_AT_THE_EDGE = frozenset(
    method.routing_key
    for guard in (intake_agencies, intake_guard, screening_guard, allocation_guard)
    for method in guard.METHODS
)
