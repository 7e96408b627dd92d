"""Reading a clinician's text into CaseDetails."""

from chains.extract.filling.fill import again, fill
from chains.extract.filling.suggestion import open_fields
from chains.extract.reader import read_case, read_told
from chains.extract.reading import Conflict, Mention, Mentions, OtherCancer, Reading

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
    "read_told",
]
