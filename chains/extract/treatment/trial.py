"""Trial: a sentence that speaks of a trial tells of no treatment of the patient."""

import re

from chains.extract.text.page import Page
from chains.extract.treatment.standing import Named

_TRIAL = re.compile(r"\b(?:trials?|randomi[sz]ed|phase (?:[123]|i{1,3})\b|pfs|hazard ratio|versus placebo)")


def is_of_a_trial(page: Page, one: Named) -> bool:
    """Whether the sentence speaks of a trial: what was given there was not given to the patient."""
    low, high = page.sentence(one.start)
    if _TRIAL.search(page.folded.text, low, high):
        return True
    return page.names("terms", "trial", low, high)
