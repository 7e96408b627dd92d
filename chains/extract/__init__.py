"""Reading a clinician's text into CaseDetails."""

from chains.extract.reader import read_case
from chains.extract.reading import Conflict, Mention, Mentions, OtherCancer, Reading

__all__ = ["Conflict", "Mention", "Mentions", "OtherCancer", "Reading", "read_case"]
