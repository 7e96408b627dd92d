"""Word guidelines: headings, tables and titles as Word stores them; bombs and old files are refused."""

import io
import zipfile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml

from knowledge.readers import package
from knowledge.readers.document import Document, UnreadableError
from knowledge.readers.word import read_word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(word: WordDocument) -> bytes:
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def blank() -> WordDocument:
    word = docx.Document()
    word.core_properties.title = ""
    return word


def read(word: WordDocument, name: str = "guide.docx") -> Document:
    (document,) = read_word(saved(word), name)
    return document


def refusal(data: bytes, name: str = "guide.docx") -> str:
    with pytest.raises(UnreadableError) as caught:
        read_word(data, name)
    return str(caught.value)


def repacked(data: bytes, **replaced: bytes) -> bytes:
    """The same Word file with other parts; ``types`` replaces the content types."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            part = replaced.get("types") if info.filename == "[Content_Types].xml" else None
            after.writestr(info.filename, part or before.read(info))
        if "extra" in replaced:
            after.writestr("word/media/image1.bmp", replaced["extra"])
    return out.getvalue()


def test_headings_part_the_document_and_their_number_or_path_is_the_locator() -> None:
    word = blank()
    word.add_paragraph("Before any heading.")
    word.add_heading("Treatment", 1)
    word.add_paragraph("A board decides.")
    word.add_heading("PRRT", 2)
    word.add_paragraph("Four cycles.")
    word.add_paragraph("Kidneys are protected.")
    word.add_heading("4.2 Surgery", 2)
    word.add_paragraph("Where it can cure.")
    document = read(word)
    expected = [
        ("", "beginning"),
        ("Treatment", "section Treatment"),
        ("PRRT", "section Treatment > PRRT"),
        ("4.2 Surgery", "section 4.2"),
    ]
    assert expected == [(section.heading, section.locator) for section in document.sections]
    assert document.sections[2].text == "Four cycles.\n\nKidneys are protected."
    assert (document.form, document.kind) == ("word", "guideline")


def test_a_style_of_the_hospital_that_builds_on_a_heading_is_a_heading() -> None:
    word = blank()
    own = word.styles.add_style("Clinic chapter", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = word.styles["Heading 1"]
    word.add_paragraph("Imaging", style=own)
    word.add_paragraph("PET first.")
    assert [section.locator for section in read(word).sections] == ["section Imaging"]


def test_a_table_is_read_in_its_place_as_rows() -> None:
    word = blank()
    word.add_heading("Grading", 1)
    word.add_paragraph("As follows:")
    table = word.add_table(2, 3)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells], ["Grade", "Ki-67", "Rate", "G1", "< 3%", ""], strict=True
    ):
        cell.text = text
    table.cell(1, 1).merge(table.cell(1, 2))
    word.add_paragraph("After it.")
    assert read(word).sections[0].text == "As follows:\n\nGrade | Ki-67 | Rate\nG1 | < 3%\n\nAfter it."


def test_the_title_is_that_of_the_properties_else_of_the_title_style_else_the_file_name() -> None:
    word = blank()
    word.add_paragraph("2023 local guidance", style="Title")
    word.add_paragraph("Text.")
    document = read(word)
    assert (document.title, document.year) == ("2023 local guidance", 2023)
    assert [section.text for section in document.sections] == ["Text."]
    word.core_properties.title = "Tumour board guidance"
    assert (read(word).title, read(word).year) == ("Tumour board guidance", None)
    plain = blank()
    plain.add_paragraph("Text.")
    assert read(plain, "net_board.docx").title == "net board"


def test_inserted_text_is_read_and_deleted_text_and_contents_are_not() -> None:
    word = blank()
    paragraph = word.add_paragraph("Give ")
    for xml in (
        f"<w:ins {W}><w:r><w:t>four</w:t></w:r></w:ins>",
        f"<w:del {W}><w:r><w:delText>six</w:delText></w:r></w:del>",
        f"<w:r {W}><w:t xml:space='preserve'> cycles.</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(xml))
    control = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    word.element.body.insert(0, parse_xml(control))
    contents = word.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    word.add_paragraph("Treatment 7", style=contents)
    assert read(word).sections[0].text == "In a control.\n\nGive four cycles."


def noted(kind: str) -> bytes:
    """A Word file with a note of one kind at a dose in a table and one that was deleted."""
    word = blank()
    word.add_table(1, 2).cell(0, 1).text = "120 mgMARK"
    word.add_paragraph("Given every 28 days.")
    part = (
        f'<w:{kind}s {W}><w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:{kind}>'
        f'<w:{kind} w:id="2"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space="preserve"> Only with eGFR </w:t></w:r>'
        f"<w:del><w:r><w:delText>30</w:delText></w:r></w:del><w:ins><w:r><w:t>above 40.</w:t></w:r></w:ins></w:p>"
        f"</w:{kind}></w:{kind}s>"
    )
    kinds = f"{kind}s"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(word))) as before, zipfile.ZipFile(out, "w") as after:
        for info in before.infolist():
            text = before.read(info).decode("latin-1")
            text = text.replace("MARK</w:t>", f'</w:t></w:r><w:r><w:{kind}Reference w:id="2"/>')
            text = text.replace("</Types>", _override(kinds) + "</Types>")
            if info.filename == "word/_rels/document.xml.rels":
                text = text.replace("</Relationships>", _relation(kinds) + "</Relationships>")
            after.writestr(info.filename, text.encode("latin-1"))
        after.writestr(f"word/{kinds}.xml", part)
    return out.getvalue()


def _override(kinds: str) -> str:
    form = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return f'<Override PartName="/word/{kinds}.xml" ContentType="{form}.{kinds}+xml"/>'


def _relation(kinds: str) -> str:
    form = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="rId99" Type="{form}/{kinds}" Target="{kinds}.xml"/>'


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_stands_in_brackets_where_the_text_refers_to_it(kind: str) -> None:
    (document,) = read_word(noted(kind), "guide.docx")
    assert document.sections[0].text == " | 120 mg (Only with eGFR above 40.)\n\nGiven every 28 days."


def test_a_file_with_macros_is_read_and_its_macros_are_not() -> None:
    word = blank()
    word.add_paragraph("Text.")
    data = saved(word)
    types = zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml")
    plain, macro = (
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert plain in types
    (document,) = read_word(repacked(data, types=types.replace(plain, macro)), "guide.docm")
    assert document.sections[0].text == "Text."


def test_the_old_binary_form_is_refused_with_what_would_be_right() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    assert (
        refusal(old, "guide.doc") == "guide.doc is in the old Word form (.doc); open it in Word and save it as .docx."
    )


def test_a_password_is_refused() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    assert refusal(locked) == "guide.docx is protected by a password; save a copy without it and add that."


def test_a_zip_bomb_is_refused_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = repacked(saved(blank()), extra=bytes(40 * 1024**2))

    def never(*_: object, **__: object) -> None:
        raise AssertionError("unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "read", never)
    monkeypatch.setattr(zipfile.ZipFile, "open", never)
    assert refusal(bomb).startswith("guide.docx would unpack to far more than a document holds")


def test_the_sum_of_all_parts_is_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED", 10_000)
    assert refusal(saved(blank())).startswith("guide.docx would unpack to far more")


@pytest.mark.parametrize("end", [200, 5_000, -30])
def test_a_file_that_is_cut_off_is_refused(end: int) -> None:
    assert refusal(saved(blank())[:end]).startswith("guide.docx is damaged or cut off")


def test_a_zip_that_is_no_word_file_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as other:
        other.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(out.getvalue()) == "guide.docx is not a Word document; save it as .docx and add that."


def test_a_part_that_is_no_xml_is_refused() -> None:
    data = saved(blank())
    assert refusal(repacked(data, types=b"<Types")).startswith("guide.docx is damaged and cannot be read")


def test_a_document_without_text_is_refused() -> None:
    assert refusal(saved(blank())) == "guide.docx holds no text; add the version with text."
