"""Tokens: a text in the one spelling in which claims are compared, and its words, numbers and signs."""

import re
from typing import NamedTuple

from knowledge.terms import fold

STEM = 6
"""Words meet in their first letters, so that progression and progressive are one; shorter ones must be the same."""
_UNITS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
          "seventeen eighteen nineteen")  # fmt: skip
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBER_WORDS = {word: n for n, word in enumerate(_UNITS.split())}
_NUMBER_WORDS |= {word: 10 * n for n, word in enumerate(_TENS.split(), 2)} | {"hundred": 100, "thousand": 1000}
_WORDED = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
_NUMBER_RUN = re.compile(rf"\b(?:a (?=hundred|thousand))?(?:{_WORDED})(?:(?:[ -]| and )(?:{_WORDED}))*\b")
_REWRITTEN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(form), written)
    for form, written in (
        (r"≥|⩾|>\s*=", ">="), (r"≤|⩽|<\s*=", "<="),
        (r"(?<=\d)\s?(?:percent|per cent)\b|\b(?:percent|per cent)\b", " %"),
        (r"\b5-?(hiaa|fu|ht)\b", r"\1five"), (r"\b(177|68|64)[ -]?(lu|ga|cu)\b", r"\2\1"),
        (r"\b(lu|ga|cu)[ -](177|68|64)\b(?!\.\d)", r"\1\2"), (r"\bki[ -]?67\b", "ki67"),
        (r"\bg([1-4])\s?-\s?g?([1-4])\b", r"grade \1 - grade \2"), (r"\bg([1-4])\b", r"grade \1"),
        (r"\bgrades\b", "grade"), (r"\bphases\b", "phase"), (r"\bhr\b", "hazard ratio"),
        (r"\bnon[ -]+(?=[a-z])", "non"), (r"\b([a-z]{4,})-free\b(?! survival)", r"free\1"),
        (r"(?<=\d)[-]?(fold)\b", r" \1"),
    )
)  # fmt: skip
_TOKEN = re.compile(
    r"(?P<number>(?<![a-z0-9.])\d+(?:,\d{3})+(?:\.\d+)?(?!\d)|(?<![a-z0-9.])\d+(?:\.\d+)?)"
    r"|(?P<word>[a-z]+(?:'[a-z]+)?(?:-\d+(?![.\d]))?[0-9]*[a-z]*)|(?P<sign>%|<=|>=|<|>|[;,.:()/=~+-])"
)
CLAUSE_ENDS = frozenset({";", ".", ":"})


class Token(NamedTuple):
    """A word, a number or a sign, and where it begins."""

    text: str
    start: int
    kind: str


def plain(text: str) -> str:
    """The text in the one spelling in which claims are compared; number words are numbers."""
    text = fold(text.replace("\u00a0", " ").replace("\u2009", " "))
    for pattern, written in _REWRITTEN:
        text = pattern.sub(written, text)
    return _NUMBER_RUN.sub(lambda match: _in_digits(match.group()), text)


def tokens_of(written: str) -> list[Token]:
    """The tokens of a text in plain spelling."""
    return [Token(m.group(), m.start(), str(m.lastgroup)) for m in _TOKEN.finditer(written)]


def stem(word: str) -> str:
    """What two forms of a word have in common."""
    word = word.removesuffix("'s")
    if len(word) > STEM:
        return word[:STEM]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _in_digits(run: str) -> str:
    total, part = 0, 0
    for word in re.findall(r"[a-z]+", run):
        value = _NUMBER_WORDS.get(word)
        if word == "a" or value is None:
            continue
        if value >= 100:
            part = max(1, part) * value
        else:
            if part and part < 100 and (part % 10 or value >= 10):
                return run
            part += value
        if value == 1000:
            total, part = total + part, 0
    return str(total + part)
