# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Erratum: an entry taken over from elsewhere that is put right, or a course told at once to be for another disease."""

import re
from bisect import bisect_left

from chains.extract.text.hint import Hint
from chains.extract.text.mask import BLANK, cancers_in, is_neuroendocrine
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import table
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import TOLD, Named, Standing, may_be_given

LEAD_CHARS, BEHIND_CHARS = 110, 170
"""How far before a treatment its source may be named, and how far behind it that the entry is wrong."""
AIM_CHARS = 14
"""How far behind "that was for" the other disease may be named."""
_SOURCE = re.compile(
    r"\b(?:chart|charts|emr|ehr|epic|cerner|records?|problem list|med(?:ication)?s? list|list|lists|listed|letters?|discharge|summary|notes?|document(?:s|ed|ation)?|referral|reports?|reported|entry|entries|copy-?(?:forward|paste)(?:ed)?|copied|carried|carries|template|history|anamnesis|states?|stated|says?|mentions?|recorded|coded|coding|described|labelled|labeled|sentence|statement|written|file|system|database|registry|form|proforma)\b"
)
_SOURCE_BEHIND = re.compile(
    r"[\"'”)]* ?(?:x ?\d )?(?:is |was |as |being |still )?(?:in|on|from|listed|mentioned|recorded|documented|entered|carried|noted|coded|stated|copied)(?: (?:in|on|from|by|under|forward|over|as))? (?:the |an? |his |her |our |your |their |old |previous |earlier |referral |discharge |medical ){0,9}(?:chart|emr|ehr|records?|list|letters?|summary|notes?|referral|report|history|file|documentation|pmh|system|error|medications?|treatments?|past treatments)\b"
)
_WRONG = re.compile(
    r"(?:\bnot the (?:operation|procedure|surgery|drug|treatment|therapy)\b|\b(?:refers?|referred|relates?|belongs?|pertains?) to (?:another|a different|the wrong|someone else|somebody else)\b|\b(?:only|just|actually|in fact|really|merely|it was|that was|this was)(?: (?:had|has had|was|got|only|just|ever|underwent)){0,3} (?:an? |the )?(?:[a-z0-9-]+ ){0,2}?(?:scans?|pet|pet/ct|spect|biops(?:y|ies)|stent|bypass|scintigraphy|consult(?:ation)?|mapping|work-?up|test|assessment|colonoscopy|gastroscopy|laparoscopy|exploration)\b|\b(?:wrong(?:ly)?(?! (?:dose|side|level|time))|incorrect(?:ly)?|erroneous(?:ly)?|inaccurate|untrue|false(?:ly)?|mistaken(?:ly)?|an? (?:error|mistake|typo|mix-?up|copy[- ]?(?:paste|forward)(?: error)?)|in error|by mistake|not (?:correct|true|right|accurate|the case|so)|not the case)"
    r"|(?:he|she|they|pt|patient|the patient|this) (?:has |had |have |was |is |in fact |actually |clearly ){0,2}(?:never|not ever) (?:(?:had|has|been|took|taken|taking|received|got|gotten|underwent|undergone|on|given|started|actually|ever) ){0,3}(?:(?:one|it|this|that|any|either|them|such)(?: of (?:it|them|these))?|had|did|given|done|received|taken|happened|took place)(?= ?(?:[.,;)\n!]|$)| by | in | at | before | either| and | as )"
    r"|(?:this|that|it|which) (?:never happened|was (?:actually )?(?:another|a different|the wrong|someone else's|his (?:wife|brother|father)'?s?) ?(?:patient|pt|person|man|woman)?|belongs? to (?:another|a different))"
    r"|(?:he|she|patient|pt)(?:'s)? (?:is|was|has been) (?:not|no longer|off)(?: (?:on|taking))? (?:it|this|any (?:such|of (?:it|them|these)|ssa|analogue|drug))\b|no (?:such|evidence of (?:it|this|that)) )"
)
_HINT = Hint(
    r"wrong|incorrect|erron|inaccura|untrue|false|mistak|error|not (?:correct|true|right|accurate|the|so\b)|never|not ever|actually|in fact|in reality|really|only|just|merely|another|different|some(?:one|body) else|typo|mix-?up|carr[yi]|forward|cop(?:y|ied)|disregard|ignore|delete|strike|retract|cross out|remov|withdr|\boff\b|no longer|no such|no evidence|it was|that was|this was|should|correct|documented as|coded as|listed as|recorded as|described as|labell?ed as|says?|states?|still|is not|'s not"
)
_WRONGLY = re.compile(
    r"(?:\b(?:wrongly|erroneously|incorrectly|mistakenly|falsely|by mistake|in error) (?:[a-z]+ ){0,5}|\b(?:copy-?(?:forward|paste)|copied|template|coding|documentation|charting|transcription) error:? ?|\b(?:disregard|ignore|delete|strike(?: out)?|retract|cross out|remove|withdraw)(?: [a-z]+){0,2} (?:(?:statement|sentence|mention|entry|remark|passage|line|words?)(?: [a-z]+){0,3} |(?=[\"']|s/p |post )))[\"']?(?:treated with |on |s/p |post |status post |previous |prior |h/o )?(?:an? |the )?$"
)
_NUMBER = re.compile(r"\b(?:dose|date|year|number|count|side|interval|timing|month)\b[^.;\n]{0,30}$")
_ONLY_A_NUMBER = re.compile(
    r" ?(?:[,;:.(-] ?){0,2}(?:(?:as|he|she|it|that|this|only|had|has|was|is|got|received|just|but|in|should|be|read|the|actually|on|correct|really) ){0,5}(?:\d|(?:one|two|three|four|five|six|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|(?:dose|date|year|number|count|side|interval|cycles?|timing)\b)"
)
"""What puts right only the number, the year or the dose of what was given: "wrong, it was 2020"."""
_RIGHT = re.compile(
    r"\b(?:correct(?!ed|ion)|true|right(?! (?:hemi|side|lobe|hepat|colec))|confirmed|still is|so does|and (?:he|she) (?:did|had))\b"
)
_DID_HAVE = re.compile(
    r"[\"'”)]*(?: forward| over| along| on)?(?:[,;.:(]| -|\bbut\b|→) ?(?:- )?(?:but |though |however,? |whereas |when )?(?:(?P<actual>(?:in fact|actually|in reality|really|correctly|should (?:read|be|say)|correct (?:is|would be)|it is|it was|this was|that was|truth is|he in fact|she in fact))|(?:he|she|they|patient|pt|the patient|this man|this woman))(?: (?:had|has had|has|underwent|received|only|got|actually|really|in fact|in reality|was given|a|an|the|is|was|it|just|on)){0,4} $"
)
_DOUBTED_SOURCE = re.compile(
    r"\b(?:carr(?:y|ies|ied|ying)|forward(?:ed)?|copied|copy|still (?:says|lists|shows|states|mentions|carries|has)|wrongly|erroneously|incorrectly|mistakenly|documented as|coded as|listed as|labelled as|recorded as|described as|chart says|(?:notes|letter|chart|records?|summary) (?:says?|states?|mentions?))\b"
)
_FOR = re.compile(
    r"[\"')]*(?:(?: (?:in|of|from|back in|ca\.?|around))?(?: the)? ?(?:(?:19|20)\d\d|'?\d0s|\d{1,2}/\d{2,4})(?: ?[-–] ?(?:19|20)?\d\d)?)?(?: (?:injections?|tablets|treatment|therapy|chemo(?:therapy)?|rt|cycles|x ?\d|surgery|infusions?|drip|(?:to|of) (?:the |his |her )?[a-z]+(?: [a-z]+)?(?: (?:in )?(?:19|20)\d\d)?))?"
    r"(?:(?:[.,;:]| -|\n) ?(?:- ?)?(?:but |though |and |however,? )?(?:(?:that|this|it|these|those|they|both|which|all(?: of (?:that|this|them|these))?)(?: one)?(?:'s)? (?:(?:was|were|is|had been|has been|all|only|given|done|actually|in fact|both|just|however) ){0,4})|,? ?\(?|:? yes,? | (?:was|were) (?:actually|in fact|really|only|just) (?:an? )?[a-z]+(?: [a-z]+)? | (?:was|were|had been) (?:(?:given|done|all|only|actually|both) ){0,2})(?:for|because of|on account of|to treat|due to|against|into|meant for|part of|in the context of|related to|belong(?:s|ed|ing)? to) (?:(?:the|his|her|a|an|my|previous|prior|old|earlier|treatment of|known|early|presumed|complicated|perforated|acute|chronic|severe|recurrent|history of|contralateral|left|right) ){0,9}"
)
_BENIGN = re.compile(
    r"(?:cholecyst|gallstone|ha?emorrhoid|sciatica|slipped dis|dis[ck] (?:herni|prolap)|fractur|varicos|hodgkin|heel|orbitopath|crohn|ulcerative colitis|colitis|ibd\b|tb\b|tubercul|hepatitis|hep ?[bc]\b|hcv|hbv|hydatid|echinococ|diverticul|volvulus|trauma|accident|gunshot|stab|cirrhosis|psc\b|hepatocellular|hcc\b|amd\b|macular|the eye|eye\b|eyes\b|diabetic (?:retino|macul)|retinopath|rheumatoid|arthritis|ra\b|gi bleed|bleeding varic|(?:upper |lower )?gastrointestinal bleed|kidney transplant|(?:sigmoid|colon|colonic|colorectal|rectal|breast|prostate|bladder|kidney|renal|endometrial|ovarian|cervical|thyroid|o?esophageal|laryngeal|tongue|skin)(?: (?:cancer|ca\b|carcinoma|adenoca))|psoriasis|lupus|sle\b|ms\b(?!\. [a-z])(?! (?!in |from |since |which |and |years |until )[a-z])|multiple sclerosis|acromegaly|varice|variceal|pancreatitis|pseudocyst|ulcer|perforation|endometriosis|fibroid|ischa?emi|adhesion|emphysema|bronchiect|aspergill|abscess|hernia|obesity|germ cell|seminoma|testic|adenoma|another (?:cancer|tumou?r|malignan|disease|problem)|a different (?:cancer|tumou?r|malignan|disease|problem)|something else|the other (?:cancer|tumou?r|primary|malignan)|other (?:malignan|reasons|cancer)|tuberous|angiomyolipoma|renal transplant|kidney transplant|transplant rejection|stent|goit|graves|keloid|sarcoidosis|gvhd|carcinoma of the (?:breast|colon|prostate|lung|kidney)|dysplasia|fap\b|polyposis)"
)
_IN_BRACKETS = re.compile(
    r"(?: (?:in )?(?:19|20)\d\d)? ?\((?:for )?(?:(?:complicated|perforated|acute|severe) )?(?:breast|prostate|bladder|cervix|cervical|testis|testicular|lymphoma|hodgkin'?s?|seminoma|crohn'?s?|ulcerative colitis|diverticul[a-z]+|volvulus|trauma|tb|tuberculosis|hydatid(?: cyst)?|endometriosis|hep(?:atitis)? ?[bc]|macular degeneration|amd)(?: (?:ca|cancer|carcinoma|disease))?(?= ?[,;)]| (?:19|20)\d\d)"
)
"""A disease in brackets: "hemicolectomy (diverticulitis)"."""
_GLAND = re.compile(
    r"\b(?:hyper-?parathyroidism|p?hpt|goit(?:re|er)|parathyroids?|parathyroid adenomas?|thyroid (?:nodule|cancer)|pituitary adenoma|prolactinoma|acromegaly|cushing'?s|hernia|gallstones|appendicitis)(?: too| also| as well)?(?: \([^()]{0,30}\))?(?:,| and| which was| that was| -){0,9} (?:surgically )?$"
)
"""Right before "operated": another organ than the one with the tumour."""
_ELUTING = re.compile(r"\b(?:eluting|stent with|stents with|coated with) $")
_IMMUNE = re.compile(
    r" (?:as (?:an )?(?:immuno-?suppress|anti-?rejection)|since (?:his |her |the )?(?:kidney|renal|heart) transplant)"
)
_AFTER_INJURY = re.compile(
    r" (?:(?:done|needed|performed) )?(?:after|following) (?:an? |the |blunt |abdominal |severe |penetrating |road traffic |car ){0,4}(?:trauma|accident|injury|gunshot|stab[a-z]*|fall|fracture|volvulus|incarcerat[a-z]*)(?![a-z])"
    r"| (?:of|to|on) (?:the |his |her |left |right |both |painful ){0,4}(?:heels?|heel spurs?|plantar|keloids?|eyelid|dupuytren)(?![a-z])"
)
"""Behind an operation or a radiation: what it was done after or done to, which is no tumour."""
_FOUND_IN_IT = re.compile(
    r"[^\n]{0,120}?\b(?:incidental[a-z]*|path(?:ology)?|histolog[a-z]*|specimen|showed|revealed|found|unexpected[a-z]*)\b[^.\n]{0,40}\b(?:nets?|nen|nec|p-?net|carcinoid|neuro-?endocrine)\b"
)
"""What was found in the specimen of an operation for something else: then it was this tumour's as well."""
_NEVER = re.compile(
    r"(?: (?:lar|autogel|depot|treatment|therapy|itself))?,? (?:(?:was|were|has|have|had|is|in fact|actually|ever) ){0,3}never (?:(?:been|actually|ever|really|in fact) ){0,2}(?:started|begun|commenced|initiated|given|taken|received|administered|done|performed|carried out|happened|took place)\b"
)
"""What says of a treatment named again that nothing of it was given: "everolimus was never started"."""
_NEVER_AT_ONCE = re.compile(
    r" ?[.;,?!:(-]{1,2} ?(?:no ?[,.:-]{0,2} ?)?(?:correction|sorry|apologies|erratum|scratch that|i mean|wait|my mistake)[ ,.:;-]{1,3}(?:(?:it|that|this|he|she|was|had|has|in fact|actually) ){0,3}(?:never|not) (?:(?:been|actually|ever|yet|in fact) ){0,2}(?:started|begun|commenced|given|taken|received|took|had|done)\b"
)
"""The same at once, without the name: "… everolimus. Correction: never taken"."""


