"""Table sites: the sites of spread in the column of a table that is headed "Mets", where the table has one patient."""

import re
from bisect import bisect_left

from chains.extract.imaging.spread_phrases import sites_named
from chains.extract.imaging.spread_sites import spread
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from knowledge.case import Span

_HEADED = re.compile(
    r"\s*(?:(?:sites? of|distant|site)\s)?(?:mets?|metas|metastas[ei]s|metastatic (?:sites?|disease)|secondaries"
    r"|spread)(?: sites?)?\s*",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\s|:+=-]+")
"""The line that divides the titles of a table from its rows."""
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


def _cells(page: Page) -> list[Span]:
    """The cells under the title, one a row, as spans of the folded text."""
    if "|" not in page.original:
        return []
    out: list[Span] = []
    column = width = offset = 0
    for line in page.original.splitlines(keepends=True):
        cells = line.rstrip("\n").split("|")
        headed = [at for at, cell in enumerate(cells) if _HEADED.fullmatch(cell)]
        if len(cells) > 2 and len(headed) == 1 and not width:
            column, width = headed[0], len(cells)
        elif width and len(cells) != width:
            break
        elif width and not _RULE.fullmatch(line.strip()):
            start = offset + sum(len(cell) + 1 for cell in cells[:column])
            first, last = (bisect_left(page.folded.starts, at) for at in (start, start + len(cells[column])))
            out.append((first, last))
            if len(out) > 1:
                break
        offset += len(line)
    return out
