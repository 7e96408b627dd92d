"""Files of a share: taken by what they hold, refused before they are read where they can be."""

import gzip
import io
import os
import sys
import tracemalloc
import zipfile
from pathlib import Path
from types import ModuleType

import docx
import pytest

from knowledge.readers.document import Document, Form, Section, UnreadableError
from knowledge.readers.file import MAX_BYTES, form_of, read_file

PUBMED = b'<?xml version="1.0"?>\n<!DOCTYPE PubmedArticleSet SYSTEM "x.dtd">\n<PubmedArticleSet></PubmedArticleSet>'
JATS = b"\xef\xbb\xbf<!-- an <old> note -->\n<!DOCTYPE article>\n<article article-type='research-article'></article>"
SPL = b'<?xml version="1.0"?><document\n xmlns:xsi="x" xmlns="urn:hl7-org:v3"></document>'


def word() -> bytes:
    out, document = io.BytesIO(), docx.Document()
    document.add_paragraph("Text.")
    document.save(out)
    return out.getvalue()


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_file(path)
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\n%PDF-1.4\n", "pdf"),
        (word(), "word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "word"),
        (PUBMED, "pubmed_xml"),
        (JATS, "jats"),
        (b"<pmc-articleset>" + JATS + b"</pmc-articleset>", "jats"),
        (b"<?xml version='1.0'?><PubmedArticle><MedlineCitation/></PubmedArticle>", "pubmed_xml"),
        (SPL, "spl_xml"),
        (PUBMED.decode().encode("utf-16"), "pubmed_xml"),
        (b'{"meta": {}, "results": []}', "openfda_json"),
        (b'{"error": {"code": "NOT_FOUND"}}', "openfda_json"),
    ],
)
def test_the_content_tells_the_form_whatever_the_name_says(data: bytes, form: Form) -> None:
    assert form == form_of(data, "guide.txt")


@pytest.mark.parametrize(("name", "form"), [("a.md", "markdown"), ("a.MARKDOWN", "markdown"), ("a.txt", "text")])
def test_where_the_content_does_not_tell_the_extension_does(name: str, form: Form) -> None:
    assert form == form_of(b"Treatment of the tumour", name)


@pytest.mark.parametrize(
    ("module", "function", "data"),
    [
        ("pubmed", "read_pubmed", PUBMED),
        ("jats", "read_jats", JATS),
        ("openfda", "read_openfda", b'{"results": []}'),
        ("spl", "read_spl", SPL),
    ],
)
def test_articles_and_labels_go_to_their_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, function: str, data: bytes
) -> None:
    section = Section(heading="", text="x", locator="abstract")
    stand_in, answer = ModuleType(module), (Document(form="jats", kind="research", title=module, sections=(section,)),)
    seen: list[bytes] = []

    def reader(given: bytes, **_told: object) -> tuple[Document, ...]:
        seen.append(given)
        return answer

    setattr(stand_in, function, reader)
    monkeypatch.setitem(sys.modules, f"knowledge.readers.{module}", stand_in)
    path = tmp_path / "download"
    path.write_bytes(data)
    assert answer == read_file(path)
    assert [data] == seen


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [("guide.docx", word(), "word"), ("guide.md", b"# A\n\nText.", "markdown"), ("guide.txt", b"Text.", "text")],
)
def test_documents_are_read_under_their_name(tmp_path: Path, name: str, data: bytes, form: Form) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (document,) = read_file(path)
    assert (form, "guideline", "Text.") == (document.form, document.kind, document.sections[0].text)


def test_a_large_file_is_refused_by_its_size_and_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "atlas.pdf"
    with path.open("wb") as file:
        file.truncate(300 * 1024**2)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("read")

    monkeypatch.setattr(Path, "open", never)
    assert refusal(path) == "atlas.pdf has 300 MB and at most 64 MB are read; add it in parts or without its pictures."


def test_a_file_of_just_the_limit_is_looked_into(tmp_path: Path) -> None:
    path = tmp_path / "atlas.bin"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES)
    assert refusal(path).startswith("atlas.bin is of a form that is not read; add it as PDF, Word (.docx), ")


