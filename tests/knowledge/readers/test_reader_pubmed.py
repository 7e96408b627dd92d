"""PubMed XML becomes one Document an article, with its identifiers and the labelled parts of its abstract."""

import tracemalloc

import pytest

from knowledge.readers.document import UnreadableError
from knowledge.readers.pubmed import read_pubmed

AUTHOR = "<Author><LastName>Garcia-Ruiz</LastName><ForeName>Ana B</ForeName><Initials>AB</Initials></Author>"
SECOND = "<Author><CollectiveName>The Example Group</CollectiveName></Author>"
TEXT = "<AbstractText>All of it.</AbstractText>"


def article(
    abstract: str = TEXT,
    *,
    title: str = "A trial of nothing.",
    authors: str = AUTHOR + SECOND,
    date: str = "<Year>2021</Year>",
    types: str = "Journal Article",
    place: str = '<ELocationID EIdType="doi" ValidYN="Y">10.1000/own</ELocationID>',
    corrections: str = "",
    ids: str = "",
) -> str:
    """An invented PubmedArticle."""
    return f"""<PubmedArticle><MedlineCitation><PMID Version="1">123</PMID><Article>
      <Journal><JournalIssue><Volume>7</Volume><PubDate>{date}</PubDate></JournalIssue>
      <Title>The Journal of Examples</Title>
      <ISOAbbreviation>J Ex</ISOAbbreviation></Journal><ArticleTitle>{title}</ArticleTitle>
      <Pagination><MedlinePgn>10-19</MedlinePgn></Pagination>{place}
      <Abstract>{abstract}<CopyrightInformation>Copyright of somebody.</CopyrightInformation></Abstract>
      <AuthorList>{authors}</AuthorList>
      <PublicationTypeList><PublicationType UI="D1">{types}</PublicationType></PublicationTypeList></Article>
      <CommentsCorrectionsList>{corrections}</CommentsCorrectionsList></MedlineCitation>
      <PubmedData><ArticleIdList>{ids}</ArticleIdList><ReferenceList><Reference><Citation>Other 2001</Citation>
      <ArticleIdList><ArticleId IdType="doi">10.1000/other</ArticleId><ArticleId IdType="pmc">PMC9</ArticleId>
      </ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>"""


def articles(*found: str) -> bytes:
    """A PubmedArticleSet of some articles."""
    return f"<PubmedArticleSet>{''.join(found)}</PubmedArticleSet>".encode()


def test_an_article_is_named_by_title_first_author_venue_and_identifiers() -> None:
    (document,) = read_pubmed(articles(article()))
    assert document.model_dump(exclude={"sections"}, exclude_defaults=True) == {
        "form": "pubmed_xml",
        "kind": "research",
        "title": "A trial of nothing",
        "authors": "Garcia-Ruiz AB, et al.",
        "venue": "J Ex 2021;7:10-19",
        "year": 2021,
        "pmid": "123",
        "doi": "10.1000/own",
    }


def test_each_label_of_the_abstract_is_a_section() -> None:
    parts = (
        '<AbstractText Label="BACKGROUND AND AIMS" NlmCategory="BACKGROUND">Why.</AbstractText>'
        '<AbstractText Label="RESULTS">What,</AbstractText><AbstractText Label="RESULTS">and more.</AbstractText>'
        '<AbstractText Label="UNLABELLED">Registered.</AbstractText><AbstractText Label="EMPTY"/>'
    )
    (document,) = read_pubmed(articles(article(parts)))
    assert [(section.heading, section.locator, section.text) for section in document.sections] == [
        ("BACKGROUND AND AIMS", "abstract, BACKGROUND AND AIMS", "Why."),
        ("RESULTS", "abstract, RESULTS", "What,\n\nand more."),
        ("", "abstract", "Registered."),
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12 mm<sup>2</sup>", "12 mm2"),
        ("5 x 10<sup>9</sup>/L", "5 x 10^9/L"),
        ("10<sup>-3</sup>", "10^-3"),
        ("with <sup>177</sup>Lu-DOTATATE", "with 177Lu-DOTATATE"),
        ("with\n\t<sup>68</sup>Ga", "with 68Ga"),
        ("a &#946;\n\t\t<sub>2</sub>-agonist", "a β2-agonist"),
        ("the 19<sup>th</sup> Drug<sup>&#174;</sup>", "the 19th Drug®"),
        ("HR&#160;0.5,\n  <i>P</i>&#8201;&lt;&#8201;.001 &amp; more", "HR 0.5, P < .001 & more"),
        ("soft&#173;ly zero&#8203;width", "softly zerowidth"),
        ("<b>bold <i>both</i></b> words<!-- hidden -->", "bold both words"),
    ],
)
def test_markup_and_special_characters_stay_readable(written: str, read: str) -> None:
    (document,) = read_pubmed(articles(article(f"<AbstractText>{written}</AbstractText>")))
    assert document.sections[0].text == read


def test_many_articles_keep_their_order_and_those_without_an_abstract_are_left_out() -> None:
    found = read_pubmed(articles(article(title="One"), article("", title="Two"), article(title="Three")))
    assert [document.title for document in found] == ["One", "Three"]


