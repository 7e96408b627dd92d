"""Rows of an XHTML-like table, as JATS and drug labels write it, with the cells that span rows in each of them."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

WIDEST = 60
"""Columns that one cell may span; more is a mistake of the file."""


def grid(table: Element, text: Callable[[Element], str]) -> list[list[str]]:
    """The rows, footer last; a cell over several rows stands in each, one over several columns in the first."""
    rows: list[list[str]] = []
    open_cells: dict[int, tuple[int, str]] = {}
    for row in _rows(table):
        cells: list[str] = []
        for cell in row:
            if cell.tag not in {"td", "th"}:
                continue
            _spanned(cells, open_cells)
            content = text(cell)
            for offset in range(_span(cell, "colspan")):
                shown = "" if offset else content
                if (more := _span(cell, "rowspan", 1000) - 1) > 0:
                    open_cells[len(cells)] = (more, shown)
                cells.append(shown)
        _spanned(cells, open_cells)
        rows.append(cells)
    return rows


def _rows(table: Element) -> list[Element]:
    parts: list[Element] = [part for part in table if part.tag in {"thead", "tbody", "tr"}]
    parts += [part for part in table if part.tag == "tfoot"]
    return [row for part in parts for row in ([part] if part.tag == "tr" else part.findall("tr"))]


def _spanned(cells: list[str], open_cells: dict[int, tuple[int, str]]) -> None:
    """Put in the cells that began in a row above, up to the next free column."""
    while (column := len(cells)) in open_cells:
        left, shown = open_cells[column]
        cells.append(shown)
        if left == 1:
            del open_cells[column]
        else:
            open_cells[column] = (left - 1, shown)


def _span(cell: Element, name: str, most: int = WIDEST) -> int:
    written = (cell.get(name) or "1").strip()
    return max(1, min(int(written), most)) if written.isascii() and written.isdigit() and len(written) < 10 else 1
