"""A JATS article becomes a Document whose sections say the way to them; tables are rows, references are left out."""

import pytest

from knowledge.readers.document import Document, UnreadableError
from knowledge.readers.jats import read_jats

META = """<article-id pub-id-type="pmid">11</article-id><article-id pub-id-type="pmc">22</article-id>
  <article-id pub-id-type="doi">10.1000/j</article-id>
  <article-categories><subj-group subj-group-type="heading"><subject>Research Article</subject></subj-group>
  </article-categories>
  <title-group><article-title>Of <italic>things</italic><xref ref-type="fn" rid="f1">*</xref></article-title>
  <subtitle>a study</subtitle></title-group>
  <contrib-group><contrib contrib-type="author"><name><surname>Dupont</surname><given-names>Jean-Luc M.</given-names>
  </name><xref ref-type="aff" rid="a1"><sup>1</sup></xref></contrib>
  <contrib contrib-type="author"><collab>The Group</collab></contrib>
  <contrib contrib-type="editor"><name><surname>Editor</surname><given-names>E</given-names></name></contrib>
  </contrib-group>
  <pub-date pub-type="epub"><year>2019</year></pub-date><pub-date pub-type="ppub"><year>2020</year></pub-date>
  <volume>3</volume><fpage>5</fpage><lpage>9</lpage>"""


def article(body: str = "<p>Text.</p>", *, abstract: str = "", meta: str = META, back: str = "") -> bytes:
    """An invented article."""
    journal = '<journal-meta><journal-id journal-id-type="nlm-ta">J Ex</journal-id></journal-meta>'
    return (
        f"<article><front>{journal}<article-meta>{meta}{abstract}</article-meta></front><body>{body}</body>"
        f"<back>{back}<ref-list><title>References</title><ref><mixed-citation>Left out 2001</mixed-citation></ref>"
        f"</ref-list></back></article>"
    ).encode()


def read(body: str = "<p>Text.</p>", **parts: str) -> Document:
    """The one Document of an invented article."""
    (document,) = read_jats(article(body, **parts))
    return document


def places(document: Document) -> list[tuple[str, str]]:
    """Locator and text of each section."""
    return [(section.locator, section.text) for section in document.sections]


def test_an_article_is_named_by_title_first_author_venue_and_identifiers() -> None:
    assert read().model_dump(exclude={"sections"}, exclude_defaults=True) == {
        "form": "jats",
        "kind": "research",
        "title": "Of things: a study",
        "authors": "Dupont JLM, et al.",
        "venue": "J Ex 2020;3:5-9",
        "year": 2020,
        "pmid": "11",
        "pmcid": "PMC22",
        "doi": "10.1000/j",
    }


def test_nested_sections_say_the_way_to_them() -> None:
    body = """<p>Before all.</p>
      <sec><label>2</label><title>Methods</title><p>One.</p><p>Two.</p>
        <sec><label>2.1</label><title>Patients <bold>seen</bold></title><p>Three.</p></sec>
        <sec><p>Untitled.</p></sec></sec>
      <sec><title>Results:</title><sec><title>Survival</title><p>Four.</p></sec></sec>"""
    assert places(read(body)) == [
        ("body", "Before all."),
        ("section 2 Methods", "One.\n\nTwo."),
        ("section 2 Methods > 2.1 Patients seen", "Three."),
        ("section 2 Methods > part 2", "Untitled."),
        ("section Results > Survival", "Four."),
    ]
    assert [section.heading for section in read(body).sections][:3] == ["", "2 Methods", "2.1 Patients seen"]


def test_abstracts_are_sections_and_graphical_ones_are_not() -> None:
    abstract = """<abstract><title>Abstract</title><sec><title>Aims</title><p>Why.</p></sec></abstract>
      <abstract abstract-type="summary"><title>Author Summary</title><p>Plainly.</p></abstract>
      <abstract abstract-type="graphical"><p>Picture.</p></abstract>"""
    assert places(read(abstract=abstract)) == [
        ("abstract, Aims", "Why."),
        ("abstract, Author Summary", "Plainly."),
        ("body", "Text."),
    ]


def test_an_article_with_an_abstract_alone_is_read() -> None:
    assert places(read("", abstract="<abstract><p>All of it.</p></abstract>")) == [("abstract", "All of it.")]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('shown [<xref ref-type="bibr">1</xref>,<xref ref-type="bibr">2</xref>].', "shown."),
        ('in 40%<sup><xref ref-type="bibr">3</xref>–<xref ref-type="bibr">5</xref></sup> of them', "in 40% of them"),
        ('by <xref ref-type="bibr">Smith <italic>et al</italic> (2008)</xref>', "by Smith et al (2008)"),
        ('(<xref ref-type="fig">Figure 2</xref>, <xref ref-type="table">Table 1</xref>)', "(Figure 2, Table 1)"),
        ("(-)-form [a] stays", "(-)-form [a] stays"),
        ("n = 10<sup>6</sup> in 5 mm<sup>2</sup> of CO <sub>2</sub>", "n = 10^6 in 5 mm2 of CO2"),
        ("50.9<sup>cd</sup>", "50.9^cd"),
    ],
)
def test_marks_of_references_are_left_out_and_words_stay(written: str, said: str) -> None:
    assert read(f"<p>{written}</p>").sections[0].text == said


