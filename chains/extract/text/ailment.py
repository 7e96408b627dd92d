"""Ailment: what a patient has or had beside the tumour - a hernia, a polyp, Crohn's disease - with its operation, size
and margins, which are not the tumour's."""

import re
from collections.abc import Iterator
from functools import cache

from chains.extract.text.opening import scan
from chains.extract.text.vocabulary import either, forms, table
from knowledge.case import Span

ASIDE = "¬"
"""What an ailment is blanked with: unlike another cancer it says nothing of what else its sentence tells."""
CLAUSE_CHARS = 100
"""How far behind an ailment its own clause may reach."""
CLAUSES = 3
"""How many clauses behind its own may go on about an ailment."""
LATER_CHARS = 80
"""How far into the next sentence it may be told that a tumour was found in what was removed."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = table("ailments")
    own = r"[^,;.()\n]{0,100}(?:\.(?=\d)[^,;.()\n]{0,100}){0,9}"
    tumour = rf"{forms('masks', 'neuroendocrine')}|{either(data['tumour'])}"
    return {
        "ailment": re.compile(either(data["ailment"])),
        "tumour": re.compile(tumour),
        "before": re.compile(either(data["suspected"]) + r" (?:[a-z-]{1,16} ){0,3}$"),
        "rest": re.compile(own),
        "next": re.compile(rf"(?:, ?| ?\(){either(data['goes_on'])}{own}\)?"),
        "beside": re.compile(r"[,(: ][^,;.\n]*"),
        "later": re.compile(rf"[. \n]{{1,3}}{either(data['found_later'])}"),
    }


def ailment_spans(text: str) -> Iterator[Span]:
    """The clauses on other ailments; none where a tumour is told in them or found in what was removed for them."""
    known = _patterns()
    for ailment in scan(known["ailment"], text):
        if known["before"].search(text, max(0, ailment.start() - 40), ailment.start()):
            continue
        last = min(len(text), ailment.end() + CLAUSE_CHARS)
        rest = known["rest"].match(text, ailment.end(), last)
        end = rest.end() if rest else ailment.end()
        if known["tumour"].search(text, ailment.end(), end):
            continue
        for _ in range(CLAUSES):
            more = known["next"].match(text, end, min(len(text), end + CLAUSE_CHARS))
            if more is None:
                break
            if known["tumour"].search(text, more.start(), more.end()):
                break
            end = more.end()
        later = known["later"].match(text, end, min(len(text), end + LATER_CHARS))
        beside = known["beside"].match(text, end, min(len(text), end + LATER_CHARS))
        if later is None and not (beside and known["tumour"].search(text, *beside.span())):
            yield ailment.start(), end
