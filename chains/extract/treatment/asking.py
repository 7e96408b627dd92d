# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Asking: whether a question asks for a treatment, so that it is thought of and was not given."""

import re

from chains.extract.text.page import Page
from chains.extract.treatment.alternatives import is_alternative
from chains.extract.treatment.answered import answered_yes
from chains.extract.treatment.cues import Cue
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import ENDED, SHARED, TOLD, Named, Standing

SINGLE_CHARS = 38
"""How far behind a treatment the question mark may stand where nothing parts them."""
_SINGLE = re.compile(rf"[^.;,?]{{0,{SINGLE_CHARS}}}\?|,? or (?:with )?")
_JUDGED = re.compile(
    r"(?![^?]{0,60}\b(?:19|20)\d\d)[^.,;:?(]{0,30}(?:[,:(]|-) ?(?:(?:is it|would it be|really|at all|still|now|already|even|just|for (?:him|her)|in this case|here) ){0,3}"
    r"(?:yes|no|y/n|or not|needed|necessary|worth[a-z]*|useful|sensible|reasonable|justified|too (?:early|late|risky|much|aggressive|dangerous)|indicated|safe|possible|feasible|appropriate|advisable|overkill|over ?-?treatment|any (?:role|place|point|benefit|value|thoughts|takers)|a good idea|good idea|thoughts|opinions?|views?|your view|your opinion|agree|what do you think)\b[^.;]{0,40}\?"
)
"""An opinion asked of a treatment after a comma: "right hemicolectomy, yes or no?"."""
_WHICH = re.compile(r"[^.;?]{0,50}\bwhich\b[^.;?]{0,30}\?")
"""A choice between what opens the question: "everolimus, sunitinib - which first?"."""
_WHETHER_GIVEN = re.compile(
    r"(?:^|[.;:,?>\n-]) ?(?:has|have|had|did|does|do|is|was|were) (?:he|she|they|(?:the |this |your )?patient|pt|you|mr [a-z]|mrs [a-z]) (?:ever |already |previously |still |currently |really |actually |not ){0,2}"
    r"(?:had|have|received?|get|got|undergo|undergone|been (?:on|given)|on|take|taking|taken|given|started(?: on)?|tried?|try)(?: (?:any|a|an|the|her|his|previous|prior))? $"
)
"""How a question begins that asks whether a treatment was given: "has she had a right hemicolectomy?"."""
_ON_IT = re.compile(
    r"[ \n-]*(?:(?:still|currently|already|now|started|put|ever|is (?:the )?(?:patient|pt|he|she)) ){0,3}on "
)
"""How a question begins that only names a drug: "on octreotide?"."""
_IN_GENERAL = re.compile(
    r"\s{0,3}(?:when|how|where|why|in whom|how long|how often|at what [a-z]+) (?:is|are) (?:the )?"
)
"""How a question begins that asks of a treatment in general: "how is PRRT given?"."""
_KEEPING = re.compile(
    r" ?(?:(?:should|shall|do|can|could|must|would) (?:we|i|you|he|she|they) (?:need to |have to )?|(?:is there (?:a |any )?|any )?(?:need|necessary|have|reason) to |ok to |safe to |better to |(?:any |are there )?(?:any )?(?:objections?|thoughts|opinions?|views?|concerns?) (?:to|about|on|against) |to )?(?:stop(?:ping)?|continue|hold|pause|increase|reduce|escalate|keep|withhold|interrupt|wean|stay on|remain on)(?: (?:on|with|giving))?(?: (?:the|her|his))?(?= )"
)
"""How a question begins that asks what to do with a treatment that runs: "stop everolimus?"."""
_ASKING = re.compile(r"\b(?:is|are|does|do|did|can|will|which|when|why|how|or|next|would|should|could|what|vs)\b")
_TELL_IF = re.compile(
    r"\b(?:tell|advise|guide|suggest|comment|say|let (?:me|us) know)(?: (?:me|us|please|kindly))? if (?:an? |the |we should (?:give|start) )?$"
)
"""An opinion asked for: "please tell if lanreotide is needed"."""
_SEE_IF = re.compile(
    r"(?:\bnot (?:yet )?(?:know|sure|clear|certain|decided)|n'?t (?:know|sure|clear|certain|decided)|\b(?:unsure|undecided|unclear|see|asks?|asked|asking|wonder(?:s|ed|ing)?|check|establish|determine|question)) if"
    r"(?: (?:we|i|they|he|she|you|it|one|the patient|this patient|pt|an?|the|must|should|needs?|to|have|can|could|would|might|may|now|also|then|still|start|give|given|add|get|do|use|undergo|receive|benefits?|from|be|is|candidate|suitable|fit|eligible|for|with|more|further)){0,8} $"
)
"""What leaves open whether a treatment is wanted: "to see if SIRT could be an option", "not sure if must give chemo"."""
_HAPPENED = re.compile(
    r"[^.;,?\n]{0,50}? (?:was|were|has been|had been|is (?:still )?(?:running|ongoing|being)|still|continues|did|worked|given|stopped|started|done|received|helped|ok|safe|allowed|(?:may|can|could|should|must|is to|to|will) (?:still |also )?(?:go on|continue|stay|stop|be (?:continued|stopped|paused|kept|held|reduced|increased)))\b"
)
"""What asks whether a treatment was given, or did something."""
_SOME_DAY = re.compile(r"once|as soon as|if|provided")
"""How a plan begins that waits for something; in a question it is an idea: "PRRT once stable?"."""
_NEXT_OR = re.compile(r"next,? (?:or|vs\.?|versus) [^.;?\n]{2,60}\?")
"""What comes next, or something else does: a question."""
_IDEA = re.compile(r"(?:now|next|maintenance|consolidation|having|using|adding|addition|introduc|initiat|introduction)")
"""A cue that names what could be done as well as what is done: "maintenance lanreotide?"."""
_SUBJECT = re.compile(
    r"\b(?:he|she|they|patient|pt|we|already|currently|still|now|is|are|was|been|since|after) (?:is |been |now )?$"
)


