# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Spread phrases: sites of spread beside the word that makes them one - "liver metastases", "deposits in the lungs"."""

import re
from functools import cache
from typing import cast

from chains.extract.imaging.clear_sites import is_called_clear
from chains.extract.imaging.compared import compared_organs
from chains.extract.imaging.spread_sites import are_apart, told_of_others
from chains.extract.imaging.spread_status import is_supposed, settled_later, status_of
from chains.extract.text.found import Found
from chains.extract.text.opening import Several
from chains.extract.text.page import Page
from chains.extract.text.topic import find_topics
from chains.extract.text.vocabulary import LEFT, RIGHT, Index, forms, index, table
from knowledge.case import Metastasis, MetastasisSite, Span

WEAK = -1
"""The rank of a site told by a word such as "lesion", which a doubt in the same sentence weakens."""
SHORT_CHARS = 24
"""How far before a phrase its clause is looked at, to see whether it stands alone."""
NO_CHARS = 30
"""How far before organs the word may begin that denies their disease."""
_PHRASES = (
    "site_first",
    "called",
    "site_colon",
    "lesion_in",
    "shorthand",
    "bracket",
    "grew_in",
    "in_nodes",
    "tumour_to",
    "mets_plus",
)
_SPREAD_IN = {"site_colon", "lesion_in"}
"""Phrases that name the metastases first and then where they are."""
_SHORT_SITES = {"liver", "bone", "lymph_node_regional", "peritoneum", "lung"}

_MEASURED = re.compile(
    r"(?: (?:(?:in|at|and|both|of) )?(?:(?:segments?|segs?\.?) ?[1-8ivab]{1,4}(?:[/,] ?[1-8ivab]{1,4}){0,4}|s[1-8])(?![a-z0-9])(?: ?\(?\d{1,3}(?:\.\d)? ?(?:mm|cm)\)?)?,?){1,6}"
)
"""The segments and sizes of lesions: "2 lesions seg 6 (9 mm) and seg 8 (6 mm)"."""
_SPECIMENS = re.compile(
    r"(?:specimens?|samples?|material|parts?|tissue)(?: (?:received|submitted|sent|examined|type))?(?![a-z])"
)
"""The heading over a list of what was sent in."""
_RETURN = re.compile(r"recur|relaps")
"""What was not there before: "no recurrence in the liver"."""


