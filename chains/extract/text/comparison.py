# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Comparison: words that hold something seen against a normal organ - "above normal liver", "less intense than spleen"."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from chains.extract.text.opening import scan
from chains.extract.text.vocabulary import LEFT, RIGHT
from knowledge.case import Span

Organ = Literal["liver", "spleen", "kidney", "blood pool", "other"]
Relation = Literal["above", "at least", "equal", "at most", "slightly below", "below", "far below", "unclear"]
LEAD_CHARS = 48
"""How far before the comparing word its degree and its denial may begin: "does not clearly exceed"."""
NOUNS = r"(?:uptake|up take|activity|avidity|accumulation|intensity|expression|retention)"


class Against(NamedTuple):
    """One organ, and how what is seen stands to it."""

    organ: Organ
    relation: Relation


class Comparison(NamedTuple):
    """The words of one comparison; a chain such as "above liver but below spleen" is one."""

    start: int
    end: int
    against: tuple[Against, ...]
    organs: tuple[Span, ...]
    """Where the words for the organs stand, with their article and "normal"."""
    bare: bool
    """Only a preposition and the name of the organ, so that it may tell where something lies: "below the spleen"."""
    article: bool
    """Whether an article stands before the organ."""
    sign: bool
    """Written as a sign: "> liver"."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    noun = rf"(?:(?:tracer|radiotracer|nuclide|dotatate|dotatoc|dotanoc|sstr2?|receptor|somatostatin|focal|overall|visual) ){{0,2}}{NOUNS}"
    degree = r"(?:intense(?:ly)?|avid(?:ly)?|marked|pronounced|active|prominent|strong(?:ly)?|bright(?:ly)?)"
    place = r"(?:(?:in|of|at|within) (?:[a-z0-9/-]+ ){1,5}?)?"
    compared = r"(?:(?:when |as )?(?:compared (?:to|with)|in comparison (?:to|with)|relative to)|versus|vs\.?)"
    than = rf"(?:than|{compared})"
    more = rf"(?:(?:more {degree}|higher|greater|stronger|hotter|brighter|increased|elevated) (?:{noun} )?{place}{than}|more (?:{noun} {place})?{than}|intense (?:{noun} )?{compared})"
    less = rf"(?:(?:less {degree}|lower|weaker|fainter|dimmer|colder|reduced|decreased) (?:{noun} )?{place}{than}|less (?:{noun} {place})?{than})"
    above = rf"(?:above|over|beyond|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|in excess of|superior to|{more})"
    below = rf"(?:below|under|beneath|inferior to|{less})"
    equal = rf"(?:equal(?:s|led|ling)?(?: in (?:intensity|uptake))?(?: to)?|(?:similar|comparable|equivalent|identical)(?: in (?:intensity|uptake))?(?: {noun})? (?:to|with|as)|iso-?(?:intense|avid) (?:to|with)|same (?:{noun} )?(?:as|to)|as {degree}(?: {noun})? as|as high as|on (?:a )?par with|match(?:es|ed|ing)?|at the level of|in the range of)"
    relation = rf"(?:{above}|{below}|{equal}|at(?= or (?:slightly |just )?(?:above|below)))"
    steps = r"(?:slightly|just|clearly|even|well|somewhat)"
    normal = r"(?:normal(?:-appearing)?|physiolog(?:ic|ical|ically)|background|surrounding|adjacent|healthy|unaffected|uninvolved|non-?tumou?r(?:al|ous)?|tumou?r-?free|reference|native|remaining)"
    fill = rf"(?:the|that|those|seen|of|in|for|its|her|his|their|patient's|levels?|{NOUNS}|{normal})"
    tail = rf"(?: (?:parenchyma|tissue|background|bgd?|reference|cortex|levels?|itself|{NOUNS})){{0,3}}"
    named = (
        r"(?:liver|hepatic|spleen|splenic|kidneys?|renal|(?:mediastinal |cardiac |aortic |vascular )?blood[ -]?pool)"
    )
    other = rf"(?:background|{normal} (?:[a-z]+ )?(?:tissues?|parenchyma|background|organs?|structures?|pancreas|bones?|marrow|bone marrow|lungs?|muscles?|bowel|thyroid|brain|parotid|adrenals?|nodes|stomach|duodenum))"
    organ = rf"(?:(?:{normal} ){{0,2}}{named}|{other}){RIGHT}{tail}"
    listed = rf"{organ}(?:(?: ?[/&+,] ?| (?:and|or|as well as) )(?:(?:the|that|of|in) ){{0,4}}{organ}){{0,2}}"
    lesion = r"(?:lesions?|mets?|metasta[a-z]+|deposits?|nodules?|foc(?:us|i)|mass(?:es)?|disease|tumou?rs?|primary|segments?|seg|lobes?|dome|hilum|hilar|capsule|margin|pole|arter[a-z]+|veins?|function|flexure|transplant|suv[a-z]*)"
    not_lesion = (
        rf"(?![ -](?:[a-z]+ )?{lesion}(?![a-z]))(?! ?:)(?!(?: ?/ ?| (?:and|or) )[a-z]+ {lesion}(?= ?(?:[.,;)\n]|$)))"
    )
    return {
        "words": re.compile(
            rf"{LEFT}(?P<relation>{relation}(?:(?: or | to | and |/|, or )(?:{steps} )?{relation})?)(?P<organs>(?: {fill}){{0,7}} {listed}){not_lesion}"
        ),
        "between": re.compile(rf"{LEFT}(?P<relation>between|in between)(?P<organs>(?: {fill}){{0,5}} {organ} and (?:{fill} ){{0,5}}{organ}){not_lesion}"),
        "signs": re.compile(rf"(?P<relation>[<>]{{1,3}} ?=?|[=~])(?P<organs>(?: ?{fill}(?![a-z])){{0,3}} ?{listed}){not_lesion}"),
        "any": re.compile(r"liver|hepatic|spleen|splenic|kidney|renal|blood[ -]?pool|background|normal|physiolog|surrounding|healthy"),
        "lead": re.compile(
            r"(?<![a-z])(?:(?P<not>(?:(?:do(?:es)?|did|is|are|was|were|has|have) )?(?:not|never)(?: only)?|no|nowhere|(?:does|do|did|is|are|was|were)n't|without) )?(?:(?:at (?:least|most)|very|slight(?:ly)?|a (?:little|bit|touch|lot)|only|somewhat|mildly|marginally|minimally|just|little|barely|faintly|almost|nearly|much|far|clearly|well|markedly|considerably|distinctly|substantially|strongly|vastly|definitely|way|significantly|greatly|obviously|moderately|about|approximately|roughly|also|still|even|now|visually|the|quite|really|all|by far) ){0,4}$"
        ),
        "not": re.compile(r"(?<![a-z])(?:not|never|no|nowhere|without|[a-z]+n't)(?! only)(?![a-z])"),
        "slight": re.compile(r"(?<![a-z])(?:slight(?:ly)?|a (?:little|bit|touch)|somewhat|mildly|marginally|minimally|just|little|barely|faintly|almost|nearly)(?![a-z])"),
        "far": re.compile(r"(?<![a-z])(?:much|far|clearly|well|markedly|considerably|distinctly|substantially|strongly|vastly|definitely|way|significantly|greatly|obviously|a lot)(?![a-z])|<<"),
        "least": re.compile(r"(?<![a-z])at least(?![a-z])"),
        "most": re.compile(r"(?<![a-z])at most(?![a-z])"),
        "above": re.compile(rf"(?<![a-z]){above}(?![a-z])|>"),
        "below": re.compile(rf"(?<![a-z]){below}(?![a-z])|<"),
        "equal": re.compile(rf"(?<![a-z])(?:{equal}|at)(?![a-z])|[=~]"),
        "preposition": re.compile(r"above|over|beyond|below|under|beneath|superior to|inferior to"),
        "normal": re.compile(rf"(?<![a-z])(?:that|those|levels?|parenchyma|tissue|cortex|reference|itself|blood[ -]?pool|bgd?|{normal}|{NOUNS})(?![a-z])"),
        "article": re.compile(r" ?the(?![a-z])"),
        "organ": re.compile(r"(?P<liver>liver|hepatic)|(?P<spleen>spleen|splenic)|(?P<kidney>kidney|renal)|(?P<blood>blood[ -]?pool)"),
        "or": re.compile(r"(?<![a-z])or(?![a-z])"),
        "chain": re.compile(r" ?\)?(?:[,/(] ?)?(?: ?(?:but|and|yet|or|though|although)(?![a-z]))?(?: (?:is|are|it is|remains?|in (?:part|places)|uptake|with uptake|therefore|thus|hence|i\.e\.)){0,12} ?"),
    }  # fmt: skip


@lru_cache(maxsize=16)
def comparisons_in(text: str) -> tuple[Comparison, ...]:
    """Every comparison of a folded text, in its order; found once, whoever asks."""
    if not _patterns()["any"].search(text):
        return ()
    found = sorted(_single(text), key=lambda one: (one.start, -one.end))
    out: list[Comparison] = []
    for one in found:
        if out and one.start < out[-1].end:
            continue
        if out and _patterns()["chain"].fullmatch(text, out[-1].end, one.start):
            out[-1] = _chained(text, out[-1], one)
        else:
            out.append(one)
    return tuple(out)


def _single(text: str) -> Iterator[Comparison]:
    patterns = _patterns()
    for match in (*scan(patterns["words"], text), *scan(patterns["between"], text)):
        lead = patterns["lead"].search(text, max(0, match.start() - LEAD_CHARS), match.start())
        yield _read(text, match, lead.start() if lead else match.start())
    for match in patterns["signs"].finditer(text) if any(sign in text for sign in "<>=~") else ():
        line = text[max(0, match.start() - 3) : match.start()].rstrip(" >")
        if line and line[-1] != "\n":  # ">" at the head of a line quotes a letter
            yield _read(text, match, match.start())


def _read(text: str, match: re.Match[str], start: int) -> Comparison:
    patterns = _patterns()
    words, organs = text[start : match.end("relation")], match["organs"]
    named = list(_organs(organs))
    if match["relation"].endswith("between"):
        between: tuple[Relation, Relation] = ("above", "below")
        against = tuple(Against(organ, relation) for organ, relation in zip(named, between, strict=False))
    else:
        relation = _relation(words)
        if relation == "above" and patterns["or"].search(organs) and "liver" in named and len(named) > 1:
            relation = "unclear"
        against = tuple(Against(organ, relation) for organ in named)
    return Comparison(
        start,
        match.end(),
        against,
        (match.span("organs"),),
        bare=patterns["preposition"].fullmatch(match["relation"]) is not None and not patterns["normal"].search(organs),
        article=patterns["article"].match(organs) is not None,
        sign=text[match.start()] in "<>=~",
    )


def _organs(text: str) -> Iterator[Organ]:
    known: dict[str, Organ] = {"liver": "liver", "spleen": "spleen", "kidney": "kidney", "blood": "blood pool"}
    named = [known[match.lastgroup] for match in _patterns()["organ"].finditer(text) if match.lastgroup]
    yield from named or ["other"]


def _relation(words: str) -> Relation:
    """How the comparing words, with their degree and denial, place what is seen."""
    patterns = _patterns()
    above, below, equal = (bool(patterns[name].search(words)) for name in ("above", "below", "equal"))
    slight, far = (bool(patterns[name].search(words)) for name in ("slight", "far"))
    if (above and below) or (patterns["not"].search(words) and equal):
        return "unclear"
    if patterns["not"].search(words):
        return "at most" if above else "at least"
    if equal and below:
        return "slightly below" if slight else "at most"
    if above:
        return "at least" if equal else "above"
    if below:
        return "slightly below" if slight else "far below" if far else "below"
    if patterns["least"].search(words):
        return "at least"
    return "at most" if patterns["most"].search(words) else "equal"


def _chained(text: str, one: Comparison, two: Comparison) -> Comparison:
    """Two comparisons of one thing, told in a row."""
    against = one.against + two.against
    if _patterns()["or"].search(text, one.end, two.start):
        against = tuple(Against(each.organ, "unclear") for each in against)
    return Comparison(
        one.start,
        two.end,
        against,
        one.organs + two.organs,
        bare=False,
        article=one.article or two.article,
        sign=one.sign and two.sign,
    )