_QUERIED = re.compile(
    r"(?:(?:\A|[.;:\n/,(→]| -) ?\?|\?\?|(?:\A|[^a-z])(?:q|qu|question|query|asks?|options?|choices?|thoughts(?: on)?) ?[:=]|\bnext (?:line|step|treatment|therapy|move) ?\?) ?\Z"
)
_WHAT_NOW = re.compile(
    r"\b(?:(?:what(?:'s| is)? )?next(?: up)?|what (?:else|now|then)|options?(?: (?:now|left|from here))?|ideas?|suggestions?) ?\? ?\Z"
)
"""A question before a list of what could be given: "next? sunitinib, CAPTEM"; what has its year was given."""
DECIDED_CHARS = 56
"""How far before a treatment the board stands that wants it."""
_OR = re.compile(r"(?: ?\([^()]{0,30}\))? ?(?:or|vs\.?|versus|/|,|and|then|,? ?or) ?(?:an? |the )?")
"""What stands between two treatments of which one is asked for."""
SIDE_CHARS = 60
"""How near to "R:" the other side may stand."""
TELL_CHARS = 60
"""How far before a treatment others may be asked to tell whether it is wanted."""
QUERY_CHARS = 20
"""How far before a treatment the question marks begin that query it."""


_CONCLUDED = re.compile(
    r"(?:\A|[.;]) ?→ ?(?:(?:(?:neo ?-?)?adj(?:uvant)?|palliative|systemic|first[ -]line|start|add|now|therefore)\.? ){0,2}\Z"
)
"""An arrow that begins a sentence leads to what was concluded: "R0. → adjuvant chemotherapy"."""
_ABLE = re.compile(r"(?:resectab|operab)")
"""An operation that is named only by the question whether it can be done."""
_A_SEQUENCE = re.compile(
    r"[^.;\n]{0,50}(?:\bx ?\d|\d ?x\b|\b(?:19|20)\d\d\b|'\d\d\b|\b\d{1,2}/\d\d\b|→|\bago\b|\b(?:pr|sd|pd|cr)\b)"
)
"""What tells behind an arrow that it leads through a history: "octreotide. → PRRT x4 → everolimus"."""
_OR_WHAT = re.compile(r"(?:,| ?/| or| vs\.?| versus) ?[^.;:\n]{2,40}\?")
"""What makes of an arrow a question: "→ CAPTEM or PRRT?"."""
_IN_A_YEAR = re.compile(r"(?: x ?\d| \d ?x)?[ ,(]{1,2}(?:in |[a-z]{3,9} )?(?:19|20)\d\d\b")
_THEN = re.compile(
    r",? (?:then|followed by|and then|with re-?stag|and re-?stag)[a-z]*(?![a-z])(?![^.;\n]{0,40}(?:19|20)\d\d)"
)
"""What goes on behind a course that a board wants: "4 cycles carbo/etoposide, then restaging"."""
_RECOMMENDED = re.compile(r"(?:\A|[.;\n]) ?r ?: ?\Z")
_LEFT = re.compile(r"\bl ?:")
"""Beside "R:" the other side: so it stands for the right, and not for a recommendation."""
_DECIDED = re.compile(
    r"\b(?:board|mdt|mdm|decision|outcome|consensus|conclusion|recommend(?:ation|ed|s)?|proposal|advice|next step|next|(?:tumou?r )?conference|answer|reply|verdict)(?: \([^()\n]{2,24}\))? ?(?:today )?(?:→|=|:|-) ?(?P<count>(?:\d|three|four|six) ?(?:x|cycles?)(?: of)? )?\Z"
)
"""What stands before a treatment that a board wants: "tumour board → PRRT"."""


