# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Denied: a diagnosis of which the writer says that the tumour is none ("This isn't a NEC"), wherever it stands before."""

import re
from collections.abc import Iterator
from functools import cache

from chains.extract.text.opening import scan
from chains.extract.text.vocabulary import LEFT, RIGHT
from knowledge.case import Span

BACK_CHARS = 600
"""How far before its denial a diagnosis is looked for."""
QUERY_CHARS = 40
"""How far before a tumour the word may stand that only queries it."""
_FAMILIES = {
    "nec": r"(?:(?:(?:small|large)[ -]cell|(?:poorly|poor)[ -]diff[a-z.]*|high[ -]grade) )?(?:(?:lc|sc|pd|p|gep)?-?necs?|neuro-?endocrine (?:carcinomas?|ca)|sclc|(?:small|large)[ -]cell (?:lung )?(?:cancer|carcinoma)s?)",
    "net": r"(?:(?:well[ -]diff[a-z.]*) )?(?:(?:gep )?(?:p|pan|si|gep)?-?nets?|neuro-?endocrine (?:tumou?rs?|neoplasms?)|(?<!typical )carcinoids?(?! syn)(?: tumou?rs?)?)",
    "atypical": r"(?:an? )?atypical carcinoids?(?: tumou?rs?)?",
    "typical": r"(?<!a)typical carcinoids?(?: tumou?rs?)?",
    "minen": r"mi-?nens?|manecs?|mixed (?:adeno ?)?neuro-?endocrine[a-z -]{0,40}(?:neoplasm|carcinoma|tumou?r)s?",
}


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    kinds = "|".join(f"(?P<{name}>{form})" for name, form in _FAMILIES.items())
    subject = r"(?:this|it|that|these|which|(?:(?:the|this|that|her|his) )?(?:tumou?r|lesion|case|neoplasm|process|diagnosis|growth))"
    is_not = r"(?:(?: (?:is|was|are)(?: ?n'?t| not| no| certainly not| clearly not)|'s not)(?: (?:really|actually|in our view|in our opinion|consistent with|compatible with|in keeping with))?|,? not)"
    think = r"(?:(?:do|does|did)(?: ?n'?t| not) (?:think|believe|feel|consider|regard|see)(?: that)? (?:this|it|the [a-z]+)(?: (?:is|was|to be|as))?|would not call (?:this|it))"
    other = r"(?: ?[,:;.-]? ?(?:but|rather|instead|it'?s|it is|this is)(?: rather| clearly)? (?:an? )?(?=(?:[a-z-]+ ){0,2}(?:p?-?net|nec|carcinoid|neuro|well|typical|atypical)))"
    return (
        re.compile(
            rf"{LEFT}(?:(?:{subject}{is_not}|{think}) (?:an? |the )?(?:[gG][123] )?(?:{kinds}){RIGHT}|(?:not an?|no|not) (?:{kinds.replace('(?P<', '(?P<x')}){other})"
        ),
        {name: re.compile(rf"{LEFT}(?:{form}){RIGHT}") for name, form in _FAMILIES.items()},
    )


@cache
def _no_net() -> re.Pattern[str]:
    return re.compile(
        rf"{LEFT}(?:not an?|no|isn't an?|never an?|not) (?:g[123] )?(?:{_FAMILIES['net']}){RIGHT} ?,? ?"
        r"(?:in the end|after all|any ?-?more|any longer|at all|(?:as )?(?:it )?turn(?:s|ed) out|whatsoever)(?![a-z])(?! but)"
    )


