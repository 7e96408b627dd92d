# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Clinician: a person with a title who treats the patient - a surgeon, who is "Mr" in some countries, or who signs."""

import re
from functools import cache

from chains.extract.text.page import Page
from chains.extract.text.vocabulary import table

ROLE_CHARS = 60
"""How far before a title the role may be named: "Surgeon: Mr K.", "seen with the registrar, Ms L."."""
CREDENTIAL_CHARS = 70
"""How far behind a title the role may be named: "Mr R.D. FRCSI", "Mr I.H., consultant"."""
_TITLE = re.compile(r"(?:mr|mrs|ms|miss|mdm|herr|hr|frau|fr|sr|sra|monsieur|mme)\b\.?")


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before, label, behind = (
        "|".join(table("patient")[f"clinician_{place}"]) for place in ("before", "label", "behind")
    )
    name = r"(?:[a-z]\.[ -]?){0,3}(?:(?:van|de|der|von|al|el|o') ?)?(?:[a-z'-]{1,20}\.?)?(?: [a-z'-]{2,20})?"
    return (
        re.compile(
            rf"(?<![a-z])(?:(?:{before})(?:'s)?(?: ?[:,(/-]{{1,2}} ?| )|(?:{label}) ?[:(,] ?)(?:(?:the |our |by |of )|(?:dr|prof)\.? [a-z.]{{1,14}}(?:,| and| /) )?$"
        ),
        re.compile(rf"{_TITLE.pattern} ?{name}[ ,(/-]{{1,3}}(?:{behind})(?![a-z])"),
    )


def is_a_clinician(page: Page, match: re.Match[str]) -> bool:
    """Whether a word for a sex is the title of somebody who treats the patient or writes of her."""
    text, start = page.folded.text, match.start()
    if _TITLE.match(text, start) is None:
        return False
    before, behind = _words()
    line = text.rfind("\n", 0, start) + 1
    low = max(line, start - ROLE_CHARS)
    return (
        before.search(text, low, start) is not None or behind.match(text, start, start + CREDENTIAL_CHARS) is not None
    )
