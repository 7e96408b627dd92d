# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Alternatives: "Whipple plus ablation, or upfront SSA?" asks which of two is to be done, so that neither was."""

import re

from chains.extract.text.page import Page
from chains.extract.treatment.standing import SHARED, TOLD, Named, Standing

LEAD_CHARS, ARM_CHARS, OTHER_CHARS = 80, 90, 70
"""How far before a treatment its side of the question may begin, how long that side is, and how far the other goes."""
_OVER = re.compile(
    r"(?:19|20)\d\d|\d{1,2}[./]\d{1,2}|x ?\d|\d ?x|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b(?:y?p?t\d|y?p?n\d|r[012]|"
    r"margins?|positive|negative|specimens?|histology|path(?:ology)?|nodes?|ago|last|since|then|now|after|post|s/p|st|status|following|despite|under|prior|previous|done|completed|finished|given|progress[a-z]*|recurr[a-z]*|relapse[a-z]*"
    r"|pd|sd|pr|cr|cycles?|was|were|had|has|did|underwent|received|resected|showed|shows|on|complicat[a-z]*|leak|fistula)\b"
)
_ARM = re.compile(
    rf"(?P<arm>[^.;:?!,\n()]{{0,{ARM_CHARS}}}?),? (?:or|vs\.?|versus) (?!(?:so|more|less|not|no|two|three|four) )"
)
_OPENING = re.compile(r"(?:^ ?|[:>] ?| - |- )(?P<own>[^:>?]*)$")
_NONE = re.compile(
    r"\b(?:surveillance|observation|observe|wait|watch|watchful|follow ?-?up|nothing|monitor(?:ing)?|leave|systemic|medical|conservative|surgery|straight|upfront|up ?front|palliat[a-z]+|(?:the )?other way round|best supportive)\b"
)
"""What may be asked for instead of a treatment that has a name."""
_TELLS = re.compile(r"(?:was|is it|were|had|did)\b")
"""What begins another question behind "or", not the other choice."""
_TURN = re.compile(
    r"[^.;?\n]{0,40}(?:,|:| -) ?(?:(?:now|next|then|so|and|for|should|we|give|start|do|go|upfront|adjuvant|maintenance|systemic|either) ){0,4}"
)
"""What stands between the history of a question and its first choice: "s/p Whipple, PRRT or everolimus?"."""
_OR = re.compile(r"(?: [a-z]+)?,? (?:or|vs\.?|versus) (?:[a-z]+ ){0,2}")
_ENDS = re.compile(r"[^.;,?\n]{0,30}\?")
_OR_NONE = re.compile(rf",? (?:or|vs\.?|versus) (?:(?:just|still|simply) )?(?:{_NONE.pattern})[^.;,?\n]{{0,30}}\?")


def of_a_choice(page: Page, group: list[Named], told: list[Standing | None]) -> list[Standing | None]:
    """The standings where the last of a list are put to choice, and not given like what the list begins with."""
    last = group[-1]
    if len(group) < 2 or not page.is_question(last.start):
        return told
    text = page.folded.text
    if _OR_NONE.match(text, last.end):
        first = len(group) - 1
    elif len(group) > 2 and _ENDS.match(text, last.end) and _OR.fullmatch(text, group[-2].end, last.start):
        first = len(group) - 2
    else:
        return told
    listed = told[first]
    if listed != Standing("done", SHARED) or not _TURN.fullmatch(text, group[first - 1].end, group[first].start):
        return told
    return [*told[:first], *(Standing("considered", TOLD) for _ in group[first:])]


def is_alternative(page: Page, one: Named, low: int, high: int) -> bool:
    """Whether a treatment is one side of a question that holds it against another, with nothing that tells it is over."""
    text = page.folded.text
    opening = _OPENING.search(text[max(low, one.start - LEAD_CHARS) : one.start])
    if opening is None or "," in opening["own"] or _OVER.search(opening["own"]):
        return False
    arm = _ARM.match(text, one.end, high)
    if arm is None or _OVER.search(arm["arm"]):
        return False
    end = min(high, arm.end() + OTHER_CHARS)
    other = text[arm.end() : end]
    named = page.names("treatments", "treatment", arm.end(), end) or _NONE.search(other)
    return bool(named) and _TELLS.match(other) is None
