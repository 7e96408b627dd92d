# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Sampled sites: a biopsy or a specimen of a liver, a bone … that holds neuroendocrine tumour is a metastasis there."""

import re
from functools import cache

from chains.extract.imaging.spread_sites import spread, told_of_others
from chains.extract.text.found import Found
from chains.extract.text.mask import BLANK
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, forms, index

NET = r"(?:neuro-?endocrine(?: tumou?rs?| carcinoma)?|p-?nets?|si-?nets?|nets?|nec|carcinoids?(?: tumou?rs?)?)"
MET = r"(?:mets?|metastas[ei]s|secondaries)"
"""A neuroendocrine tumour, and metastases, as the words of a specimen or of what was treated name them."""
_UNTOLD = {"asked", "planned", "negated", "hypothetical", "possible"}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "sampled": re.compile(
            rf"{LEFT}(?P<site>liver|hepatic|bone|periton[a-z]+|omental|ovarian|brain|lymph ?nodes?|ln|supraclavicular node)(?: (?:lesions?|mets?|metastas[ie]s|mass|nodules?|deposit|segment|seg\.?|[a-z]*¤+|core|needle|tumou?r|wedge)){{0,3}} (?:biops(?:y|ies)|bx|core|cores|fna|fnb|fnac|puncture|rebiops[a-z]+)(?! (?:is |was )?(?:planned|pending|scheduled|awaited|negative|not))"
            rf"|{LEFT}(?:biops(?:y|ies)|bx)(?: report| result)?:? (?P<bare>liver|bone|omentum|ovary)(?= ?(?:[.,:;=\n(]|(?:19|20)\d\d|in |ki|net|nec|g[123]))"
            rf"|{LEFT}(?:biops(?:y|ies)|bx|puncture|cores?|fna) (?:from|of|in|taken from|out of)(?: [a-z0-9]+){{0,3}}? (?P<of>liver|hepatic|bone|peritoneal|peritoneum|omentum|ovary|brain|lymph node)"
        ),
        "sampled_after": re.compile(
            rf"{LEFT}(?:(?P<nodes>(?:[a-z][a-z-]{1,24} )?(?:lymph ?nodes?|nodes?|lns?))|(?P<organ>liver|hepatic|bone|vertebral|periton[a-z]+|omental|ovarian|brain|seg(?:ment)?\.? ?[1-8ivab]{{1,4}})(?: [a-z0-9.]+){{0,3}}? (?:lesions?|nodules?|mass|deposits?|foc(?:us|i)|sols?)|(?:lesions?|nodules?|mass|deposits?|focus) (?:in |of )?(?:the )?(?P<in>liver|bone|peritoneum|omentum|ovary|brain|seg(?:ment)?\.? ?[1-8ivab]{{1,4}})){RIGHT}(?P<gap>[^.;:\n]{{0,30}}?)[ ,:(→-]{{1,3}}(?:and )?(?:eus-? ?)?(?:fna|fnb|bx|biops(?:y|ied)|cytology|excised|punctured)(?: (?:of (?:it|this|one)|was|is|of the largest))?[ ,:=→-]{{1,3}}(?:(?:shows?|showed|proved|proven|confirmed|confirms|positive for|with|revealed|reads?|says?|came back(?: as)?|is|was|=|:) ?){{0,2}}(?:an? |the |well[ -]diff[a-z.]* ){{0,2}}(?:metasta[a-z]+|nets?|nec|neuro-?endocrine|carcinoid|positive(?! for (?!net|nec|neuro|met|mal))|malignan[a-z]+){RIGHT}"
        ),
        # "Peritoneum - deposits of NET": a specimen with what was found in it
        "specimen": re.compile(
            rf"{LEFT}(?P<organ>periton[a-z]+|omentum|omental biops(?:y|ies)|liver|ovar(?:y|ies)|bone|diaphragm)(?:,? \d{{1,2}}(?:\.\d)? ?[cm]m)?(?: ?\(?(?:left|right|both|nodules?|biops(?:y|ies)|bx|wedge|segment \d)\)?){{0,2}} ?[:=-] ?(?:(?:multiple|several|numerous|two|three|four|a|an|one|few|small|tiny|microscopic|focal|tumou?r|\d{{1,2}}) ){{0,3}}(?:deposits?|nodules?|implants?|metasta[a-z]+|foci|focus|infiltrat(?:ion|es?)|involve(?:d|ment)) (?:of|by|with|from) (?:(?:the|same|a|an|this|known|well|poorly|differentiated|well-differentiated|metastatic|ileal) ){{0,4}}(?:nets?|nec|neuro-?endocrine|carcinoid|tumou?r){RIGHT}"
        ),
        # "Liver wedge x2: both NET mets": a specimen with its diagnosis
        "diagnosed": re.compile(
            rf"{LEFT}(?P<site>liver|hepatic|periton[a-z]+|omental|omentum|ovar(?:y|ian)|brain|bone|lung|pulmonary)(?: ¤{{1,8}}| seg[a-z]*\.? ?[1-8ivab]{{1,4}}| lobe| left| right){{0,2}} (?:wedges?|wedge (?:resections?|biops(?:y|ies))|biops(?:y|ies)|bx|nodules?|lesions?|resections?|excisions?|segmentectom(?:y|ies)|cores?|explant)(?: ?\(?x ?\d{{1,2}}\)?| ?\(\d{{1,2}}\)| (?:19|20)\d\d)? ?(?::|=|→| - ) ?(?:(?:both|all|two|three|four|an?|the|multiple|one|\d{{1,2}}|of|with|shows?|showing|contain(?:s|ing)?|positive|for|well|poorly|differentiated|well-differentiated|metastatic|g ?[123]) ){{0,5}}(?:(?:{NET} )?(?P<met>{MET})|(?<=metastatic ){NET}|(?<=both ){NET}|(?<=all ){NET}){RIGHT}"
        ),
        "far": re.compile(r"(?<![a-z])(?:supraclav[a-z]*|cervical|neck|axill[a-z]+|inguinal|para-?aortic|retroperiton[a-z]+|virchow)"),
        "other_organ": re.compile(r"(?<![a-z])(?:primary|pancrea[a-z]*|tail|head|ile[a-z]+|bowel|stomach|duoden[a-z]+|rect[a-z]+|colon|appendi[a-z]+|lung)(?![a-z])"),
        "diagnosis": re.compile(rf"(?:[^;\n]{{0,40}}\n)?[^;\n]{{0,70}}?(?:{LEFT}(?:ki ?-?67|mib|nets?|neuro-?endocrine|nec|g[123]|grade [123]|carcinoid){RIGHT}|\d ?%)"),
        "diagnosis_before": re.compile(r"(?:ki ?-?67|mib-?1|proliferati[a-z]+|nets? g\d|g[123])[^;\n]{0,60}$|(?<![a-z])(?:nets?|nec|neuro-?endocrine (?:tumou?r|carcinoma)) (?:in|on|from|at) (?:the |a |his |her )?$"),
        "doubted": re.compile(r"(?:suspicious (?:for|of)|equivocal for|suspicion of|cannot exclude|possibl[ey]|\?)[^;\n]{0,40}$"),
        "no_tumour": re.compile(rf"{forms('spread', 'benign')}|steato[a-z]+|cirrho|(?:no|without|free of|negative for|lack(?:s|ing)?)(?: (?:any|evidence of|evidence for|signs? of|viable)){{0,2}} (?:tumou?r|malignan|metasta|nets?\b|neuro|neopla)|tumou?r-?free|benign|inconclusive|non-?diagnostic|normal|insufficient"),
    }  # fmt: skip


