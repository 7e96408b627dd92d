"""Claims: what a sentence states, taken apart: figures with their units and company, names, denials, other words.

Read in one way from a passage and from a sentence that cites it, so that the two can be compared. The words are data in
``plans/claims.toml``; treatments are those of the reader's own list (``extract/lexicon/treatments.toml``).
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

from chains.extract.text.vocabulary import index
from knowledge.terms import fold, read_terms

STEM = 6
"""Words meet in their first letters, so that progression and progressive are one; shorter ones must be the same."""
COMPANY = ("arm", "measure", "site", "lineage", "setting")
"""What a figure is told of. It keeps the nearest of each kind."""
KEPT = ("site", "lineage", "setting")
"""What says of whom a passage speaks; a sentence that tells it says so too."""
_UNIT_WITHIN, _ACROSS = 3, 4
_OF_WHOM = frozenset({"for", "that", "which", "when", "who", "after", "in"})
"""Where a denial, once it has denied something, goes over to whom or what it is told of."""
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
_CONNECTS = frozenset({",", "and", "or", "to", "-", "/", "against", "versus", "vs", "than", "with"})
_CLAUSE_ENDS = frozenset({";", ".", ":"})
_BINDS_LESS = _CLAUSE_ENDS | frozenset(
    {"against", "versus", "vs", ",", "than", "and", "whereas", "while", "compared", "(", ")", "or", "to"}
)


Named = tuple[str, str, int, int]
"""A kind, a name, and where it stands: [start, end)."""


class Token(NamedTuple):
    text: str
    start: int
    kind: str


class Figure(NamedTuple):
    """A number with what it counts."""

    value: float
    unit: str | None
    bound: str | None
    """``low`` for below and at most, ``high`` for above and at least, None for the number itself."""


class Told(NamedTuple):
    """A figure with the nearest name of each kind in its sentence: of what it is told."""

    figure: Figure
    company: Mapping[str, str]
    beyond: Mapping[str, str]
    """The same where other figures may stand between."""
    rivals: Mapping[str, frozenset[str]]
    """Every name of each kind that its sentence has."""


class Clause(NamedTuple):
    """A part of a sentence that states something by itself."""

    stems: frozenset[str]
    figures: frozenset[Figure]
    names: Mapping[tuple[str, str], frozenset[Figure]]
    """By kind and name, the figures of the clause that are told of it."""
    caveats: frozenset[str]
    denials: int
    """How many words of denial it has."""


class Claims(NamedTuple):
    """Everything that a text states, as far as it can be compared."""

    told: tuple[Told, ...]
    names: Mapping[str, tuple[str, ...]]
    """By kind, in the order of the text."""
    stems: frozenset[str]
    """The words that are no name, no number and no connecting word."""
    covered: frozenset[str]
    """The stems of every word, those of names too."""
    denied: frozenset[str]
    affirmed: frozenset[str]
    """Stems that stand outside a denial."""
    clauses: tuple[Clause, ...]
    concepts: frozenset[str]

    @property
    def figures(self) -> frozenset[Figure]:
        return frozenset(told.figure for told in self.told)

    def named(self, kind: str) -> frozenset[str]:
        return frozenset(self.names.get(kind, ()))


def plain(text: str) -> str:
    """The text in the one spelling in which claims are compared; number words are numbers."""
    text = fold(text.replace("\u00a0", " ").replace("\u2009", " "))
    for pattern, written in _REWRITTEN:
        text = pattern.sub(written, text)
    return _NUMBER_RUN.sub(lambda match: _in_digits(match.group()), text)


@lru_cache(maxsize=2048)
def claims(text: str) -> Claims:
    """What a text states."""
    written = plain(text)
    tokens = [Token(m.group(), m.start(), str(m.lastgroup)) for m in _TOKEN.finditer(written)]
    spans = _whole(list(_names(written)))
    named = [(kind, name, _at(tokens, start), _at(tokens, end)) for kind, name, start, end in spans]
    inside = {place for _, _, low, high in named for place in range(low, high)}
    figures = list(_figures(tokens))
    told_of = {place for kind, _, low, high in named if kind != "arm" for place in range(low, high)}
    denied_at = _denied(tokens, told_of)
    content = [n for n, t in enumerate(tokens) if t.kind == "word" and t.text not in _connecting() and n not in inside]
    words = [n for n, t in enumerate(tokens) if t.kind == "word"]
    told = tuple(
        Told(
            figure,
            _company(tokens, named, at),
            _company(tokens, named, at, beyond=True),
            _rivals(tokens, named, at),
        )
        for at, figure in figures
    )
    names: dict[str, list[str]] = {}
    for kind, name, _, _ in named:
        names.setdefault(kind, []).append(name)
    return Claims(
        told=told,
        names={kind: tuple(given) for kind, given in names.items()},
        stems=frozenset(stem(tokens[n].text) for n in content if tokens[n].text not in _deny()),
        covered=frozenset(stem(tokens[n].text) for n in words),
        denied=frozenset(stem(tokens[n].text) for n in words if n in denied_at),
        affirmed=frozenset(stem(tokens[n].text) for n in words if n not in denied_at and tokens[n].text not in _deny()),
        clauses=tuple(_clauses(tokens, named, figures, frozenset(content))),
        concepts=frozenset(name for name in read_terms(text).concepts if "neuroendocrine" not in name),
    )


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


def _at(tokens: Sequence[Token], place: int) -> int:
    """The number of the first token that begins at a place or after it."""
    return next((n for n, token in enumerate(tokens) if token.start >= place), len(tokens))


def _figures(tokens: Sequence[Token]) -> Iterator[tuple[int, Figure]]:
    """Each number with its unit; in a row ("20-39 months", "13.8 against 4.4 months") the last one's unit is theirs."""
    numbers = [n for n, token in enumerate(tokens) if token.kind == "number"]
    units: dict[int, str | None] = {}
    for n in reversed(numbers):
        unit = _label(tokens, n) or _unit(tokens, n)
        if unit is None:
            after = n + 1
            while after < len(tokens) and tokens[after].text in _CONNECTS:
                after += 1
            unit = units.get(after) if n + 1 < after else None
        units[n] = unit
    for before, n in pairwise(numbers):
        between = [token.text for token in tokens[before + 1 : n]]
        told = [text for text in between if text not in _CONNECTS]
        if units[n] is None and len(told) == 1 and _units().get(told[0]) == units[before] and between[-1] in _CONNECTS:
            units[n] = units[before]
    for n in numbers:
        yield n, Figure(float(tokens[n].text.replace(",", "")), units[n], _bound(tokens, n))


