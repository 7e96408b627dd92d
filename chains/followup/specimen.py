"""Specimen: an index of the case that a message gives to its specimen: "the 15 % is from the liver biopsy"."""

import re

from chains.extract import Reading
from chains.extract.text.fold import fold
from chains.extract.text.vocabulary import index
from chains.followup.correction import taking
from chains.followup.words import number_of, pattern
from knowledge.case import CaseDetails, Ki67


def with_specimens(text: str, reading: Reading, known: CaseDetails) -> Reading:
    """The reading in which an index of the case is that of the specimen named, with another one told beside it."""
    moved = pattern("index_is_from").search(text)
    if moved is None or reading.hypothetical is not None:
        return reading
    held = [one for one in known.ki67 if one.low == number_of(moved["value"]) and one.high in (None, one.low)]
    kind = _kind(moved["what"])
    if len(held) != 1 or kind is None:
        return reading
    entries = [one if one is not held[0] else one.model_copy(update={"specimen": kind}) for one in known.ki67]
    other = pattern("other_index").search(text, moved.end())
    if other is not None and (own := _kind(other["what"])) is not None and own != kind:
        low = number_of(other["value"])
        entries.append(Ki67(low=low, high=low, operator="=", specimen=own))
    spans = {f"ki67[{place}]": moved.span("value") for place in range(len(entries))}
    case = taking(reading.case, CaseDetails(ki67=tuple(entries), evidence_spans=spans), "ki67", tuple(entries))
    return reading.model_copy(
        update={"case": case, "retracted": (*reading.retracted, "ki67"), "corrected": (*reading.corrected, "ki67")}
    )


def _kind(words: str) -> str | None:
    """Whether words name a specimen of spread or of the tumour itself."""
    plain = fold(words).text
    if re.search(r"\b(?:mets?|metasta\w+)\b", plain):
        return "metastasis"
    if re.search(r"\bprimary\b", plain):
        return "primary"
    spread = index("spread", "site").find(plain)
    organ = index("sites", "site").find(plain)
    if spread and not organ:
        return "metastasis"
    return "primary" if organ and not spread else None
