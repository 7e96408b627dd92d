# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Margins: whether the edges of the specimen are free; one involved edge makes the resection R1."""

import re
from functools import cache

from chains.extract.pathology.margins_held import (
    is_of_one_side,
    is_superseded,
    of_another_edge,
    of_another_growth,
    on_frozen_section,
)
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, pattern, table

_RANK = {"R2": 1, "R1": 0, "R0": -1}
CODE = 2
"""The rank of a stated code (R0, R1, R2), above that of words."""
_HINTS = (
    *(
        "margin",
        "edge",
        "limit",
        " end",
        "resid",
        "incompl",
        "complet",
        "ink",
        "line",
        "plane",
        "macroscop",
        "base",
        "surface",
        "left behind",
    ),
    *(f"r{mark}{code}" for code in "012" for mark in ("", " ", "-", " -")),
)
"""Parts of words one of which any wording about margins holds."""
PENDING_CHARS = 200
"""How far from the surgeon's code the pathologist's may be said to be still to come."""
SIDE_CHARS = 50
"""How far before a code the side may be named that it is of."""


def _one_of(key: str) -> str:
    words = sorted((pattern(word) for word in table("resection")[key]), key=len, reverse=True)
    return f"(?:{'|'.join(words)})"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    edges = rf"(?:{_one_of('edge')}[ ,/&-]{{1,2}}){{0,6}}"
    margin = rf"{edges}(?:{_one_of('margin')})(?: \([a-z ,/-]{{1,30}}\))?(?: (?:at|of|in|on) (?:the )?(?:[a-z]+ ){{0,3}}?[a-z]+)?"
    heading = rf"margins?(?: status)?[:,]? {edges}"
    be = r"(?:(?:were|was|are|is|all|both|microscopically|macroscopically|histologically|reported|as|found|to|be|had|therefore|also|tumou?r|with|cells|carcinoma|appear|appears|looks?|widely|completely) ){0,4}"
    free, involved = _one_of("margin_free"), _one_of("margin_involved")
    except_one = r"(?:except|apart from|but for|other than|save|bar)"
    listed = rf"margins?(?: status)?(?:[:,(-]| are| were| is)[^.;\n]{{0,80}}?{LEFT}{_one_of('side')}(?: (?:one|side|margin|end|edge))?[:,]? (?:was |is |are |were |focally |microscopically ){{0,2}}(?:positive|involved|reached|r1)"
    return (
        (
            "code",
            re.compile(
                rf"{LEFT}r ?-?(?P<code>[012]) ?-?(?:resection|resected|resektion|margins?|status|situation|excision|surgery){RIGHT}|{LEFT}(?:resection(?: status| margins?)?|margins?(?: status)?|residual(?: tumou?r)?(?: status)?|resected|complete|status):? ?\(?(?:was |is )?r(?P<code2>[012]){RIGHT}|{LEFT}r(?P<code3>[012]){RIGHT}(?! ?(?:=|value|residency|\( ?=))"
            ),
        ),
        (
            "R0",
            re.compile(
                rf"{LEFT}(?:{margin}(?:[:,]? {be}| ?[:(-] ?){free}(?![a-z])(?! (?:for|if))(?!(?: of tumou?r)?,? ?{except_one})|{heading}(?:{be})?{free}(?![a-z])(?!(?: of tumou?r)?,? ?{except_one})|{free} {margin}{RIGHT}|no (?:residual |viable |evidence of )?tumou?r (?:cells )?(?:is |was |seen |found |present )?(?:at|on|in|reaching|touching|involving) (?:any (?:of the )?|all (?:of the )?)?(?:the )?{edges}(?:{_one_of('margin')}|ink)(?![a-z])|(?:no|none of the) {edges}(?:{_one_of('margin')}) (?:is |are |was |were )?(?:involved|positive|infiltrated|reached)|complete(?:ly)? (?:microscopic )?(?:resect(?:ed|ion)|excis(?:ed|ion)|remov(?:ed|al))(?: with {free} margins?|,? {free} margins?| histologically| on histology| microscopically))"
            ),
        ),
        (
            "R1",
            re.compile(
                rf"{LEFT}(?:{margin}(?:,? (?:which|that) {be}|[:,]? {be}| ?[:(-]? ?){involved}(?![a-z])|{heading}(?:{be})?(?:positive|involved){RIGHT}|{listed}{RIGHT}|{margin}[:,]? {be}{free}(?: of tumou?r)?,? ?{except_one} (?:for |the |at ){{0,3}}(?P<but>{_one_of('side')}){RIGHT}|(?:positive|involved|microscopically (?:positive|involved)) (?:at |on )?(?:the )?{edges}(?:margins?|edges?)|tumou?r (?:cells )?(?:(?:is |are |was |were )?(?:focally |microscopically |minimally |also )?(?:present |found |seen |identified |extends? |extending )?(?:at|on|to(?= (?:the )?ink))|(?:focally |microscopically )?reach(?:es|ed|ing)?|extend(?:s|ed|ing)? (?:up )?to|abut(?:s|ted|ting)?|touch(?:es|ed|ing)?|involv(?:es|ed|ing)|infiltrat(?:es|ed|ing)) (?!(?:the )?(?:base of|append[a-z]+ base))(?:the )?{edges}(?:{_one_of('margin')}|coagulated base|cauteri[sz]ed base|ink)(?![a-z])|ink(?:ed)? on (?:the )?tumou?r|{_one_of('side')}(?: ?[/,&] ?{_one_of('side')}){{0,2}} ?: ?(?:involved|positive)(?= (?:by|with)| ?[.;,\n]|$)|microscopic(?:ally)? (?:residual|incomplete)(?: disease| tumou?r)?)"
            ),
        ),
        (
            "R2",
            re.compile(
                rf"{LEFT}(?:(?:macroscopic|gross) (?:clearance|resection|removal) (?:was |is |had been |has been )?(?:not|never) (?:achieved|possible|obtained|reached|complete)|(?:gross|macroscopic) (?:tumou?r|disease) (?:had to be |was |has been |had been |is )?(?:left|remaining)(?: behind)?|macroscopic(?:ally)? (?:residual|incomplete|positive)|gross(?:ly)? (?:residual|positive|incomplete)|macroscopic tumou?r (?:left|remain(?:s|ed|ing)))"
            ),
        ),
    )


