# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Answered: what is answered on a treatment: "prior chemotherapy > 2 lines: no", "Everolimus? Patient says no"."""

import re

from chains.extract.text.page import Page
from chains.extract.treatment.gap import holds_only
from chains.extract.treatment.standing import TOLD, Named, Standing, may_be_given

ANOTHER_CHARS = 50
"""How far behind what a question names the answer may name another."""
_NO = re.compile(r"(?P<label>[^.:;?!\n()]{0,50}) ?: ?(?:no|none|nil|never|n/a|not applicable)(?= ?(?:[.,;()/\n]|$| -))")
_OR = re.compile(r"(?: (?:therapy|treatment))? ?(?:,? ?(?:and/or|or|and)|[,/+&]) ?(?:(?:any|prior|previous|other) )?")
"""Between two treatments of a list."""
_END = r"(?= ?(?:[.,;)!\n]|$)| (?:thank|to (?:it|this|that)|because|due|as|since|for now|again|still|at present|now|after|and)\b)"
_REPLY = re.compile(
    rf"[^.;:?!\n]{{0,24}}\?{{1,3}} ?(?:- ?|\n)?(?:no[,:.]? |but )?(?:(?P<person>the patient|patient|pt|he|she|they|family|the family|his wife|her husband|mr [a-z]+|mrs [a-z]+|ms [a-z]+)|(?:the |our )?(?P<others>(?:tumou?r )?board|mdt|mdm|surgeons?|team|oncolog(?:y|ists?)|radiolog(?:y|ists?)|insurance|cardiolog(?:y|ists?)))(?: (?:has|have|had|again|clearly|still|firmly|politely|now|already)){{0,2}} "
    rf"(?:(?:says?|said) no(?: thank(?:s| you))?|declin(?:es|ed)|refus(?:es|ed)|(?:does|did|do)(?:n't| not) (?:want|wish|like|agree)(?: (?:it|this|that|to|any))?|(?:will|would)(?:n't| not) (?:have|accept|agree to|do|take|consider)(?: (?:it|this|that))?|(?:is|was|are) (?:against|not keen|unwilling|not interested)(?: (?:it|on it|in it|on this))?|turned (?:it|this) down|(?:says?|said) not){_END}"
)
_PLAIN_NO = re.compile(r" ?\?{1,3} ?(?:- ?|\n)?no(?= ?[.,;!\n]|$)")
_NOT_THAT = re.compile(
    r" ?\?{1,3} ?(?:- ?|\n)?no(?:pe)?[,.:;]? ?(?:- ?)?(?:(?:(?:it|that|this) (?:was|happened|is)|(?:he|she) (?:had|got|received|was on|took)|rather|actually|but|only) ?){0,2}(?:(?:after|on|under|with|following|during|since|just|the|an?) ){0,2}$"
)
"""A no to what a question names, with what it was instead: "Progress after CAPTEM? No, it was after FOLFOX."."""

_YES = re.compile(
    r"[^.;?\n]{0,40}\?{1,3} ?(?:- ?|\n)?(?:yes|yep|yeah|indeed|correct|(?:he|she) (?:did|has|had|was)(?! ?n))(?![a-z])(?! (?:but|if|we|please|i would|could))(?P<rest>[^.;?\n]{0,50})"
)
_RUNS = re.compile(r"\b(?:since|monthly|still|ongoing|continu[a-z]+|currently|now|every|daily)\b")


_ASKED_ABOUT = re.compile(
    r"\b(?:re:?|regarding|concerning|about|ask(?:s|ed|ing)? (?:about|for|on|if|whether)|question (?:on|about|of)|query (?:re|about))(?: (?:the|his|her|your|prior|previous|question|on|about)){0,3} $"
)
_YES_HAD = re.compile(
    r"(?: (?:question|query|issue))?[) ]{0,2}[:.,-]? ?(?:yes|yep|indeed)[,:]? (?:he|she|they|pt|patient|the patient|mr [a-z]+|mrs [a-z]+) (?:indeed |already )?(?:did have|had|has had|got|received|underwent|took|was on|completed)(?! (?:no|not|never|a question|wanted|asked|hoped)\b)(?P<rest>[^?\n]{0,60})"
)
"""A yes to what somebody had asked about: "(you asked about the PRRT): Yes he had 2 cycles"."""


def answered_yes(text: str, one: Named) -> Standing | None:
    """How a treatment stands whose giving is asked for, with a yes right behind: "Has he had PRRT? Yes, 4 cycles"."""
    yes = _YES.match(text, one.end)
    if yes is None:
        return None
    runs = one.kind in {"ssa", "targeted", "chemo", "other"} and _RUNS.search(yes["rest"])
    return Standing("ongoing" if runs else "done", TOLD)


def is_answered_no(text: str, one: Named, high: int) -> bool:
    """Whether only what forms ask ("within 12 months") stands between a treatment and the "no" to it."""
    answer = _NO.match(text, one.end, high)
    return answer is not None and holds_only(answer["label"], "form")


def share_a_no(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """Give a no to the last of a list to all of it: "prior SIRT or embolisation: none"."""
    text = page.folded.text
    for last in range(len(named) - 1, 0, -1):
        if not _OR.fullmatch(text, named[last - 1].end, named[last].start):
            continue
        if not is_answered_no(text, named[last], page.sentence(named[last].start)[1]):
            continue
        for place in range(last - 1, -1, -1):
            if not _OR.fullmatch(text, named[place].end, named[place + 1].start):
                break
            if may_be_given(standings[place]):
                standings[place] = Standing(None, TOLD)


def answered(text: str, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of what a question names with the answer right behind it: a patient declines, a board denies.

    It was another where a no is followed by the treatment that begins at ``stop``.
    """
    if own.status == "done" and stop - one.end <= ANOTHER_CHARS and _NOT_THAT.match(text[one.end : stop]):
        return Standing(None, TOLD)
    if own.status not in {"considered", None}:
        return own
    yes = _YES_HAD.match(text, one.end)
    if yes and _ASKED_ABOUT.search(text, max(0, one.start - ANOTHER_CHARS), one.start):
        runs = one.kind in {"ssa", "targeted", "chemo", "other"} and _RUNS.search(yes["rest"])
        return Standing("ongoing" if runs and "stop" not in yes["rest"] else "done", TOLD)
    reply = _REPLY.match(text, one.end)
    if reply is None:
        return Standing(None, TOLD) if _PLAIN_NO.match(text, one.end) else own
    return Standing("declined" if reply["person"] else None, TOLD)
