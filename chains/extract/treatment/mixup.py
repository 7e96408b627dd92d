# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Mixup: a note filed under the wrong name, another patient's drug, a box never opened, a drug nobody pays for: none was given."""

import re

from chains.extract.text.hint import Hint
from chains.extract.text.page import Page
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import TOLD, Named, Standing, may_be_given

LEAD_CHARS, BEHIND_CHARS = 90, 150
"""How far before a treatment, and behind it, it may be told that it was not this patient's."""
_HINT = Hint(
    r"filed|error|mistake|misfiled|mix|confus|mistook|muddle|swapped|wrong|never|belong|next door|neighbour|neighbor|bed \d|another|other|un-?opened|un-?used|sealed|cover|fund|reimburs|pay"
)
_MISFILED = re.compile(
    r"\b(?:(?:filed|entered|scanned|uploaded|written|documented|recorded|pasted|typed|dictated|saved|charted) (?:here )?(?:in error|by mistake|wrongly|in the wrong|under the wrong|into the wrong|for the wrong)|mis-?filed|wrong (?:patient|pt|chart|notes|file|name|person)|mix(?:ed)?[ -]?up with (?:another|the other|his|her|a)|(?:note|entry|letter|result|report|page|sheet)s? (?:is |was |are )?(?:of|for|about|from|meant for|belongs to) (?:another|a different|the other) (?:patient|pt|person|man|woman|lady|mr|mrs|ms))\b(?:[^.;\n]|(?<=\b[a-z])\.){0,70}$"
)
_NOT_ON_IT = re.compile(
    r"[^.;?\n]{0,100}?\b(?:he|she|they|pt|patient|this man|this woman|this lady)(?: (?:was|has|had|is|were|has been|in fact|actually))? never (?:been )?(?:on|had|took|taken|received|given|prescribed|got|used) (?:it|this|that|any|one)(?! (?:before|until|long|for|regularly|properly|again|with|in full|as|after))\b"
)
_OF_ANOTHER = re.compile(
    r"[^.;?\n]{0,80}?\b(?:belongs?|belonged|is|was|are|were|meant|intended) (?:to|for|of) (?:(?:the|a|an|his|her|another|other|transplant|different) ){0,3}(?:pt|patient|man|woman|lady|gentleman|chap|person|bed|room|neighbou?r|namesake|roommate)(?:'s)? ?(?:next door|in (?:bed|room)|opposite|with the same name|of the same name|\d|[,.;)\n]|$)"
)
_ITS_OWNER = re.compile(
    r"[^.;?\n]{0,50}?\b(?:is|was|are|were|belongs? to) (?:(?:his|her|the|their) )?(?:[a-z-]+ )?(?:neighbou?r|roommate|wife|husband|brother|sister|namesake|bed \d{1,2})'?s\b"
)
_UNOPENED = re.compile(
    r"(?: (?:lar|autogel|depot|tablets?|capsules?|box(?:es)?|packs?|pens?|ampoules?|syringes?|vials?|injections?|is|are|still|remains?|found|lying|sits?|sitting|\d+(?:\.\d)? ?(?:mg|mcg|ug|µg))){0,6},? (?:(?:is|are|still|remains?|found|lies|lying|all|completely|in fridge|on the shelf|at home) ){0,4}(?:un-?opened|un-?used|sealed|untouched)(?![a-z])"
)
_SPARE = re.compile(
    r"\b(?:spare|reserve|refill|repeat|next|second|2nd|extra|more|another|last|remaining|old|surplus|left ?over|rescue|emergency)\b"
)
_TO_START = re.compile(
    r"[^\n]{0,90}?\b(?:will start|to start|starts|starting|start (?:on|next|tomorrow)|begins?|first (?:dose|injection))\b"
)
_TAKEN_FOR = re.compile(
    r"[^.?\n]{0,40}?\b(?:mix(?:ed|es|ing)|confus(?:ed|es|ing)|mistook|mistakes|mistaken|muddled?|swapped)(?: (?:him|her|them|it|this|that|the patient|up|the (?:notes|names|charts|files))){0,3} (?:with|w/|w|for|and) (?:(?:those|that|the (?:notes|letter|chart|file)s?) of )?(?:(?:an?other|a different|the other|some other|somebody|someone)(?: (?:pt|patient|man|woman|lady|person|case|mr|mrs|else|name))|(?:his|her|their) (?:neighbou?r|namesake|roommate|brother|sister))"
)
_NOT_PAID = re.compile(
    r"\b(?:insurance|insurer|funding|payer|health plan|health fund|fund|nhs|nhse|trust|medicare|medicaid|krankenkasse|kasse|company|ministry|state)(?: (?:now|still|company|again|says? (?:it|they))){0,2} (?:won'?t|will not|wouldn'?t|would not|doesn'?t|does not|do not|don'?t|did not|didn'?t|refus(?:es|ed) to|declin(?:es|ed) to|cannot|can'?t) (?:cover|pay(?: for)?|fund|reimburse|approve|authori[sz]e) (?:the |his |her )?$"
)
_NO_MORE = re.compile(
    r"[^.;\n]{0,25}?\b(?:any ?more|any longer|further|beyond|after|from|more than|longer|next year|again|increase|dose|for a)\b"
)
"""What tells that it was paid for so far."""


def _hints(page: Page) -> bool:
    """Whether the text holds a word by which a treatment may be another patient's, or was never opened or paid for."""
    return _HINT.stands_in(page.folded.text)


def of_another(page: Page, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of a treatment, which is not told where it was another patient's, or never opened or paid for."""
    if (not may_be_given(own) and own.status != "planned") or not page.kept(_hints):
        return own
    text = page.folded.text
    lead = text[max(0, one.start - LEAD_CHARS) : one.start]
    end = min(stop, one.end + BEHIND_CHARS)
    if _MISFILED.search(lead):
        return Standing(None, TOLD)
    if is_dated(text, one):
        return own
    if any(pattern.match(text, one.end, end) for pattern in (_NOT_ON_IT, _OF_ANOTHER, _ITS_OWNER, _TAKEN_FOR)):
        return Standing(None, TOLD)
    if _NOT_PAID.search(lead) and not _NO_MORE.match(text, one.end, end):
        return Standing(None, TOLD)
    if _UNOPENED.match(text, one.end, end) and not _SPARE.search(lead[-40:]):
        return Standing("planned" if _TO_START.match(text, one.end, end) else None, TOLD)
    return own
