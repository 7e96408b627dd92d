# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Histology: which kind of neuroendocrine neoplasm, and how well it is differentiated."""

import re
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.taken import Taken
from chains.extract.text.vocabulary import LEFT, RIGHT, forms, index, pattern, table
from chains.extract.tumour.asked_first import without_answered, without_asked
from chains.extract.tumour.carcinoid_kind import carcinoid_kinds
from chains.extract.tumour.mixed import mixed_tumours
from chains.extract.tumour.review import overruled_diagnoses
from chains.extract.tumour.unread import without_unread
from chains.extract.tumour.weighed import is_only_weighed, without_weighed
from knowledge.case import Span

_HORMONAL = ("insulinoma", "gastrinoma", "vipoma", "glucagonoma", "somatostatinoma")
"""Tumours named for a hormone: one that is only suspected is suspected for its symptoms, and no histology."""
_EXTRAPULMONARY = re.compile(r"\b(?:extra|non)-?pulmonary\b")
_CELLS = re.compile(r"(?<!non )(?<!non-)\b(?P<size>small|large)[ -]cell\b")
_CARCINOMAS = ("nec", "lcnec", "sclc", "minen")
_QUERIED = re.compile(
    r" ?\?(?:[\"')]| ?(?:or|vs\.?|versus|/)(?![a-z])| ?(?:→|->|=>|-|:|,)? ?(?:no|not|nope|negative|excluded|never|wrong|rather)(?= ?[^a-z ]| (?:an?|it|this|that|the|but|in|at)(?![a-z])))"
)
"""A question mark within the quotation or the bracket of a diagnosis: the label of a sample says 'G3 NEC?', or
another one is asked about with it: "SCLC? or carcinoid?"; or the answer is no: "SCLC? - no, LCNEC"."""
_QUERY = re.compile(
    r"(?:\?|(?<![a-z])(?:query|queried|question(?: is)?|request|to exclude|exclude|suspected|suspicion of|rule out|r/o|question of|referred (?:as|for)) ?:? ?)(?:an? )?(?:[a-z]{4,12} )?$"
)
_NEGATIVE = re.compile(
    r" ?\?[ :,–-]{1,3}(?:negative|excluded|ruled out|not confirmed|not found)(?![a-z])(?! (?:for|in|nodes|margin))"
)
"""Around a diagnosis that is asked for, and behind one that is answered with no."""
_OTHERWISE = re.compile(
    r" ?\?['\")]? (?:(?:the |final |path[a-z]* |histolog[a-z]* )?(?:diagnosis|conclusion|result|report|answer|path[a-z]*|histo[a-z]*|final)) ?:? (?:an? |it is |is |(?:poorly|well|moderately) diff[a-z.]* |metasta[a-z]+ (?:of |from )?(?:an? )?){0,3}(?:adeno-?ca|adenocarcinoma|lymphoma|melanoma|squamous|urothelial|sarcoma|gist|hcc|hepatocellular|rcc|renal cell|paraganglioma|pancreatitis|lipoma|acinar|solid pseudopapillary)"
)
"""Behind a diagnosis that is asked for: it is another one."""
QUERY_CHARS = 40
_IN_GENERAL = re.compile(r"(?<![a-z])(?:usually|always|typically|generally|commonly|by definition),? (?:be )?$")
_BY_DEFINITION = re.compile(r",? by definition(?![a-z])")
"""Around a degree that is told of a kind of tumour and not of this one: "NEC is usually poorly differentiated"."""
GENERAL_CHARS = 20
"""How far before a degree such a word may begin."""
BESIDE_CHARS = 50
"""How far from a diagnosis another one may stand that is set against it."""
COMPARED_CHARS = 70
"""How far before a carcinoma the words may begin by which it is only compared with."""
_OF_A_NET = re.compile(
    r"(?:(?: or|,|/| and) [a-z]+){0,2}[ -](?:recurren|relapse|residu|metasta|mets?\b|deposits?|spread|progress|disease (?:progress|recur)|lesions? elsewhere|elsewhere|cells at)"
)
"""Behind a NET that is denied: what is denied is something of it."""
_DROPPED = {"negated", "asked", "possible"}
_KINDS = (
    r"(?:a |an )?(?:g[123] )?(?:well|poorly)?[a-z -]{0,16}?"
    r"(?:p?-?net|nec|minen|lcnec|sclc|carcinoid|(?:small|large)[ -]cell (?:carcinoma|cancer)|neuro-?endocrine (?:tumou?r|carcinoma))\b"
)