def queried(text: str, group: list[Named], told: list[Standing | None]) -> list[Standing | None]:
    """What a question mark, or "q:", right before a treatment makes of it and of what is named with it: "?? A or B"."""
    out: list[Standing | None] = []
    asked = False
    for place, (one, own) in enumerate(zip(group, told, strict=True)):
        listed_first = own is not None and own.status == "done" and own.weight <= SHARED and _THEN.match(text, one.end)
        if (own is None or listed_first) and _is_wanted(text, one):
            asked = False
            out.append(Standing("planned", TOLD))
            continue
        lead = ("" if one.start <= QUERY_CHARS else "x") + text[max(0, one.start - QUERY_CHARS) : one.start]
        listed = asked and _OR.fullmatch(text, group[place - 1].end, one.start) is not None
        what_now = _WHAT_NOW.search(lead) is not None and not is_dated(text, one)
        asked = own is None and (listed or what_now or _QUERIED.search(lead) is not None)
        out.append(Standing("considered", TOLD) if asked else own)
    return out


def _is_wanted(text: str, one: Named) -> bool:
    """Whether a board, "R:" or an arrow behind what was found tells right before a treatment that it is to be given."""
    low = max(0, one.start - DECIDED_CHARS)
    if text.startswith("?", one.end) or _OR_WHAT.match(text, one.end) or _IN_A_YEAR.match(text, one.end):
        return False
    if _DECIDED.search(text, low, one.start):
        return True
    if _CONCLUDED.search(text, low, one.start):
        line = text.rfind("\n", 0, one.start) + 1
        return text.count("→", line, one.start) == 1 and not _A_SEQUENCE.match(text, one.end)
    sides = _LEFT.search(text, max(0, one.start - SIDE_CHARS), one.end + SIDE_CHARS)
    return _RECOMMENDED.search(text, low, one.start) is not None and sides is None


def is_asked(page: Page, one: Named) -> bool:
    """Whether a question asks for the treatment, and does not only name it: "after lanreotide and PRRT?"."""
    low, high = page.sentence(one.start)
    text = page.folded.text
    if text[high - 1 : high] != "?":
        return False
    return (
        _SINGLE.match(text, one.end, high) is not None
        or _JUDGED.match(text, one.end, high) is not None
        or (not text[low : one.start].strip() and _WHICH.match(text, one.end, high) is not None)
        or _ASKING.search(text, max(low, one.start - 70), one.start) is not None
        or is_alternative(page, one, low, high)
    )


def is_thought_of(page: Page, one: Named, own: Standing, cue: Cue) -> bool:
    """Whether a question turns what a cue before the treatment says into an idea: "start lanreotide?"."""
    if own.status not in {"planned", "ongoing", "done"} or not is_asked(page, one):
        return False
    if own.status == "planned":
        return True
    text = page.folded.text
    low = page.sentence(one.start)[0]
    return _IDEA.match(text, cue.start) is not None and not _SUBJECT.search(text, low, cue.start)


def is_left_to_others(page: Page, start: int) -> bool:
    """Whether others are asked whether the treatment that starts here is wanted: "please tell if lanreotide is needed"."""
    text, low = page.folded.text, max(0, start - TELL_CHARS)
    if text.find(" if", low, start) < 0:  # what nearly every text lacks there
        return False
    if _TELL_IF.search(text, low, start):
        return True
    return _SEE_IF.search(text, low, start) is not None and not _HAPPENED.match(text, start)


def is_some_day(page: Page, one: Named, own: Standing | None, cue: Cue | None) -> bool:
    """Whether a question turns a plan that waits for something into an idea: "PRRT once stable?"."""
    if own is None or own.status != "planned" or cue is None:
        return False
    if _NEXT_OR.match(page.folded.text, cue.start):
        return True
    if not _SOME_DAY.match(page.folded.text, cue.start):
        return False
    return is_asked(page, one)


def _opens_with_keeping(text: str, low: int, start: int) -> bool:
    """Whether nothing but "should we stop the" stands between the start of a question and its treatment."""
    begin = max(low, text.rfind(". ", low, start) + 1)  # "17 Dec. Need to stop lanreotide?"
    keeping = _KEEPING.match(text, begin, start)
    return keeping is not None and keeping.end() + 1 == start


def asked_of(page: Page, one: Named, own: Standing | None, head: bool) -> Standing | None:
    """What a question leaves of a standing: whether X was given tells nothing, whether to stop X that it runs.

    ``head`` says that the treatment is the first of its sentence; what is named later in it is an idea where the
    first is to be kept or stopped.
    """
    text = page.folded.text
    if _ABLE.match(text, one.start, one.end):
        return Standing("considered", TOLD)
    if not page.is_question(one.start):
        return own
    low = page.sentence(one.start)[0]
    if _WHETHER_GIVEN.search(text, max(low - 1, one.start - 60, 0), one.start):
        return answered_yes(text, one) or Standing(None, TOLD)
    if _ON_IT.fullmatch(text, low, one.start) and text.startswith("?", one.end):
        return answered_yes(text, one) or Standing(None, TOLD)
    if own is None:
        return own
    if own.status in {"done", "ongoing"} and _IN_GENERAL.fullmatch(text, low, one.start):
        return Standing(None, TOLD)
    if head and own.weight in {TOLD, ENDED} and _opens_with_keeping(text, low, one.start):
        return Standing("ongoing", TOLD) if own.status in {"done", "ongoing"} else own
    if not head and own.weight == SHARED and own.status in {"done", "ongoing"} and _KEEPING.match(text, low):
        return Standing("considered", TOLD)
    return own
