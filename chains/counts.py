"""Counts: which number of a lookup is the Ki-67, the mitotic count, the share of the liver or a Krenning score.

Words come in any order; where two readings are possible the lookup is refused with what would be clear.
"""

import re
from collections.abc import Sequence
from itertools import product

from chains.plain import NUMBER
from knowledge.case import Value

_UNITS = r"(?:mm|cm|lesions?|mets?|metastas[ei]s|months?|mo|years?|yrs?|yo|y|lobes?|(?:lymph )?nodes?|lns?|bones?)"
_TOKEN = re.compile(
    rf"""(?ix)
    (?P<ki>(?<![a-z])ki[-\s]?67|(?<![a-z])mib[-\s]?1(?!\d))
    |(?P<mitoses>(?<![a-z])(?:mitos[ei]s|mitosen|mitotic|mits?|mc)(?![a-z]))
    |(?P<per>(?:(?:/|per|in)\s*)?(?<![\d.,])(?:2|10)\s*(?:mm\s?(?:2|²|\^2)|hpfs?)(?![a-z0-9]))
    |(?P<number>(?:[<>≤≥~]=?\s*)?(?<![\w.])(?<!\d,)-?{NUMBER}(?:\s*(?:-|–|to)\s*{NUMBER})?(?![.,]?\d))
     (?P<more>\+)?\s*(?P<unit>%|percent(?![a-z])|/\s*\d+(?![\d\s]*(?:mm|hpf))|{_UNITS}(?![a-z0-9²^]))?
    |(?P<filler>index|labell?ing|li(?![a-z])|counts?|rate|proliferation|score|is|of|was|at|[:=()\[\],'])
    |(?P<word>[^\s(),:=]+)
    """
)
_PERCENT = frozenset({"%", "percent"})
_MOST_NAMES = 6
_YEARS = range(1900, 2101)
_DENIALS = frozenset({"no", "not", "without", "never"})
_NOT_COUNTED = frozenset({"not", "unknown", "?", "nd", "n/d", "na", "n/a", "pending", "missing", "-"})
_UNTOUCHED = re.compile(r"(?i)normal|healthy|spared|free|uninvolved|remnant|remain\w*|segments?|seg|largest|age|suv\w*")


class UnclearCountError(ValueError):
    """The numbers can be read in more than one way; the message says what would be clear."""


class _Token(Value):
    """A word of a lookup: a number with its unit, a name of a count, or something else."""

    kind: str
    text: str
    start: int
    end: int
    unit: str = ""
    per: str = ""

    @property
    def percent(self) -> bool:
        return self.unit in _PERCENT

    @property
    def bare(self) -> bool:
        return self.kind == "number" and not self.unit and not self.per

    def may_be(self, name: str) -> bool:
        """Whether the number can stand for a Ki-67 (``ki``) or a mitotic count (``mitoses``)."""
        if self.kind != "number":
            return False
        return self.percent or self.bare if name == "ki" else self.bare or bool(self.per)


def graded(rest: str) -> str:
    """``8% 3`` as a Ki-67 and a mitotic count; other words stay as they are. Raises UnclearCountError."""
    tokens = _tokens(rest)
    named = _named(tokens)
    ki = [i for i, name in named.items() if name == "ki"]
    mitoses = [i for i, name in named.items() if name == "mitoses"]
    numbers = [i for i, token in enumerate(tokens) if token.kind == "number" and i not in named]
    ki += [i for i in numbers if tokens[i].percent and not _denied(tokens, i)]
    mitoses += [i for i in numbers if tokens[i].per and not _denied(tokens, i)]
    bare = [i for i in numbers if tokens[i].bare and not _denied(tokens, i) and not _beside(tokens[: i + 1], i)]
    told = {token.kind for token in tokens}
    if bare and not ki and not mitoses and not told & {"ki", "mitoses"}:
        first = tokens[bare[0]].text
        raise UnclearCountError(f"Say what {first} is: {first}% is a Ki-67, mitoses {first} a mitotic count.")
    if bare and ki and not mitoses and "mitoses" not in told:
        if len(bare) > 1:
            raise UnclearCountError("Say which number is the mitotic count, for example: grade 8% mitoses 3.")
        mitoses = bare
    if len(mitoses) > 1:
        raise UnclearCountError("Give one mitotic count, for example: grade 8% mitoses 3.")
    parts = [f"Ki-67 {tokens[i].text}{'%' if tokens[i].percent else ''}" for i in ki]
    parts += [f"mitoses {tokens[i].text} per {tokens[i].per or '2 mm2'}" for i in mitoses]
    taken = {*ki, *mitoses, *(i for i, token in enumerate(tokens) if token.kind in {"ki", "mitoses", "per"})}
    left = " ".join(f"{token.text} {token.unit}".strip() for i, token in enumerate(tokens) if i not in taken)
    return ". ".join([*parts, left] if left else parts)


def liver_share(rest: str) -> str:
    """``40%`` and ``40`` as a share of the liver; lesions, lobes and millimetres stay. Raises UnclearCountError."""
    tokens = _tokens(rest)
    named = _named(tokens)
    free = [
        i
        for i, token in enumerate(tokens)
        if (token.percent or token.bare) and i not in named and not _denied(tokens, i) and not _beside(tokens, i)
    ]
    numbers = [i for i, token in enumerate(tokens) if token.kind == "number" and i not in named]
    shares = [i for i in free if tokens[i].percent] or (free if len(numbers) == 1 else [])
    if len(shares) > 1:
        raise UnclearCountError("Give one share of the liver, for example: liver 40%.")
    if not shares:
        return f"liver metastases ; {rest}"
    token = tokens[shares[0]]
    value = token.text.lstrip("<>≤≥~= ")
    if not token.percent and re.match(r"0[.,]", value):
        raise UnclearCountError(f"Give the share of the liver in percent; {value} may mean {value} % or a fraction.")
    return f"{rest[: token.start]} ; liver {token.text} % ; {rest[token.end :]}"