_OF_TWO = (
    *("between", "either", "differential", "distinguish", "separat", "tell", "torn", "distinction", "differentiation"),
    *("discrimination", " v ", "vs", "versus"),
)
_UNSETTLED = (
    "no final",
    "no defini",
    "not further",
    "not be ",
    "n't be ",
    "undecided",
    "under re",
    "under dis",
    "pending",
    " open",
)
"""Parts of the words by which a diagnosis is left open; without one of them no pattern is tried."""
_OPEN = re.compile(
    r"\b(?:no (?:final|definite|definitive) (?:call|diagnosis|decision|classification)|not further (?:classified|classifiable|specified)"
    r"|(?:nets?|necs?|carcinoid|sclc|g3|distinction|classification)[^.;\n]{0,40} (?:can ?not|can't|could not) be (?:decided|settled|made|determined|resolved)"
    r"|nets? (?:vs?\.?|versus|or) nec[^.;\n]{0,30} (?:under (?:revision|review|discussion)|open|undecided|pending))\b"
)
"""What leaves the diagnosis open, whatever was named before it: "NET G3 versus NEC cannot be decided"."""
_OR = re.compile(r"\b(?:or|versus|vs\.?) (?:an? |rather an? )?$")
_QUOTES = {'"', "'"}
_GOBLET = re.compile(r"\bgoblet[ -](?:cell[ -])?$")
"""A goblet cell carcinoid is what was later called goblet cell adenocarcinoma (WHO 2019): no NET."""
_WELL = re.compile(
    r"(?: of (?:the )?[a-z]+)?[,;:]? ?\(?(?:g[12],? )?(?:well|moderately|highly)[ -](?:(?:to|or) [a-z]+[ -])?diff?(?:erentiated|\.|\b)"
)
"""Behind a "neuroendocrine carcinoma": WHO 2000 called NETs so that had spread; it is no NEC of today, and no word for
what it is."""
_OPEN_BESIDE = re.compile(
    r"(?: ?g[123])?(?: ?\((?!ki)[a-z0-9 ]{1,14}\))?,? ?\??,? ?(?:(?:is|was|are|were|has) )?(?:vs\.? (?!(?:the )?(?:ti(?![a-z])|ile|jejun|ca?ec|append|colon|duoden|pancrea|stomach|gastric|rect|lung|small bowel|terminal|head|tail))|versus |(?:not|un)(?: yet| been)?[ -]?(?:proven|certain|secured|substantiated|verified|diagnostic)\b)"
)
_AGAINST = re.compile(
    r"\b(?:vs\.?|versus) (?:an? )?(?:g[123] )?$|\b(?:could|might) (?:well |also |still |just |even |equally ){0,2}be (?:an? )?(?:g[123] )?$|\b(?:favou?r|prefer)(?:s|ed|ing)? [^.;\n]{3,50} over (?:an? |the )?$|\b(?:over|rather than|instead of|more than|sooner than) (?:an? |the )?(?:diagnosis of )?(?:an? )?$"
)
"""A tumour that is set against something else, preferred less or only possible: "NET vs. splenule", "acinar carcinoma
over NEC", "could be HCC, could be NET"."""
_A_PERSON = re.compile(r" (?:patients?|pt|lady|gentleman|man|woman|chap|guy|case)(?![a-z])")
_THE = re.compile(r"\b(?:the|my|our|your) (?:[a-z]{3,12} )?$")
_TREATED_AS = re.compile(r"\btreat(?:ed|ing)? (?:it |this |her |him )?(?:as|like) (?:an? |if )?$")
"""How a tumour is treated tells not what it is: "rebiopsy, or treat as NET G3?"."""


