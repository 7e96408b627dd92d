# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Verdicts: words that settle what a finding is - a cyst, a scar, nothing malignant - or that it is gone."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from chains.extract.imaging.spread_sites import told_of_others
from chains.extract.text.context import WITHHELD
from chains.extract.text.mask import cancers_in
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import forms

NAME_CHARS = 80
"""How far before the name of the harmless thing the linking word may begin ("is a small, typical ...")."""
QUERY_CHARS = 3
"""How far before a name its question mark may stand: "(? haemangioma"."""
_SEEN_ON = r"(?<![a-z])(?:ct|mri?|ceus|us|ultrasound|sono(?:graphy)?|x-?rays?|hrct)(?![a-z])"
"""An examination alone leads to what it showed: "CT typical haemangioma"."""
BONE_ISLAND = re.compile(r"bone islands?|enostos[ei]s")
"""A harmless thing that names its organ itself: "sclerotic focus iliac - bone island"."""
OPEN_CONTEXTS = {"asked", "hypothetical", "planned", WITHHELD}
"""Where a verdict is only asked about or supposed."""

Kind = Literal["harmless", "unconfirmed", "weighed", "other_tumour", "other_origin", "gone", "no_metastasis"]
"""``unconfirmed`` is an explanation in doubt; ``weighed`` one beside which a metastasis is not excluded."""


