"""JATS full texts, as PubMed Central gives them: abstract and body by their sections, tables as rows, no references."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from knowledge.readers.article import by_line, initials, says_retracted, venue, without_stop, year_in
from knowledge.readers.document import Document, Section, Tell, UnreadableError, untold
from knowledge.readers.xml_text import Markup, line, paragraphs
from knowledge.readers.xml_tree import elements

WANTED = "a JATS article (.nxml or .xml) as PubMed Central gives it"
ARTICLE = Markup(
    blocks=frozenset(
        {
            "p",
            "title",
            "list",
            "list-item",
            "def-item",
            "fig",
            "fig-group",
            "table-wrap",
            "caption",
            "table-wrap-foot",
            "fn",
            "disp-quote",
            "boxed-text",
            "sec",
            "statement",
            "preformat",
            "verse-line",
            "app",
        }
    ),
    labels=frozenset({"label", "term"}),
    left_out=frozenset(
        {
            "object-id",
            "graphic",
            "inline-graphic",
            "media",
            "supplementary-material",
            "ref-list",
            "permissions",
            "alt-text",
            "long-desc",
            "attrib",
            "sec-meta",
            "alt-title",
        }
    ),
)
TITLE = ARTICLE.model_copy(update={"left_out": ARTICLE.left_out | {"fn"}})
NOT_ABSTRACTS = frozenset({"graphical", "teaser", "toc", "precis", "short", "key-image"})
_GUIDELINE = re.compile(r"(?:clinical )?(?:practice )?guidelines?", re.IGNORECASE)


def read_jats(data: bytes, tell: Tell = untold) -> tuple[Document, ...]:
    """The article, or the articles of a pmc-articleset, that have an abstract or a body; ``tell`` is told the others.

    A section is a section of the article; its locator gives the way to it: ``section 2 Methods > 2.1 Patients``.
    Raises UnreadableError for an empty, cut or other file, for XML that declares entities, and for one without text.
    """
    found = elements(data, roots=("article", "pmc-articleset"), item="article", wanted=WANTED)
    documents: list[Document] = []
    left_out: list[str] = []
    for place, article in enumerate(found, 1):
        if (document := _document(article)) is not None:
            documents.append(document)
        else:
            left_out.append(_named(article, place))
    if not documents:
        raise UnreadableError(f"The file has neither an abstract nor a body; give {WANTED}, with its text.")
    for name in left_out:
        tell(f"{name} has neither an abstract nor a body and is left out; the other articles are taken.")
    return tuple(documents)


def _named(article: Element, place: int) -> str:
    """An article by its identifier, or by its place in the file where it has none."""
    for kind, written in (("pmid", "PMID"), ("doi", "DOI")):
        if identifier := line(article.find(f"front/article-meta/article-id[@pub-id-type='{kind}']")):
            return f"The article with {written} {identifier}"
    return f"Article {place} of the file"


def _document(article: Element) -> Document | None:
    meta = article.find("front/article-meta")
    sections = (*(_abstracts(meta) if meta is not None else ()), *_body(article))
    if meta is None or not sections:
        return None
    title = without_stop(line(meta.find("title-group/article-title"), TITLE))
    subtitle = line(meta.find("title-group/subtitle"), TITLE)
    year = _year(meta)
    subjects = [line(subject) for subject in meta.iterfind("article-categories/subj-group/subject")]
    pmcid = _identifier(meta, "pmc") or _identifier(meta, "pmcid")
    return Document(
        form="jats",
        kind="guideline" if any(_GUIDELINE.fullmatch(subject) for subject in subjects) else "research",
        title=f"{title}: {subtitle}" if title and subtitle else title,
        authors=by_line([name for author in _authors(meta) if (name := _name(author))]),
        venue=venue(_journal(article), year, line(meta.find("volume")), _pages(meta)),
        year=year,
        pmid=_identifier(meta, "pmid"),
        pmcid=f"PMC{pmcid.upper().removeprefix('PMC')}" if pmcid else None,
        doi=_identifier(meta, "doi"),
        retracted=article.get("article-type") == "retracted-article"
        or meta.find("related-article[@related-article-type='retraction-forward']") is not None
        or says_retracted(title),
        sections=sections,
    )


def _abstracts(meta: Element) -> Iterator[Section]:
    for abstract in meta.iterfind("abstract"):
        kind = abstract.get("abstract-type", "")
        if kind in NOT_ABSTRACTS:
            continue
        title = line(abstract.find("title"), TITLE)
        named = title if title.lower() not in {"abstract", "summary"} or kind else ""
        yield from _parts(abstract, "abstract", [named or kind] if named or kind else [])


def _body(article: Element) -> Iterator[Section]:
    body = article.find("body")
    if body is not None:
        yield from _parts(body, "body", [])
    for app in article.iterfind("back/app-group/app"):
        yield from _parts(app, "appendix", [_heading(app)] if _heading(app) else [])
    for float_ in article.iterfind("floats-group/table-wrap"):
        heading, *rest = paragraphs([float_], ARTICLE) or [""]
        if rest:
            label = line(float_.find("label")).rstrip(".:") or "table"
            yield Section(heading=heading, text="\n\n".join(rest), locator=label)


def _parts(element: Element, place: str, path: list[str]) -> Iterator[Section]:
    """A section for what an element holds itself, then those of its sections; a section without title is counted."""
    own = paragraphs([child for child in element if child.tag not in {"sec", "title", "label"}], ARTICLE)
    if own:
        yield Section(heading=path[-1] if path else "", text="\n\n".join(own), locator=_locator(place, path))
    for number, child in enumerate(element.iterfind("sec"), start=1):
        yield from _parts(child, place, [*path, _heading(child) or f"part {number}"])


def _locator(place: str, path: list[str]) -> str:
    way = " > ".join(step.rstrip(":. ") or step for step in path)
    if place == "body":
        return f"section {way}" if way else place
    return f"{place}, {way}" if way else place


def _heading(element: Element) -> str:
    return f"{line(element.find('label'))} {line(element.find('title'), TITLE)}".strip()


def _identifier(meta: Element, kind: str) -> str | None:
    return line(meta.find(f"article-id[@pub-id-type='{kind}']")) or None


def _journal(article: Element) -> str:
    names = ("journal-id[@journal-id-type='nlm-ta']", "journal-id[@journal-id-type='iso-abbrev']")
    titles = ("journal-title-group/abbrev-journal-title", "journal-title-group/journal-title", "journal-title")
    found = (line(article.find(f"front/journal-meta/{name}")) for name in names + titles)
    return next((name for name in found if name), "")


def _year(meta: Element) -> int | None:
    """The year of the issue if the file has one, else that of publication online."""
    dates = {
        date.get("pub-type") or date.get("date-type") or "": line(date.find("year")) for date in meta.iter("pub-date")
    }
    ordered = [dates.get(kind, "") for kind in ("ppub", "collection", "epub-ppub", "pub", "epub")]
    return next((year for written in [*ordered, *dates.values()] if (year := year_in(written))), None)


def _pages(meta: Element) -> str:
    first, last = line(meta.find("fpage")), line(meta.find("lpage"))
    return f"{first}-{last}" if first and last and first != last else first or line(meta.find("elocation-id"))


def _authors(meta: Element) -> Iterator[Element]:
    for contributor in meta.iterfind("contrib-group/contrib"):
        if contributor.get("contrib-type", "author") == "author":
            yield contributor


def _name(author: Element) -> str:
    name = author.find("name")
    if name is None:
        name = author.find("name-alternatives/name")
    if name is None:
        return line(author.find("collab"), TITLE) or line(author.find("string-name"))
    given = name.find("given-names")
    short = (given.get("initials") if given is not None else None) or initials(line(given))
    return f"{line(name.find('surname'))} {short}".strip()