@cache
def _beside() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"(?: g?[123])? ?\??,? ?(?:vs\.?|versus|or) {_KINDS}"),
        re.compile(rf"{_KINDS}(?: ?g[123])? ?\??,? ?(?:vs\.?|versus|or) (?:a |an )?$"),
        re.compile(
            r"pancrea|colon|rect|gastric|stomach|ileum|ileal|duoden|ca?ecum|ca?ecal|bladder|cervi|o?esophag|ampull|append"
        ),
        re.compile(
            r"\blung|pulmon|bronch|thym|lobe|mediast|nodul|\b(?:rul|rml|rll|lul|lll|ebus|tbn[ab]|tbl?b|svc|hil(?:ar|um))\b"
        ),
        re.compile(
            rf"(?:(?:,| and| or| nor| ?/) {{0,1}}{_KINDS}){{0,3}},? (?:(?:but |and )?(?:this|which|that|it) )?(?:(?:are|were|was|is|have been|has been|can|could) ?)?"
            r"(?:excluded|ruled out|unlikely|obsolete|rejected|discarded|not (?:be )?(?:seen|present|supported|confirmed|favou?red|met|upheld|shared|justified|tenable))\b"
        ),
        # "is this a G3 NET or an NEC?" is for the one who answers, also where the tumour is well differentiated
        re.compile(
            r"\b(?:p-?)?nets?(?: g ?[123])?,? (?:or|vs\.?|versus) (?:rather )?(?:an? )?nec\b|\bnec,? (?:or|vs\.?|versus) (?:rather )?(?:an? )?(?:g[123] )?net\b"
        ),
        re.compile(
            rf"\b(?:between|either|differential(?: diagnosis)?(?: is| of|:)?|distinguish(?:ing)?|separat(?:e|ing)|tell(?:ing)?|torn|distinction of|differentiation of|discrimination of) (?:an? )?{_KINDS}(?: ?g[123])?(?: \([^()]{{1,20}}\))?,? (?:and|or|from|vs?\.?|versus) {_KINDS}"
            rf"|{_KINDS}(?: ?g[123])? v\.? {_KINDS}"
            r"|\b(?:differentiation|distinction|discrimination) between [^.;\n]{3,60}? (?:(?:is |was )?not (?:been )?|im|can ?not be )(?:possible|made|reached|achieved|done|decided)"
        ),
    )


