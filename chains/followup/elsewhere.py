"""Elsewhere: what is found later in another organ moves no known primary, unless it was unknown and is found; a biopsy
settles the one doubtful spread."""

from itertools import islice

from chains.extract import Reading
from chains.extract.text.fold import fold
from chains.extract.text.vocabulary import index
from chains.followup.correction import taking
from chains.followup.words import pattern
from knowledge.case import CaseDetails, Metastasis

UNKNOWN = "unknown_primary"
NEAR_CHARS, TRIES = 200, 4
"""How far from the words that a primary is found its organ may stand, and how often such words are looked at."""


def without_moved_primary(text: str, reading: Reading, known: CaseDetails) -> Reading:
    """The reading without a primary that is only a finding there: "CT: lung nodule, possible metastasis"."""
    site = reading.case.primary_site
    if site is None or known.primary_site in (None, site, UNKNOWN) or known.primary_site_basis != "stated":
        return reading
    if pattern("names_the_primary").search(text):
        return reading
    spread = {one.site for one in reading.case.metastases}
    finding = any(pattern("finding").match(text, end) for _, end in reading.case.places("primary_site").values())
    if site not in spread and not finding:
        return reading
    case = reading.case.without(frozenset({"primary_site", "primary_site_basis", "tumour_size_mm", "pancreas_part"}))
    return reading.model_copy(update={"case": case})


def with_found_primary(text: str, reading: Reading, known: CaseDetails) -> Reading:
    """The reading with the one organ of the sentence that says that an unknown primary is found."""
    if known.primary_site != UNKNOWN or reading.case.primary_site not in (None, UNKNOWN):
        return reading
    for found in islice(pattern("primary_found").finditer(text), TRIES):
        low = max(text.rfind(sign, 0, found.start()) for sign in ".!?;\n") + 1
        high = min((at for sign in ".!?;\n" if (at := text.find(sign, found.end())) >= 0), default=len(text))
        low, high = max(low, found.start() - NEAR_CHARS), min(high, found.end() + NEAR_CHARS)
        if pattern("primary_not_found").search(text, low, high):
            continue
        folded = fold(text[low:high])
        organs = index("sites", "site").find(folded.text)
        if len({site for site, _, _ in organs}) == 1:
            site, *place = organs[0]
            start, end = folded.origin(*place)
            spans = dict.fromkeys(("primary_site", "primary_site_basis"), (low + start, low + end))
            said = CaseDetails(primary_site=site, primary_site_basis="stated", evidence_spans=spans)
            return reading.model_copy(update={"case": taking(reading.case, said, "primary_site", site)})
    return reading


def with_confirmed_spread(text: str, reading: Reading, known: CaseDetails) -> Reading:
    """The reading in which a biopsy that came back metastatic settles the one site where spread was only possible."""
    doubtful = [one.site for one in known.metastases if one.status == "possible"]
    match = pattern("biopsy_confirms").search(text)
    if len(doubtful) != 1 or reading.case.metastases or match is None:
        return reading
    told = (Metastasis(site=doubtful[0], status="present"),)
    said = CaseDetails(metastases=told, evidence_spans={"metastases[0]": match.span("what")})
    return reading.model_copy(update={"case": taking(reading.case, said, "metastases", told)})
