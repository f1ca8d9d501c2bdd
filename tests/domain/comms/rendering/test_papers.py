"""Letters and agreements as pages, calendar files, and documents handed in: nothing but the words."""

import io
import re
import unicodedata
import zipfile
from datetime import UTC, date, datetime
from uuid import UUID

import pypdfium2
import pytest
from icalendar import Calendar
from pypdf import PdfReader, PdfWriter

from services.comms.domain.leaks import find_leaks
from services.comms.rendering.agreement import Paper, Promise, Signature, agreement_page
from services.comms.rendering.calendar import Appointment, calendar_file, uid_for
from services.comms.rendering.letter import letter_page
from services.comms.rendering.uploads import read_document
from shared.kernel.errors import InvalidInput, Refused

WORDS = "Hello,\n\nI am sorry for what I did — every day. Zoë would say: “be brave”.\n\nNo reply needed."
PAPER = Paper(
    reached_on=date(2020, 2, 3),
    promises=(
        Promise("responsible", "to stay away from the street", date(2020, 6, 1)),
        Promise("harmed", "to tell the facilitators if plans change"),
    ),
    text_hash="0123456789abcdef" * 4,
    signatures=(
        Signature("harmed", "on_paper", date(2020, 2, 3)),
        Signature("responsible", "spoken", date(2020, 2, 4)),
    ),
    breach_route="Tell the facilitators.",
)
TELLING = (b"/Producer", b"/Creator", b"/Author", b"/Title", b"/CreationDate", b"/ModDate", b"/Info",
           b"/ID", b"/Metadata", b"eportLab", b"pypdf", b"edress")  # fmt: skip


def picture(pdf: bytes, page: int = 0):
    document = pypdfium2.PdfDocument(pdf)
    image = document[page].render(scale=1).to_pil().convert("L")
    document.close()
    return image


def text_of(pdf: bytes) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split()
    )


@pytest.mark.requirement("RSK-14", "PRC-08")
def test_a_letter_is_exactly_its_words_in_one_typeface():
    pdf = letter_page(WORDS)

    (page,) = PdfReader(io.BytesIO(pdf)).pages
    fonts = page["/Resources"]["/Font"]
    faces = {fonts[name].get_object()["/BaseFont"] for name in fonts}
    assert text_of(pdf) == " ".join(WORDS.split())
    assert {face.rpartition("+")[2] for face in faces} == {"NotoSans-Regular"}


def test_a_page_looks_like_one_margins_blank_and_words_from_the_top():
    image = picture(letter_page(WORDS))

    width, height = image.size
    ink = image.point(lambda grey: 255 if grey < 128 else 0)
    left, top, right, bottom = ink.getbbox()
    assert (width, height) in {(595, 842), (596, 842)}
    assert 60 <= left <= 80, "words begin at the margin"
    assert 70 <= top <= 100, "and at the top: there is no letterhead"
    assert right <= width - 60
    assert bottom < height / 2, "nothing below the last word: no footer, no name of ours"


def test_a_long_letter_goes_over_pages_that_are_counted():
    pdf = letter_page("\n\n".join(["I am sorry. " * 30] * 20))

    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) > 1
    assert pages[-1].extract_text().rstrip().endswith(f"{len(pages)} / {len(pages)}")
    assert picture(pdf, len(pages) - 1).getbbox() is not None


@pytest.mark.parametrize("made", [lambda: letter_page(WORDS), lambda: agreement_page(PAPER)])
def test_a_page_tells_nothing_of_its_making_and_is_the_same_every_time(made):
    pdf = made()

    assert [word for word in TELLING if word in pdf] == []
    assert PdfReader(io.BytesIO(pdf)).metadata is None
    assert PdfReader(io.BytesIO(pdf)).xmp_metadata is None
    assert pdf == made()


@pytest.mark.parametrize(
    "words",
    [
        "Zażółć gęślą jaźń, proszę.",
        "Özür dilerim, İstanbul'da ışık, ğüşıöç.",
        "Mae'n ddrwg gen i: tŷ, dŵr, ẃ, ẁ, ẅ, ỳ.",
        "Nguyễn Thị Ngọc Ánh, đường, Ữ, Ợ, Ặ.",
        "Îmi pare rău, ș, ț; řeřicha, ů; ķēniņš; ħ, ġ.",
        "Ẹ jọ̀ọ́, ọ̀rẹ́ mi; ị, ṅ; ƙ, ɓ, ɗ.",
        "Прости меня. Вибачте, їжак, ґ. Ђ, љ, џ.",
        "Συγγνώμη.",
    ],
)
def test_letters_of_other_languages_stand_on_the_page_as_they_were_written(words):
    pdf = letter_page(words)

    blank = picture(letter_page("x"))
    assert text_of(pdf) == unicodedata.normalize("NFC", words)
    assert picture(pdf).getbbox() is not None
    assert picture(pdf).tobytes() != blank.tobytes()


def test_a_letter_written_with_accents_apart_is_the_same_page():
    apart = unicodedata.normalize("NFD", "Zoë, Łódź, Nguyễn")

    assert letter_page(apart) == letter_page("Zoë, Łódź, Nguyễn")