def krenning_scores(rest: str) -> str:
    """``3`` and ``liver 3 bed 2`` as Krenning scores with their places. Raises UnclearCountError."""
    spaced = re.sub(r"(?i)(?<![a-z0-9])k(?=\d)", "", re.sub(r"(?i)(?<=\d)\s+(?=nodes?|lns?|bones?)", " , ", rest))
    tokens = [t for t in _tokens(spaced) if t.text.lower() not in {"score", "grade"}]
    scores = [i for i, t in enumerate(tokens) if t.bare and not _suv(tokens, i)]
    if not scores:
        return rest
    if any(_denied(tokens, i) or not re.fullmatch(r"-?\d+", tokens[i].text) for i in scores):
        raise UnclearCountError("A Krenning score is one whole number from 0 to 4, for example: krenning 3.")
    places = {i: _place(t.text) for i, t in enumerate(tokens) if t.kind == "word" and _place(t.text)}
    if len(scores) == 1 and not places:
        rest_of = " ".join(t.text + t.unit for i, t in enumerate(tokens) if i not in scores)
        return f"whole body Krenning {tokens[scores[0]].text} . {rest_of}"
    ways = [way for step in (-1, 1) if (way := [places.get(i + step) for i in scores]) and all(way)]
    if len(ways) != 1 or len(places) != len(scores):
        if len(scores) == len(places) == 1:
            ways = [[*places.values()]]
        else:
            raise UnclearCountError("Say each place with its score, for example: krenning liver 3 bed 2.")
    return ". ".join(f"{place} Krenning {tokens[i].text}" for i, place in zip(scores, ways[0], strict=True))


_PLACES = (
    (re.compile(r"(?i)liver|hepatic"), "liver metastases"),
    (re.compile(r"(?i)bed|surgical"), "surgical bed"),
    (re.compile(r"(?i)nodes?|lns?|nodal"), "lymph node"),
    (re.compile(r"(?i)bones?|spine|skelet\w+"), "bone metastases"),
    (re.compile(r"(?i)periton\w+"), "peritoneal metastases"),
    (re.compile(r"(?i)pancrea\w+"), "pancreas lesion"),
)


def _place(word: str) -> str | None:
    return next((place for pattern, place in _PLACES if pattern.fullmatch(word)), None)


def _suv(tokens: Sequence[_Token], index: int) -> bool:
    return index > 0 and tokens[index - 1].text.lower().startswith("suv")


def _tokens(rest: str) -> tuple[_Token, ...]:
    """Numbers with their units, names and words; fillers such as "index" are left out."""
    found: list[_Token] = []
    for match in _TOKEN.finditer(rest):
        kind = match.lastgroup if match["number"] is None else "number"
        if kind == "filler":
            continue
        text, unit = match.group().strip(), ""
        if kind == "number":
            text = ("≥" if match["more"] else "") + re.sub(r"\s+", "", match["number"].replace("to", "-"))
            unit = (match["unit"] or "").lower()
            if not unit and text.isdigit() and int(text) in _YEARS:
                unit = " year"
        if kind == "per":
            for i in range(len(found) - 1, max(-1, len(found) - 3), -1):
                if found[i].kind == "number":
                    found[i] = found[i].model_copy(update={"per": re.sub(r"(?i)^(?:/|per|in)\s*", "", text)})
                    break
        found.append(_Token(kind=kind or "word", text=text, start=match.start(), end=match.end(), unit=unit))
    return tuple(found)


def _named(tokens: Sequence[_Token]) -> dict[int, str]:
    """The numbers that stand beside a name of a count, by index. Raises UnclearCountError when two ways are right."""
    names = [
        i
        for i, token in enumerate(tokens)
        if token.kind in {"ki", "mitoses"} and (i + 1 == len(tokens) or tokens[i + 1].text.lower() not in _NOT_COUNTED)
    ]
    if len(names) > _MOST_NAMES:
        raise UnclearCountError("Give each count once, for example: grade ki67 8% mitoses 3.")
    sides = []
    for i in names:
        beside = [n for n in (i + 1, i - 1) if 0 <= n < len(tokens) and tokens[n].may_be(tokens[i].kind)]
        sides.append([n for n in beside if tokens[n].percent or tokens[n].per][:1] or beside)
    ways: dict[frozenset[tuple[int, str]], int] = {}
    for chosen in product(*([*side, None] for side in sides)):
        taken = [n for n in chosen if n is not None]
        if len(taken) == len(set(taken)):
            way = frozenset((n, tokens[i].kind) for i, n in zip(names, chosen, strict=True) if n is not None)
            ways[way] = len(taken)
    most = [dict(way) for way, size in ways.items() if size == max(ways.values())]
    if len(most) > 1:
        raise UnclearCountError("Say which number is which, for example: grade ki67 8% mitoses 3.")
    return most[0]


def _denied(tokens: Sequence[_Token], index: int) -> bool:
    return index > 0 and tokens[index - 1].text.lower() in _DENIALS


def _beside(tokens: Sequence[_Token], index: int) -> bool:
    """Whether the number is about liver that is not involved, or about something else."""
    around = tokens[max(0, index - 1) : index + 2]
    return any(token.kind == "word" and _UNTOUCHED.fullmatch(token.text) for token in around)