def _unit(tokens: Sequence[Token], n: int) -> str | None:
    for token in tokens[n + 1 : n + 1 + _UNIT_WITHIN]:
        if token.text in _units():
            return _units()[token.text]
        if token.text == "-":
            continue
        if token.kind != "word":
            return None
        if token.text in _CONNECTS or token.text in {"of", "in", "by", "at", "for", "were", "was", "had"}:
            return None
    return None


def _label(tokens: Sequence[Token], n: int) -> str | None:
    before = [token.text for token in tokens[max(0, n - 3) : n] if token.text not in {"of", "=", "was", "is", "-"}]
    return _labels().get(before[-1]) if before else None


def _bound(tokens: Sequence[Token], n: int) -> str | None:
    before = [token.text for token in tokens[max(0, n - 3) : n]]
    while before and before[-1] in {"than", "of", "a", "to", "or"}:
        before.pop()
    word = before[-1] if before else ""
    if word in {"most", "least"} and before[-2:-1] != ["at"]:
        word = ""
    behind = [token.text for token in tokens[n + 1 : n + 4]]
    for at, text in enumerate(behind[:-1]):
        if text == "or" and behind[at + 1] in {"more", "higher", "above", "less", "fewer", "lower", "below", "over"}:
            word = behind[at + 1].replace("lower", "less")
    return next((bound for bound in ("low", "high") if word in _table()["bounds"][bound]), None)


def _denied(tokens: Sequence[Token], told_of: set[int]) -> frozenset[int]:
    """The places that a word of denial denies: the next two words of content, or those before it where none follow.

    The names of whom it is told are not what is denied.
    """
    found: set[int] = set()
    for n, token in enumerate(tokens):
        if token.text not in _deny():
            continue
        ahead = list(_content(tokens, range(n + 1, len(tokens)), told_of, most=2))
        found |= set(ahead or _content(tokens, range(n - 1, -1, -1), told_of, most=3))
    return frozenset(found)


def _content(tokens: Sequence[Token], places: Iterable[int], told_of: set[int], *, most: int) -> Iterator[int]:
    given = 0
    for n in places:
        if tokens[n].text in _CLAUSE_ENDS or tokens[n].text in {",", "(", ")"} or given == most:
            return
        if given and tokens[n].text in _OF_WHOM:
            return
        if tokens[n].kind == "word" and tokens[n].text not in _connecting() and n not in told_of:
            given += 1
            yield n


def _company(tokens: Sequence[Token], named: Sequence[Named], at: int, *, beyond: bool = False) -> dict[str, str]:
    nearest: dict[str, tuple[int, str]] = {}
    low, high = _sentence(tokens, at)
    for kind, name, start, end in named:
        if kind not in COMPANY or not (low <= start < high):
            continue
        between = range(end, at) if end <= at else range(at + 1, start)
        if kind != "measure" and not beyond and any(tokens[n].kind == "number" for n in between):
            continue  # it is told of the figure that stands nearer
        away = len(between) + sum(_ACROSS for n in between if tokens[n].text in _BINDS_LESS)
        if kind not in nearest or away < nearest[kind][0]:
            nearest[kind] = (away, name)
    return {kind: name for kind, (_, name) in nearest.items()}


