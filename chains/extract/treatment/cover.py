# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Cover: octreotide given around an operation or an embolisation, or for a leak after it, is no treatment of the tumour.

A depot is never meant, nor what runs for a syndrome: only the short-acting drug right beside the word that says what it
was for - "octreotide infusion (periop cover only)", "premedicated with octreotide", "octreotide x 5 days for the fistula".
"""

import re

from chains.extract.text.hint import Hint
from chains.extract.text.page import Page
from chains.extract.treatment.standing import TOLD, Named, Standing

LEAD_CHARS, BEHIND_CHARS = 70, 110
"""How far before the drug, and behind it, the word may stand that says what it was for."""
_HINT = Hint(
    r"op|surg|cover|prophyla|premed|pre-med|induction|an?aesth|anesth|tace|embol|ablat|crisis|leak|fistul|popf|lymph|chyl|stoma|output|drain|theatre|dumping|varic|bleed|ha?emorrh|melaena|melena"
)
_DEPOT = re.compile(r"lar|depot|microspheres")
_FORM = r"(?:infusion|inf|drip|gtt|pump|bolus(?:es)?|cover|injections?|inj|s[./]?c\.?|i[./]?v\.?|sq|subcut[a-z]*|short[ -]acting|prn)"
_DOSE = rf"(?: ?[(,]? ?(?:{_FORM}|(?:at )?\d{{1,4}}(?:[.,]\d)? ?(?:(?:mcg|ug|µg|μg|mg|micrograms?)(?: ?/ ?(?:h|hr|hour|d|day|24 ?h))?)?|(?:x ?\d|\dx)\d{{0,3}}|tds|tid|bd|bid|qds|qid|daily|hourly|(?:x|for|until|till|up to|to|on)? ?(?:pod|day|d)? ?\d{{1,2}} ?(?:d|days?|h|hrs?|hours?|weeks?)?|was|were|is|then|also|now|given|started|run|running|added|is|(?:&|and|\+|with) ppi|by (?:the )?(?:night|day|ward|on-?call|bleed|icu|ed) (?:team|reg[a-z]*|doctors?)|only|just|as|until)(?![a-z0-9])\)?){{0,8}}"
_AROUND = (
    r"(?:peri-?|intra-?|pre-? ?)(?:op|operative|operatively|procedural|procedurally|interventional|procedure)(?![a-z])"
)
_EVENT = r"(?:(?:the|his|her|this|an?|liver|hepatic|general|bowel) ){0,2}(?:op|operation|surgery|procedure|resection|laparotomy|laparoscopy|hemicolectomy|whipple|lobectomy|induction|an?aesthe[a-z]+|anesthe[a-z]+|intubation|theatre|tace|tae|embolisation|embolization|ablation|rfa|biopsy|endoscopy)(?![a-z])"
_LEAK = r"(?:(?:the|his|her|an?|any|suspected|pancreatic|chyle|chylous|lymph|lymphatic|high|post-?op|postoperative|persistent|grade [abc]|biochemical|low) ){0,4}(?:output|leak|leaks|leakage|fistulas?|fistulae|popf|lymphorrh[a-z]+|lymphocele|chyl[a-z]+|stoma(?: output)?|ileostomy(?: output)?|drain(?: output| amylase)?|dumping)(?![a-z])"
_BLEEDING = r"(?:(?:the|his|her|an?|gi|upper|active|acute|suspected|duodenal|ulcer|variceal|varix) ){0,3}(?:varices|bleed(?:s|ing)?|ha?emorrhages?|mel(?:a)?ena)(?![a-z])"
_BEHIND = re.compile(
    rf"{_DOSE} ?[,;:(-]{{0,2}} ?(?:(?:as|for|only|just|given|started|used) ){{0,3}}"
    rf"(?:{_AROUND}|throughout(?= ?(?:[.,;)\n]|$))|(?:crisis |carcinoid crisis )?(?:cover(?:age)?|prophylaxis|prophylactic(?:ally)?|premed[a-z]*|pre-med[a-z]*)(?= ?(?:[.,;:)\n]|$)| (?:only|for|against|of|during|at|around|given|in|vs|periop[a-z]*|x ?\d) ?)"
    rf"|(?:to (?:prevent|avoid|reduce|dry up|lower|slow|treat)|against|because of|for|due to|in view of|until) {_LEAK}"
    rf"|(?:for|against|because of|due to|in view of) {_BLEEDING}"
    rf"|(?:at|during|before|prior to|around|for|throughout|covering) {_EVENT})"
)
_LEAD = re.compile(
    rf"(?:\b{_AROUND}(?: ?[:,(-])?|\bprophylactic(?:ally)?|\bpre-?med(?:icat[a-z]+|ication|s)?(?:'?d)?|\bcover(?:ed|age)?|\b{_LEAK}(?: (?:was |is |is being |now )?(?:likely )?(?:treated|managed|settled|dried up|controlled|improved|closed))?(?: ?(?:→|->|:))?)"
    rf"(?: ?,)?(?: (?:with|by|w/?|on|of|under|using|given|iv|s\.?c\.?|short-acting|received|had|gave|started|and|also|an?|bolus(?:es)?|infusion|inj\.?|dose|\d{{1,4}}(?: ?(?:mcg|ug|µg|μg|mg))?)){{0,4}} $"
)
_TREATS = re.compile(
    r"\b(?:since|monthly|long[- ]term|home|usual|lifelong|continu(?:e|es|ed|ing)|still|ongoing|years?|months?)\b|(?:19|20)\d\d"
)
"""Near the drug: what tells that it runs for longer than the stay."""
_GOES_ON = re.compile(
    r"[^.;\n]{0,40}?\b(?:as|to|with|then|on|by) (?:octreotide )?(?:lar|depot|long[ -]acting|monthly|autogel|lanreotide)(?![a-z])"
)
"""Behind the drug: what it is to go on as."""
_BEFORE = re.compile(r"\b(?:before|prior to) ")
_SHORT = re.compile(r"\b(?:infusion|drip|gtt|bolus(?:es)?|i\.?v\.?|premed[a-z]*|\d{2,3} ?(?:mcg|ug|µg|μg))(?![a-z])")
"""What is given before an operation only covers it where its form or its dose is that of a few hours."""


def _hints(page: Page) -> bool:
    """Whether the text holds a word for an operation or a leak that such a drug may cover."""
    return "octreo" in page.folded.text and _HINT.stands_in(page.folded.text)


def covering(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """Octreotide that only covers an operation or dries a leak, given or to be given, is not told as a treatment."""
    if not page.kept(_hints):
        return
    text = page.folded.text
    for place, (one, own) in enumerate(zip(named, standings, strict=True)):
        if one.name == "octreotide" and own.status != "declined" and _covers(page, text, one):
            standings[place] = Standing(None, TOLD)


def _covers(page: Page, text: str, one: Named) -> bool:
    if _DEPOT.search(text, one.start, one.end) or text.startswith((" lar", " depot"), one.end):
        return False
    low = page.sentence(one.start)[0]
    lead = text[max(low, one.start - LEAD_CHARS) : one.start]
    behind = _BEHIND.match(text, one.end, one.end + BEHIND_CHARS)
    before = _LEAD.search(lead)
    if behind is None and before is None:
        return False
    if behind and _GOES_ON.match(text, behind.end()):
        return False
    told = text[one.end : behind.end()] if behind else ""
    if before is None and _BEFORE.search(told) and not _SHORT.search(lead[-8:] + told):
        return False
    return not _TREATS.search(told) and not _TREATS.search(lead[before.start() :] if before else lead[-30:])