def test_formulas_are_written_in_line_and_tex_is_left_out() -> None:
    math = (
        '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:mi>x</m:mi><m:mo>=</m:mo><m:mfrac><m:mn>1</m:mn>'
        "<m:msup><m:mn>10</m:mn><m:mn>9</m:mn></m:msup></m:mfrac></m:math>"
    )
    tex = "<tex-math>\\documentclass{minimal}</tex-math>"
    both = f"<inline-formula><alternatives>{tex}{math}</alternatives></inline-formula>"
    assert read(f"<p>where {both} holds</p>").sections[0].text == "where x=(1)/(10^9) holds"
    assert read(f"<p>where <inline-formula>{tex}</inline-formula> holds</p>").sections[0].text == (
        "where [formula] holds"
    )


def test_formulas_within_formulas_are_read_once_each() -> None:
    deep = "<inline-formula>" * 150 + "x" + "</inline-formula>" * 150
    assert read(f"<p>{deep}</p>").sections[0].text == "x"


TABLE = """<table-wrap><label>Table 1</label><caption><title>Survival</title><p>By grade.</p></caption>
  <table><thead><tr><th/><th colspan="2">Months</th></tr><tr><th>Grade</th><th>PFS</th><th>OS</th></tr></thead>
  <tbody><tr><td rowspan="2">G1</td><td>10</td><td>20</td></tr><tr><td>11</td><td>21</td></tr>
  <tr><td>G2</td><td/><td>9<xref ref-type="table-fn"><sup>a</sup></xref></td></tr></tbody></table>
  <table-wrap-foot><fn><label>a</label><p>Estimated.</p></fn></table-wrap-foot></table-wrap>"""
ROWS = "| Months\nGrade | PFS | OS\nG1 | 10 | 20\nG1 | 11 | 21\nG2 |  | 9"


def test_a_table_is_rows_with_the_cells_that_span_rows_in_each() -> None:
    document = read(f"<sec><title>Results</title><p>See.</p>{TABLE}</sec>")
    text = f"See.\n\nTable 1 Survival\n\nBy grade.\n\n{ROWS}\n\na Estimated."
    assert places(document) == [("section Results", text)]


def test_tables_that_stand_behind_the_article_are_sections_of_their_own() -> None:
    data = article().replace(b"</article>", f"<floats-group>{TABLE}</floats-group></article>".encode())
    (document,) = read_jats(data)
    assert places(document)[1] == ("Table 1", f"By grade.\n\n{ROWS}\n\na Estimated.")
    assert document.sections[1].heading == "Table 1 Survival"


def test_spans_without_measure_do_not_make_a_table_large() -> None:
    cell = '<td rowspan="999999999999" colspan="999999999">x</td>'
    (document,) = read_jats(article(f"<table><tr>{cell}</tr><tr><td>y</td></tr></table>"))
    assert len(document.sections[0].text) < 500


def test_lists_figures_and_definitions_are_paragraphs() -> None:
    body = """<p>Either:<list><list-item><label>a)</label><p>one</p></list-item><list-item><p>two</p></list-item></list>
      as said.</p><fig><label>Figure 1.</label><caption><title>Flow</title></caption><graphic/></fig>
      <def-list><def-item><term>NET</term><def><p>a tumour</p></def></def-item></def-list>"""
    assert read(body).sections[0].text.split("\n\n") == [
        "Either:",
        "a) one",
        "two",
        "as said.",
        "Figure 1. Flow",
        "NET a tumour",
    ]


def test_an_appendix_is_read_and_references_are_not() -> None:
    document = read(back="<app-group><app><title>Appendix A</title><p>More.</p></app></app-group>")
    assert places(document) == [("body", "Text."), ("appendix, Appendix A", "More.")]


@pytest.mark.parametrize(
    "parts",
    [
        {"meta": META + '<related-article related-article-type="retraction-forward"/>'},
        {"meta": META.replace("Of <italic>", "Retracted article: Of <italic>")},
    ],
)
def test_a_retracted_article_is_told(parts: dict[str, str]) -> None:
    assert read(**parts).retracted is True
    assert read().retracted is False


def test_a_guideline_is_told_by_its_heading() -> None:
    assert read(meta=META.replace("Research Article", "Clinical Practice Guidelines")).kind == "guideline"


def test_the_articles_of_a_set_are_each_a_document() -> None:
    both = b"<pmc-articleset>" + article("<p>A.</p>") + article("<p>B.</p>") + b"</pmc-articleset>"
    assert [document.sections[0].text for document in read_jats(both)] == ["A.", "B."]


def test_an_article_of_a_set_without_text_is_told() -> None:
    told: list[str] = []
    both = b"<pmc-articleset>" + article("<p>A.</p>") + article("") + b"</pmc-articleset>"
    assert len(read_jats(both, told.append)) == 1
    (sentence,) = told
    assert sentence.endswith("has neither an abstract nor a body and is left out; the other articles are taken.")


def test_an_article_without_text_is_refused() -> None:
    with pytest.raises(UnreadableError, match="neither an abstract nor a body"):
        read_jats(article(""))
