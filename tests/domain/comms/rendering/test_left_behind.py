"""Whatever a document tells beside its words is looked through: one identifier in each hiding place."""

import io
import zipfile

import pytest
from pypdf import PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from services.comms.domain.leaks import find_leaks
from services.comms.rendering.letter import letter_page
from services.comms.rendering.uploads import read_document
from shared.kernel.errors import InvalidInput

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:wp="urn:wp" xmlns:pic="urn:pic" xmlns:v="urn:v" xmlns:w15="urn:w15" xmlns:r="urn:r"'
)
SECRET, TERM = "Testwood of Exampleton", (("name", "Testwood"),)
RELS = (
    '<Relationships><Relationship Id="r1" TargetMode="{mode}" Target="{target}"/></Relationships>'
)
IN_BODY = {
    "alternative text of a picture": f'<w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{SECRET}"/></wp:inline></w:drawing>',
    "title of a picture": f'<w:drawing><wp:docPr id="1" title="{SECRET}"/></w:drawing>',
    "name of a picture": f'<w:drawing><pic:cNvPr id="1" name="{SECRET}.jpg"/></w:drawing>',
    "alternative text of a drawn shape": f'<w:pict><v:shape alt="{SECRET}"/></w:pict>',
    "target of a field": f'<w:instrText>HYPERLINK "https://{SECRET}.example"</w:instrText>',
    "a field in one piece": f'<w:fldSimple w:instr="AUTHOR {SECRET}"/>',
    "a deleted field": f"<w:delInstrText>{SECRET}</w:delInstrText>",
    "a bookmark": f'<w:bookmarkStart w:id="1" w:name="{SECRET}"/>',
    "label of a control": f'<w:sdt><w:sdtPr><w:alias w:val="{SECRET}"/></w:sdtPr></w:sdt>',
    "tag of a control": f'<w:sdt><w:sdtPr><w:tag w:val="{SECRET}"/></w:sdtPr></w:sdt>',
}
BESIDE = {
    "target of a link": ("word/_rels/document.xml.rels", RELS.format(mode="External", target="mailto:Testwood@example.org")),
    "folder of a template": ("word/_rels/settings.xml.rels", RELS.format(mode="External", target="file:///C:%5CUsers%5CTestwood%5CLetter.dotx")),
    "custom XML": ("customXml/item1.xml", f"<form><sender>{SECRET}</sender></form>"),
    "attribute of custom XML": ("customXml/item2.xml", f'<form by="{SECRET}"/>'),
    "custom property": ("docProps/custom.xml", f'<p><property name="{SECRET}"/></p>'),
    "a comment": ("word/comments.xml", f"<w:comments {W}><w:comment><w:p><w:r><w:t>{SECRET}</w:t></w:r></w:p></w:comment></w:comments>"),
    "whose comment": ("word/comments.xml", f'<w:comments {W}><w:comment w:author="{SECRET}"/></w:comments>'),
    "initials at a comment": ("word/comments.xml", f'<w:comments {W}><w:comment w:initials="{SECRET}"/></w:comments>'),
    "account of a person": ("word/people.xml", f'<w15:people {W}><w15:person><w15:presenceInfo w15:userId="{SECRET}"/></w15:person></w15:people>'),
    "picture in a header": ("word/header1.xml", f'<w:hdr {W}><wp:docPr descr="{SECRET}"/></w:hdr>'),
    "a chart": ("word/charts/chart1.xml", f"<c><v>{SECRET}</v></c>"),
    "a building block": ("word/glossary/document.xml", f"<w:document {W}><w:t>{SECRET}</w:t></w:document>"),
    "a variable": ("word/settings.xml", f'<w:settings {W}><w:docVar w:name="sender" w:val="{SECRET}"/></w:settings>'),
    "name of a picture's file": ("word/media/Testwood.jpeg", "x"),
}  # fmt: skip


def a_docx(body="", beside=()):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr(
            "word/document.xml",
            f"<w:document {W}><w:body><w:p><w:r><w:t>I am sorry.</w:t>{body}</w:r></w:p></w:body></w:document>",
        )
        for name, content in beside:
            file.writestr(name, content)
    return made.getvalue()