def _rivals(tokens: Sequence[Token], named: Sequence[Named], at: int) -> dict[str, frozenset[str]]:
    low, high = _sentence(tokens, at)
    return {kind: frozenset(n for k, n, start, _ in named if k == kind and low <= start < high) for kind in COMPANY}


def _sentence(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The stretch between semicolons and full stops around a place."""
    ends = [n for n, token in enumerate(tokens) if token.text in {";", "."}]
    low = max((n + 1 for n in ends if n < at), default=0)
    return low, min((n for n in ends if n > at), default=len(tokens))


def _clauses(
    tokens: Sequence[Token], named: Sequence[Named], figures: Sequence[tuple[int, Figure]], content: frozenset[int]
) -> Iterator[Clause]:
    for places in _stretches(tokens):
        inside = frozenset(places)
        texts = {tokens[n].text for n in inside}
        names = {(kind, name) for kind, name, start, _ in named if start in inside}
        company = [(figure, _company(tokens, named, n)) for n, figure in figures if n in inside]
        yield Clause(
            stems=frozenset(stem(tokens[n].text) for n in inside & content),
            figures=frozenset(figure for n, figure in figures if n in inside),
            names={
                (kind, name): frozenset(figure for figure, told in company if told.get(kind) == name)
                for kind, name in names
            },
            caveats=frozenset(texts & set(_table()["caveats"])),
            denials=sum(tokens[n].text in _deny() for n in inside),
        )


def _stretches(tokens: Sequence[Token]) -> Iterator[list[int]]:
    """The places of each clause. What stands in brackets is one by itself; an opening "In …," goes with the next."""
    aside: list[int] = []
    here: list[int] = []
    depth = 0
    for n, token in enumerate(tokens):
        if token.text == "(":
            depth += 1
        elif token.text == ")":
            depth = max(0, depth - 1)
            if aside and not depth:
                yield aside
                aside = []
        elif depth:
            aside.append(n)
        elif token.text in _CLAUSE_ENDS or (token.text == "," and not _goes_on(tokens, here)):
            yield here
            here = []
        else:
            here.append(n)
    yield from (stretch for stretch in (aside, here) if stretch)


def _goes_on(tokens: Sequence[Token], here: Sequence[int]) -> bool:
    """Whether a clause goes on over a comma: it opened with "In …", or it denies a list."""
    texts = [tokens[n].text for n in here]
    return bool(texts) and (texts[0] in _table()["opens"] or any(text in _table()["deny_on"] for text in texts))


def _names(written: str) -> Iterator[Named]:
    for name, start, end in index("treatments", "treatment").find(written):
        if not name.startswith("?"):
            yield "arm", name, start, end
    for kind in ("measure", "arm", "site", "lineage", "setting", "direction"):
        for name, pattern in _forms(kind):
            for match in pattern.finditer(written):
                yield kind, name, match.start(), match.end()


def _whole(spans: Sequence[Named]) -> list[Named]:
    """In the order of the text, without those that are a part of another of their kind: "bone" in "bone marrow"."""
    return sorted(
        (
            one
            for one in spans
            if not any(
                one[0] == other[0] and other[2] <= one[2] and one[3] <= other[3] and one[2:] != other[2:]
                for other in spans
            )
        ),
        key=lambda span: (span[2], -span[3]),
    )


@cache
def _forms(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows: Mapping[str, list[str]] = _table()[kind]
    return tuple(
        (name, re.compile(rf"(?<![a-z0-9])(?:{'|'.join(sorted(forms, key=len, reverse=True))})(?![a-z0-9])"))
        for name, forms in rows.items()
    )


@cache
def forbidden(what: str) -> tuple[re.Pattern[str], ...]:
    """The patterns that no sentence of a model may match: ``orders``, ``patient`` or ``form``."""
    return tuple(re.compile(form) for form in _table()["forbidden"][what])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("chains") / "plans" / "claims.toml").read_text(encoding="utf-8"))


@cache
def _connecting() -> frozenset[str]:
    return frozenset(_table()["connecting"])


@cache
def _deny() -> frozenset[str]:
    return frozenset(_table()["deny"])


@cache
def _units() -> dict[str, str]:
    return {word: unit for unit, words in _table()["units"].items() for word in words}


@cache
def _labels() -> dict[str, str]:
    return {word: label for label, words in _table()["labels"].items() for word in words}
