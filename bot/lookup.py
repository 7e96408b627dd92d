"""Lookup: whether a message in a thread is a quick lookup or a sentence for the consultant. Pure."""

import re
from collections.abc import Sequence

from chains.conversation import Conversation
from chains.lookup import SCORES, WORDS

MAX_TOKENS = 8
MAX_SCORE_TOKENS = 24
"""A score asks for more values than a grade."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SENTENCE_WORDS = _words("""
    a an the is are was were be been with without and or but after before since in on of for to from by at as into
    what which how why when where who now then next this that these those my our your her his their patient patients
    prognosis outlook options option treatment please i we he she it has had have not no if does do did should would
    could can may post status versus vs than about
""")
_SITES = _words("""
    pancreas pancreatic pnet pannet stomach gastric duodenum duodenal ampulla ampullary jejunum jejunal ileum ileal
    jejunoileal small bowel intestine midgut sinet si-net appendix appendiceal colon colonic rectum rectal lung
    bronchial thymus thymic gep unknown primary net nec
""")
_GRADING = _words("ki ki67 ki-67 mib mib1 mib-1 mitoses mitosis mitotic hpf hpfs per mm2 mm² /")
_STAGING = _SITES | _words("ajcc enets uicc mm cm edition")
_PLACES = _words("liver bed surgical node nodes lymph bone peritoneum pancreas primary lesion lesions score")
_LIVER = _words("lesion lesions lobe lobes bilobar unilobar both largest mm cm involvement burden percent")
_SURVIVAL = _SITES | _words("""
    stage grade i ii iii iv iia iib iiia iiib liver mets metastases metastatic localized localised regional distant
    resected os pfs well poorly differentiated typical atypical carcinoid minen lcnec sclc
""")
_ASKED_AS = {"liver": "liver", "krenning": "receptor_imaging"}
"""Words of lookups by which a fact is told too, and the field that an answer asks back for."""
_NUMBER = re.compile(r"[<>~=≤≥]{0,2}\d+(?:\.\d+)?(?:[-\u2013]\d+(?:\.\d+)?)?")
_VALUE = re.compile(rf"(?:{_NUMBER.pattern})?(?:%|mm2|mm²|mm|cm|/2mm2|/2mm²|/10hpf|/|-|g[1-3]|k[0-4])?", re.IGNORECASE)
_TNM = re.compile(r"y?[cpr]?(?:t(?:is|x|[0-4][a-d]?)|n[0-3x][a-c]?|m[01x][a-c]?)+(?:n[0-3x])?(?:m[01x][a-c]?)?", re.I)


def lookup(text: str) -> str | None:
    """The lookup that a message asks for, or ``None`` when it is a sentence for the consultant.

    ``grade 8% 3`` is a lookup; ``Grade 2 NET after surgery, prognosis?`` is a case that begins with the same word.
    A lookup has a known first word, few words after it, and only words that the lookup reads. ``!grade`` alone is
    one too; ``grade`` alone is a question about the case of the thread.
    """
    called = text.startswith("!")
    tokens = text.removeprefix("!").split()
    if not tokens or tokens[0].lower() not in WORDS or "\n" in text:
        return None
    word, rest = tokens[0].lower(), [token.strip(",;").lower() for token in tokens[1:]]
    if word == "help":
        return None if rest else word
    if not rest:
        return word if called else None
    most = MAX_SCORE_TOKENS if word == "score" and SCORES.keys() & set(rest) else MAX_TOKENS
    if len(rest) > most or "?" in text or _SENTENCE_WORDS.intersection(rest) or text.endswith("."):
        return None
    return " ".join([word, *(token.strip(",;") for token in tokens[1:])]) if _readable(word, rest) else None


def is_told(text: str, known: Conversation | None) -> bool:
    """Whether what reads as a lookup is the value that the last answer of the thread asked back for: "liver 30%".

    A ``!`` always asks for the lookup.
    """
    if known is None or text.startswith("!"):
        return False
    field = _ASKED_AS.get(text.split(None, 1)[0].lower())
    return any(asked.partition(".")[0] == field for asked in known.asked)


def _readable(word: str, rest: Sequence[str]) -> bool:
    """Whether the lookup reads every token behind its word."""
    match word:
        case "grade":
            return _grading(rest)
        case "stage":
            staged = [token for token in rest if _TNM.fullmatch(token)]
            return bool(staged) and all(token in _STAGING or _value(token) for token in rest if token not in staged)
        case "krenning":
            return _only(rest, _PLACES, numbers=True)
        case "liver":
            return _only(rest, _LIVER, numbers=True)
        case "survival":
            return _only(rest, _SURVIVAL, numbers=False)
        case "drug":
            return len(rest) <= 3
        case _:
            return True


def _grading(rest: Sequence[str]) -> bool:
    """A Ki-67 or a mitotic count, and not a grade that was stated (``grade 2`` of a sentence cut short)."""
    words = _GRADING | _SITES if any("%" in token for token in rest) else _GRADING
    if not all(token in words or _value(token) for token in rest):
        return False
    stated = rest[0] in {"1", "2", "3"} and not (len(rest) > 1 and _NUMBER.match(rest[1]))
    return not stated and any(_NUMBER.match(token) for token in rest)


def _only(rest: Sequence[str], words: frozenset[str], *, numbers: bool) -> bool:
    named = any(_NUMBER.match(token) or re.match(r"k[0-4]$", token) for token in rest)
    return all(token in words or _value(token) for token in rest) and (named or not numbers)


def _value(token: str) -> bool:
    return bool(_VALUE.fullmatch(token))
