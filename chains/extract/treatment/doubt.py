# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Doubt: whether a treatment was ever given is asked by somebody, or doubted: "wife asks whether he had chemo - no, not yet"."""

import re
from bisect import bisect_left
from operator import itemgetter

from chains.extract.text.hint import Hint
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.treatment.standing import AT_ONCE, TOLD, Named, Standing, may_be_given
from knowledge.case import Span

LEAD_CHARS, BEHIND_CHARS, ANSWER_CHARS = 130, 90, 70
"""How far before a treatment the doubt may begin, how far behind it its verb stands, and how far the answer."""
_WHETHER = re.compile(
    r"\b(?:(?:ask|wonder|enquir|inquir|quer|question|know|knew|clarif|confirm|check|verif|establish|find out|found out|figure out|work out|tell|remember|recall|say|sure|certain|clear|unclear|unsure|uncertain|unknown|doubt|questionable|debatable|dubious|ascertain|determin|idea|clue|look up|documented|recorded|state)[a-z]*(?: [a-z'.,]+){0,5}? (?:if|whether(?: or not)?)"
    r"|(?:(?:can|could|would|will) (?:you|u|someone|anyone|somebody|anybody) (?:please |kindly |pls )?|please |pls |kindly |plz )(?:re-?)?(?:confirm|verify|clarify|check)(?: (?:that|if|whether)|(?= (?:he|she|they|(?:the |this )?(?:patient|pt)|mr|mrs|ms|prior|previous)\b))|(?<![a-z,] )(?<![a-z,])whether"
    r"|(?<![a-z,)] )(?<![a-z])(?:has|have|did|had|was)(?= (?:he|she|they|pt|patient|the patient|this patient|your patient|mr [a-z]+|mrs [a-z]+|ms [a-z]+) )"
    r"|(?:ask(?:s|ed|ing)?|enquir(?:ed|y|ing)|inquir(?:ed|y|ing)|await(?:s|ing)? (?:confirmation|clarification|information)|waiting for confirmation|(?:need to |to |must |pls |please )?(?:find out|clarify|check|establish|enquire|inquire|confirm))(?: [a-z]+){0,2} (?:about|of|on|re|for|regarding)(?= (?:any |the |his |her )?(?:prior|previous|past|earlier) )|either"
    r"|(?:can|could|does|do) (?:any|some)(?:one|body)(?: [a-z]+){0,3}? (?:if|whether)"
    r"|(?:i|we|who) (?:very much |really |strongly |rather |somewhat )?doubt(?:s|ed)?(?: very much)?(?: (?:that|if|whether))?|(?:it is |it's |seems |very |highly |rather )?(?:doubtful|questionable|dubious|unlikely|unproven)(?: that)?"
    r"|(?:not|never|isn't|aren't|wasn't|am not|n't) (?:at all |quite |so |entirely |really |even )?(?:sure|certain|clear|convinced|known|documented|recorded)(?: (?:that|from the notes))?|(?:do|does|did)(?:n't| not) (?:really )?(?:think|believe|suppose)(?: that)?"
    r"|(?:cannot|can't|can not|could not|couldn't|unable to|impossible to|failed to|not able to) (?:really |yet |fully )?(?:confirm|verify|establish|find(?: out)?|trace|prove|substantiate)(?: (?:any|evidence|records?|documentation|proof|a record))?(?: (?:that|of|for))?"
    r"|(?:no|any|without|little) (?:(?:clear|good|real|hard|firm|written|reliable) )?(?:evidence|documentation|records?|proof|confirmation|mention|trace|notes?|entry|indication)(?: (?:that|of|for))?)(?= )"
)
"""What opens a doubt, or a question told by somebody."""
_RECEIVED = re.compile(
    r"\b(?:had|has|have|having|got|get|gotten|gets|receiv(?:e|ed|es|ing)|underwent|undergone|undergoing|undergo|given|took|taken|take|takes|tried|treated with|started(?: on)?|put on|(?:been|was|were|is|be) on|exposed to|completed|prior|previous|past|earlier)"
    r"(?: (?:had|on|any|some|a|an|the|his|her|their|its|that|this|first|prior|previous|previously|earlier|systemic|adjuvant|neoadjuvant|palliative|platinum|monthly|courses?|cycles?|doses?|of|such|ever|already|yet|actually|really|long|acting|liver|\d)){0,4} $"
)
_PARTED = re.compile(
    r"(?<!\bpat)(?<!\bpt)(?<!\bmr)(?<!\bmrs)(?<!\bms)(?<!\bdr)(?<!\bprof)(?<!\bfr)(?<!\bhr)\.|[;:?!()\n]|, |\b(?:should|shall|could|would|can|may|might|must|will|to be|but|because|since|after|before|while|why|when|how)\b"
)
"""What ends a doubt before it reaches a treatment, or makes of it a question what is to be done."""
_SUBJECT_GAP = re.compile(
    r" (?:(?:the|his|her|any|a|an|this|that|such|ever|prior|previous|planned|first|second|adjuvant|palliative|systemic) ){0,3}$"
)
_WAS_GIVEN = re.compile(
    r"(?: (?:lar|autogel|depot|treatment|therapy|injections?|procedure|cycles?))? (?:was|were|has been|had been|have been|has|had|ever|actually|really|got|being|having been)(?: (?:ever|already|really|actually|also|indeed|in fact|even|been|yet|once|previously)){0,3} (?:given|done|performed|started|received|completed|carried out|administered|tried|undertaken|initiated|commenced|taken|happened|took place|begun|prescribed|injected)(?! (?:correctly|properly|regularly|for (?:long|too)|by|because|due|instead))"
)
_EITHER = re.compile(r"\b(?:had|received|got|underwent|given|was on|took|had had) either (?:an? |the )?$")
_OR = re.compile(r" or (?:an? |the )?[a-z]")
_HOW = re.compile(
    r"[^.;?\n]{0,30}\b(?:(?:before|during|first|\d+(?: ?mg)?|(?:in|at|on|with) [a-z0-9]+) or(?! (?:not|never))|regularly|correctly|properly|as prescribed|enough|helped|worked|because|too (?:early|late|long|often))\b"
)
"""What asks how, and not whether: "whether he took everolimus regularly"."""
_YES = re.compile(
    r"[^.?;:\n]{0,40}?(?:[.?;:]| -|,|\n) ?(?:- ?)?(?:(?:he|she|they|patient|pt|wife|answer|the answer|notes|gp|it)(?: [a-z]+)?:? )?(?:says? |said |is |was )?(?:yes|yep|yeah|correct|indeed|confirmed|affirmative|he did(?! ?n)|she did(?! ?n)|they did(?! ?n)|he has(?! ?n)|she has(?! ?n)|it was(?! ?n)|was given|x ?\d|\d (?:cycles|doses|courses))\b"
)
_HEARSAY = re.compile(
    r"(?:\b(?:supposedly|allegedly|purportedly|presumably|apparently|reportedly|possibly|claims?|claimed|claiming|says?|said|thinks?|thought|believes?|believed|according to|reports?|reported|states?|stated)\b[^.;\n?]{0,60}|(?:^|[.;:\n(,]) ?\?? ?(?:prior|previous|past|had) )$"
)
_UNKNOWN = re.compile(
    r"(?: (?:therapy|treatment|use|exposure|status|before))?,?:? (?:(?:is|was|are|were|remains?|has been|still) ){0,2}(?:unknown|unclear|uncertain|unconfirmed|undocumented|not (?:yet )?(?:known|documented|confirmed|verified|recorded|clear|traceable)|(?:can|could)(?:not|n't| not) be (?:confirmed|verified|found|traced|proven|established|substantiated)|to be (?:confirmed|verified|clarified))(?! (?:how|why|when|whether (?:it|he|she) (?:helped|worked)|dose|date))"
)
"""What leaves open, right behind a treatment, whether it was given: "prior PRRT unknown"."""
_BELIED = re.compile(
    r"[^.;\n?]{0,40}?(?:[,;]| -|\bbut\b|\bhowever\b|\byet\b)[^.;\n?]{0,50}?\b(?:intact|in situ|still (?:there|present|in place)|never (?:been )?(?:removed|resected|operated)|un-?operated|no scars?)\b"
)
"""What a scan shows, behind hearsay of an operation: "… CT shows an intact pancreas"."""
_UNPROVEN = re.compile(
    r"[^.;\n?]{0,40}?(?:[,;.(]| -|\band\b|\bbut\b|\bwhich\b) ?(?:- )?(?:(?:but|and|though|however,?|which|that|this|it) ){0,2}(?:(?:is|was|has|have) )?(?:(?:can|could)(?:not|n't| not) be (?:confirmed|verified|found|traced|proven|substantiated)|(?:not|never|un)[ -]?(?:been )?(?:confirmed|verified|documented|substantiated|proven)|no (?:written |supporting |other |old |outside )?(?:records?|documents?|documentation|evidence|proof|confirmation|papers?)(?: (?:of (?:it|this|that)|available|found|anywhere|to support (?:it|this)|whatsoever|at hand))?(?= ?(?:[.,;)\n]|$))|(?:notes?|records?|chart|file|gp|hospital|oncologist|letters?)(?: [a-z]+){0,3} (?:say|says|tell|tells|show|shows|states?) (?:otherwise|no such|nothing|no)|(?:(?:the |his |her |our |treating |former |previous )?[a-z]+(?: in [a-z]+)? )(?:denies|deny|denied|disputes?|contradicts?)(?: (?:it|this|that|having|ever)\b| ?(?=[.,;)\n]|$))|(?:[a-z]+ ){1,4}?(?:has|have|had|with|find|finds|found|shows?) no (?:record|trace|knowledge|file|sign)|(?:the |his |her |our )?(?:gp|oncologist|wife|husband|daughter|son|surgeon|pharmacy|hospital|family) (?:says?|said|states?|reports?|insists?)(?: that)? (?:he |she |it |this )?(?:was |has |had |has been )?(?:never|not|no\b))"
)
"""What follows hearsay and leaves it unproven."""
_DISPUTED = re.compile(
    r"[^.;\n?]{0,30}?(?:[,;.]| -|\bbut\b|\bwhich\b) ?(?:- )?(?:but |though |however,? |which )?(?:(?:the |this )?(?:patient|pt|wife|husband|family|oncologist|he|she|they|gp|surgeon))(?: (?:himself|herself|clearly|firmly|now|strongly|from [a-z]+|in [a-z]+)){0,2} (?:denies|deny|denied|negates?|negated|disputes?|disputed|contradicts)(?: (?:it|this|that|ever having|having (?:had|received|taken) (?:it|this|any|one))(?![a-z])| ?(?=[.,;)\n]|$))"
)
"""What somebody else wrote, and the patient denies."""
_SAID_TO = re.compile(
    r"\b(?:said|supposed|thought|believed|reported) to have (?:had|undergone|received)(?: an?| the)? $"
)
_WRITTEN = re.compile(
    r"\b(?:prior|previous|past|about|letters?|notes?|chart|records?|emr|ehr|file|list|listed|document(?:s|ed)?|referral|summary|report(?:s|ed)?|states?|mentions?|says?)\b[^.;\n?]{0,60}$"
)


