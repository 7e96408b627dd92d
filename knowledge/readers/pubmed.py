"""PubMed XML, as efetch gives it: a Document for each article with an abstract, a section for each part."""

from xml.etree.ElementTree import Element

from knowledge.evidence import SourceKind
from knowledge.readers.article import by_line, initials, says_retracted, venue, without_stop, year_in
from knowledge.readers.document import Document, Section, Tell, UnreadableError, untold
from knowledge.readers.xml_text import line, paragraphs
from knowledge.readers.xml_tree import elements

WANTED = "PubMed XML as efetch gives it (PubmedArticleSet)"
ROOT, ITEMS = "PubmedArticleSet", ("PubmedArticle", "PubmedBookArticle")
GUIDELINES = frozenset({"guideline", "practice guideline"})
NO_LABELS = frozenset({"", "UNLABELLED", "UNLABELED", "UNASSIGNED"})


def read_pubmed(data: bytes, tell: Tell = untold) -> tuple[Document, ...]:
    """The articles of a PubmedArticleSet, in its order; of those without an abstract ``tell`` is told the PMID.

    One article is held at a time, so memory stays near the size of the file. Raises UnreadableError for an empty, cut
    or other file, for XML that declares entities, and where no article has an abstract.
    """
    found = elements(data, roots=(ROOT, *ITEMS), item=ITEMS, wanted=WANTED)
    articles = 0
    documents: list[Document] = []
    left_out: list[str] = []
    for element in found:
        articles += 1
        if (document := _read(element)) is not None:
            documents.append(document)
        else:
            left_out.append(_named(element, articles))
    if not articles:
        raise UnreadableError(f"The file holds no article; give {WANTED} with one or more articles.")
    if not documents:
        raise UnreadableError(f"No article of the file has an abstract; give {WANTED} with abstracts.")
    for name in left_out:
        tell(f"{name} has no abstract and is left out; the other articles are taken.")
    return tuple(documents)


def _named(element: Element, place: int) -> str:
    """An article by its PMID, or by its place in the file where it has none."""
    pmid = line(element.find("MedlineCitation/PMID")) or line(element.find("BookDocument/PMID"))
    return f"The article with PMID {pmid}" if pmid else f"Article {place} of the file"


def _read(element: Element) -> Document | None:
    return _chapter(element) if element.tag == "PubmedBookArticle" else _document(element)


def _chapter(element: Element) -> Document | None:
    """A book or a chapter of the Bookshelf, such as a PDQ summary; its issuer and book are the venue."""
    book = element.find("BookDocument")
    if book is None or not (sections := _sections(book)):
        return None
    whole = line(book.find("Book/BookTitle"))
    title = line(book.find("ArticleTitle")) or whole
    published = (
        book.find("ContributionDate/Year"),
        book.find("Book/PubDate/Year"),
        book.find("Book/BeginningDate/Year"),
    )
    authors = book.findall("AuthorList/Author") or book.findall("Book/AuthorList/Author")
    issuer = line(book.find("Book/Publisher/PublisherName"))
    return Document(
        form="pubmed_xml",
        kind="research",
        title=without_stop(title),
        authors=by_line([name for author in authors if (name := _name(author))]),
        venue=", ".join(part for part in (whole if whole != title else "", issuer) if part),
        year=next((year for date in published if (year := year_in(line(date)))), None),
        pmid=line(book.find("PMID")) or None,
        sections=sections,
    )


def _document(element: Element) -> Document | None:
    article = element.find("MedlineCitation/Article")
    if article is None or not (sections := _sections(article)):
        return None
    title = line(article.find("ArticleTitle")) or line(article.find("VernacularTitle"))
    year = _year(article)
    journal = line(article.find("Journal/ISOAbbreviation")) or line(article.find("Journal/Title"))
    volume = line(article.find("Journal/JournalIssue/Volume"))
    types = {line(kind).lower() for kind in article.iterfind("PublicationTypeList/PublicationType")}
    kind: SourceKind = "guideline" if types & GUIDELINES else "research"
    return Document(
        form="pubmed_xml",
        kind=kind,
        title=without_stop(title),
        authors=by_line([name for author in article.iterfind("AuthorList/Author") if (name := _name(author))]),
        venue=venue(journal, year, volume, _pages(article)),
        year=year,
        pmid=line(element.find("MedlineCitation/PMID")) or None,
        pmcid=_identifier(element, "pmc"),
        doi=_doi(article) or _identifier(element, "doi"),
        retracted="retracted publication" in types
        or element.find("MedlineCitation/CommentsCorrectionsList/CommentsCorrections[@RefType='RetractionIn']")
        is not None
        or says_retracted(title),
        sections=sections,
    )


def _sections(article: Element) -> tuple[Section, ...]:
    """One section a label; parts that follow each other under one label are its paragraphs."""
    parts: list[tuple[str, list[str]]] = []
    for part in article.iterfind("Abstract/AbstractText"):
        written = " ".join((part.get("Label") or "").split()).rstrip(":")
        label = "" if written.upper() in NO_LABELS else written
        text = paragraphs([part])
        if text and parts and parts[-1][0] == label:
            parts[-1][1].extend(text)
        elif text:
            parts.append((label, text))
    return tuple(
        Section(heading=label, text="\n\n".join(text), locator=f"abstract, {label}" if label else "abstract")
        for label, text in parts
    )


def _year(article: Element) -> int | None:
    date = article.find("Journal/JournalIssue/PubDate")
    written = None if date is None else line(date.find("Year")) or line(date.find("MedlineDate"))
    return year_in(written) or year_in(line(article.find("ArticleDate/Year")))


def _pages(article: Element) -> str:
    pages = line(article.find("Pagination/MedlinePgn"))
    start, end = line(article.find("Pagination/StartPage")), line(article.find("Pagination/EndPage"))
    return pages or (f"{start}-{end}" if start and end else start)


def _name(author: Element) -> str:
    last = line(author.find("LastName"))
    first = line(author.find("Initials")) or initials(line(author.find("ForeName")))
    return f"{last} {first}".strip() if last else line(author.find("CollectiveName"))


def _doi(article: Element) -> str | None:
    for place in article.iterfind("ELocationID[@EIdType='doi']"):
        if place.get("ValidYN", "Y") == "Y" and (doi := line(place)):
            return doi
    return None


def _identifier(element: Element, kind: str) -> str | None:
    """An identifier of the article itself; those in its reference list are of other articles."""
    return line(element.find(f"PubmedData/ArticleIdList/ArticleId[@IdType='{kind}']")) or None