@cache
def _so_none() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A conclusion that there is none, and what nobody would tell of a tumour that there never was."""
    return (
        re.compile(
            rf"{LEFT}(?:so|hence|thus|therefore|in short|in summary),? (?:there(?:'s| is| was)|(?:he|she|this patient) (?:has|had)|(?:he|she) never had) (?:no|not an?|never an?) (?:{_FAMILIES['net']}){RIGHT}(?= ?(?:[.;)\n]|$))"
        ),
        re.compile(
            r"(?<![a-z])(?:resect[a-z]*|ki ?-?67|[a-z]+ectomy|p?t[1-4] ?p?n[0-2]|r0|recurr[a-z]*|ablat[a-z]+)(?![a-z])"
        ),
    )


@cache
def _at_last() -> dict[str, re.Pattern[str]]:
    """A conclusion that there is none, and the words by which a tumour named before it was only thought of."""
    net = _FAMILIES["net"]
    exam = r"(?:conclusions?|concl|final(?: (?:path[a-z]*|histo[a-z]*|report|diagnosis))?|results?|summary|impression|opinion|diagnosis|histo(?:logy)?|path(?:ology)?|biopsy|review|our (?:path(?:ology)?|review|reading)|microscopy|dx|answer|verdict)(?: (?:of|by|at|from|here|our|the|report|review|path(?:ology)?)){0,4}"
    return {
        "none": re.compile(
            rf"{LEFT}(?:{exam} ?[:=-] ?(?:[^.;:\n]{{0,60}}[,.;] ?)?)?(?:no|not an?|no evidence of(?: an?)?|no sign of(?: an?)?) (?:g[123] )?(?:{net}){RIGHT}(?= ?(?:[.,;)\n]|$)| (?:but|(?:seen|found|identified)(?= ?(?:[.,;)\n]|$))|there|here|in the (?:specimen|biopsy))(?![a-z]))(?! (?:seen |found )?(?:left|recurr|residual|elsewhere))"
            rf"|{LEFT}(?:not an?|no|not) (?:g[123] )?(?:{net}) ?,? ?\(?(?:imo|imho|pls|please|for me|(?:in|to) my (?:view|opinion|mind|eyes|book)|in our (?:view|opinion)|i (?:think|believe|would say|feel|suspect)|i'd say|we (?:think|believe|feel)){RIGHT}"
            rf"|{LEFT}(?:expert|reference|review|second (?:look|opinion|reading|review)|reviewer|our (?:own )?(?:path[a-z]*|review|reading|histo[a-z]*)|central (?:path[a-z]*|review)|consensus|re-?(?:view|read))(?: [a-z]+){{0,3}}? ?[:,-]?(?: (?:confirm(?:s|ed)?|says?|said|sees?|saw|finds?|found|shows?|showed|is|was|states?|calls? it))? (?:there is |that there is )?no (?:neoplasm|neoplasia|neoplastic (?:tissue|lesion)|tumou?r(?! (?:cells? )?(?:at|left|in the margin|necrosis|board)))(?= ?(?:[.,;)\n]|$| (?:but|only|just|there|here)(?![a-z])))"
            rf"|{LEFT}(?:{net}) (?:is |was |has been |thus |therefore |thereby ){{0,3}}(?:excluded|ruled out|refuted|disproved|not confirmed){RIGHT}"
        ),
        "net": re.compile(rf"{LEFT}(?:{net}){RIGHT}"),
        # what nobody would tell of a tumour that there never was
        "proven": re.compile(
            r"(?<![a-z])(?:metasta[a-z]+|mets|ki-?67|krenning|prrt|lanreotide|octreotide|synaptophysin|recurrence|nec|proven|known|s/p|(?<!no )(?<!without )follow-?up(?! not| is not)|after (?:resection|surgery)|p?t[1-4] ?p?n[0-2])(?![a-z])"
        ),
        "queried": re.compile(
            r"(?:\?+ ?|[\"']|(?<![a-z])(?:query|queried|possible|possibly|probable|suspected|suspicion (?:of|for)|suspicious (?:of|for)|presumed|r/o|rule out|exclude|question|request|working diagnosis|outside|external|referral|referred (?:as|with)|indication|differential|ddx?|thought|thinks?|suspects?|suspecting|wonders?(?: (?:about|if|whether))?|worried(?: (?:about|it is|that it is))?|worr(?:y|ies) about|concern(?:ed)?(?: (?:about|of|for|re))?|fear(?:s|ed|ing)?|convinced of|called|calling(?: (?:it|this))?|labell?ed(?: as)?|reported(?: as)?|read as|report (?:said|says|read|reads)|maybe|perhaps|could be|looked like|no|not|evidence of|sign of|no follow-?up for)(?: ?:)?(?: (?:an?|the|of|for|as|small|new|[a-z]{4,12}))? ?)(?:metastatic )?$"
        ),
        "queried_after": re.compile(
            r"[\"']?(?: (?:tumou?r|of the [a-z]+(?: [a-z]+)?|in (?:the )?[a-z]+))? ?\?|(?: g ?[123])?(?: of the [a-z]+)? (?:elsewhere|by (?:the )?(?:gp|outside|referring|local|other))(?![a-z])|[\"']? (?:(?:is|was|has been|were) )?(?:suspected|queried|thought of|in the (?:referral|request|letter)|(?:was )?(?:excluded|ruled out|refuted|disproved|not confirmed))"
        ),
    }


def _is_denied_at_last(text: str) -> bool:
    """Whether a tumour that was only queried is denied by what was found: "? carcinoid … Result: … No carcinoid"."""
    known = _at_last()
    denial = next(scan(known["none"], text), None)
    if denial is None or known["proven"].search(text):
        return False
    return all(
        known["queried"].search(text, max(0, one.start() - QUERY_CHARS), one.start())
        or known["queried_after"].match(text, one.end())
        for one in scan(known["net"], text)
    )


_LABEL = r"(?:(?:p|pan|si|gep)?-?nets?|carcinoid|necs?|neuro-?endocrine (?:tumou?r|carcinoma))(?! ?g ?[123]| grade| syn| heart| cris)"
_NOT_CALLED = re.compile(
    rf"{LEFT}(?:(?:stop|no more|quit|enough of) |(?:do not|don't|never|(?:should|must|can|may|shall|need)(?: ?not|n't)|cannot|not to|no longer|wrong(?:ly)?(?: to)?) (?:please )?(?:be |keep )?)"
    rf"(?:call|label|cod|record|list|register|fil|nam|classif)[a-z]{{0,5}}(?: (?:it|this|that|her|him|the (?:tumou?r|lesion|case)))?(?: (?:as|under|with|to))? ?(?:an? |the )?[\"']?(?:metastatic )?(?P<called>{_LABEL}){RIGHT}"
    rf"|{LEFT}(?:remove|delete|strike|erase|take out|drop|correct) (?:the |that )?(?:(?:label|diagnosis|code|entry|term|words?) (?:of )?)?[\"'](?:metastatic )?(?P<coded>{_LABEL})[\"']"
)
"""By what a tumour shall not be called: "stop calling it carcinoid", "please remove 'metastatic carcinoid' from the coding"."""
_HINTS = ("call", "label", "cod", "record", "list", "regist", "filed", "filing", "naming", "classif", "remove", "delete", "strike", "erase", "take out", "drop", "correct")  # fmt: skip
_SUPPOSED = r"(?:diagnosis|suspicion|suspected|thought|assum[a-z]+|feared|impression|presumed|supposed)"
_FALLS = r"(?:(?:is|was|has been|have been|could be|can be|had to be|has to be|must be)(?: now| thus| therefore| thereby| clearly){0,2} (?:excluded|ruled out|refuted|disproved|withdrawn|retracted|discarded|dismissed|off the table)|(?:does|did) not hold(?: up)?|no longer holds|proved wrong|was wrong)(?![a-z])"
_ONCE_THOUGHT = re.compile(
    rf"{LEFT}(?:{_FAMILIES['net']}) ?(?:,? (?:which (?:had been|was|has been)|as(?: was)?|(?:first|initially|originally|previously|formerly|once)) [^.;\n]{{0,20}}?{_SUPPOSED}[^.;\n]{{0,110}}?,? ?|\([^()\n]{{0,30}}{_SUPPOSED}[^()\n]{{0,80}}\) ){_FALLS}"
    rf"|{LEFT}(?:(?:the|our|her|his|their|a) )?(?:(?:pre-?op(?:erative)?|initial|first|original|preliminary|working|clinical|referring|referral|outside|earlier|previous|prior|radiological) ){{1,2}}(?:suspicion|diagnosis|impression|report|assumption|label|reading)"
    rf"(?: ?[,:(]| of)(?! ?(?:an? )?(?:second|another|further|function|g ?[123])) ?(?:(?!metasta|recurr|relapse|progress|spread|known)[a-z0-9 :,()\"'-]){{0,24}}?[\"']?(?:{_FAMILIES['net']}){RIGHT}(?! ?(?:[a-z]+ )?(?:metasta|mets|recurr|relapse|progress|spread|grade|g ?[123]))[\"']?[^.;\n]{{0,110}}? {_FALLS}"
)
"""A working diagnosis that the same sentence excludes."""
_GOBLET_CELLS = re.compile(r"(?<![a-z])goblet[ -]cell (?:adeno|ca(?![a-z])|carcinoma|cancer|tumou?r)")
_NO_NET = re.compile(
    rf"{LEFT}(?:no|not|not an?|isn't an?|never an?) (?:{_FAMILIES['net']}){RIGHT}(?! (?:component|part|cells?))"
)


def _labels(text: str) -> Iterator[Span]:
    """The name that a tumour shall not be called by, wherever the same word stands."""
    if any(word in text for word in _HINTS):
        for label in sorted({match["called"] or match["coded"] for match in scan(_NOT_CALLED, text)}):
            yield from (one.span() for one in re.finditer(rf"{LEFT}{re.escape(label)}{RIGHT}", text))


def tells_of_goblet_cells(text: str) -> bool:
    """Whether a text tells of a goblet cell carcinoma: no NET, but all else that is told is of that tumour."""
    return "goblet" in text and _GOBLET_CELLS.search(text) is not None


def denies_all(text: str) -> bool:
    """Whether the text says at last that there is no neuroendocrine tumour: "not a NET in the end"."""
    if tells_of_goblet_cells(text) or not any(
        word in text for word in ("not", "n't", "no ", "never", "excluded", "ruled out", "refuted", "disproved")
    ):
        return False
    if next(scan(_no_net(), text), None) is not None or _is_denied_at_last(text):
        return True
    none, proven = _so_none()
    return next(scan(none, text), None) is not None and proven.search(text) is None


def denied_diagnoses(text: str) -> Iterator[Span]:
    """The diagnosis in its denial, and each mention of the same before it."""
    denial, families = _patterns()
    if not any(word in text for word in ("n't", "not", "no ", "excluded", "ruled out", "refuted", "disproved")):
        return
    for match in scan(denial, text):
        family = (match.lastgroup or "").removeprefix("x")
        for mention in families[family].finditer(text, max(0, match.start() - BACK_CHARS), match.end()):
            yield mention.span()
    yield from _labels(text)
    once = any(
        word in text
        for word in (
            "diagnosis",
            "suspi",
            "suspected",
            "thought",
            "impression",
            "presumed",
            "assum",
            "suppos",
            "report",
            "label",
            "reading",
        )
    )
    goblet = tells_of_goblet_cells(text) and _NO_NET.search(text) is not None
    if goblet or denies_all(text) or (once and next(scan(_ONCE_THOUGHT, text), None)):
        yield from (mention.span() for mention in families["net"].finditer(text))
