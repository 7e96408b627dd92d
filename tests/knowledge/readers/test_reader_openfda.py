"""An openFDA answer becomes a Document a label; each text stands in one section, named by its field."""

import json

import pytest

from knowledge.readers.document import Document, UnreadableError
from knowledge.readers.openfda import read_openfda

NAMES = {"brand_name": ["NULLITOR"], "generic_name": ["NULLSTATIN"], "manufacturer_name": ["Example Pharma"]}
USES = ["1 INDICATIONS AND USAGE Nullitor is indicated for nothing at all, in adults."]
ABUSE = "9.2 Abuse The abuse of nothing at all is not known to be addictive."
TEST = "9.3 Dependence Nobody has become dependent on nothing at all so far."


def label(**fields: object) -> dict[str, object]:
    """An invented result."""
    return {"set_id": "ABCD-1", "version": "3", "effective_time": "20120918", "id": "x", "openfda": NAMES} | fields


def answer(*results: object) -> bytes:
    """An invented answer."""
    return json.dumps({"meta": {"disclaimer": "…"}, "results": results}).encode()


def sections(**fields: object) -> dict[str, str]:
    """The texts of an invented label by their locator."""
    (document,) = read_openfda(answer(label(**fields)))
    return {section.locator: section.text for section in document.sections}


def test_a_label_is_named_by_brand_generic_name_labeler_version_set_id_and_year() -> None:
    (document,) = read_openfda(answer(label(indications_and_usage=USES)))
    assert document.model_dump(exclude={"sections"}, exclude_defaults=True) == {
        "form": "openfda_json",
        "kind": "drug_label",
        "title": "NULLITOR (nullstatin), drug label",
        "venue": "Example Pharma, version 3",
        "year": 2012,
        "edition": "version 3",
        "set_id": "abcd-1",
        "drug": "nullstatin",
    }
    assert [section.heading for section in document.sections] == ["indications_and_usage"]


def test_only_fields_of_text_are_sections_and_texts_of_one_field_are_paragraphs() -> None:
    told = sections(
        indications_and_usage=USES,
        package_label_principal_display_panel=["Panel one.", "Panel two.", "Panel one."],
        spl_product_data_elements=["NULLITOR NULLSTATIN STARCH"],
        purpose=["", None, 3],
    )
    assert told == {
        "indications_and_usage": USES[0],
        "package_label_principal_display_panel": "Panel one.\n\nPanel two.",
    }


def test_a_text_that_openfda_repeats_in_its_section_stands_once() -> None:
    told = sections(
        drug_abuse_and_dependence=[f"9 DRUG ABUSE AND DEPENDENCE {ABUSE} {TEST}"],
        abuse=[ABUSE],
        dependence=[TEST],
        warnings=[f"Warnings Some of its own. {ABUSE} Keep away."],
        boxed_warning=["Keep away."],
    )
    assert told == {
        "abuse": ABUSE,
        "dependence": TEST,
        "warnings": "Warnings Some of its own.\n\nKeep away.",
        "boxed_warning": "Keep away.",
    }


def test_parts_within_parts_stand_once() -> None:
    inner = "Pregnancy Category C There are no studies of nothing at all in anybody."
    told = sections(
        use_in_specific_populations=[f"8 USE IN SPECIFIC POPULATIONS Short. 8.1 Pregnancy {inner} 8.5 Last."],
        pregnancy=[f"8.1 Pregnancy {inner}"],
        teratogenic_effects=[inner],
    )
    assert told == {
        "use_in_specific_populations": "8 USE IN SPECIFIC POPULATIONS Short.\n\n8.5 Last.",
        "teratogenic_effects": inner,
    }


TABLE = """<table width="60%"><caption>Table 1</caption><tbody><tr><td>Nausea &lt; 2</td><td>3%</td></tr><tr><td>Pain
  <br/>at night</td><td>4%</td></tr></tbody></table>"""
ROWS = "Table 1\n\nNausea < 2 | 3%\nPain at night | 4%"


