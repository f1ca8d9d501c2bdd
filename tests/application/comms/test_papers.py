"""The leak check and the printed page as facilitators meet them, on a real store."""

import base64
import io

import pytest
from pypdf import PdfReader, PdfWriter

from services.comms.rendering.letter import letter_page
from shared.contracts.codes import ItemKind, Side
from shared.contracts.comms import papers, rpc
from shared.contracts.intake.guard import Term, Terms
from shared.kernel.errors import InvalidInput, NotFound, Refused, Unavailable
from tests.application.comms.world import OFFICE, OTHER, SECOND

KNOWN = Terms(
    terms=(
        Term(kind="name", text="Testperson Alpha"),
        Term(kind="phone", text="07700 900123"),
        Term(kind="address", text="12 Sample Gardens"),
    )
)
LETTER = "I am sorry for what I did.\n\nYou owe me nothing."


def checked(world, text):
    world.runtime.answers["intake.identifying_terms"] = KNOWN
    item = world.compose(text)
    world.step(rpc.APPROVE_ITEM, item)
    return item, world.step(rpc.CHECK_ITEM, item).findings


def answer(world, item, finding):
    request = rpc.AnswerFinding(
        case_id=world.case_id,
        item_id=item.item_id,
        finding_id=finding.finding_id,
        answer="Both sides have known this from the trial.",
    )
    return world.do(rpc.ANSWER_FINDING, request)


def print_(world, item, by="vol-1"):
    request = papers.PrintLetter(case_id=world.case_id, item_id=item.item_id)
    return world.do(papers.PRINT_LETTER, request, by)


def test_known_whereabouts_cannot_be_answered_away(world):
    item, (finding,) = checked(world, "Ring me on 0 7 7 0 0 nine double oh 123.")

    assert (finding.kind, finding.severity, finding.known) == ("phone", "blocks", True)
    with pytest.raises(Refused, match="finding-blocks"):
        answer(world, item, finding)
    with pytest.raises(Refused, match="finding-unanswered"):
        world.step(rpc.VET_ITEM, item)


def test_a_finding_keeps_its_id_and_its_answer_when_the_same_words_are_checked_again(world):
    item, (finding,) = checked(world, "Signed, T e s t p e r s o n.")
    answer(world, item, finding)

    (again,) = world.step(rpc.CHECK_ITEM, item).findings

    assert again.finding_id == finding.finding_id
    assert (finding.start, finding.end) == (8, 27)
    world.step(rpc.VET_ITEM, item)


def test_what_became_known_since_is_a_new_finding_to_answer(world):
    item, (finding,) = checked(world, "Signed, Testperson. I think of Exampleton.")
    answer(world, item, finding)
    town = Terms(terms=(*KNOWN.terms, Term(kind="town", text="Exampleton")))
    world.runtime.answers["intake.identifying_terms"] = town

    findings = world.step(rpc.CHECK_ITEM, item).findings

    assert [one.kind for one in findings] == ["name", "town"]
    with pytest.raises(Refused, match="finding-unanswered"):
        world.step(rpc.VET_ITEM, item)


def test_a_checker_that_cannot_run_lets_nothing_leave(world, monkeypatch):
    from services.comms.use_cases import writing

    def broken(text, terms):
        raise RuntimeError("canary-not-found")

    monkeypatch.setattr(writing, "find_leaks", broken)
    item = world.compose(LETTER)
    world.step(rpc.APPROVE_ITEM, item)

    with pytest.raises(RuntimeError):
        world.step(rpc.CHECK_ITEM, item)
    with pytest.raises(Refused, match="leak-check-missing"):
        world.step(rpc.VET_ITEM, item)


@pytest.mark.requirement("RSK-14", "PRC-08")
def test_a_vetted_letter_is_printed_for_a_facilitator_of_the_case(world):
    item = world.offered(LETTER)

    paper = print_(world, item, SECOND)

    pdf = base64.b64decode(paper.content)
    assert paper.media_type == "application/pdf"
    assert pdf == letter_page(LETTER)
    assert PdfReader(io.BytesIO(pdf)).metadata is None
    assert "item_printed" in world.audited()


