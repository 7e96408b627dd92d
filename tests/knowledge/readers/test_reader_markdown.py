"""Markdown and plain text: headings, front matter, blocks and encodings."""

import time
from contextlib import suppress

import pytest

from knowledge.readers import text as text_module
from knowledge.readers.document import Document, UnreadableError
from knowledge.readers.markdown import read_markdown
from knowledge.readers.text import read_text


def read(text: str, name: str = "guide.md") -> Document:
    (document,) = read_markdown(text.encode(), name)
    return document


def refusal(data: bytes, name: str = "guide.md") -> str:
    with pytest.raises(UnreadableError) as caught:
        (read_text if name.endswith(".txt") else read_markdown)(data, name)
    return str(caught.value)


def test_headings_of_both_kinds_part_the_text_and_their_path_is_the_locator() -> None:
    document = read(
        "Preface.\n\nTreatment\n=========\n\nA board decides.\n\n## PRRT ##\n\nFour\ncycles.\n\n# Annex\n\nTables.\n"
    )
    expected = [
        ("", "beginning", "Preface."),
        ("Treatment", "section Treatment", "A board decides."),
        ("PRRT", "section Treatment > PRRT", "Four cycles."),
        ("Annex", "section Annex", "Tables."),
    ]
    assert expected == [(section.heading, section.locator, section.text) for section in document.sections]
    assert (document.form, document.kind, document.title) == ("markdown", "guideline", "guide")


def test_markup_is_taken_off_and_tables_are_rows() -> None:
    text = "# A\n\n**Octreotide** or [lanreotide](http://x) `30 mg`<!-- no -->\n\n- one\n- two\n\n"
    text += "| Grade | Ki-67 |\n|--|--|\n| G1 | < 3% |\n"
    assert read(text).sections[0].text == "Octreotide or lanreotide 30 mg\n\none\n\ntwo\n\nGrade | Ki-67\nG1 | < 3%"


def test_a_mark_in_a_code_block_or_a_quote_is_no_heading() -> None:
    assert [section.locator for section in read("# A\n\n```\n# no\n```\n\n> # nor\n").sections] == ["section A"]


def test_the_only_heading_of_the_first_level_is_the_title() -> None:
    document = read("# Local guidance (2022)\n\n## Imaging\n\nPET.\n")
    assert (document.title, document.year) == ("Local guidance (2022)", 2022)
    assert document.sections[0].locator == "section Local guidance (2022) > Imaging"


def test_front_matter_states_title_year_kind_and_authors() -> None:
    lines = [
        "---",
        'title: "A: trial"',
        "year: 2021 # print",
        "kind: research",
        "authors:",
        "  - Lamarca A",
        "- Bartsch D",
        "---",
    ]
    document = read("\n".join([*lines, "# Results", "Text."]))
    assert (
        document.title,
        document.year,
        document.kind,
        document.authors,
    ) == ("A: trial", 2021, "research", "Lamarca A, et al.")
    assert [section.locator for section in document.sections] == ["section Results"]


@pytest.mark.parametrize(
    ("stated", "read_as"), [("[Rinke A, Müller H]", "Rinke A, et al."), ("Rinke A", "Rinke A"), ("", "")]
)
def test_authors_are_a_list_or_written_out(stated: str, read_as: str) -> None:
    assert read_as == read(f"---\ntitle: T\nauthors: {stated}\n---\nText.").authors


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert read("---\n\nA sentence.\n\n---\n").sections[0].locator == "paragraph 1"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("year: soon", "has a year that is none; write it in four digits"),
        ("kind: blog", "has a kind that is none; write one of guideline,"),
    ],
)
def test_front_matter_that_is_wrong_is_refused_with_what_would_be_right(line: str, said: str) -> None:
    assert said in refusal(f"---\n{line}\n---\nText.".encode())


def test_markdown_without_headings_is_read_in_paragraphs() -> None:
    assert [section.locator for section in read("One.\n\nTwo.").sections] == ["paragraph 1", "paragraph 2"]


def test_plain_text_is_read_in_blocks_between_blank_lines() -> None:
    (document,) = read_text(b"One\r\nline.\r\n \r\n\r\n# Two.\r\n", "net_board.txt")
    assert (document.form, document.kind, document.title) == ("text", "guideline", "net board")
    assert [(s.text, s.locator) for s in document.sections] == [
        ("One\nline.", "paragraph 1"),
        ("# Two.", "paragraph 2"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_umlauts_and_signs_are_read_in_each_encoding(encoding: str) -> None:
    (document,) = read_text("Größe über 2 cm – „G1“".encode(encoding), "guide.txt")
    assert document.sections[0].text == "Größe über 2 cm – „G1“"


@pytest.mark.parametrize("name", ["guide.md", "guide.txt"])
@pytest.mark.parametrize("data", [b"\x00\x01\x02 binary", b"\x81\x8d\xff"])
def test_bytes_that_are_no_text_are_refused(name: str, data: bytes) -> None:
    assert refusal(data, name) == f"{name} is not a text; save it as text in UTF-8 and add that."


def test_a_text_without_words_is_refused() -> None:
    assert refusal(b" \n\n ", "guide.txt") == "guide.txt holds no text; add the version with text."
    assert refusal(b"# A\n## B\n") == "guide.md holds headings and no text; add the version with text."


def test_a_text_of_many_megabytes_or_paragraphs_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "has more than 20,000 paragraphs" in refusal(b"a\n\n" * 20_001, "log.txt")
    monkeypatch.setattr(text_module, "MAX_TEXT_BYTES", 10)
    assert "which is more than a text is; add it in parts." in refusal(b"eleven bytes")


@pytest.mark.parametrize(
    "hostile", ["*a " * 20_000, "[" * 50_000, "> " * 20_000 + "a", "`" * 50_000, "- " * 20_000 + "a", "<!--" * 20_000]
)
def test_markup_made_to_be_slow_is_not(hostile: str) -> None:
    begin = time.monotonic()
    with suppress(UnreadableError):
        read(f"# A\n\n{hostile}\n\nText.")
    assert time.monotonic() - begin < 10