class Verdict(NamedTuple):
    """The words of a verdict, from the link that leads to it to its end."""

    kind: Kind
    start: int
    name: int
    """Where the name of the harmless thing begins, behind the link."""
    end: int


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    word = r"(?:in (?:fact|truth|reality) )?(?:(?!(?:is|are|was|were|and|but|with|near|in|of|at|on|to|or|from|next|beside|above|below|behind|while|which|no|not|plus|than|besides|rather|has|have|for|new|additional|another|further|other|also|incidental|second|too|without)[ -])[a-z0-9.'\"(>-]{1,20}[ -]){0,4}"
    nothing = r"(?:(?:nothing|no) (?:but|more than|other than|worse than|else than) )?"
    link = r"(?<![a-z])(?:is|are|was|were|be|been|being|it's|stays?|remains?|represent(?:s|ed|ing)?|correspond(?:s|ed|ing)? (?:to|with)|(?:consistent|compatible|in keeping|in line) with|(?:typical|characteristic|diagnostic|suggestive) (?:of|for)|appearances? of|turn(?:ed|s) out(?: to be| as)?|prov(?:ed|es|en)(?: to be)?|show(?:s|ed|n|ing)?|reveal(?:s|ed|ing)?|confirm(?:s|ed)(?: as| to be)?|say(?:s|ing)?|said|to be|found to be|gave|hence|thus|therefore|so|reads?|reading|reported|report(?:s)?|call(?:s|ed)?|call(?:s|ed)? it|believed|thought|felt|deemed|judged|considered|labelled|(?:diagnosed|identified|characteri[sz]ed|interpreted|classified|read|seen|regarded|explained|rated|viewed|recogni[sz]ed|unmasked|described|reclassified|assessed|known|taken) (?:as|to be|by)|due to|caused by|after all|now|again|only|just|merely|simply|of|like|became|favou?r(?:s|ing|ed)|likely|probably|on (?:mri?|ct|us|ceus|pet|biopsy|histology|review|pathology))(?![a-z])|[=:→(>\"]| - ?| -|(?<=node|odes|dule|ules|sion|ions|ocus|mass|sits|osit|ning|city)(?= )"
    tumour = r"(?:metasta[a-z]+|mets?|malignan[a-z]+|secondar(?:y|ies)|deposits?|neoplas[a-z]+|tumou?rs?|nets?)"
    cannot = r"(?:can(?: ?not|'?t)|could(?: not|n'?t)|unable to)"
    return {
        "kind": re.compile(forms("spread", "harmless")),
        "link": re.compile(rf"(?:{_SEEN_ON}|{link}) ?{nothing}{word}$"),
        "comma": re.compile(rf", ?{word}$"),
        "closes": re.compile(r" ?(?:[.;,)\n]|$|- |→|(?:(?:as )?per|acc(?:ording|\.)? to|in the (?:opinion|view|eyes) of|(?:says?|said|by) (?:the )?(?:[a-z]+ )?(?:radiolog[a-z]+|patholog[a-z]+|gyn[a-z]*|mdt|board|report)|on (?:the )?(?:mri?|ct|us|ceus|pet|ultrasound|biopsy|histology|washout|follow-?up|eovist|primovist))(?![a-z])|(?:rather|more likely|sooner) than (?:an? )?(?:[a-z]+ )?(?:met|malig)|(?:is |was |were )?(?:confirmed|proven|diagnosed)(?![a-z])|not (?:an? )?met)"),
        "gone": re.compile(forms("spread", "gone")),
        "no_metastasis": re.compile(forms("spread", "no_metastasis")),
        "hedge": re.compile(r"probabl[ey]|likely|favou?r|think|thought|believed|presum|suspect|\?"),
        "to_confirm": re.compile(r"[^.\n]{0,40}?(?<![a-z])(?:to (?:be )?(?:confirm|clarif|verif)[a-z]*|confirmation|awaited|pending|planned|next|booked|requested|ordered)(?![a-z])"),
        "open": re.compile(r"(?<![a-z])(?:no (?:evidence|proof|sign|indication|certainty) that|not (?:clear|proven|certain|established|known|sure) (?:that|whether|if)|whether|unless|until|doubt (?:that|whether|if))(?![a-z])"),
        # what is only hoped, asked or held possible of a finding: "is it possible the uptake is only degenerative?"
        "wondered": re.compile(r"(?<![a-z])(?:hop(?:e|es|ed|ing|efully)|wish(?:es|ed|ing)?|fingers crossed|(?:wonder|ask|quer(?:y|ie)|discuss|clarify|check|debat|question|decid|establish|determin|see|find out|know|tell|say)[a-z]{0,3}(?: (?:me|us|you|again|today|now))? (?:if|whether|about)|(?:is|was) it (?:possible|conceivable|likely|plausible|thinkable)|(?:it is|it's|it may be|is|seems) (?:possible|conceivable|thinkable|plausible) (?:that|the|it|this)|could it be|(?:an? |the |any )?(?:chance|possibility|question) (?:that|of)|might (?:it|this|that|these|the [a-z0-9 ]{1,24}) be|could (?:it|this|that|these|the [a-z0-9 ]{1,24}) be)(?![a-z])[^.;\n]{0,90}$"),
        "queried": re.compile(r"(?<![a-z0-9)])\? ?$"),
        # doubts by which an explanation is only one of several; "likely" and "probably" favour it
        "doubtful": re.compile(r"\?|quer|possib|may|might|could|susp|equivocal|indeterminate|uncertain|perhaps|maybe|d/?d|differential|unclear|unsure|not certain|ambiguous|can|rule|exclude|r/o|doubt|question|tbc|to be|say|call|speak|commit"),
        "beside": re.compile(r" ?(?:an? |the )?(?:(?!is|was|are|were)[a-z]+ )?"),
        "weighed": re.compile(rf"[^.\n]{{0,40}}?(?<![a-z])(?:{tumour}[^.;\n]{{0,30}}? (?:{cannot} be|not|is not|are not|isn't|aren't)(?: (?:entirely|fully|completely|safely|definitely|reliably|yet)){{0,2}} (?:excluded|ruled out)|(?:{cannot}|not)(?: (?:entirely|fully|completely|safely|definitely|reliably|yet)){{0,2}} (?:exclude|rule out)(?: an?| any| the)? (?:[a-z]+ )?{tumour})(?![a-z])"),
        # a question turned round: "is the liver lesion just a haemangioma?"
        "asks": re.compile(r" ?(?:(?:so|and|but|also|or|now|please|q|question) ?[,:]? )?(?:is|are|was|were|could|can|might|may|would|isn't|aren't|do (?:you|we) think)(?! (?:there|it true))(?![a-z])[^.;:,\n]*"),
        "awaited": re.compile(r"[^.\n]{0,40}?(?<![a-z])(?:awaited|awaiting|pending|to (?:be )?(?:confirm|clarif|verif)[a-z]*|(?:for|needs|awaits) confirmation|not (?:yet )?(?:confirmed|proven))(?![a-z])"),

        "carcinoma": re.compile(r"carcinoma|cancer|lymphoma|melanoma|sarcoma|hcc|(?: |^)ca$"),
        "origin": re.compile(
            r"(?<![a-z])(?:are|is|were|was|be|come|comes|came|originat(?:e|ed|es|ing)|stem(?:s|med)?|derived?|proved|turned out)(?: to be| as)?(?: (?:in fact|actually|really|all|known|proven|old))?(?: metastas[ei]s| mets?| metastatic| secondaries)? ?(?:from|of) (?:his|her|the|an?|their)(?: (?:old|previous|former|known|earlier|other|treated|prior|second|first|other))?(?: [a-z-]+){0,2}? (?:cancer|carcinoma|ca|adenocarcinoma|melanoma|lymphoma|sarcoma|hcc|crc|rcc|nsclc|gist)(?![a-z])"
            r"|(?<![a-z])(?:are|is|were|was|come|comes) (?:metastas[ei]s |mets |metastatic )?(?:from|of|due to|caused by) (?P<that>that|this|it|the latter|the former|the other(?: one)?)(?= ?[.,;)\n])"
        ),
        "copula": re.compile(r"(?:is|are|was|were|=|:)(?![a-z])"),
        "unbelieved": re.compile(r"(?<![a-z])(?:think|thought|believe|feel|felt|that|certain|convinced|sure|if|whether|say|agree|see|mean|clear)(?![a-z])"),
        "unsure_after": re.compile(r"[^.;\n]{0,12}(?:(?<![a-z])(?:or|vs\.?|versus|unlikely|excluded|less likely|cannot|not(?! (?:an? |the )?(?:met|susp|malig|tumo|net\b|nets\b|nec\b|neuro|a sign|an? )))(?![a-z])|\?)|/"),
        "except": re.compile(r"[^.;\n]{0,24}?(?<![a-z])(?:apart from|except|other than|besides|save for|but for|in uptake|in segment|in the (?:other|rest)|yet)(?![a-z])"),
    }  # fmt: skip