def packed(data: bytes) -> bytes:
    """The same bytes whenever it is asked."""
    return gzip.compress(data, mtime=0)


TEXT = b"# Ward\n\nFour cycles of lutetium dotatate.\n"


@pytest.mark.parametrize("data", [packed(TEXT), packed(TEXT[:20]) + packed(TEXT[20:])], ids=["one", "two parts"])
def test_what_is_packed_with_gzip_is_read_under_the_name_within(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "ward.md.gz"
    file.write_bytes(data)
    (document,) = read_file(file)
    assert (document.form, document.sections[0].text) == ("markdown", "Four cycles of lutetium dotatate.")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (packed(b"\0" * (MAX_BYTES + 1)), "unpacks to more than 64 MB"),
        (packed(TEXT)[:-9], "is cut off"),
        (b"\x1f\x8b" + b"\xff" * 40, "is packed with gzip and damaged"),
        (packed(packed(TEXT)), "is packed twice"),
        (packed(b""), "holds nothing"),
    ],
    ids=["bomb", "cut", "damaged", "twice", "nothing"],
)
def test_a_gzip_bomb_and_broken_gzip_are_refused(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "ward.md.gz"
    file.write_bytes(data)
    assert said in refusal(file)


def test_a_gzip_bomb_takes_no_more_memory_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ward.md.gz"
    file.write_bytes(packed(b"\0" * 50_000_000))
    monkeypatch.setattr("knowledge.readers.file.MAX_BYTES", 1_000_000)
    tracemalloc.start()
    refusal(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000


def test_a_line_break_in_a_name_makes_no_second_line(tmp_path: Path) -> None:
    file = tmp_path / "two\nlines.pdf"
    file.write_bytes(b"no pdf")
    assert refusal(file).startswith("two\\nlines.pdf is not a PDF")


def test_a_file_that_is_cut_short_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "set.xml"
    file.write_bytes(b"<PubmedArticleSet><PubmedArticle></PubmedArticle></PubmedArticleSet>")
    seen = Path.stat

    def cut(self: Path, **more: bool) -> os.stat_result:
        status = seen(self, **more)
        if self == file:
            file.write_bytes(b"<PubmedArticleSet><PubmedArt")
        return status

    monkeypatch.setattr(Path, "stat", cut)
    assert "ends before it is complete" in refusal(file)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "guide.pdf").touch()
    assert refusal(tmp_path / "guide.pdf") == "guide.pdf is empty; copy the file once more."


def test_a_folder_a_pipe_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    assert refusal(tmp_path) == f"{tmp_path.name} is not a file; give the path of a document."
    assert refusal(tmp_path / "pipe.pdf") == "pipe.pdf is not a file; give the path of a document."
    assert refusal(tmp_path / "none.pdf") == "none.pdf is not there; check the path."


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "denied"), "guide.pdf may not be read by this account; allow it to read the file."),
        (OSError(5, "i/o"), "guide.pdf cannot be read from where it lies; copy it to a local folder and add that."),
    ],
)
def test_a_file_that_the_share_does_not_give_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, said: str
) -> None:
    path = tmp_path / "guide.pdf"
    path.write_bytes(b"%PDF-1.7")

    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", fails)
    assert said == refusal(path)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("guide.pdf", b"not a pdf", "guide.pdf is not a PDF, though its name says so; save the document once more."),
        ("page.htm", b"<!DOCTYPE html><html><article>", "page.htm is a web page; save it as PDF or as plain text."),
        ("scan.png", b"\x89PNG", "scan.png is of a form that is not read; add it as PDF, Word (.docx), "),
        ("data.json", b'{"rows": []}', "data.json is of a form that is not read; "),
        ("other.xml", b"<document><p/></document>", "other.xml is of a form that is not read; "),
    ],
)
def test_other_forms_are_refused_with_what_would_be_right(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert refusal(path).startswith(said)


def test_a_spreadsheet_is_no_word_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "list.xlsx", "w") as sheet:
        sheet.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(tmp_path / "list.xlsx").startswith("list.xlsx is a zip or an Office file other than Word; ")