@cache
def sites_named() -> Index:
    """The index over the sites as a clinician names them."""
    return index("spread", "site")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    every = [form for body in table("spread")["site"].values() for form in body["forms"]]
    site = "(?:" + "|".join(form.replace(" ", "[ -]") for form in sorted(every, key=len, reverse=True)) + ")"
    met = forms("spread", "metastases")
    weak = forms("spread", "lesions")
    join = r"(?: ?\([^()\n]{1,20}\))?(?:,? ?(?:and|or|und|nor|plus|as well as) (?:also )?(?:(?:in|to|of|at) )?(?:the |her |his |no )?|, ?(?:(?:to|in|of) )?(?:the )?| ?/ ?| ?\+ ?| ?& ?)"
    listed = rf"{LEFT}{site}(?:{join}(?:(?:multiple|several|few|small|possible|distant|left|right|both|bilateral|contralateral|ipsilateral|single|one|some|abdominal|adjacent) )?{site}){{0,6}}{RIGHT}"
    adjective = r"(?:(?:[a-z]+-)?(?:metastatic|bilobar|multifocal|diffuse|multiple|avid|sstr|dotatate|positive|new|small|large|further|disseminated|synchronous|metachronous|residual|known|dominant|only|predominant|limited|hypodense|hypovascular|hypervascular|enhancing|low-density|sclerotic|lytic|tumou?r|[0-9]{1,2}|nodal)[ -]){0,4}"
    where = r"(?:(?:in|to|of|within|involving|at|into|affecting|on|throughout|both|lobes|segments?|seg)\.? ?){0,12}(?:os )?(?:(?:(?:th|[tld])\d{1,2}|s1)(?:,| and| &|/)? ?(?:(?:and|&) )?(?:(?:lt|rt|left|right) )?){0,5}"
    exam = r"(?: (?:seen |found )?(?:on|by|at|with) (?:the |a |an |today's |latest |last |follow-?up |restaging )?(?:(?:[a-z0-9-]+[ -]){0,3}(?:pet|spect)(?:[ /-](?:ct|mri))?|(?:contrast |ce-?)?(?:ct|mri?)|imaging)(?: scan)?)?"
    benign = forms("spread", "benign")
    return {
        "site_first": re.compile(
            rf"(?P<list>{listed})(?: ?\([a-z0-9 ,]{{1,20}}\))?[ -]{{1,2}}\(?{adjective}(?P<word>{met}|{weak})"
        ),
        "site_colon": re.compile(
            rf"(?P<word>{met})(?: disease| lesions?| deposits?| spread)?(?: ?\((?:[^()\n]{{1,14}})\))? ?(?:[:=(-]|sites?:?|incl(?:\.|uding|usive of)?|are|were|found|present|seen|located|identified|detected|known| ){{0,12}} ?{where}(?:the |his |her |both |multiple |a |left |right |\d{{1,2}}(?:st|nd|rd|th) ){{0,3}}(?:lobes of the )?(?P<list>{listed})(?! (?:primary|p?-?nets?\b|neuro-?endocrine|carcinoids?|nec\b|cancer|carcinoma))"
        ),
        "lesion_in": re.compile(
            rf"{forms('spread', 'lesions_in')}{exam} {where}(?:the |his |her |your |my |both |multiple )?(?:lobes of the |right lobe of the |left lobe of the )?(?P<list>{listed})"
        ),
        "called": re.compile(
            rf"(?P<list>{listed})(?: (?:lesions?|nodules?|mass(?:es)?|deposits?|foci|focus))?(?: ?\([^()\n]{{1,20}}\))?(?:,? (?:which|that|both|all|these))?(?: (?:is|are|was|were|proved|turned out|histologically|cytologically|clearly|to be|now|also|confirmed)){{1,4}} (?:metastatic|metastas[ie]s|a metastasis|mets)(?! (?:to|from|in)(?![a-z]))"
        ),
        "shorthand": re.compile(
            rf"{LEFT}(?P<list>liver|hepatic|bones?|lns?|nodes|peritoneum|lungs?) ?\(?(?:x ?\d{{1,3}}(?!\.\d)|lesions?|met\b|\+(?! ?(?:liver|bone|lung|ln|nodes|periton|brain))|: ?\d{{1,2}} lesions?|(?:and [a-z]+ )?(?:dis(?:ease|\.)|dz(?![a-z])))"
        ),
        "in_nodes": re.compile(
            rf"{LEFT}metasta[a-z]+ (?:[a-z]+ ){{0,3}}?(?:in|to) (?:\d{{1,2}}|[a-z]+) (?:of|out of|/) ?(?:the )?(?:\d{{1,2}}|[a-z]+) (?P<list>(?:[a-z]+ )?(?:lymph nodes?|nodes|lns?)){RIGHT}"
        ),
        "doubted": re.compile(
            r"(?: ?(?:segments?|seg\.?|s)?[ ¤]{1,12})?(?:,| -| \(|:)? ?(?:(?:\d{1,2} (?:mm|cm)|is|are|was|were|remains?|this|which|that|of)[, ]{0,2}){0,3}(?:highly |very |still |considered |deemed )?(?:(?:until|unless) proven otherwise|indeterminate|suspicious|equivocal|suspected|uncertain|unclear|(?:the )?(?:nature|aetiology|etiology|significance|dignity|character|origin) (?:of (?:which|it) )?(?:is |was |remains |still |as yet |yet ){0,3}(?:unclear|uncertain|unknown|open|undetermined|indeterminate|not (?:clear|certain|known|established|determined))|(?:of|with) (?:as yet |still )?(?:unclear|uncertain|unknown|undetermined|indeterminate|indetermined|doubtful) (?:nature|aetiology|etiology|significance|dignity|character|origin)|not (?:yet |further |fully |entirely |quite ){0,2}(?:certain|clear|sure|characteri[sz]ed|clarified|classified|specified|determined|proven)(?! (?:to|as) (?:an? )?(?:grow|progress|resect))|(?:to be|awaiting|awaits|needs|under|for|pending) (?:further )?(?:clarif|characteri|investigat|work-?up)[a-z]*|questionable|ambiguous|too small to|likely (?:metasta|mets|malignan)|probably (?:metasta|malignan)|presum(?:ed|ably) (?:metasta|malignan)|(?:suggestive|worrisome|concerning) (?:of|for)|(?:that )?cannot be (?:excluded|ruled out)|\(\?\))(?! (?:lesion|focus|node|nodule))"
        ),
        # what a sentence begins with that asks something of the case that it then describes
        "asks_of_case": re.compile(
            r" ?(?![^?]*(?:scan|imag|exclud|(?<![a-z])look|screen|test|find))(?:[a-z]+ ){0,2}?(?:(?:prognosis|outlook|survival|life expectancy|what(?! about)|which|how(?! about)|should|best)(?![a-z])|(?:options?|treatments?|therapy|therapies|management|next step|advice|recommendations?|prrt|ssas?|surgery|chemo[a-z]*) (?:for|in|of)(?![a-z]))[^?]*?(?<![a-z])(?:p?nets?|nens?|necs?|carcinoids?|g ?[123]|ki ?-?67)(?![a-z])"
        ),
        "asked_what": re.compile(
            r" (?:(?:at|in|of) (?:the )?[a-z0-9]+ )?(?:(?:really|truly|also|actually|likely) )?(?:an? )?(?:metastatic|malignant|metastas[ie]s|mets?|suspicious|benign|tumou?r|nets?|nec|real|disease)(?![a-z])"
        ),
        "asks": re.compile(r"(?:^|[^a-z])(?:is|are|was|were|could|can|might|may|does|do) (?!there)[^,;:.?\n]{0,40}$"),
        "bed": re.compile(r"(?:resection|surgical|operative|operation|tumou?r) (?:site|bed|margin|area)"),
        "counted": re.compile(r"(?:\d ?/ ?\d{1,2}|\d of \d{1,2}) ?$"),
        "not_a": re.compile(r"not an? $"),
        "bracket": re.compile(
            rf"{LEFT}(?:(?:stage|st\.?|stg) ?(?:iv|4)[abc]?|(?:[cpyr]{{0,2}}t[0-4x][a-d]?,? ?[cp]?n[0-3x][a-c]?,? ?)?[cpr]?m1[abc]?|metastatic)(?:[^.;\n():]{{0,40}}[(:] ?| ?- ?|, ?|[^.;\n():]{{0,60}}(?: ?\([^()\n]{{1,30}}\))?, ?)(?P<list>{listed})(?= ?(?:\([^()\n]{{1,30}}\) ?)?[),.;\n]|$)"
        ),
        "grew_in": re.compile(
            rf"{LEFT}(?:progress(?:ed|ion|ing|ive)|(?:partial|mixed|minor|further|good) response|recurren(?:ce|t disease)|recurred|relapsed?|p[dr](?= in))(?: disease)?(?: in)?(?: \d{{4}})?,? in (?:the )?(?P<list>{listed})"
        ),
        "tumour_to": re.compile(
            rf"{LEFT}metasta(?:tic|si[sz]ed|si[sz]ing) (?:[a-z0-9-]{{1,18}} ){{0,5}}?(?:(?:gi|gep|si|p)?-?nets?|necs?|nens?|neuro-?endocrine (?:tumou?rs?|carcinomas?|neoplasms?)|carcinoids?(?: tumou?rs?)?|gastrinoma|insulinoma|disease|primary)(?:,? \(?(?:g ?[123]|grade [123])\)?)?(?: (?:of|from) (?:the )?[a-z]{{3,14}}(?: [a-z]{{3,14}})?)?,? ?(?:with (?:spread|mets|metastases) )?(?:to|involving) (?:the |his |her |both )?(?P<list>{listed})"
        ),
        "mets_plus": re.compile(
            rf"{LEFT}{site}[ -](?:mets?|metastas[ie]s|deposits|secondaries)(?: ?\([^()\n]{{1,20}}\))? ?(?:[+&]|and|plus) (?:(?:an?|the|left|right|single|multiple|enlarged|avid) ){{0,3}}(?P<list>{listed})(?= ?(?:[.;)\n]|$)| from (?!the liver))"
        ),
        "scan_of": re.compile(
            r"(?<![a-z])(?:mri?|ct|uss?|ceus|ultrasound|scans?|imaging|sono[a-z]*)(?: of)?(?: the| her| his)? $"
        ),
        "and_more": re.compile(r" ?[a-z]"),
        "no_before": re.compile(
            r"(?<![a-z])(?:no|without|nor)(?: (?:evidence of|signs? of|any|obvious|known|visible|distant))? $"
        ),
        "own_noun": re.compile(r" (?:nodules?|nodes?|lesions?|opacit(?:y|ies))(?![a-z])"),
        "came_from": re.compile(
            r"(?:nets?|nens?|nec|carcinoids?|tumou?r|primary|neoplasm|lcnec|sclc|carcinoma)(?: g ?[123])? (?:of|in|from) (?:the |his |her )?(?:left |right )?$"
        ),
        "benign": re.compile(benign),
        "metastasis": re.compile(r"metasta|(?<![a-z])mets?(?![a-z])|secondar"),
        "rather": re.compile(
            rf"(?:(?<![a-z])(?:or|vs\.?|versus|rather than|not) |[/?] ?)(?:an? )?{benign}|{benign} ?(?:(?:or|vs\.?|versus|rather than|not)(?![a-z])|[/?])"
        ),
        # a metastasis or something benign: which of the two is open
        "weighed": re.compile(
            rf"(?<![a-z])(?:or|vs\.?|versus) (?:an? )?{benign}|{benign} ?(?:or|vs\.?|versus)(?![a-z])"
        ),
        "joined": re.compile(r"(?<![a-z])(?:and|or|nor)(?![a-z])|[/&+]"),
        "sentence_end": re.compile(r" ?(?:[.;)\n]|$|(?:seen|found|detected|identified|visible)(?![a-z]))"),
        "added": re.compile(
            r" ?(?:\+|&|plus|and|with|,) ?[^,;.:\n+]{2,40}(?:nodules?|lesions?|nodes?|foc(?:us|i)|opacit(?:y|ies)) (?:(?:is|are|which|that) )?"
        ),
        "bracketed": re.compile(r"\((?:[a-z]+ )?(?:mets?|metasta[a-z]+|secondary|malignant)$"),
        "asked_after": re.compile(r"(?: (?:too|also|as well|already|now|either|by now))? ?\?"),
        "alone": re.compile(r"(?:^ ?|[.,;:(→>/\n-] ?)(?:(?:and|or|new|poss(?:ible)?|now|also|any) ){0,2}$"),
    }


