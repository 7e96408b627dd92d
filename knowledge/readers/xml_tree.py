"""XML read safely: entities, bombs and cut files are refused with a plain sentence; one element is held at a time."""

from collections.abc import Iterator
from html.entities import entitydefs
from io import BytesIO
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import errors

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError, iterparse

from knowledge.readers.document import UnreadableError

DEEPEST = 200
"""Elements within elements; articles and labels stay under 40."""
CUT = frozenset(
    errors.codes[text]
    for text in (
        errors.XML_ERROR_NO_ELEMENTS,
        errors.XML_ERROR_UNCLOSED_TOKEN,
        errors.XML_ERROR_PARTIAL_CHAR,
        errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)
OTHER_FORMATS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip or Word file"),
    (b"\x1f\x8b", "packed with gzip"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{", "JSON"),
    (b"[", "JSON"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
)


class _DeclaredAttributesError(DefusedXmlException):
    """A document type that gives attributes a default can make a small file large, as entities can."""


class _Parser(DefusedXMLParser):
    """Refuses entities and default attributes; knows the characters that the document types of journals name."""

    def __init__(self) -> None:
        super().__init__(target=TreeBuilder(), forbid_dtd=False, forbid_entities=True, forbid_external=True)
        self.parser.AttlistDeclHandler = self._refuse
        self.entity.update(entitydefs)

    def _refuse(self, *_: object) -> NoReturn:
        raise _DeclaredAttributesError


def refuse_other_formats(data: bytes, wanted: str, own: str = "") -> None:
    """Tell an empty file and the formats that people give by mistake; ``own`` is the format that is right."""
    if not data or data.isspace():
        raise UnreadableError(f"The file is empty; give {wanted}.")
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for mark, name in OTHER_FORMATS:
        if name != own and start.startswith(mark.lower()):
            raise UnreadableError(f"The file is {name}; give {wanted}.")


def elements(data: bytes, *, roots: tuple[str, ...], item: str | tuple[str, ...], wanted: str) -> Iterator[Element]:
    """Each element named ``item`` (or one of them), without namespaces; it is emptied when the next one is asked for.

    ``wanted`` says what would be right, for example ``PubMed XML as efetch gives it``. Raises UnreadableError for
    anything that is not well-formed XML with one of ``roots``, that declares entities or default attributes, or that
    nests deeper than DEEPEST.
    """
    refuse_other_formats(data, wanted)
    items = (item,) if isinstance(item, str) else item
    root: Element | None = None
    depth = 0
    for event, element in _events(data, wanted):
        if event == "start":
            element.tag = element.tag.rpartition("}")[2]
            depth += 1
            if depth > DEEPEST:
                raise UnreadableError(
                    f"The XML nests deeper than {DEEPEST} elements, as no article does; give {wanted}."
                )
            if root is None:
                root = element
                if root.tag not in roots:
                    raise UnreadableError(f"The XML holds <{root.tag[:40]}>, not <{roots[0]}>; give {wanted}.")
        else:
            depth -= 1
            if element.tag in items and root is not None:
                yield element
                root.clear()


def _events(data: bytes, wanted: str) -> Iterator[tuple[str, Element]]:
    try:
        yield from iterparse(BytesIO(data), ("start", "end"), _Parser())
    except DefusedXmlException:
        raise UnreadableError(
            f"The XML declares entities or attributes of its own, which are not read because they can be harmful; "
            f"give {wanted}, without declarations."
        ) from None
    except ParseError as error:
        if error.code in CUT:
            raise UnreadableError(f"The XML ends before it is complete; save it again and give {wanted}.") from None
        if error.code == errors.codes[errors.XML_ERROR_UNDEFINED_ENTITY]:
            reason = "names an entity that it does not explain"
        else:
            reason = "is not well-formed"
        raise UnreadableError(f"The XML {reason} (line {error.position[0]}); give {wanted}.") from None
    except (ValueError, LookupError):
        raise UnreadableError(f"The XML has an encoding that cannot be read; give {wanted}, in UTF-8.") from None
