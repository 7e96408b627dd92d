# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Reported spread: metastases that others wrote or read, which the words right behind do not bear out ("the letter says
bone metastases; there are none")."""

import re
from functools import cache

from chains.extract.imaging.spread_sites import spread
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import forms

REPORTER_CHARS = 1
"""How far into the words for the metastases the search for him goes: a quotation mark may open them."""
BEFORE_CHARS = 90
"""How far before the metastases the words may stand by which others told them."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    ours = r"(?:(?:but|and|however|yet|while|whereas|though),? )?(?:(?:on review|in fact|here|now|in truth|in reality|on our (?:mri|ct|pet|scan)),? )?"
    tail = r"[\"']?(?:,? (?:left|right|bilateral(?:ly)?|both sides|\d{1,3}(?:\.\d)?(?: ?x ?\d{1,3}(?:\.\d)?)? ?[cm]m|in|and|[ltcs]h?\d{1,2}|seg(?:ment)?\.? ?[1-8ivab]{1,4}|s[1-8]|[lr][ulm]l|,)(?![a-z])){0,6}"
    known = r"(?:to be|in fact|only|just|all|merely|actually|clearly|really|later shown to be|known|old|benign|simple|typical|long-?standing)"
    exam = r"(?:(?:our|my|the|a|this|today's|repeat|second|own|dedicated|later|subsequent|liver|bone|brain|follow-?up|dotatate|new|re-?read|review|their) ){0,4}(?:mri?|ct|pet(?:/ct)?|scans?|imaging|biops(?:y|ies)|ultrasound|us|radiologists?|review|re-?read(?:ing)?|histology|cytology|dota(?:tate|toc|noc)(?: pet)?)(?: (?:here|of ours|of [a-z0-9 ]{2,14}|by us))?"
    people = r"(?:(?:our|my|the|local|own|chest|spine|bone|abdominal|liver|senior|consultant|second|in-?house|orthopa?edic|thoracic) ){0,3}(?:gyna?e?(?:cologists?|cology|cologic [a-z]+)?s?|gyns?|radiolog(?:ists?|y)|[a-z]{3,12}ologists?|[a-z]{0,10}surgeons?|orthopa?edics?|boards?|mdt|colleagues?|team|nuc(?:lear|s)?(?: med(?:icine)?)?)(?: (?:here|team|colleagues?|department))?"
    benign = rf"(?:(?:(?:it|it's|they're|this|that|them|these|they|as|an?|the|is|are|was|were|for|to|be|only|just|old|known|simple|typical|rather|more|likely|a case of|sure|convinced|certain|that's) ){{0,5}}(?:(?!met|and|or|plus|nor?|not|new|also|besides?|with|near|after|post)[a-z]+ ){{0,2}}?(?:{forms('spread', 'harmless')}))(?! ?(?:or|vs|versus|\?|/))"
    exams = rf"{exam}(?:(?: and | ?& ?| ?/ ?|, ?(?:and )?){exam}){{0,2}}"
    papers = r"(?:(?:problem|diagnos[a-z]+|active|differential|coding|coded|summary|discharge|referral|gp|practice|dx|letter) ){0,2}(?:list|summary|records?|file|chart|differential|letter|papers|diagnoses)(?![a-z])(?! (?:of|for) (?!diagnos|problem))"
    end = r"(?= ?(?:[.,;:!)\n]|$| (?:here|at all|on|in|whatsoever|of (?:them|that|this)|by us|either|today|now)(?![a-z])))"
    return {
        "reported": re.compile(
            r"(?<![a-z])(?:(?:letter|referral|referrer|gp|report|record|records|notes?|summary|request(?: form)?|file|database|radiologists?|(?:er|ed|a&e|ward|icu|family|night|on-?call)? ?doc(?:tor)?|hospital|colleagues?|somebody|someone|they|he|she|you|i|we)(?: (?:of|from|in) [a-z0-9 ]{2,16})? (?:had |has |have |was |were )?(?:says?|said|wrote|writes?|written|mentions?|mentioned|states?|stated|reads?|lists?|listed|called|calls|claims?|claimed|reported|speaks of|spoke of|told|described|suspected|assumed|documented)|according to (?:(?:the|his|her|an?) ){0,2}(?:patient|pt|him|her|wife|husband|family|daughter|son|gp|outside [a-z]+|referr[a-z]+)|elsewhere|outside|external(?:ly)?|radiologists?:|reported|alleged(?:ly)?|supposed(?:ly)?|so-called|purported|presumed|suspected|suspicion of)(?![a-z])"
        ),
        "reported_after": re.compile(
            r" ?[\"']? ?(?:,? which )?(?:were|was|had been|are|is|have been|has been) (?:also |first |initially |previously )?(?:reported|diagnosed|described|suspected|read|called|assumed|thought|mentioned|documented|listed|recorded|noted)(?: [a-z]+){0,4}?(?: (?:elsewhere|outside|externally|there|before|first|earlier|initially|on (?:the )?(?:ct|us|ultrasound|outside [a-z]+)|by (?:the )?(?:gp|referr[a-z]+|outside [a-z]+|other [a-z]+|radiolog[a-z]+)))(?![a-z])"
        ),
        # what is to be taken out of the papers: "bone mets can be struck from her problem list"
        "unlisted": re.compile(rf"[\"']?(?:,? (?:(?:is|are|was|were|be|been|being|has|have|can|could|may|should|must|needs?|to|so|therefore|thus|hence|then|now|please|all) ){{0,5}}| ?(?:->|[→=:-]) ?| )?(?:(?:struck|taken|crossed|removed|deleted|dropped|wiped|came|come|off|gone)(?: (?:off|out of|from|off of))?|off|out of) (?:(?:the|her|his|your|our|my|their|this) )?{papers}"),
        "unlisting": re.compile(r"(?<![a-z])(?:take|taking|taken|remove|removing|removed|delete|deleting|deleted|strike|striking|struck|cross|crossing|crossed|drop|dropping)(?: (?:out|off|away))?(?: (?:the|her|his|your|that|this|any|all|mention|entry|word|words|diagnosis|of)){0,5} ?[\"']?$"),
        "from_papers": re.compile(rf"[\"']? ?(?:off|from|out of) (?:(?:the|her|his|your|our|my|their|this) )?{papers}"),
        # "portal hypertension rather than peritoneal disease"
        "rather_than": re.compile(r"(?<![a-z])(?:rather than|more than|instead of) (?:(?:an?|the|any|true|real|new) ){0,2}$"),
        "treats": re.compile(r"(?<![a-z])(?:treat[a-z]*|target[a-z]*|resect[a-z]*|irradiat[a-z]+|address[a-z]*|ablat[a-z]+|biops[a-z]+|progress[a-z]*|pd|growth|grow[a-z]*|new|respon[a-z]+|shr[iu]nk[a-z]*|because of|due to|from)(?![a-z])"),
        "hedged": re.compile(r"(?<![a-z])(?:likely|probabl[ey]|perhaps|maybe|possibl[ey]|may|might|could|favou?r[a-z]*|suspect[a-z]*|think|guess|presumabl[ey]|suggest[a-z]*)(?![a-z])"),
        "clause_end": re.compile(r" ?(?:[.,;:)\n]|$|(?:on|in|per|acc)(?![a-z]))"),
        # the words of a second reader: "our gyn says simple cyst", "I think they are bone islands"
        "opposed": re.compile(
            rf"{tail}(?: (?:on|in|at|by|of|from) [a-z0-9 ]{{2,24}}?)? ?(?:[\"')]{{0,2}}|\([^()\n]{{1,30}}\))[,;.:-]? ?\n?{ours}(?:(?P<ours>(?:our|my|in-?house|second|own|local) {people}|{people} here)|(?P<other>{people}|(?P<writer>i|we)(?= (?:(?:would|rather|still|personally|am|are|tend|to|strongly|say|sure|convinced|certain) ){{0,3}}(?:think|believe|feel|guess|suspect|call|read|see|regard)?[a-z ]{{0,9}}(?<![a-z])(?:they|it|them|these|this|those)(?![a-z]))))(?::| -|,)? ?(?:(?:says?|said|reads?|thinks?|calls?|called|sees?|saw|finds?|found|believes?|feels?|guess|suspects?|would|say|call|favours?|favou?r|am|is|are|tends? to|think|rather|still|strongly|clearly|reports?|describes?|disagrees?|disagreed|writes?|wrote|to me)[,: ]{{1,2}}){{0,4}}{benign}"
        ),
        "refuted": re.compile(
            rf"{tail}(?: (?:on|in|at|by|of|from) [a-z0-9 ]{{2,24}}?)? ?[\"')]?[,;.:-]? ?\n?{ours}(?:"
            rf"{exams}(?: ?[:=] ?| )(?:only |just )?(?:normal|clear|clean|unremarkable|negative|none|no (?:lesions?|metastas[ei]s|mets)|(?:{known} ){{0,2}}(?:{forms('spread', 'harmless')})(?: only)?){end}"
            rf"|{exams} (?:(?:clearly|now|only) )?(?:shows?|showed|finds|found|sees?|saw|reveals?|revealed|has|had|is|was|were|are|says?|said|demonstrates?|confirms?|confirmed|disagrees?|disagreed)(?: (?:us|that it is|completely|entirely|quite|perfectly|all|in fact))?(?: (?:none|nothing(?: of the (?:kind|sort))?|no(?: such)? (?:lesions?|thing|metastas[ie]s|mets|abnormalit(?:y|ies)|deposits?|tumou?r)|normal|clear|clean|unremarkable|negative|not so|otherwise|healthy [a-z]+|(?:an? )?normal [a-z]+|them not|only (?:{forms('spread', 'harmless')}))|(?<=disagrees)|(?<=disagreed)){end}"
            rf"|(?:there )?(?:is|are|was|were) (?:in fact |actually |really )?(?:none|no such [a-z]+|nothing(?: of the (?:kind|sort))?){end}"
            rf"|(?:this|that|it|which) (?:is|was|proved|turned out)(?: to be)? (?:not (?:so|true|correct|right|the case|confirmed)|wrong|untrue|incorrect|false|an? (?:error|mistake)|unfounded|nonsense){end}"
            rf"|(?:(?:this|that|it|these|those|they|which) )?(?:can(?:not|'t)|could(?: not|n't)|do(?: not|n't)|did(?: not|n't)) (?:be )?(?:confirm(?:ed)?|verif(?:y|ied)|reproduce[d]?|see|find|substantiate[d]?|agree|share)(?: (?:this|that|these|them|it|any|such|with this))?{end}"
            rf"|(?:we|i) (?:can(?:not|'t)|could(?: not|n't)|do(?: not|n't)|did(?: not|n't)) (?:confirm|verify|reproduce|see|find|substantiate|agree|share)(?: (?:this|that|these|them|it|any|such|with this))?{end}"
            rf"|(?:we|i) (?:see|saw|find|found) (?:none|no such [a-z]+|nothing(?: of the (?:kind|sort))?){end}"
            rf"|(?:these|those|they|which|this|that|it|all of (?:them|these|which)) (?:are|were|is|was|proved|turned out|have (?:since )?proved)(?: {known}){{0,3}} (?:an? )?(?:{forms('spread', 'harmless')}))"
        ),
    }  # fmt: skip


def without_refuted_reports(page: Page, found: list[Found]) -> list[Found]:
    """The facts, with metastases that others told, and that the words behind do not bear out, as absent."""
    return [_weighed(page, fact) for fact in found]


def _weighed(page: Page, fact: Found) -> Found:
    """A fact of spread against the words behind it: not borne out, or only possible where two readers differ."""
    if _is_refuted(page, fact) or _is_unlisted(page, fact):
        return spread(fact.value.site, "absent", fact.start, fact.end)
    if fact.field == "metastases" and fact.value.status == "present":
        status = _thought_less_of(page, fact)
        if status:
            return spread(fact.value.site, status, fact.start, fact.end)
    if fact.field == "metastases" and fact.value.status == "present":
        status = _opposed(page, fact)
        if status:
            return spread(fact.value.site, status, fact.start, fact.end)
    return fact


def _is_unlisted(page: Page, fact: Found) -> bool:
    """Whether metastases are to be taken out of the papers of the patient: "take liver mets off your problem list"."""
    if fact.field != "metastases" or fact.value.status == "absent":
        return False
    patterns, text = _patterns(), page.folded.text
    if patterns["unlisted"].match(text, fact.end):
        return True
    low, _ = page.sentence(fact.start)
    return (
        patterns["from_papers"].match(text, fact.end) is not None
        and patterns["unlisting"].search(text, max(low, fact.start - BEFORE_CHARS), fact.start) is not None
    )


def _thought_less_of(page: Page, fact: Found) -> str | None:
    """The status of metastases that are less likely than something else: "portal hypertension rather than peritoneal
    disease" """
    patterns, text = _patterns(), page.folded.text
    low, high = page.sentence(fact.start)
    begin = max(low, fact.start - BEFORE_CHARS)
    instead = patterns["rather_than"].search(text, begin, fact.start)
    if instead is None or patterns["treats"].search(text, begin, instead.start()):
        return None
    if not patterns["clause_end"].match(text, fact.end, high):
        return None
    return "possible" if patterns["hedged"].search(text, low, instead.start()) else "absent"


