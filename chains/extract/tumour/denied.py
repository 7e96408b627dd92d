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
_FAMILIES = {
    "nec": r"(?:(?:(?:small|large)[ -]cell|(?:poorly|poor)[ -]diff[a-z.]*|high[ -]grade) )?(?:(?:lc|sc|pd|p|gep)?-?necs?|neuro-?endocrine (?:carcinomas?|ca)|sclc|(?:small|large)[ -]cell (?:lung )?(?:cancer|carcinoma)s?)",
    "net": r"(?:(?:well[ -]diff[a-z.]*) )?(?:(?:p|pan|si|gep)?-?nets?|neuro-?endocrine (?:tumou?rs?|neoplasms?)|(?<!typical )carcinoids?(?! syn)(?: tumou?rs?)?)",
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


def denies_all(text: str) -> bool:
    """Whether the text says at last that there is no neuroendocrine tumour: "not a NET in the end"."""
    if "not" not in text and "n't" not in text and "no " not in text and "never" not in text:
        return False
    return next(scan(_no_net(), text), None) is not None


def denied_diagnoses(text: str) -> Iterator[Span]:
    """The diagnosis in its denial, and each mention of the same before it."""
    denial, families = _patterns()
    if "n't" not in text and "not" not in text and "no " not in text:
        return
    for match in scan(denial, text):
        family = (match.lastgroup or "").removeprefix("x")
        for mention in families[family].finditer(text, max(0, match.start() - BACK_CHARS), match.end()):
            yield mention.span()
    if denies_all(text):
        yield from (mention.span() for mention in families["net"].finditer(text))