def known(document):
    return [
        left.where for left in document.left_behind if any(one.known for one in find_leaks(left.text, TERM))
    ]  # fmt: skip


@pytest.mark.requirement("PRC-07", "PRC-08")
@pytest.mark.parametrize("body", IN_BODY.values(), ids=IN_BODY)
def test_what_hides_among_the_words_of_a_word_file_is_found(body):
    document = read_document(a_docx(body))

    assert document.words == "I am sorry."
    assert known(document)


@pytest.mark.requirement("PRC-07", "PRC-08")
@pytest.mark.parametrize("part", BESIDE.values(), ids=BESIDE)
def test_what_hides_in_another_part_of_a_word_file_is_found(part):
    document = read_document(a_docx(beside=[part]))

    assert document.words == "I am sorry."
    assert known(document)


def test_a_link_within_the_file_and_the_looks_of_a_word_file_are_nobodys_words():
    beside = [
        ("word/_rels/document.xml.rels", RELS.format(mode="Internal", target="Testwood.xml")),
        ("word/styles.xml", f"<w:styles {W}><w:t>Testwood</w:t></w:styles>"),
    ]

    assert known(read_document(a_docx(beside=beside))) == []


def test_a_word_file_that_unpacks_to_too_much_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", f"<w:document {W}/>")
        file.writestr("customXml/item1.xml", "<a>" + " " * 20_000_001 + "</a>")

    with pytest.raises(InvalidInput):
        read_document(made.getvalue())


def _text(value=SECRET):
    return TextStringObject(value)


def _hold(writer, **held):
    writer._root_object.update({NameObject(f"/{name}"): value for name, value in held.items()})


def _dictionary(**held):
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in held.items()})


def _picture_with_metadata(writer):
    stream = StreamObject()
    stream.set_data(f"<x:creator>{SECRET}</x:creator>".encode())
    stream[NameObject("/Type")] = NameObject("/Metadata")
    page = writer.pages[0]
    page[NameObject("/Thumb")] = _dictionary(Metadata=writer._add_object(stream))


IN_PDF = {
    "alternative text": lambda w: _hold(
        w, StructTreeRoot=_dictionary(K=ArrayObject([_dictionary(Alt=_text())]))
    ),
    "target of a link": lambda w: w.add_annotation(
        0, Link(rect=(0, 0, 9, 9), url="https://example.org/Testwood")
    ),
    "a note": lambda w: w.add_annotation(0, FreeText(text=SECRET, rect=(0, 0, 9, 9))),
    "a bookmark": lambda w: w.add_outline_item(title=SECRET, page_number=0),
    "a script": lambda w: _hold(w, OpenAction=_dictionary(JS=_text(f"app.alert('{SECRET}')"))),
    "an attachment's name": lambda w: w.add_attachment("Testwood.doc", b"x"),
    "a field": lambda w: _hold(
        w, AcroForm=_dictionary(Fields=ArrayObject([_dictionary(T=_text("n"), V=_text())]))
    ),
    "XML of a form": lambda w: _hold(
        w, AcroForm=_dictionary(XFA=ArrayObject([_text("data"), _text(f"<a>{SECRET}</a>")]))
    ),
    "a layer's name": lambda w: _hold(
        w, OCProperties=_dictionary(OCGs=ArrayObject([_dictionary(Name=_text())]))
    ),
    "what a program keeps for itself": lambda w: _hold(
        w, PieceInfo=_dictionary(Office=_dictionary(Private=_text()))
    ),
    "what a picture tells of itself": _picture_with_metadata,
}


@pytest.mark.requirement("PRC-07", "PRC-08")
@pytest.mark.parametrize("hide", IN_PDF.values(), ids=IN_PDF)
def test_what_hides_in_a_pdf_is_found(hide):
    writer = PdfWriter(clone_from=io.BytesIO(letter_page("I am sorry.")))
    hide(writer)
    made = io.BytesIO()
    writer.write(made)

    document = read_document(made.getvalue())

    assert document.words == "I am sorry."
    assert known(document)


def test_a_bare_page_of_ours_leaves_nothing_behind():
    assert read_document(letter_page("I am sorry.")).left_behind == ()
