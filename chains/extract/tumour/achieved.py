# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Achieved: a state that a finished treatment achieved or ended in, and that is not the state now: "TACE 2023 → PR"."""

import re

from chains.extract.text.moment import find_moments
from chains.extract.text.page import Page
from chains.extract.tumour.course_words import course_words

LEAD_CHARS = 60
"""How far before a state the word may begin by which its treatment is finished."""
_HAS_NOW = re.compile(r"(?<![a-z])(?:he|she|they|pt|patient|we) (?:now )?(?:has|have|shows?)(?: an?| now)? $")
SEEN_CHARS = 140
"""How far before a treatment the words may begin that tell what a scan shows since then."""
BRACKET_CHARS = 36
"""How far behind a treatment the bracket with its result may open."""
_NEXT_ENTRY = re.compile(r"[,;/-] ?(?:in |since |from |ct |mri |pet ){0,12}$")
"""Behind a treatment, a comma and a date begin the next entry of a list of dates."""
_SINCE = re.compile(
    r"\bsince (?:the |his |her |my |last |first |second |third |fourth |this |that |latest |most recent |starting |start of |beginning |re-?starting |initial |\d(?:st|nd|rd|th) |\d{1,2} (?:cycles|courses|doses) of ){0,12}$"
)
"""Before a treatment: what follows holds from then on ("since PRRT things have been quiet")."""
_TO = re.compile(
    r"(?: (?:for |over )?\d{1,2} ?(?:mo|mths?|months?|m|yrs?|years?|y))? (?:well |nicely |now |again )?(?:to|on|under|with|since) (?:the |his |her )?"
)
_SEEN_AFTER = re.compile(
    r"(?<![a-z])(?:decreas|shrink|shrunk|shrank|smaller|reduc|regress|interval|unchanged|stable)[a-z]*(?![a-z])[^.;\n]{0,80}?(?<![a-z])(?:following|after|post|since|under|with|on|s/p) (?:[a-z0-9-]{1,24}[ (]{1,2}){0,5}$"
)
"""Before a treatment: what a scan shows since then, of which the next words are the verdict ("interval decrease in hepatic
metastases following radioembolisation, partial response")."""
_FINISHED = re.compile(r"(?<![a-z])(?:done|finished|completed|complete|ended)(?![a-z])")
_NOT_YET = re.compile(
    r"[^.;,\n]{0,30}(?<![a-z])(?:expected|hoped|anticipated|awaited|aimed|desired|initially|at first|then|until|followed)(?![a-z])"
)
_AT_FIRST = re.compile(
    r"(?<![a-z])(?:initial(?:ly)?|at first|first|early|best|previous|transient|short|brief)(?: [a-z]+)? $"
)
ENDED_CHARS = 60
"""How far before a code in brackets the word may begin that tells of an end."""
_ENDED_IN = re.compile(
    r"(?<![a-z])(?:ended|stopped|finished|discontinued|ceased|completed|terminated|last (?:dose|cycle|given)|until|till|up to)(?: (?:in|on|at|early|late|mid|after|the|end of|of|cycle|cycles|\d{1,2}|[a-z]{3,9})){0,5}(?: ?\d{1,2}[./])?(?: ?(?:19|20)?\d\d)? ?\((?:for |at |due to |because of )?$"
)
"""Before a code in brackets that is why a treatment ended, and not the state after it."""
NOT_GIVEN = {"planned", "considered", "declined", "asked", "negated", "hypothetical"}
"""Contexts in which a treatment is named that was not given."""
_LASTING = {"octreotide", "lanreotide", "ssa"}
"""Treatments that go on until they fail."""
_IN_BRACKETS = re.compile(r" ?(?:x ?\d{1,2} ?)?\((?:[^()]{0,24}[,;] ?)?(?:best )?$")


def is_achieved(page: Page, start: int, end: int) -> bool:
    """Whether a response or SD is what a finished treatment achieved: "TACE 2023 → PR"; not "on lanreotide, CT SD"."""
    text = page.folded.text
    low, high = page.sentence(start)
    if _HAS_NOW.search(text, max(low, start - 24), start):
        return False  # "after 4 cycles CAPTEM he has stable disease"
    own = _TO.match(text, end)
    if own and page.names("treatments", "treatment", own.end(), own.end() + 1):
        return False  # "progressed on sunitinib, responding to CAPTEM"
    for name, first, last in reversed(page.named_within("treatments", "treatment", low, start)):
        if last <= start and not name.startswith("?"):  # "reads PD" may name no operation
            between = text[last:end] + " " + re.split(r"[,;(]", text[end : min(high, end + 24)])[0]
            if any(_NEXT_ENTRY.search(text, last, dated.start) for dated in find_moments(text, last, start)):
                return False
            if course_words()["tumour"].search(text, last, start) or _SINCE.search(text, max(low, first - 20), first):
                return False
            if _SEEN_AFTER.search(text, max(low, first - SEEN_CHARS), first):
                return False
            if _is_the_last_line(page, low, first, start):
                return False
            if (
                name in _LASTING
                and text.startswith(("stable disease", "sd"), start)
                and not any(given > start for given in page.kept(given_at))
            ):
                return False  # "lanreotide, stable disease > 3 y": it is given until something else is
            running = re.search(
                r"\b(?:since|ongoing|continu[a-z]*|now|current[a-z]*|to date|still|running|under way|(?:on|at|after|c|cycle) ?c?\d(?! ?(?:x|cycles|of))|halfway|so far)\b",
                between,
            )
            return start - last < 50 and not (
                running or course_words()["imaging"].search(between) or "ongoing" in page.context(first, last)
            )
    return False


def _is_the_last_line(page: Page, low: int, first: int, start: int) -> bool:
    """Whether a treatment has just been completed and no other was given, so that what it achieved is the state now:
    "CAPTEM x 6 done, partial response. Now considering PRRT"."""
    text = page.folded.text
    if not _FINISHED.search(text, max(low, first - LEAD_CHARS), start) or find_moments(text, low, start):
        return False
    if _NOT_YET.match(text, start, page.sentence(start)[1]) or _AT_FIRST.search(text, max(low, start - 20), start):
        return False
    if "→" in text[first : start + 1]:
        return False  # "neoadjuvant CAPTEM (finished) → PR" is an entry of the history
    given = page.kept(given_at)
    return not given or (given[-1] < start and not any(low <= one < first for one in given))


def given_at(page: Page) -> list[int]:
    """Where treatments are named that are not only planned, considered, refused …"""
    return [
        start
        for name, start, end in page.named("treatments", "treatment")
        if not name.startswith("?") and not page.context(start, end) & NOT_GIVEN and not page.is_question(start)
    ]


def is_reason_of_an_end(page: Page, start: int) -> bool:
    """Whether a code in brackets tells why a line of treatment ended: "carbo-etop 4 cycles, ended in Feb (PD)"."""
    low = max(page.sentence(start)[0], start - ENDED_CHARS)
    return _ENDED_IN.search(page.folded.text, low, start) is not None


def is_result_in_brackets(page: Page, start: int) -> bool:
    """Whether a code is the result in brackets right behind a treatment: "STZ/5-FU (PD)"."""
    return any(
        last < start <= last + BRACKET_CHARS and _IN_BRACKETS.fullmatch(page.folded.text, last, start)
        for _, _, last in page.named("treatments", "treatment")
    )
