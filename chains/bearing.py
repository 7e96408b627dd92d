"""Bearing: whether a passage that applies to a case bears on it too - its syndrome, its size, its extent."""

import re
from collections.abc import Sequence

from chains import plan
from knowledge.applicability import Scope, applies
from knowledge.case import CaseDetails
from knowledge.evidence import Passage

_SYNDROME = re.compile(r"(?i)vipoma|glucagonoma|insulinoma|gastrinoma|carcinoid syndrome|hormone|functioning syndrome")
"""Statements about hormone syndromes are told only of a tumour that has one."""
_NAMED = {
    "insulinoma": re.compile("(?i)insulinoma"),
    "gastrinoma": re.compile("(?i)gastrinoma|zollinger"),
    "vipoma": re.compile("(?i)vipoma"),
    "glucagonoma": re.compile("(?i)glucagonoma"),
    "carcinoid": re.compile("(?i)carcinoid syndrome"),
    "carcinoid_heart_disease": re.compile("(?i)carcinoid heart"),
}
"""Statements that name a syndrome are told only of a tumour that has one of those which they name."""
_OF_NET = re.compile(r"\bNETs?\b")
"""A label that names the tumour itself ("GEP-NET … and carcinoid syndrome") is told whatever the syndrome."""
_WITHOUT_HORMONES = re.compile(
    r"(?i)\bnon-?function(?:al|ing)\b(?:,? [\w-]+){0,2} (?:NETs?|NENs?|tumou?rs?|neoplasms?)\b"
)
"""Statements about tumours without a syndrome are not told of one that has one, unless they speak of both."""
_WITH_HORMONES = re.compile(r"(?i)(?<!non)(?<!non-)\bfunction(?:al|ing)\b")
_INCOMPLETE = re.compile(r"(?i)\bincomplete (?:\(R1\) )?(?:removal|resection)")


def bears(passage: Passage, case: CaseDetails, *, general: bool = False, hormones: Sequence[str] = ()) -> bool:
    """Whether a passage bears on this patient: no guideline word for every tumour alike, no other syndrome or size.

    ``general`` lets a guideline's word for every tumour alike in, where it is asked for by name. What is told of a
    syndrome of this patient (``hormones``) does not wait for metastases to be told.
    """
    statement = passage.statement
    if not general and passage.kind == "guideline" and statement.applies_to.sites == ("all",):
        return False
    setting = statement.applies_to.setting
    if setting == "liver_metastases" and not plan.advanced(case):
        return False
    if setting == "metastatic" and not (plan.advanced(case) or hormones):
        return False
    if not (_may_recur(passage, case) and _fits_margin(passage, case)):
        return False
    if statement.applies_to.hereditary not in {None, case.hereditary}:
        return False
    if passage.kind == "drug_label" and applies(statement, Scope.of(case)).differs:
        return False
    return fits(passage, case)


def _fits_margin(passage: Passage, case: CaseDetails) -> bool:
    """Whether what is said of an incomplete removal has one to speak of."""
    return not _INCOMPLETE.search(passage.statement.text) or case.margin in {"R1", "R2"}


def of_this_extent(passage: Passage, case: CaseDetails) -> bool:
    """Whether a passage speaks of a primary of this size, and of a recurrence only where one is possible."""
    return _fits_size(passage, case) and _may_recur(passage, case)


def _may_recur(passage: Passage, case: CaseDetails) -> bool:
    """Whether a statement on recurrence after resection has one to speak of: the tumour was taken out and is back."""
    if passage.statement.applies_to.setting != "recurrent":
        return True
    back = plan.advanced(case) or any(one.location == "surgical_bed" for one in case.receptor_imaging)
    return Scope.of(case).resected_primary is True and back


def fits(passage: Passage, case: CaseDetails) -> bool:
    """Whether a passage speaks of tumours of this hormone syndrome and this size, as far as it names any."""
    return _fits_hormones(passage, case) and _fits_size(passage, case)


def _fits_hormones(passage: Passage, case: CaseDetails) -> bool:
    """Whether a statement speaks of tumours with a syndrome where this one has one, and of those without where not."""
    statement = passage.statement
    named = {name for name, pattern in _NAMED.items() if pattern.search(statement.text)}
    of_a_site = passage.kind == "drug_label" and statement.applies_to.sites != ("all",)
    of_tumours = passage.kind == "drug_label" and _OF_NET.search(statement.text) is not None
    if named and case.syndrome and not of_tumours and not named & plan.hormonal(case):
        return False
    if plan.makes_hormones(case):
        return not _WITHOUT_HORMONES.search(statement.text) or _WITH_HORMONES.search(statement.text) is not None
    return of_a_site or _SYNDROME.search(statement.text) is None


def _fits_size(passage: Passage, case: CaseDetails) -> bool:
    """Whether the size of the primary lies within the limits that a statement names."""
    statement = passage.statement
    if case.tumour_size_mm is None:
        return True
    size_cm = case.tumour_size_mm / 10
    limits = [figure for figure in statement.figures if figure.name == "size" and figure.unit == "cm"]
    return all(
        (limit.low is None or size_cm >= limit.low) and (limit.high is None or size_cm <= limit.high)
        for limit in limits
    )
