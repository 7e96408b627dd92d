"""Pronoun: a "he" or a "she" tells the sex of a patient only where it is not known."""

from chains.extract import read_told
from chains.followup.words import pattern
from knowledge.case import CaseDetails

_PERSON = {"female": "a woman", "male": "a man"}


def without_pronoun(case: CaseDetails, text: str, known: CaseDetails) -> CaseDetails:
    """The case without a sex that only a pronoun of the text tells, where the known case has the other one."""
    return case if _clashing(case, text, known) is None else case.without(frozenset({"sex"}))


def pronoun_clash(text: str, known: CaseDetails) -> str | None:
    """One sentence where a message calls the known patient by the pronoun of the other sex, or None."""
    said = _clashing(read_told(text).case, text, known) if known.sex else None
    if said is None or known.sex is None:
        return None
    person = _PERSON[known.sex]
    return f'The message says "{said}", but the case is that of {person}; that was kept. Is it the same patient?'


def _clashing(case: CaseDetails, text: str, known: CaseDetails) -> str | None:
    if known.sex is None or case.sex in (None, known.sex) or pattern("sex_corrected").search(text):
        return None
    words = [text[start:end].strip() for start, end in case.places("sex").values()]
    return words[0] if words and all(pattern("pronoun").fullmatch(word) for word in words) else None
