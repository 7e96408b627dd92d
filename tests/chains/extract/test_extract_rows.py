"""The tables of a text: their lines, their cells, and where these stand."""

import pytest

from chains.extract.text.page import Page
from chains.extract.text.rows import folded_span, tables

TABLE = "| Pt | Mets |\n|----|------|\n| A | liver |\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (TABLE, [2]),
        (f"NET. {TABLE}\nNo table here.\n{TABLE}", [2, 2]),
        ("Pt\tMets\nA\tliver", [2]),
        ("Pt A has liver mets.\nNo bone mets.", []),
    ],
)
def test_a_table_is_a_run_of_lines_with_cells_without_the_line_that_divides_them(text: str, lines: list[int]) -> None:
    assert [len(table) for table in tables(Page(text))] == lines


@pytest.mark.parametrize("before", ["", "Größe ½ – Caf\u0065\u0301 &amp; more:\n\n"])
def test_a_cell_is_found_again_in_the_text_as_written_and_in_the_folded_one(before: str) -> None:
    page = Page(before + TABLE)
    row = tables(page)[-1][-1]
    assert page.original[slice(*row.within(2))] == " liver "
    assert page.original[row.start : row.end] == "| A | liver |"
    assert page.folded.text[slice(*folded_span(page, *row.within(2)))].strip() == "liver"
