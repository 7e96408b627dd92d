"""Table sites: the sites of spread in the column of a table that is headed "Mets", where the table has one patient."""

import re
from itertools import takewhile

from chains.extract.imaging.spread_phrases import sites_named
from chains.extract.imaging.spread_sites import spread
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.text.rows import Row, folded_span, tables
from knowledge.case import Span

_HEADED = re.compile(
    r"\s*(?:(?:sites? of|distant|site)\s)?(?:mets?|metas|metastas[ei]s|metastatic (?:sites?|disease)|secondaries"
    r"|spread)(?: sites?)?\s*",
    re.IGNORECASE,
)
_PART = re.compile(r"[^,;/+&]+")
_DENIED = re.compile(r"(?<![a-z])(?:no|not|none|nil|without|neg(?:ative)?|clear|free|excluded)(?![a-z])")
_DOUBTED = re.compile(r"\?|(?<![a-z])(?:susp[a-z]*|poss[a-z]*|prob[a-z]*|indeterminate|equivocal|unclear|query)")


def read_table_sites(page: Page) -> list[Found]:
    """The sites in the cell under "Mets"; of a table with several rows nobody knows which patient is meant."""
    cells = _cells(page)
    if len(cells) != 1:
        return []
    found = []
    for part in _PART.finditer(page.text, *cells[0]):
        words = part.group()
        status = "possible" if _DOUBTED.search(words) else "absent" if _DENIED.search(words) else "present"
        found += [spread(site, status, start, end) for site, start, end in sites_named().find(page.text, *part.span())]
    return [one for one in found if one.value.site != "other"]


def _alike(table: list[Row]) -> list[Row]:
    """The rows from the first one on that have as many cells as it."""
    return list(takewhile(lambda row: len(row.cells) == len(table[0].cells), table))


def _cells(page: Page) -> list[Span]:
    """The cells under the title of the first table that has one, one a row, as spans of the folded text."""
    for table in page.kept(tables):
        for place, titles in enumerate(table):
            headed = [at for at, cell in enumerate(titles.cells) if _HEADED.fullmatch(cell)]
            if titles.mark == "|" and len(titles.cells) > 2 and len(headed) == 1:
                return [folded_span(page, *row.within(headed[0])) for row in _alike(table[place:])[1:]]
    return []