def taken_back(text: str, named: list[Named], standings: list[Standing]) -> None:
    """Nothing is told of a treatment where it is said further on that it was never given."""
    before: dict[str, list[int]] = {}
    for place, one in enumerate(named):
        if may_be_given(standings[place]) and _NEVER_AT_ONCE.match(text, one.end):
            standings[place] = Standing(None, TOLD)
        before.setdefault(one.name, []).append(place)
        if not _NEVER.match(text, one.end):
            continue
        for told in before.pop(one.name):
            if may_be_given(standings[told]) and not is_dated(text, named[told]):
                standings[told] = Standing(None, TOLD)


def _hints(page: Page) -> bool:
    """Whether the text holds a word by which an entry may be put right."""
    return _HINT.stands_in(page.folded.text)


def put_right(page: Page, one: Named, own: Standing, after: Named | None) -> Standing:
    """The standing of a treatment, which is not told where its entry is put right, or it was given for another disease."""
    if not may_be_given(own):
        return own
    text = page.folded.text
    if _is_for_another(page, one):
        return Standing(None, TOLD)
    if text.startswith("operated", one.start) and _GLAND.search(text, max(0, one.start - LEAD_CHARS), one.start):
        return Standing(None, TOLD)
    if not page.kept(_hints):
        return own
    low = max(page.sentence(one.start)[0], one.start - LEAD_CHARS)
    if _WRONGLY.search(text[low : one.start]):
        return Standing(None, TOLD)
    source = _SOURCE.search(text, low, one.start) or _SOURCE_BEHIND.match(text, one.end, one.end + LEAD_CHARS)
    if source is None:
        return own
    high = page.sentence(one.start)[1]
    end = min(page.sentence(high)[1], one.end + BEHIND_CHARS, _until(after, one, len(text)))
    begin = max(source.end(), one.end) if source.start() >= one.end else one.end
    wrong = _WRONG.search(text, begin if source.start() < one.end else one.end, end)
    entry = wrong and not _RIGHT.search(text, one.end, wrong.start()) and text.find("\n", one.end, wrong.start()) < 0
    if (
        wrong
        and entry
        and not (_NUMBER.search(text[one.end : wrong.start()]) or _ONLY_A_NUMBER.match(text, wrong.end()))
    ):
        return Standing(None, TOLD)
    if after and after.kind == one.kind and after.name != one.name:
        had = _DID_HAVE.match(text, one.end, after.start)
        if had and had.end() == after.start and (had["actual"] or _DOUBTED_SOURCE.search(text, low, after.start)):
            return Standing(None, TOLD)
    return own