@pytest.mark.parametrize("who", [OTHER, OFFICE])
def test_nobody_but_a_facilitator_of_the_case_prints(world, who):
    item = world.offered(LETTER)

    with pytest.raises(NotFound):
        print_(world, item, who)


def test_what_is_not_vetted_by_two_or_was_recalled_is_not_printed(world):
    item, _ = checked(world, LETTER)
    world.step(rpc.VET_ITEM, item)
    with pytest.raises(Refused, match="not-vetted-by-two"):
        print_(world, item)

    world.step(rpc.VET_ITEM, item, SECOND)
    recall = rpc.RecallItem(case_id=world.case_id, item_id=item.item_id, reason="second_thoughts")
    world.do(rpc.RECALL_ITEM, recall)

    with pytest.raises(Refused, match="item-recalled"):
        print_(world, item)


@pytest.mark.requirement("PRC-07", "PRC-08")
def test_no_paper_is_given_out_on_a_check_that_knew_less_until_it_is_made_again(world):
    item = world.offered("I think of Exampleton, and am sorry.")
    town = Terms(terms=(*KNOWN.terms, Term(kind="town", text="Exampleton")))
    world.runtime.answers["intake.identifying_terms"] = town

    with pytest.raises(Refused, match="check-outdated"):
        print_(world, item)
    assert "item_printed" not in world.audited()
    (finding,) = world.step(rpc.CHECK_ITEM, item).findings
    answer(world, item, finding)

    assert print_(world, item).media_type == "application/pdf"


@pytest.mark.parametrize("answer", [Unavailable("no-answer"), Terms(terms=())])
def test_no_paper_is_given_out_while_intake_does_not_say_who_is_who(world, answer):
    item = world.offered(LETTER)
    world.runtime.answers["intake.identifying_terms"] = answer

    with pytest.raises((Unavailable, Refused)):
        print_(world, item)

    assert "item_printed" not in world.audited()


def compose_document(world, content):
    request = papers.ComposeDocument(
        case_id=world.case_id,
        strand_id=world.strand_id,
        kind=ItemKind.LETTER,
        from_side=Side.HARMED,
        document=base64.b64encode(content).decode(),
    )
    return world.do(papers.COMPOSE_DOCUMENT, request)


@pytest.mark.parametrize("document", ["not base64!", "\u00b9\u00bf\u00ecI"])
def test_a_document_that_did_not_come_as_base64_is_refused_and_no_fault_of_ours(world, document):
    request = papers.ComposeDocument(
        case_id=world.case_id,
        strand_id=world.strand_id,
        kind=ItemKind.LETTER,
        from_side=Side.HARMED,
        document=document,
    )

    with pytest.raises(InvalidInput) as refused:
        world.do(papers.COMPOSE_DOCUMENT, request)

    assert [(one.field, one.code) for one in refused.value.faults] == [("document", "not-base64")]


def a_telling_pdf() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(letter_page("I am sorry.")))
    writer.add_metadata({"/Author": "Testperson Alpha", "/Title": "Draft"})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_of_a_document_the_words_are_kept_and_it_is_said_what_it_would_have_told(world):
    world.runtime.answers["intake.identifying_terms"] = KNOWN

    taken = compose_document(world, a_telling_pdf())

    told = {left.where: left.kinds for left in taken.left_behind}
    assert taken.text == "I am sorry."
    assert told["pdf/Author"] == ("name",)
    assert told["pdf/Title"] == ()
    shown = world.do(rpc.READ_ITEM, rpc.ItemById(case_id=world.case_id, item_id=taken.item_id))
    assert shown.text == "I am sorry."


def test_without_intake_no_document_is_taken(world):
    world.runtime.answers["intake.identifying_terms"] = Unavailable("no-answer")

    with pytest.raises(Unavailable):
        compose_document(world, a_telling_pdf())

    assert world.process().items == ()


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"   ", b"x" * 40_001])
def test_a_document_without_readable_words_is_refused(world, content):
    world.runtime.answers["intake.identifying_terms"] = KNOWN

    with pytest.raises(InvalidInput):
        compose_document(world, content)
