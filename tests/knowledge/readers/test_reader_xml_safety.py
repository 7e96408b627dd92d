"""Files that are no XML, or XML that harms: every XML reader refuses them with one plain sentence."""

from collections.abc import Callable

import pytest

from knowledge.readers.document import Document, UnreadableError
from knowledge.readers.jats import read_jats
from knowledge.readers.pubmed import read_pubmed
from knowledge.readers.spl import read_spl

Reader = Callable[[bytes], tuple[Document, ...]]

ABSTRACT = "<Abstract><AbstractText>Text {}.</AbstractText></Abstract>"
PUBMED = (
    f"<PubmedArticleSet><PubmedArticle><MedlineCitation><Article>{ABSTRACT}</Article></MedlineCitation>"
    "</PubmedArticle></PubmedArticleSet>"
)
JATS = "<article><front><article-meta/></front><body><p>Text {}.</p></body></article>"
SPL = (
    "<document xmlns='urn:hl7-org:v3'><component><structuredBody><component><section><text>"
    "<paragraph>Text {}.</paragraph></text></section></component></structuredBody></component></document>"
)
READERS = [
    pytest.param(read_pubmed, PUBMED, "PubmedArticleSet", id="pubmed"),
    pytest.param(read_jats, JATS, "article", id="jats"),
    pytest.param(read_spl, SPL, "document", id="spl"),
]


def refusal(read: Reader, data: bytes) -> str:
    """What the reader says when it refuses; it is one sentence in one line, and says what to give."""
    with pytest.raises(UnreadableError) as caught:
        read(data)
    message = str(caught.value)
    assert message.endswith(".")
    assert ". " not in message
    assert "\n" not in message
    assert "; " in message
    return message


@pytest.mark.parametrize(("read", "file", "root"), READERS)
def test_a_small_sound_file_is_read(read: Reader, file: str, root: str) -> None:
    assert [section.text for section in read(file.format("alone").encode())[0].sections] == ["Text alone."]


@pytest.mark.parametrize(("read", "file", "root"), READERS)
def test_a_document_type_that_points_elsewhere_is_read_and_never_fetched(read: Reader, file: str, root: str) -> None:
    start = f'<?xml version="1.0"?><!DOCTYPE {root} PUBLIC "-//NLM//DTD//EN" "https://dtd.example.org/a.dtd">'
    assert read((start + file.format("here")).encode())[0].sections[0].text == "Text here."


@pytest.mark.parametrize(("read", "file", "root"), READERS)
def test_characters_that_the_document_type_of_journals_names_are_read(read: Reader, file: str, root: str) -> None:
    start = f'<!DOCTYPE {root} PUBLIC "-//NLM//DTD//EN" "a.dtd">'
    assert read((start + file.format("&beta;&nbsp;&ge; 3")).encode())[0].sections[0].text == "Text β ≥ 3."


@pytest.mark.parametrize(("read", "file", "root"), READERS)
def test_an_unknown_entity_is_refused(read: Reader, file: str, root: str) -> None:
    start = f'<!DOCTYPE {root} PUBLIC "-//NLM//DTD//EN" "a.dtd">'
    assert "entity" in refusal(read, (start + file.format("&mystery;")).encode())


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY b SYSTEM "file:///etc/passwd">',
        '<!ENTITY b PUBLIC "x" "http://127.0.0.1:9/x">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;',
        f'<!ATTLIST p many CDATA "{"a" * 1000}">',
    ],
    ids=["bomb", "local file", "address", "parameter", "default attribute"],
)
@pytest.mark.parametrize(("read", "file", "root"), READERS)
def test_declared_entities_and_default_attributes_are_refused(
    read: Reader, file: str, root: str, declared: str
) -> None:
    message = refusal(read, f"<!DOCTYPE {root} [{declared}]>{file.format('')}".encode())
    assert "declares entities or attributes of its own" in message


@pytest.mark.parametrize(("read", "file", "root"), READERS)
def test_a_cut_file_is_refused_wherever_it_was_cut(read: Reader, file: str, root: str) -> None:
    whole = file.format("ä").encode()
    for length in range(1, len(whole)):
        assert "ends before it is complete" in refusal(read, whole[:length])


@pytest.mark.parametrize(("read", "file", "root"), READERS)
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PK\x03\x04....", "is a zip or Word file"),
        (b"\x1f\x8b\x08....", "is packed with gzip"),
        (b'\xef\xbb\xbf {"results": []}', "is JSON"),
        (b"<!DOCTYPE html><html><body><p>x</p>", "is a web page"),
        (b"Plain words", "is not well-formed"),
        (b"<a><b></a></b>", "not <"),
        (b"<other>text</other>", "not <"),
        (b"\xff\xfe\x00\x01", "is not well-formed"),
        (b'<?xml version="1.0" encoding="utf-99"?><article/>', "encoding"),
        (b'<?xml version="1.0" encoding="gb2312"?><article/>', "encoding"),
    ],
)
def test_other_files_are_refused(read: Reader, file: str, root: str, data: bytes, said: str) -> None:
    assert said in refusal(read, data)


@pytest.mark.parametrize(("read", "file", "root"), READERS)
def test_xml_that_nests_without_end_is_refused(read: Reader, file: str, root: str) -> None:
    deep = "<i>" * 100_000 + "</i>" * 100_000
    assert "nests deeper than 200" in refusal(read, file.format(deep).encode())


@pytest.mark.parametrize(("read", "file", "root"), READERS)
def test_other_encodings_are_read(read: Reader, file: str, root: str) -> None:
    text = file.format("grüße")
    latin = b'<?xml version="1.0" encoding="iso-8859-1"?>' + text.encode("latin-1")
    for data in (latin, text.encode("utf-16"), text.encode("utf-8-sig")):
        assert read(data)[0].sections[0].text == "Text grüße."


@pytest.mark.parametrize(("read", "file", "root"), READERS)
def test_a_file_with_the_right_root_and_no_text_is_refused(read: Reader, file: str, root: str) -> None:
    assert "; give " in refusal(read, f"<{root}/>".encode())