def read_histology(page: Page) -> list[Found]:
    """Histology and differentiation, as stated; an alternative ("NET or NEC") or an overruled diagnosis states none."""
    found: list[Found] = []
    entries = table("histology")["histology"]
    replaced = Taken(len(page.text), [*overruled_diagnoses(page), *_left_open(page.text)])
    weighed: list[Span] = []
    denied, queried = False, list[Found]()
    named = index("histology", "histology", ordered=True).find(page.text)
    for name, start, end in named:
        contexts = page.context(start, end)
        dropped = contexts & _DROPPED
        if dropped and "negated" not in dropped and _is_a_person(page.text, start, end):
            dropped = frozenset()
        denied = denied or ("negated" in dropped and name == "net" and not _OF_A_NET.match(page.text, end))
        if dropped and not (dropped == {"possible"} and name == "net" and not page.text[start:end].endswith(_HORMONAL)):
            continue
        if name == "net" and "neoplasm" in page.text[start:end] and page.kept(_names_a_carcinoma):
            continue
        if _alternative(page.text, start, end) or replaced.overlaps(start, end) or _excluded(page.text, end):
            continue
        if _NEGATIVE.match(page.text, end) or _OTHERWISE.match(page.folded.text, end):
            denied = True
            continue
        if name.startswith(_CARCINOMAS) and (_QUERIED.match(page.text, end) or _compared(page, start, end)):
            continue
        low = max(0, start - COMPARED_CHARS)
        if _TREATED_AS.search(page.text, low, start) or _GOBLET.search(page.text, low, start):
            continue
        if name == "nec" and _WELL.match(page.text, end):
            continue
        if page.text.startswith(("?", " ?"), end) and _OR.search(page.text, low, start):
            continue  # "RCC met or NET?"
        if page.text[start - 1 : start] in _QUOTES and page.text[end : end + 1] in _QUOTES and page.is_question(start):
            continue  # "on octreotide for a 'carcinoid' of 1996??"
        if _OPEN_BESIDE.match(page.text, end) or _AGAINST.search(page.text, low, start):
            continue
        rank = int(entries[name]["rank"]) - 10 * ("history" in contexts)
        if dropped and page.text[start - 1 : start] == "?":
            rank = 0  # "?NET ?NEC": what was asked gives way to what was found
        found.append(Found("histology", name.partition("_of_")[0], start, end, rank))
        if _is_queried(page.text, start):
            queried.append(found[-1])
        if is_only_weighed(page, start, end):
            weighed.append((start, end))
        if "differentiation" in entries[name]:
            found.append(Found("differentiation", entries[name]["differentiation"], start, end))
    if denied and queried and all(one in queried for one in found if one.field == "histology"):
        found = []  # "?NET" was asked, "no evidence of a NET" is the answer
    found = without_asked(page.text, without_weighed(found, weighed), "histology")
    found = [*without_answered(page.text, found, _CARCINOMAS), *mixed_tumours(page), *carcinoid_kinds(page)]
    for value, start, end in index("histology", "differentiation").find(page.text):
        if page.context(start, end) & _DROPPED or _alternative(page.text, start, end):
            continue
        if replaced.overlaps(start, end):
            continue
        if re.search(r"\b(?:moderate(?:ly)? (?:to|/) ?|or |vs\.? )$", page.text[max(0, start - 16) : start]):
            continue
        if re.match(r" (?:vs\.?|or|versus) ", page.text[end : end + 9]):
            continue
        if _IN_GENERAL.search(page.text, max(0, start - GENERAL_CHARS), start) or _BY_DEFINITION.match(page.text, end):
            continue
        found.append(Found("differentiation", value, start, end, rank=1))
    if not any(item.field == "histology" for item in found) and not _beside()[5].search(page.text):
        found += _by_differentiation(page, found)

    def is_set_aside(start: int, end: int) -> bool:
        text = page.text
        return (
            replaced.overlaps(start, end)
            or _alternative(text, start, end)
            or _excluded(text, end)
            or _compared(page, start, end)
            or is_only_weighed(page, start, end)
            or _QUERIED.match(text, end) is not None
            or _AGAINST.search(text, max(0, start - COMPARED_CHARS), start) is not None
        )

    return without_unread(page, found, Taken(len(page.text), [(start, end) for _, start, end in named]), is_set_aside)


def _is_queried(text: str, start: int) -> bool:
    """Whether a diagnosis is what is asked: "?NET", "query NET", "clinical question: carcinoid?"."""
    return text[start - 1 : start] == "?" or _QUERY.search(text, max(0, start - QUERY_CHARS), start) is not None


def _is_a_person(text: str, start: int, end: int) -> bool:
    """Whether a diagnosis only says who is spoken of, whatever is asked: "should the NET pt get CAPTEM?"."""
    return _A_PERSON.match(text, end) is not None and _THE.search(text, max(0, start - 24), start) is not None


def settle_carcinomas(page: Page, found: list[Found]) -> list[Found]:
    """The facts with small and large cell carcinomas named by their organ: LCNEC and SCLC are tumours of the lung.

    A small or large cell NEC of another organ is an NEC, poorly differentiated by its name.
    """
    if _is_extrapulmonary(page):
        found = [fact for fact in found if (fact.field, fact.value) != ("primary_site", "lung")]
        found = [fact._replace(value="nec") if fact.value in {"lcnec", "sclc"} else fact for fact in found]
    sites = [fact for fact in found if fact.field == "primary_site"]
    site = max(sites, key=lambda fact: fact.rank).value if sites else None
    out: list[Found] = []
    for told in found:
        fact = told
        if fact.field == "histology" and fact.value in {"nec", "lcnec"}:
            cells = _CELLS.search(page.text, max(0, fact.start - 12), fact.end + 24)
            thoracic = site in {"lung", "thymus"} if site else _thoracic(page, fact.start, fact.end)
            if fact.value == "lcnec" or cells:
                large = fact.value == "lcnec" or (cells is not None and cells["size"] == "large")
                fact = fact._replace(value=("lcnec" if large else "sclc") if thoracic else "nec")
        out.append(fact)
    kinds = {fact.value for fact in out if fact.field == "histology"}
    if kinds & {"lcnec", "sclc"} and not sites and (airway := _airway(page, out)):
        out.append(airway)
    if kinds & {"lcnec", "sclc"}:
        return [fact for fact in out if fact.field != "differentiation" or fact.rank == 1]
    if "nec" in kinds and (named := _CELLS.search(page.text)):
        out.append(Found("differentiation", "poor", *named.span()))
    return out