@cache
def _scanned() -> Several:
    return Several(_patterns()[name] for name in _PHRASES)


def read_phrases(page: Page) -> tuple[list[Found], list[Span]]:
    """The facts, and the passages that are read, whether they told a fact or not ("no other liver metastases").

    Each site of a list takes the context of the list, and its own where it has one."""
    found: list[Found] = []
    taken: list[Span] = []
    read: set[int] = set()
    for name, matches in zip(_PHRASES, _scanned().scan(page.text), strict=True):
        for match in matches:
            if name == "shorthand" and match.start("list") in read:
                continue  # the last of a list that is read already: "no liver, lung lesion"
            facts = _of(page, name, match)
            found += facts
            if name in {"site_first", "site_colon"}:
                taken.append(match.span())
            read |= {start for _, start, _ in sites_named().find(page.text, *match.span("list"))} if facts else set()
    return found, taken + [(fact.start, fact.end) for fact in found]


def _of(page: Page, name: str, match: re.Match[str]) -> list[Found]:
    """The sites that one phrase tells."""
    patterns, text = _patterns(), page.text
    head, last = match.span()
    low, high = page.sentence(head)
    around = text[max(low, head - 24) : max(last, min(high, last + 26))]
    weak = name in {"lesion_in", "shorthand"} or "metasta" not in match.group()
    if told_of_others(page, head) or (_is_benign(name, match.group(), around) and not _denies_several(page, match)):
        return []
    if patterns["not_a"].search(text, max(low, head - 8), head):
        return []
    if weak and _is_a_specimen(page, head):
        return []
    if name == "shorthand" and patterns["counted"].search(text, max(low, head - 8), head):
        return []  # "5/18 LN+" counts the nodes of an operation
    if _is_of_an_exam(text, low, match):
        return []
    weighed = patterns["metastasis"].search(match.group()) and patterns["weighed"].search(around)
    found = []
    named = _listed(page, name, match)
    if named and name in _SPREAD_IN and sites_named().find(text, named[-1][2], match.end("list")):
        last = named[-1][2]  # the others are told of by the words behind
    for site, start, end in named:
        status = status_of(page, head, start, end, last)
        if status == "present" and weak and _asks_what_it_is(page, head, last):
            status = "possible"
        if status == "present" and (_is_doubted(page, last) or _is_asked_in_short(page, match)):
            status = settled_later(page, last) or "possible"
        if status == "possible" and _is_next_in_doubt(page, match, start, end):
            status = "present"
        if status == "present" and (weighed or is_supposed(page, low, head, last)):
            status = "possible"
        if site == "lung" and status == "present" and name == "site_first" and _is_nodule(match["word"]):
            status = "possible"  # a nodule of the lung may be the primary, or nothing
        if status == "absent" and _is_after_comma(page, match, start):
            status = None  # "no bone, liver mets in both lobes"
        if status == "absent" and name == "grew_in" and not _RETURN.match(text, head):
            status = None  # "no PD in the liver": they may have been there before
        if status is None or (site == "other" and patterns["bed"].search(around)):
            continue
        place = cast(MetastasisSite, site)
        value = Metastasis(site=place, status=status)
        found.append(Found("metastases", value, min(start, head), last, WEAK if weak else 0))
    return found