def test_a_table_takes_the_place_of_its_running_words() -> None:
    told = sections(
        adverse_reactions=["6 ADVERSE REACTIONS Before. Table 1 Nausea < 2 3% Pain at night 4% After."],
        adverse_reactions_table=[TABLE, TABLE],
    )
    assert told == {"adverse_reactions": f"6 ADVERSE REACTIONS Before.\n\n{ROWS}\n\nAfter."}


def test_a_table_that_stands_nowhere_else_is_a_section_and_a_broken_one_is_left() -> None:
    told = sections(purpose=["Purpose of nothing."], purpose_table=[TABLE, "<table><tr>", "<table/>", 5])
    assert told == {"purpose": "Purpose of nothing.", "purpose_table": ROWS}


def test_signs_of_comparison_are_not_taken_for_markup() -> None:
    assert sections(overdosage=["GFR 15 to < 30 mL and > 5 mL"]) == {"overdosage": "GFR 15 to < 30 mL and > 5 mL"}


def test_what_is_written_oddly_becomes_plain_text() -> None:
    assert sections(overdosage=["a\u00a0 b\n\nc \ud800\u0000\u200bd"]) == {"overdosage": "a b c d"}


@pytest.mark.parametrize("odd", [{}, None, [], "text", {"brand_name": None, "generic_name": [None, 3]}])
def test_a_label_without_names_is_read_and_nothing_is_guessed(odd: object) -> None:
    fields = {"openfda": odd, "version": None, "effective_time": "soon", "set_id": 5}
    (document,) = read_openfda(answer(label(indications_and_usage=USES, **fields)))
    assert document == Document(form="openfda_json", kind="drug_label", title="", sections=document.sections)


def test_labels_without_text_are_left_out_of_many() -> None:
    told: list[str] = []
    bare = label(set_id="0-1")
    found = read_openfda(answer({}, label(purpose=["One."]), 7, bare, label(purpose=["Two."])), told.append)
    assert [document.sections[0].text for document in found] == ["One.", "Two."]
    assert told == [
        "Result 1 of the answer has no sections with text and is left out; the other labels are taken.",
        "The label with set id 0-1 has no sections with text and is left out; the other labels are taken.",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"error": {"code": "NOT_FOUND", "message": "No matches found!"}}', r"answered with an error \(NOT_FOUND\)"),
        (b'{"error": {"code": "SERVER_ERROR", "message": "<b>"}}', r"answered with an error \(SERVER_ERROR\)"),
        (b'{"error": "some <words>"}', "answered with an error, not"),
        (b'{"meta": {}}', "no list of results"),
        (b'{"results": {}}', "no list of results"),
        (b'{"results": []}', "has no results"),
        (answer({}), "no label with text"),
        (answer({"openfda": {}}), "no label with text"),
        (b'"text"', "not an answer of openFDA"),
        (b"[]", "not an answer of openFDA"),
        (b"", "is empty"),
        (b"\n ", "is empty"),
        (b"%PDF-1.4", "is a PDF"),
        (b"<document/>", "is XML, not JSON"),
        (b"plain words", "not well-formed"),
        (b'{"results": [}', "not well-formed"),
        (b'{"results": ["\xff"]}', "cannot be read as JSON"),
        (b'{"results": ' + b"[" * 200_000, "cannot be read as JSON|ends before"),
        (b'{"results": ' + b"9" * 5000 + b"}", "cannot be read as JSON"),
    ],
)
def test_an_answer_without_labels_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said) as caught:
        read_openfda(data)
    assert str(caught.value).endswith(".")
    assert ". " not in str(caught.value)


def test_a_cut_answer_is_refused_wherever_it_was_cut() -> None:
    whole = json.dumps({"results": [{"purpose": ["a\n", 1.5, True]}]}).encode()
    for length in range(1, len(whole)):
        with pytest.raises(UnreadableError):
            read_openfda(whole[:length])
    with pytest.raises(UnreadableError, match="ends before it is complete"):
        read_openfda(whole[:-1])