def test_an_article_without_an_abstract_is_told_by_its_pmid() -> None:
    told: list[str] = []
    bare = "<PubmedArticle><MedlineCitation>{}<Article><ArticleTitle>Bare.</ArticleTitle></Article></MedlineCitation>"
    named, nameless = (f"{bare.format(pmid)}</PubmedArticle>" for pmid in ("<PMID>456</PMID>", ""))
    assert len(read_pubmed(articles(named, article(), nameless), told.append)) == 1
    assert told == [
        "The article with PMID 456 has no abstract and is left out; the other articles are taken.",
        "Article 3 of the file has no abstract and is left out; the other articles are taken.",
    ]


CHAPTER = """<PubmedBookArticle><BookDocument><PMID Version="1">26389496</PMID>
  <ArticleIdList><ArticleId IdType="bookaccession">NBK1</ArticleId></ArticleIdList>
  <Book><Publisher><PublisherName>Institute of Examples</PublisherName></Publisher><BookTitle>Summaries</BookTitle>
  <PubDate><Year>2002</Year></PubDate></Book><ArticleTitle>Islet tumours: a summary.</ArticleTitle>
  <AuthorList Type="authors"><Author><CollectiveName>Example Board</CollectiveName></Author></AuthorList>
  <Abstract><AbstractText>Of treatment.</AbstractText></Abstract>
  <ContributionDate><Year>2024</Year></ContributionDate></BookDocument></PubmedBookArticle>"""


def test_a_chapter_of_the_bookshelf_is_read_beside_articles() -> None:
    document, chapter = read_pubmed(articles(article(), CHAPTER))
    assert document.pmid == "123"
    assert chapter.model_dump(exclude={"sections"}, exclude_defaults=True) == {
        "form": "pubmed_xml",
        "kind": "research",
        "title": "Islet tumours: a summary",
        "authors": "Example Board",
        "venue": "Summaries, Institute of Examples",
        "year": 2024,
        "pmid": "26389496",
    }
    assert chapter.sections[0].text == "Of treatment."


def test_an_article_is_retracted_by_its_type_its_notice_or_its_title() -> None:
    notice = '<CommentsCorrections RefType="RetractionIn"><RefSource>J Ex</RefSource></CommentsCorrections>'
    for retracted in (
        article(types="Retracted Publication"),
        article(corrections=notice),
        article(title="RETRACTED: A trial."),
    ):
        assert read_pubmed(articles(retracted))[0].retracted is True


def test_a_notice_of_retraction_and_an_erratum_are_not_retracted() -> None:
    of_another = '<CommentsCorrections RefType="RetractionOf"/><CommentsCorrections RefType="ErratumIn"/>'
    (document,) = read_pubmed(articles(article(types="Retraction of Publication", corrections=of_another)))
    assert document.retracted is False


@pytest.mark.parametrize(
    ("types", "kind"),
    [("Practice Guideline", "guideline"), ("Guideline", "guideline"), ("Review", "research")],
)
def test_a_guideline_is_told_by_its_publication_type(types: str, kind: str) -> None:
    assert read_pubmed(articles(article(types=types)))[0].kind == kind


def test_identifiers_come_from_the_article_and_not_from_its_references() -> None:
    (document,) = read_pubmed(articles(article(place="")))
    assert (document.doi, document.pmcid) == (None, None)
    ids = '<ArticleId IdType="doi">10.1000/listed</ArticleId><ArticleId IdType="pmc">PMC77</ArticleId>'
    (document,) = read_pubmed(articles(article(place="", ids=ids)))
    assert (document.doi, document.pmcid) == ("10.1000/listed", "PMC77")


def test_a_date_in_words_gives_its_year_and_none_gives_none() -> None:
    (document,) = read_pubmed(articles(article(date="<MedlineDate>2018 Nov-Dec</MedlineDate>")))
    assert document.year == 2018
    (document,) = read_pubmed(articles(article(date="")))
    assert (document.year, document.venue) == (None, "J Ex;7:10-19")


def test_one_author_stands_alone_and_a_group_under_its_name() -> None:
    assert read_pubmed(articles(article(authors=AUTHOR)))[0].authors == "Garcia-Ruiz AB"
    assert read_pubmed(articles(article(authors=SECOND)))[0].authors == "The Example Group"
    assert read_pubmed(articles(article(authors="")))[0].authors == ""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (articles(), "holds no article"),
        (articles(article("")), "No article of the file has an abstract"),
        (b"<eFetchResult><ERROR>Bad id</ERROR></eFetchResult>", "not <PubmedArticleSet>"),
    ],
)
def test_a_file_without_anything_to_read_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read_pubmed(data)


def test_a_large_set_is_read_one_article_at_a_time() -> None:
    """What is not kept of 5 MB of references must not be held: a tree of the whole file would take over 20 MB."""
    ballast = "<Reference><Citation>Some other article, 2001</Citation></Reference>" * 300
    one = article().replace("<ReferenceList>", f"<ReferenceList>{ballast}")
    data = articles(*[one] * 240)
    assert len(data) > 5_000_000
    tracemalloc.start()
    found = read_pubmed(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found) == 240
    assert peak < 4_000_000
