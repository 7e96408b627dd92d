"""DailyMed drug labels in SPL XML: a section for each coded section and each of its parts, found by LOINC code."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from knowledge.readers.article import year_in
from knowledge.readers.document import Document, Section, UnreadableError
from knowledge.readers.label import LABEL, generic_names, label_edition, label_title, label_venue
from knowledge.readers.xml_text import line, paragraphs
from knowledge.readers.xml_tree import elements

WANTED = "a drug label in SPL XML as DailyMed gives it"
LOINC = "2.16.840.1.113883.6.1"
UNCLASSIFIED = "42229-5"
"""The code of every section that has no code of its own; told apart by their titles."""


def read_spl(data: bytes) -> tuple[Document, ...]:
    """The label of an SPL file, one Document; highlights repeat the full text and are left out.

    Locators are ``LOINC 34067-9``, and ``LOINC 34067-9 > 1.1 Adults`` for a part without a code of its own. The title
    is made of the product's names where the file has none, or only the sentence that opens the highlights. Raises
    UnreadableError for an empty, cut or other file, for XML that declares entities, and for a label without text.
    """
    found = elements(data, roots=("document",), item="document", wanted=WANTED)
    documents = tuple(document for element in found if (document := _document(element)) is not None)
    if not documents:
        raise UnreadableError(f"The label has no section with text; give {WANTED}, with its full text.")
    return documents


def _document(document: Element) -> Document | None:
    sections = tuple(_parts(document.find("component/structuredBody"), ""))
    if not sections:
        return None
    products = document.findall(".//manufacturedProduct/manufacturedProduct")
    brand = next((name for product in products if (name := line(product.find("name")))), "")
    drug = generic_names(line(product.find("asEntityWithGeneric/genericMedicine/name")) for product in products)
    title = line(document.find("title"))
    if not title or title.lower().startswith("these highlights"):
        title = label_title(brand, drug or "")
    labeler = line(document.find("author/assignedEntity/representedOrganization/name"))
    return Document(
        form="spl_xml",
        kind="drug_label",
        title=title,
        venue=label_venue(labeler, _value(document, "versionNumber")),
        year=year_in(_value(document, "effectiveTime")[:4]),
        edition=label_edition(_value(document, "versionNumber")),
        set_id=_value(document, "setId", "root").lower() or None,
        drug=drug,
        sections=sections,
    )


def _parts(holder: Element | None, above: str) -> Iterator[Section]:
    """The sections of a body or a section, each before those within it; ``above`` is the locator of the holder."""
    found = holder.iterfind("component/section") if holder is not None else iter(())
    for number, section in enumerate(found, start=1):
        title = line(section.find("title"), LABEL)
        code = section.find("code")
        loinc = code.get("code", "") if code is not None and code.get("codeSystem", LOINC) == LOINC else ""
        if loinc and loinc != UNCLASSIFIED:
            locator = f"LOINC {loinc}"
        else:
            locator = f"{above or f'LOINC {UNCLASSIFIED}'} > {title or f'part {number}'}"
        text = paragraphs(section.findall("text"), LABEL)
        if text:
            yield Section(heading=title, text="\n\n".join(text), locator=locator)
        yield from _parts(section, locator)


def _value(document: Element, name: str, attribute: str = "value") -> str:
    element = document.find(name)
    return "" if element is None else element.get(attribute, "").strip()