def find_verdicts(page: Page) -> Iterator[Verdict]:
    """Every verdict of a text, whatever it speaks of."""
    yield from _harmless(page)
    patterns, text = _patterns(), page.folded.text
    for match in scan(patterns["origin"], text):
        before = page.sentence(match.start())[0], match.start()
        if match["that"] and not any(before[0] <= start < before[1] for _, start, _ in cancers_in(text)):
            continue
        if not page.context(*match.span()) & {*OPEN_CONTEXTS, "negated", "possible"} and _is_told(page, match):
            yield Verdict("other_origin", match.start(), match.start(), match.end())
    kinds: tuple[Literal["gone", "no_metastasis"], ...] = ("gone", "no_metastasis")
    for kind in kinds:
        for match in scan(patterns[kind], text):
            _, high = page.sentence(match.start())
            after = patterns["except"].match(text, match.end(), high)
            if after is not None or not _is_told(page, match):
                continue
            if not _is_wondered(page, match):
                yield Verdict(kind, match.start(), match.start(), match.end())
            elif kind == "no_metastasis":  # "I hope the liver lesion is not a metastasis"
                yield Verdict("weighed", match.start(), match.start(), match.end())


def _harmless(page: Page) -> Iterator[Verdict]:
    """A harmless thing with the words that link it to what was found."""
    patterns, text = _patterns(), page.folded.text
    for match in scan(patterns["kind"], text):
        low, high = page.sentence(match.start())
        begin = max(low, match.start() - NAME_CHARS)
        link = patterns["link"].search(text, begin, match.start())
        if link is None and patterns["closes"].match(text, match.end(), high):
            link = patterns["comma"].search(text, begin, match.start())
        start = link.start() if link else match.start()
        if link is None and (match.start() - low > 1 or not patterns["closes"].match(text, match.end(), high)):
            continue
        if patterns["unsure_after"].match(text, match.end(), high) or not _is_told(page, match):
            continue
        if "negated" in page.context(match.start(), match.end()) and not _is_told_after(page, match, start):
            continue
        hedged = patterns["hedge"].search(text, start, match.start())
        kind: Kind = "harmless"
        if patterns["carcinoma"].search(match.group()):
            kind = "other_tumour"
        elif patterns["weighed"].match(text, match.end()):
            kind = "weighed"
        elif (hedged and _is_to_be_confirmed(text, match)) or _is_doubtful(page, match, start):
            kind = "unconfirmed"
        yield Verdict(kind, start, match.start(), match.end())


def _is_to_be_confirmed(text: str, match: re.Match[str]) -> bool:
    """Whether an explanation that is only favoured waits for its proof, or is one of a kind that is often wrong."""
    return bool(_patterns()["to_confirm"].match(text, match.end()) or BONE_ISLAND.match(text, match.start()))


def _is_doubtful(page: Page, match: re.Match[str], link: int) -> bool:
    """Whether an explanation is itself in doubt, not only the finding that it explains: "query bone island"."""
    doubt = page.covering("possible", *match.span())
    patterns, text = _patterns(), page.folded.text
    if patterns["awaited"].match(text, match.end()) or _is_wondered(page, match):
        return True
    if doubt is None or not patterns["doubtful"].match(text, doubt.trigger[0]):
        return False
    before = doubt.trigger[0] >= link or patterns["beside"].fullmatch(text, doubt.trigger[1], match.start())
    return bool(before)


def _is_told_after(page: Page, match: re.Match[str], link: int) -> bool:
    """Whether a denial before a verdict denies something else: "nodule not FDG avid is a lipid-rich adenoma"."""
    denial = page.covering("negated", *match.span())
    patterns, text = _patterns(), page.folded.text
    if denial is None or denial.trigger[1] >= link or not patterns["copula"].match(text, link):
        return False
    return bool(text[denial.trigger[1] : link].strip()) and not patterns["unbelieved"].search(
        text, denial.trigger[0], link
    )


def _is_told(page: Page, match: re.Match[str]) -> bool:
    """Whether a verdict is told of the patient, and not as what is open."""
    if _patterns()["open"].search(page.folded.text, page.sentence(match.start())[0], match.start()):
        return False
    return not page.context(*match.span()) & OPEN_CONTEXTS and not told_of_others(page, match.start())


def _is_wondered(page: Page, match: re.Match[str]) -> bool:
    """Whether a verdict is only hoped for, asked or queried: "is it possible the uptake is only degenerative?"."""
    patterns, text, low = _patterns(), page.folded.text, page.sentence(match.start())[0]
    if patterns["wondered"].search(text, low, match.start()):
        return True
    if page.is_question(match.start()) and patterns["asks"].fullmatch(text, low, match.start()):
        return True
    # "liver SOL x2 (? haemangioma, MRI awaited)"; not "metastasis? Haemangioma."
    return patterns["queried"].search(text, max(0, match.start() - QUERY_CHARS), match.start()) is not None
