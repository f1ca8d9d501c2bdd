"""Every act on a case, from what a form holds to what its service is asked; none ends in a dead end."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest

from services.gateway.pages.actions import ACTIONS, BY_SLUG
from services.gateway.pages.acts_meeting import next_of
from services.gateway.pages.forms import Posted, read
from shared.contracts.allocation import rpc as allocation
from shared.contracts.base import Nothing
from shared.contracts.codes import CaseStage, PlaceKind
from shared.contracts.comms import aftercare, agreements, meetings, notices, planning
from shared.contracts.comms import rpc as comms
from shared.contracts.comms.codes import MeetingState
from shared.contracts.intake import answering, contact, informing
from shared.contracts.intake import rpc as intake
from shared.contracts.screening import eligibility, risk_rpc
from shared.security.actors import Role

CASE, PERSON, STRAND, ONE, REQUEST = (
    UUID(f"01900000-0000-7000-8000-00000000004{number}") for number in range(5)
)
AT = datetime(2019, 7, 1, 9, 30, tzinfo=UTC)
DAY = {"day": "1", "month": "9", "year": "2030"}


def on(name):
    return {f"{name}-{part}": told for part, told in DAY.items()}


START = {**on("starts_on"), "at": "10:30"}
FILLED = {
    "arrange": {**START, "purpose": "preparation", "place": "prison", "minutes": "60",
                "people": [f"participant|harmed|{PERSON}", "facilitator||user-1"]},
    "visit": {"asked_of": "The offender manager"},
    "answer_visit": {"approved": "yes"},
    "confirm_meeting": {},
    "send_notice": {"channel": "text", "wording": "please_call"},
    "move_meeting": {**START, "out_of_hours_agreed": "yes"},
    "record_meeting": {"result": "held", "minutes": "50", "text": "Invented.",
                       "compartment": "harmed"},
    "note": {"text": "Invented.", "compartment": "internal"},
    "start_programme": on("first_on"),
    "move_session": {**on("to"), "with_following": "yes"},
    "record_session": {"held": "yes", "minutes": "90"},
    "safe": {"channels": ["phone", "post"], "days": ["monday"], "after": "18:00",
             **on("avoid"), "every_year": "yes", "may_not_learn": "A sister\n\nAn employer",
             "leave_messages": "no", "asked_by_person": "yes"},
    "shown": {"material": "privacy_notice"},
    "allow_telling": {"words": "Somebody has asked whether you would talk.", "by_user": "user-1"},
    "told_first": {"channel": "in_person"},
    "telling": {**on("told_on"), "method": "spoken"},
    "statement": {"told": "after", "satisfaction": "5"},
    "quote": {"words": "It was worth it."},
    "later_news": {"kind": "licence_changed", **on("told_on")},
    "feedback": {"given_by": "referrer", "words": "Thank you."},
    "change_seen": {}, "take": {}, "seen": {},
}  # fmt: skip


@pytest.mark.parametrize("slug", sorted(FILLED))
def test_what_a_form_holds_is_what_its_service_is_asked(slug):
    action = BY_SLUG[slug]
    form = Posted(
        (name, one)
        for name, told in FILLED[slug].items()
        for one in (told if isinstance(told, list) else [told])
    )
    done = read(action.fields, form)
    chosen = {name: form.all(name) if name == "people" else form.one(name)
              for name in ("people", "material", "by_user") if form.one(name)}  # fmt: skip
    ids = {"case_id": CASE, **dict.fromkeys(action.about, ONE)}
    known = action.method.request.model_fields
    asked = {name: ids[name] for name in ids if name in known}

    request = action.method.request.model_validate(
        {**asked, **action.shape({**done.values, **chosen})}
    )

    assert done.errors == {}
    assert {"case_id"} & set(known) <= set(asked)
    assert request is not None


def test_what_somebody_asks_for_in_contact_is_kept_as_they_said_it():
    action = BY_SLUG["safe"]
    form = Posted(
        (name, one)
        for name, told in FILLED["safe"].items()
        for one in (told if isinstance(told, list) else [told])
    )

    kept = contact.Preferences.model_validate(
        action.shape(read(action.fields, form).values)["preferences"]
    )

    assert [one.value for one in kept.channels] == ["phone", "post"]
    assert [(one.day, one.after.hour, one.until.hour) for one in kept.hours] == [("monday", 18, 23)]
    assert (kept.avoid, kept.avoid_every_year) == ((), ("09-01",))
    assert kept.may_not_learn == ("A sister", "An employer")
    assert not kept.leave_messages


def asked_for_in_contact(**changed):
    action, told = BY_SLUG["safe"], {**FILLED["safe"], **changed}
    form = Posted(
        (name, one)
        for name, value in told.items()
        for one in (value if isinstance(value, list) else [value])
    )
    done = read(action.fields, form)
    kept = None if done.errors else action.shape(done.values)["preferences"]
    return done.errors, contact.Preferences.model_validate(kept) if kept else None


def test_hours_without_a_day_hold_on_every_day():
    _, kept = asked_for_in_contact(days=[])

    assert len({one.day for one in kept.hours}) == 7
    assert {one.after.hour for one in kept.hours} == {18}


def test_no_day_and_no_hour_is_every_day_at_every_hour():
    _, kept = asked_for_in_contact(days=[], after="")

    assert kept.hours == ()


def test_that_nobody_contacts_them_is_said_and_never_left_to_be_understood():
    errors, nothing = asked_for_in_contact(channels=[])
    _, nobody = asked_for_in_contact(channels=["none"])
    _, both = asked_for_in_contact(channels=["phone", "none"])

    assert (errors, nothing) == ({"channels": "Answer “Which ways are safe?”"}, None)
    assert nobody.channels == both.channels == ()


def test_each_act_has_a_name_of_its_own_and_a_place_on_a_page():
    assert len(BY_SLUG) == len(ACTIONS)
    assert all(action.title and action.button and action.section for action in ACTIONS)


@pytest.mark.parametrize("state", MeetingState)
def test_a_meeting_that_is_over_asks_for_nothing_and_a_visit_is_asked_for_only_where_needed(state):
    over = {"held", "cut_short", "not_attended", "cancelled"}
    meeting = SimpleNamespace(state=state, needs_visit=False)

    assert (next_of(meeting) == ()) is (state.value in over)
    assert "visit" not in next_of(meeting)


def comms_keeps(answers):
    answers["process"] = comms.ProcessView(
        strands=(), items=(),
        agreements=(
            comms.AgreementView(agreement_id=ONE, strand_id=STRAND, kind="signed_by_all",
                                undertakings=1, in_force=True, reached_at=AT),
        ),
    )  # fmt: skip
    meeting = {"meeting_id": ONE, "strand_id": STRAND, "purpose": "preparation",
               "place": PlaceKind.PRISON, "starts_at": AT, "minutes": 60, "state": "arranging",
               "out_of_hours": False, "needs_visit": True, "undone_by_move": 0,
               "people": ({"who": str(PERSON), "part": "participant", "side": "harmed"},)}  # fmt: skip
    answers["meetings"] = meetings.Meetings.model_validate({"meetings": (meeting,)})
    answers["notices"] = notices.Notices(
        notices=(notices.NoticeView(notice_id=ONE, case_id=CASE, code="consent_withdrawn",
                                    recalled=2, just_delivered=0, told_at=AT),)
    )  # fmt: skip
    answers["aftercare"] = aftercare.Aftercare.model_validate(
        {
            "follow_ups": (),
            "support": ({"offer_id": ONE, "person_id": PERSON, "service": "counselling",
                         "answer": "accepted"},),
            "statements": ({"person_id": PERSON, "side": "harmed", "told": "after",
                            "feelings": ("listened_to",), "satisfaction": 5},),
            "feedback": ({"given_by": "partner", "agency": "mps", "words": "Thank you.", "at": AT,
                          "after_closure": True},),
        }
    )  # fmt: skip


@pytest.fixture
def told(backoffice):
    answers = backoffice.answers
    answers["case"] = intake.CaseView(
        case_id=CASE, reference="RJ-INVENTED", stage=CaseStage.PREPARING, on_hold=False,
        opened_at=AT, referral_ids=(),
        participants=(
            intake.ParticipantView(person_id=PERSON, role="harmed", side="harmed"),
            intake.ParticipantView(person_id=ONE, role="responsible", side="responsible"),
        ),
        strands=(intake.StrandView(strand_id=STRAND, harmed_ids=(PERSON,), responsible_id=ONE),),
        consents=(),
        agency_requests=(
            intake.AgencyRequestView(request_id=REQUEST, agency="hmpps", kind="find_person",
                                     interim_arrangement=True, opened_at=AT, answered_at=AT,
                                     days_waiting=3),
        ),
    )  # fmt: skip
    answers["case_timeline"] = intake.Timeline(entries=())
    comms_keeps(answers)
    answers["concerns"] = risk_rpc.Concerns(
        concerns=(risk_rpc.ConcernView(concern_id=ONE, case_id=CASE, bar_id=ONE, note="Invented.",
                                       raised_by="a", raised_at=AT, open=True),)
    )  # fmt: skip
    answers["risk"] = SimpleNamespace(assessments=(), bars=())
    answers["eligibility"] = SimpleNamespace(decisions=())
    answers["changes"] = eligibility.Changes(changes=())
    answers["contacts"] = contact.Contacts(contacts=(), engagement=())
    answers["first_tellings"] = informing.FirstTellings(
        tellings=(informing.FirstTellingView(telling_id=ONE, strand_id=STRAND, words="Invented.",
                                             by_user="user-1", allowed_by="a", allowed_at=AT),)
    )  # fmt: skip
    answers["shown"] = informing.WhatWasShown(shown=(), without_notice=(PERSON,))
    answers["assignment"] = allocation.AssignmentView(facilitators=())
    return backoffice


def test_what_waits_in_a_case_can_be_dealt_with_from_its_page(browser, told):
    browser.sign_in(Role.SERVICE_MANAGER)

    page = browser.get(f"/cases/{CASE}").text

    for link in (
        f"do/seen?notice_id={ONE}",
        f"do/take?concern_id={ONE}",
        f"do/visit?meeting_id={ONE}",
        f"do/told_first?telling_id={ONE}",
        f"do/later_news?offer_id={ONE}",
        f"do/safe?person_id={PERSON}",
        f"do/arrange?strand_id={STRAND}",
        f"requests/{REQUEST}/answer",
        f"agreements/{ONE}",
        f"strands/{STRAND}/programme",
        "do/feedback",
        "notes",
    ):
        assert f'href="/cases/{CASE}/{link}"' in page, link
    assert "Not shown how we keep their data yet: person harmed." in page
    assert "listened to" in page


@pytest.mark.parametrize(("mode", "says"), [
    (None, "Not told before the form of the process is chosen"), ("letter", "Ready"),
])  # fmt: skip
@pytest.mark.requirement("PRC-01")
def test_nobody_is_called_ready_before_it_is_known_for_what(browser, told, mode, says):
    person = planning.ParticipantReadiness(person_id=PERSON, side="harmed", done=(), missing=())
    stands = planning.Steps(mode=mode, step="informing", ready=False, participants=(person,))
    told.answers["steps_of_case"] = planning.StepsOfCase(
        strands=(planning.StepsOfStrand(strand_id=STRAND, stands=stands),)
    )
    browser.sign_in(Role.SERVICE_MANAGER)

    page = browser.get(f"/cases/{CASE}").text

    assert f">{says}<br>" in page


def test_an_agencys_answer_notes_and_the_programme_are_read_on_pages_of_their_own(browser, told):
    told.answers["agency_answer"] = answering.AgencyAnswerView(
        request_id=REQUEST, agency="hmpps", kind="find_person", answered_at=AT, found=True,
        establishment="BXI",
    )  # fmt: skip
    told.answers["notes"] = meetings.Notes.model_validate(
        {"notes": ({"note_id": ONE, "compartment": "harmed", "text": "Invented note.", "by": "x",
                    "at": AT},)}
    )  # fmt: skip
    session = {"session_id": ONE, "number": 1, "kind": "introduction",
               "planned_on": date(2019, 9, 1)}  # fmt: skip
    told.answers["programme"] = planning.Programme.model_validate(
        {"programme_id": ONE, "template": "twelve-1", "started_at": AT, "sessions": (session,)}
    )
    browser.sign_in()

    assert "BXI" in browser.get(f"/cases/{CASE}/requests/{REQUEST}/answer").text
    assert "Invented note." in browser.get(f"/cases/{CASE}/notes").text
    page = browser.get(f"/cases/{CASE}/strands/{STRAND}/programme").text
    assert f"do/record_session?strand_id={STRAND}&session_id={ONE}" in page.replace("&amp;", "&")


def test_whether_it_is_safe_to_reach_somebody_is_asked_before(browser, told):
    told.answers["contact_advice"] = contact.ContactAdvice(
        allowed=False, objections=("not-in-these-hours",), name_to_use="Fictional"
    )
    browser.sign_in()

    page = browser.send(f"/cases/{CASE}/people/{PERSON}/advice", channel="phone", purpose="a call")

    assert "No, not so and not now." in page.text
    assert "Not in these hours" in page.text
    assert "Call them: Fictional" in page.text
    assert "Leave no message." in page.text


def test_a_question_that_applies_to_some_answers_alone_says_to_which_unless_it_is_wrong(
    browser, told
):
    browser.sign_in()
    path = f"/cases/{CASE}/do/custody?person_id={ONE}"
    applies = 'data-only-if="change received moved recalled"'

    assert applies in browser.get(path).text
    wrong = browser.send(path, change="released", establishment="nowhere", source="x")

    assert wrong.status_code == 422
    assert applies not in wrong.text
    assert 'value="nowhere"' in wrong.text


def test_every_question_that_hangs_on_another_stands_below_it_and_need_not_be_answered():
    for action in ACTIONS:
        names = [field.name for field in action.fields]
        for field in (one for one in action.fields if one.only_if):
            asked = action.fields[names.index(field.only_if[0])]
            assert names.index(field.name) > names.index(asked.name), field
            assert set(field.only_if[1:]) <= {code for code, _ in asked.choices}, field
            assert not field.needed, field


def test_who_is_to_come_to_a_meeting_is_chosen_from_the_case(browser, told):
    told.answers["arrange_meeting"] = meetings.MeetingArranged(meeting_id=ONE, out_of_hours=False)
    browser.sign_in()
    path = f"/cases/{CASE}/do/arrange?strand_id={STRAND}"

    page = browser.send(path, **FILLED["arrange"] | {"people": [f"participant|harmed|{PERSON}"]})

    assert page.status_code == 200
    (call,) = [one for one in told.asked if one.method is meetings.ARRANGE_MEETING]
    assert call.request.starts_at.isoformat() == "2030-09-01T10:30:00+01:00"
    assert [(one.who, one.side) for one in call.request.people] == [(str(PERSON), "harmed")]


def test_a_notice_that_was_seen_is_said_to_be_seen(browser, told):
    told.answers["see_notice"] = Nothing()
    browser.sign_in()

    browser.send(f"/cases/{CASE}/do/seen?notice_id={ONE}")

    assert [one.request.notice_id for one in told.asked if one.method is notices.SEE_NOTICE] == [
        ONE
    ]


def test_an_agreement_of_which_no_words_can_be_had_is_not_there(browser, told):
    browser.sign_in()

    assert browser.get(f"/cases/{CASE}/agreements/{ONE}").status_code == 503
    assert [one for one in told.asked if one.method is agreements.AGREEMENT]