@cache
def _of_one_side() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words before, or behind, an R0 that is told of one side only: "R0 for the bowel ends"."""
    side = _one_of("side")
    return (
        re.compile(rf"{LEFT}{side}(?:(?:,| and| /)? {side})?(?: resection)? (?:margins?|ends?|edges?|side):? ?$"),
        re.compile(
            rf" ?\(?(?:for|at|of|on|in) (?:the |both )?(?:(?:{side}|and|,) ?){{0,5}}(?:ends?|edges?|margins?|sides?){RIGHT}"
        ),
    )


@cache
def _weaker() -> dict[str, re.Pattern[str]]:
    """The words by which a code is the surgeon's, not the pathologist's, and those by which it was only hoped for."""
    surgeon = r"(?:surgeons?|surgical (?:note|report)|op(?:eration|erative)? (?:note|report))"
    return {
        "surgeon": re.compile(
            rf"{LEFT}(?:{surgeon}|surgically|surgery|intra-?op[a-z]*|macroscopic(?:ally)?|frozen(?: section)?)(?: (?:says?|said|claims?|claimed|thought|felt|believed|reported|reports|called|was|is|it|notes?|noted|of|=)){{0,3}}[ :,=]{{1,3}}$"
        ),
        "by_surgeon": re.compile(
            rf"(?: resection)?[ ,(]{{1,2}}(?:as )?(?:(?:per|according to|by|in|says) (?:the )?{surgeon}|(?:in|on|by|per) (?:the |our )?(?:first|initial|original|preliminary|provisional) (?:report|reading|result|histology))"
        ),
        # "R0 according to the surgeon, R1 in pathology": the surgeon told the one before
        "of_the_one_before": re.compile(
            r"r[012](?: resection)?[ ,(]{1,2}(?:as )?(?:per|according to|by|in) (?:the )?$"
        ),
        "pending": re.compile(
            r"(?:path[a-z]*|histo[a-z]*)(?: (?:report|is|still|result)){0,12} ?:?(?:pending|awaited|outstanding|to follow|not (?:yet )?(?:back|available|in))"
        ),
        # "R1 risk", "R1 likely": what is feared of an operation to come
        "feared": re.compile(
            r"(?: ?/ ?r[012])? ?[-:(]? ?(?:resection )?(?:is |was |would be |will be |seems |seem |are )?(?:(?:very|highly|most|quite|almost|rather) )?(?:risk|likely|expected|possible|probable|feared|anticipated|to be (?:expected|feared)|danger|inevitable|unavoidable|foreseeable|threat(?:ens|ened)?|if |would|could|might|may(?= )|should|not (?:guaranteed|certain|sure|expected|realistic|likely|promised)|cannot be (?:guaranteed|promised|expected)|unlikely|intention|intent|intended|(?:un)?realistic|feasible|achievable|doubtful|questionable|doable|in reach|reachable|obtainable|resectable|not (?:achiev|obtain|reach|feas|poss)[a-z]+|only (?:with|by|if|after|via|possible|through)|needs|requires|can be|can't|cannot|is what|at (?:best|most)|rates?)(?![a-z])"
        ),
        "danger": re.compile(
            rf"{LEFT}(?:(?:risk|danger|fear|threat|likelihood|probability|possibility)[ :]{{1,2}}(?:of |for |is |an? ){{0,2}}(?:high |elevated |real )?|(?:expect(?:s|ed|ing)?|fear(?:s|ed|ing)?|anticipat(?:es|ed|ing)|predict(?:s|ed|ing)?|at least|likely|probably|potentially|threatening|accept(?:s|ing)?|warn(?:s|ed|ing)? (?:of|about)|counsel(?:s|led|ling)? (?:on|about)|may be|might be|could be|would be|will be|end up(?: as| with)?) (?:an? )?)(?:r[012] ?/ ?)?$"
        ),
        "hoped": re.compile(
            r"(?: resection)? (?:was |had been |is )?(?:hoped|intended|attempted|aimed|expected|desired|the (?:aim|goal|intention)|not (?:achieved|reached|possible|feasible|obtained))"
        ),
        "aim": re.compile(
            rf"{LEFT}(?:aim(?:s|ed|ing)?|goal|target|intent(?:ion)?|hop(?:e|ed|ing)|chances? of|try(?:ing)?|(?:to|can|can't|cannot|could|will|may|might|'d)(?: (?:we|you|they|be))? (?:get|reach|achieve|obtain|promise|resect(?:ed)?)|promis(?:es|ed|ing))[ :]{{1,2}}(?:(?:for|of|at|is|was|to|get|achieve|an?) ){{0,3}}(?:r[012] ?/ ?)?$"
        ),
    }


def _rank(page: Page, name: str, code: str | None, match: re.Match[str]) -> int:
    """How strongly a margin is told; a code of one side counts like words, so that another side may be involved."""
    if not code:
        return _RANK[name]
    start = page.text.rfind("r", match.start(), match.end())
    if _of_the_surgeon(page, start, match.end()):
        return _RANK["R0"]
    before, behind = _of_one_side()
    one_side = before.search(page.text, max(0, start - SIDE_CHARS), start) or behind.match(page.text, match.end())
    return _RANK["R0"] if code == "0" and one_side else CODE


def _of_the_surgeon(page: Page, start: int, end: int) -> bool:
    """Whether a code is told by the surgeon, or by a report that another followed: "R0 per op note", "in the first report"."""
    known = _weaker()
    before = known["surgeon"].search(page.text, max(0, start - SIDE_CHARS), start)
    own = before is not None and not known["of_the_one_before"].search(page.text, 0, before.start())
    return own or known["by_surgeon"].match(page.text, end) is not None


def _is_only_hoped(page: Page, match: re.Match[str], code: str) -> bool:
    """Whether a code is an aim, one of two, or the surgeon's while the pathologist's is still to come."""
    known, text, (start, end) = _weaker(), page.text, match.span()
    if text.startswith("??", end):
        return True
    if known["aim"].search(text, max(0, start - SIDE_CHARS), start) or re.match(r" ?/ ?r[012]\b", text[end : end + 6]):
        return True
    if known["feared"].match(text, end) or known["danger"].search(text, max(0, start - SIDE_CHARS), start):
        return True
    if code == "0" and known["hoped"].match(text, end):
        return True
    if not _of_the_surgeon(page, start, end):
        return False
    return known["pending"].search(text, max(0, start - PENDING_CHARS), end + PENDING_CHARS) is not None


def _denied(page: Page, place: int) -> bool:
    """Whether a margin is denied by words before it; "R0 (clear)" is told twice."""
    scope = page.covering("negated", place, place + 1)
    return scope is not None and (scope.trigger[0] < place or "clear" not in page.text[slice(*scope.trigger)])


def read_margins(page: Page) -> list[Found]:
    """The margin as coded or as described; what is only hoped for, asked or planned is left out."""
    if not any(hint in page.text for hint in _HINTS):
        return []
    found: list[Found] = []
    for name, searched in _patterns():
        for match in scan(searched, page.text):
            code = next((match[key] for key in ("code", "code2", "code3") if name == "code" and match[key]), None)
            told = match.start("but") if match.groupdict().get("but") else match.start()
            contexts = page.context(told, told + 1)
            if (
                code
                and match["code3"]
                and page.text[max(0, match.start() - 2) : match.start()].rstrip()[-1:] in {",", ";"}
            ):
                contexts -= {"considered", "asked"}  # "NET 8 mm, Ki-67 < 2 %, R0?" still tells it
            if contexts & {"asked", "possible", "planned", "considered"} or (name != "R0" and _denied(page, told)):
                continue
            if code and _is_only_hoped(page, match, code):
                continue
            if not code and on_frozen_section(page, *match.span()):
                continue
            if not code and of_another_edge(page, *match.span()):
                continue
            if of_another_growth(page, match.start()) or (name == "R0" and is_of_one_side(page, match)):
                continue
            at = page.text.rfind("r", match.start(), match.end())
            if code and is_superseded(page, code, at, match.end()):
                continue
            rank = _rank(page, name, code, match)
            found.append(Found("margin", f"R{code}" if code else name, *match.span(), rank=rank))
    return found