_HEDGE = Hint(
    r"confirm|verif|not be |n't be |unknown|unclear|uncertain|documented|known|recorded|traceable|proven|substantiat|no [a-z]+ ?[a-z]* ?(?:record|document|evidence|proof|paper|trace|knowledge|file|sign)|no (?:record|document|evidence|proof|paper|trace|knowledge|file|sign)|den(?:y|ies|ied)|negat|disput|contradict|otherwise|no such|says?|said|stat|insist|report|intact|in situ|still|never|operated|no scar"
)
"""A word without which nothing is left unproven."""
_LISTED = re.compile(r"(?:,| and| or|/|\+| &){1,2} ?(?:(?:any|an?|the|also|even|ever|or|and) ?){0,2}")


def doubted(page: Page, named: list[Named], standings: list[Standing]) -> list[Standing]:
    """The standings, where a treatment is not told that is only asked or doubted whether it was given, alone or in a list."""
    text = page.folded.text
    out: list[Standing] = []
    for place, (one, own) in enumerate(zip(named, standings, strict=True)):
        listed = place and out[-1] != standings[place - 1] and _LISTED.fullmatch(text, named[place - 1].end, one.start)
        given = may_be_given(own) or own.status == "considered"
        out.append(Standing(None, TOLD) if listed and given else _doubted(page, one, own))
    return out


