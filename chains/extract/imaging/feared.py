# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Feared: metastases that somebody only fears, suspects or believes in, and what the words behind make of them - "she
fears bone mets, but there are none", "suspected liver mets. MRI: none"."""

import re
from functools import cache

from chains.extract.imaging.spread_reported import looked_elsewhere
from chains.extract.imaging.spread_sites import spread
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, index

LEAD_CHARS = 80
"""How far before a metastasis the word may stand that fears it."""
BEHIND_CHARS = 140
"""How far behind it the words reach that say what became of it."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    people = (
        r"(?:patient|pt|pat\.?|he|she|they|wife|husband|daughter|son|mother|father|mum|dad|partner|family|relatives|gp)"
    )
    fear = r"(?:fear(?:s|ed|ful|ing)?|(?:nightmares?|worr(?:y|ies|ied|ying)|anxi(?:ous|ety)|scared|afraid|frightened|terrified|panick?(?:s|ed|ing)?|nervous|concern(?:s|ed)?|phobia|obsessed|dread(?:s|ed|ing)?|angst)(?= (?:of|about|over|re|for|regarding|that|vor)(?![a-z])))"
    belief = rf"(?:{people}(?: (?:is|was|are|were|seems|firmly|still|now|really|absolutely|quite|has always|always)){{0,2}} (?:convinced|sure|certain|thinks?|thought|believes?|believed|imagines?|imagined|persuaded|suspects?|suspected|dreads?|dreaded)|(?:anxi(?:ous|ety)[.,:;]? )(?:convinced|thinks?|sure)|(?:letter|referral|referrer|report|records?|notes?|summary|request(?: form)?|chart|problem list)(?: [a-z]+){{0,2}} (?:says?|said|states?|stated|mentions?|mentioned|lists?|listed|claims?|speaks of|spoke of|reads?|has)|referred (?:with|for|as)|label(?:led|ed) (?:with|as)|suspected|suspicion (?:of|for)|query|queried|presumed|possible|\?)"
    # from the word to the metastasis: nothing that it could be of instead ("fears growth of the liver mets")
    gap = r"(?:,? ?\"?(?:(?:of|that|about|over|re|for|regarding|vor|an?|some|any|more|possible|occult|hidden|silent|small|multiple|widespread|distant|early|she|he|it|there|now|has|have|had|is|are|may|might|could|having|developing|getting|spread(?: to| in)?|gone|got|metastas[ei]s|mets|deposits|secondaries|lesions?|recurrence|relapse|disease|and|or|to|into|in|at|(?<=to )the|(?<=in )the|(?<=into )the|liver|hepatic|bones?|bony|lungs?|brain|peritoneal|peritoneum|nodal|nodes|ovarian|[/&])[ /&]{1,2}){0,8}\"?)"
    exam = r"(?:(?:(?:the|a|an|our|his|her|my|its|new|second|repeat|recent|latest|later|subsequent|cranial|spinal|whole|body|wb|eob|contrast|dedicated|follow-?up|low|dose|full|both|bone|liver|chest|head|brain|spine|ga68|68ga) ?-?){0,4}(?:scans?|ct|mri?|pet(?:[ /-]?(?:ct|mri?))?|us|ceus|ultrasound|eus|imaging|review|laparoscop[a-z]+|laparotom[a-z]+|surgery|operation|histolog[a-z]+|patholog[a-z]+|biops[a-z]+|cytolog[a-z]+|dota[a-z]{0,6}|naf|x-?rays?|scintigra[a-z]+|staging|exploration|palpation|re-?read|mdt)(?:[ /-](?:pet|ct|mri?|scan)){0,2}(?: (?:of|in|from) (?:the )?[a-z]{1,12}| (?:chest|head|liver|spine|abdomen|brain|skull|pelvis))?(?: ?\(?(?:\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|today|yesterday|then|now|last week|this week|(?:19|20)\d\d)\)?)?)"
    lead = r"(?:(?:but|although|though|however|yet|and|while|fortunately|luckily|thankfully|happily|in fact|so far|actually|now|then|later|today|meanwhile|since|told (?:him|her|them)(?: that)?|reassured(?: that)?|i said|could reassure)[, ]{1,2}){0,4}"
    seen = r"(?:seen|found|visible|visuali[sz]ed|palpable|palpated|felt|confirmed|identified|detected|detectable|known|proven|shown|there|present|demonstrated|so far|to date|today|now|at all|whatsoever)"
    end = rf"(?= ?(?:[.,;:!)\n]|$)| (?:on|at|by|in) {exam}| (?:{seen})(?![a-z])| (?:have|has|had|was|were|are|is)(?: been| ever)?(?: {seen})(?![a-z]))"
    none = rf"(?:(?:there(?:'s| are| is| were| was| have been)? )?(?:in fact |actually |luckily |really )?(?:none(?! of)|nothing(?: of the (?:kind|sort))?|no such [a-z]+)|(?:there (?:aren't|isn't|weren't|wasn't|are not|is not|were not) any)|(?:they|these|it|this|that|she|he|which) (?:do|does|did|has|have|is|are|was|were)(?:n't|nt| not)(?: exist| so| there| the case| true| confirmed| have (?:any|them|it))?|not (?:so|there|the case|confirmed|supported|borne out|substantiated|true)(?: by {exam})?|no (?:evidence|sign|trace|indication|suspicion|hint)(?:s)?(?: of (?:that|this|them|it|any|such))?)"
    clear = rf"(?<!fdg )(?!(?:[a-z]+ ){{0,2}}(?:biops|cytolog|palpat))(?:{exam})(?: ?: ?| ?= ?|, ?| )(?:(?:is|was|were|are|has been|came back|came out|all|completely|entirely|read as|reported as|remains?|stays?) ){{0,2}}(?:clear|clean|neg(?:ative)?|normal|unremarkable|fine|ok)"
    said = rf"(?:{exam}(?: ?: ?| ?= ?|, ?| )(?:(?:shows?|showed|reveals?|revealed|found|finds|sees|saw|says|said|reads?|demonstrates?|demonstrated|with|has|had|detects?|detected) ){{0,2}})"
    at = rf"(?:(?:on|at|by|in) {exam},? )"
    tail = r"[\"']?(?: (?:pre-?op[a-z]*|post-?op[a-z]*|at first|initially|before|earlier|(?:given|because of|due to|from|in view of|after|by|on|at|in|with) [a-z0-9 ]{2,30}?))?"
    return {
        "feared": re.compile(rf"(?<![a-z])(?P<fear>{fear})(?P<gap>{gap})$"),
        "believed": re.compile(rf"(?<![a-z])(?:{belief}){gap}$"),
        "feared_after": re.compile(r"(?: (?:is|are|was|were|had been|have been|has been))?(?: (?:also|first|initially))? (?:feared|dreaded)(?![a-z])"),
        "suspected_after": re.compile(r"(?: (?:is|are|was|were|had been|have been|has been))?(?: (?:also|first|initially))? (?:suspected|queried|supposed|presumed|raised)(?![a-z])"),
        "refuted": re.compile(rf"{tail} ?[-–,;:.(]{{0,2}} ?\n?{lead}(?:{clear}(?= ?(?:[.,;:!)\n]|$))(?![.,;:!)\n ]{{1,2}}(?:still|but|however|repeat|re-?biops))|(?:{said}|{at})?{none}{end}|{exam}(?: ?: ?| (?:says?|said) )(?:no|none)(?= ?(?:[.;!\n]|$))|{exam} (?:(?:has|have|had|then|later|clearly) ){{0,2}}(?:excluded|ruled out|refuted|disproved|dispelled) (?:them|these|this|it|that|any)(?![a-z])|(?:{exam} (?:(?:was|is) )?(?:reassuring|unremarkable))(?= ?(?:[.;!\n]|$)))"),
        "borne_out": re.compile(rf"{tail} ?[-–,;:.(]{{0,2}} ?\n?{lead}(?:(?:sadly|unfortunately|indeed|alas|rightly)[, ]{{1,2}})?{said}(?:multiple|several|many|numerous|one|two|three|four|five|six|\d{{1,2}}|some|them|at least|a few|a single|innumerable|countless)(?![a-z0-9])(?: (?:typical|definite|clear|certain|avid|classic|new|small|large|liver|bone|lung|brain)){{0,2}}(?: (?:mets?|metasta[a-z]+|deposits|secondaries|of them))?(?= ?(?:[.,;:!)(\n]|$)| (?:in|up|with|on|at)(?![a-z]))|{tail},? (?:and |but )?(?:(?:sadly|unfortunately|indeed|alas|then|later|were|was|are|is|have been|has been) ){{0,4}}(?:confirmed|proven|came true|proved (?:true|right)|turned out (?:true|right|to be true))(?! (?:to be|as|not))"),
        "asked": re.compile(rf"{LEFT}{fear} (?=[^.;:,?\n(]{{3,60}})"),
        "clause": re.compile(r"[^.;:,?!\n(]{3,70}?(?=[.;:,?!\n(]|$| (?:but|although|though|however|yet|and (?:the|a|his|her|our)) )"),
        "disease": re.compile(r"(?<![a-z])(?:mets?|metasta[a-z]+|secondaries|deposits|spread|recurrence|gone)(?![a-z])"),
        "other": re.compile(r"(?<![a-z])(?:the|known|growth|progress[a-z]*|growing|grown|new|further|more|treat[a-z]*|bleed[a-z]*|surgery|biops[a-z]+|resect[a-z]*|pain|not|no|never)(?![a-z])(?<!to the)(?<!in the)(?<!into the)"),
    }  # fmt: skip


def without_fears(page: Page, found: list[Found]) -> list[Found]:
    """The facts of spread, with what is only feared as possible, and as absent or present where the text says so."""
    out = [_weighed(page, fact) for fact in found]
    known = {(fact.value.site, page.sentence(fact.start)) for fact in out if fact.field == "metastases"}
    return out + [fact for fact in _calmed(page) if (fact.value.site, page.sentence(fact.start)) not in known]


def _weighed(page: Page, fact: Found) -> Found:
    if fact.field != "metastases" or fact.value.status == "absent":
        return fact
    patterns, text = _patterns(), page.folded.text
    low, high = page.sentence(fact.start)
    begin = max(low, fact.start - LEAD_CHARS)
    feared = patterns["feared"].search(text, begin, fact.start)
    after = patterns["feared_after"].match(text, fact.end, high)
    doubted = after or patterns["suspected_after"].match(text, fact.end, high)
    believed = patterns["believed"].search(text, max(0, begin - 10), fact.start)
    if not (feared or doubted or believed or fact.value.status == "possible"):
        return fact
    end = doubted.end() if doubted else fact.end
    stop = min(len(text), end + BEHIND_CHARS)
    denial = patterns["refuted"].match(text, end, stop)
    if denial and not looked_elsewhere(denial.group(), fact.value.site):
        return spread(fact.value.site, "absent", fact.start, fact.end)
    if (feared or doubted or believed) and patterns["borne_out"].match(text, end, stop):
        return spread(fact.value.site, "present", fact.start, fact.end)
    return spread(fact.value.site, "possible", fact.start, fact.end) if feared or after else fact


def _calmed(page: Page) -> list[Found]:
    """Sites of which somebody is afraid, and of which nothing else is told, where the text says that there is nothing."""
    patterns, text = _patterns(), page.folded.text
    out: list[Found] = []
    for match in scan(patterns["asked"], text):
        clause = patterns["clause"].match(text, match.end(), page.sentence(match.start())[1])
        if clause is None or not patterns["disease"].search(text, *clause.span()):
            continue
        if patterns["other"].search(text, *clause.span()):
            continue
        denial = patterns["refuted"].match(text, clause.end(), min(len(text), clause.end() + BEHIND_CHARS))
        if denial:
            out += [
                spread(site, "absent", start, end)
                for site, start, end in index("spread", "part").find(page.text, *clause.span())
                if site != "other" and not looked_elsewhere(denial.group(), site)
            ]
    return out