def read_sampled_sites(page: Page) -> list[Found]:
    """A biopsy of a liver, a bone … with a neuroendocrine tumour in it, or with its Ki-67."""
    found = []
    patterns = _patterns()
    for match in scan(patterns["sampled"], page.text):
        low, high = page.sentence(match.start())
        if page.context(*match.span()) & {"asked", "planned", "negated", "declined", "hypothetical"} or told_of_others(
            page, match.start()
        ):
            continue
        after = patterns["diagnosis"].match(page.text, match.end())
        before = patterns["diagnosis_before"].search(page.text, max(low, match.start() - 70), match.start())
        if not after and not before:
            continue
        between = (
            page.text[match.end() : after.end()] if after else page.text[match.end() : min(high, match.end() + 40)]
        )
        if patterns["no_tumour"].search(between) or (
            after and page.context(after.end() - 1, after.end()) & {"negated"}
        ):
            continue
        name = next(name for name in ("site", "of", "bare") if match[name])
        site = _site(page.text, match, name)
        if site:
            doubted = after and patterns["doubted"].search(between)
            found.append(spread(site, "possible" if doubted else "present", *match.span()))
    return found + _sampled_lesions(page) + _specimens(page) + _diagnosed(page)


def _site(text: str, match: re.Match[str], group: str) -> str | None:
    """The site that a group of a match names."""
    return next((site for site, _, _ in index("spread", "part").find(text, *match.span(group))), None)


def _specimens(page: Page) -> list[Found]:
    """An organ named as a specimen, with the deposits that it holds."""
    found = []
    for match in scan(_patterns()["specimen"], page.text):
        if page.context(*match.span()) & _UNTOLD:
            continue
        site = _site(page.text, match, "organ")
        if site and not told_of_others(page, match.start()):
            found.append(spread(site, "present", *match.span()))
    return found


def _diagnosed(page: Page) -> list[Found]:
    """The specimen of an organ with its diagnosis: "Liver wedge x2: both NET mets"."""
    found = []
    for match in scan(_patterns()["diagnosed"], page.text):
        if page.context(match.end() - 1, match.end()) & _UNTOLD or told_of_others(page, match.start()):
            continue
        site = _site(page.text, match, "site")
        if site and (match["met"] or site not in {"lung", "ovary"}):  # a NET there may be a primary
            found.append(spread(site, "present", *match.span()))
    return found


def _sampled_lesions(page: Page) -> list[Found]:
    """A lesion, or a lymph node, whose biopsy is told behind it to hold tumour: "perigastric node, FNA shows NET"."""
    found = []
    patterns = _patterns()
    for match in scan(patterns["sampled_after"], page.folded.text):
        if page.text[match.start()] == BLANK and page.plain[match.start()] != BLANK:
            continue  # of a relative, or of another cancer
        if page.context(match.end() - 1, match.end()) & _UNTOLD:
            continue
        if patterns["other_organ"].search(match["gap"]) or told_of_others(page, match.start()):
            continue
        name = next(name for name in ("nodes", "organ", "in") if match[name])
        site = _site(page.folded.text, match, name)
        if site == "lymph_node_regional" and patterns["far"].search(match["gap"]):
            site = "lymph_node_distant"
        if site:
            found.append(spread(site, "present", *match.span()))
    return found