def _openings(page: Page) -> list[Span]:
    """Where every doubt, and every question told by somebody, opens in the text."""
    return [found.span() for found in scan(_WHETHER, page.folded.text)]


def _is_hedged(page: Page) -> bool:
    """Whether the text holds a word by which what was said of a treatment may be left unproven."""
    return _HEDGE.stands_in(page.folded.text)


def _doubted(page: Page, one: Named, own: Standing) -> Standing:
    """The standing of one treatment with the doubts around it."""
    if not may_be_given(own) and own.status != "considered":
        return own
    text = page.folded.text
    low = max(page.sentence(one.start)[0], one.start - LEAD_CHARS)
    if _is_in_doubt(page, low, one) and not _YES.match(text, one.end, one.end + ANSWER_CHARS):
        return Standing(None, TOLD)
    if own.status == "considered" or not page.kept(_is_hedged):
        return own
    end = one.end + BEHIND_CHARS + ANSWER_CHARS
    lead = text[low : one.start]
    if _UNKNOWN.match(text, one.end, end):
        return Standing(None, TOLD)
    if _HEARSAY.search(lead) and _UNPROVEN.match(text, one.end, end):
        return Standing(None, TOLD)
    hearsay = _HEARSAY.search(lead) or _WRITTEN.search(lead) or _SAID_TO.search(lead)
    if one.kind in AT_ONCE and hearsay and _BELIED.match(text, one.end, end):
        return Standing(None, TOLD)
    if _WRITTEN.search(lead) and _DISPUTED.match(text, one.end, end):
        return Standing(None, TOLD)
    return own


def _is_in_doubt(page: Page, low: int, one: Named) -> bool:
    """Whether a doubt before a treatment reaches it, by a verb of receiving before it or by "was given" behind it."""
    text, openings = page.folded.text, page.kept(_openings)
    place = bisect_left(openings, one.start, key=itemgetter(1)) - 1
    if place < 0 or openings[place][0] < low:
        return False
    start, end = openings[place]
    gap = text[end : one.start]
    if text.startswith("either", start) and not _OR.match(text, one.end):
        return False
    received = _RECEIVED.search(gap) or _EITHER.search(text, low, one.start)
    if received and not _PARTED.search(gap):
        return _HOW.match(text, one.end, one.end + BEHIND_CHARS) is None
    if not _SUBJECT_GAP.fullmatch(gap):
        return False
    given = _WAS_GIVEN.match(text, one.end, one.end + BEHIND_CHARS)
    return given is not None and _HOW.match(text, given.end(), given.end() + BEHIND_CHARS) is None