def _until(after: Named | None, one: Named, end: int) -> int:
    """How far what puts an entry right may reach: over a bare word for its kind ("he has been off any SSA for years")."""
    if after is None:
        return end
    return (
        after.end
        if after.kind == one.kind and table("treatments")["treatment"][after.name].get("generic")
        else after.start
    )


def _is_for_another(page: Page, one: Named) -> bool:
    """Whether a course is told, in brackets or in the next clause, to be for another cancer or a benign disease."""
    text = page.folded.text
    aim = _FOR.match(text, one.end, one.end + LEAD_CHARS)
    done_for = _IN_BRACKETS.match(text, one.end) or _AFTER_INJURY.match(text, one.end)
    if done_for or _ELUTING.search(text, max(0, one.start - 24), one.start):
        return not _FOUND_IN_IT.match(text, one.end)
    if aim is None:
        return _IMMUNE.match(text, one.end) is not None
    at = aim.end()
    if _BENIGN.match(text, at):
        return not _FOUND_IN_IT.match(text, one.end)
    cancers = cancers_in(text)
    place = bisect_left(cancers, at - 1, key=lambda cancer: cancer[1])
    if place == len(cancers):
        return False
    start = cancers[place][1]
    near = start <= at + AIM_CHARS and re.search(r"[.;\n]", text[at:start]) is None
    return near and page.text[start] == BLANK and not is_neuroendocrine(text, start)
