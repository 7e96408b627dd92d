"""Document: a file as read, in the sections that it is made of, each with where it stands."""

from collections.abc import Callable
from typing import Literal

from pydantic import Field

from knowledge.case import Value
from knowledge.evidence import SourceKind

Form = Literal["pubmed_xml", "jats", "openfda_json", "spl_xml", "pdf", "word", "markdown", "text"]


Tell = Callable[[str], None]
"""Called with one sentence about a part of a file that is left out while the rest is taken."""


def untold(_sentence: str) -> None:
    """For who does not want to know what was left out."""


class UnreadableError(ValueError):
    """A file that cannot be taken; the message is one sentence that says why and what would be right."""


class Section(Value):
    """One section of a document, in the order of the document."""

    heading: str
    """As the document writes it; empty where it has none."""
    text: str
    """Plain text without markup; paragraphs are parted by an empty line."""
    locator: str
    """Where it stands: ``page 3``, ``section 4.2``, ``LOINC 34067-9``, ``abstract, METHODS``."""


class Document(Value):
    """A document with what identifies it; what the file does not say is ``None`` or empty, never guessed."""

    form: Form
    kind: SourceKind
    title: str
    authors: str = ""
    """First author and others: ``Lamarca A, et al.``."""
    venue: str = ""
    """Journal, issuer or labeler."""
    year: int | None = None
    edition: str | None = None
    """Version of a drug label, as the file numbers it: ``version 3``."""
    pmid: str | None = None
    pmcid: str | None = None
    doi: str | None = None
    set_id: str | None = None
    """Set id of a drug label."""
    drug: str | None = None
    """Generic name of a drug label, in lower case."""
    retracted: bool = False
    """True where the file itself says that the article was retracted."""
    sections: tuple[Section, ...] = Field(min_length=1)
