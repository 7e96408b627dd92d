"""Reading a clinician's text into CaseDetails."""

from chains.extract.fill import again, fill
from chains.extract.reader import read_case
from chains.extract.reading import Conflict, Mention, Mentions, OtherCancer, Reading
from chains.extract.suggestion import open_fields

__all__ = [
    "Conflict",
    "Mention",
    "Mentions",
    "OtherCancer",
    "Reading",
    "again",
    "fill",
    "open_fields",
    "read_case",
]