_AIRWAY = re.compile(
    r"(?<![a-z])(?:ebus(?:-?tbna)?|tbn[ab]|tbl?b|transbronchial|bronchoscop[a-z]+|endobronchial|hilar(?:/mediastinal)? mass|mass (?:in|of|at) (?:the )?(?:right|left|r|l|rt|lt) (?:hilum|s ?(?:10|\d)(?![\d.])))(?![a-z])"
)
AIRWAY_CHARS = 160


def _airway(page: Page, found: list[Found]) -> Found | None:
    """The lung, as the site of a carcinoma of small or large cells that was sampled from the airways."""
    for fact in found:
        if fact.field == "histology" and fact.value in {"lcnec", "sclc"} and fact.rank > 0:
            low = max(0, fact.start - AIRWAY_CHARS)
            sampled = _AIRWAY.search(page.text, low, fact.start)
            if sampled and not page.context(*sampled.span()) & _DROPPED:
                return Found("primary_site", "lung", *sampled.span(), rank=1)
    return None


def _by_differentiation(page: Page, found: list[Found]) -> list[Found]:
    """A well differentiated neoplasm is a NET and a poorly differentiated one an NEC, by definition."""
    kinds = {"well": "net", "poor": "nec"}
    told = [item for item in found if item.field == "differentiation"]
    neoplasm = re.search(forms("histology", "neoplasm"), page.text)
    if not neoplasm or len({item.value for item in told}) != 1:
        return []
    return [Found("histology", kinds[told[0].value], *neoplasm.span())]


def _alternative(text: str, start: int, end: int) -> bool:
    near = text[max(0, start - BESIDE_CHARS) : end + BESIDE_CHARS]
    if not (" or " in near or "vs" in near or "versus" in near):
        return False
    after, before = _beside()[:2]
    return bool(
        after.match(text[end : end + BESIDE_CHARS]) or before.search(text[max(0, start - BESIDE_CHARS) : start])
    )


def _left_open(text: str) -> list[Span]:
    """Two diagnoses between which nobody decides: "cannot decide between NET G3 and NEC"."""
    spans: list[Span] = []
    if any(word in text for word in _OF_TWO):
        for match in scan(_beside()[6], text):
            undecided = " not " in match.group() or " impossible" in match.group()
            spans.append((0 if undecided else match.start(), match.end()))
    if any(word in text for word in _UNSETTLED):
        spans += [(0, match.end()) for match in _OPEN.finditer(text)]
    return spans


@cache
def _comparison() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = table("histology")["compared"]
    before, behind = ("|".join(pattern(word) for word in words[name]) for name in ("before", "behind"))
    return re.compile(rf"{LEFT}(?:{before}) ?$"), re.compile(rf"(?:{behind}){RIGHT}")


def _compared(page: Page, start: int, end: int) -> bool:
    """Whether a carcinoma is only what the tumour is compared with, or part of a name: "treated like a NEC", "NEC regimen"."""
    before, behind = _comparison()
    low = max(page.sentence(start)[0], start - COMPARED_CHARS)
    return before.search(page.text, low, start) is not None or behind.match(page.text, end) is not None


def _excluded(text: str, end: int) -> bool:
    """Whether a diagnosis is the first of several that are excluded together: "LCNEC and SCLC excluded"."""
    return _beside()[4].match(text, end, end + 90) is not None


def _names_a_carcinoma(page: Page) -> bool:
    return _beside()[5].search(page.text) is not None


def _is_extrapulmonary(page: Page) -> bool:
    return "pulmonary" in page.text and _EXTRAPULMONARY.search(page.text) is not None


def _thoracic(page: Page, start: int, end: int) -> bool:
    """LCNEC is a tumour of the lung unless the text names another organ beside it."""
    if page.kept(_is_extrapulmonary):
        return False
    abdominal, thoracic = _beside()[2:4]
    near = page.text[max(0, start - 120) : end + 120]
    return bool(thoracic.search(near)) or ("lcnec" in page.text[start:end] and not abdominal.search(near))
