"""A drug label in SPL XML becomes a Document whose sections are found by LOINC code."""

import pytest

from knowledge.readers.document import Document, UnreadableError
from knowledge.readers.spl import read_spl

PRODUCT = """<component><section><code code="48780-1" codeSystem="2.16.840.1.113883.6.1"/><subject>
  <manufacturedProduct><manufacturedProduct><name>Nullitor<suffix/></name><asEntityWithGeneric><genericMedicine>
  <name>Nullstatin Calcium</name></genericMedicine></asEntityWithGeneric></manufacturedProduct></manufacturedProduct>
  </subject></section></component>"""


def section(code: str, title: str, text: str, within: str = "") -> str:
    """An invented section of a label."""
    coded = f'<code code="{code}" codeSystem="2.16.840.1.113883.6.1"/>' if code else ""
    shown = f"<text>{text}</text>" if text else ""
    return f"<component><section>{coded}<title>{title}</title>{shown}{within}</section></component>"


def label(*sections: str, title: str = "Nullitor tablets", product: str = PRODUCT) -> bytes:
    """An invented label."""
    return f"""<?xml version="1.0"?><?xml-stylesheet href="http://127.0.0.1:9/spl.xsl" type="text/xsl"?>
      <document xmlns="urn:hl7-org:v3"><title>{title}</title><effectiveTime value="20230405"/>
      <setId root="ABCD-1"/><versionNumber value="8"/><author><assignedEntity><representedOrganization>
      <name>Example Pharma</name></representedOrganization></assignedEntity></author>
      <component><structuredBody>{product}{"".join(sections)}</structuredBody></component></document>""".encode()


USES = section("34067-9", "1 INDICATIONS", "<paragraph>For nothing.</paragraph>")


def read(*sections: str, **parts: str) -> Document:
    """The one Document of an invented label."""
    (document,) = read_spl(label(*sections, **parts))
    return document


def test_a_label_is_named_by_title_labeler_version_set_id_and_generic_name() -> None:
    assert read(USES).model_dump(exclude={"sections"}, exclude_defaults=True) == {
        "form": "spl_xml",
        "kind": "drug_label",
        "title": "Nullitor tablets",
        "venue": "Example Pharma, version 8",
        "year": 2023,
        "edition": "version 8",
        "set_id": "abcd-1",
        "drug": "nullstatin calcium",
    }


@pytest.mark.parametrize("title", ["", "These highlights do not include all the information needed to use NULLITOR."])
def test_a_label_without_a_title_of_its_own_is_named_by_its_product(title: str) -> None:
    assert read(USES, title=title).title == "Nullitor (nullstatin calcium), drug label"
    assert read(USES, title=title, product="").title == ""


def test_sections_are_found_by_their_code_and_their_parts_by_title() -> None:
    adults = section("42229-5", "2.1 Adults", "<paragraph>One.</paragraph>", section("42229-5", "", "Untitled."))
    document = read(
        section("34068-7", "2 DOSAGE", "", adults + section("34081-0", "Pediatric use", "Not for children.")),
        section("42229-5", "Other", "Left over."),
    )
    assert [(part.locator, part.heading, part.text) for part in document.sections] == [
        ("LOINC 34068-7 > 2.1 Adults", "2.1 Adults", "One."),
        ("LOINC 34068-7 > 2.1 Adults > part 1", "", "Untitled."),
        ("LOINC 34081-0", "Pediatric use", "Not for children."),
        ("LOINC 42229-5 > Other", "Other", "Left over."),
    ]


def test_highlights_that_repeat_the_text_are_left_out() -> None:
    highlight = "<excerpt><highlight><text><paragraph>Nothing.</paragraph></text></highlight></excerpt>"
    document = read(section("34067-9", "1 USES", "<paragraph>For nothing at all.</paragraph>", highlight))
    assert [part.text for part in document.sections] == ["For nothing at all."]


def test_paragraphs_lists_and_notes_stay_readable() -> None:
    text = """<paragraph><content styleCode="bold">Dose:</content> 5 mg/m<sup>2</sup>,<br/>see
        (<linkHtml href="#x">2.1</linkHtml>)<footnote ID="f">Per day.</footnote></paragraph>
      <list><item><caption>&#8226;</caption>once</item><item>twice<list><item>or more</item></list></item></list>
      <renderMultiMedia referencedObject="m"><caption>picture</caption></renderMultiMedia>"""
    assert read(section("34068-7", "2 DOSAGE", text)).sections[0].text.split("\n\n") == [
        "Dose: 5 mg/m2, see (2.1) (Per day.)",
        "• once",
        "twice",
        "or more",
    ]


def test_a_table_is_rows_with_its_caption_before_and_its_footer_last() -> None:
    table = """<table><caption>Table 1</caption><col width="1"/><tfoot><tr><td colspan="2">Rounded.</td></tr></tfoot>
      <thead><tr><th>Event</th><th>n<footnote>All.</footnote>of 9</th></tr></thead><tbody><tr><td>Nausea</td><td>3</td>
      </tr></tbody></table>"""
    text = "Table 1\n\nEvent | n (All.) of 9\nNausea | 3\nRounded."
    assert read(section("34084-4", "6 ADVERSE REACTIONS", table)).sections[0].text == text


@pytest.mark.parametrize("data", [label(), label(section("34067-9", "1 INDICATIONS", ""))])
def test_a_label_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="no section with text"):
        read_spl(data)
