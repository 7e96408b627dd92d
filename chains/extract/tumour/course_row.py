"""Course row: of a table whose rows each have their years, the row begun last tells the state now."""

from chains.extract.text.moment import NEVER, Moment, find_moments
from chains.extract.text.page import Page
from chains.extract.text.rows import Row, folded_span, tables
from chains.extract.tumour.statement import OLD, UNDATED, Statement

CELLS = 3
"""In how many cells from the left the years of a row may stand."""


def in_rows(page: Page, statements: list[Statement]) -> list[Statement]:
    """Each statement with its era, as far as several rows of one table tell states under years of their own."""
    for table in page.kept(tables):
        rows = [(row, folded_span(page, row.start, row.end), _begun(page, row)) for row in table]
        dated = [(span, begun) for _, span, begun in rows if begun != NEVER]
        told = [
            (place, span, begun)
            for span, begun in dated
            for place, one in enumerate(statements)
            if span[0] <= one.start < span[1]
        ]
        if len({span for _, span, _ in told}) < 2:
            continue
        last = max((begun, span) for _, span, begun in told)
        for place, span, begun in told:
            now = span == last[1]
            one = statements[place]
            era = max(one.era, UNDATED) if now else OLD - 1
            statements[place] = one._replace(era=era, moment=begun if not now else max(begun, one.moment))
    return statements


def _begun(page: Page, row: Row) -> Moment:
    """When what a row tells began: the first year in its first cells, ``NEVER`` where none stands there."""
    for column in range(min(CELLS, len(row.cells))):
        found = find_moments(page.folded.text, *folded_span(page, *row.within(column)))
        if found:
            return found[0].moment
    return NEVER
