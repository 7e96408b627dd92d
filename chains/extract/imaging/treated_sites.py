# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Treated sites: metastases told by what was done to their organ - "hepatectomy for NET mets" - or by the lobe in which
they grow ("RFA and Y-90; disease in the left lobe growing")."""

import re
from functools import cache

from chains.extract.imaging.sampled_sites import MET, NET
from chains.extract.imaging.spread_sites import spread, told_of_others
from chains.extract.imaging.spread_status import status_of
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, forms

HARMLESS_CHARS = 60
"""How far around a lesion of a lobe the word may stand by which it is a cyst, a haemangioma …"""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    adjective = rf"(?:(?:multiple|several|bilobar|both|two|three|four|\d{{1,2}}|synchronous|metachronous|known|symptomatic|progressive|residual|recurrent|liver|hepatic|large|small|bulky|resectable|unresectable|his|her|the|solitary|single|an?|{NET}) ){{0,4}}"
    return {
        "operated": re.compile(
            rf"{LEFT}(?:(?:hemi-?)?hepatectom(?:y|ies)|trisectionectomy|(?:liver|hepatic) (?:resections?|wedges?(?: resections?)?|segmentectom(?:y|ies)|ablations?|rfa|mwa|emboli[sz]ations?)|tace|tae|sirt|y ?-?90|radio-?emboli[sz]ation|bland emboli[sz]ation)(?: x ?\d| (?:in )?(?:\d{{1,2}}/)?(?:19|20)\d\d)? (?:for|of|due to|because of) {adjective}{MET}{RIGHT}"
        ),
        # "TACE #2 L lobe done", "bland embo R lobe went ok"
        "lobe_treated": re.compile(
            rf"{LEFT}(?:tace|tae|sirt|y ?-?90|bland emboli?[sz]?[a-z]*|bland embo|(?:chemo|radio)-?emboli[sz]ation)(?: (?:#|no\.? ?|x ?)?\d{{1,2}}(?!\d))?(?: (?:of|to|in|for|session|the|his|her|both)){{0,3}} (?:l|r|left|right|both)(?: (?:liver|hepatic))? lobes?{RIGHT}"
        ),
        "other_liver": re.compile(r"(?<![a-z])(?:hcc|hepatocellular|colorectal|crc|cholangio[a-z]+|melanoma)(?![a-z])"),
        "of_another": re.compile(r" (?:of|from) (?:(?:an?|the|his|her) )?(?:[a-z]+ )?(?:cancer|carcinoma(?! ?of unknown)|ca|crc|adeno[a-z]*|melanoma|sarcoma|gist|hcc|rcc)(?![a-z])"),
        "in_general": re.compile(r"(?<![a-z])(?:evidence|guidelines?|data|trials?|stud(?:y|ies)|survival|in general|recommended|literature|versus|vs)(?![a-z])"),
        "lobe": re.compile(
            rf"{LEFT}(?:disease|lesions?|mets?|metastas[ei]s|tumou?rs?|deposits?|recurrence|regrowth|progression|growth)(?: (?:is|are|now|still|again|only))? (?:in|of|within|throughout) (?:the )?(?:l|r|left|right|both|other|contralateral|opposite|remaining|untreated|treated)(?: and (?:l|r|left|right))? (?:liver |hepatic )?lobes?{RIGHT}"
        ),
        "harmless": re.compile(forms("spread", "harmless")),
        "liver": re.compile(r"(?<![a-z])(?:livers?|hepatic|hepatectomy|tace|tae|sirt|y ?-?90|radio-?emboli[sz][a-z]+|rfa|mwa)(?![a-z])"),
        "other_lobes": re.compile(r"(?<![a-z])(?:lungs?|pulm[a-z]*|bronch[a-z]*|thyroid[a-z]*|(?:upper|lower|middle|frontal|temporal|parietal|occipital) lobe|lobectomy|[lr][ulm]l|thymus|thymic|prostat[a-z]*|brain)(?![a-z])"),
    }  # fmt: skip


def read_treated_sites(page: Page) -> list[Found]:
    """Metastases that the treatment of an organ tells of, and those of a lobe of the liver."""
    return [*_operated(page), *_in_a_lobe(page), *_lobe_treated(page)]


def _operated(page: Page) -> list[Found]:
    """What was treated is there, or was, whether or not it was treated in the end; general talk tells of nobody."""
    found = []
    patterns, text = _patterns(), page.text
    for match in scan(patterns["operated"], text):
        sentence = page.sentence(match.start())
        if patterns["in_general"].search(text, *sentence) or page.is_question(match.start()):
            continue
        if told_of_others(page, match.start()) or patterns["of_another"].match(page.folded.text, match.end()):
            continue
        if not page.context(*match.span()) & {"asked", "possible"}:
            found.append(spread("liver", "present", *match.span()))
    return found


def _lobe_treated(page: Page) -> list[Found]:
    """What is embolised lobe by lobe is a liver with metastases, where no other tumour of the liver is named."""
    patterns, text = _patterns(), page.text
    if "lobe" not in text or patterns["other_liver"].search(page.folded.text):
        return []
    return [
        spread("liver", "present", *match.span())
        for match in scan(patterns["lobe_treated"], text)
        if not page.context(*match.span()) & {"asked", "negated", "possible", "considered", "declined", "hypothetical"}
        and not told_of_others(page, match.start())
        and not page.is_question(match.start())
    ]


def _in_a_lobe(page: Page) -> list[Found]:
    """Disease in a lobe, where the text speaks of the liver and of no other organ that has lobes."""
    patterns, text = _patterns(), page.text
    found = []
    for match in scan(patterns["lobe"], text):
        if not page.kept(_only_the_liver_has_lobes) or told_of_others(page, match.start()):
            continue
        low, high = page.sentence(match.start())
        around = max(low, match.start() - HARMLESS_CHARS), min(high, match.end() + HARMLESS_CHARS)
        if patterns["harmless"].search(page.folded.text, *around):
            continue
        status = status_of(page, match.start(), match.start(), match.end(), match.end())
        if status and status != "absent":  # the other lobe may hold some
            found.append(spread("liver", status, *match.span()))
    return found


def _only_the_liver_has_lobes(page: Page) -> bool:
    text, patterns = page.folded.text, _patterns()
    return patterns["liver"].search(text) is not None and patterns["other_lobes"].search(text) is None