def _opposed(page: Page, fact: Found) -> str | None:
    """The status where a second reader sees something harmless: absent if he is the one the writer relies on."""
    patterns, text = _patterns(), page.folded.text
    second = patterns["opposed"].match(text, fact.end)
    if second is None:
        return None
    if second["writer"]:
        return "possible"
    low, _ = page.sentence(fact.start)
    if not patterns["reported"].search(text, max(low, fact.start - BEFORE_CHARS), fact.start + REPORTER_CHARS):
        return None
    return "absent" if second["ours"] else "possible"


def _is_refuted(page: Page, fact: Found) -> bool:
    """Whether others told a site of spread and the text goes on that it is not so."""
    if fact.field != "metastases" or fact.value.status == "absent":
        return False
    patterns, text = _patterns(), page.folded.text
    low, _ = page.sentence(fact.start)
    after = patterns["reported_after"].match(text, fact.end)
    if after is None and not patterns["reported"].search(text, max(low, fact.start - BEFORE_CHARS), fact.start):
        return False
    refuted = patterns["refuted"].match(text, after.end() if after else fact.end)
    return refuted is not None and not looked_elsewhere(refuted.group(), fact.value.site)


def looked_elsewhere(said: str, site: str) -> bool:
    """Whether the examination that found nothing was one of another organ: "liver mets. Bone scan clear"."""
    organs = {name for name in ("liver", "bone", "brain") if re.search(rf"(?<![a-z]){name}(?![a-z])", said)}
    return bool(organs) and site not in organs