def _is_doubted(page: Page, last: int) -> bool:
    """Whether a doubt stands right behind a phrase, or behind the segments and sizes of its lesions."""
    doubted, measured = _patterns()["doubted"], _MEASURED.match(page.folded.text, last, page.sentence(last)[1])
    return any(doubted.match(page.text, at) for at in {last, measured.end() if measured else last})


def _is_a_specimen(page: Page, position: int) -> bool:
    """Whether a nodule or a lesion stands in the list of what was sent in: "Specimens: A. bowel B. omental nodule"."""
    heads = page.kept(find_topics).heads(position)
    return any(_SPECIMENS.match(page.folded.text, *head) for head in heads)


def _is_next_in_doubt(page: Page, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a doubt behind named metastases is of what is added to them: "liver mets + lung nodules indeterminate"."""
    patterns, text = _patterns(), page.text
    scope = page.covering("possible", start, end)
    if scope is None or scope.trigger[0] < match.end() or patterns["metastasis"].search(match.group()) is None:
        return False
    added = patterns["added"].fullmatch(page.folded.text, match.end(), scope.trigger[0])
    return added is not None and bool(sites_named().find(text, match.end(), scope.trigger[0]))


def _listed(page: Page, name: str, match: re.Match[str]) -> list[tuple[str, int, int]]:
    """The sites of the list of a phrase, without one that belongs to what stands beside it."""
    patterns, text = _patterns(), page.text
    low, _ = page.sentence(match.start())
    compared = page.kept(compared_organs)
    sites = [site for site in sites_named().find(text, *match.span("list")) if not compared.overlaps(*site[1:])]
    if len(sites) > 1 and sites[0][0] == "lung":
        sites = sites[patterns["came_from"].search(text, max(low, sites[0][1] - 40), sites[0][1]) is not None :]
    if len(sites) > 1 and name == "site_colon" and patterns["own_noun"].match(text, match.end()):
        del sites[-1]  # "metastases in the spine and lung nodules that are ..."
    if len(sites) > 1 and name in _SPREAD_IN and is_called_clear(page, match.end("list")):
        commas = (
            place for place in range(len(sites) - 1, 0, -1) if are_apart(page, sites[place - 1][2], sites[place][1])
        )
        del sites[next(commas, len(sites)) :]  # "metastases in bone and liver, the brain is free"
    return [site for site in sites if name != "shorthand" or site[0] in _SHORT_SITES]


def _is_after_comma(page: Page, match: re.Match[str], start: int) -> bool:
    """Whether a comma stands between a denied site and a later one of which the sentence tells more."""
    patterns, text = _patterns(), page.text
    between = text[match.start("list") : start]
    return (
        "," in between
        and not patterns["joined"].search(text, *match.span("list"))
        and not patterns["sentence_end"].match(text, match.end())
    )


def _is_asked_in_short(page: Page, match: re.Match[str]) -> bool:
    """Whether a question mark stands behind the bare phrase: "f 50, lung mets? -> ..."."""
    low, _ = page.sentence(match.start())
    if not _patterns()["asked_after"].match(page.text, match.end()):
        return False
    if page.is_question(match.start()) and _patterns()["asks_of_case"].match(page.text, low, match.start()):
        return False  # the sentence asks: "median survival of a G3 pNET, liver and bone mets?"
    if _patterns()["bracketed"].search(match.group()):
        return True  # "L adrenal (met? 14 mm)"
    return _patterns()["alone"].search(page.text[max(low, match.start() - SHORT_CHARS) : match.start()]) is not None


def _asks_what_it_is(page: Page, head: int, last: int) -> bool:
    """Whether a question asks what a lesion is: "is the liver lesion metastatic?"."""
    if not page.is_question(head) or not _patterns()["asked_what"].match(page.text, last):
        return False
    return _patterns()["asks"].search(page.text, page.sentence(head)[0], head) is not None


def _is_benign(name: str, phrase: str, around: str) -> bool:
    """Whether a phrase speaks of something benign: a lesion beside a cyst may be one, a metastasis is none."""
    metastasis = name in {"site_first", "site_colon"} and _patterns()["metastasis"].search(phrase)
    benign = _patterns()["rather" if metastasis else "benign"].search(around)
    return benign is not None and not (metastasis and _patterns()["weighed"].search(around))


def _is_of_an_exam(text: str, low: int, match: re.Match[str]) -> bool:
    """Whether a plus only adds something to an examination of an organ: "MRI liver + bloods annually"."""
    patterns, head = _patterns(), match.start()
    return (
        match.group().endswith("+")
        and patterns["scan_of"].search(text, max(low, head - SHORT_CHARS), head) is not None
        and patterns["and_more"].match(text, match.end()) is not None
    )


def _denies_several(page: Page, match: re.Match[str]) -> bool:
    """Whether the disease of several organs is denied, so that the last one has none of its own: "no bone or lung disease"."""
    return (
        match.groupdict().get("word") in {"disease", "dz"}
        and len({site for site, _, _ in sites_named().find(page.text, *match.span("list"))}) > 1
        and _patterns()["benign"].search(page.text, match.end(), page.sentence(match.start())[1]) is None
        and _patterns()["no_before"].search(page.text, max(0, match.start() - NO_CHARS), match.start()) is not None
    )


def _is_nodule(word: str) -> bool:
    return word.startswith(("nodul", "lesion", "tumo"))