@pytest.mark.parametrize(
    ("words", "scripts"),
    [
        ("مرحبا", "arabic"),
        ("معاف کیجیے", "arabic"),
        ("क्षमा करें", "devanagari"),
        ("আমি দুঃখিত", "bengali"),
        ("மன்னிக்கவும்", "tamil"),
        ("ਮੈਨੂੰ ਮਾਫ਼ ਕਰੋ", "gurmukhi"),
        ("对不起", "cjk"),
        ("Sorry: 对不起, مرحبا", "arabic,cjk"),
        ("🙂", "slightly"),
    ],
)
def test_a_letter_that_the_typeface_cannot_show_is_refused_by_its_script_not_mangled(
    words, scripts
):
    with pytest.raises(Refused, match="letters-not-in-typeface") as refused:
        letter_page(words)

    assert refused.value.ids["scripts"] == scripts


@pytest.mark.requirement("PRC-05")
def test_an_agreement_shows_promises_signatures_and_the_hash_and_no_name():
    pdf = agreement_page(PAPER)

    said = text_of(pdf)
    for line in (
        "1. The person responsible agrees: to stay away from the street (by 1 June 2020)",
        "2. The person who was harmed agrees: to tell the facilitators if plans change",
        "The person who was harmed: on paper, 3 February 2020, before a facilitator",
        "The person responsible: spoken, 4 February 2020",
        "Tell the facilitators.",
    ):
        assert line in said
    assert PAPER.text_hash in said.replace(" ", "")
    assert picture(pdf).point(lambda grey: 255 if grey < 128 else 0).getbbox() is not None


def test_a_calendar_file_tells_the_time_and_nothing_else():
    meeting, key = UUID(int=7), b"k" * 32
    uid = uid_for(meeting, "person-1", key)
    file = calendar_file(
        Appointment(
            uid=uid,
            starts_at=datetime(2020, 2, 3, 18, 0, tzinfo=UTC),
            minutes=90,
            written_at=datetime(2020, 1, 3, tzinfo=UTC),
        )
    )

    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert event["SUMMARY"] == "Appointment"
    assert event.decoded("DTEND") == datetime(2020, 2, 3, 19, 30, tzinfo=UTC)
    assert set(event) == {
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "CLASS",
        "SEQUENCE",
        "STATUS",
    }
    assert not re.search(
        rb"redress|restorative|victim|prison|facilitator|case", file, re.IGNORECASE
    )
    assert str(meeting).encode() not in file
    assert uid != uid_for(meeting, "person-2", key)
    assert uid == uid_for(meeting, "person-1", key)


def test_a_cancelled_appointment_says_so():
    file = calendar_file(
        Appointment(
            uid="a@appointments.invalid",
            starts_at=datetime(2020, 2, 3, 18, 0, tzinfo=UTC),
            minutes=60,
            written_at=datetime(2020, 1, 3, tzinfo=UTC),
            sequence=2,
            cancelled=True,
        )
    )

    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 2)
    assert Calendar.from_ical(file)["METHOD"] == "CANCEL"


def a_docx() -> bytes:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts = {
        "word/document.xml": f"""<w:document {w}><w:body>
            <w:p><w:r><w:t>I am sorry.</w:t></w:r>
            <w:del w:author="Pat Testwood"><w:r><w:delText>I live in Exampleton.</w:delText></w:r></w:del>
            <w:r><w:rPr><w:vanish/></w:rPr><w:t>ring 07700 900123</w:t></w:r></w:p>
            <w:p><w:r><w:t>Truly.</w:t></w:r></w:p></w:body></w:document>""",
        "docProps/core.xml": '<p xmlns:c="urn:c"><c:creator>Pat Testwood</c:creator></p>',
        "docProps/app.xml": "<p><Company>Pretend Bakery Ltd</Company></p>",
        "word/comments.xml": f"<w:comments {w}><w:comment><w:p><w:r><w:t>ask Nan</w:t></w:r></w:p></w:comment></w:comments>",
        "word/media/exampleton.jpg": "x",
    }  # fmt: skip
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def test_of_a_word_file_only_the_words_are_taken_and_the_rest_is_looked_through():
    document = read_document(a_docx())

    terms = (
        ("name", "Testwood"),
        ("employer", "Pretend Bakery Ltd"),
        ("town", "Exampleton"),
        ("phone", "07700 900123"),
    )
    found = {
        leak.kind
        for left in document.left_behind
        for leak in find_leaks(left.text, terms)
        if leak.known
    }
    assert document.words == "I am sorry.\nTruly."
    assert found == {"name", "employer", "town", "phone"}


def test_of_a_pdf_only_the_words_are_taken():
    writer = PdfWriter(clone_from=io.BytesIO(letter_page("I am sorry.")))
    writer.add_metadata({"/Author": "Pat Testwood", "/Title": "Letter from Exampleton"})
    made = io.BytesIO()
    writer.write(made)

    document = read_document(made.getvalue())

    assert document.words == "I am sorry."
    assert {"Pat Testwood", "Letter from Exampleton"} <= {
        left.text for left in document.left_behind
    }


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 broken", b"PK\x03\x04 broken", b"\xff\xfe\xff", b"%PDF-"],
)
def test_what_cannot_be_read_is_refused(content):
    with pytest.raises(InvalidInput):
        read_document(content)


def test_a_word_file_with_entities_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')

    with pytest.raises(InvalidInput):
        read_document(made.getvalue())
